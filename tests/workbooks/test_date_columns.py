"""Dates as numbers, dates turned by American programs, and dates that one cannot be sure of."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from canbo.engine.timeline import NotADate
from canbo.exchange.workbooks import Reading
from canbo.exchange.workbooks.dates import ImpossibleDate, read_date
from canbo.exchange.workbooks.grid import number_cell
from canbo.exchange.workbooks.reading import CellClass, RosterDocument
from tests.workbooks.written import Rows, read, write_xlsx

TITLE: Rows = [["DANH SÁCH CÁN BỘ PHƯỜNG BẮC SƠN"], ["Tính đến 30/6/2011"]]
NAMES = ("An", "Bé", "Cúc", "Dung", "Đào", "Giang", "Hoa", "Kiên", "Lan", "Mai", "Nga", "Oanh",
         "Phúc", "Quý", "Sơn", "Tú", "Uyên", "Vân", "Xuân", "Yến")  # fmt: skip


def births(folder: Path, values: list[Any]) -> tuple[Reading, list[str]]:
    rows: list[Any] = [*TITLE, ["STT", "Họ và tên", "Ngày sinh", "Chức vụ"]]
    for number, value in enumerate(values):
        rows.append([number + 1, f"Nguyễn Thị {NAMES[number]}", value, "VP-TK"])
    reading = read(write_xlsx(folder / "list.xlsx", {"S": rows}))
    (document,) = reading.documents
    assert isinstance(document, RosterDocument)
    return reading, [row.person.birth.iso() if row.person.birth else "" for row in document.rows]


def american(days: list[date]) -> list[Any]:
    """The days as a program set to American dates leaves them when they are typed dd/mm/yyyy."""
    return [
        f"d:{date(day.year, day.day, day.month).isoformat()}"
        if day.day <= 12
        else f"{day.day:02d}/{day.month:02d}/{day.year}"
        for day in days
    ]


DAYS = [date(1950 + n, 1 + n % 12, 1 + (7 * n) % 28) for n in range(20)]


def test_a_column_that_an_american_program_turned_is_turned_back_and_told(tmp_path: Path) -> None:
    reading, found = births(tmp_path, american(DAYS))
    assert found == [day.isoformat() for day in DAYS]
    (told,) = reading.problems
    turned = sum(day.day <= 12 for day in DAYS)
    assert (told.code, told.found, told.cell) == ("dates_turned", str(turned), "C4")
    assert reading.count(CellClass.LISTED) == 0


def test_true_dates_are_never_turned_without_proof(tmp_path: Path) -> None:
    reading, found = births(tmp_path, [f"d:{day.isoformat()}" for day in DAYS])
    assert found == [day.isoformat() for day in DAYS]
    assert reading.problems == ()


def test_one_true_date_after_the_twelfth_disproves_it(tmp_path: Path) -> None:
    values = [*american(DAYS[:19]), "d:1966-05-28"]
    reading, found = births(tmp_path, values)
    assert reading.problems == ()
    assert found[0] == DAYS[0].isoformat()
    assert found[8] == date(DAYS[8].year, DAYS[8].day, DAYS[8].month).isoformat()


def test_a_few_doubtful_dates_are_listed_with_the_other_reading(tmp_path: Path) -> None:
    values = [
        "d:1965-05-08",
        "15/8/1966",
        "17/2/1967",
        "d:1968-03-02",
        "d:1970-04-09",
        "d:1971-06-06",
    ]
    reading, found = births(tmp_path, values)
    assert found == ["", "1966-08-15", "1967-02-17", "", "", "1971-06-06"]
    assert [(p.cell, p.code, p.suggestion) for p in reading.problems] == [
        ("C4", "date_order_unsure", "05/8/1965"),
        ("C7", "date_order_unsure", "03/2/1968"),
        ("C8", "date_order_unsure", "04/9/1970"),
    ]


def test_texts_with_the_month_first_are_turned_when_the_column_proves_it(tmp_path: Path) -> None:
    values = ["08/13/1965", "5/17/1966", "12/30/1970", "05/08/1971", "1972"]
    reading, found = births(tmp_path, values)
    assert found == ["1965-08-13", "1966-05-17", "1970-12-30", "1971-05-08", "1972"]
    assert [p.code for p in reading.problems] == ["dates_turned"]


def test_one_text_with_the_month_first_makes_its_neighbours_doubtful(tmp_path: Path) -> None:
    reading, found = births(tmp_path, ["08/13/1965", "5/7/1966", "1972"])
    assert found == ["", "", "1972"]
    assert [(p.cell, p.code, p.suggestion) for p in reading.problems] == [
        ("C4", "impossible_date", "13/8/1965"),
        ("C5", "date_order_unsure", "7/5/1966"),
    ]


def test_one_slip_among_many_proves_nothing_about_the_others(tmp_path: Path) -> None:
    values = [*(f"{day.day:02d}/{day.month:02d}/{day.year}" for day in DAYS[:19]), "08/13/1965"]
    reading, found = births(tmp_path, values)
    assert found == [*(day.isoformat() for day in DAYS[:19]), ""]
    assert [(p.cell, p.code) for p in reading.problems] == [("C23", "impossible_date")]


@pytest.mark.parametrize(
    ("number", "meaning"),
    [(1979, "1979"), (23958, "1965-08-04"), (51979, "!5/1979"), (121979, "!12/1979"),
     (12031979, "1979-03-12"), (5031979, "!5/03/1979"), (3.5, "?"), (7, "?"), (250, "?")],
)  # fmt: skip
def test_dates_typed_as_numbers(number: float, meaning: str) -> None:
    try:
        said = read_date(number_cell(number), latest_year=2011, least_age=14).iso()
    except ImpossibleDate as error:
        said = "!" + error.likely
    except NotADate:
        said = "?"
    assert said == meaning
