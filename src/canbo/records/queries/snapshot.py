"""The snapshot reader: the home as engine values, one query for each table that says something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from canbo.engine.facts import FactKind, Person, Snapshot
from canbo.records.models.shapes import PERSON_KINDS, SHAPES
from canbo.records.queries import registers
from canbo.records.queries.moment import one_moment
from canbo.records.queries.stored import kinds_among, read_facts
from canbo.records.queries.unit_lines import is_over_posts, is_spoken_of

FIELDS: Mapping[FactKind, str] = {
    FactKind.UNIT_NAME: "unit_names",
    FactKind.UNIT_PLACEMENT: "unit_placements",
    FactKind.PARTICULAR: "particulars",
    FactKind.TENURE: "tenures",
    FactKind.ATTAINMENT: "attainments",
    FactKind.ATTENDANCE: "attendances",
    FactKind.UNIT_CHANGE: "unit_changes",
    FactKind.POST_PROFILE: "post_profiles",
    FactKind.RATING: "ratings",
    FactKind.UNIT_RATING: "unit_ratings",
    FactKind.POOL_ENTRY: "pool_entries",
    FactKind.MOVE: "moves",
    FactKind.ELECTION_RESULT: "election_results",
    FactKind.LEAVE: "leaves",
    FactKind.DISCIPLINE: "disciplines",
    FactKind.AWARD: "awards",
    FactKind.RETIREMENT: "retirements",
    FactKind.RANK_HOLDING: "rank_holdings",
}
_WHERE_UNITS_STAND = (FactKind.UNIT_NAME, FactKind.UNIT_PLACEMENT)
_SPOKEN = {
    FactKind.UNIT_NAME: is_spoken_of("unit_id"),
    FactKind.UNIT_PLACEMENT: is_spoken_of("unit_id"),
    FactKind.UNIT_CHANGE: is_spoken_of("predecessor_id"),
}
Said = dict[FactKind, list[Any]]


def read_snapshot() -> Snapshot:
    """Read all registers and facts, voided and withdrawn ones included, from one moment.

    Of units of official lists only those that something of the home speaks of, and those above.
    """
    with one_moment():
        said = {
            FIELDS[kind]: tuple(read_facts(kind, _SPOKEN.get(kind, "true")))
            for kind in kinds_among("true")
        }
        people = {identity: Person(identity) for identity in registers.people_ids()}
        return Snapshot(people=people, **_registers(), **said)


def read_snapshot_of(*people: UUID) -> Snapshot:
    """Read what is said of a few people, with the units and the registers that it speaks of."""
    with one_moment():
        said = _said("person_id = ANY(%s)", [list(people)], PERSON_KINDS)
        posts = sorted(_pointed(said, "post"))
        about = {
            kind: read_facts(kind, is_over_posts("unit_id"), [posts]) for kind in _WHERE_UNITS_STAND
        }
        if posts:
            about[FactKind.POST_PROFILE] = read_facts(
                FactKind.POST_PROFILE, "post_id = ANY(%s)", [posts]
            )
        known = {identity: Person(identity) for identity in registers.people_ids_among(people)}
        facts = {FIELDS[kind]: tuple(found) for kind, found in (said | about).items()}
        return Snapshot(people=known, **_registers_of(said), **facts)


def _said(where: str, values: Sequence[Any], kinds: Sequence[FactKind]) -> Said:
    return {kind: read_facts(kind, where, values) for kind in kinds_among(where, values, kinds)}


def _pointed(said: Said, register: str) -> set[UUID]:
    """The rows of a register that facts speak of."""
    return {
        identity
        for kind, facts in said.items()
        for own in SHAPES[kind].own
        if own.points_to == register
        for fact in facts
        if (identity := getattr(fact, own.attribute)) is not None
    }


def _registers() -> dict[str, Any]:
    return {
        "units": _by_id(registers.all_units(is_spoken_of("id"))),
        "posts": _by_id(registers.all_posts()),
        "classes": _by_id(registers.all_classes()),
        "terms": _by_id(registers.all_terms()),
        "elections": _by_id(registers.all_elections()),
        "schemes": _by_id(registers.all_schemes()),
    }


def _registers_of(said: Said) -> dict[str, Any]:
    """What these facts speak of, with the units above those of their posts."""
    posts = sorted(_pointed(said, "post"))
    elections = _read_if(registers.elections_by_id, _pointed(said, "election"))
    terms = _pointed(said, "term") | {election.term for election in elections.values()}
    return {
        "units": _by_id(registers.all_units(is_over_posts("id"), [posts])),
        "posts": _by_id(registers.posts_by_id(posts)),
        "classes": _by_id(registers.classes_by_id(sorted(_pointed(said, "trainingclass")))),
        "terms": _read_if(registers.terms_by_id, terms),
        "elections": elections,
        "schemes": _read_if(registers.schemes_by_id, _pointed(said, "scheme")),
    }


def _read_if(read: Any, ids: set[UUID]) -> dict[UUID, Any]:
    """Ask only where there is something to ask for."""
    return _by_id(read(sorted(ids))) if ids else {}


def _by_id(found: Sequence[Any]) -> dict[UUID, Any]:
    return {one.id: one for one in found}
