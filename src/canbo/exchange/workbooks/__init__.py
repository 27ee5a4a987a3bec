"""Reads real office workbooks by their headers, never by addresses; accounts for every cell.

The reader is loaded where it is asked for: it takes half a second, which most commands do not need.
"""

from typing import TYPE_CHECKING, Any

from canbo.exchange.workbooks.reading import Reading, WorkbookRefused

if TYPE_CHECKING:
    from canbo.exchange.workbooks.reader import read_workbook
    from canbo.exchange.workbooks.vocabulary import Vocabulary

__all__ = ["Reading", "Vocabulary", "WorkbookRefused", "read_workbook"]


def __getattr__(name: str) -> Any:
    if name == "read_workbook":
        from canbo.exchange.workbooks.reader import read_workbook

        return read_workbook
    if name == "Vocabulary":
        from canbo.exchange.workbooks.vocabulary import Vocabulary

        return Vocabulary
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
