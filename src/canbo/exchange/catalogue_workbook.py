"""Reads a year's catalogue of classes from office workbooks of several sheets.

The sheets (chỉ tiêu, danh mục lớp, lịch học, kinh phí, hỗ trợ, nguồn chi, quy định, thỏa thuận) may
stand in one file or in several. They become the same content as the YAML document and pass the
same checks; what is wrong is named by file, sheet and cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from canbo.engine.refusal import Refusal
from canbo.exchange.catalogue import CatalogueProblem, CatalogueRefused, catalogue_of
from canbo.exchange.catalogue_sheets import (
    CatalogueWords,
    InputRow,
    InputTable,
    InputTableFinder,
    agreements_of,
    amount,
    whole_number,
)
from canbo.exchange.workbooks import guard
from canbo.exchange.workbooks.courses import CourseReader
from canbo.exchange.workbooks.dates import find_span
from canbo.exchange.workbooks.grid import Sheet
from canbo.exchange.workbooks.guard import FileKind
from canbo.exchange.workbooks.legacy import settle
from canbo.exchange.workbooks.reading import WorkbookRefused
from canbo.exchange.workbooks.vocabulary import Vocabulary
from canbo.exchange.workbooks.words import fold, nearest

# What a workbook need not say: the weights of needs, and that a new draft keeps what stands.
DEFAULT_RULES: Mapping[str, Any] = {
    "objective": {
        "kind": "weighted",
        "weights": {"legal": 1000, "pool": 300, "shortage": 80, "yearly": 20},
    },
    "classes_per_person_year": 1,
    "leaders_together": False,
    "fairness": None,
    "keep_previous": True,
}
_TOP_UP = "ho-tro-cua-co-quan-don-vi"
_TOP_UP_NAME = "Các cơ quan, đơn vị hỗ trợ thêm"
_PARTS = re.compile(r"\s*[;\n]\s*")


@dataclass(frozen=True)
class CatalogueFile:
    """What workbooks say of one year: the checked content, and what was left aside and why."""

    year: int
    content: Mapping[str, Any]
    left_aside: tuple[str, ...]


def is_workbook(path: Path) -> bool:
    """Whether a file is an Excel workbook by its first bytes."""
    try:
        return path.read_bytes()[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
    except OSError:
        return False


def read_catalogue_workbooks(
    paths: Sequence[Path],
    *,
    vocabulary: Vocabulary,
    words: CatalogueWords,
    year: int | None = None,
) -> CatalogueFile:
    """Read the catalogue of one year from workbooks; `year` where they speak of several.

    Raises CatalogueRefused with every problem: file, sheet, cell, found, expected.
    """
    document = ", ".join(path.name for path in paths)
    reader = _Reader(vocabulary, words)
    for path in paths:
        reader.open(path)
    content = reader.content(year)
    try:
        catalogue_of(content, document=document)
    except CatalogueRefused as refused:
        reader.problems.extend(reader.placed(problem) for problem in refused.problems)
    if reader.problems:
        raise CatalogueRefused(document, reader.problems)
    return CatalogueFile(content["year"], content, tuple(reader.left_aside))


@dataclass
class _Reader:
    vocabulary: Vocabulary
    words: CatalogueWords
    problems: list[CatalogueProblem] = field(default_factory=list)
    left_aside: list[str] = field(default_factory=list)
    tables: list[InputTable] = field(default_factory=list)
    origins: dict[str, str] = field(default_factory=dict)
    year: int = 0

    # --- files

    def open(self, path: Path) -> None:
        """Find the tables of all sheets of a file."""
        finder = InputTableFinder(self.words)
        for sheet in self._sheets(path):
            if not any(True for _ in sheet.filled_rows()):
                continue
            table = finder.find(path.name, sheet)
            if table is None:
                self.wrong(
                    f"{path.name}, trang “{sheet.name}”", "bảng không rõ là gì",
                    "chỉ tiêu, danh mục lớp, lịch học, kinh phí, hỗ trợ, nguồn chi, quy định "
                    "hoặc thỏa thuận",
                )  # fmt: skip
            else:
                self.tables.append(table)

    def _sheets(self, path: Path) -> tuple[Sheet, ...]:
        try:
            content = path.read_bytes()
            if guard.recognise(content) is FileKind.XLSX:
                from canbo.exchange.workbooks.xlsx import read_package

                return settle(read_package(content))
            from canbo.exchange.workbooks.xls import read_binary

            return settle(read_binary(content))
        except OSError as error:
            self.wrong(path.name, error.strerror or "không mở được", "một bảng tính đọc được")
        except (WorkbookRefused, Refusal) as refused:
            self.wrong(path.name, str(refused), "một bảng tính đọc được")
        return ()

    def wrong(self, place: str, found: object, expected: str) -> None:
        shown = "chỗ trống" if found in (None, "") else str(found)[:80]
        self.problems.append(CatalogueProblem(place, shown, expected))

    def placed(self, problem: CatalogueProblem) -> CatalogueProblem:
        """A problem of the content, told by the cell that it came from."""
        for end in range(len(problem.place), 0, -1):
            origin = self.origins.get(problem.place[:end])
            if origin is not None and problem.place[end : end + 1] in {"", ".", "["}:
                return CatalogueProblem(origin, problem.found, problem.expected)
        missing = _MISSING.get(problem.place.split("[")[0].split(".")[0])
        return CatalogueProblem(missing, problem.found, problem.expected) if missing else problem

    # --- the content

    def content(self, year: int | None) -> dict[str, Any]:
        """The content of the year's YAML document."""
        self.year = year or self._year()
        rules = {**DEFAULT_RULES}
        absence: dict[str, Any] = {"units": {}}
        courses: list[dict[str, Any]] = []
        self._rules(rules, absence, courses)
        if not self._of("classes") and not self._of("rules"):
            absence["default"] = 0  # money and places alone: nobody is away for a class
        budgets = self._budgets()
        content: dict[str, Any] = {
            "year": self.year,
            "courses": courses,
            "classes": self._classes(),
            "quotas": self._quotas(),
            "budgets": budgets,
            "payers": self._payers(budgets),
            "absence": absence,
            "rules": rules,
        }
        agreements = agreements_of(self._of("agreements"), self.origins)
        if agreements:
            content["agreements"] = agreements
        return content

    def _of(self, kind: str) -> list[InputTable]:
        return [table for table in self.tables if table.kind == kind]

    def _year(self) -> int:
        """The year of the catalogue of classes; else the one year that all titles name."""
        for kind in ("classes", "quotas", "budgets"):
            years = {table.years[0] for table in self._of(kind) if len(table.years) == 1}
            if len(years) == 1:
                return years.pop()
        self.wrong("tiêu đề", "không rõ năm nào", "một năm trong tiêu đề, hoặc --year NĂM")
        return 2000

    def _own_year(self, table: InputTable, row: InputRow) -> bool:
        """Whether a row speaks of the year; rows of other years are left aside and told."""
        said = row.whole("year") if table.of_role("year") else None
        if said is None and len(table.years) == 1:
            said = table.years[0]
        if said is None or said == self.year:
            return True
        note = f"{table.file}, trang “{table.sheet.name}”: năm {said}"
        if note not in self.left_aside:
            self.left_aside.append(note)
        return False

    # --- classes

    def _classes(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        sessions = self._sessions()
        used: set[str] = set()
        for table in self._of("classes"):
            for row in table.rows():
                if not row.text("name") or not self._own_year(table, row):
                    continue
                place = f"classes[{len(found) + 1}]"
                code = row.text("id") or f"L{len(found) + 1:02d}"
                keys = {fold(code), fold(row.text("name"))}
                days = [day for key in keys for day in sessions.get(key, ())]
                used |= keys
                found.append(self._class(row, place, code, days))
        for name in sessions.keys() - used:
            for _, where in sessions[name]:
                self.wrong(where, name, "một lớp có trong danh mục lớp")
        return found

    def _class(
        self, row: InputRow, place: str, code: str, days: list[tuple[dict[str, Any], str]]
    ) -> dict[str, Any]:
        for key in ("id", "name", "course", "institution", "place", "area", "seats", "minimum",
                    "cost", "sessions"):  # fmt: skip
            role = "span" if key == "sessions" and row.table.of_role("span") else key
            self.origins[f"{place}.{key}"] = row.place(role if role != "sessions" else "name")
        self.origins[place] = row.place("name")
        own = self._own_days(row)
        sessions = own or [day for day, _ in days]
        for number, (_, where) in enumerate(days if not own else (), start=1):
            self.origins[f"{place}.sessions[{number}]"] = where
        minimum = row.whole("minimum") if row.table.of_role("minimum") else 1
        return {
            "id": code,
            "course": self._course(row, row.text("course") or row.text("name")),
            "name": row.text("name"),
            "institution": row.text("institution"),
            "place": row.text("place"),
            "area": row.text("area"),
            "seats": row.whole("seats"),
            "minimum": minimum,
            "cost": row.money("cost"),
            "sessions": sessions,
        }

    def _own_days(self, row: InputRow) -> list[dict[str, Any]]:
        """Days that stand in the row of the class: two columns, or a column of spans."""
        if row.text("begins"):
            return [{"begins": row.day("begins"), "ends": row.day("ends") or row.day("begins")}]
        found = []
        for part in _PARTS.split(row.cell("span").text if row.cell("span") else ""):  # type: ignore[union-attr]
            span = find_span(part)
            if part and span.begins is not None and span.ends is not None:
                found.append({"begins": span.begins.iso(), "ends": span.ends.iso()})
            elif part:
                found.append({"begins": part, "ends": part})
        return found

    def _sessions(self) -> dict[str, list[tuple[dict[str, Any], str]]]:
        found: dict[str, list[tuple[dict[str, Any], str]]] = {}
        for table in self._of("sessions"):
            for row in table.rows():
                day = {"begins": row.day("begins"), "ends": row.day("ends") or row.day("begins")}
                found.setdefault(fold(row.text("class")), []).append((day, row.place("begins")))
        return found

    def _course(self, row: InputRow, text: str) -> str | None:
        """The code of a course that words name; None for all courses."""
        if not text or self.words.all_courses.is_exactly(text):
            return None
        book = self.vocabulary.courses
        codes = {rule.course for rule in book.rules if rule.course}
        if text.strip() in codes:
            return text.strip()
        found = CourseReader(book).read(text)
        if found is None or not found.course:
            close = nearest(text, CourseReader(book).candidates())
            expected = "một khóa học, ví dụ Trung cấp LLCT, Bồi dưỡng QLNN"
            self.wrong(row.place("course"), text, f"{expected} (gần nhất: {close})" if close
                       else expected)  # fmt: skip
            return "?"
        return found.course

    # --- quotas

    def _quotas(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for table in self._of("quotas"):
            for row in table.rows():
                if not self._own_year(table, row):
                    continue
                across = [c for c in table.columns if c.role == "across" and c.index in row.cells]
                if table.of_role("course") is None and across:
                    for column in across:
                        cell = row.cells[column.index]
                        course = self._course(row, column.label)
                        where = table.place(row.row, column.index)
                        found.append(self._quota(row, found, course, (whole_number(cell), where)))
                else:
                    course = self._course(row, row.text("course"))
                    said = (row.whole("places"), row.place("places"))
                    found.append(self._quota(row, found, course, said))
        return found

    def _quota(
        self,
        row: InputRow,
        before: Sequence[dict[str, Any]],
        course: str | None,
        places: tuple[Any, str],
    ) -> dict[str, Any]:
        place = f"quotas[{len(before) + 1}]"
        for key in ("id", "course", "begins", "ends", "unit", "document"):
            self.origins[f"{place}.{key}"] = row.place(key)
        self.origins[f"{place}.places"] = places[1]
        return {
            "id": row.text("id") or f"CT-{len(before) + 1:02d}",
            "course": course,
            "begins": row.day("begins") or f"{self.year}-01-01",
            "ends": row.day("ends") or f"{self.year}-12-31",
            "unit": self._unit(row.text("unit")),
            "places": places[0],
            "document": row.text("document"),
        }

    def _unit(self, text: str) -> str | None:
        return None if not text or self.words.all_units.found_in(text) else text

    # --- money

    def _budgets(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for table in self._of("budgets"):
            sources = [column for column in table.columns if column.role == "source"]
            across = table.of_role("amount") is None
            for row in table.rows():
                if not self._own_year(table, row):
                    continue
                if across:
                    for column in sources:
                        cell = row.cells.get(column.index)
                        if cell is not None:
                            where = table.place(row.row, column.index)
                            money = (amount(cell, table.factor), where)
                            self._budget(found, column.label.split(" / ")[-1], "", money)
                else:
                    money = (row.money("amount"), row.place("amount"))
                    self._budget(found, row.text("source"), row.text("code"), money)
        self._top_ups(found)
        return found

    def _budget(
        self, found: list[dict[str, Any]], name: str, code: str, money: tuple[Any, str]
    ) -> None:
        self.origins[f"budgets[{len(found) + 1}]"] = money[1]
        found.append(
            {"source": code or _slug(name), "year": self.year, "amount": money[0], "name": name}
        )

    def _top_ups(self, budgets: list[dict[str, Any]]) -> None:
        """What agencies add: one source; where the budget names it too, both must agree."""
        rows = [
            (row.money("amount"), row.place("amount"))
            for table in self._of("top_ups")
            for row in table.rows()
            if self._own_year(table, row)
        ]
        if not rows:
            return
        for money, where in rows:
            if not isinstance(money, int):
                self.wrong(where, money, "số tiền")
        total = sum(money for money, _ in rows if isinstance(money, int))
        said = next((one for one in budgets if "ho tro" in fold(one["name"])), None)
        if said is None:
            self._budget(budgets, _TOP_UP_NAME, _TOP_UP, (total, rows[0][1]))
        elif said["amount"] != total:
            self.wrong(rows[0][1], f"các dòng hỗ trợ cộng lại {total} đồng",
                       f"bằng số ở trang kinh phí: {said['amount']} đồng")  # fmt: skip

    def _payers(self, budgets: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        known = {fold(one["name"]): one["source"] for one in budgets}
        for table in self._of("payers"):
            for row in table.rows():
                place = f"payers[{len(found) + 1}]"
                for key in ("source", "course", "group"):
                    self.origins[f"{place}.{key}"] = row.place(key)
                name = row.text("source")
                found.append(
                    {
                        "source": known.get(fold(name), _slug(name)),
                        "course": self._course(row, row.text("course")),
                        "group": self._group(row),
                    }
                )
        return found

    def _group(self, row: InputRow) -> str | None:
        text = row.text("group")
        if not text or self.words.everybody.found_in(text):
            return None
        code = self.words.groups.find(re.sub(r"[,;]", " ", text))
        if not code:
            self.wrong(
                row.place("group"), text,
                "Mọi đối tượng, Cán bộ phường xã, Công chức phường xã, Người hoạt động không "
                "chuyên trách, Cán bộ công chức các cơ quan thị xã",
            )  # fmt: skip
        return code or None

    # --- rules

    def _rules(
        self,
        rules: dict[str, Any],
        absence: dict[str, Any],
        courses: list[dict[str, Any]],
    ) -> None:
        for table in self._of("rules"):
            for row in table.rows():
                name = self.words.rules.find(row.text("rule"))
                if name == "absence":
                    self._absence(row, absence)
                elif name == "requires":
                    self._requires(row, courses)
                elif name:
                    self._rule(row, name, rules)
                else:
                    self.wrong(row.place("rule"), row.text("rule"), _RULES)

    def _absence(self, row: InputRow, absence: dict[str, Any]) -> None:
        unit = self._unit(row.text("applies"))
        if unit is None:
            absence["default"] = row.whole("value")
            self.origins["absence.default"] = row.place("value")
        else:
            absence["units"][unit] = row.whole("value")
            self.origins[f"absence.units.{unit}"] = row.place("value")

    def _requires(self, row: InputRow, courses: list[dict[str, Any]]) -> None:
        place = f"courses[{len(courses) + 1}]"
        self.origins[place] = row.place("value")
        courses.append(
            {
                "course": self._course(row, row.text("applies") or row.text("rule")),
                "requires": self._course(row, row.text("value")),
            }
        )

    def _rule(self, row: InputRow, name: str, rules: dict[str, Any]) -> None:
        if name.startswith("weight_"):
            level = name.removeprefix("weight_")
            objective = rules["objective"]
            weights = {**objective["weights"], level: row.whole("value")}
            rules["objective"] = {**objective, "weights": weights}
            self.origins[f"rules.objective.weights.{level}"] = row.place("value")
            return
        self.origins[f"rules.{name}"] = row.place("value")
        if name == "classes_per_person_year":
            rules[name] = row.whole("value")
            return
        text = row.text("value")
        said = True if self.words.yes.is_exactly(text) else None
        rules[name] = False if self.words.no.is_exactly(text) else said if said else text


_RULES = (
    "số người được vắng cùng một ngày, số lớp tối đa một người học trong năm, muốn học … phải có "
    "…, lãnh đạo cùng đi, giữ kế hoạch, trọng số …"
)
_MISSING = {
    "classes": "bảng danh mục lớp",
    "absence": "bảng quy định, dòng “Số người một đơn vị được vắng cùng một ngày”",
    "budgets": "bảng kinh phí",
    "payers": "bảng nguồn chi",
    "quotas": "bảng chỉ tiêu",
}


def _slug(name: str) -> str:
    """A source's code out of its name: "Ngân sách tỉnh" → ngan-sach-tinh."""
    plain = unicodedata.normalize("NFC", fold(name))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
