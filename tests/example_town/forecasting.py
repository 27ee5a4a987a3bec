"""What a forecast of the end of 2008 could say of Sầm Sơn, worked out from its builder's ledgers.

Nothing here asks canbo: who sat in the committee by the papers that had come in, what these papers
write of their birth, and the ages of retirement of those years; then what the ledgers say came.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import openpyxl
import xlrd

from tests.example_town.towns import Town

AGES = {"m": 60, "f": 55}  # of those years, whatever the month of birth
LEADING = {"X01", "X02", "X03", "X04", "X05", "X06"}
Entry = dict[str, Any]


@dataclass(frozen=True)
class Days:
    """The first and the last day that a pension may begin on."""

    first: date
    last: date


class Oracle:
    """The ledgers of the town, and its papers that had come in by a day."""

    def __init__(self, town: Town, known_by: date) -> None:
        self.town = town
        first, lists = town.ledgers
        self.lists = lists
        self.people = {one["id"]: one for ledger in (lists, first) for one in ledger["people"]}
        self.papers = {
            path.name: path for received, path, _ in town.files if received <= known_by.isoformat()
        }

    def committee(self, term: str) -> set[str]:
        """Who had been elected into the committee of a term, by a paper that had come in."""
        return {
            self._fact(fact)["person"]
            for _, row in self._rows("election") for fact in row["facts"]
            if self._fact(fact)["term"] == term and self._fact(fact)["elected"]
        }  # fmt: skip

    def seats(self, term: str) -> set[tuple[str, str]]:
        """Who had been elected into which post of the committee of a term, by these papers."""
        rows = (self._fact(fact) for _, row in self._rows("election") for fact in row["facts"])
        return {(one["person"], one["post"]) for one in rows
                if one["term"] == term and one["elected"]}  # fmt: skip

    def congress(self, term: str) -> date:
        """The day on which the congress elected the committee of a term."""
        days = {one["day"] for one in self.lists["facts"] if one["kind"] == "election"
                and one["term"] == term and one["election"] == "congress"}  # fmt: skip
        (day,) = days
        return date.fromisoformat(day)

    def left_on(self, person: str) -> date:
        """The first day on which somebody is no official any more, date.max if never."""
        days = [fact["begins"] for fact in self.lists["facts"]
                if fact["kind"] == "retirement" and fact["person"] == person]  # fmt: skip
        return min((date.fromisoformat(f"{day}-01"[:10]) for day in days), default=date.max)

    def pension(self, person: str) -> Days:
        """When the pension begins, by the years and days of birth that the papers write."""
        first, last = date.min, date.max
        for path, row in self._rows("election", "planning"):
            if row["person"] == person:
                begins, ends = self._born(path, row)
                first, last = max(first, begins), min(last, ends)
        age = AGES[self.people[person]["sex"]]
        return Days(_month_after(first, age), _month_after(last, age))

    def lacking_theory(self, day: date) -> set[str]:
        """Who is planned on a day for a leading post of a ward and, by the planning lists that had
        come in, has less than intermediate theory, or nobody wrote what.

        Quyết định 04/2004/QĐ-BNV, Điều 5 to 8, asks for it in each of these posts.
        """
        planned, has_it = set(), set()
        for place, row in self._rows("planning"):
            facts = (self._fact(fact) for fact in row["facts"])
            if any(_in_force(one, day) and one["post"] in LEADING for one in facts):
                planned.add(row["person"])
            if "political_theory" in row["cells"]:
                words = self._cell(place, row["cells"]["political_theory"])
                has_it |= {row["person"]} if words in ("Trung cấp", "Cao cấp") else set()
        return planned - has_it

    def left(self, first: date, last: date) -> dict[str, str]:
        """Who left in the days, and how."""
        return {
            fact["person"]: fact["retirement"] for fact in self.lists["facts"]
            if fact["kind"] == "retirement" and first.isoformat() <= fact["begins"]
            and fact["begins"] <= last.isoformat()
        }  # fmt: skip

    def sat(self, first: date, last: date) -> dict[str, set[str]]:
        """Who sat in which course in a class that began in the days, or may have."""
        found: dict[str, set[str]] = {}
        for ledger in self.town.ledgers:
            courses = {one["id"]: one for one in ledger["classes"]}
            for seat in ledger["attendances"]:
                of = courses[seat["training_class"]]
                if first.isoformat()[: len(of["begins"])] <= of["begins"] <= last.isoformat():
                    found.setdefault(of["course"], set()).add(seat["person"])
        return found

    def _fact(self, identity: str) -> Entry:
        return next(one for one in self.lists["facts"] if one["id"] == identity)

    def _rows(self, *kinds: str) -> Iterator[tuple[tuple[str, str], Entry]]:
        for sheet in self.lists["rows"]:
            if sheet["kind"] in kinds and sheet["file"] in self.papers:
                for row in sheet["rows"]:
                    if row.get("person"):
                        yield (sheet["file"], sheet["sheet"]), row

    def _born(self, place: tuple[str, str], row: Entry) -> tuple[date, date]:
        """The days of birth that these papers allow: they write years."""
        year = int(float(self._cell(place, row["cells"]["birth"])))
        return date(year, 1, 1), date(year, 12, 31)

    def _cell(self, place: tuple[str, str], cell: str) -> str:
        file, sheet = place
        path = self.papers[file]
        if path.suffix == ".xlsx":
            return str(_opened(path)[sheet][cell].value)
        column, line = ord(cell[0]) - ord("A"), int(cell[1:]) - 1
        return str(_opened_old(path).sheet_by_name(sheet).cell_value(line, column))


_opened, _opened_old = cache(openpyxl.load_workbook), cache(xlrd.open_workbook)


def _in_force(fact: Entry, day: date) -> bool:
    ends = fact.get("ends") or "9999"
    return fact["kind"] == "pool" and fact["begins"] <= day.isoformat() < ends


def _month_after(born: date, age: int) -> date:
    """The first day of the month after the one in which the age is reached."""
    years, month = divmod(born.month, 12)
    return date(born.year + age + years, month + 1, 1)
