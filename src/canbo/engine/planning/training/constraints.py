"""The hard rules of a training plan, one function each; every row is named by rule and key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from canbo.engine.planning.training.model import Key, Layout, Row
from canbo.engine.planning.training.problem import FixedKind
from canbo.engine.planning.training.view import Place, View, group

Constraint = Callable[[Layout], Iterator[Row]]


def need(layout: Layout) -> Iterator[Row]:
    """A need is served at most once."""
    for need_id, places in layout.view.by_need.items():
        if len(places) > 1:
            yield _at_most(1, places, "need", (("need", need_id),))


def one_place(layout: Layout) -> Iterator[Row]:
    """A person has at most one place in a class."""
    for (person, class_id), places in layout.view.by_pair.items():
        if len(places) > 1:
            yield _at_most(1, places, "one_place", (("person", person), ("class", class_id)))


def opening(layout: Layout) -> Iterator[Row]:
    """A class counts as opened as soon as one person sits in it."""
    for class_id, column in layout.opened.items():
        for place in layout.view.by_class[class_id]:
            columns = (place.number, column)
            key: Key = (("class", class_id), ("need", place.need.need))
            yield Row("opening", key, columns, (1, -1), high=0, background=True)


def seats(layout: Layout) -> Iterator[Row]:
    """A class has at most its seats; an unopened class has nobody."""
    for class_id, places in layout.view.by_class.items():
        entry, opened = layout.view.classes[class_id], layout.opened.get(class_id)
        key: Key = (("class", class_id),)
        if opened is None and entry.seats < len(places):
            yield _at_most(entry.seats, places, "seats", key)
        elif opened is not None:
            columns = (*_numbers(places), opened)
            yield Row("seats", key, columns, (*[1] * len(places), -entry.seats), high=0)


def minimum(layout: Layout) -> Iterator[Row]:
    """An opened class has at least its minimum of people."""
    for class_id, opened in layout.opened.items():
        places = layout.view.by_class[class_id]
        factors = (*[1] * len(places), -layout.view.classes[class_id].minimum)
        yield Row("minimum", (("class", class_id),), (*_numbers(places), opened), factors, low=0)


def overlap(layout: Layout) -> Iterator[Row]:
    """A person never sits in two classes on one day."""
    for person, places in layout.view.by_person.items():
        for day, sitting in _crowds(layout.view, places):
            if len({place.class_id for place in sitting}) > 1:
                yield _at_most(1, sitting, "overlap", (("person", person), ("day", _iso(day))))


def absence(layout: Layout) -> Iterator[Row]:
    """At most `absence_cap` people of a unit are away on one day."""
    for unit in layout.view.problem.units:
        for day, sitting in _crowds(layout.view, layout.view.by_unit.get(unit.unit, [])):
            if _people(sitting) > unit.absence_cap:
                key: Key = (("unit", unit.unit), ("day", _iso(day)))
                yield _at_most(unit.absence_cap, sitting, "absence", key)


def leaders(layout: Layout) -> Iterator[Row]:
    """Of the head and the deputies of a unit at most one is away on one day."""
    if layout.view.problem.rules.leaders_together:
        return
    for unit, places in layout.view.by_unit.items():
        leading = [place for place in places if place.person.is_leader]
        for day, sitting in _crowds(layout.view, leading):
            if _people(sitting) > 1:
                yield _at_most(1, sitting, "leaders", (("unit", unit), ("day", _iso(day))))


def requires(layout: Layout) -> Iterator[Row]:
    """A course that requires another comes after it: held, or ended in this plan before."""
    view = layout.view
    for place in view.places:
        required = view.requires[place.training_class.course]
        if required is None or (place.person.person, required) in view.held:
            continue
        before = [
            other
            for other in view.by_person[place.person.person]
            if other.training_class.course == required and ends_before(view, other, place)
        ]
        key: Key = (("person", place.person.person), ("class", place.class_id))
        key += (("need", place.need.need), ("requires", required))
        columns = (place.number, *_numbers(before))
        yield Row("requires", key, columns, (1, *[-1] * len(before)), high=0)


def quota(layout: Layout) -> Iterator[Row]:
    """A quota's places of a course are not exceeded."""
    view = layout.view
    by_course = group(view.places, lambda place: place.training_class.course)
    for row in view.problem.quotas:
        counted = [
            place
            for place in by_course.get(row.course, [])
            if row.begins <= view.first_day[place.class_id] <= row.ends
            and row.unit in (None, place.person.unit)
        ]
        if len(counted) > row.places:
            yield _at_most(row.places, counted, "quota", (("quota", row.quota),))


