"""Officials from a perspective: the list with search, and one official with all that is known.

The state of the day is folded in SQL; a page costs the same few queries however many people the
home has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from canbo.accounts.actor import Actor
from canbo.engine.facts import Fact, Particular, ParticularKind, Sex, Snapshot, TenureManner
from canbo.engine.timeline import Perspective, is_known
from canbo.engine.units.past import UnitPast, day_of, past_of
from canbo.engine.vietnamese import search_key
from canbo.records.access.rights import Scope, may_see, scope_of, seen_from
from canbo.records.access.secrecy import Secrets, open_secrets_of
from canbo.records.access.units import subtree
from canbo.records.access.values import (
    AttainmentView,
    AttendanceView,
    OfficialNotFound,
    OfficialRow,
    OfficialsPage,
    OfficialView,
    PostView,
    TenureView,
)
from canbo.records.models.shapes import partial
from canbo.records.queries import sql
from canbo.records.queries.merges import survivors_of
from canbo.records.queries.moment import one_moment
from canbo.records.queries.recorders import recorders_of
from canbo.records.queries.snapshot import FIELDS, read_snapshot_of

MOST_COUNTED = 1000  # of a list; nobody reads further
MOST_FOUND = 5000  # of a search: no given name is borne by more in a hundred thousand
LARGEST_PAGE = 500
_MOST_WORDS = 8

_IN_UNIT = f"""EXISTS (SELECT 1 FROM records_tenure h JOIN records_post q ON q.id = h.post_id
    WHERE h.person_id = n.person_id AND {sql.holds("h")} AND q.unit_id = ANY(%(units)s))"""  # noqa: S608
_HOLDER = f"""EXISTS (SELECT 1 FROM records_tenure h
    WHERE h.person_id = n.person_id AND {sql.holds("h")})"""  # noqa: S608


def list_officials(  # noqa: PLR0913 - the whole question of a page, each part by its name
    *,
    actor: Actor,
    at: datetime,
    perspective: Perspective,
    search: str = "",
    unit: UUID | None = None,
    page: int = 1,
    size: int = 50,
) -> OfficialsPage:
    """List whom the actor may see, by given name in Vietnamese order.

    Without a search these are the people who hold a post on the day asked for; with one also
    those who hold none. `search`: beginnings of words of the name, in any order, marks and
    capitals aside. `unit`: only holders of a post in its subtree of that day.
    """
    page, size = max(1, page), min(max(1, size), LARGEST_PAGE)
    with one_moment():
        scope = scope_of(actor, at)
        selection = _selection(perspective, scope, search, unit)
        total, found = selection.page(size + 1, (page - 1) * size)
        rows = _rows(found[:size], perspective)
    is_least = total > selection.most
    return OfficialsPage(rows, page, size, min(total, selection.most), is_least, len(found) > size)


def people_listed(
    *,
    actor: Actor,
    at: datetime,
    perspective: Perspective,
    search: str = "",
    unit: UUID | None = None,
    holders_only: bool = True,
) -> list[UUID]:
    """Give everybody of a list in its order, however many: the same people as `list_officials`.

    Without `holders_only` also those who hold no post on the day, where no unit is asked for.
    """
    scope = scope_of(actor, at)
    selection = _selection(perspective, scope, search, unit, holders_only=holders_only)
    query = f"""SELECT n.person_id FROM records_particular n WHERE {selection.where}
        ORDER BY n.name_sort, n.person_id"""  # noqa: S608 - conditions of this module
    return [person for (person,) in sql.rows(query, selection.values)]


@dataclass(frozen=True, slots=True)
class _Selection:
    """The condition over names `n` that selects the people of a list, and its values."""

    where: str
    values: dict[str, Any]
    most: int

    def page(self, limit: int, offset: int) -> tuple[int, list[tuple[UUID, str]]]:
        """Count up to one more than `most`, and give a page in Vietnamese order.

        A small selection is found by its words and then sorted; a large one is walked in the
        order of names until the page is full. One statement does the one or the other: left to
        itself, the database walks through all names before "hạnh" to list the people of that name.
        """
        values = {**self.values, "most": self.most, "limit": limit, "offset": offset}
        *found, (_, _, _, total) = sql.rows(_PAGE.format(where=self.where), values)
        return total, [(person, name) for person, name, _, _ in found]


_PAGE = """
WITH selected AS MATERIALIZED (
    SELECT n.person_id, n.value, n.name_sort FROM records_particular n
    WHERE {where} LIMIT %(most)s + 1),
