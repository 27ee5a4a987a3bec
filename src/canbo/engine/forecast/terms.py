"""Term ends ahead: terms of committees and councils, and posts given until a written day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from canbo.engine.facts import Tenure, TenureAct, Term
from canbo.engine.forecast.holding import Scene
from canbo.engine.forecast.spans import Foreseen, Span
from canbo.engine.timeline import PartialDate, known


class Ending(StrEnum):
    """What makes a holder's time in a post end."""

    TERM = "term"  # the term of the committee or council
    WRITTEN = "written"  # the last day that the post's own record writes
    MOVE = "move"  # the planned end of a move (luân chuyển, biệt phái)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends(Foreseen):
    """A holder's time in a post ends; the days are the last ones in it."""

    post: UUID
    by: Ending
    is_key: bool
    term: UUID | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What ends when: `seats` are holders with a known end, however far ahead.

    `empty`: terms that end after the day, with nobody known to sit by them. `undated`: holders by
    election whose term, or its end, nobody wrote down.
    """

    seats: tuple[Ends, ...]
    empty: tuple[tuple[UUID, Span], ...]
    undated: tuple[tuple[UUID, UUID], ...]


def term_ends(scene: Scene) -> Terms:
    """Tell of the holders of the day when their time in each post ends, as far as is written."""
    elected, moved = _elected_terms(scene), _planned_ends(scene)
    keys = scene.law.key_posts(scene.as_of)
    seats: list[Ends] = []
    undated: list[tuple[UUID, UUID]] = []
    for person, tenures in scene.held().items():
        for tenure in tenures:
            place = (person, tenure.post)
            is_key = scene.folded.posts[tenure.post].title in keys
            found = _ends_of(tenure, elected.get(place), moved.get(place), scene.history.terms)
            if found is not None:
                by, span, term = found
                seats.append(
                    Ends(
                        person=person,
                        spans=(span,),
                        post=tenure.post,
                        by=by,
                        is_key=is_key,
                        term=term,
                    )
                )
            elif tenure.act is TenureAct.ELECTED or place in elected or tenure.term is not None:
                undated.append(place)
    sat = {each.term for each in seats}
    seats.sort(key=lambda each: (each.span, str(each.term), str(each.person)))
    return Terms(tuple(seats), tuple(_empty(scene, sat)), tuple(sorted(undated, key=str)))


def span_of(written: PartialDate) -> Span:
    """The days that a written date may mean."""
    return Span(written.earliest, written.latest)


Found = tuple[Ending, Span, UUID | None]


def _ends_of(
    tenure: Tenure, elected: UUID | None, moved: Span | None, terms: Mapping[UUID, Term]
) -> Found | None:
    """What ends this holding first: its own last day, the end of a move, the term."""
    of = tenure.term or elected
    term = terms.get(of) if of is not None else None
    ends = tenure.validity.ends
    found: list[Found] = []
    if ends is not None:
        found.append((Ending.WRITTEN, span_of(ends), term.id if term else None))
    if moved is not None:
        found.append((Ending.MOVE, moved, None))
    if term is not None and term.ends is not None:
        found.append((Ending.TERM, span_of(term.ends), term.id))
    return min(found, key=lambda each: (each[1].last, each[1].first), default=None)


def _elected_terms(scene: Scene) -> dict[tuple[UUID, UUID], UUID]:
    """By which term people sit in posts into which they were elected by the day; the latest."""
    found: dict[tuple[UUID, UUID], tuple[date, UUID]] = {}
    for result in scene.folded.election_results:
        election = scene.history.elections.get(result.election)
        if election is None or not result.elected:
            continue
        on = election.day or result.validity.begins
        day = on.earliest if on else date.min
        place = (result.person, result.post)
        if day <= scene.as_of and (place not in found or found[place][0] <= day):
            found[place] = (day, election.term)
    return {place: term for place, (_, term) in found.items()}


def _planned_ends(scene: Scene) -> dict[tuple[UUID, UUID], Span]:
    """When moves are planned to end that brought people into posts by the day; the latest move."""
    found: dict[tuple[UUID, UUID], tuple[date, Span]] = {}
    for move in scene.folded.moves:
        begins = move.validity.begins
        if move.to_post is None or move.planned_end is None or begins is None:
            continue
        place = (move.person, move.to_post)
        day = begins.earliest
        if day <= scene.as_of and (place not in found or found[place][0] <= day):
            found[place] = (day, span_of(move.planned_end))
    return {place: span for place, (_, span) in found.items()}


def _empty(scene: Scene, sat: set[UUID | None]) -> list[tuple[UUID, Span]]:
    """Terms that run on the day and in which nobody is known to sit.

    One of which nothing was known by then does not count, nor one that only plans speak of, which
    are secret.
    """
    spoken = _spoken_of(scene)
    found = [
        (term.id, span_of(term.ends))
        for term in scene.history.terms.values()
        if term.id in spoken - sat
        and (term.begins is not None and term.begins.earliest <= scene.as_of)
        and (term.ends is not None and term.ends.latest > scene.as_of)
        and (scene.units is None or term.unit in scene.units)
    ]
    return sorted(found, key=lambda each: (each[1], str(each[0])))


def _spoken_of(scene: Scene) -> set[UUID | None]:
    """The terms of which some fact spoke by the instant of the perspective; plans do not count."""
    at = scene.perspective.known_at
    elections = {each.election for each in known(scene.history.election_results, at)}
    sat_in = {scene.history.elections[each].term for each in elections}
    return {each.term for each in known(scene.history.tenures, at)} | sat_in
