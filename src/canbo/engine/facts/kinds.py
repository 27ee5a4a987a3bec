"""The kinds of fact that canbo remembers; all share one shape.

A fact is added, never changed: a correction voids it (`voided_at`) and names what replaces it.
`key` names the assertion and survives an undo that puts the same assertion back; `id` names the
stored row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from canbo.engine.facts.vocabulary import (
    AttainmentState,
    AttendanceOutcome,
    ChangePart,
    DisciplineSide,
    Evidence,
    LeaveKind,
    MoveKind,
    ParticularKind,
    PoolExit,
    PostClass,
    RatingSeries,
    RetirementKind,
    Scale,
    StudyMode,
    TenureAct,
    TenureManner,
    UnitChangeKind,
    UnitLevel,
)
from canbo.engine.timeline import PartialDate, Validity


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from; `cell` is `SHEET!B7` of `document` when that is a workbook."""

    evidence: Evidence
    document: str
    cell: str = ""
    decision_number: str = ""
    decision_date: date | None = None

    def __str__(self) -> str:
        return f"{self.document} › {self.cell}" if self.cell else self.document


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What all facts share: identity, validity, the two recording instants and the source."""

    id: UUID
    key: UUID
    validity: Validity
    recorded_at: datetime
    voided_at: datetime | None = None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitName(Fact):
    """The name, type and code of a unit in a period ("phường Quảng Tiến" since 09/12/2009)."""

    unit: UUID
    name: str
    type: str  # xã, phường, thị trấn, thị xã, ban, phòng …: as the name writes it, lower case
    code: str = ""  # of the official list of the period; "" where no official list has the unit


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPlacement(Fact):
    """Under which parent and at which level a unit stands in a period, and its area."""

    unit: UUID
    parent: UUID | None
    level: UnitLevel
    area: str = ""  # "" unknown | "delta" (đồng bằng, đô thị) | "mountain"
    grade: str = ""  # "" unknown | "1" | "2" | "3" (đơn vị hành chính loại I, II, III)


@dataclass(frozen=True, slots=True, kw_only=True)
class Particular(Fact):
    """One statement about who a person is."""

    person: UUID
    kind: ParticularKind
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure(Fact):
    """A person holds a post (giữ chức danh)."""

    person: UUID
    post: UUID
    manner: TenureManner = TenureManner.FULL
    as_written: str = ""
    act: TenureAct | None = None  # None: nobody wrote it down
    term: UUID | None = None  # the term of a committee or council that the post belongs to


@dataclass(frozen=True, slots=True, kw_only=True)
class Attainment(Fact):
    """A person reached a level of a scale (trình độ); validity begins when it was reached."""

    person: UUID
    scale: Scale
    level: str  # a code of the scale, e.g. CTTC
    state: AttainmentState = AttainmentState.COMPLETED
    field: str = ""  # ngành, or the language
    mode: StudyMode | None = None
    school: str = ""
    as_written: str = ""
    certificate: str = ""  # số hiệu văn bằng, chứng chỉ


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(Fact):
    """A person sits in a class (lượt); validity is the class's span unless the file says else."""

    person: UUID
    training_class: UUID
    outcome: AttendanceOutcome = AttendanceOutcome.ENROLLED
    unit_as_written: str = ""
    post_as_written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange(Fact):
    """One pair of an act that changed units: what an old unit gave to a new one, from a day on.

    `successor` is None for a dissolution. A renamed unit stays itself (predecessor = successor).
    Where two sources disagree both pairs stand, each with its own source.
    """

    kind: UnitChangeKind
    predecessor: UUID
    successor: UUID | None
    part: ChangePart = ChangePart.WHOLE
    as_written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostProfile(Fact):
    """What a post is in a period: its title, class, level and who decides on its holder.

    Where a profile holds it goes before what the register says of the post.
    """

    post: UUID
    title: str  # code of the law's post lists, "" unknown there
    title_as_written: str
    post_class: PostClass
    level: UnitLevel
    managed_by: UnitLevel | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermProfile(Fact):
    """What became known of a term after it was learnt: its number; its span is the validity.

    Where a profile stands it goes before what the register says of the term.
    """

    term: UUID
    ordinal: str  # "" where nobody counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(Fact):
    """A person's rating (xếp loại) for a year or quarter, which is the validity."""

    person: UUID
    series: RatingSeries
    level: str  # a code of the regime in force, e.g. HTTNV; "CXL" not rated
    as_written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRating(Fact):
    """A unit's or a Party body's rating for a year, which is the validity."""

    unit: UUID
    series: RatingSeries
    level: str
    as_written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolEntry(Fact):
    """A person is planned (quy hoạch) for a post in a term, from approval to exit."""

    person: UUID
    post: UUID
    term: UUID | None = None
    exit_reason: PoolExit | None = None
    as_written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Fact):
    """A move (điều động, luân chuyển …): an act on its first day, the time away until it ends."""

    person: UUID
    kind: MoveKind
    scheme: UUID | None = None
    from_post: UUID | None = None
    to_post: UUID | None = None
    from_unit: UUID | None = None
    to_unit: UUID | None = None
    planned_end: PartialDate | None = None
    as_written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionResult(Fact):
    """A person stood in an election for a post; an act, with the votes where they are known."""

    person: UUID
    election: UUID
    post: UUID
    elected: bool = True
    votes_for: int | None = None
    ballots: int | None = None
    as_written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leave(Fact):
    """A person is away from work in the period."""

    person: UUID
    kind: LeaveKind
    as_written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Discipline(Fact):
    """A measure of discipline, in force in the period."""

    person: UUID
    side: DisciplineSide
    form: str  # a code of the law's list of the side, e.g. KHIEN_TRACH
    reason: str = ""
    as_written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Award(Fact):
    """An award or title (khen thưởng, danh hiệu), from its day on."""

    person: UUID
    award: str  # official name
    level: UnitLevel | None = None
    as_written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retirement(Fact):
    """A person leaves for good, from the day on; `kind` is None where nobody says how."""

    person: UUID
    kind: RetirementKind | None
    as_written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankHolding(Fact):
    """A person is in a rank and salary step (ngạch, bậc) in a period."""

    person: UUID
    rank: str  # code of the rank, e.g. 01.003
    step: int | None = None
    coefficient: str = ""  # decimal with a point, e.g. "2.34"
    as_written: str = ""
