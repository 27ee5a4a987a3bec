"""Parquet tables out, with the exact types of the contract."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from canbo.exchange.arrow import arrow
from canbo.exchange.tables.schema import Kind, Table


def write_table(path: Path, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Write rows as one Parquet file; a reader sees the old file or the whole new one."""
    pyarrow = arrow()
    from pyarrow import parquet

    types = {
        Kind.TEXT: pyarrow.string(),
        Kind.BIRTH: pyarrow.string(),
        Kind.INTEGER: pyarrow.int64(),
        Kind.DAY: pyarrow.date32(),
        Kind.FLAG: pyarrow.bool_(),
    }
    schema = pyarrow.schema([(column.name, types[column.kind]) for column in table.columns])
    part = path.with_name(path.name + ".part")
    parquet.write_table(pyarrow.Table.from_pylist(list(rows), schema=schema), part)
    os.replace(part, path)
