"""Reads an .xlsx by openpyxl, cell by cell.

openpyxl's own loading makes a workbook to be edited: it drops what a merged range covers, makes an
error of a number too large for its date format, and gives no file at all when a picture, a
validation or a colour is odd. A personnel file needs every cell and nothing else, so here
openpyxl's parts read the cells, strings, merges and formats, and the rest stays unread. The parser
of rows is private to openpyxl; it alone gives the cells as they stand, one row at a time. What is
written in the usual shape, as nearly all sheets are, is taken apart in bulk (`plain_sheet`): then
the parser sees each different cell once.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import IO, Any
from xml.etree.ElementTree import Element

import numpy as np
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import Stylesheet
from openpyxl.worksheet._reader import WorkSheetParser, _cast_number
from openpyxl.worksheet.merge import MergeCells
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring, iterparse, localname

from canbo.exchange.workbooks import guard
from canbo.exchange.workbooks.dense import DenseCells, table_of
from canbo.exchange.workbooks.encodings import font_rule
from canbo.exchange.workbooks.grid import (
    Cell,
    Place,
    Run,
    Sheet,
    Span,
    date_cell,
    date_precision,
    number_cell,
    struck_out,
    text_cell,
    tidy,
)
from canbo.exchange.workbooks.plain_sheet import (
    BODY,
    INLINE,
    Kind,
    PlainSheet,
    Unusual,
    is_plain,
    take_apart,
    texts_apart,
)
from canbo.exchange.workbooks.progress import Meter, Step, tell

_CHUNK = 1 << 20
# Runs of empty formatted cells and rows are cut out before the XML parser sees them. Only those
# that say their own place are cut, so that a file which leaves places out is still counted right.
_EMPTY_CELLS = re.compile(rb'(?:<c r="[^<>]*/>)+')
# no possessive quantifiers: CPython before 3.11.5 matched them wrongly in groups
_EMPTY_ROWS = re.compile(rb'(?:<row r="[^<>]*(?:/>|>\s*</row>)\s*)+')
_MOST_HIDDEN = 1_000  # columns hidden in one stretch that are told one by one
_EMPTY = Cell(None, "")
_ATTRIBUTES = re.compile(
    rb'(?P<inline>\x01)?(?: s="(?P<style>\d{1,6})")?(?: t="(?P<type>n|s|inlineStr)")?'
)
_DENSE_FROM = 20_000  # cells of a sheet from which they are kept by column
_USUAL_NAMES = b'xmlns="' + SHEET_MAIN_NS.encode() + b'"'
_ROW, _COLUMN, _MERGES, _FORMULA, _STRING, _RUN = (
    f"{{{SHEET_MAIN_NS}}}{name}" for name in ("row", "col", "mergeCells", "f", "si", "rPr")
)


def read_package(content: bytes) -> tuple[Sheet, ...]:
    """Read every sheet of an .xlsx, hidden ones too; charts have no cells.

    Codes: truncated_workbook, unsafe_workbook, formula_error, workbook_too_large, not_a_workbook,
    encrypted_workbook.
    """
    package = guard.open_package(content)
    with guard.library_at_work(f".xlsx, {guard.size_of(content)}"):
        return _read(package, content)


def _read(package: guard.Package, content: bytes) -> tuple[Sheet, ...]:
    reader = ExcelReader(io.BytesIO(content), data_only=True, keep_links=False, rich_text=True)
    reader.archive = package
    reader.read_manifest()
    reader.read_workbook()
    listed = [(s, rel) for s, rel in reader.parser.find_sheets() if "chartsheet" not in rel.Type]
    guard.judge_sheet_count(len(listed))
    parts = {rel.Type.rpartition("/")[2]: rel.target for rel in reader.parser.rels.values()}
    texts = parts.get("sharedStrings")  # some programs list them without writing any
    names = package.namelist()
    meter = _meter(package, [str(texts), *(rel.target for _, rel in listed)])
    strings = _strings(package, str(texts), meter) if texts in names else []
    theme = _theme_fonts(package, parts["theme"]) if parts.get("theme") in names else {}
    styles = _styles(package, parts["styles"], theme) if "styles" in parts else []
    book = _Book(strings, styles, reader.wb.epoch.date(), meter)
    tally = guard.Tally()
    sheets = []
    for sheet, relation in listed:
        with guard.library_at_work(relation.target):
            read = book.read_sheet(sheet.name, package, relation.target, tally)
        sheets.append(replace(read, hidden=sheet.state != "visible"))
    guard.refuse_errors(sheets)
    return tuple(sheets)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with the fonts of its pieces, "" where a piece has the cell's."""

    whole: str
    runs: tuple[Run, ...] = ()

    @classmethod
    def of(cls, value: Any) -> _Text:
        """Take a plain or rich text of openpyxl."""
        if isinstance(value, str):
            return cls(value)
        runs = tuple(
            Run(str(piece), (piece.font.rFont or "") if isinstance(piece, TextBlock) else "")
            for piece in value
        )
        return cls("".join(run.text for run in runs), runs if any(r.font for r in runs) else ())

    def in_font(self, font: str) -> tuple[Run, ...]:
        """The pieces in a cell of a font; none when no font has an encoding of its own."""
        runs = tuple(Run(run.text, run.font or font) for run in self.runs)
        runs = runs or (Run(self.whole, font),)
        return runs if any(font_rule(run.font) for run in runs) else ()


