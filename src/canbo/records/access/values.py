"""What the door hands out: frozen values, no rows that could ask the database again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from canbo.engine.facts import (
    Attainment,
    Attendance,
    Particular,
    Post,
    Sex,
    Snapshot,
    Tenure,
    TenureManner,
    TrainingClass,
    UnitLevel,
)
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import PartialDate, Perspective
from canbo.engine.units.past import UnitPast, UnitThen

_ALL_KNOWN = datetime.max.replace(tzinfo=UTC)  # of facts that were chosen as known already


class OfficialNotFound(Refusal):
    """Nobody has this id, or nobody whom the actor may see: the answer is the same."""

    def __init__(self, official: UUID) -> None:
        super().__init__("official_not_found", {"person": str(official)})


@dataclass(frozen=True, slots=True)
class PostView:
    """A post that somebody holds: `title` as the file wrote it, `title_code` of the law's list."""

    post: UUID
    title_code: str
    title: str
    unit: UUID
    unit_code: str
    unit_name: str
    manner: TenureManner
    proposed: bool
    waiting: bool = False  # the unit is gone: "chờ bố trí"


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """One line of a list: as known and held from the perspective asked for."""

    id: UUID
    name: str
    birth: PartialDate | None
    sex: Sex | None
    posts: tuple[PostView, ...]


@dataclass(frozen=True, slots=True)
class OfficialsPage:
    """A page of a list. `total` counts up to a limit; `total_is_least` says that there are more."""

    rows: tuple[OfficialRow, ...]
    page: int
    size: int
    total: int
    total_is_least: bool
    has_next: bool


@dataclass(frozen=True, slots=True)
class TenureView:
    """A tenure as known, with its unit by the names of its day; whether it holds on the day asked
    for.

    `waiting`: it holds, and its unit is gone (chờ bố trí).
    """

    fact: Tenure
    post: Post
    unit: UnitThen
    holds: bool
    waiting: bool


@dataclass(frozen=True, slots=True)
class AttainmentView:
    """A level as known, and whether it holds on the day asked for."""

    fact: Attainment
    holds: bool


@dataclass(frozen=True, slots=True)
class AttendanceView:
    """An attendance as known, with its class."""

    fact: Attendance
    training_class: TrainingClass


@dataclass(frozen=True, slots=True)
class OfficialView:
    """One official from one perspective; each fact carries its source and recording instant.

    `known` holds all that was known of the person, with the registers it speaks of; `past` the
    names and places of their units through time. `recorded_by` names who recorded each fact, by
    its id. `secrets_open` is false where planning and votes are left out.
    """

    id: UUID
    name: str
    as_of: date
    particulars: tuple[Particular, ...]
    tenures: tuple[TenureView, ...]
    attainments: tuple[AttainmentView, ...]
    attendances: tuple[AttendanceView, ...]
    known: Snapshot
    past: UnitPast
    recorded_by: Mapping[UUID, str]
    secrets_open: bool

    def post_then(self, post: UUID, day: date) -> tuple[Post, UnitThen]:
        """A post as it was on a day, with its unit by the names of that day."""
        named = self.known.posts_on(Perspective(day, _ALL_KNOWN))[post]
        return named, self.past.then(named.unit, day)


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A unit in the tree of a perspective; `depth` is 0 for the outermost units."""

    id: UUID
    code: str
    name: str
    type: str
    level: UnitLevel
    parent: UUID | None
    depth: int
    proposed: bool
    waiting: bool = False  # gone, while people still hold posts in it
