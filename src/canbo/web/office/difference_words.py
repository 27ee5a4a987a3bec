"""The words of differences between a file and the home: kinds, reasons, outcomes, counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from canbo.engine.facts import FactKind, Scale
from canbo.records.access.drafts import DifferenceCount, DifferenceView
from canbo.records.operations import LOOKED_AT, DifferenceKind, Outcome
from canbo.reporting.vocabulary_words import FIELDS, KINDS
from canbo.web.office.file_words import PARTICULARS, SCALES
from canbo.web.office.import_words import place_words
from canbo.web.office.told_facts import told

DIFFERENCES: Mapping[str, tuple[str, str]] = {
    DifferenceKind.EDITED_BOTH: (
        "Tệp và hồ sơ cùng đổi",
        "Ô đã sửa trong danh sách đã xuất, trong khi hồ sơ cũng đã đổi từ lúc xuất."),
    DifferenceKind.EDITED: (
        "Ô đã sửa", "Danh sách đã xuất nay ghi khác: sai từ trước, hay thay đổi từ ngày nào?"),
    DifferenceKind.EMPTIED: (
        "Ô đã xóa trắng", "Ô của danh sách đã xuất nay bỏ trống: gỡ bỏ điều đã ghi, hay giữ?"),
    DifferenceKind.AMBIGUOUS_PERSON: (
        "Chưa rõ là ai",
        "Dòng của tệp hợp với nhiều người đã có. Chưa chọn thì dòng ấy chưa được lưu."),
    DifferenceKind.LIKELY_DUPLICATE: (
        "Có thể trùng người đã có",
        "Họ tên giống nhau, ngày sinh chỉ khác một phần. Chưa chọn thì dòng ấy chưa được lưu."),
    DifferenceKind.CONFLICT: (
        "Trái với quyết định", "Hồ sơ đang ghi theo quyết định có số, tệp này ghi khác."),
    DifferenceKind.CHANGED_FACT: (
        "Khác với hồ sơ", "Hồ sơ ghi một đằng, tệp ghi một nẻo."),
    DifferenceKind.ENDING_FACT: (
        "Sẽ kết thúc", "Hồ sơ đang ghi là còn, theo tệp thì đã thôi."),
    DifferenceKind.REMOVED: (
        "Bản sửa không còn ghi", "Bản trước của chính tệp này có ghi, bản này thì không."),
    DifferenceKind.HOMONYM: (
        "Trùng tên, khác người",
        "Có người cùng họ tên, nhưng ngày sinh hoặc giới tính khác hẳn: máy tạo người mới."),
    DifferenceKind.NEW_PERSON: ("Người mới", "Trong phạm vi của bạn chưa ai có họ tên này."),
    DifferenceKind.NEW_FACT: ("Điều mới", "Người đã có; hồ sơ của họ chưa ghi điều này."),
    DifferenceKind.REFINED_FACT: (
        "Ghi rõ hơn", "Tệp ghi đủ hơn hồ sơ, không trái nhau: 8/1954 thành 08/8/1954."),
    DifferenceKind.MENTIONED_FACT: (
        "Chức vụ chỉ được nhắc đến",
        "Danh sách loại này không bổ nhiệm ai: chức vụ cạnh tên được giữ ở ghi chú."),
}  # fmt: skip
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
    Outcome.UNDECIDED: "Phải quyết định mới lưu được",
}
# over cells of a list that came back, a decision is a statement of the clerk, never a proposal
_OF_EDITED: Mapping[str, str] = {
    Outcome.CORRECT: "Sai từ trước",
    Outcome.SINCE: "Thay đổi từ ngày …",
    Outcome.REMOVE: "Gỡ bỏ: chưa từng đúng",
}
_EDITED = frozenset({DifferenceKind.EDITED, DifferenceKind.EDITED_BOTH, DifferenceKind.EMPTIED})
_OF_KIND: Mapping[str, tuple[Outcome, ...]] = {
    DifferenceKind.NEW_PERSON: (Outcome.CREATE, Outcome.SKIP),
    DifferenceKind.HOMONYM: (Outcome.CREATE, Outcome.PERSON, Outcome.SKIP),
    DifferenceKind.LIKELY_DUPLICATE: (Outcome.SKIP, Outcome.PERSON, Outcome.CREATE),
    DifferenceKind.AMBIGUOUS_PERSON: (Outcome.SKIP, Outcome.CREATE),
    DifferenceKind.NEW_FACT: (Outcome.STORE, Outcome.SKIP),
    DifferenceKind.MENTIONED_FACT: (Outcome.SKIP, Outcome.STORE),
    DifferenceKind.REFINED_FACT: (Outcome.CORRECT, Outcome.KEEP),
    DifferenceKind.CHANGED_FACT: (Outcome.CORRECT, Outcome.SINCE, Outcome.KEEP),
    DifferenceKind.CONFLICT: (Outcome.CORRECT, Outcome.SINCE, Outcome.KEEP),
    DifferenceKind.ENDING_FACT: (Outcome.END, Outcome.KEEP),
    DifferenceKind.REMOVED: (Outcome.REMOVE, Outcome.KEEP),
    DifferenceKind.EDITED: (Outcome.CORRECT, Outcome.SINCE, Outcome.KEEP),
    DifferenceKind.EDITED_BOTH: (Outcome.CORRECT, Outcome.SINCE, Outcome.KEEP),
    DifferenceKind.EMPTIED: (Outcome.REMOVE, Outcome.SINCE, Outcome.KEEP),
}
_OWN_WORDS: Mapping[tuple[str, str], str] = {
    (DifferenceKind.REFINED_FACT, Outcome.CORRECT): "Ghi rõ hơn",
    (DifferenceKind.LIKELY_DUPLICATE, Outcome.SKIP): "Chưa lưu dòng này",
    (DifferenceKind.AMBIGUOUS_PERSON, Outcome.SKIP): "Chưa lưu dòng này",
    (DifferenceKind.MENTIONED_FACT, Outcome.SKIP): "Chỉ để ở ghi chú",
    **{(kind, code): words for kind in _EDITED for code, words in _OF_EDITED.items()},
    (DifferenceKind.EMPTIED, Outcome.SINCE): "Không còn từ ngày …",
}
_PARTICULAR_FIELDS = {kind.value: words for kind, words in PARTICULARS.items()}
_COMPARED = frozenset({DifferenceKind.CHANGED_FACT, DifferenceKind.CONFLICT, *_EDITED})
_WHY = {
    (DifferenceKind.CHANGED_FACT, Outcome.CORRECT):
        "Đề xuất sửa: nguồn của tệp chắc hơn, hoặc tệp là bản sửa của chính tệp đã ghi điều cũ.",
    (DifferenceKind.CHANGED_FACT, Outcome.KEEP):
        "Đề xuất giữ: nguồn của tệp không chắc hơn nguồn của hồ sơ.",
    (DifferenceKind.CONFLICT, Outcome.KEEP): "Đề xuất giữ: quyết định chắc hơn danh sách.",
    (DifferenceKind.CONFLICT, Outcome.CORRECT): "Đề xuất sửa: tệp dẫn quyết định sau.",
    (DifferenceKind.ENDING_FACT, Outcome.KEEP):
        "Đề xuất giữ: không nguồn nào nói rõ là thôi từ ngày nào.",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """An outcome offered: its code for the form, its words, whether it stands or is proposed.

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
    """One difference in words; `question` is asked where two answers are both plausible.

    `is_overruled`: somebody decided otherwise than was proposed.
    """

    view: DifferenceView
    kind: str
    what: str
    why: str
    before: str
    after: str
    exported: str
    place: str
    question: str
    is_overruled: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many differences of one kind there are, and what comes of them as things stand."""

    code: str
    name: str
    meaning: str
    total: int
    undecided: int
    is_looked_at: bool
    outcomes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """An outcome for all differences of a kind; `is_default` accepts what was proposed for each."""

    code: str
    words: str
    is_default: bool
    asks_day: bool = False


def difference_line(view: DifferenceView) -> DifferenceLine:
    """Put one difference into words."""
    is_compared = view.kind in _COMPARED
    options = {option["code"] for option in view.options}
    return DifferenceLine(
        view,
        DIFFERENCES[view.kind][0],
        _what(view),
        _why(view),
        told(view.before, view.fact_kind, view.field, is_compared=is_compared),
        _after(view, is_compared),
        told(view.exported, view.fact_kind, view.field, is_compared=is_compared),
        place_words(view.sheet, view.cell),
        "Trước ghi sai, hay đã thay đổi?" if {Outcome.CORRECT, Outcome.SINCE} <= options else "",
        view.is_decided and view.chosen != view.default,
        tuple(_choice(option, view) for option in view.options),
    )


def must_decide(counts: Iterable[DifferenceCount]) -> int:
    """How many differences keep the file from being stored until somebody decides them."""
    return sum(one.total for one in counts if one.chosen == Outcome.UNDECIDED)


def kind_counts(counts: Iterable[DifferenceCount]) -> tuple[KindCount, ...]:
    """Count differences by kind, those to be looked at first."""
    totals: dict[str, list[int]] = {}
    outcomes: dict[str, dict[str, int]] = {}
    for one in counts:
        found = totals.setdefault(one.kind, [0, 0])
        found[0] += one.total
        found[1] += one.total - one.decided
        said = outcomes.setdefault(one.kind, {})
        said[one.chosen] = said.get(one.chosen, 0) + one.total
    return tuple(
        KindCount(
            kind, *DIFFERENCES[kind], *totals[kind], kind in LOOKED_AT,
            tuple((_outcome(code, kind).lower(), count) for code, count in outcomes[kind].items()),
        )
        for kind in (*LOOKED_AT, *(one for one in DIFFERENCES if one not in LOOKED_AT))
        if kind in totals
    )  # fmt: skip


def fact_counts(counts: Iterable[DifferenceCount], kind: str) -> tuple[tuple[str, str, int], ...]:
    """The kinds of fact among the differences of a kind: code, words, how many."""
    totals: dict[str, int] = {}
    for one in counts:
        if one.kind == kind and one.fact_kind:
            totals[one.fact_kind] = totals.get(one.fact_kind, 0) + one.total
    return tuple((code, KINDS[FactKind(code)], total) for code, total in totals.items())


def rules(counts: Iterable[DifferenceCount], kind: str, default: str) -> tuple[Rule, ...]:
    """What may be decided on all differences of a kind at once, what was proposed first.

    `default` is the code that accepts the proposals; where all are one outcome, it is named.
    """
    proposed = {one.default for one in counts if not kind or one.kind == kind}
    only = next(iter(proposed)) if len(proposed) == 1 and kind else ""
    others = tuple(
        Rule(code, _outcome(code, kind), False, kind in _EDITED and code is Outcome.SINCE)
        for code in _OF_KIND.get(kind, ())
        if code != only
    )
    if only == Outcome.UNDECIDED:
        return others  # nothing is proposed
    words = f"{_outcome(only, kind)} (máy đề xuất)" if only else "Như máy đề xuất"
    return (Rule(default, words, True), *others)


def _outcome(code: str, kind: str) -> str:
    """Name an outcome; what is only said more exactly was not wrong before."""
    return _OWN_WORDS.get((kind, code), OUTCOMES[code])


def _choice(option: Mapping[str, Any], view: DifferenceView) -> Choice:
    code = option["code"]
    if view.kind in _EDITED:
        return _edited_choice(option, view)
    words = _outcome(code.partition(":")[0], view.kind)
    if option.get("person"):
        words = f"Là {option['words']}"
    elif code == Outcome.SINCE and view.day:
        words = f"Đã thay đổi, từ {told(view.day, '', '')}"
    elif code == Outcome.END and view.day:
        words = f"Kết thúc, {told(view.day, '', '')}"
    return Choice(code, words, code == view.chosen, code == view.default)


def _edited_choice(option: Mapping[str, Any], view: DifferenceView) -> Choice:
    """An outcome for an edited cell; where it asks for a day, the day that was decided."""
    code = option["code"]
    chosen, _, day = view.chosen.partition(":")
    return Choice(
        code, _outcome(code, view.kind), code == chosen, code == view.default,
        asks_day=option.get("asks_day", False), first=option.get("first", ""),
        last=option.get("last", ""), day=day if code == chosen else "",
    )  # fmt: skip


def _why(view: DifferenceView) -> str:
    if view.kind == DifferenceKind.ENDING_FACT and view.day:
        return f"Danh sách ngày {told(view.day, '', '')} của đơn vị không còn ghi."
    return _WHY.get((DifferenceKind(view.kind), Outcome(view.default.partition(":")[0])), "")


def _after(view: DifferenceView, is_compared: bool) -> str:
    if view.kind == DifferenceKind.ENDING_FACT:
        last = told(view.after, view.fact_kind, view.field)
        return f"đến hết {last}" if last else "không còn ghi"
    return told(view.after, view.fact_kind, view.field, is_compared=is_compared)


def _what(view: DifferenceView) -> str:
    """Name what the difference is about: "Trình độ chuyên môn", "Ngày sinh"."""
    if not view.fact_kind:
        return ""
    if view.field in _PARTICULAR_FIELDS:
        return _PARTICULAR_FIELDS[view.field]
    kind = KINDS[FactKind(view.fact_kind)]
    scale, _, part = view.field.partition(":")
    if scale in set(Scale):
        named = f"Trình độ {SCALES[Scale(scale)].lower()}"
        return f"{named}, {FIELDS[part]}" if FIELDS.get(part) else named
    field = FIELDS.get(view.field, "")
    named = f"{kind}, {field}" if field else kind
    return named[:1].upper() + named[1:]
