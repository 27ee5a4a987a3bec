"""The rules of personnel work that are no standards of posts, as values.

Planning, training, costs, moves, ratings, pay, posts and code lists share one shape, `RegimeRule`;
each kind adds what it speaks of. A rule that the text leaves to the office (`by_office`) has no
amount: it is a parameter to be set, and whoever reads it must ask the office's own law first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from canbo.engine.facts import MoveKind, RatingSeries, Sex, StudyMode, UnitLevel
from canbo.engine.law.values import Citation
from canbo.engine.timeline import Period


class Room(StrEnum):
    """The part of personnel work that a regime orders."""

    PLANNING = "planning"  # quy hoạch
    TRAINING = "training"  # đào tạo, bồi dưỡng
    COSTS = "costs"  # kinh phí
    MOVES = "moves"  # điều động, luân chuyển, biệt phái
    RATING = "rating"  # đánh giá, xếp loại
    RECORDS = "records"  # hồ sơ, cơ sở dữ liệu
    PAY = "pay"  # ngạch, bậc, hệ số lương
    POSTS = "posts"  # số lượng, chức danh


class Quantity(StrEnum):
    """What an amount counts, and so its unit."""

    PEOPLE = "people"
    POSTS = "posts"
    PERCENT = "percent"
    TIMES = "times"  # a ratio: 1.5 people a seat
    BRACKETS = "brackets"  # độ tuổi
    YEARS = "years"
    MONTHS = "months"
    WEEKS = "weeks"
    DAYS = "days"
    LESSONS = "lessons"  # tiết
    TERMS = "terms"  # nhiệm kỳ
    DONG = "dong"
    POINTS = "points"
    COEFFICIENT = "coefficient"  # hệ số lương
    STEPS = "steps"  # bậc


class Force(StrEnum):
    """How hard a rule binds."""

    LIMIT = "limit"  # not to be passed unless an authority decides otherwise
    TARGET = "target"  # phấn đấu: warn, never stop


class Authority(StrEnum):
    """Who decides on a rule's matter, or may decide otherwise."""

    POLITBURO = "politburo"
    CENTRAL_ORGANISATION = "central_organisation"  # Ban Tổ chức Trung ương
    PROVINCE_STANDING = "province_standing"  # Ban Thường vụ Tỉnh ủy
    PROVINCE_COUNCIL = "province_council"  # HĐND tỉnh
    PROVINCE_CHAIRMAN = "province_chairman"  # Chủ tịch UBND tỉnh
    DISTRICT_STANDING = "district_standing"  # Ban Thường vụ Thị ủy, Huyện ủy
    COMMUNE_STANDING = "commune_standing"  # Ban Thường vụ Đảng ủy xã, phường
    MANAGING_LEVEL = "managing_level"  # cấp có thẩm quyền quản lý cán bộ
    EMPLOYER = "employer"  # người đứng đầu cơ quan sử dụng
    COMPENSATION_BOARD = "compensation_board"  # Hội đồng xét đền bù


@dataclass(frozen=True, slots=True)
class Amount:
    """How much: bounds that are in (`least`, `most`) or out (`more_than`, `less_than`)."""

    quantity: Quantity
    least: Fraction | None = None
    most: Fraction | None = None
    more_than: Fraction | None = None
    less_than: Fraction | None = None

    def holds(self, value: Fraction | int) -> bool:
        """Whether a value lies within all bounds."""
        return (
            (self.least is None or value >= self.least)
            and (self.most is None or value <= self.most)
            and (self.more_than is None or value > self.more_than)
            and (self.less_than is None or value < self.less_than)
        )


@dataclass(frozen=True, slots=True)
class Regime:
    """One regime (chế độ) of a part of personnel work: the rules in force together for a time."""

    id: str
    room: Room
    name: str
    in_force: Period
    citation: Citation
    follows: str = ""  # Regime.id of the one whose place it took


@dataclass(frozen=True, slots=True, kw_only=True)
class RegimeRule:
    """The shape that all rules share.

    `words` say in Vietnamese what the amount alone does not; `authority` decides, or may decide
    otherwise; `instead_of` is the shipped rule that an office's rule stands for.
    """

    id: str
    regime: str  # Regime.id
    in_force: Period
    citation: Citation
    authority: Authority | None = None
    amount: Amount | None = None
    by_office: bool = False
    force: Force = Force.LIMIT
    words: str = ""
    instead_of: str = ""


