"""The words that facts may use: closed lists with the Vietnamese term of each value.

What an office or the law may extend (levels, rating levels, forms of discipline, ranks) is data
in `canbo.law`; here stands only what the program itself distinguishes.
"""

from __future__ import annotations

from enum import StrEnum


class FactKind(StrEnum):
    """The fact tables of this house."""

    UNIT_NAME = "unit_name"
    UNIT_PLACEMENT = "unit_placement"
    PARTICULAR = "particular"
    TENURE = "tenure"
    ATTAINMENT = "attainment"
    ATTENDANCE = "attendance"
    UNIT_CHANGE = "unit_change"
    POST_PROFILE = "post_profile"
    TERM_PROFILE = "term_profile"
    RATING = "rating"
    UNIT_RATING = "unit_rating"
    POOL_ENTRY = "pool_entry"
    MOVE = "move"
    ELECTION_RESULT = "election_result"
    LEAVE = "leave"
    DISCIPLINE = "discipline"
    AWARD = "award"
    RETIREMENT = "retirement"
    RANK_HOLDING = "rank_holding"


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
    ETHNIC_LANGUAGE = "ethnic_language"  # tiếng dân tộc thiểu số


class TenureAct(StrEnum):
    """The act by which a post was given (election is not appointment)."""

    APPOINTED = "appointed"  # bổ nhiệm
    ELECTED = "elected"  # bầu
    DESIGNATED = "designated"  # chỉ định
    REASSIGNED = "reassigned"  # điều động, luân chuyển, phân công
    RECRUITED = "recruited"  # tuyển dụng


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
    POOL_NOTE = "pool_note"  # a note of a planning list, such as votes; value: as written
    OTHER_NAME = "other_name"  # tên gọi khác
    BIRTH_PLACE = "birth_place"  # nơi sinh; value: as written
    RESIDENCE = "residence"  # nơi ở hiện nay; value: as written
    RELIGION = "religion"
    IDENTITY_NUMBER = "identity_number"  # CMND 9 digits, CCCD 12; dated, the old one is kept
    INSURANCE_NUMBER = "insurance_number"  # số sổ BHXH
    STAFF_CODE = "staff_code"  # số hiệu cán bộ, công chức
    RECRUITED = "recruited"  # ngày tuyển dụng; value: PartialDate.iso()


# A person may have many of these at a time; the others each say one thing.
NOTE_KINDS = frozenset({ParticularKind.NOTE, ParticularKind.POOL_NOTE})
# Their value is a partial date in ISO form.
DATE_KINDS = frozenset(
    {
        ParticularKind.BIRTH,
        ParticularKind.PARTY_DATE,
        ParticularKind.PARTY_OFFICIAL_DATE,
        ParticularKind.RECRUITED,
    }
)


class UnitChangeKind(StrEnum):
    """What happened between an old unit and a new one; one act may make many pairs."""

    MERGE = "merge"  # nhập, hợp nhất
    SPLIT = "split"  # chia, tách
    RENAME = "rename"  # đổi tên hoặc đổi loại (xã thành phường), cùng một đơn vị
    LEVEL_CHANGE = "level_change"  # đổi cấp
    DISSOLUTION = "dissolution"  # giải thể, không có đơn vị kế thừa


class ChangePart(StrEnum):
    """How much of the old unit the new one took."""

    WHOLE = "whole"  # toàn bộ
    PART = "part"  # một phần


class RatingSeries(StrEnum):
    """Which yearly rating a level belongs to; the series are never mixed."""

    OFFICIAL = "official"  # đánh giá, xếp loại cán bộ, công chức
    PARTY_MEMBER = "party_member"  # xếp loại đảng viên
    UNIT = "unit"  # xếp loại tập thể, cơ quan, đơn vị
    PARTY_BODY = "party_body"  # xếp loại tổ chức đảng


class PoolExit(StrEnum):
    """Why somebody left the pool (đưa ra khỏi quy hoạch)."""

    APPOINTED = "appointed"  # đã bổ nhiệm
    ELECTED = "elected"  # đã bầu
    OVERAGE = "overage"  # quá tuổi
    REMOVED = "removed"  # rà soát đưa ra
    TRANSFERRED = "transferred"  # chuyển công tác
    DISCIPLINED = "disciplined"  # bị kỷ luật


class MoveKind(StrEnum):
    """The kind of a move under a scheme or decision."""

    REASSIGNMENT = "reassignment"  # điều động
    ROTATION = "rotation"  # luân chuyển
    SECONDMENT = "secondment"  # biệt phái
    REINFORCEMENT = "reinforcement"  # tăng cường


class BodyKind(StrEnum):
    """The elected body that a term belongs to."""

    PARTY_COMMITTEE = "party_committee"  # cấp ủy, ban chấp hành đảng bộ
    COUNCIL = "council"  # hội đồng nhân dân
    MASS_BODY = "mass_body"  # mặt trận, đoàn thể


class ElectionKind(StrEnum):
    """On which occasion somebody came into a body; a designation is no election."""

    CONGRESS = "congress"  # đại hội
    PLENUM = "plenum"  # hội nghị ban chấp hành bầu ban thường vụ, bí thư
    GENERAL = "general"  # bầu cử đại biểu
    SESSION = "session"  # kỳ họp hội đồng bầu chức danh
    BY_ELECTION = "by_election"  # bầu bổ sung
    DESIGNATION = "designation"  # chỉ định


class LeaveKind(StrEnum):
    """Why somebody is away from work for a time."""

    MATERNITY = "maternity"  # thai sản
    SICK = "sick"  # ốm đau
    STUDY = "study"  # đi học tập trung
    UNPAID = "unpaid"  # nghỉ không hưởng lương
    OTHER = "other"


class DisciplineSide(StrEnum):
    """Who disciplined (kỷ luật về Đảng, chính quyền, đoàn thể)."""

    PARTY = "party"
    STATE = "state"
    MASS_BODY = "mass_body"


class RetirementKind(StrEnum):
    """How somebody leaves for good."""

    AGE = "age"  # nghỉ hưu đúng tuổi
    EARLY = "early"  # nghỉ hưu trước tuổi
    RESIGNED = "resigned"  # thôi việc
    DISMISSED = "dismissed"  # buộc thôi việc
    DIED = "died"  # từ trần
