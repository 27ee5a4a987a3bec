"""The heading of a list: which kind it is, under which decision, term, election, scheme, year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from canbo.engine.facts import BodyKind, ElectionKind, MoveKind
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks.dates import find_dates
from canbo.exchange.workbooks.decisions import (
    decision_in_title,
    find_scheme,
    find_terms,
    year_in,
)
from canbo.exchange.workbooks.list_vocabulary import ListBook
from canbo.exchange.workbooks.reading import ListKind
from canbo.exchange.workbooks.statements import (
    DecisionReading,
    ElectionReading,
    SchemeReading,
    TermReading,
)
from canbo.exchange.workbooks.titles import TitleLine
from canbo.exchange.workbooks.words import fold, plain

_ATTACHED = re.compile(
    r"(?i)\(?\s*(?:ban hành\s+)?(?:kèm theo|theo|căn cứ)\s+"
    r"(?:quyết định|QĐ|công văn|CV|thông báo|kế hoạch|hướng dẫn|HD|tờ trình)\b[^)\n]*\)?"
)
_TERM_WORDS = re.compile(
    r"(?i)(?:nhiệm kỳ|NK|giai đoạn)\s*[\d\s\-–—/,và]+|(?:khóa|khoá)\s+[IVXL\d]+\b"
    r"|lần thứ\s+[IVXL\d]+\b"
)
_YEARS = re.compile(r"(?<![\d/])(?:19|20)\d\d\s*[-–—]\s*(?:19|20)\d\d(?![\d/])")
_OCCASION = re.compile(
    r"(?i)\b((?:đại hội|hội nghị|kỳ họp|cuộc bầu cử|phiên họp)\b[^,;()\n]{0,80})"
)
_AS_OF = re.compile(r"(?i)\b(?:có đến|tính đến|thời điểm|có mặt đến|số liệu đến|cập nhật đến)\b")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the title lines of a list say of all its rows."""

    kind: ListKind
    title: str
    text: str  # all title lines, for words that rows leave to the title
    as_of: PartialDate | None = None
    year: PartialDate | None = None
    decision: DecisionReading | None = None
    terms: tuple[TermReading, ...] = ()
    election: ElectionReading | None = None
    scheme: SchemeReading | None = None
    move_kinds: tuple[MoveKind, ...] = ()
    is_proposal: bool = False

    @property
    def named(self) -> str:
        """What the title names, without brackets and the occasion: the body, the posts."""
        bare = re.sub(r"\([^)]*\)", " ", self.text.split(" \n (")[0])
        return clean(_OCCASION.sub(" ", bare))

    @property
    def term(self) -> TermReading | None:
        """The one term of the title, None where it names none or several."""
        return self.terms[0] if len(self.terms) == 1 else None


