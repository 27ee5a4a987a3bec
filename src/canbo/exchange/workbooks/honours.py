"""Awards and disciplines (khen thưởng, kỷ luật) as offices write them, several in a cell too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from canbo.engine.facts import DisciplineSide, UnitLevel
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks.dates import find_date, find_dates, find_span
from canbo.exchange.workbooks.decisions import find_number
from canbo.exchange.workbooks.list_vocabulary import StandingBook
from canbo.exchange.workbooks.words import fold, nearest, trim

_PARTS = re.compile(r"\s*(?:[;\n]|,(?!\s*(?:19|20)\d\d\b)|\s\+\s|(?<=\d)\s*\.\s)\s*")
_YEARS = re.compile(r"(?<![\d/])((?:19|20)\d\d)(?![\d/])")
_EACH_YEAR = re.compile(r"(?:(?:19|20)\d\d\s*[,;&]\s*)+(?:19|20)\d\d")

_DEGREE = re.compile(r"(?i)\bhạng\s+(nhất|nhì|ba|III|II|I|1|2|3)\b")
_DAY_OR_NUMBER = re.compile(r"(?i)\s*[,(]?\s*(?:\bnăm\b|\bngày\b|\btháng\b|\bsố\b|\bQĐ\b|\d)")
_DEGREES = {"nhat": "Nhất", "i": "Nhất", "1": "Nhất", "nhi": "Nhì", "ii": "Nhì", "2": "Nhì",
            "ba": "Ba", "iii": "Ba", "3": "Ba"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AwardFound:
    """One award of a cell: official name, level of the giver, day, words."""

    name: str
    level: UnitLevel | None
    day: PartialDate | None
    written: str


@dataclass(frozen=True, slots=True)
class DisciplineFound:
    """One measure of a cell; `side` None where nothing says who disciplined."""

    form: str
    side: DisciplineSide | None
    begins: PartialDate | None
    ends: PartialDate | None
    written: str


class HonourReader:
    """Reads awards and disciplines."""

    def __init__(self, book: StandingBook) -> None:
        self._book = book

    def awards(self, text: str) -> tuple[list[AwardFound], list[str]]:
        """All awards of a cell, and the parts that name none."""
        found: list[AwardFound] = []
        unknown: list[str] = []
        for part in _parts(text):
            one = self.award(part)
            if one is None:
                unknown.append(part)
                continue
            years = _EACH_YEAR.search(part)
            if years is None:
                found.append(one)
                continue
            for year in _YEARS.findall(years[0]):
                found.append(AwardFound(one.name, one.level, PartialDate(int(year)), part))
        return found, unknown

    def award(self, text: str) -> AwardFound | None:
        """One award named in a text."""
        for name, words, level in self._book.awards:
            if words.found_in(text):
                full = _full_name(name, text)
                return AwardFound(full, level or self.level(text), find_date(text), clean(text))
        return None

    def level(self, text: str) -> UnitLevel | None:
        """The level of the body that a text names as giver; the longest words decide."""
        found = [
            (len(said), level)
            for level, words in self._book.issuers.items()
            if (said := words.found_in(text))
        ]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def suggest_award(self, text: str) -> str:
        """The nearest award."""
        return nearest(text, (name for name, _, _ in self._book.awards))

    # --- disciplines

    def disciplines(self, text: str) -> tuple[list[DisciplineFound], list[str]]:
        """All measures of a cell, and the parts that name none."""
        found: list[DisciplineFound] = []
        unknown: list[str] = []
        for part in _parts(text):
            form = self._book.disciplines.whole(part) or self._book.disciplines.find(part)
            if not form:
                unknown.append(part)
                continue
            span = find_span(part)
            days = find_dates(part)
            ends = span.ends if len(days) > 1 else None
            begins = span.begins if days else None
            found.append(DisciplineFound(form, self.side(part, form), begins, ends, clean(part)))
        return found, unknown

    def side(self, text: str, form: str, *others: str) -> DisciplineSide | None:
        """Who disciplined: said in words, by the form of the decision's number, or by the form."""
        for words in (text, *others):
            said = [
                (-len(hit), side)
                for side, phrases in self._book.sides.items()
                if (hit := phrases.found_in(words))
            ]
            if said:
                return min(said, key=lambda pair: pair[0])[1]
        numbered = side_of_number(" ".join((text, *others)))
        if numbered is not None:
            return numbered
        having = [side for side, forms in self._book.forms_of.items() if form in forms]
        return having[0] if len(having) == 1 else None

    def suggest_discipline(self, text: str) -> str:
        """The nearest form."""
        return nearest(text, self._book.disciplines.writings)


def _full_name(name: str, text: str) -> str:
    """The award's name with its class, and whose or what for it is where the text spells it."""
    degree = _DEGREE.search(text)
    if degree:
        return f"{name} hạng {_DEGREES[fold(degree[1])]}"
    bare = trim(_DAY_OR_NUMBER.split(clean(text))[0])
    return bare[:1].upper() + bare[1:] if fold(bare).startswith(f"{fold(name)} ") else name


def side_of_number(text: str) -> DisciplineSide | None:
    """Party documents are numbered 12-QĐ/TU, documents of the State 12/QĐ-UBND."""
    number = find_number(text)
    if re.match(r"\d+-", number):
        return DisciplineSide.PARTY
    return DisciplineSide.STATE if re.match(r"\d+/QĐ-", number) else None


def _parts(text: str) -> Sequence[str]:
    hidden = _EACH_YEAR.sub(lambda match: match[0].replace(",", "\0").replace(";", "\1"), text)
    hidden = re.sub(r"\([^)]*\)", lambda match: re.sub(r"[,;\n]", " ", match[0]), hidden)
    parts = (part.replace("\0", ",").replace("\1", ";") for part in _PARTS.split(hidden))
    return [
        trim(part) for part in parts if trim(part) and fold(part) not in {"khong", "khong co", "ko"}
    ]
