"""Figures under the units of another day: each line equals the figure of its old units alone."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings

from canbo.engine.facts import UnitChange, UnitChangeKind
from canbo.engine.figures import (
    HEADLINES,
    MEASURES,
    GroupKind,
    UnitGroup,
    by_unit,
    compute,
    groups_of,
    measures_named,
    places_of,
)
from canbo.engine.timeline import Perspective
from canbo.engine.units.rebase import RebaseBefore, rebase
from canbo.records.operations.writing import Pen, insert_facts
from canbo.reporting import access
from tests.figures.answers import ANSWERS
from tests.figures.columns import warehouse_of
from tests.figures.homes import LATE, LAW, PARAMETERS, Home, RandomHome, frame, homes, uuid
from tests.figures.oracle import Oracle
from tests.figures.stored import ACT, make_town, store
from tests.records.sheets import OPERATOR

NAMES = (*HEADLINES, "workforce_people", "moves", "pool_people")
AFTER = date(2025, 7, 1)


def test_each_line_is_the_figure_of_its_old_units() -> None:
    seen: set[str] = set()

    @settings(max_examples=12)
    @given(home=homes)
    def compare(home: RandomHome) -> None:
        snapshot, at = home.snapshot(), home.frame()
        units = sorted(snapshot.units, key=str)
        draw = Random(len(units) + len(snapshot.tenures))
        news = [uuid(900_000 + number) for number in range(3)]
        steps = [(old, draw.choice([*news, None]), draw.random() < 0.7) for old in units]
        groups = groups_of(rebase(units, dict.fromkeys(news), steps))
        with warehouse_of(snapshot) as warehouse:
            whole = _of_the_home(at)
            measures = measures_named(NAMES)
            figures = compute(
                warehouse,
                law=LAW,
                frame=whole,
                measures=measures,
                parameters=PARAMETERS,
                by_unit=True,
            )
            places = {one.name: places_of(warehouse, one) for one in measures}
        for figure in figures:
            lines = by_unit(figure, MEASURES[figure.name], places[figure.name], groups)
            shown = {line.group: line for line in lines}
            for group in groups:
                oracle = Oracle(snapshot, LAW, whole, PARAMETERS)
                oracle.scope = set(group.units)
                expected = {who for who, _ in ANSWERS[figure.name](oracle).rows.values()}
                rows = {row.person for row in shown[group].rows} if group in shown else set()
                assert rows == expected, (figure.name, group.kind)
                seen.add(group.kind.value) if rows else None
            counted = set().union(*({row.person for row in line.rows} for line in lines))
            assert counted == {row.person for row in figure.rows}, "somebody is in no line"

    compare()
    assert {"unit", "may_be"} <= seen


def _of_the_home(at):
    return frame(at.as_of, (at.window.first, at.window.last), at.known_at)


def test_a_scope_takes_the_place_of_the_tree() -> None:
    home = Home()
    town, other = home.unit(), home.unit()
    for unit in (town, other):
        person = home.person()
        home.holds(person, home.post(unit))
        home.reached(person, "TC")
    at = frame(unit=town)
    name = "commune_intermediate_professional_share"
    with warehouse_of(home.snapshot()) as warehouse:
        (own,) = compute(warehouse, law=LAW, frame=at, measures=measures_named([name]))
        both = replace_scope(at, {town.id, other.id})
        (all_,) = compute(warehouse, law=LAW, frame=both, measures=measures_named([name]))

    assert (str(own.value), str(all_.value)) == ("1/1", "2/2")


def replace_scope(at, units):
    from dataclasses import replace

    return replace(at, scope=frozenset(units))


@pytest.mark.django_db
def test_a_town_of_2011_under_the_units_of_2025() -> None:
    """Trường Sơn goes as a whole, Bắc Sơn is parted: its people are in a line of their own."""
    town = make_town()
    later = Home()
    later._ids = iter(range(50_000, 60_000))
    new, newer = later.unit(name="phường Sầm Sơn"), later.unit(name="phường Nam Sầm Sơn")
    store(later)
    insert_facts(
        [
            UnitChange(**later._shared(since="01/7/2025"), kind=UnitChangeKind.MERGE,
                       predecessor=old.id, successor=to.id, part=part)
            for old, to, part in (
                (town.ward, new, "whole"), (town.other, new, "part"), (town.other, newer, "part"),
            )
        ],
        Pen("tests", ACT, None),
    )  # fmt: skip
    _end((town.top, town.ward, town.other))
    asked = {
        "actor": OPERATOR, "at": LATE, "perspective": Perspective(date(2011, 7, 31), LATE),
        "window": frame().window, "names": ["intermediate_theory_people"],
    }  # fmt: skip
    (figure,) = access.figures(**asked, rebase_to=AFTER, with_rows=True)

    assert figure.value == 4
    assert [(line.kind, line.name, line.value) for line in figure.by_unit] == [
        (GroupKind.UNIT, "phường Sầm Sơn", 2),
        (GroupKind.MAY_BE, "phường Bắc Sơn, thị xã Sầm Sơn", 1),
        (GroupKind.NO_POST, "", 1),
    ]
    assert set(figure.by_unit[1].may_be) == {"phường Sầm Sơn", "phường Nam Sầm Sơn"}
    cuc = next(row for row in figure.rows if row.name == "Đỗ Thị Cúc")
    assert cuc.counted_under.startswith("phường Bắc Sơn, thị xã Sầm Sơn (chia tách, chưa rõ: ")

    (under,) = access.figures(**asked, unit=new.code, rebase_to=AFTER)
    assert under.value == 2
    assert [line.kind for line in under.by_unit] == [GroupKind.UNIT, GroupKind.MAY_BE]
    with pytest.raises(RebaseBefore):
        access.figures(**asked, rebase_to=date(2010, 1, 1))


def _end(units) -> None:
    """Let the old units end on 30 June 2025, as a load does."""
    from dataclasses import replace

    from canbo.engine.facts import FactKind
    from canbo.engine.timeline import PartialDate, Validity
    from canbo.records.operations.replacing import replace_fact
    from canbo.records.queries.stored import read_facts

    for kind in (FactKind.UNIT_NAME, FactKind.UNIT_PLACEMENT):
        for fact in read_facts(kind, "unit_id = ANY(%s)", [[one.id for one in units]]):
            ends = Validity(None, PartialDate(2025, 6, 30))
            replace_fact(replace(fact), {"validity": ends}, Pen("tests", ACT, None), at=LATE)


def test_a_group_is_a_value() -> None:
    assert UnitGroup(GroupKind.UNIT, uuid(1), frozenset({uuid(2)})) == UnitGroup(
        GroupKind.UNIT, uuid(1), frozenset({uuid(2)})
    )
