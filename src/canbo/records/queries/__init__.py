"""Reading the records for operations and access, without a judgement of rights; private."""

from canbo.records.queries.columns import COLUMNS, arrow_tables, columns_of, read_columns
from canbo.records.queries.snapshot import FIELDS, read_judged, read_snapshot, read_snapshot_of
from canbo.records.queries.stored import read_facts

__all__ = [
    "COLUMNS",
    "FIELDS",
    "arrow_tables",
    "columns_of",
    "read_columns",
    "read_facts",
    "read_judged",
    "read_snapshot",
    "read_snapshot_of",
]
