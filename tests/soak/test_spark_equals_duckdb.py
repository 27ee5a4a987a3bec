"""Every statement of the figures gives on Spark the rows that it gives on DuckDB."""

from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace

import pytest

from canbo.engine.figures import measures_named
from canbo.engine.figures.compliance import complied_rows
from canbo.engine.figures.compute import prepare, totals
from canbo.engine.figures.statements import always_the_same
from canbo.engine.figures.tables import GIVEN, RECORDS
from canbo.engine.law import check_all
from canbo.engine.timeline import Perspective
from canbo.exchange.warehouse.spark import SparkWarehouse
from tests.figures.columns import records_rows, warehouse_of
from tests.figures.homes import LAW, PARAMETERS
from tests.figures.test_figures_oracle import BUDGETS, drawn

pytestmark = [pytest.mark.soak, pytest.mark.filterwarnings("default")]
SEED, FEWEST = 5, 500


def must_be_here() -> None:
    """Fail in words: a soak that passes Spark over would say that it is equal."""
    try:
        import pyspark  # noqa: F401
    except ImportError:
        pytest.fail("Spark is not installed: pip install -r requirements/spark.txt, then again.")
    if not shutil.which("java"):
        pytest.fail("Spark needs Java 17 or newer, and there is no `java`: install it, then again.")


def equal(name: str, one: list, other: list) -> bool:
    """A measure's rows come in their order; one row stands for all of those without a day."""
    if name.startswith("undated_"):
        return bool(one) is bool(other)
    ordered = not name.startswith(("fold_", "read_")) and "_undated" not in name
    return one == other if ordered else Counter(one) == Counter(other)


def test_spark_gives_the_rows_of_duckdb() -> None:
    must_be_here()
    home, frame = drawn(SEED)
    frame, measures = replace(frame, unit=min(home.units)), measures_named()
    snapshot = home.snapshot()
    seen = Perspective(frame.as_of, frame.known_at)
    told = replace(snapshot, posts=snapshot.posts_on(seen))
    given = {"complied": complied_rows(check_all(told, LAW, seen), told, seen), "budgets": BUDGETS}
    differing, rows = [], 0
    with warehouse_of(snapshot) as duck, SparkWarehouse() as spark:
        for name, found in records_rows(snapshot).items():
            spark.load(name, RECORDS[name], found)
        for warehouse in (duck, spark):
            for name, found in given.items():
                warehouse.load(name, GIVEN[name], found)
            prepare(
                warehouse, law=LAW, frame=frame, measures=measures, parameters=PARAMETERS,
                by_unit=True,
            )  # fmt: skip
        for statement in always_the_same():
            one, other = duck.rows(statement), spark.rows(statement)
            rows += len(one)
            if not equal(statement.name, one, other):
                differing.append(statement.name)
        assert totals(duck, measures) == totals(spark, measures)
    assert differing == []
    assert rows > FEWEST, "an empty home would prove nothing"
