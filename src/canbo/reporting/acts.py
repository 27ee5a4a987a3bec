"""The journal for whoever may read it: filtered, with people named by right only.

Of an entry's data nothing is told but what `ActLine` holds: a page of the journal cannot show what
nobody chose to show. Whoever reads the journal over a part of the home reads the own acts and
those upon people whom that right reaches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from canbo.accounts import people as users
from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.timeline import Perspective
from canbo.journal import access as journal
from canbo.journal.access import Wanted
from canbo.journal.entry import Entry
from canbo.records import access as records

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
PAGE = 50
MOST_PEOPLE = 200  # whom one name may mean


@dataclass(frozen=True, slots=True)
class ActQuestion:
    """Which entries are asked for: who acted, upon whom, what kinds of act, on which days."""

    actor: str = ""
    whom: str = ""
    actions: tuple[str, ...] = ()
    begins: date | None = None
    ends: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class ActLine:
    """An entry as it may be told.

    `subject` is the kind of thing ("user", "person", "batch" …); `name` the user's or the person's
    name where it may be told, `hidden` where it may not; `grant` are a grant's terms as the journal
    tells them, `told` a few plain words of the data that say nothing about a person.
    """

    seq: int
    at: datetime
    who: str
    action: str
    subject: str
    name: str
    person: UUID | None
    hidden: bool
    grant: Mapping[str, Any] | None
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ActsPage:
    """Some entries, the newest first; `before` is the number to go on with."""

    lines: tuple[ActLine, ...]
    before: int | None


def read_acts(
    *, question: ActQuestion, actor: Actor, at: datetime, perspective: Perspective,
    limit: int = PAGE,
) -> ActsPage:  # fmt: skip
    """Read a page of the journal. Raises AccountRefused (`not_allowed`)."""
    require(actor, Permission.SEE_JOURNAL)
    wanted = _wanted(question, actor, at, perspective)
    found = journal.find(wanted, before=question.before, limit=limit + 1) if wanted else ()
    shown = found[:limit]
    before = shown[-1].seq if len(found) > limit else None
    return ActsPage(tuple(_lines(shown, actor, at, perspective)), before)


def _wanted(
    question: ActQuestion, actor: Actor, at: datetime, perspective: Perspective
) -> Wanted | None:
    """Bring a question to what the journal knows: ids and subjects; None: nothing can fit."""
    actors = users.actor_ids_named(question.actor) if question.actor else None
    subjects = _subjects(question.whom, actor, at, perspective) if question.whom else None
    if actors == () or subjects == ():
        return None
    begins = datetime.combine(question.begins, time.min, VIETNAM) if question.begins else None
    ends = (
        datetime.combine(question.ends + timedelta(days=1), time.min, VIETNAM)
        if question.ends
        else None
    )
    return Wanted(
        actors=actors, subjects=subjects, actions=question.actions or None, begins=begins,
        ends=ends, within=_within(actor, at),
    )  # fmt: skip


def _within(actor: Actor, at: datetime) -> tuple[str, tuple[str, ...]] | None:
    """For a reader of a part of the home: the own id and the people whom the right reaches."""
    if actor.may_for_all(Permission.SEE_JOURNAL):
        return None
    seen = records.visible_people(actor=actor, at=at, permission=Permission.SEE_JOURNAL)
    return actor.id, tuple(f"person:{person}" for person in seen or ())


def _subjects(words: str, actor: Actor, at: datetime, perspective: Perspective) -> tuple[str, ...]:
    """Users of that name, and people of that name whom the actor may see; of others: nobody."""
    found = [f"user:{user}" for user in users.user_ids_named(words)]
    if actor.may(Permission.SEE_OFFICIALS):
        page = records.list_officials(
            actor=actor, at=at, perspective=perspective, search=words, size=MOST_PEOPLE
        )
        found += [f"person:{row.id}" for row in page.rows]
    return tuple(found)


def _lines(
    entries: tuple[Entry, ...], actor: Actor, at: datetime, perspective: Perspective
) -> Iterator[ActLine]:
    people = {found for one in entries if (found := _id_in(one, "person")) is not None}
    names = _names(people, actor, at, perspective)
    accounts = users.names_of({found for one in entries if (found := _id_in(one, "user"))})
    for entry in entries:
        act = entry.act
        person, account = _id_in(entry, "person"), _id_in(entry, "user")
        name = names.get(person, "") if person else accounts.get(account, "") if account else ""
        yield ActLine(
            entry.seq, act.at, act.actor_name, act.action, act.subject.partition(":")[0], name,
            person if name else None, person is not None and not name,
            act.data if act.action.startswith("grant.") else None, _told(entry),
        )  # fmt: skip


def _names(
    people: set[UUID], actor: Actor, at: datetime, perspective: Perspective
) -> dict[UUID, str]:
    """The names of those of these people whom the actor may see."""
    if not people or not actor.may(Permission.SEE_OFFICIALS):
        return {}
    seen = records.visible_people(actor=actor, at=at)
    return records.person_names(people if seen is None else people & seen, perspective)


def _id_in(entry: Entry, kind: str) -> UUID | None:
    """The id of a person or a user whom an entry is about."""
    found, _, written = entry.act.subject.partition(":")
    try:
        return UUID(written) if found == kind else None
    except ValueError:
        return None


_PLAIN = ("address", "until", "sessions", "tries", "username", "how")  # of accounts alone


def _told(entry: Entry) -> dict[str, str]:
    """The few words of an entry about an account or a year; others may hold what is personal."""
    data: Any = entry.act.data
    kind, _, year = entry.act.subject.partition(":")
    if kind in ("plan", "catalogue") and year.isdecimal():
        return {"year": year}
    if not entry.act.action.startswith("user.") or not isinstance(data, dict):
        return {}
    return {name: str(data[name]) for name in _PLAIN if name in data}
