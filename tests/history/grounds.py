"""Registers for drawn facts to speak of, with the same ids in every example."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from canbo.engine.facts import (
    DisciplineSide,
    FactKind,
    LeaveKind,
    MoveKind,
    ParticularKind,
    PostClass,
    RatingSeries,
    RetirementKind,
    Scale,
    TenureAct,
    UnitChangeKind,
    UnitLevel,
)
from canbo.engine.timeline import Validity
from canbo.records import models
from tests.strategies import CLASSES, DECLARED, FIRST_INSTANT, Ground

GROUND = Ground(
    person=UUID(int=1),
    units=(UUID(int=11), UUID(int=12)),
    posts=(UUID(int=21), UUID(int=22)),
    training_class=UUID(int=31),
    term=UUID(int=41),
    election=UUID(int=51),
    scheme=UUID(int=61),
)


def make_ground(at: datetime) -> None:
    """A person, two units, two posts, a class, a term with its election, a scheme."""
    made = {"created_at": at, "created_act": 1}
    for place, unit in enumerate(GROUND.units):
        models.Unit.objects.create(id=unit, code=f"unit-{place}", **made)
    for place, post in enumerate(GROUND.posts):
        models.Post.objects.create(
            id=post, unit_id=GROUND.units[0], title_as_written=f"chức danh {place}",
            title_spelling=f"chuc danh {place}", post_class="official", level="commune", **made,
        )  # fmt: skip
    models.Person.objects.create(id=GROUND.person, **made)
    models.TrainingClass.objects.create(
        id=GROUND.training_class, name="lớp", name_spelling="lop", kind="fostering",
        begins="2008", **made,
    )  # fmt: skip
    models.Term.objects.create(
        id=GROUND.term, unit_id=GROUND.units[0], body="party_committee", ordinal="XV",
        begins="2010", **made,
    )  # fmt: skip
    models.Election.objects.create(id=GROUND.election, term_id=GROUND.term, kind="congress", **made)
    models.Scheme.objects.create(id=GROUND.scheme, name="đề án", name_spelling="de an", **made)


@contextmanager
def on_new_ground(at: datetime) -> Iterator[None]:
    """A home with the ground and nothing else, gone afterwards."""
    with transaction.atomic():
        make_ground(at)
        yield
        transaction.set_rollback(True)


def example(kind: FactKind, number: int, validity: Validity, ground: Ground = GROUND) -> Any:
    """One plain fact of a kind about the ground; the same number, the same fact."""
    person, post, unit = ground.person, ground.posts[0], ground.units[0]
    own: dict[FactKind, dict[str, Any]] = {
        FactKind.UNIT_NAME: {"unit": unit, "name": "phường A", "type": "phường"},
        FactKind.UNIT_PLACEMENT: {
            "unit": unit, "parent": ground.units[1], "level": UnitLevel.COMMUNE,
        },
        FactKind.PARTICULAR: {
            "person": person, "kind": ParticularKind.IDENTITY_NUMBER, "value": "038080001234",
        },
        FactKind.TENURE: {
            "person": person, "post": post, "act": TenureAct.ELECTED, "term": ground.term,
        },
        FactKind.ATTAINMENT: {
            "person": person, "scale": Scale.PROFESSIONAL, "level": "ĐH", "certificate": "B 12",
        },
        FactKind.ATTENDANCE: {"person": person, "training_class": ground.training_class},
        FactKind.UNIT_CHANGE: {
            "kind": UnitChangeKind.MERGE, "predecessor": unit, "successor": ground.units[1],
        },
        FactKind.POST_PROFILE: {
            "post": post, "title": "X05", "title_as_written": "Chủ tịch UBND",
            "post_class": PostClass.OFFICIAL, "level": UnitLevel.COMMUNE,
        },
        FactKind.TERM_PROFILE: {"term": ground.term, "ordinal": "XV"},
        FactKind.RATING: {"person": person, "series": RatingSeries.OFFICIAL, "level": "HTTNV"},
        FactKind.UNIT_RATING: {"unit": unit, "series": RatingSeries.UNIT, "level": "HTTNV"},
        FactKind.POOL_ENTRY: {"person": person, "post": ground.posts[1], "term": ground.term},
        FactKind.MOVE: {
            "person": person, "kind": MoveKind.ROTATION, "scheme": ground.scheme,
            "from_post": post, "to_post": ground.posts[1], "to_unit": ground.units[1],
        },
        FactKind.ELECTION_RESULT: {
            "person": person, "election": ground.election, "post": post, "votes_for": 40,
            "ballots": 50,
        },
        FactKind.LEAVE: {"person": person, "kind": LeaveKind.STUDY},
        FactKind.DISCIPLINE: {
            "person": person, "side": DisciplineSide.PARTY, "form": "KHIEN_TRACH",
        },
        FactKind.AWARD: {"person": person, "award": "Bằng khen"},
        FactKind.RETIREMENT: {"person": person, "kind": RetirementKind.AGE},
        FactKind.RANK_HOLDING: {"person": person, "rank": "01.003", "step": 2},
    }  # fmt: skip
    identity = UUID(int=1000 * list(FactKind).index(kind) + 100_000 + number)
    return CLASSES[kind](
        id=identity, key=identity, validity=validity, recorded_at=FIRST_INSTANT, source=DECLARED,
        **own[kind],
    )  # fmt: skip
