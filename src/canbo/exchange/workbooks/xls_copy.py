"""Copies an .xls into an .xlsx workbook with its formats: only .xlsx can be written back.

What xlrd tells of an .xls goes along: values, fonts, colours, borders, alignment, number formats,
widths, heights, merged cells, hidden rows, columns and sheets. A formula becomes its value.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import xlrd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from canbo.exchange.workbooks import guard
from canbo.exchange.workbooks.xls import open_book

_HORIZONTAL = ("general", "left", "center", "right", "fill", "justify", "centerContinuous",
               "distributed")  # fmt: skip
_VERTICAL = ("top", "center", "bottom", "justify", "distributed")
_LINES = (None, "thin", "medium", "dashed", "dotted", "thick", "double", "hair", "mediumDashed",
          "dashDot", "mediumDashDot", "dashDotDot", "mediumDashDotDot", "slantDashDot")  # fmt: skip
_UNDERLINES = {1: "single", 2: "double", 0x21: "singleAccounting", 0x22: "doubleAccounting"}
_TWIPS = 20  # of a point
_LINE = 256  # width units of a character


def copy_of(content: bytes) -> Workbook:
    """Make the .xlsx workbook. Codes: encrypted_workbook, truncated_workbook, not_a_workbook."""
    with guard.library_at_work(f".xls, {guard.size_of(content)}"):
        book = open_book(content)
        guard.judge_sheet_count(book.nsheets)
        made = Workbook()
        made.remove(made.active)
        if book.datemode:
            made.epoch = xlrd.xldate.epoch_1904
        formats = _Formats(book)
        for number in range(book.nsheets):
            _copy_sheet(book.sheet_by_index(number), made, formats)
            book.unload_sheet(number)
        return made


def _copy_sheet(sheet: Any, book: Workbook, formats: _Formats) -> None:
    target = book.create_sheet(sheet.name)
    target.sheet_state = ("visible", "hidden", "veryHidden")[min(sheet.visibility, 2)]
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == xlrd.XL_CELL_EMPTY:
                continue
            cell = target.cell(row + 1, column + 1)
            _set_value(cell, kind, sheet.cell_value(row, column))
            formats.apply(cell, sheet.cell_xf_index(row, column))
    for top, end, left, far in sheet.merged_cells:
        if end - top > 1 or far - left > 1:
            target.merge_cells(None, top + 1, left + 1, end, far)
    _copy_sizes(sheet, target)


def _set_value(cell: Any, kind: int, value: Any) -> None:
    if kind == xlrd.XL_CELL_BLANK:
        return
    if kind == xlrd.XL_CELL_TEXT:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
    elif kind == xlrd.XL_CELL_ERROR:
        cell.value = xlrd.error_text_from_code.get(value, "#N/A")
        cell.data_type = "e"
    else:
        cell.value = bool(value) if kind == xlrd.XL_CELL_BOOLEAN else value


def _copy_sizes(sheet: Any, target: Any) -> None:
    for column, info in sheet.colinfo_map.items():
        if column < 16_384:
            made = target.column_dimensions[get_column_letter(column + 1)]
            made.width, made.hidden = info.width / _LINE, bool(info.hidden)
    for row, info in sheet.rowinfo_map.items():
        if row < sheet.nrows:
            made = target.row_dimensions[row + 1]
            made.hidden = bool(info.hidden)
            if info.height_mismatch or info.has_default_height == 0:
                made.height = info.height / _TWIPS
    if sheet.panes_are_frozen and sheet.vert_split_pos + sheet.horz_split_pos:
        target.freeze_panes = target.cell(sheet.horz_split_pos + 1, sheet.vert_split_pos + 1)


class _Formats:
    """The formats of an .xls in openpyxl's terms, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._of = cache(self._make)

    def apply(self, cell: Any, number: int) -> None:
        """Give a cell the format of that number."""
        cell.font, cell.fill, cell.border, cell.alignment, cell.number_format = self._of(number)

    def _make(self, number: int) -> tuple[Font, PatternFill, Border, Alignment, str]:
        style = self._book.xf_list[number]
        align = style.alignment
        code = self._book.format_map[style.format_key].format_str
        return (
            self._font(style.font_index),
            self._fill(style.background),
            self._border(style.border),
            Alignment(
                horizontal=_at(_HORIZONTAL, align.hor_align, "general"),
                vertical=_at(_VERTICAL, align.vert_align, "bottom"),
                wrap_text=bool(align.text_wrapped),
                text_rotation=align.rotation if align.rotation <= 180 else 0,
                indent=align.indent_level,
                shrink_to_fit=bool(align.shrink_to_fit),
            ),
            code or "General",
        )

    def _font(self, number: int) -> Font:
        font = self._book.font_list[number]
        return Font(
            name=font.name, size=font.height / _TWIPS, bold=bool(font.bold),
            italic=bool(font.italic), strike=bool(font.struck_out),
            underline=_UNDERLINES.get(font.underline_type), color=self._colour(font.colour_index),
        )  # fmt: skip

    def _fill(self, background: Any) -> PatternFill:
        colour = self._colour(background.pattern_colour_index)
        if background.fill_pattern == 0 or colour is None:
            return PatternFill()
        return PatternFill("solid", fgColor=colour)

    def _border(self, border: Any) -> Border:
        return Border(
            **{
                side: Side(
                    style=_at(_LINES, getattr(border, f"{side}_line_style"), None),
                    color=self._colour(getattr(border, f"{side}_colour_index")),
                )
                for side in ("left", "right", "top", "bottom")
            }
        )

    def _colour(self, number: int) -> str | None:
        rgb = self._book.colour_map.get(number)
        return "FF{:02X}{:02X}{:02X}".format(*rgb) if rgb else None


def _at(names: Any, place: int, otherwise: Any) -> Any:
    return names[place] if 0 <= place < len(names) else otherwise
