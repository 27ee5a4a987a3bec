"""Each kind of statement to the keeper of its kind, with the posts, units and terms it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from canbo.engine.facts import (
    Award,
    Discipline,
    ElectionKind,
    ElectionResult,
    Leave,
    Post,
    RankHolding,
    Rating,
    Retirement,
    Tenure,
    TenureAct,
    Term,
)
from canbo.engine.timeline import PartialDate, Validity
from canbo.exchange.workbooks.places import CellRef, PostReading, UnitReading
from canbo.exchange.workbooks.reading import ListDocument, ListKind
from canbo.exchange.workbooks.statements import (
    AwardReading,
    DisciplineReading,
    LeaveReading,
    MoveReading,
    PoolReading,
    RankReading,
    RatingReading,
    ResultReading,
    RetirementReading,
    Statement,
    TenureReading,
    TermReading,
)
from canbo.records.operations.intake.careers import CareerKeeper, Line
from canbo.records.operations.intake.defects import Defects, Told
from canbo.records.operations.intake.handing_over import without_the_day
from canbo.records.operations.intake.moves import Ends, MoveKeeper
from canbo.records.operations.intake.occasions import OccasionResolver
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.pool import PoolKeeper
from canbo.records.operations.intake.posts import PostResolver
from canbo.records.operations.intake.ranks import state_rank
from canbo.records.operations.intake.saying import Paper, Saying, is_reversed
from canbo.records.operations.intake.sightings import Sightings
from canbo.records.operations.intake.standing import state_once
from canbo.records.operations.intake.state import State
from canbo.records.operations.intake.terms import end_earlier_terms, last_day_of
from canbo.records.operations.intake.units import AmbiguousUnit, UnitResolver

_OF_ACTS = frozenset({ListKind.APPOINTMENTS, ListKind.DECISIONS, ListKind.MOVES})
_OF_A_TERM = frozenset({ListKind.ELECTION})  # whose posts belong to the term of the title


class Statements:
    """Sorts the statements of one file."""

    def __init__(self, state: State, plan: Plan, units: UnitResolver, posts: PostResolver) -> None:
        self._state = state
        self._plan = plan
        self._units = units
        self._posts = posts
        self.careers = CareerKeeper(state, plan, posts)
        self._occasions = OccasionResolver(state, plan)
        self._pool = PoolKeeper(plan)
        self._moves = MoveKeeper(plan, posts, self.careers)
        self._sightings = Sightings(plan, posts)
        self._by_kind: Mapping[type[Statement], Callable[[Saying, Any], None]] = {
            TenureReading: self._tenure,
            PoolReading: self._pool_entry,
            MoveReading: self._move,
            ResultReading: self._result,
            RatingReading: self._rating,
            RankReading: self._rank,
            LeaveReading: self._leave,
            DisciplineReading: self._discipline,
            AwardReading: self._award,
            RetirementReading: self._retirement,
        }

    def state(self, saying: Saying, defects: Defects) -> None:
        """Plan what one statement says; what cannot be stored is listed."""
        reading = saying.statement
        if not isinstance(reading, TenureReading) and is_reversed(saying.begins, reading.ends):
            found = f"{saying.begins} - {reading.ends}"
            self._plan.list_cell(saying.cell, saying.problem("days_reversed", found))
            return
        try:
            self._by_kind[type(reading)](saying, defects)
        except AmbiguousUnit as ambiguous:
            self._plan.list_cell(saying.cell, saying.problem("ambiguous_unit", str(ambiguous)))

    def finish(self, document: ListDocument, paper: Paper, listed: set[UUID]) -> None:
        """Plan what the list as a whole says: a new term ends the one before it, a whole pool may
        leave people out."""
        term = self._term(document.term, paper, None)
        if term is None:
            return
        if document.election is not None and document.election.day is not None:
            end_earlier_terms(self._state, self._plan, self._posts, term, document.election)
        if document.whole:
            self._pool.ask_for_missing(
                list(self._state.people.values()), listed, term.id, paper.day
            )

    def confirm(
        self, row: Saying, readings: Iterable[PostReading], cells: tuple[CellRef, ...]
    ) -> None:
        """Hold the posts written as held now against what is known."""

        def find(reading: PostReading) -> Post | None:
            try:
                return self._seen_post(reading, row.unit)
            except AmbiguousUnit:
                return None

        self._sightings.confirm(row.person, readings, find, (cells, row.paper.day))

    def _seen_post(self, reading: PostReading, unit: UUID | None) -> Post | None:
        """A post in its own unit or the row's, found or not yet kept; no unit is learnt from it."""
        own = self._units.find(reading.unit) if reading.unit else unit
        return self._posts.seen(reading, own) if own is not None else None

    # --- posts

    def _post(self, reading: PostReading, unit: UUID | None) -> Post | None:
        own = self._units.meet(reading.unit) if reading.unit else unit
        return self._posts.resolve(reading, own) if own is not None else None

    def _known_post(self, saying: Saying, reading: PostReading) -> Post | None:
        """Find or learn the post of a statement; without any unit the statement is listed."""
        post = self._post(reading, saying.unit)
        if post is None:
            problem = saying.problem("post_without_unit", reading.as_written)
            self._plan.list_cell(saying.cell, problem)
        return post

    def _tenure(self, saying: Saying, defects: Defects) -> None:
        reading = saying.statement
        if reading.is_last and self._is_in_post(saying):
            return
        post = self._known_post(saying, reading.post)
        if post is None:
            return
        line = self._line(saying, post, saying.statement.begins)
        if reading.closes:
            self.careers.close(saying.person, line)
            return
        decided = saying.decision.day if saying.decision else None
        if line.validity.begins is None and decided is not None:
            line = self._line(saying, post, decided)
        name = next(iter(saying.person.names.values()), "")
        told = Told(saying.person.id, name, line, self._posts.name_of(post.id))
        if not defects.takes(told):
            if not told.is_reversed:
                self._restate(saying, line)
            return
        if reading.renews and self._is_held(saying, line):
            return
        if saying.hands_over:
            defects.note_hand_over()
            words = f"{line.as_written} (đến {reading.ends})"
            line = replace(line, validity=without_the_day(line.validity), as_written=words)
        self.careers.state_line(saying.person, line)

    def _is_in_post(self, saying: Saying) -> bool:
        """Whether another paper knows a post that may have been held on the statement's last day,
        and so on the day of leaving."""
        last = saying.statement.ends
        return any(
            one.validity.ends is None or one.validity.ends.latest >= last.earliest
            for one in saying.person.tenures
            if (one.validity.begins, one.validity.ends) != (None, last)
            or one.id not in self._plan.facts
        )

    def _line(self, saying: Saying, post: Post, begins: PartialDate | None) -> Line:
        reading = saying.statement
        validity = Validity(begins, reading.ends)
        if begins is None:
            seen = saying.paper.day
            validity = replace(
                validity, known_by=min(seen, reading.ends.earliest) if reading.ends else seen
            )
        document = saying.paper.document
        told = document.term if document is not None and document.kind in _OF_A_TERM else None
        term = self._term(told, saying.paper, post.unit)
        return Line(
            post.id, post.unit, validity, saying.source(self._plan), saying.cell,
            _last_known(saying, begins), manner=reading.post.manner, act=reading.post.act,
            term=term.id if term else None, as_written=saying.words or reading.post.as_written,
        )  # fmt: skip

    def _is_held(self, saying: Saying, line: Line) -> bool:
        """Whether the post given again is held on the day: nothing begins anew."""
        first = line.validity.possible.begins
        for tenure in saying.person.tenures:
            if tenure.post == line.post and first is not None and first in tenure.validity.possible:
                self._plan.restate(tenure, saying.cell)
                return True
        return False

    def _restate(self, saying: Saying, line: Line) -> None:
        for tenure in saying.person.tenures:
            if tenure.post == line.post and tenure.validity.possible.overlaps(
                line.validity.possible
            ):
                self._plan.restate(tenure, saying.cell)
                return

    # --- planning, moves, elections

    def _term(
        self, reading: TermReading | None, paper: Paper, fallback: UUID | None
    ) -> Term | None:
        if reading is None:
            return None
        unit = self._units.meet(reading.unit) if reading.unit else paper.unit or fallback
        return self._occasions.term(reading, unit) if unit is not None else None

    def _document(self, saying: Saying) -> ListDocument | None:
        return saying.paper.document

    def _pool_entry(self, saying: Saying, _: Defects) -> None:
        reading = saying.statement
        post = self._known_post(saying, reading.post)
        if post is None:
            return
        document = self._document(saying)
        said = reading.term or (document.term if document else None)
        term = self._term(said, saying.paper, post.unit)
        self._pool.state(saying, post.id, term.id if term else None)

    def _move(self, saying: Saying, _: Defects) -> None:
        reading = saying.statement
        from_unit, to_unit = (
            self._units.meet(one) if one else None for one in (reading.from_unit, reading.to_unit)
        )
        from_post, to_post = (
            self._end(one, unit) for one, unit in
            ((reading.from_post, from_unit or saying.unit), (reading.to_post, to_unit))
        )  # fmt: skip
        if to_post is None and to_unit is None:
            problem = saying.problem("move_without_destination")
            self._plan.list_cell(saying.cell, problem)
            return
        ends = Ends(
            from_post.id if from_post else None, to_post.id if to_post else None,
            from_unit or (from_post.unit if from_post else None),
            to_unit or (to_post.unit if to_post else None),
        )  # fmt: skip
        document = self._document(saying)
        told = reading.scheme or (document.scheme if document else None)
        if reading.outside_scheme:
            told = None
        owner: UnitReading | None = told.unit if told else None
        unit = self._units.meet(owner) if owner else saying.paper.unit
        scheme = self._occasions.scheme(told, unit) if told else None
        self._moves.state(saying, ends, scheme)

    def _end(self, reading: PostReading | None, unit: UUID | None) -> Post | None:
        return self._post(reading, unit) if reading is not None else None

    def _result(self, saying: Saying, _: Defects) -> None:
        reading, document = saying.statement, self._document(saying)
        term = self._term(document.term if document else None, saying.paper, saying.unit)
        unit = term.unit if term else saying.unit
        post = self._post(reading.post, unit)
        if post is None:
            problem = saying.problem("post_without_unit", reading.post.as_written)
            self._plan.list_cell(saying.cell, problem)
            return
        election = None
        if document is not None and document.election is not None and term is not None:
            election = self._occasions.election(document.election, term.id)
        day = saying.statement.begins or (election.day if election else None)
        if election is not None:
            validity = Validity(day) if day else saying.validity()
            drafted = self._plan.draft(
                ElectionResult, saying.cell, validity, source=saying.source(self._plan),
                person=saying.person.id, election=election.id, post=post.id,
                elected=reading.elected, votes_for=reading.votes_for, ballots=reading.ballots,
                as_written=saying.words,
            )  # fmt: skip
            state_once(self._plan, saying.person, drafted, saying.cell)
        if reading.elected:
            designated = election is not None and election.kind == ElectionKind.DESIGNATION
            begins = day or (saying.begins if designated else None)
            begins = begins or (term.begins if term else None) or saying.begins
            self._take_office(saying, post, (begins, term, election.kind if election else None))

    def _take_office(
        self,
        saying: Saying,
        post: Post,
        how: tuple[PartialDate | None, Term | None, ElectionKind | None],
    ) -> Tenure | None:
        """Whoever is elected, or designated, holds the post from that day on, in the term."""
        begins, term, kind = how
        act = {None: None, ElectionKind.DESIGNATION: TenureAct.DESIGNATED}.get(
            kind, TenureAct.ELECTED
        )
        known_by = None if begins else saying.paper.day
        ends = saying.statement.ends or (last_day_of(self._state, term) if term else None)
        line = Line(
            post.id, post.unit, Validity(begins, ends, known_by),
            saying.source(self._plan), saying.cell, begins.latest if begins else saying.paper.day,
            manner=saying.statement.post.manner, act=act, term=term.id if term else None,
            as_written=saying.words or saying.statement.post.as_written,
        )  # fmt: skip
        return self.careers.state_line(saying.person, line)

    # --- said once

    def _once(self, saying: Saying, made: type[Any], **own: Any) -> None:
        drafted = self._plan.draft(
            made, saying.cell, saying.validity(), source=saying.source(self._plan),
            person=saying.person.id, as_written=saying.words, **own,
        )  # fmt: skip
        state_once(self._plan, saying.person, drafted, saying.cell)

    def _rating(self, saying: Saying, _: Defects) -> None:
        reading, document = saying.statement, self._document(saying)
        begins = reading.begins or (document.year if document else None)
        if begins is None:
            self._plan.list_cell(saying.cell, saying.problem("rating_without_year"))
            return
        # the year is what is rated; the decision's day says when
        drafted = self._plan.draft(
            Rating, saying.cell, Validity(begins, reading.ends or begins),
            source=saying.source(self._plan), person=saying.person.id, series=reading.series,
            level=reading.level, as_written=saying.words,
        )  # fmt: skip
        state_once(self._plan, saying.person, drafted, saying.cell)

    def _rank(self, saying: Saying, _: Defects) -> None:
        reading = saying.statement
        drafted = self._plan.draft(
            RankHolding, saying.cell, saying.validity(), source=saying.source(self._plan),
            person=saying.person.id, rank=reading.rank, step=reading.step,
            coefficient=reading.coefficient, as_written=saying.words,
        )  # fmt: skip
        state_rank(self._plan, saying.person, drafted, saying.cell)

    def _leave(self, saying: Saying, _: Defects) -> None:
        self._once(saying, Leave, kind=saying.statement.kind)

    def _discipline(self, saying: Saying, _: Defects) -> None:
        reading = saying.statement
        self._once(saying, Discipline, side=reading.side, form=reading.form, reason=reading.reason)

    def _award(self, saying: Saying, _: Defects) -> None:
        self._once(saying, Award, award=saying.statement.award, level=saying.statement.level)

    def _retirement(self, saying: Saying, _: Defects) -> None:
        self._once(saying, Retirement, kind=saying.statement.kind)


def _last_known(saying: Saying, begins: PartialDate | None) -> date:
    """The last day on which the paper knows of an open post: an act tells of its first day only."""
    document = saying.paper.document
    is_act = document is not None and document.kind in _OF_ACTS
    return begins.latest if is_act and begins is not None else saying.paper.day
