"""The books of a plan: what is used of every scarce thing, and what stands in a place's way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from canbo.engine.planning.training.problem import FixedKind
from canbo.engine.planning.training.view import Place, View

Blocker = tuple[str, dict[str, Any]]  # the rule and the key of its row
Days = int  # a set of days: the bit of each day's number is set


class Ledger:
    """A plan in the making: the places given so far and who pays for them."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.given: dict[int, str] = {}  # place number -> source
        self.in_class: Counter[str] = Counter()
        self.quota_used: Counter[str] = Counter()
        self.spent: Counter[tuple[str, int]] = Counter()
        self.away: Counter[tuple[str, int]] = Counter()  # unit and number of the day
        self._full: dict[str, Days] = defaultdict(int)  # the days on which no more may be away
        self._led: dict[str, Days] = defaultdict(int)  # the days on which a leader is away
        self._busy: dict[str, Days] = defaultdict(int)  # the days on which a person is away
        self.by_person: dict[str, list[Place]] = defaultdict(list)
        self.served: set[str] = set()
        self._quotas_of: dict[tuple[str, str], list[str]] = {}

    def give(self, place: Place, source: str) -> None:
        """Write a place into the books."""
        person = place.person
        self.given[place.number] = source
        self.served.add(place.need.need)
        self.in_class[place.class_id] += 1
        self.quota_used.update(self.quotas_of(place))
        self.spent[source, self.view.year(place.class_id)] += place.training_class.cost
        self.by_person[person.person].append(place)
        days = self._days[place.class_id]
        self._busy[person.person] |= days
        if person.is_leader:
            self._led[person.unit] |= days
        for day in _each(days):
            self.away[person.unit, day] += 1
            if self.away[person.unit, day] >= self._caps[person.unit]:
                self._full[person.unit] |= 1 << day

    def payer(self, place: Place) -> str | None:
        """Find a source that may pay for the place and still can."""
        return next((s for s in self.view.sources(place) if self.can_pay(s, place)), None)

    def can_pay(self, source: str, place: Place) -> bool:
        """Whether the source has the money for the place left."""
        cost = place.training_class.cost
        return cost == 0 or cost <= self.left(source, self.view.year(place.class_id))

    def left(self, source: str, year: int) -> int:
        """What a source has left to spend in a year, in đồng."""
        return self.view.budgets.get((source, year), 0) - self.spent[source, year]

    def share_left(self, source: str, place: Place) -> float:
        """Give the share of its money that the source has left in the place's year."""
        year = self.view.year(place.class_id)
        return self.left(source, year) / max(1, self.view.budgets.get((source, year), 0))

    def blockers(self, place: Place) -> Iterator[Blocker]:
        """Give every row that the place would break, the hardest kind first."""
        yield from self._person_blockers(place)
        yield from self._class_blockers(place)
        yield from self._money_blockers(place)
        yield from self._unit_blockers(place)

    def _person_blockers(self, place: Place) -> Iterator[Blocker]:
        person, view = place.person.person, self.view
        mine = self.by_person[person]
        if (person, place.class_id) in self._fixed[FixedKind.NEVER]:
            yield "never", {"person": person, "class": place.class_id}
        required = view.requires[place.training_class.course]
        if required is not None and not self._has(place, required):
            yield "requires", {"person": person, "class": place.class_id, "requires": required}
        for other in mine:
            day = self._first(self._days[place.class_id] & self._days[other.class_id])
            if day:
                yield self._named("overlap", other, {"person": person, "day": f"{day}"})
        year = view.year(place.class_id)
        same_year = [other for other in mine if view.year(other.class_id) == year]
        if len(same_year) >= view.problem.rules.classes_per_person_year:
            yield "yearly", {"person": person, "year": year}

    def _named(self, rule: str, other: Place, key: dict[str, Any]) -> Blocker:
        """Name the decided place itself where that is what stands in the way."""
        pair = (other.person.person, other.class_id)
        if pair in self._fixed[FixedKind.MUST]:
            return "must", {"person": pair[0], "with": pair[1], "day": key["day"]}
        return rule, {**key, "with": other.class_id}

    def _class_blockers(self, place: Place) -> Iterator[Blocker]:
        entry, count = place.training_class, self.in_class[place.class_id]
        if count >= entry.seats:
            yield "seats", {"class": entry.class_id}
        elif count + 1 < entry.minimum:
            yield "minimum", {"class": entry.class_id, "minimum": entry.minimum}
        for quota in self.quotas_of(place):
            if self.quota_used[quota] >= self._places[quota]:
                yield "quota", {"quota": quota}

    def _money_blockers(self, place: Place) -> Iterator[Blocker]:
        sources = self.view.sources(place)
        if not sources:
            yield "payer", {"course": place.training_class.course, "group": place.person.group}
        elif self.payer(place) is None:
            for source in sources:
                yield "budget", {"source": source, "year": self.view.year(place.class_id)}

    def _unit_blockers(self, place: Place) -> Iterator[Blocker]:
        unit = place.person.unit
        # on days on which the person is away already, the place makes no one more away
        days = self._days[place.class_id] & ~self._busy[place.person.person]
        full = days if self._caps[unit] < 1 else days & self._full[unit]
        if full:
            yield "absence", {"unit": unit, "day": f"{self._first(full)}"}
        if not place.person.is_leader or self.view.problem.rules.leaders_together:
            return
        if days & self._led[unit]:
            yield "leaders", {"unit": unit, "day": f"{self._first(days & self._led[unit])}"}

    def _has(self, place: Place, required: str) -> bool:
        person, first = place.person.person, self.view.first_day[place.class_id]
        return (person, required) in self.view.held or any(
            other.training_class.course == required and self.view.last_day[other.class_id] < first
            for other in self.by_person[person]
        )

    def _first(self, days: Days) -> date | None:
        return self._dates[(days & -days).bit_length() - 1] if days else None

    def quotas_of(self, place: Place) -> list[str]:
        """The quotas that count the place."""
        pair = (place.class_id, place.person.unit)
        if pair not in self._quotas_of:
            self._quotas_of[pair] = self._find_quotas(place)
        return self._quotas_of[pair]

    def _find_quotas(self, place: Place) -> list[str]:
        first = self.view.first_day[place.class_id]
        return [
            row.quota
            for row in self.view.problem.quotas
            if row.course == place.training_class.course
            and row.begins <= first <= row.ends
            and row.unit in (None, place.person.unit)
        ]

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {row.quota: row.places for row in self.view.problem.quotas}

    @cached_property
    def _caps(self) -> Mapping[str, int]:
        return {row.unit: row.absence_cap for row in self.view.problem.units}

    @cached_property
    def _dates(self) -> tuple[date, ...]:
        """The days that matter (see View.sitting), in order; a day's place is its number."""
        return tuple(self.view.sitting)

    @cached_property
    def _days(self) -> Mapping[str, Days]:
        """The days that matter on which each class sits."""
        days: dict[str, Days] = defaultdict(int)
        for number, day in enumerate(self._dates):
            for class_id in self.view.sitting[day]:
                days[class_id] |= 1 << number
        return days

    @cached_property
    def _fixed(self) -> Mapping[FixedKind, frozenset[tuple[str, str]]]:
        pairs: dict[FixedKind, set[tuple[str, str]]] = {kind: set() for kind in FixedKind}
        for row in self.view.problem.fixed:
            pairs[row.kind].add((row.person, row.class_id))
        return {kind: frozenset(found) for kind, found in pairs.items()}

    def is_decided(self, place: Place) -> bool:
        """Whether the place was decided before the plan (must)."""
        return (place.person.person, place.class_id) in self._fixed[FixedKind.MUST]

    def full_caps(self) -> Iterator[tuple[str, date]]:
        """Give each unit that is away up to its cap on some day, with the first such day."""
        for unit, days in sorted(self._full.items()):
            first = self._first(days)
            if first:
                yield unit, first


def _each(days: Days) -> Iterator[int]:
    """Give the numbers of the days of a set."""
    while days:
        yield (days & -days).bit_length() - 1
        days &= days - 1
