"""Messy workbooks with known truth: what the reader and the intake make of them.

    .venv/bin/python benchmarks/messy_workbooks.py [--books N] [--seed N] [--kinds NAME…]

Each kind of mess alone, then books of 3 to 9 kinds together. Goals: of all that the sheets say at
least 99.5% is stored right; of all that is stored at least 99.9% is true; no cell that says
something is dropped in silence; never two people made one.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(Path(__file__).resolve().parent), str(ROOT)]
from officials import home_of_its_own  # noqa: E402 - after the path

SHOWN = 6


def tried(seed: int, kinds: Iterable[str], folder: Path) -> object:
    """Write, read, store and count one book; what is stored is taken back."""
    from django.db import transaction

    from canbo.exchange.workbooks import Vocabulary, read_workbook
    from canbo.exchange.workbooks.reading import WorkbookRefused
    from canbo.law import load
    from canbo.law.vocabulary import load_vocabulary
    from tests.mess.books import make_book
    from tests.mess.measure import Tally, measure

    book = make_book(folder, seed, kinds)
    try:
        reading = read_workbook(book.path, vocabulary=Vocabulary.from_data(load_vocabulary()))
    except WorkbookRefused as refusal:
        said = len(book.expected)
        return Tally(books=1, said=said, faults=[f"{book.path.name} {book.kinds}: {refusal}"])
    with transaction.atomic():
        found = measure(book, reading, load())
        transaction.set_rollback(True)
    return found


def main() -> int:
    """Print a line for each kind and one for all together; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--books", type=int, default=300, help="books of several kinds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="*", help="only these kinds, alone")
    parsed = parser.parse_args()
    with home_of_its_own(), tempfile.TemporaryDirectory() as folder:
        from tests.mess.books import choose
        from tests.mess.kinds import KINDS
        from tests.mess.measure import Tally

        total = Tally()
        for name in parsed.kinds or KINDS:
            alone = Tally()
            for seed in range(parsed.seed, parsed.seed + 3):
                alone.add(tried(seed, [name], Path(folder)))
            show(name, alone)
            total.add(alone)
        together = Tally()
        for seed in range(parsed.seed, parsed.seed + (0 if parsed.kinds else parsed.books)):
            rng = random.Random(seed)
            kinds = [mess.name for mess in choose(rng, rng.randint(3, 9))]
            together.add(tried(seed, kinds, Path(folder)))
        show("several kinds together", together)
        total.add(together)
    show(f"all {total.books} books", total, faults=0)
    met = total.recall >= 0.995 and total.precision >= 0.999
    return 0 if met and not total.dropped and not total.false_merges else 1


def show(name: str, tally: object, faults: int = SHOWN) -> None:
    """One line, and the first faults."""
    print(
        f"{name:32} recall {tally.recall:.4f} precision {tally.precision:.4f} "
        f"dropped {tally.dropped} false merges {tally.false_merges} "
        f"of nobody {tally.split} listed {tally.listed} of {tally.cells} cells"
    )
    for fault in tally.faults[:faults]:
        print(f"    {fault[:240]}")


if __name__ == "__main__":
    sys.exit(main())
