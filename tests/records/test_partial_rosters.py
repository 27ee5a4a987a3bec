"""Rosters that list only some of a unit's people: who holds what does not depend on the order."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.engine.timeline import Perspective
from canbo.records.queries import read_snapshot
from tests.records.sheets import NOON, Row, roster, take

pytestmark = pytest.mark.django_db(transaction=False)
YEARS = (2006, 2007, 2009, 2010)
PEOPLE = ("Hứa Văn Lập", "Thạch Thị Mận")
Roster = dict[str, tuple[str, ...]]

posts = st.lists(st.sampled_from(["Y2", "Y3", "X06"]), max_size=2, unique=True).map(tuple)
lists = st.dictionaries(st.sampled_from(PEOPLE), posts, min_size=1)
years = st.dictionaries(st.sampled_from(YEARS), lists, min_size=2)


def held(as_of: date) -> set[tuple[str, str]]:
    """(name, title) of everybody in post on a day."""
    snapshot = read_snapshot().folded(Perspective(as_of, NOON))
    names = {fact.person: fact.value for fact in snapshot.particulars if fact.kind == "name"}
    return {(names[one.person], snapshot.posts[one.post].title) for one in snapshot.tenures}


def expected(rosters: dict[int, Roster], as_of: date) -> set[tuple[str, str]]:
    """What the last roster that lists a person says."""
    found = set()
    for name in PEOPLE:
        said = [year for year in rosters if name in rosters[year] and date(year, 6, 30) <= as_of]
        found |= {(name, post) for post in rosters[max(said)][name]} if said else set()
    return found


def check(rosters: dict[int, Roster], order: tuple[int, ...]) -> None:
    for year in order:
        rows = [Row(name, "1970", held_posts) for name, held_posts in rosters[year].items()]
        take(roster(rows, as_of=f"30/6/{year}", file=f"{year}.xlsx"))
    for year in (*YEARS, 2011):
        for day in (date(year, 6, 29), date(year, 6, 30)):
            assert held(day) == expected(rosters, day), (order, day)


@settings(max_examples=25, deadline=None)
@given(rosters=years, data=st.data())
def test_any_order_of_any_partial_rosters_says_the_same(
    rosters: dict[int, Roster], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(sorted(rosters)))
    with transaction.atomic():
        check(rosters, tuple(order))
        transaction.set_rollback(True)


@pytest.mark.parametrize("order", list(itertools.permutations((2006, 2009, 2010))))
def test_two_posts_of_one_cell_outlive_a_later_list_without_the_person(
    order: tuple[int, ...],
) -> None:
    check(
        {
            2006: {PEOPLE[0]: ("X06", "Y2")},
            2009: {PEOPLE[1]: ("Y3",)},
            2010: {PEOPLE[1]: ("Y3", "X06")},
        },
        order,
    )
