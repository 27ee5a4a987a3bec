"""Move the posts of units that are gone, by decision: each to a new post, to its end, or not yet.

Nobody loses a post because a unit was dissolved: an old post ends only where a decision says so,
and then on the day before. All lines of a table or none; taken back like an import.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.facts import (
    Evidence,
    Fact,
    FactKind,
    Post,
    PostClass,
    Source,
    Tenure,
    TenureAct,
    UnitLevel,
)
from canbo.engine.law import Law, PostTitle
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import PartialDate, Perspective, Validity
from canbo.engine.units.past import short_title
from canbo.engine.units.proposal import Fate
from canbo.engine.vietnamese import spelling_key
from canbo.exchange.units.moves import MoveLine, MoveTable
from canbo.exchange.units.problems import LineProblem
from canbo.journal.operations import write_entry
from canbo.records.access.rights import visible_people
from canbo.records.access.unit_words import UnitAmbiguous, UnitUnknown, resolve_unit
from canbo.records.operations import registers
from canbo.records.operations.allowed import is_whole, require
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.unit_batches import Act, close_batch, digest, open_batch, standing
from canbo.records.operations.writing import Void, hold_writers_lock, insert_facts, void_facts
from canbo.records.queries import registers as stored_registers
from canbo.records.queries import stored
from canbo.records.queries.standing import read_standing

_DAY = timedelta(days=1)


class MovesRefused(Refusal):
    """A table of moves that cannot be taken; `problems` name each line, nothing is stored."""

    def __init__(self, problems: Sequence[LineProblem]) -> None:
        super().__init__("moves_refused", {"count": len(problems)})
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision that a table carries out: number, date, and the day from which it holds."""

    number: str
    signed: date
    day: date


@dataclass(frozen=True, slots=True)
class PostMoved:
    """One line carried out: who leaves which post on which day, and the new one (None: none)."""

    person: UUID
    old: Post
    new: Post | None
    day: date


