"""Reads an .xls by its records (BIFF8 and BIFF5, [MS-XLS]).

Read here rather than by a library, for the same reasons as an .xlsx: error values, white space,
what a date shows, fonts; and because a damaged file must end in a sentence, not in a crash.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum

from canbo.exchange.workbooks import guard
from canbo.exchange.workbooks.compound import workbook_stream
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
from canbo.exchange.workbooks.package import BUILTIN_DATES, shown_precision
from canbo.exchange.workbooks.reading import CellRef, Problem, WorkbookRefused

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
           0x24: "#NUM!", 0x2A: "#N/A"}  # fmt: skip
_BIFF8 = 0x0600


class _Record(IntEnum):
    """The records that are looked at."""

    BOF = 0x0809
    EOF = 0x000A
    CONTINUE = 0x003C
    FILEPASS = 0x002F
    FONT = 0x0031
    XF = 0x00E0
    FORMAT = 0x041E
    SST = 0x00FC
    DATEMODE = 0x0022
    CODEPAGE = 0x0042
    BOUNDSHEET = 0x0085
    MERGES = 0x00E5
    STRING = 0x0207
    BOOLERR = 0x0205
    FORMULA = 0x0006
    LABELSST = 0x00FD
    LABEL = 0x0204
    RSTRING = 0x00D6
    NUMBER = 0x0203
    RK = 0x027E
    MULRK = 0x00BD


_CELLS = frozenset(
    {
        _Record.BOOLERR,
        _Record.FORMULA,
        _Record.LABELSST,
        _Record.LABEL,
        _Record.RSTRING,
        _Record.NUMBER,
        _Record.RK,
    }
)


def read_binary(content: bytes) -> tuple[Sheet, ...]:
    """Read every sheet of an .xls.

    Codes: encrypted_workbook, truncated_workbook, not_a_workbook, workbook_too_large,
    formula_error.
    """
    try:
        return _Book(workbook_stream(content)).sheets()
    except (struct.error, IndexError, ValueError, OverflowError):
        guard.refuse("truncated_workbook", found=f".xls, {len(content) / 2**20:.1f} MB")


@dataclass(frozen=True, slots=True)
class _Style:
    shows: int  # what its number format shows of a date; 0: no date
    is_legacy: bool


@dataclass(slots=True)
class _SheetDraft:
    name: str
    hidden: bool
    cells: dict[Place, Cell] = field(default_factory=dict)
    merges: list[Span] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    waiting: tuple[Place, int] | None = None  # a formula whose text comes in the next record


class _Book:
    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self._version = struct.unpack_from("<H", stream, 4)[0]
        self._fonts: list[str] = []
        self._formats: dict[int, str] = {}
        self._raw_styles: list[tuple[int, int]] = []
        self._styles: list[_Style] = []
        self._strings: list[str] = []
        self._listed: list[tuple[int, str, bool]] = []
        self._epoch = date(1899, 12, 30)
        self._encoding = "cp1252"
        self._count = 0

    def sheets(self) -> tuple[Sheet, ...]:
        """Read the globals, then each sheet's substream."""
        self._read_globals()
        if len(self._listed) > guard.SHEET_LIMIT:
            guard.refuse(
                "workbook_too_large", found=str(len(self._listed)), expected=str(guard.SHEET_LIMIT)
            )
        drafts = [self._read_sheet(*listed) for listed in self._listed]
        errors = tuple(problem for draft in drafts for problem in draft.errors)
        if errors:
            raise WorkbookRefused(errors)
        return tuple(Sheet(d.name, d.cells, tuple(d.merges), d.hidden) for d in drafts)

    def _records(self, place: int) -> Iterator[tuple[int, list[bytes]]]:
        """The records of one substream to its end, each with its continuations."""
        depth = 0
        while place + 4 <= len(self._stream):
            record, pieces, place = self._record(place)
            depth += (record == _Record.BOF) - (record == _Record.EOF)
            if depth == 1:
                yield record, pieces
            if depth <= 0:
                return

    def _record(self, place: int) -> tuple[int, list[bytes], int]:
        record, size = struct.unpack_from("<HH", self._stream, place)
        pieces = [self._piece(place, size)]
        place += 4 + size
        while place + 4 <= len(self._stream):
            following, size = struct.unpack_from("<HH", self._stream, place)
            if following != _Record.CONTINUE:
                break
            pieces.append(self._piece(place, size))
            place += 4 + size
        return record, pieces, place

    def _piece(self, place: int, size: int) -> bytes:
        data = self._stream[place + 4 : place + 4 + size]
        if len(data) < size:
            guard.refuse("truncated_workbook", found=f"{place} + {size}")
        return data

    # --- globals

    def _read_globals(self) -> None:
        for record, pieces in self._records(0):
            self._take_global(record, pieces[0], pieces)
        self._styles = [self._style(font, code) for font, code in self._raw_styles]

    def _take_global(self, record: int, data: bytes, pieces: list[bytes]) -> None:
        if record == _Record.FILEPASS:
            guard.refuse("encrypted_workbook", found=".xls", expected=".xlsx, .xls")
        elif record == _Record.BOUNDSHEET and data[5] == 0:  # a worksheet, no chart or macro
            name = self._text(data, 6, wide_count=False)
            self._listed.append((struct.unpack_from("<I", data)[0], name, data[4] & 3 != 0))
        elif record == _Record.FONT:
            self._fonts.append(self._text(data, 14, wide_count=False))
        elif record == _Record.FORMAT:
            wide = self._version == _BIFF8
            self._formats[struct.unpack_from("<H", data)[0]] = self._text(data, 2, wide_count=wide)
        elif record == _Record.XF:
            self._raw_styles.append(struct.unpack_from("<HH", data))
        elif record == _Record.SST:
            self._strings = _SharedStrings(pieces).read()
        elif record == _Record.DATEMODE and data[0]:
            self._epoch = date(1904, 1, 1)
        elif record == _Record.CODEPAGE and struct.unpack_from("<H", data)[0] == 1258:
            self._encoding = "cp1258"

    def _style(self, font: int, format_id: int) -> _Style:
        code = self._formats.get(format_id)
        shows = BUILTIN_DATES.get(format_id, 0) if code is None else shown_precision(code)
        place = font if font < 4 else font - 1  # there is no font of number four
        is_legacy = place < len(self._fonts) and is_legacy_font(self._fonts[place])
        return _Style(shows, is_legacy)

    def _text(self, data: bytes, place: int, *, wide_count: bool) -> str:
        """A counted text; BIFF8 says by a flag whether its letters have one byte or two."""
        if wide_count:
            count = struct.unpack_from("<H", data, place)[0]
            place += 2
        else:
            count = data[place]
            place += 1
        if self._version != _BIFF8:
            return data[place : place + count].decode(self._encoding, "replace")
        if data[place] & 1:
            return data[place + 1 : place + 1 + 2 * count].decode("utf-16-le", "replace")
        return data[place + 1 : place + 1 + count].decode("latin-1")

    # --- sheets

    def _read_sheet(self, offset: int, name: str, hidden: bool) -> _SheetDraft:
        sheet = _SheetDraft(name, hidden)
        for record, pieces in self._records(offset):
            self._take_cell(sheet, record, pieces[0])
        return sheet

    def _take_cell(self, sheet: _SheetDraft, record: int, data: bytes) -> None:
        if record == _Record.MERGES:
            for step in range(struct.unpack_from("<H", data)[0]):
                top, bottom, left, right = struct.unpack_from("<4H", data, 2 + 8 * step)
                sheet.merges.append((top, left, bottom, right))
        elif record == _Record.STRING and sheet.waiting is not None:
            place, style = sheet.waiting
            text = self._text(data, 0, wide_count=True)
            self._keep(sheet, place, self._text_cell(text, style, is_formula=True))
        elif record == _Record.MULRK:
            row, column = struct.unpack_from("<HH", data)
            for step in range((len(data) - 6) // 6):
                style, packed = struct.unpack_from("<HI", data, 4 + 6 * step)
                self._keep(sheet, (row, column + step), self._number_cell(_unpacked(packed), style))
        elif record in _CELLS:
            row, column, style = struct.unpack_from("<HHH", data)
            cell = self._value(sheet, record, data, (row, column), style)
            if cell is not None:
                self._keep(sheet, (row, column), cell)

    def _value(
        self, sheet: _SheetDraft, record: int, data: bytes, place: Place, style: int
    ) -> Cell | None:
        match record:
            case _Record.LABELSST:
                return self._text_cell(self._strings[struct.unpack_from("<I", data, 6)[0]], style)
            case _Record.NUMBER:
                return self._number_cell(struct.unpack_from("<d", data, 6)[0], style)
            case _Record.RK:
                return self._number_cell(_unpacked(struct.unpack_from("<I", data, 6)[0]), style)
            case _Record.BOOLERR:
                return self._flag_cell(data[6], is_error=bool(data[7]), is_formula=False)
            case _Record.FORMULA:
                return self._formula(sheet, data, place, style)
        return self._text_cell(self._text(data, 6, wide_count=True), style)

    def _formula(self, sheet: _SheetDraft, data: bytes, place: Place, style: int) -> Cell | None:
        """The computed value of a formula; a text comes in the record after it."""
        if data[12:14] != b"\xff\xff":
            return self._number_cell(struct.unpack_from("<d", data, 6)[0], style, is_formula=True)
        if data[6] == 0:
            sheet.waiting = (place, style)
            return None
        if data[6] in {1, 2}:
            return self._flag_cell(data[8], is_error=data[6] == 2, is_formula=True)
        return text_cell("", is_formula=True)

    def _keep(self, sheet: _SheetDraft, place: Place, cell: Cell) -> None:
        self._count += 1
        if self._count > guard.CELL_LIMIT:
            guard.refuse(
                "workbook_too_large", found=f"> {guard.CELL_LIMIT}", expected=str(guard.CELL_LIMIT)
            )
        sheet.waiting = None
        sheet.cells[place] = cell
        if cell.text in _ERRORS.values():
            address = CellRef(sheet.name, *place).address
            sheet.errors.append(Problem(sheet.name, address, "formula_error", cell.text))

    def _text_cell(self, text: str, style: int, *, is_formula: bool = False) -> Cell:
        is_legacy = style < len(self._styles) and self._styles[style].is_legacy
        return text_cell(text, font=".Vn" if is_legacy else "", is_formula=is_formula)

    @staticmethod
    def _flag_cell(value: int, *, is_error: bool, is_formula: bool) -> Cell:
        if is_error:
            return text_cell(_ERRORS.get(value, "#N/A"), is_formula=is_formula)
        return Cell(bool(value), str(value), is_formula=is_formula)

    def _number_cell(self, value: float, style: int, *, is_formula: bool = False) -> Cell:
        shows = self._styles[style].shows if style < len(self._styles) else 0
        if shows and 1 <= value < 110_000:
            day = self._epoch + timedelta(days=int(value))
            return date_cell(day, shows=shows, is_formula=is_formula)
        return number_cell(value, is_formula=is_formula)


def _unpacked(packed: int) -> float:
    """A number packed into four bytes (RK): a short double or a whole number, or a hundredth."""
    if packed & 2:
        value = float((packed - (1 << 32) if packed & 0x80000000 else packed) >> 2)
    else:
        value = float(struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0])
    return value / 100 if packed & 1 else value


