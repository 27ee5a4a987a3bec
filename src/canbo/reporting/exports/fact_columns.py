"""The lists of facts: which columns each has, and what each shows of a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from canbo.engine import facts
from canbo.engine.facts import Fact, FactKind
from canbo.engine.law import Law
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.keys import DERIVED, KeyColumn, Reads, Value
from canbo.exchange.workbooks.writing import ListColumn
from canbo.law.vocabulary import load_vocabulary
from canbo.reporting.exports.people import MODES
from canbo.reporting.fact_words import FactWriter, source_words
from canbo.reporting.vocabulary_words import value_words

Show = Callable[[Any, FactWriter], Value]
Choices = tuple[tuple[str, str], ...]
_CENTRED = 14


@dataclass(frozen=True, slots=True)
class FactColumn:
    """A column of a list of facts and what it shows; a derived one belongs to no fact."""

    column: ListColumn
    show: Show

    @property
    def is_derived(self) -> bool:
        """Whether canbo computes it."""
        return self.column.key.is_derived


@dataclass(frozen=True, slots=True)
class FactList:
    """A list of facts of one kind: its name on the command line and in addresses, its titles.

    `is_secret`: who is planned, and with how many votes somebody was elected, is for those whose
    grant opens secrets.
    """

    name: str
    kind: FactKind
    label: str
    title: str
    columns: Callable[[Law], tuple[FactColumn, ...]]
    is_secret: bool = False
    secret_columns: frozenset[str] = field(default_factory=frozenset)


# --- making columns ---------------------------------------------------------------------------


def _enum(kind: type[StrEnum], words: Mapping[StrEnum, str] | None = None) -> Choices:
    said = words or {}
    return tuple((_capital(said.get(one) or value_words(one)), one.value) for one in kind)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _own(
    kind: FactKind,
    attribute: str,
    label: str,
    width: float,
    reads: Reads = Reads.TEXT,
    choices: Choices = (),
) -> FactColumn:
    """A column of an attribute of the fact, that can be edited."""
    key = KeyColumn(f"{kind}::{attribute}", label, reads, choices)
    shown = {code: words for words, code in reversed(choices)}

    def show(fact: Any, _: FactWriter) -> Value:
        value = getattr(fact.validity if attribute in ("begins", "ends") else fact, attribute)
        if isinstance(value, bool):
            value = "true" if value else "false"
        if choices and value is not None:
            return shown.get(str(value), str(value))
        if reads is Reads.DECIMAL and value:
            return float(value)
        return value if isinstance(value, PartialDate | int) or value is None else str(value)

    return FactColumn(ListColumn(key, width, centred=width <= _CENTRED), show)


def _computed(name: str, label: str, width: float, show: Show) -> FactColumn:
    key = KeyColumn(f"{DERIVED}:{name}", label)
    return FactColumn(ListColumn(key, width, centred=width <= _CENTRED), show)


def _read_when_new(
    name: str, label: str, width: float, show: Show, *, reads: Reads = Reads.CHOICE,
    choices: Choices = (),
) -> FactColumn:  # fmt: skip
    """A column that stays as it is with a fact, and is read in rows that somebody added."""
    key = KeyColumn(f"{DERIVED}:{name}", label, reads, choices)
    return FactColumn(ListColumn(key, width, centred=width <= _CENTRED), show)


def _referring(attribute: str, label: str, width: float) -> FactColumn:
    """A column that names what the fact points to."""

    def show(fact: Any, writer: FactWriter) -> Value:
        identity = getattr(fact, attribute)
        return writer.referred(attribute, identity) if identity is not None else None

    return _computed(attribute, label, width, show)


def _span(kind: FactKind, first: str = "Từ", last: str = "Đến hết") -> tuple[FactColumn, ...]:
    return (
        _own(kind, "begins", first, 12, Reads.DAY),
        _own(kind, "ends", last, 12, Reads.DAY),
    )


def _sources() -> tuple[FactColumn, ...]:
    return (_computed("source", "Nguồn", 34, lambda fact, _: source_words(fact)),)


def _post_and_unit(kind: FactKind) -> tuple[FactColumn, ...]:
    """A post with its unit; what they show is worked out where the law and the units are known."""
    post = KeyColumn(f"{kind}::post", "Chức danh", Reads.POST)
    unit = KeyColumn(f"{kind}::unit", "Đơn vị", Reads.UNIT)
    return (
        FactColumn(ListColumn(post, 26), lambda fact, writer: writer.title(fact.post)),
        FactColumn(ListColumn(unit, 28), lambda fact, writer: writer.lineage(fact.post)),
    )


# --- the words of registers ------------------------------------------------------------------


def _writings(name: str) -> Choices:
    """The codes of a register of the law, each with the words that offices write first."""
    said = load_vocabulary()["standing"][name]
    return tuple((_capital(str(words[0])), str(code)) for code, words in said.items())


def _rating_levels() -> Choices:
    """The levels of ratings, each first as it is shown, then as else it may be written."""
    found: dict[str, str] = {}
    for series in ("official", "party_member"):
        for code, words in load_vocabulary()["standing"]["ratings"][series].items():
            said = (*words.get("word", ()), *words.get("only", ()))
            for one in said:
                found.setdefault(_capital(str(one)), str(code))
    return tuple(found.items())


def _ranks() -> Choices:
    named = _writings("ranks")
    return (*((code, code) for _, code in named), *named)


# --- the lists ---------------------------------------------------------------------------------


def _tenures(_: Law) -> tuple[FactColumn, ...]:
    kind = FactKind.TENURE
    manners = _enum(facts.TenureManner, {facts.TenureManner.FULL: "chính thức"})
    return (
        *_post_and_unit(kind),
        _own(kind, "manner", "Hình thức giữ", 13, Reads.CHOICE, manners),
        _own(kind, "act", "Do", 12, Reads.CHOICE, _enum(facts.TenureAct)),
        _referring("term", "Nhiệm kỳ", 14),
        *_span(kind, "Từ", "Đến hết"),
        *_sources(),
    )


def _attainments(law: Law) -> tuple[FactColumn, ...]:
    kind = FactKind.ATTAINMENT
    states = _enum(facts.AttainmentState, {facts.AttainmentState.COMPLETED: "đã hoàn thành"})
    scales = _enum(facts.Scale)
    scale = _read_when_new(
        "scale", "Loại", 18, lambda fact, _: _capital(value_words(fact.scale)), choices=scales
    )
    level = KeyColumn(f"{kind}::level", "Trình độ", Reads.LEVEL)
    return (
        scale,
        FactColumn(
            ListColumn(level, 18),
            lambda fact, _: law.levels[fact.level].name if fact.level in law.levels else fact.level,
        ),
        _own(kind, "state", "Tình trạng", 14, Reads.CHOICE, states),
        _own(kind, "field", "Chuyên ngành", 20),
        _own(kind, "mode", "Hình thức đào tạo", 14, Reads.CHOICE, MODES),
        _own(kind, "school", "Trường", 22),
        _own(kind, "certificate", "Số văn bằng, chứng chỉ", 16),
        *_span(kind, "Đạt ngày, năm", "Đến hết"),
        *_sources(),
    )


def _attendances(_: Law) -> tuple[FactColumn, ...]:
    kind = FactKind.ATTENDANCE
    outcomes = _enum(facts.AttendanceOutcome)
    return (
        _referring("training_class", "Lớp", 34),
        _computed("class_begins", "Khai giảng", 12, lambda fact, w: _class(fact, w, "begins")),
        _computed("class_ends", "Bế giảng", 12, lambda fact, w: _class(fact, w, "ends")),
        _own(kind, "outcome", "Kết quả", 14, Reads.CHOICE, outcomes),
        _own(kind, "unit_as_written", "Đơn vị ghi trong danh sách lớp", 26),
        _own(kind, "post_as_written", "Chức vụ ghi trong danh sách lớp", 26),
        *_sources(),
    )


def _class(fact: Any, writer: FactWriter, part: str) -> Value:
    found = writer.snapshot.classes.get(fact.training_class)
    return getattr(found, part) if found is not None else None


def _pool(_: Law) -> tuple[FactColumn, ...]:
    kind = FactKind.POOL_ENTRY
    return (
        *_post_and_unit(kind),
        _referring("term", "Nhiệm kỳ", 14),
        *_span(kind, "Phê duyệt ngày", "Đến hết"),
        _own(kind, "exit_reason", "Lý do ra khỏi quy hoạch", 20, Reads.CHOICE,
             _enum(facts.PoolExit)),
        *_sources(),
    )  # fmt: skip


def _moves(_: Law) -> tuple[FactColumn, ...]:
    kind = FactKind.MOVE
    return (
        _own(kind, "kind", "Hình thức", 14, Reads.CHOICE, _enum(facts.MoveKind)),
        _referring("from_post", "Chức danh cũ", 24),
        _referring("from_unit", "Đơn vị cũ", 20),
        _referring("to_post", "Chức danh mới", 24),
        _referring("to_unit", "Đơn vị mới", 20),
        _referring("scheme", "Theo đề án, kế hoạch", 22),
        *_span(kind, "Từ ngày", "Đến hết"),
        _own(kind, "planned_end", "Dự kiến hết", 12, Reads.DAY),
        *_sources(),
    )


def _elections(_: Law) -> tuple[FactColumn, ...]:
    kind = FactKind.ELECTION_RESULT
    elected = (("Trúng cử", "true"), ("Không trúng cử", "false"))
    return (
        _referring("election", "Cuộc bầu", 26),
        _computed("election_day", "Ngày bầu", 12, _election_day),
        _referring("post", "Bầu vào chức danh", 30),
        _own(kind, "elected", "Kết quả", 14, Reads.CHOICE, elected),
        _own(kind, "votes_for", "Số phiếu tín nhiệm", 10, Reads.NUMBER),
        _own(kind, "ballots", "Tổng số phiếu", 10, Reads.NUMBER),
        *_sources(),
    )


def _election_day(fact: Any, writer: FactWriter) -> Value:
    found = writer.snapshot.elections.get(fact.election)
    return found.day if found is not None else None


def _ratings(_: Law) -> tuple[FactColumn, ...]:
    kind = FactKind.RATING
    return (
        _read_when_new("span", "Kỳ đánh giá", 14, _rated_span, reads=Reads.DAY),
        _read_when_new(
            "series",
            "Đánh giá",
            20,
            lambda fact, _: _capital(value_words(fact.series)),
            choices=_enum(facts.RatingSeries),
        ),
        _own(kind, "level", "Xếp loại", 30, Reads.CHOICE, _rating_levels()),
        *_sources(),
    )


def _rated_span(fact: Fact, _: FactWriter) -> Value:
    begins, ends = fact.validity.begins, fact.validity.ends
    if begins is not None and ends is not None and begins != ends:
        return f"{begins} - {ends}"
    return begins or ends


def _leaves(_: Law) -> tuple[FactColumn, ...]:
    kind = FactKind.LEAVE
    return (
        _own(kind, "kind", "Lý do nghỉ", 20, Reads.CHOICE, _enum(facts.LeaveKind)),
        _own(kind, "as_written", "Ghi trong danh sách", 26),
        *_span(kind, "Từ ngày", "Đến hết"),
        *_sources(),
    )


def _disciplines(_: Law) -> tuple[FactColumn, ...]:
    kind = FactKind.DISCIPLINE
    return (
        _own(kind, "side", "Kỷ luật", 16, Reads.CHOICE, _enum(facts.DisciplineSide)),
        _own(kind, "form", "Hình thức", 20, Reads.CHOICE, _writings("disciplines")),
        _own(kind, "reason", "Lý do", 30),
        *_span(kind, "Từ ngày", "Đến hết"),
        *_sources(),
    )


def _awards(_: Law) -> tuple[FactColumn, ...]:
    kind = FactKind.AWARD
    return (
        _own(kind, "award", "Danh hiệu, hình thức", 34),
        _own(kind, "level", "Cấp", 14, Reads.CHOICE, _enum(facts.UnitLevel)),
        _own(kind, "begins", "Ngày, năm", 12, Reads.DAY),
        *_sources(),
    )


def _retirements(_: Law) -> tuple[FactColumn, ...]:
    kind = FactKind.RETIREMENT
    return (
        _own(kind, "kind", "Hình thức", 26, Reads.CHOICE, _enum(facts.RetirementKind)),
        _own(kind, "begins", "Từ ngày", 12, Reads.DAY),
        *_sources(),
    )


def _rank_holdings(_: Law) -> tuple[FactColumn, ...]:
    kind = FactKind.RANK_HOLDING
    names = {code: words for words, code in _writings("ranks")}
    return (
        _own(kind, "rank", "Mã ngạch", 12, Reads.CHOICE, _ranks()),
        _computed("rank_name", "Tên ngạch", 20, lambda fact, _: names.get(fact.rank, "")),
        _own(kind, "step", "Bậc", 8, Reads.NUMBER),
        _own(kind, "coefficient", "Hệ số", 10, Reads.DECIMAL),
        *_span(kind, "Từ ngày", "Đến hết"),
        *_sources(),
    )


FACT_LISTS: Mapping[str, FactList] = {
    one.name: one
    for one in (
        FactList("tenures", FactKind.TENURE, "Quá trình giữ chức danh",
                 "QUÁ TRÌNH GIỮ CHỨC DANH CỦA CÁN BỘ, CÔNG CHỨC", _tenures),
        FactList("attainments", FactKind.ATTAINMENT, "Trình độ",
                 "TRÌNH ĐỘ CỦA CÁN BỘ, CÔNG CHỨC", _attainments),
        FactList("attendances", FactKind.ATTENDANCE, "Lượt đào tạo, bồi dưỡng",
                 "CÁN BỘ, CÔNG CHỨC ĐƯỢC CỬ ĐI ĐÀO TẠO, BỒI DƯỠNG", _attendances),
        FactList("pool", FactKind.POOL_ENTRY, "Quy hoạch", "DANH SÁCH QUY HOẠCH CÁN BỘ", _pool,
                 is_secret=True),
        FactList("moves", FactKind.MOVE, "Điều động, luân chuyển",
                 "DANH SÁCH CÁN BỘ ĐIỀU ĐỘNG, LUÂN CHUYỂN", _moves),
        FactList("elections", FactKind.ELECTION_RESULT, "Kết quả bầu cử", "KẾT QUẢ BẦU CỬ",
                 _elections, secret_columns=frozenset({"votes_for", "ballots"})),
        FactList("ratings", FactKind.RATING, "Đánh giá, xếp loại",
                 "KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CÁN BỘ, CÔNG CHỨC", _ratings),
        FactList("leaves", FactKind.LEAVE, "Nghỉ", "DANH SÁCH CÁN BỘ, CÔNG CHỨC NGHỈ", _leaves),
        FactList("disciplines", FactKind.DISCIPLINE, "Kỷ luật", "DANH SÁCH KỶ LUẬT", _disciplines),
        FactList("awards", FactKind.AWARD, "Khen thưởng", "DANH SÁCH KHEN THƯỞNG", _awards),
        FactList("retirements", FactKind.RETIREMENT, "Nghỉ hưu, thôi việc",
                 "DANH SÁCH CÁN BỘ, CÔNG CHỨC NGHỈ HƯU, THÔI VIỆC", _retirements),
        FactList("ranks", FactKind.RANK_HOLDING, "Ngạch, bậc lương",
                 "DANH SÁCH NGẠCH, BẬC LƯƠNG", _rank_holdings),
    )
}  # fmt: skip


def columns_of(wanted: FactList, law: Law, *, may_see_secrets: bool) -> tuple[FactColumn, ...]:
    """The columns of a list for somebody."""
    return tuple(_without(wanted.columns(law), () if may_see_secrets else wanted.secret_columns))


def _without(columns: Iterable[FactColumn], hidden: Iterable[str]) -> Iterable[FactColumn]:
    left_out = frozenset(hidden)
    return (one for one in columns if one.column.key.attribute not in left_out)
