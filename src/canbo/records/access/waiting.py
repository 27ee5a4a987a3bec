"""Who holds posts in units that are gone on a day, with what the conversion proposes for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from canbo.accounts.actor import Actor
from canbo.engine.law import Law
from canbo.engine.timeline import Perspective
from canbo.engine.units.past import UnitPast
from canbo.engine.units.proposal import Proposed, WaitingPost, propose
from canbo.engine.units.rebase import rebase, stands
from canbo.engine.units.spelling import TYPES
from canbo.records.access.rights import visible_people
from canbo.records.queries import sql
from canbo.records.queries.lineages import read_past
from canbo.records.queries.moment import one_moment
from canbo.records.queries.succession import read_succession

_ADMINISTRATIVE = frozenset(one for types in TYPES.values() for one in types)
_TITLE = sql.of_post("title", "q", "f")
_WORDS = sql.of_post("title_as_written", "q", "f")
_HELD = f"""SELECT h.key, h.person_id, q.id, q.unit_id, {_TITLE}, {_WORDS},
        (SELECT v.value FROM records_particular v WHERE v.person_id = h.person_id
            AND v.kind = 'name' AND {sql.holds("v")} LIMIT 1)
    FROM records_tenure h JOIN records_post q ON q.id = h.post_id {sql.profiled("q", "f")}
    WHERE {sql.holds("h")}"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class WaitingHolder:
    """Somebody who holds a post in a unit that is gone, and what is proposed."""

    tenure: UUID  # the key of the tenure
    person: UUID
    name: str
    post: UUID
    title: str  # a code of the law's lists, or ""
    title_as_written: str
    unit: UUID
    proposed: Proposed


@dataclass(frozen=True, slots=True)
class Waiting:
    """All who wait on a day, with the names of the units that are spoken of."""

    holders: tuple[WaitingHolder, ...]
    past: UnitPast


def waiting_holders(
    *, actor: Actor, at: datetime, day: date, law: Law, units: frozenset[UUID] | None = None
) -> Waiting:
    """Give the people whom the actor may see and who hold posts in units gone on `day`.

    `units` narrows them to posts in these units of before.
    """
    asked = Perspective(day, at)
    with one_moment():
        visible = visible_people(actor=actor, at=at)
        found = read_succession(as_of=day, day=day, known_at=at)
        held = [
            row
            for row in sql.rows(_HELD, sql.perspective(asked))
            if not stands(row[3], found.placed)
            and (visible is None or row[1] in visible)
            and (units is None or row[3] in units)
        ]
        rebased = rebase({row[3] for row in held}, found.placed, found.steps)
        reached = {unit for row in held for unit in (row[3], rebased.goes.get(row[3]))}
        spoken = reached.union(*rebased.may_be.values()) - {None}
        past = read_past({unit for unit in spoken if unit}, at)
    posts = [_waiting(row, past, day, law) for row in held]
    proposed = {one.tenure: one for one in propose(posts, rebased)}
    holders = [
        WaitingHolder(key, person, name or "", post, title, words, unit, proposed[key])
        for key, person, post, unit, title, words, name in held
    ]
    return Waiting(tuple(sorted(holders, key=lambda one: str(one.tenure))), past)


def _waiting(row: tuple, past: UnitPast, day: date, law: Law) -> WaitingPost:
    key, person, _, unit, title, words, _ = row
    known = law.posts.get(title)
    called = past.called(unit, day)
    is_office = called is None or called.type not in _ADMINISTRATIVE
    return WaitingPost(key, person, unit, title or words, bool(known and known.is_head), is_office)