def _meter(package: guard.Package, parts: list[str]) -> Meter:
    """Tells how much of some parts is opened, by what they unpack to."""
    sizes = {one.filename: one.file_size for one in package.infolist()}
    meter = Meter(Step.OPENED, sum(sizes.get(part, 0) for part in parts))
    meter.add(0)
    return meter


def _strings(package: guard.Package, part: str, meter: Meter) -> list[str | _Text]:
    """The shared strings, those in pieces with the fonts of their pieces."""
    with package.open(part, limit=guard.STRINGS_LIMIT) as stream:
        xml = stream.read()
    meter.add(len(xml))
    found: list[str | _Text] = []
    try:
        if _USUAL_NAMES not in xml[:2000]:
            raise Unusual
        for said in texts_apart(xml):
            if isinstance(said, str):
                found.append(said)
            else:
                found.extend(_parsed_strings(b"<sst " + _USUAL_NAMES + b">" + said + b"</sst>"))
    except (Unusual, SyntaxError):
        return list(_parsed_strings(xml))
    return found


def _parsed_strings(xml: bytes) -> Iterator[_Text]:
    for _, node in iterparse(io.BytesIO(xml)):
        if node.tag == _RUN:
            _keep_only(node, "rFont")
        elif node.tag == _STRING:
            yield _Text.of(CellRichText.from_tree(node))
            node.clear()


@dataclass(frozen=True, slots=True)
class _Style:
    shows: int = 0  # what its number format shows of a date; 0: no date
    font: str = ""
    is_struck: bool = False


def _styles(package: guard.Package, part: str, theme: Mapping[str, str]) -> list[_Style]:
    """What the style numbers of cells mean.

    openpyxl refuses a whole stylesheet for an odd border or font family; only the number formats
    and the names of fonts are handed to it.
    """
    root = fromstring(package.read(part))
    _keep_only(root, "numFmts", "fonts", "cellXfs")
    for table in root:
        for entry in table:
            _keep_only(entry, "name", "scheme", "strike")
    sheet = Stylesheet.from_tree(root)
    codes, fonts = sheet.custom_formats, sheet.fonts
    found = []
    for xf in sheet.cellXfs.xf:
        font = fonts[xf.fontId or 0] if (xf.fontId or 0) < len(fonts) else None
        shows = date_precision(xf.numFmtId, codes.get(xf.numFmtId))
        name = font and (theme.get(font.scheme or "") or font.name)
        found.append(_Style(shows, name or "", is_struck=bool(font and font.strike)))
    return found


def _theme_fonts(package: guard.Package, part: str) -> dict[str, str]:
    """The fonts that styles call "minor" and "major" instead of a name."""
    found = {}
    for element in fromstring(package.read(part)).iter():
        scheme = {"minorFont": "minor", "majorFont": "major"}.get(localname(element))
        if scheme:
            latin = next((e for e in element if localname(e) == "latin"), None)
            found[scheme] = latin.get("typeface", "") if latin is not None else ""
    return found


def _keep_only(node: Element, *names: str) -> None:
    for child in list(node):
        if localname(child) not in names:
            node.remove(child)


