"""Several tables read by one statement: the branches of one union, so that all see one moment.

The branches share places of the same type: a value arrives as the database's own, and a place that
a branch has no use for is null.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.apps import apps
from django.db import connection
from psycopg.abc import Buffer
from psycopg.pq import Format

_TEXTS = ("varchar", "text")
_FIRST = 1  # the number of the branch comes before the shared places
_STRETCH = 10_000  # rows that are made values at once


@dataclass(frozen=True, slots=True)
class Branch:
    """The rows of one table: SQL of its columns with their types, and where they come from.

    `order` are a whole number and an id, by which the rows are handed over in order; `make` makes
    a value of a row, which is handed over as it is without.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    source: str  # "records_post WHERE …"
    order: tuple[str, str]
    make: Callable[[tuple[Any, ...]], Any] | None = None


def read_together(
    branches: Sequence[Branch], values: Mapping[str, Any] | None = None, tables: str = ""
) -> dict[str, list[Any]]:
    """Read all branches by one statement, by name; `tables` stand before it ("WITH …")."""
    if not branches:
        return {}
    shared = _shared(branches)
    places = [_places(branch, shared) for branch in branches]
    parts = [_part(n, branch, places[n], shared) for n, branch in enumerate(branches)]
    found: dict[str, list[Any]] = {branch.name: [] for branch in branches}
    read = ", ".join(f"c{place}" for place in range(_FIRST + len(shared)))
    named = f"together(act, one, {read})"
    query = f"""{tables}SELECT {read} FROM ({" UNION ALL ".join(parts)}) {named}
        ORDER BY c0, act, one"""  # noqa: S608 - names of this app
    for number, rows in groupby(_rows(query, values), itemgetter(0)):
        branch = branches[number]
        own = map(_picking(places[number]), rows)
        found[branch.name] = list(map(branch.make, own) if branch.make else own)
    return found


def _rows(query: str, values: Mapping[str, Any] | None) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        _remember_instants(cursor)
        cursor.execute(query, values)
        while rows := cursor.fetchmany(_STRETCH):
            yield from rows


def _remember_instants(cursor: Any) -> None:
    """Let this cursor read each written instant once: all facts of an import bear the same one,
    and Django's reading of one, which is in Python, costs more than all the rest of its row."""
    instants = cursor.adapters.types["timestamptz"].oid
    usual = cursor.adapters.get_loader(instants, Format.TEXT)
    seen: dict[bytes, Any] = {}

    class Remembering(usual):  # type: ignore[misc,valid-type]
        def load(self, data: Buffer) -> Any:
            written = bytes(data)
            found = seen.get(written)
            if found is None:
                found = seen[written] = super().load(data)
            return found

    cursor.adapters.register_loader(instants, Remembering)


def _picking(places: Sequence[int]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """Take a branch's own values out of a row of the union."""
    if len(places) == 1:
        (place,) = places
        return lambda row: (row[place],)
    return itemgetter(*places)


def types_of(table: str, columns: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Stored columns of a table of this app, each with its type in the database."""
    types = _TYPES.get(table)
    if types is None:
        model = next(one for one in apps.get_models() if one._meta.db_table == table)
        types = _TYPES[table] = {
            field.column: _type(written)
            for field in model._meta.fields
            if (written := field.db_type(connection))
        }
    return tuple((column, types[column]) for column in columns)


_TYPES: dict[str, dict[str, str]] = {}


def _type(written: str) -> str:
    """The type without a length: texts of any length share their places."""
    bare = written.partition("(")[0]
    return "text" if bare in _TEXTS else bare


def _shared(branches: Sequence[Branch]) -> list[str]:
    """The types of the places, as many of each as the branch that needs most of them."""
    most: Counter[str] = Counter()
    for branch in branches:
        most |= Counter(type_ for _, type_ in branch.columns)
    return [type_ for type_, many in most.items() for _ in range(many)]


def _places(branch: Branch, shared: Sequence[str]) -> list[int]:
    """Where in a row of the union each column of the branch stands."""
    free: dict[str, list[int]] = {}
    for place, type_ in reversed(list(enumerate(shared, start=_FIRST))):
        free.setdefault(type_, []).append(place)
    return [free[type_].pop() for _, type_ in branch.columns]


def _part(number: int, branch: Branch, places: Sequence[int], shared: Sequence[str]) -> str:
    cells = [f"NULL::{type_}" for type_ in shared]
    for place, (column, _) in zip(places, branch.columns, strict=True):
        cells[place - _FIRST] = column
    act, one = branch.order
    read = ", ".join((f"{act}::bigint", one, f"{number}", *cells))
    return f"SELECT {read} FROM {branch.source}"  # noqa: S608 - names of this app
