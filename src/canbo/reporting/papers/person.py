"""What a paper says of one person: the values of its tags, from what the asker may see.

Nothing is made up: what the record does not hold has no value, and the paper leaves a dotted line.
What began after the day asked for is not told, what ended after it goes on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from canbo.engine.facts import (
    DATE_KINDS,
    HELD,
    Attainment,
    AttainmentState,
    Attendance,
    AttendanceOutcome,
    Award,
    Discipline,
    Fact,
    ParticularKind,
    RankHolding,
    Rating,
    RatingSeries,
    Scale,
    Sex,
    TenureManner,
)
from canbo.engine.timeline import NotADate, PartialDate, Validity
from canbo.engine.units.past import printed_post
from canbo.engine.vietnamese import write_date
from canbo.exchange.papers import Of, Values
from canbo.law import load
from canbo.records.access import OfficialView
from canbo.records.access.values import TenureView
from canbo.reporting.regime_words import discipline_words, rank_name, rating_words
from canbo.reporting.vocabulary_words import value_words

Row = dict[str, str]

NOW = "nay"
UNWRITTEN = "......"  # the day that nobody wrote down, between two that stand in one cell
_SEXES = {Sex.FEMALE.value: "Nữ", Sex.MALE.value: "Nam"}
_PARTICULARS = {
    "ten_khac": ParticularKind.OTHER_NAME,
    "so_hieu": ParticularKind.STAFF_CODE,
    "ngay_sinh": ParticularKind.BIRTH,
    "gioi_tinh": ParticularKind.SEX,
    "dan_toc": ParticularKind.ETHNIC_GROUP,
    "ton_giao": ParticularKind.RELIGION,
    "noi_sinh": ParticularKind.BIRTH_PLACE,
    "que_quan": ParticularKind.HOME_PLACE,
    "noi_o": ParticularKind.RESIDENCE,
    "ngay_tuyen_dung": ParticularKind.RECRUITED,
    "ngay_vao_dang": ParticularKind.PARTY_DATE,
    "ngay_chinh_thuc": ParticularKind.PARTY_OFFICIAL_DATE,
    "so_giay_to": ParticularKind.IDENTITY_NUMBER,
    "so_bhxh": ParticularKind.INSURANCE_NUMBER,
}
_SCALES = {
    "van_hoa": Scale.GENERAL_EDUCATION,
    "chuyen_mon": Scale.PROFESSIONAL,
    "ly_luan": Scale.POLITICAL_THEORY,
    "quan_ly": Scale.STATE_MANAGEMENT,
    "quoc_phong": Scale.DEFENCE_SECURITY,
    "ngoai_ngu": Scale.FOREIGN_LANGUAGE,
    "tin_hoc": Scale.IT,
    "tieng_dan_toc": Scale.ETHNIC_LANGUAGE,
}
_PARTY_POST = re.compile(
    r"(Đảng|Thị|Huyện|Quận|Thành|Tỉnh|Chi|cấp)\s(ủy|bộ)\b", re.IGNORECASE
)  # of a title, not of its unit: the secretary of the Youth Union is none
_STATES = {
    AttainmentState.STUDYING: "đang học",
    AttainmentState.DROPPED: "bỏ học",
    AttainmentState.EQUIVALENT: "được công nhận tương đương",
}


def person_values(official: OfficialView, office: str) -> Values:
    """The values of a person's paper, as of the day of the view; `office` is the home's name."""
    return _Person(official, office).values()


class _Person:
    """One official while a paper is written."""

    def __init__(self, official: OfficialView, office: str) -> None:
        self._official, self._known = official, official.known
        self._day, self._office = official.as_of, office

    def values(self) -> Values:
        told = {
            "ho_ten": self._official.name.upper(),
            "ho_va_ten": self._official.name,
            "tinh_den": write_date(self._day),
            "co_quan": self._office.upper(),
            "khen_thuong": "; ".join(map(_award_told, reversed(self._begun(self._known.awards)))),
            "ky_luat": "; ".join(
                map(_discipline_told, reversed(self._begun(self._known.disciplines)))
            ),
            **self._particulars(),
            **self._posts(),
            **self._levels(),
            **self._rank(),
        }
        return Values(Of.PERSON, told, self._rows())

    def _rows(self) -> Mapping[str, list[Row]]:
        known = self._known
        ratings = [one for one in known.ratings if one.series is RatingSeries.OFFICIAL]
        return {
            "dao_tao": self._studies(),
            "cong_tac": [self._post_row(one) for one in self._official.tenures
                         if self._is_begun(one.fact)],
            "luong": [_pay_row(one) for one in self._begun(known.rank_holdings)],
            "khen": [{"thoi_gian": _day_of(one.validity), "hinh_thuc": _award_words(one)}
                     for one in self._begun(known.awards)],
            "xep_loai": [_rating_row(one) for one in self._begun(ratings)],
        }  # fmt: skip

    # --- who

    def _particulars(self) -> Row:
        held = {one.kind: one.value for one in self._official.particulars if self._holds(one)}
        return {
            tag: _particular(kind, held[kind]) for tag, kind in _PARTICULARS.items() if kind in held
        }

    # --- posts

    def _posts(self) -> Row:
        held = [one for one in reversed(self._official.tenures) if one.holds]
        held.sort(key=lambda one: one.fact.manner is TenureManner.CONCURRENT)
        named = [(_title(one), _post_words(one)) for one in held]
        party = [words for title, words in named if _PARTY_POST.search(title)]
        return {
            "don_vi": held[0].unit.full if held else "",
            "chuc_vu": "; ".join(words for _, words in named),
            "chuc_vu_dang": "; ".join(party),
            "chuc_vu_khac": "; ".join(words for _, words in named if words not in party),
        }

    def _post_row(self, view: TenureView) -> Row:
        span = self._span(view.fact.validity, goes_on=view.holds)
        return {"thoi_gian": span, "chuc_vu": _post_words(view)}

    # --- levels and classes

    def _levels(self) -> Row:
        held = [one.fact for one in self._official.attainments if one.holds]
        found = {tag: _highest(held, scale) for tag, scale in _SCALES.items()}
        return {tag: _level_words(one) for tag, one in found.items() if one is not None}

    def _studies(self) -> list[Row]:
        """Degrees, certificates and classes by the day on which they began."""
        told: list[tuple[date, Row]] = []
        for level in self._official.attainments:
            fact = level.fact
            if self._is_begun(fact) and _is_study(fact):
                told.append((_order(fact.validity), _level_row(fact)))
        for attended in self._official.attendances:
            one = attended.training_class
            begins = one.begins or one.ends
            if begins is None or begins.earliest <= self._day:
                day = begins.earliest if begins else date.max
                told.append((day, self._class_row(attended.fact, one)))
        return [row for _, row in sorted(told, key=lambda pair: pair[0])]

    def _class_row(self, fact: Attendance, one: Any) -> Row:
        span = self._span(Validity(one.begins, one.ends)) if one.begins or one.ends else ""
        ended = one.last_day is not None and one.last_day <= self._day
        is_told = fact.outcome is AttendanceOutcome.DROPPED or ended
        outcome = value_words(fact.outcome) if is_told else ""
        said = "" if fact.outcome is AttendanceOutcome.ENROLLED else outcome
        return {"truong": one.institution, "nganh": one.name, "thoi_gian": span, "van_bang": said}

    # --- rank

    def _rank(self) -> Row:
        held = [one for one in self._begun(self._known.rank_holdings) if self._holds(one)]
        if not held:
            return {}
        one = held[-1]
        return {
            "ngach": _first_upper(rank_name(one.rank)) or one.as_written,
            "ma_ngach": one.rank,
            "bac": str(one.step) if one.step is not None else "",
            "he_so": one.coefficient.replace(".", ","),
            "ngay_huong": str(one.validity.begins) if one.validity.begins else "",
        }

    # --- days

    def _holds(self, fact: Fact) -> bool:
        return self._day in fact.validity.certain

    def _is_begun(self, fact: Fact) -> bool:
        begins = fact.validity.possible.begins
        return begins is None or begins <= self._day

    def _begun(self, facts: Iterable[Any]) -> list[Any]:
        """What had begun on the day, the earliest first; what has no day stands last."""
        return sorted(
            (one for one in facts if self._is_begun(one)),
            key=lambda one: (_order(one.validity), str(one.key)),
        )

    def _span(self, validity: Validity, *, goes_on: bool = False) -> str:
        """From month to month; a beginning or end that nobody wrote down is left to be filled."""
        begins = month_words(validity.begins) if validity.begins else UNWRITTEN
        ends = validity.ends
        if goes_on or (ends is not None and ends.earliest > self._day):
            return f"{begins} - {NOW}"
        return f"{begins} - {month_words(ends) if ends else UNWRITTEN}"


def month_words(day: PartialDate) -> str:
    """A month as forms ask for it: 8/2011, or the year alone."""
    return f"{day.month}/{day.year}" if day.month is not None else str(day.year)


def _order(validity: Validity) -> date:
    written = validity.begins or validity.ends
    return written.earliest if written else validity.known_by or date.max


def _day_of(validity: Validity) -> str:
    return str(validity.begins) if validity.begins else ""


def _particular(kind: ParticularKind, value: str) -> str:
    if kind is ParticularKind.SEX:
        return _SEXES.get(value, "")
    if kind not in DATE_KINDS:
        return value
    try:
        return str(PartialDate.parse(value))
    except NotADate:
        return value


def _title(view: TenureView) -> str:
    known = load().posts.get(view.post.title)
    return known.name if known else view.post.title_as_written


def _post_words(view: TenureView) -> str:
    """A post in full; how it is held stands with it."""
    words = printed_post(_title(view), view.unit)
    if view.fact.manner is TenureManner.ACTING:
        return f"Quyền {words}"
    return f"{words} (kiêm nhiệm)" if view.fact.manner is TenureManner.CONCURRENT else words


def _highest(held: Iterable[Attainment], scale: Scale) -> Attainment | None:
    levels = load().levels
    known = [
        one for one in held if one.scale is scale and one.state in HELD and one.level in levels
    ]
    return max(
        known,
        key=lambda one: (levels[one.level].rank, bool(one.field), bool(one.mode), str(one.key)),
        default=None,
    )


def _is_study(fact: Attainment) -> bool:
    """Whether something was studied: "chưa qua đào tạo" is no study, a paper taken back none."""
    known = load().levels.get(fact.level)
    return fact.state is not AttainmentState.REVOKED and (known is None or known.rank > 0)


def _level_words(fact: Attainment) -> str:
    """A level with what was studied; a language stands before its level."""
    known = load().levels.get(fact.level)
    name = known.name if known else fact.as_written or fact.level
    return f"{name}, {fact.field}" if fact.field else name


def _level_row(fact: Attainment) -> Row:
    known = load().levels.get(fact.level)
    name = known.name if known else fact.as_written or fact.level
    number = f"số {fact.certificate}" if fact.certificate else ""
    subject = fact.field or _first_upper(value_words(fact.scale))
    return {
        "truong": fact.school,
        "nganh": subject,
        "thoi_gian": _level_span(fact),
        "hinh_thuc": _first_upper(value_words(fact.mode)) if fact.mode else "",
        "van_bang": ", ".join(filter(None, (name, number, _STATES.get(fact.state, "")))),
    }


def _level_span(fact: Attainment) -> str:
    """When it was reached; of a course that is not finished when it began."""
    begins = fact.validity.begins
    if begins is None:
        return ""
    if fact.state in (AttainmentState.STUDYING, AttainmentState.DROPPED):
        return f"{month_words(begins)} - {UNWRITTEN}"
    return month_words(begins)


def _pay_row(fact: RankHolding) -> Row:
    step = f"bậc {fact.step}" if fact.step is not None else ""
    return {
        "thoi_gian": month_words(fact.validity.begins) if fact.validity.begins else "",
        "ngach": ", ".join(filter(None, (fact.rank or fact.as_written, step))),
        "he_so": fact.coefficient.replace(".", ","),
    }


def _rating_row(fact: Rating) -> Row:
    return {"nam": _day_of(fact.validity), "ket_qua": _first_upper(rating_words(fact.level))}


def _award_words(fact: Award) -> str:
    return f"{fact.award} (cấp {value_words(fact.level)})" if fact.level else fact.award


def _award_told(fact: Award) -> str:
    return _with_year(_award_words(fact), fact.validity)


def _discipline_told(fact: Discipline) -> str:
    words = f"{_first_upper(discipline_words(fact.form))} {value_words(fact.side)}"
    return _with_year(words, fact.validity)


def _with_year(words: str, validity: Validity) -> str:
    return f"{words}, {validity.begins}" if validity.begins else words


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]
