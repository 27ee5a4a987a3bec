"""The words of lists of officials, and of the heads that files and pages share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from canbo.engine.facts import ParticularKind, Scale, Sex
from canbo.law import load
from canbo.records.access import OfficialRow, OfficialsPage, PostView
from canbo.reporting.vocabulary_words import value_words

PARTICULARS = {
    kind: f"{value_words(kind)[:1].upper()}{value_words(kind)[1:]}" for kind in ParticularKind
}
SEXES = {Sex.FEMALE: "Nữ", Sex.MALE: "Nam"}
SCALES = {
    Scale.GENERAL_EDUCATION: "Văn hóa",
    Scale.PROFESSIONAL: "Chuyên môn",
    Scale.POLITICAL_THEORY: "Lý luận chính trị",
    Scale.STATE_MANAGEMENT: "Quản lý nhà nước",
    Scale.DEFENCE_SECURITY: "Quốc phòng, an ninh",
    Scale.FOREIGN_LANGUAGE: "Ngoại ngữ",
    Scale.IT: "Tin học",
    Scale.ETHNIC_LANGUAGE: "Tiếng dân tộc thiểu số",
}


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of the list of officials in words, with its number and the address of its page."""

    number: int
    address: str
    name: str
    birth: str
    sex: str
    posts: str
    units: str
    proposed: bool


def list_rows(found: OfficialsPage, address: Callable[[UUID], str]) -> list[ListRow]:
    """Put a page of the list into words; `address` gives the page of an official."""
    first = (found.page - 1) * found.size + 1
    return [_list_row(row, number, address(row.id)) for number, row in enumerate(found.rows, first)]


def _list_row(row: OfficialRow, number: int, address: str) -> ListRow:
    """A unit that several posts share is said once."""
    return ListRow(
        number,
        address,
        row.name,
        str(row.birth) if row.birth else "",
        SEXES[row.sex] if row.sex else "",
        "; ".join(post_name(post.title_code, post.title) for post in row.posts),
        "; ".join(dict.fromkeys(_unit_words(post) for post in row.posts)),
        any(post.proposed for post in row.posts),
    )


def _unit_words(post: PostView) -> str:
    return f"{post.unit_name} (chờ bố trí)" if post.waiting else post.unit_name


def post_name(code: str, as_written: str) -> str:
    """Name a post by the law's list, else as the file wrote it."""
    title = load().posts.get(code)
    return title.name if title else as_written
