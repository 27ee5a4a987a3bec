"""What a unit roster says about posts: held on its day, beginning unknown, open until it ends.

A later roster that lists the person without the post ends it on the day before. The order in
which rosters arrive makes no difference.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from canbo.engine.facts import Evidence, FactKind, Tenure, TenureManner
from canbo.engine.timeline import PartialDate, Validity
from canbo.exchange.workbooks.places import CellRef, PostReading
from canbo.records.operations.intake.careers import is_for_a_term
from canbo.records.operations.intake.differences import (
    DifferenceKind,
    Option,
    Outcome,
    Question,
)
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.posts import PostResolver
from canbo.records.operations.intake.state import PersonState, State
from canbo.records.operations.intake.weighing import Clash, conflict, weigh

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Seen:
    """A post of a person seen in a roster of one day."""

    post: UUID
    unit: UUID
    day: date
    reading: PostReading
    cell: CellRef | None


class TenureKeeper:
    """Holds the posts of one file's rosters against the tenures that stand."""

    def __init__(self, state: State, plan: Plan, posts: PostResolver) -> None:
        self._state = state
        self._plan = plan
        self._posts = posts

    def state_post(self, person: PersonState, seen: Seen) -> None:
        """Plan what the roster says: a new tenure, an earlier sighting, or nothing new."""
        standing = self._on(person, seen.post, seen.day)
        if standing is None:
            self._open(person, seen)
        elif _is_other_manner(standing.manner, seen.reading.manner):
            self._change_manner(person, standing, seen)
        elif seen.reading.manner is TenureManner.CONCURRENT is not standing.manner:
            self._name_concurrent(person, standing, seen)
        elif seen.reading.begins is not None and standing.validity.begins is None:
            self._date(person, standing, seen)
        else:
            self._confirm(person, standing, seen)

    def end_others(
        self, person: PersonState, *, units: set[UUID], held: set[UUID], day: date
    ) -> None:
        """End what the person held in these units before and the roster of `day` no longer says."""
        for tenure in list(person.tenures):
            if tenure.post in held or self._posts.unit_of(tenure.post) not in units:
                continue
            period = tenure.validity.certain
            before = period.begins is not None and period.begins < day
            if before and day in period and self._is_roster_knowledge(tenure):
                if not self._may_end(person, tenure, day):
                    continue
                self._end(person, tenure, day)
                self._resume(person, tenure, day)

    def _may_end(self, person: PersonState, tenure: Tenure, day: date) -> bool:
        """Ask whether a post that the roster leaves out has ended."""
        question = Question(
            kind=DifferenceKind.ENDING_FACT, person=None if person.is_new else person.id,
            person_name=next(iter(person.names.values()), ""), cell=None,
            options=(Option.of(Outcome.END), Option.of(Outcome.KEEP)), default=Outcome.END,
            fact_kind=FactKind.TENURE, field="post", before=self._posts.name_of(tenure.post),
            day=day.isoformat(),
        )  # fmt: skip
        return self._plan.desk.settle(question).code == Outcome.END

    def _resume(self, person: PersonState, tenure: Tenure, day: date) -> None:
        """Open the post again where a later roster, taken in before, had said it once more."""
        unit = self._posts.unit_of(tenure.post)
        days = self._state.days_seen(person.id, unit)
        later = [one for one in days if one > day and one in tenure.validity.certain]
        if later:
            validity = Validity(None, tenure.validity.ends, min(later))
            person.hold(self._plan.resume(tenure, validity))

    def _on(self, person: PersonState, post: UUID, day: date) -> Tenure | None:
        for tenure in person.tenures:
            if tenure.post == post and day in tenure.validity.certain:
                return tenure
        return None

    def _open(self, person: PersonState, seen: Seen) -> None:
        later = self._seen_again(person, seen)
        if isinstance(later, Tenure) and self._is_next(person, seen, later):
            validity = replace(later.validity, known_by=seen.day)
            person.swap(later, self._plan.change(later, seen.cell, validity=validity))
            return
        ends = PartialDate.of(later - _DAY) if isinstance(later, date) else None
        validity = Validity(seen.reading.begins, ends, seen.day)
        if validity.begins and validity.begins.latest > seen.day:
            validity = replace(validity, begins=None)
        validity = self._until_the_next(person, seen, validity)
        tenure = self._plan.new(
            Tenure, seen.cell, validity, person=person.id, post=seen.post,
            manner=seen.reading.manner, as_written=seen.reading.as_written,
        )  # fmt: skip
        person.hold(tenure)

    def _until_the_next(self, person: PersonState, seen: Seen, validity: Validity) -> Validity:
        """Let a post that is already known for later days (announced, dated) begin on its day."""
        begins = (one.validity.certain.begins for one in person.tenures if one.post == seen.post)
        later = [day for day in begins if day is not None and day > seen.day]
        if not later:
            return validity
        last = PartialDate.of(min(later) - _DAY)
        known = validity.ends
        return validity if known and known.latest <= last.latest else replace(validity, ends=last)

    def _is_next(self, person: PersonState, seen: Seen, later: Tenure) -> bool:
        """Whether no other tenure of the post, a dated one, lies before the later sighting."""
        own = later.validity.certain.begins
        begins = (
            one.validity.certain.begins
            for one in person.tenures
            if one.post == seen.post and one is not later
        )
        return not any(
            day is not None and day > seen.day and (own is None or day < own) for day in begins
        )

    def _seen_again(self, person: PersonState, seen: Seen) -> Tenure | date | None:
        """Look at later rosters of the unit that list the person, not at those that leave it out.

        The first of them says that the post went on (the tenure that it knows of), or that it had
        ended (its day).
        """
        in_unit = [one for one in person.tenures if self._posts.unit_of(one.post) == seen.unit]
        for day in sorted(self._state.days_seen(person.id, seen.unit)):
            if day <= seen.day:
                continue
            same = [one for one in in_unit if one.post == seen.post and day in one.validity.certain]
            return same[0] if same and same[0].validity.begins is None else day
        return None

    def _change_manner(self, person: PersonState, standing: Tenure, seen: Seen) -> None:
        """Acting in a post and then holding it fully are two tenures, one after the other."""
        begins = standing.validity.certain.begins
        if begins is None or begins >= seen.day or not self._is_roster_knowledge(standing):
            self._plan.restate(standing, seen.cell)
            return
        self._end(person, standing, seen.day)
        self._open(person, seen)

    def _name_concurrent(self, person: PersonState, standing: Tenure, seen: Seen) -> None:
        """A roster that marks a post as concurrent says more of the same tenure."""
        if standing.source.evidence is not Evidence.WORKBOOK:
            self._plan.restate(standing, seen.cell)
            return
        manner = seen.reading.manner
        person.swap(standing, self._plan.change(standing, seen.cell, manner=manner))

    def _date(self, person: PersonState, standing: Tenure, seen: Seen) -> None:
        """Take in the beginning that this roster writes down."""
        validity = replace(standing.validity, begins=seen.reading.begins)
        first = validity.certain.begins
        if first is None or not standing.validity.certain.overlaps(validity.certain):
            self._confirm(person, standing, seen)
            return
        if self._would_overlap(person, standing, validity):
            self._confirm(person, standing, seen)
            return
        person.swap(standing, self._plan.change(standing, seen.cell, validity=validity))

    def _would_overlap(self, person: PersonState, own: Tenure, validity: Validity) -> bool:
        return any(
            other.post == own.post
            and other is not own
            and other.validity.certain.overlaps(validity.certain)
            for other in person.tenures
        )

    def _confirm(self, person: PersonState, standing: Tenure, seen: Seen) -> None:
        stored, found = standing.validity.begins, seen.reading.begins
        if stored is not None and found is not None and not stored.agrees_with(found):
            clash = Clash(
                person=person, standing=standing, cell=seen.cell, field="begins",
                before=stored.iso(), after=found.iso(),
            )  # fmt: skip
            if weigh(self._plan, clash) is Outcome.CORRECT:
                self._begin_anew(person, standing, seen, found)
                return
        self._plan.restate(standing, seen.cell)

    def _begin_anew(
        self, person: PersonState, standing: Tenure, seen: Seen, begins: PartialDate
    ) -> None:
        """Let a post begin as the file says, unless another tenure of it lies in those days."""
        validity = replace(standing.validity, begins=begins)
        if self._would_overlap(person, standing, validity) or validity.possible.is_empty:
            stored = standing.validity.begins
            self._plan.list_cell(
                seen.cell,
                conflict(seen.cell, found=begins.iso(), stored=stored.iso() if stored else ""),
            )
            self._plan.restate(standing, seen.cell)
            return
        person.swap(standing, self._plan.change(standing, seen.cell, validity=validity))

    def _is_roster_knowledge(self, tenure: Tenure) -> bool:
        """Whether a roster opened the tenure and nothing but a roster ended it."""
        if tenure.source.evidence is not Evidence.WORKBOOK or is_for_a_term(tenure):
            return False
        ends = tenure.validity.ends
        if ends is None:
            return True
        days = self._state.days_of(self._posts.unit_of(tenure.post))
        return ends.is_full and ends.earliest + _DAY in days

    def _end(self, person: PersonState, tenure: Tenure, day: date) -> None:
        validity = replace(tenure.validity, ends=PartialDate.of(day - _DAY))
        ended = self._plan.change(tenure, None, validity=validity)
        person.swap(tenure, ended)


def _is_other_manner(one: TenureManner, other: TenureManner) -> bool:
    """Whether two manners are of two times: acting is; concurrent only says more than full."""
    return one is not other and TenureManner.ACTING in (one, other)
