"""The words of importing: states, kinds of difference, outcomes, problems, reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from canbo.engine.facts import FactKind, Scale
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import NotADate, PartialDate
from canbo.engine.vietnamese import write_number
from canbo.law import load
from canbo.records.access.drafts import DifferenceCount, DifferenceView, DraftView
from canbo.records.operations import DifferenceKind, Outcome
from canbo.reporting.vocabulary_words import FIELDS, KINDS
from canbo.web.messages import sentence
from canbo.web.office.file_words import PARTICULARS, SCALES, SEXES

STATES = {
    "reading": "Đang đọc tệp",
    "comparing": "Đang đối chiếu với hồ sơ",
    "storing": "Đang lưu",
    "columns": "Chờ xác nhận cột",
    "ready": "Chờ quyết định",
    "stored": "Đã lưu",
    "refused": "Không nhập được",
}
IMPORT_STATES = {"stored": "còn hiệu lực", "replaced": "đã thay bằng bản sửa", "undone": "đã hủy"}

DIFFERENCES: Mapping[str, tuple[str, str]] = {
    DifferenceKind.AMBIGUOUS_PERSON: (
        "Chưa rõ là ai", "Dòng hợp với nhiều người đã có; chưa chọn thì chưa lưu dòng này."),
    DifferenceKind.LIKELY_DUPLICATE: (
        "Có thể trùng người đã có", "Gần giống một người đã có: khác một dấu, một phần ngày sinh."),
    DifferenceKind.HOMONYM: (
        "Trùng tên, khác người", "Có người cùng họ tên, nhưng ngày sinh hoặc giới tính khác hẳn."),
    DifferenceKind.CONFLICT: (
        "Trái với nguồn chắc hơn", "Hồ sơ đang ghi theo nguồn chắc hơn hoặc mới hơn tệp này."),
    DifferenceKind.CHANGED_FACT: (
        "Khác với hồ sơ", "Hồ sơ ghi một đằng, tệp ghi một nẻo: trước ghi sai, hay đã thay đổi?"),
    DifferenceKind.ENDING_FACT: (
        "Sẽ kết thúc", "Tệp không còn ghi điều này: kết thúc từ ngày của danh sách."),
    DifferenceKind.REMOVED: (
        "Bản sửa không còn ghi", "Bản trước của chính tệp này có ghi, bản này thì không."),
    DifferenceKind.EDITED_BOTH: (
        "Tệp và hồ sơ cùng đổi",
        "Ô đã sửa trong danh sách đã xuất, trong khi hồ sơ cũng đã đổi từ lúc xuất."),
    DifferenceKind.EDITED: (
        "Ô đã sửa", "Danh sách đã xuất nay ghi khác: sai từ trước, hay thay đổi từ ngày nào?"),
    DifferenceKind.EMPTIED: (
        "Ô đã xóa trắng", "Ô của danh sách đã xuất nay bỏ trống: gỡ bỏ điều đã ghi, hay giữ?"),
    DifferenceKind.NEW_PERSON: ("Người mới", "Chưa ai trong hồ sơ có họ tên này."),
    DifferenceKind.NEW_FACT: ("Điều mới", "Thêm vào hồ sơ của người đã có."),
}  # fmt: skip
# those that nobody should pass by unseen; the others come in hundreds and are right as proposed
LOOKED_AT = (
    DifferenceKind.EDITED_BOTH, DifferenceKind.EDITED, DifferenceKind.EMPTIED,
    DifferenceKind.AMBIGUOUS_PERSON, DifferenceKind.LIKELY_DUPLICATE, DifferenceKind.CONFLICT,
    DifferenceKind.CHANGED_FACT, DifferenceKind.ENDING_FACT, DifferenceKind.REMOVED,
    DifferenceKind.HOMONYM,
)  # fmt: skip
OUTCOMES: Mapping[str, str] = {
    Outcome.CREATE: "Tạo người mới",
    Outcome.PERSON: "Là người đã có",
    Outcome.SKIP: "Bỏ qua",
    Outcome.STORE: "Ghi vào hồ sơ",
    Outcome.CORRECT: "Trước ghi sai: sửa lại",
    Outcome.SINCE: "Đã thay đổi",
    Outcome.KEEP: "Giữ như hồ sơ",
    Outcome.END: "Kết thúc",
    Outcome.REMOVE: "Gỡ bỏ",
    Outcome.UNDECIDED: "Chưa quyết định",
}
# over cells of a list that came back, a decision is a statement of the clerk, never a proposal
_OF_EDITED: Mapping[str, str] = {
    Outcome.CORRECT: "Sai từ trước",
    Outcome.SINCE: "Thay đổi từ ngày …",
    Outcome.REMOVE: "Gỡ bỏ: chưa từng đúng",
    Outcome.KEEP: "Giữ như hồ sơ",
}
_EDITED = frozenset({DifferenceKind.EDITED, DifferenceKind.EDITED_BOTH, DifferenceKind.EMPTIED})
_OF_KIND: Mapping[str, tuple[Outcome, ...]] = {
    DifferenceKind.NEW_PERSON: (Outcome.CREATE, Outcome.SKIP),
    DifferenceKind.HOMONYM: (Outcome.CREATE, Outcome.PERSON, Outcome.SKIP),
    DifferenceKind.LIKELY_DUPLICATE: (Outcome.PERSON, Outcome.CREATE, Outcome.SKIP),
    DifferenceKind.AMBIGUOUS_PERSON: (Outcome.SKIP, Outcome.CREATE),
    DifferenceKind.NEW_FACT: (Outcome.STORE, Outcome.SKIP),
    DifferenceKind.CHANGED_FACT: (Outcome.CORRECT, Outcome.SINCE, Outcome.KEEP),
    DifferenceKind.CONFLICT: (Outcome.CORRECT, Outcome.SINCE, Outcome.KEEP),
    DifferenceKind.ENDING_FACT: (Outcome.END, Outcome.KEEP),
    DifferenceKind.REMOVED: (Outcome.REMOVE, Outcome.KEEP),
    DifferenceKind.EDITED: (Outcome.CORRECT, Outcome.SINCE, Outcome.KEEP),
    DifferenceKind.EDITED_BOTH: (Outcome.CORRECT, Outcome.SINCE, Outcome.KEEP),
    DifferenceKind.EMPTIED: (Outcome.REMOVE, Outcome.SINCE, Outcome.KEEP),
}
_PARTICULAR_FIELDS = {kind.value: words for kind, words in PARTICULARS.items()}


# --- differences


@dataclass(frozen=True, slots=True)
class Choice:
    """An outcome offered: its code for the form, its words, whether it stands now.

    `asks_day`: the form sends a day along, from `first` to `last` (ISO, "" open); `day` is the one
    decided.
    """

    code: str
    words: str
    is_chosen: bool
    is_default: bool
    asks_day: bool = False
    first: str = ""
    last: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One difference in words."""

    view: DifferenceView
    kind: str
    what: str
    before: str
    after: str
    exported: str
    place: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many differences of one kind there are."""

    code: str
    name: str
    meaning: str
    total: int
    undecided: int
    is_looked_at: bool


def difference_line(view: DifferenceView) -> DifferenceLine:
    """Put one difference into words."""
    return DifferenceLine(
        view,
        DIFFERENCES[view.kind][0],
        _what(view),
        _value(view.before, view),
        _value(view.after, view),
        _value(view.exported, view),
        place_words(view.sheet, view.cell),
        tuple(_choice(option, view) for option in view.options),
    )


def kind_counts(counts: Iterable[DifferenceCount]) -> tuple[KindCount, ...]:
    """Count differences by kind, those to be looked at first."""
    totals: dict[str, list[int]] = {}
    for one in counts:
        found = totals.setdefault(one.kind, [0, 0])
        found[0] += one.total
        found[1] += one.total - one.decided
    return tuple(
        KindCount(kind, *DIFFERENCES[kind], *totals[kind], kind in LOOKED_AT)
        for kind in DIFFERENCES
        if kind in totals
    )


def fact_counts(counts: Iterable[DifferenceCount], kind: str) -> tuple[tuple[str, str, int], ...]:
    """The kinds of fact among the differences of a kind: code, words, how many."""
    return tuple(
        (one.fact_kind, KINDS[FactKind(one.fact_kind)], one.total)
        for one in counts
        if one.kind == kind and one.fact_kind
    )


def rule_choices(kind: str) -> tuple[Choice, ...]:
    """The outcomes that a rule over the differences of a kind may have."""
    words = _OF_EDITED if kind in _EDITED else OUTCOMES
    return tuple(
        Choice(
            code.value, words[code], is_chosen=False, is_default=False,
            asks_day=kind in _EDITED and code is Outcome.SINCE,
        )
        for code in _OF_KIND.get(kind, ())
    )  # fmt: skip


def _choice(option: Mapping[str, Any], view: DifferenceView) -> Choice:
    code = option["code"]
    if view.kind in _EDITED:
        return _edited_choice(option, view)
    words = OUTCOMES.get(code.partition(":")[0], code)
    if option.get("person"):
        words = f"Là {option['words']}"
    elif code == Outcome.SINCE and view.day:
        words = f"Đã thay đổi, từ {_date(view.day)}"
    elif code == Outcome.END and view.day:
        words = f"Kết thúc, {_date(view.day)}"
    return Choice(code, words, code == view.chosen, code == view.default)


def _edited_choice(option: Mapping[str, Any], view: DifferenceView) -> Choice:
    """An outcome for an edited cell; where it asks for a day, the day that was decided."""
    code = option["code"]
    chosen, _, day = view.chosen.partition(":")
    words = _OF_EDITED[code]
    if code == Outcome.SINCE and view.kind == DifferenceKind.EMPTIED:
        words = "Không còn từ ngày …"
    return Choice(
        code, words, code == chosen, code == view.default,
        asks_day=option.get("asks_day", False), first=option.get("first", ""),
        last=option.get("last", ""), day=day if code == chosen else "",
    )  # fmt: skip


def _what(view: DifferenceView) -> str:
    """Name what the difference is about: "Trình độ", "Ngày sinh"."""
    if not view.fact_kind:
        return ""
    own = _PARTICULAR_FIELDS.get(view.field, "") or _scale(view.field)
    kind = KINDS[FactKind(view.fact_kind)]
    if own:
        part = FIELDS.get(view.field.partition(":")[2], "")
        return f"{own}, {part}" if part else own
    field = FIELDS.get(view.field, "")
    return f"{kind}, {field}" if field else kind


def _scale(field: str) -> str:
    name = field.partition(":")[0]
    return SCALES[Scale(name)] if name in set(Scale) else ""


def _value(value: str, view: DifferenceView) -> str:
    """Say a value in words: a date as offices write it, a level by its name."""
    if view.field == "sex" and value:
        return {sex.value: words for sex, words in SEXES.items()}.get(value, value)
    level = load().levels.get(value)
    if level is not None and view.fact_kind == FactKind.ATTAINMENT:
        return level.name
    return _date(value)


def _date(value: str) -> str:
    """Write an ISO date, whole or partial, as offices do; anything else as it is."""
    if not value[:4].isdigit() or not set(value) <= set("0123456789-"):
        return value
    try:
        return str(PartialDate.parse(value)) if len(value) in (7, 10) else value
    except NotADate:
        return value


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


def problem_lines(problems: Iterable[Mapping[str, str]]) -> tuple[tuple[str, str], ...]:
    """Put problems into words: (place, sentence)."""
    return tuple((place_words(one["sheet"], one["cell"]), problem_words(one)) for one in problems)


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
