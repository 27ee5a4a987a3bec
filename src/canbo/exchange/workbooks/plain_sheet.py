"""Takes the XML of a plain sheet apart in bulk, cell after cell, as programs write it.

An XML parser makes an object of every tag. The cells of a big list are the same few shapes of
bytes a million times over, so one regular expression cuts a piece into columns of places,
attributes and values; each different pair of attributes and value is then understood once, by the
reader of single cells. Whatever does not have the usual shape makes the sheet `Unusual`: it is
read by the parser, tag by tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*)><v>([^<]*)</v></c>')
_ANY_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_ROW_TAG = re.compile(rb"</?row\b[^>]*>")
_HIDDEN_ROW = re.compile(rb'<row r="(\d{1,7})"[^>]*\bhidden="(?:1|true)"')
_HIDDEN = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"')
_BEGINS = re.compile(rb"<sheetData\s*>")
_ENDS = b"</sheetData>"
_ODD = (b"<!", b"<?", b"<sheetData")
_ENCODING = re.compile(rb"""encoding=["']([^"']+)["']""")
BODY = b"\0"  # before the attributes of a cell whose whole inside is kept
_MOST_EMPTY = 8  # places that a column may hold for each cell of the sheet
_FREE_PLACES = 2_000_000


class Unusual(Exception):
    """The sheet is not written in the usual shape."""


@dataclass(slots=True)
class PlainSheet:
    """A sheet taken apart.

    `kinds` are the different attributes of cells, each with its different values (attributes that
    begin with BODY go with the whole inside of the cell); `columns` for each column the number of
    attributes and value in each row, counted through from 1, 0 where there is no cell; `shell` is
    the XML without its rows.
    """

    kinds: list[tuple[bytes, list[str]]]
    columns: dict[int, npt.NDArray[np.int32]]
    hidden_rows: frozenset[int]
    shell: bytes
    count: int


class _Numbered(dict[bytes, int]):
    """Numbers few different texts in the order in which they come."""

    def __missing__(self, text: bytes) -> int:
        number = self[text] = len(self)
        return number

    def of(self, texts: list[bytes]) -> npt.NDArray[np.int32]:
        """The number of each text."""
        return np.fromiter(map(self.__getitem__, texts), np.int32, len(texts))


@dataclass(slots=True)
class _Found:
    """Cells of all pieces so far, as columns."""

    names: _Numbered = field(default_factory=_Numbered)
    attributes: _Numbered = field(default_factory=_Numbered)
    name_codes: list[npt.NDArray[np.int32]] = field(default_factory=list)
    attribute_codes: list[npt.NDArray[np.int32]] = field(default_factory=list)
    rows: list[pa.Array] = field(default_factory=list)
    values: list[pa.Array] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)

    def add(self, cells: tuple[list[bytes], list[bytes], list[bytes], list[bytes]]) -> None:
        """Take the cells of one piece in."""
        names, rows, attributes, values = cells
        if names:
            self.name_codes.append(self.names.of(names))
            self.attribute_codes.append(self.attributes.of(attributes))
            self.rows.append(pa.array(rows, pa.string()).cast(pa.int32()))
            self.values.append(pa.array(values, pa.string()))


def take_apart(pieces: Iterable[bytes]) -> PlainSheet:
    """Take a sheet's XML apart, given in pieces cut between rows. Raises Unusual."""
    found = _Found()
    parts: list[bytes] = []
    try:
        for piece in _rows_only(pieces, parts):
            _take_piece(piece, found)
        shell = b"<sheetData/>".join(parts)
        return _gathered(found, shell)
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise Unusual from error


def _rows_only(pieces: Iterable[bytes], shell: list[bytes]) -> Iterator[bytes]:
    """The pieces between <sheetData> and its end; `shell` gets what stands before and after."""
    before, after, inside = b"", b"", False
    ended = False
    for piece in pieces:
        if ended:
            after += piece
            continue
        rest = piece
        if not inside:
            before += rest
            begun = _BEGINS.search(before)
            if begun is None:
                if len(before) > 1 << 22:
                    raise Unusual
                continue
            _judge_head(before[: begun.start()])
            before, rest, inside = before[: begun.start()], before[begun.end() :], True
        end = rest.find(_ENDS)
        if end >= 0:
            rest, after, ended = rest[:end], rest[end + len(_ENDS) :], True
        yield rest
    if not ended:
        raise Unusual
    shell.extend((before, after))


