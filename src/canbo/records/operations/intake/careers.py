"""Posts with their days: lines of careers, appointments, elections, held against what is known.

A line and the sightings of rosters inside its days are one tenure, better dated; sightings before
and after it stay tenures of their own. A dated tenure whose days agree is the same one; one whose
days do not is listed, unless a decision speaks against a list. A closed line never reopens.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from canbo.engine.facts import (
    Evidence,
    FactKind,
    Source,
    Tenure,
    TenureAct,
    TenureManner,
)
from canbo.engine.timeline import PartialDate, Period, Validity
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import Problem
from canbo.records.models.shapes import SHAPES
from canbo.records.operations.intake.differences import Outcome
from canbo.records.operations.intake.handing_over import names_the_hand_over
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.posts import PostResolver
from canbo.records.operations.intake.saying import span_words
from canbo.records.operations.intake.sources import outranks
from canbo.records.operations.intake.standing import exacter
from canbo.records.operations.intake.state import PersonState, State
from canbo.records.operations.intake.weighing import Clash, conflict, weigh

_DAY = timedelta(days=1)
_ONCE = SHAPES[FactKind.TENURE].once


@dataclass(frozen=True, slots=True)
class Line:
    """A post held in a period, as one line says; `day` is the day on which the paper saw it.

    Without an end the post was still held on that day.
    """

    post: UUID
    unit: UUID
    validity: Validity
    source: Source
    cell: CellRef | None
    day: date
    manner: TenureManner = TenureManner.FULL
    act: TenureAct | None = None
    term: UUID | None = None
    as_written: str = ""


class CareerKeeper:
    """Holds the dated posts of one file against the tenures that stand."""

    def __init__(self, state: State, plan: Plan, posts: PostResolver) -> None:
        self._state = state
        self._plan = plan
        self._posts = posts

    def state_line(self, person: PersonState, line: Line) -> Tenure | None:
        """Plan what a line says; gives the tenure that stands for it, None when it is listed."""
        line = self._before_the_next_term(person, line)
        dated = [one for one in self._of_post(person, line.post) if one.validity.begins]
        twin = next((one for one in dated if _is_twin(one, line)), None)
        if twin is not None:
            return self._merge(person, twin, line)
        rivals = [one for one in dated if _clash(one.validity, line.validity)]
        for rival in list(rivals):
            if self._is_succeeded(person, rival, line):
                rivals.remove(rival)
        if rivals:
            return self._against(person, rivals, line)
        return self._absorb(person, line)

    def close(self, person: PersonState, line: Line) -> Tenure | None:
        """Plan that a post ended with the line's last day; what is not known to be held is kept
        as held on that day."""
        ends = line.validity.ends
        if ends is None:
            return None
        for tenure in self._of_post(person, line.post):
            begins = tenure.validity.possible.begins
            began = begins is None or begins <= ends.latest
            known = tenure.validity.ends
            if began and (known is None or known.latest >= ends.earliest):
                return self._end(person, tenure, line, ends)
        return self._store(person, line, line.validity)

    def end(self, person: PersonState, tenure: Tenure, last: PartialDate, line: Line) -> Tenure:
        """Plan that a tenure ended with `last`, by what the line rests on."""
        return self._end(person, tenure, line, last)

    def _of_post(self, person: PersonState, post: UUID) -> list[Tenure]:
        return sorted(
            (one for one in person.tenures if one.post == post),
            key=lambda one: one.validity.certain.begins or date.min,
        )

    # --- the same tenure, said again

    def _merge(self, person: PersonState, twin: Tenure, line: Line) -> Tenure:
        """Take in what the line says more exactly of a dated tenure."""
        changes = self._manner_and_act(person, twin, line)
        begins = exacter(twin.validity.begins, line.validity.begins)
        ends = self._joined_end(person, twin, line)
        after = self._seen(person, twin, line)[2] if ends != twin.validity.ends else []
        validity = Validity(begins, ends)
        if validity != twin.validity and not self._would_overlap(person, twin, validity):
            changes["validity"] = validity
        if not changes:
            self._plan.restate(twin, line.cell)
            return twin
        changed = self._change(person, twin, line, changes)
        if "validity" in changes:
            self._resume_after(person, twin, after)
        return changed

    def _joined_end(self, person: PersonState, twin: Tenure, line: Line) -> PartialDate | None:
        known, told = twin.validity.ends, line.validity.ends
        if told is None:
            if known is not None and known.latest < line.day:
                self._list(
                    line, "career_reopens", span_words(line.validity), span_words(twin.validity)
                )
                self._plan.reopened.setdefault(person.id, []).append(twin)
            return known
        if known is None and twin.id in self._plan.facts:  # this very file lets it go on elsewhere
            self._plan.reopened.setdefault(person.id, []).append(twin)
        if known is None or known.agrees_with(told):
            return exacter(told, known)
        if names_the_hand_over(twin, told, person.tenures):
            return known
        return told if self._is_better(person, twin, line, ("ends", known, told)) else known

    def _is_better(
        self,
        person: PersonState,
        standing: Tenure,
        line: Line,
        differing: tuple[str, PartialDate, PartialDate],
    ) -> bool:
        """Weigh a day against the one that stands; a decision outranks a list."""
        name, before, after = differing
        better = outranks(line.source, standing.source)
        clash = Clash(
            person=person, standing=standing, cell=line.cell, field=name, before=before.iso(),
            after=after.iso(), default=Outcome.CORRECT if better else Outcome.KEEP,
        )  # fmt: skip
        return weigh(self._plan, clash) is Outcome.CORRECT

    def _manner_and_act(self, person: PersonState, twin: Tenure, line: Line) -> dict[str, Any]:
        """What the line adds on how the post is held, by which act, in which term."""
        changes: dict[str, Any] = {}
        if line.act is not None and twin.act is None:
            changes["act"] = line.act
        if line.term is not None and twin.term is None:
            changes["term"] = line.term
        if line.as_written and not twin.as_written:
            changes["as_written"] = line.as_written
        if line.manner is not twin.manner and line.manner is not TenureManner.FULL:
            if twin.manner is TenureManner.FULL:
                changes["manner"] = line.manner
            else:
                self._list(line, "conflicting_value", line.manner.value, twin.manner.value)
        return changes

    def _change(
        self, person: PersonState, old: Tenure, line: Line, changes: dict[str, Any]
    ) -> Tenure:
        source = old.source if outranks(old.source, line.source) else line.source
        changed = self._plan.change(old, line.cell, source=source, **changes)
        person.swap(old, changed)
        return changed

    # --- sightings of rosters inside and around the line

    def _absorb(self, person: PersonState, line: Line) -> Tenure | None:
        """Let the line take the place of what rosters saw of it, and keep what they saw around."""
        near = [
            one
            for one in self._of_post(person, line.post)
            if not one.validity.begins and _clash(one.validity, line.validity)
        ]
        inside = [one for one in near if self._seen(person, one, line)[1]]
        if not inside:
            for sighted in near:
                after = self._seen(person, sighted, line)[2]
                if self._end_before(person, sighted, line):
                    self._resume_after(person, sighted, after)
            return self._store(person, line, self._until_left_out(person, line))
        first, *more = inside
        for other in more:
            self._list(
                line, "conflicting_value", span_words(line.validity), span_words(other.validity)
            )
            line = replace(line, validity=replace(line.validity, ends=first.validity.ends))
        return self._take_place(person, first, line)

    def _take_place(self, person: PersonState, sighted: Tenure, line: Line) -> Tenure:
        before, within, after = self._seen(person, sighted, line)
        told, known = line.validity.ends, sighted.validity.ends
        ends = (
            told if known is None or (told is not None and told.latest <= known.latest) else known
        )
        late = told.latest if told is not None else line.day
        if known is not None and ends is known and late > known.latest:
            self._list(
                line, "career_reopens", span_words(line.validity), span_words(sighted.validity)
            )
            self._plan.reopened.setdefault(person.id, []).append(sighted)
        begins = line.validity.begins
        changes = self._manner_and_act(person, sighted, line)
        changes["validity"] = Validity(begins, ends, None if begins else min(within))
        changed = self._change(person, sighted, line, changes)
        if before:
            self._resume_before(person, sighted, changed, before)
        self._resume_after(person, sighted, after)
        return changed

    def _seen(
        self, person: PersonState, tenure: Tenure, line: Line
    ) -> tuple[list[date], list[date], list[date]]:
        """The days on which rosters saw the tenure: before the line, inside it, after it."""
        unit = self._posts.unit_of(tenure.post)
        days = {
            day for day in self._state.days_seen(person.id, unit) if day in tenure.validity.certain
        }
        if tenure.validity.known_by is not None and tenure.validity.begins is None:
            days.add(tenure.validity.known_by)
        period = line.validity.possible
        before = [day for day in sorted(days) if period.begins and day < period.begins]
        after = [day for day in sorted(days) if period.ends and day >= period.ends]
        return before, sorted(days - {*before, *after}), after

    def _resume_before(
        self, person: PersonState, sighted: Tenure, line: Tenure, days: list[date]
    ) -> None:
        """Keep what was seen before the line as a tenure that ended when the line began."""
        first = line.validity.certain.begins
        if first is not None and min(days) < first:
            ends = PartialDate.of(first - _DAY)
            person.hold(self._plan.resume(sighted, Validity(None, ends, min(days))))

    def _resume_after(self, person: PersonState, sighted: Tenure, days: list[date]) -> None:
        """Keep what was seen after the line ended as a tenure of its own."""
        if days:
            person.hold(
                self._plan.resume(sighted, Validity(None, sighted.validity.ends, min(days)))
            )

    def _end_before(self, person: PersonState, sighted: Tenure, line: Line) -> bool:
        """End what was only seen before the line where the line begins."""
        first = line.validity.certain.begins
        seen = sighted.validity.certain.begins
        if first is None or seen is None or seen >= first:
            return False
        validity = replace(sighted.validity, ends=PartialDate.of(first - _DAY))
        changed = self._plan.change(sighted, None, source=sighted.source, validity=validity)
        person.swap(sighted, changed)
        return True

    def _until_left_out(self, person: PersonState, line: Line) -> Validity:
        """End an open line where a roster already taken in lists the person without the post."""
        validity = line.validity
        by_roster = line.source.evidence is Evidence.WORKBOOK and not is_for_a_term(line)
        if validity.ends is not None or not by_roster:
            return validity
        first = validity.certain.begins
        days = self._state.days_seen(person.id, line.unit)
        without = [day for day in sorted(days) if first is not None and day > first]
        if not without:
            return validity
        if line.day >= without[0]:
            self._list(
                line, "career_reopens", span_words(validity), str(PartialDate.of(without[0]))
            )
        return replace(validity, ends=PartialDate.of(without[0] - _DAY))

    # --- other tenures of the post

    def _before_the_next_term(self, person: PersonState, line: Line) -> Line:
        """A post given again for a term begins anew: what was held before ends there."""
        validity = line.validity
        for tenure in self._of_post(person, line.post):
            first = tenure.validity.certain.begins
            if tenure.term is None or tenure.term == line.term or first is None:
                continue
            held = validity.certain.begins
            if held is not None and held < first and first in validity.certain:
                ends = PartialDate.of(first - _DAY)
                return replace(line, validity=replace(validity, ends=ends))
        return line

    def _is_succeeded(self, person: PersonState, rival: Tenure, line: Line) -> bool:
        """Let a new term end what the person held of the post until then."""
        first = line.validity.certain.begins
        held = rival.validity.certain.begins
        renewed = line.term is not None and rival.term != line.term
        if not renewed or first is None or held is None or held >= first:
            return False
        if rival.validity.ends is not None and rival.validity.ends.earliest > first:
            return False
        validity = replace(rival.validity, ends=PartialDate.of(first - _DAY))
        changed = self._plan.change(rival, None, source=rival.source, validity=validity)
        person.swap(rival, changed)
        return True

    def _against(self, person: PersonState, rivals: list[Tenure], line: Line) -> Tenure | None:
        """Weigh a line against a tenure of other days."""
        rival = rivals[0]
        better = len(rivals) == 1 and outranks(line.source, rival.source)
        clash = Clash(
            person=person, standing=rival, cell=line.cell, field="validity",
            before=span_words(rival.validity), after=span_words(line.validity),
            default=Outcome.CORRECT if better else Outcome.KEEP,
        )  # fmt: skip
        if len(rivals) > 1:
            found, stored = span_words(line.validity), span_words(rival.validity)
            self._plan.list_cell(line.cell, conflict(line.cell, found=found, stored=stored))
            return None
        if weigh(self._plan, clash) is not Outcome.CORRECT:
            return None
        ends = line.validity.ends or rival.validity.ends
        validity = replace(line.validity, ends=ends)
        if validity.possible.is_empty or self._would_overlap(person, rival, validity):
            return None
        changes = {**self._manner_and_act(person, rival, line), "validity": validity}
        return self._change(person, rival, line, changes)

    def _end(self, person: PersonState, tenure: Tenure, line: Line, last: PartialDate) -> Tenure:
        known = tenure.validity.ends
        if known is not None and not known.agrees_with(last):
            derived = known.latest >= last.latest and tenure.source.evidence is Evidence.WORKBOOK
            if not derived and not self._is_better(person, tenure, line, ("ends", known, last)):
                return tenure
        validity = replace(tenure.validity, ends=last if known is None else _end_of(known, last))
        if validity == tenure.validity or validity.possible.is_empty:
            self._plan.restate(tenure, line.cell)
            return tenure
        if tenure.validity.begins is None and tenure.validity.known_by is not None:
            seen = min(tenure.validity.known_by, last.earliest)
            validity = replace(validity, known_by=seen)
        return self._change(person, tenure, line, {"validity": validity})

    def _store(self, person: PersonState, line: Line, validity: Validity) -> Tenure | None:
        drafted = self._plan.draft(
            Tenure, line.cell, validity, source=line.source, person=person.id, post=line.post,
            manner=line.manner, as_written=line.as_written, act=line.act, term=line.term,
        )  # fmt: skip
        against = [one for one in self._of_post(person, line.post) if _ONCE.forbids(one, drafted)]
        if against:
            found, stored = span_words(validity), span_words(against[0].validity)
            self._plan.list_cell(line.cell, conflict(line.cell, found=found, stored=stored))
            return None
        person.hold(self._plan.store(drafted))
        return drafted

    def _would_overlap(self, person: PersonState, own: Tenure, validity: Validity) -> bool:
        return any(
            other.post == own.post
            and other is not own
            and other.validity.certain.overlaps(validity.certain)
            for other in person.tenures
        )

    def _list_reopened(self, line: Line, closed: str) -> None:
        """Tell of a line that would open what is closed: it stays closed."""
        self._list(line, "career_reopens", span_words(line.validity), closed)

    def _list(self, line: Line, code: str, found: str, expected: str) -> None:
        sheet, address = (line.cell.sheet, line.cell.address) if line.cell else ("", "")
        self._plan.list_cell(line.cell, Problem(sheet, address, code, found, expected))


def is_for_a_term(held: Line | Tenure) -> bool:
    """Whether a post was given by an election: it ends with the term or by an act, not by a list
    that leaves it out."""
    return held.term is not None or held.act in (TenureAct.ELECTED, TenureAct.DESIGNATED)


def _end_of(known: PartialDate, last: PartialDate) -> PartialDate:
    return exacter(known, last) or last if known.agrees_with(last) else last


def _is_twin(tenure: Tenure, line: Line) -> bool:
    """Whether a dated tenure and a line are one: their beginnings agree, and they share days."""
    begins, told = tenure.validity.begins, line.validity.begins
    if begins is None:
        return False
    if told is None:
        ends = line.validity.ends
        return ends is not None and ends.latest in tenure.validity.possible
    same_term = line.term is None or tenure.term in (None, line.term)
    shares = tenure.validity.possible.overlaps(line.validity.possible)
    return same_term and shares and begins.agrees_with(told)


def _clash(one: Validity, other: Validity) -> bool:
    """Whether two spans share days by the certain reading, or a sighting lies in the other."""
    return one.certain.overlaps(other.certain) or _touches(one, other.possible)


def _touches(seen: Validity, period: Period) -> bool:
    return seen.begins is None and seen.known_by is not None and seen.known_by in period
