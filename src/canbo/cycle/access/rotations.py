"""The door to rotations: numbers for whoever may see plans, people for whoever may know of them.

A rotation moves people who are planned for posts, so that who moves is as secret as planning. What
tells of a person by the way (an empty post, the price of a rule of one unit) is for those alone
who may know of everybody. Rights are judged at the real instant of the request.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.cycle import queries
from canbo.cycle.models import UNDER_WAY, Progress, RotationDraft
from canbo.cycle.queries.rotation_values import problem_of
from canbo.engine.forecast.rotating import PERSONAL
from canbo.engine.planning.rotation.problem import Problem
from canbo.engine.planning.rotation.settings import Settings, settings_of
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import name_sort_key
from canbo.records import access as records


class RotationClosed(Refusal):
    """Only who may know of everybody's planning gets the tables (`rotation_closed`)."""


@dataclass(frozen=True, slots=True)
class SeatView:
    """A post of one person, in words: its title and its unit."""

    id: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A move of a chain. `person` None: the actor may not know who it is, nor from where to where.

    `from_seat` None: the person holds none of these posts today. `course` must be done first.
    """

    person: UUID | None
    name: str
    from_seat: SeatView | None
    to_seat: SeatView | None
    course: str


@dataclass(frozen=True, slots=True)
class ChainView:
    """Moves that hang together: each fills the post that the one before left."""

    is_cycle: bool
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What would move a person: `rule` and the row `key` that change by `step`, and to which post.

    `rule` "": nothing of the list does, `why` says more; `about` names the unit of the row.
    """

    is_done: bool
    rule: str
    key: Mapping[str, Any]
    step: int
    seat: SeatView | None
    about: str
    why: str


@dataclass(frozen=True, slots=True)
class ReasonView:
    """Where one person goes, or stays, and why; `key` names the row that decided.

    `own` is the post held today; `is_moved` tells that another is proposed.
    `barred` counts the posts that the person could not take, by what kept from them.
    """

    person: UUID
    name: str
    own: SeatView | None
    seat: SeatView | None
    code: str
    key: Mapping[str, Any]
    barred: Mapping[str, int]
    grounds: Mapping[str, int]  # what speaks for the move, by the settings that weigh it
    others: tuple[SeatView, ...]  # posts that a plan of the same worth gives
    change: ChangeView | None = None  # None: nobody asked

    @property
    def is_moved(self) -> bool:
        """Whether a post is proposed that the person does not hold today."""
        return self.seat is not None and self.seat != self.own

    @property
    def may_be_asked(self) -> bool:
        """Whether it makes sense to ask what would move the person, and nobody did."""
        bound = not set(self.barred).isdisjoint(PERSONAL)
        return self.code != "no_move" and not self.is_moved and self.change is None and not bound


@dataclass(frozen=True, slots=True)
class VacancyView:
    """A post that stays empty, and how many people were kept from it by what."""

    seat: SeatView
    unfilled: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PriceView:
    """What one more would gain: seat of a course, or person who may leave a unit."""

    rule: str
    about: str
    gain: int | None


@dataclass(frozen=True, slots=True)
class ShareView:
    """How many of the moves are so, and the least percent that the office asks for."""

    count: int
    of: int
    floor: int
    everybody: tuple[int, int] | None = None  # of all people of the tables


@dataclass(frozen=True, slots=True)
class GroupView:
    """Of a group (women, young, minority, remote): how many are considered, how many move."""

    name: str
    people: int
    movers: int


@dataclass(frozen=True, slots=True)
class RotationView:
    """The newest rotation; lists hold what the actor may know, numbers count everything."""

    id: UUID
    as_of: date
    known_at: datetime
    recorded_at: datetime
    status: str
    objective: int
    bound: int
    seconds: float
    settings: Settings
    ruling: Mapping[str, tuple[int, str]]  # a number and the rule of the law, "" the office
    people: int
    seats: int
    moves: int
    entering: int
    empty_before: int
    empty_after: int
    leaving: int
    beside: int
    planned: int
    grassroots: ShareView
    women: ShareView
    groups: tuple[GroupView, ...]
    chains: tuple[ChainView, ...]
    vacancies: tuple[VacancyView, ...]
    reasons: tuple[ReasonView, ...]
    prices: tuple[PriceView, ...]
    is_whole: bool  # the actor may know of everybody

    @property
    def is_answering(self) -> bool:
        """Whether the worker still looks for what would move somebody."""
        return any(one.change is not None and not one.change.is_done for one in self.reasons)

    @property
    def hidden(self) -> int:
        """How many moves the actor may not know."""
        return sum(step.person is None for chain in self.chains for step in chain.steps)


