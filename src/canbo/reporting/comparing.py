"""Figures side by side: measures of several days and of several units, with their differences.

The numbers are those of each figure's own page. The records are read once, the state of a day is
folded once, whatever the number of units; what was told a moment ago is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import partial
from uuid import UUID

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.figures import Frame, Kind, Measure, Money, Share, Window, adjusted
from canbo.engine.figures import measures_named as named
from canbo.engine.figures.comparing import Scope, Told
from canbo.engine.law import Law
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import write_money, write_number, write_percent
from canbo.law import load
from canbo.records import access as records
from canbo.records.access import UnitNode
from canbo.reporting.access import AS_DEFINED, Adjusted
from canbo.reporting.computing import Loaded, state_of
from canbo.reporting.kept_checks import Kept

MOST_DAYS, MOST_MEASURES, MOST_LINES = 8, 6, 300  # lines of all tables together
KEPT: Kept[tuple[tuple[Told, ...], ...]] = Kept(64)  # days of a question
NOTHING = "–"


class ComparisonTooLarge(Refusal):
    """More is asked for than a page shows and somebody waits for."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which figures are read, with the days that figures of a period count."""

    as_of: date
    window: Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which measures, on which days (in order), of the whole home and of which units."""

    names: Sequence[str]
    days: Sequence[Day]
    units: Sequence[UnitNode]
    known_at: datetime
    parameters: Adjusted = AS_DEFINED


@dataclass(frozen=True, slots=True)
class Cell:
    """A measure on a day for a unit; `told` is None where the unit did not stand on that day."""

    told: Told | None

    @property
    def amount(self) -> Fraction | None:
        """The number to compare by, of a share its percentage; None where there is none."""
        if self.told is None:
            return None
        value = self.told.value
        if isinstance(value, Share):
            return None if value.fraction is None else value.fraction * 100
        return Fraction(value.number)

    @property
    def display(self) -> str:
        """The exact number as offices write it: 1.346; 79,5%; never "gần"."""
        if self.told is None:
            return NOTHING
        value = self.told.value
        if isinstance(value, Share):
            return NOTHING if value.fraction is None else write_percent(value.fraction)
        if isinstance(value, Money):
            return write_money(value.number)
        return write_number(value.number)

    @property
    def counted(self) -> str:
        """Of a share both counts, and how many lack data: 116/125; 3 thiếu dữ liệu."""
        if self.told is None or not isinstance(self.told.value, Share):
            return ""
        share = self.told.value
        words = f"{write_number(share.numerator)}/{write_number(share.base)}"
        missing = self.told.missing
        return f"{words}; {write_number(missing)} thiếu dữ liệu" if missing else words

    @property
    def lacking(self) -> str:
        """Why there is no number, "" where there is one."""
        if self.told is None:
            return "đơn vị không có vào ngày ấy"
        return "không có ai để tính" if self.amount is None else ""


@dataclass(frozen=True, slots=True)
class Line:
    """A unit of a table, None the whole home: a cell for each day, and the difference.

    `difference` is the last day's against the first one's; where one day is asked for, this
    unit's against the first unit's.
    """

    unit: UnitNode | None
    cells: tuple[Cell, ...]
    difference: Fraction | None
    difference_words: str

    @property
    def name(self) -> str:
        """What the line is called."""
        return self.unit.name if self.unit else "Toàn bộ"


@dataclass(frozen=True, slots=True)
class Table:
    """One measure: the whole home first, then the units in the order asked for."""

    measure: Measure
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All tables; `against` says what the differences are against, "" where there is nothing."""

    days: tuple[Day, ...]
    tables: tuple[Table, ...]
    against: str


def compare(question: Question, *, actor: Actor, at: datetime) -> Comparison:
    """Tell measures of several days and units beside one another.

    Raises AccountRefused (`not_allowed`), UnknownFigure, ComparisonTooLarge.
    """
    require(actor, Permission.SEE_FIGURES)
    law, parameters = load(), question.parameters
    measures = tuple(
        adjusted(one, months=parameters.months, young=parameters.young)
        for one in named(question.names)
    )
    _refuse_too_large(question, len(measures))
    by_day = _told(question, measures, law, at)
    tables = []
    for place, measure in enumerate(measures):
        by_line = [[row[place] for row in rows] for rows in zip(*by_day, strict=True)]
        tables.append(Table(measure, _lines(question, measure, by_line)))
    return Comparison(tuple(question.days), tuple(tables), _against(question))


def _refuse_too_large(question: Question, measures: int) -> None:
    most = {"days": MOST_DAYS, "measures": MOST_MEASURES, "lines": MOST_LINES}
    lines = measures * (len(question.units) + 1)
    found = {"days": len(question.days), "measures": measures, "lines": lines}
    for what, limit in most.items():
        if found[what] > limit:
            data = {"found": found[what], "most": limit}
            raise ComparisonTooLarge(f"comparison_{what}", data)


def _told(
    question: Question, measures: tuple[Measure, ...], law: Law, at: datetime
) -> list[tuple[tuple[Told | None, ...], ...]]:
    """By day, line and measure; what is not kept is computed, the records read but once."""
    known_at = question.known_at if question.known_at < at else None
    units = tuple(one.id for one in question.units)
    state = state_of(measures)
    with Loaded(measures, law) as loaded:
        found = []
        for day in question.days:
            placed = _placed(day, question) if units else {}
            scopes = [_scope(unit, placed) for unit in (None, *units)]
            frame = Frame(day.as_of, question.known_at, day.window)
            told = KEPT.answer(
                (state, law.version, measures, day, known_at, units),
                partial(loaded.told, frame, scopes),
            )
            gone = tuple(None for _ in measures)
            stands = [unit is None or unit in placed for unit in (None, *units)]
            found.append(tuple(row if here else gone
                               for row, here in zip(told, stands, strict=True)))  # fmt: skip
        return found


def _placed(day: Day, question: Question) -> dict[UUID, UUID | None]:
    return dict(records.placements(day.as_of, question.known_at))


def _scope(unit: UUID | None, placed: Mapping[UUID, UUID | None]) -> Scope:
    return None if unit is None else records.below({unit}, list(placed.items()))


def _lines(
    question: Question, measure: Measure, told: Sequence[Sequence[Told | None]]
) -> tuple[Line, ...]:
    rows = [tuple(map(Cell, row)) for row in told]
    first = rows[min(1, len(rows) - 1)][0]
    lines = []
    for unit, cells in zip((None, *question.units), rows, strict=True):
        against = cells[0] if len(cells) > 1 else first
        compared = len(cells) > 1 or (unit is not None and cells[0] is not first)
        gap = _gap(against, cells[-1]) if compared else None
        lines.append(Line(unit, cells, gap, _gap_words(gap, measure.kind) if compared else ""))
    return tuple(lines)


def _gap(one: Cell, other: Cell) -> Fraction | None:
    if one.amount is None or other.amount is None:
        return None
    return other.amount - one.amount


def _gap_words(gap: Fraction | None, kind: Kind) -> str:
    """A difference with its sign: +12; −3; +2,5 điểm %; 0 where nothing changed."""
    if gap is None:
        return NOTHING
    if gap == 0:
        return "0"
    sign, size = ("+" if gap > 0 else "−"), abs(gap)
    if kind is Kind.SHARE:
        return f"{sign}{write_percent(size / 100).removesuffix('%')} điểm %"
    write = write_money if kind is Kind.MONEY else write_number
    return f"{sign}{write(int(size))}"


def _against(question: Question) -> str:
    if len(question.days) > 1:
        return "days"
    return "units" if len(question.units) > 1 else ""
