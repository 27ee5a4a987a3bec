"""The class lists as the schools and the town's centre sent them: several classes to a file."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from examples.builder.class_lists import ClassPage, class_page
from examples.builder.pens import Pen
from examples.builder.sam_son.places import SHORT_BODY, WARDS
from examples.builder.sheets import Book, Page, Value
from examples.builder.spelling import decomposed
from examples.builder.tables import Column, Line
from examples.builder.titles import HALF, LETTERS, write_posts
from examples.builder.truth import Person, TrainingClass, Truth

_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_PARTY = ("ĐẢNG CỘNG SẢN VIỆT NAM",)
_BEFORE = {
    "X01": "X05",
    "X02": "X06",
    "X03": "X02",
    "X04": "X07",
    "X05": "X06",
    "X06": "Y4",
    "X07": "X10",
    "X08": "Z09",
    "X09": "Z10",
    "X10": "Z11",
    "X11": "Z12",
    "Z01": "Z04",
    "H20": "H21",
    "H21": "H61",
    "H11": "H12",
    "H12": "H61",
    "H16": "H17",
    "H17": "H61",
}
_OF_LEARNERS = ("Bí thư chi bộ", "Phó Bí thư chi bộ", "Tổ trưởng dân phố", "Đảng viên", "", "")
_SINCE_LEFT = ("X04", "X10", "Y3", "X06")  # posts that learners held when the class began


@dataclass(frozen=True, slots=True)
class Hand:
    """How one office lays out its class lists."""

    pen: Pen
    left: tuple[str, ...]
    right: tuple[str, ...]
    columns: Callable[[Hand, Truth, TrainingClass], tuple[Column, ...]]
    wards: str = "P. {name}"
    communes: str = "xã {name}"
    heading: str = "DANH SÁCH HỌC VIÊN"
    by_unit: bool = False
    numbers: str = ""
    closing: str = ""
    signed_by: tuple[str, ...] = ()


def unit_then(hand: Hand, truth: Truth, person: Person, day: date) -> str:
    """Write the person's unit by its name on the day the class began."""
    if person.home_unit not in WARDS:
        return hand.pen.spell(SHORT_BODY[person.home_unit])
    kind, name = truth.units[person.home_unit].named(day)
    return (hand.wards if kind == "phường" else hand.communes).format(name=name)


def post_then(hand: Hand, person: Person, training_class: TrainingClass) -> str:
    """Write the post a person gave when the class began: often a lower one than in 2011."""
    dice = random.Random(f"post {person.id} {training_class.span.begins[:4]}")
    if person.seat is None:
        if training_class.id == "TC17" and dice.random() < 0.5:
            return write_posts((dice.choice(_SINCE_LEFT),), hand.pen.titles, ", ")
        return dice.choice(_OF_LEARNERS)
    posts = tuple(p for p in person.seat.posts if p[0] != "V")
    years = 2011 - int(training_class.span.begins[:4])
    if dice.random() < years * 0.15 and posts[0] in _BEFORE:
        posts = (_BEFORE[posts[0]],)
    return hand.pen.spell(write_posts(posts, hand.pen.titles, hand.pen.joiner))


def _birth(hand: Hand, sex: str) -> Callable[[Line], Value]:
    return lambda line: hand.pen.born(line.person) if line.person.sex in sex else None


def _name(hand: Hand) -> Callable[[Line], Value]:
    return lambda line: hand.pen.name(line.person, other=line.other_spelling)


def _remark(head: str = "Ghi chú") -> Column:
    return Column((head,), "remark", 18, lambda line: line.remark or None)


