"""The classes of Sầm Sơn's officials, 2003 to 2013, as their lists announce them."""

from __future__ import annotations

from examples.builder.truth import Span, TrainingClass

PROVINCIAL_SCHOOL = "Trường Chính trị tỉnh Thanh Hóa"
TOWN_CENTRE = "Trung tâm Bồi dưỡng chính trị thị xã Sầm Sơn"
ACADEMY = "Học viện Chính trị - Hành chính khu vực I"
ARMY_SCHOOL = "Trường Quân sự tỉnh Thanh Hóa"


def _theory(
    id: str, course: str, title: tuple[str, ...], span: tuple[str, str], size: int, where: str
) -> TrainingClass:
    return TrainingClass(id, course, "training", title, Span(*span), where, size)


def _fostering(
    id: str, course: str, title: tuple[str, ...], span: tuple[str, str], size: int, where: str
) -> TrainingClass:
    return TrainingClass(id, course, "fostering", title, Span(*span), where, size)


# fmt: off
CLASSES: tuple[TrainingClass, ...] = (
    # Intermediate political theory: six inside the window, one before it, one after it.
    _theory("TC8", "LLCT-TC", ("Lớp Trung cấp lý luận chính trị K8, hệ tại chức",
            "(Từ tháng 9/2003 đến tháng 12/2005)"),
            ("2003-09", "2005-12"), 16, PROVINCIAL_SCHOOL),
    _theory("TC9", "LLCT-TC", ("Lớp Trung cấp lý luận chính trị K9, mở tại thị xã Sầm Sơn",
            "(Từ tháng 10/2004 đến tháng 6/2006)"),
            ("2004-10", "2006-06"), 26, PROVINCIAL_SCHOOL),
    _theory("TC11", "LLCT-TC", ("Lớp: Trung cấp lý luận chính trị khóa 11",
            "Thời gian: từ 15/9/2006 đến 30/5/2008"),
            ("2006-09-15", "2008-05-30"), 34, PROVINCIAL_SCHOOL),
    _theory("TC12", "LLCT-TC", ("Lớp: Trung cấp lý luận chính trị khóa 12",
            "khai giảng ngày 12/3/2007, bế giảng 20/12/2008"),
            ("2007-03-12", "2008-12-20"), 31, PROVINCIAL_SCHOOL),
    _theory("TC14", "LLCT-TC", ("LỚP TRUNG CẤP LÝ LUẬN CHÍNH TRỊ - HÀNH CHÍNH K14",
            "(Từ tháng 9/2008 đến tháng 6/2010)"),
            ("2008-09", "2010-06"), 33, PROVINCIAL_SCHOOL),
    _theory("TC15", "LLCT-TC", ("LỚP TRUNG CẤP LÝ LUẬN CHÍNH TRỊ - HÀNH CHÍNH K15",
            "Năm học 2009 - 2010"),
            ("2009", "2010"), 29, PROVINCIAL_SCHOOL),
    _theory("TC17", "LLCT-TC", ("Lớp Trung cấp LLCT-HC khóa 17 (hệ không tập trung)",
            "Khai giảng: 20/4/2010; dự kiến bế giảng: 30/11/2011"),
            ("2010-04-20", "2011-11-30"), 32, PROVINCIAL_SCHOOL),
    _theory("TC19", "LLCT-TC", ("Lớp Trung cấp LLCT-HC khóa 19 (hệ không tập trung)",
            "Khai giảng: 15/8/2011; dự kiến bế giảng: tháng 5/2013"),
            ("2011-08-15", "2013-05"), 22, PROVINCIAL_SCHOOL),
    # Elementary: in the same files, another course.
    _theory("SC07", "LLCT-SC", ("Lớp: Sơ cấp lý luận chính trị",
            "Thời gian: từ 05/5/2007 đến 25/6/2007"),
            ("2007-05-05", "2007-06-25"), 24, TOWN_CENTRE),
    _theory("SC10", "LLCT-SC", ("LỚP SƠ CẤP LÝ LUẬN CHÍNH TRỊ",
            "(Từ ngày 10/5/2010 đến ngày 30/6/2010)"),
            ("2010-05-10", "2010-06-30"), 22, TOWN_CENTRE),
    # Advanced.
    _theory("CC05", "LLCT-CC", ("Lớp Cao cấp lý luận chính trị, hệ tập trung",
            "Thời gian: từ tháng 9/2005 đến tháng 7/2007"),
            ("2005-09", "2007-07"), 10, "Học viện Chính trị khu vực I"),
    _theory("CC08", "LLCT-CC", ("Lớp Cao cấp lý luận chính trị - hành chính, hệ không tập trung",
            "Thời gian: từ 06/10/2008 đến 15/10/2010"),
            ("2008-10-06", "2010-10-15"), 12, ACADEMY),
    _theory("CC11", "LLCT-CC", ("Lớp Cao cấp lý luận chính trị - hành chính, hệ không tập trung",
            "Thời gian: từ 07/3/2011 đến 29/3/2013"),
            ("2011-03-07", "2013-03-29"), 8, ACADEMY),
    # Fostering, by year.
    _fostering("QL05", "BD-QLNN", ("Lớp bồi dưỡng kiến thức quản lý nhà nước",
               "(Từ ngày 07/3/2005 đến ngày 22/4/2005)"),
               ("2005-03-07", "2005-04-22"), 20, PROVINCIAL_SCHOOL),
    _fostering("QP05", "BD-QPAN", ("Lớp bồi dưỡng kiến thức quốc phòng - an ninh (đối tượng 4)",
               "(Tháng 11/2005)"),
               ("2005-11", "2005-11"), 18, "Ban Chỉ huy Quân sự thị xã"),
    _fostering("XD05", "BD-XDD", ("Lớp bồi dưỡng nghiệp vụ công tác xây dựng Đảng",
               "(Từ ngày 26/12/2005 đến ngày 06/01/2006)"),
               ("2005-12-26", "2006-01-06"), 22, TOWN_CENTRE),
    _fostering("QL06", "BD-QLNN", ("Lớp bồi dưỡng kiến thức QLNN cho cán bộ, công chức phường, xã",
               "Thời gian: từ 08/5/2006 đến 30/6/2006"),
               ("2006-05-08", "2006-06-30"), 38, PROVINCIAL_SCHOOL),
    _fostering("CB06", "BD-CTCB", ("Lớp bồi dưỡng công tác chi bộ cho bí thư, phó bí thư chi bộ",
               "Thời gian: từ 11/9/2006 đến 15/9/2006"),
               ("2006-09-11", "2006-09-15"), 30, TOWN_CENTRE),
    _fostering("QL07", "BD-QLNN", ("LỚP BỒI DƯỠNG KIẾN THỨC QUẢN LÝ HÀNH CHÍNH NHÀ NƯỚC",
               "Khai giảng ngày 10/9/2007, bế giảng ngày 20/10/2007"),
               ("2007-09-10", "2007-10-20"), 36, PROVINCIAL_SCHOOL),
    _fostering("QP07", "BD-QPAN", ("LỚP BỒI DƯỠNG KIẾN THỨC QUỐC PHÒNG - AN NINH (ĐỐI TƯỢNG 4)",
               "Từ ngày 06 đến ngày 10/8/2007"),
               ("2007-08-06", "2007-08-10"), 37, "Ban Chỉ huy Quân sự thị xã"),
    _fostering("QP08", "BD-QPAN", ("Lớp bồi dưỡng kiến thức QP-AN đối tượng 3",
               "Thời gian: từ 16/6/2008 đến 28/6/2008"),
               ("2008-06-16", "2008-06-28"), 24, ARMY_SCHOOL),
    _fostering("XD08", "BD-XDD", ("Lớp bồi dưỡng nghiệp vụ xây dựng Đảng",
               "Thời gian: từ 04/8/2008 đến 09/8/2008"),
               ("2008-08-04", "2008-08-09"), 33, TOWN_CENTRE),
    _fostering("TH08", "BD-TH", ("Lớp bồi dưỡng tin học văn phòng (trình độ A)",
               "Thời gian: từ 01/10/2008 đến 30/11/2008"),
               ("2008-10-01", "2008-11-30"), 24, "Trung tâm Giáo dục thường xuyên thị xã"),
    _fostering("LL08", "BD-KHAC", ("Lớp bồi dưỡng lý luận chính trị cho đảng viên mới",
               "Thời gian: tháng 11/2008"),
               ("2008-11", "2008-11"), 26, TOWN_CENTRE),
    _fostering("QL09", "BD-QLNN", ("LỚP BỒI DƯỠNG QUẢN LÝ NHÀ NƯỚC CHO CÁN BỘ PHƯỜNG, XÃ",
               "(Từ tháng 4/2009 đến tháng 6/2009)"),
               ("2009-04", "2009-06"), 35, PROVINCIAL_SCHOOL),
    _fostering("QP09", "BD-QPAN", ("LỚP BỒI DƯỠNG KIẾN THỨC QPAN ĐỐI TƯỢNG 4",
               "(Từ 20/7/2009 đến 24/7/2009)"),
               ("2009-07-20", "2009-07-24"), 38, "Ban Chỉ huy Quân sự thị xã"),
    _fostering("KT09", "BD-KT", ("LỚP BỒI DƯỠNG NGHIỆP VỤ CÔNG TÁC KIỂM TRA, GIÁM SÁT CỦA ĐẢNG",
               "(Từ 14/9/2009 đến 18/9/2009)"),
               ("2009-09-14", "2009-09-18"), 26, TOWN_CENTRE),
    _fostering("CB09", "BD-CTCB", ("LỚP BỒI DƯỠNG CÔNG TÁC CHI BỘ CHO CẤP ỦY VIÊN CƠ SỞ",
               "(Từ 12/10/2009 đến 16/10/2009)"),
               ("2009-10-12", "2009-10-16"), 31, TOWN_CENTRE),
    _fostering("NV09", "BD-NV", ("LỚP BỒI DƯỠNG NGHIỆP VỤ TƯ PHÁP - HỘ TỊCH",
               "(Từ 02/11/2009 đến 07/11/2009)"),
               ("2009-11-02", "2009-11-07"), 12, "Sở Tư pháp Thanh Hóa"),
    _fostering("QL10", "BD-QLNN", ("Lớp bồi dưỡng quản lý nhà nước chương trình chuyên viên",
               "Khai giảng 12/7/2010 - Bế giảng 10/9/2010"),
               ("2010-07-12", "2010-09-10"), 28, PROVINCIAL_SCHOOL),
    _fostering("QP10", "BD-QPAN", ("Lớp bồi dưỡng kiến thức quốc phòng, an ninh đối tượng 4",
               "Khai giảng 02/8/2010 - Bế giảng 06/8/2010"),
               ("2010-08-02", "2010-08-06"), 37, "Ban Chỉ huy Quân sự thị xã"),
    _fostering("DV10", "BD-DV", ("Lớp bồi dưỡng nghiệp vụ công tác dân vận",
               "Khai giảng 13/9/2010 - Bế giảng 17/9/2010"),
               ("2010-09-13", "2010-09-17"), 25, TOWN_CENTRE),
    _fostering("NN10", "BD-NN", ("Lớp bồi dưỡng tiếng Anh giao tiếp cho cán bộ, công chức",
               "Khai giảng 04/10/2010 - Bế giảng 24/12/2010"),
               ("2010-10-04", "2010-12-24"), 15, "Trung tâm Giáo dục thường xuyên thị xã"),
    _fostering("NV10", "BD-NV", ("Lớp bồi dưỡng nghiệp vụ văn thư, lưu trữ",
               "Khai giảng 08/11/2010 - Bế giảng 13/11/2010"),
               ("2010-11-08", "2010-11-13"), 14, "Sở Nội vụ Thanh Hóa"),
    _fostering("CB11", "BD-CTCB", ("Lớp bồi dưỡng công tác chi bộ, công tác đảng viên",
               "Năm 2011"),
               ("2011", "2011"), 31, TOWN_CENTRE),
    _fostering("QP11", "BD-QPAN", ("Lớp bồi dưỡng kiến thức quốc phòng - an ninh đối tượng 4",
               "Từ ngày 25/7/2011 đến ngày 05/8/2011"),
               ("2011-07-25", "2011-08-05"), 32, "Ban Chỉ huy Quân sự thị xã"),
    _fostering("QL11", "BD-QLNN", ("Lớp bồi dưỡng kiến thức quản lý nhà nước",
               "Khai giảng ngày 08/8/2011, bế giảng ngày 30/9/2011"),
               ("2011-08-08", "2011-09-30"), 25, PROVINCIAL_SCHOOL),
)
# fmt: on

INSIDE_THEORY = ("TC9", "TC11", "TC12", "TC14", "TC15", "TC17")
OUTSIDE_THEORY = ("TC8", "TC19")
BY_ID = {training_class.id: training_class for training_class in CLASSES}
