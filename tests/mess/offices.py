"""Workbooks written by hand after the manner of some office, each with its truth beside it.

A file of `offices/` holds the sheets as rows of cells parted by `|` (a line break inside a cell is
`⏎`; `#12` a number, `@1965-08-12` a true date, `@1965-08` one shown as month and year), their
fonts, merges and hidden parts, and who stands in them. `listed` names the cells that nobody could
read surely: they must be listed, and what they say is not expected.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from openpyxl.utils import coordinate_to_tuple, range_boundaries

from tests.mess.books import Book
from tests.mess.encodings import tcvn3, tcvn3_capitals, vni
from tests.mess.page import Ink, Page, write_xls, write_xlsx

FOLDER = Path(__file__).parent / "offices"
_NOTHING = re.compile(r"[-–/.0]*|không|chưa|ko|o", re.IGNORECASE)


def office_files() -> list[Path]:
    """All files, in order."""
    return sorted(FOLDER.glob("*.yaml"))


def office_book(file: Path, folder: Path) -> Book:
    """Write one office's workbook."""
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    pages = [_page(sheet) for sheet in data["sheets"]]
    derived = {(s["name"], ord(c) - ord("A")) for s in data["sheets"] for c in s.get("derived", ())}
    people = data["truth"]
    expected = {
        (number, what): str(value)
        for number, one in enumerate(people)
        for what, value in one.items()
    }
    listed = {tuple(one.split("!")) for one in data.get("listed", ())}
    for page in pages:
        _say(page, {column for name, column in derived if name == page.name})
    as_xls = data.get("xls", False)
    path = folder / f"{file.stem}.{'xls' if as_xls else 'xlsx'}"
    (write_xls if as_xls else write_xlsx)(pages, path)
    day = date.fromisoformat(str(data["as_of"]))
    return Book(path, day, pages, expected, (file.stem,), frozenset(listed))


def _page(sheet: dict[str, Any]) -> Page:
    page = Page(sheet["name"], hidden=sheet.get("hidden", False))
    for row, line in enumerate(sheet["rows"].splitlines()):
        for column, written in enumerate(line.split("|")):
            page.put(row, column, _ink(written.strip().replace("⏎", "\n")))
    for left, top, right, bottom in map(range_boundaries, sheet.get("merges", ())):
        page.merges.append((top - 1, left - 1, bottom - 1, right - 1))
    page.hidden_rows = {row - 1 for row in sheet.get("hidden_rows", ())}
    page.hidden_columns = {ord(column) - ord("A") for column in sheet.get("hidden_columns", ())}
    page.people_rows = [row - 1 for first, last in sheet["people"] for row in range(first, last + 1)]
    apart = {_place(cell) for cell in sheet.get("apart", ())}  # cells in another font
    change = _HANDS.get(sheet.get("hand", ""))
    if change is not None:
        page.cells = {
            place: change(ink) if isinstance(ink.value, str) and place not in apart else ink
            for place, ink in page.cells.items()
        }
    return page


def _place(address: str) -> tuple[int, int]:
    row, column = coordinate_to_tuple(address)
    return row - 1, column - 1


def _ink(written: str) -> Ink:
    if written.startswith("#"):
        return Ink(float(written[1:]))
    if re.fullmatch(r"@\d{4}-\d\d-\d\d", written):
        return Ink(date.fromisoformat(written[1:]), shows="dd/mm/yyyy")
    if re.fullmatch(r"@\d{4}-\d\d", written):
        return Ink(date.fromisoformat(written[1:] + "-01"), shows="mm/yyyy")
    return Ink(written)


def _say(page: Page, derived: set[int]) -> None:
    """Each cell in a line of people says something, but numbers, dashes and derived columns."""
    body = set(page.people_rows)
    for (row, column), ink in page.cells.items():
        first = min(c for r, c in page.cells if r == row)
        counts = column == first and re.fullmatch(r"\d+(\.0)?[.)]?|[a-h]\)", str(ink.value))
        if row in body and column not in derived and not counts and not _NOTHING.fullmatch(str(ink.value)):
            page.cells[row, column] = replace(ink, says=((-1, "cell"),))


def _in_font(font: str, change: Callable[[str], str]) -> Callable[[Ink], Ink]:
    return lambda ink: replace(ink, value=change(str(ink.value)), font=font)


def _tcvn3(ink: Ink) -> Ink:
    text = str(ink.value)
    if text == text.upper() and any(char.isalpha() for char in text):
        return replace(ink, value=tcvn3_capitals(text), font=".VnTimeH")
    return replace(ink, value=tcvn3(text), font=".VnTime")


_HANDS: dict[str, Callable[[Ink], Ink]] = {
    "tcvn3": _tcvn3,
    "vni": _in_font("VNI-Times", vni),
    "nfd": lambda ink: replace(ink, value=unicodedata.normalize("NFD", str(ink.value))),
    "eth": lambda ink: replace(ink, value=str(ink.value).replace("Đ", "\u00d0")),
}


def books(folder: Path) -> Iterator[Book]:
    """All offices' workbooks, written into a folder."""
    for file in office_files():
        yield office_book(file, folder)
