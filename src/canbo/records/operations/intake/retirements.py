"""Who leaves for good holds no post from that day on; who is seen in post afterwards is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from canbo.engine.facts import FactKind, Retirement, Tenure
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import Problem
from canbo.records.operations.intake.asking import Matter, is_ended
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.posts import PostResolver
from canbo.records.operations.intake.sources import outranks
from canbo.records.operations.intake.state import PersonState

_DAY = timedelta(days=1)


class RetirementKeeper:
    """Ends the open posts of those who have left, whichever file said it first."""

    def __init__(self, plan: Plan, posts: PostResolver) -> None:
        self._plan = plan
        self._posts = posts

    def settle(self, people: Iterable[PersonState]) -> None:
        """End what was open when somebody left; tell of posts that go on all the same."""
        for person in people:
            for retirement in person.held(FactKind.RETIREMENT):
                for tenure in list(person.tenures):
                    self._settle(person, retirement, tenure)

    def _settle(self, person: PersonState, retirement: Retirement, tenure: Tenure) -> None:
        left = retirement.validity.begins
        if tenure.validity.ends is not None and (
            left is None or tenure.validity.ends.earliest < left.latest
        ):
            return
        begins = tenure.validity.certain.begins
        if left is None or (begins is not None and begins >= left.earliest):
            self._tell("left_but_in_post", person, tenure, left)
            return
        last = PartialDate.of(left.earliest - _DAY) if left.is_full else left
        matter = Matter(
            person, FactKind.TENURE, "post", self._cell(retirement),
            before=self._posts.name_of(tenure.post), after=last.iso(),
        )  # fmt: skip
        if not is_ended(self._plan, matter):
            return
        source = max(
            (tenure.source, retirement.source),
            key=lambda one: outranks(one, tenure.source),
        )
        validity = replace(tenure.validity, ends=last)
        changed = self._plan.change(tenure, None, source=source, validity=validity)
        person.swap(tenure, changed)
        self._tell("tenure_ended_by_retirement", person, tenure, left)

    def _cell(self, retirement: Retirement) -> CellRef | None:
        """The cell of this file that says it, None where another file did."""
        sheet, _, address = retirement.source.cell.rpartition("!")
        if retirement.id not in self._plan.facts or not sheet:
            return None
        return next(
            (one for one in self._plan.used if (one.sheet, one.address) == (sheet, address)), None
        )

    def _tell(
        self, code: str, person: PersonState, tenure: Tenure, left: PartialDate | None
    ) -> None:
        name = next(iter(person.names.values()), "")
        found = f"{name}: {self._posts.name_of(tenure.post)}"
        self._plan.problems.append(Problem("", "", code, found, str(left or "")))
