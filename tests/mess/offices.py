"""Workbooks written by hand after the manner of some office, each with its truth beside it.

A file of `offices/` holds sheets as rows of cells parted by `|` (a line break inside a cell is
`⏎`; `#12` a number, `@1965-08-12` a true date, `@1965-08` one shown as month and year), how they
were typed (`hand`), merges, hidden parts, the rows of people, and what is true of whom. `listed`
names the cells that nobody could read surely: they must be listed, and what they say is not
expected. `derived` are columns that are counted from others; `forms` are no tables of people.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from openpyxl.utils import range_boundaries

from canbo.engine.vietnamese import spelling_key
from tests.mess.books import Book, address
from tests.mess.encodings import tcvn3, tcvn3_capitals, vni
from tests.mess.page import Ink, Page, write_xls, write_xlsx

FOLDER = Path(__file__).parent / "offices"
Truth = Sequence[Mapping[str, Any]]
_NOTHING = re.compile(r"[-–/.0]*|không|chưa|ko|o", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(\.0)?[.)]?|[a-h]\)")


def office_files() -> list[Path]:
    """All files, in order."""
    return sorted(FOLDER.glob("*.yaml"))


def office_book(file: Path, folder: Path) -> Book:
    """Write one office's workbook."""
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    people: Truth = data["truth"]
    pages = [_page(sheet) for sheet in data["sheets"]]
    lines: dict[str, int] = {}
    for page, sheet in zip(pages, data["sheets"], strict=True):
        whose = _whose(page, people)
        lines |= {
            address(page.name, *place): whose[place[0]] for place in page.cells if place[0] in whose
        }
        if not sheet.get("forms", False):
            _say(page, whose, {ord(column) - ord("A") for column in sheet.get("derived", ())})
        _dress(page, sheet.get("hand", ""))
    as_xls = data.get("xls", False)
    path = folder / f"{file.stem}.{'xls' if as_xls else 'xlsx'}"
    (write_xls if as_xls else write_xlsx)(pages, path)
    expected = {
        (number, what): str(value)
        for number, one in enumerate(people)
        for what, value in one.items()
        if what != "at"
    }
    day = date.fromisoformat(str(data["as_of"]))
    listed = frozenset(data.get("listed", ()))
    return Book(path, day, pages, expected, (file.stem,), lines, listed)


def _page(sheet: Mapping[str, Any]) -> Page:
    page = Page(sheet["name"], hidden=sheet.get("hidden", False))
    for row, line in enumerate(sheet["rows"].splitlines()):
        for column, written in enumerate(line.split("|")):
            page.put(row, column, _ink(written.strip().replace("⏎", "\n")))
    for left, top, right, bottom in map(range_boundaries, sheet.get("merges", ())):
        page.merges.append((top - 1, left - 1, bottom - 1, right - 1))
    page.hidden_rows = {row - 1 for row in sheet.get("hidden_rows", ())}
    page.hidden_columns = {ord(column) - ord("A") for column in sheet.get("hidden_columns", ())}
    page.people_rows = [
        row - 1 for first, last in sheet["people"] for row in range(first, last + 1)
    ]
    return page


def _ink(written: str) -> Ink:
    if written.startswith("#"):
        return Ink(float(written[1:]))
    if re.fullmatch(r"@\d{4}-\d\d-\d\d", written):
        return Ink(date.fromisoformat(written[1:]), shows="dd/mm/yyyy")
    if re.fullmatch(r"@\d{4}-\d\d", written):
        return Ink(date.fromisoformat(written[1:] + "-01"), shows="mm/yyyy")
    return Ink(written)


# --- what says what


def _whose(page: Page, people: Truth) -> dict[int, int]:
    """Each line of people → the number of whom it speaks; `at` tells people of one name apart."""
    found: dict[int, int] = {}
    last = 0
    for row in page.people_rows:
        place = f"{page.name}!{row + 1}"
        told = [number for number, one in enumerate(people) if place in one.get("at", ())]
        words = _names_in(page, row)
        alike = told or [n for n, one in enumerate(people) if spelling_key(one["name"]) in words]
        last = next((n for n in alike if n not in found.values()), alike[0] if alike else last)
        found[row] = last
    return found


def _names_in(page: Page, row: int) -> set[str]:
    """What may be a name in a line: each cell, two cells together, all without an honorific."""
    texts = [str(page.cells[place].value) for place in sorted(page.cells) if place[0] == row]
    pairs = [f"{one} {other}" for one, other in pairwise(texts)]
    return {spelling_key(re.sub(r"^Đ/c ", "", text)) for text in (*texts, *pairs)}


def _say(page: Page, whose: Mapping[int, int], derived: set[int]) -> None:
    """Each cell in a line of people says something, but numbers, dashes and derived columns."""
    for (row, column), ink in page.cells.items():
        text = str(ink.value)
        first = min(c for r, c in page.cells if r == row)
        is_furniture = column in derived or (column == first and _NUMBER.fullmatch(text))
        if row in whose and not is_furniture and not _NOTHING.fullmatch(text):
            page.cells[row, column] = replace(ink, says=((whose[row], "cell"),))


# --- how it was typed


def _dress(page: Page, hand: str) -> None:
    if hand:
        page.change(_HANDS[hand])


def _tcvn3(ink: Ink) -> Ink:
    """Text all in capitals stands in the font of capitals, other text in the usual one."""
    text = str(ink.value)
    if text == text.upper() and any(char.isalpha() for char in text):
        return replace(ink, value=tcvn3_capitals(text), font=".VnTimeH")
    return replace(ink, value=tcvn3(text), font=".VnTime")


_HANDS: dict[str, Callable[[Ink], Ink]] = {
    "tcvn3": _tcvn3,
    "vni": lambda ink: replace(ink, value=vni(str(ink.value)), font="VNI-Times"),
    "nfd": lambda ink: replace(ink, value=unicodedata.normalize("NFD", str(ink.value))),
    "eth": lambda ink: replace(ink, value=str(ink.value).replace("Đ", "\u00d0")),
}


def office_books(folder: Path) -> Iterator[Book]:
    """All offices' workbooks, written into a folder."""
    for file in office_files():
        yield office_book(file, folder)
