"""Title blocks: what a list is, of which unit, as of which day, of which class."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from canbo.engine.facts import UnitLevel
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks.dates import Span, find_date, find_dates, find_span, simplify
from canbo.exchange.workbooks.grid import Sheet
from canbo.exchange.workbooks.places import CellRef, UnitReading
from canbo.exchange.workbooks.units import Surroundings, Territory, UnitReader
from canbo.exchange.workbooks.vocabulary import TitleBook
from canbo.exchange.workbooks.words import fold, plain, trim

PLACE_DATE = re.compile(
    r"(?i)^(?!\W*(?:(?:từ|mở|học)[\s:]+(?:từ\s+)?ngày|(?:khai|bế)\s+(?:giảng|mạc)|bắt đầu"
    r"|kết thúc|thời gian)\b)"
    r"[^\d:()]{2,40},?\s*ngày\s*[\d.…]+\s*tháng\s*[\d.…]+\s*năm\s*[\d.…]+"
)
_DECISION = re.compile(
    r"(?i)(quyết định|\bQĐ\b|công văn|\bCV\b|thông báo|giấy triệu tập|kế hoạch)"
    r"(?:\s+cử[^,;()]*?)?\s*(?:số)?\s*:?\s*"
    r"(?P<number>\d+[\w/\-.]*)?(?P<between>[^;()]*?)(?:\bngày\b|,)?\s*"
)
_IS_AS_OF = re.compile(r"(?i)^\W*(?:số liệu|tính đến|có đến|thời điểm|tính tới|cập nhật)\b")
_LABEL = re.compile(r"^\s*[-+*•(]*\s*([^:\d]{2,40}?)\s*:\s*(.*)$")
_NAME_START = re.compile(
    r"(?i)\b(lớp|khóa|khoá|bồi dưỡng|tập huấn|hội nghị tập huấn|chuyên đề|chương trình)\b"
)
_NAME_END = re.compile(
    r"(?i)\s*[-,;:.(]*\s*(?:\(|\bkhai giảng|\btừ (?:ngày|tháng|năm|\d)|\bthời gian|\bbế giảng"
    r"|\btổ chức (?:từ|tại|ngày)|\bmở (?:tại|từ|ngày|năm)|\bdo (?:trường|học viện|ban|trung)"
    r"|\btháng \d|\bngày \d|\bnăm \d{4}|\btrong \d+ ngày"
    r"|\btại (?:trường|trung|hội|học|thị|huyện|thành|tỉnh)|\btheo quyết|\bkèm theo).*$"
)
_OPENS = re.compile(
    r"\W*(?:[ivx]+\W+)?(?:ket qua|danh sach|phuong an|so theo doi|theo doi|ra soat|tong hop|bieu"
    r"|bang)\b"
)
_AFTER_INSTITUTION = re.compile(r"(?i)\b(?:mở|tổ chức|từ|khai|phối hợp|năm|ngày)\b|[,;().\d]")


class DocumentKind(Enum):
    """What a table is a list of."""

    ROSTER = "roster"
    CLASS = "class"
    SUMMARY = "summary"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TitleLine:
    """One line of a title block with the cell where it stands."""

    text: str
    cell: CellRef


@dataclass(slots=True)
class TitleBlock:
    """The lines above a table, cell by cell and row by row."""

    lines: list[TitleLine] = field(default_factory=list)
    rows: list[TitleLine] = field(default_factory=list)  # the cells of a row in one line
    words: str = ""

    @property
    def cells(self) -> list[CellRef]:
        """The cells of the block."""
        return list(dict.fromkeys(line.cell for line in self.lines))


@dataclass(frozen=True, slots=True)
class ClassMeta:
    """What a title block or a group row says of a class."""

    name: str
    span: Span
    institution: str = ""
    place: str = ""
    decision_number: str = ""
    decision_date: PartialDate | None = None
    cell: CellRef | None = None


class TitleReader:
    """Reads title blocks."""

    def __init__(self, book: TitleBook, units: UnitReader) -> None:
        self._book = book
        self._units = units

    def block(self, sheet: Sheet, rows: Sequence[int]) -> TitleBlock:
        """Collect the lines of a title block."""
        block = TitleBlock()
        for row in rows:
            texts: list[str] = []
            for column, cell in sheet.rows.get(row, {}).items():
                if cell.is_blank or cell.is_doubtful:
                    continue
                ref = CellRef(sheet.name, row, column)
                texts.append(cell.line)
                for text in cell.text.split("\n"):
                    block.lines.append(TitleLine(text, ref))
            if texts:
                first = next(iter(sheet.rows[row]))
                block.rows.append(TitleLine(" ".join(texts), CellRef(sheet.name, row, first)))
        block.words = " \n ".join(line.text for line in block.lines)
        return block

    # --- what the list is

    def kind(self, block: TitleBlock) -> DocumentKind:
        """Tell a class roster from a unit roster by its title lines."""
        title = " ".join(line.text for line in self._title_lines(block))
        if not title:
            return DocumentKind.UNKNOWN
        if self._book.words["class_document"].found_in(_without_terms(title)):
            return DocumentKind.CLASS
        if any(self._labelled(block, key) for key in ("begins", "ends")):
            return DocumentKind.CLASS
        if self._book.words["roster_document"].found_in(title):
            return DocumentKind.ROSTER
        if self._book.words["summary_document"].found_in(title):
            return DocumentKind.SUMMARY
        return DocumentKind.UNKNOWN

    def said_lines(self, block: TitleBlock) -> list[TitleLine]:
        """All lines of a block but those of issuer, motto, number, place and date."""
        return [
            line
            for line in block.lines
            if _OPENS.match(plain(line.text)) or not self._is_head(line.text)
        ]

    def _title_lines(self, block: TitleBlock) -> list[TitleLine]:
        """The lines from "Danh sách …" on; all lines but the heads where nothing says so."""
        for place, line in enumerate(block.lines):
            if self._book.words["document"].begins(line.text):
                return block.lines[place:]
        return [
            line
            for line in block.lines
            if _OPENS.match(plain(line.text)) or not self._is_head(line.text)
        ]

    def _is_head(self, text: str) -> bool:
        """Whether a line is an issuing body, the motto, a number or the place and date."""
        if self._book.words["motto"].found_in(text) or PLACE_DATE.match(text):
            return True
        if re.match(r"(?i)^\s*số\s*:?\s*\d*\s*[-/]", text):
            return True
        if self._book.words["class_document"].found_in(text):
            return False
        return self._units.read(text, Surroundings()) is not None and len(text) < 60

    def title(self, block: TitleBlock) -> str:
        """The title in one line, for people."""
        lines = self._title_lines(block)
        return clean(" ".join(line.text for line in lines[:2])) if lines else ""

    # --- where and when

    def territories(self, block: TitleBlock) -> list[Territory]:
        """All territories named in the block."""
        return [t for line in block.lines for t in self._units.territories(line.text)]

    def unit(self, block: TitleBlock, here: Surroundings) -> UnitReading | None:
        """The unit a roster is of: named in its title, else the body that issues it."""
        title = self._title_lines(block)
        heads = [line for line in block.lines if line not in title]
        return (
            self._commune_in((*title, *heads), here)
            or self._body_among(title, here, in_title=True)
            or self._body_among(heads, here, in_title=False)
            or self._town_in((*title, *heads), here)
        )

    def _commune_in(self, lines: Sequence[TitleLine], here: Surroundings) -> UnitReading | None:
        for line in lines:
            for territory in self._units.territories(line.text):
                if territory.level == UnitLevel.COMMUNE:
                    return self._units.commune(territory, here, line.cell)
        return None

    def _body_among(
        self, lines: Sequence[TitleLine], here: Surroundings, *, in_title: bool
    ) -> UnitReading | None:
        for line in lines:
            body = self._body_in(line.text, here, line.cell, in_title=in_title)
            if body is not None:
                return body
        return None

    def _town_in(self, lines: Sequence[TitleLine], here: Surroundings) -> UnitReading | None:
        for line in lines:
            for territory in self._units.territories(line.text):
                if territory.level == UnitLevel.DISTRICT:
                    return self._units.read(territory.full_name, here, line.cell)
        return None

    def _body_in(
        self, text: str, here: Surroundings, cell: CellRef, *, in_title: bool
    ) -> UnitReading | None:
        if re.search(r"(?i)\bcác\b|\btoàn\b", text):
            return None
        if not in_title:
            return self._units.body(trim(clean(text)), here, cell)
        words = clean(text).split(" ")
        for start in range(1, len(words)):
            rest = trim(" ".join(words[start:]))
            unit = self._units.body(
                re.split(r"[,(]|(?i:\bnăm\b|\btính\b|\bcó đến\b)", rest)[0], here, cell
            )
            if unit is not None and len(unit.path[-1].split(" ")) > 1:
                return unit
        return None

    def day_of_list(self, block: TitleBlock, foot: Sequence[str]) -> PartialDate | None:
        """The day a list of acts speaks of: said in words, else signed; no year of its title."""
        texts = [line.text for line in (*block.rows, *block.lines)]
        said = next((day for text in texts if (day := self._said_day(text)) is not None), None)
        until = (re.search(r"(?i)\(\s*đến\s+(\d[^)]*)\)", text) for text in texts)
        said = said or next((day for m in until if m and (day := find_date(m[1]))), None)
        signed = (find_date(t) for t in (*texts, *foot) if PLACE_DATE.match(t))
        return said or next((day for day in signed if day is not None), None)

    def as_of(self, block: TitleBlock, foot: Sequence[str]) -> PartialDate | None:
        """The day a roster speaks of: said in words, else the date it was signed, else its year."""
        texts = [line.text for line in block.rows] + [line.text for line in block.lines]
        for text in texts:
            said = self._said_day(text)
            if said is not None:
                return said
        title_day = next(
            (day for line in self._title_lines(block) if not PLACE_DATE.match(line.text)
             and (day := _last_date(line.text)) is not None), None,
        )  # fmt: skip
        signed = next(
            (d for t in (*texts, *foot) if PLACE_DATE.match(t) and (d := find_date(t))), None
        )
        if signed is None:
            signed = next((d for t in foot if "ngay" in plain(t) and (d := find_date(t))), None)
        if title_day is not None and (signed is None or not title_day.agrees_with(signed)):
            return title_day
        return signed

    def _said_day(self, text: str) -> PartialDate | None:
        folded = plain(text)
        for phrase in sorted(self._book.words["as_of"].members, key=len, reverse=True):
            place = re.sub(r"[^\w\s]", " ", folded).find(phrase)
            if place >= 0:
                day = find_date(text[place + len(phrase) :])
                if day is not None:
                    return day
        return None

    # --- classes

    def class_meta(self, block: TitleBlock) -> ClassMeta:
        """Everything a title block says of its class."""
        number, decided, rest = self._decision(block)
        name, cell = self._class_name(block)
        return ClassMeta(
            name=name,
            span=self._span(rest, name),
            institution=self._institution(block),
            place=self._labelled(block, "place"),
            decision_number=number,
            decision_date=decided,
            cell=cell,
        )

    def meta_of_text(self, text: str, cell: CellRef) -> ClassMeta:
        """What a group row or a cell says of a class: name and span."""
        return ClassMeta(name=class_phrase(text) or clean(text), span=find_span(text), cell=cell)

    def _class_name(self, block: TitleBlock) -> tuple[str, CellRef | None]:
        for line in block.rows:
            label = _LABEL.match(line.text)
            if (
                label
                and self._book.labels["name"].is_exactly(trim(label[1]))
                and not _is_years(label[2])
            ):
                return trim(_NAME_END.sub("", label[2])), line.cell
        lines = self._title_lines(block)
        for place, line in enumerate(lines):
            phrase = class_phrase(line.text)
            if phrase:
                more = [self._goes_on(other.text) for other in lines[place + 1 : place + 3]]
                whole = not _NAME_END.search(line.text)
                tail = ""
                for text in more if whole else []:
                    if not text:
                        break
                    tail += " " + text
                return clean(phrase + tail), line.cell
        if lines:
            return clean(" ".join(line.text for line in lines[:2])), lines[0].cell
        return "", block.lines[0].cell if block.lines else None

    def _goes_on(self, text: str) -> str:
        """The text when it goes on with a class's name, "" when it says something else."""
        if _LABEL.match(text) or self._is_head(text) or text.lstrip().startswith("("):
            return ""
        if self._book.words["document"].begins(text) or (
            find_span(text).is_known and not _NAME_START.search(text)
        ):
            return ""
        return trim(_NAME_END.sub("", text))

    def _labelled(self, block: TitleBlock, key: str) -> str:
        for line in block.rows:
            for part in re.split(r"\s*[;]\s*", line.text):
                label = _LABEL.match(part)
                if label and self._book.labels[key].is_exactly(trim(label[1])) and label[2]:
                    return trim(label[2])
        return ""

    def _span(self, texts: Sequence[str], name: str) -> Span:
        begins = self._after_word(texts, r"khai giang|ngay bat dau|bat dau|mo lop")
        ends = self._after_word(texts, r"be giang|ket thuc|tong ket lop")
        if begins or ends:
            if begins and ends:
                return Span(begins, ends)
            other = _widest([find_span(text) for text in texts])
            begins = begins or other.begins
            return Span(begins, ends or (other.ends if other.ends != other.begins else None))
        spans = [find_span(text) for text in texts if not PLACE_DATE.match(text)]
        return _widest(spans) if any(span.is_known for span in spans) else find_span(name)

    @staticmethod
    def _after_word(texts: Sequence[str], words: str) -> PartialDate | None:
        for text in texts:
            match = re.search(rf"(?:{words})\D{{0,25}}", simplify(text))
            if match:
                return find_date(simplify(text)[match.start() :])
        return None

    def _institution(self, block: TitleBlock) -> str:
        labelled = self._labelled(block, "institution")
        if labelled:
            return labelled
        for line in block.lines:
            place = self._book.words["institutions"].place_in(line.text)
            if place >= 0:
                return trim(_AFTER_INSTITUTION.split(line.text[place:])[0])
        return ""

    def _decision(self, block: TitleBlock) -> tuple[str, PartialDate | None, list[str]]:
        """The decision that sends the learners, and the texts without it."""
        number, decided = "", None
        rest: list[str] = []
        for line in block.rows:
            text = line.text
            match = _DECISION.search(text)
            if match and (
                match["number"] or re.search(r"(?i)kèm theo|căn cứ|theo quyết định", text)
            ):
                tail = text[match.start() :]
                cut = re.search(r"[;()]|(?i:\bkhai giảng|\bthời gian)", tail[1:])
                tail = tail[: cut.start() + 1] if cut else tail
                number = number or (match["number"] or "")
                decided = decided or find_date(
                    tail[match.end() - match.start() - 4 :] if number else tail
                )
                text = text.replace(tail, " ")
            if not _IS_AS_OF.match(text):
                rest.append(text)
        return trim(number), decided, rest


