"""What a file speaks of, in a form that lets an edited edition of it be known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import starmap
from typing import Any
from uuid import UUID

from canbo.engine.timeline import PartialDate, Validity
from canbo.engine.vietnamese import spelling_key
from canbo.exchange.workbooks.reading import (
    ClassDocument,
    Document,
    ListDocument,
    Reading,
    ReturnedDocument,
    RosterDocument,
    UnitListDocument,
)
from canbo.records.models.shapes import partial
from canbo.records.operations.intake.classes import class_key


def of_roster(
    roster: RosterDocument, units: Iterable[UUID], people: Iterable[UUID], day: date
) -> dict[str, Any]:
    """The mark of a unit roster, with the units and the people that it saw on its day."""
    return {
        "sheet": roster.sheet,
        "mark": roster_mark(roster),
        "units": sorted(map(str, units)),
        "people": sorted(map(str, people)),
        "day": day.isoformat(),
    }


def of_class(document: ClassDocument) -> dict[str, Any]:
    """The mark of a class roster."""
    return {"sheet": document.sheet, "mark": class_mark(document)}


def of_lists(reading: Reading) -> list[dict[str, Any]]:
    """The marks of all lists of a file."""
    return [
        {"sheet": document.sheet, "mark": mark}
        for document, mark in _marked(reading)
        if isinstance(document, ListDocument | UnitListDocument)
    ]


def list_mark(document: ListDocument | UnitListDocument, number: int) -> list[str]:
    """What the list is of, by which decision, of which day or year, of which unit.

    `number` tells lists of one kind on one sheet apart.
    """
    if isinstance(document, UnitListDocument):
        return [f"units:{number}", _iso(document.year), spelling_key(document.title)]
    decision = document.decision.number if document.decision else ""
    days = [_iso(document.as_of), _iso(document.year)]
    units = sorted(" / ".join(map(spelling_key, unit.path)) for unit in document.units)
    title = spelling_key(document.title)
    return [f"list:{document.kind}:{number}", decision, *days, title, *units[:1]]


def _iso(written: PartialDate | None) -> str:
    return written.iso() if written else ""


def roster_mark(roster: RosterDocument) -> list[str]:
    """Which unit, on which day."""
    paths = sorted(" / ".join(map(spelling_key, unit.path)) for unit in roster.units)
    day = roster.as_of.iso() if roster.as_of else ""
    return ["roster", day, *paths[:1]]


def class_mark(document: ClassDocument) -> list[str]:
    """Which class, with its span."""
    told = document.training_class
    span = [written.iso() if written else "" for written in (told.begins, told.ends)]
    return ["class", class_key(told.name), *span]


def is_edition(earlier: Sequence[Mapping[str, Any]], reading: Reading) -> bool:
    """Whether a file of the same name is an edited edition of one taken in before.

    Sheet for sheet it must speak of the same: a roster of the same unit and day, a class of the
    same name with a span that overlaps. Where one sheet is just as before, another may have
    changed more: a class whose year was mistyped.
    """
    before = {(one["sheet"], one["mark"][0]): one["mark"] for one in earlier}
    now = {(one.sheet, mark[0]): mark for one, mark in _marked(reading)}
    if not now or before.keys() != now.keys():
        return False
    pairs = [(before[place], now[place]) for place in now]
    return any(old == new for old, new in pairs) or all(starmap(_alike, pairs))


def _marked(reading: Reading) -> list[tuple[Document, list[str]]]:
    counted: Counter[tuple[str, str]] = Counter()
    found: list[tuple[Document, list[str]]] = []
    for one in reading.documents:
        if isinstance(one, RosterDocument):
            found.append((one, roster_mark(one)))
        elif isinstance(one, ClassDocument):
            found.append((one, class_mark(one)))
        elif not isinstance(one, ReturnedDocument):  # no document of anybody: the home's own words
            kind = one.kind if isinstance(one, ListDocument) else "units"
            counted[one.sheet, kind] += 1
            found.append((one, list_mark(one, counted[one.sheet, kind])))
    return found


def _alike(old: list[str], new: list[str]) -> bool:
    """A class may have another span, never another name: two wards, two schools may well send
    files of one name about other things."""
    return old[0] == "class" and old[1] == new[1] and _overlap(old[2:], new[2:])


def _overlap(old: list[str], new: list[str]) -> bool:
    first, second = (Validity(*map(partial, span)).possible for span in (old, new))
    return first.overlaps(second)
