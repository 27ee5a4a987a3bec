"""Lists of units that an office keeps in Excel, as the lines that unit files have.

The title above the headings says by which resolution and from which day:
"(Theo Nghị quyết số 896/NQ-UBTVQH14 ngày 11/02/2020, có hiệu lực từ ngày 01/3/2020)".
"""

from __future__ import annotations

import csv
import io
import re

from canbo.engine.vietnamese import clean
from canbo.exchange.units.columns import columns_of, form_of
from canbo.exchange.units.problems import LineProblem, UnitFileRefused
from canbo.exchange.workbooks import guard
from canbo.exchange.workbooks.grid import Sheet
from canbo.exchange.workbooks.guard import FileKind
from canbo.exchange.workbooks.legacy import settle
from canbo.exchange.workbooks.reading import WorkbookRefused

_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_DECREE = re.compile(r"((?:Nghị quyết|Quyết định|Nghị định)\s+(?:số\s*:?\s*)?[\w./-]+)", re.I)
_SINCE = re.compile(r"(?:hiệu lực|thi hành|kể từ)\D{0,20}(\d{1,2})/(\d{1,2})/(\d{4})", re.I)


def is_workbook(raw: bytes) -> bool:
    """Whether the content is an Excel workbook by its first bytes."""
    return raw[:4] in _MAGIC


def lines_of_workbook(file: str, raw: bytes) -> str:
    """The first sheet with headings of units as text, a line for each row of the sheet.

    Raises UnitFileRefused (`unit_file_damaged`, `unit_file_columns` where no sheet has them).
    """
    for sheet in _sheets(file, raw):
        for row in sheet.filled_rows():
            if form_of(columns_of(_cells(sheet, row))) is not None:
                return _text(sheet, row)
    raise UnitFileRefused((LineProblem(file, 0, "unit_workbook_columns"),))


def _sheets(file: str, raw: bytes) -> tuple[Sheet, ...]:
    try:
        if guard.recognise(raw) is FileKind.XLSX:
            from canbo.exchange.workbooks.xlsx import read_package

            return settle(read_package(raw))
        from canbo.exchange.workbooks.xls import read_binary

        return settle(read_binary(raw))
    except WorkbookRefused as refused:
        raise UnitFileRefused((LineProblem(file, 0, "unit_file_damaged"),)) from refused


def _cells(sheet: Sheet, row: int) -> list[str]:
    cells = sheet.rows.get(row, {})
    return [cells[c].line if c in cells else "" for c in range(max(cells, default=-1) + 1)]


def _text(sheet: Sheet, top: int) -> str:
    """Titles become remarks, so that a line's number stays that of its row."""
    width = len(_cells(sheet, top))
    above = [clean(" ".join(_cells(sheet, row))) for row in range(top)]
    told = " ".join(above)
    decree, since = _DECREE.search(told), _SINCE.search(told)
    about = [
        *([f"quyết định: {decree[1]}"] if decree else []),
        *([f"ngày: {since[3]}-{since[2]:0>2}-{since[1]:0>2}"] if since else []),
    ]
    stream = io.StringIO()
    for row in range(top):
        stream.write(f"# {about[row] if row < len(about) else ''}\n")
    writer = csv.writer(stream, lineterminator="\n")
    for row in range(top, max(sheet.filled_rows()) + 1):
        cells = _cells(sheet, row)[:width]
        writer.writerow([*cells, *[""] * (width - len(cells))])
    return stream.getvalue()
