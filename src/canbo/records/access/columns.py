"""All tables of the records as columns, as far as somebody may be told secrets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from canbo.engine.facts import FactKind, ParticularKind
from canbo.records.access.secrecy import WITHHELD, Secrets
from canbo.records.models.secrecy import SECRECY_OF_FACTS, SECRECY_OF_PARTICULARS
from canbo.records.queries import FIELDS, columns_of, read_columns

Row = tuple[Any, ...]
Table = tuple[Mapping[str, str], list[Row]]
_VOTES = {"votes_for", "ballots"}
_NOTES = {kind.value for kind in ParticularKind if SECRECY_OF_PARTICULARS.get(kind)}
_SECRET = {FIELDS[kind] for kind in FactKind if SECRECY_OF_FACTS.get(kind)}
_WITHIN = " › "


def open_columns(secrets: Secrets) -> dict[str, Table]:
    """Every table with its columns and rows; what is secret only for who may be told all of it.

    A source in a secret document is told as one that is kept in the office.
    """
    found: dict[str, Table] = {}
    for name, rows in read_columns(written=True).items():
        columns = columns_of(name, written=True)
        if secrets.opened is None:
            found[name] = columns, rows
        elif name not in _SECRET:
            found[name] = columns, _told(columns, rows, secrets)
    return found


def _told(columns: Mapping[str, str], rows: list[Row], secrets: Secrets) -> list[Row]:
    names = list(columns)
    source = names.index("source") if "source" in names else None
    closed = [place for place, name in enumerate(names) if name in _VOTES]
    kind = names.index("kind") if "kind" in names and "value" in names else None
    told = []
    for row in rows:
        if kind is not None and row[kind] in _NOTES:
            continue
        cells = list(row)
        for place in closed:
            cells[place] = None
        if source is not None and cells[source].split(_WITHIN)[0] in secrets.files:
            cells[source] = str(WITHHELD)
        told.append(tuple(cells))
    return told
