"""The kinds of fact that canbo remembers; all share one shape.

A fact is added, never changed: a correction voids it (`voided_at`) and names what replaces it.
`key` names the assertion and survives an undo that puts the same assertion back; `id` names the
stored row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from canbo.engine.timeline import Validity


class FactKind(StrEnum):
    """The fact tables of this house."""

    UNIT_NAME = "unit_name"
    UNIT_PLACEMENT = "unit_placement"
    PARTICULAR = "particular"
    TENURE = "tenure"
    ATTAINMENT = "attainment"
    ATTENDANCE = "attendance"


class Evidence(StrEnum):
    """How far a source proves its fact: a decision, a file of the office, a person's word."""

    DECISION = "decision"
    WORKBOOK = "workbook"
    DECLARED = "declared"


class Sex(StrEnum):
    FEMALE = "f"
    MALE = "m"


class UnitLevel(StrEnum):
    """The level of administration that a unit belongs to (cấp)."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class PostClass(StrEnum):
    """What the holder of a post is in law (domain: cán bộ, công chức, …)."""

    OFFICIAL = "official"  # cán bộ
    CIVIL_SERVANT = "civil_servant"  # công chức
    PUBLIC_EMPLOYEE = "public_employee"  # viên chức
    PART_TIME = "part_time"  # người hoạt động không chuyên trách
    UNKNOWN = "unknown"


class TenureManner(StrEnum):
    """How a post is held."""

    FULL = "full"
    ACTING = "acting"  # quyền, phụ trách
    CONCURRENT = "concurrent"  # kiêm nhiệm


class Scale(StrEnum):
    """The scales of attainment; their levels are data in `canbo.law` (vn/scales)."""

    GENERAL_EDUCATION = "general_education"  # trình độ giáo dục phổ thông
    PROFESSIONAL = "professional"  # trình độ chuyên môn
    POLITICAL_THEORY = "political_theory"  # lý luận chính trị
    STATE_MANAGEMENT = "state_management"  # quản lý nhà nước
    DEFENCE_SECURITY = "defence_security"  # quốc phòng và an ninh
    FOREIGN_LANGUAGE = "foreign_language"  # ngoại ngữ
    IT = "it"  # tin học


class StudyMode(StrEnum):
    """How a course was studied (hình thức đào tạo); not ordered."""

    FULL_TIME = "full_time"  # chính quy
    IN_SERVICE = "in_service"  # tại chức
    WORK_STUDY = "work_study"  # vừa làm vừa học: one statistical group with tại chức
    SPECIALISED = "specialised"  # chuyên tu
    DISTANCE = "distance"  # từ xa
    BRIDGING = "bridging"  # liên thông
    SECOND_DEGREE = "second_degree"  # văn bằng hai
    CONCENTRATED = "concentrated"  # tập trung
    PART_TIME = "part_time"  # không tập trung


class AttainmentState(StrEnum):
    STUDYING = "studying"
    COMPLETED = "completed"
    DROPPED = "dropped"
    EQUIVALENT = "equivalent"
    REVOKED = "revoked"


class ClassKind(StrEnum):
    TRAINING = "training"  # đào tạo: ends in a degree or a political diploma
    FOSTERING = "fostering"  # bồi dưỡng: a short course with a certificate


class AttendanceOutcome(StrEnum):
    ENROLLED = "enrolled"  # nothing said of the end
    COMPLETED = "completed"
    DROPPED = "dropped"


class ParticularKind(StrEnum):
    """What one fact may say of a person (nhân thân)."""

    NAME = "name"
    SEX = "sex"  # value: Sex
    BIRTH = "birth"  # value: PartialDate.iso()
    ETHNIC_GROUP = "ethnic_group"  # value: name in the official spelling
    HOME_PLACE = "home_place"  # value: as written
    PARTY_DATE = "party_date"  # admission; value: PartialDate.iso()
    PARTY_OFFICIAL_DATE = "party_official_date"  # full membership; value: PartialDate.iso()
    NOTE = "note"  # value: as written


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
    """The name and type of a unit in a period ("phường Quảng Tiến" since 09/12/2009)."""

    unit: UUID
    name: str
    type: str  # xã, phường, thị trấn, thị xã, ban, phòng …: as the name writes it, lower case


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPlacement(Fact):
    """Under which parent and at which level a unit stands in a period, and its area."""

    unit: UUID
    parent: UUID | None
    level: UnitLevel
    area: str = ""  # "" unknown | "delta" (đồng bằng, đô thị) | "mountain"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance(Fact):
    """A person sits in a class (lượt); validity is the class's span unless the file says else."""

    person: UUID
    training_class: UUID
    outcome: AttendanceOutcome = AttendanceOutcome.ENROLLED
    unit_as_written: str = ""
    post_as_written: str = ""
