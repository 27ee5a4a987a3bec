"""Which term, election or scheme a list means, or a new one, learnt as the list names it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from canbo.engine.facts import Election, FactKind, Scheme, Term, TermProfile
from canbo.engine.timeline import PartialDate, Validity
from canbo.engine.vietnamese import clean, spelling_key
from canbo.exchange.workbooks.reading import Problem
from canbo.exchange.workbooks.statements import ElectionReading, SchemeReading, TermReading
from canbo.records.operations.intake.differences import (
    DifferenceKind,
    Option,
    Outcome,
    Question,
)
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
                return self._learn_more(known, reading)
        learnt = Term(
            uuid4(), unit, reading.body, clean(reading.ordinal), reading.begins, reading.ends
        )
        self._state.terms[learnt.id] = self._plan.terms[learnt.id] = learnt
        return learnt

    def _learn_more(self, known: Term, reading: TermReading) -> Term:
        """Learn the number and the years of a known term that a list says first, or more exactly.

        Years that speak against the known ones are asked about; they are not stored unless decided,
        but then listed, once in a file.
        """
        clashes = _clashes(known, reading)
        if clashes and not self._is_said_anew(known) and not self._corrects(known, reading):
            return known
        told = replace(
            known,
            ordinal=known.ordinal or clean(reading.ordinal),
            begins=reading.begins if clashes else _more_exact(known.begins, reading.begins),
            ends=reading.ends if clashes else _more_exact(known.ends, reading.ends),
        )
        profile = self._state.term_profiles.get(known.id)
        if told != known:
            self._profile(told, profile, reading)
            self._state.terms[known.id] = told
        elif profile is not None and (reading.begins or reading.ends):
            self._plan.restate(profile, reading.cell)
        return told

    def _is_said_anew(self, known: Term) -> bool:
        """Whether nothing but the earlier edition of this very file has told of its years."""
        return known.id in self._state.terms_made_anew - self._state.term_profiles.keys()

    def _profile(self, told: Term, standing: TermProfile | None, reading: TermReading) -> None:
        """Plan the fact that says so; a term that this file brought is learnt with it at once."""
        if told.id in self._plan.terms:
            self._plan.terms[told.id] = told
            return
        validity = Validity(told.begins, told.ends)
        own: dict[str, Any] = {"validity": validity, "ordinal": told.ordinal}
        self._state.term_profiles[told.id] = (
            self._plan.new(TermProfile, reading.cell, term=told.id, **own)
            if standing is None
            else self._plan.change(standing, reading.cell, **own)
        )

    def _corrects(self, known: Term, reading: TermReading) -> bool:
        """Ask once in a file whether other years correct the known ones; list them if not."""
        said, stands = _years(reading.begins, reading.ends), _years(known.begins, known.ends)
        if (known.id, said) in self._told_years:
            return False  # asked already; a correction would be known by now
        self._told_years.add((known.id, said))
        named = " ".join(filter(None, ("nhiệm kỳ", known.ordinal or clean(reading.ordinal))))
        chosen = self._plan.desk.settle(
            Question(
                kind=DifferenceKind.CHANGED_FACT, person=None, person_name=named,
                cell=reading.cell, options=(Option.of(Outcome.CORRECT), Option.of(Outcome.KEEP)),
                default=Outcome.KEEP, fact_kind=FactKind.TERM_PROFILE, field="years",
                before=stands, after=said,
            )
        )  # fmt: skip
        if chosen.outcome is Outcome.CORRECT:
            return True
        sheet, address = (reading.cell.sheet, reading.cell.address) if reading.cell else ("", "")
        problem = Problem(sheet, address, "term_years_differ", f"{named} {said}", stands)
        self._plan.problems.append(problem)
        return False

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


def _clashes(known: Term, reading: TermReading) -> bool:
    """Whether years are said that cannot be the known ones."""
    pairs = ((known.begins, reading.begins), (known.ends, reading.ends))
    return any(one and other and not one.agrees_with(other) for one, other in pairs)


def _more_exact(known: PartialDate | None, said: PartialDate | None) -> PartialDate | None:
    """Of two dates that may be the same day, the one written more exactly."""
    if known is None or said is None:
        return known or said
    return said if said.precision > known.precision else known


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
