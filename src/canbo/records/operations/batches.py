"""Which imports stand, which one an edited file takes the place of, and what rests on them."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from canbo.exchange.workbooks.reading import ListDocument, Problem, Reading, RosterDocument
from canbo.records.models import BatchState, ImportBatch
from canbo.records.models.shapes import OF_THE_REGISTER, POINTERS, REGISTER_POINTERS, SHAPES
from canbo.records.operations.intake import marks
from canbo.records.operations.intake.report import CellCounts, ImportReport, count_facts
from canbo.records.operations.intake.state import EarlierEdition

# what a browser adds to a name it saves twice, and the ending: an .xls comes back as an .xlsx
_NOT_THE_NAME = re.compile(r"(?: ?\(\d{1,2}\))?(?:\.xlsx?)?$", re.IGNORECASE)


def same_file(reading: Reading, by: str | None = None) -> ImportBatch | None:
    """The standing import of the very same bytes; `by`: of this actor only."""
    standing = _standing(by).filter(sha256=reading.sha256)
    return standing.order_by("id").first()


def _standing(by: str | None) -> QuerySet[ImportBatch]:
    rows = ImportBatch.objects.filter(state=BatchState.STORED)
    return rows if by is None else rows.filter(actor_id=by)


def report_again(batch: ImportBatch, reading: Reading) -> ImportReport:
    """Report a file that was taken in already: nothing is new."""
    counts: dict[str, Any] = batch.counts
    return ImportReport(
        batch=batch.id,
        file=reading.file,
        facts=count_facts(()),
        created=0,
        matched=counts["created"] + counts["matched"],
        cells=CellCounts(**counts["cells"]),
        problems=tuple(Problem(**problem) for problem in batch.problems),
        already_known=True,
        secrecy=batch.secrecy,
        as_of=batch.as_of,
    )


def earlier_edition(reading: Reading, by: str | None = None) -> ImportBatch | None:
    """The standing import that this file is an edited edition of; the newest, if several fit.

    `by`: one of this actor only. "DS.xls", "DS.xlsx" and "DS (1).xlsx" are one name.
    """
    name = _name(reading.file)
    for batch in _standing(by).filter(file__startswith=name).order_by("-id"):
        if _name(batch.file) == name and marks.is_edition(batch.documents, reading):
            return batch
    return None


def told_for_edition(reading: Reading, by: str | None = None) -> ImportBatch | None:
    """The newest standing import for which a day was told and that may be an earlier edition of
    this file, of which a list names no day: of its name, with the same sheets."""
    listed = [one for one in reading.documents if isinstance(one, RosterDocument | ListDocument)]
    if all(one.as_of is not None for one in listed):
        return None
    name, sheets = _name(reading.file), {one.sheet for one in reading.documents}
    for batch in _standing(by).filter(file__startswith=name, as_of__isnull=False).order_by("-id"):
        if _name(batch.file) == name and {one["sheet"] for one in batch.documents} == sheets:
            return batch
    return None


def _name(file: str) -> str:
    return _NOT_THE_NAME.sub("", file, count=1)


def look_behind(batch: ImportBatch | None) -> EarlierEdition:
    """Gather an import with all editions that it had replaced itself."""
    chain = []
    while batch is not None:
        chain.append(batch)
        batch = batch.replaces
    if not chain:
        return EarlierEdition()
    ids = frozenset(one.id for one in chain)
    acts = frozenset(one.act for one in chain)
    return EarlierEdition(ids, acts, _said_by_others(sorted(ids)))


def _said_by_others(batches: list[int]) -> frozenset[UUID]:
    query = """SELECT r.fact_key FROM records_restatement r
        JOIN records_importbatch b ON b.id = r.batch_id
        WHERE b.state = 'stored' AND NOT b.id = ANY(%s)"""
    with connection.cursor() as cursor:
        cursor.execute(query, [batches])
        return frozenset(row[0] for row in cursor.fetchall())


def resting_on(batch: ImportBatch) -> list[int]:
    """The later imports (and 0 for acts by hand) that build on what this one brought.

    They say its facts again, or what it had put back, had voided them, or speak of people, posts,
    units or classes that it made.
    """
    query = " UNION ".join((*_resting_queries(), _restated_query()))
    with connection.cursor() as cursor:
        cursor.execute(query, {"batch": batch.id, "act": batch.act})
        found = {row[0] for row in cursor.fetchall()}
    return sorted(found - {batch.id, *_editions_before(batch)})


def _editions_before(batch: ImportBatch) -> set[int]:
    found = set()
    before = batch.replaces
    while before is not None:
        found.add(before.id)
        before = before.replaces
    return found


def _restated_query() -> str:
    keys = " UNION ALL ".join(
        f"SELECT key FROM {shape.table}"  # noqa: S608
        " WHERE (batch_id = %(batch)s OR act = %(act)s) AND voided_at IS NULL"
        for shape in SHAPES.values()
    )
    return f"""SELECT DISTINCT r.batch_id FROM records_restatement r
        JOIN records_importbatch b ON b.id = r.batch_id AND b.state <> 'undone'
        WHERE r.batch_id > %(batch)s AND r.fact_key IN ({keys})"""  # noqa: S608


def _resting_queries() -> list[str]:
    """What of others speaks of what the batch made; others that voided what it said or put back."""
    made = "(SELECT id FROM records_{0} WHERE batch_id = %(batch)s)"
    queries = [
        f"""SELECT DISTINCT coalesce(f.batch_id, 0) FROM {table} f
            WHERE f.{standing} IS NULL AND f.batch_id IS DISTINCT FROM %(batch)s
              AND f.{column} IN {made.format(register)}"""  # noqa: S608
        for standing, pointers in (("voided_at", POINTERS), ("withdrawn_at", REGISTER_POINTERS))
        for table, column, register in pointers
        if register == "unit" or table not in OF_THE_REGISTER.get(register, ())  # goes with it
    ]
    queries += [
        f"""SELECT DISTINCT coalesce(b.id, 0) FROM {shape.table} f
            LEFT JOIN records_importbatch b ON b.act = f.voided_act
            WHERE (f.batch_id = %(batch)s OR f.act = %(act)s) AND f.voided_at IS NOT NULL
              AND coalesce(b.state, 'stored') <> 'undone'
              AND NOT EXISTS (SELECT 1 FROM {shape.table} again
                              WHERE again.key = f.key AND again.voided_at IS NULL)
              AND NOT EXISTS (SELECT 1 FROM records_importbatch u
                              WHERE u.undone_act = f.voided_act)"""  # noqa: S608
        for shape in SHAPES.values()
    ]
    return queries
