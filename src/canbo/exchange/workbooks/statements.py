"""What a row states beside posts and levels: each kind as its cell says it, nothing decided.

A statement's `begins` and `ends` are the dates the row gives it; where the row gives none, the
document's day, year or decision stands for them and the intake decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from canbo.engine.facts import (
    BodyKind,
    DisciplineSide,
    ElectionKind,
    LeaveKind,
    MoveKind,
    PoolExit,
    RatingSeries,
    RetirementKind,
    UnitLevel,
)
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.places import CellRef, PostReading, UnitReading


@dataclass(frozen=True, slots=True)
class DecisionReading:
    """A numbered decision (quyết định) named in a title or a cell."""

    number: str
    day: PartialDate | None = None
    issuer: str = ""
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True)
class TermReading:
    """A term of an elected body: "Ban Chấp hành Đảng bộ thị xã khóa XV, nhiệm kỳ 2010-2015"."""

    body: BodyKind
    ordinal: str
    begins: PartialDate | None
    ends: PartialDate | None
    unit: UnitReading | None = None  # None: the unit of the document
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True)
class ElectionReading:
    """The occasion on which the listed people were elected or designated."""

    kind: ElectionKind
    day: PartialDate | None
    name: str = ""
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True)
class SchemeReading:
    """A scheme (đề án) named in a title or a cell."""

    name: str
    begins: PartialDate | None = None
    decision_number: str = ""
    unit: UnitReading | None = None
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What all statements share."""

    begins: PartialDate | None = None
    ends: PartialDate | None = None
    decision: DecisionReading | None = None
    as_written: str = ""
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TenureReading(Statement):
    """A post held in a period (one line of quá trình công tác, or an appointment).

    `renews`: the act gives again a post that is held (bổ nhiệm lại), it begins none where one is
    held. `closes`: the act ends the post (miễn nhiệm), it opens none; `ends` is the last day.
    `is_last`: the post that somebody left for good (chức danh trước khi nghỉ), which says
    something new only where no post is known until then.
    """

    post: PostReading
    renews: bool = False
    closes: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolReading(Statement):
    """Planned for a post; `begins` is "đã quy hoạch từ" when the row says it."""

    post: PostReading
    term: TermReading | None = None
    exit_reason: PoolExit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveReading(Statement):
    """A move from one post or unit to another."""

    kind: MoveKind
    from_post: PostReading | None = None
    to_post: PostReading | None = None
    from_unit: UnitReading | None = None
    to_unit: UnitReading | None = None
    planned_end: PartialDate | None = None
    scheme: SchemeReading | None = None
    outside_scheme: bool = False  # the row itself says so ("ngoài đề án")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReading(Statement):
    """Elected (or not) to a post in the document's election."""

    post: PostReading
    elected: bool = True
    votes_for: int | None = None
    ballots: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingReading(Statement):
    """A rating; `begins` and `ends` are the rated year (or quarter)."""

    series: RatingSeries
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RankReading(Statement):
    """A rank and salary step."""

    rank: str
    step: int | None = None
    coefficient: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveReading(Statement):
    """An absence from work."""

    kind: LeaveKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DisciplineReading(Statement):
    """A measure of discipline."""

    side: DisciplineSide
    form: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardReading(Statement):
    """An award or title."""

    award: str
    level: UnitLevel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetirementReading(Statement):
    """Leaving for good; `kind` is None where nobody says how."""

    kind: RetirementKind | None
