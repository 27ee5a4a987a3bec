"""Small homes for the figures: a law in miniature, hand-made facts, and random histories."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from random import Random
from types import MappingProxyType
from uuid import UUID

from hypothesis import strategies as st

from canbo.engine.facts import (
    Attainment,
    AttainmentState,
    Attendance,
    AttendanceOutcome,
    Award,
    BodyKind,
    ClassKind,
    Discipline,
    DisciplineSide,
    Election,
    ElectionKind,
    ElectionResult,
    Evidence,
    Leave,
    LeaveKind,
    Move,
    MoveKind,
    Particular,
    ParticularKind,
    Person,
    PoolEntry,
    Post,
    PostClass,
    PostProfile,
    RankHolding,
    Rating,
    RatingSeries,
    Retirement,
    RetirementKind,
    Scale,
    Scheme,
    Sex,
    Snapshot,
    Source,
    StudyMode,
    Tenure,
    TenureAct,
    TenureManner,
    Term,
    TermProfile,
    TrainingClass,
    Unit,
    UnitLevel,
    UnitName,
    UnitPlacement,
    UnitRating,
)
from canbo.engine.figures import Frame, Parameters, Window
from canbo.engine.law import (
    Area,
    Citation,
    Course,
    Dimension,
    Law,
    LegalEvidence,
    Level,
    PostSet,
    PostSetName,
    PostTitle,
    Requirement,
    RetirementAge,
    Standard,
)
from canbo.engine.timeline import PartialDate, Period, Validity
from canbo.engine.units.spelling import written

EARLY = datetime(2011, 1, 1, tzinfo=UTC)
LATE = datetime(2030, 1, 1, tzinfo=UTC)


def uuid(number: int) -> UUID:
    return UUID(int=number)


LEVELS = [
    *(Level(code, Scale.PROFESSIONAL, rank, name) for rank, (code, name) in enumerate(
        [("CQĐT", "Chưa qua đào tạo"), ("SC", "Sơ cấp"), ("TC", "Trung cấp"), ("ĐH", "Đại học")]
    )),
    *(Level(code, Scale.POLITICAL_THEORY, rank, name) for rank, (code, name) in enumerate(
        [("CT0", "Chưa qua đào tạo"), ("CTSC", "Sơ cấp"), ("CTTC", "Trung cấp"),
         ("CTCC", "Cao cấp")]
    )),
]  # fmt: skip
COURSES = [
    Course("LLCT-TC", "Trung cấp", ClassKind.TRAINING, "political_theory", gives="CTTC"),
    Course("LLCT-CC", "Cao cấp", ClassKind.TRAINING, "political_theory", gives="CTCC"),
    Course("BD-QLNN", "Quản lý nhà nước", ClassKind.FOSTERING, "state_management"),
]


def _title(code: str, *, key: bool = False, head: bool = False) -> PostTitle:
    return PostTitle(
        code, f"Chức danh {code}", PostClass.OFFICIAL, UnitLevel.COMMUNE, None, key, head,
        False, (), None,
    )  # fmt: skip


TITLES = [_title("K1", key=True, head=True), _title("K2", head=True), _title("K3"), _title("V11")]
_RULE = Citation("text", "Điều 1", LegalEvidence.SEEN)
STANDARDS = (
    Standard("cm", frozenset({"K1", "K2"}), Area.ALL, Dimension.PROFESSIONAL,
             Requirement(level="TC"), Period(None, None), _RULE),
    Standard("ct", frozenset({"K1", "K3"}), Area.ALL, Dimension.POLITICAL_THEORY,
             Requirement(level="CTSC"), Period(None, None), _RULE),
)  # fmt: skip
RETIREMENT = (
    RetirementAge("m", Sex.MALE, Period(None, None), 720, Period(None, None), _RULE),
    RetirementAge("f1", Sex.FEMALE, Period(None, date(1956, 1, 1)), 660, Period(None, None), _RULE),
    RetirementAge("f2", Sex.FEMALE, Period(date(1956, 1, 1), None), 664, Period(None, None), _RULE),
)  # fmt: skip
PARAMETERS = Parameters(
    place={"K1": 3, "K2": 2, "K3": 0},
    side={"K1": "party", "K2": "government"},
    fields={"K2": ("luật",), "K3": ("luật", "kinh tế")},
    institutions=(("trường tỉnh", "province"),),
)
IN_2010 = Period.closed(date(2010, 1, 1), date(2010, 12, 31))
POST_SETS = (  # for one year K2 is a key post too; on other days the marks of the titles say
    PostSet(id="chu-chot", regime="xa", in_force=IN_2010, citation=_RULE,
            name=PostSetName.KEY_OFFICIALS, level=UnitLevel.COMMUNE, posts=frozenset({"K1", "K2"})),
)  # fmt: skip
LAW = Law(
    texts={}, posts=MappingProxyType({one.code: one for one in TITLES}), standards=STANDARDS,
    version="000000000000", retirement=RETIREMENT, post_sets=POST_SETS,
    levels=MappingProxyType({level.code: level for level in LEVELS}),
    courses=MappingProxyType({course.code: course for course in COURSES}),
)  # fmt: skip


class Home:
    """Collects facts by hand: `home.tenure(...)`; ids run up from 1000."""

    def __init__(self) -> None:
        self._ids = count(1000)
        self.units: dict[UUID, Unit] = {}
        self.posts: dict[UUID, Post] = {}
        self.classes: dict[UUID, TrainingClass] = {}
        self.people: dict[UUID, Person] = {}
        self.placements: list[UnitPlacement] = []
        self.unit_names: list[UnitName] = []
        self.particulars: list[Particular] = []
        self.profiles: list[PostProfile] = []
        self.tenures: list[Tenure] = []
        self.attainments: list[Attainment] = []
        self.attendances: list[Attendance] = []

    def _shared(
        self, since: str | None = None, until: str | None = None,
        recorded: datetime = EARLY, voided: datetime | None = None,
    ) -> dict:  # fmt: skip
        return {
            "id": uuid(next(self._ids)),
            "key": uuid(next(self._ids)),
            "validity": Validity(
                PartialDate.parse(since) if since else None,
                PartialDate.parse(until) if until else None,
            ),
            "recorded_at": recorded,
            "voided_at": voided,
            "source": Source(Evidence.WORKBOOK, "ds.xlsx", "Sheet1!B7"),
        }

    def unit(
        self,
        parent: Unit | None = None,
        level: UnitLevel = UnitLevel.COMMUNE,
        name: str = "phường Trường Sơn",
    ) -> Unit:
        number = next(self._ids)
        unit = Unit(uuid(number), f"{number}")
        self.units[unit.id] = unit
        self.unit_names.append(
            UnitName(**self._shared(), unit=unit.id, name=name, type=written(name, "", level)[1])
        )
        self.placements.append(
            UnitPlacement(**self._shared(), unit=unit.id, parent=parent and parent.id, level=level)
        )
        return unit

    def post(
        self,
        unit: Unit,
        post_class: PostClass = PostClass.OFFICIAL,
        level: UnitLevel = UnitLevel.COMMUNE,
        title: str = "",
        managed_by: UnitLevel | None = None,
    ) -> Post:
        number = next(self._ids)
        words = f"Chức danh {number}"
        post = Post(uuid(number), unit.id, title, words, post_class, level, managed_by)
        self.posts[post.id] = post
        return post

    def person(self, name: str = "Nguyễn Văn Nam") -> Person:
        person = Person(uuid(next(self._ids)))
        self.people[person.id] = person
        kind = ParticularKind.NAME
        self.particulars.append(
            Particular(**self._shared(), person=person.id, kind=kind, value=name)
        )
        return person

    def training_class(self, course: str, begins: str | None, ends: str | None) -> TrainingClass:
        kind = ClassKind.FOSTERING if course.startswith("BD") else ClassKind.TRAINING
        made = TrainingClass(
            uuid(next(self._ids)), f"Lớp {course}", kind, course,
            PartialDate.parse(begins) if begins else None,
            PartialDate.parse(ends) if ends else None,
        )  # fmt: skip
        self.classes[made.id] = made
        return made

    def retitles(
        self, post: Post, title: str = "", post_class: PostClass = PostClass.PART_TIME,
        level: UnitLevel = UnitLevel.COMMUNE, **when,
    ) -> PostProfile:  # fmt: skip
        self.profiles.append(
            PostProfile(
                **self._shared(**when), post=post.id, title=title, title_as_written=title,
                post_class=post_class, level=level,
            )
        )  # fmt: skip
        return self.profiles[-1]

    def holds(self, person: Person, post: Post, **when) -> Tenure:
        self.tenures.append(Tenure(**self._shared(**when), person=person.id, post=post.id))
        return self.tenures[-1]

    def reached(
        self, person: Person, level: str, state: AttainmentState = AttainmentState.COMPLETED, **when
    ) -> Attainment:
        scale = next((one.scale for one in LEVELS if one.code == level), Scale.PROFESSIONAL)
        self.attainments.append(
            Attainment(
                **self._shared(**when), person=person.id, scale=scale, level=level, state=state
            )
        )
        return self.attainments[-1]

    def sat(
        self, person: Person, training_class: TrainingClass,
        outcome: AttendanceOutcome = AttendanceOutcome.ENROLLED, **when,
    ) -> Attendance:  # fmt: skip
        self.attendances.append(
            Attendance(
                **self._shared(**when), person=person.id,
                training_class=training_class.id, outcome=outcome,
            )
        )  # fmt: skip
        return self.attendances[-1]

    def snapshot(self) -> Snapshot:
        return Snapshot(
            units=self.units, posts=self.posts, people=self.people, classes=self.classes,
            unit_names=tuple(self.unit_names), particulars=tuple(self.particulars),
            unit_placements=tuple(self.placements), tenures=tuple(self.tenures),
            post_profiles=tuple(self.profiles),
            attainments=tuple(self.attainments), attendances=tuple(self.attendances),
        )  # fmt: skip


def frame(
    as_of: date = date(2011, 7, 31),
    window: tuple[date, date] = (date(2006, 1, 1), date(2011, 7, 31)),
    known_at: datetime = LATE,
    unit: Unit | None = None,
) -> Frame:
    return Frame(as_of, known_at, Window(*window), unit and unit.id)


# --- random histories ---------------------------------------------------------------------------

FIRST_DAY = date(2009, 1, 1)
# "??" is a level that no scale knows, TC one that the scale of IT does not know
KNOWN_AND_UNKNOWN_LEVELS = [
    *((one.scale, one.code) for one in LEVELS),
    (Scale.PROFESSIONAL, "??"),
    (Scale.PROFESSIONAL, "CTTC"),
    (Scale.IT, "TC"),
]


class RandomHome:
    """A home drawn from a seed: corrections, future facts, gaps, duplicates, partial dates."""

    def __init__(self, seed: int, size: int) -> None:
        self.random = Random(seed)
        self.ids = count(10_000)
        self.size = size
        self.units = [uuid(number) for number in range(1, 7)]
        self.people = [uuid(number) for number in range(101, 102 + size // 3)]

    def day(self) -> date:
        return FIRST_DAY + timedelta(days=self.random.randrange(900))

    def partial(self) -> PartialDate:
        day = self.day()
        shapes = [PartialDate.of(day), PartialDate(day.year, day.month), PartialDate(day.year)]
        return self.random.choice(shapes)

    def maybe(self, make, chance: float = 0.5):
        return make() if self.random.random() < chance else None

    def validity(self) -> Validity:
        begins, ends = self.maybe(self.partial), self.maybe(self.partial, 0.4)
        if begins and ends and ends.latest < begins.earliest:
            begins, ends = ends, begins
        return Validity(begins, ends, self.maybe(self.day, 0.3))

    def shared(self) -> dict:
        recorded = EARLY + timedelta(hours=self.random.randrange(60))
        later = timedelta(hours=self.random.randrange(60))
        return {
            "id": uuid(next(self.ids)),
            "key": uuid(self.random.getrandbits(128)),
            "validity": self.validity(),
            "recorded_at": recorded,
            "voided_at": self.maybe(lambda: recorded + later, 0.25),
            "source": Source(Evidence.WORKBOOK, "ds.xlsx", f"Sheet1!B{next(self.ids)}"),
        }

    def registers(self) -> tuple[dict, dict]:
        pick = self.random.choice
        levels = [UnitLevel.COMMUNE, UnitLevel.COMMUNE, UnitLevel.DISTRICT]
        posts = [
            Post(
                uuid(n),
                pick(self.units),
                pick(["K1", "K2", "K3", "V11", ""]),
                "",
                pick([*PostClass]),
                pick(levels),
                None,
            )
            for n in range(201, 211)
        ]
        courses = ["LLCT-TC", "LLCT-TC", "LLCT-CC", "BD-QLNN", ""]
        classes = [
            TrainingClass(
                uuid(n), f"Lớp {n}", pick([*ClassKind]), pick(courses),
                self.maybe(self.partial, 0.8), self.maybe(self.partial, 0.8),
                pick(["", "Trường tỉnh A", "Nơi khác"]),
            )
            for n in range(301, 309)
        ]  # fmt: skip
        return {one.id: one for one in posts}, {one.id: one for one in classes}

    def occasions(self) -> tuple[dict, dict, dict]:
        """Terms, elections in them, schemes."""
        pick = self.random.choice
        terms = [
            Term(
                uuid(n),
                pick(self.units),
                pick([*BodyKind]),
                "XV",
                self.maybe(self.partial),
                self.maybe(self.partial),
            )
            for n in range(401, 404)
        ]
        elections = [
            Election(uuid(n), pick(terms).id, pick([*ElectionKind]), self.maybe(self.partial, 0.8))
            for n in range(411, 415)
        ]
        schemes = [Scheme(uuid(421), None, "Đề án", None, None)]
        return tuple({one.id: one for one in each} for each in (terms, elections, schemes))

    def apart(self, subject: str, made: Iterable) -> tuple:
        """Never two facts of one subject on a day, as the database sees to it."""
        found = []
        for one in made:
            mine = [two for two in found if getattr(two, subject) == getattr(one, subject)]
            if not any(one.validity.certain.overlaps(two.validity.certain) for two in mine):
                found.append(one)
        return tuple(found)

    def term_profiles(self, terms: dict) -> tuple:
        """Of a term, at most one: the database keeps no two."""
        return tuple(
            TermProfile(**self.shared(), term=one, ordinal=self.random.choice(["", "XV", "XVI"]))
            for one in terms
            if self.random.random() < 0.6
        )

    def profile(self, posts: dict) -> PostProfile:
        pick = self.random.choice
        return PostProfile(
            **self.shared(), post=pick([*posts]), title=pick(["K1", "K3"]), title_as_written="",
            post_class=pick([*PostClass]), level=pick([*UnitLevel]),
        )  # fmt: skip

    def placement(self) -> UnitPlacement:
        pick = self.random.choice
        return UnitPlacement(
            **self.shared(), unit=pick(self.units), parent=pick([None, *self.units]),
            level=pick([*UnitLevel]),
        )  # fmt: skip

    def several(self, make) -> tuple:
        return tuple(make() for _ in range(self.random.randint(self.size // 2, self.size)))

    def particular(self) -> Particular:
        pick = self.random.choice
        born = PartialDate(pick([1951, 1955, 1956, 1980]), pick([None, 7, 8]))
        kind, value = pick([
            (ParticularKind.SEX, pick(["f", "m"])), (ParticularKind.SEX, "f"),
            (ParticularKind.BIRTH, born.iso()), (ParticularKind.BIRTH, "1951-09-30"),
            (ParticularKind.ETHNIC_GROUP, pick(["Kinh", "Mường"])),
            (ParticularKind.PARTY_DATE, self.partial().iso()), (ParticularKind.NOTE, "x"),
        ])  # fmt: skip
        return Particular(**self.shared(), person=pick(self.people), kind=kind, value=value)

    def attainment(self) -> Attainment:
        scale, level = self.random.choice(KNOWN_AND_UNKNOWN_LEVELS)
        pick = self.random.choice
        return Attainment(
            **self.shared(), person=pick(self.people), scale=scale, level=level,
            state=pick([AttainmentState.COMPLETED, *AttainmentState]),
            field=pick(["", "Luật", "Khác"]), mode=pick([None, *StudyMode]),
        )  # fmt: skip

    def acts(self, posts: dict) -> dict[str, tuple]:
        """Facts of all the other kinds."""
        terms, elections, schemes = self.occasions()
        pick, several, post = self.random.choice, self.several, [*posts]

        def about() -> dict:
            return {**self.shared(), "person": pick(self.people)}

        return {
            "terms": terms, "term_profiles": self.term_profiles(terms),
            "elections": elections, "schemes": schemes,
            "pool_entries": several(lambda: PoolEntry(
                **about(), post=pick(post), term=pick([None, *terms]))),
            "moves": several(lambda: Move(
                **about(), kind=pick([*MoveKind]), scheme=pick([None, *schemes]),
                from_post=pick([None, *post]), to_post=pick([None, *post]),
                to_unit=pick([None, *self.units]))),
            "election_results": several(lambda: ElectionResult(
                **about(), election=pick([*elections]), post=pick(post),
                elected=pick([True, True, False]))),
            "ratings": several(lambda: Rating(
                **about(), series=pick([RatingSeries.OFFICIAL, RatingSeries.PARTY_MEMBER]),
                level=pick(["HTTNV", "KHTNV"]))),
            "unit_ratings": several(lambda: UnitRating(
                **self.shared(), unit=pick(self.units), series=RatingSeries.UNIT, level="VM")),
            "retirements": several(lambda: Retirement(**about(), kind=pick([*RetirementKind]))),
            "rank_holdings": several(lambda: RankHolding(**about(), rank=pick(["01.003", ""]))),
            "disciplines": several(lambda: Discipline(
                **about(), side=pick([*DisciplineSide]), form="KHIEN_TRACH")),
            "awards": several(lambda: Award(**about(), award="Giấy khen")),
            "leaves": several(lambda: Leave(**about(), kind=pick([*LeaveKind]))),
        }  # fmt: skip

    def snapshot(self) -> Snapshot:
        posts, classes = self.registers()
        pick = self.random.choice
        return Snapshot(
            units={one: Unit(one, str(one)) for one in self.units},
            people={one: Person(one) for one in self.people},
            posts=posts,
            classes=classes,
            post_profiles=self.apart("post", self.several(lambda: self.profile(posts))),
            particulars=self.several(self.particular) + self.several(self.particular),
            unit_placements=self.apart("unit", self.several(self.placement)),
            tenures=self.several(lambda: Tenure(
                **self.shared(), person=pick(self.people), post=pick([*posts]),
                manner=pick([*TenureManner]), act=pick([None, *TenureAct]),
            )),
            attainments=self.several(self.attainment),
            attendances=self.several(lambda: Attendance(
                **self.shared(), person=pick(self.people), training_class=pick([*classes]),
                outcome=pick([*AttendanceOutcome]),
            )),
            **self.acts(posts),
        )  # fmt: skip

    def frame(self) -> Frame:
        first, last = sorted((self.day(), self.day()))
        known_at = EARLY + timedelta(hours=self.random.randrange(90))
        unit = self.maybe(lambda: self.random.choice(self.units))
        return Frame(self.day(), known_at, Window(first, last), unit)


homes = st.builds(RandomHome, seed=st.integers(0, 2**32 - 1), size=st.integers(0, 40))
