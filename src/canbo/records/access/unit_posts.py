"""The posts of one unit on a day: who holds each, and since when nobody does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from canbo.accounts.actor import Actor
from canbo.engine.facts import TenureManner
from canbo.engine.timeline import PartialDate, Perspective
from canbo.records.access.rights import scope_of, seen_from
from canbo.records.models.shapes import partial
from canbo.records.queries import sql
from canbo.records.queries.moment import one_moment


@dataclass(frozen=True, slots=True)
class PostHolder:
    """Somebody who holds a post on the day, and how."""

    person: UUID
    name: str
    manner: TenureManner


@dataclass(frozen=True, slots=True)
class PostOfUnit:
    """A post with those of its holders whom the actor may see; `hidden` counts the others.

    `title` is a code of the law's lists or "". `left`: when the last holder of a vacant post left,
    None where nobody held it before or nobody wrote it down.
    """

    post: UUID
    title: str
    title_as_written: str
    proposed: bool
    holders: tuple[PostHolder, ...]
    hidden: int
    is_acting: bool
    left: PartialDate | None

    @property
    def held(self) -> int:
        """How many hold it."""
        return len(self.holders) + self.hidden


_TITLE, _WORDS = sql.of_post("title", "q", "f"), sql.of_post("title_as_written", "q", "f")
_POSTS = f"""SELECT q.id, {_TITLE}, {_WORDS}, q.proposed, h.person_id, h.manner, v.value, {{seen}}
    FROM records_post q {sql.profiled("q", "f")}
    LEFT JOIN records_tenure h ON h.post_id = q.id AND {sql.holds("h")}
    LEFT JOIN records_particular v ON v.person_id = h.person_id AND v.kind = 'name'
         AND {sql.holds("v")}
    WHERE q.unit_id = %(unit)s AND q.withdrawn_at IS NULL
    ORDER BY q.id, v.name_sort"""  # noqa: S608 - conditions of this app
_LEFT = f"""SELECT DISTINCT ON (h.post_id) h.post_id, h.ends FROM records_tenure h
    WHERE h.post_id = ANY(%(posts)s) AND {sql.known("h")}
      AND h.ends_latest <= %(as_of)s::date
    ORDER BY h.post_id, h.ends_latest DESC"""  # noqa: S608 - conditions of this app


def posts_of_unit(
    *, unit: UUID, actor: Actor, at: datetime, perspective: Perspective
) -> tuple[PostOfUnit, ...]:
    """Give the posts of a unit itself, as known and held on the day; two queries."""
    scope = scope_of(actor, at)
    values = {**seen_from(perspective, scope), "unit": unit}
    with one_moment():
        query = _POSTS.format(seen=scope.condition("h.person_id"))
        found = defaultdict(list)
        for row in sql.rows(query, values):
            found[row[0]].append(row)
        vacant = [post for post, rows in found.items() if rows[0][4] is None]
        left = dict(sql.rows(_LEFT, {**values, "posts": vacant})) if vacant else {}
    return tuple(_post(rows, left.get(post, "")) for post, rows in found.items())


def _post(rows: Iterable[tuple], left: str) -> PostOfUnit:  # type: ignore[type-arg]
    post, title, words, proposed, *_ = next(iter(rows))
    held = [row for row in rows if row[4] is not None]
    manners = {TenureManner(row[5]) for row in held}
    return PostOfUnit(
        post, title, words, proposed,
        tuple(PostHolder(row[4], row[6] or "", TenureManner(row[5])) for row in held if row[7]),
        sum(not row[7] for row in held),
        manners == {TenureManner.ACTING},
        partial(left) if left else None,
    )  # fmt: skip
