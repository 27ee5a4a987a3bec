"""The example town through the whole house: workbooks in, the builder's ledger as the yardstick.

Files are read once and taken in once, in a transaction around all tests; what a test stores
besides is rolled back.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from canbo.accounts.access import local_operator
from canbo.exchange.workbooks.reading import CellClass, Reading
from canbo.records.operations import ImportReport, undo_import
from tests.example_town.ledger import (
    COUNTED,
    COUNTS,
    LATER,
    LEDGER,
    MUTATIONS,
    counted,
    edited,
    effect,
    figures,
    read_all,
    take,
)
from tests.example_town.towns import VIETNAM
from tests.town.fixtures import home

__all__ = ["home"]  # one data folder for the module, as its town is one

pytestmark = pytest.mark.django_db
Figures = dict[str, Any]
FIRST = date.fromisoformat(LEDGER["window"]["from"])
HALF_YEARS = [date(year, *day) for year in range(2006, 2012) for day in ((6, 30), (12, 31))]


@pytest.fixture(scope="module")
def readings() -> list[tuple[datetime, Reading]]:
    return read_all()


@pytest.fixture(scope="module")
def imported(
    home: Path,
    readings: list[tuple[datetime, Reading]],
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
) -> Iterator[list[ImportReport]]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield [take(reading, at) for at, reading in readings]
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def before(imported: list[ImportReport], django_db_blocker: pytest.FixtureRequest) -> Figures:
    """All figures of the home as it was taken in, for whoever comes back to it."""
    with django_db_blocker.unblock():
        return figures(with_rows=True)


def test_figures_are_the_ledgers_and_open_to_its_people(before):
    found = before
    for name, expected in LEDGER["figures"].items():
        figure = found[name]
        if name == "commune_intermediate_professional_share":
            assert figure.value == f"{expected['numerator']}/{expected['base']}"
            assert figure.missing == expected["missing"]
        else:
            assert figure.value == expected["value"]
        assert len(figure.rows) == figure.counted
        assert len({row.id for row in figure.rows}) == figure.counted
    names = {person["id"]: person["name"] for person in LEDGER["people"]}
    theory = found["intermediate_theory_people"]
    spelled = sorted(row.name.casefold() for row in theory.rows)
    truth = sorted(names[person].casefold() for person in LEDGER["figures"][theory.name]["people"])
    assert len(spelled) == len(truth)


def test_what_was_known_when_is_what_had_come_in(imported):
    for known in LEDGER["known_by"]:
        last = date.fromisoformat(known["received_until"])
        then = counted(datetime.combine(last, time.max, VIETNAM))
        for name in ("intermediate_theory_people", "fostering_attendances", "share_base"):
            assert then[name] == known[name], (known["received_until"], name)


@pytest.mark.parametrize("last", HALF_YEARS, ids=str)
def test_figures_of_any_day_are_those_of_the_classes_begun_by_then(imported, last):
    """From the ledger's classes and attendances alone, by the widest reading of their days."""
    touched = {
        one["id"]: one
        for one in LEDGER["classes"]
        if _edge(one["begins"], first=True) <= last and _edge(one["ends"], first=False) >= FIRST
    }
    sitting = [one for one in LEDGER["attendances"] if one["training_class"] in touched]
    kinds = Counter(touched[one["training_class"]]["kind"] for one in sitting)
    theory = {
        one["person"] for one in sitting if touched[one["training_class"]]["course"] == "LLCT-TC"
    }
    found = figures(until=last, names=COUNTED)
    assert found["intermediate_theory_people"].value == len(theory) > 0
    assert found["fostering_attendances"].value == kinds["fostering"] > 0


def _edge(written: str, *, first: bool) -> date:
    """The first or last day of a day, month or year."""
    year, month, day = (*map(int, written.split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day)
    months = (month, month) if month else (1, 12)
    last = calendar.monthrange(year, months[1])[1]
    return date(year, months[0], 1) if first else date(year, months[1], last)


def test_every_cell_is_accounted_for_and_none_is_left_over(readings, imported):
    for (_, reading), report, file in zip(readings, imported, LEDGER["files"], strict=True):
        cells = report.cells
        assert cells.read == file["cells"], file["file"]
        assert cells.read == cells.stored + cells.structure + cells.derived + cells.listed
        assert cells.listed == 0, file["file"]
        assert reading.count(CellClass.LISTED) == 0


def test_the_same_file_again_and_undo(imported, readings, before):
    reading = readings[-1][1]
    again = take(reading, LATER)
    assert again.already_known
    assert not any(again.facts.values())
    assert again.created == 0
    undo_import(batch=imported[-1].batch, actor=local_operator(), at=LATER)
    assert counted() != COUNTS
    take(reading, LATER)
    assert counted() == COUNTS
    assert {name: figure.value for name, figure in figures().items()} == {
        name: figure.value for name, figure in before.items()
    }


@pytest.mark.parametrize("name", MUTATIONS)
def test_an_edited_edition_takes_the_place_of_the_first(name, before, tmp_path):
    """The same home: the edited file is imported again, then its import is undone."""
    mutation = MUTATIONS[name]
    report = take(edited(mutation, tmp_path), LATER)
    assert report.replaces is not None
    assert effect() == mutation["effect"], mutation["why"]
    undo_import(batch=report.batch, actor=local_operator(), at=LATER)
    assert figures(with_rows=True) == before
