"""The plain rows of a big roster: who is surely new is taken in bulk, others row by row.

A row speaks of somebody surely new when nobody in the home has the name, nobody has one of the
numbers, and whoever else in the file has the name was surely born on another day. What such a row
states follows from the row alone, so the rows of one likeness come to the same facts: a person
made for the purpose is told what the probe of the likeness says, and the facts are counted. Where
the rows are to be stored they wait instead: each is read and planned by itself when the others are
stored, a part at a time, and their facts are never in memory all together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import numpy as np

from canbo.engine.facts import Fact, FactKind, Particular, ParticularKind
from canbo.engine.vietnamese import search_key
from canbo.exchange.workbooks.bulk import PLACE, WHO, BulkRows, ColumnGroup, Likeness, moved
from canbo.exchange.workbooks.contents import GroupContents
from canbo.exchange.workbooks.guard import Tally
from canbo.exchange.workbooks.places import CellRef, PostReading
from canbo.exchange.workbooks.reading import Problem, RosterRow
from canbo.records.models.shapes import PERSON_KINDS, SHAPE_OF
from canbo.records.operations.intake.differences import (
    Desk,
    Difference,
    DifferenceKind,
    Option,
    Outcome,
    Question,
)
from canbo.records.operations.intake.likeness import RowPerson, are_apart
from canbo.records.operations.intake.plan import Plan, Waiting
from canbo.records.operations.intake.state import PersonState, State
from canbo.records.operations.intake.weave import (
    Loom,
    Planner,
    Tried,
    Weaver,
    is_note,
    subject_of,
)
from canbo.records.operations.writing import Pen

_NAMELESS = "\N{REFERENCE MARK}"  # what a probe's somebody is called
_NOT_OF_OTHERS = frozenset({ParticularKind.NAME, ParticularKind.SEX})  # a probe's somebody has them


@dataclass(frozen=True, slots=True)
class Yield:
    """What each row of a likeness comes to: facts by kind and by what they are about, cells to
    look at, problems at the probe's place; `has_note`: it says something of the person's note."""

    facts: Mapping[FactKind, int]
    subjects: frozenset[tuple[str, str]]
    listed: int
    problems: tuple[Problem, ...]
    has_note: bool


@dataclass(frozen=True, slots=True)
class Newcomers(Sequence[Difference]):
    """The differences "somebody new" of plain rows, each made when somebody looks at it."""

    rows: BulkRows
    places: Sequence[int]
    units: Sequence[str]  # the name of each row's unit

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        place = self.places[number]
        name, birth = self.rows.names[place], self.rows.births[place]
        desk = Desk()
        desk.settle(
            Question(
                kind=DifferenceKind.NEW_PERSON, person=None, person_name=name,
                cell=CellRef(self.rows.sheet, self.rows.rows[place], self.rows.name_column),
                options=(Option.of(Outcome.CREATE), Option.of(Outcome.SKIP)),
                default=Outcome.CREATE,
                after=", ".join(str(one) for one in (name, birth, self.units[place]) if one),
            )
        )  # fmt: skip
        return desk.differences[0]


Stating = Callable[[PersonState, RosterRow, RowPerson, date], set[UUID]]


@dataclass(frozen=True, slots=True)
class RowHands:
    """What is done with single rows: who they speak of, what they say, where their posts are, and
    which post of another unit is like one."""

    prepare: Callable[[RosterRow, date], RowPerson | None]
    say: Stating
    unit_name: Callable[[UUID], str]
    seat: Callable[[PostReading, UUID, date], UUID | None]
    alike: Callable[[UUID, UUID], UUID]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of plain rows: those to be taken row by row, the units that the others speak of,
    the mark of those that wait."""

    rows: Sequence[RosterRow] = ()
    units: frozenset[UUID] = frozenset()
    waiting: Waiting | None = None


