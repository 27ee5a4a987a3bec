"""Rosters of several years: posts go on, end, and change, in whatever order the files come."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from canbo.engine.facts import TenureManner
from canbo.engine.timeline import Perspective
from canbo.records.queries import read_snapshot
from tests.records.sheets import NOON, Row, roster, take

pytestmark = pytest.mark.django_db
YEARS = ("2006", "2008", "2010")


def held(as_of: date) -> set[tuple[str, str]]:
    """(name, title) of everybody in post on a day."""
    snapshot = read_snapshot().folded(Perspective(as_of, NOON))
    names = {fact.person: fact.value for fact in snapshot.particulars if fact.kind == "name"}
    return {(names[one.person], snapshot.posts[one.post].title) for one in snapshot.tenures}


FILES = {
    "2006": [Row("Lê Văn Hùng", "1970", ("Y3",)), Row("Vũ Thị Hạnh", "1971", ("Y5",))],
    "2008": [Row("Lê Văn Hùng", "1970", ("X06",)), Row("Vũ Thị Hạnh", "1971", ("Y5",))],
    "2010": [Row("Lê Văn Hùng", "1970", ("X06", "X02")), Row("Vũ Thị Hạnh", "1971", ("Y6",))],
}


@pytest.mark.parametrize("order", list(itertools.permutations(YEARS)))
def test_the_order_of_arrival_makes_no_difference(order: tuple[str, ...]) -> None:
    for year in order:
        take(roster(FILES[year], as_of=f"31/12/{year}", file=f"{year}.xlsx"))

    hung, hanh = "Lê Văn Hùng", "Vũ Thị Hạnh"
    assert held(date(2006, 12, 30)) == set()
    assert held(date(2006, 12, 31)) == {(hung, "Y3"), (hanh, "Y5")}
    assert held(date(2008, 12, 30)) == {(hung, "Y3"), (hanh, "Y5")}
    assert held(date(2008, 12, 31)) == {(hung, "X06"), (hanh, "Y5")}
    assert held(date(2010, 12, 30)) == {(hung, "X06"), (hanh, "Y5")}
    assert held(date(2010, 12, 31)) == {(hung, "X06"), (hung, "X02"), (hanh, "Y6")}


def test_who_is_not_in_a_later_roster_is_not_taken_to_have_left() -> None:
    take(roster(FILES["2006"], as_of="31/12/2006", file="a.xlsx"))
    take(roster(FILES["2008"][:1], as_of="31/12/2008", file="b.xlsx"))

    assert ("Vũ Thị Hạnh", "Y5") in held(date(2009, 1, 1))


def test_acting_and_then_holding_a_post_are_two_tenures() -> None:
    acting = Row("Lê Văn Hùng", "1970", ("X05",), manner=TenureManner.ACTING)
    take(roster([acting], as_of="31/12/2006", file="a.xlsx"))
    take(roster([Row("Lê Văn Hùng", "1970", ("X05",))], as_of="31/12/2008", file="b.xlsx"))

    found = {one.manner: one.validity for one in read_snapshot().tenures if one.voided_at is None}
    assert str(found[TenureManner.ACTING].ends) == "30/12/2008"
    assert found[TenureManner.FULL].known_by == date(2008, 12, 31)


def test_what_was_known_before_the_later_roster_stays_the_old_answer() -> None:
    take(roster(FILES["2006"], as_of="31/12/2006", file="a.xlsx"), at=NOON.replace(year=2007))
    before = read_snapshot().folded(Perspective(date(2009, 1, 1), NOON.replace(year=2007)))
    take(roster(FILES["2008"], as_of="31/12/2008", file="b.xlsx"), at=NOON.replace(year=2009))
    after = read_snapshot().folded(Perspective(date(2009, 1, 1), NOON.replace(year=2007)))

    keys = {one.key for one in before.tenures}
    assert keys == {one.key for one in after.tenures}
    assert len(keys) == 2
