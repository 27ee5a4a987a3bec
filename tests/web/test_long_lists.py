"""Thousands of people: pages of a fixed length, each person once, the last page within reach."""

from __future__ import annotations

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from canbo.cycle.models import PlanNeed, StoredPlan
from canbo.records import access as records
from tests.town.builder import add_crowd
from tests.town.cast import WARD

SHARE = "/so-lieu/commune_intermediate_professional_share/"


def rows(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="([^"]+)"', page)


def test_the_rows_of_a_figure_turn_through_two_thousand(town, browse) -> None:
    client = browse("hanh")
    add_crowd(2_000)
    first = client.get(SHARE).content.decode()
    assert "Trang 1 / 21" in first
    last = client.get(f"{SHARE}?trang=21").content.decode()
    assert (len(rows(first)), len(rows(last))) == (100, 9)
    assert 'data-label="STT">2.009<' in last
    assert 'rel="next"' not in last
    assert rows(client.get(f"{SHARE}?trang=999999").content.decode()) == rows(last)
    listed = client.get("/can-bo/?trang=20").content.decode()
    assert "Trên 1.000 người" in listed
    assert len(rows(listed)) == 50
    beyond = client.get("/can-bo/?trang=999").content.decode()
    assert rows(beyond) == []


PLAN = ("/ke-hoach/2012/", "/ke-hoach/2012/nguoi/", "/ke-hoach/2012/nguoi/?trang=41",
        "/ke-hoach/2012/vang/", "/ke-hoach/2012/gia/", "/ke-hoach/2012/thu/")  # fmt: skip


def test_a_plan_of_many_needs_turns_and_asks_no_more(town, browse) -> None:
    client = browse("hanh")

    def asked(address: str) -> tuple[int, str]:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address)
        assert page.status_code == 200
        return len(queries), page.content.decode()

    few = {address: asked(address)[0] for address in PLAN}
    add_crowd(2_000)
    crowd = records.read_snapshot().particulars
    people = sorted({one.person for one in crowd} - set(town.people.values()), key=str)
    plan, unit = StoredPlan.objects.latest("recorded_at"), str(town.units[WARD])
    PlanNeed.objects.bulk_create(
        PlanNeed(
            plan=plan, code=f"{person}:LLCT-SC", person=person, unit=unit, course="LLCT-SC",
            level="legal", severity=1, grounds=[], served=number % 2 == 0,
            class_code="SC1" if number % 2 == 0 else "", payer="thi-xa", reason="seats", key={},
        )
        for number, person in enumerate(people)
    )  # fmt: skip
    many = {address: asked(address) for address in PLAN}
    assert {address: count for address, (count, _) in many.items()} == few
    listed = len(people) + 3
    assert f"Trang 1 / {-(-listed // 50)}" in many["/ke-hoach/2012/nguoi/"][1]
    assert len(rows(many["/ke-hoach/2012/nguoi/"][1])) == 50
    assert len(rows(many["/ke-hoach/2012/"][1])) == 100  # the first of who waits and of who goes
    assert "Xem cả 1.0" in many["/ke-hoach/2012/"][1]