class BulkTaker:
    """Takes the plain rows of one roster in."""

    def __init__(self, state: State, plan: Plan, hands: RowHands) -> None:
        self._state = state
        self._plan = plan
        self._hands = hands

    def take(
        self, rows: BulkRows, day: date, others: Collection[str], numbered: Collection[Any]
    ) -> Taken:
        """Count the rows of surely new people, or let them wait; give those that are neither such
        nor of people surely known.

        `others` are the names of the file's other rows as keys, `numbered` the numbers of people
        whom the home knows, or whom other rows name, each with its kind.
        """
        known = [*self._plan.bulk.settled.of(rows), *self._plan.bulk.settled.changed(rows)]
        plain = np.ones(len(rows), np.bool_)
        plain[known] = False
        units = self._units(rows, day, plain)
        yields = [
            (group, [self._yield(group, one, day) for one in group.likenesses])
            for group in rows.counted
        ]
        self._only_surely_new(rows, plain, others, numbered)
        _without_doubt(plain, yields)
        names = [self._hands.unit_name(unit) if unit else "" for unit in units]
        of_row = rows.unit_group().of_row.tolist()
        named = [names[number] for number in of_row]
        self._only_as_proposed(rows, plain, named)
        places = np.nonzero(plain)[0].tolist()
        self._plan.bulk.newcomers.append(Newcomers(rows, places, named))
        waiting = None
        if self._plan.bulk.stores:
            waiting = Waiting(rows, places, [units[number] for number in of_row], day)
            self._plan.bulk.waiting.append(waiting)
        else:
            self._count(rows, plain, yields)
            self._plan.bulk.created += len(places)
        plain[known] = True
        singly = list(self._singly(rows, np.nonzero(~plain)[0].tolist()))
        return Taken(singly, frozenset(self._seats(rows, plain, units, day)), waiting)

    def of(
        self, rows: BulkRows, people: Mapping[int, UUID], day: date, pen: Pen
    ) -> tuple[Weaver, Sequence[int]]:
        """Give what weaves rows of known people, and the places of those whose unit is plain."""
        plain = np.zeros(len(rows), np.bool_)
        plain[list(people)] = True
        units = self._units(rows, day, plain)
        of_row = rows.unit_group().of_row.tolist()
        places = np.nonzero(plain)[0].tolist()
        waiting = Waiting(rows, places, [units[number] for number in of_row], day)
        return self.weaver(waiting, pen), places

    def weaver(self, waiting: Waiting, pen: Pen) -> Weaver:
        """Give what weaves rows of a roster."""
        return Weaver(waiting, Loom(self._planner(waiting.day), self._hands.alike, pen))

    def _units(self, rows: BulkRows, day: date, plain: Any) -> list[UUID | None]:
        """The unit of each likeness; a row of a unit that is not plain is no plain row."""
        group = rows.unit_group()
        found: list[UUID | None] = []
        for number, likeness in enumerate(group.likenesses):
            with _Aside(self._plan) as aside:
                prepared = self._hands.prepare(likeness.row, day) if likeness.row else None
            aside.keep_registers()
            unit = prepared.unit if prepared else None
            found.append(unit)
            if unit is None:
                plain &= group.of_row != number
            elif likeness.row is not None:
                self._plan.used.update(filter(None, [likeness.row.unit.cell]))
        return found

    def _seats(
        self, rows: BulkRows, plain: Any, units: Sequence[UUID | None], day: date
    ) -> Iterator[UUID]:
        """The units of the rows and of the posts that they say."""
        of_unit = rows.unit_group().of_row[plain]
        yield from filter(None, {units[number] for number in np.unique(of_unit).tolist()})
        asked: set[object] = set()
        for group in rows.groups:
            if group.kind != PLACE:
                continue
            pairs = np.unique(group.of_row[plain] * len(units) + of_unit)
            for number, unit_number in (divmod(pair, len(units)) for pair in pairs.tolist()):
                row, unit = group.likenesses[number].row, units[unit_number]
                if row is None or unit is None:
                    continue
                for reading in row.posts:
                    seat = (reading.title, reading.unit, unit)
                    if seat not in asked:
                        asked.add(seat)
                        yield from filter(None, [self._hands.seat(reading, unit, day)])

    def _yield(self, group: ColumnGroup, likeness: Likeness, day: date) -> Yield | None:
        """What a likeness comes to; None where it takes a look at the row itself."""
        own = frozenset(column.index for column in group.columns)
        tried = self._try(likeness.row, own, day) if likeness.row is not None else None
        if tried is None:
            return None
        aside, cells, said = tried
        facts = [fact for fact in said if _is_of(group.kind, fact)]
        return Yield(
            Counter(SHAPE_OF[type(fact)].kind for fact in facts if not is_note(fact)),
            frozenset(subject_of(fact) for fact in facts if not is_note(fact)),
            len(cells & aside.listed),
            tuple(aside.problems),
            any(is_note(fact) for fact in facts),
        )

    def _try(
        self, row: RosterRow, columns: frozenset[int], day: date
    ) -> tuple[_Aside, set[CellRef], list[Fact]] | None:
        """Plan a probe aside: its own cells and what it says; None where it takes a look."""
        person = PersonState(uuid4(), is_new=True, names={"": _NAMELESS})
        with _Aside(self._plan) as aside:
            prepared = self._hands.prepare(row, day)
            if prepared is None:
                return None
            self._hands.say(person, row, prepared, day)
        aside.keep_registers()
        cells = {cell for cell in row.row_cells if cell.column in columns}
        if aside.is_doubtful or not cells <= aside.used | aside.listed:
            return None
        if any(_NAMELESS in problem.found for problem in aside.problems):
            return None  # it names whom it speaks of
        return aside, cells, aside.said_of(person.id)

    def _planner(self, day: date) -> Planner:
        """Give what plans the rows of single contents of a roster of a day: what each states, None
        where there is more to say of it."""

        def plan(contents: GroupContents, row: RosterRow) -> Tried | None:
            tried = self._try(row, contents.columns, day)
            if tried is None:
                return None
            aside, cells, said = tried
            facts = [fact for fact in said if _is_of(contents.kind, fact)]
            return Tried(facts, tuple(aside.problems), len(cells & aside.listed))

        return plan

    # --- who is surely new

    def _only_surely_new(
        self, rows: BulkRows, plain: Any, others: Collection[str], numbered: Collection[Any]
    ) -> None:
        for key, places in rows.places_of.items():
            known = not key or key in self._state.by_name or key in others
            if known or (len(places) > 1 and not are_apart([rows.births[p] for p in places])):
                plain[places] = False
        if self._state.by_search:
            near = {name for name in set(rows.names) if search_key(name) in self._state.by_search}
            plain[[p for p, name in enumerate(rows.names) if name in near]] = False
        for kind, said in rows.number_keys.items():
            counts = Counter(said)
            shared = {n for n in counts if n and (counts[n] > 1 or (kind, n) in numbered)}
            if shared:
                plain[[place for place, number in enumerate(said) if number in shared]] = False

    def _only_as_proposed(self, rows: BulkRows, plain: Any, units: Sequence[str]) -> None:
        """Leave out rows of which it was decided that they make no new person."""
        if not self._plan.desk.has_decisions:
            return
        places = np.nonzero(plain)[0].tolist()
        for place, question in zip(places, Newcomers(rows, places, units), strict=True):
            if self._plan.desk.decision_on(question) not in ("", Outcome.CREATE):
                plain[place] = False

    # --- counting

    def _count(self, rows: BulkRows, plain: Any, yields: Sequence[_Yields]) -> None:
        plan, noted = self._plan, np.zeros(len(rows), np.bool_)
        for group, found in yields:
            counts = np.bincount(group.of_row[plain], minlength=len(found)).tolist()
            for number, (one, count) in enumerate(zip(found, counts, strict=True)):
                if one is None or not count:
                    continue
                for kind, facts in one.facts.items():
                    plan.bulk.facts[kind] += facts * count
                plan.bulk.listed += one.listed * count
                if one.has_note:
                    noted[group.places[number]] = True
                if one.problems:
                    here = group.places[number]
                    for place in here[plain[here]].tolist():
                        plan.problems.extend(moved(p, rows.rows[place]) for p in one.problems)
        plan.bulk.facts[FactKind.PARTICULAR] += int((noted & plain).sum())

    def _singly(self, rows: BulkRows, places: Sequence[int]) -> Iterator[RosterRow]:
        """Read rows one by one; they are all kept. Raises WorkbookRefused (workbook_too_large)."""
        read = Tally()
        for place in places:
            row = rows.read_row(rows.rows[place])
            if row is not None:
                read.count(len(row.row_cells))
                self._plan.bulk.single.update(row.row_cells)
                yield row


