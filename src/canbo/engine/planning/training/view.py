"""A problem seen by need, person, class and day, the way the constraints ask for it.

Column number i of the model is option number i here: one yes or no per allowed pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from canbo.engine.planning.training.problem import Need, Person, Problem, TrainingClass

K = TypeVar("K", bound=Hashable)
Sources = tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """One option with the rows it points to; `number` is its column."""

    number: int
    need: Need
    person: Person
    training_class: TrainingClass
    value: int

    @property
    def class_id(self) -> str:
        """The id of the class."""
        return self.training_class.class_id


@dataclass(frozen=True)
class View:
    """A checked problem in canonical order, with its look-ups computed once."""

    problem: Problem

    @cached_property
    def people(self) -> dict[str, Person]:
        """People by id."""
        return {person.person: person for person in self.problem.people}

    @cached_property
    def classes(self) -> dict[str, TrainingClass]:
        """Classes by id."""
        return {entry.class_id: entry for entry in self.problem.classes}

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every option as a possible place, in column order."""
        needs = {need.need: need for need in self.problem.needs}
        weights = dict(self.problem.rules.weights)
        found = []
        for number, option in enumerate(self.problem.options):
            need = needs[option.need]
            value = weights[need.level] * need.severity + option.bonus
            person, entry = self.people[need.person], self.classes[option.class_id]
            found.append(Place(number, need, person, entry, value))
        return tuple(found)

    @cached_property
    def by_need(self) -> dict[str, list[Place]]:
        """Possible places of each need."""
        return group(self.places, lambda place: place.need.need)

    @cached_property
    def by_person(self) -> dict[str, list[Place]]:
        """Possible places of each person."""
        return group(self.places, lambda place: place.person.person)

    @cached_property
    def by_class(self) -> dict[str, list[Place]]:
        """Possible places in each class."""
        return group(self.places, lambda place: place.class_id)

    @cached_property
    def by_unit(self) -> dict[str, list[Place]]:
        """Possible places of each unit's people."""
        return group(self.places, lambda place: place.person.unit)

    @cached_property
    def by_pair(self) -> dict[tuple[str, str], list[Place]]:
        """Possible places of each (person, class)."""
        return group(self.places, lambda place: (place.person.person, place.class_id))

    @cached_property
    def blocks(self) -> dict[str, list[tuple[date, date]]]:
        """The blocks of each class in order of time."""
        found: dict[str, list[tuple[date, date]]] = defaultdict(list)
        for session in self.problem.sessions:
            found[session.class_id].append((session.begins, session.ends))
        return {class_id: sorted(blocks) for class_id, blocks in found.items()}

    @cached_property
    def first_day(self) -> dict[str, date]:
        """The first day of each class."""
        return {class_id: blocks[0][0] for class_id, blocks in self.blocks.items()}

    @cached_property
    def last_day(self) -> dict[str, date]:
        """The day on which each class has ended."""
        return {class_id: max(end for _, end in b) for class_id, b in self.blocks.items()}

    @cached_property
    def sitting(self) -> dict[date, frozenset[str]]:
        """The classes that sit on each day on which a block begins.

        Between two beginnings people only come home, so that a rule kept on these days is kept
        on all days.
        """
        days = sorted({begins for blocks in self.blocks.values() for begins, _ in blocks})
        return {day: frozenset(c for c in self.blocks if self.sits(c, day)) for day in days}

    def sits(self, class_id: str, day: date) -> bool:
        """Whether the class sits on the day."""
        return any(begins <= day <= ends for begins, ends in self.blocks[class_id])

    def year(self, class_id: str) -> int:
        """The calendar year in which the class counts: that of its first day."""
        return self.first_day[class_id].year

    @cached_property
    def held(self) -> frozenset[tuple[str, str]]:
        """Who holds which course."""
        return frozenset((row.person, row.course) for row in self.problem.held)

    @cached_property
    def requires(self) -> dict[str, str | None]:
        """Which course each course requires."""
        return {course.course: course.requires for course in self.problem.courses}

    @cached_property
    def budgets(self) -> dict[tuple[str, int], int]:
        """What each source may spend in each year; absent is nothing."""
        return {(row.source, row.year): row.amount for row in self.problem.budgets}

    @cached_property
    def _sources(self) -> dict[tuple[str, str], Sources]:
        return {}

    def sources(self, place: Place) -> Sources:
        """The sources that may pay for the place, in order of name."""
        pair = (place.training_class.course, place.person.group)
        if pair not in self._sources:
            course, funding_group = pair
            allowed = {
                payer.source
                for payer in self.problem.payers
                if payer.course in (None, course) and payer.group in (None, funding_group)
            }
            self._sources[pair] = tuple(sorted(allowed))
        return self._sources[pair]

    @cached_property
    def targets(self) -> dict[str, int]:
        """How many needs of each unit fairness wants served: ceil(share x people of the unit)."""
        fairness = self.problem.rules.fairness
        sizes: dict[str, int] = {unit.unit: 0 for unit in self.problem.units}
        for person in self.problem.people:
            sizes[person.unit] += 1
        share = fairness.share if fairness else 0
        return {unit: -int(-share * size // 1) for unit, size in sizes.items()}


def group(places: Iterable[Place], key: Callable[[Place], K]) -> dict[K, list[Place]]:
    """Gather places by a key, keeping their order."""
    found: dict[K, list[Place]] = defaultdict(list)
    for place in places:
        found[key(place)].append(place)
    return dict(found)
