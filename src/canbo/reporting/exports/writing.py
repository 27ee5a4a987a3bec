"""Writes one list for somebody: within today's rights, with its key, and into the journal."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from uuid import UUID

from django.db import transaction

from canbo.accounts.actor import Actor
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import search_key, write_date
from canbo.exchange.workbooks.keys import DERIVED, ExportMark, KeyColumn, Value
from canbo.exchange.workbooks.writing import Keyed, ListColumn, ListHead, ListRow, write_list
from canbo.journal.operations import write_entry
from canbo.records import access as records
from canbo.records.access import PersonLine
from canbo.records.days import vietnam_day
from canbo.reporting.exports.people import PersonColumn

NUMBER = ListColumn(KeyColumn("derived:number", "STT"), 5, centred=True)


class ExportRefused(Refusal):
    """A list cannot be exported so (`export_too_long`)."""


@dataclass(frozen=True, slots=True)
class Export:
    """Who exports what, from which perspective, into which file; `at` is the real instant.

    Without `keyed` the file carries no hidden key: for other offices, that have no use for it.
    """

    target: IO[bytes]
    actor: Actor
    at: datetime
    perspective: Perspective
    keyed: bool = True


@dataclass(frozen=True, slots=True)
class Exported:
    """What was exported: the list's kind, a name for the file, how many rows."""

    kind: str
    file: str
    rows: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list to be written: `told` is what the journal says of it, beside its kind and rows."""

    kind: str
    name: str
    title: str
    notes: tuple[str, ...]
    columns: tuple[ListColumn, ...]
    told: Mapping[str, Any]


def write_export(export: Export, sheet: Sheet, rows: Iterable[ListRow]) -> Exported:
    """Write a list, then what was done. Raises ExportRefused (`export_too_long`)."""
    columns = (NUMBER, *sheet.columns)
    keyed = _keyed(export, sheet.kind, columns) if export.keyed else None
    try:
        count = write_list(
            export.target, head=_head(export, sheet), keyed=keyed, columns=columns,
            rows=_numbered(rows),
        )  # fmt: skip
    except ValueError as error:
        raise ExportRefused("export_too_long", {"list": sheet.title}) from error
    with transaction.atomic():
        write_entry(
            actor_id=export.actor.id,
            actor_name=export.actor.name,
            action="export.list",
            at=export.at,
            subject=f"list:{sheet.kind}",
            data={
                "rows": count,
                "as_of": export.perspective.as_of.isoformat(),
                "known_at": export.perspective.known_at.isoformat(),
                "export": keyed.mark.id if keyed else "",
                **sheet.told,
            },
        )
    return Exported(sheet.kind, _file_name(sheet.name, export.perspective), count)


def derived_column(identity: str, label: str, width: float) -> ListColumn:
    """A column that is worked out, and so cannot come back edited."""
    return ListColumn(KeyColumn(f"{DERIVED}:{identity}", label), width, centred=width <= 15)


def unit_asked(words: str | None, export: Export) -> UUID | None:
    """The unit that a list is narrowed to, by its code or name. Raises UnitUnknown."""
    if not words:
        return None
    return records.resolve_unit(code=words, actor=export.actor, as_of=export.perspective.as_of)


def _numbered(rows: Iterable[ListRow]) -> Iterator[ListRow]:
    for number, row in enumerate(rows, start=1):
        yield ListRow(row.subject, (number, *row.values), ((), *row.facts))


def _keyed(export: Export, kind: str, columns: Sequence[ListColumn]) -> Keyed | None:
    key = records.home_key()
    if key is None:
        return None  # nothing was ever stored here: there is nobody to be known again
    perspective = export.perspective
    mark = ExportMark(
        key.home, office(perspective), secrets.token_hex(8), kind, perspective.as_of,
        # what is recorded later than the list was made was not in it
        min(perspective.known_at, export.at), tuple(column.key for column in columns),
    )  # fmt: skip
    return Keyed(mark, key)


def office(perspective: Perspective) -> str:
    """The name of the home: its outermost unit, when there is but one."""
    tops = [unit.name for unit in records.unit_tree(perspective) if unit.depth == 0]
    return tops[0] if len(tops) == 1 else ""


def _head(export: Export, sheet: Sheet) -> ListHead:
    issuer = office(export.perspective)
    known_at, at = export.perspective.known_at, export.at
    notes = [*sheet.notes, f"(Tính đến ngày {write_date(export.perspective.as_of)})"]
    if known_at < at and vietnam_day(known_at) != vietnam_day(at):
        notes.append(
            f"(Theo những gì đã ghi nhận đến hết ngày {write_date(vietnam_day(known_at))})"
        )
    foot = f"canbo · {sheet.title.capitalize()} · xuất ngày {write_date(vietnam_day(at))}"
    return ListHead(
        _sheet_name(sheet.name),
        (issuer.upper(),) if issuer else (),
        sheet.title,
        tuple(notes),
        foot,
    )


def _sheet_name(name: str) -> str:
    """A name that Excel takes: 31 characters, none of []:*?/\\."""
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:31].strip() or "Danh sách"


def _file_name(name: str, perspective: Perspective) -> str:
    words = search_key(name).replace(" ", "-")[:60] or "danh-sach"
    return f"{words}-{perspective.as_of.strftime('%d-%m-%Y')}.xlsx"


def rows_of(
    people: Sequence[UUID],
    perspective: Perspective,
    columns: Sequence[PersonColumn],
    more: Callable[[int, PersonLine], tuple[Value, ...]] = lambda _number, _line: (),
) -> Iterator[ListRow]:
    """One row for each of these people in their order; `more` gives what stands behind."""
    lines = records.person_lines(people, perspective)
    for number, line in enumerate(lines):
        shown = tuple(column.show(line) for column in columns)
        facts = tuple(column.facts(line) for column in columns)
        behind = more(number, line)
        yield ListRow(line.id, (*shown, *behind), (*facts, *(() for _ in behind)))
