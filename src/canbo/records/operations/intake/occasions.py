"""Which term, election or scheme a list means, or a new one, learnt as the list names it."""

from __future__ import annotations

from uuid import UUID, uuid4

from canbo.engine.facts import Election, Scheme, Term
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import clean, spelling_key
from canbo.exchange.workbooks.reading import Problem
from canbo.exchange.workbooks.statements import ElectionReading, SchemeReading, TermReading
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.state import State


class OccasionResolver:
    """Finds and learns the terms, elections and schemes of one file."""

    def __init__(self, state: State, plan: Plan) -> None:
        self._state = state
        self._plan = plan
        self._told_years: set[tuple[UUID, str]] = set()

    def term(self, reading: TermReading, unit: UUID) -> Term:
        """Find the term of a unit's body by its number or its years, or learn it."""
        for known in self._state.terms.values():
            if known.unit == unit and known.body is reading.body and _is_term(known, reading):
                self._list_other_years(known, reading)
                return known
        learnt = Term(
            uuid4(), unit, reading.body, clean(reading.ordinal), reading.begins, reading.ends
        )
        self._state.terms[learnt.id] = self._plan.terms[learnt.id] = learnt
        return learnt

    def _list_other_years(self, known: Term, reading: TermReading) -> None:
        """A term keeps the years it was learnt with: other ones are not stored, so they are listed,
        once in a file."""
        told = _years(reading.begins, reading.ends)
        if (
            not told
            or told == _years(known.begins, known.ends)
            or (known.id, told) in (self._told_years)
        ):
            return
        self._told_years.add((known.id, told))
        sheet, address = (reading.cell.sheet, reading.cell.address) if reading.cell else ("", "")
        found = " ".join(part for part in ("nhiệm kỳ", clean(reading.ordinal), told) if part)
        expected = _years(known.begins, known.ends) or "không có năm"
        self._plan.problems.append(Problem(sheet, address, "term_years_differ", found, expected))

    def election(self, reading: ElectionReading, term: UUID) -> Election:
        """Find an election of a term by its kind and day, or learn it."""
        for known in self._state.elections.values():
            if known.term == term and _is_election(known, reading):
                return known
        learnt = Election(uuid4(), term, reading.kind, reading.day, clean(reading.name))
        self._state.elections[learnt.id] = self._plan.elections[learnt.id] = learnt
        return learnt

    def scheme(self, reading: SchemeReading, unit: UUID | None) -> Scheme:
        """Find a scheme by the number of its decision or by its name, or learn it."""
        for known in self._state.schemes.values():
            same_unit = unit in (None, known.unit) or known.unit is None
            if same_unit and _is_scheme(known, reading):
                return known
        name = clean(reading.name) or reading.decision_number
        learnt = Scheme(uuid4(), unit, name, reading.begins, None, reading.decision_number)
        self._state.schemes[learnt.id] = self._plan.schemes[learnt.id] = learnt
        return learnt


def _is_term(known: Term, reading: TermReading) -> bool:
    ordinals = {spelling_key(one) for one in (known.ordinal, reading.ordinal) if one}
    if len(ordinals) == 1 and known.ordinal and reading.ordinal:
        return True
    if len(ordinals) > 1:
        return False
    return _agree(known.begins, reading.begins) and _agree(known.ends, reading.ends)


def _years(begins: PartialDate | None, ends: PartialDate | None) -> str:
    return "" if begins is None and ends is None else f"{begins or '…'} - {ends or '…'}"


def _agree(one: PartialDate | None, other: PartialDate | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.agrees_with(other)


def _is_election(known: Election, reading: ElectionReading) -> bool:
    if known.kind is not reading.kind:
        return False
    if known.day is None or reading.day is None:
        names = {spelling_key(one) for one in (known.name, reading.name) if one}
        return len(names) < 2
    return known.day.agrees_with(reading.day)


def _is_scheme(known: Scheme, reading: SchemeReading) -> bool:
    numbers = {spelling_key(one) for one in (known.decision_number, reading.decision_number) if one}
    if known.decision_number and reading.decision_number:
        return len(numbers) == 1
    return spelling_key(known.name) == spelling_key(clean(reading.name))
