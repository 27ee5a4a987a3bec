"""The snapshot reader: the whole home as engine values, one query for each table."""

from __future__ import annotations

from uuid import UUID

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


def read_snapshot_of(person: UUID) -> Snapshot:
    """Read what is said of one person, with the posts, classes and units it speaks of."""
    with one_moment():
        known = registers.people_ids_among([person])
        said = ("person_id = %s", [person])
        tenures = tuple(read_facts(FactKind.TENURE, *said))
        attendances = tuple(read_facts(FactKind.ATTENDANCE, *said))
        posts = registers.posts_by_id([tenure.post for tenure in tenures])
        classes = registers.classes_by_id([one.training_class for one in attendances])
        return Snapshot(
            units={unit.id: unit for unit in registers.all_units()},
            posts={post.id: post for post in posts},
            people={identity: Person(identity) for identity in known},
            classes={one.id: one for one in classes},
            unit_names=tuple(read_facts(FactKind.UNIT_NAME)),
            unit_placements=tuple(read_facts(FactKind.UNIT_PLACEMENT)),
            particulars=tuple(read_facts(FactKind.PARTICULAR, *said)),
            tenures=tenures,
            attainments=tuple(read_facts(FactKind.ATTAINMENT, *said)),
            attendances=attendances,
        )
