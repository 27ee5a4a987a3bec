"""The plain rows of a big roster, read by column and by different value.

What a row says is read by the readers of rows and by nobody else; but of rows that are alike it is
read once. The columns of a header fall into groups that have nothing to do with each other
(`_GROUPS`), and in each group rows are alike where their cells are, or where they hold values of
one likeness: a whole date is a date, whichever day it is. A probe row with the cells of one group
tells what all rows of that likeness come to: how many cells are stored, what must be listed.
Whoever stores the rows has them read one by one (`BulkRows.read`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from canbo.engine.facts import ParticularKind, Scale, UnitLevel
from canbo.engine.facts.likeness import number_key
from canbo.engine.timeline import NotADate, PartialDate
from canbo.engine.vietnamese import spelling_key
from canbo.exchange.workbooks.accounting import Account
from canbo.exchange.workbooks.columns import DETAILS, Column
from canbo.exchange.workbooks.contents import Cells, GroupContents, contents_of
from canbo.exchange.workbooks.dates import ImpossibleDate, read_date
from canbo.exchange.workbooks.dense import DenseCells
from canbo.exchange.workbooks.grid import Cell, text_cell
from canbo.exchange.workbooks.list_columns import STANDING_ROLES
from canbo.exchange.workbooks.names import bare_name, name_of
from canbo.exchange.workbooks.numbering import Numbers, compact, in_order
from canbo.exchange.workbooks.people import LEAST_AGE
from canbo.exchange.workbooks.places import CellRef, column_of
from canbo.exchange.workbooks.progress import Step, tell
from canbo.exchange.workbooks.reading import CellClass, Problem, RosterRow
from canbo.exchange.workbooks.tables import LazyRow, Row, RowKind, Table, is_ditto

if TYPE_CHECKING:
    from canbo.exchange.workbooks.listing import Tools
    from canbo.exchange.workbooks.rosters import Group

T = TypeVar("T")
LEAST = 500  # plain rows from which it is worth while
WHO, PLACE, OTHER, UNIT = "who", "place", "other", "unit"
_SOMEBODY = text_cell("Nguyễn Văn An")  # who the other columns of a probe speak of
_WHO = frozenset({"name", "sex", "sex_column", "birth", "birth_day", "birth_month"})
_PLACE = frozenset({"unit", "post", "post_and_unit", "post_begins", "pool_post", "career_text"})
_LEVELS = frozenset({"level", "mark", "ambiguous_level", *DETAILS})
_RANKS = frozenset({"rank", "rank_code", "step", "coefficient", "rank_begins"})
_PARTY = frozenset({"party_date", "party_official_date"})
_DATES = frozenset(
    {"birth", "party_date", "party_official_date", "recruited", "rank_begins", "graduated",
     "post_begins"}
)  # fmt: skip
_TEXTS = frozenset(
    {"home_place", "birth_place", "residence", "staff_code", "school", "note", "other", "unknown"}
)
_NUMBERS = frozenset({"identity_number", "insurance_number"})
_CARRIED = _DATES | _NUMBERS | {"name", "unit", "home_place", "residence", "staff_code"}
_PLAIN_DATE = re.compile(r"(?:\d{1,2}/){0,2}(?:19|20)\d\d")
_PLAIN_NAME = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,6}")
_PLAIN_TEXT = re.compile(r"[^\W\d_][^\W_]*(?:[ ,./-]{1,2}[^\W_]+){0,20}")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What all rows of one likeness come to, in one group of columns.

    `row` is the probe as it was read, None where it cannot be taken; `cells` counts the group's
    cells by class; `problems` are those of the probe's own place.
    """

    row: RosterRow | None
    cells: Mapping[CellClass, int]
    problems: tuple[Problem, ...]


