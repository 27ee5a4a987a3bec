"""What the first figures of a process need: loaded ahead, so that nobody waits for it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from canbo.engine.figures import MEASURES, Frame, Window, compute
from canbo.engine.figures.tables import RECORDS
from canbo.exchange.warehouse import DuckWarehouse
from canbo.law import load


def warm() -> None:
    """Load the law, DuckDB and Ibis, and write the SQL of every measure: over no records at all,
    so no database is asked."""
    day = date(2000, 1, 1)
    frame = Frame(day, datetime(2000, 1, 1, tzinfo=UTC), Window(day, day))
    with DuckWarehouse() as warehouse:
        for name, columns in RECORDS.items():
            warehouse.load(name, columns, [])
        compute(warehouse, law=load(), frame=frame, measures=MEASURES.values())