@dataclass(frozen=True, slots=True)
class RotationRequestView:
    """How far the last request is: waiting, running, done or refused; with its settings."""

    state: str
    refusal_code: str
    refusal_data: Mapping[str, str]
    settings: Settings

    @property
    def is_under_way(self) -> bool:
        """Whether the worker still has it."""
        return self.state in UNDER_WAY


def last_rotation(*, actor: Actor) -> RotationRequestView | None:
    """Tell of the last request for a rotation. Raises AccountRefused (`not_allowed`)."""
    require(actor, Permission.SEE_PLAN)
    found = queries.last_rotation_request()
    if found is None:
        return None
    refusal = found.refusal or {}
    return RotationRequestView(
        found.state, refusal.get("code", ""), refusal.get("data", {}), settings_of(found.settings)
    )


def get_rotation(*, actor: Actor, at: datetime) -> RotationView | None:
    """Give the newest rotation, None when there is none. Raises AccountRefused (`not_allowed`)."""
    require(actor, Permission.SEE_PLAN)
    stored = queries.newest_rotation()
    return None if stored is None else _Telling(stored, actor, at).view()


def rotation_problem(*, actor: Actor, at: datetime) -> Problem | None:
    """Give the tables that the newest rotation was made from, None when there is none.

    Raises AccountRefused (`not_allowed`), RotationClosed.
    """
    require_whole(actor=actor, at=at)
    stored = queries.newest_rotation()
    return None if stored is None else problem_of(stored.tables)


def require_whole(*, actor: Actor, at: datetime) -> None:
    """Let only those go on who may see plans and know of everybody's planning.

    Raises AccountRefused (`not_allowed`), RotationClosed.
    """
    require(actor, Permission.SEE_PLAN)
    if any(known is not None for known in _known_people(actor, at)):
        raise RotationClosed("rotation_closed")


def _known_people(actor: Actor, at: datetime) -> tuple[Collection[UUID] | None, ...]:
    """Whom the actor may see, and of whom planning may be known; None: everybody."""
    return (
        records.visible_people(actor=actor, at=at),
        records.visible_people(actor=actor, at=at, secrecy=records.SECRET),
    )


