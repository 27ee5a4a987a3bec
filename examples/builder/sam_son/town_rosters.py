"""The rosters of the town's bodies: everybody in mid-2011, the leaders at the end of 2008."""

from __future__ import annotations

from examples.builder.pens import Pen, degree_with_mode, letter, state_short, theory_short
from examples.builder.rosters import Group, RosterPage, roster_page
from examples.builder.sam_son.places import BLOCKS, BODIES, TOWN
from examples.builder.sheets import Book, Value
from examples.builder.tables import Column, Line
from examples.builder.titles import FULL, HALF, write_posts
from examples.builder.truth import Levels, Person, Truth

_ROMAN = ("I", "II", "III")


def _levels(line: Line) -> Levels:
    assert line.person.levels
    return line.person.levels


def _born(pen: Pen, sex: str, line: Line) -> Value:
    return pen.born(line.person) if line.person.sex == sex else None


def _groups(truth: Truth, *, earlier: bool) -> list[Group]:
    """One group for each body; the first body of a block carries the block's heading too."""
    groups: list[Group] = []
    for number, (block, words) in enumerate(BLOCKS.items()):
        heading: tuple[str, ...] = (f"{_ROMAN[number]}. {words}",)
        bodies = [(key, name) for key, name, of_block, _ in BODIES if of_block == block]
        place = 0
        for key, name in bodies:
            unit = f"{TOWN}.{key}"
            people = tuple(p for p in truth.seated(unit) if not earlier or _was_leading(p))
            if people:
                place += 1
                groups.append(Group((*heading, f"{place}. {name}"), people, unit))
                heading = ()
    return groups


def _was_leading(person: Person) -> bool:
    return bool(person.seat and person.seat.earlier_posts)


def bodies_2011(truth: Truth) -> Book:
    """All bodies in one list: block rows, body rows, levels as text."""
    pen = Pen("town", birth="mixed", titles=HALF, joiner=", ")
    columns = (
        Column(("STT",), "", 5, lambda line: line.number),
        Column(("Họ và tên",), "name", 25, lambda line: pen.name(line.person), False),
        Column(("Năm sinh", "Nam"), "birth", 11.5, lambda line: _born(pen, "m", line)),
        Column(("Năm sinh", "Nữ"), "birth", 11.5, lambda line: _born(pen, "f", line)),
        Column(("Chức vụ",), "post", 34, lambda line: pen.posts(line.person), False),
        Column(("Trình độ", "Chuyên môn"), "professional", 18,
               lambda line: degree_with_mode(_levels(line).professional)),
        Column(("Trình độ", "LLCT"), "political_theory", 8,
               lambda line: theory_short(_levels(line).theory)),
        Column(("Trình độ", "QLNN"), "state_management", 10,
               lambda line: state_short(_levels(line).state)),
        Column(("Trình độ", "Tin học"), "it", 7, lambda line: letter(_levels(line).it)),
    )  # fmt: skip
    page = RosterPage(
        name="Cac co quan TX",
        left=("THỊ ỦY SẦM SƠN", "BAN TỔ CHỨC"),
        right=("ĐẢNG CỘNG SẢN VIỆT NAM", "Sầm Sơn, ngày 04 tháng 7 năm 2011"),
        title=(
            "DANH SÁCH TRÍCH NGANG",
            "CÁN BỘ, CÔNG CHỨC CÁC CƠ QUAN ĐẢNG, CHÍNH QUYỀN, MTTQ VÀ ĐOÀN THỂ THỊ XÃ SẦM SƠN",
            "(Có đến 30/6/2011)",
        ),
        columns=columns,
        numbers="brackets",
        total="Tổng số: {count}",
        prepared_by=("NGƯỜI LẬP",),
        signed_by=("TRƯỞNG BAN", "(Đã ký)", truth.seated(f"{TOWN}.ban-to-chuc")[0].name),
    )
    return Book("Trich ngang cac co quan thi xa 2011.xlsx", "2011-07-05",
                (roster_page(page, _groups(truth, earlier=False)),),
                size=11, author="Ban Tổ chức Thị ủy")  # fmt: skip


def leaders_2008(truth: Truth) -> Book:
    """Heads and deputies of the bodies at the end of 2008, in the posts of that time."""
    pen = Pen("town-2008", old_tones=True, birth="year", titles=FULL)

    def posts(line: Line) -> Value:
        assert line.person.seat
        return pen.spell(write_posts(line.person.seat.earlier_posts, pen.titles, pen.joiner))

    columns = (
        Column(("TT",), "", 5, lambda line: line.number),
        Column(("Họ và tên",), "name", 27, lambda line: pen.name(line.person), False),
        Column(("Năm sinh", "Nam"), "birth", 8, lambda line: _born(pen, "m", line)),
        Column(("Năm sinh", "Nữ"), "birth", 8, lambda line: _born(pen, "f", line)),
        Column(("Chức vụ",), "post", 34, posts, False),
        Column(("Quê quán",), "home_place", 26, lambda line: pen.spell(line.person.home), False),
    )
    page = RosterPage(
        name="DS lanh dao",
        left=("THỊ UỶ SẦM SƠN", "BAN TỔ CHỨC"),
        right=("ĐẢNG CỘNG SẢN VIỆT NAM", "Sầm Sơn, ngày 10 tháng 01 năm 2009"),
        title=(
            "DANH SÁCH CÁN BỘ CÁC PHÒNG, BAN, NGÀNH, ĐOÀN THỂ THỊ XÃ SẦM SƠN",
            "(Có đến ngày 31/12/2008)",
        ),
        columns=columns,
        restart=True,
        signed_by=("T/M BAN TỔ CHỨC", "PHÓ TRƯỞNG BAN"),
    )
    return Book("DS can bo phong ban 31-12-2008.xlsx", "2009-01-12",
                (roster_page(page, _groups(truth, earlier=True)),),
                font="Arial", size=11, author="Ban Tổ chức Thị ủy")  # fmt: skip
