"""Moves (điều động, luân chuyển …) are acts; the posts behind them change by a decision only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from canbo.engine.facts import FactKind, Move, MoveKind, Scheme, Tenure, TenureAct
from canbo.engine.timeline import PartialDate, Validity
from canbo.exchange.workbooks.statements import MoveReading
from canbo.records.operations.intake.asking import Matter, is_ended
from canbo.records.operations.intake.careers import CareerKeeper, Line
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.posts import PostResolver
from canbo.records.operations.intake.saying import Saying
from canbo.records.operations.intake.standing import state_once

_DAY = timedelta(days=1)
_LEAVES = frozenset({MoveKind.REASSIGNMENT, MoveKind.ROTATION, MoveKind.REINFORCEMENT})


@dataclass(frozen=True, slots=True)
class Ends:
    """From where to where somebody moves, as far as the row says."""

    from_post: UUID | None
    to_post: UUID | None
    from_unit: UUID | None
    to_unit: UUID | None


class MoveKeeper:
    """Holds the moves of one file against what stands."""

    def __init__(self, plan: Plan, posts: PostResolver, careers: CareerKeeper) -> None:
        self._plan = plan
        self._posts = posts
        self._careers = careers

    def state(self, saying: Saying, ends: Ends, scheme: Scheme | None) -> None:
        """Plan a move; with a decision the post at the destination begins with it, and the one
        left behind ends on the day before."""
        reading = saying.statement
        if not isinstance(reading, MoveReading):
            raise TypeError(type(reading).__name__)
        if saying.begins is None:
            self._plan.problems.append(saying.problem("move_without_day"))
        source = saying.source(self._plan)
        drafted = self._plan.draft(
            Move, saying.cell, saying.validity(), source=source, person=saying.person.id,
            kind=reading.kind, scheme=scheme.id if scheme else None, from_post=ends.from_post,
            to_post=ends.to_post, from_unit=ends.from_unit, to_unit=ends.to_unit,
            planned_end=reading.planned_end, as_written=saying.words,
        )  # fmt: skip
        drafted = replace(drafted, kind=self._kind(saying, drafted))
        state_once(self._plan, saying.person, drafted, saying.cell)
        decided = saying.decision is not None and bool(saying.decision.number)
        if decided and saying.begins is not None:
            self._open(saying, ends, saying.begins)
            self._leave(saying, ends, saying.begins, reading.kind)

    def _kind(self, saying: Saying, drafted: Move) -> MoveKind:
        """The more telling of two names of one move: every kind is a điều động in plain words."""
        plain = MoveKind.REASSIGNMENT
        for known in saying.person.held(FactKind.MOVE):
            same = (known.to_post, known.to_unit) == (drafted.to_post, drafted.to_unit)
            if not same or not known.validity.possible.overlaps(drafted.validity.possible):
                continue
            if drafted.kind is plain:
                return MoveKind(known.kind)
            if known.kind is plain:
                saying.person.swap(
                    known,
                    self._plan.change(known, saying.cell, source=known.source, kind=drafted.kind),
                )
        return drafted.kind

    def _open(self, saying: Saying, ends: Ends, begins: PartialDate) -> None:
        if ends.to_post is None:
            return
        validity = Validity(begins, saying.statement.ends)
        self._careers.state_line(saying.person, self._line(saying, ends.to_post, validity))

    def _leave(self, saying: Saying, ends: Ends, begins: PartialDate, kind: MoveKind) -> None:
        """End the post that the person leaves; who is seconded keeps it."""
        if ends.from_post in (None, ends.to_post) or kind not in _LEAVES:
            return
        last = PartialDate.of(begins.earliest - _DAY) if begins.is_full else begins
        for tenure in list(saying.person.tenures):
            if tenure.post == ends.from_post and _is_held(tenure, last):
                matter = Matter(
                    saying.person, FactKind.TENURE, "post", saying.cell,
                    before=self._posts.name_of(tenure.post), after=last.iso(),
                )  # fmt: skip
                if is_ended(self._plan, matter):
                    line = self._line(saying, tenure.post, Validity(None, last))
                    self._careers.end(saying.person, tenure, last, line)

    def _line(self, saying: Saying, post: UUID, validity: Validity) -> Line:
        day = validity.begins.latest if validity.begins else saying.paper.day
        return Line(
            post, self._posts.unit_of(post), validity, saying.source(self._plan), saying.cell,
            day, act=TenureAct.REASSIGNED, as_written=saying.words,
        )  # fmt: skip


def _is_held(tenure: Tenure, last: PartialDate) -> bool:
    """Whether the post was held when the move came, and nobody wrote an end down."""
    begins = tenure.validity.possible.begins
    return tenure.validity.ends is None and (begins is None or begins <= last.latest)
