"""Units in words, for every face: changes and days of a life, why somebody waits, proposals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from canbo.engine.facts import ChangePart, Source, UnitChangeKind
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Validity
from canbo.engine.units.proposal import Fate, Why
from canbo.engine.vietnamese import write_date
from canbo.exchange.units.moves import WORDS
from canbo.web.messages import sentence

if TYPE_CHECKING:
    from canbo.engine.law import PostTitle
    from canbo.exchange.units import LineProblem
    from canbo.records.access import UnitLink, UnitStep, Waiting, WaitingHolder

KINDS = {
    UnitChangeKind.MERGE: "nhập",
    UnitChangeKind.SPLIT: "tách",
    UnitChangeKind.RENAME: "giữ nguyên, đổi tên hoặc loại",
    UnitChangeKind.LEVEL_CHANGE: "đổi cấp",
    UnitChangeKind.DISSOLUTION: "giải thể",
}
PARTS = {ChangePart.WHOLE: "toàn bộ", ChangePart.PART: "một phần"}
WHY = {
    Why.WHOLE: "toàn bộ đơn vị nhập vào {units}",
    Why.ONE_SEAT: "nhiều người cùng chức danh về {units}, chỉ một người giữ được",
    Why.PARTED: "đơn vị bị chia, có thể là: {units}",
    Why.DISSOLVED: "đơn vị không còn, không có đơn vị kế thừa",
    Why.UNKNOWN: "các nguồn không nói đơn vị nhập vào đâu",
    Why.TWICE: "đã đề xuất giữ chức danh này ở {units} từ một đơn vị cũ khác",
    Why.OFFICE: "cơ quan của đơn vị không còn; đơn vị nhập vào {units}",
}


def problem_words(one: LineProblem) -> str:
    """What is wrong in a file, after its place: file, line or sheet and cell."""
    place = [one.file]
    if one.sheet:
        place.append(f"trang “{one.sheet}”")
    if one.cell:
        place.append(f"ô {one.cell}")
    elif one.line:
        place.append(f"dòng {one.line}")
    words = sentence(Refusal(one.code, {"found": one.found, "expected": one.expected}))
    return f"{', '.join(place)}: {words}"


def step_words(step: UnitStep) -> str:
    """A change in words: the day, the kind, the other unit."""
    fact = step.fact
    words = f"{span(fact.validity, day_only=True)}: {KINDS[fact.kind]}"
    if step.other is None:
        return f"{words}; {fact.as_written}" if fact.as_written else words
    return f"{words} {PARTS[fact.part]}, {link_words(step.other)}"


def link_words(link: UnitLink) -> str:
    """Another unit with its code."""
    return f"{link.name} ({link.code})" if link.code else link.name


def source_words(source: Source) -> str:
    """A source with its decree."""
    decree = f", {source.decision_number}" if source.decision_number else ""
    return f"{source}{decree}"


def span(validity: Validity, *, day_only: bool = False) -> str:
    """The days of a stretch: since when, or seen by when; until when."""
    if validity.begins is not None:
        first = f"từ {validity.begins}"
    elif validity.known_by is not None:
        first = f"muộn nhất từ {write_date(validity.known_by)}"
    else:
        first = "từ trước"
    if day_only:
        return first.removeprefix("từ ")
    return f"{first} đến {validity.ends}" if validity.ends else f"{first} đến nay"


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """Somebody who waits, in words; `units` are those that come into question, code and name."""

    tenure: UUID
    person: UUID
    name: str
    unit: UUID
    unit_words: str
    title: str
    fate: Fate
    goes_to: str
    why: str
    units: tuple[str, ...]


def waiting_lines(found: Waiting, asked: date, posts: Mapping[str, PostTitle]) -> list[WaitingLine]:
    """Put who waits into words, by old unit, post and name; `posts`: titles by code."""
    holders = sorted(
        found.holders, key=lambda one: (found.past.then(one.unit, asked).full, one.title, one.name)
    )
    return [
        WaitingLine(
            one.tenure,
            one.person,
            one.name,
            one.unit,
            found.past.then(one.unit, asked).full,
            title_words(one, posts),
            one.proposed.fate,
            unit_named(found, one.proposed.unit, asked) if _goes(one) else "",
            why_words(found, one, asked),
            _units_of(found, one, asked),
        )
        for one in holders
    ]


def _goes(one: WaitingHolder) -> bool:
    return one.proposed.fate is Fate.GOES


def proposal_rows(
    found: Waiting, asked: date, posts: Mapping[str, PostTitle]
) -> Iterator[dict[str, str]]:
    """The lines of a table of moves as the conversion proposes them; `posts`: titles by code."""
    for line in waiting_lines(found, asked, posts):
        yield {
            "luot": str(line.tenure),
            "ho_ten": line.name,
            "don_vi_cu": line.unit_words,
            "chuc_danh_cu": line.title,
            "viec": WORDS[line.fate],
            "don_vi_moi": line.goes_to,
            "chuc_danh_moi": line.title if line.goes_to else "",
            "ghi_chu": line.why,
        }


def title_words(one: WaitingHolder, posts: Mapping[str, PostTitle]) -> str:
    """The title that somebody who waits holds."""
    return posts[one.title].name if one.title in posts else one.title_as_written


def unit_named(found: Waiting, unit: UUID | None, asked: date) -> str:
    """A unit of the day as a table names it: code and name."""
    called = found.past.called(unit, asked) if unit else None
    return f"{called.code} {called.name}".strip() if called else ""


def why_words(found: Waiting, one: WaitingHolder, asked: date) -> str:
    """Why this is proposed, with the units that come into question."""
    return WHY[one.proposed.why].format(units="; ".join(_units_of(found, one, asked)))


def _units_of(found: Waiting, one: WaitingHolder, asked: date) -> tuple[str, ...]:
    proposed = one.proposed
    several = sorted(unit_named(found, unit, asked) for unit in proposed.may_be)
    single = unit_named(found, proposed.unit, asked)
    return tuple(several) or ((single,) if single else ())
