"""Ten thousand damaged workbooks: each is read or refused in words, none brings the reader down."""

from __future__ import annotations

import resource
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from canbo.exchange.workbooks import Vocabulary, read_workbook
from canbo.exchange.workbooks.reading import CellClass, WorkbookRefused
from canbo.law.vocabulary import load_vocabulary
from tests.mess.books import make_book
from tests.mess.kinds import KINDS
from tests.soak.damage import damaged

TOWN = Path(__file__).resolve().parents[2] / "examples" / "sam-son" / "workbooks"
MUTANTS, PROCESSES, PIECE = 10_000, 2, 250
MOST_MEMORY_MIB = 1_500

pytestmark = pytest.mark.soak


def try_some(
    folder: str, books: list[str], first: int
) -> tuple[Counter[str], float, float, list[str]]:
    """Damage and read a piece of the mutants: fates, slowest seconds, peak MiB, what is wrong."""
    vocabulary = Vocabulary.from_data(load_vocabulary())
    fates: Counter[str] = Counter()
    slowest, wrong = 0.0, []
    for seed in range(first, first + PIECE):
        book = Path(books[seed * 7919 % len(books)])
        way, content = damaged(book.read_bytes(), seed)
        path = Path(folder) / f"{seed}{book.suffix}"
        path.write_bytes(content)
        began = time.perf_counter()
        try:
            reading = read_workbook(path, vocabulary=vocabulary)
        except WorkbookRefused as refusal:
            fates[f"{way}: refused"] += 1
            if not refusal.problems:
                wrong.append(f"seed {seed} ({way} of {book.name}): refused without a word")
        except Exception as error:
            wrong.append(f"seed {seed} ({way} of {book.name}): {type(error).__name__}: {error}")
        else:
            fates[f"{way}: read"] += 1
            if reading.count(CellClass.LISTED) and not reading.problems:
                wrong.append(f"seed {seed} ({way} of {book.name}): listed without a word")
        slowest = max(slowest, time.perf_counter() - began)
        path.unlink()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return fates, slowest, peak, wrong


def test_no_damage_goes_unsaid(tmp_path: Path) -> None:
    messy = [make_book(tmp_path, seed, [kind]).path for seed, kind in enumerate(KINDS)]
    books = [str(path) for path in [*sorted(TOWN.iterdir()), *messy]]
    fates: Counter[str] = Counter()
    slowest, peak, wrong = 0.0, 0.0, []
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        pieces = [
            pool.submit(try_some, str(tmp_path), books, first) for first in range(0, MUTANTS, PIECE)
        ]
        for piece in pieces:
            found, seconds, memory, faults = piece.result()
            fates += found
            slowest, peak, wrong = max(slowest, seconds), max(peak, memory), wrong + faults
    print(
        f"\n{MUTANTS} mutants of {len(books)} books, slowest {slowest:.1f} s, peak {peak:.0f} MiB"
    )
    for fate, count in sorted(fates.items()):
        print(f"    {fate:24}{count:6}")
    assert wrong == []
    assert sum(fates.values()) == MUTANTS
    assert peak < MOST_MEMORY_MIB
