"""What a home says of each person, field by field, under the names that truths use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from uuid import UUID

from canbo.engine.facts import ParticularKind, Snapshot, Tenure
from canbo.engine.timeline import PartialDate, Perspective

Fields = dict[str, str]
NOON = datetime(2026, 1, 2, 5, tzinfo=UTC)
# fields that keep the words of the sheet: marks of tone, case and blanks do not count
AS_WRITTEN = frozenset(
    {"name", "home_place", "ethnic_group", "unit", "field", "school", "birth_place", "residence",
     "award", "other_name", "past", "pool", "move"}
)  # fmt: skip
# what is known of a person beside particulars, tenures, attainments and attendances
PERSON_ACTS = (
    "ratings", "pool_entries", "rank_holdings", "election_results", "moves", "awards",
    "disciplines", "leaves", "retirements",
)  # fmt: skip
_UNSAID = frozenset({ParticularKind.NOTE})  # remarks: kept as written, true by being written


def stored_of(snapshot: Snapshot, as_of: date) -> dict[UUID, Fields]:
    """The fields of everybody: what holds on a day, and the acts and pasts that are told."""
    found: dict[UUID, Fields] = defaultdict(dict)
    for person, what, value in _fields(snapshot, as_of):
        place, more = what, 1
        while place in found[person]:  # a second one of a kind is shown, never hidden
            more += 1
            place = f"{what}#{more}"
        found[person][place] = value
    return found


def _fields(snapshot: Snapshot, as_of: date) -> Iterator[tuple[UUID, str, str]]:
    held = snapshot.folded(Perspective(as_of, NOON))
    for one in held.particulars:
        if one.kind not in _UNSAID:
            yield one.person, one.kind.value, one.value
    units: set[tuple[UUID, str]] = set()
    for tenure in held.tenures:
        yield tenure.person, f"post:{_title(snapshot, tenure.post)}", tenure.manner.value
        units.add((tenure.person, _unit(snapshot, tenure.post)))
    yield from ((person, "unit", name) for person, name in sorted(units, key=str))
    now = {tenure.id for tenure in held.tenures}
    for tenure in snapshot.tenures:
        if tenure.id not in now:
            where = f"{_title(snapshot, tenure.post)} {_unit(snapshot, tenure.post)}"
            yield tenure.person, f"past:{_span(tenure)}", where
    for attainment in sorted(held.attainments, key=lambda one: (one.scale, one.level, one.field)):
        scale = attainment.scale.value
        yield attainment.person, f"level:{scale}", attainment.level
        if attainment.field:
            yield attainment.person, f"field:{scale}", attainment.field
        if attainment.mode:
            yield attainment.person, f"mode:{scale}", attainment.mode.value
    yield from _acts(snapshot)


def _acts(snapshot: Snapshot) -> Iterator[tuple[UUID, str, str]]:
    for attendance in snapshot.attendances:
        kind = snapshot.classes[attendance.training_class].kind.value
        yield attendance.person, f"class:{kind}", attendance.outcome.value
    for rating in snapshot.ratings:
        year = rating.validity.begins
        yield (
            rating.person,
            f"rating:{rating.series.value}:{year.year if year else ''}",
            rating.level,
        )
    for entry in snapshot.pool_entries:
        where = _unit(snapshot, entry.post)
        yield entry.person, f"pool:{_title(snapshot, entry.post)}", where
    for rank in snapshot.rank_holdings:
        yield rank.person, f"rank:{rank.rank}", f"{rank.step or ''}/{rank.coefficient}"
    for result in snapshot.election_results:
        said = "elected" if result.elected else "not elected"
        votes = "" if result.votes_for is None else f" {result.votes_for}/{result.ballots or ''}"
        yield result.person, f"election:{_title(snapshot, result.post)}", said + votes
    for move in snapshot.moves:
        to = f"{_title(snapshot, move.to_post)} " if move.to_post else ""
        name = _unit(snapshot, move.to_post) if move.to_post else ""
        yield move.person, f"move:{move.kind.value}", to + name
    for award in snapshot.awards:
        yield award.person, "award", award.award
    for measure in snapshot.disciplines:
        yield measure.person, f"discipline:{measure.side.value}", measure.form
    for leave in snapshot.leaves:
        yield leave.person, f"leave:{leave.kind.value}", _days(leave.validity)
    for gone in snapshot.retirements:
        yield gone.person, f"retirement:{gone.kind or ''}", _days(gone.validity)


def _title(snapshot: Snapshot, post: UUID) -> str:
    known = snapshot.posts[post]
    return known.title or f"? {known.title_as_written}"


def _unit(snapshot: Snapshot, post: UUID) -> str:
    unit = snapshot.posts[post].unit
    return next(name.name for name in snapshot.unit_names if name.unit == unit)


def _span(tenure: Tenure) -> str:
    return _days(tenure.validity)


def _days(validity: object) -> str:
    begins: PartialDate | None = getattr(validity, "begins", None)
    ends: PartialDate | None = getattr(validity, "ends", None)
    return f"{begins.iso() if begins else ''}..{ends.iso() if ends else ''}"
