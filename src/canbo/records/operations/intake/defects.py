"""What is wrong in the careers that a list tells: named and counted, never repaired in silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from canbo.engine.facts import TenureManner
from canbo.engine.timeline import PartialDate, Period
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

    def problem(self, code: str, expected: str = "") -> Problem:
        """Tell of the line."""
        cell = self.line.cell
        sheet, address = (cell.sheet, cell.address) if cell else ("", "")
        found = f"{self.name}: {self.post}, {span_words(self.line.validity)}"
        return Problem(sheet, address, code, found, expected)


class Defects:
    """Collects the lines of one document and tells what is wrong with them."""

    def __init__(self, plan: Plan, day: date) -> None:
        self._plan = plan
        self._day = day
        self._lines: dict[UUID, list[Told]] = defaultdict(list)

    def takes(self, told: Told) -> bool:
        """Note a line; False for one that says exactly what an earlier one of the list said."""
        earlier = self._lines[told.person]
        again = any(one.key == told.key and one.line.cell != told.line.cell for one in earlier)
        if again:
            self._plan.problems.append(told.problem("career_repeated"))
            return False
        earlier.append(told)
        validity = told.line.validity
        if validity.begins is None:
            self._plan.problems.append(told.problem("career_without_start"))
        if validity.ends is not None and validity.ends.earliest > self._day:
            today = str(PartialDate.of(self._day))
            self._plan.problems.append(told.problem("career_ends_in_future", today))
        return True

    def refuses(self, told: Told) -> bool:
        """Whether a line ends before it begins: it cannot be stored, and is listed."""
        validity = told.line.validity
        if not is_reversed(validity.begins, validity.ends):
            return False
        self._plan.list_cell(told.line.cell, told.problem("career_reversed"))
        return True

    def tell(self) -> None:
        """Tell of lines that overlap and of posts that are open at the same time."""
        for lines in self._lines.values():
            self._tell_overlaps(lines)
            open_cells = {one.line.cell for one in lines if one.is_open}
            if len(open_cells) > 1:
                first, *others = [one for one in lines if one.is_open]
                beside = "; ".join(one.post for one in others)
                self._plan.problems.append(first.problem("career_several_open", beside))

    def _tell_overlaps(self, lines: Sequence[Told]) -> None:
        """Whether it is legal nobody can tell from the list: both lines stand, and are told."""
        spans = [(_days(one), one) for one in lines]
        spans.sort(key=lambda pair: pair[0].begins or date.min)
        for place, (here, one) in enumerate(spans):
            for there, other in spans[place + 1 :]:
                if here.ends is not None and (there.begins or date.min) >= here.ends:
                    break
                if here.overlaps(there) and not _belong_together(one, other):
                    expected = f"{other.post}, {span_words(other.line.validity)}"
                    self._plan.problems.append(one.problem("career_overlaps", expected))


def _days(told: Told) -> Period:
    return told.line.validity.certain


def _belong_together(one: Told, other: Told) -> bool:
    """Whether two lines are meant to hold at one time: one cell, or a concurrent post."""
    same_cell: CellRef | None = one.line.cell
    concurrent = TenureManner.CONCURRENT in (one.line.manner, other.line.manner)
    return concurrent or (same_cell is not None and same_cell == other.line.cell)
