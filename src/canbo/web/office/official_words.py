"""An official's page in words: who somebody is, and every kind of fact, each with its source."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from canbo.engine.facts import (
    DATE_KINDS,
    Attainment,
    AttainmentState,
    Attendance,
    Award,
    Discipline,
    ElectionResult,
    Fact,
    Leave,
    Move,
    Particular,
    ParticularKind,
    PoolEntry,
    RankHolding,
    Rating,
    RatingSeries,
    Retirement,
    Sex,
    Term,
    UnitLevel,
)
from canbo.engine.law import WorkingTime, working_months_left
from canbo.engine.timeline import NotADate, PartialDate, Validity
from canbo.engine.units.past import day_of, printed_post
from canbo.engine.vietnamese import write_date, write_decimal
from canbo.law import load
from canbo.records.access import OfficialView
from canbo.reporting.law_lines import citation_words
from canbo.reporting.regime_words import discipline_words, rank_words, rating_words
from canbo.reporting.vocabulary_words import value_words
from canbo.web.office.file_words import PARTICULARS, SCALES, SEXES, post_name

_NOTE = PARTICULARS[ParticularKind.NOTE]
WAITING = "đơn vị không còn, chờ bố trí"
_MANAGERS = {
    UnitLevel.CENTRAL: "diện Trung ương quản lý",
    UnitLevel.PROVINCE: "diện cấp tỉnh quản lý",
    UnitLevel.DISTRICT: "diện cấp huyện quản lý",
    UnitLevel.COMMUNE: "diện cấp xã quản lý",
}
_SERIES = {
    RatingSeries.OFFICIAL: "Cán bộ, công chức",
    RatingSeries.PARTY_MEMBER: "Đảng viên",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One fact in words: what it is, more about it, when, whether it holds on the day, its source.

    `recorded` says when it was recorded and by whom.
    """

    what: str
    more: str
    when: str
    holds: bool
    source: str
    recorded: str


@dataclass(frozen=True, slots=True)
class Section:
    """The facts of one kind; `heads` are the heads of its three columns."""

    id: str
    title: str
    heads: tuple[str, str, str]
    lines: tuple[Line, ...]
    note: str = ""


