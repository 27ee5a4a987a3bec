"""What columns of status say: who has left the service, how and since when."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from canbo.exchange.workbooks import Reading
from canbo.exchange.workbooks.statements import RetirementReading
from tests.workbooks.listed import iso, listed

LEFT = {
    "left": "",
    "Retired": "age",
    "Retired on 31 May 2015": "age 2015-05-31",
    "Voluntary Retirement (Jan-2015)": "early 2015-01",
    "Expired": "died",
    "Resigned w.e.f. 01.04.2010": "resigned 2010-04-01",
    "Nghỉ hưu từ 1/6/2010": "age 2010-06-01",
    "Đã nghỉ hưu (6/2010)": "age 2010-06",
    "Thôi việc từ tháng 3 năm 2009": "resigned 2009-03",
    "Từ trần ngày 05/02/2008": "died 2008-02-05",
}
SERVES = ("serving", "Đang công tác", "Sắp nghỉ hưu", "Nghỉ hưu năm 2030 (dự kiến)", "on leave")


@pytest.fixture(scope="module")
def read_status(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Reading]:
    def read(header: str, said: tuple[str, ...], **more: tuple[str, ...]) -> Reading:
        people = (
            (number, f"o{number:05}", *cells)
            for number, cells in enumerate(zip(said, *more.values(), strict=True), start=1)
        )
        folder: Path = tmp_path_factory.mktemp("status")
        titles = ("LIST OF OFFICERS",), ("(Position as on 31/12/2016)",)
        headers = ("S.No", "Officer", header, *(name.replace("_", " ") for name in more))
        return listed(folder, *titles, headers, *people, head=())

    return read


def told(reading: Reading) -> list[str | None]:
    """Of each person how and when they left, None for who serves."""
    (document,) = reading.documents
    found: list[str | None] = []
    for row in document.rows:  # type: ignore[union-attr]
        left = [one for one in row.statements if isinstance(one, RetirementReading)]  # type: ignore[union-attr]
        found.append(f"{left[0].kind or ''} {iso(left[0].begins)}".strip() if left else None)
    return found


def test_a_status_says_who_has_left(read_status: Callable[..., Reading]) -> None:
    assert told(read_status("Status", (*LEFT, *SERVES))) == [*LEFT.values(), *[None] * len(SERVES)]


@pytest.mark.parametrize(
    ("header", "left"), [("Left service", ["", None]), ("In service", [None, None])]
)
def test_a_mark_answers_what_the_header_asks(
    read_status: Callable[..., Reading], header: str, left: list[str | None]
) -> None:
    assert told(read_status(header, ("Yes", "No"))) == left


def test_the_day_of_leaving_may_stand_in_a_column_of_its_own(
    read_status: Callable[..., Reading],
) -> None:
    reading = read_status(
        "Status", ("Retired", "Serving"), Date_of_leaving=("31.07.2012", "30.06.2019")
    )
    assert told(reading) == ["age 2012-07-31", None]
    notes = [row.person.note for row in reading.documents[0].rows]  # type: ignore[union-attr]
    assert notes == ["", "Status: Serving; Date of leaving: 30.06.2019"]
