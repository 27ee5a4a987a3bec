"""The example town's first papers in homes where nothing stood before: in another order, edited."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from canbo.exchange.workbooks.reading import Reading, RosterDocument
from tests.example_town.ledger import (
    COUNTS,
    LATER,
    MUTATIONS,
    counted,
    edited,
    effect,
    read_all,
    take,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def readings() -> list[tuple[datetime, Reading]]:
    return read_all()


def rounds() -> list[dict[str, dict[str, Any]]]:
    """The ledger's mutations so that each file has one at most in a round."""
    found: list[dict[str, dict[str, Any]]] = []
    for mutation in MUTATIONS.values():
        free = [one for one in found if mutation["file"] not in one]
        if not free:
            found.append({})
        (free or found[-1:])[0][mutation["file"]] = mutation
    return found


def test_the_order_of_the_files_does_not_matter(db, readings):
    rosters = [r for _, r in readings if any(isinstance(d, RosterDocument) for d in r.documents)]
    others = [reading for _, reading in readings if reading not in rosters]
    for reading in [*reversed(rosters), *reversed(others)]:
        take(reading, LATER)
    assert counted() == COUNTS


@pytest.mark.parametrize("mutated", rounds(), ids=len)
def test_edits_move_the_figures_as_the_ledger_predicts(
    mutated: dict[str, dict[str, Any]], readings: list[tuple[datetime, Reading]], tmp_path: Path
) -> None:
    """One row of a file removed or edited: each predicted figure, exactly so far."""
    for at, reading in readings:
        mutation = mutated.get(reading.file)
        take(reading if mutation is None else edited(mutation, tmp_path), at)
    predicted: Counter[str] = Counter()
    for mutation in mutated.values():
        predicted.update(mutation["effect"])
    assert effect() == predicted, list(mutated)
