"""The law as values: texts, posts, levels, courses, standards, verdicts. Data: `canbo.law`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from canbo.engine.facts import ClassKind, PostClass, Scale, Sex, UnitLevel
from canbo.engine.law.trace import Considered, Trace
from canbo.engine.timeline import Period

if TYPE_CHECKING:
    from canbo.engine.law import regimes as of

ALWAYS = Period(None, None)


class LegalEvidence(StrEnum):
    """How a rule of law was seen: its text, or from memory and not yet verified."""

    SEEN = "seen"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class LegalText:
    """A legal text (văn bản): `number` as printed, e.g. "04/2004/QĐ-BNV"."""

    id: str
    number: str
    title: str
    issuer: str
    issued: date
    in_force: Period
    source: str = ""  # public address or name of the source
    unverified: frozenset[str] = frozenset()  # fields that no public text was seen for
    replaces: tuple[str, ...] = ()  # LegalText.id of the texts that end with it
    amends: tuple[str, ...] = ()  # LegalText.id of the texts that it changes
    is_own: bool = False  # a document of the home: of its province or of the office itself


@dataclass(frozen=True, slots=True)
class Citation:
    """One article of one text, with how it was seen.

    `set_by` is the document of the home that set the value, "" for the law that canbo ships.
    """

    text: str  # LegalText.id
    article: str  # "Điều 5"
    evidence: LegalEvidence
    set_by: str = ""  # LegalText.id
    set_article: str = ""  # the article of `set_by`


class Seat(StrEnum):
    """Where the seat of a title stands, whatever unit a list writes beside it."""

    UNIT = "unit"  # in the unit written: Trưởng phòng
    TERRITORY = "territory"  # in the commune, district … itself: Chủ tịch UBND, Ủy viên BTV
    BODY = "body"  # in the one body of its kind that a district has: Chủ tịch Hội Nông dân


@dataclass(frozen=True, slots=True)
class PostTitle:
    """A kind of seat (chức danh): code X05, name "Chủ tịch Ủy ban nhân dân", its class and level.

    `synonyms` are the ways people write it, matched by spelling key, never across columns.
    `managed_by` is the level whose committee decides on the holder (diện quản lý). `in_force`:
    the days on which the lists of posts have the title.
    """

    code: str
    name: str
    post_class: PostClass
    level: UnitLevel
    managed_by: UnitLevel | None
    is_key: bool  # cán bộ chủ chốt
    is_head: bool
    is_deputy: bool
    synonyms: tuple[str, ...]
    citation: Citation | None
    unverified: frozenset[str] = frozenset()  # fields that no public text was seen for
    seat: Seat = Seat.UNIT
    in_force: Period = ALWAYS


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a scale: `rank` orders within the scale; 0 is "chưa qua đào tạo".

    `scheme`: levels of two schemes of one scale (chứng chỉ A, B, C and bậc 1 to 6) do not compare:
    the rank only orders lists, and only an `Equivalence` makes one count as the other. A level
    without a scheme compares with all.
    """

    code: str
    scale: Scale
    rank: int
    name: str
    synonyms: tuple[str, ...] = ()
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """A kind of course (chương trình): whether it trains or fosters, its field, what it gives."""

    code: str
    name: str
    kind: ClassKind
    field: str  # political_theory, state_management, defence_security, party_building, cell_work, …
    gives: str = ""  # level code, or ""
    synonyms: tuple[str, ...] = ()


class Dimension(StrEnum):
    """What a standard measures."""

    AGE_AT_FIRST_APPOINTMENT = "age_at_first_appointment"
    WORKING_TIME = "working_time"  # months still to work on the day of election
    GENERAL_EDUCATION = "general_education"
    PROFESSIONAL = "professional"
    POLITICAL_THEORY = "political_theory"
    STATE_MANAGEMENT = "state_management"
    DEFENCE_SECURITY = "defence_security"
    FOREIGN_LANGUAGE = "foreign_language"
    IT = "it"
    ETHNIC_LANGUAGE = "ethnic_language"
    COURSES = "courses"  # further courses the text names


