"""Edits of one row or cell with their predicted effect, and a way to make such an edit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from examples.builder.evidence import Count, Row, Window, count
from examples.builder.sheets import Value
from examples.builder.truth import Span, Truth

STRANGER = "Khương Hữu Bách"  # a name that nobody in the town has


@dataclass(frozen=True, slots=True)
class Mutation:
    """An edit of one workbook: `delete_row` empties a row, `set` writes into cells."""

    id: str
    why: str
    file: str
    sheet: str
    action: str
    row: int
    cells: tuple[tuple[str, Value], ...]
    effect: dict[str, int]


@dataclass(frozen=True, slots=True)
class Ground:
    """What the effects are computed from: truth, all rows, the window."""

    truth: Truth
    rows: tuple[Row, ...]
    window: Window

    def effect(self, rows: Sequence[Row]) -> dict[str, int]:
        """Say what changes when these rows stand instead."""
        return self._count(self.rows).difference(self._count(rows))

    def _count(self, rows: Sequence[Row]) -> Count:
        return count(rows, self.truth.classes, self.window)

    def without(self, row: Row) -> tuple[Row, ...]:
        """All rows but one."""
        return tuple(other for other in self.rows if other is not row)

    def instead(self, row: Row, other: Row) -> tuple[Row, ...]:
        """All rows, one of them changed."""
        return tuple(other if kept is row else kept for kept in self.rows)

    def first(self, wanted: Callable[[Row], bool]) -> Row:
        """The first row of that kind."""
        return next(row for row in self.rows if wanted(row))

    def theory_rows(self, person: str) -> list[Row]:
        """The rows of a person in intermediate classes inside the window."""
        inside = {
            c.id
            for c in self.truth.classes.values()
            if c.course == "LLCT-TC" and c.span.overlaps(self.window.first, self.window.last)
        }
        return [r for r in self.rows if r.person == person and r.record.subject in inside]


def predict(ground: Ground, span_cells: dict[str, tuple[str, str, str]]) -> list[Mutation]:
    """List the edits. `span_cells`: class id to the file, sheet and cell of its dates."""
    return [
        *_deletions(ground),
        *_renamings(ground),
        *_level_edits(ground),
        _longer_class(ground, span_cells),
    ]


Wanted = Callable[[Row], bool]
_INSIDE = ("TC9", "TC11", "TC12", "TC14", "TC15", "TC17")


def _deletions(ground: Ground) -> Iterator[Mutation]:
    for id, why, wanted in (
        *_theory_deletions(ground),
        *_fostering_deletions(),
        *_share_deletions(ground),
    ):
        row = ground.first(wanted)
        yield _mutation(f"delete-{id}", why, row, ground.effect(ground.without(row)))


def _in_class(*classes: str) -> Wanted:
    return lambda row: row.record.subject in classes


def _second_spelling(class_id: str) -> Wanted:
    return lambda row: bool(row.record.note) and row.record.subject == class_id


def _theory_deletions(ground: Ground) -> list[tuple[str, str, Wanted]]:
    outcome = {(a.person, a.training_class): a.outcome for a in ground.truth.attendances}

    def dropped(row: Row) -> bool:
        return outcome.get((row.person, row.record.subject)) == "dropped"

    def times(row: Row) -> int:
        return len(ground.theory_rows(row.person))

    def once(*classes: str) -> Wanted:
        inside = _in_class(*classes)
        return lambda row: inside(row) and times(row) == 1 and not dropped(row)

    def namesake(row: Row) -> bool:
        name = ground.truth.people[row.person].name
        return row.record.subject == "TC14" and name == "Lê Thị Hương"

    left, back, later = _in_class(*_INSIDE), _in_class("TC11"), _in_class("TC19")
    return [
        ("theory-once", "in one intermediate class only", once("TC12")),
        ("theory-edge", "in the class that began before the window", once("TC9")),
        (
            "theory-drop-out",
            "dropped out, and counts all the same",
            lambda r: left(r) and times(r) == 1 and dropped(r),
        ),
        ("theory-twice", "came back to a later class", lambda r: back(r) and times(r) == 2),
        ("theory-namesake", "two of one name sit in the class; the other stays", namesake),
        (
            "theory-second-spelling",
            "the same person stands in the list twice",
            _second_spelling("TC14"),
        ),
        ("theory-before", "the class ended on 31/12/2005 at the latest", _in_class("TC8")),
        ("theory-after", "the class begins on 15/8/2011", lambda r: later(r) and not times(r)),
        ("theory-elementary", "an elementary class", _in_class("SC07")),
    ]


def _fostering_deletions() -> list[tuple[str, str, Wanted]]:
    return [
        ("fostering-once", "one attendance", _in_class("QL09")),
        ("fostering-edge", "the class began in 2005 and ended in 2006", _in_class("XD05")),
        ("fostering-open-year", "of the class only the year is written", _in_class("CB11")),
        ("fostering-theory-title", "the title speaks of political theory", _in_class("LL08")),
        ("fostering-second-spelling", "stands in the list twice", _second_spelling("QP09")),
        ("fostering-before", "a class of 2005", _in_class("QL05")),
        ("fostering-after", "a class that begins on 08/8/2011", _in_class("QL11")),
    ]


def _share_deletions(ground: Ground) -> list[tuple[str, str, Wanted]]:
    def seat(group: str) -> Wanted:
        def wanted(row: Row) -> bool:
            held = ground.truth.people[row.person].seat
            return bool(row.professional and held and held.group == group)

        return wanted

    leading = seat("party")
    return [
        ("share-civil-servant", "a ward civil servant leaves the base", seat("civil")),
        ("share-two-posts", "two posts, one person", lambda r: leading(r) and len(r.posts) == 2),
        ("share-part-time", "part-time workers are not in the base", seat("part_time")),
        ("share-town", "the town's bodies are not in the base", seat("body")),
    ]


def _renamings(ground: Ground) -> Iterator[Mutation]:
    returned = ground.first(
        lambda r: r.record.subject == "TC14" and len(ground.theory_rows(r.person)) == 2
    )
    double = ground.first(lambda r: bool(r.record.note) and r.record.subject == "KT09")
    whole = ground.first(lambda r: r.record.subject == "QP10")
    for id, row, why in (
        ("theory-twice", returned, "one of two people now: the class counts a new person"),
        ("fostering-whole", whole, "another person, as many attendances"),
        ("fostering-double", double, "no second spelling any more but a second person"),
    ):
        written = [("name", STRANGER)]
        if "name_2" in row.record.cells:
            family, _, given = STRANGER.rpartition(" ")
            written = [("name", family), ("name_2", given)]
        cells = tuple((row.record.cells[field], text) for field, text in written)
        changed = replace(row, person=STRANGER)
        effect = ground.effect(ground.instead(row, changed))
        yield _mutation(f"rename-{id}", why, row, effect, cells)


def _level_edits(ground: Ground) -> Iterator[Mutation]:
    def official(unit: str, level: str, group: str = "civil") -> Row:
        def wanted(row: Row) -> bool:
            seat = ground.truth.people[row.person].seat
            return bool(
                seat and seat.group == group and row.record.subject == unit
                and row.professional == level
            )  # fmt: skip

        return ground.first(wanted)

    text = official("14833", "TC")
    cell = text.record.cells["professional"]
    words = official("14839", "TC")
    marked = official("14836", "TC")
    mark = marked.record.cells["professional_mark"]
    below = chr(ord(mark[0]) - 1) + mark[1:]
    part_time = official("14839", "SC", "part_time")
    for id, why, row, level, cells in (
        ("text-lower", "trung cấp becomes sơ cấp", text, "SC", ((cell, "SC Kế toán"),)),
        ("text-empty", "no data: in the base, never met", text, "", ((cell, None),)),
        ("words-lower", "not trained", words, "CQĐT",
         ((words.record.cells["professional"], "Chưa qua đào tạo"),)),
        ("mark-lower", "the mark moves from TC to SC", marked, "SC", ((mark, None), (below, "x"))),
        ("part-time-higher", "part-time workers are not in the base", part_time, "ĐH",
         ((part_time.record.cells["professional"], "Đại học Luật (tại chức)"),)),
    ):  # fmt: skip
        effect = ground.effect(ground.instead(row, replace(row, professional=level)))
        yield _mutation(f"level-{id}", why, row, effect, cells)


def _longer_class(ground: Ground, span_cells: dict[str, tuple[str, str, str]]) -> Mutation:
    """The class before the window ends a month later: all its new people count."""
    held = ground.truth.classes["TC8"]
    longer = {**ground.truth.classes, "TC8": replace(held, span=Span("2003-09", "2006-01"))}
    before = count(ground.rows, ground.truth.classes, ground.window)
    effect = before.difference(count(ground.rows, longer, ground.window))
    file, sheet, cell = span_cells["TC8"]
    words = "(Từ tháng 9/2003 đến tháng 01/2006)"
    why = "the class now reaches into the window"
    return Mutation("class-longer", why, file, sheet, "set", 0, ((cell, words),), effect)


def _mutation(
    id: str,
    why: str,
    row: Row,
    effect: dict[str, int],
    cells: tuple[tuple[str, Value], ...] = (),
) -> Mutation:
    action = "set" if cells else "delete_row"
    file, sheet, number = row.place
    return Mutation(id, why, file, sheet, action, number, cells, effect)


def apply(source: Path, target: Path, edit: dict[str, object]) -> None:
    """Make the edit of one ledger entry: read `source`, write the edited workbook to `target`."""
    import openpyxl

    book = openpyxl.load_workbook(source)
    sheet = book[str(edit["sheet"])]
    if edit["action"] == "delete_row":
        for cell in sheet[edit["row"]]:
            cell.value = None
    cells = edit["cells"]
    assert isinstance(cells, dict)
    for place, value in cells.items():
        sheet[place].value = value
    book.save(target)
