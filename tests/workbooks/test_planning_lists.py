"""Planning lists of many hands: which post, which term, since when, or why out."""

from __future__ import annotations

from pathlib import Path

import pytest

from canbo.engine.facts import BodyKind
from canbo.exchange.workbooks.reading import ListKind
from tests.workbooks.listed import document, listed, nothing_listed, rows, said, sheets

FORM = (
    ("DANH SÁCH QUY HOẠCH CÁN BỘ LÃNH ĐẠO CÁC PHƯỜNG, XÃ NHIỆM KỲ 2010-2015 VÀ 2015-2020",),
    ("(Kèm theo Quyết định số 312-QĐ/ThU ngày 15/5/2009 của Ban Thường vụ Thị ủy)",),
    ("STT", "Họ và tên", "Ngày tháng năm sinh", None, "Quê quán", "Dân tộc", "Ngày vào Đảng",
     "Chức vụ, đơn vị công tác hiện nay", "Trình độ", None, None, None, "Xếp loại năm 2008",
     "Chức danh quy hoạch", None, "Kết quả giới thiệu", None, "Ghi chú"),
    (None, None, "Nam", "Nữ", None, None, None, None, "Học vấn", "Chuyên môn", "LLCT", "QLNN",
     None, "Nhiệm kỳ 2010-2015", "Nhiệm kỳ 2015-2020", "Số phiếu", "Tỷ lệ %"),
    tuple(str(n) for n in range(1, 19)),
    ("I", "PHƯỜNG TRƯỜNG SƠN"),
    (1, "Nguyễn Văn An", "12/3/1970", None, "Hoằng Hóa", "Kinh", "3/2/1995", "PCT UBND phường",
     "12/12", "ĐH Luật (TC)", "TC", "CV", "HTTNV", "Chủ tịch UBND phường",
     "Bí thư Đảng ủy phường", "45/50", "90", "bổ sung"),
    (2, "Lê Thị Bình", None, "1978", "Quảng Xương", "Kinh", "19/5/2001",
     "Phó Trưởng phòng Nội vụ thị xã", "12/12", "ĐH Kinh tế", "CC", "CVC", "Hoàn thành XSNV",
     "Bí thư Đảng ủy, Chủ tịch HĐND phường", None, "48/50", "96"),
    ("II", "XÃ QUẢNG CƯ"),
    (1, "Trần Văn Cường", "5/8/1969", None, "Quảng Cư", "Kinh", "1/1/1999", "Chủ tịch UBND xã",
     "10/10", "TC NN", "TC", None, "Hoàn thành tốt nhiệm vụ", "Bí thư Đảng ủy xã", "-", "40/50",
     "80"),
    (None, "Người lập biểu", None, None, None, None, None, None, None, None, None, None, None,
     "T/M BAN THƯỜNG VỤ"),
)  # fmt: skip
FORM_MERGES = ("C5:D5", "I5:L5", "N5:O5", "P5:Q5", "A5:A6", "B5:B6")


@pytest.mark.parametrize("old", [False, True], ids=["xlsx", "xls"])
def test_the_form_in_use_with_two_terms(tmp_path: Path, old: bool) -> None:
    reading = listed(tmp_path, *FORM, merges=FORM_MERGES, old=old)
    nothing_listed(reading)
    found = document(reading)
    assert found.kind is ListKind.PLANNING
    assert found.decision is not None
    assert (found.decision.number, found.decision.issuer) == (
        "312-QĐ/ThU", "Ban Thường vụ Thị ủy",
    )  # fmt: skip
    assert said(reading, "Nguyễn Văn An") == [
        ("rating", "official", "2008", "HTTNV"),
        ("pool", "X05@phường Trường Sơn", "2010-2015", "", ""),
        ("pool", "X01@phường Trường Sơn", "2015-2020", "", ""),
    ]
    assert said(reading, "Lê Thị Bình")[1:] == [
        ("pool", "X01@phường Trường Sơn", "2010-2015", "", ""),
        ("pool", "X03@phường Trường Sơn", "2010-2015", "", ""),
    ]
    assert said(reading, "Trần Văn Cường")[1:] == [("pool", "X01@xã Quảng Cư", "2010-2015", "", "")]
    binh = rows(reading)["Lê Thị Bình"]
    assert [post.title for post in binh.posts] == ["H21"]
    assert {one.level for one in binh.attainments} >= {"ĐH", "CTCC", "QLCVC"}
    assert "Số phiếu: 48/50" in binh.person.note  # ballots are no fact of the pool
    assert rows(reading)["Nguyễn Văn An"].statements[0].decision is None


