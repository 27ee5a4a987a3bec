"""The words of the pages on records that may be one person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from canbo.engine.facts import FactKind
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import write_date
from canbo.records.access import OfficialRow
from canbo.records.access.merging import Duplicate
from canbo.reporting.consequences import Consequences
from canbo.reporting.fact_words import FactLine
from canbo.reporting.merging import MeetingView, UnmergeView
from canbo.reporting.vocabulary_words import LIKENESS
from canbo.reporting.words import ANSWERS, DIMENSIONS
from canbo.web.messages import sentence
from canbo.web.office.file_words import SEXES, post_name

_AS_PAGES_SAY = {
    "merge_undecided": (
        "Còn {count} chỗ hai hồ sơ nói khác nhau mà chưa chọn bên nào đúng. Hãy chọn từng chỗ."
    ),
    "merge_apart": (
        "Hai hồ sơ này đã được xác nhận là hai người. Nếu xác nhận nhầm, hãy bỏ xác nhận ở trang "
        "Hồ sơ trùng trước."
    ),
    "merge_contradicted": (
        "Chưa tách được: có dữ kiện ghi sau khi gộp trái với dữ kiện sẽ trở lại (mã {fact}). Hãy "
        "bỏ hoặc sửa dữ kiện đó trước."
    ),
}


def problem(refusal: Refusal) -> str:
    """Say a refusal as a page does: without commands."""
    words = _AS_PAGES_SAY.get(refusal.code)
    return words.format(**refusal.data) if words else sentence(refusal)


@dataclass(frozen=True, slots=True)
class Person:
    """One record of a pair."""

    id: Any
    name: str
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records and what speaks for their being one person."""

    one: Person
    other: Person
    likeness: tuple[str, ...]


def pair(found: Duplicate) -> Pair:
    """Put a likely duplicate into words."""
    likeness = tuple(LIKENESS[code] for code in found.likeness)
    return Pair(_person(found.one), _person(found.other), likeness)


def _person(row: OfficialRow) -> Person:
    born = f"sinh {row.birth}" if row.birth else "không rõ ngày sinh"
    posts = tuple(f"{post_name(one.title_code, one.title)}, {one.unit_name}" for one in row.posts)
    known = " · ".join(filter(None, (born, SEXES[row.sex].lower() if row.sex else "")))
    return Person(row.id, row.name, (known, *(posts or ("không giữ chức danh nào",))))


@dataclass(frozen=True, slots=True)
class Said:
    """One fact: what it says without its kind's name twice, when, from where."""

    kind: str
    words: str
    when: str
    source: str


def lines(found: Iterable[FactLine]) -> tuple[Said, ...]:
    """Put facts into lines of a table."""
    return tuple(map(_said, found))


def _said(line: FactLine) -> Said:
    kind, _, words = line.words.partition(": ")
    if line.kind is FactKind.PARTICULAR:
        kind, _, words = words.partition("; ")
    return Said(kind[:1].upper() + kind[1:], words, line.when, line.source)


@dataclass(frozen=True, slots=True)
class Choice:
    """Facts of the two records of which those of one side hold; `chosen` is that side, if any."""

    id: str
    kind: str
    survivor: tuple[Said, ...]
    merged: tuple[Said, ...]
    chosen: str


def meetings(found: Iterable[MeetingView], chosen: Mapping[str, str]) -> tuple[Choice, ...]:
    """Put meetings into rows, with what was chosen so far."""
    return tuple(
        Choice(
            one.id,
            _said((one.survivor or one.merged)[0]).kind if one.survivor or one.merged else "",
            lines(one.survivor),
            lines(one.merged),
            chosen.get(one.id) or one.holds or "",
        )
        for one in found
    )


@dataclass(frozen=True, slots=True)
class Effect:
    """A line of what would change."""

    what: str
    before: str
    after: str
    more: str


def consequences(found: Consequences) -> dict[str, Any]:
    """Put what would change into lines, part by part."""
    return {
        "verdicts": [
            Effect(
                f"{found.names.get(one.person, '')}, {found.posts[one.post]}: "
                f"{DIMENSIONS[one.dimension]}",
                *(ANSWERS[each] if each else "không xét" for each in (one.before, one.after)),
                _span(one.begins, one.ends),
            )
            for one in found.verdicts
        ],
        "figures": [
            Effect(
                one.label,
                *("–" if each is None else str(each) for each in (one.before, one.after)),
                f"tại ngày {write_date(one.moment.as_of)}",
            )
            for one in found.figures
        ],
        "plans": [f"Dự thảo kế hoạch năm {one.year} cần lập lại." for one in found.plans],
    }


def _span(begins: Any, ends: Any) -> str:
    told = (f"từ {write_date(begins)}" if begins else "", f"đến {write_date(ends)}" if ends else "")
    return " ".join(filter(None, told))


def unmerge_groups(found: UnmergeView) -> tuple[tuple[str, str, tuple[Said, ...]], ...]:
    """What goes where when a merge is taken apart: head, what it means, the facts."""
    return (
        ("Trở về hồ sơ kia", "như trước khi gộp; dữ kiện đã sửa thì trở về bản đã sửa",
         lines(found.back)),
        ("Có hiệu lực trở lại", "đã thôi hiệu lực khi gộp vì trùng hoặc không được chọn",
         lines(found.again)),
        ("Ở lại hồ sơ này", "ghi sau khi gộp, không rõ nói về ai trong hai người: hãy xem lại",
         lines(found.stay)),
        ("Không trở lại", "đã bị bỏ sau khi gộp", lines(found.fallen)),
    )  # fmt: skip