def by_sex(hand: Hand, truth: Truth, held: TrainingClass) -> tuple[Column, ...]:
    """STT, name, birth under Nam or Nữ, post, unit, remark."""
    day = held.span.first_day
    return (
        Column(("STT",), "", 5, lambda line: line.number),
        Column(("Họ và tên",), "name", 27, _name(hand), False),
        Column(("Năm sinh", "Nam"), "birth", 12, _birth(hand, "m")),
        Column(("Năm sinh", "Nữ"), "birth", 12, _birth(hand, "f")),
        Column(("Chức vụ",), "post", 22,
               lambda line: post_then(hand, line.person, held) or None, False),
        Column(("Đơn vị",), "unit", 22,
               lambda line: unit_then(hand, truth, line.person, day), False),
        _remark(),
    )  # fmt: skip


def post_and_unit(hand: Hand, truth: Truth, held: TrainingClass) -> tuple[Column, ...]:
    """TT, name, day of birth, post and unit in one cell, remark."""
    day = held.span.first_day

    def place(line: Line) -> Value:
        post = post_then(hand, line.person, held)
        unit = unit_then(hand, truth, line.person, day)
        return f"{post}, {unit}" if post else unit

    return (
        Column(("TT",), "", 5, lambda line: line.number),
        Column(("Họ và tên học viên",), "name", 27, _name(hand), False),
        Column(("Ngày, tháng, năm sinh",), "birth", 14, _birth(hand, "mf")),
        Column(("Chức vụ, đơn vị công tác",), "post_unit", 40, place, False),
        _remark("Kết quả"),
    )


def split_name(hand: Hand, truth: Truth, held: TrainingClass) -> tuple[Column, ...]:
    """STT, the name over two columns, year of birth, unit, remark: the short list of a centre."""
    day, whole = held.span.first_day, _name(hand)
    return (
        Column(("STT",), "", 5, lambda line: line.number),
        Column(("Họ và tên",), "name", 20, lambda line: str(whole(line)).rpartition(" ")[0], False),
        Column(("Họ và tên",), "name", 10, lambda line: str(whole(line)).rpartition(" ")[2], False),
        Column(("Năm sinh",), "birth", 10, _birth(hand, "mf")),
        Column(("Đơn vị công tác",), "unit", 26,
               lambda line: unit_then(hand, truth, line.person, day), False),
        _remark(),
    )  # fmt: skip


def women_marked(hand: Hand, truth: Truth, held: TrainingClass) -> tuple[Column, ...]:
    """TT, name, year of birth, a mark for women, unit, remark."""
    day = held.span.first_day
    return (
        Column(("TT",), "", 5, lambda line: line.number),
        Column(("Họ tên",), "name", 27, _name(hand), False),
        Column(("Năm sinh",), "birth", 12, _birth(hand, "mf")),
        Column(("Nữ",), "sex", 6, lambda line: "x" if line.person.sex == "f" else None),
        Column(("Đơn vị",), "unit", 26,
               lambda line: unit_then(hand, truth, line.person, day), False),
        _remark(),
    )  # fmt: skip


