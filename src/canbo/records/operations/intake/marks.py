"""What a file speaks of, in a form that lets an edited edition of it be known."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from canbo.engine.vietnamese import spelling_key
from canbo.exchange.workbooks.reading import ClassDocument, Reading, RosterDocument
from canbo.records.operations.intake.classes import class_key


def of_roster(roster: RosterDocument, units: set[UUID], day: date) -> dict[str, Any]:
    """The mark of a unit roster, with the units that it saw on its day."""
    seen = sorted(str(unit) for unit in units)
    return {"mark": roster_mark(roster), "units": seen, "day": day.isoformat()}


def of_class(document: ClassDocument) -> dict[str, Any]:
    """The mark of a class roster."""
    return {"mark": class_mark(document)}


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


def all_marks(reading: Reading) -> list[list[str]]:
    """The marks of all documents of a file, in a lasting order."""
    return sorted(
        roster_mark(one) if isinstance(one, RosterDocument) else class_mark(one)
        for one in reading.documents
    )
