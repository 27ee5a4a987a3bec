"""Read files of units: all mistakes of all files are collected, and then all is refused.

Lines that begin with `#` before the headings tell of the file: `# ngày: 2025-01-04`,
`# tên: Danh mục …`, `# nguồn: …`, `# nguồn thứ hai: có`, `# quyết định: …`. A file without its day
takes the one in its name (units_2025-01-04.csv) or the one that the caller tells.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from canbo.engine.facts import ChangePart, UnitChangeKind
from canbo.engine.timeline import NotADate, PartialDate
from canbo.engine.units import (
    LEVEL_OF_DIGITS,
    Conversion,
    HistoricUnit,
    ListedUnit,
    Statement,
    UnitConversion,
    UnitHistory,
    UnitList,
)
from canbo.engine.vietnamese import clean, search_key
from canbo.exchange.units.columns import Form, columns_of, expected_columns, form_of
from canbo.exchange.units.kinds import Meaning, meaning_of
from canbo.exchange.units.problems import MOST, LineProblem, UnitFileRefused
from canbo.exchange.units.workbook import is_workbook, lines_of_workbook

LARGEST = 64 * 1024 * 1024  # bytes, unpacked: six times the longest list of the country
_LONGEST_CELL = 300
_DAY_IN_NAME = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ABOUT = {"ngay": "day", "ten": "title", "nguon thu hai": "second", "quyet dinh": "decree",
          "ngay dau": "first_day", "ngay cuoi": "day"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitFile:
    """A file read: what it states, its name, digest and number of lines."""

    name: str
    sha256: str
    lines: int
    statement: Statement


@dataclass(slots=True)
class _Sheet:
    """A file taken apart: what it tells of itself, and its lines by column."""

    file: str
    about: dict[str, str]
    form: Form
    rows: list[tuple[int, dict[str, str]]]
    problems: list[LineProblem] = field(default_factory=list)

    def wrong(self, line: int, code: str, found: str = "", expected: str = "") -> None:
        if len(self.problems) < MOST:
            self.problems.append(LineProblem(self.file, line, code, found, expected))

    @property
    def title(self) -> str:
        return self.about.get("title") or self.file

    def day(self, key: str, told: date | None = None) -> date | None:
        """The day in the file's own lines, in its name, or told by the caller."""
        text = self.about.get(key, "")
        if not text and key == "day":
            found = _DAY_IN_NAME.search(self.file)
            text = found[0] if found else ""
        if not text:
            return told
        return _day(text)


def read_unit_files(paths: Iterable[Path], *, day: date | None = None) -> tuple[UnitFile, ...]:
    """Read files; raises UnitFileRefused with all problems of all of them."""
    found: list[UnitFile] = []
    problems: list[LineProblem] = []
    for path in paths:
        try:
            found.append(read_unit_file(path, day=day))
        except UnitFileRefused as refused:
            problems.extend(refused.problems)
    if problems:
        raise UnitFileRefused(problems)
    return tuple(found)


def read_unit_file(path: Path, *, day: date | None = None) -> UnitFile:
    """Read one file. Raises UnitFileRefused, OSError."""
    raw = _bytes(path)
    text = lines_of_workbook(path.name, raw) if is_workbook(raw) else _text(path.name, raw)
    sheet = _sheet(path.name, text)
    statement = _READERS[sheet.form](sheet, day)
    if sheet.problems or statement is None:
        raise UnitFileRefused(sheet.problems)
    return UnitFile(path.name, hashlib.sha256(raw).hexdigest(), len(sheet.rows), statement)


