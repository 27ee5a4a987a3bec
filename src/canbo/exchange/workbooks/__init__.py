"""Reads real office workbooks by their headers, never by addresses; accounts for every cell."""

from canbo.exchange.workbooks.reader import read_workbook
from canbo.exchange.workbooks.reading import Reading, WorkbookRefused
from canbo.exchange.workbooks.vocabulary import Vocabulary

__all__ = ["Reading", "Vocabulary", "WorkbookRefused", "read_workbook"]
