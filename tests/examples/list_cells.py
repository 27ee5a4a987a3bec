"""Reads the committed lists with other libraries than canbo's rooms: every cell as Unicode."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import xlrd

from examples.builder.legacy import to_tcvn3, to_vni

Cells = dict[tuple[str, str, str], Any]
_VOWELS = "aăâeêioôơuưy"
_MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
LETTERS = [
    unicodedata.normalize("NFC", vowel + mark) for vowel in _VOWELS for mark in _MARKS
] + ["đ"]  # fmt: skip


def _back(text: str, table: dict[str, str]) -> str:
    """Take the longest known signs from the left."""
    made, place = "", 0
    while place < len(text):
        for length in (2, 1):
            sign = text[place : place + length]
            if len(sign) == length and sign in table:
                made, place = made + table[sign], place + length
                break
        else:
            made, place = made + text[place], place + 1
    return made


_SMALL = {to_tcvn3(letter): letter for letter in LETTERS} | {
    to_tcvn3(letter): letter for letter in "ĂÂÊÔƠƯĐ"
}
_VNI = {to_vni(form): form for letter in LETTERS for form in (letter, letter.upper())}


def from_font(text: str, font: str) -> str:
    """Bring a stretch of text back to Unicode by its font."""
    if font.startswith(".VnTime"):
        plain = _back(text, _SMALL)
        return plain.upper() if font.endswith("H") else plain
    return _back(text, _VNI) if font.startswith("VNI") else text


def _runs(sheet: Any, book: Any, row: int, column: int) -> str:
    """The text of a cell whose stretches may have fonts of their own."""
    value = sheet.cell_value(row, column)
    style = book.xf_list[sheet.cell_xf_index(row, column)]
    places = [(0, style.font_index), *sheet.rich_text_runlist_map.get((row, column), [])]
    made = ""
    for number, (start, font) in enumerate(places):
        end = places[number + 1][0] if number + 1 < len(places) else len(value)
        made += from_font(value[start:end], book.font_list[font].name)
    return made


def _old_cells(path: Path) -> Iterator[tuple[str, str, Any]]:
    book = xlrd.open_workbook(str(path), formatting_info=True)
    for sheet in book.sheets():
        for row in range(sheet.nrows):
            for column in range(sheet.ncols):
                kind = sheet.cell_type(row, column)
                if kind == xlrd.XL_CELL_TEXT:
                    value: Any = _runs(sheet, book, row, column)
                elif kind == xlrd.XL_CELL_DATE:
                    number = sheet.cell_value(row, column)
                    value = xlrd.xldate_as_datetime(number, book.datemode)
                elif kind == xlrd.XL_CELL_NUMBER:
                    value = sheet.cell_value(row, column)
                else:
                    continue
                yield sheet.name, f"{xlrd.colname(column)}{row + 1}", value


def _new_cells(path: Path) -> Iterator[tuple[str, str, Any]]:
    for sheet in openpyxl.load_workbook(path, data_only=True):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    yield sheet.title, cell.coordinate, cell.value


def cells_of(path: Path) -> Cells:
    """Every cell with a value: (file, sheet, address) to value."""
    found = _old_cells(path) if path.suffix == ".xls" else _new_cells(path)
    return {(path.name, sheet, address): value for sheet, address, value in found}


def as_day(value: Any) -> tuple[int, ...]:
    """The numbers of a written day, month or year, year first."""
    if isinstance(value, datetime.datetime):
        return value.year, value.month, value.day
    if isinstance(value, float):
        return (int(value),)
    return tuple(int(part) for part in reversed(re.split("[/.-]", str(value))))
