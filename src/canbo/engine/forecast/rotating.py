"""From facts, law and the office's settings to the rotation that the planner solves.

A post that several people hold is as many seats; a post beside a weightier one goes along with its
holder. Whatever keeps somebody from a seat is counted by its code: nothing is dropped in silence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from canbo.engine.facts import MoveKind, ParticularKind, Post, PostClass, Tenure, UnitLevel
from canbo.engine.forecast.holding import Scene
from canbo.engine.forecast.homes import home_units
from canbo.engine.forecast.retiring import Pensions, Retirements, retirements
from canbo.engine.forecast.trying import Fit, Trials, Tried, acts, how_given
from canbo.engine.forecast.vacancies import planned_for
from canbo.engine.law import NoWorkingTime, PostTitle
from canbo.engine.planning.fairness import fairness_groups
from canbo.engine.planning.needs import courses_under_way, post_severity
from canbo.engine.planning.rotation import problem as tables
from canbo.engine.planning.rotation.settings import Ruling, Settings, ruling
from canbo.engine.timeline import known

_DEPUTY, _HEAD = 1, 2  # posts on which one level decides: heads are equal, and deputies are
_CLASSES = frozenset({PostClass.OFFICIAL, PostClass.CIVIL_SERVANT, PostClass.PUBLIC_EMPLOYEE})
_MONTHS = 12

# what keeps a person from moving at all; other codes keep from one seat
PERSONAL = ("rotated", "time_left", "time_left_unknown", "not_planned")


@dataclass(frozen=True, slots=True)
class Seat:
    """A place that one person holds, or nobody; `level` is 2 for a head and 1 for a deputy."""

    id: str
    post: UUID
    title: str
    unit: UUID
    level: int
    head: bool
    key: bool
    holder: UUID | None


@dataclass(frozen=True)
class Rotating:
    """The tables, and what stands beside them.

    `barred` counts by person, and `unfilled` by seat, what keeps from seats; `leaving` reach the
    pension so soon that their seats are vacant; `beside` are posts that go along with a holder;
    `groups` are whose share is shown for fairness.
    """

    problem: tables.Problem
    ruling: Ruling
    seats: Mapping[str, Seat]
    barred: Mapping[UUID, Mapping[str, int]]
    unfilled: Mapping[str, Mapping[str, int]]
    leaving: tuple[UUID, ...]
    beside: int
    planned: int
    groups: Mapping[str, frozenset[str]]
    arcs: Arcs

    def grounds(self, person: str, seat: str) -> dict[str, int]:
        """What speaks for a move, by the settings that weigh it."""
        mover = UUID(person)
        return self.arcs.grounds(mover, self.arcs.own.get(mover), self.seats[seat])


def rotating(
    scene: Scene, settings: Settings, previous: Iterable[tuple[str, str]] = ()
) -> Rotating:
    """Build the tables of the day; `previous` are (person, seat) of the plan to stay near.

    The settings name units by their ids.
    """
    with_seats = _Seats(scene, settings)
    arcs = Arcs(with_seats)
    moves = tuple(sorted(arcs.moves(), key=lambda row: (row.person, row.post)))
    people = sorted({UUID(row.person) for row in moves}, key=str)
    seats = with_seats.seats
    problem = tables.Problem(
        posts=tuple(arcs.post(one) for one in seats),
        holders=tuple(tables.Holder(str(s.holder), s.id) for s in seats if s.holder is not None),
        people=tuple(arcs.person(each) for each in people),
        moves=moves,
        units=tuple(_units(seats, arcs, people, settings)),
        previous=tuple(tables.Previous(*pair) for pair in sorted(set(previous))),
        rules=settings.rules(),
    )
    return Rotating(
        problem=problem,
        ruling=arcs.ruling,
        seats={one.id: one for one in seats},
        barred={person: dict(codes) for person, codes in arcs.barred.items()},
        unfilled={seat: dict(codes) for seat, codes in arcs.unfilled.items()},
        leaving=tuple(sorted(with_seats.leaving, key=str)),
        beside=with_seats.beside,
        planned=len(arcs.in_planning),
        groups=fairness_groups(
            scene.folded, scene.perspective, ((row.person, row.unit) for row in problem.people)
        ),
        arcs=arcs,
    )


def _units(
    seats: Iterable[Seat], arcs: Arcs, people: Iterable[UUID], settings: Settings
) -> Iterator[tables.Unit]:
    levels = {one.unit: arcs.scene.folded.posts[one.post].level for one in seats}
    named = set(levels) | {arcs.unit_of(person) for person in people}
    named |= {home for person in people if (home := arcs.homes.get(person)) is not None}
    for unit in sorted(named, key=str):
        cap = settings.unit_leave_caps.get(str(unit), settings.leave_cap)
        yield tables.Unit(str(unit), levels.get(unit) is UnitLevel.COMMUNE, cap)


@dataclass
class _Seats:
    """The seats of the leading posts that the settings' level decides on."""

    scene: Scene
    settings: Settings
    beside: int = 0

    @cached_property
    def pensions(self) -> Mapping[UUID, date | None]:
        """The first day on which anybody's pension may begin; None: cannot be told."""
        told, ages = self._retirements, Pensions(self.scene.as_of, self.scene.law)
        found: dict[UUID, date | None] = {each.person: each.span.first for each in told.known}
        found |= {each.person: None for each in told.untold}
        others = {each.person for each in self.scene.folded.pool_entries} - found.keys()
        for person, state in self.scene.standings_of(others).items():
            days = ages.of(state)
            found[person] = None if isinstance(days, NoWorkingTime) else days[0].first
        return found

    @cached_property
    def _retirements(self) -> Retirements:
        return retirements(self.scene)

    @cached_property
    def leaving(self) -> frozenset[UUID]:
        """Who surely reaches the pension within the months that the office names."""
        months = self.settings.leaving_months
        return frozenset(
            each.person
            for each in self._retirements.known
            if months_between(self.scene.as_of, each.span.last) < months
        )

    @cached_property
    def in_scope(self) -> Mapping[UUID, Post]:
        """The leading posts looked at."""
        titles, posts = self.scene.law.posts, self.scene.folded.posts
        return {
            post.id: post
            for post in posts.values()
            if self.scene.looks_at(post.id) and self._is_led(post, titles.get(post.title))
        }

    def _is_led(self, post: Post, title: PostTitle | None) -> bool:
        if title is None or not (title.is_head or title.is_deputy):
            return False
        manager = post.managed_by or title.managed_by
        return (
            manager is not None
            and manager.value == self.settings.managed_by
            and title.post_class in _CLASSES
            and self.scene.as_of in title.in_force
        )

    @cached_property
    def main(self) -> Mapping[UUID, Tenure]:
        """The weightiest leading post of each holder."""
        found: dict[UUID, Tenure] = {}
        for person, tenures in self.scene.held().items():
            mine = sorted(
                (each for each in tenures if each.post in self.in_scope),
                key=lambda each: (self._weight(each.post), str(each.post)),
            )
            if mine:
                found[person] = mine[0]
                self.beside += len(mine) - 1
        return found

    def _weight(self, post: UUID) -> tuple[int, int]:
        found = self.in_scope[post]
        return -post_severity(found, self.scene.law), -self._level(found)

    def _level(self, post: Post) -> int:
        return _HEAD if self.scene.law.posts[post.title].is_head else _DEPUTY

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        """One for each holder who stays, one for each post that nobody holds any more."""
        held: defaultdict[UUID, list[UUID]] = defaultdict(list)
        for person, tenure in self.main.items():
            held[tenure.post].append(person)
        seats = [seat for post in held for seat in self._of_held(post, held[post])]
        seats += [self._seat(str(post), post, None) for post in self._vacant(held)]
        return tuple(sorted(seats, key=lambda one: one.id))

    def _of_held(self, post: UUID, holders: Collection[UUID]) -> Iterator[Seat]:
        for person in holders:
            name = str(post) if len(holders) == 1 else f"{post}:{person}"
            yield self._seat(name, post, None if person in self.leaving else person)

    def _seat(self, name: str, post: UUID, holder: UUID | None) -> Seat:
        found = self.in_scope[post]
        title = self.scene.law.posts[found.title]
        level = self._level(found)
        return Seat(name, post, found.title, found.unit, level, title.is_head, title.is_key, holder)

    def _vacant(self, held: Collection[UUID]) -> list[UUID]:
        """Posts that somebody held once, or is planned for, of units where people work today."""
        now_held = {each.post for each in self.scene.folded.tenures}
        standing = {self.scene.folded.posts[post].unit for post in now_held}
        at = self.scene.perspective.known_at
        wanted = {each.post for each in known(self.scene.history.tenures, at)}
        wanted |= {each.post for each in self.scene.folded.pool_entries}
        return [
            post
            for post, found in self.in_scope.items()
            if post in wanted and post not in now_held and found.unit in standing
        ]


