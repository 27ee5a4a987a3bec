"""The door to drafts: one's own, with their differences and problems, and confirmed layouts.

Somebody else's draft is answered like none, and so is one's own of a secret file for who has no
grant of its secrecy any more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, Protocol
from uuid import UUID

from django.db.models import (
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
)

from canbo.accounts import access as accounts
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.records.access.problems import Kept
from canbo.records.models import DraftDifference, DraftState, ImportDraft, LayoutMapping
from canbo.records.models.drafts import UNDER_WAY

# problems that a day told by the office would end, or that came of telling one
_OF_DAYS = ("roster_without_date", "list_without_day", "roster_states_other_day")


class DraftNotFound(Refusal):
    """There is no such draft for whoever asks."""

    def __init__(self) -> None:
        super().__init__("draft_unknown", {})


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as its maker sees it; `report` as `ImportReport.as_json` tells it.

    `undecided` counts the differences of the kinds asked for that nobody decided yet; `as_of`
    is the day that was told for lists that name none, `lacks_day`: there are such, or they speak
    against it. `round` names the word to store several files together that it was given in last;
    `turn` sorts files for that: what kind of file it is, then its day. `first_problem` is told in
    lists of drafts only.
    """

    id: UUID
    file: str
    size: int
    made_at: datetime
    state: str
    state_at: datetime
    run: int
    is_stale: bool
    seen_act: int
    layouts: tuple[Mapping[str, Any], ...]
    report: Mapping[str, Any]
    problem_count: int
    refusal: Mapping[str, Any]
    changes: Mapping[str, Any]
    batch: int | None
    as_of: date | None
    undecided: int = 0
    lacks_day: bool = False
    round: UUID | None = None
    turn: str = ""
    first_problem: Mapping[str, Any] | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether the worker has it."""
        return self.state in UNDER_WAY

    @property
    def is_open(self) -> bool:
        """Whether it still waits for somebody or for the worker."""
        return self.state != DraftState.STORED

    @property
    def is_storable(self) -> bool:
        """Whether it may be stored as it is, where `undecided` counts what must be looked at."""
        return self.state == DraftState.READY and not self.undecided and not self.is_barren

    @property
    def is_proposed(self) -> bool:
        """Whether storing it is proposed: it says something new, and all of it would be stored."""
        return self.is_storable and not self.lacks_day and not self.report.get("already_known")

    @property
    def is_barren(self) -> bool:
        """Whether nothing of it can be stored: every cell that says something is listed."""
        if self.state != DraftState.READY or not self.problem_count:
            return False
        return not self.report["cells"]["stored"]


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """One difference with the outcomes offered and the one chosen."""

    code: str
    kind: str
    person: UUID | None
    person_name: str
    sheet: str
    cell: str
    fact_kind: str
    field: str
    before: str
    after: str
    day: str
    exported: str
    options: tuple[Mapping[str, Any], ...]
    default: str
    chosen: str
    is_decided: bool
    is_new: bool


@dataclass(frozen=True, slots=True)
class DifferenceCount:
    """How many differences of a kind and kind of fact there are, and of them decided.

    `default` and `chosen` are the outcome proposed and the one that stands, a person unnamed.
    """

    kind: str
    fact_kind: str
    default: str
    chosen: str
    total: int
    decided: int


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """A page of the differences that a selection reaches, `total` in all."""

    rows: tuple[DifferenceView, ...]
    total: int
    undecided: int


@dataclass(frozen=True, slots=True)
class LayoutView:
    """A confirmed layout: its headers, and the roles by a column's place among them."""

    id: UUID
    headers: tuple[str, ...]
    roles: Mapping[int, str]
    file: str
    confirmed_at: datetime
    confirmed_by: str
    is_for_all: bool
    may_forget: bool


class Selecting(Protocol):
    """Which differences of a draft are asked for; `operations.drafts_deciding.Selection` is one."""

    def rows(self, draft: UUID) -> QuerySet[DraftDifference]:
        """The differences of a draft that are selected, in the file's order."""


def list_drafts(*, actor: Actor, kinds: Collection[str] = ()) -> tuple[DraftView, ...]:
    """The actor's drafts that are not stored yet, the newest first, without their layouts.

    `kinds`: of which kinds the undecided differences are counted.
    """
    rows = _listed(_drafts(actor).exclude(state=DraftState.STORED), kinds)
    return tuple(_view(row, ()) for row in rows.order_by("-made_at", "job", "id"))


def list_round(*, round_: UUID, actor: Actor, kinds: Collection[str] = ()) -> tuple[DraftView, ...]:
    """The actor's drafts that were to be stored together, in their turns; as `list_drafts` does.

    Raises AccountRefused (`not_allowed`), DraftNotFound where there is none.
    """
    rows = _listed(_drafts(actor).filter(round=round_), kinds)
    found = tuple(_view(row, ()) for row in rows.order_by("turn", "made_at", "id"))
    if not found:
        raise DraftNotFound
    return found


def _listed(rows: QuerySet[ImportDraft], kinds: Collection[str]) -> QuerySet[ImportDraft]:
    asked = Q(differences__kind__in=[*kinds], differences__is_decided=False)
    undecided = Count("differences", filter=asked)
    first = F("problems__0")
    return rows.defer("problems", "layouts").annotate(undecided=undecided, first_problem=first)


