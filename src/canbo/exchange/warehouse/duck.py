"""DuckDB in this process, in memory: Arrow tables in, rows out; nothing is written anywhere.

DuckDB, Ibis and PyArrow are loaded on first use: they cost half a second together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path
from typing import Any

from canbo.engine.figures.statements import Statement
from canbo.exchange.arrow import arrow
from canbo.exchange.warehouse.keeping import kept

Row = tuple[Any, ...]
_ARROW = {"string": "string", "date": "date32", "int64": "int64", "boolean": "bool_"}

_WORTH_PACKING = 200_000  # rows: a checkpoint of fewer costs more time than it saves memory
# The warehouse sees only what it is handed: no files, no variables of the caller.
_CLOSED = {"enable_external_access": "false", "python_enable_replacements": "false"}


def sql_of(expression: Any) -> str:
    """Write the DuckDB SQL of an unbound Ibis expression; the same one is written once."""
    return _sql_of(expression.op())


def text_of(statement: Statement) -> str:
    """The SQL of a statement: as it is kept, else written now."""
    text = kept().get(statement.name)
    return text if text is not None else sql_of(statement.build())


@lru_cache(maxsize=512)
def _sql_of(operation: Any) -> str:
    import ibis

    return str(ibis.to_sql(operation.to_expr(), dialect="duckdb"))


class DuckWarehouse(AbstractContextManager["DuckWarehouse"]):
    """One in-memory database; use it as a context manager, it is gone at the end.

    Its tables are compressed where that saves gigabytes: a nation's facts take half the memory.
    """

    def __init__(self) -> None:
        import duckdb

        self._connection = duckdb.connect(":memory:", config=_CLOSED)
        self._connection.execute("ATTACH ':memory:' AS packed (COMPRESS); USE packed")

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def load_arrow(self, name: str, table: Any) -> None:
        """Take in an Arrow table under a name; a second one replaces it.

        It is copied: DuckDB cannot look for ids in a column of Arrow's.
        """
        self._connection.register("arrow_input", table)
        self._make(name, "FROM arrow_input")
        self._connection.unregister("arrow_input")

    def load(self, name: str, columns: Mapping[str, str], rows: Sequence[Row]) -> None:
        """Offer plain rows as a table; `columns` maps names to Ibis types, in the rows' order."""
        self.load_arrow(name, arrow_table(columns, rows))

    def keep(self, name: str, statement: Statement) -> None:
        """Run a statement and keep its rows as a table."""
        self._make(name, text_of(statement))

    def _make(self, name: str, query: str) -> None:
        """Make a table of a query's rows; DuckDB packs tables when it makes a checkpoint."""
        made = self._connection.execute(f'CREATE OR REPLACE TABLE "{name}" AS {query}').fetchone()
        if made is not None and made[0] > _WORTH_PACKING:
            self._connection.execute("CHECKPOINT")

    def rows(self, statement: Statement) -> list[Row]:
        """Run a statement and return its rows."""
        found: list[Row] = self._connection.execute(text_of(statement)).fetchall()
        return found


def write_parquet(path: Path, table: Any) -> None:
    """Write an Arrow table as a Parquet file."""
    import pyarrow.parquet

    pyarrow.parquet.write_table(table, path, compression="zstd")


def arrow_table(columns: Mapping[str, str], rows: Sequence[Row]) -> Any:
    """Turn rows into an Arrow table; `columns` maps names to Ibis types, in the rows' order."""
    pyarrow = arrow()
    vectors = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pyarrow.table(
        {
            name: arrow_column(kind, vector)
            for (name, kind), vector in zip(columns.items(), vectors, strict=True)
        }
    )


def arrow_column(kind: str, values: Sequence[Any]) -> Any:
    """Turn values into an Arrow column of an Ibis type; ids are UUIDs and lie as 16 bytes."""
    pyarrow = arrow()
    if kind == "uuid":
        lying = pyarrow.array([value and value.bytes for value in values], pyarrow.binary(16))
        return pyarrow.ExtensionArray.from_storage(pyarrow.uuid(), lying)
    if kind == "timestamp('UTC')":
        return pyarrow.array(values, type=pyarrow.timestamp("us", tz="UTC"))
    return pyarrow.array(values, type=getattr(pyarrow, _ARROW[kind])())
