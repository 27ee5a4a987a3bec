"""A town in which one man is recorded twice: a mark of his name is wrong in one list."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction

from canbo.engine.facts import (
    Attainment,
    AttainmentState,
    Award,
    Evidence,
    Leave,
    LeaveKind,
    RankHolding,
    Rating,
    RatingSeries,
    Scale,
    Source,
    UnitLevel,
)
from canbo.engine.timeline import PartialDate, Validity
from canbo.records import operations
from tests.records.sheets import ALL_NEW, NOON, OPERATOR, Row, roster, take
from tests.town.builder import WARD_PATH, look, make_town

HUNG = Row("Lê Văn Hùng", "12/3/1970", ("Y5",), "TC", home="xã Quảng Cư")
SAME = Row("Lê Văn Hưng", "12/3/1970", ("Y6",), "ĐH", home="xã Quảng Cư")
SOURCE = Source(Evidence.DECISION, "Sổ theo dõi quyết định năm 2010", "", "84-QĐ/ThU")


def make_town_with_twins() -> None:
    """Make the town, the two records, and much that is said of the first."""
    with transaction.atomic():
        make_town()
        take(roster([HUNG], path=WARD_PATH, file="a.xlsx", as_of="30/6/2011"))
        same = roster([SAME], path=WARD_PATH, file="b.xlsx", as_of="30/6/2011")
        take(same, decisions=ALL_NEW)
        person = look().people["Lê Văn Hùng"]
        said = (
            (Attainment, "9/2010", {"scale": Scale.POLITICAL_THEORY, "level": "CTTC",
                                    "state": AttainmentState.STUDYING}),
            (Rating, "2010", {"series": RatingSeries.OFFICIAL, "level": "HTTNV"}),
            (Award, "10/1/2011", {"award": "Bằng khen", "level": UnitLevel.PROVINCE}),
            (Leave, "1/3/2011", {"kind": LeaveKind.SICK}),
            (RankHolding, "1/2009", {"rank": "01.003", "step": 2, "coefficient": "2.67"}),
        )  # fmt: skip
        facts = [
            made(id=uuid4(), key=uuid4(), person=person, recorded_at=NOON, source=SOURCE,
                 validity=Validity(PartialDate.parse(begins)), **own)
            for made, begins, own in said
        ]  # fmt: skip
        operations.record_facts(facts=facts, actor=OPERATOR, at=NOON)
