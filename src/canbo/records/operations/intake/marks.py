"""What a file speaks of, in a form that lets an edited edition of it be known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import starmap
from typing import Any
from uuid import UUID

from canbo.engine.timeline import Validity
from canbo.engine.vietnamese import spelling_key
from canbo.exchange.workbooks.reading import ClassDocument, Reading, RosterDocument
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


def _marked(reading: Reading) -> list[tuple[RosterDocument | ClassDocument, list[str]]]:
    return [
        (one, roster_mark(one) if isinstance(one, RosterDocument) else class_mark(one))
        for one in reading.documents
    ]


def _alike(old: list[str], new: list[str]) -> bool:
    """A class may have another span, never another name: two wards, two schools may well send
    files of one name about other things."""
    return old[0] == "class" and old[1] == new[1] and _overlap(old[2:], new[2:])


def _overlap(old: list[str], new: list[str]) -> bool:
    first, second = (Validity(*map(partial, span)).possible for span in (old, new))
    return first.overlaps(second)
