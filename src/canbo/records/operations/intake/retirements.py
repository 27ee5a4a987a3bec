"""Who leaves for good holds no post from that day on; who is seen in post afterwards is told.

Which file said what first makes no difference. A list of careers in which a post goes on after
somebody has left by another list has a defect, which is told with both sources. Where nobody says
on which day somebody left, nothing ends unless a person says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from canbo.engine.facts import FactKind, Retirement, Tenure
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import Problem
from canbo.records.access.secrecy import WITHHELD
from canbo.records.operations.intake.asking import Matter, is_ended
from canbo.records.operations.intake.differences import Outcome
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.posts import PostResolver
from canbo.records.operations.intake.sources import outranks
from canbo.records.operations.intake.state import PersonState
from canbo.records.queries import registers

_DAY = timedelta(days=1)


class RetirementKeeper:
    """Ends the open posts of those who have left, whichever file said it first."""

    def __init__(self, plan: Plan, posts: PostResolver) -> None:
        self._plan = plan
        self._posts = posts
        self._careers: dict[str, date] = {}

    def note_careers(self, day: date) -> None:
        """Note that the file holds a list of careers that tells how things stood on a day."""
        self._careers[self._plan.file] = max(day, self._careers.get(self._plan.file, day))

    def settle(self, people: Iterable[PersonState]) -> None:
        """End what was open when somebody left; tell of posts that go on all the same."""
        for person in people:
            for retirement in person.held(FactKind.RETIREMENT):
                against = [
                    tenure
                    for tenure in list(person.tenures)
                    if self._goes_on_by_careers(retirement, tenure)
                ]
                if self._is_told_after(retirement, self._plan.file):
                    against += self._plan.reopened.get(person.id, ())
                if against:
                    self._tell_open(person, retirement, against)
                for tenure in list(person.tenures):
                    if retirement.validity.begins is None:
                        self._settle_undated(person, retirement, tenure)
                    else:
                        self._settle(person, retirement, tenure)

    # --- left, and by a list of careers still in post

    def _goes_on_by_careers(self, retirement: Retirement, tenure: Tenure) -> bool:
        """Whether a list of careers says that a post goes on, as of a day after the leaving."""
        if tenure.validity.ends is not None or not self._is_new(retirement, tenure):
            return False
        return self._is_told_after(retirement, tenure.source.document)

    def _is_told_after(self, retirement: Retirement, document: str) -> bool:
        """Whether a file with careers tells of a day after the leaving, as far as it is known."""
        told_on = self._told_on.get(document)
        left = retirement.validity.begins
        return told_on is not None and (left is None or left.earliest <= told_on)

    def _is_new(self, retirement: Retirement, tenure: Tenure) -> bool:
        """Whether this file says one of the two: what stood before was told before."""
        return retirement.id in self._plan.facts or tenure.id in self._plan.facts

    @cached_property
    def _told_on(self) -> Mapping[str, date]:
        """The day on which each file with careers told how things stood."""
        known = registers.days_of_careers()
        return {**known, **self._careers}

    def _tell_open(
        self, person: PersonState, retirement: Retirement, tenures: list[Tenure]
    ) -> None:
        """Tell once of a person: what goes on by which source, and who says that they left."""
        first = tenures[0]
        posts = "; ".join(dict.fromkeys(self._posts.name_of(one.post) for one in tenures))
        found = f"{self._name(person)}: {posts} ({self._source(first)})"
        left = retirement.validity.begins
        words = ", ".join(filter(None, (retirement.as_written, str(left or ""))))
        expected = f"{words} ({self._source(retirement)})".strip()
        sheet, address = self._place(first) or self._place(retirement) or ("", "")
        self._plan.problems.append(
            Problem(sheet, address, "career_open_after_leaving", found, expected)
        )

    def _source(self, fact: Tenure | Retirement) -> str:
        """Where a fact comes from, for a person to look it up; a secret file is not named."""
        document = fact.source.document
        if document != self._plan.file and document in self._secret:
            return WITHHELD.document
        return str(fact.source)

    @cached_property
    def _secret(self) -> frozenset[str]:
        return registers.secret_files()

    def _place(self, fact: Tenure | Retirement) -> tuple[str, str] | None:
        """Sheet and address of the cell of this file that says a fact, None for another file's."""
        sheet, _, address = fact.source.cell.rpartition("!")
        return (sheet, address) if fact.id in self._plan.facts and sheet else None

    # --- one post

    def _settle_undated(self, person: PersonState, retirement: Retirement, tenure: Tenure) -> None:
        """Ask about a post of somebody who has left nobody knows when; by default it stays."""
        if tenure.validity.ends is not None or not self._is_new(retirement, tenure):
            return
        seen, begins = retirement.validity.known_by, tenure.validity.certain.begins
        may_end = seen is not None and (begins is None or begins < seen)
        if may_end and seen is not None:
            last = PartialDate.of(seen - _DAY)
            if self._is_ended(person, retirement, tenure, last, Outcome.KEEP):
                self._end(person, retirement, tenure, last)
                return
        if tenure.source.document not in self._told_on:
            self._tell("left_but_in_post", person, tenure, PartialDate.of(seen) if seen else None)

    def _settle(self, person: PersonState, retirement: Retirement, tenure: Tenure) -> None:
        left = retirement.validity.begins
        if left is None or (
            tenure.validity.ends is not None and tenure.validity.ends.earliest < left.latest
        ):
            return
        begins = tenure.validity.certain.begins
        if begins is not None and begins >= left.earliest:
            self._tell("left_but_in_post", person, tenure, left)
            return
        last = PartialDate.of(left.earliest - _DAY) if left.is_full else left
        if self._is_ended(person, retirement, tenure, last, Outcome.END):
            self._end(person, retirement, tenure, last)

    def _is_ended(
        self,
        person: PersonState,
        retirement: Retirement,
        tenure: Tenure,
        last: PartialDate,
        default: Outcome,
    ) -> bool:
        matter = Matter(
            person, FactKind.TENURE, "post", self._cell(retirement) or self._cell(tenure),
            before=self._posts.name_of(tenure.post), after=last.iso(),
        )  # fmt: skip
        return is_ended(self._plan, matter, default)

    def _end(
        self, person: PersonState, retirement: Retirement, tenure: Tenure, last: PartialDate
    ) -> None:
        source = max(
            (tenure.source, retirement.source),
            key=lambda one: outranks(one, tenure.source),
        )
        validity = replace(tenure.validity, ends=last)
        changed = self._plan.change(tenure, None, source=source, validity=validity)
        person.swap(tenure, changed)
        left = retirement.validity.begins or last
        self._tell("tenure_ended_by_retirement", person, tenure, left)

    def _cell(self, fact: Tenure | Retirement) -> CellRef | None:
        """The cell of this file that says it, None where another file did."""
        place = self._place(fact)
        if place is None:
            return None
        return next((one for one in self._plan.used if (one.sheet, one.address) == place), None)

    def _tell(
        self, code: str, person: PersonState, tenure: Tenure, left: PartialDate | None
    ) -> None:
        found = f"{self._name(person)}: {self._posts.name_of(tenure.post)}"
        self._plan.problems.append(Problem("", "", code, found, str(left or "")))

    @staticmethod
    def _name(person: PersonState) -> str:
        return next(iter(person.names.values()), "")
