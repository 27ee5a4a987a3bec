"""Puts the day that an office tells in the lists of a file that name none, while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.list_titles import Heading
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import ListDocument, Problem, WorkbookRefused


@dataclass(slots=True)
class ToldDay:
    """A day told beside one file: it stands for lists that name none, or only its month or year.

    What a list says itself is never overruled; `is_used`: some list of the file took the day.
    """

    day: date | None = None
    is_used: bool = False
    _against: list[Problem] = field(default_factory=list)

    @property
    def used(self) -> date | None:
        """The day, where a list took it."""
        return self.day if self.is_used else None

    def completed(self, said: PartialDate | None, place: CellRef) -> PartialDate | None:
        """The day of a list that says `said`; `place` is where the list stands."""
        if self.day is None:
            return said
        told = PartialDate.of(self.day)
        if said is None or (said.agrees_with(told) and not said.is_full):
            self.is_used = True
            return told
        if said != told:
            found = Problem(
                place.sheet, place.address, "roster_states_other_day", str(said), str(told)
            )
            self._against.append(found)
        return said

    def of_list(self, heading: Heading, place: CellRef) -> Heading:
        """The heading of a list of acts: a decision, an election or a year tells its day too."""
        decided = heading.decision.day if heading.decision else None
        elected = heading.election.day if heading.election else None
        if heading.as_of is None and (decided or elected or heading.year):
            return heading
        return replace(heading, as_of=self.completed(heading.as_of, place))

    def of_sheet(self, document: ListDocument) -> ListDocument:
        """One person's sheet."""
        place = CellRef(document.sheet, 0, 0)
        return replace(document, as_of=self.completed(document.as_of, place))

    def check(self) -> None:
        """Raise WorkbookRefused where every list names a day and one of them another than told."""
        if self._against and not self.is_used:
            raise WorkbookRefused(tuple(self._against[:1]))
