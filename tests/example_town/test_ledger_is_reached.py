"""The example town through the whole house: workbooks in, the builder's ledger as the yardstick.

Files are read once and taken in once, in a transaction around all tests; what a test stores
besides is rolled back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
from django.db import transaction

from canbo.accounts.access import local_operator
from canbo.exchange.workbooks.reading import CellClass, Reading
from canbo.records.operations import ImportReport, undo_import
from tests.example_town.ledger import (
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


def test_figures_are_the_ledgers_and_open_to_its_people(imported):
    found = figures(with_rows=True)
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


def test_every_cell_is_accounted_for_and_none_is_left_over(readings, imported):
    for (_, reading), report, file in zip(readings, imported, LEDGER["files"], strict=True):
        cells = report.cells
        assert cells.read == file["cells"], file["file"]
        assert cells.read == cells.stored + cells.structure + cells.derived + cells.listed
        assert cells.listed == 0, file["file"]
        assert reading.count(CellClass.LISTED) == 0


def test_the_same_file_again_and_undo(imported, readings):
    before = figures(with_rows=True)
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
def test_an_edited_edition_takes_the_place_of_the_first(name, imported, tmp_path):
    """The same home: the edited file is imported again, then its import is undone."""
    mutation = MUTATIONS[name]
    before = figures(with_rows=True)
    report = take(edited(mutation, tmp_path), LATER)
    assert report.replaces is not None
    assert effect() == mutation["effect"], mutation["why"]
    undo_import(batch=report.batch, actor=local_operator(), at=LATER)
    assert figures(with_rows=True) == before