_Yields = tuple[ColumnGroup, list[Yield | None]]


def _without_doubt(plain: Any, yields: Sequence[_Yields]) -> None:
    """Leave out rows of which something takes a look, or of which two groups say one thing."""
    said: dict[tuple[str, str], Any] = {}
    for group, found in yields:
        plain &= np.array([one is not None for one in found])[group.of_row]
        for subject in frozenset().union(*(one.subjects for one in found if one is not None)):
            here = np.array([one is not None and subject in one.subjects for one in found])
            rows = here[group.of_row]
            if subject in said:
                plain &= ~(rows & said[subject])
                rows = rows | said[subject]
            said[subject] = rows


def _is_of(group: str, fact: Any) -> bool:
    """Whether a fact is of the columns of a kind of group, not of the probe's somebody."""
    is_named = isinstance(fact, Particular) and fact.kind in _NOT_OF_OTHERS
    return group == WHO or not is_named


class _Aside:
    """Lets the keepers plan on an empty sheet, so that one can see what they come to."""

    _KEPT = ("facts", "voids", "restated", "problems", "used", "listed", "desk")

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._before: dict[str, Any] = {}
        self.facts: dict[UUID, Any] = {}
        self.problems: list[Problem] = []
        self.used: set[CellRef] = set()
        self.listed: set[CellRef] = set()
        self.is_doubtful = False

    def __enter__(self) -> _Aside:
        self._before = {name: getattr(self._plan, name) for name in self._KEPT}
        for name, value in self._before.items():
            setattr(self._plan, name, type(value)())
        return self

    def __exit__(self, *_: object) -> None:
        plan = self._plan
        self.facts, self.problems = plan.facts, plan.problems
        self.used, self.listed = plan.used, plan.listed
        self.is_doubtful = bool(plan.voids or plan.restated or plan.desk.differences)
        for name, value in self._before.items():
            setattr(plan, name, value)

    def said_of(self, person: UUID) -> list[Any]:
        """The facts of the person that was made for the purpose."""
        return [fact for fact in self.facts.values() if getattr(fact, "person", None) == person]

    def keep_registers(self) -> None:
        """Plan what was learnt of units on the way: it is as true of the rows themselves."""
        for identity, fact in self.facts.items():
            if SHAPE_OF[type(fact)].kind not in PERSON_KINDS:
                self._plan.facts[identity] = fact
