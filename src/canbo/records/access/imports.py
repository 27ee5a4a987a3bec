"""The door to imports: what was taken in, by whom, and what became of it.

Who may import for the whole home sees every import; who may import for a part of it, their own.
An import with a secret document is there for those alone who may be told the secrets of everybody,
and for who made it while all the people that it speaks of are within their grant of that secrecy.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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
from canbo.records.access.problems import Kept
from canbo.records.access.rights import visible_people
from canbo.records.models import BatchState, ImportBatch
from canbo.records.models.secrecy import SECRET
from canbo.records.models.shapes import PERSON_KINDS, SHAPES
from canbo.records.queries import sql

MOST_SINCE = 20  # imports told as new since a visit


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


def list_imports(*, actor: Actor, at: datetime, page: int, size: int) -> ImportsPage:
    """A page of the imports that the actor may see at `at`."""
    rows = _imports(actor, at)
    first = (page - 1) * size
    found = rows.order_by("-id")[first : first + size]
    return ImportsPage(tuple(map(_row, found)), open_imports(actor=actor, at=at).count())


def imports_since(*, actor: Actor, at: datetime, since: datetime) -> tuple[ImportRow, ...]:
    """The imports that the actor may see, stored or undone after an instant, the newest first.

    Of very many the newest.
    """
    rows = _imports(actor, at).filter(Q(at__gt=since) | Q(undone_at__gt=since))
    return tuple(map(_row, rows.order_by("-id")[:MOST_SINCE]))


def get_import(*, batch: int, actor: Actor, at: datetime) -> ImportRow:
    """One import. Raises AccountRefused (`not_allowed`), ImportNotFound."""
    found = _imports(actor, at).filter(id=batch).first()
    if found is None:
        raise ImportNotFound(batch)
    return _row(found)


def imports_numbered(
    *, batches: Collection[int], actor: Actor, at: datetime
) -> tuple[ImportRow, ...]:
    """Those of some imports that the actor may see, the newest first."""
    return tuple(map(_row, _imports(actor, at).filter(id__in=batches).order_by("-id")))


def problems_of(*, batch: int, actor: Actor, at: datetime) -> Kept:
    """What an import listed. Raises as `get_import` does."""
    if not open_imports(actor=actor, at=at).filter(id=batch).exists():
        raise ImportNotFound(batch)
    return Kept("records_importbatch", batch)


def open_imports(
    *, actor: Actor, at: datetime, permission: Permission = Permission.IMPORT
) -> QuerySet[ImportBatch]:
    """The imports that the actor may open at `at`: for all others there are none.

    Raises AccountRefused (`not_allowed`).
    """
    accounts.require(actor, permission)
    rows = ImportBatch.objects.all()
    whole = any(grant.unit is None for grant in actor.grants_for(permission))
    rows = rows if whole else rows.filter(actor_id=actor.id)
    opened = visible_people(actor=actor, at=at, permission=permission, secrecy=SECRET)
    if opened is None:
        return rows
    return rows.filter(Q(secrecy=0) | Q(id__in=_own_within(actor, opened)))


def _own_within(actor: Actor, opened: frozenset[UUID]) -> list[int]:
    """The actor's own secret imports that speak of nobody but people of these."""
    if not opened:
        return []
    own = ImportBatch.objects.filter(secrecy__gt=0, actor_id=actor.id)
    numbers = list(own.values_list("id", flat=True))
    said = sql.rows(_PEOPLE, {"batches": numbers}) if numbers else ()
    beyond = {batch for batch, person in said if person not in opened}
    return [batch for batch in numbers if batch not in beyond]


_PEOPLE = " UNION ".join(
    (
        "SELECT batch_id, id FROM records_person WHERE batch_id = ANY(%(batches)s)",
        *(
            f"""SELECT batch_id, person_id FROM {SHAPES[kind].table}
                WHERE batch_id = ANY(%(batches)s)
                UNION SELECT r.batch_id, f.person_id FROM records_restatement r
                JOIN {SHAPES[kind].table} f ON f.key = r.fact_key
                WHERE r.batch_id = ANY(%(batches)s) AND r.kind = '{kind.value}'"""  # noqa: S608
            for kind in PERSON_KINDS
        ),
    )
)


def told_numbers(numbers: Iterable[int], *, actor: Actor, at: datetime) -> str:
    """Name imports by their numbers; "…" for those of which the actor is not to know."""
    named = set(numbers)
    closed = closed_among(named, actor=actor, at=at)
    told = [str(number) for number in sorted(named - closed)]
    return ", ".join([*told, "…"] if closed else told)


def closed_among(numbers: Collection[int], *, actor: Actor, at: datetime) -> set[int]:
    """Those of some imports of which the actor is not to know: the secret ones not open to them."""
    rows = ImportBatch.objects.filter(id__in=numbers, secrecy__gt=0)
    secret = set(rows.values_list("id", flat=True))
    if secret and actor.may(Permission.IMPORT):
        found = open_imports(actor=actor, at=at).filter(id__in=secret)
        secret -= set(found.values_list("id", flat=True))
    return secret


def _imports(actor: Actor, at: datetime) -> QuerySet[ImportBatch]:
    count = Func("problems", function="jsonb_array_length", output_field=IntegerField())
    own = ArrayAgg("drafts__id", filter=Q(drafts__actor_id=actor.id), default=None)
    rows = open_imports(actor=actor, at=at).annotate(problem_count=count, own_drafts=own)
    return rows.defer("problems", "documents")


def _row(row: Any) -> ImportRow:
    return ImportRow(
        row.id, row.file, row.at, row.actor_name, BatchState(row.state).value, row.counts,
        row.problem_count, row.replaces_id, row.undone_at, (row.own_drafts or [None])[0],
        row.as_of,
    )  # fmt: skip
