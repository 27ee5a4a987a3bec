"""Messy workbooks with known truth: what the reader and the intake make of them.

    .venv/bin/python benchmarks/messy_workbooks.py [--books N] [--seeds N] [--seed N]

Each kind of mess alone, then books of 3 to 9 kinds together, drawn anew at each run (`--seed`
repeats one), then the workbooks of other hands in `tests/mess/offices`. Goals, for each of the
three: of all that the sheets say at least 99.5% is stored right; of all that is stored at least
99.9% is true; no cell that says something is dropped in silence; never two people made one.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(Path(__file__).resolve().parent), str(ROOT)]
from officials import home_of_its_own  # noqa: E402 - after the path

if TYPE_CHECKING:
    from tests.mess.books import Book
    from tests.mess.measure import Tally

SHOWN = 6
LEAST_RECALL, LEAST_PRECISION = 0.995, 0.999


def measured(book: Book) -> Tally:
    """Read, store and count one book; what is stored is taken back."""
    from django.db import transaction

    from canbo.exchange.workbooks import Vocabulary, read_workbook
    from canbo.exchange.workbooks.reading import WorkbookRefused
    from canbo.law import load
    from canbo.law.vocabulary import load_vocabulary
    from tests.mess.measure import Tally, measure

    try:
        reading = read_workbook(book.path, vocabulary=Vocabulary.from_data(load_vocabulary()))
    except WorkbookRefused as refusal:
        said = len(book.expected)
        return Tally(books=1, said=said, faults=[f"{book.path.name} {book.kinds}: {refusal}"])
    with transaction.atomic():
        found = measure(book, reading, load())
        transaction.set_rollback(True)
    return found


def of_kinds(names: Iterable[str], seeds: Iterable[int], folder: Path) -> Tally:
    """Each kind alone, a line each."""
    from tests.mess.books import make_book
    from tests.mess.measure import Tally

    total = Tally()
    for name in names:
        alone = Tally()
        for one in seeds:
            alone.add(measured(make_book(folder, one, [name])))
        show(name, alone)
        total.add(alone)
    return total


def of_several(seed: int, books: int, folder: Path) -> Tally:
    """Books of 3 to 9 kinds together."""
    from tests.mess.books import choose, make_book
    from tests.mess.measure import Tally

    total = Tally()
    for one in range(seed, seed + books):
        rng = random.Random(one)
        kinds = choose(rng, rng.randint(3, 9))
        total.add(measured(make_book(folder, one, kinds)))
    return total


def of_offices(folder: Path) -> Tally:
    """The workbooks of other hands, a line each."""
    from tests.mess.measure import Tally
    from tests.mess.offices import office_books

    total = Tally()
    for book in office_books(folder):
        found = measured(book)
        show(book.path.stem, found)
        total.add(found)
    return total


def main() -> int:
    """Print a line for each kind, each office and for all together; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--books", type=int, default=300, help="books of several kinds")
    parser.add_argument("--seed", type=int, help="draw the same books again")
    parser.add_argument("--seeds", type=int, default=3, help="books of each kind alone")
    parser.add_argument("--kinds", nargs="*", help="only these kinds, alone")
    parsed = parser.parse_args()
    seed = random.SystemRandom().randrange(10**9) if parsed.seed is None else parsed.seed
    print(f"seed {seed}")
    with home_of_its_own(), tempfile.TemporaryDirectory() as name:
        from tests.mess.kinds import KINDS

        folder = Path(name)
        seeds = range(seed, seed + parsed.seeds)
        totals = {"each kind alone": of_kinds(parsed.kinds or KINDS, seeds, folder)}
        if not parsed.kinds:
            totals["several kinds together"] = of_several(seed, parsed.books, folder)
            totals["workbooks of other hands"] = of_offices(folder)
    for title, total in totals.items():
        show(f"{title}, {total.books}", total)
    missed = [title for title, total in totals.items() if not meets(total)]
    print(f"goals missed: {', '.join(missed)}" if missed else "all goals met")
    return 1 if missed else 0


def meets(tally: Tally) -> bool:
    """Whether all goals are met."""
    near = tally.recall >= LEAST_RECALL and tally.precision >= LEAST_PRECISION
    return near and not tally.dropped and not tally.false_merges


def show(name: str, tally: Tally) -> None:
    """One line, and the first faults."""
    print(
        f"{name:36} recall {tally.recall:.4f} precision {tally.precision:.4f} "
        f"dropped {tally.dropped} false merges {tally.false_merges} "
        f"of nobody {tally.split} listed {tally.listed} of {tally.cells} cells",
        flush=True,
    )
    for fault in tally.faults[:SHOWN]:
        print(f"    {fault[:240]}")


if __name__ == "__main__":
    sys.exit(main())
