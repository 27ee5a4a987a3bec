"""`canbo export lists` and `canbo import` of what came back edited."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from canbo.cli import build_parser
from canbo.journal import access as journal
from tests.exports.sent import Book
from tests.records.sheets import Row, roster, take

pytestmark = pytest.mark.django_db
HUNG = Row("Lê Văn Hùng", "12/3/1970", ("X05",), "ĐH", home="Quảng Cư")


@pytest.fixture(autouse=True)
def town(db: None) -> None:
    take(roster([HUNG, Row("Vũ Thị Hạnh", "1971", ("X02",), "TC")]))


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    parsed = build_parser().parse_args([*words, "--json"])
    code = parsed.chosen.run(parsed)
    return code, json.loads(capsys.readouterr().out)


def sent(capsys: pytest.CaptureFixture[str], folder: Path) -> Path:
    code, told = run(capsys, "export", "lists", str(folder), "officials", "--as-of", "2011-07-31")
    assert code == 0
    assert [(one["list"], one["rows"]) for one in told["lists"]] == [("officials", 2)]
    return folder / told["lists"][0]["file"]


def edited(path: Path) -> Path:
    book = Book(path.read_bytes()).set("Lê Văn Hùng", "Quê quán", "Quảng Tiến")
    path.write_bytes(book.bytes())
    return path


def test_lists_that_hold_nothing_are_not_written(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, told = run(capsys, "export", "lists", str(tmp_path), "--as-of", "2011-07-31")

    assert code == 0
    names = {one["list"] for one in told["lists"]}
    assert {"officials", "tenures", "attainments", "units", "verdicts"} <= names
    assert "awards" not in names
    assert len(list(tmp_path.iterdir())) == len(names)


def test_an_unknown_list_is_refused_with_the_names(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, told = run(capsys, "export", "lists", str(tmp_path), "wages")

    assert code == 1
    assert "tenures" in told["refused"][0]["message"]


def test_edited_cells_need_an_answer_and_are_told_without_one(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = edited(sent(capsys, tmp_path))

    code, told = run(capsys, "import", str(path))

    (batch,) = told["batches"]
    assert (code, batch["batch"]) == (1, None)
    assert [one["code"] for one in batch["problems"]] == ["import_undecided"]
    assert [(one["before"], one["after"]) for one in batch["differences"]] == [
        ("Quảng Cư", "Quảng Tiến")
    ]


@pytest.mark.parametrize("how", ["wrong", "since=2011-07-15"])
def test_an_answer_for_all_edited_cells(
    how: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = edited(sent(capsys, tmp_path))

    code, told = run(capsys, "import", str(path), "--changed", how)

    assert code == 0
    assert told["batches"][0]["facts"]["particular"] == (1 if how == "wrong" else 2)
    assert run(capsys, "import", str(sent(capsys, tmp_path)))[0] == 0


def test_another_answer_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        build_parser().parse_args(["import", "x.xlsx", "--changed", "maybe"])

    assert ended.value.code == 2


def test_each_export_is_in_the_journal_without_names(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run(capsys, "export", "lists", str(tmp_path), "officials", "--search", "Lê Văn Hùng")

    (entry,) = journal.entries(action="export.list")
    assert entry.act.subject == "list:officials"
    assert (entry.act.data["rows"], entry.act.data["searched"]) == (1, True)
    assert "Hùng" not in json.dumps(dict(entry.act.data), ensure_ascii=False)
