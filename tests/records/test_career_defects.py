"""Each class of defects in a list of careers from abroad is named and counted; lines stand as they
are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.db import transaction

from canbo.exchange.workbooks import Vocabulary, read_workbook
from canbo.exchange.workbooks.reading import Reading, held_by_lines
from canbo.law import load
from canbo.law.vocabulary import load_vocabulary
from canbo.records.operations import ImportReport, import_workbook
from tests.records.sheets import NOON, OPERATOR

HEADERS = ("Officer", "S.No", "Designation / Level", "Office", "Organisation", "Period from",
           "Period to", "Status")  # fmt: skip
LINES = (
    ("o00001", "Secretary Joint Secretary", "Home", "Cadre", "01/07/2008", "Till-Date", "left"),
    ("o00001", "Director Director", "Finance", "Cadre", "01/07/2005", "01/07/2008", "left"),
    ("o00001", "Director Director", "Finance", "Cadre", "01/07/2005", "01/07/2008", "left"),
    ("o00002", "Collector Under Secretary", "Home", "Cadre", "", "Till-Date", "serving"),
    ("o00002", "Chairman Secretary", "Home", "Centre", "01/01/2011", "Till-Date", "serving"),
    ("o00002", "Member Secretary", "", "Centre", "01/03/2019", "31/01/2019", "serving"),
    ("o00003", "Registrar Director", "", "Centre", "01/01/2009", "30/06/2030", "serving"),
    ("o00003", "Director Director", "", "Centre", "01/06/2011", "01/08/2011", "serving"),
    ("o00004", "N.A. Not Available", "Home", "Cadre", "5-Jan-2003", "31 March 2004", "serving"),
)


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return read_lines(tmp_path, LINES)


def read_lines(tmp_path: Path, lines: Sequence[Sequence[str]]) -> Reading:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["EXPERIENCE DETAILS OF OFFICERS"])
    sheet.append(["(Position as on 19/06/2026)"])
    sheet.append([])
    sheet.append(HEADERS)
    for number, (officer, *line) in enumerate(lines, start=1):
        sheet.append([officer, number, *line])
    path = tmp_path / "experience.xlsx"
    book.save(path)
    return read_workbook(path, vocabulary=Vocabulary.from_data(load_vocabulary()))


@pytest.fixture
def report(db: None, reading: Reading) -> ImportReport:
    return import_workbook(reading=reading, actor=OPERATOR, at=NOON, law=load())


def test_each_class_is_counted(report: ImportReport) -> None:
    counts = {
        code: count for code, count in report.problem_counts.items() if code.startswith("career_")
    }
    assert counts == {
        "career_repeated": 1,
        "career_without_start": 1,
        "career_reversed": 1,
        "career_ends_in_future": 1,
        # the twice-written line with itself, the reversed line in an open one, two of o00003
        "career_overlaps": 3,
        "career_several_open": 1,
        "career_open_after_leaving": 1,
        "career_hand_over": 1,
    }
    assert report.as_json()["problem_counts"] == report.problem_counts


@pytest.mark.django_db
def test_who_left_is_told_of_a_post_that_is_over_by_one_line_and_goes_on_by_another(
    tmp_path: Path,
) -> None:
    post = ("Deputy Director", "Home", "Cadre", "24/03/2008")
    lines = [("o1", *post, "31/12/2010", "left"), ("o1", *post, "Till-Date", "left")]
    for order in (lines, lines[::-1]):
        with transaction.atomic():
            told = import_workbook(
                reading=read_lines(tmp_path, order), actor=OPERATOR, at=NOON, law=load()
            )
            assert told.problem_counts["career_open_after_leaving"] == 1
            transaction.set_rollback(True)


def test_all_but_the_reversed_line_are_stored(report: ImportReport) -> None:
    assert report.facts["tenure"] == len(LINES) - 2
    assert report.created == 4
    cells = report.cells
    assert cells.read == cells.stored + cells.structure + cells.derived + cells.listed


def test_lines_that_hold_on_a_day_as_they_stand(reading: Reading) -> None:
    assert held_by_lines(reading, date(2011, 7, 1)) == 4
    assert held_by_lines(reading, date(2008, 7, 1)) == 1  # handed over: the new post holds