class _Telling:
    """One rotation told to one actor."""

    def __init__(self, stored: RotationDraft, actor: Actor, at: datetime) -> None:
        self._stored = stored
        self._problem = problem_of(stored.tables)
        self._known = _known_people(actor, at)
        self._is_whole = all(known is None for known in self._known)
        perspective = Perspective(stored.as_of, stored.known_at)
        people = {UUID(row.person) for row in self._problem.people}
        people |= {UUID(person) for person in stored.beside["barred"]}
        self._names = records.person_names(
            {person for person in people if self._tells(person)}, perspective
        )
        self._units = {str(unit): name for unit, name in records.unit_names(perspective).items()}
        self._outcome, self._beside = stored.outcome, stored.beside
        self._asked = {one.person: one for one in queries.answered(stored.id)}

    def _tells(self, person: UUID) -> bool:
        return all(known is None or person in known for known in self._known)

    def view(self) -> RotationView:
        stored, problem, beside = self._stored, self._problem, self._beside
        moves = self._outcome["moves"]
        held = len(problem.holders)
        return RotationView(
            id=stored.id,
            as_of=stored.as_of,
            known_at=stored.known_at,
            recorded_at=stored.recorded_at,
            status=stored.status,
            objective=stored.objective,
            bound=stored.bound,
            seconds=stored.seconds,
            settings=settings_of(stored.settings),
            ruling={name: (one["value"], one["rule"]) for name, one in beside["ruling"].items()},
            people=len(problem.people),
            seats=len(problem.posts),
            moves=len(moves),
            entering=sum(row["from_post"] is None for row in moves),
            empty_before=len(problem.posts) - held,
            empty_after=len(self._outcome["vacancies"]),
            leaving=len(beside["leaving"]),
            beside=beside["beside"],
            planned=beside["planned"],
            grassroots=self._grassroots(),
            women=self._women(),
            groups=self._groups(),
            chains=self._chains(),
            vacancies=self._vacancies() if self._is_whole else (),
            reasons=self._reasons(),
            prices=self._prices() if self._is_whole else (),
            is_whole=self._is_whole,
        )

    def _seat(self, name: str | None) -> SeatView | None:
        if name is None:
            return None
        seat = self._beside["seats"][name]
        return SeatView(name, seat["title"], self._units.get(seat["unit"], ""))

    def _grassroots(self) -> ShareView:
        down = {row.unit for row in self._problem.units if row.grassroots}
        units = {row.post: row.unit for row in self._problem.posts}
        moves = self._outcome["moves"]
        count = sum(units[row["to_post"]] in down for row in moves)
        return ShareView(count, len(moves), settings_of(self._stored.settings).grassroots_percent)

    def _women(self) -> ShareView:
        people = self._problem.people
        women = {row.person for row in people if row.sex == "f"}
        moves = self._outcome["moves"]
        return ShareView(
            sum(row["person"] in women for row in moves), len(moves),
            settings_of(self._stored.settings).women_percent, (len(women), len(people)),
        )  # fmt: skip

    def _groups(self) -> tuple[GroupView, ...]:
        movers = {row["person"] for row in self._outcome["moves"]}
        everybody = [row.person for row in self._problem.people]
        groups = {"all": everybody, **self._beside.get("groups", {})}
        return tuple(
            GroupView(name, len(members), len(movers & set(members)))
            for name, members in groups.items()
        )

    def _chains(self) -> tuple[ChainView, ...]:
        courses = {(row.person, row.post): row.needs_course for row in self._problem.moves}
        found: dict[str, list[StepView]] = {}
        for row in sorted(self._outcome["moves"], key=lambda row: (row["chain"], row["position"])):
            course = courses[row["person"], row["to_post"]] or ""
            found.setdefault(row["chain"], []).append(self._step(row, course))
        return tuple(
            ChainView(name.startswith("cycle"), tuple(steps)) for name, steps in found.items()
        )

    def _step(self, row: Mapping[str, Any], course: str) -> StepView:
        person = UUID(row["person"])
        if person not in self._names:
            return StepView(None, "", None, None, "")
        return StepView(
            person, self._names[person], self._seat(row["from_post"]),
            self._seat(row["to_post"]), course,
        )  # fmt: skip

    def _vacancies(self) -> tuple[VacancyView, ...]:
        unfilled = self._beside["unfilled"]
        found = []
        for row in self._outcome["vacancies"]:
            seat = self._seat(row["post"])
            if seat is not None:
                found.append(VacancyView(seat, unfilled.get(seat.id, {})))
        return tuple(sorted(found, key=lambda one: (one.seat.unit, one.seat.title)))

    def _reasons(self) -> tuple[ReasonView, ...]:
        own = {row.person: row.post for row in self._problem.holders}
        others: dict[str, list[str]] = {}
        for row in self._outcome["alternatives"]:
            if row["verified"]:
                others.setdefault(row["person"], []).append(row["post"])
        found = [
            ReasonView(
                person, self._names[person], self._seat(own.get(row["person"])),
                self._seat(row["post"]), row["code"],
                json.loads(row["key"]), self._beside["barred"].get(row["person"], {}),
                self._beside["grounds"].get(row["person"], {}),
                tuple(seat for name in others.get(row["person"], ()) if (seat := self._seat(name))),
                self._change(person),
            )
            for row in self._outcome["reasons"]
            if (person := UUID(row["person"])) in self._names
        ]  # fmt: skip
        told = {one.person for one in found}
        found += [
            ReasonView(person, self._names[person], None, None, "no_move", {}, codes, {}, ())
            for written, codes in self._beside["barred"].items()
            if (person := UUID(written)) in self._names and person not in told
        ]
        return tuple(sorted(found, key=_order))

    def _change(self, person: UUID) -> ChangeView | None:
        asked = self._asked.get(person)
        if asked is None:
            return None
        told = asked.answer
        key = json.loads(told.get("key", "{}"))
        return ChangeView(
            asked.state == Progress.DONE, told.get("rule") or "", key, told.get("step", 0),
            self._seat(told.get("post")), self._units.get(key.get("unit", ""), ""),
            told.get("why") or "",
        )  # fmt: skip

    def _prices(self) -> tuple[PriceView, ...]:
        found = []
        for row in self._outcome["prices"]:
            key = json.loads(row["key"])
            about = key.get("course") or self._units.get(key.get("unit", ""), "")
            found.append(PriceView(row["rule"], about, row["gain"]))
        return tuple(sorted(found, key=lambda one: (-(one.gain or 0), one.rule, one.about)))


def _order(reason: ReasonView) -> tuple[bool, bool, str, str]:
    """Who moves first, then who gets no place, then who stays; by name."""
    stays = reason.seat is not None
    return not reason.is_moved, stays, name_sort_key(reason.name), str(reason.person)
