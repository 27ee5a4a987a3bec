"""The day that the office tells for a list that names none."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.wide_sheet import TITLE
from canbo.cli import build_parser
from canbo.journal.operations import verify
from canbo.law import load
from canbo.records import operations
from canbo.records.models import ImportBatch
from canbo.records.operations import ImportRefused
from tests.drafts.books import Line, book
from tests.records.lists import tenures
from tests.records.sheets import NOON, OPERATOR
from tests.records.test_bulk_rows import drawn, small_is_big, write
from tests.workbooks.written import read

pytestmark = pytest.mark.django_db
AN, BA = Line("Hà Văn An", "1/2/1970", "Chủ tịch UBND"), Line("Hà Thị Ba", "3/4/1980", sex="Nữ")
__all__ = ["small_is_big"]


def undated(folder: Path, lines: tuple[Line, ...] = (AN, BA), name: str = "ds.xlsx") -> Path:
    path = folder / name
    path.write_bytes(book(lines, day=""))
    return path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    parsed = build_parser().parse_args(["import", *words, "--json"])
    code = parsed.chosen.run(parsed)
    (batch,) = json.loads(capsys.readouterr().out)["batches"]
    return code, batch


def test_posts_are_stored_as_held_on_the_day_that_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, batch = run(capsys, str(undated(tmp_path)), "--as-of", "30/6/2011")

    assert (code, batch["as_of"], batch["problem_counts"]) == (0, "2011-06-30", {})
    assert batch["facts"]["tenure"] == 2
    assert {held for _, _, held in tenures()} == {"[2011-06-30]-"}
    stored = ImportBatch.objects.get(id=batch["batch"])
    assert stored.as_of == date(2011, 6, 30)
    assert stored.documents[0]["day"] == "2011-06-30"
    assert verify().is_sound


def test_a_file_that_names_another_day_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "ds.xlsx"
    path.write_bytes(book([AN, BA], day="31/7/2011"))
    code, batch = run(capsys, str(path), "--as-of", "2011-06-30")

    assert (code, batch["batch"]) == (1, None)
    (problem,) = batch["problems"]
    assert (problem["code"], problem["found"], problem["expected"]) == (
        "roster_states_other_day", "31/7/2011", "30/6/2011",
    )  # fmt: skip
    assert (problem["sheet"], problem["cell"]) == ("DS", "A4")
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(("said", "told"), [("30/6/2011", None), ("6/2011", "2011-06-30")])
def test_a_day_that_agrees_makes_no_trouble(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, said: str, told: str | None
) -> None:
    """What the file says exactly needs no statement; a month is made more exact by it."""
    path = tmp_path / "ds.xlsx"
    path.write_bytes(book([AN, BA], day=said))
    code, batch = run(capsys, str(path), "--as-of", "30/6/2011")

    assert (code, batch.get("as_of")) == (0, told)
    assert {held for _, _, held in tenures()} == {"[2011-06-30]-"}


def test_a_list_that_names_no_day_takes_it_beside_one_that_does(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "hai-trang.xlsx"
    path.write_bytes(book([AN], day="31/12/2010", sheet="cu"))
    whole = openpyxl.load_workbook(path)
    page = whole.copy_worksheet(whole["cu"])
    page.title = "moi"
    page["A2"] = None
    whole.save(path)

    reading = read(path, as_of=date(2011, 6, 30))
    assert [str(one.as_of) for one in reading.documents] == ["31/12/2010", "30/6/2011"]
    assert [str(one.as_of) for one in read(path).documents] == ["31/12/2010", "31/12/2010"]


def test_the_day_told_later_adds_the_posts_and_undo_takes_them_back(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = str(undated(tmp_path))
    _, first = run(capsys, path)
    assert (first["people"]["created"], tenures()) == (2, set())
    code, second = run(capsys, path, "--as-of", "30/6/2011")

    assert (code, second["people"]) == (0, {"created": 0, "matched": 2})
    assert {held for _, _, held in tenures()} == {"[2011-06-30]-"}
    operations.undo_import(batch=second["batch"], actor=OPERATOR, at=NOON.replace(year=2027))
    assert tenures() == set()
    assert verify().is_sound


def test_the_day_counts_for_the_same_file_until_another_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = str(undated(tmp_path))
    _, first = run(capsys, path, "--as-of", "30/6/2011")
    _, again = run(capsys, path)
    assert (again["batch"], again["as_of"]) == (first["batch"], "2011-06-30")
    assert (again["as_of_batch"], "as_of_batch" in first) == (first["batch"], False)
    seen = operations.import_workbook(
        reading=read(Path(path)), actor=OPERATOR, at=NOON.replace(year=2027), law=load(),
        preview=True,
    )  # fmt: skip
    assert (list(seen.differences), seen.as_of) == ([], date(2011, 6, 30))

    _, second = run(capsys, path, "--as-of", "31/5/2011")
    assert second["batch"] != first["batch"]
    assert {held for _, _, held in tenures()} == {"[2011-05-31]-"}
    assert ImportBatch.objects.get(id=first["batch"]).state == "replaced"


def test_the_day_counts_for_an_edited_edition_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Corrected in Excel and sent again under its name: nobody has to tell the day once more."""
    path = str(undated(tmp_path))
    _, first = run(capsys, path, "--as-of", "30/6/2011")
    undated(tmp_path, (AN, Line("Hà Thị Ba", "3/4/1980", "Phó Chủ tịch UBND", sex="Nữ")))
    _, second = run(capsys, path)

    assert (second["as_of"], second["as_of_batch"]) == ("2011-06-30", first["batch"])
    assert ImportBatch.objects.get(id=first["batch"]).state == "replaced"
    assert {held for _, _, held in tenures()} == {"[2011-06-30]-"}
    undated(tmp_path, (AN,), "khac.xlsx")
    _, other = run(capsys, str(tmp_path / "khac.xlsx"))
    assert "as_of" not in other


@pytest.mark.parametrize("told", ["2031-01-01", "1900-06-30"])
def test_nobody_made_a_list_on_such_a_day(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, told: str
) -> None:
    reading = read(undated(tmp_path), as_of=date.fromisoformat(told))
    with pytest.raises(ImportRefused) as refused:
        operations.import_workbook(reading=reading, actor=OPERATOR, at=NOON, law=load())
    assert refused.value.code == "told_day_impossible"


def test_a_roster_read_by_column_takes_the_day(tmp_path: Path) -> None:
    path = write(tmp_path / "rong.xlsx", drawn(1, 60, 0.0), TITLE[:2])
    assert read(path).as_of is None
    reading = read(path, as_of=date(2011, 6, 30))
    assert reading.bulk
    report = operations.import_workbook(reading=reading, actor=OPERATOR, at=NOON, law=load())
    assert report.as_of == date(2011, 6, 30)
    assert report.facts["tenure"] == len(tenures()) > 60
    assert "[2011-06-30]-" in {held for _, _, held in tenures()}
