"""The few pieces of SQL that reading from a perspective is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from canbo.engine.timeline import Perspective


def rows(query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
    """Run a query and give all its rows."""
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return cursor.fetchall()


def known(alias: str) -> str:
    """The condition that a fact stood recorded and not voided at `known_at`."""
    return (
        f"{alias}.recorded_at <= %(known_at)s"
        f" AND ({alias}.voided_at IS NULL OR {alias}.voided_at > %(known_at)s)"
    )


def holds(alias: str) -> str:
    """The condition that a fact was known at `known_at` and surely held on `as_of`."""
    return f"{known(alias)} AND {alias}.valid @> %(as_of)s::date"


def perspective(asked: Perspective) -> dict[str, Any]:
    """The values that `known` and `holds` need."""
    return {"as_of": asked.as_of, "known_at": asked.known_at}
