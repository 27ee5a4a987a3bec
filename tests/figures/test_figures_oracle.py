"""Each figure: the expression on DuckDB equals plain Python over random histories."""

from __future__ import annotations

from hypothesis import given, settings
from tests.figures.columns import warehouse_of
from tests.figures.homes import LAW, RandomHome, homes
from tests.figures.oracle import Expected, Oracle

from canbo.engine.facts import Snapshot
from canbo.engine.figures import (
    MEASURES,
    Figure,
    Frame,
    Share,
    compute,
    measures_named,
)


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

    @settings(max_examples=60)
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