@dataclass(frozen=True, slots=True)
class _Book:
    """What the cells of all sheets refer to."""

    strings: list[str | _Text]
    styles: list[_Style]
    epoch: date
    meter: Meter

    def read_sheet(self, name: str, package: guard.Package, part: str, tally: guard.Tally) -> Sheet:
        """Read the cells with a value, the merged ranges and what is hidden of one sheet."""
        before = self.meter.done
        try:
            with package.open_sheet(part) as stream:
                tags = guard.TagTally(guard.PLAIN_CELL_LIMIT)
                plain = take_apart(_trim(stream, tags, self.meter))
            if _USUAL_NAMES not in plain.shell:
                raise Unusual
            return self._plain_sheet(name, plain, tally)
        except Unusual:
            self.meter.done = before
        with package.open_sheet(part) as stream:
            return self._tag_by_tag(name, _Trimmed(stream, self.meter), tally)

    def _plain_sheet(self, name: str, plain: PlainSheet, tally: guard.Tally) -> Sheet:
        """A sheet that was taken apart; each different cell is understood once."""
        shell = self._tag_by_tag(name, io.BytesIO(plain.shell), tally)
        parser = WorkSheetParser(io.BytesIO(), self.strings, data_only=True, rich_text=True)
        found: list[Cell | None] = []
        total = sum(len(kind.numbers) + len(kind.texts) for kind in plain.kinds)
        for kind in plain.kinds:
            tell(Step.VALUES, len(found), total)
            found.extend(self._of_kind(parser, kind))
        tell(Step.VALUES, total, total)
        nothing = np.array([False, *(cell is None for cell in found)])
        columns = {
            column: np.where(nothing[codes], 0, codes) if nothing.any() else codes
            for column, codes in plain.columns.items()
        }
        dense = DenseCells(table_of(cell or _EMPTY for cell in found), columns)
        tally.add(len(dense))
        cells: Mapping[Place, Cell] = dense
        if len(dense) <= _DENSE_FROM:
            cells = dict(dense.items())
        hidden = plain.hidden_rows.intersection(dense.row_numbers)
        return replace(shell, cells=cells, hidden_rows=frozenset(hidden))

    def _of_kind(self, parser: Any, kind: Kind) -> Iterator[Cell | None]:
        """Different cells of the same attributes; what is not as usual the parser knows."""
        shape, style = self._shape(kind.attributes)
        for number in kind.numbers:
            if shape == b"n":
                yield self._number_cell(float(number), style, is_formula=False)
            elif shape == b"s":
                text = self.strings[number]
                yield _tidied(text) if isinstance(text, str) else _in_pieces(text, style)
            else:
                yield self._parsed(parser, kind.attributes, str(number))
        for said in kind.texts:
            if shape == b"n" and said.isascii() and said.replace(".", "", 1).isdigit():
                yield self._number_cell(float(_cast_number(said)), style, is_formula=False)
            elif shape == b"inlineStr" and said and is_plain(said):
                yield _tidied(said)
            else:
                yield self._parsed(parser, kind.attributes, said)

    def _shape(self, attributes: bytes) -> tuple[bytes, _Style]:
        """The type of cells of some attributes, b"" where only the parser understands them."""
        usual = _ATTRIBUTES.fullmatch(attributes)
        if usual is None:
            return b"", _Style()
        style, shape = self._style(int(usual["style"] or 0)), usual["type"] or b"n"
        is_odd = style.is_struck or bool(usual["inline"]) != (shape == b"inlineStr")
        return (b"" if is_odd or (shape != b"n" and font_rule(style.font)) else shape), style

    def _parsed(self, parser: Any, attributes: bytes, value: str) -> Cell | None:
        before, after = b"<v>", b"</v>"
        if attributes.startswith(INLINE):
            before, after = b"<is><t xml:space='preserve'>", b"</t></is>"
        elif attributes.startswith(BODY):
            before = after = b""
        said, inside = attributes.lstrip(BODY + INLINE), before + value.encode() + after
        try:
            element = fromstring(
                b"<c " + _USUAL_NAMES + b' r="A1"' + said + b">" + inside + b"</c>"
            )
        except SyntaxError as error:
            raise Unusual from error
        for run in element.iter(_RUN):
            _keep_only(run, "rFont")
        found = parser.parse_cell(element)
        return self._cell(found, is_formula=element.find(_FORMULA) is not None)

    def _tag_by_tag(self, name: str, source: Any, tally: guard.Tally) -> Sheet:
        """A sheet as the parser reads it, row by row."""
        cells: dict[Place, Cell] = {}
        merges: list[Span] = []
        rows: set[int] = set()
        columns: set[int] = set()
        # no date formats are named to the parser: the serial number is wanted, not a datetime
        parser = WorkSheetParser(source, self.strings, data_only=True, rich_text=True)
        for _, element in iterparse(parser.source):
            if element.tag == _ROW:
                count = len(cells)
                self._read_row(parser, element, cells, tally)
                if len(cells) > count and _is_true(element.get("hidden")):
                    rows.add(next(reversed(cells))[0])
                element.clear()
            elif element.tag == _COLUMN and _is_true(element.get("hidden")):
                first, last = int(element.get("min", 1)), int(element.get("max", 0))
                columns.update(range(first - 1, min(last, first + _MOST_HIDDEN)))
            elif element.tag == _MERGES:
                merges.extend(_spans(element))
            elif element.tag == _RUN:
                _keep_only(element, "rFont")
        return Sheet(
            name,
            cells,
            tuple(merges),
            hidden_rows=frozenset(rows),
            hidden_columns=frozenset(columns),
        )

    def _read_row(
        self, parser: Any, row: Element, cells: dict[Place, Cell], tally: guard.Tally
    ) -> None:
        for element, found in zip(row, parser.parse_row(row)[1], strict=True):
            cell = self._cell(found, is_formula=element.find(_FORMULA) is not None)
            if cell is not None:
                tally.count()
                cells[found["row"] - 1, found["column"] - 1] = cell

    def _cell(self, found: dict[str, Any], *, is_formula: bool) -> Cell | None:
        style = self._style(found["style_id"])
        cell = self._plain_cell(found, style, is_formula=is_formula)
        return struck_out(cell) if cell is not None and style.is_struck else cell

    def _plain_cell(self, found: dict[str, Any], style: _Style, *, is_formula: bool) -> Cell | None:
        value, kind = found["value"], found["data_type"]
        if value is None:
            return _empty_cell(kind, is_formula)
        match kind:
            case "n":
                return self._number_cell(float(value), style, is_formula)
            case "b":
                return Cell(value, str(int(value)), is_formula=is_formula)
            case "d" if isinstance(value, date):
                day = value.date() if isinstance(value, datetime) else value
                return date_cell(day, is_formula=is_formula)
        text = value if isinstance(value, _Text) else _Text.of(value)
        return text_cell(text.whole, runs=text.in_font(style.font), is_formula=is_formula)

    def _style(self, number: int) -> _Style:
        return self.styles[number] if 0 <= number < len(self.styles) else _Style()

    def _number_cell(self, value: float, style: _Style, is_formula: bool) -> Cell:
        day = self._day(value) if style.shows and value >= 1 else None
        if day is not None and 1900 <= day.year <= 2200:
            return date_cell(day, shows=style.shows, is_formula=is_formula)
        return number_cell(value, is_formula=is_formula)

    def _day(self, serial: float) -> date | None:
        try:
            return self.epoch + timedelta(days=int(serial))
        except OverflowError:
            return None