@dataclass
class ColumnGroup:
    """One group of columns: its likenesses, and for each plain row the number of its own."""

    kind: str
    columns: tuple[Column, ...]
    likenesses: list[Likeness] = field(default_factory=list)
    of_row: Numbers = field(default_factory=lambda: np.zeros(0, np.int64))

    @cached_property
    def places(self) -> list[Numbers]:
        """For each likeness the places of its rows among the plain rows, in order."""
        ends = np.cumsum(np.bincount(self.of_row, minlength=len(self.likenesses)))
        return np.split(np.argsort(self.of_row, kind="stable"), ends[:-1])

    @property
    def counts(self) -> list[int]:
        """How many rows each likeness has."""
        counts: list[int] = np.bincount(self.of_row, minlength=len(self.likenesses)).tolist()
        return counts


@dataclass
class BulkRows:
    """Plain rows of one roster.

    `rows` are their numbers on the sheet; `names`, `births` and `numbers` are said of each row
    exactly; `structure` counts numbers and white space; `read_row` reads one row by itself;
    `contents` are the groups that share the cells among them, by what is stored of their rows in a
    roster of a day.
    """

    sheet: str
    rows: list[int]
    groups: list[ColumnGroup]
    structure: int
    names: list[str]
    births: list[PartialDate | None]
    numbers: Mapping[ParticularKind, list[str]]
    name_column: int
    read_row: Callable[[int], RosterRow | None]
    contents: Callable[[date], list[GroupContents]]
    visible: Callable[[int], Collection[int]]  # the columns of a row of the sheet that show cells

    def cells_of(self, place: int) -> tuple[CellRef, ...]:
        """The cells of one row that hold values of a person."""
        own = {column.index for group in self.counted for column in group.columns}
        row = self.rows[place]
        return tuple(CellRef(self.sheet, row, one) for one in self.visible(row) if one in own)

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def places_of(self) -> Mapping[str, list[int]]:
        """The places of the rows of each name, by its spelling key."""
        keys = {name: spelling_key(name) for name in set(self.names)}
        found: dict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(self.names):
            found[keys[name]].append(place)
        return found

    @cached_property
    def number_keys(self) -> Mapping[ParticularKind, list[str]]:
        """The numbers of the rows as they are compared."""
        return {kind: [*map(number_key, said)] for kind, said in self.numbers.items()}

    @property
    def counted(self) -> Iterator[ColumnGroup]:
        """The groups that share the cells among them."""
        return (group for group in self.groups if group.kind != UNIT)

    def unit_group(self) -> ColumnGroup:
        """The group that says which unit each row is of."""
        return next(group for group in self.groups if group.kind == UNIT)

    def count(self, cell_class: CellClass) -> int:
        """Count the cells of one class."""
        count = sum(
            number * likeness.cells.get(cell_class, 0)
            for group in self.counted
            for likeness, number in zip(group.likenesses, group.counts, strict=True)
        )
        return count + (self.structure if cell_class is CellClass.STRUCTURE else 0)

    def problems(self) -> Iterator[Problem]:
        """What must be told of the rows, each at its own place."""
        for group in self.counted:
            for number, likeness in enumerate(group.likenesses):
                if likeness.problems:
                    for place in group.places[number].tolist():
                        for problem in likeness.problems:
                            yield moved(problem, self.rows[place])


def plain_rows(table: Table) -> list[Row]:
    """The rows of people that can be read in bulk: each cell certain, each in a column."""
    dense = table.sheet.dense
    if dense is None or len(table.header.name_columns) != 1:
        return []
    known = {column.index for column in table.header.columns}
    doubtful = np.zeros(dense.height, np.bool_)
    uncertain, ditto = dense.mask(_is_uncertain), dense.mask(is_ditto)
    for index in dense.columns:
        if index in known:
            doubtful |= uncertain[dense.codes(index)]
            if ditto[dense.codes(index)].any():
                return []
        else:
            doubtful |= dense.shown[dense.codes(index)]
    for span in table.sheet.merges:
        doubtful[span[0] : span[2] + 1] = True
    found: list[Row] = []
    people = table.rows
    for place, row in enumerate(people):
        more = place + 1 < len(people) and people[place + 1].kind is RowKind.MORE
        if isinstance(row, LazyRow) and not (doubtful[row.index] or row.is_changed or more):
            found.append(row)
    return found if len(found) >= LEAST else []


