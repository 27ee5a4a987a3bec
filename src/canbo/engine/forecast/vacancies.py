"""Posts that fall vacant ahead, and who of the planning pool might take them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from canbo.engine.facts import PoolEntry
from canbo.engine.forecast.holding import Scene
from canbo.engine.forecast.retiring import Retirements
from canbo.engine.forecast.spans import Foreseen, Span
from canbo.engine.forecast.terms import Terms


class Cause(StrEnum):
    """Why a post falls vacant."""

    RETIREMENT = "retirement"
    TERM_END = "term_end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy(Foreseen):
    """A holder leaves a post, by whichever cause comes first.

    `candidates` are planned for the post on the day asked for and do not hold it; secret.
    `ready` are those of whom no unmet standard of the post is known, nor data missing.
    """

    post: UUID
    cause: Cause
    is_key: bool
    candidates: frozenset[UUID] = frozenset()
    ready: frozenset[UUID] = frozenset()


def vacancies(
    scene: Scene, retiring: Retirements, ending: Terms, within: Span
) -> tuple[Vacancy, ...]:
    """Tell which posts may fall vacant within the window, each holder and post once."""
    first: dict[tuple[UUID, UUID], Vacancy] = {}
    for each in _leavings(retiring, ending):
        place = (each.person, each.post)
        if each.maybe_in(within) and (
            place not in first or each.span.last < first[place].span.last
        ):
            first[place] = each
    planned = {
        post: frozenset(entry.person for entry in entries)
        for post, entries in planned_for(scene).items()
    }
    found = [replace(one, candidates=planned.get(one.post, frozenset())) for one in first.values()]
    return tuple(sorted(found, key=lambda each: (each.span, str(each.post), str(each.person))))


def planned_for(scene: Scene) -> dict[UUID, list[PoolEntry]]:
    """Who is planned for which post on the day, of the units looked at; holders left out."""
    held = {(each.person, each.post) for each in scene.folded.tenures}
    found: defaultdict[UUID, list[PoolEntry]] = defaultdict(list)
    for entry in scene.folded.pool_entries:
        if scene.looks_at(entry.post) and (entry.person, entry.post) not in held:
            found[entry.post].append(entry)
    return dict(found)


def _leavings(retiring: Retirements, ending: Terms) -> Iterable[Vacancy]:
    for each in retiring.known:
        for post in each.posts:
            yield Vacancy(
                person=each.person,
                spans=each.spans,
                post=post,
                cause=Cause.RETIREMENT,
                is_key=post in each.key_posts,
            )
    for seat in ending.seats:
        yield Vacancy(
            person=seat.person,
            spans=seat.spans,
            post=seat.post,
            cause=Cause.TERM_END,
            is_key=seat.is_key,
        )