def test_additions_and_removals_in_sections_with_reasons(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("RÀ SOÁT, BỔ SUNG QUY HOẠCH NĂM 2010",),
        ("DANH SÁCH CÁN BỘ QUY HOẠCH CÁC CHỨC DANH NHIỆM KỲ 2010-2015",),
        ("TT", "Họ và tên", "Năm sinh", "Chức vụ, đơn vị", "Chức danh quy hoạch",
         "Đã quy hoạch từ năm", "Lý do"),
        ("A", "Bổ sung quy hoạch"),
        (1, "Nguyễn Văn An", 1970, "Chủ tịch UBND phường Bắc Sơn", "Phó Chủ tịch UBND thị xã",
         "bổ sung", "đủ tiêu chuẩn"),
        ("B", "Đưa ra khỏi quy hoạch"),
        (1, "Lê Văn Dũng", 1955, "Trưởng Ban Tuyên giáo Thị ủy", "Phó Bí thư Thị ủy", 2005,
         "quá tuổi"),
        (2, "Lê Văn Em", 1965, "Trưởng phòng Tư pháp", "UV BTV Thị ủy", 2006, "đã bổ nhiệm"),
        (3, "Lê Văn Phú", 1966, "Trưởng phòng Y tế", "UV BTV Thị ủy", 2006, "tín nhiệm thấp"),
    )  # fmt: skip
    nothing_listed(reading)
    assert said(reading, "Nguyễn Văn An") == [("pool", "H07@thị xã Sầm Sơn", "2010-2015", "", "")]
    assert said(reading, "Lê Văn Dũng") == [
        ("pool", "H03@thị xã Sầm Sơn", "2010-2015", "2005", "overage")
    ]
    assert said(reading, "Lê Văn Em")[0][-1] == "appointed"
    assert said(reading, "Lê Văn Phú")[0][-1] == "removed"


def test_posts_in_group_rows_and_seats_of_committees(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("DANH SÁCH QUY HOẠCH BAN CHẤP HÀNH, BAN THƯỜNG VỤ THỊ ỦY KHÓA XV NHIỆM KỲ 2010-2015",),
        ("(Kèm theo QĐ số 12-QĐ/TU ngày 2/3/2009 của Tỉnh ủy)",),
        ("TT", "Họ tên", "Sinh năm", "Chức vụ hiện nay", "Đơn vị"),
        ("I", "Bí thư Thị ủy"),
        (1, "Nguyễn Văn An", 1960, "Phó Bí thư Thường trực", "Thị ủy"),
        ("II", "Ban Thường vụ"),
        (1, "Lê Văn Bảy", 1961, "Trưởng phòng", "Phòng Nội vụ"),
        (2, "Lê Văn Tám", 1961, "Chủ tịch UBND", "Phường Bắc Sơn"),
        ("III", "Ban Chấp hành"),
        (1, "Lê Văn Chín", 1971, "Bí thư", "Thị đoàn"),
    )
    nothing_listed(reading)
    term = document(reading).term
    assert term is not None
    assert (term.body, term.ordinal) == (BodyKind.PARTY_COMMITTEE, "XV")
    posts = {name: said(reading, name)[0][1] for name in rows(reading)}
    assert posts == {
        "Nguyễn Văn An": "H01@thị xã Sầm Sơn",
        "Lê Văn Bảy": "V11@thị xã Sầm Sơn",
        "Lê Văn Tám": "V11@thị xã Sầm Sơn",
        "Lê Văn Chín": "V12@thị xã Sầm Sơn",
    }


def test_this_term_and_the_next_by_their_words(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("DANH SÁCH QUY HOẠCH CÁN BỘ GIAI ĐOẠN 2005-2010 VÀ 2010-2015",),
        ("TT", "Họ và tên", "NS", "Chức vụ", "Chức danh quy hoạch", None),
        (None, None, None, None, "NK hiện tại", "NK kế tiếp"),
        (1, "Nguyễn Văn An", 1970, "Trưởng phòng Nội vụ", "PCT UBND thị xã", "CT UBND thị xã"),
        merges=("E4:F4",),
    )
    nothing_listed(reading)
    assert said(reading, "Nguyễn Văn An") == [
        ("pool", "H07@thị xã Sầm Sơn", "2005-2010", "", ""),
        ("pool", "H06@thị xã Sầm Sơn", "2010-2015", "", ""),
    ]


