"""Columns of a unit's roster as hands like to draw them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from examples.builder.pens import Pen, mark, write_day
from examples.builder.sheets import Value
from examples.builder.tables import Column, Line
from examples.builder.truth import Levels

Read = Callable[[Levels], Value]


def levels_of(line: Line) -> Levels:
    """Give the levels of the person of a line; rosters list only people who have them."""
    assert line.person.levels
    return line.person.levels


def running_number(head: str = "STT") -> Column:
    """The number of the row in the list: structure, not a fact."""
    return Column((head,), "", 5, lambda line: line.number)


def full_name(pen: Pen, head: str = "Họ và tên") -> Column:
    """The whole name in one cell."""
    return Column((head,), "name", 25, lambda line: pen.name(line.person), False)


def sex_in_words() -> Column:
    """Nam or Nữ."""
    return Column(("Giới tính",), "sex", 7, lambda line: "Nam" if line.person.sex == "m" else "Nữ")


def born(pen: Pen, head: str) -> Column:
    """The birth in one column."""
    return Column((head,), "birth", 12, lambda line: pen.born(line.person))


def born_by_sex(pen: Pen, head: str, width: float = 11.5) -> tuple[Column, Column]:
    """The birth under Nam or Nữ: the column tells the sex."""

    def writer(sex: str) -> Callable[[Line], Value]:
        return lambda line: pen.born(line.person) if line.person.sex == sex else None

    return (
        Column((head, "Nam"), "birth", width, writer("m")),
        Column((head, "Nữ"), "birth", width, writer("f")),
    )


def ethnic_group() -> Column:
    """The ethnic group (dân tộc)."""
    return Column(("Dân tộc",), "ethnic_group", 8, lambda line: line.person.ethnic)


def posts(pen: Pen, width: float, head: str = "Chức vụ") -> Column:
    """All posts in one cell."""
    return Column((head,), "post", width, lambda line: pen.posts(line.person), False)


def home(pen: Pen, head: str = "Quê quán", width: float = 22) -> Column:
    """The home place (quê quán)."""
    return Column((head,), "home_place", width, lambda line: pen.spell(line.person.home), False)


def party_day(style: str, head: str = "Ngày vào Đảng") -> Column:
    """The day of admission to the Party, empty for those outside."""

    def write(line: Line) -> Value:
        return write_day(line.person.party, style) if line.person.party else None

    return Column((head,), "party_date", 11.5, write)


def text(path: tuple[str, ...], field: str, width: float, read: Read) -> Column:
    """A level as text."""
    return Column(path, field, width, lambda line: read(levels_of(line)))


@dataclass(frozen=True, slots=True)
class Marks:
    """Narrow columns with a mark under the level held: `leaves` maps level code to header."""

    path: tuple[str, ...]
    field: str
    leaves: Mapping[str, str]
    sign: str = "x"
    width: float = 5.5

    def columns(self, read: Callable[[Levels], str]) -> tuple[Column, ...]:
        """One column for each level; the ledger calls them `FIELD_mark`."""

        def writer(code: str) -> Callable[[Line], Value]:
            return lambda line: mark(read(levels_of(line)), code, self.sign)

        return tuple(
            Column((*self.path, leaf), f"{self.field}_mark", self.width, writer(code))
            for code, leaf in self.leaves.items()
        )
