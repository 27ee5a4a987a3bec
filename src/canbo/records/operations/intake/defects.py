"""What is wrong in the careers that a list tells: named and counted, never repaired in silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from canbo.engine.facts import TenureManner
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import Problem
from canbo.records.operations.intake.careers import Line
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.saying import is_reversed, span_words


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a person as it stands in the file, with its post in words."""

    person: UUID
    name: str
    line: Line
    post: str

    @property
    def key(self) -> tuple[object, ...]:
        """What two lines share that say exactly the same."""
        line = self.line
        return line.post, line.validity.begins, line.validity.ends, line.manner

    @property
    def is_open(self) -> bool:
        """Whether the post goes on; concurrent posts are meant to go on beside others."""
        return self.line.validity.ends is None and self.line.manner is not TenureManner.CONCURRENT

    @property
    def is_reversed(self) -> bool:
        """Whether the line ends before it begins, however its days are read."""
        return is_reversed(self.line.validity.begins, self.line.validity.ends)

    def problem(self, code: str, expected: str = "") -> Problem:
        """Tell of the line."""
        cell = self.line.cell
        sheet, address = (cell.sheet, cell.address) if cell else ("", "")
        found = f"{self.name}: {self.post}, {span_words(self.line.validity)}"
        return Problem(sheet, address, code, found, expected)


class Defects:
    """Collects the lines of one document as they stand in it, and tells what is wrong with them."""

    def __init__(self, plan: Plan, day: date, sheet: str = "") -> None:
        self._plan = plan
        self._sheet = sheet
        self._day = day
        self._lines: dict[UUID, list[Told]] = defaultdict(list)
        self._said: dict[UUID, dict[tuple[object, ...], Told]] = defaultdict(dict)
        self._handed_over = 0

    def takes(self, told: Told) -> bool:
        """Note a line; False for one that says exactly what an earlier one of the list said, and
        for one that ends before it begins: it cannot be stored, and is listed."""
        self._lines[told.person].append(told)
        validity = told.line.validity
        if validity.begins is None:
            self._plan.problems.append(told.problem("career_without_start"))
        if validity.ends is not None and validity.ends.earliest > self._day:
            today = str(PartialDate.of(self._day))
            self._plan.problems.append(told.problem("career_ends_in_future", today))
        if told.is_reversed:
            self._plan.list_cell(told.line.cell, told.problem("career_reversed"))
        return not self._is_again(told) and not told.is_reversed

    def note_hand_over(self) -> None:
        """Note a post that ended when the next one began, by the day that both lines write."""
        self._handed_over += 1

    def _is_again(self, told: Told) -> bool:
        """Whether an earlier line of the list said exactly the same; told of."""
        first = self._said[told.person].setdefault(told.key, told)
        again = first is not told and first.line.cell != told.line.cell
        if again:
            self._plan.problems.append(told.problem("career_repeated"))
        return again

    def tell(self) -> None:
        """Tell of lines that overlap, of posts that are open at the same time, of handing over."""
        if self._handed_over:
            found = str(self._handed_over)
            self._plan.problems.append(Problem(self._sheet, "", "career_hand_over", found))
        for lines in self._lines.values():
            self._tell_overlaps(lines)
            still = [one for one in lines if one.is_open]
            if len({one.line.cell for one in still}) > 1:
                first, *others = still
                beside = "; ".join(dict.fromkeys(one.post for one in others))
                self._plan.problems.append(first.problem("career_several_open", beside))

    def _tell_overlaps(self, lines: Sequence[Told]) -> None:
        """Whether it is legal nobody can tell from the list: both lines stand, and are told.

        The last day of one post is the first of the next: handing over is no overlap.
        """
        spans = [(*_days(one), one) for one in lines if one.line.validity.begins is not None]
        spans.sort(key=lambda span: span[0])
        for place, (begins, ends, one) in enumerate(spans):
            for other_begins, other_ends, other in spans[place + 1 :]:
                shares = other_begins < ends and begins < other_ends
                if shares and not _belong_together(one, other):
                    expected = f"{other.post}, {span_words(other.line.validity)}"
                    self._plan.problems.append(one.problem("career_overlaps", expected))


def _days(told: Told) -> tuple[date, date]:
    """The first and the last day that a line surely speaks of, as they stand in the file."""
    validity = told.line.validity
    begins = validity.begins.latest if validity.begins else date.min
    return begins, validity.ends.earliest if validity.ends else date.max


def _belong_together(one: Told, other: Told) -> bool:
    """Whether two lines are meant to hold at one time: one cell, or a concurrent post."""
    same_cell: CellRef | None = one.line.cell
    concurrent = TenureManner.CONCURRENT in (one.line.manner, other.line.manner)
    return concurrent or (same_cell is not None and same_cell == other.line.cell)
