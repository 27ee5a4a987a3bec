"""Old reports as tests of the archive: is a printed figure reproduced, and who is likely amiss.

A figure that is too small lacks people; the likeliest are those who would be counted if one
condition were otherwise: a class just outside the window, a level that nobody wrote down, a post in
another unit. One too big has people too many; the likeliest are those counted by a thread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from canbo.engine.facts import AttendanceOutcome
from canbo.engine.figures import statements
from canbo.engine.figures.algebra import (
    Among,
    Condition,
    Ended,
    Not,
    Rows,
    Touches,
)
from canbo.engine.figures.bounds import PrintedNumber
from canbo.engine.figures.compute import Runner, compute
from canbo.engine.figures.definitions import words_of
from canbo.engine.figures.measures import Measure
from canbo.engine.figures.parameters import Parameters
from canbo.engine.figures.values import Figure, Frame, Share
from canbo.engine.law import Law

SHOWN = 200  # of the likeliest; more help nobody
FAR = 100_000  # days: no day is known
_ELSEWHERE = "thuộc đơn vị khác"


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure as an old report printed it, for the frame that the report speaks of."""

    measure: Measure
    printed: PrintedNumber
    frame: Frame


@dataclass(frozen=True, slots=True)
class Suspect:
    """A row that may be amiss: `why` in words, `days` how far from being otherwise (None: no day).

    `unknown`: nothing is known where the condition asks; otherwise it is known and not met. `group`
    names the condition: those of one group stand and fall together.
    """

    fact: UUID
    person: UUID | None
    detail: str
    source: str
    why: str
    days: int | None
    unknown: bool
    group: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of a claim: the figure now, whether it is reproduced, and the likeliest suspects.

    `lacking` is how many rows the printed number asks for beyond the figure, negative for fewer.
    `missing` and `extra` are the likeliest first.
    """

    claim: Claim
    figure: Figure
    reproduced: bool
    lacking: int
    missing: tuple[Suspect, ...]
    extra: tuple[Suspect, ...]


def try_claim(
    runner: Runner, claim: Claim, *, law: Law, parameters: Parameters | None = None
) -> Verification:
    """Compute the claim's figure and look for who is amiss where it is not reproduced.

    The tables of `tables_needed` must be loaded, of units too.
    """
    measure = claim.measure
    [figure] = compute(
        runner, law=law, frame=claim.frame, measures=(measure,), parameters=parameters,
        by_unit=True,
    )  # fmt: skip
    reproduced = claim.printed.is_true_of(figure.value)
    lacking = 0 if reproduced else claim.printed.lacking(figure.value)
    missing: Sequence[Suspect] = ()
    extra: Sequence[Suspect] = ()
    if not reproduced and lacking >= 0:
        missing = [*_unmet(claim, figure), *_near(runner, claim, figure, law)]
    if not reproduced and lacking <= 0:
        extra = list(_by_a_thread(runner, claim, figure, law))
    found = (_likeliest(one, abs(lacking)) for one in (missing, extra))
    return Verification(claim, figure, reproduced, lacking, *found)


def _likeliest(suspects: Sequence[Suspect], wanted: int) -> tuple[Suspect, ...]:
    """One line a row: first a group that explains just the difference, then unknown data, then by
    how little must be otherwise, then by how near a group comes to the difference."""
    sizes = Counter(one.group for one in suspects)

    def order(one: Suspect) -> tuple[bool, bool, int, int, UUID]:
        days = FAR if one.days is None else one.days
        gap = abs(sizes[one.group] - wanted)
        return gap != 0, not one.unknown, days, gap, one.fact

    best: dict[UUID, Suspect] = {}
    for one in sorted(suspects, key=order):
        best.setdefault(one.fact, one)
    return tuple(list(best.values())[:SHOWN])


# --- who may be missing -------------------------------------------------------------------------


def _unmet(claim: Claim, figure: Figure) -> Iterator[Suspect]:
    """Of a share: who stands in the base and is not counted as met."""
    if not isinstance(figure.value, Share):
        return
    for row in figure.rows:
        if row.met is not True:
            why = "thiếu dữ liệu" if row.met is None else "có dữ liệu nhưng chưa đạt"
            yield Suspect(
                row.fact, row.person, row.detail, row.source, why, None, row.met is None, why
            )


def _near(runner: Runner, claim: Claim, figure: Figure, law: Law) -> Iterator[Suspect]:
    """Who would be counted if one condition were not there."""
    counted = {row.person for row in figure.rows} if claim.measure.once == ("person",) else set()
    facts = {row.fact for row in figure.rows}
    for place, condition in enumerate(claim.measure.rows.where):
        for fact, person, detail, source, first, last, known in runner.rows(
            statements.near_rows(claim.measure, place, of_unit=claim.frame.unit is not None)
        ):
            if fact not in facts and person not in counted:
                why, days = _why(condition, claim.frame, first, last, law)
                group = f"{place}"
                yield Suspect(fact, person, detail, source, why, days, known is None, group)
    if claim.frame.unit is not None:
        everywhere = runner.rows(statements.rows(claim.measure, of_unit=False))
        for fact, person, _, detail, source, *_ in everywhere:
            if fact not in facts and person not in counted:
                yield Suspect(fact, person, detail, source, _ELSEWHERE, None, False, "unit")


def _why(
    condition: Condition, frame: Frame, first: date | None, last: date | None, law: Law
) -> tuple[str, int | None]:
    if isinstance(condition, Touches):
        return _outside(frame, first, last)
    return f"không đạt điều kiện: {words_of(condition, frame, law)}", None


def _outside(frame: Frame, first: date | None, last: date | None) -> tuple[str, int | None]:
    if first is None or last is None:
        return "không ghi ngày", None
    if last < frame.window.first:
        days = (frame.window.first - last).days
        return f"kết thúc {days} ngày trước thời gian được tính", days
    days = (first - frame.window.last).days
    return f"bắt đầu {days} ngày sau thời gian được tính", days


# --- who may be too many --------------------------------------------------------------------------


def _by_a_thread(runner: Runner, claim: Claim, figure: Figure, law: Law) -> Iterator[Suspect]:
    """Who would not be counted if the measure asked for a little more."""
    of_unit = claim.frame.unit is not None
    for more in _stricter(claim.measure):
        strict = replace(
            claim.measure, rows=Rows(claim.measure.rows.view, (*claim.measure.rows.where, more))
        )
        kept = runner.rows(statements.rows(strict, of_unit=of_unit))
        people, facts = {row[1] for row in kept}, {row[0] for row in kept}
        by_person = claim.measure.once == ("person",)
        why = f"chỉ được tính vì không đòi hỏi: {words_of(more, claim.frame, law)}"
        for row in figure.rows:
            if row.person not in people if by_person else row.fact not in facts:
                yield Suspect(row.fact, row.person, row.detail, row.source, why, None, False, why)


def _stricter(measure: Measure) -> Iterator[Condition]:
    """What an office may have asked for that the definition does not."""
    asked = {type(one) for one in measure.rows.where}
    if measure.rows.view == "attended":
        outcomes = [one for one in measure.conditions if _is_of(one, "outcome")]
        if not outcomes:
            yield Not(Among("outcome", frozenset({AttendanceOutcome.DROPPED.value})))
        if Ended not in asked:
            yield Ended()
        yield Among("outcome", frozenset({AttendanceOutcome.COMPLETED.value}))
    if measure.rows.view in {"held", "tenured"}:
        yield Not(Among("manner", frozenset({"acting", "concurrent"})))


def _is_of(condition: Condition, column: str) -> bool:
    return isinstance(condition, Among) and condition.column == column
