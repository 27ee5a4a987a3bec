"""The snapshot: everything of one home that the engine may think about, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from canbo.engine.facts.kinds import (
    Attainment,
    Attendance,
    Award,
    Discipline,
    ElectionResult,
    Leave,
    Move,
    Particular,
    PoolEntry,
    PostProfile,
    RankHolding,
    Rating,
    Retirement,
    Tenure,
    TermProfile,
    UnitChange,
    UnitName,
    UnitPlacement,
    UnitRating,
)
from canbo.engine.facts.vocabulary import (
    AttainmentState,
    BodyKind,
    ClassKind,
    ElectionKind,
    PostClass,
    Scale,
    UnitLevel,
)
from canbo.engine.timeline import PartialDate, Perspective, fold, known


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its stable id; names, parents and areas are facts. `code` is no identity."""

    id: UUID
    code: str
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A seat in a unit; `title` is a code of the law's post lists, or "" when unknown there."""

    id: UUID
    unit: UUID
    title: str
    title_as_written: str
    post_class: PostClass
    level: UnitLevel
    managed_by: UnitLevel | None
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A person by stable id; everything said of the person is a fact."""

    id: UUID


@dataclass(frozen=True, slots=True)
class TrainingClass:
    """A class (lớp): course code of the law's course list, kind and written span."""

    id: UUID
    name: str
    kind: ClassKind
    course: str
    begins: PartialDate | None
    ends: PartialDate | None
    institution: str = ""
    recorded_at: datetime | None = None  # None: known at any instant

    @property
    def first_day(self) -> date | None:
        """The earliest day that its beginning may mean (or its end, when only that is known)."""
        written = self.begins or self.ends
        return written.earliest if written else None

    @property
    def last_day(self) -> date | None:
        """The latest day that its end may mean (or its beginning, when only that is known)."""
        written = self.ends or self.begins
        return written.latest if written else None


@dataclass(frozen=True, slots=True)
class Term:
    """The term (nhiệm kỳ) of an elected body: Ban Chấp hành khóa XV, 2010-2015."""

    id: UUID
    unit: UUID  # whose body it is: the Party committee of the town, the ward's council …
    body: BodyKind
    ordinal: str  # "XV", "" where nobody counts
    begins: PartialDate | None
    ends: PartialDate | None
    recorded_at: datetime | None = None  # None: known at any instant