def months_between(first: date, last: date) -> int:
    """The whole months from a day to a later one; 0 where it is not later."""
    months = (last.year - first.year) * _MONTHS + last.month - first.month
    return max(0, months - (last.day < first.day))


@dataclass
class Arcs:
    """Who may take which seat, and what it is worth to the office."""

    at: _Seats
    barred: dict[UUID, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    unfilled: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _known: dict[tuple[object, ...], Tried] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Ask once what every pair of person and seat asks for."""
        self.scene, self.settings = self.at.scene, self.at.settings
        self.ruling = ruling(self.scene.law, self.scene.as_of, self.settings)
        self.planned = {
            (entry.person, post) for post, all_ in planned_for(self.scene).items() for entry in all_
        }
        self.in_planning = {entry.person for entry in self.scene.folded.pool_entries}
        self.homes = home_units(self.scene, [*self.at.main, *self.in_planning])
        self._under_way = courses_under_way(self.scene.folded, self.scene.law, self.scene.as_of)
        people = [*self.at.main, *(person for person, _ in self.planned)]
        self._trials = {
            act: Trials(self.scene, people, self.scene.perspective, act) for act in acts()
        }

    @cached_property
    def own(self) -> Mapping[UUID, Seat]:
        """The seat of each holder."""
        return {one.holder: one for one in self.at.seats if one.holder is not None}

    def unit_of(self, person: UUID) -> UUID:
        """Where somebody works: by the own seat, else any post held, else the post planned for."""
        if person in self.own:
            return self.own[person].unit
        post = self._some_post.get(person) or min(self._planned_for[person])
        return self.scene.folded.posts[post].unit

    @cached_property
    def _some_post(self) -> Mapping[UUID, UUID]:
        """A post of everybody who holds one, whatever it is."""
        return {each.person: each.post for each in reversed(self.scene.folded.tenures)}

    @cached_property
    def _planned_for(self) -> Mapping[UUID, set[UUID]]:
        """The posts that each person is planned for."""
        found: defaultdict[UUID, set[UUID]] = defaultdict(set)
        for person, post in self.planned:
            found[person].add(post)
        return found

    def post(self, seat: Seat) -> tables.Post:
        """The row of one seat; its area where one is told."""
        areas = self._trials[acts()[0]].areas_of(seat.unit)
        area = next(iter(areas)).value if len(areas) == 1 else None
        return tables.Post(seat.id, str(seat.unit), seat.level, seat.head, area)

    def person(self, person: UUID) -> tables.Person:
        """The row of one person; who is not known to be a woman counts as a man."""
        pension, home = self.at.pensions.get(person), self.homes.get(person)
        return tables.Person(
            person=str(person),
            unit=str(self.unit_of(person)),
            sex=self._sexes.get(person, "m"),
            home_unit=None if home is None else str(home),
            months_left=0 if pension is None else months_between(self.scene.as_of, pension),
            terms_in_post=self._terms(person),
        )

    @cached_property
    def _sexes(self) -> Mapping[UUID, str]:
        return {
            fact.person: fact.value
            for fact in self.scene.folded.particulars
            if fact.kind is ParticularKind.SEX
        }

    def _terms(self, person: UUID) -> int:
        """The full terms in the own post, as far as they are known."""
        return self._months_served(person) // max(1, self.settings.term_months)

    def _months_served(self, person: UUID) -> int:
        """The months in the own post that are sure: from the last day that it may have begun."""
        if person not in self.own:
            return 0
        since = self.at.main[person].validity.certain.begins
        return 0 if since is None else months_between(since, self.scene.as_of)

    def moves(self) -> Iterator[tables.Move]:
        """Every allowed move, staying among them."""
        for person, seat in self.own.items():
            yield tables.Move(str(person), seat.id, self._worth_of_staying(person, seat), None)
            yield from self._moves_of(person, self.at.seats)
        by_post: defaultdict[UUID, list[Seat]] = defaultdict(list)
        for seat in self.at.seats:
            by_post[seat.post].append(seat)
        for person in sorted(self._planned_for.keys() - self.at.main.keys()):
            posts = sorted(self._planned_for[person])
            yield from self._moves_of(person, [s for post in posts for s in by_post[post]])

    def _worth_of_staying(self, person: UUID, seat: Seat) -> int:
        most = self.ruling.head_terms.value
        is_overdue = seat.head and most > 0 and self._terms(person) >= most
        worth = self.settings.placed + self.settings.stay
        return worth - (self.settings.overdue if is_overdue else 0)

    def _moves_of(self, person: UUID, seats: Iterable[Seat]) -> Iterator[tables.Move]:
        own = self.own.get(person)
        others = [one for one in seats if own is None or one.post != own.post]
        code = self._holds_back(person)
        if code:
            self.barred[person][code] += 1
            for seat in others:
                if (person, seat.post) in self.planned:
                    self.unfilled[seat.id][code] += 1
            return
        for seat in others:
            kept, course = self._to(person, own, seat)
            if kept:
                self.unfilled[seat.id][kept] += 1
                self.barred[person][kept] += 1
            else:
                value = self._worth(person, own, seat, course)
                yield tables.Move(str(person), seat.id, value, course)

    def _holds_back(self, person: UUID) -> str:
        """What keeps the person from moving anywhere."""
        if person in self._rotated:
            return "rotated"
        if self.ruling.only_planned.value and person not in self.in_planning:
            return "not_planned"
        pension = self.at.pensions.get(person)
        if pension is None:
            return "time_left_unknown"
        left = months_between(self.scene.as_of, pension)
        return "time_left" if left < self.ruling.months_left.value else ""

    @cached_property
    def _rotated(self) -> frozenset[UUID]:
        """Who was rotated so lately that the time of that rotation still runs."""
        least, day = self.ruling.months_between.value, self.scene.as_of
        return frozenset(
            move.person
            for move in self.scene.folded.moves
            if move.kind is MoveKind.ROTATION and (begins := move.validity.begins) is not None
            if begins.latest <= day and months_between(begins.latest, day) < least
        )

    def _to(self, person: UUID, own: Seat | None, seat: Seat) -> tuple[str, str | None]:
        """What keeps the person from the seat ("": nothing), and the course to be done first."""
        is_planned = (person, seat.post) in self.planned
        if own is not None and not is_planned:
            step = seat.level - own.level
            if not -self.settings.levels_down <= step <= self.ruling.levels_up.value:
                return "level", None
            if seat.unit == own.unit:
                return "same_unit", None
        tried = self._try(person, seat)
        if tried.fit is Fit.LEARNS:
            return ("", tried.lacks[0]) if len(tried.lacks) == 1 else ("courses", None)
        codes = {Fit.READY: "", Fit.UNKNOWN: "standards_unknown", Fit.BARRED: "standards"}
        return codes[tried.fit], None

    def _try(self, person: UUID, seat: Seat) -> Tried:
        """Try the person; seats of one title in one kind of area ask the same."""
        post = self.scene.folded.posts[seat.post]
        trials = self._trials[how_given(post)]
        place = (person, post.title, how_given(post), trials.areas_of(post.unit))
        if place not in self._known:
            verdicts = trials.tried(person, seat.post)
            self._known[place] = Tried.of(verdicts, self.scene.law, self._under_way)
        return self._known[place]

    def _worth(self, person: UUID, own: Seat | None, seat: Seat, course: str | None) -> int:
        weights = self.settings
        grounds = self.grounds(person, own, seat)
        worth = weights.move + weights.served * grounds.get("served", 0)
        worth += weights.placed if own is not None else 0
        worth += sum(int(getattr(weights, name)) for name in grounds if name != "served")
        return worth - (weights.course if course is not None else 0)

    def grounds(self, person: UUID, own: Seat | None, seat: Seat) -> dict[str, int]:
        """What speaks for a move, by the names of the settings that weigh it; years served."""
        posts, home = self.scene.folded.posts, self.homes.get(person)
        from_above = own is not None and posts[own.post].level is not UnitLevel.COMMUNE
        found = {
            "planned": (person, seat.post) in self.planned,
            "served": self._months_served(person) // _MONTHS,
            "grassroots": from_above and posts[seat.post].level is UnitLevel.COMMUNE,
            "not_local": seat.head and seat.key and home is not None and home != seat.unit,
        }
        return {name: int(value) for name, value in found.items() if value}
