"""Each figure: the expression on DuckDB equals plain Python over random histories."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings

from canbo.engine.facts import Snapshot, Tenure
from canbo.engine.figures import (
    MEASURES,
    Figure,
    Frame,
    Share,
    Window,
    compute,
    measures_named,
)
from canbo.engine.figures.expressions import table
from canbo.engine.timeline import Perspective
from canbo.engine.timeline import fold as folded
from tests.figures.columns import warehouse_of
from tests.figures.homes import EARLY, LAW, RandomHome, homes
from tests.figures.oracle import Expected, Oracle


def computed(snapshot: Snapshot, frame: Frame) -> dict[str, Figure]:
    with warehouse_of(snapshot) as warehouse:
        figures = compute(warehouse, law=LAW, frame=frame, measures=measures_named())
    return {figure.name: figure for figure in figures}


def check(figure: Figure, expected: Expected) -> None:
    assert {row.fact for row in figure.rows} == expected.keys
    assert {row.person for row in figure.rows} == expected.people
    assert len(figure.rows) == len(expected.keys), "a row counts twice"
    if isinstance(figure.value, Share):
        assert {row.person for row in figure.rows if row.met is True} == expected.met
        assert {row.person for row in figure.rows if row.met is None} == expected.missing
        assert figure.value == Share(len(expected.met), len(expected.keys))
        assert figure.missing == len(expected.missing)
        assert figure.base.count == len(expected.keys)
    else:
        assert figure.value.number == len(expected.keys)
        assert figure.missing is None


def test_expressions_equal_plain_python() -> None:
    sizes: dict[str, set[int]] = {name: set() for name in MEASURES}

    @settings(max_examples=50)
    @given(home=homes)
    def compare(home: RandomHome) -> None:
        snapshot, frame = home.snapshot(), home.frame()
        oracle = Oracle(snapshot, LAW, frame)
        for name, figure in computed(snapshot, frame).items():
            check(figure, getattr(oracle, name)())
            sizes[name].add(len(figure.rows))

    compare()
    # a generator that never makes a figure move would prove nothing
    assert all(len(found) >= 3 for found in sizes.values()), sizes


@pytest.mark.parametrize("as_of", [date(2009, 1, 1), date(2009, 1, 20), date(2009, 1, 31)])
def test_the_fold_of_columns_is_the_fold_of_the_timeline(as_of: date) -> None:
    """Thousands of validities within two months, so that edges meet and nothing is left sure."""
    home = RandomHome(seed=as_of.day, size=0)
    home.day = lambda: date(2008, 12, 15) + timedelta(days=home.random.randrange(60))
    posts, _ = home.registers()
    tenures = tuple(
        Tenure(**home.shared(), person=home.people[0], post=home.random.choice([*posts]))
        for _ in range(4000)
    )
    at = Frame(as_of, EARLY + timedelta(hours=30), Window(as_of, as_of))
    with warehouse_of(Snapshot(posts=posts, tenures=tenures)) as warehouse:
        compute(warehouse, law=LAW, frame=at, measures=())
        kept = {UUID(key) for (key,) in warehouse.rows(table("held").select("key"))}
    expected = {one.key for one in folded(tenures, Perspective(as_of, at.known_at))}
    assert kept == expected
    assert 500 < len(expected) < 3500