def test_a_review_that_keeps_adds_and_removes_in_a_column(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("KẾT QUẢ RÀ SOÁT QUY HOẠCH CÁN BỘ NĂM 2011",),
        ("NHIỆM KỲ 2010 - 2015",),
        ("TT", "Họ và tên", "Ngày sinh", "Nữ", "Chức vụ hiện nay", "Chức danh quy hoạch",
         "Kết quả rà soát", "Lý do"),
        (1, "Trần Thanh Bường", "02/11/1953", None, "UV BTV Thị ủy, Phó CT", "UV BTV Thị ủy",
         "Đưa ra", "Đã bầu"),
        (None, None, None, None, "UBND thị xã"),
        (2, "Ngô Thị Mận", "19/7/1963", "x", "Thị ủy viên, Trưởng", "UV BTV Thị ủy", "Giữ nguyên"),
        (None, None, None, None, "Ban Tổ chức Thị ủy"),
        (3, "Lê Văn Nhân", "1/2/1970", None, "Chuyên viên Phòng Nội vụ", "PTP Nội vụ", "Bổ sung"),
    )  # fmt: skip
    nothing_listed(reading)
    assert said(reading, "Trần Thanh Bường")[0][-1] == "elected"
    assert said(reading, "Ngô Thị Mận")[0][-1] == ""
    assert said(reading, "Lê Văn Nhân") == [("pool", "H21@Phòng Nội vụ", "2010-2015", "", "")]
    assert [post.title for post in rows(reading)["Ngô Thị Mận"].posts] == ["V12", "H11"]


def test_removals_on_a_sheet_of_their_own(tmp_path: Path) -> None:
    header = ("TT", "Họ và tên", "Năm sinh", "Chức vụ, đơn vị", "Chức danh đã quy hoạch", "Lý do")
    reading = sheets(
        tmp_path,
        {
            "Bo sung": [
                ("I. DANH SÁCH BỔ SUNG VÀO QUY HOẠCH NHIỆM KỲ 2010-2015",),
                header,
                (1, "Nguyễn Văn An", 1970, "CV Phòng Y tế", "PTP Y tế", None),
            ],
            "Dua ra": [
                ("II. DANH SÁCH ĐƯA RA KHỎI QUY HOẠCH NHIỆM KỲ 2010-2015",),
                header,
                (1, "Lê Văn Ba", 1958, "CV Phòng Y tế", "TP Y tế", "chuyển công tác ra tỉnh"),
            ],
        },
    )
    nothing_listed(reading)
    assert said(reading, "Nguyễn Văn An")[0][-1] == ""
    assert said(reading, "Lê Văn Ba")[0] == (
        "pool", "H20@Phòng Y tế", "2010-2015", "", "transferred",
    )  # fmt: skip


def test_what_only_is_proposed_is_no_entry(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("DANH SÁCH ĐỀ NGHỊ PHÊ DUYỆT QUY HOẠCH NHIỆM KỲ 2010-2015",),
        ("TT", "Họ và tên", "Năm sinh", "Chức vụ", "Chức danh quy hoạch"),
        (1, "Nguyễn Văn An", 1970, "Trưởng phòng Y tế", "PCT UBND thị xã"),
    )
    nothing_listed(reading)
    row = rows(reading)["Nguyễn Văn An"]
    assert row.statements == ()
    assert "PCT UBND thị xã" in row.person.note


def test_nobody_is_planned_for_nothing(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("DANH SÁCH CÁN BỘ QUY HOẠCH NHIỆM KỲ 2010-2015",),
        ("TT", "Họ và tên", "Năm sinh", "Chức vụ, đơn vị"),
        (1, "Nguyễn Văn An", 1970, "Trưởng phòng Y tế"),
    )
    assert [p.code for p in reading.problems] == ["planned_post_not_said"]
    assert rows(reading)["Nguyễn Văn An"].statements == ()


def test_people_of_the_pool_sent_to_a_class_are_learners(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("DANH SÁCH CÁN BỘ DIỆN QUY HOẠCH CỬ ĐI HỌC",),
        ("Lớp Cao cấp lý luận chính trị, khai giảng ngày 5/9/2008",),
        ("TT", "Họ và tên", "Năm sinh", "Đơn vị"),
        (1, "Nguyễn Văn An", 1970, "Phòng Nội vụ"),
    )
    (found,) = reading.documents
    assert type(found).__name__ == "ClassDocument"


def test_marks_under_posts_say_for_which_one_is_planned(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("DANH SÁCH QUY HOẠCH CÁC CHỨC DANH LÃNH ĐẠO PHƯỜNG TRƯỜNG SƠN NHIỆM KỲ 2010-2015",),
        ("STT", "Họ và tên", "Ngày sinh", "Chức vụ hiện nay", "Chức danh quy hoạch", None, None),
        (None, None, None, None, "Bí thư Đảng ủy", "Chủ tịch UBND", "Phó Chủ tịch UBND"),
        (1, "Nguyễn Văn An", "12/3/1970", "Phó Chủ tịch UBND", "x", "x"),
        (2, "Lê Thị Bình", "1/5/1978", "Chủ tịch Hội LHPN", None, None, "X"),
        merges=("E4:G4",),
    )
    nothing_listed(reading)
    assert said(reading, "Nguyễn Văn An") == [
        ("pool", "X01@phường Trường Sơn", "2010-2015", "", ""),
        ("pool", "X05@phường Trường Sơn", "2010-2015", "", ""),
    ]
    assert said(reading, "Lê Thị Bình") == [("pool", "X06@phường Trường Sơn", "2010-2015", "", "")]