@dataclass(frozen=True, slots=True)
class Election:
    """An occasion on which people came into a body: congress, plenum, election day, designation."""

    id: UUID
    term: UUID
    kind: ElectionKind
    day: PartialDate | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme (đề án) under which people are moved, e.g. that of May 2008."""

    id: UUID
    unit: UUID | None  # whose scheme it is
    name: str
    begins: PartialDate | None
    ends: PartialDate | None
    decision_number: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All registers and facts of a home (or the part a caller asked for), voided ones included."""

    units: Mapping[UUID, Unit] = field(default_factory=dict)
    posts: Mapping[UUID, Post] = field(default_factory=dict)
    people: Mapping[UUID, Person] = field(default_factory=dict)
    classes: Mapping[UUID, TrainingClass] = field(default_factory=dict)
    terms: Mapping[UUID, Term] = field(default_factory=dict)
    elections: Mapping[UUID, Election] = field(default_factory=dict)
    schemes: Mapping[UUID, Scheme] = field(default_factory=dict)
    unit_names: tuple[UnitName, ...] = ()
    unit_placements: tuple[UnitPlacement, ...] = ()
    particulars: tuple[Particular, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    attainments: tuple[Attainment, ...] = ()
    attendances: tuple[Attendance, ...] = ()
    unit_changes: tuple[UnitChange, ...] = ()
    post_profiles: tuple[PostProfile, ...] = ()
    term_profiles: tuple[TermProfile, ...] = ()
    ratings: tuple[Rating, ...] = ()
    unit_ratings: tuple[UnitRating, ...] = ()
    pool_entries: tuple[PoolEntry, ...] = ()
    moves: tuple[Move, ...] = ()
    election_results: tuple[ElectionResult, ...] = ()
    leaves: tuple[Leave, ...] = ()
    disciplines: tuple[Discipline, ...] = ()
    awards: tuple[Award, ...] = ()
    retirements: tuple[Retirement, ...] = ()
    rank_holdings: tuple[RankHolding, ...] = ()

    def folded(self, perspective: Perspective) -> Snapshot:
        """Fold to what was known at `known_at` and held on `as_of`.

        Acts (attendances, ratings, moves, elections, changes of units) are no states: they are kept
        for every day, known ones only. Posts are what their profile of the day says they are, terms
        what was known of them.
        """
        acts = {name: tuple(known(getattr(self, name), perspective.known_at)) for name in ACTS}
        states = {name: tuple(fold(getattr(self, name), perspective)) for name in STATES}
        posts = self.posts_on(perspective)
        terms = self.terms_known(perspective.known_at)
        folded: dict[str, Any] = {"posts": posts, "terms": terms, **acts, **states}
        return replace(self, **folded)

    def posts_on(self, perspective: Perspective) -> Mapping[UUID, Post]:
        """The posts as their profiles say that they were on the day, as known then."""
        return profiled(self.posts, fold(self.post_profiles, perspective))

    def terms_known(self, known_at: datetime) -> Mapping[UUID, Term]:
        """The terms with the numbers and spans that were known of them at an instant."""
        return told_terms(self.terms, known(self.term_profiles, known_at))

    def with_terms_known(self, known_at: datetime) -> Snapshot:
        """The same home, its terms as they were known at an instant."""
        return replace(self, terms=self.terms_known(known_at))


ACTS = (
    "attendances",
    "unit_changes",
    "term_profiles",
    "ratings",
    "unit_ratings",
    "moves",
    "election_results",
)
STATES = (
    "unit_names",
    "unit_placements",
    "particulars",
    "tenures",
    "attainments",
    "post_profiles",
    "pool_entries",
    "leaves",
    "disciplines",
    "awards",
    "retirements",
    "rank_holdings",
)


def profiled(posts: Mapping[UUID, Post], profiles: Iterable[PostProfile]) -> Mapping[UUID, Post]:
    """The posts as these profiles say they are; posts without a profile stay as registered."""
    said = {
        profile.post: replace(
            posts[profile.post],
            title=profile.title,
            title_as_written=profile.title_as_written,
            post_class=profile.post_class,
            level=profile.level,
            managed_by=profile.managed_by,
        )
        for profile in profiles
        if profile.post in posts
    }
    return {**posts, **said} if said else posts


def told_terms(terms: Mapping[UUID, Term], profiles: Iterable[TermProfile]) -> Mapping[UUID, Term]:
    """The terms as these profiles say they are; terms without a profile stay as registered."""
    said = {
        profile.term: replace(
            terms[profile.term],
            ordinal=profile.ordinal,
            begins=profile.validity.begins,
            ends=profile.validity.ends,
        )
        for profile in profiles
        if profile.term in terms
    }
    return {**terms, **said} if said else terms


HELD = frozenset({AttainmentState.COMPLETED, AttainmentState.EQUIVALENT})


def highest_attainments(
    attainments: Iterable[Attainment], rank: Mapping[str, int]
) -> dict[tuple[UUID, Scale], Attainment]:
    """Find each person's highest held level per scale ("trình độ cao nhất" is never typed).

    `rank` maps level codes to their rank on their scale; levels without a rank are left out.
    """
    best: dict[tuple[UUID, Scale], Attainment] = {}
    for attainment in attainments:
        if attainment.state not in HELD or attainment.level not in rank:
            continue
        place = (attainment.person, attainment.scale)
        if place not in best or rank[best[place].level] < rank[attainment.level]:
            best[place] = attainment
    return best