def _is_uncertain(cell: Cell) -> bool:
    return cell.raw is None or cell.doubt != "" or cell.runs != ()


@dataclass(frozen=True, slots=True)
class Prober:
    """Reads single rows with an account of their own."""

    account: Account
    read: Callable[[Row, Group], RosterRow | None]

    def probe(self, row: Row, group: Group) -> RosterRow | None:
        """Read one row; the account then knows what became of its cells."""
        self.account.clear()
        return self.read(row, group)


class BulkReader:
    """Finds the likenesses of a table's plain rows and reads each once."""

    def __init__(self, table: Table, prober: Prober, tools: Tools) -> None:
        dense = table.sheet.dense
        assert dense is not None
        self._table = table
        self._dense: DenseCells = dense
        self._prober = prober
        self._levels = tools.levels
        self._units = tools.units
        self._communes: dict[int, object] = {}  # code of a unit's cell → its likeness
        self._name = table.header.name_columns[0].index
        self._as_of: PartialDate | None = None
        self._rows: Numbers = np.zeros(0, np.int64)
        self._above: Mapping[int, Group] = {}
        self._days: dict[object, PartialDate | None] = {}

    def read(
        self,
        rows: Sequence[Row],
        above: Mapping[int, Group],
        as_of: PartialDate | None,
        *,
        unit_by_post: bool,
    ) -> BulkRows:
        """Read plain rows; `above` are the group rows above each, by its number."""
        self._as_of, self._above = as_of, above
        self._rows = np.array([row.index for row in rows], np.int64)
        units = [PLACE] if unit_by_post else ["unit"]
        found = [self._group(UNIT, self._unit_columns(units))]
        self._communes = self._alike_communes(found[0])
        found += [self._group(*one) for one in _groups(self._table)]
        who = next(group for group in found if group.kind == WHO)
        return BulkRows(
            sheet=self._table.sheet.name,
            rows=self._rows.tolist(),
            groups=found,
            structure=self._structure(),
            names=self._names(),
            births=self._births(who),
            numbers=self._numbers(found),
            name_column=self._name,
            read_row=self._single,
            contents=lambda day: [self._contents(group, day) for group in found[1:]],
            visible=self._table.visible,
        )

    def _unit_columns(self, roles: Sequence[str]) -> list[Column]:
        wanted = _PLACE if PLACE in roles else set(roles)
        return [column for column in self._table.header.columns if column.role in wanted]

    def _alike_communes(self, group: ColumnGroup) -> dict[int, object]:
        """Communes are alike for the posts in them: what stands before the name is another body."""
        if len(group.columns) != 1 or group.columns[0].role != "unit":
            return {}
        codes = self._codes(group.columns[0].index)
        first = codes[in_order(group.of_row)[0]].tolist()
        found: dict[int, object] = {}
        for code, likeness in zip(first, group.likenesses, strict=True):
            line = self._dense.table[code].line
            told = self._units.territories(line)
            unit = likeness.row.unit if likeness.row else None
            if (
                unit is not None
                and unit.level == UnitLevel.COMMUNE
                and told and told[0].start == 0 and told[0].end == len(line)
            ):  # fmt: skip
                found[code] = ("commune", unit.type, len(unit.path))
        return found

    def _codes(self, column: int) -> npt.NDArray[np.int32]:
        codes: npt.NDArray[np.int32] = self._dense.codes(column)[self._rows]
        return codes

    def _single(self, number: int) -> RosterRow | None:
        row = Row(number, RowKind.PERSON, self._table.visible(number))
        return self._prober.probe(row, self._above[number])

    def _structure(self) -> int:
        numbers = {column.index for column in self._table.header.of_role("number")}
        return sum(
            int(np.count_nonzero(codes if index in numbers else codes * ~self._dense.shown[codes]))
            for index in self._dense.columns
            for codes in [self._codes(index)]
        )

    # --- what is said of each row exactly

    def _by_value(self, column: int, read: Callable[[Cell], T]) -> list[T]:
        """For each row what its cell of a column says, each different cell read once."""
        codes, table = self._codes(column).tolist(), self._dense.table
        said = {code: read(table[code]) for code in dict.fromkeys(codes)}
        return [said[code] for code in codes]

    def _names(self) -> list[str]:
        return self._by_value(self._name, name_of)

    def _births(self, who: ColumnGroup) -> list[PartialDate | None]:
        """The births; where the group of columns says more than a date does, as it says."""
        said = [one.row.person.birth if one.row else None for one in who.likenesses]
        found = [said[place] for place in who.of_row.tolist()]
        columns = [column for column in who.columns if column.role == "birth"]
        if len(columns) != 1:
            return found
        exact = self._by_value(columns[0].index, lambda cell: self._date(cell, "birth"))
        return [day if day is not None else other for day, other in zip(exact, found, strict=True)]

    def _numbers(self, groups: Sequence[ColumnGroup]) -> Mapping[ParticularKind, list[str]]:
        found: dict[ParticularKind, list[str]] = {}
        for kind in (
            ParticularKind.IDENTITY_NUMBER,
            ParticularKind.INSURANCE_NUMBER,
            ParticularKind.STAFF_CODE,
        ):
            for group in groups:
                if [column.role for column in group.columns] == [kind.value]:
                    found[kind] = self._by_value(group.columns[0].index, attrgetter("line"))
        return found

    # --- likenesses

    def _group(self, kind: str, columns: Sequence[Column]) -> ColumnGroup:
        keys = self._under_one_group() if kind in {PLACE, UNIT} else self._no_numbers()
        for column in columns:
            alike = self._alike(column, kind)
            keys = compact(keys * (int(alike.max()) + 1) + alike)
        first, of_row = in_order(keys)  # of the file: units are learnt in it
        found = ColumnGroup(kind, tuple(columns), of_row=of_row)
        for row in self._rows[first].tolist():
            found.likenesses.append(self._likeness(kind, columns, row))
        return found

    def _likeness(self, kind: str, columns: Sequence[Column], number: int) -> Likeness:
        own = {column.index for column in columns}
        cells = {c: x for c, x in self._table.visible(number).items() if c in own}
        named = cells if kind == WHO else {self._name: _SOMEBODY, **cells}
        in_order = {c: named[c] for c in sorted(named)}
        row = self._prober.probe(Row(number, RowKind.PERSON, in_order), self._above[number])
        account = self._prober.account
        refs = [CellRef(self._table.sheet.name, number, column) for column in cells]
        counted = Counter(account.class_of(ref) or CellClass.LISTED for ref in refs)
        problems = [one for one in account.problems if column_of(one.cell) in own]
        return Likeness(row, counted, tuple(problems))

    # --- what is stored of the rows

    def _contents(self, group: ColumnGroup, day: date) -> GroupContents:
        cells = Cells(self._codes, self._dense.table, self._date, self._carried)
        alike = self._under_one_group() if group.kind == PLACE else self._no_numbers()
        of_row, carried = contents_of(cells, group.columns, alike, day)

        def read(place: int) -> RosterRow | None:
            return self._likeness(group.kind, group.columns, int(self._rows[place])).row

        def tells_levels(place: int) -> bool:
            codes = (self._dense.codes(one.index)[self._rows[place]] for one in group.columns)
            return any(self._levels.levels_of_note(self._dense.table[code].line) for code in codes)

        own = frozenset(column.index for column in group.columns)
        return GroupContents(group.kind, own, of_row, carried, read, tells_levels)

    def _carried(self, column: Column, code: int, cell: Cell) -> object | None:
        """The likeness of a value that is only carried over; None for words that say more."""
        kind = self._kind(column, code, cell) if column.role in _CARRIED else code
        return None if isinstance(kind, int) else kind

    def _no_numbers(self) -> Numbers:
        return np.zeros(len(self._rows), np.int64)

    def _under_one_group(self) -> Numbers:
        """For each row the number of the group row above it."""
        groups = np.array([id(self._above[row]) for row in self._rows.tolist()])
        numbers: Numbers = np.unique(groups, return_inverse=True)[1]
        return numbers

    # --- what is alike

    def _alike(self, column: Column, kind: str) -> Numbers:
        """For each row a number that is the same where the cells of a column are alike."""
        codes, table = self._codes(column.index), self._dense.table
        if kind == UNIT:
            return codes.astype(np.int64)
        kinds: dict[object, int] = {0: 0}
        different = self._dense.different_codes(codes)
        alike: Numbers = np.zeros(len(table), np.int64)
        alike[different] = [
            kinds.setdefault(self._kind(column, code, table[code]), len(kinds))
            for code in different
        ]
        return alike[codes]

    def _kind(self, column: Column, code: int, cell: Cell) -> object:
        """The likeness of one value: a word for values that are only carried over, else the
        value."""
        if code == 0 or (not cell.text and cell.is_blank):
            return 0
        kind: object = None
        role, text = column.role, cell.line
        if role == "unit":
            kind = self._communes.get(code)
        elif role == "name":
            is_bare = bare_name(text) == (text, "", "")
            kind = "name" if is_bare and _PLAIN_NAME.fullmatch(text) else None
        elif role in _DATES:
            day = self._date(cell, role)
            kind = day and ("date", day.precision)
        elif role in _NUMBERS:
            kind = ("digits", len(text)) if text.isascii() and text.isdigit() else None
        elif role in _TEXTS and cell.text == text and _PLAIN_TEXT.fullmatch(text):
            kind = self._kind_of_text(column, cell)
        return code if kind is None else kind

    def _date(self, cell: Cell, role: str) -> PartialDate | None:
        """The date that a cell plainly says; columns of dates hold the same ones."""
        key = cell.raw, cell.day, role == "birth"
        if key not in self._days:
            self._days[key] = self._read_date(cell, LEAST_AGE if role == "birth" else 0)
        day = self._days[key]
        if role != "post_begins" or day is None or self._as_of is None:
            return day
        return None if day.earliest > self._as_of.latest else day

    def _read_date(self, cell: Cell, least_age: int) -> PartialDate | None:
        latest = self._as_of.year if self._as_of else 2100
        if cell.day is None and not _PLAIN_DATE.fullmatch(cell.line):
            return None
        try:
            return read_date(cell, latest_year=latest, least_age=least_age)
        except (NotADate, ImpossibleDate):
            return None

    def _kind_of_text(self, column: Column, cell: Cell) -> object:
        if self._levels.is_mark(cell) or self._levels.is_nothing(cell):
            return None
        if column.role == "school":
            return ("parts", len(re.split(r"\s*[;,\n/]\s*", cell.text)))
        return "text"


