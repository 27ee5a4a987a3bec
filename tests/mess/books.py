"""Messy workbooks as files: some kinds of mess that go together, written with their truth."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl.utils import get_column_letter

from tests.mess.kinds import KINDS, Mess
from tests.mess.layout import Expected, Hand, compose
from tests.mess.page import Page, write_xls, write_xlsx
from tests.mess.truth import invent


@dataclass(frozen=True)
class Book:
    """A written workbook and its truth."""

    path: Path
    as_of: date
    pages: list[Page]
    expected: Expected
    kinds: tuple[str, ...]
    lines: Mapping[str, int]  # cell ("DS!B7") → the number of whom it speaks
    listed: frozenset[str] = frozenset()  # cells ("DS!B7") that nobody could read surely


def choose(rng: random.Random, most: int) -> tuple[Mess, ...]:
    """Some kinds that go together."""
    chosen: list[Mess] = []
    names = list(KINDS)
    rng.shuffle(names)
    for name in names:
        mess = KINDS[name]
        if len(chosen) < most and all(_agree(mess, one) and _agree(one, mess) for one in chosen):
            chosen.append(mess)
    return tuple(chosen)


def _agree(one: Mess, other: Mess) -> bool:
    if one.not_with & ({other.name} | other.habits):
        return False
    return one.xls is None or other.xls is None or one.xls == other.xls


def make_book(folder: Path, seed: int, kinds: Iterable[str | Mess]) -> Book:
    """Write one workbook of these kinds of mess."""
    rng = random.Random(seed)
    chosen = tuple(one if isinstance(one, Mess) else KINDS[one] for one in kinds)
    truth = invent(seed, communes=max([one.communes for one in chosen], default=1))
    hand = Hand(rng, frozenset().union(*(one.habits for one in chosen)))
    pages, expected = compose(truth, hand)
    for one in sorted(
        chosen, key=lambda mess: (mess.name in LAST, -(mess.name == "slips_in_headers"))
    ):
        if one.act is not None:
            one.act(pages, rng)
    only = next((one.xls for one in chosen if one.xls is not None), None)
    as_xls = only if only is not None else rng.random() < 0.2
    path = folder / f"danh sach {seed}.{'xls' if as_xls else 'xlsx'}"
    (write_xls if as_xls else write_xlsx)(pages, path)
    names = tuple(one.name for one in chosen)
    return Book(path, truth.as_of, pages, expected, names, _lines(pages))


def _lines(pages: list[Page]) -> dict[str, int]:
    """Cell ("DS!B7") → the one person of whom it speaks; one that speaks of several has none."""
    return {
        address(page.name, *place): next(iter(whose))
        for page in pages
        for place, ink in page.cells.items()
        if len(whose := {number for number, _ in ink.says}) == 1
    }


def address(sheet: str, row: int, column: int) -> str:
    """A cell as facts and problems cite it."""
    return f"{sheet}!{get_column_letter(column + 1)}{row + 1}"


def _turn(mess: Mess) -> tuple[bool, bool]:
    return mess.name in LAST, mess.name != "slips_in_headers"


# what changes letters comes after what looks at words
LAST = {"tcvn3_font", "tcvn3_capitals_font", "vni_font", "mixed_runs", "decomposed_letters",
        "soft_spaces", "zero_width", "eth_for_d", "quote_before_numbers", "formulas",
        "slips_in_headers"}  # fmt: skip
