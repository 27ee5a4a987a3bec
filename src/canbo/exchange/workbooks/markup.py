"""Finds the tags of a piece of XML all at once, as columns of places, instead of one by one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Places = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int32]
NO_NUMBER = -1
_DIGITS = 7  # so many at most make a number
_ZEROS, _OVER_NINE, _HIGH = (
    np.uint64(int.from_bytes(bytes([one]) * 8, "little")) for one in (0x30, 0x46, 0x80)
)
# neighbouring digits are joined to pairs, pairs to fours, fours to the number
_JOINS = tuple(
    (np.uint64(factor), np.uint64(shift), np.uint64(mask))
    for factor, shift, mask in (
        (10, 8, 0x00FF00FF00FF00FF),
        (100, 16, 0x0000FFFF0000FFFF),
        (10_000, 32, 0xFFFFFFFF),
    )
)


class Markup:
    """The bytes of some XML, and where its tags begin."""

    def __init__(self, xml: bytes) -> None:
        self.xml = xml
        self._bytes = np.frombuffer(xml, np.uint8)
        self._fours = np.ndarray(max(len(xml) - 3, 0), "<u4", xml, strides=(1,))
        tags = np.flatnonzero(self._bytes == ord("<"))
        self.tags: Places = tags[: np.searchsorted(tags, len(self._fours))]
        self._words = self._fours[self.tags]

    def rows_of(self, *tags: bytes) -> tuple[Places, ...]:
        """Where tags that begin like these, in up to four bytes each, come one after the other.

        Gives the places of the first tags, of the second ones and so on.
        """
        last = max(len(self.tags) - len(tags) + 1, 0)
        found: Places = np.flatnonzero(_begins(self._words[:last], tags[0]))
        for more, tag in enumerate(tags[1:], start=1):
            found = found[_begins(self._words[found + more], tag)]
        return tuple(self.tags[found + more] for more in range(len(tags)))

    def byte(self, places: Places) -> npt.NDArray[np.uint8]:
        """The bytes at some places; beyond the end the last one."""
        return self._bytes.take(places, mode="clip")

    def stands(self, text: bytes, places: Places) -> Mask:
        """At which of these places a text stands."""
        found: Mask = places + len(text) <= len(self.xml)
        last = max(len(self._fours) - 1, 0)
        for start in range(0, len(text), 4):
            words = self._fours[np.minimum(places + start, last)]
            found &= _begins(words, text[start : start + 4])
        return found

    def slices(self, starts: Places, ends: Places) -> pa.Array:
        """The texts from places to others after them, in order, as an array of bytes."""
        edges = np.empty(2 * len(starts), np.int32)
        edges[0::2], edges[1::2] = starts, ends
        every = [None, pa.py_buffer(edges), pa.py_buffer(self.xml)]
        texts = pa.Array.from_buffers(pa.binary(), max(len(edges) - 1, 0), every)
        wanted = [None, pa.py_buffer(np.arange(0, len(edges), 2, dtype=np.int32))]
        return texts.take(pa.Array.from_buffers(pa.int32(), len(starts), wanted))

    def between(self, starts: Places, ends: Places) -> list[bytes]:
        """What stands before, between and after stretches of the whole, where anything does."""
        opens, closes = np.append(0, ends), np.append(starts, len(self.xml))
        gaps = np.flatnonzero(opens != closes)
        xml = self.xml
        return [xml[a:b] for a, b in zip(opens[gaps].tolist(), closes[gaps].tolist(), strict=True)]

    def numbers(self, starts: Places, ends: Places) -> Codes:
        """The whole number at each stretch, NO_NUMBER for other texts than a number's usual one.

        A number has 7 digits at most. Eight bytes must lie behind each start.
        """
        eights = np.ndarray(len(self.xml) - 7, "<u8", self.xml, strides=(1,))
        count = ends - starts
        fits = (count > 0) & (count <= _DIGITS)
        fits &= (count == 1) | (self.byte(starts) != ord("0"))
        missing = (8 * (8 - np.where(fits, count, 1))).astype(np.uint64)
        # the digits stand at the high end, zeros before them
        text = (eights[starts] << missing) | (_ZEROS & ~(~np.uint64(0) << missing))
        digits = text - _ZEROS
        fits &= ((text + _OVER_NINE) | digits) & _HIGH == 0
        for factor, shift, mask in _JOINS:
            digits = (digits * factor + (digits >> shift)) & mask
        return np.where(fits, digits.astype(np.int32), NO_NUMBER)


def numbered(texts: pa.Array) -> tuple[list[bytes], Codes]:
    """The different texts, and for each text the number of its own."""
    found = texts.dictionary_encode()
    numbers = np.from_dlpack(found.indices)  # to_numpy would load pandas
    return found.dictionary.to_pylist(), numbers.astype(np.int32, copy=False)


def _begins(words: npt.NDArray[np.uint32], text: bytes) -> Mask:
    mask = np.uint32((1 << 8 * len(text)) - 1)
    wanted = np.uint32(int.from_bytes(text, "little"))
    begins: Mask = (words & mask) == wanted
    return begins
