"""Spark in this process (`pip install 'canbo[spark]'`, and Java): the same statements, equal rows.

For an office whose columns lie in Spark already. Spark has no type for ids: they are text there and
ids again in the rows that come back, in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

from canbo.engine.figures.statements import Statement
from canbo.exchange.warehouse.duck import Row, arrow_table

_SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "1",
}


class SparkWarehouse(AbstractContextManager["SparkWarehouse"]):
    """One local session; use it as a context manager, what it holds is gone at the end."""

    def __init__(self) -> None:
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master("local[2]").appName("canbo")
        for name, value in _SETTINGS.items():
            builder = builder.config(name, value)
        self._session = builder.getOrCreate()
        self._session.sparkContext.setLogLevel("ERROR")

    def __exit__(self, *_: object) -> None:
        self._session.stop()

    def load(self, name: str, columns: Mapping[str, str], rows: Sequence[Row]) -> None:
        """Offer plain rows as a table; `columns` maps names to Ibis types, in the rows' order."""
        kinds = {column: "string" if kind == "uuid" else kind for column, kind in columns.items()}
        told = [tuple(str(one) if isinstance(one, UUID) else one for one in row) for row in rows]
        frame = self._session.createDataFrame(arrow_table(kinds, told))
        frame.createOrReplaceTempView(name)

    def keep(self, name: str, statement: Statement) -> None:
        """Run a statement and keep its rows as a table."""
        frame = self._session.sql(_text(statement.build()))
        frame.localCheckpoint().createOrReplaceTempView(name)

    def rows(self, statement: Statement) -> list[Row]:
        """Run a statement and return its rows."""
        expression = statement.build()
        ids = [kind.is_uuid() for kind in expression.schema().values()]
        found = self._session.sql(_text(expression)).collect()
        return [
            tuple(UUID(one) if is_id and one else one for one, is_id in zip(row, ids, strict=True))
            for row in found
        ]


def _text(expression: Any) -> str:
    import ibis

    return str(ibis.to_sql(expression, dialect="pyspark"))
