"""The example town through the whole house: workbooks in, the builder's ledger as the yardstick.

Files are read once; each test stores in a transaction that is rolled back.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from canbo.accounts.access import local_operator
from canbo.engine.figures import Window
from canbo.engine.timeline import Perspective
from canbo.exchange.workbooks import Vocabulary, read_workbook
from canbo.exchange.workbooks.reading import CellClass, Reading, RosterDocument
from canbo.law import load
from canbo.law.vocabulary import load_vocabulary
from canbo.records.operations import ImportReport, import_workbook, undo_import
from canbo.reporting import access
from examples.builder import mutations

TOWN = Path(__file__).resolve().parents[2] / "examples" / "sam-son"
LEDGER = json.loads((TOWN / "ledger.json").read_text(encoding="utf-8"))
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
LATER = datetime(2011, 8, 5, 9, tzinfo=VIETNAM)
AS_OF = date.fromisoformat(LEDGER["window"]["to"])
WINDOW = Window(date.fromisoformat(LEDGER["window"]["from"]), AS_OF)
MUTATIONS = {mutation["id"]: mutation for mutation in LEDGER["mutations"]}

pytestmark = pytest.mark.django_db


def read(path: Path) -> Reading:
    return read_workbook(path, vocabulary=Vocabulary.from_data(load_vocabulary()))


@pytest.fixture(scope="module")
def readings() -> list[tuple[datetime, Reading]]:
    """All files as read, by the day they came in."""
    return [
        (
            datetime.combine(date.fromisoformat(file["received"]), time(9), VIETNAM),
            read(TOWN / "workbooks" / file["file"]),
        )
        for file in LEDGER["files"]
    ]


@pytest.fixture
def imported(db: None, readings: list[tuple[datetime, Reading]]) -> list[ImportReport]:
    return [take(reading, at) for at, reading in readings]


def take(reading: Reading, at: datetime) -> ImportReport:
    return import_workbook(reading=reading, actor=local_operator(), at=at, law=load())


def figures(known_at: datetime = LATER, **asked: Any) -> dict[str, Any]:
    found = access.figures(
        actor=local_operator(), at=LATER, perspective=Perspective(AS_OF, known_at), window=WINDOW,
        **asked,
    )  # fmt: skip
    return {figure.name: figure for figure in found}


def counted(known_at: datetime = LATER) -> dict[str, int]:
    found = figures(known_at)
    share = found["commune_intermediate_professional_share"]
    return {
        "intermediate_theory_people": found["intermediate_theory_people"].value,
        "fostering_attendances": found["fostering_attendances"].value,
        "share_base": share.base.count,
        "share_numerator": share.numerator,
        "share_missing": share.missing,
    }


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


def test_the_order_of_the_files_does_not_matter(db, readings):
    rosters = [r for _, r in readings if any(isinstance(d, RosterDocument) for d in r.documents)]
    others = [reading for _, reading in readings if reading not in rosters]
    for reading in [*reversed(rosters), *reversed(others)]:
        take(reading, LATER)
    assert counted() == LEDGER_COUNTS


def test_the_same_file_again_and_undo(imported, readings):
    before = figures(with_rows=True)
    reading = readings[-1][1]
    again = take(reading, LATER)
    assert again.already_known
    assert not any(again.facts.values())
    assert again.created == 0
    undo_import(batch=imported[-1].batch, actor=local_operator(), at=LATER)
    assert counted() != LEDGER_COUNTS
    take(reading, LATER)
    assert counted() == LEDGER_COUNTS
    assert {name: figure.value for name, figure in figures().items()} == {
        name: figure.value for name, figure in before.items()
    }


@pytest.mark.parametrize("name", list(MUTATIONS)[::2])
def test_one_edit_moves_the_figures_as_the_ledger_predicts(name, readings, tmp_path):
    """A fresh home with one row removed or edited: exactly the predicted figure, exactly so far."""
    mutation = MUTATIONS[name]
    edited = tmp_path / mutation["file"]
    mutations.apply(TOWN / "workbooks" / mutation["file"], edited, mutation)
    for at, reading in readings:
        take(read(edited) if reading.file == mutation["file"] else reading, at)
    moved = counted()
    effect = {key: moved[key] - LEDGER_COUNTS[key] for key in LEDGER_COUNTS}
    assert effect == mutation["effect"], mutation["why"]


@pytest.mark.parametrize("name", list(MUTATIONS)[1::2])
def test_an_edited_edition_takes_the_place_of_the_first(name, imported, tmp_path):
    """The same home: the edited file is imported again, then its import is undone."""
    mutation = MUTATIONS[name]
    edited = tmp_path / mutation["file"]
    mutations.apply(TOWN / "workbooks" / mutation["file"], edited, mutation)
    before = figures(with_rows=True)
    report = take(read(edited), LATER)
    assert report.replaces is not None
    moved = counted()
    effect = {key: moved[key] - LEDGER_COUNTS[key] for key in LEDGER_COUNTS}
    assert effect == mutation["effect"], mutation["why"]
    undo_import(batch=report.batch, actor=local_operator(), at=LATER)
    assert figures(with_rows=True) == before


_SHARE = LEDGER["figures"]["commune_intermediate_professional_share"]
LEDGER_COUNTS = {
    "intermediate_theory_people": LEDGER["figures"]["intermediate_theory_people"]["value"],
    "fostering_attendances": LEDGER["figures"]["fostering_attendances"]["value"],
    "share_base": _SHARE["base"],
    "share_numerator": _SHARE["numerator"],
    "share_missing": _SHARE["missing"],
}
