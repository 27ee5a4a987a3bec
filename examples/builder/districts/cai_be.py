"""Huyện Cái Bè, tỉnh Tiền Giang, 2011 to 2015: 2,500 officials in the Mekong delta.

Terms, scheme and people are invented; the units are those of the statistics office.
"""

from __future__ import annotations

from datetime import date

from examples.builder.districts.plan import Body, Plan, Term, class_of, place_of, units_of
from examples.builder.evidence import Window

TOWN = "819"
_STAFF = "H61*6"
_USUAL = f"H20+V12 H21 H21 {_STAFF}"
_OFFICE = (
    Body("thuong-truc", "Thường trực Huyện ủy", "Huyện ủy", "party", "H01 H02"),
    Body("vp-huyen-uy", "Văn phòng Huyện ủy", "VP HU", "party",
         f"H16+V12 H17 H17 {_STAFF} H64 H66"),
    Body("ban-to-chuc", "Ban Tổ chức Huyện ủy", "Ban TC HU", "party", f"H11+V11 H12 H12 {_STAFF}"),
    Body("ban-tuyen-giao", "Ban Tuyên giáo Huyện ủy", "Ban TG HU", "party", f"H11+V11 H12 H12 "
         f"{_STAFF}"),
    Body("ban-dan-van", "Ban Dân vận Huyện ủy", "Ban DV HU", "party", f"H11+V11 H12 {_STAFF}"),
    Body("ubkt", "Ủy ban Kiểm tra Huyện ủy", "UBKT HU", "party", f"H13+V11 H14 H14 H15 {_STAFF}"),
    Body("ttbdct", "Trung tâm Bồi dưỡng chính trị", "TT BDCT", "party", "H18+V12 H19 H71*4"),
    Body("hdnd", "Thường trực HĐND huyện", "HĐND huyện", "state", "H05+V11"),
    Body("ubnd", "Lãnh đạo UBND huyện", "UBND huyện", "state", "H03+H06 H07+V11 H07+V12"),
    Body("vp-hdnd-ubnd", "Văn phòng HĐND và UBND", "VP HĐND-UBND", "state", f"H16+V12 H17 H17 "
         f"{_STAFF} H61*6 H62 H64 H66"),
    Body("noi-vu", "Phòng Nội vụ", "P.Nội vụ", "state", _USUAL),
    Body("tc-kh", "Phòng Tài chính - Kế hoạch", "P.TC-KH", "state", f"H20+V12 H21 H21 {_STAFF} "
         "H61*2 H66"),
    Body("gd-dt", "Phòng Giáo dục và Đào tạo", "P.GDĐT", "state", f"{_USUAL} H61*4"),
    Body("ld-tbxh", "Phòng Lao động - Thương binh và Xã hội", "P.LĐTBXH", "state",
         _USUAL),
    Body("tu-phap", "Phòng Tư pháp", "P.Tư pháp", "state", "H20 H21 H61*4"),
    Body("tn-mt", "Phòng Tài nguyên và Môi trường", "P.TNMT", "state", f"H20+V12 H21 H21 {_STAFF} "
         "H61*2"),
    Body("nn", "Phòng Nông nghiệp và Phát triển nông thôn", "P.NN&PTNT", "state",
         _USUAL),
    Body("kt-ht", "Phòng Kinh tế và Hạ tầng", "P.KT-HT", "state", f"{_USUAL} H61*2"),
    Body("vh-tt", "Phòng Văn hóa và Thông tin", "P.VHTT", "state", "H20+V12 H21 H61*5"),
    Body("y-te", "Phòng Y tế", "P.Y tế", "state", "H20 H21 H61*4"),
    Body("thanh-tra", "Thanh tra huyện", "Thanh tra", "state", "H22 H23 H69*4"),
    Body("dai", "Đài Truyền thanh huyện", "Đài TT", "state", "H27 H28 H61*10"),
    Body("mttq", "Ủy ban MTTQ huyện", "MTTQ huyện", "front", "H30+V11 H31 H31 H32 H61*3"),
    Body("huyen-doan", "Huyện đoàn", "Huyện đoàn", "front", "H33+V12 H34 H34 H61*4"),
    Body("hoi-lhpn", "Hội Liên hiệp Phụ nữ huyện", "Hội LHPN", "front", "H35+V12 H36 H36 H61*4"),
    Body("hoi-nd", "Hội Nông dân huyện", "Hội ND", "front", "H37+V12 H38 H38 H61*4"),
    Body("hoi-ccb", "Hội Cựu chiến binh huyện", "Hội CCB", "front", "H39 H40 H61*2"),
    Body("ldld", "Liên đoàn Lao động huyện", "LĐLĐ", "front", "H41+V12 H42 H61*3"),
)  # fmt: skip
_COMMUNE_NAMES = (
    "28363 Hậu Mỹ Bắc B", "28366 Hậu Mỹ Bắc A", "28369 Mỹ Trung", "28372 Hậu Mỹ Trinh",
    "28375 Hậu Mỹ Phú", "28378 Mỹ Tân", "28381 Mỹ Lợi B", "28384 Thiện Trung", "28387 Mỹ Hội",
    "28390 An Cư", "28393 Hậu Thành", "28396 Mỹ Lợi A", "28399 Hòa Khánh", "28402 Thiện Trí",
    "28405 Mỹ Đức Đông", "28408 Mỹ Đức Tây", "28411 Đông Hòa Hiệp", "28414 An Thái Đông",
    "28417 Tân Hưng", "28420 Mỹ Lương", "28423 Tân Thanh", "28426 An Thái Trung", "28429 An Hữu",
    "28432 Hòa Hưng",
)  # fmt: skip
COMMUNES = (
    ("28360", ((None, "thị trấn", "Cái Bè"),)),
    *((line[:5], ((None, "xã", line[6:]),)) for line in _COMMUNE_NAMES),
)
# Schools: a head and two deputies each; three kinds a commune.
SCHOOLS = tuple(
    Body(f"truong-{code}-{kind}", f"Trường {words} {names[0][2]}", f"Tr. {short} {names[0][2]}",
         "school", "H24 H25 H25")
    for code, names in COMMUNES
    for kind, words, short in (("mn", "Mầm non", "MN"), ("th", "Tiểu học", "TH"),
                               ("thcs", "THCS", "THCS"))
)  # fmt: skip
BODIES = (*_OFFICE, *SCHOOLS)
_COMMUNE_SEATS = (
    "p:X01+X03 p:X02 p:X02+X05 g:X04 g:X06 g:X06 m:X07 m:X08 m:X09 m:X10 m:X11 "
    "c:Y1 c:Y2 c:Y3 c:Y3 c:Y4 c:Y4 c:Y5 c:Y5 c:Y6 c:Y6 c:Y7 c:Y7 c:Y3 c:Y4 "
    "z:Z01 z:Z02 z:Z03 z:Z04 z:Z05 z:Z07 z:Z08 z:Z09 z:Z10 z:Z11 z:Z12 z:Z16 z:Z18 "
    + "z:Z30 z:Z32 z:Z37 z:Z36 "
    * 11
)
_SCHOOL, _CENTRE = "Trường Chính trị tỉnh Tiền Giang", "Trung tâm Bồi dưỡng chính trị huyện Cái Bè"
_ARMY = "Trường Quân sự tỉnh Tiền Giang"
CLASSES = (
    class_of("A40", "LLCT-TC", ("LỚP TRUNG CẤP LÝ LUẬN CHÍNH TRỊ - HÀNH CHÍNH (A40)",
             "Khóa học: 10/2008 - 11/2010"), ("2008-10", "2010-11"), _SCHOOL, 46),
    class_of("A48", "LLCT-TC", ("LỚP TRUNG CẤP LÝ LUẬN CHÍNH TRỊ - HÀNH CHÍNH (A48)",
             "Khóa học: 9/2010 - 5/2012"), ("2010-09", "2012-05"), _SCHOOL, 82),
    class_of("A55", "LLCT-TC", ("LỚP TRUNG CẤP LÝ LUẬN CHÍNH TRỊ - HÀNH CHÍNH (A55)",
             "Khóa học: 3/2012 - 10/2013"), ("2012-03", "2013-10"), _SCHOOL, 90),
    class_of("A63", "LLCT-TC", ("LỚP TRUNG CẤP LÝ LUẬN CHÍNH TRỊ - HÀNH CHÍNH (A63)",
             "Khóa học: 4/2014 - 12/2015"), ("2014-04", "2015-12"), _SCHOOL, 94),
    class_of("A70", "LLCT-TC", ("LỚP TRUNG CẤP LÝ LUẬN CHÍNH TRỊ - HÀNH CHÍNH (A70)",
             "Khai giảng ngày 11/01/2016"), ("2016-01-11", "2017-08"), _SCHOOL, 60),
    class_of("S13", "LLCT-SC", ("Lớp Sơ cấp lý luận chính trị", "Từ 08/7/2013 đến 30/8/2013"),
             ("2013-07-08", "2013-08-30"), _CENTRE, 110),
    class_of("C11", "LLCT-CC", ("Lớp Cao cấp lý luận chính trị - hành chính",
             "Thời gian: 05/9/2011 - 28/6/2013"), ("2011-09-05", "2013-06-28"),
             "Học viện Chính trị - Hành chính khu vực II", 26),
    class_of("C14", "LLCT-CC", ("Lớp Cao cấp lý luận chính trị, hệ không tập trung",
             "Thời gian: 06/10/2014 - 29/7/2016"), ("2014-10-06", "2016-07-29"),
             "Học viện Chính trị khu vực II", 30),
    class_of("N11", "BD-QLNN", ("Lớp bồi dưỡng kiến thức quản lý nhà nước",
             "Từ ngày 04/4/2011 đến ngày 27/5/2011"), ("2011-04-04", "2011-05-27"), _SCHOOL, 120),
    class_of("N14", "BD-QLNN", ("Lớp bồi dưỡng QLNN chương trình chuyên viên",
             "Từ ngày 11/8/2014 đến ngày 10/10/2014"), ("2014-08-11", "2014-10-10"), _SCHOOL, 130),
    class_of("P12", "BD-QPAN", ("Lớp bồi dưỡng kiến thức QPAN đối tượng 4 đợt 1",
             "Từ 18/6/2012 đến 22/6/2012"), ("2012-06-18", "2012-06-22"), _ARMY, 180),
    class_of("P13", "BD-QPAN", ("Lớp bồi dưỡng kiến thức QPAN đối tượng 3",
             "Từ 03/6/2013 đến 14/6/2013"), ("2013-06-03", "2013-06-14"), _ARMY, 140),
    class_of("B12", "BD-CTCB", ("Lớp bồi dưỡng nghiệp vụ công tác đảng cho bí thư chi bộ ấp",
             "Từ 23/7/2012 đến 27/7/2012"), ("2012-07-23", "2012-07-27"), _CENTRE, 200),
    class_of("B15", "BD-XDD", ("Lớp bồi dưỡng nghiệp vụ xây dựng Đảng cho cấp ủy viên mới",
             "Từ 12/10/2015 đến 16/10/2015"), ("2015-10-12", "2015-10-16"), _CENTRE, 190),
    class_of("V10", "BD-DV", ("Lớp bồi dưỡng nghiệp vụ công tác dân vận",
             "Từ 20/12/2010 đến 24/12/2010"), ("2010-12-20", "2010-12-24"), _CENTRE, 90),
)  # fmt: skip
CAI_BE = Plan(
    key="cai-be",
    town=TOWN,
    units=units_of(("82", "tỉnh", "Tiền Giang"), (TOWN, "huyện", "Cái Bè"), COMMUNES, BODIES),
    place=place_of(TOWN, "Cái Bè", BODIES),
    province="Tiền Giang",
    window=Window(date(2011, 1, 1), date(2015, 12, 31)),
    mix={"southern": 1.0},
    bodies=BODIES,
    commune_seats={"": _COMMUNE_SEATS},
    classes=CLASSES,
    old_term=Term("X", "2010-2015", "2010-08-11", 41, 13),
    new_term=Term("XI", "2015-2020", "2015-07-29", 43, 13),
    scheme="Đề án số 02-ĐA/HU",
    scheme_day="2011-03-15",
    pool=(("2012", "517-QĐ/HU", "2012-12-28"), ("2013", "702-QĐ/HU", "2013-11-29"),
          ("2014", "866-QĐ/HU", "2014-10-31")),
    pool_size=420,
    moves=24,
    to_communes=14,
    rating_years=(2013, 2014, 2015),
    homes=(*(f"{names[0][2]}, Cái Bè" for _, names in COMMUNES), "Cai Lậy, Tiền Giang",
           "Châu Thành, Tiền Giang", "Cái Mơn, Bến Tre", "Lai Vung, Đồng Tháp",
           "Tháp Mười, Đồng Tháp", "Mỹ Tho, Tiền Giang"),
)  # fmt: skip
