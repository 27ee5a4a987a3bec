"""The rest of a plan put to the desk: each new fact of somebody known, each change, each removal.

Asked after everything is planned, so that whatever a file may state is decided in one way; what
was asked where it arose (a value that speaks against another, a post left out) is not asked again.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from canbo.engine.facts import Fact, Particular
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import Problem
from canbo.records.models.shapes import PERSON_KINDS, SHAPE_OF, SHAPES
from canbo.records.operations.intake import edition
from canbo.records.operations.intake.differences import (
    DifferenceKind,
    Option,
    Outcome,
    Question,
)
from canbo.records.operations.intake.plan import Plan, Restated
from canbo.records.operations.intake.state import State
from canbo.records.operations.intake.telling import Teller
from canbo.records.operations.writing import Void

_CELL = re.compile(r"(?P<sheet>.+)!(?P<column>[A-Z]+)(?P<row>[0-9]+)", re.DOTALL)
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")  # whole or partial, in ISO form
_UNSAID = frozenset({"as_written"})  # a change of these alone is none of what is said


def review(plan: Plan, state: State) -> None:
    """Ask about what is planned for people of the home, and plan what was decided."""
    Review(plan, state).run()


def finish(plan: Plan, state: State) -> None:
    """Hold what was planned against the earlier edition, if there is one, and ask about it."""
    if state.gone or state.returned:
        plan.again = edition.settle(plan, state)
    review(plan, state)


class Review:
    """One pass over a plan."""

    def __init__(self, plan: Plan, state: State) -> None:
        self._plan = plan
        self._state = state
        self._teller = Teller(state, plan)
        self._asked = plan.desk.places()
        self._dropped: list[Fact] = []
        self._before: dict[UUID, Fact] = {
            void.replaced_by: void.fact for void in plan.voids.values() if void.replaced_by
        }

    def run(self) -> None:
        """Ask about removals first: a new fact may take the place of one given up."""
        self._removed()
        for fact in list(self._plan.facts.values()):
            if fact.id in self._plan.facts and self._is_open(fact):
                self._one(fact)
        if self._dropped:
            self._forget_unused()

    # --- new and changed facts ------------------------------------------------------------------

    def _is_open(self, fact: Any) -> bool:
        """Whether it is a statement of this file on somebody known that nobody was asked about."""
        if SHAPE_OF[type(fact)].kind not in PERSON_KINDS or fact.person in self._plan.people:
            return False
        if fact.source.document != self._plan.file:
            return False
        if fact.id in self._plan.closed:
            return False  # what stood, until the day before: what follows it was asked about
        return (fact.person, SHAPE_OF[type(fact)].kind, cell_of(fact)) not in self._asked

    def _one(self, fact: Any) -> None:
        old = self._before.get(fact.id)
        if old is None:
            self._new(fact)
        elif _said(fact) != _said(old):
            self._changed(old, fact)

    def _new(self, fact: Any) -> None:
        outcomes = (Outcome.STORE, Outcome.SKIP)
        if self._ask(DifferenceKind.NEW_FACT, fact, outcomes, after=fact) == Outcome.SKIP:
            self._drop(fact)

    def _changed(self, old: Any, fact: Any) -> None:
        ends = fact.validity.ends != old.validity.ends and _said(fact)[:-1] == _said(old)[:-1]
        kind = DifferenceKind.ENDING_FACT if ends else DifferenceKind.CHANGED_FACT
        if _is_more_exact(old, fact):
            kind = DifferenceKind.REFINED_FACT
        is_end = kind == DifferenceKind.ENDING_FACT
        outcomes = (Outcome.END if is_end else Outcome.CORRECT, Outcome.KEEP)
        if self._ask(kind, fact, outcomes, before=old, after=fact) == Outcome.KEEP:
            self._drop(fact)

    def _drop(self, fact: Any) -> None:
        """Leave a planned fact out; what it would have replaced stands."""
        del self._plan.facts[fact.id]
        self._dropped.append(fact)
        old = self._before.get(fact.id)
        if old is not None:
            self._keep(old)
        cell = cell_of(fact)
        sheet, address = (cell.sheet, cell.address) if cell else ("", "")
        found = self._teller.says(fact)
        self._plan.list_cell(cell, Problem(sheet, address, "fact_left_out", found))

    def _keep(self, fact: Fact) -> None:
        """Let a fact that was to be voided stand; where an edition had said it, this one does."""
        self._plan.voids.pop(fact.id, None)
        if fact.id in self._state.gone:
            kind = SHAPE_OF[type(fact)].kind
            self._plan.restated.setdefault(fact.key, Restated(kind, fact.key, ""))

    # --- what an edited edition no longer says --------------------------------------------------

    def _removed(self) -> None:
        given_up = [
            void.fact
            for void in self._plan.voids.values()
            if void.replaced_by is None and void.fact.id in self._state.gone
        ]
        if not given_up:
            return
        by_subject = self._planned_by_subject()
        by_person: dict[UUID | None, list[Any]] = defaultdict(list)
        for fact in given_up:
            if not self._pair(fact, by_subject):
                by_person[getattr(fact, "person", None)].append(fact)
        still = self._people_still_said()
        for person, facts in by_person.items():
            if person is not None and person not in still:
                self._person_removed(person, facts)
            else:
                for fact in facts:
                    self._one_removed(fact)

    def _planned_by_subject(self) -> dict[tuple[Any, ...], list[Fact]]:
        found: dict[tuple[Any, ...], list[Fact]] = defaultdict(list)
        for fact in self._plan.facts.values():
            if fact.id not in self._before:
                found[_subject(fact)].append(fact)
        return found

    def _pair(self, fact: Any, planned: dict[tuple[Any, ...], list[Fact]]) -> bool:
        """Let the planned fact that could not stand beside this one take its place."""
        once = SHAPE_OF[type(fact)].once
        for one in planned.get(_subject(fact), ()):
            if one.id not in self._before and once.forbids(fact, one):
                self._before[one.id] = fact
                self._plan.voids[fact.id] = Void(fact, one.id)
                return True
        return False

    def _people_still_said(self) -> set[UUID]:
        """The people of whom the edited file still says something."""
        facts: Iterable[Any] = [
            *self._plan.facts.values(),
            *(one for one in self._state.gone.values() if one.key in self._plan.restated),
        ]
        return {one.person for one in facts if hasattr(one, "person")}

    def _person_removed(self, person: UUID, facts: list[Any]) -> None:
        known = self._state.people.get(person)
        name = next(iter(known.names.values()), "") if known else ""
        outcomes = (Outcome.REMOVE, Outcome.KEEP)
        question = Question(
            kind=DifferenceKind.REMOVED, person=person, person_name=name, cell=None,
            options=tuple(map(Option.of, outcomes)), default=Outcome.REMOVE, before=name,
        )  # fmt: skip
        if self._plan.desk.settle(question).code == Outcome.KEEP:
            for fact in facts:
                self._keep(fact)

    def _one_removed(self, fact: Any) -> None:
        outcomes = (Outcome.REMOVE, Outcome.KEEP)
        if self._ask(DifferenceKind.REMOVED, fact, outcomes, before=fact) == Outcome.KEEP:
            self._keep(fact)

    # --- asking ---------------------------------------------------------------------------------

    def _ask(
        self,
        kind: DifferenceKind,
        fact: Any,
        outcomes: tuple[Outcome, ...],
        *,
        before: Any = None,
        after: Any = None,
    ) -> str:
        """Ask about one fact; the first outcome is the default."""
        person = getattr(fact, "person", None)
        known = self._state.people.get(person) if person else None
        question = Question(
            kind=kind, person=person,
            person_name=next(iter(known.names.values()), "") if known else "",
            cell=cell_of(fact) if after is not None else None,
            options=tuple(map(Option.of, outcomes)), default=outcomes[0],
            fact_kind=SHAPE_OF[type(fact)].kind, field=field_of(fact),
            before=self._teller.says(before) if before is not None else "",
            after=self._teller.says(after) if after is not None else "",
        )  # fmt: skip
        return self._plan.desk.settle(question).code

    # --- what nothing speaks of after facts were left out ---------------------------------------

    def _forget_unused(self) -> None:
        """Plan no post and no class that only a fact left out would have needed."""
        used, dropped = _pointers(self._plan.facts.values()), _pointers(self._dropped)
        for register, made in (("post", self._plan.posts), ("trainingclass", self._plan.classes)):
            for identity in dropped[register] - used[register]:
                made.pop(identity, None)
                if register == "post":
                    self._state.forget_post(identity)


def _pointers(facts: Iterable[Fact]) -> dict[str, set[UUID]]:
    """What these facts point to, by register."""
    found: dict[str, set[UUID]] = defaultdict(set)
    for fact in facts:
        for own in SHAPE_OF[type(fact)].own:
            if own.points_to:
                found[own.points_to].add(getattr(fact, own.attribute))
    return found


def cell_of(fact: Fact) -> CellRef | None:
    """The cell of a workbook that a fact names as its source."""
    match = _CELL.fullmatch(fact.source.cell)
    if match is None:
        return None
    column = 0
    for letter in match["column"]:
        column = column * 26 + ord(letter) - 64
    return CellRef(match["sheet"], int(match["row"]) - 1, column - 1)


def field_of(fact: Any) -> str:
    """What a fact of its kind is about: the kind of a particular, the scale of a level …"""
    if isinstance(fact, Particular):
        return fact.kind
    for name in ("scale", "series", "side", "kind"):
        if hasattr(fact, name):
            return str(getattr(fact, name))
    return ""


def _said(fact: Any) -> tuple[Any, ...]:
    """What a fact says, its end last: since when a source knows it, and its words, aside."""
    own = [
        getattr(fact, column.attribute)
        for column in SHAPES[SHAPE_OF[type(fact)].kind].own
        if column.attribute not in _UNSAID
    ]
    return (*own, fact.validity.begins, fact.validity.ends)


def _is_more_exact(old: Any, fact: Any) -> bool:
    """Whether a fact says all that the old one says, only more of it; a new end is a change."""
    *before, before_ends = _said(old)
    *after, after_ends = _said(fact)
    if before_ends is None and after_ends is not None:
        return False
    pairs = zip((*before, before_ends), (*after, after_ends), strict=True)
    return all(_holds(one, other) for one, other in pairs)


def _holds(before: Any, after: Any) -> bool:
    """Whether a value is kept, filled in, or a partial date made more exact."""
    if before in (None, "") or before == after:
        return True
    if isinstance(before, PartialDate) and isinstance(after, PartialDate):
        return before.agrees_with(after)
    return _is_date(before) and _is_date(after) and str(after).startswith(f"{before}-")


def _is_date(value: Any) -> bool:
    return isinstance(value, str) and _DATE.fullmatch(value) is not None


def _subject(fact: Any) -> tuple[Any, ...]:
    shape = SHAPE_OF[type(fact)]
    return (shape.kind, *shape.once.of(fact))
