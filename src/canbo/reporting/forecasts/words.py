"""The Vietnamese words of forecasts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from canbo.engine.facts import Post, Sex, Term
from canbo.engine.forecast import (
    Basis,
    Because,
    Cause,
    CourseNeed,
    Ending,
    Fitting,
    Outcome,
    Span,
    Why,
)
from canbo.engine.law import Law, NoWorkingTime
from canbo.engine.vietnamese import write_date
from canbo.reporting.figures import UNNAMED
from canbo.reporting.vocabulary_words import value_words
from canbo.reporting.words import required_words

SEXES = {Sex.FEMALE: "nữ", Sex.MALE: "nam", None: "chưa rõ nam hay nữ"}
UNTOLD = {
    NoWorkingTime.BIRTH_UNKNOWN: "chưa có ngày sinh",
    NoWorkingTime.SEX_UNKNOWN: "chưa rõ nam hay nữ",
    NoWorkingTime.NO_RULE: "luật đã nạp không có tuổi nghỉ hưu cho người sinh năm ấy",
}
BASES = {
    Basis.AGE: "đủ tuổi theo luật của ngày xem",
    Basis.DECISION: "đã có quyết định hoặc ghi nhận nghỉ",
}
ENDINGS = {
    Ending.TERM: "hết nhiệm kỳ",
    Ending.WRITTEN: "hồ sơ ghi ngày thôi giữ chức danh",
    Ending.MOVE: "hết thời hạn điều động, luân chuyển",
}
CAUSES = {Cause.RETIREMENT: "nghỉ hưu", Cause.TERM_END: "hết nhiệm kỳ hoặc thời hạn"}
FITTINGS = {
    Fitting.FITS: "đúng ngành",
    Fitting.OTHER: "ngành khác",
    Fitting.UNKNOWN: "chưa rõ ngành",
}
WHYS = {
    Why.HOLDER: "đang giữ chức danh, chưa đạt",
    Why.HOLDER_UNKNOWN: "đang giữ chức danh, thiếu dữ liệu",
    Why.PLANNED: "trong quy hoạch chức danh, chưa đạt hoặc thiếu dữ liệu",
    Why.SUCCESSOR: "trong quy hoạch chức danh sẽ trống, chưa đạt hoặc thiếu dữ liệu",
}
OUTCOMES = {
    Outcome.SURE_HIT: "Dự báo chắc chắn, đã xảy ra",
    Outcome.POSSIBLE_HIT: "Dự báo có thể, đã xảy ra",
    Outcome.MISSED: "Xảy ra mà không dự báo",
    Outcome.SURE_TOO_MANY: "Dự báo chắc chắn, không xảy ra",
    Outcome.POSSIBLE_TOO_MANY: "Dự báo có thể, không xảy ra",
}
BECAUSES = {
    Because.NOTHING: "",
    Because.NO_POST_KNOWN: "khi ấy chưa biết người này giữ chức danh nào",
    Because.BIRTH_UNKNOWN: "khi ấy chưa có ngày sinh hoặc chưa tính được tuổi nghỉ hưu",
    Because.EARLIER: "sớm hơn dự báo",
    Because.LATER: "dự báo muộn hơn",
    Because.NOT_BY_AGE: "không theo tuổi nên không dự báo được",
    Because.GONE_BEFORE: "thật ra đã thôi trước ngày dự báo, khi ấy chưa biết",
    Because.STILL_HERE: "vẫn giữ chức danh",
    Because.NOT_RECORDED: "không còn giữ chức danh, không có ghi nhận nghỉ",
    Because.NO_END_KNOWN: "khi ấy chưa biết nhiệm kỳ hay ngày thôi giữ chức danh",
    Because.HAD_LEFT: "nghỉ hưu hoặc thôi việc giữa chừng",
    Because.NO_NEED_SEEN: "khi ấy không thấy tiêu chuẩn nào đòi lớp này",
}


@dataclass(frozen=True, slots=True)
class Named:
    """The names of a home on the day: people, units, posts, terms."""

    law: Law
    posts: Mapping[UUID, Post]
    terms: Mapping[UUID, Term]
    people: Mapping[UUID, str]
    units: Mapping[UUID, str]

    def person(self, identity: UUID) -> str:
        """The name of a person."""
        return self.people.get(identity) or UNNAMED

    def post(self, identity: UUID) -> str:
        """The title of a post."""
        post = self.posts[identity]
        title = self.law.posts.get(post.title)
        return title.name if title else post.title_as_written

    def title(self, code: str) -> str:
        """The name of a title of the law's lists."""
        return self.law.posts[code].name if code in self.law.posts else code

    def unit_of(self, post: UUID) -> str:
        """The unit of a post."""
        return self.units.get(self.posts[post].unit, "")

    def course(self, code: str) -> str:
        """The name of a course."""
        return self.law.courses[code].name if code in self.law.courses else code

    def term(self, identity: UUID) -> str:
        """A term: "ban chấp hành đảng bộ thị xã Sầm Sơn khóa XIV (2005-2010)"."""
        term = self.terms[identity]
        years = "-".join(str(day.year) for day in (term.begins, term.ends) if day)
        parts = (
            _capital(value_words(term.body)),
            self.units.get(term.unit, ""),
            f"khóa {term.ordinal}" if term.ordinal else "nhiệm kỳ",
            f"({years})" if term.ordinal and years else years,
        )
        return " ".join(part for part in parts if part)

    def asked(self, need: CourseNeed) -> str:
        """Why somebody may need a course: for which post, by which standards of which texts."""
        standards = "; ".join(
            f"{required_words(each.requirement, self.law)}"
            f" ({self.law.texts[each.citation.text].number}, {each.citation.article})"
            for each in need.standards
        )
        return f"{WHYS[need.why]}: {standards}"


def when_words(span: Span | None) -> str:
    """Write a span of days: a day, or from when to when."""
    if span is None:
        return "chưa rõ"
    if span.is_known:
        return write_date(span.first)
    return f"từ {write_date(span.first)} đến {write_date(span.last)}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
