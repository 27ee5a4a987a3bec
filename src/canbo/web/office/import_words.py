"""The words of importing: states, places, problems, reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from canbo.engine.facts import FactKind
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import write_number
from canbo.exchange.workbooks.progress import Step
from canbo.records.access.drafts import DraftView
from canbo.records.access.problems import ProblemKind, Where
from canbo.records.operations import NO_DAY, drafts
from canbo.reporting.vocabulary_words import COUNTED
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


def state_words(draft: DraftView) -> str:
    """Say where a waiting file stands, in a list that counts what must be looked at."""
    if draft.is_barren:
        return "Không có gì lưu được"
    if draft.is_storable and draft.lacks_day:
        return "Chưa rõ ngày lập danh sách"
    return "Có thể lưu ngay" if draft.is_storable else STATES[draft.state]


def about_words(draft: DraftView) -> str:
    """Tell a file of a list from others of its name: its day and people, or why it is refused."""
    if draft.state == "refused" or draft.is_barren:
        return refused_words(draft)
    day = draft.turn.partition(" ")[2]
    people = draft.report.get("people", {})
    parts = (
        f"ngày {PartialDate.parse(day)}" if day and day != NO_DAY else "",
        f"{write_number(sum(people.values()))} người" if people else "",
    )
    return " · ".join(filter(None, parts))


def refused_words(draft: DraftView) -> str:
    """Say in a sentence why a file was refused: what is wrong in it, else why nothing was done."""
    if draft.first_problem and draft.refusal.get("code", "file_refused") == "file_refused":
        place = place_words(draft.first_problem["sheet"], draft.first_problem["cell"])
        told = problem_words(draft.first_problem)
        return f"{place[:1].upper()}{place[1:]}: {told}" if place else told
    return sentence(Refusal(draft.refusal["code"], draft.refusal["data"])) if draft.refusal else ""


_STEPS = {
    Step.OPENED: "đã mở {share}%",
    Step.VALUES: "đã xem {done} / {total} giá trị khác nhau",
    Step.SHEETS: "đã tìm danh sách trong {done} / {total} trang",
    Step.COLUMNS: "đã đọc {done} / {total} cột",
    Step.READ: "đã đọc {done} / {total} dòng",
    Step.COMPARED: "đã đối chiếu {done} / {total} dòng",
    Step.LISTED: "đã lập danh mục {done} / {total} khác biệt",
    Step.WRITTEN: "đã ghi {done} / {total} dữ kiện",
    Step.STORED: "đã ghi {done} / {total} dòng",
}


def progress_words(progress: drafts.Progress | None) -> str:
    """Say how far a big file has come: "đã đọc 12.000 / 70.000 dòng"; "" while it is unknown."""
    if progress is None:
        return ""
    done, total = write_number(progress.done), write_number(progress.total)
    share = progress.done * 100 // max(progress.total, 1)
    return _STEPS[progress.step].format(done=done, total=total, share=share)


# --- places and problems


def place_words(sheet: str, cell: str) -> str:
    """Say where in a file something stands."""
    parts = (f"trang “{sheet}”" if sheet else "", f"ô {cell}" if cell else "")
    return ", ".join(part for part in parts if part)


def problem_words(problem: Mapping[str, Any]) -> str:
    """Say what is wrong with a cell: what was found, what is expected, what may be meant."""
    data = {name: value for name, value in problem.items() if value and name != "alike"}
    words = sentence(Refusal(problem["code"], data))
    near = problem.get("suggestion", "")
    return f"{words} Có phải “{near}”?" if near and near not in words else words


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Problems of one code: what they have in common, how many there are, those shown here.

    `lines` are (place, sentence); `more` counts those beside the first one.
    """

    meaning: str
    total: int
    more: int
    lines: tuple[tuple[str, str], ...]


def problem_groups(problems: Iterable[Mapping[str, Any]]) -> tuple[ProblemGroup, ...]:
    """Put problems into words, those of one code together."""
    return tuple(
        _group([*rows]) for _, rows in groupby(problems, key=lambda problem: problem["code"])
    )


@dataclass(frozen=True, slots=True)
class KindLine:
    """The problems of one code in one column: where, how many, the first ones put into words."""

    where: Where
    place: str
    total: int
    first: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KindGroup:
    """All problems of one code: what they have in common, how many, by columns."""

    meaning: str
    total: int
    lines: tuple[KindLine, ...]

    @property
    def is_in_sheet(self) -> bool:
        """Whether any of them is about a sheet."""
        return any(one.where.sheet for one in self.lines)


def kind_groups(kinds: Iterable[ProblemKind]) -> tuple[KindGroup, ...]:
    """Put kinds of problems into words, those of one code together."""
    return tuple(
        _kind_group(code, [*alike])
        for code, alike in groupby(kinds, key=lambda one: one.where.code)
    )


def _kind_group(code: str, kinds: list[ProblemKind]) -> KindGroup:
    lines = tuple(
        KindLine(
            one.where, _column_words(one.where), one.total,
            tuple((said["cell"], problem_words(said)) for said in one.first),
        )
        for one in kinds
    )  # fmt: skip
    return KindGroup(sentence(Refusal(code, {})), sum(one.total for one in kinds), lines)


def _column_words(where: Where) -> str:
    column = f"cột {where.column}" if where.column else ""
    parts = (f"trang “{where.sheet}”" if where.sheet else "", column)
    return ", ".join(filter(None, parts)) or "cả tệp"


def problem_line(problem: Mapping[str, Any]) -> tuple[str, ...]:
    """A problem as a line of a list: place, sentence, and what they are made of."""
    return (
        problem["sheet"], problem["cell"], problem_words(problem), problem["found"],
        problem["expected"], problem["suggestion"],
    )  # fmt: skip


def are_in_sheets(groups: Iterable[ProblemGroup]) -> bool:
    """Whether any problem is about a sheet, so that it can be noted there."""
    return any(place for group in groups for place, _ in group.lines)


def _group(rows: list[Mapping[str, Any]]) -> ProblemGroup:
    total = rows[0]["alike"]
    lines = tuple((place_words(one["sheet"], one["cell"]), problem_words(one)) for one in rows)
    return ProblemGroup(sentence(Refusal(rows[0]["code"], {})), total, total - 1, lines)


# --- reports


def stored_words(report: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """The facts of a report by kind, only kinds that occur: (words, how many)."""
    return counted_words(report.get("facts", {}))


def counted_words(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The facts of each kind in words, only kinds that occur: (words, how many)."""
    return tuple((COUNTED[FactKind(kind)], count) for kind, count in counts.items() if count)


def change_words(draft: DraftView) -> str:
    """Say how the differences moved since they were shown; "" when they did not."""
    moved = draft.changes
    told = (
        (moved.get("new", 0), "khác biệt mới xuất hiện"),
        (moved.get("gone", 0), "khác biệt không còn"),
        (moved.get("other", 0), "khác biệt có lựa chọn khác trước"),
    )
    return ", ".join(f"{write_number(count)} {words}" for count, words in told if count)
