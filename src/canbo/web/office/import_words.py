"""The words of importing: states, places, problems, reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from canbo.engine.facts import FactKind
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import write_number
from canbo.records.access.drafts import DraftView
from canbo.reporting.vocabulary_words import KINDS
from canbo.web.messages import sentence

STATES = {
    "reading": "Đang đọc tệp",
    "comparing": "Đang đối chiếu với hồ sơ",
    "storing": "Đang lưu",
    "columns": "Chờ xác nhận cột",
    "ready": "Chờ bạn xem và lưu",
    "stored": "Đã lưu",
    "refused": "Không nhập được",
}
IMPORT_STATES = {"stored": "còn hiệu lực", "replaced": "đã thay bằng bản sửa", "undone": "đã hủy"}

# --- places and problems


def place_words(sheet: str, cell: str) -> str:
    """Say where in a file something stands."""
    parts = (f"trang “{sheet}”" if sheet else "", f"ô {cell}" if cell else "")
    return ", ".join(part for part in parts if part)


def problem_words(problem: Mapping[str, str]) -> str:
    """Say what is wrong with a cell: what was found, what is expected, what may be meant."""
    data = {name: value for name, value in problem.items() if value}
    words = sentence(Refusal(problem["code"], data))
    near = problem.get("suggestion", "")
    return f"{words} Có phải “{near}”?" if near and near not in words else words


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Problems of one code: what they have in common, how many there are, those shown here.

    A code that occurs once is told whole in `told`, its place in the one line.
    """

    told: str
    total: int
    lines: tuple[tuple[str, str], ...]


def problem_groups(problems: Iterable[Mapping[str, Any]]) -> tuple[ProblemGroup, ...]:
    """Put problems into words, those of one code together: lines of (place, what was found)."""
    return tuple(
        _group([*rows]) for _, rows in groupby(problems, key=lambda problem: problem["code"])
    )


def are_in_sheets(groups: Iterable[ProblemGroup]) -> bool:
    """Whether any problem is about a sheet, so that it can be noted there."""
    return any(place for group in groups for place, _ in group.lines)


def _group(rows: list[Mapping[str, Any]]) -> ProblemGroup:
    total = rows[0]["alike"]
    told = sentence(Refusal(rows[0]["code"], {})) if total > 1 else problem_words(rows[0])
    lines = tuple(
        (place_words(one["sheet"], one["cell"]), _found(one) if total > 1 else "") for one in rows
    )
    return ProblemGroup(told, total, lines)


def _found(problem: Mapping[str, Any]) -> str:
    near = problem["suggestion"] or ""
    asked = f"Có phải “{near}”?" if near else ""
    return " · ".join(filter(None, (problem["found"], problem["expected"], asked)))


# --- reports


def stored_words(report: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """The facts of a report by kind, only kinds that occur: (words, how many)."""
    counts = report.get("facts", {})
    return tuple((KINDS[FactKind(kind)], count) for kind, count in counts.items() if count)


def change_words(draft: DraftView) -> str:
    """Say how the differences moved since they were shown; "" when they did not."""
    moved = draft.changes
    told = (
        (moved.get("new", 0), "khác biệt mới xuất hiện"),
        (moved.get("gone", 0), "khác biệt không còn"),
        (moved.get("other", 0), "khác biệt có lựa chọn khác trước"),
    )
    return ", ".join(f"{write_number(count)} {words}" for count, words in told if count)
