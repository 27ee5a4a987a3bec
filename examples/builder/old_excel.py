"""Writes a workbook as .xls of Excel 97 to 2003, with fonts from before Unicode where asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlwt

from examples.builder.legacy import Runs, plain_runs, tcvn3_runs, vni_runs
from examples.builder.sheets import Book, Look, Page, Value, lines_by_row

_ALIGN = {"left": xlwt.Alignment.HORZ_LEFT, "center": xlwt.Alignment.HORZ_CENTER}
_TWENTIETHS = 20  # a font's height is written in twentieths of a point
_COLUMN_UNIT = 256  # a width is written in 1/256 of a character


def write_xls(book: Book, path: Path) -> None:
    """Write the workbook; the same book gives the same bytes."""
    written = xlwt.Workbook(encoding="utf-8")
    written.owner = ""  # else the name of whoever runs the builder
    styles = _Styles(book)
    for page in book.pages:
        _write_page(written.add_sheet(page.name), page, styles)
    written.save(str(path))


def _writer(book: Book) -> Callable[[str], Runs]:
    if book.script == "tcvn3":
        return tcvn3_runs
    if book.script == "vni":
        return vni_runs
    return plain_runs(book.font)


class _Styles:
    """One xlwt style for each font, look and number format; Excel allows 4,000."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.runs = _writer(book)
        self._styles: dict[tuple[str, Look, str], xlwt.XFStyle] = {}
        self._fonts: dict[tuple[str, Look], xlwt.Font] = {}

    def font(self, name: str, look: Look) -> xlwt.Font:
        key = (name, look)
        if key not in self._fonts:
            font = xlwt.Font()
            font.name, font.bold, font.italic = name, look.bold, look.italic
            font.height = (look.size or self.book.size) * _TWENTIETHS
            font.underline = xlwt.Font.UNDERLINE_SINGLE if look.underline else 0
            self._fonts[key] = font
        return self._fonts[key]

    def style(self, name: str, look: Look, number_format: str = "General") -> xlwt.XFStyle:
        key = (name, look, number_format)
        if key not in self._styles:
            style = xlwt.XFStyle()
            style.font = self.font(name, look)
            style.num_format_str = number_format
            style.alignment.horz = _ALIGN[look.align]
            style.alignment.vert = xlwt.Alignment.VERT_CENTER
            style.alignment.wrap = int(look.border)
            side = xlwt.Borders.THIN if look.border else xlwt.Borders.NO_LINE
            borders = style.borders
            borders.left = borders.right = borders.top = borders.bottom = side
            self._styles[key] = style
        return self._styles[key]

    @property
    def plain_font(self) -> str:
        return self.runs("a")[0][0]


def _write_page(sheet: Any, page: Page, styles: _Styles) -> None:
    sheet.portrait = not page.landscape
    sheet.paper_size_code = 9
    sheet.fit_num_pages = 1
    sheet.fit_width_to_pages, sheet.fit_height_to_pages = 1, 0
    sheet.header_str = sheet.footer_str = b""
    for column, width in page.widths.items():
        sheet.col(column).width = int(width * _COLUMN_UNIT)
        sheet.col(column).hidden = column in page.hidden
    for row, lines in lines_by_row(page).items():
        sheet.row(row).height_mismatch = True
        sheet.row(row).height = int((2 + lines * styles.book.size * 1.3) * _TWENTIETHS)
        sheet.row(row).hidden = row in page.hidden_rows
    covered = set()
    for first_row, first_column, last_row, last_column in page.merges:
        style = styles.style(styles.plain_font, page.values[first_row, first_column][1])
        sheet.merge(first_row, last_row, first_column, last_column, style)
        rows, columns = range(first_row, last_row + 1), range(first_column, last_column + 1)
        covered |= {(row, column) for row in rows for column in columns}
    for (row, column), (value, look) in sorted(page.values.items()):
        if value is None and (row, column) in covered:
            continue  # merging wrote it
        _write_cell(sheet, (row, column), value, look, styles)


def _write_cell(
    sheet: Any, place: tuple[int, int], value: Value, look: Look, styles: _Styles
) -> None:
    row, column = place
    if isinstance(value, str):
        runs = styles.runs(value)
        style = styles.style(runs[0][0], look)
        if len(runs) == 1:
            sheet.write(row, column, runs[0][1], style)
        else:
            rich = [(text, styles.font(font, look)) for font, text in runs]
            sheet.write_rich_text(row, column, rich, style)
    elif isinstance(value, date):
        style = styles.style(styles.plain_font, look, "DD/MM/YYYY")
        sheet.write(row, column, datetime.combine(value, time()), style)
    elif value is not None:
        sheet.write(row, column, value, styles.style(styles.plain_font, look))
    elif look.border:
        sheet.write(row, column, None, styles.style(styles.plain_font, look))