class Area(StrEnum):
    """Where a standard applies."""

    ALL = "all"
    DELTA = "delta"  # đồng bằng và đô thị
    MOUNTAIN = "mountain"


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must be held: exactly one of the fields is used, by the dimension.

    `level`: the least level code of the dimension's scale; `or_courses`: courses of which any one
    stands in for that level. `max_age`: full years by sex ("f", "m"); `min_age`: full years, 0
    where the text sets none. `courses`: course codes of which each must be attended and not
    dropped. `months_left`: whole months still to work on the day of an election, for who holds
    the post for the first time ("first") and for who is elected again ("again"). `by_office`: the
    text leaves the value to the province or office; nobody is judged until set. `entry_only`:
    tested on the day of first taking the post, and only where that day lies in the period of
    force: a rule binds no entry before it.
    """

    level: str = ""
    or_courses: tuple[str, ...] = ()
    max_age: Mapping[str, int] = field(default_factory=dict)
    min_age: int = 0
    courses: tuple[str, ...] = ()
    months_left: Mapping[str, int] = field(default_factory=dict)
    by_office: bool = False
    entry_only: bool = False


@dataclass(frozen=True, slots=True)
class Standard:
    """One rule: post set × area × dimension × period of force, with its citation.

    `grace_until`: the first day on which those already in the post when the rule came must meet
    it; before, a failure of theirs is "not yet". `grace_years`: within so many years of taking
    the post for the first time a failure of a new holder is "not yet".
    """

    id: str
    posts: frozenset[str]
    area: Area
    dimension: Dimension
    requirement: Requirement
    in_force: Period
    citation: Citation
    grace_until: date | None = None
    grace_years: int = 0


@dataclass(frozen=True, slots=True)
class Equivalence:
    """What counts as a level or a course that it is not: "có giá trị tương đương", "hoặc".

    On days in `in_force` whoever holds one of `levels`, or sat through one of `courses`, is taken
    to hold `counts_as` (a level of the dimension's scale, or a course). `gained_before`: only what
    was gained before that day counts. `posts`: only for these titles; empty: for all.
    """

    id: str
    dimension: Dimension
    counts_as: str
    levels: frozenset[str]
    courses: frozenset[str]
    in_force: Period
    citation: Citation
    gained_before: date | None = None
    posts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RetirementAge:
    """At what age people of one sex born in a period retire, by a text in force in a period.

    `born` is a period of days that begins and ends with months; `age` is in whole months, counted
    from the month of birth.
    """

    id: str
    sex: Sex
    born: Period
    age: int
    in_force: Period
    citation: Citation


class Answer(StrEnum):
    """The four answers; `MISSING` is missing data and never counts as met."""

    MET = "met"
    NOT_YET = "not_yet"
    NOT_MET = "not_met"
    MISSING = "missing"


class Verdict(NamedTuple):
    """The answer of one standard for one person in one post on one day.

    `required` and `held` are codes or numbers as text; words come from the face. `facts` are the
    ids of the facts that the answer rests on. `reason` is a code when the answer is MISSING.
    `deadline`: the first day on which the holder must meet the rule, for NOT_YET. The rest is
    read together as `trace`.
    """

    person: UUID
    post: UUID
    standard: Standard
    answer: Answer
    required: str
    held: str
    facts: tuple[UUID, ...]
    reason: str
    deadline: date | None
    day: date
    appointed: tuple[date | None, date]
    areas: frozenset[Area]
    considered: tuple[Considered, ...]
    plain: Answer
    by_area: tuple[tuple[Area, str, Answer], ...]

    @property
    def trace(self) -> Trace:
        """Everything that the answer rests on."""
        return Trace(
            self.day, self.appointed, self.areas, self.considered, self.plain, self.by_area
        )


@dataclass(frozen=True, slots=True)
class Law:
    """All loaded law: an immutable register by code."""

    texts: Mapping[str, LegalText]
    posts: Mapping[str, PostTitle]
    levels: Mapping[str, Level]  # code → level, all scales
    courses: Mapping[str, Course]
    standards: tuple[Standard, ...]
    version: str  # sha256 over the files, first 12 hex digits
    retirement: tuple[RetirementAge, ...] = ()
    equivalences: tuple[Equivalence, ...] = ()
    regimes: Mapping[str, of.Regime] = field(default_factory=dict)
    planning: tuple[of.PlanningRule, ...] = ()
    steps: tuple[of.ProcessStep, ...] = ()
    training: tuple[of.TrainingRule, ...] = ()
    costs: tuple[of.CostRule, ...] = ()
    moves: tuple[of.MoveRule, ...] = ()
    ratings: tuple[of.RatingRule, ...] = ()
    rating_levels: tuple[of.RatingLevel, ...] = ()
    pay: tuple[of.PayScale, ...] = ()
    head_counts: tuple[of.HeadCount, ...] = ()
    lists: tuple[of.CodeList, ...] = ()
    post_sets: tuple[of.PostSet, ...] = ()

    @property
    def rules(self) -> tuple[of.RegimeRule, ...]:
        """All rules that belong to regimes, room by room."""
        return (
            *self.planning, *self.steps, *self.training, *self.costs, *self.moves, *self.ratings,
            *self.rating_levels, *self.pay, *self.head_counts, *self.lists, *self.post_sets,
        )  # fmt: skip

    def key_posts(self, day: date) -> frozenset[str]:
        """The titles of key officials (cán bộ chủ chốt) on a day.

        By the sets of the law, which an office may set itself; at a level without a set of the
        day, by the mark of each title.
        """
        sets = [each for each in self.post_sets if each.name == "key_officials"]
        of_day = [each for each in sets if day in each.in_force]
        levels = {each.level for each in of_day}
        marked = (p.code for p in self.posts.values() if p.is_key and p.level not in levels)
        return frozenset(marked).union(*(each.posts for each in of_day))

    def with_key_posts(self, day: date) -> Law:
        """The same law with its titles marked as key officials just where they are on that day."""
        keys = self.key_posts(day)
        marked = {p.code: replace(p, is_key=p.code in keys) for p in self.posts.values()}
        return replace(self, posts=marked)

    def ranks(self, scale: Scale) -> dict[str, int]:
        """Map the level codes of one scale to their rank."""
        return {code: level.rank for code, level in self.levels.items() if level.scale is scale}
