"""Reading the records for operations and access, without a judgement of rights; private."""

from canbo.records.queries.columns import COLUMNS, arrow_tables, read_columns
from canbo.records.queries.snapshot import read_snapshot, read_snapshot_of
from canbo.records.queries.stored import read_facts

__all__ = [
    "COLUMNS",
    "arrow_tables",
    "read_columns",
    "read_facts",
    "read_snapshot",
    "read_snapshot_of",
]