class HeadingReader:
    """Reads the headings of lists."""

    def __init__(self, book: ListBook) -> None:
        self._book = book

    def kinds(self, lines: Sequence[TitleLine], sheet: str) -> list[ListKind]:
        """The kinds that the title's words allow, the first named first; then the sheet's name."""
        title = " ".join(line.text for line in lines)
        found = self._kinds_in(title, title)
        return found or self._kinds_in(sheet.replace("_", " "), f"{title} {sheet}")

    def _kinds_in(self, text: str, whole: str) -> list[ListKind]:
        places: dict[ListKind, int] = {}
        for rule in self._book.documents:
            place = rule.place_in(text)
            if place < 0:
                continue
            if rule.kind is ListKind.ELECTION and not self._names_a_term(whole):
                continue
            places.setdefault(rule.kind, place)
        order = list(dict.fromkeys(rule.kind for rule in self._book.documents))
        return sorted(places, key=lambda kind: (places[kind], order.index(kind)))

    def _names_a_term(self, text: str) -> bool:
        needs = self._book.words["election_needs"].found_in(text)
        chosen = re.search(r"\b(?:bau|trung cu|chi dinh|dac cu)\b", plain(text))
        return bool(needs) and (chosen is not None or not _AS_OF.search(text))

    def read(
        self,
        lines: Sequence[TitleLine],
        kind: ListKind,
        title: str,
        as_of: PartialDate | None,
        above: Sequence[TitleLine] = (),
    ) -> Heading:
        """Read a heading of a known kind; `above`: all lines of the block, for terms."""
        text = " \n ".join(line.text for line in lines)
        terms = self._terms(lines) or self._terms(above)
        decision = next((d for one in lines if (d := decision_in_title(one.text, one.cell))), None)
        scheme = next((s for one in lines if (s := find_scheme(one.text, one.cell))), None)
        bare = _YEARS.sub(" ", _TERM_WORDS.sub(" ", _ATTACHED.sub(" ", text)))
        heading = Heading(
            kind=kind,
            title=title,
            text=text,
            as_of=as_of,
            year=self._year(bare),
            decision=decision,
            terms=terms,
            scheme=scheme if kind in {ListKind.MOVES, ListKind.DECISIONS} else None,
            move_kinds=self._move_kinds(bare),
            is_proposal=self._is_proposal(bare, decision),
        )
        if kind is ListKind.ELECTION:
            cell = lines[0].cell if lines else None
            election = self.election(bare, heading.terms, self._day(bare))
            if election is not None:
                named = _OCCASION.search(text)
                name = clean(named[1]) if named else ""
                heading = replace(heading, election=replace(election, cell=cell, name=name))
        return heading

    def _terms(self, lines: Sequence[TitleLine]) -> tuple[TermReading, ...]:
        found: list[TermReading] = []
        for line in lines:
            found.extend(find_terms(_ATTACHED.sub(" ", line.text), self._book, line.cell))
        dated = [term for term in found if term.begins is not None]
        ordinal = next((term.ordinal for term in found if term.ordinal), "")
        terms: dict[tuple[object, object], TermReading] = {}
        for term in dated or found[:1]:
            own = term.ordinal or (ordinal if len(dated) <= 1 else "")
            terms.setdefault((term.begins, term.ends), replace(term, ordinal=own))
        return tuple(terms.values())

    @staticmethod
    def _year(text: str) -> PartialDate | None:
        """The year a title speaks of; days and months of it are no year of a report."""
        if re.search(r"\btu (?:nam )?(?:19|20)\d\d (?:den|toi)\b", fold(text)):
            return None
        found = re.search(r"\bnam\s+((?:19|20)\d\d)(?![\d/])", plain(text))
        days = re.sub(r"\d{1,2}\s*[/.\-]\s*(?:\d{1,2}\s*[/.\-]\s*)?(?:19|20)\d\d", " ", text)
        days = re.sub(r"(?i)ngày\s*\d+\s*tháng\s*\d+\s*năm\s*\d{4}", " ", days)
        years = re.findall(r"(?i)\bnăm\s+((?:19|20)\d\d)(?![\d/,])", days)
        if len(set(years)) == 1:
            return PartialDate(int(years[0]))
        return year_in(days) if found is None else None

    def _move_kinds(self, text: str) -> tuple[MoveKind, ...]:
        kinds = self._book.choices["move_kinds"]
        found = []
        for piece in re.split(r"[,;/\n]|\bvà\b|-", text):
            said = kinds.find(piece)
            if said and MoveKind(said) not in found:
                found.append(MoveKind(said))
        return tuple(found)

    def _is_proposal(self, text: str, decision: DecisionReading | None) -> bool:
        """Whether a list only proposes; what a decision has approved is no proposal."""
        return decision is None and bool(self._book.words["proposal"].found_in(text))

    @staticmethod
    def _day(text: str) -> PartialDate | None:
        days = [day for day in find_dates(text) if day.precision > 1]
        return days[0] if days else None

    # --- elections

    def election(
        self, text: str, terms: Sequence[TermReading], day: PartialDate | None
    ) -> ElectionReading | None:
        """The occasion that a text names; None where it names only the body and its term."""
        kind = self.occasion(text, terms)
        if kind is None:
            return None
        match = _OCCASION.search(text)
        name = clean(match[1]) if match else ""
        return ElectionReading(kind, day, name)

    def occasion(self, text: str, terms: Sequence[TermReading] = ()) -> ElectionKind | None:
        """On which occasion people came into a body, as far as the words say it."""
        folded = f" {fold(text)} "

        def says(*phrases: str) -> bool:
            return any(f" {phrase} " in folded for phrase in phrases)

        party = says("dai hoi", "ban chap hanh", "bch", "cap uy", "cap uy vien")
        council = any(term.body is BodyKind.COUNCIL for term in terms)
        council = not party and (council or says("hdnd", "hoi dong nhan dan", "dai bieu"))
        chosen = says("bau", "trung cu", "dac cu", "bau cu")
        inner = says("ban thuong vu", "btv", "uy ban kiem tra", "ubkt", "bi thu", "pho bi thu")
        whole = says("ban chap hanh", "bch", "cap uy", "cap uy vien")
        fits = {
            ElectionKind.DESIGNATION: says("chi dinh"),
            ElectionKind.BY_ELECTION: says("bau bo sung"),
            ElectionKind.SESSION: says("ky hop"),
            ElectionKind.GENERAL: chosen and council,
            ElectionKind.CONGRESS: says("dai hoi") or (chosen and whole),
            ElectionKind.PLENUM: says("hoi nghi", "phien hop") or (chosen and inner),
        }
        if says("hoi nghi", "phien hop") and not says("dai hoi"):
            fits[ElectionKind.CONGRESS] = False
        return next((kind for kind, does in fits.items() if does), None)