def class_phrase(text: str) -> str:
    """The words that name a class inside a title: from "lớp" (or "bồi dưỡng" …) on."""
    match = _NAME_START.search(text)
    if match is None:
        return ""
    return trim(_NAME_END.sub("", text[match.start() :]) or text[match.start() :])


def _widest(spans: Sequence[Span]) -> Span:
    """The most precise range among the spans found; a lone year gives way to days."""
    known = [span for span in spans if span.begins is not None]
    if not known:
        return next((span for span in spans if span.is_known), Span())
    return max(
        known,
        key=lambda s: (
            s.begins.precision if s.begins else 0,
            s.ends is not None and s.ends != s.begins,
        ),
    )


def _last_date(text: str) -> PartialDate | None:
    days = find_dates(_without_terms(text))
    return days[-1] if days else None


def _without_terms(text: str) -> str:
    """A title without terms and ordinals ("nhiệm kỳ 2004-2011", "khóa XV"), which tell no class."""
    text = re.sub(r"(?i)nhiệm kỳ\s*[\d\s\-–/]+", " ", text)
    return re.sub(r"(?i)khóa\s+[IVXL]+\b", " ", text)


def _is_years(text: str) -> bool:
    return re.fullmatch(r"[\d\s\-–/.]*", fold(text)) is not None
