"""The records of an .xls that a value reader loses: errors, white space, formats, fonts, locks.

An .xls is a compound file (a small file system) that holds one stream of records, BIFF8 as a rule
([MS-CFB], [MS-XLS]). Only the records named here are looked at.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from canbo.exchange.workbooks import guard
from canbo.exchange.workbooks.grid import Place, is_legacy_font
from canbo.exchange.workbooks.package import BUILTIN_DATES, shown_precision

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
           0x24: "#NUM!", 0x2A: "#N/A"}  # fmt: skip
_BOF, _EOF, _FILEPASS, _FONT, _XF, _FORMAT = 0x0809, 0x000A, 0x002F, 0x0031, 0x00E0, 0x041E
_BOUNDSHEET, _BOOLERR, _FORMULA, _LABELSST, _LABEL = 0x0085, 0x0205, 0x0006, 0x00FD, 0x0204
_NUMBER, _RK, _MULRK, _RSTRING = 0x0203, 0x027E, 0x00BD, 0x00D6
_VALUE_RECORDS = {_BOOLERR, _FORMULA, _LABELSST, _LABEL, _NUMBER, _RK, _RSTRING}
_FREE, _END = 0xFFFFFFFF, 0xFFFFFFFE
_MAX_CHAIN = 1 << 17


@dataclass(slots=True)
class SheetRecords:
    """One sheet's cells as the records have them: place to style, and the error cells."""

    styles: dict[Place, int] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)

    @property
    def area(self) -> int:
        """Rows times columns of the smallest rectangle around the cells."""
        if not self.styles:
            return 0
        rows = [row for row, _ in self.styles]
        columns = [column for _, column in self.styles]
        return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


@dataclass(slots=True)
class BookRecords:
    """The whole book: its sheets in order, date precision and legacy fonts by style."""

    sheets: list[SheetRecords] = field(default_factory=list)
    dates: dict[int, int] = field(default_factory=dict)
    legacy: set[int] = field(default_factory=set)


def read_records(content: bytes) -> BookRecords:
    """Read the records; codes: encrypted_workbook, truncated_workbook, not_a_workbook."""
    try:
        return _Scanner(_workbook_stream(content)).scan()
    except (struct.error, IndexError) as error:
        guard.refuse("truncated_workbook", found=str(error))


# --- the compound file


def _workbook_stream(content: bytes) -> bytes:
    sector = 1 << struct.unpack_from("<H", content, 30)[0]
    short_limit = struct.unpack_from("<I", content, 56)[0]
    if sector not in {512, 4096}:
        guard.refuse("truncated_workbook", found="CFB")
    table = _sector_table(content, sector)
    directory = _chain(content, sector, table, struct.unpack_from("<I", content, 48)[0])
    entries = {name: (start, size) for name, start, size in _entries(directory)}
    names = [name for name in ("Workbook", "Book") if name in entries]
    if not names:
        known = "DOC" if "WordDocument" in entries else "OLE"
        guard.refuse("not_a_workbook", found=known, expected=".xlsx, .xls")
    start, size = entries[names[0]]
    if size >= short_limit:
        stream = _chain(content, sector, table, start)
    else:
        stream = _short_stream(content, sector, table, entries["Root Entry"], start)
    if len(stream) < size:
        guard.refuse("truncated_workbook", found=f"{len(stream)} < {size}")
    return stream[:size]


def _sector_table(content: bytes, sector: int) -> list[int]:
    places = list(struct.unpack_from("<109I", content, 76))
    following, count = struct.unpack_from("<II", content, 68)
    for _ in range(min(count, _MAX_CHAIN)):
        if following in (_FREE, _END):
            break
        more = struct.unpack_from(f"<{sector // 4}I", content, (following + 1) * sector)
        places.extend(more[:-1])
        following = more[-1]
    table: list[int] = []
    for place in places:
        if place not in (_FREE, _END):
            table.extend(struct.unpack_from(f"<{sector // 4}I", content, (place + 1) * sector))
    return table


def _chain(content: bytes, sector: int, table: list[int], start: int) -> bytes:
    pieces: list[bytes] = []
    while start not in (_FREE, _END) and len(pieces) <= len(table):
        pieces.append(content[(start + 1) * sector : (start + 2) * sector])
        start = table[start]
    return b"".join(pieces)


