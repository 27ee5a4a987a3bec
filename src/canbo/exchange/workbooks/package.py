"""Reads the parts of an .xlsx: strings, styles, sheets; sparse, and safe against entity tricks.

Read here rather than by a library, because each of these matters to a personnel file and is lost
elsewhere: white-space cells, error values, what a date's number format shows, the cell's font,
and a far-away stray cell that must not make a dense table of the whole sheet.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from posixpath import dirname, join, normpath
from xml.parsers import expat

from canbo.exchange.workbooks import guard
from canbo.exchange.workbooks.grid import (
    Cell,
    Place,
    Sheet,
    Span,
    date_cell,
    is_legacy_font,
    number_cell,
    text_cell,
)
from canbo.exchange.workbooks.reading import CellRef, Problem, WorkbookRefused

ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"})
_CHUNK = 1 << 20
# Runs of empty formatted cells and rows are cut out before the XML parser sees them.
_EMPTY_CELLS = re.compile(rb'(?:<c r="[^<>]*/>)+')
# no possessive quantifiers: CPython before 3.11.5 matched them wrongly in groups
_EMPTY_ROWS = re.compile(rb'(?:\s*<row r="[^<>]*(?:/>|>\s*</row>))+')
BUILTIN_DATES = {14: 3, 15: 3, 16: 3, 17: 2, 22: 3, **dict.fromkeys([*range(27, 37)], 3)} | (
    dict.fromkeys([*range(50, 59)], 3)
)
_NOT_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.|AM/PM|A/P', re.IGNORECASE)


def shown_precision(format_code: str) -> int:
    """What a number format shows of a date: 3 day, 2 month, 1 year, 0 no date at all."""
    code = _NOT_CODE.sub("", format_code.split(";", maxsplit=1)[0]).lower()
    if not re.search(r"[yd]", code):
        return 0
    if "d" in code:
        return 3
    return 2 if "m" in code else 1


@dataclass(slots=True)
class Styles:
    """What the style numbers of cells mean: date precision and legacy font."""

    dates: dict[int, int] = field(default_factory=dict)
    legacy: set[int] = field(default_factory=set)


class Package:
    """An opened .xlsx; `sheets` reads them all.

    Codes: truncated_workbook, unsafe_workbook, formula_error, workbook_too_large.
    """

    def __init__(self, content: bytes) -> None:
        self._zip = guard.open_package(content)
        names = self._zip.namelist()
        self._names = {name.lstrip("/").lower(): name for name in names}
        self._strings: list[tuple[str, str]] = []
        self._styles = Styles()
        self._epoch = date(1899, 12, 30)
        self._cell_count = 0

    def sheets(self) -> tuple[Sheet, ...]:
        """Read every sheet, hidden ones too; charts have no cells."""
        workbook = next(n for n in self._names if n.endswith("workbook.xml"))
        listed = self._listed_sheets(workbook)
        if len(listed) > guard.SHEET_LIMIT:
            guard.refuse(
                "workbook_too_large", found=f"{len(listed)} sheet", expected=str(guard.SHEET_LIMIT)
            )
        self._read_styles(workbook)
        self._read_strings(workbook)
        sheets, errors = [], []
        for name, part, hidden in listed:
            reader = _SheetReader(self, name)
            self._parse(part, reader.start, reader.end, reader.text, trim=True)
            errors.extend(reader.errors)
            sheets.append(Sheet(name, reader.cells, tuple(reader.merges), hidden))
        if errors:
            raise WorkbookRefused(tuple(errors))
        return tuple(sheets)

    # --- the workbook's own parts

    def _listed_sheets(self, workbook: str) -> list[tuple[str, str, bool]]:
        found: list[tuple[str, str, bool]] = []
        targets = self._targets(workbook)

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
                self._epoch = date(1904, 1, 1)
            if tag == "sheet":
                key = next((v for k, v in attributes.items() if k.split(" ")[-1] == "id"), "")
                part = targets.get(key, "")
                if part and "chartsheet" not in part:
                    hidden = attributes.get("state", "visible") != "visible"
                    found.append((attributes.get("name", ""), part, hidden))

        self._parse(workbook, start)
        return found

    def _targets(self, workbook: str) -> dict[str, str]:
        folder = dirname(workbook)
        relations = f"{folder}/_rels/{workbook.rsplit('/', 1)[-1]}.rels".lstrip("/")
        found: dict[str, str] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship":
                target = attributes.get("Target", "")
                path = target if target.startswith("/") else join(folder, target)
                found[attributes.get("Id", "")] = normpath(path).lstrip("/").lower()

        self._parse(relations, start)
        return found

    def _read_styles(self, workbook: str) -> None:
        reader = _StylesReader(self._styles)
        self._parse_beside(workbook, "styles.xml", reader.start, reader.end)

    def _read_strings(self, workbook: str) -> None:
        reader = _StringsReader(self._strings)
        self._parse_beside(workbook, "sharedstrings.xml", reader.start, reader.end, reader.text)

    def _parse_beside(self, workbook: str, name: str, *handlers: Callable[..., None]) -> None:
        part = join(dirname(workbook), name)
        if part in self._names:
            self._parse(part, *handlers)

    # --- what cells need

    def string(self, index: str) -> tuple[str, str]:
        """A shared string and the font of its first run."""
        try:
            return self._strings[int(index)]
        except (ValueError, IndexError):
            guard.refuse("truncated_workbook", found=f"sharedStrings[{index}]")

    def precision(self, style: int) -> int:
        """What a style shows of a date (0: no date)."""
        return self._styles.dates.get(style, 0)

    def is_legacy(self, style: int) -> bool:
        """Whether a style's font has an encoding of its own."""
        return style in self._styles.legacy

    def day(self, serial: float) -> date | None:
        """The day of an Excel serial number, None where there is none."""
        try:
            return self._epoch + timedelta(days=int(serial))
        except OverflowError:
            return None

    def count_cell(self) -> None:
        """Count one cell with a value; refuse beyond the limit."""
        self._cell_count += 1
        if self._cell_count > guard.CELL_LIMIT:
            guard.refuse(
                "workbook_too_large", found=f"> {guard.CELL_LIMIT}", expected=str(guard.CELL_LIMIT)
            )

    # --- XML

    def _parse(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
        *,
        trim: bool = False,
    ) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_entities
        parser.StartElementHandler = lambda tag, attrs: start(tag.rpartition(" ")[2], attrs)
        if end is not None:
            ended = end
            parser.EndElementHandler = lambda tag: ended(tag.rpartition(" ")[2])
        if text is not None:
            parser.CharacterDataHandler = text
        try:
            for chunk in self._chunks(part, trim=trim):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, KeyError):
            guard.refuse("truncated_workbook", found=part)
        except (ValueError, NotImplementedError, OSError):
            guard.refuse("truncated_workbook", found=part)

    def _chunks(self, part: str, *, trim: bool) -> Iterator[bytes]:
        with self._zip.open(self._names[part]) as stream:
            rest = b""
            while chunk := stream.read(_CHUNK):
                whole = rest + chunk
                if not trim:
                    yield whole
                    continue
                cut = max(whole.rfind(b"</row>"), whole.rfind(b"<row "))
                cut = cut if cut > 0 else len(whole)
                rest = whole[cut:]
                yield _EMPTY_ROWS.sub(b"", _EMPTY_CELLS.sub(b"", whole[:cut]))
            yield rest