def _judge_head(head: bytes) -> None:
    said = _ENCODING.search(head[:200])
    if said is not None and said[1].lower() not in {b"utf-8", b"ascii", b"us-ascii"}:
        raise Unusual


def _take_piece(piece: bytes, found: _Found) -> None:
    if any(odd in piece for odd in _ODD):
        raise Unusual
    if b"hidden=" in piece:
        hidden = [int(row) - 1 for row in _HIDDEN_ROW.findall(piece)]
        if len(hidden) != len(_HIDDEN.findall(piece)):
            raise Unusual
        found.hidden.update(hidden)
    parts = _CELL.split(_ROW_TAG.sub(b"", piece))
    found.add((parts[1::5], parts[2::5], parts[3::5], parts[4::5]))
    between = b"\n".join(filter(None, parts[0::5]))
    if between.strip():
        others = _ANY_CELL.split(between)
        if b"".join(others[0::5]).strip():
            raise Unusual
        marked = [BODY + attributes for attributes in others[3::5]]
        found.add((others[1::5], others[2::5], marked, [body or b"" for body in others[4::5]]))


def _gathered(found: _Found, shell: bytes) -> PlainSheet:
    if not found.names:
        return PlainSheet([], {}, frozenset(), shell, 0)
    names, name_codes = list(found.names), np.concatenate(found.name_codes)
    attributes, attribute_codes = list(found.attributes), np.concatenate(found.attribute_codes)
    rows = np.concatenate([piece.to_numpy() for piece in found.rows]) - 1
    values = pa.chunked_array(found.values).combine_chunks().dictionary_encode()
    kinds, codes = _pairs(attributes, attribute_codes, values)
    height = int(rows.max()) + 1
    if rows.min() < 0 or height * len(names) > _MOST_EMPTY * len(rows) + _FREE_PLACES:
        raise Unusual
    order = np.argsort(name_codes.astype(np.int16), kind="stable")
    edges = np.searchsorted(name_codes[order], np.arange(len(names) + 1))
    columns = {}
    for place, name in enumerate(names):
        of_column = order[edges[place] : edges[place + 1]]
        column = columns[_column_number(name)] = np.zeros(height, np.int32)
        column[rows[of_column]] = codes[of_column]
    if sum(int(np.count_nonzero(column)) for column in columns.values()) != len(rows):
        raise Unusual  # a place is written twice
    return PlainSheet(kinds, columns, frozenset(found.hidden), shell, len(rows))


def _pairs(
    attributes: list[bytes], attribute_codes: npt.NDArray[np.int32], values: pa.Array
) -> tuple[list[tuple[bytes, list[str]]], npt.NDArray[np.int32]]:
    """The different attributes with their values; for each cell the number of its pair from 1."""
    texts, value_codes = values.dictionary.to_pylist(), values.indices.to_numpy()
    kinds: list[tuple[bytes, list[str]]] = []
    count = 1
    codes = np.zeros(len(value_codes), np.int32)
    for number, said in enumerate(attributes):
        here = np.nonzero(attribute_codes == number)[0]
        held = np.zeros(len(texts), np.bool_)
        held[value_codes[here]] = True
        present = np.nonzero(held)[0]
        numbers = np.zeros(len(texts), np.int32)
        numbers[present] = np.arange(count, count + len(present))
        count += len(present)
        codes[here] = numbers[value_codes[here]]
        kinds.append((said, [texts[place] for place in present.tolist()]))
    return kinds, codes


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


_PLAIN_TEXT = re.compile(rb'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')


def texts_apart(xml: bytes) -> list[str | bytes]:
    """The shared strings in order: a plain one as text, the XML of any others between as bytes.

    Raises Unusual where the whole is not UTF-8.
    """
    if b"<![" in xml or b"<!--" in xml:
        raise Unusual
    _judge_head(xml[:200])
    parts = _PLAIN_TEXT.split(xml)
    found: list[str | bytes] = []
    try:
        for place, part in enumerate(parts):
            if place % 2 and not (b"&" in part or b"\r" in part or b"x005F_" in part):
                found.append(part.decode())
            elif place % 2:
                found.append(b"<si><t xml:space='preserve'>" + part + b"</t></si>")
            elif b"<si" in part:
                found.append(part[part.index(b"<si") :].replace(b"</sst>", b""))
    except UnicodeDecodeError as error:
        raise Unusual from error
    return found
