"""The days on which an answer of the law may change, and how the answers differ between two homes.

Between two such days every answer stays the same, so that looking on these days alone says as
much as looking on every day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from canbo.engine.facts import Fact, Particular, ParticularKind, Snapshot
from canbo.engine.law import Answer, Dimension, Law, Verdict
from canbo.engine.law.check import check_all
from canbo.engine.timeline import NotADate, PartialDate, Perspective, Validity

_DAY = timedelta(days=1)
_GRAVITY = (Answer.MET, Answer.MISSING, Answer.NOT_YET, Answer.NOT_MET)
Place = tuple[UUID, UUID, Dimension]  # person, post, what the standard measures


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """One answer that becomes another; None: the law does not ask this of the person then.

    `begins` and `ends` are the first and the last day on which the two differ; None is open.
    `verdict` is the new answer, or the old one where no new one is left.
    """

    person: UUID
    post: UUID
    dimension: Dimension
    begins: date | None
    ends: date | None
    before: Answer | None
    after: Answer | None
    verdict: Verdict


def about(snapshot: Snapshot, people: Collection[UUID]) -> Snapshot:
    """Keep what the law asks about these people, and the units that their posts stand in."""
    tenures = tuple(one for one in snapshot.tenures if one.person in people)
    posts = {one.post for one in tenures}
    units = _lineages(snapshot, {snapshot.posts[post].unit for post in posts})
    return replace(
        snapshot,
        tenures=tenures,
        particulars=tuple(one for one in snapshot.particulars if one.person in people),
        attainments=tuple(one for one in snapshot.attainments if one.person in people),
        attendances=tuple(one for one in snapshot.attendances if one.person in people),
        post_profiles=tuple(one for one in snapshot.post_profiles if one.post in posts),
        unit_names=tuple(one for one in snapshot.unit_names if one.unit in units),
        unit_placements=tuple(one for one in snapshot.unit_placements if one.unit in units),
    )


def _lineages(snapshot: Snapshot, units: set[UUID]) -> set[UUID]:
    """The units and all that ever stood above them."""
    above = defaultdict(set)
    for placement in snapshot.unit_placements:
        if placement.parent is not None:
            above[placement.unit].add(placement.parent)
    found: set[UUID] = set()
    waiting = list(units)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting.extend(above[unit])
    return found


def turning_days(snapshots: Iterable[Snapshot], law: Law) -> list[date]:
    """The days on which an answer about the people of these snapshots may become another one."""
    found: set[date] = set()
    for snapshot in snapshots:
        facts: tuple[Fact, ...] = (
            *snapshot.tenures, *snapshot.attainments, *snapshot.attendances,
            *snapshot.post_profiles, *snapshot.unit_names, *snapshot.unit_placements,
        )  # fmt: skip
        for fact in facts:
            found.update(days_of(fact.validity))
        for attendance in snapshot.attendances:
            training_class = snapshot.classes.get(attendance.training_class)
            if training_class is not None and training_class.last_day is not None:
                found.add(training_class.last_day)
        found.update(_birthdays(snapshot, law))
    found.update(_days_of_law(law))
    return sorted(found)


def days_of(validity: Validity) -> Iterator[date]:
    """The first days on which a fact holds, may hold, holds no longer or may no longer hold."""
    for period in (validity.certain, validity.possible):
        yield from (day for day in (period.begins, period.ends) if day is not None)
    for written in (validity.begins, validity.ends):
        if written is not None:
            yield from (written.earliest, written.latest, written.latest + _DAY)


def _days_of_law(law: Law) -> Iterator[date]:
    for standard in law.standards:
        days = (standard.in_force.begins, standard.in_force.ends, standard.grace_until)
        yield from (day for day in days if day is not None)


def _birthdays(snapshot: Snapshot, law: Law) -> Iterator[date]:
    """The birthdays that a standard asks about, for whose first appointment has no date."""
    ages = _ages(law)
    for fact in snapshot.particulars:
        if fact.kind is ParticularKind.BIRTH and fact.voided_at is None:
            for born in _birth_days(fact):
                yield from (_birthday(born, age) for age in ages)


def _birth_days(fact: Particular) -> tuple[date, ...]:
    try:
        born = PartialDate.parse(fact.value)
    except NotADate:
        return ()
    return born.earliest, born.latest


def _birthday(born: date, age: int) -> date:
    last_of_february = born.month == 2 and born.day == 29
    return date(born.year + age, 3, 1) if last_of_february else born.replace(year=born.year + age)


def _ages(law: Law) -> set[int]:
    found: set[int] = set()
    for standard in law.standards:
        requirement = standard.requirement
        if requirement.min_age:
            found.add(requirement.min_age)
        found.update(age + 1 for age in requirement.max_age.values())
    return found


def verdict_changes(
    before: Snapshot, after: Snapshot, *, law: Law, known_at: datetime, days: Iterable[date]
) -> tuple[VerdictChange, ...]:
    """Compare the answers of the law about two homes on each of the days, in order of time.

    Neighbouring days on which an answer changes alike make one change.
    """
    found: dict[Place, list[VerdictChange]] = defaultdict(list)
    ordered = sorted(set(days))
    for day, following in zip(ordered, [*ordered[1:], None], strict=True):
        perspective = Perspective(day, known_at)
        old = _answers(check_all(before, law, perspective))
        new = _answers(check_all(after, law, perspective))
        ends = following - _DAY if following else None
        for place in old.keys() | new.keys():
            change = _change(place, old.get(place), new.get(place))
            if change is not None:
                _append(found[place], replace(change, begins=day, ends=ends))
    changes = [change for each in found.values() for change in each]
    return tuple(sorted(changes, key=_order))


def _order(change: VerdictChange) -> tuple[str, date, str, str]:
    return str(change.person), change.begins or date.min, str(change.post), change.dimension.value


def _append(changes: list[VerdictChange], change: VerdictChange) -> None:
    """Add a change, or let the one before go on where it is the same."""
    last = changes[-1] if changes else None
    goes_on = (
        last is not None
        and last.ends is not None
        and last.ends + _DAY == change.begins
        and (last.before, last.after) == (change.before, change.after)
    )
    if last is not None and goes_on:
        changes[-1] = replace(last, ends=change.ends)
    else:
        changes.append(change)


def _change(place: Place, old: Verdict | None, new: Verdict | None) -> VerdictChange | None:
    before, after = (one.answer if one else None for one in (old, new))
    verdict = new or old
    if before == after or verdict is None:
        return None
    person, post, dimension = place
    return VerdictChange(person, post, dimension, None, None, before, after, verdict)


def _answers(verdicts: Iterable[Verdict]) -> Mapping[Place, Verdict]:
    """The answer of each dimension that weighs most."""
    found: dict[Place, Verdict] = {}
    for verdict in verdicts:
        place = (verdict.person, verdict.post, verdict.standard.dimension)
        held = found.get(place)
        if held is None or _GRAVITY.index(verdict.answer) > _GRAVITY.index(held.answer):
            found[place] = verdict
    return found