def _refuse_entities(*_: object) -> None:
    guard.refuse("unsafe_workbook", found="DOCTYPE")


class _StylesReader:
    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._formats: dict[int, str] = {}
        self._fonts: list[str] = []
        self._inside = ""
        self._count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in {"fonts", "cellXfs", "dxfs", "cellStyleXfs"}:
            self._inside = tag
        elif tag == "numFmt" and self._inside != "dxfs":
            self._formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif tag == "font" and self._inside == "fonts":
            self._fonts.append("")
        elif tag == "name" and self._inside == "fonts" and self._fonts:
            self._fonts[-1] = attributes.get("val", "")
        elif tag == "xf" and self._inside == "cellXfs":
            self._note_style(int(attributes.get("numFmtId", 0)), int(attributes.get("fontId", 0)))

    def end(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def _note_style(self, format_id: int, font_id: int) -> None:
        code = self._formats.get(format_id)
        shows = BUILTIN_DATES.get(format_id, 0) if code is None else shown_precision(code)
        if shows:
            self._styles.dates[self._count] = shows
        if font_id < len(self._fonts) and is_legacy_font(self._fonts[font_id]):
            self._styles.legacy.add(self._count)
        self._count += 1


class _StringsReader:
    def __init__(self, strings: list[tuple[str, str]]) -> None:
        self._strings = strings
        self._pieces: list[str] = []
        self._font = ""
        self._reading = False
        self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            self._pieces, self._font = [], ""
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "rFont":
            self._font = self._font or attributes.get("val", "")
        elif tag == "t":
            self._reading = not self._phonetic

    def end(self, tag: str) -> None:
        if tag == "t":
            self._reading = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            self._strings.append(("".join(self._pieces), self._font))

    def text(self, data: str) -> None:
        if self._reading:
            self._pieces.append(data)


class _SheetReader:
    """Collects one sheet's cells; positions are counted where the file leaves them out."""

    def __init__(self, package: Package, name: str) -> None:
        self.cells: dict[Place, Cell] = {}
        self.merges: list[Span] = []
        self.errors: list[Problem] = []
        self._package = package
        self._name = name
        self._row = self._column = -1
        self._type, self._style = "n", 0
        self._pieces: list[str] = []
        self._reading = self._has_formula = self._in_inline = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
        elif tag == "v" or (tag == "t" and self._in_inline):
            self._reading = True
        elif tag == "is":
            self._in_inline = True
        elif tag == "rPh":
            self._in_inline = False
        elif tag == "f":
            self._has_formula = True
        elif tag == "mergeCell":
            self.merges.append(parse_span(attributes.get("ref", "A1")))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self._row, self._column = parse_place(attributes["r"])
        else:
            self._column += 1
        self._type = attributes.get("t", "n")
        self._style = int(attributes.get("s", 0))
        self._pieces, self._has_formula = [], False

    def end(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self._reading = False
        elif tag == "is":
            self._in_inline = False
        elif tag == "c":
            self._keep("".join(self._pieces))

    def text(self, data: str) -> None:
        if self._reading:
            self._pieces.append(data)

    def _keep(self, written: str) -> None:
        is_text = self._type == "inlineStr" or (self._type == "str" and self._has_formula)
        if not written and not self._has_formula and not is_text:
            return
        cell = self._make(written) if written or is_text else Cell(None, "", is_formula=True)
        self._package.count_cell()
        self.cells[self._row, self._column] = cell
        if cell.text in ERRORS:
            address = CellRef(self._name, self._row, self._column).address
            self.errors.append(Problem(self._name, address, "formula_error", cell.text))

    def _make(self, written: str) -> Cell:
        formula, font = self._has_formula, ".Vn" if self._package.is_legacy(self._style) else ""
        if self._type == "s":
            shared, run_font = self._package.string(written)
            return text_cell(shared, font=run_font or font)
        if self._type in {"str", "inlineStr", "e"}:
            return text_cell(written, font=font, is_formula=formula)
        if self._type == "b":
            return Cell(written == "1", written, is_formula=formula)
        if self._type == "d":
            return date_cell(date.fromisoformat(written[:10]), is_formula=formula)
        return self._make_number(float(written), formula)

    def _make_number(self, value: float, formula: bool) -> Cell:
        shows = self._package.precision(self._style)
        day = self._package.day(value) if shows and value >= 1 else None
        if day is not None and 1900 <= day.year <= 2200:
            return date_cell(day, shows=shows, is_formula=formula)
        return number_cell(value, is_formula=formula)


_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


def parse_place(address: str) -> Place:
    """Read an address such as B7 as row and column from 0."""
    match = _PLACE.fullmatch(address)
    if match is None:
        raise ValueError(address)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def parse_span(reference: str) -> Span:
    """Read a range such as A1:C2."""
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = parse_place(first), parse_place(last or first)
    return top, left, bottom, right