@dataclass(frozen=True, slots=True)
class MovesReport:
    """What a table did, or would do. `waiting` counts the lines that leave somebody waiting."""

    batch: int | None
    title: str
    moved: int
    ended: int
    waiting: int
    posts_made: int
    already_known: bool = False
    changes: tuple[PostMoved, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The JSON document of the command."""
        return {
            "batch": self.batch, "title": self.title, "moved": self.moved, "ended": self.ended,
            "waiting": self.waiting, "posts": self.posts_made, "already_known": self.already_known,
        }  # fmt: skip


def move_posts(
    *,
    table: MoveTable,
    decision: Decision,
    actor: Actor,
    at: datetime,
    law: Law,
    preview: bool = False,
) -> MovesReport:
    """Carry out a table of moves: old posts end on the day before, new ones begin on the day.

    A line may name a decision and a day of its own. Raises NotAllowed, MovesRefused.
    """
    require(actor, Permission.IMPORT)
    title = f"Quyết định {decision.number} ({table.name})"
    sha256 = digest(
        [table.sha256, decision.number, decision.signed.isoformat(), decision.day.isoformat()]
    )
    with transaction.atomic():
        hold_writers_lock()
        known = standing(sha256)
        if known is not None:
            return MovesReport(known, title, 0, 0, 0, 0, already_known=True)
        mover = _Mover(table, decision, law, actor, at)
        mover.plan_all()
        at = max([at, *(void.fact.recorded_at for void in mover.voids)])
        report = mover.report(title)
        if preview or not (mover.voids or mover.facts):
            return report
        act = Act(title, sha256, "unit_moves", mover.facts, len(mover.voids), len(table.lines))
        pen = open_batch(act, actor=actor, at=at)
        registers.insert(replace(mover.made, at=at), pen)
        void_facts(mover.voids, at=at, act=pen.act)
        insert_facts([replace(fact, recorded_at=at) for fact in mover.facts], pen)
        told = {"decision": decision.number, "moved": mover.moved, "ended": mover.ended}
        close_batch(act, pen, actor=actor, at=at, told=told)
        return replace(report, batch=pen.batch)


def may_move(actor: Actor) -> bool:
    """Whether the actor may carry out decisions on posts of any unit."""
    return is_whole(actor, Permission.IMPORT)


def note_proposal(*, count: int, file: str, actor: Actor, at: datetime) -> None:
    """Write down who took out how many lines of people that wait."""
    with transaction.atomic():
        write_entry(
            actor_id=actor.id, actor_name=actor.name, action="export", at=at, subject="units_move",
            data={"file": file, "lines": count},
        )  # fmt: skip


@dataclass(slots=True)
class _Mover:
    """Plans the lines of one table against what stands."""

    table: MoveTable
    decision: Decision
    law: Law
    actor: Actor
    at: datetime
    facts: list[Fact] = field(default_factory=list)
    voids: list[Void] = field(default_factory=list)
    problems: list[LineProblem] = field(default_factory=list)
    changes: list[PostMoved] = field(default_factory=list)
    moved: int = 0
    ended: int = 0
    waiting: int = 0
    made: Plan = field(init=False)
    _titles: dict[str, list[PostTitle]] = field(init=False)
    _tenures: dict[UUID, Tenure] = field(init=False)
    _by_id: dict[UUID, Post] = field(init=False)
    _posts: dict[tuple[UUID, str], Post] = field(init=False)
    _visible: frozenset[UUID] | None = field(init=False)
    _held: dict[UUID, list[Tenure]] = field(init=False)
    _units: dict[str, UUID | None] = field(default_factory=dict)
    _placed: dict[date, dict[UUID, UUID | None]] = field(default_factory=dict)

    def plan_all(self) -> None:
        """Plan every line. Raises MovesRefused with all that is wrong."""
        self._load()
        for line in self.table.lines:
            self._plan(line)
        if self.problems:
            raise MovesRefused(self.problems)

    def _load(self) -> None:
        self.made = Plan(self.table.name, self.at)
        self._titles = _titles(self.law)
        keys = [line.tenure for line in self.table.lines]
        found = stored.read_facts(FactKind.TENURE, "key = ANY(%s) AND voided_at IS NULL", [keys])
        self._tenures = {one.key: one for one in found}
        people = sorted({one.person for one in found}, key=str)
        self._held = {}
        for one in stored.read_facts(
            FactKind.TENURE, "person_id = ANY(%s) AND voided_at IS NULL", [people]
        ):
            self._held.setdefault(one.person, []).append(one)
        self._by_id = {post.id: post for post in stored_registers.live_posts()}
        self._posts = {_post_key(post): post for post in self._by_id.values()}
        self._visible = visible_people(
            actor=self.actor, at=self.at, permission=Permission.IMPORT
        )  # fmt: skip

    def report(self, title: str) -> MovesReport:
        """Tell what the plan comes to."""
        made = len(self.made.posts)
        return MovesReport(
            None, title, self.moved, self.ended, self.waiting, made, changes=tuple(self.changes)
        )

    def _wrong(self, line: MoveLine, code: str, found: str = "", expected: str = "") -> None:
        self.problems.append(line.problem(self.table.name, code, found, expected))

    def _plan(self, line: MoveLine) -> None:
        if line.fate is Fate.WAITS:
            self.waiting += 1
            return
        tenure = self._tenures.get(line.tenure)
        day = line.day or self.decision.day
        if tenure is None or not self._reaches(tenure.person):
            self._wrong(line, "move_tenure_unknown", str(line.tenure))
            return
        period = tenure.validity.certain
        if day - _DAY not in period:
            ends = str(PartialDate.of(period.ends - _DAY)) if period.ends else ""
            self._wrong(line, "move_tenure_not_open", ends, str(PartialDate.of(day)))
            return
        post = self._target(line, day) if line.fate is Fate.GOES else None
        if line.fate is Fate.GOES and post is None:
            return
        source = self._source(line)
        ended = self._end(tenure, day, source)
        self.changes.append(PostMoved(tenure.person, self._by_id[tenure.post], post, day))
        if post is None:
            self.ended += 1
            return
        if self._holds(tenure.person, post, day):
            self._wrong(line, "move_post_held", post.title_as_written)
            return
        self.moved += 1
        begun = replace(
            ended, id=uuid4(), key=uuid4(), post=post.id, act=TenureAct.REASSIGNED, term=None,
            validity=Validity(PartialDate.of(day)), as_written=line.title, source=source,
        )  # fmt: skip
        self.facts.append(begun)
        self._held.setdefault(begun.person, []).append(begun)

    def _reaches(self, person: UUID) -> bool:
        """Whether the actor may act on this person; if not, it is as if there were nobody."""
        return self._visible is None or person in self._visible

    def _end(self, tenure: Tenure, day: date, source: Source) -> Tenure:
        """End the old post on the day before; the decision says so."""
        validity = replace(tenure.validity, ends=PartialDate.of(day - _DAY))
        ended = replace(
            tenure, id=uuid4(), key=uuid4(), validity=validity, recorded_at=self.at,
            voided_at=None, source=source,
        )  # fmt: skip
        self.facts.append(ended)
        self.voids.append(Void(tenure, ended.id))
        return ended

    def _source(self, line: MoveLine) -> Source:
        number = line.decision or self.decision.number
        signed = line.decision_date or self.decision.signed
        return Source(Evidence.DECISION, self.table.name, line.place, number, signed)

    def _holds(self, person: UUID, post: Post, day: date) -> bool:
        return any(
            one.post == post.id and day in one.validity.certain
            for one in self._held.get(person, ())
        )

    # --- the new post ---------------------------------------------------------------------------

    def _target(self, line: MoveLine, day: date) -> Post | None:
        unit = self._unit(line, day)
        if unit is None:
            return None
        title = self._title(line.title)
        key = (unit, title.code if title else spelling_key(line.title))
        if key not in self._posts:
            self._posts[key] = self.made.posts.setdefault(
                (made := self._new_post(unit, line.title)).id, made
            )
        return self._posts[key]

    def _unit(self, line: MoveLine, day: date) -> UUID | None:
        if line.unit not in self._units:
            first = line.unit.split(" ")[0]  # "16531 phường Sầm Sơn"
            words = first if first.isdecimal() else line.unit
            try:
                self._units[line.unit] = resolve_unit(code=words, as_of=day)
            except UnitAmbiguous as ambiguous:
                self._wrong(line, "move_unit_ambiguous", line.unit, ambiguous.data["candidates"])
                self._units[line.unit] = None
            except UnitUnknown:
                self._wrong(line, "move_unit_unknown", line.unit)
                self._units[line.unit] = None
        unit = self._units[line.unit]
        if unit is not None and unit not in self._standing_on(day):
            self._wrong(line, "move_unit_gone", line.unit, str(PartialDate.of(day)))
            return None
        return unit

    def _standing_on(self, day: date) -> dict[UUID, UUID | None]:
        if day not in self._placed:
            self._placed[day] = read_standing(Perspective(day, self.at)).placed
        return self._placed[day]

    def _title(self, words: str) -> PostTitle | None:
        """A title of the law's lists, by its code or its name."""
        known = self.law.posts.get(words.strip().upper())
        if known is not None:
            return known
        named = self._titles.get(_title_key(words), [])
        return named[0] if len(named) == 1 else None

    def _new_post(self, unit: UUID, words: str) -> Post:
        title = self._title(words)
        if title is None:
            return Post(
                uuid4(), unit, "", words, PostClass.UNKNOWN, UnitLevel.COMMUNE, None, proposed=True
            )
        return Post(
            uuid4(), unit, title.code, title.name, title.post_class, title.level,
            title.managed_by, proposed=True,
        )  # fmt: skip


def _title_key(words: str) -> str:
    """One key to a title in full and with its committee shortened ("Phó Chủ tịch UBND")."""
    return spelling_key(short_title(words))


def _titles(law: Law) -> dict[str, list[PostTitle]]:
    """The titles of communes by each of their names."""
    named: dict[str, list[PostTitle]] = defaultdict(list)
    for one in law.posts.values():
        if one.level is UnitLevel.COMMUNE:
            for key in {_title_key(name) for name in (one.name, *one.synonyms)}:
                named[key].append(one)
    return named


def _post_key(post: Post) -> tuple[UUID, str]:
    return post.unit, post.title or spelling_key(post.title_as_written)
