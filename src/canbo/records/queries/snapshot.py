"""The snapshot reader: the whole home as engine values, one query for each table."""

from __future__ import annotations

from canbo.engine.facts import FactKind, Person, Snapshot
from canbo.records.queries import registers
from canbo.records.queries.moment import one_moment
from canbo.records.queries.stored import read_facts


def read_snapshot() -> Snapshot:
    """Read all registers and facts, voided and withdrawn ones included, from one moment."""
    with one_moment():
        return Snapshot(
            units={unit.id: unit for unit in registers.all_units()},
            posts={post.id: post for post in registers.all_posts()},
            people={identity: Person(identity) for identity in registers.people_ids()},
            classes={one.id: one for one in registers.all_classes()},
            unit_names=tuple(read_facts(FactKind.UNIT_NAME)),
            unit_placements=tuple(read_facts(FactKind.UNIT_PLACEMENT)),
            particulars=tuple(read_facts(FactKind.PARTICULAR)),
            tenures=tuple(read_facts(FactKind.TENURE)),
            attainments=tuple(read_facts(FactKind.ATTAINMENT)),
            attendances=tuple(read_facts(FactKind.ATTENDANCE)),
        )
