"""Huyện Si Ma Cai, tỉnh Lào Cai, 2016 to 2020: sixty officials in the mountains.

On 1 March 2020 thirteen communes became ten (Nghị quyết số 896/NQ-UBTVQH14); which old commune
went where is told here as the new names suggest it. Terms, scheme and people are invented.
"""

from __future__ import annotations

from datetime import date

from examples.builder.districts.plan import Body, Merger, Plan, Term, class_of, place_of, units_of
from examples.builder.evidence import Window

TOWN, MERGED = "084", "2020-03-01"
BODIES = (
    Body("thuong-truc", "Thường trực Huyện ủy", "Huyện ủy", "party", "H01 H02"),
    Body("ban-to-chuc", "Ban Tổ chức Huyện ủy", "Ban TC HU", "party", "H11 H12"),
    Body("ban-tuyen-giao", "Ban Tuyên giáo Huyện ủy", "Ban TG HU", "party", "H11"),
    Body("ban-dan-van", "Ban Dân vận Huyện ủy", "Ban DV HU", "party", "H11"),
    Body("ubkt", "Ủy ban Kiểm tra Huyện ủy", "UBKT HU", "party", "H13 H14"),
    Body("vp-huyen-uy", "Văn phòng Huyện ủy", "VP HU", "party", "H16"),
    Body("hdnd", "Thường trực HĐND huyện", "HĐND huyện", "state", "H05"),
    Body("ubnd", "Lãnh đạo UBND huyện", "UBND huyện", "state", "H03+H06 H07"),
    Body("vp-hdnd-ubnd", "Văn phòng HĐND và UBND", "VP HĐND-UBND", "state", "H16"),
    Body("noi-vu", "Phòng Nội vụ", "P. Nội vụ", "state", "H20 H21"),
    Body("tc-kh", "Phòng Tài chính - Kế hoạch", "P. TC-KH", "state", "H20"),
    Body("nn", "Phòng Nông nghiệp và Phát triển nông thôn", "P. NN&PTNT", "state", "H20 H21"),
    Body("dan-toc", "Phòng Dân tộc", "P. Dân tộc", "state", "H20"),
    Body("gd-dt", "Phòng Giáo dục và Đào tạo", "P. GD&ĐT", "state", "H20"),
    Body("mttq", "Ủy ban MTTQ huyện", "MTTQ huyện", "front", "H30"),
    Body("huyen-doan", "Huyện đoàn", "Huyện đoàn", "front", "H33"),
    Body("hoi-lhpn", "Hội Liên hiệp Phụ nữ huyện", "Hội LHPN", "front", "H35"),
    Body("hoi-nd", "Hội Nông dân huyện", "Hội ND", "front", "H37"),
)
_COMMUNES = (
    ("02800", "Nàn Sán"), ("02803", "Thào Chư Phìn"), ("02806", "Bản Mế"), ("02812", "Sán Chải"),
    ("02821", "Cán Cấu"), ("02824", "Sín Chéng"), ("02836", "Nàn Xín"), ("02815", "Mản Thẩn"),
    ("02830", "Quan Thần Sán"), ("02833", "Lử Thẩn"),
)  # fmt: skip
_CHANGED = (
    ("02809", ((None, "xã", "Si Ma Cai"), (MERGED, "thị trấn", "Si Ma Cai"))),
    ("02818", ((None, "xã", "Lùng Sui"), (MERGED, "xã", "Lùng Thẩn"))),
    ("02827", ((None, "xã", "Cán Hồ"), (MERGED, "xã", "Quan Hồ Thẩn"))),
)
_UNITS = units_of(
    ("10", "tỉnh", "Lào Cai"), (TOWN, "huyện", "Si Ma Cai"),
    (*((code, ((None, "xã", name),)) for code, name in _COMMUNES), *_CHANGED), BODIES,
)  # fmt: skip
_SCHOOL = "Trường Chính trị tỉnh Lào Cai"
_CENTRE = "Trung tâm Chính trị huyện Si Ma Cai"


