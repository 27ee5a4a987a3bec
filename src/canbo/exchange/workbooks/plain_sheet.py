"""Takes the XML of a plain sheet apart in bulk, cell after cell, as programs write it.

An XML parser makes an object of every tag. The cells of a big list are the same few rows of tags a
million times over, so they are found all at once (`markup`) and cut into columns of places,
attributes and values; each different pair of attributes and value is then understood once, by the
reader of single cells. Cells of other shapes are cut out by a regular expression. Whatever does
not have the usual shape makes the sheet `Unusual`: it is read by the parser, tag by tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from canbo.exchange.workbooks.markup import NO_NUMBER, Codes, Markup, Mask, Places, numbered

_ANY_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
_ROW_TAG = re.compile(rb"</?row\b[^<>]*>")
_HIDDEN_ROW = re.compile(rb'<row r="(\d{1,7})"[^<>]*\bhidden="(?:1|true)"')
_HIDDEN = re.compile(rb'<row\b[^<>]*\bhidden="(?:1|true)"')
_BEGINS = re.compile(rb"<sheetData\s*>")
_ENDS = b"</sheetData>"
_ODD = (b"<!", b"<?", b"<sheetData")
_ENCODING = re.compile(rb"""encoding=["']([^"']+)["']""")
_CUT = b"<>"  # where something was cut out: no XML holds it
_KEPT = b'<t xml:space="preserve">'
BODY = b"\0"  # before the attributes of a cell whose whole inside is kept
INLINE = b"\1"  # before those of a cell that holds its own text
_MOST_EMPTY = 8  # places that a column may hold for each cell of the sheet
_FREE_PLACES = 2_000_000


class Unusual(Exception):
    """The sheet is not written in the usual shape."""


@dataclass(slots=True)
class Kind:
    """The cells of the same attributes: their different values, small whole numbers first.

    Attributes that begin with BODY go with the whole inside of the cell, those that begin with
    INLINE with the text in it.
    """

    attributes: bytes
    numbers: list[int]
    texts: list[str]


@dataclass(slots=True)
class PlainSheet:
    """A sheet taken apart.

    `kinds` are the different attributes of cells with their different values; `columns` for each
    column the number of attributes and value in each row, counted through from 1, 0 where there is
    no cell; `shell` is the XML without its rows.
    """

    kinds: list[Kind]
    columns: dict[int, Codes]
    hidden_rows: frozenset[int]
    shell: bytes
    count: int


class _Numbered(dict[bytes, int]):
    """Numbers few different texts in the order in which they come."""

    def __missing__(self, text: bytes) -> int:
        number = self[text] = len(self)
        return number

    def of(self, texts: pa.Array, mark: bytes = b"") -> Codes:
        """The number of each text, the mark before it."""
        different, places = numbered(texts)
        return np.array([self[mark + text] for text in different], np.int32)[places]


@dataclass(slots=True)
class _Found:
    """Cells of all pieces so far, as columns: where each stands, its attributes, its value.

    `values`: a small whole number as it is, any other text as -1 less its number in `texts`.
    """

    attributes: _Numbered = field(default_factory=_Numbered)
    texts: _Numbered = field(default_factory=_Numbered)
    cells: list[tuple[Codes, Codes, Codes, Codes]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)

    def add_singly(self, cells: Iterable[tuple[bytes, bytes, bytes, bytes]]) -> None:
        """Take cells in that were cut out one by one, with all that stands in them."""
        told = [
            (_column_number(name), int(row), self.attributes[BODY + said], -1 - self.texts[body])
            for name, row, said, body in cells
        ]
        columns, rows, attributes, values = np.array(told, np.int32).reshape(-1, 4).T
        self.cells.append((columns, rows, attributes, values))


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
    markup = Markup(piece)
    taken = [_with_values(markup, found), _with_texts(markup, found)]
    starts, ends = (np.sort(np.concatenate(edges)) for edges in zip(*taken, strict=True))
    rest = _CUT.join(markup.between(starts, ends))
    if b"hidden=" in rest:
        hidden = [int(row) - 1 for row in _HIDDEN_ROW.findall(rest)]
        if len(hidden) != len(_HIDDEN.findall(rest)):
            raise Unusual
        found.hidden.update(hidden)
    rest = _ROW_TAG.sub(b"", rest)
    if rest.replace(_CUT, b"").strip():
        _take_rest(rest, found)


def _take_rest(rest: bytes, found: _Found) -> None:
    """Take cells of other shapes in."""
    others = _ANY_CELL.sub(b"", rest).replace(_CUT, b"").strip()
    cells = _ANY_CELL.findall(rest)
    if others or any(odd in rest for odd in _ODD) or any(_CUT in cell[3] for cell in cells):
        raise Unusual
    found.add_singly(cells)


def _with_values(markup: Markup, found: _Found) -> tuple[Places, Places]:
    """Take in the cells of a value: <c r="B7" s="1" t="s"><v>12</v></c>; tell where they stand."""
    begins, value, ends, last = markup.rows_of(b"<c r", b"<v>", b"</v>", b"</c>")
    fits = last == ends + 4
    return _take_fitting(markup, found, (begins, value, value + 3, ends), fits, b"", 8)


def _with_texts(markup: Markup, found: _Found) -> tuple[Places, Places]:
    """Take in the cells that hold a text: <c r="B7" t="inlineStr"><is><t>Ba</t></is></c>."""
    tags = (b"<c r", b"<is>", b"<t", b"</t>", b"</is", b"</c>")
    begins, inside, text, ends, closes, last = markup.rows_of(*tags)
    bare = markup.stands(b"<t>", text)
    fits = (text == inside + 4) & (closes == ends + 4) & (last == ends + 9)
    fits &= (bare | markup.stands(_KEPT, text)) & markup.stands(b"</is>", closes)
    value = text + np.where(bare, 3, len(_KEPT))
    return _take_fitting(markup, found, (begins, inside, value, ends), fits, INLINE, 13)


def _take_fitting(
    markup: Markup,
    found: _Found,
    edges: tuple[Places, Places, Places, Places],
    fits: Mask,
    mark: bytes,
    length: int,
) -> tuple[Places, Places]:
    """Take in the cells that fit if their place is written as usual; tell where they stand.

    `edges`: where each begins, where its inside, its value, and where that ends, so many bytes
    before the cell.
    """
    begins, inside, value, ends = (places[fits] for places in edges)
    columns, after = _figures(markup, begins + 6, ord("A") - 1, 1, 26, 3)
    rows, after = _figures(markup, after, ord("0"), 0, 10, 7)
    fits = (columns > 0) & (rows > 0) & markup.stands(b'="', begins + 4)
    fits &= (after < inside) & (markup.byte(after) == ord('"'))
    fits &= markup.byte(inside - 1) == ord(">")
    begins, inside, value, ends = begins[fits], inside[fits], value[fits], ends[fits]
    if len(begins):
        said = found.attributes.of(markup.slices(after[fits] + 1, inside - 1), mark)
        values = _values(markup, found, (value, ends), as_numbers=not mark)
        found.cells.append((columns[fits] - 1, rows[fits], said, values))
    return begins, ends + length


def _values(
    markup: Markup, found: _Found, edges: tuple[Places, Places], *, as_numbers: bool
) -> Codes:
    starts, ends = edges
    values = np.full(len(starts), NO_NUMBER, np.int32)
    if as_numbers:
        values = markup.numbers(starts, ends)
    others = np.flatnonzero(values == NO_NUMBER)
    values[others] = -1 - found.texts.of(markup.slices(starts[others], ends[others]))
    return values


def _figures(
    markup: Markup, at: Places, zero: int, least: int, base: int, most: int
) -> tuple[Codes, Places]:
    """The number written at each place in figures of a base, the least one so much above zero.

    Gives also where it ends; 0 where none is written.
    """
    number, goes_on = np.zeros(len(at), np.int32), np.ones(len(at), np.bool_)
    for _ in range(most):
        figure = markup.byte(at).astype(np.int32) - zero
        goes_on &= (figure >= least) & (figure < least + base)
        if not goes_on.any():
            break
        np.copyto(number, number * base + figure, where=goes_on)
        at = at + goes_on
    return number, at


def _gathered(found: _Found, shell: bytes) -> PlainSheet:
    if not found.cells:
        return PlainSheet([], {}, frozenset(), shell, 0)
    across, rows, attribute_codes, values = map(np.concatenate, zip(*found.cells, strict=True))
    kinds, codes = _pairs(found, attribute_codes, values)
    rows -= 1
    height = int(rows.max()) + 1
    held = np.bincount(across)
    names = np.flatnonzero(held)
    if height * len(names) > _MOST_EMPTY * len(rows) + _FREE_PLACES:
        raise Unusual
    order = np.argsort(across.astype(np.int16), kind="stable")
    columns = {}
    for name, of_column in zip(
        names.tolist(), np.split(order, np.cumsum(held[names])), strict=False
    ):
        column = columns[name] = np.zeros(height, np.int32)
        column[rows[of_column]] = codes[of_column]
    if sum(int(np.count_nonzero(column)) for column in columns.values()) != len(rows):
        raise Unusual  # a place is written twice
    return PlainSheet(kinds, columns, frozenset(found.hidden), shell, len(rows))


def _pairs(found: _Found, attribute_codes: Codes, values: Codes) -> tuple[list[Kind], Codes]:
    """The different attributes with their values; for each cell the number of its pair from 1."""
    texts = list(found.texts)
    kinds: list[Kind] = []
    count = 1
    codes = np.zeros(len(values), np.int32)
    for number, said in enumerate(found.attributes):
        if b">" in said:
            raise Unusual
        of_kind = attribute_codes == number
        places = np.flatnonzero(of_kind & (values > NO_NUMBER))
        numbers, codes[places] = _counted(values[places], count)
        count += len(numbers)
        places = np.flatnonzero(of_kind & (values <= NO_NUMBER))
        others, codes[places] = _counted(-1 - values[places], count)
        count += len(others)
        kinds.append(Kind(said, numbers, [texts[other].decode() for other in others]))
    return kinds, codes


def _counted(values: Codes, first: int) -> tuple[list[int], Codes]:
    """The different values, in order, and for each value the number of its own from `first`."""
    held = np.zeros(int(values.max(initial=0)) + 1, np.bool_)
    held[values] = True
    different = np.flatnonzero(held)
    numbers = np.zeros(len(held), np.int32)
    numbers[different] = np.arange(first, first + len(different))
    return different.tolist(), numbers[values]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def is_plain(said: str) -> bool:
    """Whether a text in XML is the very text that it stands for."""
    return not ("&" in said or "\r" in said or "x005F_" in said)


def texts_apart(xml: bytes) -> Iterator[str | bytes]:
    """The shared strings in order: a plain one as text, the XML of any others between as bytes.

    Raises Unusual where the whole is not UTF-8.
    """
    if b"<![" in xml or b"<!--" in xml:
        raise Unusual
    _judge_head(xml[:200])
    markup = Markup(xml)
    begins, text, ends, closes = markup.rows_of(b"<si>", b"<t", b"</t>", b"</si")
    bare = markup.stands(b"<t>", text)
    fits = (text == begins + 4) & (closes == ends + 4) & markup.stands(b"</si>", closes)
    fits &= bare | markup.stands(_KEPT, text)
    begins, value, ends = begins[fits], (text + np.where(bare, 3, len(_KEPT)))[fits], ends[fits]
    try:
        texts = markup.slices(value, ends).cast(pa.string()).to_pylist()
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise Unusual from error
    before = 0
    for text, start, end in zip(texts, begins.tolist(), (ends + 9).tolist(), strict=True):
        if start != before:
            yield from _others(xml[before:start])
        before = end
        yield text if is_plain(text) else xml[start:end]
    yield from _others(xml[before:].replace(b"</sst>", b""))


def _others(xml: bytes) -> Iterator[bytes]:
    if b"<si" in xml:
        yield xml[xml.index(b"<si") :]
