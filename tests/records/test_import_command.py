"""`canbo import` and `canbo undo-import`: the JSON contract, the order, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from canbo.cli import build_parser
from canbo.cli.intake import problem_sentence
from canbo.exchange.workbooks.reading import Problem

pytestmark = pytest.mark.django_db
WORKBOOKS = Path(__file__).resolve().parents[2] / "examples" / "sam-son" / "workbooks"
ROSTER = WORKBOOKS / "DS trich ngang P.Bac Son.xlsx"
CLASSES = WORKBOOKS / "TC LLCT K8-K9.xlsx"
KEYS = {"batch", "file", "facts", "people", "cells", "problems", "problem_counts"}
CELLS = {"read", "stored", "structure", "derived", "listed"}
PROBLEM = {"sheet", "cell", "code", "found", "expected", "suggestion"}


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Run a command inside the tests' home; (exit code, stdout, stderr)."""
    parsed = build_parser().parse_args(words)
    code = parsed.chosen.run(parsed)
    out, err = capsys.readouterr()
    return code, out, err


def imported(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[dict[str, Any]]]:
    code, out, _ = run(capsys, "import", *words, "--json")
    document = json.loads(out)
    assert set(document) == {"batches"}
    return code, document["batches"]


def test_the_json_document_has_the_promised_keys(capsys: pytest.CaptureFixture[str]) -> None:
    code, batches = imported(capsys, str(CLASSES), str(ROSTER))

    assert code == 0
    assert [batch["file"] for batch in batches] == [CLASSES.name, ROSTER.name]
    for batch in batches:
        assert set(batch) == KEYS
        assert set(batch["people"]) == {"created", "matched"}
        cells = batch["cells"]
        assert set(cells) == CELLS
        assert cells["read"] == sum(cells[one] for one in CELLS - {"read"})
        assert all(set(problem) == PROBLEM for problem in batch["problems"])
        assert all(isinstance(count, int) for count in batch["facts"].values())


def test_rosters_are_taken_before_classes(capsys: pytest.CaptureFixture[str]) -> None:
    _, (classes, roster) = imported(capsys, str(CLASSES), str(ROSTER))

    assert roster["batch"] < classes["batch"]
    assert roster["people"]["matched"] == 0
    assert classes["people"]["matched"] > 0


def test_a_refused_file_leaves_the_others(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    wrong = tmp_path / "khong-phai-excel.xlsx"
    wrong.write_text("xin chào", encoding="utf-8")
    missing = tmp_path / "khong-co.xlsx"
    code, batches = imported(capsys, str(wrong), str(ROSTER), str(missing))

    assert code == 1
    assert [batch["batch"] is None for batch in batches] == [True, False, True]
    assert all(batch["problems"] for batch in batches if batch["batch"] is None)
    assert batches[0]["cells"] == dict.fromkeys(CELLS, 0)


def test_a_preview_gives_no_number_and_stores_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    code, (first,) = imported(capsys, str(ROSTER), "--preview")
    _, (again,) = imported(capsys, str(ROSTER), "--preview")

    assert (code, first["batch"]) == (0, None)
    assert first == again
    assert first["people"]["created"] > 0


def test_the_words_tell_what_was_stored_and_the_next_step(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = run(capsys, "import", str(ROSTER))

    assert code == 0
    assert "người mới" in out
    assert "Tiếp theo:" in out
    assert "Đọc" in err
    assert "Đọc DS" not in out


def test_undo_answers_in_json_and_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    _, (batch,) = imported(capsys, str(ROSTER))
    code, out, _ = run(capsys, "undo-import", str(batch["batch"]), "--json")
    document = json.loads(out)

    assert code == 0
    assert document["batch"] == batch["batch"]
    assert document["voided"] == sum(batch["facts"].values())


def test_every_file_of_the_town_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    """At most one cell in a hundred is left for a person, over all files together."""
    code, batches = imported(capsys, *map(str, sorted(WORKBOOKS.glob("*.xls*"))))
    read = sum(batch["cells"]["read"] for batch in batches)

    assert code == 0
    assert sum(batch["cells"]["listed"] for batch in batches) <= read / 100


def test_a_problem_is_told_with_its_place() -> None:
    told = problem_sentence(Problem("DS 2011", "B7", "conflicting_value", "03/2/1996", "03/2/1995"))
    assert told.startswith("Trang “DS 2011” ô B7: ")
    assert "03/2/1996" in told
    assert "03/2/1995" in told


@pytest.mark.parametrize(
    "code",
    ["ambiguous_person", "ambiguous_unit", "conflicting_value", "conflicting_outcome",
     "cell_not_used", "roster_without_day", "unit_rename_undated", "import_contradicts",
     "file_unreadable"],
)  # fmt: skip
def test_every_problem_of_the_intake_has_words(code: str) -> None:
    assert "mã " + code not in problem_sentence(Problem("", "", code, "x", "y"))
