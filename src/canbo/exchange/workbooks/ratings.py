"""Yearly ratings (đánh giá, xếp loại) as offices write them."""

from __future__ import annotations

from canbo.engine.facts import RatingSeries
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.list_vocabulary import StandingBook
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.statements import DecisionReading, RatingReading
from canbo.exchange.workbooks.words import nearest


class RatingReader:
    """Reads levels of ratings; the series says which words count."""

    def __init__(self, book: StandingBook) -> None:
        self._book = book

    def series(self, text: str, *, of_bodies: bool = False) -> RatingSeries | None:
        """The series that a header or title speaks of, None where it says none."""
        said = self._book.series.find(text)
        found = RatingSeries(said) if said else None
        bodies = {RatingSeries.UNIT, RatingSeries.PARTY_BODY}
        if found is None or (found in bodies) is of_bodies:
            return found
        return RatingSeries.PARTY_MEMBER if "đảng viên" in text.lower() else None

    def level(self, text: str, series: RatingSeries) -> str:
        """The code of the level a cell or header names, "" where it names none."""
        return self._book.ratings[series].read(text)

    def suggest(self, text: str, series: RatingSeries) -> str:
        """The nearest writing of a level of the series."""
        return nearest(text, self._book.ratings[series].writings)

    def rated(
        self,
        level: str,
        series: RatingSeries,
        span: tuple[PartialDate | None, PartialDate | None],
        written: str,
        cell: CellRef,
        decision: DecisionReading | None = None,
    ) -> RatingReading:
        """One rating; `span` is the rated year or quarter."""
        begins, ends = span
        return RatingReading(
            series=series, level=level, begins=begins, ends=ends, as_written=written, cell=cell,
            decision=decision,
        )  # fmt: skip