class _SharedStrings:
    """The table of shared strings, which runs over records; a string may be cut in the middle."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._piece = 0
        self._place = 8
        self._count = struct.unpack_from("<I", pieces[0], 4)[0]

    def read(self) -> list[str]:
        """Read all strings."""
        found = []
        for _ in range(min(self._count, guard.CELL_LIMIT)):
            if self._piece >= len(self._pieces) - 1 and self._place >= len(self._pieces[-1]):
                break
            found.append(self._string())
        return found

    def _string(self) -> str:
        count, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", self._take(4))[0] if flags & 4 else 0
        text = self._letters(count, wide=bool(flags & 1))
        self._take(4 * runs + extra)
        return text

    def _letters(self, count: int, *, wide: bool) -> str:
        text = ""
        while count > 0:
            if self._place >= len(self._pieces[self._piece]):
                self._piece += 1
                wide = bool(self._pieces[self._piece][0] & 1)
                self._place = 1
            width = 2 if wide else 1
            here = min(count, (len(self._pieces[self._piece]) - self._place) // width)
            if here <= 0:
                raise ValueError("SST")
            raw = self._pieces[self._piece][self._place : self._place + here * width]
            text += raw.decode("utf-16-le" if wide else "latin-1", "replace")
            self._place += here * width
            count -= here
        return text

    def _take(self, count: int) -> bytes:
        """The next bytes, over as many records as needed."""
        taken = b""
        while count > 0:
            piece = self._pieces[self._piece]
            part = piece[self._place : self._place + count]
            taken += part
            count -= len(part)
            self._place += len(part)
            if count > 0:
                self._piece += 1
                self._place = 0
        return taken
