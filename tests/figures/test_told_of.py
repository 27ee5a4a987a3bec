"""What measures come to for many units at once is what each unit's own figure says."""

from __future__ import annotations

from dataclasses import replace

from canbo.engine.figures import Figure, Frame, Value, measures_named
from canbo.engine.figures.comparing import told_of
from canbo.engine.figures.compliance import complied_rows
from canbo.engine.figures.compute import prepare
from canbo.engine.figures.statements import columns
from canbo.engine.figures.tables import GIVEN
from canbo.engine.figures.units import subtree
from canbo.engine.law import check_all
from canbo.engine.timeline import Perspective
from tests.figures.columns import warehouse_of
from tests.figures.homes import LAW, PARAMETERS
from tests.figures.test_figures_oracle import BUDGETS, computed, drawn

# one of each way of counting: by seat, by class, by act, by verdict, in the units asked for
NAMES = (
    "women_share", "workforce_by_professional", "stock_at_end", "fostering_attendances",
    "moves", "trained_then_promoted", "complied_all_share", "unit_ratings", "training_money",
)  # fmt: skip


def told(figure: Figure) -> tuple[Value, int | None]:
    return figure.value, figure.missing


def test_one_fold_tells_every_unit_what_its_own_figure_says() -> None:
    home, frame = drawn(2)
    snapshot, measures = home.snapshot(), measures_named(NAMES)
    units = (None, *sorted(home.units)[:3])
    seen = Perspective(frame.as_of, frame.known_at)
    whole = Frame(frame.as_of, frame.known_at, frame.window)
    posts = replace(snapshot, posts=snapshot.posts_on(seen))
    with warehouse_of(snapshot) as warehouse:
        complied = complied_rows(check_all(posts, LAW, seen), posts, seen)
        warehouse.load("complied", GIVEN["complied"], complied)
        warehouse.load("budgets", GIVEN["budgets"], BUDGETS)
        prepare(
            warehouse, law=LAW, frame=whole, measures=measures, parameters=PARAMETERS, by_unit=True
        )  # fmt: skip
        pairs = warehouse.rows(columns("placed", "unit", "parent"))
        scopes = [unit and subtree(unit, pairs) for unit in units]
        found = told_of(warehouse, measures, scopes)
    for unit, row in zip(units, found, strict=True):
        figures = computed(snapshot, replace(whole, unit=unit), measures)
        assert [(one.value, one.missing) for one in row] == [told(figures[one]) for one in NAMES]
    differing = [name for place, name in enumerate(NAMES) if len({row[place] for row in found}) > 1]
    assert len(differing) >= 5, "units that all say the same would prove nothing"
