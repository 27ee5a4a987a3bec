"""`canbo forecast`: its JSON, its tables, what it refuses."""

from __future__ import annotations

import json
from contextlib import nullcontext
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from canbo.cli import main
from tests.records.sheets import Row, classes, roster, take

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
KNOWN = datetime(2010, 6, 1, 3, tzinfo=UTC)


@pytest.fixture
def canbo(capsys, monkeypatch, db):
    """Run a command in the test's database, at one instant."""
    monkeypatch.setattr("canbo.cli.home.inside_home", nullcontext)
    monkeypatch.setattr("canbo.cli.forecast.now", lambda: NOW)

    def run(*words: str) -> tuple[int, str, str]:
        try:
            code = main(("forecast", *words))
        except SystemExit as ended:
            code = ended.code
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def ward(db) -> None:
    """A ward known in 2010: a man of 1952, a woman of 7/1956, somebody without a birth date."""
    people = (
        Row("Lê Văn Bảy", "1952", ("X05",), "ĐH", "m"),
        Row("Trần Thị Tám", "15/7/1956", ("X04",), "ĐH", "f"),
        Row("Đỗ Văn Chín", "", ("Y5",), "TC", "m"),
    )
    take(roster(people, as_of="31/5/2010"), at=KNOWN)


def document(canbo, *words: str) -> dict:
    code, out, _ = canbo(*words, "--json")
    assert code == 0
    return json.loads(out)


def test_an_empty_home_has_nothing_ahead(canbo) -> None:
    found = document(canbo)
    assert (found["as_of"], found["until"]) == ("2026-11-23", "2029-11-23")
    assert found["years"] == [2026, 2027, 2028, 2029]
    assert list(found["parts"]) == ["retirements", "terms", "vacancies", "needs", "fields"]
    assert all(part["count"] == 0 and part["rows"] is None for part in found["parts"].values())
    assert canbo()[0] == 0


def test_a_year_of_birth_gives_a_range_and_no_birth_no_guess(canbo, ward) -> None:
    found = document(canbo, "--as-of", "1/6/2010", "--years", "2", "--rows")
    part = found["parts"]["retirements"]
    rows = {row["name"]: row for row in part["rows"]}
    assert rows["Trần Thị Tám"]["when"] == ["2011-08-01", "2011-08-01"]
    assert rows["Lê Văn Bảy"]["when"] == ["2012-02-01", "2013-01-01"]
    assert rows["Đỗ Văn Chín"]["when"] is None
    assert rows["Đỗ Văn Chín"]["line"] == "chua-tinh-duoc"
    first = part["lines"][0]
    assert first["by_year"] == {"2010": [0, 0], "2011": [1, 1], "2012": [0, 1]}
    assert first["total"] == [1, 2]
    months = {month["month"]: month["people"] for month in part["months"]}
    assert months == {"2011-08": [1, 1]} | {f"2012-{n:02}": [0, 1] for n in range(2, 7)}
    code, out, _ = canbo("--as-of", "1/6/2010", "--years", "2", "--rows")
    assert code == 0
    assert "8/2011: 1 người, nữ 1" in out
    assert "chưa có ngày sinh" in out


def test_it_knows_no_more_than_was_known(canbo, ward) -> None:
    before = document(canbo, "--as-of", "1/6/2010", "--known-at", "31/5/2010")
    assert before["parts"]["retirements"]["count"] == 0


def test_a_backtest_tells_what_was_known_then(canbo, ward) -> None:
    learners = [Row("Trần Thị Tám", "15/7/1956")]
    take(classes(learners, begins="9/2010", ends="6/2011"), at=datetime(2011, 7, 1, tzinfo=UTC))
    asked = ("--backtest", "--as-of", "1/6/2010", "--to", "31/7/2011")
    found = document(canbo, *asked, "--rows")
    assert (found["from"], found["to"]) == ("2010-06-02", "2011-07-31")
    assert found["known_at"].startswith("2010-06-01T23:59:59")
    assert found["holders"]["known_then"] == found["holders"]["known_now"] == 3
    scores = {one["name"]: one for one in found["scores"]}
    theory = scores["LLCT-TC"]
    assert (theory["happened"], theory["hits"], theory["missed"]) == (1, [0, 1], 0)
    hit = next(row for row in found["rows"] if row["line"] == "LLCT-TC" and row["when"])
    assert hit["name"] == "Trần Thị Tám"
    assert "Dự báo có thể, đã xảy ra" in hit["detail"]
    code, out, _ = canbo(*asked)
    assert code == 0
    assert "trúng" in out


def test_what_cannot_be_asked_is_refused(canbo) -> None:
    code, _, said = canbo("--backtest", "--as-of", "1/8/2011", "--to", "31/7/2011")
    assert code == 1
    assert "Không so được dự báo của ngày 01/8/2011" in said
    code, _, said = canbo("--years", "40")
    assert code == 2
    assert "nhiều nhất 15 năm" in said
    code, _, said = canbo("--to", "31/7/2011")
    assert code == 2
    assert "--backtest" in said
    code, _, said = canbo("--unit", "không-có")
    assert code == 1


def test_the_bench_of_a_term_is_told_by_the_command(canbo, ward) -> None:
    found = document(canbo, "--bench", "--as-of", "1/6/2010", "--term", "1/7/2010", "--behind", "2")
    assert (found["term_from"], found["behind_each"]) == ("2010-07-01", 2)
    assert found["places"] == 2 * found["key_posts"] == 2 * len(found["posts"])
    assert (found["planned"], found["ready"], found["hidden"]) == (0, 0, 0)
    code, out, _ = canbo("--bench", "--as-of", "1/6/2010", "--term", "1/7/2010")
    assert code == 0
    assert out.startswith("Nguồn nhân sự vào ngày 01/7/2010: 0 / ")
    assert canbo("--bench", "--as-of", "1/6/2010", "--term", "1/6/2010")[0] == 1


def test_options_that_do_not_go_together_are_refused(canbo) -> None:
    for words, said in (
        (("--term", "1/7/2015"), "--term và --behind chỉ dùng cùng --bench."),
        (("--bench", "--backtest"), "hai câu hỏi"),
        (("--bench", "--behind", "9"), "từ 1 đến 5"),
    ):
        code, _, told = canbo(*words)
        assert code == 2
        assert said in told