def _short_stream(
    content: bytes, sector: int, table: list[int], root: tuple[int, int], start: int
) -> bytes:
    store = _chain(content, sector, table, root[0])
    first = struct.unpack_from("<I", content, 60)[0]
    raw = _chain(content, sector, table, first)
    short = struct.unpack(f"<{len(raw) // 4}I", raw)
    pieces: list[bytes] = []
    while start not in (_FREE, _END) and len(pieces) <= len(short):
        pieces.append(store[start * 64 : start * 64 + 64])
        start = short[start]
    return b"".join(pieces)


def _entries(directory: bytes) -> Iterator[tuple[str, int, int]]:
    for place in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, place + 64)[0]
        if 2 <= length <= 64:
            name = directory[place : place + length - 2].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", directory, place + 116)
            yield name, start, size


# --- the records


class _Scanner:
    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self._book = BookRecords()
        self._fonts: list[str] = []
        self._formats: dict[int, str] = {}
        self._styles: list[tuple[int, int]] = []
        self._offsets: list[int] = []

    def scan(self) -> BookRecords:
        for record, data in self._records(0):
            self._take_global(record, data)
        self._settle_styles()
        for offset in self._offsets:
            sheet = SheetRecords()
            for record, data in self._records(offset):
                _take_cell(sheet, record, data)
            self._book.sheets.append(sheet)
        return self._book

    def _records(self, place: int) -> Iterator[tuple[int, bytes]]:
        """The records of one substream, from its beginning to its own end."""
        depth = 0
        while place + 4 <= len(self._stream):
            record, size = struct.unpack_from("<HH", self._stream, place)
            data = self._stream[place + 4 : place + 4 + size]
            if len(data) < size:
                guard.refuse("truncated_workbook", found=f"{place} + {size}")
            place += 4 + size
            depth += (record in {_BOF, 0x0009, 0x0209, 0x0409}) - (record == _EOF)
            if depth == 1:
                yield record, data
            if depth == 0:
                return

    def _take_global(self, record: int, data: bytes) -> None:
        if record == _FILEPASS:
            guard.refuse("encrypted_workbook", found=".xls", expected=".xlsx, .xls")
        elif record == _BOUNDSHEET:
            self._offsets.append(struct.unpack_from("<I", data)[0])
        elif record == _FONT:
            self._fonts.append(_short_text(data, 14))
        elif record == _FORMAT:
            self._formats[struct.unpack_from("<H", data)[0]] = _long_text(data, 2)
        elif record == _XF:
            self._styles.append(struct.unpack_from("<HH", data))

    def _settle_styles(self) -> None:
        for style, (font, format_id) in enumerate(self._styles):
            code = self._formats.get(format_id)
            shows = BUILTIN_DATES.get(format_id, 0) if code is None else shown_precision(code)
            if shows:
                self._book.dates[style] = shows
            place = font if font < 4 else font - 1  # there is no font of number four
            if place < len(self._fonts) and is_legacy_font(self._fonts[place]):
                self._book.legacy.add(style)


def _take_cell(sheet: SheetRecords, record: int, data: bytes) -> None:
    if record == _MULRK:
        row, column = struct.unpack_from("<HH", data)
        for step in range((len(data) - 6) // 6):
            sheet.styles[row, column + step] = struct.unpack_from("<H", data, 4 + 6 * step)[0]
        return
    if record not in _VALUE_RECORDS:
        return
    row, column, style = struct.unpack_from("<HHH", data)
    sheet.styles[row, column] = style
    if record == _BOOLERR and data[7]:
        sheet.errors[row, column] = _ERRORS.get(data[6], "#ERR")
    if record == _FORMULA:
        sheet.formulas.add((row, column))
        if data[12:14] == b"\xff\xff" and data[6] == 2:
            sheet.errors[row, column] = _ERRORS.get(data[8], "#ERR")


def _short_text(data: bytes, place: int) -> str:
    count, wide = data[place], data[place + 1] & 1
    return _decode(data[place + 2 :], count, wide)


def _long_text(data: bytes, place: int) -> str:
    count, wide = struct.unpack_from("<HB", data, place)
    return _decode(data[place + 3 :], count, wide & 1)


def _decode(data: bytes, count: int, wide: int) -> str:
    if wide:
        return data[: 2 * count].decode("utf-16-le", "replace")
    return data[:count].decode("latin-1")
