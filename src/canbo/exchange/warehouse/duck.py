"""DuckDB in this process, in memory: Arrow tables in, rows out; nothing is written anywhere.

DuckDB, Ibis and PyArrow are loaded on first use: they cost half a second together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import TracebackType
from typing import Any, Self

Row = tuple[Any, ...]

# The warehouse sees only what it is handed: no files, no variables of the caller.
_CLOSED = {"enable_external_access": "false", "python_enable_replacements": "false"}


def sql_of(expression: Any) -> str:
    """Write the DuckDB SQL of an unbound Ibis expression; the same one is written once."""
    return _sql_of(expression.op())


@lru_cache(maxsize=256)
def _sql_of(operation: Any) -> str:
    import ibis

    return str(ibis.to_sql(operation.to_expr(), dialect="duckdb"))


class DuckWarehouse:
    """One in-memory database; use it as a context manager, it is gone at the end."""

    def __init__(self) -> None:
        import duckdb

        self._connection = duckdb.connect(":memory:", config=_CLOSED)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def load_arrow(self, name: str, table: Any) -> None:
        """Offer an Arrow table under a name, without a copy; a second one replaces it."""
        self._connection.register(name, table)

    def load(self, name: str, columns: Mapping[str, str], rows: Sequence[Row]) -> None:
        """Offer plain rows as a table; `columns` maps names to Ibis types, in the rows' order."""
        self.load_arrow(name, arrow_table(columns, rows))

    def keep(self, name: str, expression: Any) -> None:
        """Run an unbound expression and keep its rows as a table."""
        self._connection.execute(f'CREATE OR REPLACE TABLE "{name}" AS {sql_of(expression)}')

    def rows(self, expression: Any) -> list[Row]:
        """Run an unbound expression and return its rows."""
        found: list[Row] = self._connection.execute(sql_of(expression)).fetchall()
        return found


def arrow_table(columns: Mapping[str, str], rows: Sequence[Row]) -> Any:
    """Turn rows into an Arrow table; `columns` maps names to Ibis types, in the rows' order."""
    import ibis
    import pyarrow

    schema = ibis.schema(dict(columns)).to_pyarrow()
    vectors = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    arrays = [
        pyarrow.array(vector, type=field.type)
        for vector, field in zip(vectors, schema, strict=True)
    ]
    return pyarrow.Table.from_arrays(arrays, schema=schema)
