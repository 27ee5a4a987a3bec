"""In which order files are best taken in: what knows more people first, older before newer."""

from __future__ import annotations

from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.reading import (
    ClassDocument,
    Document,
    ListDocument,
    Reading,
    ReturnedDocument,
    RosterDocument,
)

NO_DAY = "9999-12-31"  # no day is told: after all whose day is known


def rank_of(reading: Reading) -> int:
    """Rosters come first, lists after them, classes last: each knows more people than the next."""
    kinds = {type(document) for document in reading.documents}
    if RosterDocument in kinds:
        return 0
    return 2 if kinds <= {ClassDocument} else 1


def turn_of(reading: Reading) -> str:
    """A file's turn among others as a text that sorts: its rank, then its last day."""
    days = [day for one in reading.documents if (day := _day(one))]
    return f"{rank_of(reading)} {max(days, default=NO_DAY)}"


def _day(document: Document) -> str:
    if isinstance(document, ReturnedDocument):
        return document.as_of.isoformat()
    written: PartialDate | None
    if isinstance(document, ClassDocument):
        span = document.training_class
        written = span.ends or span.begins
    elif isinstance(document, ListDocument):
        written = document.as_of or document.year
    elif isinstance(document, RosterDocument):
        written = document.as_of
    else:
        written = document.year
    return written.latest.isoformat() if written else ""
