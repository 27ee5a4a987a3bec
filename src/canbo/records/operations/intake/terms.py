"""A body elected anew ends the posts of the term before it, on the day before the election."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from canbo.engine.facts import ElectionKind, FactKind, Term
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.statements import ElectionReading
from canbo.records.operations.intake.asking import Matter, is_ended
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.posts import PostResolver
from canbo.records.operations.intake.state import PersonState, State

_DAY = timedelta(days=1)
_OF_THE_WHOLE_BODY = frozenset({ElectionKind.CONGRESS, ElectionKind.GENERAL})


def end_earlier_terms(
    state: State, plan: Plan, posts: PostResolver, term: Term, election: ElectionReading
) -> None:
    """Ask of every open post of an earlier term of the body whether it ended; it did unless kept.

    By-elections, plenums and designations end nothing: the body goes on.
    """
    day = election.day
    if day is None or election.kind not in _OF_THE_WHOLE_BODY:
        return
    last = PartialDate.of(day.earliest - _DAY) if day.is_full else day
    for person in list(state.people.values()):
        _end_of_person(state, plan, posts, (person, term, last))


def last_day_of(state: State, term: Term) -> PartialDate | None:
    """The day before the body was elected anew, where that election is known already."""
    days = []
    for election in state.elections.values():
        later = state.terms.get(election.term)
        if later is None or election.day is None or election.kind not in _OF_THE_WHOLE_BODY:
            continue
        if _is_before(term, later):
            days.append(election.day)
    if not days:
        return None
    first = min(days, key=lambda day: day.earliest)
    return PartialDate.of(first.earliest - _DAY) if first.is_full else first


def _end_of_person(
    state: State, plan: Plan, posts: PostResolver, what: tuple[PersonState, Term, PartialDate]
) -> None:
    person, term, last = what
    for tenure in list(person.tenures):
        earlier = state.terms.get(tenure.term) if tenure.term else None
        if earlier is None or not _is_before(earlier, term) or tenure.validity.ends is not None:
            continue
        begins = tenure.validity.certain.begins
        if begins is not None and begins > last.latest:
            continue
        matter = Matter(
            person, FactKind.TENURE, "post", None, before=posts.name_of(tenure.post),
            after=last.iso(),
        )  # fmt: skip
        if is_ended(plan, matter):
            validity = replace(tenure.validity, ends=last)
            changed = plan.change(tenure, None, source=tenure.source, validity=validity)
            person.swap(tenure, changed)


def _is_before(earlier: Term, term: Term) -> bool:
    """Whether a term of the same body came before."""
    if (earlier.unit, earlier.body) != (term.unit, term.body) or earlier.id == term.id:
        return False
    if earlier.begins is None or term.begins is None:
        return False
    return earlier.begins.earliest < term.begins.earliest