class PlanningSubject(StrEnum):
    """What a rule of planning speaks of."""

    PEOPLE_PER_POST = "people_per_post"
    POSTS_PER_PERSON = "posts_per_person"
    COMMITTEE_COEFFICIENT = "committee_coefficient"
    HIGHER_POST_ONLY = "higher_post_only"
    NOT_WITH_PROPOSAL = "not_with_proposal"
    WOMEN_SHARE = "women_share"
    YOUNG_SHARE = "young_share"
    AGE_BRACKETS = "age_brackets"
    BRACKET_DISTANCE = "bracket_distance"
    TIME_LEFT_FIRST = "time_left_first"
    TIME_LEFT_NEXT_TERM = "time_left_next_term"
    TIME_LEFT_CURRENT_TERM = "time_left_current_term"
    AGE_REFERENCE = "age_reference"
    STANDARDS_AT_ENTRY = "standards_at_entry"
    REVIEW = "review"
    EXIT = "exit"
    TERMS_PLANNED = "terms_planned"
    APPROVAL = "approval"
    SECRECY = "secrecy"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanningRule(RegimeRule):
    """A rule of planning (quy hoạch), for some levels of administration or for all."""

    subject: PlanningSubject
    levels: frozenset[UnitLevel] = frozenset()  # empty: every level
    age_below: int = 0  # the young of a share of the young; 0 where none is named


class BallotBase(StrEnum):
    """What the votes of a step are counted against."""

    PRESENT = "present"
    SUMMONED = "summoned"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessStep(RegimeRule):
    """A step of a process (quy trình); `amount` is the share of votes that carries a person on."""

    number: int
    body: str  # who meets, in Vietnamese
    base: BallotBase | None = None


class TrainingSubject(StrEnum):
    """What a rule of training and fostering speaks of."""

    DURATION = "duration"
    YEARLY_MINIMUM = "yearly_minimum"
    DAYS_PER_WEEK = "days_per_week"
    LESSONS_PER_DAY = "lessons_per_day"
    LESSONS_PER_SESSION = "lessons_per_session"
    CONTENT = "content"
    PLACE = "place"
    CLASS_SIZE = "class_size"
    QUOTA = "quota"
    WORK_TIME = "work_time"
    GOOD_RESULTS = "good_results"
    AGE = "age"
    ENTRY_LEVEL = "entry_level"
    PARTY_MEMBER = "party_member"
    FIELD = "field"
    COMMITMENT = "commitment"
    REPAYMENT = "repayment"
    REPAYMENT_CASE = "repayment_case"
    REPAYMENT_DEADLINE = "repayment_deadline"
    WHO_SERVING = "who_serving"
    WHO_SERVING_OR_PLANNED = "who_serving_or_planned"


class Programme(StrEnum):
    """What people are sent to, as far as rules tell programmes apart."""

    ANY = "any"
    POSTGRADUATE = "postgraduate"
    POLITICAL_ELEMENTARY = "political_elementary"
    POLITICAL_INTERMEDIATE = "political_intermediate"
    POLITICAL_ADVANCED = "political_advanced"
    RANK_CLERK = "rank_clerk"  # cán sự
    RANK_SPECIALIST = "rank_specialist"  # chuyên viên
    RANK_PRINCIPAL = "rank_principal"  # chuyên viên chính
    RANK_SENIOR = "rank_senior"  # chuyên viên cao cấp
    LEADERS_DIVISION = "leaders_division"  # cấp phòng
    LEADERS_DISTRICT = "leaders_district"  # cấp huyện
    LEADERS_DEPARTMENT = "leaders_department"  # cấp sở
    LEADERS_COMMUNE = "leaders_commune"  # cấp xã
    JOB_POSITION = "job_position"  # theo vị trí việc làm
    COMMUNE_CIVIL_SERVANT = "commune_civil_servant"
    DEFENCE_SECURITY = "defence_security"


class RepaymentCase(StrEnum):
    """Why somebody who was sent to study pays back (đền bù chi phí)."""

    LEFT_STUDY = "left_study"  # tự ý bỏ học, bỏ việc trong khi học
    NO_DEGREE = "no_degree"  # không được cấp văn bằng
    DISMISSED = "dismissed"  # buộc thôi việc
    LEFT_EARLY = "left_early"  # chưa phục vụ đủ thời gian cam kết


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRule(RegimeRule):
    """A rule of a programme: length, who may attend, what binds those who were sent."""

    subject: TrainingSubject
    programme: Programme
    posts: frozenset[str] = frozenset()  # post codes, where the register has them
    level: str = ""  # the least level asked at entry
    mode: StudyMode | None = None
    sex: Sex | None = None
    minority: bool | None = None  # for people of ethnic minorities only, or for the others only
    case: RepaymentCase | None = None


