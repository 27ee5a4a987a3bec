"""The rosters of the town's bodies: everybody in mid-2011, the leaders at the end of 2008."""

from __future__ import annotations

from dataclasses import replace

from examples.builder.columns import (
    born_by_sex,
    full_name,
    home,
    posts,
    running_number,
    text,
)
from examples.builder.pens import Pen, degree_with_mode, letter, state_short, theory_short
from examples.builder.rosters import Group, RosterPage, roster_page
from examples.builder.sam_son.places import BLOCKS, BODIES, TOWN
from examples.builder.sheets import Book, Value
from examples.builder.tables import Column, Line
from examples.builder.titles import FULL, HALF, write_posts
from examples.builder.truth import Person, Truth

_ROMAN = ("I", "II", "III")


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
    level = "Trình độ"
    columns = (
        running_number(),
        full_name(pen),
        *born_by_sex(pen, "Năm sinh"),
        posts(pen, 34),
        text((level, "Chuyên môn"), "professional", 18, lambda x: degree_with_mode(x.professional)),
        text((level, "LLCT"), "political_theory", 8, lambda x: theory_short(x.theory)),
        text((level, "QLNN"), "state_management", 10, lambda x: state_short(x.state)),
        text((level, "Tin học"), "it", 7, lambda x: letter(x.it)),
    )
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

    def posts_then(line: Line) -> Value:
        assert line.person.seat
        return pen.spell(write_posts(line.person.seat.earlier_posts, pen.titles, pen.joiner))

    columns = (
        running_number("TT"),
        replace(full_name(pen), width=27),
        *born_by_sex(pen, "Năm sinh", 8),
        Column(("Chức vụ",), "post", 34, posts_then, False),
        home(pen, width=26),
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
