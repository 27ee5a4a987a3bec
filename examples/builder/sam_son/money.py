"""What study cost and who paid, the places that the province allotted, agreements with schools."""

from __future__ import annotations

from examples.builder.chronicle import Chronicle

# year: province, town, agencies (đồng): what each gave for training and fostering
BUDGETS = {
    2006: (18_000_000, 35_000_000, 4_500_000), 2007: (24_000_000, 42_000_000, 6_200_000),
    2008: (30_000_000, 55_000_000, 7_800_000), 2009: (36_000_000, 58_000_000, 8_400_000),
    2010: (42_000_000, 64_000_000, 10_500_000), 2011: (40_000_000, 66_000_000, 11_200_000),
}  # fmt: skip
# year, agency (unit of the town), amount, what for
TOP_UPS = (
    (2009, "382.tc-kh", 1_800_000, "Mua tài liệu học tập"),
    (2009, "382.noi-vu", 1_200_000, "Đi thực tế cuối khóa"),
    (2009, "14836", 2_400_000, "Mua tài liệu, đi thực tế"),
    (2009, "14833", 1_500_000, "Mua tài liệu học tập"),
    (2009, "382.gd-dt", 1_500_000, "Đi thực tế cuối khóa"),
    (2010, "382.tc-kh", 2_000_000, "Mua tài liệu học tập"),
    (2010, "14842", 2_500_000, "Mua tài liệu, đi thực tế"),
    (2010, "14830", 1_800_000, "Mua tài liệu học tập"),
    (2010, "382.vp-hdnd-ubnd", 2_200_000, "Hỗ trợ tiền tàu xe, chỗ ở"),
    (2010, "14839", 2_000_000, "Đi thực tế cuối khóa"),
    (2011, "382.ban-to-chuc", 1_700_000, "Mua tài liệu học tập"),
    (2011, "14836", 3_000_000, "Mua tài liệu, đi thực tế"),
    (2011, "14833", 2_000_000, "Mua tài liệu học tập"),
    (2011, "382.kinh-te", 2_000_000, "Đi thực tế cuối khóa"),
    (2011, "382.qldt", 2_500_000, "Hỗ trợ tiền tàu xe, chỗ ở"),
)
# course, year, places allotted to the town, taken up, document
QUOTAS = (
    ("LLCT-TC", 2008, 33, 33, "TB 112-TB/BTCTU ngày 18/02/2008"),
    ("LLCT-TC", 2009, 30, 29, "TB 98-TB/BTCTU ngày 23/02/2009"),
    ("LLCT-TC", 2010, 34, 32, "TB 105-TB/BTCTU ngày 01/02/2010"),
    ("LLCT-TC", 2011, 22, 22, "TB 121-TB/BTCTU ngày 14/02/2011"),
    ("LLCT-CC", 2008, 12, 12, "TB 113-TB/BTCTU ngày 18/02/2008"),
    ("LLCT-CC", 2011, 9, 8, "TB 122-TB/BTCTU ngày 14/02/2011"),
    ("BD-QLNN", 2009, 36, 35, "CV 215/SNV-ĐT ngày 06/3/2009"),
    ("BD-QLNN", 2010, 28, 28, "CV 187/SNV-ĐT ngày 10/3/2010"),
    ("BD-QLNN", 2011, 30, 28, "CV 240/SNV-ĐT ngày 21/3/2011"),
)
# school, number and day, subject, fields, people, from, to
AGREEMENTS = (
    ("Trường Đại học Hồng Đức", "02/TT-UBND", "2006-05-15", "Đào tạo đại học hệ vừa làm vừa học",
     "Sư phạm, Kế toán", 15, "2006-09", "2011-06"),
    ("Trường Đại học Nông nghiệp Hà Nội", "05/TT-UBND", "2007-03-20",
     "Đào tạo đại học hệ vừa làm vừa học", "Quản lý đất đai", 12, "2007-10", "2012-06"),
    ("Trường Chính trị tỉnh Thanh Hóa", "07/TT-ThU", "2008-07-10",
     "Mở lớp trung cấp LLCT tại thị xã", "Lý luận chính trị", 60, "2008-09", "2010-12"),
    ("Học viện Tài chính", "03/TT-UBND", "2009-02-25", "Đào tạo đại học hệ tại chức",
     "Tài chính - Kế toán", 8, "2009-09", "2013-12"),
    ("Trường Cao đẳng Văn hóa - Nghệ thuật Thanh Hóa", "09/TT-UBND", "2010-04-12",
     "Bồi dưỡng nghiệp vụ du lịch, văn hóa", "Văn hóa, Du lịch", 20, "2010-05", "2010-12"),
)  # fmt: skip
SOURCES = ("province", "town", "agencies")


def write_money(told: Chronicle) -> None:
    """Write budgets, top-ups, quotas and agreements."""
    for year, amounts in BUDGETS.items():
        for source, amount in zip(SOURCES, amounts, strict=True):
            told.add("budget", year=year, source=source, amount=amount)
    for year, unit, amount, purpose in TOP_UPS:
        told.add("top_up", year=year, unit=unit, amount=amount, purpose=purpose)
    for course, year, places, used, document in QUOTAS:
        told.add("quota", course=course, year=year, places=places, used=used, document=document)
    for school, number, day, subject, fields, people, begins, ends in AGREEMENTS:
        told.add("agreement", school=school, number=number, day=day, subject=subject,
                 fields=fields, people=people, begins=begins, ends=ends)  # fmt: skip