_SCHOOL = Hand(
    Pen("school", old_tones=True, birth="year", titles=LETTERS),
    ("TỈNH UỶ THANH HOÁ", "TRƯỜNG CHÍNH TRỊ TỈNH"), _PARTY, by_sex, numbers="brackets",
    closing="Danh sách này có {count} học viên./.", signed_by=("HIỆU TRƯỞNG",),
)  # fmt: skip
_SCHOOL_OLD = Hand(
    Pen("school-old", birth="year_text", titles=LETTERS),
    ("TRƯỜNG CHÍNH TRỊ TỈNH THANH HÓA",), _PARTY, by_sex, wards="Phường {name}",
    communes="Xã {name}",
)  # fmt: skip
_SCHOOL_NEW = Hand(
    Pen("school-new", birth="text", titles=HALF),
    ("TRƯỜNG CHÍNH TRỊ TỈNH THANH HÓA", "PHÒNG ĐÀO TẠO"), _PARTY, by_sex, wards="UBND P.{name}",
    communes="UBND xã {name}", by_unit=True, signed_by=("TRƯỞNG PHÒNG ĐÀO TẠO",),
)  # fmt: skip
_SCHOOL_LAST = Hand(
    Pen("school-last", old_tones=True, birth="mixed", titles=LETTERS),
    ("TRƯỜNG CHÍNH TRỊ TỈNH THANH HOÁ",), _MOTTO, post_and_unit,
    heading="DANH SÁCH HỌC VIÊN TRÚNG TUYỂN", closing="(Ấn định danh sách: {count} người)",
)  # fmt: skip
_BOARD = Hand(
    Pen("board", birth="text", titles=HALF),
    ("THỊ ỦY SẦM SƠN", "BAN TỔ CHỨC"), _PARTY, post_and_unit,
    heading="DANH SÁCH CÁN BỘ CỬ ĐI HỌC", signed_by=("TRƯỞNG BAN",),
)  # fmt: skip
_CENTRE_2005 = Hand(
    Pen("centre-2005", birth="year", titles=LETTERS),
    ("TRUNG TÂM BỒI DƯỠNG CHÍNH TRỊ THỊ XÃ",), _PARTY, women_marked,
)  # fmt: skip
_CENTRE_2006 = Hand(
    Pen("centre-2006", old_tones=True, birth="year", titles=LETTERS),
    (), (), by_sex, heading="DANH SÁCH HỌC VIÊN", wards="P.{name}", communes="Xã {name}",
)  # fmt: skip
_CENTRE_2007 = Hand(
    Pen("centre-2007", capitals=True, birth="year", titles=LETTERS),
    ("UBND THỊ XÃ SẦM SƠN", "PHÒNG NỘI VỤ - LĐTBXH"), _MOTTO, women_marked, numbers="plain",
    closing="Tổng số: {count}",
)  # fmt: skip
_CENTRE_2008 = Hand(
    Pen("centre-2008", birth="mixed", titles=LETTERS),
    ("THỊ ỦY SẦM SƠN", "TRUNG TÂM BDCT"), _PARTY, post_and_unit,
    closing="Tổng cộng: {count} đồng chí",
)  # fmt: skip
_CENTRE_2009 = Hand(
    Pen("centre-2009", birth="year", titles=HALF),
    ("TRUNG TÂM BỒI DƯỠNG CHÍNH TRỊ",), (), split_name, by_unit=True, wards="Phường {name}",
    communes="Xã {name}",
)  # fmt: skip
_CENTRE_2010 = Hand(
    Pen("centre-2010", old_tones=True, short_i=True, birth="year", titles=LETTERS),
    ("UBND THỊ XÃ SẦM SƠN", "PHÒNG NỘI VỤ"), _MOTTO, women_marked, by_unit=True,
    signed_by=("TRƯỞNG PHÒNG",),
)  # fmt: skip
_CENTRE_2011 = Hand(
    Pen("centre-2011", birth="padded", titles=LETTERS),
    ("THỊ ỦY SẦM SƠN",), _PARTY, by_sex, heading="DANH SÁCH TRIỆU TẬP HỌC VIÊN",
    closing="Danh sách gồm {count} đồng chí.",
)  # fmt: skip

