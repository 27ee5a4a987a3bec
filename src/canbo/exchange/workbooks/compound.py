"""The compound file that an .xls is: a small file system in one file ([MS-CFB])."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from canbo.exchange.workbooks import guard

_FREE, _END = 0xFFFFFFFF, 0xFFFFFFFE
_MAX_CHAIN = 1 << 17


def workbook_stream(content: bytes) -> bytes:
    """Find the stream of records; codes: truncated_workbook, not_a_workbook.

    Raises struct.error or IndexError where the file's own tables lie.
    """
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
