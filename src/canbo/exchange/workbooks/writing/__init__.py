"""Lists of canbo as workbooks of an office: real types, print setup, and a hidden key."""

from canbo.exchange.workbooks.writing.lists import (
    Keyed,
    ListColumn,
    ListHead,
    ListRow,
    write_list,
)

__all__ = ["Keyed", "ListColumn", "ListHead", "ListRow", "write_list"]