# file, day received, hand, (sheet, class) …
_FILES: tuple[tuple[str, str, Hand, tuple[tuple[str, str], ...]], ...] = (
    ("Boi duong nam 2005.xlsx", "2006-01-20", _CENTRE_2005,
     (("QLNN", "QL05"), ("QPAN", "QP05"), ("XD Dang", "XD05"))),
    ("TC LLCT K8-K9.xlsx", "2006-07-10", _SCHOOL_OLD, (("K8", "TC8"), ("K9", "TC9"))),
    ("Boi duong nam 2006.xlsx", "2006-12-28", _CENTRE_2006, (("QLNN", "QL06"), ("Chi bo", "CB06"))),
    ("Boi duong 2007.xlsx", "2007-12-25", _CENTRE_2007, (("Sheet1", "QL07"), ("Sheet2", "QP07"))),
    ("Boi duong 2008.xlsx", "2008-12-29", _CENTRE_2008,
     (("QPAN", "QP08"), ("XDD", "XD08"), ("Tin hoc", "TH08"), ("LLCT", "LL08"))),
    ("TC LLCT K11-K12.xlsx", "2009-01-15", _SCHOOL,
     (("K11", "TC11"), ("K12", "TC12"), ("So cap", "SC07"))),
    ("Boi duong 2009.xlsx", "2009-12-22", _CENTRE_2009,
     (("L1", "QL09"), ("L2", "QP09"), ("L3", "KT09"), ("L4", "CB09"), ("L5", "NV09"))),
    ("TC LLCT-HC 2008-2010.xlsx", "2010-12-20", _SCHOOL_NEW,
     (("K14", "TC14"), ("K15", "TC15"), ("So cap", "SC10"))),
    ("Boi duong 2010.xlsx", "2010-12-27", _CENTRE_2010,
     (("QLNN CV", "QL10"), ("QPAN DT4", "QP10"), ("Dan van", "DV10"), ("Anh van", "NN10"),
      ("Van thu", "NV10"))),
    ("Cao cap LLCT.xlsx", "2011-04-05", _BOARD,
     (("2005-2007", "CC05"), ("2008-2010", "CC08"), ("2011-2013", "CC11"))),
    ("TC LLCT-HC K17-K19.xlsx", "2011-07-25", _SCHOOL_LAST, (("K17", "TC17"), ("K19", "TC19"))),
    ("Boi duong 2011.xlsx", "2011-07-27", _CENTRE_2011,
     (("Chi bo", "CB11"), ("QPAN", "QP11"), ("QLNN", "QL11"))),
)  # fmt: skip


def class_books(truth: Truth) -> list[Book]:
    """Make every workbook of class lists."""
    books = []
    for file, received, hand, sheets in _FILES:
        pages = tuple(_page(truth, hand, name, class_id) for name, class_id in sheets)
        encode = decomposed if hand is _CENTRE_2005 else str
        books.append(Book(file, received, pages, encode=encode, author=hand.pen.key))
    return books


def _page(truth: Truth, hand: Hand, name: str, class_id: str) -> Page:
    held = truth.classes[class_id]
    where = f"Cơ sở đào tạo: {held.institution}"
    page = ClassPage(
        name=name,
        left=hand.left,
        right=hand.right,
        title=(hand.heading, held.title[0], where, *held.title[1:]),
        columns=hand.columns(hand, truth, held),
        numbers=hand.numbers,
        closing=hand.closing,
        signed_by=hand.signed_by,
    )
    return class_page(page, _lines(truth, hand, held))


def _lines(truth: Truth, hand: Hand, held: TrainingClass) -> list[Line]:
    attendances = truth.learners(held.id)
    if hand.by_unit:
        units = list(truth.units)
        attendances.sort(key=lambda a: units.index(truth.people[a.person].home_unit))
    rows = [(a.person, a.remark, False) for a in attendances]
    rows += [(person, "", True) for of, person, _ in truth.extra_rows if of == held.id]
    return [
        Line(truth.people[person], number, held.id, remark, other)
        for number, (person, remark, other) in enumerate(rows, start=1)
    ]


def sightings(truth: Truth) -> dict[str, list[tuple[date, bool]]]:
    """Say for each person on which days a class list names the post of 2011, or one below it."""
    hand_of = {held: hand for _, _, hand, sheets in _FILES for _, held in sheets}
    found: dict[str, list[tuple[date, bool]]] = {}
    for attendance in truth.attendances:
        person = truth.people[attendance.person]
        held = truth.classes[attendance.training_class]
        hand = hand_of[held.id]
        if person.seat is None:
            continue
        posts = tuple(post for post in person.seat.posts if post[0] != "V")
        now = hand.pen.spell(write_posts(posts, hand.pen.titles, hand.pen.joiner))
        present = post_then(hand, person, held) == now
        found.setdefault(person.id, []).append((held.span.first_day, present))
    return found
