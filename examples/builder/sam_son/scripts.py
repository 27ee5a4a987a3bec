"""The careers that carry the story of 2005 to 2011: who was moved, elected, retired, and when.

One line a post: first day, last day ("" still held), post code, unit (a body without the town's
code), manner. A line without a post code says in words what the person was elsewhere.
"""

from __future__ import annotations

from examples.builder.sam_son.places import TOWN, WARDS

Line = tuple[str, str, str, str, str]

_WRITTEN = {
    "P001": """1994-03 1999-11 Y4 14836
        1999-11 2004-05 X06 14836
        2004-05 2009-06-10 X05 14836
        2009-06-10 2011-06-24 X02 14836
        2011-06-24 - X01 14836""",
    "P003": """1996-02 2003-04 Y4 14836
        2003-04 2009-06-10 X06 14836
        2009-06-10 - X02 14836
        2009-06-10 - X05 14836""",
    "P037": """1996-08 2002-04 H61 noi-vu
        2002-04 2008-10-15 H21 noi-vu
        2008-10-15 2010-04-02 X06 14833
        2010-04-02 - X02 14833""",
    "P097": """1993-05 1999-11 Y5 14842
        1999-11 2004-05 X06 14842
        2004-05 2009-04-20 X05 14842
        2009-04-20 - X03 14842
        2010-12-20 - X01 14842""",
    "P099": """1992-10 2000-01 Y4 14842
        2000-01 2009-04-20 X06 14842
        2009-04-20 - X02 14842
        2009-04-20 - X05 14842""",
    "P134": """1994-02 2003-07 H61 kinh-te
        2003-07 2008-11-25 H21 kinh-te
        2008-11-25 - X05 14839
        2010-04-15 - X02 14839""",
    "P135": """1995-10 2003-05 H61 hoi-lhpn
        2003-05 2008-11-20 H36 hoi-lhpn
        2008-11-20 - X04 14839""",
    "P166": """1996-05 2003-04 = Chuyên viên Văn phòng Tỉnh ủy Thanh Hóa
        2003-04 2009-06-01 = Phó Chánh Văn phòng Tỉnh ủy Thanh Hóa
        2009-06-01 - H01 thuong-truc-thi-uy""",
    "P169": """1998-01 2006-09-10 H61 vp-thi-uy
        2006-09-10 2008-03-05 H17 vp-thi-uy
        2008-03-05 2010-01-12 X02 14830
        2010-01-12 - H17 vp-thi-uy""",
    "P175": """1995-06 2004-06 H61 ban-to-chuc
        2004-06 2009-03-16 H12 ban-to-chuc
        2009-03-16 - H11 ban-to-chuc""",
    "P181": """1993-09 1999-02 H61 vp-thi-uy
        1999-02 2002-06 H17 vp-thi-uy
        2002-06 2008-08-20 H16 vp-thi-uy
        2008-08-20 - H11 ban-tuyen-giao
        2009-03-10 2010-08-05 H18 ttbdct concurrent""",
    "P185": """1997-01 2004-03 H61 ban-dan-van
        2004-03 2009-03-10 H12 ban-dan-van
        2009-03-10 2010-12-15 X01 14842
        2010-12-15 - H11 ban-dan-van""",
    "P188": """1990-04 1996-04 H70 ubkt
        1996-04 2003-02 H15 ubkt
        2003-02 2009-02-10 H14 ubkt
        2009-02-10 2010-12-15 H11 ban-dan-van
        2010-12-15 - H13 ubkt""",
    "P197": """1994-01 1999-06 H61 tc-kh
        1999-06 2003-12 H21 tc-kh
        2003-12 2010-03-18 H05 hdnd
        2010-03-18 2011-06-24 X01 14836
        2011-06-24 - H05 hdnd""",
    "P198": """1990-03 1999-12 H20 tc-kh
        1999-12 2007-10-15 H07 ubnd
        2007-10-15 2009-02-12 = Phó Giám đốc Sở Văn hóa, Thể thao và Du lịch Thanh Hóa
        2009-02-12 - H03 ubnd
        2009-02-12 - H06 ubnd""",
    "P210": """1997-05 2006-05-15 H61 noi-vu
        2006-05-15 2010-08-16 H21 noi-vu
        2010-07-01 2010-08-16 H20 noi-vu acting
        2010-08-16 - H20 noi-vu""",
    "P225": """1996-09 2001-09 = Giáo viên Trường THPT Sầm Sơn
        2001-09 2005-06 H61 gd-dt
        2005-06 2009-01-15 X06 14830
        2009-01-15 - H21 gd-dt""",
    "P269": """1993-11 1998-05 H61 mttq
        1998-05 2007-03-15 H32 mttq
        2007-03-15 2008-09-12 H21 ld-tbxh
        2008-09-12 2009-05-20 H31 mttq
        2009-05-20 - H30 mttq""",
    "Q01": """1987-02 2004-08 = Cán bộ, Phó Trưởng Công an huyện Hoằng Hóa
        2004-08 - = Trưởng Công an thị xã Sầm Sơn""",
    "Q02": """1984-09 2006-03 = Sĩ quan, Bộ CHQS tỉnh Thanh Hóa
        2006-03 - = Chỉ huy trưởng Ban CHQS thị xã Sầm Sơn""",
    "Q03": """1988-01 1994-12 H07 ubnd
        1994-12 2000-11 H06 ubnd
        2000-11 2009-06-01 H01 thuong-truc-thi-uy""",
    "Q04": """1985-02 1998-10 H12 ban-to-chuc
        1998-10 2008-12-01 H11 ban-to-chuc""",
    "Q05": """1989-03 2001-04 H12 ban-dan-van
        2001-04 2008-10-01 H11 ban-dan-van""",
    "Q06": """1986-07 2001-02 = Ủy viên UBKT Huyện ủy Quảng Xương
        2001-02 2009-02-10 = Phó Chủ nhiệm UBKT Huyện ủy Quảng Xương
        2009-02-10 2010-12-01 H13 ubkt""",
    "Q07": """1992-06 2000-05 X06 14839
        2000-05 2009-02-16 X05 14839
        2009-02-16 2010-07-01 H20 noi-vu""",
    "Q08": """1990-09 2000-09 X05 14836
        2000-09 2010-03-18 X01 14836""",
    "Q09": """1989-11 1999-10 X05 14842
        1999-10 2009-01-01 X01 14842""",
    "Q10": """1998-06 2008-07-01 Y4 14833""",
    "Q11": """1990-05 2000-10 H36 hoi-lhpn
        2000-10 2008-12-01 H35 hoi-lhpn""",
    "Q12": """1991-08 1999-04 = Cán bộ Ban Quản lý ruộng đất huyện Quảng Xương
        1999-04 2008-06-11 H20 tn-mt""",
    "Q13": """1994-05 2003-12 Y4 14830
        2003-12 2010-01-01 X06 14830""",
    "Q14": """2003-09 2010-05-01 H66 tc-kh""",
}


def _line(text: str) -> Line:
    begins, ends, post, rest = text.split(maxsplit=3)
    ends = "" if ends == "-" else ends
    if post == "=":
        return begins, ends, "", rest, ""
    unit, _, manner = rest.partition(" ")
    return begins, ends, post, unit if unit in WARDS else f"{TOWN}.{unit}", manner


SCRIPTS: dict[str, tuple[Line, ...]] = {
    person: tuple(_line(line.strip()) for line in text.splitlines())
    for person, text in _WRITTEN.items()
}
SCRIPTED = frozenset(SCRIPTS)