def get_draft(*, draft: UUID, actor: Actor) -> DraftView:
    """One draft of the actor. Raises AccountRefused (`not_allowed`), DraftNotFound."""
    found = _drafts(actor).filter(id=draft).defer("problems").first()
    if found is None:
        raise DraftNotFound
    return _view(found, tuple(found.layouts))


def _drafts(actor: Actor) -> QuerySet[ImportDraft]:
    accounts.require(actor, Permission.IMPORT)
    count = Func("problems", function="jsonb_array_length", output_field=IntegerField())
    rows = ImportDraft.objects.filter(secrecy__lte=secrecy_open(actor))
    said = (Q(problems__contains=[{"code": code}]) for code in _OF_DAYS)
    asked = ExpressionWrapper(reduce(or_, said), output_field=BooleanField())
    rows = rows.annotate(problem_count=count, lacks_day=asked)
    return rows if actor.id == accounts.LOCAL else rows.filter(actor_id=actor.id)


def secrecy_open(actor: Actor) -> int:
    """The highest level of secrecy of which the actor may take files in."""
    return max((grant.secrecy for grant in actor.grants_for(Permission.IMPORT)), default=0)


def _view(row: Any, layouts: tuple[Mapping[str, Any], ...]) -> DraftView:
    return DraftView(
        row.id, row.file, row.size, row.made_at, row.state, row.state_at, row.run, row.is_stale,
        row.seen_act, layouts, row.report, row.problem_count, row.refusal, row.changes,
        row.batch_id, row.as_of, getattr(row, "undecided", 0), row.lacks_day,
        row.round, row.turn, getattr(row, "first_problem", None),
    )  # fmt: skip


def count_differences(*, draft: UUID, actor: Actor) -> tuple[DifferenceCount, ...]:
    """The differences of a draft by kind and kind of fact. Raises as `get_draft` does."""
    _refuse_stranger(draft, actor)
    grouped = ("kind", "fact_kind", "proposed", "outcome")
    rows = (
        DraftDifference.objects.filter(draft=draft)
        .annotate(proposed=_bare("default"), outcome=_bare("chosen"))
        .values_list(*grouped)
        .annotate(total=Count("id"), decided=Count("id", filter=Q(is_decided=True)))
        .order_by(*grouped)
    )
    return tuple(DifferenceCount(*row) for row in rows)


def _bare(code: str) -> Func:
    """An outcome without whom it means: "person:…" is "person"."""
    return Func(code, Value(":"), Value(1), function="split_part", output_field=TextField())


def list_differences(
    *,
    draft: UUID,
    selection: Selecting,
    actor: Actor,
    page: int,
    size: int,
    kinds: Collection[str] = (),
) -> DifferencePage:
    """A page of the differences that are selected; the undecided of all or some kinds counted.

    Raises as `get_draft` does.
    """
    _refuse_stranger(draft, actor)
    rows = selection.rows(draft)
    asked = Q(is_decided=False, kind__in=[*kinds]) if kinds else Q(is_decided=False)
    counted = rows.order_by().aggregate(
        total=Count("id"),
        undecided=Count("id", filter=asked),
    )
    first = (page - 1) * size
    return DifferencePage(
        tuple(map(_difference, rows[first : first + size])), counted["total"], counted["undecided"]
    )


def get_difference(*, draft: UUID, code: str, actor: Actor) -> DifferenceView:
    """One difference by its own id. Raises as `get_draft` does."""
    _refuse_stranger(draft, actor)
    found = DraftDifference.objects.filter(draft=draft, code=code).first()
    if found is None:
        raise DraftNotFound
    return _difference(found)


def _difference(row: DraftDifference) -> DifferenceView:
    names = (one.name for one in fields(DifferenceView))
    values = {name: getattr(row, name) for name in names}
    return DifferenceView(**{**values, "options": tuple(row.options)})


def _refuse_stranger(draft: UUID, actor: Actor) -> None:
    if not _drafts(actor).filter(id=draft).exists():
        raise DraftNotFound


def problems_of(*, draft: UUID, actor: Actor) -> Kept:
    """What the reading of a draft's file listed. Raises as `get_draft` does."""
    _refuse_stranger(draft, actor)
    return Kept("records_importdraft", draft)


def list_layouts(*, actor: Actor) -> tuple[LayoutView, ...]:
    """The confirmed layouts that are used for the actor's files, the newest first."""
    accounts.require(actor, Permission.IMPORT)
    rows = LayoutMapping.objects.filter(Q(owner="") | Q(owner=actor.id))
    rows = rows.filter(secrecy__lte=secrecy_open(actor))
    for_all = any(grant.unit is None for grant in actor.grants_for(Permission.IMPORT))
    return tuple(
        LayoutView(
            row.id, tuple(row.headers), {int(place): role for place, role in row.roles.items()},
            row.file, row.confirmed_at, row.confirmed_by, not row.owner,
            for_all or row.owner == actor.id,
        )
        for row in rows.order_by("-confirmed_at", "id")
    )  # fmt: skip
