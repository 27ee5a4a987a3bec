"""The table of posts that move: proposed, amended by people, read with a decision.

One line for each post that somebody holds in a unit that is gone. What the person decides stands in
`viec` (sang, thôi, chờ) with the new unit and post; the other columns are for the eye, but for the
first, which names the held post.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from canbo.engine.timeline import NotADate, PartialDate
from canbo.engine.units.proposal import Fate
from canbo.engine.vietnamese import search_key
from canbo.exchange.units.headed_rows import Form, HeadedRow, rows_of
from canbo.exchange.units.problems import LineProblem, UnitFileRefused

LABELS = {
    "luot": "Lượt", "ho_ten": "Họ tên", "don_vi_cu": "Đơn vị cũ", "chuc_danh_cu": "Chức danh cũ",
    "viec": "Việc", "don_vi_moi": "Đơn vị mới", "chuc_danh_moi": "Chức danh mới",
    "quyet_dinh": "Quyết định", "ngay_quyet_dinh": "Ngày quyết định", "tu_ngay": "Từ ngày",
    "ghi_chu": "Ghi chú",
}  # fmt: skip
_FORM = Form(LABELS, ("luot", "viec", "don_vi_moi", "chuc_danh_moi"))
WORDS = {Fate.GOES: "sang", Fate.ENDS: "thôi", Fate.WAITS: "chờ"}
_FATES = {search_key(word): fate for fate, word in WORDS.items()}
LARGEST = 16 * 1024 * 1024
# The column that a problem of a whole line speaks of, where that is not the new unit.
_COLUMN_OF = {
    "move_line_twice": "luot", "move_tenure_unknown": "luot", "move_tenure_not_open": "luot",
    "move_post_held": "chuc_danh_moi",
}  # fmt: skip


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
    sheet: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where the line stands in its file."""
        return f"trang {self.sheet}, dòng {self.line}" if self.sheet else f"dòng {self.line}"

    def problem(self, file: str, code: str, found: str = "", expected: str = "") -> LineProblem:
        """What is wrong in this line, at the cell of the column that the code speaks of."""
        cell = self.cells.get(_COLUMN_OF.get(code, "don_vi_moi"), "")
        return LineProblem(file, self.line, code, found, expected, self.sheet, cell)


@dataclass(frozen=True, slots=True)
class MoveTable:
    """A table read: its name, digest and lines."""

    name: str
    sha256: str
    lines: tuple[MoveLine, ...]


def read_moves(path: Path) -> MoveTable:
    """Read a table. Raises UnitFileRefused with everything that is wrong in it, OSError."""
    return moves_of(path.name, path.read_bytes())


def moves_of(name: str, raw: bytes) -> MoveTable:
    """Read the content of a table. Raises UnitFileRefused with everything that is wrong in it."""
    if len(raw) > LARGEST:
        most = str(LARGEST // 1024 // 1024)
        raise UnitFileRefused((LineProblem(name, 0, "unit_file_too_long", "", most),))
    problems: list[LineProblem] = []
    lines = _lines(name, rows_of(_FORM, name, raw, problems), problems)
    if not lines and not problems:
        problems.append(LineProblem(name, 0, "unit_file_empty"))
    if problems:
        raise UnitFileRefused(sorted(problems, key=lambda one: (one.sheet, one.line)))
    return MoveTable(name, hashlib.sha256(raw).hexdigest(), tuple(lines))


def _lines(name: str, rows: Iterable[HeadedRow], problems: list[LineProblem]) -> list[MoveLine]:
    lines: list[MoveLine] = []
    seen: dict[UUID, int] = {}
    for row in rows:
        told = _line(name, row, problems)
        if told is not None and told.tenure in seen:
            found, expected = row.values["luot"], str(seen[told.tenure])
            problems.append(told.problem(name, "move_line_twice", found, expected))
        elif told is not None:
            seen[told.tenure] = told.line
            lines.append(told)
    return lines


def _line(file: str, told: HeadedRow, problems: list[LineProblem]) -> MoveLine | None:
    def wrong(code: str, column: str, found: str, expected: str = "") -> None:
        cell = told.cells.get(column, "")
        problems.append(LineProblem(file, told.line, code, found, expected, told.sheet, cell))

    row, before = told.values, len(problems)
    tenure = _identity(row["luot"])
    fate = _FATES.get(search_key(row["viec"]))
    days = {name: _day(row.get(name, "")) for name in ("ngay_quyet_dinh", "tu_ngay")}
    if tenure is None:
        wrong("move_tenure_form", "luot", row["luot"])
    if fate is None:
        wrong("move_fate_unknown", "viec", row["viec"], " / ".join(WORDS.values()))
    if fate is Fate.GOES and not (row["don_vi_moi"] and row["chuc_danh_moi"]):
        missing = "chuc_danh_moi" if row["don_vi_moi"] else "don_vi_moi"
        wrong("move_target_missing", missing, row["don_vi_moi"] or row["chuc_danh_moi"])
    for name, found in days.items():
        if row.get(name) and found is None:
            wrong("unit_day_form", name, row[name], "30/6/2025")
    if len(problems) > before or tenure is None or fate is None:
        return None
    return MoveLine(
        told.line, tenure, fate, row["don_vi_moi"], row["chuc_danh_moi"], row.get("quyet_dinh", ""),
        days["ngay_quyet_dinh"], days["tu_ngay"], told.sheet, told.cells,
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