class OfficialWriter:
    """Puts one official's facts into words."""

    def __init__(self, official: OfficialView) -> None:
        self._official = official
        self._known = official.known
        self._day = official.as_of

    # --- who, and how long still

    def particulars(self) -> tuple[Line, ...]:
        """Who the person is; what held on other days only stands behind."""
        told = [
            self._line(fact, PARTICULARS[fact.kind], _particular(fact), _span(fact.validity))
            for fact in self._official.particulars
            if fact.kind is not ParticularKind.NAME or not self._holds(fact)
        ]
        return tuple(sorted(told, key=lambda line: (line.what == _NOTE, not line.holds)))

    def working_time(self) -> str:
        """How long the person may still work on the day, and by which law; "" where unknown."""
        values = {fact.kind: fact.value for fact in self._official.particulars if self._holds(fact)}
        born, sex = values.get(ParticularKind.BIRTH), values.get(ParticularKind.SEX)
        if self._is_gone():
            return ""
        found = working_months_left(
            birth=PartialDate.parse(born) if born else None, sex=Sex(sex) if sex else None,
            on=self._day, law=load(),
        )  # fmt: skip
        return _time_words(found) if isinstance(found, WorkingTime) else ""

    def _is_gone(self) -> bool:
        return any(self._holds(fact) for fact in self._known.retirements)

    # --- posts

    def tenures(self) -> tuple[Line, ...]:
        """The posts, those held on the day first, then the latest."""
        latest = self._official.tenures[::-1]
        views = sorted(latest, key=lambda view: not view.holds)
        return tuple(
            self._line(
                view.fact,
                printed_post(post_name(view.post.title, view.post.title_as_written), view.unit),
                _joined(
                    value_words(view.fact.manner),
                    f"do {value_words(view.fact.act)}" if view.fact.act else "",
                    self._term(view.fact.term),
                    _MANAGERS[view.post.managed_by] if view.post.managed_by else "",
                    WAITING if view.waiting else "",
                ),
                _span(view.fact.validity),
            )
            for view in views
        )

    def held(self) -> tuple[str, ...]:
        """The posts held on the day, in a few words: with how they are held, and no more."""
        told = []
        for view in reversed(self._official.tenures):
            if view.holds:
                title = post_name(view.post.title, view.post.title_as_written)
                how = _joined(value_words(view.fact.manner), WAITING if view.waiting else "")
                told.append(printed_post(title, view.unit) + (f" ({how})" if how else ""))
        return tuple(told)

    def _post(self, post: UUID, validity: Validity) -> str:
        named, unit = self._official.post_then(post, day_of(validity, self._day))
        return printed_post(post_name(named.title, named.title_as_written), unit)

    def _unit(self, unit: UUID, validity: Validity) -> str:
        return self._official.past.then(unit, day_of(validity, self._day)).full

    def _term(self, identity: UUID | None) -> str:
        term = self._known.terms.get(identity) if identity else None
        return _term_words(term) if term else ""

    # --- the other kinds

    def attainments(self) -> Section:
        """The levels on each scale, with how and where they were reached."""
        facts = [view.fact for view in self._official.attainments]
        return self._section("levels-h", "Trình độ", ("Mặt", "Trình độ", "Thời điểm"), facts,
                             self._attainment)  # fmt: skip

    def _attainment(self, fact: Attainment) -> tuple[str, str, str]:
        level = load().levels.get(fact.level)
        more = _joined(
            level.name if level else fact.level,
            fact.field,
            value_words(fact.mode) if fact.mode else "",
            fact.school,
            f"số hiệu {fact.certificate}" if fact.certificate else "",
            _STATES.get(fact.state, ""),
        )
        studies = fact.state in (AttainmentState.STUDYING, AttainmentState.DROPPED)
        when = _span(fact.validity) if studies else _reached(fact.validity)
        return SCALES[fact.scale], more, when

    def attendances(self) -> Section:
        """The classes, the latest first."""
        facts = [view.fact for view in reversed(self._official.attendances)]
        return self._section(
            "classes-h", "Đào tạo, bồi dưỡng", ("Lớp", "Nơi học, kết quả", "Thời gian"), facts,
            self._attendance,
        )  # fmt: skip

    def _attendance(self, fact: Attendance) -> tuple[str, str, str]:
        one = self._known.classes[fact.training_class]
        span = " – ".join(str(day) for day in (one.begins, one.ends) if day)
        then = _joined(fact.post_as_written, fact.unit_as_written)
        written = f"ghi là {then}" if then else ""
        return one.name, _joined(one.institution, value_words(fact.outcome), written), span

    def others(self) -> tuple[Section, ...]:
        """Every further kind of which something is known."""
        known = self._known
        sections = (
            self._section("ratings-h", "Đánh giá, xếp loại", ("Năm", "Kết quả", "Của"),
                          _latest(known.ratings), self._rating),
            self._section("pool-h", "Quy hoạch", ("Chức danh quy hoạch", "Nhiệm kỳ", "Thời gian"),
                          _latest(known.pool_entries), self._pool_entry,
                          note="Dữ kiện mật: chỉ người có quyền xem dữ kiện mật thấy mục này."),
            self._section("moves-h", "Điều động, luân chuyển",
                          ("Việc", "Từ đâu, đến đâu", "Thời gian"), _latest(known.moves),
                          self._move),
            self._section("elections-h", "Bầu cử", ("Cuộc bầu", "Kết quả", "Ngày"),
                          _latest(known.election_results), self._result),
            self._section("ranks-h", "Ngạch, bậc lương", ("Ngạch", "Bậc, hệ số", "Thời gian"),
                          _latest(known.rank_holdings), self._rank),
            self._section("awards-h", "Khen thưởng", ("Hình thức", "Cấp", "Thời gian"),
                          _latest(known.awards), self._award),
            self._section("disciplines-h", "Kỷ luật", ("Hình thức", "Về", "Thời gian"),
                          _latest(known.disciplines), self._discipline),
            self._section("leaves-h", "Nghỉ có thời hạn", ("Loại", "", "Thời gian"),
                          _latest(known.leaves), self._leave),
            self._section("retirement-h", "Nghỉ hưu, thôi việc", ("Việc", "", "Thời gian"),
                          _latest(known.retirements), self._retirement),
        )  # fmt: skip
        return tuple(one for one in sections if one.lines)

    def _rating(self, fact: Rating) -> tuple[str, str, str]:
        return _year(fact.validity), _upper(rating_words(fact.level)), _SERIES.get(
            fact.series, value_words(fact.series)
        )  # fmt: skip

    def _pool_entry(self, fact: PoolEntry) -> tuple[str, str, str]:
        out = f"ra khỏi quy hoạch: {value_words(fact.exit_reason)}" if fact.exit_reason else ""
        more = _joined(self._term(fact.term), out)
        return self._post(fact.post, fact.validity), more, _span(fact.validity)

    def _move(self, fact: Move) -> tuple[str, str, str]:
        places = []
        for word, post, unit in (
            ("từ", fact.from_post, fact.from_unit),
            ("đến", fact.to_post, fact.to_unit),
        ):
            if post:
                places.append(f"{word} {self._post(post, fact.validity)}")
            elif unit:
                places.append(f"{word} {self._unit(unit, fact.validity)}")
        scheme = self._known.schemes.get(fact.scheme) if fact.scheme else None
        ends = f"dự kiến đến {fact.planned_end}" if fact.planned_end else ""
        more = _joined(*places, scheme.name if scheme else "ngoài đề án", ends)
        return _upper(value_words(fact.kind)), more, _span(fact.validity)

    def _result(self, fact: ElectionResult) -> tuple[str, str, str]:
        election = self._known.elections.get(fact.election)
        what = (election.name or _upper(value_words(election.kind))) if election else ""
        term = self._term(election.term if election else None)
        chosen = "trúng cử" if fact.elected else "không trúng cử"
        more = _joined(self._post(fact.post, fact.validity), chosen, _votes(fact))
        day = fact.validity.begins or (election.day if election else None)
        return _joined(what, term), more, str(day) if day else _span(fact.validity)

    def _rank(self, fact: RankHolding) -> tuple[str, str, str]:
        step = f"bậc {fact.step}" if fact.step is not None else ""
        coefficient = f"hệ số {fact.coefficient.replace('.', ',')}" if fact.coefficient else ""
        # where a list gives step and coefficient alone, they are no name of a rank
        written = fact.as_written if any(map(str.isalpha, fact.as_written)) else "chưa ghi ngạch"
        what = rank_words(fact.rank) if fact.rank else written
        return _upper(what), _joined(step, coefficient), _span(fact.validity)

    def _award(self, fact: Award) -> tuple[str, str, str]:
        level = f"cấp {value_words(fact.level)}" if fact.level else ""
        return fact.award, level, _reached(fact.validity)

    def _discipline(self, fact: Discipline) -> tuple[str, str, str]:
        more = _joined(value_words(fact.side), fact.reason)
        return _upper(discipline_words(fact.form)), more, _span(fact.validity)

    def _leave(self, fact: Leave) -> tuple[str, str, str]:
        return _upper(value_words(fact.kind)), "", _span(fact.validity)

    def _retirement(self, fact: Retirement) -> tuple[str, str, str]:
        how = _upper(value_words(fact.kind)) if fact.kind else "Đã nghỉ"
        return how, "", _span(fact.validity)

    # --- lines

    def _section(
        self,
        identity: str,
        title: str,
        heads: tuple[str, str, str],
        facts: Iterable[Any],
        words: Callable[[Any], tuple[str, str, str]],
        note: str = "",
    ) -> Section:
        return Section(
            identity, title, heads, tuple(self._line(one, *words(one)) for one in facts), note
        )

    def _line(self, fact: Any, what: str, more: str, when: str) -> Line:
        return Line(what, more, when, self._holds(fact), _source(fact), self._recorded(fact))

    def _holds(self, fact: Fact) -> bool:
        return self._day in fact.validity.certain

    def _recorded(self, fact: Fact) -> str:
        who = self._official.recorded_by.get(fact.id, "")
        return f"ghi ngày {write_date(fact.recorded_at.date())}{f', {who}' if who else ''}"