def payer(layout: Layout) -> Iterator[Row]:
    """Every place is paid by exactly one source that may pay it."""
    for place in layout.view.places:
        if not layout.view.sources(place):
            key: Key = (("class", place.class_id), ("need", place.need.need))
            yield _at_most(0, [place], "payer", key)
    for bundle, places in layout.bundles.items():
        paying = [layout.paid[bundle, source] for source in bundle[1]]
        columns = (*_numbers(places), *paying)
        factors = (*[1] * len(places), *[-1] * len(paying))
        bundle_key: Key = (("class", bundle[0]), ("sources", " ".join(bundle[1])))
        yield Row("payer", bundle_key, columns, factors, low=0, high=0, background=True)


def budget(layout: Layout) -> Iterator[Row]:
    """A source spends no more than its budget of the year; without a row it has nothing."""
    spending: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for ((class_id, _sources), source), column in layout.paid.items():
        where = (source, layout.view.year(class_id))
        spending.setdefault(where, []).append((column, layout.view.classes[class_id].cost))
    for (source, year), terms in sorted(spending.items()):
        columns, costs = zip(*terms, strict=True)
        key: Key = (("source", source), ("year", year))
        yield Row("budget", key, columns, costs, high=layout.view.budgets.get((source, year), 0))


def yearly(layout: Layout) -> Iterator[Row]:
    """A person sits in at most so many classes that begin in one calendar year."""
    limit = layout.view.problem.rules.classes_per_person_year
    for person, places in layout.view.by_person.items():
        for year, begun in group(places, lambda place: layout.view.year(place.class_id)).items():
            if len(begun) > limit:
                yield _at_most(limit, begun, "yearly", (("person", person), ("year", year)))


def must(layout: Layout) -> Iterator[Row]:
    """A decided place is given."""
    for key, places in _fixed(layout.view, FixedKind.MUST):
        yield Row("must", key, _numbers(places), (1,) * len(places), low=1)


def never(layout: Layout) -> Iterator[Row]:
    """A forbidden place is not given."""
    for key, places in _fixed(layout.view, FixedKind.NEVER):
        yield _at_most(0, places, "never", key)


def fair_share(layout: Layout) -> Iterator[Row]:
    """Served needs and shortfall of a unit reach its fair share."""
    for unit, column in layout.short.items():
        places = layout.view.by_unit.get(unit, [])
        columns = (*_numbers(places), column)
        low = layout.view.targets[unit]
        yield Row(
            "fair_share", (("unit", unit),), columns, (1,) * len(columns), low=low, background=True
        )


CONSTRAINTS: tuple[Constraint, ...] = (
    need, one_place, opening, seats, minimum, overlap, absence, leaders, requires,
    quota, payer, budget, yearly, must, never, fair_share,
)  # fmt: skip


def all_rows(layout: Layout) -> Iterator[Row]:
    """Give the rows of every rule, in a fixed order."""
    for constraint in CONSTRAINTS:
        yield from constraint(layout)


def ends_before(view: View, first: Place, then: Place) -> bool:
    """Whether the one class has ended strictly before the first day of the other."""
    return view.last_day[first.class_id] < view.first_day[then.class_id]


def _fixed(view: View, kind: FixedKind) -> Iterator[tuple[Key, list[Place]]]:
    for row in view.problem.fixed:
        if row.kind is kind:
            places = view.by_pair.get((row.person, row.class_id), [])
            yield (("person", row.person), ("class", row.class_id)), places


def _crowds(view: View, places: Sequence[Place]) -> Iterator[tuple[date, list[Place]]]:
    """Give the days on which most of these places sit at once; a day within another is left out.

    Only the largest crowds matter: where they keep a limit, every smaller one does. A crowd is
    largest on a day on which a block of one of its own classes begins.
    """
    classes = {place.class_id for place in places}
    days = sorted({begins for c in classes for begins, _ in view.blocks[c]}, reverse=True)
    crowds = {view.sitting[day] & classes: day for day in days}
    kept: list[tuple[date, frozenset[str]]] = []
    for crowd, day in sorted(crowds.items(), key=lambda item: (-len(item[0]), item[1])):
        if not any(crowd <= larger for _, larger in kept):
            kept.append((day, crowd))
    for day, crowd in sorted(kept, key=lambda item: item[0]):
        yield day, [place for place in places if place.class_id in crowd]


def _at_most(limit: int, places: Sequence[Place], rule: str, key: Key) -> Row:
    return Row(rule, key, _numbers(places), (1,) * len(places), high=limit)


def _numbers(places: Iterable[Place]) -> tuple[int, ...]:
    return tuple(place.number for place in places)


def _people(places: Iterable[Place]) -> int:
    return len({place.person.person for place in places})


def _iso(day: date) -> str:
    return day.isoformat()
