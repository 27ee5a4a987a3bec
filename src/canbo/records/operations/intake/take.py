"""Turn the documents of one file into a plan: rosters by their day, then classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar
from uuid import UUID, uuid4

from canbo.engine.facts import ParticularKind
from canbo.engine.facts.likeness import NUMBERS, number_key
from canbo.engine.law import Law
from canbo.engine.vietnamese import spelling_key
from canbo.exchange.workbooks.bulk import BulkRows
from canbo.exchange.workbooks.places import CellRef, PostReading, UnitReading
from canbo.exchange.workbooks.progress import Step, counted, tell
from canbo.exchange.workbooks.reading import (
    ClassDocument,
    ClassRow,
    ListDocument,
    ListKind,
    PersonReading,
    Problem,
    Reading,
    ReturnedDocument,
    RosterDocument,
    RosterRow,
    UnitListDocument,
)
from canbo.records.days import vietnam_day
from canbo.records.operations.intake import marks
from canbo.records.operations.intake.attainments import state_attainment
from canbo.records.operations.intake.bulk import BulkTaker, RowHands, Taken
from canbo.records.operations.intake.classes import resolve_class, reversed_days, state_attendance
from canbo.records.operations.intake.likeness import RowPerson, Unplaced
from canbo.records.operations.intake.lists import Hands, ListTaker
from canbo.records.operations.intake.particulars import state_person
from canbo.records.operations.intake.people import PeopleMatcher
from canbo.records.operations.intake.plan import Changed, Plan, Waiting
from canbo.records.operations.intake.posts import PostResolver
from canbo.records.operations.intake.retirements import RetirementKeeper
from canbo.records.operations.intake.returned import ReturnTaker
from canbo.records.operations.intake.review import finish
from canbo.records.operations.intake.roster_rows import RowSayings
from canbo.records.operations.intake.saying import is_reversed
from canbo.records.operations.intake.state import EarlierEdition, PersonState, State
from canbo.records.operations.intake.statements import Statements
from canbo.records.operations.intake.tenures import TenureKeeper
from canbo.records.operations.intake.unchanged import KnownRow, Settled, surely_known
from canbo.records.operations.intake.undated import UndatedTaker
from canbo.records.operations.intake.units import AmbiguousUnit, UnitResolver
from canbo.records.operations.intake.weave import Weaver, Woven
from canbo.records.operations.said_again import SaidAgain
from canbo.records.operations.writing import Pen

R = TypeVar("R", RosterRow, ClassRow)
Number = tuple[ParticularKind, str]
_NOBODY = Pen("", 0, None)  # writes what is only compared
_PART = 2_000  # rows that are planned together while a big roster is stored


class Taker:
    """Takes one file's documents in, one after the other, into a plan."""

    def __init__(self, state: State, plan: Plan, law: Law) -> None:
        self._state = state
        self._plan = plan
        self._units = UnitResolver(state, plan)
        self._posts = PostResolver(state, plan, law, self._units)
        self._tenures = TenureKeeper(state, plan, self._posts)
        self._people = PeopleMatcher(state, plan, self._units)
        self._statements = Statements(state, plan, self._units, self._posts)
        self._retirements = RetirementKeeper(plan, self._posts)
        hands = Hands(self._people, self._units, self._statements, self._list_unplaced)
        self._lists = ListTaker(state, plan, hands)
        self._sayings = RowSayings(plan, self._posts, self._tenures, self._statements, self._unit)
        self._undated = UndatedTaker(plan, self._sayings)
        rows = RowHands(
            self._roster_row, self._state_row, self._units.name_of, self._seat, self._posts.alike
        )
        undated = replace(rows, say=self._undated.state_row)
        self._bulk = {
            True: BulkTaker(state, plan, rows), False: BulkTaker(state, plan, undated),
        }  # fmt: skip
        self._names_elsewhere: Callable[[RosterDocument], set[str]] = lambda _: set()
        self._numbers_elsewhere: Callable[[RosterDocument], set[Number]] = lambda _: set()

        self._returns = ReturnTaker(state, plan, self._units, self._posts)

    def take(self, reading: Reading) -> None:
        """Take in all documents of a file; what came back edited speaks of people by their keys."""
        self._names_elsewhere = lambda roster: _names_beside(reading, roster)
        self._numbers_elsewhere = lambda roster: _numbers_beside(reading, roster)
        for document in reading.documents:
            if isinstance(document, ReturnedDocument):
                self._returns.take(document)
        rosters = [one for one in reading.documents if isinstance(one, RosterDocument)]
        for roster in sorted(rosters, key=self._day):
            self._take_roster(roster)
        for document in reading.documents:
            if isinstance(document, ListDocument):
                self._lists.take_list(document)
            elif isinstance(document, UnitListDocument):
                self._lists.take_units(document)
        for document in reading.documents:
            if isinstance(document, ClassDocument):
                self._take_class(document)
        self._note_careers(reading)
        self._retirements.settle(self._touched())
        self._plan.documents.extend(marks.of_lists(reading))
        self._plan.units_named = self._units.touched

    def _note_careers(self, reading: Reading) -> None:
        for document in reading.documents:
            if isinstance(document, ListDocument) and document.kind is ListKind.CAREERS:
                told = document.as_of
                self._retirements.note_careers(told.latest if told else vietnam_day(self._plan.at))

    def claimed_by(self, people: Collection[UUID]) -> set[int]:
        """The rows that speak of these people: the identities of their `PersonReading`s."""
        return self._people.claimed_by(people) | self._returns.claimed_by(people)

    def _touched(self) -> list[PersonState]:
        """The people that the file speaks of, in a lasting order."""
        ids = self._plan.people | self._plan.matched
        return [person for person in self._state.people.values() if person.id in ids]

    def _day(self, roster: RosterDocument) -> date:
        """The day on which the roster saw what it says; without one, the day it was taken in."""
        return roster.as_of.latest if roster.as_of else vietnam_day(self._plan.at)

    def _take_roster(self, roster: RosterDocument) -> None:
        day = self._day(roster)
        if roster.as_of is None:
            rows = sorted([*roster.rows, *self._take_bulk(roster, day).rows], key=_row_number)
            self._undated.take(roster, self._placed(rows, roster, day))
            self._settled_of(roster)
            self._changed_of(roster, day, None)
            return
        units = self._roster_units(roster, day)
        taken = self._take_bulk(roster, day)
        units |= taken.units
        single = sorted([*roster.rows, *taken.rows], key=_row_number)
        held: dict[UUID, set[UUID]] = defaultdict(set)
        listed: dict[UUID, PersonState] = {}
        settled = self._settled_of(roster)
        for row, prepared, person in self._placed(single, roster, day):
            listed[person.id] = person
            stated = self._state_row(person, row, prepared, day)
            held[person.id] |= stated
            units |= {self._posts.unit_of(post) for post in stated}
            units.add(prepared.unit) if prepared.unit else None
        for identity, person in listed.items():
            self._tenures.end_others(person, units=units, held=held[identity], day=day)
        self._state.see(units, listed, day)
        changed = self._changed_of(roster, day, units)
        mark = marks.of_roster(roster, units, {*listed, *settled, *changed}, day)
        self._plan.documents.append(mark)
        if taken.waiting is not None:
            taken.waiting.mark = mark

    def _take_bulk(self, roster: RosterDocument, day: date) -> Taken:
        """Take plain rows in together, as far as their people are surely new."""
        if roster.bulk is None:
            return Taken()
        others = self._names_elsewhere(roster)
        numbered = {*self._people.numbers, *self._numbers_elsewhere(roster)}
        bulk = self._bulk[roster.as_of is not None]
        tell(Step.COMPARED, len(self._plan.bulk.settled.of(roster.bulk)), _size(roster))
        return bulk.take(roster.bulk, day, others, numbered)

    def _settled_of(self, roster: RosterDocument) -> set[UUID]:
        """The people of the roster's rows that say nothing new; tell what is listed of them."""
        found = self._plan.bulk.settled.of(roster.bulk) if roster.bulk is not None else {}
        for one in found.values():
            self._plan.problems.extend(one.problems)
            self._plan.bulk.listed += one.listed
        people = {one.person for one in found.values()}
        self._plan.matched |= people
        return people

    def _changed_of(self, roster: RosterDocument, day: date, units: set[UUID] | None) -> set[UUID]:
        """Let the rows wait that say something new of people surely known; gives these people."""
        people = self._plan.bulk.settled.changed(roster.bulk) if roster.bulk is not None else {}
        if roster.bulk is not None and people:
            self._plan.bulk.changed.append(Changed(roster.bulk, people, day, units))
        return set(people.values())

    def settle(self, reading: Reading, said: SaidAgain, named: Collection[UUID]) -> Settled:
        """Find the plain rows of people surely known, and those of them that say nothing new; plan
        nothing of the file. `named` are people of whom it was decided that rows speak of them."""
        sure: dict[int, dict[int, KnownRow]] = {}
        people: dict[int, dict[int, UUID]] = {}
        said.open()
        for roster in reading.documents:
            if not isinstance(roster, RosterDocument) or roster.bulk is None:
                continue
            rows = roster.bulk
            numbers = _numbers_beside(reading, roster)
            found = surely_known(rows, _names_beside(reading, roster), numbers)
            found = {place: one for place, one in found.items() if one not in named}
            people[id(rows)] = found
            sure[id(rows)] = self._say(roster, rows, found, said) if found else {}
        nothing_new = said.people_of_nothing_new() if any(sure.values()) else set()
        settled = {
            rows: {place: one for place, one in found.items() if one.person in nothing_new}
            for rows, found in sure.items()
        }
        changed = {
            rows: {place: one for place, one in found.items() if place not in settled[rows]}
            for rows, found in people.items()
        }
        return Settled(settled, changed)

    def _say(
        self, roster: RosterDocument, rows: BulkRows, people: dict[int, UUID], said: SaidAgain
    ) -> dict[int, KnownRow]:
        """Say what rows would store of known people; gives the rows of which that can be said."""
        bulk = self._bulk[roster.as_of is not None]
        weaver, places = bulk.of(rows, people, self._day(roster), _NOBODY)
        told: dict[int, KnownRow] = {}
        for start in range(0, len(places), _PART):
            woven = Woven()
            tell(Step.COMPARED, start, _size(roster))
            for place in places[start : start + _PART]:
                patterns = weaver.patterns(place)
                if patterns is not None:
                    before, listed = len(woven.problems), woven.listed
                    weaver.weave(woven, place, people[place], patterns)
                    told[place] = KnownRow(
                        people[place], tuple(woven.problems[before:]), woven.listed - listed
                    )
            said.say(woven.lines)
        return told

    def _seat(self, reading: PostReading, unit: UUID, day: date) -> UUID | None:
        """The unit that a post of a roster's row belongs to; the post is not learnt yet."""
        own = self._unit(reading.unit, day) if reading.unit else unit
        return self._posts.unit_for(reading, own) if own is not None else None

    def changed_parts(self, behind: EarlierEdition) -> Iterator[Plan]:
        """Plan the rows that say something new of people surely known, some thousand at a time,
        each part as a plan of its own; of these people alone the home is asked meanwhile.

        What was planned before must be stored first, where anything is stored. `behind` is the
        earlier edition, nobody left out.
        """
        kept = self._plan.set_apart()
        try:
            for waiting in kept.bulk.changed:
                places = sorted(waiting.people)
                for start in range(0, len(places), _PART):
                    tell(Step.COMPARED, start, len(places))
                    here = {one: waiting.people[one] for one in places[start : start + _PART]}
                    self._plan.desk = kept.desk.apart()
                    with self._state.with_people_apart(here.values(), behind):
                        self._change(waiting, here)
                        finish(self._plan, self._state)
                    part = self._plan.set_apart()
                    kept.desk.differences.extend(part.desk.differences)
                    yield part
        finally:
            self._plan.take_back(kept)

    def _change(self, waiting: Changed, people: Mapping[int, UUID]) -> None:
        """Plan rows of people surely known."""
        touched = []
        for place, identity in people.items():
            row = waiting.rows.read_row(waiting.rows.rows[place])
            if row is None:
                continue
            self._plan.bulk.single.update(row.row_cells)
            prepared = self._roster_row(row, waiting.day)
            if prepared is None:
                continue
            person = self._state.people[identity]
            self._people.known_person(prepared, person)
            if waiting.units is None:
                self._undated.state_row(person, row, prepared, waiting.day)
            else:
                held = self._state_row(person, row, prepared, waiting.day)
                self._tenures.end_others(person, units=waiting.units, held=held, day=waiting.day)
            touched.append(person)
        self._retirements.settle(touched)

    def parts(self, pen: Pen) -> Iterator[Plan]:
        """Plan the rows that wait, some thousand at a time, each part as a plan of its own.

        What was planned before must be stored first: the parts speak of its units and posts.
        """
        kept = self._plan.set_apart()
        try:
            for waiting in kept.bulk.waiting:
                mark = waiting.mark or {"people": [], "units": []}
                people: list[str] = list(mark["people"])
                units: set[str] = set(mark["units"])
                total = len(waiting.places)
                tell(Step.STORED, 0, total)
                weaver = self._bulk[waiting.is_dated].weaver(waiting, pen)
                for start in range(0, total, _PART):
                    part = self._part(waiting, waiting.places[start : start + _PART], weaver)
                    people += map(str, part.people)
                    units.update(str(post.unit) for post in part.posts.values())
                    yield part
                    tell(Step.STORED, min(start + _PART, total), total)
                mark |= {"people": sorted(people), "units": sorted(units)}
        finally:
            self._plan.take_back(kept)

    def _part(self, waiting: Waiting, places: Sequence[int], weaver: Weaver) -> Plan:
        """Plan rows of surely new people; nobody is held against these people any more."""
        woven, people = Woven(), []
        for place in places:
            patterns = weaver.patterns(place)
            if patterns is not None:
                identity = uuid4()
                self._plan.people.add(identity)
                weaver.weave(woven, place, identity, patterns)
            else:
                people += self._newcomer(waiting, place)
        self._retirements.settle(people)
        bulk = self._plan.bulk
        bulk.lines, bulk.listed = woven.lines, woven.listed
        bulk.facts.update(woven.facts)
        self._plan.problems.extend(woven.problems)
        return self._plan.set_apart()

    def _newcomer(self, waiting: Waiting, place: int) -> list[PersonState]:
        """Plan the row of one surely new person, read by itself; where it proves to be no such
        row it is listed."""
        row = waiting.rows.read_row(waiting.rows.rows[place])
        if row is None:
            cells = waiting.rows.cells_of(place)
            self._plan.bulk.single.update(cells)
            self._plan.list_row(cells, _unread(cells))
            return []
        self._plan.bulk.single.update(row.row_cells)
        prepared = self._roster_row(row, waiting.day)
        if prepared is None:
            return []
        person = self._people.new_person(prepared)
        say = self._state_row if waiting.is_dated else self._undated.state_row
        say(person, row, prepared, waiting.day)
        return [person]

    def _roster_units(self, roster: RosterDocument, day: date) -> set[UUID]:
        found = set()
        for reading in roster.units:
            unit = self._unit(reading, day)
            if unit is not None:
                found.add(unit)
        return found

    def _unit(self, reading: UnitReading, day: date) -> UUID | None:
        try:
            unit = self._units.resolve(reading, day)
        except AmbiguousUnit as ambiguous:
            self._plan.problems.append(_unit_problem(reading, str(ambiguous)))
            return None
        if reading.cell is not None:
            self._plan.used.add(reading.cell)
        return unit

    def _roster_row(self, row: RosterRow, day: date) -> RowPerson | None:
        unit = self._unit(row.unit, day)
        if unit is None:
            self._plan.list_row(row.row_cells, _unit_problem(row.unit, row.unit.path[-1]))
            return None
        prepared = RowPerson.of(row.person, unit, self._units.lineage(unit))
        return prepared.with_levels(row.attainments)

    def _placed(
        self, rows: Iterable[RosterRow], roster: RosterDocument, day: date
    ) -> Iterator[tuple[RosterRow, RowPerson, PersonState]]:
        """The single rows of a roster with whom each speaks of, as far as that is known."""
        prepared = [(row, self._roster_row(row, day)) for row in rows]
        known = [(row, person) for row, person in prepared if person is not None]
        match = self._people.match_official
        return self._matched(known, lambda one: match(one, roster.sheet), _size(roster))

    def _matched(
        self, rows: list[tuple[R, RowPerson]], match: Callable[[RowPerson], PersonState], size: int
    ) -> Iterator[tuple[R, RowPerson, PersonState]]:
        """Find whom each row speaks of, one after the other; a row of nobody sure is listed.

        `size` are all rows of the list: the others are compared already.
        """
        # rows that fit somebody better choose first; otherwise the file's order
        rows.sort(key=lambda pair: self._people.best(pair[1]), reverse=True)
        for row, prepared in counted(rows, Step.COMPARED, size, size - len(rows)):
            try:
                person = match(prepared)
            except Unplaced as unplaced:
                self._list_unplaced(row.person, row.row_cells, unplaced)
            else:
                yield row, prepared, person

    def _state_row(
        self, person: PersonState, row: RosterRow, prepared: RowPerson, day: date
    ) -> set[UUID]:
        """Plan all that a roster's row says; give the posts that it says the person holds."""
        self._plan.used.update(row.row_cells)
        state_person(self._plan, person, row.person, day)
        where = (prepared.unit, day)
        stated = (self._sayings.state_post(person, row, one, where) for one in row.posts)
        held = {post for post in stated if post is not None}
        for attainment in row.attainments:
            state_attainment(self._plan, person, attainment, day)
        dated = ((statement, day) for statement in row.statements)
        self._sayings.state_more(person, row, dated, where)
        return held

    def _take_class(self, document: ClassDocument) -> None:
        reading = document.training_class
        if reading.cell is not None:
            self._plan.used.add(reading.cell)
        if is_reversed(reading.begins, reading.ends):
            self._plan.list_cell(reading.cell, reversed_days(reading, document.sheet))
            reading = replace(reading, begins=None, ends=None)
        training_class = resolve_class(self._state, self._plan, reading)
        rows = [(row, self._learner_row(row)) for row in document.rows]
        match = self._people.match_learner
        placed = self._matched(rows, lambda one: match(one, document.sheet), len(rows))
        for row, _, person in placed:
            self._plan.used.update(row.row_cells)
            state_person(self._plan, person, row.person)
            state_attendance(self._plan, person, training_class, row)
        self._plan.documents.append(marks.of_class(document))

    def _learner_row(self, row: ClassRow) -> RowPerson:
        unit = self._units.find(row.unit) if row.unit else self._units.named(row.unit_as_written)
        return RowPerson.of(row.person, unit, self._units.lineage(unit), row.unit_as_written)

    def _list_unplaced(
        self, reading: PersonReading, cells: tuple[CellRef, ...], unplaced: Unplaced
    ) -> None:
        cell = reading.cells.get("name")
        sheet, address = (cell.sheet, cell.address) if cell else ("", "")
        expected = "; ".join(map(self._people.described, unplaced.candidates))
        found = ", ".join(filter(None, (reading.name, str(reading.birth or ""))))
        self._plan.list_row(cells, Problem(sheet, address, unplaced.code, found, expected))


