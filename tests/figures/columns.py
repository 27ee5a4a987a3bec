"""A snapshot as the Arrow tables that the figures read, for tests without a database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from canbo.engine.facts import Fact, Snapshot
from canbo.engine.figures.tables import FACT, RECORDS
from canbo.engine.timeline import PartialDate
from canbo.exchange.warehouse.duck import DuckWarehouse, arrow_table


def span(begins: PartialDate | None, ends: PartialDate | None) -> dict[str, Any]:
    return {
        "begins_earliest": begins and begins.earliest,
        "begins_latest": begins and begins.latest,
        "ends_earliest": ends and ends.earliest,
        "ends_latest": ends and ends.latest,
    }


def fact_columns(fact: Fact) -> dict[str, Any]:
    validity = fact.validity
    return {
        **span(validity.begins, validity.ends),
        "key": str(fact.key),
        "known_by": validity.known_by,
        "recorded_at": fact.recorded_at,
        "voided_at": fact.voided_at,
        "source": str(fact.source),
    }


SHARED = {*FACT, *span(None, None)}


def own_columns(thing: Any, columns: Iterable[str]) -> dict[str, Any]:
    values = {name: getattr(thing, name) for name in columns if name not in SHARED}
    return {name: None if value is None else str(value) for name, value in values.items()}


def table(name: str, things: Iterable[Any]) -> Any:
    columns = RECORDS[name]
    rows = []
    for thing in things:
        values = own_columns(thing, columns)
        if isinstance(thing, Fact):
            values |= fact_columns(thing)
        elif "begins_earliest" in columns:
            values |= span(thing.begins, thing.ends)
        rows.append(tuple(values[column] for column in columns))
    return arrow_table(columns, rows)


def records_tables(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "posts": table("posts", snapshot.posts.values()),
        "classes": table("classes", snapshot.classes.values()),
        "post_profiles": table("post_profiles", snapshot.post_profiles),
        "unit_placements": table("unit_placements", snapshot.unit_placements),
        "tenures": table("tenures", snapshot.tenures),
        "attainments": table("attainments", snapshot.attainments),
        "attendances": table("attendances", snapshot.attendances),
    }


def warehouse_of(snapshot: Snapshot) -> DuckWarehouse:
    warehouse = DuckWarehouse()
    for name, columns in records_tables(snapshot).items():
        warehouse.load_arrow(name, columns)
    return warehouse
