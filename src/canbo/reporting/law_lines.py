"""Rules and texts of the law as lines that people read: what, how much, by which text, when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from canbo.engine.facts import Sex
from canbo.engine.law import (
    Area,
    Citation,
    CodeList,
    Equivalence,
    Law,
    LegalEvidence,
    LegalText,
    RegimeRule,
    RetirementAge,
    Standard,
)
from canbo.engine.law.changes import Rule
from canbo.engine.timeline import PartialDate, Period
from canbo.engine.vietnamese import write_date
from canbo.reporting.rule_words import answer_words, authority_words, subject_words
from canbo.reporting.words import AREAS, DIMENSIONS, EVIDENCE, required_words

_DAY = timedelta(days=1)
_SEXES = {Sex.MALE: "nam", Sex.FEMALE: "nữ"}
# what a text is, by the words that its title begins with
KINDS = (
    "Bộ luật", "Luật", "Pháp lệnh", "Nghị quyết", "Nghị định", "Quyết định", "Quy định",
    "Hướng dẫn", "Thông tư", "Kết luận", "Chỉ thị", "Thông báo", "Công văn", "Điều lệ", "Mẫu",
)  # fmt: skip
OTHER_KIND = "Văn bản khác"
POSTS_NAMED = 4
_FIELDS = {
    "number": "số", "title": "tên", "issuer": "nơi ban hành", "issued": "ngày ban hành",
    "from": "ngày có hiệu lực", "to": "ngày hết hiệu lực", "replaces": "văn bản thay thế",
    "amends": "văn bản sửa đổi",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TextLine:
    """A text in a list; `unverified` names the fields that no public text was seen for."""

    id: str
    number: str
    title: str
    kind: str
    issuer: str
    issued: date
    first: date | None
    last: date | None
    source: str
    unverified: str
    is_own: bool

    @property
    def days(self) -> str:
        """When it is in force, in words."""
        return days_words(self.first, self.last)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in a list; `set_by` is the document of the home behind it, None for shipped law."""

    id: str
    subject: str
    answer: str
    authority: str
    first: date | None
    last: date | None
    text: TextLine
    article: str
    evidence: str
    is_seen: bool
    is_open: bool  # left to the office and not set
    set_by: TextLine | None
    set_article: str
    regime: str  # Regime.id, or ""
    codes: tuple[tuple[str, str], ...] = ()
    posts: tuple[str, ...] = ()  # the names of all titles, where the subject names only some

    @property
    def days(self) -> str:
        """When it is in force, in words."""
        return days_words(self.first, self.last)


def text_line(text: LegalText) -> TextLine:
    """Make the line of a text."""
    kind = next((kind for kind in KINDS if text.title.startswith(kind)), OTHER_KIND)
    first, last = bounds(text.in_force)
    named = [words for field, words in _FIELDS.items() if field in text.unverified]
    return TextLine(
        text.id, text.number, text.title, kind, text.issuer, text.issued, first, last,
        text.source, ", ".join(named), text.is_own,
    )  # fmt: skip


def rule_line(rule: Rule, law: Law) -> RuleLine:
    """Make the line of a rule of any kind."""
    subject, answer, authority = _told(rule, law)
    first, last = bounds(rule.in_force)
    cited = rule.citation
    return RuleLine(
        id=rule.id,
        subject=subject,
        answer=answer,
        authority=authority,
        first=first,
        last=last,
        text=text_line(law.texts[cited.text]),
        article=cited.article,
        evidence=EVIDENCE[cited.evidence],
        is_seen=cited.evidence is LegalEvidence.SEEN,
        is_open=is_open(rule),
        set_by=text_line(law.texts[cited.set_by]) if cited.set_by else None,
        set_article=cited.set_article,
        regime=rule.regime if isinstance(rule, RegimeRule) else "",
        codes=tuple(rule.codes.items()) if isinstance(rule, CodeList) else (),
        posts=_names(rule.posts, law) if _is_long(rule) else (),
    )


def citation_words(citation: Citation, law: Law) -> str:
    """Cite: "04/2004/QĐ-BNV, Điều 7; do 15/2009/QĐ-UBND ngày 20/3/2009 đặt"."""
    told = f"{law.texts[citation.text].number}, {citation.article}"
    set_by = set_by_words(citation, law)
    return f"{told}; {set_by}" if set_by else told