def _size(roster: RosterDocument) -> int:
    """How many rows of people a roster has."""
    return len(roster.rows) + (len(roster.bulk) if roster.bulk is not None else 0)


def _row_number(row: RosterRow) -> int:
    return min((cell.row for cell in row.row_cells), default=0)


def _names_beside(reading: Reading, roster: RosterDocument) -> set[str]:
    """The names, as keys, of all rows of a file but the plain ones of one roster."""
    names: set[str] = set()
    for one in reading.documents:
        if not isinstance(one, UnitListDocument | ReturnedDocument):
            names.update(row.person.name for row in one.rows)
        if isinstance(one, RosterDocument) and one.bulk is not None and one is not roster:
            names.update(one.bulk.names)
    return set(map(spelling_key, names))


def _numbers_beside(reading: Reading, roster: RosterDocument) -> set[Number]:
    """The numbers of people, each with its kind, in all rows of a file but the plain ones of one
    roster."""
    numbers: set[Number] = set()
    for one in reading.documents:
        if not isinstance(one, UnitListDocument | ReturnedDocument):
            for row in one.rows:
                numbers.update((kind, number_key(said)) for kind, said in row.person.more.items())
        if isinstance(one, RosterDocument) and one.bulk is not None and one is not roster:
            for kind, said in one.bulk.numbers.items():
                numbers.update((kind, number_key(number)) for number in said)
    return {(kind, number) for kind, number in numbers if number and kind in NUMBERS}


def _unread(cells: tuple[CellRef, ...]) -> Problem:
    sheet, address = (cells[0].sheet, cells[0].address) if cells else ("", "")
    return Problem(sheet, address, "cell_not_used", "")


def _unit_problem(reading: UnitReading, name: str) -> Problem:
    sheet, cell = (reading.cell.sheet, reading.cell.address) if reading.cell else ("", "")
    return Problem(sheet, cell, "ambiguous_unit", name or " › ".join(reading.path))
