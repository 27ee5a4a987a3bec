"""The lines of an old report as somebody typed or uploaded them: read, tried, wrong ones told.

A line that cannot be read stays as it was typed, with what is wrong in it; the others are tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.figures import MEASURES, Kind, Measure
from canbo.engine.figures.archive import Claim
from canbo.engine.figures.bounds import PrintedNumber
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import NotADate, PartialDate
from canbo.engine.vietnamese import search_key
from canbo.exchange.units.headed_rows import Form, rows_of
from canbo.exchange.units.problems import LineProblem, UnitFileRefused
from canbo.reporting.old_figures import OldFigure, OldFigureView, claim_of, tried

COLUMNS = {
    "name": "Số liệu",
    "printed": "Số đã in",
    "as_of": "Vào ngày",
    "from": "Từ ngày",
    "to": "Đến hết ngày",
    "unit": "Đơn vị",
}
_FORM = Form(COLUMNS, ("name", "printed"))
_NEAR = 5  # labels told where the words fit none


@dataclass(frozen=True, slots=True)
class OldLine:
    """A line as written, nothing read yet; all of them may be empty."""

    name: str = ""
    printed: str = ""
    as_of: str = ""
    first: str = ""
    last: str = ""
    unit: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written at all."""
        return self == OldLine()


@dataclass(frozen=True, slots=True)
class TriedLine:
    """A line with what it asks and what came of it, or all that is wrong in it."""

    line: OldLine
    asked: OldFigure | None = None
    found: OldFigureView | None = None
    wrong: tuple[Refusal, ...] = ()


class LineWrong(Refusal):
    """Something in a line cannot be read (`old_…`)."""


def lines_of_file(name: str, raw: bytes) -> tuple[OldLine, ...]:
    """The lines of a table (.xlsx, .xls, .csv) with the headings of `COLUMNS` or their keys.

    Rows that fill none of these columns are passed over: those of the people in a result that was
    taken out. Raises UnitFileRefused with everything that is wrong in the file.
    """
    problems: list[LineProblem] = []
    rows = rows_of(_FORM, name, raw, problems)
    if problems:
        raise UnitFileRefused(problems)
    lines = (OldLine(*(row.values.get(key, "") for key in COLUMNS)) for row in rows)
    return tuple(line for line in lines if not line.is_empty)


def try_lines(
    *, actor: Actor, at: datetime, known_at: datetime, today: date, lines: Sequence[OldLine]
) -> tuple[TriedLine, ...]:
    """Try each line that can be read, by the rights of `at`; `today` is the day of undated ones.

    Raises AccountRefused (`not_allowed`).
    """
    require(actor, Permission.SEE_FIGURES)
    read = [_claimed(line, actor, known_at, today) for line in lines]
    good = [(one, claim) for one, claim in read if one.asked and claim]
    found = iter(
        tried(
            [claim for _, claim in good], [one.asked for one, _ in good if one.asked], actor=actor,
            at=at,
        )
    )  # fmt: skip
    return tuple(replace(one, found=next(found)) if claim else one for one, claim in read)


def _claimed(
    line: OldLine, actor: Actor, known_at: datetime, today: date
) -> tuple[TriedLine, Claim | None]:
    asked, wrong = read_line(line, today)
    if asked is None:
        return TriedLine(line, wrong=wrong), None
    try:
        claim = claim_of(asked, actor=actor, known_at=known_at)
    except Refusal as refusal:
        return TriedLine(line, asked, wrong=(refusal,)), None
    return TriedLine(line, asked), claim


def read_line(line: OldLine, today: date) -> tuple[OldFigure | None, tuple[Refusal, ...]]:
    """Read a line: the figure it asks for, or everything that is wrong in it.

    Of a partly known day the first or the last day of it is meant, as the side asks: from 2006 to
    7/2011. Without a day the last day of the period is meant, without any `today`.
    """
    wrong: list[Refusal] = []
    measure = _measure(line.name, wrong)
    _check_printed(line.printed, measure, wrong)
    first, last = _span(line.first, "from", wrong), _span(line.last, "to", wrong)
    as_of = _span(line.as_of, "as_of", wrong)
    if as_of is not None and as_of[0] != as_of[1]:
        wrong.append(_no_day(line.as_of, "as_of"))
    if wrong or measure is None:
        return None, tuple(wrong)
    day = as_of[0] if as_of else last[1] if last else today
    begins = first[0] if first else day.replace(month=1, day=1)
    ends = last[1] if last else day
    if ends < begins:
        data = {"first": begins.isoformat(), "last": ends.isoformat()}
        return None, (Refusal("window_reversed", data),)
    return OldFigure(
        name=measure.name, printed=line.printed, as_of=day, first=begins, last=ends, unit=line.unit
    ), ()


def _measure(words: str, wrong: list[Refusal]) -> Measure | None:
    """The measure by its name or by its very label; else what it may be, never a guess."""
    if not words:
        wrong.append(LineWrong("old_name_missing"))
        return None
    if words in MEASURES:
        return MEASURES[words]
    key = search_key(words)
    for measure in MEASURES.values():
        if search_key(measure.label) == key:
            return measure
    near = "; ".join(f"“{one.label}”" for one in _near(key))
    wrong.append(LineWrong("old_name_unknown" if near else "old_name_strange",
                           {"found": words, "near": near}))  # fmt: skip
    return None


def _near(key: str) -> list[Measure]:
    """The measures whose labels share the most words with it."""
    words = set(key.split())
    shared = {
        one.name: len(words & set(search_key(one.label).split())) for one in MEASURES.values()
    }
    likely = sorted(MEASURES.values(), key=lambda one: -shared[one.name])
    return [one for one in likely[:_NEAR] if 2 * shared[one.name] >= len(words)]


def _check_printed(printed: str, measure: Measure | None, wrong: list[Refusal]) -> None:
    if not printed:
        wrong.append(LineWrong("old_printed_missing"))
        return
    try:
        number = PrintedNumber.parse(printed)
    except Refusal as refusal:
        wrong.append(refusal)
        return
    if measure is not None and number.is_percent != (measure.kind is Kind.SHARE):
        code = "old_printed_no_share" if number.is_percent else "old_printed_share"
        wrong.append(LineWrong(code, {"found": printed, "unit": measure.unit}))


def _span(text: str, column: str, wrong: list[Refusal]) -> tuple[date, date] | None:
    """The first and the last day that a written day may be; None where none is written."""
    if not text:
        return None
    try:
        written = PartialDate.parse(text)
    except NotADate:
        wrong.append(_no_day(text, column))
        return None
    return written.earliest, written.latest


def _no_day(text: str, column: str) -> Refusal:
    return LineWrong("old_day_unknown", {"found": text, "column": COLUMNS[column]})