def set_by_words(citation: Citation, law: Law) -> str:
    """Name the document of the home that set what another text asks; "" where none did."""
    if not citation.set_by or citation.set_by == citation.text:
        return ""
    own = law.texts[citation.set_by]
    at = f"{citation.set_article}, " if citation.set_article else ""
    return f"do {at}{own.number} ngày {write_date(own.issued)} đặt"


def is_open(rule: Rule) -> bool:
    """Whether a rule leaves its value to the office, which has not set it."""
    if isinstance(rule, Standard):
        return rule.requirement.by_office
    return isinstance(rule, RegimeRule) and rule.by_office


def bounds(period: Period) -> tuple[date | None, date | None]:
    """The first and the last day of a period, both included."""
    return period.begins, period.ends - _DAY if period.ends else None


def days_words(first: date | None, last: date | None) -> str:
    """Say from when to when: "từ 01/5/2010 đến 20/10/2017"."""
    if first and last:
        return f"từ {write_date(first)} đến {write_date(last)}"
    if first:
        return f"từ {write_date(first)}"
    return f"đến {write_date(last)}" if last else "không ghi ngày"


def _told(rule: Rule, law: Law) -> tuple[str, str, str]:
    """What a rule speaks of, what it asks, who decides."""
    if isinstance(rule, Standard):
        asked = required_words(rule.requirement, law)
        return _standard_subject(rule, law), asked, ""
    if isinstance(rule, Equivalence):
        return (*_equivalence(rule, law), "")
    if isinstance(rule, RetirementAge):
        subject = f"Tuổi nghỉ hưu ({_SEXES[rule.sex]}, sinh {born_words(rule)})"
        return subject, age_words(rule.age), ""
    return subject_words(rule, law), answer_words(rule, law), authority_words(rule)


def _is_long(rule: Rule) -> bool:
    return isinstance(rule, (Standard, Equivalence)) and len(rule.posts) > POSTS_NAMED


def _standard_subject(standard: Standard, law: Law) -> str:
    where = "" if standard.area is Area.ALL else f", {AREAS[standard.area]}"
    return f"{DIMENSIONS[standard.dimension]} ({_some_posts(standard.posts, law)}{where})"


def _equivalence(rule: Equivalence, law: Law) -> tuple[str, str]:
    """What something counts as, and what does."""
    counted = _learnt(rule.counts_as, law)
    holders = f", {_some_posts(rule.posts, law)}" if rule.posts else ""
    subject = f"{DIMENSIONS[rule.dimension]}: được tính là {counted}{holders}"
    held = [_learnt(code, law) for code in (*sorted(rule.levels), *sorted(rule.courses))]
    before = f", có trước ngày {write_date(rule.gained_before)}" if rule.gained_before else ""
    return subject, " hoặc ".join(held) + before


def _learnt(code: str, law: Law) -> str:
    """Name a level or a course within a sentence."""
    known = law.levels.get(code) or law.courses.get(code)
    return f"{known.name[:1].lower()}{known.name[1:]}" if known else code


def _some_posts(codes: Iterable[str], law: Law) -> str:
    names = _names(codes, law)
    if len(names) <= POSTS_NAMED:
        return "; ".join(names)
    shown = POSTS_NAMED - 1
    return f"{'; '.join(names[:shown])} và {len(names) - shown} chức danh khác"


def _names(codes: Iterable[str], law: Law) -> tuple[str, ...]:
    return tuple(law.posts[code].name for code in sorted(codes))


def age_words(months: int) -> str:
    """Say an age in months: "60 tuổi 3 tháng"."""
    years, rest = divmod(months, 12)
    return f"{years} tuổi" + (f" {rest} tháng" if rest else "")


def born_words(age: RetirementAge) -> str:
    """The months of birth as people say them; both are included."""
    first, last = born_bounds(age)
    if first and last:
        return f"từ {first} đến {last}"
    return f"từ {first}" if first else f"đến {last}" if last else "bất kỳ lúc nào"


def born_bounds(age: RetirementAge) -> tuple[PartialDate | None, PartialDate | None]:
    """The first and the last month of birth that an age of retirement is for."""
    first, last = bounds(age.born)
    return (
        PartialDate(first.year, first.month) if first else None,
        PartialDate(last.year, last.month) if last else None,
    )