counted AS MATERIALIZED (SELECT count(*) AS total FROM selected),
small AS (
    SELECT person_id, value, name_sort FROM selected
    WHERE (SELECT total FROM counted) <= %(most)s
    ORDER BY name_sort, person_id LIMIT %(limit)s OFFSET %(offset)s),
large AS (
    SELECT n.person_id, n.value, n.name_sort FROM records_particular n
    WHERE (SELECT total FROM counted) > %(most)s AND {where}
    ORDER BY n.name_sort, n.person_id LIMIT %(limit)s OFFSET %(offset)s)
SELECT person_id, value, name_sort, NULL::bigint FROM small
UNION ALL SELECT person_id, value, name_sort, NULL FROM large
UNION ALL SELECT NULL, NULL, NULL, total FROM counted
ORDER BY 3, 1 NULLS LAST"""


def _selection(
    perspective: Perspective,
    scope: Scope,
    search: str,
    unit: UUID | None,
    *,
    holders_only: bool = True,
) -> _Selection:
    values = seen_from(perspective, scope)
    conditions = ["n.kind = 'name'", sql.holds("n"), scope.condition("n.person_id")]
    words = search_key(search).split()[:_MOST_WORDS]
    for number, word in enumerate(sorted(set(words), key=len, reverse=True)):
        conditions.append(f"n.name_search LIKE %(word_{number})s")
        values[f"word_{number}"] = f"% {word}%"
    if unit is not None:
        conditions.append(_IN_UNIT)
        values["units"] = list(subtree(unit, perspective))
    elif not words and holders_only:
        conditions.append(_HOLDER)
    return _Selection(" AND ".join(conditions), values, MOST_FOUND if words else MOST_COUNTED)


_DETAILS = f"""SELECT f.person_id, f.kind, f.value FROM records_particular f
    WHERE f.person_id = ANY(%(people)s) AND f.kind IN ('birth', 'sex') AND {sql.holds("f")}"""  # noqa: S608
_TITLE = sql.of_post("title", "q", "f")
_WORDS = sql.of_post("title_as_written", "q", "f")
_POSTS = f"""SELECT h.person_id, q.id, {_TITLE}, {_WORDS}, u.id, u.code,
        coalesce(n.name, u.code), h.manner, q.proposed, {sql.is_gone("u.id")}
    FROM records_tenure h JOIN records_post q ON q.id = h.post_id {sql.profiled("q", "f")}
    JOIN records_unit u ON u.id = q.unit_id
    LEFT JOIN LATERAL ({sql.name_of("u.id")}) n ON true
    WHERE h.person_id = ANY(%(people)s) AND {sql.holds("h")}
    ORDER BY 3, 4, q.id"""  # noqa: S608


def _rows(found: Sequence[tuple[UUID, str]], perspective: Perspective) -> tuple[OfficialRow, ...]:
    values = {**sql.perspective(perspective), "people": [identity for identity, _ in found]}
    details: dict[UUID, dict[str, str]] = defaultdict(dict)
    for person, kind, value in sql.rows(_DETAILS, values):
        details[person][kind] = value
    posts: dict[UUID, list[PostView]] = defaultdict(list)
    for person, *post, manner, proposed, gone in sql.rows(_POSTS, values):
        posts[person].append(PostView(*post, TenureManner(manner), proposed, gone))
    return tuple(
        OfficialRow(
            identity,
            name,
            partial(details[identity].get("birth", "")),
            Sex(details[identity]["sex"]) if "sex" in details[identity] else None,
            tuple(posts[identity]),
        )
        for identity, name in found
    )


def official_rows(people: Collection[UUID], perspective: Perspective) -> dict[UUID, OfficialRow]:
    """Give these people as lines of a list. The caller has judged the rights."""
    names = person_names(people, perspective)
    found = [(person, names.get(person, "")) for person in people]
    return {row.id: row for row in _rows(found, perspective)}


def person_names(people: Collection[UUID], perspective: Perspective) -> dict[UUID, str]:
    """The names of people as known at the instant asked for. The caller has judged the rights.

    A record that was joined into another and has no name then is called as that one.
    """
    query = f"""SELECT f.person_id, f.value FROM records_particular f
        WHERE f.kind = 'name' AND f.person_id = ANY(%(people)s) AND {sql.holds("f")}"""  # noqa: S608
    values = sql.perspective(perspective)
    found = dict(sql.rows(query, {**values, "people": list(people)}))
    led = survivors_of([person for person in people if person not in found])
    if led:
        named = dict(sql.rows(query, {**values, "people": list(led.values())}))
        found |= {person: named[stands] for person, stands in led.items() if stands in named}
    return found


def get_official(
    *, official: UUID, actor: Actor, at: datetime, perspective: Perspective
) -> OfficialView:
    """Give one official as known at the instant asked for, each fact with its source.

    Planning and votes, and what comes from files that plan, are told to those whose right reaches
    secrets. Raises OfficialNotFound alike for nobody, for somebody the actor may not see at `at`,
    and for somebody of whom nothing was known then.
    """
    with one_moment():
        if not may_see(official, actor=actor, at=at):
            raise OfficialNotFound(official)
        known_at = perspective.known_at
        secrets = open_secrets_of(official, actor=actor, at=at, known_at=known_at)
        read = read_snapshot_of(official)
        known = _known(read, secrets)
        name = _name(known.particulars, perspective)
        if name is None:
            raise OfficialNotFound(official)
        past = past_of(read.unit_names, read.unit_placements, known_at)
        order = list(ParticularKind)
        return OfficialView(
            official,
            name,
            perspective.as_of,
            tuple(sorted(known.particulars, key=lambda fact: order.index(fact.kind))),
            _tenures(known, past, perspective),
            _attainments(known, perspective),
            _attendances(known),
            known,
            past,
            recorders_of(official),
            secrets.opened is None,
        )


def _known(snapshot: Snapshot, secrets: Secrets) -> Snapshot:
    """What was known of one person at an instant, and is for the actor to see."""
    known = {
        name: [fact for fact in getattr(snapshot, name) if is_known(fact, secrets.known_at)]
        for name in FIELDS.values()
    }
    told = {fact.id: fact for fact in secrets.told(chain.from_iterable(known.values()))}
    kept = {
        name: tuple(told[fact.id] for fact in facts if fact.id in told)
        for name, facts in known.items()
    }
    return replace(snapshot, **kept).with_terms_known(secrets.known_at)


def _name(particulars: Iterable[Particular], perspective: Perspective) -> str | None:
    for fact in particulars:
        if fact.kind is ParticularKind.NAME and perspective.as_of in fact.validity.certain:
            return fact.value
    return None


def _begins(view: Any) -> tuple[str, str]:
    begins = view.fact.validity.certain.begins
    return (begins.isoformat() if begins else "", str(view.fact.key))


def _tenures(known: Snapshot, past: UnitPast, perspective: Perspective) -> tuple[TenureView, ...]:
    views = []
    for fact in known.tenures:
        day, holds = day_of(fact.validity, perspective.as_of), _holds(fact, perspective)
        post = known.posts_on(Perspective(day, perspective.known_at))[fact.post]
        unit = past.then(post.unit, day)
        views.append(TenureView(fact, post, unit, holds, holds and not unit.stands))
    return tuple(sorted(views, key=_begins))


def _holds(fact: Fact, perspective: Perspective) -> bool:
    return perspective.as_of in fact.validity.certain


def _attainments(known: Snapshot, perspective: Perspective) -> tuple[AttainmentView, ...]:
    views = [AttainmentView(fact, _holds(fact, perspective)) for fact in known.attainments]
    return tuple(sorted(views, key=lambda view: (view.fact.scale, *_begins(view))))


def _attendances(known: Snapshot) -> tuple[AttendanceView, ...]:
    views = [AttendanceView(fact, known.classes[fact.training_class]) for fact in known.attendances]
    return tuple(sorted(views, key=_begins))
