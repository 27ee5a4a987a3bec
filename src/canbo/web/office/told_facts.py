"""What a difference says of a fact, told in words: "professional, ĐH, completed" is "Đại học".

The records tell a fact in one line of codes, names and ISO dates; each part is put into words by
the vocabularies that facts of its kind use, and what is no code stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from canbo.engine import facts
from canbo.engine.facts import FactKind, ParticularKind
from canbo.engine.timeline import NotADate, PartialDate
from canbo.law import load
from canbo.law.vocabulary import load_vocabulary
from canbo.reporting.vocabulary_words import value_words
from canbo.web.office.file_words import SEXES

_SPAN = re.compile(r"(?P<begins>[0-9-]{4,10}|\.\.)/(?P<ends>[0-9-]{4,10}|\.\.)")
_NUMBERS = frozenset({ParticularKind.IDENTITY_NUMBER, ParticularKind.INSURANCE_NUMBER})
_SHOWN_OF_NUMBER = 3
_BODIES = {
    facts.BodyKind.PARTY_COMMITTEE: "cấp ủy",
    facts.BodyKind.COUNCIL: "Hội đồng nhân dân",
    facts.BodyKind.MASS_BODY: "đoàn thể",
}
_CODES: Mapping[FactKind, tuple[type[StrEnum], ...]] = {
    FactKind.TENURE: (facts.TenureManner, facts.TenureAct, facts.BodyKind),
    FactKind.ATTAINMENT: (facts.AttainmentState, facts.StudyMode),
    FactKind.ATTENDANCE: (facts.AttendanceOutcome,),
    FactKind.POOL_ENTRY: (facts.PoolExit, facts.BodyKind),
    FactKind.MOVE: (facts.MoveKind,),
    FactKind.ELECTION_RESULT: (facts.ElectionKind, facts.BodyKind),
    FactKind.LEAVE: (facts.LeaveKind,),
    FactKind.DISCIPLINE: (facts.DisciplineSide,),
    FactKind.AWARD: (facts.UnitLevel,),
    FactKind.RETIREMENT: (facts.RetirementKind,),
}


def told(value: str, kind: str, field: str, *, is_compared: bool = False) -> str:
    """Put what a difference says into words; `kind` is that of the fact, `field` what of it.

    A number that tells who somebody is shows whole only where it is compared with another.
    """
    if not kind or not value:
        return _date(value)
    if kind == FactKind.PARTICULAR:
        return _particular(value, field, is_compared)
    parts = [_part(part, FactKind(kind), field) for part in value.split(", ")]
    said = [part for part in parts if part]
    if len(said) > 1 and said[0].endswith(said[1]):
        del said[1]  # a post that names its unit itself
    return ", ".join(said)


def _particular(value: str, field: str, is_compared: bool) -> str:
    if field == ParticularKind.SEX:
        return {sex.value: words for sex, words in SEXES.items()}.get(value, value)
    if field in _NUMBERS and not is_compared:
        hidden = max(0, len(value) - _SHOWN_OF_NUMBER)
        return "•" * hidden + value[hidden:]
    return _date(value)


def _part(part: str, kind: FactKind, field: str) -> str:
    if match := _SPAN.fullmatch(part):
        return _span(match["begins"], match["ends"])
    if part == field:
        return ""  # the scale or series that the difference is named by
    for vocabulary in _CODES.get(kind, ()):
        if part in set(vocabulary):
            code = vocabulary(part)
            return _BODIES.get(code) or value_words(code)  # type: ignore[call-overload,no-any-return]
    return _coded(part, kind, field) or _date(part)


def _coded(part: str, kind: FactKind, field: str) -> str:
    """The words of a code that the law's registers keep; "" for what is none."""
    standing = load_vocabulary()["standing"]
    if kind is FactKind.ATTAINMENT:
        level = load().levels.get(part)
        return level.name if level else ""
    if kind is FactKind.RATING:
        written = standing["ratings"].get(field, {}).get(part)
        return str((written.get("word") or written["only"])[0]) if written else ""
    if kind is FactKind.DISCIPLINE:
        return str(standing["disciplines"].get(part, ("",))[0])
    if kind is FactKind.RANK_HOLDING:
        return _rank(part, standing["ranks"])
    return ""


def _rank(part: str, ranks: Mapping[str, list[str]]) -> str:
    if part in ranks:
        return f"{ranks[part][0]} ({part})"
    if part.isdecimal():
        return f"bậc {part}"
    whole, dot, rest = part.partition(".")
    is_coefficient = bool(dot) and whole.isdecimal() and rest.isdecimal() and len(whole) == 1
    return f"hệ số {whole},{rest}" if is_coefficient else ""


def _span(begins: str, ends: str) -> str:
    first, last = _date(begins), _date(ends)
    if begins == ends:
        return f"năm {first}" if len(begins) == 4 else first
    if ends == "..":
        return f"từ {first}"
    return f"đến hết {last}" if begins == ".." else f"từ {first} đến hết {last}"


def _date(value: str) -> str:
    """Write an ISO date, whole or partial, as offices do; anything else as it is."""
    if not value[:4].isdigit() or not set(value) <= set("0123456789-"):
        return value
    try:
        return str(PartialDate.parse(value)) if len(value) in (7, 10) else value
    except NotADate:
        return value