_STATES = {
    AttainmentState.STUDYING: "đang học",
    AttainmentState.DROPPED: "bỏ học",
    AttainmentState.EQUIVALENT: "được công nhận tương đương",
    AttainmentState.REVOKED: "đã bị thu hồi",
}


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _latest(facts: Iterable[Any]) -> list[Any]:
    """The facts by their first day, the latest first; those without one last."""
    first = date.min
    return sorted(
        facts, key=lambda fact: (fact.validity.possible.begins or first, str(fact.key)),
        reverse=True,
    )  # fmt: skip


def _particular(fact: Particular) -> str:
    if fact.kind is ParticularKind.SEX:
        return SEXES[Sex(fact.value)]
    if fact.kind not in DATE_KINDS:
        return fact.value
    try:
        return str(PartialDate.parse(fact.value))
    except NotADate:
        return fact.value


def _span(validity: Validity) -> str:
    """Say when a fact held, with what nobody wrote down said as such."""
    parts = []
    if validity.begins:
        parts.append(f"từ {validity.begins}")
    elif validity.known_by:
        parts.append(f"có đến {write_date(validity.known_by)}, chưa rõ từ bao giờ")
    if validity.ends:
        parts.append(f"đến {validity.ends}")
    return " ".join(parts)


def _reached(validity: Validity) -> str:
    if validity.begins:
        return f"năm {validity.begins}" if validity.begins.precision == 1 else str(validity.begins)
    return f"theo hồ sơ ngày {write_date(validity.known_by)}" if validity.known_by else ""