CLASSES = (
    class_of("T13", "LLCT-TC", ("Lớp Trung cấp LLCT - HC khóa 2013 - 2015",
           "(Khai giảng 16/9/2013, bế giảng 25/12/2015)"), ("2013-09-16", "2015-12-25"),
           _SCHOOL, 9),
    class_of("T16", "LLCT-TC", ("Lớp Trung cấp lý luận chính trị - hành chính K2016",
           "Thời gian: từ tháng 3/2016 đến tháng 9/2017"), ("2016-03", "2017-09"), _SCHOOL, 14),
    class_of("T19", "LLCT-TC", ("Lớp Trung cấp lý luận chính trị K2019, hệ không tập "
           "trung", "Khai giảng 05.8.2019 - bế giảng 30.12.2020"), ("2019-08-05", "2020-12-30"),
           _SCHOOL, 12),
    class_of("C17", "LLCT-CC", ("Lớp Cao cấp lý luận chính trị, hệ không tập trung",
           "Thời gian: từ 10/4/2017 đến 20/4/2019"), ("2017-04-10", "2019-04-20"),
           "Học viện Chính trị khu vực I", 8),
    class_of("Q17", "BD-QPAN", ("Lớp bồi dưỡng kiến thức quốc phòng và an ninh đối "
           "tượng 3", "Từ 05/6/2017 đến 16/6/2017"), ("2017-06-05", "2017-06-16"),
           "Trường Quân sự tỉnh Lào Cai", 22),
    class_of("N18", "BD-QLNN", ("Lớp bồi dưỡng QLNN ngạch chuyên viên",
           "Từ tháng 5/2018 đến tháng 7/2018"), ("2018-05", "2018-07"), _SCHOOL, 16),
    class_of("D18", "BD-DV", ("Lớp bồi dưỡng nghiệp vụ công tác dân vận",
           "Từ 10/9/2018 đến 14/9/2018"), ("2018-09-10", "2018-09-14"), _CENTRE, 20),
    class_of("K15", "BD-KT", ("Lớp bồi dưỡng công tác kiểm tra, giám sát của Đảng",
           "Từ 19/10/2015 đến 23/10/2015"), ("2015-10-19", "2015-10-23"), _CENTRE, 12),
    class_of("X20", "BD-XDD", ("Lớp bồi dưỡng nghiệp vụ công tác xây dựng Đảng cho "
           "cấp ủy viên cơ sở", "Từ 07/9/2020 đến 11/9/2020"), ("2020-09-07", "2020-09-11"),
           _CENTRE, 24),
)  # fmt: skip

SI_MA_CAI = Plan(
    key="si-ma-cai",
    town=TOWN,
    units=_UNITS,
    place=place_of(TOWN, "Si Ma Cai", BODIES),
    province="Lào Cai",
    window=Window(date(2016, 1, 1), date(2020, 12, 31)),
    mix={"mong": 0.5, "nung": 0.2, "northern": 0.3},
    bodies=BODIES,
    commune_seats={
        "": "p:X01 p:X02+X03 g:X05",
        "02818": "p:X01 p:X02+X03 g:X05 g:X06 g:X06 g:X04",
        "02827": "p:X01 p:X02+X03 g:X05 g:X06 g:X06 g:X04",
    },
    classes=CLASSES,
    old_term=Term("XX", "2015-2020", "2015-07-15", 27, 9),
    new_term=Term("XXI", "2020-2025", "2020-08-06", 30, 10),
    scheme="Đề án số 05-ĐA/HU",
    scheme_day="2016-04-20",
    pool=(("2016", "128-QĐ/HU", "2016-11-30"), ("2018", "402-QĐ/HU", "2018-06-29"),
          ("2020", "733-QĐ/HU", "2020-03-27")),
    pool_size=34,
    moves=6,
    to_communes=3,
    rating_years=(2018, 2019, 2020),
    homes=("Nàn Sán, Si Ma Cai", "Sán Chải, Si Ma Cai", "Cán Cấu, Si Ma Cai", "Bắc Hà, Lào Cai",
           "Mường Khương, Lào Cai", "Bảo Thắng, Lào Cai", "Xuân Trường, Nam Định",
           "Hiệp Hòa, Bắc Giang", "Lục Yên, Yên Bái"),
    mergers=(
        Merger("02809", "02809", "rename"), Merger("02818", "02818", "rename"),
        Merger("02827", "02827", "rename"), Merger("02833", "02818", "merge"),
        Merger("02830", "02827", "merge"), Merger("02815", "02827", "merge"),
    ),
    merged_on=MERGED,
    degrees={"leader": {"SC": 9, "TC": 42, "CĐ": 7, "ĐH": 42}},
)  # fmt: skip
