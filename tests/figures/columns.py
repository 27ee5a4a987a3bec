"""A snapshot as the Arrow tables that the figures read, for tests without a database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from canbo.engine.facts import Fact, Particular, ParticularKind, Snapshot
from canbo.engine.figures.tables import FACT, RECORDS
from canbo.engine.timeline import PartialDate
from canbo.exchange.warehouse.duck import DuckWarehouse, arrow_table

DATES = {ParticularKind.BIRTH, ParticularKind.PARTY_DATE}


def days(name: str, day: PartialDate | None) -> dict[str, Any]:
    return {f"{name}_earliest": day and day.earliest, f"{name}_latest": day and day.latest}


def fact_columns(fact: Fact) -> dict[str, Any]:
    validity = fact.validity
    return {
        **days("begins", validity.begins),
        **days("ends", validity.ends),
        "key": fact.key,
        "known_by": validity.known_by,
        "recorded_at": fact.recorded_at,
        "voided_at": fact.voided_at,
        "source": str(fact.source),
    }


def value_of(thing: Any, name: str) -> Any:
    value = getattr(thing, name)
    is_plain = value is None or (
        isinstance(value, UUID | int | bool) and not isinstance(value, str)
    )
    return value if is_plain else str(value)


def row(thing: Any, columns: Iterable[str]) -> dict[str, Any]:
    values = fact_columns(thing) if isinstance(thing, Fact) else {}
    for name in columns:
        stem = name.removesuffix("_earliest").removesuffix("_latest")
        if name in values or (name in FACT and isinstance(thing, Fact)):
            continue
        if stem == name:
            values[name] = value_of(thing, name)
        elif isinstance(thing, Particular):
            dated = thing.kind in DATES
            values |= days("value", PartialDate.parse(thing.value) if dated else None)
        else:
            values |= days(stem, getattr(thing, stem))
    return values


def records_rows(snapshot: Snapshot) -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    for name, columns in RECORDS.items():
        things = getattr(snapshot, name)
        things = things.values() if hasattr(things, "values") else things
        told = [row(one, columns) for one in things]
        found[name] = [tuple(one[column] for column in columns) for one in told]
    return found


def records_tables(snapshot: Snapshot) -> dict[str, Any]:
    return {name: arrow_table(RECORDS[name], rows) for name, rows in records_rows(snapshot).items()}


def warehouse_of(snapshot: Snapshot) -> DuckWarehouse:
    warehouse = DuckWarehouse()
    for name, columns in records_tables(snapshot).items():
        warehouse.load_arrow(name, columns)
    return warehouse
