"""Lists drawn at random with known truth: every field found, none invented, no cell forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canbo.engine.vietnamese import same_syllables
from canbo.exchange.workbooks.reading import CellClass, Reading, RosterDocument, RosterRow
from tests.workbooks.offices import Hand, Office, Truth, as_partial
from tests.workbooks.written import read


def _save(office: Office, path: Path) -> int:
    book = openpyxl.Workbook()
    sheet = book.active
    for (row, column), value in office.cells.items():
        sheet.cell(row + 1, column + 1, value)
    for top, left, bottom, right in office.merges:
        sheet.merge_cells(
            start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
        )
    book.save(path)
    return len(office.cells)


def _said(row: RosterRow) -> dict[str, Any]:
    person = row.person
    return {
        "sex": person.sex.value if person.sex else "",
        "birth": person.birth,
        "posts": tuple(sorted(post.title for post in row.posts)),
        "home": person.home_place,
        "party": person.party_date,
        "levels": {a.scale.value: a.level for a in row.attainments},
        "unit": row.unit.path[-1],
    }


def _true(truth: Truth) -> dict[str, Any]:
    return {
        "sex": truth.sex,
        "birth": as_partial(truth.birth),
        "posts": tuple(sorted(truth.posts)),
        "home": truth.home,
        "party": as_partial(truth.party),
        "levels": truth.levels,
        "unit": "phường Bắc Sơn",
    }


def check(seed: int, path: Path) -> Reading:
    office = Hand(seed).write()
    count = _save(office, path)
    reading = read(path)
    assert [p for p in reading.problems if p.code != "post_not_in_lists"] == []
    assert len(reading.cells) == count
    assert reading.count(CellClass.LISTED) == 0
    (document,) = reading.documents
    assert isinstance(document, RosterDocument)
    assert document.as_of == as_partial("2011-06-30")
    assert len(document.rows) == len(office.truth)
    for row, truth in zip(document.rows, office.truth, strict=True):
        assert same_syllables(row.person.name, truth.name)
        assert _said(row) == _true(truth)
    return reading


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**9))
def test_whatever_the_hand_the_truth_is_read(seed: int, tmp_path_factory: Any) -> None:
    check(seed, tmp_path_factory.mktemp("hand") / "list.xlsx")