def _tidied(text: str) -> Cell:
    """A cell of plain text; as `text_cell`, without what a million cells need not."""
    return Cell(text, tidy(text))


def _in_pieces(text: _Text, style: _Style) -> Cell:
    return text_cell(text.whole, runs=text.in_font(style.font))


def _empty_cell(kind: str, is_formula: bool) -> Cell | None:
    """A cell without a value: nothing, an empty text, or a formula nobody computed."""
    if kind == "inlineStr" or (kind == "str" and is_formula):
        return text_cell("", is_formula=is_formula)
    return Cell(None, "", is_formula=True) if is_formula else None


def _is_true(written: str | None) -> bool:
    return written in {"1", "true"}


def _spans(element: Element) -> Iterator[Span]:
    for merge in MergeCells.from_tree(element).mergeCell:
        yield merge.min_row - 1, merge.min_col - 1, merge.max_row - 1, merge.max_col - 1


class _Trimmed:
    """A sheet's XML without its empty formatted cells and rows, as a file to read from."""

    def __init__(self, stream: IO[bytes], meter: Meter) -> None:
        self._pieces = _trim(stream, guard.TagTally(guard.CELL_LIMIT), meter)

    def read(self, _size: int = -1) -> bytes:
        """Return the next piece, of any length; nothing at the end."""
        return next((piece for piece in self._pieces if piece), b"")


def _trim(stream: IO[bytes], tags: guard.TagTally, meter: Meter) -> Iterator[bytes]:
    """The XML in pieces cut between rows, without what is empty."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        whole = guard.with_usual_names(rest + chunk)
        cut = max(whole.rfind(b"</row>"), whole.rfind(b"<row "))
        cut = cut if cut > 0 else len(whole)
        rest, piece = whole[cut:], whole[:cut]
        if b'"/>' in piece:
            piece = _EMPTY_CELLS.sub(b"", piece)
        if b'"/>' in piece or b'"></row>' in piece:
            piece = _EMPTY_ROWS.sub(b"", piece)
        tags.count(piece)
        yield piece
        meter.add(len(chunk))
    yield rest
