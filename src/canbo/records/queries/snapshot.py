"""The snapshot reader: the home as engine values, by one statement; a few people by two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from canbo.engine.facts import FactKind, Snapshot
from canbo.engine.law.pausing import collector_paused
from canbo.records.models.shapes import PERSON_KINDS, SHAPES
from canbo.records.queries.moment import one_moment
from canbo.records.queries.registers import REGISTERS
from canbo.records.queries.together import Branch, read_together, types_of
from canbo.records.queries.unit_lines import SPOKEN, above, is_spoken_of

FIELDS: Mapping[FactKind, str] = {
    FactKind.UNIT_NAME: "unit_names",
    FactKind.UNIT_PLACEMENT: "unit_placements",
    FactKind.PARTICULAR: "particulars",
    FactKind.TENURE: "tenures",
    FactKind.ATTAINMENT: "attainments",
    FactKind.ATTENDANCE: "attendances",
    FactKind.UNIT_CHANGE: "unit_changes",
    FactKind.POST_PROFILE: "post_profiles",
    FactKind.TERM_PROFILE: "term_profiles",
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
JUDGED = (
    FactKind.UNIT_NAME, FactKind.UNIT_PLACEMENT, FactKind.PARTICULAR, FactKind.TENURE,
    FactKind.ATTAINMENT, FactKind.ATTENDANCE, FactKind.POST_PROFILE,
)  # fmt: skip
_WHO = "kind IN ('name', 'birth', 'sex')"
_KINDS = {name: kind for kind, name in FIELDS.items()}
_SPOKEN = {
    FIELDS[FactKind.UNIT_NAME]: is_spoken_of("unit_id"),
    FIELDS[FactKind.UNIT_PLACEMENT]: is_spoken_of("unit_id"),
    FIELDS[FactKind.UNIT_CHANGE]: is_spoken_of("predecessor_id"),
    "units": is_spoken_of("id"),
}
_OF_TERMS = """({0} = ANY(%(terms)s)
    OR {0} IN (SELECT term_id FROM records_election WHERE id = ANY(%(elections)s)))"""
_TERMS = _OF_TERMS.format("id")
_UNITS = f"""SELECT unnest(%(units)s::uuid[])
    UNION SELECT unit_id FROM records_post WHERE id = ANY(%(posts)s)
    UNION SELECT unit_id FROM records_term WHERE {_TERMS}"""  # noqa: S608
_LINES = f"WITH lines AS MATERIALIZED ({above(_UNITS)}) "
_IN_LINES = "IN (SELECT unit_id FROM lines)"
_POINTED = {  # what facts of people speak of, with what is said of the units and those above
    "units": f"id {_IN_LINES}",
    FIELDS[FactKind.UNIT_NAME]: f"unit_id {_IN_LINES}",
    FIELDS[FactKind.UNIT_PLACEMENT]: f"unit_id {_IN_LINES}",
    "posts": "id = ANY(%(posts)s)",
    FIELDS[FactKind.POST_PROFILE]: "post_id = ANY(%(posts)s)",
    "classes": "id = ANY(%(classes)s)",
    "terms": _TERMS,
    FIELDS[FactKind.TERM_PROFILE]: _OF_TERMS.format("term_id"),
    "elections": "id = ANY(%(elections)s)",
    "schemes": "id = ANY(%(schemes)s)",
}
_OF_UNIT = {
    "units": "id = %(unit)s",
    FIELDS[FactKind.UNIT_NAME]: "unit_id = %(unit)s",
    FIELDS[FactKind.UNIT_PLACEMENT]: "unit_id = %(unit)s",
    FIELDS[FactKind.UNIT_CHANGE]: """(predecessor_id = %(unit)s OR successor_id = %(unit)s
        OR predecessor_id IN (SELECT predecessor_id FROM records_unitchange
                               WHERE successor_id = %(unit)s AND voided_at IS NULL))""",
}
_NAMED = {
    "units": "unit", "posts": "post", "classes": "trainingclass", "terms": "term",
    "elections": "election", "schemes": "scheme",
}  # fmt: skip


def read_snapshot() -> Snapshot:
    """Read all registers and facts, voided and withdrawn ones included, from one moment.

    Of units of official lists only those that something of the home speaks of, and those above.
    """
    return _read((*FIELDS.values(), *REGISTERS))


def read_judged() -> Snapshot:
    """Read like `read_snapshot`, but of facts those alone that standards are held against.

    These are names, births and sexes, tenures, levels and attended classes, the units' names and
    places, what was said of posts: in a big home half of all facts.
    """
    return _read((*map(FIELDS.__getitem__, JUDGED), *REGISTERS), {"particulars": _WHO})


def _read(names: Iterable[str], narrowed: Mapping[str, str] | None = None) -> Snapshot:
    wanted = {name: _SPOKEN.get(name, "true") for name in names} | dict(narrowed or {})
    with collector_paused():
        return _snapshot(read_together(_branches(wanted), tables=SPOKEN))


def read_registers() -> Snapshot:
    """Read what facts speak of, what was said of posts and terms; nothing of people, all units."""
    said = (FIELDS[FactKind.POST_PROFILE], FIELDS[FactKind.TERM_PROFILE])
    wanted = [*REGISTERS.keys() - {"people"}, *said]
    return _snapshot(read_together(_branches(dict.fromkeys(wanted, "true"))))


def read_unit(unit: UUID) -> Snapshot:
    """Read what is said of one unit: its names, its places, the changes that it has a part in.

    Of its predecessors all changes, by which a dispute about their successors shows.
    """
    return _snapshot(read_together(_branches(_OF_UNIT), {"unit": unit}))


def read_snapshot_of(*people: UUID) -> Snapshot:
    """Read what is said of a few people, with the registers that it speaks of and their units."""
    about = {FIELDS[kind]: "person_id = ANY(%(people)s)" for kind in PERSON_KINDS}
    about["people"] = "id = ANY(%(people)s)"
    with one_moment():
        said = read_together(_branches(about), {"people": list(people)})
        ids = {name: sorted(_pointed(said, register)) for name, register in _NAMED.items()}
        return _snapshot(said | read_together(_branches(_POINTED), ids, _LINES))


def _branches(wanted: Mapping[str, str]) -> list[Branch]:
    """The tables to read, each with the condition of its rows."""
    return [
        _fact_branch(name, where) if name in _KINDS else _register_branch(name, where)
        for name, where in wanted.items()
    ]


def _fact_branch(name: str, where: str) -> Branch:
    shape = SHAPES[_KINDS[name]]
    columns = types_of(shape.table, shape.read)
    return Branch(name, columns, f"{shape.table} WHERE {where}", ("act", "key"), shape.value)


def _register_branch(name: str, where: str) -> Branch:
    register = REGISTERS[name]
    columns = types_of(register.table, register.columns)
    source = f"{register.table} WHERE {where}"
    return Branch(name, columns, source, ("created_act", "id"), register.make)


def _pointed(said: Mapping[str, Sequence[Any]], register: str) -> set[UUID]:
    """The rows of a register that facts speak of."""
    return {
        identity
        for name, facts in said.items()
        if name in _KINDS
        for own in SHAPES[_KINDS[name]].own
        if own.points_to == register
        for fact in facts
        if (identity := getattr(fact, own.attribute)) is not None
    }


def _snapshot(found: Mapping[str, Sequence[Any]]) -> Snapshot:
    return Snapshot(
        **{
            name: tuple(rows) if name in _KINDS else {one.id: one for one in rows}
            for name, rows in found.items()
        }
    )
