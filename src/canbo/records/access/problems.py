"""What a file's reading listed, as kept with a draft or an import: a page of it, its kinds, all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from canbo.records.queries import sql

_FIELDS = ("sheet", "cell", "code", "found", "expected", "suggestion")
_SAID = ", ".join(f"one ->> '{name}' AS {name}" for name in _FIELDS)
_COLUMN = "rtrim(one ->> 'cell', '0123456789')"
_EXAMPLES = 3  # of a kind, its first ones


@dataclass(frozen=True, slots=True)
class Where:
    """Problems of one code in one column of a sheet; all without a code."""

    code: str = ""
    sheet: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """A page of a file's problems, those of one code together, as rows of `Problem`.

    `alike` in a row counts the problems of its code among all that were asked for, `total` these.
    """

    rows: tuple[Mapping[str, Any], ...]
    total: int


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """The problems of one code in one column: how many there are, and the first of them."""

    where: Where
    total: int
    first: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """The row of one of our tables that keeps problems."""

    table: str
    row: UUID | int

    def page(self, page: int, size: int, where: Where | None = None) -> ProblemPage:
        """A page of the problems, or of those of one kind."""
        asked, values = "", list[Any]()
        if where is not None and where.code:
            asked = f"AND one ->> 'code' = %s AND one ->> 'sheet' = %s AND {_COLUMN} = %s"
            values = [where.code, where.sheet, where.column]
        query = f"""SELECT {_SAID}, count(*) OVER (PARTITION BY one ->> 'code'), count(*) OVER ()
            FROM {self._problems} WHERE id = %s {asked}
            ORDER BY min(place) OVER (PARTITION BY one ->> 'code'), place
            LIMIT %s OFFSET %s"""  # noqa: S608 - names of this app
        found = sql.rows(query, [self.row, *values, size, (page - 1) * size])
        rows = tuple(dict(zip((*_FIELDS, "alike"), one[:-1], strict=True)) for one in found)
        return ProblemPage(rows, found[0][-1] if found else 0)

    def kinds(self) -> tuple[ProblemKind, ...]:
        """The kinds of problems, by one query however many problems there are."""
        query = f"""SELECT * FROM (
                SELECT {_SAID}, {_COLUMN} AS "column", count(*) OVER kind AS total,
                    min(place) OVER kind AS first, place,
                    min(place) OVER (PARTITION BY one ->> 'code') AS first_of_code,
                    row_number() OVER (kind ORDER BY place) AS number
                FROM {self._problems} WHERE id = %s
                WINDOW kind AS (PARTITION BY one ->> 'code', one ->> 'sheet', {_COLUMN})) AS said
            WHERE number <= %s ORDER BY first_of_code, first, place"""  # noqa: S608
        kinds: dict[Where, tuple[int, list[Mapping[str, Any]]]] = {}
        for found in sql.rows(query, [self.row, _EXAMPLES]):
            said = dict(zip(_FIELDS, found, strict=False))
            where = Where(said["code"], said["sheet"], found[len(_FIELDS)])
            kinds.setdefault(where, (found[len(_FIELDS) + 1], []))[1].append(said)
        return tuple(ProblemKind(where, n, tuple(first)) for where, (n, first) in kinds.items())

    def all(self) -> Iterator[Mapping[str, Any]]:
        """All problems in the file's order."""
        query = f"""SELECT {_SAID} FROM {self._problems} WHERE id = %s ORDER BY place"""  # noqa: S608
        return (dict(zip(_FIELDS, one, strict=True)) for one in sql.rows(query, [self.row]))

    @property
    def _problems(self) -> str:
        return f"{self.table}, jsonb_array_elements(problems) WITH ORDINALITY AS listed(one, place)"