def _bytes(path: Path) -> bytes:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except (gzip.BadGzipFile, EOFError) as error:
        raise _refused(path.name, "unit_file_damaged", str(error)) from error
    if len(raw) > LARGEST:
        raise _refused(path.name, "unit_file_too_long", "", str(LARGEST // 1024 // 1024))
    return raw


def _text(file: str, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UnitFileRefused((LineProblem(file, line, "unit_file_not_utf8"),)) from error
    if "\0" in text:
        raise _refused(file, "unit_file_damaged", "")
    return text


def _refused(file: str, code: str, found: str = "", expected: str = "") -> UnitFileRefused:
    return UnitFileRefused((LineProblem(file, 0, code, found, expected),))


# --- lines --------------------------------------------------------------------------------------


def _sheet(file: str, text: str) -> _Sheet:
    about, first = _told_first(text)
    stream = io.StringIO(text)
    for _ in range(first):
        stream.readline()
    headings = text.splitlines()[first] if text.splitlines()[first:] else ""
    reader = csv.reader(stream, delimiter=";" if headings.count(";") > headings.count(",") else ",")
    try:
        columns = columns_of(next(reader, []))
        form = form_of(columns)
        if form is None:
            raise _refused(file, "unit_file_columns", ", ".join(columns)[:200], expected_columns())
        sheet = _Sheet(file, about, form, [])
        for cells in reader:
            _take_line(sheet, columns, cells, first + reader.line_num)
    except csv.Error as error:
        raise UnitFileRefused(
            (LineProblem(file, first + reader.line_num, "unit_file_damaged", str(error)),)
        ) from error
    if not sheet.rows and not sheet.problems:
        sheet.wrong(0, "unit_file_empty")
    return sheet


def _told_first(text: str) -> tuple[dict[str, str], int]:
    """Read what a file tells of itself before its headings."""
    about: dict[str, str] = {}
    count = 0
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            break
        count += 1
        key, _, value = line.lstrip("# ").partition(":")
        name = _ABOUT.get(search_key(key))
        if name:
            about[name] = clean(value)
    return about, count


def _take_line(sheet: _Sheet, columns: Sequence[str], cells: list[str], line: int) -> None:
    if not any(cell.strip() for cell in cells):
        return
    if len(cells) != len(columns):
        sheet.wrong(line, "unit_line_cells", str(len(cells)), str(len(columns)))
        return
    row = {column: clean(cell) for column, cell in zip(columns, cells, strict=True)}
    long = next((cell for cell in row.values() if len(cell) > _LONGEST_CELL), None)
    if long is not None and not _is_decrees(row, long):
        sheet.wrong(line, "unit_cell_too_long", long[:40], str(_LONGEST_CELL))
        return
    sheet.rows.append((line, row))


def _is_decrees(row: Mapping[str, str], cell: str) -> bool:
    return cell in (row.get("decrees_from"), row.get("decrees_to"))


def _day(text: str) -> date | None:
    try:
        written = PartialDate.parse(text)
    except NotADate:
        return None
    return written.earliest if written.is_full else None


def _code(sheet: _Sheet, line: int, text: str, digits: Sequence[int]) -> str:
    """A code with its leading zeros; a wrong one is told."""
    if text.isdecimal() and text.isascii() and len(text) in digits:
        return text
    expected = " / ".join(str(one) for one in digits)
    sheet.wrong(line, "unit_code_form", text, expected)
    return ""


def _list_day(sheet: _Sheet, told: date | None) -> date | None:
    day = sheet.day("day", told)
    if day is None:
        sheet.wrong(0, "unit_file_without_day", sheet.about.get("day", ""))
    return day


# --- lists --------------------------------------------------------------------------------------


def _read_list(sheet: _Sheet, told: date | None) -> UnitList | None:
    day = _list_day(sheet, told)
    units = []
    for line, row in sheet.rows:
        code = _code(sheet, line, row["code"], (2, 3, 5))
        if code and _named(sheet, line, row["name"]):
            level = LEVEL_OF_DIGITS[len(code)]
            units.append(
                ListedUnit(code, level, row["name"], row.get("type", ""), row["parent_code"], line)
            )
    return _unit_list(sheet, day, units)


def _read_wide_list(sheet: _Sheet, told: date | None) -> UnitList | None:
    day = _list_day(sheet, told)
    units: dict[tuple[int, str], ListedUnit] = {}
    for line, row in sheet.rows:
        for unit in _units_of_line(sheet, line, row):
            known = units.setdefault((len(unit.code), unit.code), unit)
            is_commune_again = known is not unit and len(unit.code) == 5
            if is_commune_again or (known.name, known.parent) != (unit.name, unit.parent):
                sheet.wrong(line, "unit_code_twice", f"{unit.code} {unit.name}", known.name)
    return _unit_list(sheet, day, list(units.values()), unique=True)


def _units_of_line(sheet: _Sheet, line: int, row: Mapping[str, str]) -> Iterator[ListedUnit]:
    above = ""
    steps = (("province", 2), ("district", 3), ("ward", 5))
    for column, digits in steps:
        text = row.get(f"{column}_code", "")
        if not text and column != "province":
            continue  # a province without districts, an island district without communes
        code = _code(sheet, line, text, (digits,))
        if not code or not _named(sheet, line, row[column]):
            return
        type_ = row.get(f"{column}_type", "")
        yield ListedUnit(code, LEVEL_OF_DIGITS[digits], row[column], type_, above, line)
        above = code


def _named(sheet: _Sheet, line: int, name: str) -> bool:
    if any(letter.isalnum() for letter in name):
        return True
    sheet.wrong(line, "unit_name_missing", name)
    return False


def _unit_list(
    sheet: _Sheet, day: date | None, units: list[ListedUnit], *, unique: bool = False
) -> UnitList | None:
    codes = Counter(unit.code for unit in units)
    for unit in units:
        if not unique and codes[unit.code] > 1:
            sheet.wrong(unit.line, "unit_code_twice", f"{unit.code} {unit.name}")
        if unit.parent and unit.parent not in codes and not _is_code(unit.parent):
            sheet.wrong(unit.line, "unit_code_form", unit.parent, "2 / 3")
    return UnitList(sheet.title, day, tuple(units)) if day else None


def _is_code(text: str) -> bool:
    return text.isdecimal() and len(text) in LEVEL_OF_DIGITS


# --- history ------------------------------------------------------------------------------------


def _read_history(sheet: _Sheet, told: date | None) -> UnitHistory | None:
    units = []
    for line, row in sheet.rows:
        begins = _needed_day(sheet, line, row["valid_from"])
        ends = _needed_day(sheet, line, row["valid_to"]) if row["valid_to"] else None
        digits = _digits(row)
        code = _code(sheet, line, row["code"], digits)
        if begins is None or not code or not _named(sheet, line, row["name"]):
            continue
        if ends is not None and ends <= begins:
            sheet.wrong(line, "unit_ends_before", row["valid_to"], row["valid_from"])
            continue
        level = LEVEL_OF_DIGITS[digits[0]]
        units.append(
            HistoricUnit(
                code,
                level,
                row["name"],
                row.get("type", ""),
                row.get("parent_code", ""),
                begins,
                ends,
                line,
                row.get("decrees_from", ""),
                row.get("decrees_to", ""),
            )
        )
    if not units:
        return None
    first = sheet.day("first_day") or _first_list(units)
    last = sheet.about.get("day", "") and sheet.day("day")
    return UnitHistory(sheet.title, first, last or _last_list(units), tuple(units))


def _digits(row: Mapping[str, str]) -> tuple[int, ...]:
    """How many digits the code has: of before 2004 provinces had three."""
    by_level = {"1": (2, 3), "2": (3,), "3": (5,)}
    return by_level.get(row.get("level", ""), (2, 3, 5))


def _needed_day(sheet: _Sheet, line: int, text: str) -> date | None:
    found = _day(text)
    if found is None:
        sheet.wrong(line, "unit_day_form", text, "2025-07-01")
    return found


def _first_list(units: Sequence[HistoricUnit]) -> date:
    """The day of the first list: on no other day do as many communes begin."""
    begins = Counter(unit.begins for unit in units)
    return min(begins, key=lambda day: (-begins[day], day))


def _last_list(units: Sequence[HistoricUnit]) -> date:
    return max(max(unit.begins, unit.ends or unit.begins) for unit in units)


# --- conversions --------------------------------------------------------------------------------


def _read_conversion(sheet: _Sheet, told: date | None) -> UnitConversion | None:
    day = _list_day(sheet, told)
    second = search_key(sheet.about.get("second", "")) == "co"
    rows = []
    for line, row in sheet.rows:
        old = _code(sheet, line, row["old_code"], (2, 3, 5))
        new = _code(sheet, line, row["new_code"], (2, 3, 5))
        meaning = _meaning(sheet, line, row.get("merge_kind", ""), needed=not second)
        if old and new and meaning:
            district = len(old) == 3 and len(new) == 5
            rows.append(
                Conversion(
                    "" if district else old,
                    row.get("old_name", ""),
                    old if district else row.get("old_parent_code", ""),
                    new,
                    row.get("new_name", ""),
                    row.get("new_parent_code", ""),
                    row.get("new_parent", ""),
                    *meaning,
                    row.get("merge_kind", ""),
                    line,
                )
            )
    return _conversion(sheet, day, rows, official=not second)


def _read_wide_conversion(sheet: _Sheet, told: date | None) -> UnitConversion | None:
    day = _list_day(sheet, told)
    rows = []
    for line, row in sheet.rows:
        old = row["old_ward_code"]
        old = _code(sheet, line, old, (5,)) if old else ""
        above = row.get("old_district_code", "")
        above = _code(sheet, line, above, (3,)) if above or not row["old_ward_code"] else ""
        new = _code(sheet, line, row["new_ward_code"], (5,))
        meaning = _meaning(sheet, line, row["merge_kind"], needed=True)
        if new and meaning and (old or above) and _named(sheet, line, row["new_ward"]):
            rows.append(
                Conversion(
                    old,
                    row["old_ward"] if old else "",
                    above,
                    new,
                    row["new_ward"],
                    row.get("new_province_code", ""),
                    row.get("new_province", ""),
                    *meaning,
                    row["merge_kind"],
                    line,
                )
            )
    return _conversion(sheet, day, rows, official=True)


def _meaning(sheet: _Sheet, line: int, words: str, *, needed: bool) -> Meaning | None:
    if not needed:
        return Meaning(UnitChangeKind.MERGE, ChangePart.PART)
    found = meaning_of(words)
    if found is None:
        sheet.wrong(line, "unit_kind_unknown", words, "Nhập toàn bộ / Nhập một phần / Giữ nguyên")
    return found


def _conversion(
    sheet: _Sheet, day: date | None, rows: list[Conversion], *, official: bool
) -> UnitConversion | None:
    if day is None:
        return None
    return UnitConversion(sheet.title, day, tuple(rows), official, sheet.about.get("decree", ""))


_READERS: Mapping[Form, Callable[[_Sheet, date | None], Statement | None]] = {
    Form.LIST: _read_list,
    Form.WIDE_LIST: _read_wide_list,
    Form.HISTORY: _read_history,
    Form.CONVERSION: _read_conversion,
    Form.WIDE_CONVERSION: _read_wide_conversion,
}
