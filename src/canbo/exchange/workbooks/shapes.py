"""What the values of a column look like, where its header does not say what it is.

A likeness is a proposal to a person, never a reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from canbo.engine.facts import Scale
from canbo.engine.timeline import NotADate, PartialDate
from canbo.exchange.workbooks.dates import ImpossibleDate, read_date
from canbo.exchange.workbooks.grid import Cell
from canbo.exchange.workbooks.names import looks_like_name
from canbo.exchange.workbooks.units import Surroundings, UnitReader
from canbo.exchange.workbooks.vocabulary import Vocabulary
from canbo.exchange.workbooks.words import fold, squeeze

LOOKED_AT = 40  # cells of a column that are enough to judge it by
_MOST = 0.7
_LATEST_YEAR = 2100
_OLD = 1970  # a list with a date before this year more likely tells births than posts
_CLASS = re.compile(r"\d{1,2}\s*/\s*1[0-2]")
_SEXES = frozenset({"nam", "nu", "m", "f", "male", "female"})
_DATE_ROLES = frozenset(
    {"birth", "party_date", "party_official_date", "post_begins", "class_begins", "class_ends"}
)


class ShapeReader:
    """Compares values with what each kind of column holds."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._units = UnitReader(vocabulary.units)
        self._kinds: tuple[tuple[tuple[str, ...], Callable[[Cell], bool]], ...] = (
            (("sex",), lambda cell: fold(cell.line) in _SEXES),
            (("ethnic_group",), self._is_ethnic_group),
            ((f"level:{Scale.GENERAL_EDUCATION}",), lambda cell: bool(_CLASS.search(cell.line))),
            (("post", "post_and_unit"), self._is_post),
            (("unit", "home_place"), self._is_unit),
            *(((f"level:{scale}",), self._is_level(scale)) for scale in Scale),
            (("name",), is_name),
        )

    def proposals(self, cells: Sequence[Cell]) -> tuple[str, ...]:
        """The roles that most of the values fit, the likeliest first; texts as `layouts.role_of`.

        Fewer than two values say nothing.
        """
        seen = [cell for cell in cells if not cell.is_blank][:LOOKED_AT]
        if len(seen) < 2:
            return ()
        if _counts_up(seen):
            return ("number",)
        days = [day for cell in seen if (day := day_of(cell)) is not None]
        if len(days) >= _MOST * len(seen):
            classes = sum(bool(_CLASS.fullmatch(cell.line)) for cell in seen)  # 10/10, 12/12
            schooling = (
                (f"level:{Scale.GENERAL_EDUCATION}",) if classes >= _MOST * len(seen) else ()
            )
            return (*schooling, *_date_roles(days))
        found = []
        for place, (roles, fits) in enumerate(self._kinds):
            share = sum(map(fits, seen)) / len(seen)
            if share >= _MOST:
                found.append((-share, place, roles))
        return tuple(role for _, _, roles in sorted(found) for role in roles)

    def fits(self, role: str, cells: Sequence[Cell]) -> bool:
        """Whether a column's values agree with its role; True where values can say nothing."""
        seen = [cell for cell in cells if not cell.is_blank][:LOOKED_AT]
        if len(seen) < 3:
            return True
        if role in _DATE_ROLES:
            return 2 * sum(day_of(cell) is not None for cell in seen) >= len(seen)
        if role == "name":
            return 2 * sum(map(is_name, seen)) >= len(seen)
        return True

    # --- single values

    def _is_ethnic_group(self, cell: Cell) -> bool:
        return squeeze(cell.line) in self._vocabulary.headers.ethnic_groups

    def _is_post(self, cell: Cell) -> bool:
        parts = re.split(r"[,;\n]|\s[-–+]\s", cell.text)
        return any(self._vocabulary.posts.entries.get(squeeze(part)) for part in parts)

    def _is_unit(self, cell: Cell) -> bool:
        return isinstance(cell.raw, str) and self._units.read(cell.line, Surroundings()) is not None

    def _is_level(self, scale: Scale) -> Callable[[Cell], bool]:
        words = self._vocabulary.levels.scales[scale]
        marks = self._vocabulary.levels.marks

        def fits(cell: Cell) -> bool:
            key = squeeze(cell.line)
            if cell.text.strip().lower() in marks or not key:
                return False
            return key in words.only or bool(words.leading(fold(cell.line))[1])

        return fits


def is_name(cell: Cell) -> bool:
    """Whether a value has the shape of a full name with capitals."""
    text = cell.line
    return isinstance(cell.raw, str) and looks_like_name(text) and text[:1].isupper()


def day_of(cell: Cell) -> PartialDate | None:
    """The date a value is, None where it is none; a bare small number is none."""
    if cell.number is not None and not 1900 <= cell.number <= _LATEST_YEAR:
        return None
    try:
        return read_date(cell, latest_year=_LATEST_YEAR)
    except (NotADate, ImpossibleDate):
        return None


def _counts_up(cells: Sequence[Cell]) -> bool:
    numbers = [int(cell.line) for cell in cells if re.fullmatch(r"\d{1,4}", cell.line)]
    if len(numbers) < _MOST * len(cells) or max(numbers, default=9999) >= 1900:
        return False
    rising = sum(later - earlier == 1 for earlier, later in pairwise(numbers))
    return rising >= _MOST * (len(numbers) - 1)


def _date_roles(days: Sequence[PartialDate]) -> tuple[str, ...]:
    """Old dates are likely births, late ones the beginnings of something."""
    likely = ("birth", "party_date", "party_official_date", "post_begins")
    return likely if min(day.year for day in days) < _OLD else likely[::-1]
