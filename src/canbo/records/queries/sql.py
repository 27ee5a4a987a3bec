"""The few pieces of SQL that reading from a perspective is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from canbo.engine.timeline import Perspective


def rows(query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
    """Run a query and give all its rows."""
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return cursor.fetchall()


def lines(texts: Iterable[str]) -> str:
    """Keys without line breaks as the one value of `string_to_array(%s, chr(10))`.

    An array of the names of a province would take longer to write than to look up.
    """
    return "\n".join(texts)


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


def profiled(post: str, profile: str) -> str:
    """Join to a post what was said of it for the day, as known then (left join `profile`)."""
    return (
        f"LEFT JOIN records_postprofile {profile} ON {profile}.post_id = {post}.id"
        f" AND {holds(profile)}"
    )


def of_post(column: str, post: str, profile: str) -> str:
    """A column of a post as its profile says, where one was joined."""
    return f"CASE WHEN {profile}.id IS NULL THEN {post}.{column} ELSE {profile}.{column} END"


def nearest(valid: str) -> str:
    """The order of stretches seen from `as_of`: the one it lies in, the last before, the next."""
    return f"""{valid} @> %(as_of)s::date DESC, lower({valid}) > %(as_of)s::date NULLS FIRST,
        CASE WHEN lower({valid}) > %(as_of)s::date THEN lower({valid}) END, {valid} DESC"""


def name_of(unit: str) -> str:
    """The name, type and code of a unit on `as_of` as known at `known_at`.

    Where it had none on that day, the last one before; where it had none before, the first after.
    """
    return f"""SELECT n.name, n.type, n.code FROM records_unitname n
        WHERE n.unit_id = {unit} AND {known("n")} ORDER BY {nearest("n.valid")} LIMIT 1"""  # noqa: S608 - a column of this app


def is_gone(unit: str) -> str:
    """The condition that a unit stood once and does not on `as_of`, as known at `known_at`."""
    return f"""(EXISTS (SELECT 1 FROM records_unitplacement w WHERE w.unit_id = {unit}
            AND {known("w")})
        AND NOT EXISTS (SELECT 1 FROM records_unitplacement w WHERE w.unit_id = {unit}
            AND {holds("w")}))"""  # noqa: S608 - a column of this app
