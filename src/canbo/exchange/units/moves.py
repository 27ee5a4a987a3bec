"""The table of posts that move: written as a proposal, amended by people, read with a decision.

One line for each post that somebody holds in a unit that is gone. What the person decides stands in
`viec` (sang, thôi, chờ) with the new unit and post; the other columns are for the eye, but for the
first, which names the held post.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from canbo.engine.timeline import NotADate, PartialDate
from canbo.engine.units.proposal import Fate
from canbo.engine.vietnamese import clean, search_key
from canbo.exchange.units.problems import LineProblem, UnitFileRefused

COLUMNS = (
    "luot", "ho_ten", "don_vi_cu", "chuc_danh_cu", "viec", "don_vi_moi", "chuc_danh_moi",
    "quyet_dinh", "ngay_quyet_dinh", "tu_ngay", "ghi_chu",
)  # fmt: skip
_NEEDED = ("luot", "viec", "don_vi_moi", "chuc_danh_moi")
_OPTIONAL = ("quyet_dinh", "ngay_quyet_dinh", "tu_ngay")
WORDS = {Fate.GOES: "sang", Fate.ENDS: "thôi", Fate.WAITS: "chờ"}
_FATES = {search_key(word): fate for fate, word in WORDS.items()}
LARGEST = 16 * 1024 * 1024
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class MoveLine:
    """What a line decides about a held post; the own decision and day of the line, where told."""

    line: int
    tenure: UUID
    fate: Fate
    unit: str
    title: str
    decision: str = ""
    decision_date: date | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class MoveTable:
    """A table read: its name, digest and lines."""

    name: str
    sha256: str
    lines: tuple[MoveLine, ...]


def write_moves(path: Path, rows: Iterable[Mapping[str, str]]) -> int:
    """Write a proposal, for its writer's eyes only (0600); gives the number of lines."""
    rows = list(rows)
    path.touch(mode=0o600)
    path.write_bytes(moves_content(rows))
    return len(rows)


def moves_content(rows: Iterable[Mapping[str, str]]) -> bytes:
    """A table as a spreadsheet program opens it: CSV in UTF-8 with its mark."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _harmless(row.get(name, "")) for name in COLUMNS})
    return f"\ufeff{stream.getvalue()}".encode()


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def read_moves(path: Path) -> MoveTable:
    """Read a table. Raises UnitFileRefused with everything that is wrong in it, OSError."""
    return moves_of(path.name, path.read_bytes())


def moves_of(name: str, raw: bytes) -> MoveTable:
    """Read the content of a table. Raises UnitFileRefused with everything that is wrong in it."""
    if len(raw) > LARGEST:
        raise _refused(name, 0, "unit_file_too_long", "", str(LARGEST // 1024 // 1024))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(name, raw[: error.start].count(b"\n") + 1, "unit_file_not_utf8") from error
    lines, problems = _lines(name, text)
    if not lines and not problems:
        problems.append(LineProblem(name, 0, "unit_file_empty"))
    if problems:
        raise UnitFileRefused(problems)
    return MoveTable(name, hashlib.sha256(raw).hexdigest(), tuple(lines))


def _refused(
    name: str, line: int, code: str, found: str = "", expected: str = ""
) -> UnitFileRefused:
    return UnitFileRefused((LineProblem(name, line, code, found, expected),))


def _lines(name: str, text: str) -> tuple[list[MoveLine], list[LineProblem]]:
    first = text.partition("\n")[0]
    reader = csv.DictReader(
        io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ","
    )
    columns = [one.strip().lower() for one in reader.fieldnames or ()]
    reader.fieldnames = columns
    if not set(_NEEDED) <= set(columns):
        found = ", ".join(columns)[:200]
        raise _refused(name, 1, "unit_file_columns", found, ", ".join(_NEEDED))
    lines: list[MoveLine] = []
    problems: list[LineProblem] = []
    seen: dict[UUID, int] = {}
    for row in reader:
        if None in row or None in row.values():
            found = str(sum(1 for one in row.values() if one is not None))
            problems.append(
                LineProblem(name, reader.line_num, "unit_line_cells", found, str(len(columns)))
            )
            continue
        values = {key: clean(cell or "").removeprefix("'") for key, cell in row.items()}
        if not any(values.values()):
            continue
        told = _line(name, reader.line_num, values, problems)
        if told is not None and told.tenure in seen:
            found, expected = values["luot"], str(seen[told.tenure])
            problems.append(LineProblem(name, told.line, "move_line_twice", found, expected))
        elif told is not None:
            seen[told.tenure] = told.line
            lines.append(told)
    return lines, problems


def _line(
    file: str, line: int, row: Mapping[str, str], problems: list[LineProblem]
) -> MoveLine | None:
    def wrong(code: str, found: str, expected: str = "") -> None:
        problems.append(LineProblem(file, line, code, found, expected))

    before = len(problems)
    tenure = _identity(row["luot"])
    fate = _FATES.get(search_key(row["viec"]))
    days = {name: _day(row.get(name, "")) for name in ("ngay_quyet_dinh", "tu_ngay")}
    if tenure is None:
        wrong("move_tenure_form", row["luot"])
    if fate is None:
        wrong("move_fate_unknown", row["viec"], " / ".join(WORDS.values()))
    if fate is Fate.GOES and not (row["don_vi_moi"] and row["chuc_danh_moi"]):
        wrong("move_target_missing", row["don_vi_moi"] or row["chuc_danh_moi"])
    for name, found in days.items():
        if row.get(name) and found is None:
            wrong("unit_day_form", row[name], "30/6/2025")
    if len(problems) > before or tenure is None or fate is None:
        return None
    return MoveLine(
        line, tenure, fate, row["don_vi_moi"], row["chuc_danh_moi"], row.get("quyet_dinh", ""),
        days["ngay_quyet_dinh"], days["tu_ngay"],
    )  # fmt: skip


def _identity(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        written = PartialDate.parse(text)
    except NotADate:
        return None
    return written.earliest if written.is_full else None
