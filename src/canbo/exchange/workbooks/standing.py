"""Columns beside posts and levels: numbers, religion, ranks, ratings, awards, disciplines.

A cell of these becomes a particular or a statement; one that is not understood is listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from canbo.engine.facts import ParticularKind, RatingSeries
from canbo.engine.timeline import NotADate, PartialDate
from canbo.engine.vietnamese import proper_name
from canbo.exchange.workbooks.dates import EXPECTED, ImpossibleDate, find_date, read_date
from canbo.exchange.workbooks.honours import HonourReader
from canbo.exchange.workbooks.leaving import LeavingReader
from canbo.exchange.workbooks.levels import LevelReader
from canbo.exchange.workbooks.list_columns import Meaning
from canbo.exchange.workbooks.list_vocabulary import StandingBook
from canbo.exchange.workbooks.people import Draft, Entry, PersonAssembler
from canbo.exchange.workbooks.ranks import RankParts, RankReader
from canbo.exchange.workbooks.ratings import RatingReader
from canbo.exchange.workbooks.statements import (
    AwardReading,
    DecisionReading,
    DisciplineReading,
    RankReading,
)
from canbo.exchange.workbooks.words import fold, nearest, plain

_RANK_ROLES = frozenset({"rank", "rank_code", "rank_begins", "step", "coefficient"})
_SERVICE_ROLES = frozenset({"service_status", "left_on"})
_NEAREST_YEAR = re.compile(r"\b(?:gan nhat|nam truoc|lien ke)\b")
_LAST_YEAR = 2100


@dataclass(frozen=True, slots=True)
class Times:
    """What a list says of time: the day it speaks of and the year it rates or reports."""

    as_of: PartialDate | None = None
    year: PartialDate | None = None
    decision: DecisionReading | None = None

    @property
    def latest_year(self) -> int:
        """The last year that a date of the list may lie in."""
        return self.as_of.year if self.as_of else _LAST_YEAR


class StandingReader:
    """Settles the standing columns of one table's rows."""

    def __init__(
        self,
        book: StandingBook,
        levels: LevelReader,
        meanings: Mapping[int, Meaning],
        times: Times,
        leaving: LeavingReader,
    ) -> None:
        self._book = book
        self._levels = levels
        self._meanings = meanings
        self._times = times
        self._leaving = leaving
        self._ranks = RankReader(book)
        self._ratings = RatingReader(book)
        self._honours = HonourReader(book)
        self._readers: dict[str, Callable[[Draft, Entry, PersonAssembler], None]] = {
            "identity_number": self._identity,
            "insurance_number": self._insurance,
            "staff_code": self._as_written(ParticularKind.STAFF_CODE),
            "other_name": self._other_name,
            "birth_place": self._as_written(ParticularKind.BIRTH_PLACE),
            "residence": self._as_written(ParticularKind.RESIDENCE),
            "religion": self._religion,
            "recruited": self._recruited,
            "rating": self._rating,
            "rating_mark": self._rating_mark,
            "award": self._award,
            "discipline": self._discipline,
        }

    def settle(self, draft: Draft, assembler: PersonAssembler) -> None:
        """Turn the draft's standing entries into statements and particulars, or list them."""
        ranks: dict[str, list[Entry]] = {}
        service: dict[str, list[Entry]] = {}
        for entry in draft.standing:
            role = entry.column.role
            if self._levels.is_dash(entry.cell):
                assembler.set_aside(entry)
            elif role in _RANK_ROLES:
                ranks.setdefault(self._meaning(entry).side, []).append(entry)
            elif role in _SERVICE_ROLES:
                service.setdefault(role, []).append(entry)
            elif role in self._readers:
                self._readers[role](draft, entry, assembler)
            else:
                assembler.as_note(draft, entry)
        self._settle_ranks(draft, ranks, assembler)
        self._settle_service(draft, service, assembler)

    def _settle_service(
        self, draft: Draft, service: Mapping[str, list[Entry]], assembler: PersonAssembler
    ) -> None:
        """Who has left states so; who serves, and a day without such a word, stay remarks."""
        days = service.get("left_on", [])
        day = self._day(days[0], assembler, _LAST_YEAR) if days else None
        left = [self._leaving.read(entry, day) for entry in service.get("service_status", [])]
        found = [one for one in left if one is not None]
        draft.statements.extend(found[:1])
        for entry in (*service.get("service_status", []), *(days if day else [])):
            if found:
                assembler.keep(draft, entry)
            else:
                assembler.as_note(draft, entry)

    def _meaning(self, entry: Entry) -> Meaning:
        return self._meanings.get(entry.column.index, Meaning(entry.column.role))

    # --- particulars

    def _say(
        self,
        draft: Draft,
        entry: Entry,
        assembler: PersonAssembler,
        kind: ParticularKind,
        value: str,
    ) -> None:
        said = draft.more.get(kind)
        if said is not None and said != value:
            assembler.list_entry(entry, "second_value", expected=said)
            return
        draft.more[kind] = value
        assembler.keep(draft, entry, kind.value)

    def _as_written(self, kind: ParticularKind) -> Callable[[Draft, Entry, PersonAssembler], None]:
        def read(draft: Draft, entry: Entry, assembler: PersonAssembler) -> None:
            self._say(draft, entry, assembler, kind, entry.cell.text.replace("\n", ", "))

        return read

    def _other_name(self, draft: Draft, entry: Entry, assembler: PersonAssembler) -> None:
        if self._levels.is_nothing(entry.cell):
            assembler.set_aside(entry)
            return
        name = proper_name(entry.cell.line)
        self._say(draft, entry, assembler, ParticularKind.OTHER_NAME, name)

    def _identity(self, draft: Draft, entry: Entry, assembler: PersonAssembler) -> None:
        """A CMND has nine digits, a CCCD twelve; a number that lost its first zero is listed."""
        digits = re.sub(r"(?<=\d)[\s.](?=\d)", "", entry.cell.line)
        found = re.findall(r"(?<!\d)(?:\d{12}|\d{9})(?!\d)", digits)
        if len(found) != 1:
            short = re.fullmatch(r"\d{8}|\d{11}", digits)
            assembler.list_entry(
                entry, "identity_number_not_understood", expected="9 hoặc 12 chữ số",
                suggestion=f"0{digits}" if short else "",
            )  # fmt: skip
            return
        if len(digits) > len(found[0]):
            draft.notes.append((entry.column.label, entry.cell.line))
        self._say(draft, entry, assembler, ParticularKind.IDENTITY_NUMBER, found[0])

    def _insurance(self, draft: Draft, entry: Entry, assembler: PersonAssembler) -> None:
        digits = re.sub(r"(?<=\d)[\s.](?=\d)", "", entry.cell.line)
        if not re.fullmatch(r"\d{9,13}", digits):
            assembler.list_entry(entry, "insurance_number_not_understood", expected="10 chữ số")
            return
        self._say(draft, entry, assembler, ParticularKind.INSURANCE_NUMBER, digits)

    def _religion(self, draft: Draft, entry: Entry, assembler: PersonAssembler) -> None:
        text = entry.cell.line
        name = self._book.religions.whole(text) or self._book.religions.find(text)
        if name:
            self._say(draft, entry, assembler, ParticularKind.RELIGION, name)
            return
        close = self._book.unsure_religion.get(fold(text).replace(" ", "")) or nearest(
            text, self._book.religions.writings
        )
        assembler.list_entry(
            entry, "religion_not_understood", expected="Không, Phật giáo, Công giáo, …",
            suggestion=close,
        )  # fmt: skip

    def _recruited(self, draft: Draft, entry: Entry, assembler: PersonAssembler) -> None:
        day = self._day(entry, assembler)
        if day is not None:
            self._say(draft, entry, assembler, ParticularKind.RECRUITED, day.iso())

    def _day(
        self, entry: Entry, assembler: PersonAssembler, latest_year: int = 0
    ) -> PartialDate | None:
        """The one date of a cell; what is none is listed."""
        try:
            return read_date(entry.cell, latest_year=latest_year or self._times.latest_year)
        except ImpossibleDate as error:
            assembler.list_entry(
                entry, "impossible_date", expected=EXPECTED, suggestion=error.likely
            )
        except NotADate:
            assembler.list_entry(entry, "not_a_date", expected=EXPECTED)
        return None

    # --- ratings

    def _year_of(self, meaning: Meaning) -> PartialDate | None:
        """The rated year: said by the header, by the title, or the year before the list's day."""
        if meaning.year is not None or self._times.year is not None:
            return meaning.year or self._times.year
        as_of = self._times.as_of
        if as_of is None or not _NEAREST_YEAR.search(plain(meaning.words)):
            return None
        # A year is rated in its last weeks: before December the last rated year is the one before.
        return PartialDate(as_of.year - 1) if as_of.month and as_of.month < 12 else None

    def _rating(self, draft: Draft, entry: Entry, assembler: PersonAssembler) -> None:
        meaning = self._meaning(entry)
        series = meaning.series or RatingSeries.OFFICIAL
        level = self._ratings.level(entry.cell.line, series)
        if not level and self._levels.is_nothing(entry.cell):
            assembler.set_aside(entry)
            return
        year = self._year_of(meaning) or find_date(entry.cell.line)
        if not level:
            assembler.list_entry(
                entry, "rating_not_understood", expected="HTXSNV, HTTNV, HTNV, KHTNV",
                suggestion=self._ratings.suggest(entry.cell.line, series),
            )  # fmt: skip
            return
        if year is None:
            assembler.as_note(draft, entry)
            return
        span = (PartialDate(year.year), PartialDate(year.year))
        draft.statements.append(
            self._ratings.rated(
                level, series, span, entry.cell.line, entry.ref, self._times.decision
            )
        )
        assembler.keep(draft, entry)

    def _rating_mark(self, draft: Draft, entry: Entry, assembler: PersonAssembler) -> None:
        meaning = self._meaning(entry)
        series = meaning.series or RatingSeries.OFFICIAL
        year = self._year_of(meaning)
        if self._levels.is_nothing(entry.cell):
            assembler.set_aside(entry)
        elif not self._levels.is_mark(entry.cell) and (
            self._ratings.level(entry.cell.line, series) != meaning.level
        ):
            assembler.list_entry(entry, "mark_not_understood", expected="x")
        elif year is None:
            assembler.as_note(draft, entry)
        else:
            said = [
                one
                for one in draft.statements
                if getattr(one, "series", None) is series and one.begins == PartialDate(year.year)
            ]
            if said:
                assembler.list_entry(entry, "second_value", expected=said[0].as_written)
                return
            span = (PartialDate(year.year), PartialDate(year.year))
            written = entry.column.path[-1]
            draft.statements.append(
                self._ratings.rated(
                    meaning.level, series, span, written, entry.ref, self._times.decision
                )
            )
            assembler.keep(draft, entry)

    # --- awards and disciplines

    def _award(self, draft: Draft, entry: Entry, assembler: PersonAssembler) -> None:
        if self._levels.is_nothing(entry.cell):
            assembler.set_aside(entry)
            return
        year = self._meaning(entry).year
        found, unknown = self._honours.awards(entry.cell.text)
        draft.statements.extend(
            AwardReading(
                award=one.name, level=one.level, begins=one.day or year, as_written=one.written,
                cell=entry.ref,
            )
            for one in found
        )  # fmt: skip
        self._kept_or_listed(draft, entry, assembler, "award_not_understood", unknown)

    def _discipline(self, draft: Draft, entry: Entry, assembler: PersonAssembler) -> None:
        if self._levels.is_nothing(entry.cell):
            assembler.set_aside(entry)
            return
        found, unknown = self._honours.disciplines(entry.cell.text)
        year = self._meaning(entry).year
        for one in found:
            side = one.side or self._honours.side(entry.column.label, one.form)
            if side is None:
                assembler.list_entry(
                    entry, "discipline_side_not_said", expected="về Đảng, chính quyền, đoàn thể"
                )
                continue
            draft.statements.append(
                DisciplineReading(
                    side=side, form=one.form, begins=one.begins or year, ends=one.ends,
                    as_written=one.written, cell=entry.ref,
                )
            )  # fmt: skip
        self._kept_or_listed(draft, entry, assembler, "discipline_not_understood", unknown)

    def _kept_or_listed(
        self,
        draft: Draft,
        entry: Entry,
        assembler: PersonAssembler,
        code: str,
        unknown: list[str],
    ) -> None:
        if not unknown:
            assembler.keep(draft, entry)
            return
        suggest = (
            self._honours.suggest_award
            if code.startswith("award")
            else self._honours.suggest_discipline
        )
        assembler.list_entry(entry, code, suggestion=suggest(unknown[0]))

    # --- ranks

    def _settle_ranks(
        self, draft: Draft, ranks: Mapping[str, list[Entry]], assembler: PersonAssembler
    ) -> None:
        """One rank from the columns of one side; an old side without a rank takes the new one's."""
        readings: dict[str, RankReading] = {}
        for side, entries in ranks.items():
            found = self._rank_of(draft, entries, assembler)
            if found is not None:
                readings[side] = found
        code = next((one.rank for one in readings.values() if one.rank), "")
        plain_begins = readings.get("")
        for side, one in readings.items():
            if side == "" and len(readings) > 1 and not (one.step or one.coefficient):
                continue  # the rank's name stands once for both sides
            begins = one.begins
            if side == "new" and begins is None and plain_begins is not None:
                begins = plain_begins.begins
            decision = None if side == "old" else one.decision
            draft.statements.append(
                replace(one, rank=one.rank or code, begins=begins, decision=decision)
            )

    def _rank_of(
        self, draft: Draft, entries: list[Entry], assembler: PersonAssembler
    ) -> RankReading | None:
        parts, begins, written = RankParts(), None, []
        first = entries[0]
        for entry in entries:
            if entry.column.role == "rank_begins":
                begins = self._day(entry, assembler)
                if begins is not None:
                    assembler.keep(draft, entry)
                continue
            said = self._part(entry)
            if said is None:
                assembler.list_entry(
                    entry, "rank_not_understood", expected="01.003, Chuyên viên; 3/9; 3,00",
                    suggestion=self._ranks.suggest(entry.cell.line),
                )  # fmt: skip
                continue
            if said.code and parts.code and said.code != parts.code:
                assembler.list_entry(entry, "second_value", expected=parts.code)
                continue
            parts = _joined(parts, said)
            written.append(entry.cell.line)
            assembler.keep(draft, entry)
        if not written:
            return None
        if parts.code and not self._ranks.is_listed(parts.code):
            assembler.advise(first, "rank_not_in_lists", parts.code)
        return RankReading(
            rank=parts.code, step=parts.step, coefficient=parts.coefficient, begins=begins,
            as_written="; ".join(written), cell=first.ref, decision=self._times.decision,
        )  # fmt: skip

    def _part(self, entry: Entry) -> RankParts | None:
        """What one column says of a rank; None where it is not understood."""
        text, role = entry.cell.line, entry.column.role
        if role == "coefficient":
            coefficient = self._ranks.coefficient(text)
            return RankParts(coefficient=coefficient) if coefficient else None
        if role == "step":
            step, coefficient = self._ranks.step(text)
            return None if step is None else RankParts(step=step, coefficient=coefficient)
        if self._ranks.is_none(text):
            return RankParts()
        found = self._ranks.read(text)
        return None if found.rest or found == RankParts() else found


def _joined(first: RankParts, other: RankParts) -> RankParts:
    return RankParts(
        first.code or other.code,
        other.step if first.step is None else first.step,
        first.coefficient or other.coefficient,
    )
