"""Ways to damage a workbook: its bytes, its XML, its values; each seed damages in one way."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

Damage = Callable[[bytes, random.Random], bytes]


def cut(content: bytes, rng: random.Random) -> bytes:
    """Lose the end, as a broken copy does."""
    return content[: rng.randrange(len(content))]


def flip(content: bytes, rng: random.Random) -> bytes:
    """Change some bytes."""
    spoilt = bytearray(content)
    for _ in range(rng.randint(1, 40)):
        spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
    return bytes(spoilt)


def move(content: bytes, rng: random.Random) -> bytes:
    """Put a piece of the file elsewhere."""
    begin, length, to = (rng.randrange(len(content)) for _ in range(3))
    return content[:to] + content[begin : begin + length] + content[to:]


def _in_parts(content: bytes, rng: random.Random, act: Callable[[bytes], bytes]) -> bytes:
    """Change one XML part of a package; a file that is no package is damaged by its bytes."""
    if not content.startswith(b"PK"):
        return flip(content, rng)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w") as made:
        parts = package.namelist()
        chosen = rng.choice([one for one in parts if one.endswith((".xml", ".rels"))])
        for part in parts:
            data = package.read(part)
            made.writestr(part, act(data) if part == chosen else data)
    return out.getvalue()


def lose_a_part(content: bytes, rng: random.Random) -> bytes:
    """Leave one part of the package out."""
    return _in_parts(content, rng, lambda _data: b"")


def lose_tags(content: bytes, rng: random.Random) -> bytes:
    """Leave out, double or cut some tags."""

    def act(data: bytes) -> bytes:
        tags = list(re.finditer(rb"<[^<>]+>", data))
        for match in sorted(rng.sample(tags, min(len(tags), 3)), key=lambda one: -one.start()):
            middle = rng.choice((b"", match[0] * 2, match[0][: len(match[0]) // 2]))
            data = data[: match.start()] + middle + data[match.end() :]
        return data

    return _in_parts(content, rng, act)


_ODD = (b"-1", b"0", b"1e308", b"9" * 20, b"", b"NaN", b"A0", b"XFE1048577", b"&#x7;")


def spoil_values(content: bytes, rng: random.Random) -> bytes:
    """Change numbers and attributes to what nobody expects; the XML stays well formed."""

    def act(data: bytes) -> bytes:
        found = list(re.finditer(rb'(?<=")\d+(?=")|(?<=>)[^<>]+(?=<)', data))
        for match in sorted(rng.sample(found, min(len(found), 8)), key=lambda one: -one.start()):
            data = data[: match.start()] + rng.choice(_ODD) + data[match.end() :]
        return data

    return _in_parts(content, rng, act)


def swap_texts(content: bytes, rng: random.Random) -> bytes:
    """Let texts change places: names under dates, dates under posts, titles under numbers."""

    def act(data: bytes) -> bytes:
        texts = list(re.finditer(rb"(?<=<t>)[^<>]+(?=</t>)", data))
        if len(texts) < 2:
            return data
        for _ in range(10):
            one, other = sorted(rng.sample(texts, 2), key=lambda match: match.start())
            if len(one[0]) == len(other[0]):
                data = (
                    data[: one.start()] + other[0] + data[one.end() : other.start()]
                    + one[0] + data[other.end() :]
                )  # fmt: skip
        return data

    return _in_parts(content, rng, act)


WAYS: tuple[Damage, ...] = (cut, flip, move, lose_a_part, lose_tags, spoil_values, swap_texts)


def damaged(content: bytes, seed: int) -> tuple[str, bytes]:
    """Damage a workbook: which way, and what is left of it."""
    rng = random.Random(seed)
    way = WAYS[seed % len(WAYS)]
    return way.__name__, way(content, rng)
