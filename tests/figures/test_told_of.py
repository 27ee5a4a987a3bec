"""What measures come to for many units at once is what each unit's own figure says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID

from canbo.engine.facts import Snapshot
from canbo.engine.figures import Figure, Frame, Kind, Measure, Share, Value, measures_named
from canbo.engine.figures.comparing import told_of
from canbo.engine.figures.compliance import complied_rows
from canbo.engine.figures.compute import prepare, totals
from canbo.engine.figures.statements import columns
from canbo.engine.figures.tables import GIVEN
from canbo.engine.figures.units import subtree
from canbo.engine.law import check_all
from canbo.engine.timeline import Perspective
from canbo.exchange.warehouse import DuckWarehouse
from tests.figures.columns import warehouse_of
from tests.figures.homes import LAW, PARAMETERS
from tests.figures.test_figures_oracle import BUDGETS, computed, drawn

# one of each way of counting: by seat, by class, by act, by verdict, in the units asked for
NAMES = (
    "women_share", "workforce_by_professional", "stock_at_end", "fostering_attendances",
    "moves", "trained_then_promoted", "complied_all_share", "unit_ratings", "training_money",
)  # fmt: skip
# and where one row is chosen of several, where "here" is the unit asked for, where nobody has one
CHOSEN = (
    "joined_people", "appeared_people", "pool_entries", "field_fits_post_share", "ratings",
    "elections_won", "away_people", "intermediate_theory_people", "completed_classes_share",
)  # fmt: skip


def told(figure: Figure) -> tuple[Value, int | None]:
    return figure.value, figure.missing


@contextmanager
def folded(
    snapshot: Snapshot, frame: Frame, measures: tuple[Measure, ...]
) -> Iterator[DuckWarehouse]:
    seen = Perspective(frame.as_of, frame.known_at)
    posts = replace(snapshot, posts=snapshot.posts_on(seen))
    with warehouse_of(snapshot) as warehouse:
        complied = complied_rows(check_all(posts, LAW, seen), posts, seen)
        warehouse.load("complied", GIVEN["complied"], complied)
        warehouse.load("budgets", GIVEN["budgets"], BUDGETS)
        prepare(
            warehouse, law=LAW, frame=frame, measures=measures, parameters=PARAMETERS, by_unit=True
        )  # fmt: skip
        yield warehouse


def scopes_of(warehouse: DuckWarehouse, units: Sequence[UUID | None]) -> list[frozenset | None]:
    pairs = warehouse.rows(columns("placed", "unit", "parent"))
    return [unit and subtree(unit, pairs) for unit in units]


def test_one_fold_tells_every_unit_what_its_own_figure_says() -> None:
    home, frame = drawn(2)
    snapshot, measures = home.snapshot(), measures_named(NAMES)
    units = (None, *sorted(home.units)[:3])
    whole = replace(frame, unit=None)
    with folded(snapshot, whole, measures) as warehouse:
        found = told_of(warehouse, measures, scopes_of(warehouse, units))
    for unit, row in zip(units, found, strict=True):
        figures = computed(snapshot, replace(whole, unit=unit), measures)
        assert [(one.value, one.missing) for one in row] == [told(figures[one]) for one in NAMES]
    differing = [name for place, name in enumerate(NAMES) if len({row[place] for row in found}) > 1]
    assert len(differing) >= 5, "units that all say the same would prove nothing"


def test_one_pass_over_all_units_tells_each_what_its_own_figure_says() -> None:
    home, frame = drawn(5)
    measures = measures_named((*NAMES[:-1], *CHOSEN))
    units = sorted(home.units)
    with folded(home.snapshot(), replace(frame, unit=None), measures) as warehouse:
        found = totals(warehouse, measures)
        expected = told_of(warehouse, measures, scopes_of(warehouse, units))
    more = 0
    for unit, row in zip(units, expected, strict=True):
        for measure, one in zip(measures, row, strict=True):
            number, met, _ = found[measure.name].get(unit, (0, 0, 0))
            says = Share(met, number) if measure.kind is Kind.SHARE else number
            own = one.value if measure.kind is Kind.SHARE else one.value.number
            assert says == own, (measure.name, unit)
            more += number > 1
    assert more > 20, "units without anybody would prove nothing"
