"""The posts of a unit in words: filled, acting, vacant, held by too many; heads first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from canbo.engine.facts import TenureManner
from canbo.engine.vietnamese import sort_key
from canbo.law import load
from canbo.records.access.unit_posts import PostOfUnit
from canbo.web.office.file_words import post_name

MANNERS = {TenureManner.ACTING: "quyền, phụ trách", TenureManner.CONCURRENT: "kiêm nhiệm"}


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post as a line of a table; `state`: filled, acting, vacant, over."""

    name: str
    post: PostOfUnit
    holders: tuple[tuple[object, str, str], ...]  # person, name, how it is held
    state: str
    words: str
    rank: int


def post_lines(posts: Iterable[PostOfUnit]) -> list[PostLine]:
    """Put the posts of a unit into words, heads first, then deputies."""
    lines = [_line(one) for one in posts]
    return sorted(lines, key=lambda line: (line.rank, sort_key(line.name)))


def _line(post: PostOfUnit) -> PostLine:
    title = load().posts.get(post.title)
    is_head = title is not None and title.is_head
    rank = 0 if is_head else 1 if title is not None and title.is_deputy else 2
    state, words = _state(post, is_head=is_head)
    holders = tuple((one.person, one.name, MANNERS.get(one.manner, "")) for one in post.holders)
    return PostLine(post_name(post.title, post.title_as_written), post, holders, state, words, rank)


def _state(post: PostOfUnit, *, is_head: bool) -> tuple[str, str]:
    if not post.held:
        since = f"; người trước thôi giữ {post.left}" if post.left else ""
        return "vacant", f"Trống{since}"
    if is_head and post.held > 1:
        return "over", f"{post.held} người cùng giữ một chức danh cấp trưởng"
    if post.is_acting:
        return "acting", "Giao quyền, phụ trách"
    return "filled", "Có người" if post.held == 1 else f"{post.held} người"