class CostSubject(StrEnum):
    """What money is spent on (khoản chi), and what orders the spending."""

    TEACHER = "teacher"
    SESSION = "session"
    DAILY_ALLOWANCE = "daily_allowance"
    DRINKS = "drinks"
    REWARD = "reward"
    ITEM = "item"
    PAYER = "payer"
    TABLE = "table"


class Per(StrEnum):
    """What a price is for."""

    SESSION = "session"  # buổi
    DAY = "day"
    HALF_DAY = "half_day"
    LEARNER = "learner"


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRule(RegimeRule):
    """A norm of cost (định mức chi) or who pays: ceilings, never fixed prices."""

    subject: CostSubject
    grade: str = ""  # whom the norm is for, in Vietnamese
    per: Per | None = None


class MoveSubject(StrEnum):
    """What a rule of moves speaks of."""

    DURATION = "duration"
    TIME_LEFT = "time_left"
    TIME_LEFT_NOT_LOCAL = "time_left_not_local"
    WHO = "who"
    DIRECTION = "direction"
    POST_AT_DESTINATION = "post_at_destination"
    NO_EXTRA_POST = "no_extra_post"
    NOT_LOCAL = "not_local"
    TERMS_IN_PLACE = "terms_in_place"
    HEALTH_CERTIFICATE = "health_certificate"
    FILE = "file"
    EVALUATION = "evaluation"
    AFTERWARDS = "afterwards"
    PAYROLL = "payroll"
    LOCAL_MEANING = "local_meaning"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveRule(RegimeRule):
    """A rule of moves (điều động, luân chuyển, biệt phái, tăng cường)."""

    subject: MoveSubject
    kinds: frozenset[MoveKind] = frozenset()


class RatingSubject(StrEnum):
    """What a rule of ratings speaks of, beside the levels."""

    EXCELLENT_SHARE = "excellent_share"
    DEADLINE = "deadline"
    GENERAL_POINTS = "general_points"
    RESULT_POINTS = "result_points"
    LATE_OR_FAILED = "late_or_failed"
    FAILS_WHEN = "fails_when"
    FREQUENCY = "frequency"
    MOVED_PEOPLE = "moved_people"
    ABSENCE = "absence"
    WHO_IS_RATED = "who_is_rated"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRule(RegimeRule):
    """A rule of a regime of ratings (đánh giá, xếp loại)."""

    subject: RatingSubject
    series: RatingSeries


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingLevel(RegimeRule):
    """A level of a regime of ratings: `order` 1 is the best; `amount` bounds its points."""

    code: str
    name: str
    order: int
    series: RatingSeries


@dataclass(frozen=True, slots=True, kw_only=True)
class PayScale(RegimeRule):
    """A row of a table of salaries: coefficients from the first to the last step."""

    holder: str  # the code of a rank (01.003) or of a post (X01)
    table: str  # "A1", or ""
    first: Fraction
    last: Fraction
    steps: int
    increment: Fraction
    months: int  # in a step; 0 where the text names none


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadCount(RegimeRule):
    """How many people a commune may employ, by its type and class (loại)."""

    unit_types: frozenset[str]
    unit_class: int


class ListName(StrEnum):
    """The code lists of records and of the national database."""

    ETHNIC_GROUPS = "ethnic_groups"
    RELIGIONS = "religions"
    SEXES = "sexes"
    DISCIPLINES_PARTY = "disciplines_party"
    DISCIPLINES_CIVIL_SERVANT = "disciplines_civil_servant"
    RECORD_FIELDS_2C_2008 = "record_fields_2c_2008"
    RECORD_FIELDS_2C_98 = "record_fields_2c_98"
    UNIT_CODES = "unit_codes"
    DATABASE = "database"
    DATABASE_SCHEMA = "database_schema"
    CURRICULUM_VITAE = "curriculum_vitae"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList(RegimeRule):
    """A list of codes with their names, in the order of the text; codes are texts."""

    name: ListName
    codes: Mapping[str, str] = field(default_factory=dict)


class PostSetName(StrEnum):
    """Sets of posts that practice names."""

    KEY_OFFICIALS = "key_officials"  # cán bộ chủ chốt


@dataclass(frozen=True, slots=True, kw_only=True)
class PostSet(RegimeRule):
    """A named set of posts, such as the key officials of a level: local definitions differ."""

    name: PostSetName
    level: UnitLevel
    posts: frozenset[str]
