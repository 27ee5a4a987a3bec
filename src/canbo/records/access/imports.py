"""The door to imports: what was taken in, by whom, and what became of it.

Who may import for the whole home sees every import; who may import for a part of it, their own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Func, IntegerField, Q, QuerySet

from canbo.accounts import access as accounts
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.records.access.drafts import ProblemPage, page_of_problems
from canbo.records.models import BatchState, ImportBatch


class ImportNotFound(Refusal):
    """There is no such import for whoever asks."""

    def __init__(self, batch: int) -> None:
        super().__init__("batch_unknown", {"batch": batch})


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import; `counts` as its report: facts, created, matched, cells, voided, restored.

    `draft` is the actor's own draft that it came from, while its bytes are kept. `state`: stored,
    replaced (by an edited edition) or undone. `as_of`: the day that `actor_name` told for lists
    that name none.
    """

    id: int
    file: str
    at: datetime
    actor_name: str
    state: str
    counts: Mapping[str, Any]
    problem_count: int
    replaces: int | None
    undone_at: datetime | None
    draft: UUID | None
    as_of: date | None

    @property
    def facts(self) -> int:
        """How many facts it stored."""
        return sum(self.counts.get("facts", {}).values())


@dataclass(frozen=True, slots=True)
class ImportsPage:
    """A page of the list of imports, the newest first, `total` in all."""

    rows: tuple[ImportRow, ...]
    total: int


def list_imports(*, actor: Actor, page: int, size: int) -> ImportsPage:
    """A page of the imports that the actor may see."""
    rows = _imports(actor)
    first = (page - 1) * size
    found = rows.order_by("-id")[first : first + size]
    return ImportsPage(tuple(map(_row, found)), _visible(actor).count())


def get_import(*, batch: int, actor: Actor) -> ImportRow:
    """One import. Raises AccountRefused (`not_allowed`), ImportNotFound."""
    found = _imports(actor).filter(id=batch).first()
    if found is None:
        raise ImportNotFound(batch)
    return _row(found)


def imports_numbered(*, batches: Collection[int], actor: Actor) -> tuple[ImportRow, ...]:
    """Those of some imports that the actor may see, the newest first."""
    return tuple(map(_row, _imports(actor).filter(id__in=batches).order_by("-id")))


def import_problems(*, batch: int, actor: Actor, page: int, size: int) -> ProblemPage:
    """A page of what an import listed. Raises as `get_import` does."""
    if not _visible(actor).filter(id=batch).exists():
        raise ImportNotFound(batch)
    return page_of_problems("records_importbatch", batch, page, size)


def _visible(actor: Actor) -> QuerySet[ImportBatch]:
    accounts.require(actor, Permission.IMPORT)
    rows = ImportBatch.objects.all()
    whole = any(grant.unit is None for grant in actor.grants_for(Permission.IMPORT))
    return rows if whole else rows.filter(actor_id=actor.id)


def _imports(actor: Actor) -> QuerySet[ImportBatch]:
    count = Func("problems", function="jsonb_array_length", output_field=IntegerField())
    own = ArrayAgg("drafts__id", filter=Q(drafts__actor_id=actor.id), default=None)
    rows = _visible(actor).annotate(problem_count=count, own_drafts=own)
    return rows.defer("problems", "documents")


def _row(row: Any) -> ImportRow:
    return ImportRow(
        row.id, row.file, row.at, row.actor_name, BatchState(row.state).value, row.counts,
        row.problem_count, row.replaces_id, row.undone_at, (row.own_drafts or [None])[0],
        row.as_of,
    )  # fmt: skip