def _year(validity: Validity) -> str:
    """The year or quarter that was rated."""
    begins, ends = validity.begins, validity.ends
    if begins and begins.precision == 1 and (ends is None or ends == begins):
        return f"Năm {begins}"
    return _span(validity)


def _term_words(term: Term) -> str:
    years = "-".join(str(day.year) for day in (term.begins, term.ends) if day)
    if not term.ordinal:
        return f"nhiệm kỳ {years}" if years else value_words(term.body)
    return f"khóa {term.ordinal} ({years})" if years else f"khóa {term.ordinal}"


def _votes(fact: ElectionResult) -> str:
    if fact.votes_for is None:
        return ""
    if fact.ballots:
        share = write_decimal(100 * fact.votes_for / fact.ballots)
        return f"{fact.votes_for}/{fact.ballots} phiếu ({share}%)"
    return f"{fact.votes_for} phiếu"


def _source(fact: Fact) -> str:
    """The decision with its day, then the document and cell that tell of it."""
    source = fact.source
    if not source.decision_number:
        return str(source)
    day = f" ngày {write_date(source.decision_date)}" if source.decision_date else ""
    told = str(source)
    return f"Quyết định số {source.decision_number}{day}" + (f" · {told}" if told else "")


def _time_words(found: WorkingTime) -> str:
    cited = citation_words(found.rule.citation, load())
    months = "đã đến tuổi nghỉ hưu" if not found.months else f"còn {found.months} tháng công tác"
    years, rest = divmod(found.rule.age, 12)
    age = f"{years} tuổi" + (f" {rest} tháng" if rest else "")
    unsure = "" if found.birth_is_full else "; chưa rõ ngày sinh, tính từ ngày sớm nhất"
    last = f"{found.last_day.month}/{found.last_day.year}"
    return f"{months}, đến hết tháng {last} (tuổi nghỉ hưu {age}, {cited}{unsure})"
