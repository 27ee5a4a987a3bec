"""Workbooks of other hands reach the home whole: right, nothing more, no two people made one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from canbo.exchange.workbooks import read_workbook
from canbo.law import load
from tests.mess.books import choose, make_book
from tests.mess.measure import Tally, measure
from tests.mess.offices import office_book, office_files
from tests.workbooks.written import VOCABULARY

pytestmark = pytest.mark.django_db


def _said(tally: Tally) -> tuple[float, float, int, int, list[str]]:
    return (tally.recall, tally.precision, tally.dropped, tally.false_merges, tally.faults)


@pytest.mark.parametrize("file", office_files(), ids=lambda file: file.stem)
def test_a_workbook_of_another_office_is_understood(file: Path, tmp_path: Path) -> None:
    book = office_book(file, tmp_path)
    reading = read_workbook(book.path, vocabulary=VOCABULARY)
    tally = measure(book, reading, load())

    assert _said(tally) == (1.0, 1.0, 0, 0, [])
    assert book.listed <= tally.cells_listed


@pytest.mark.parametrize("seed", range(4_400, 4_406))
def test_many_kinds_of_mess_together_are_understood(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    book = make_book(tmp_path, seed, choose(rng, 9))
    tally = measure(book, read_workbook(book.path, vocabulary=VOCABULARY), load())

    assert _said(tally) == (1.0, 1.0, 0, 0, [])
