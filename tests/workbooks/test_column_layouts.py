"""What a reader says of the columns of a table, and what an office says of them instead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from canbo.engine.facts import Scale
from canbo.exchange.workbooks import Reading, WorkbookRefused, guard, read_workbook, xlsx
from canbo.exchange.workbooks.column_roles import UnknownRole, role_of, with_role
from canbo.exchange.workbooks.columns import Column
from canbo.exchange.workbooks.layout_reader import roles, usual_header
from canbo.exchange.workbooks.layouts import Confirmed, LayoutReading
from canbo.exchange.workbooks.reading import CellClass, RosterDocument
from tests.workbooks.written import VOCABULARY, Rows, write_xlsx

TITLE: Rows = [["DANH SÁCH CÁN BỘ PHƯỜNG BẮC SƠN"], ["Tính đến 30/6/2011"]]
KNOWN: Rows = [
    *TITLE,
    ["STT", "Họ và tên", "Ngày tháng năm sinh (ghi rõ)", "Chức vụ", "LLCT", None, "Ô lạ"],
    [None, None, None, None, "SC", "TC", None],
    [1, "Nguyễn Văn An", 1960, "CT UBND", "x", None, "12/3/1999"],
    [2, "Lê Thị Bé", 1970, "CT HPN", None, "x", "1/5/2001"],
    [3, "Lê Thị Mơ", 1971, "CT HND", None, "x", "1/6/2001"],
]
UNNAMED: Rows = [
    *TITLE,
    ["Nhân sự", "Khi nào", "Làm gì"],
    ["Nguyễn Văn An", 1960, "CT UBND"],
    ["Lê Thị Bé", 1970, "CT HPN"],
    ["Lê Thị Bình", 1970, "CT HPN"],
]


def read(folder: Path, rows: Rows, layouts: Confirmed | None = None) -> Reading:
    path = write_xlsx(folder / "list.xlsx", {"S": rows}, {"S": ["E3:F3"]})
    return read_workbook(path, vocabulary=VOCABULARY, layouts=layouts or {})


def refused(folder: Path, rows: Rows, layouts: Confirmed | None = None) -> WorkbookRefused:
    with pytest.raises(WorkbookRefused) as caught:
        read(folder, rows, layouts)
    return caught.value


def told(layout: LayoutReading) -> list[tuple[str, str, float]]:
    return [(" / ".join(c.path), c.role, c.confidence) for c in layout.columns]


def test_each_column_is_told_with_path_role_and_confidence(tmp_path: Path) -> None:
    (layout,) = read(tmp_path, KNOWN).layouts
    assert told(layout) == [
        ("STT", "number", 1.0),
        ("Họ và tên", "name", 1.0),
        ("Ngày tháng năm sinh (ghi rõ)", "birth", 0.8),
        ("Chức vụ", "post", 1.0),
        ("LLCT / SC", "mark:political_theory:CTSC", 1.0),
        ("LLCT / TC", "mark:political_theory:CTTC", 1.0),
        ("Ô lạ", "unknown", 0.0),
    ]
    assert (layout.sheet, layout.header_rows, layout.kind) == ("S", (2, 3), "roster")
    assert layout.people == 3
    assert layout.is_read
    assert layout.confidence == 0.0
    assert layout.columns[1].samples == ("Nguyễn Văn An", "Lê Thị Bé", "Lê Thị Mơ")
    assert "post_begins" in layout.columns[6].proposals


def test_a_header_that_its_values_belie_is_not_sure(tmp_path: Path) -> None:
    rows = [*TITLE, ["STT", "Họ và tên", "Ngày sinh", "Chức vụ"]]
    rows += [[n, f"Lê Thị {g}", "Sầm Sơn", "CT HPN"] for n, g in enumerate(["Bé", "Mơ", "Lan"], 1)]
    (layout,) = read(tmp_path, rows).layouts
    assert layout.columns[2].role == "birth"
    assert layout.columns[2].confidence == 0.5


def test_what_an_office_confirmed_is_how_the_column_is_read(tmp_path: Path) -> None:
    (layout,) = read(tmp_path, KNOWN).layouts
    said = {layout.signature: {6: "party_date"}}
    reading = read(tmp_path, KNOWN, said)
    (document,) = reading.documents
    assert isinstance(document, RosterDocument)
    assert str(document.rows[0].person.party_date) == "12/3/1999"
    (again,) = reading.layouts
    assert again.is_confirmed
    assert again.signature == layout.signature
    assert again.columns[6].confidence == 1.0
    assert reading.problems == ()


def test_a_layout_is_known_again_in_another_file_and_place(tmp_path: Path) -> None:
    (layout,) = read(tmp_path, KNOWN).layouts
    moved: Rows = [[None, *(row or ())] for row in [*KNOWN[:4], *KNOWN[5:]]]
    path = write_xlsx(tmp_path / "other.xlsx", {"T": moved}, {"T": ["F3:G3"]})
    (other,) = read_workbook(path, vocabulary=VOCABULARY).layouts
    assert other.signature == layout.signature
    changed: Rows = [["Tên cũ" if cell == "Ô lạ" else cell for cell in row or ()] for row in KNOWN]
    assert read(tmp_path, changed).layouts[0].signature != layout.signature


def test_a_list_whose_headers_nobody_knows_waits_to_be_confirmed(tmp_path: Path) -> None:
    found = refused(tmp_path, UNNAMED)
    assert [(p.cell, p.code, p.suggestion) for p in found.problems] == [
        ("A3", "layout_unconfirmed", "họ và tên"),
        ("B3", "layout_unconfirmed", "ngày sinh"),
        ("C3", "layout_unconfirmed", "chức vụ"),
    ]
    (layout,) = found.layouts
    assert not layout.is_read
    assert told(layout) == [
        ("Nhân sự", "name", 0.5), ("Khi nào", "birth", 0.5), ("Làm gì", "post", 0.5),
    ]  # fmt: skip
    reading = read(tmp_path, UNNAMED, {layout.signature: {0: "name", 1: "birth", 2: "post"}})
    (document,) = reading.documents
    assert isinstance(document, RosterDocument)
    assert [row.posts[0].title for row in document.rows] == ["X05", "X09", "X09"]
    assert reading.count(CellClass.LISTED) == 0


def test_a_guess_by_values_is_never_read_unconfirmed(tmp_path: Path) -> None:
    (layout,) = refused(tmp_path, UNNAMED).layouts
    reading = read(tmp_path, UNNAMED, {layout.signature: {0: "name"}})
    (document,) = reading.documents
    assert isinstance(document, RosterDocument)
    assert [(row.person.birth, row.posts) for row in document.rows] == [(None, ())] * 3
    assert {p.code for p in reading.problems} == {"column_not_understood"}


def test_a_refused_file_shows_its_layouts_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A roster too long to be a list of people has to say its unit."""
    monkeypatch.setattr(xlsx, "_DENSE_FROM", 1)
    title = ["DANH SÁCH CÁN BỘ (tính đến ngày 30/6/2011)"]
    one_by_one = read(tmp_path, [title, *KNOWN[2:]])
    assert [type(one).__name__ for one in one_by_one.documents] == ["ListDocument"]
    assert "roster_without_unit" in {one.code for one in one_by_one.problems}
    monkeypatch.setattr(guard, "CELL_LIMIT", 20)
    found = refused(tmp_path, [title, *KNOWN[2:]])
    assert found.problems[0].code == "long_roster_without_unit"
    assert [layout.kind for layout in found.layouts] == ["roster"]


def test_a_role_that_is_no_longer_known_is_told_and_not_applied(tmp_path: Path) -> None:
    (layout,) = read(tmp_path, KNOWN).layouts
    reading = read(tmp_path, KNOWN, {layout.signature: {6: "shoe_size"}})
    assert ("layout_role_unknown", "shoe_size") in [(p.code, p.found) for p in reading.problems]


@pytest.mark.parametrize("role", roles(VOCABULARY))
def test_every_role_goes_into_a_column_and_back(role: str) -> None:
    assert role_of(with_role(Column(0, ("x",), "unknown"), role)) == role


@pytest.mark.parametrize("role", ["", "level:shoes", "name:x", "sex_column", "post:maybe"])
def test_what_is_no_role_is_refused(role: str) -> None:
    with pytest.raises(UnknownRole):
        with_role(Column(0, ("x",), "unknown"), role)


def test_roles_have_a_usual_header() -> None:
    def shown(role: str) -> Any:
        return usual_header(role, VOCABULARY)

    assert shown("level:" + Scale.IT.value) == "tin học"
    assert (shown("post"), shown("unknown")) == ("chức vụ", "")
