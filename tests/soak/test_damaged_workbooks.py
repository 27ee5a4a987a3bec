"""Thousands of damaged workbooks: each is read or refused in words, none brings the reader down."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from canbo.exchange.workbooks import Vocabulary, read_workbook
from canbo.exchange.workbooks.reading import CellClass, WorkbookRefused
from canbo.law.vocabulary import load_vocabulary

BOOKS = sorted(
    (Path(__file__).resolve().parents[2] / "examples" / "sam-son" / "workbooks").glob("*.xlsx")
)
MUTANTS = 1500

pytestmark = pytest.mark.soak


def damaged(content: bytes, rng: random.Random) -> bytes:
    """Cut it, flip some bytes, or put a piece of it elsewhere."""
    spoilt = bytearray(content)
    kind = rng.randrange(3)
    if kind == 0:
        return bytes(spoilt[: rng.randrange(len(spoilt))])
    if kind == 1:
        for _ in range(rng.randint(1, 40)):
            spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
        return bytes(spoilt)
    begin, length, to = (rng.randrange(len(spoilt)) for _ in range(3))
    return bytes(spoilt[:to] + spoilt[begin : begin + length] + spoilt[to:])


def test_no_damage_goes_unsaid(tmp_path: Path) -> None:
    vocabulary, rng = Vocabulary.from_data(load_vocabulary()), random.Random(20110731)
    read = refused = 0
    for number in range(MUTANTS):
        book = rng.choice(BOOKS)
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(damaged(book.read_bytes(), rng))
        try:
            reading = read_workbook(path, vocabulary=vocabulary)
        except WorkbookRefused as refusal:
            refused += bool(refusal.problems)
        else:
            listed = reading.count(CellClass.LISTED)
            assert not listed or reading.problems
            read += 1
        path.unlink()
    print(f"{MUTANTS} mutants: {read} read, {refused} refused, none unsaid")
    assert refused + read == MUTANTS
