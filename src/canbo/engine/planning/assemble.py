"""From needs, facts and catalogue to the training problem that the planner solves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from canbo.engine.facts import (
    ParticularKind,
    Post,
    PostClass,
    Scale,
    Snapshot,
    UnitLevel,
    highest_attainments,
)
from canbo.engine.law import Law
from canbo.engine.planning.catalogue import Catalogue
from canbo.engine.planning.needs import TrainingNeed, post_severity
from canbo.engine.planning.training import problem as tables
from canbo.engine.timeline import PartialDate


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a person works on the day: the weightiest of the posts, its unit and role."""

    unit: UUID
    role: tables.Role
    group: str


def need_code(need: TrainingNeed) -> str:
    """Name a need: one per person and course."""
    return f"{need.person}:{need.course}"


def training_problem(
    folded: Snapshot, law: Law, needs: Sequence[TrainingNeed], catalogue: Catalogue
) -> tables.Problem:
    """Build the tables of the plan for everybody who holds a post on the snapshot's day.

    `folded` is the snapshot of one perspective. Needs of people without a post are left out:
    nobody could send them.
    """
    seats = seats_of(folded, law)
    wanted = [need for need in needs if need.person in seats]
    return tables.Problem(
        people=_people(folded, seats),
        units=_units(seats, catalogue),
        needs=tuple(_need(need, catalogue) for need in wanted),
        courses=_courses(wanted, catalogue),
        held=_held(folded, law, seats, catalogue),
        classes=tuple(
            tables.TrainingClass(c.code, c.course, c.seats, c.minimum, c.cost, c.place)
            for c in catalogue.classes
        ),
        sessions=tuple(
            tables.Session(c.code, begins, ends)
            for c in catalogue.classes
            for begins, ends in c.sessions
        ),
        options=tuple(
            tables.Option(need_code(need), offered.code, 0)
            for need in wanted
            for offered in catalogue.classes
            if offered.course == need.course
        ),
        quotas=tuple(
            tables.Quota(q.code, q.course, q.begins, q.ends, q.unit, q.places)
            for q in catalogue.quotas
        ),
        budgets=tuple(
            tables.Budget(source.code, source.year, source.amount) for source in catalogue.sources
        ),
        payers=tuple(tables.Payer(p.source, p.course, p.group) for p in catalogue.payers),
        fixed=(),
        previous=(),
        rules=catalogue.rules,
    )


def role_of(post: Post, law: Law) -> tables.Role:
    """Say whether a post leads its unit.

    In a commune the heads of the mass bodies lead their bodies, not the commune: only its key
    officials and deputies may not be away together.
    """
    title = law.posts.get(post.title)
    if title is None:
        return tables.Role.STAFF
    if title.is_head and (title.is_key or post.level is not UnitLevel.COMMUNE):
        return tables.Role.HEAD
    return tables.Role.DEPUTY if title.is_deputy else tables.Role.STAFF


def funding_group(post: Post) -> str:
    """Name the group by which payers are found: by the class of the post and its level."""
    if post.level is not UnitLevel.COMMUNE:
        return "district"
    return {
        PostClass.OFFICIAL: "commune_official",
        PostClass.CIVIL_SERVANT: "commune_civil_servant",
    }.get(post.post_class, "part_time")


def seats_of(folded: Snapshot, law: Law) -> dict[UUID, Seat]:
    """Place each holder of a post in one unit: that of the weightiest post, then by post id."""
    best: dict[UUID, tuple[int, int, str, Seat]] = {}
    for tenure in folded.tenures:
        post = folded.posts[tenure.post]
        role = role_of(post, law)
        rank = (
            -post_severity(post, law),
            [tables.Role.HEAD, tables.Role.DEPUTY, tables.Role.STAFF].index(role),
            str(post.id),
        )
        candidate = (*rank, Seat(post.unit, role, funding_group(post)))
        if tenure.person not in best or candidate[:3] < best[tenure.person][:3]:
            best[tenure.person] = candidate
    return {person: found[3] for person, found in best.items()}


def _people(folded: Snapshot, seats: Mapping[UUID, Seat]) -> tuple[tables.Person, ...]:
    sex, born = {}, {}
    for particular in folded.particulars:
        if particular.kind is ParticularKind.SEX:
            sex[particular.person] = particular.value
        elif particular.kind is ParticularKind.BIRTH:
            born[particular.person] = PartialDate.parse(particular.value)
    return tuple(
        tables.Person(
            person=str(person),
            unit=str(seat.unit),
            role=seat.role,
            group=seat.group,
            sex=sex.get(person, "m"),
            born=born.get(person),
        )
        for person, seat in sorted(seats.items(), key=lambda item: str(item[0]))
    )


def _units(seats: Mapping[UUID, Seat], catalogue: Catalogue) -> tuple[tables.Unit, ...]:
    named = set(catalogue.unit_names())
    return tuple(
        tables.Unit(unit, None, catalogue.absence.cap(unit))
        for unit in sorted({str(seat.unit) for seat in seats.values()} | named)
    )


def _need(need: TrainingNeed, catalogue: Catalogue) -> tables.Need:
    return tables.Need(
        need=need_code(need),
        person=str(need.person),
        course=need.course,
        level=tables.Level.LEGAL,
        severity=need.severity,
        first_day=date(catalogue.year, 1, 1),
        last_day=date(catalogue.year, 12, 31),
        because="; ".join(ground.standard for ground in need.grounds),
    )


def _courses(needs: Iterable[TrainingNeed], catalogue: Catalogue) -> tuple[tables.Course, ...]:
    named = {need.course for need in needs} | {c.course for c in catalogue.classes}
    named |= {quota.course for quota in catalogue.quotas} | set(catalogue.requires.values())
    named |= {payer.course for payer in catalogue.payers if payer.course}
    return tuple(tables.Course(course, catalogue.requires.get(course)) for course in sorted(named))


def _held(
    folded: Snapshot, law: Law, seats: Mapping[UUID, Seat], catalogue: Catalogue
) -> tuple[tables.Held, ...]:
    """Say which required courses people hold: by a level as high as the course gives."""
    highest = {scale: highest_attainments(folded.attainments, law.ranks(scale)) for scale in Scale}
    held = []
    for course in sorted(set(catalogue.requires.values())):
        level = law.levels.get(law.courses[course].gives) if course in law.courses else None
        if level is None:
            continue
        for person in sorted(seats, key=str):
            found = highest[level.scale].get((person, level.scale))
            if found is not None and law.levels[found.level].rank >= level.rank:
                held.append(tables.Held(str(person), course))
    return tuple(held)