def _groups(table: Table) -> Iterator[tuple[str, list[Column]]]:
    """The columns that have to do with each other, each group with its kind; tells how many of
    them have been asked for."""
    found: dict[tuple[str, object], list[Column]] = {}
    mixed = any(c.role in _LEVELS and c.scale is None for c in table.header.columns)
    for column in table.header.columns:
        role = column.role
        key: tuple[str, object] = (OTHER, column.index)
        if role == "number":
            continue
        if role in _WHO:
            key = WHO, ""
        elif role in _PLACE:
            key = PLACE, ""
        elif role in _LEVELS:
            key = OTHER, ("levels", None if mixed else column.scale or Scale.PROFESSIONAL)
        elif role in _RANKS:
            key = OTHER, "ranks"
        elif role in _PARTY:
            key = OTHER, "party"
        elif role == "rating_mark":
            key = OTHER, "rating_mark"
        elif role in STANDING_ROLES or role == "home_place":
            key = OTHER, (role, column.index if role in {"rating", "award", "discipline"} else "")
        found.setdefault(key, []).append(column)
    done, total = 0, sum(map(len, found.values()))
    for (kind, _), columns in found.items():
        tell(Step.COLUMNS, done, total)
        yield kind, columns
        done += len(columns)
    tell(Step.COLUMNS, done, total)


def moved(problem: Problem, row: int) -> Problem:
    """The same problem in another row."""
    letters = problem.cell.rstrip("0123456789")
    return replace(problem, cell=f"{letters}{row + 1}")
