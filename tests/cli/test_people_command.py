"""`canbo people`: duplicates found, previewed, merged, taken apart, told apart."""

from __future__ import annotations

import json
from typing import Any

import pytest

from canbo.cli import main
from canbo.engine.facts import FactKind
from canbo.journal.operations import verify
from canbo.records.queries import read_facts
from tests.records.sheets import ALL_NEW, TOWN, Row, classes, roster, take

pytestmark = pytest.mark.django_db
HUNG = Row("Lê Văn Hùng", "12/3/1970", ("Y5",), "TC", home="xã Quảng Cư")
SAME = Row("Lê Văn Hưng", "12/3/1970", ("Y6",), "ĐH", home="xã Quảng Cư")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run a command inside the test's own database; give its exit code and output."""
    from contextlib import nullcontext

    monkeypatch.setattr("canbo.cli.home.inside_home", nullcontext)

    def act(*words: str) -> tuple[int, str]:
        code = main(["people", *words])
        said = capsys.readouterr()
        return code, said.out or said.err

    return act


@pytest.fixture
def pair() -> tuple[str, str]:
    """Two records of one man: in one list a mark of his name is wrong."""
    take(roster([HUNG]))
    take(classes([Row("Lê Văn Hùng", "12/3/1970")]))
    same = roster([SAME], path=(TOWN, "phường Bắc Sơn"), file="bac-son.xlsx", as_of="30/6/2011")
    take(same, decisions=ALL_NEW)
    by_name = {
        fact.value: str(fact.person) for fact in read_facts(FactKind.PARTICULAR, "kind = 'name'")
    }
    return by_name["Lê Văn Hùng"], by_name["Lê Văn Hưng"]


def document(run: Any, *words: str) -> dict[str, Any]:
    code, out = run(*words, "--json")
    assert code == 0, out
    found: dict[str, Any] = json.loads(out)
    return found


def test_from_the_proposal_to_the_merge_and_back(run: Any, pair: tuple[str, str]) -> None:
    one, other = pair
    (found,) = document(run, "duplicates")["pairs"]
    assert {found["one"]["person"], found["other"]["person"]} == {one, other}
    assert "name_written_otherwise" in found["likeness"]

    shown = document(run, "merge", one, other, "--preview")
    (open_,) = [each for each in shown["meetings"] if each["holds"] is None]
    assert open_["merged"][0]["values"]["value"] == "Lê Văn Hưng"
    assert shown["consequences"] is None
    code, out = run("merge", one, other)
    assert code == 1
    assert "chưa rõ bên nào đúng" in out

    key = open_["survivor"][0]["key"]
    shown = document(run, "merge", one, other, "--hold", key, "--preview", "--as-of", "2011-07-31")
    assert {each["holds"] for each in shown["meetings"]} == {"survivor"}
    assert shown["consequences"]["verdicts"] is not None
    assert document(run, "merges") == {"merges": []}  # a preview stores nothing

    done = document(run, "merge", one, other, "--hold", key, "--reason", "cùng một quyết định")
    assert done["facts"] == {"tenure": 1, "attainment": 1}
    (listed,) = document(run, "merges")["merges"]
    assert (listed["merge"], listed["reason"]) == (done["merge"], "cùng một quyết định")

    told = document(run, "unmerge", str(done["merge"]), "--preview")
    assert (len(told["back"]), len(told["again"]), len(told["stay"])) == (2, 3, 0)
    assert document(run, "unmerge", str(done["merge"]))["stored"] is True
    code, out = run("unmerge", str(done["merge"]))
    assert code == 1
    assert "đã được tách lại" in out
    assert not verify().findings


def test_what_the_terminal_says(run: Any, pair: tuple[str, str]) -> None:
    one, other = pair
    code, out = run("duplicates")
    assert code == 0
    assert "1 cặp hồ sơ" in out
    assert "tên viết khác nhau" in out
    code, out = run("merge", one, other, "--prefer", "merged", "--preview")
    assert code == 0
    for words in ("Khác nhau, phải chọn", "Lê Văn Hưng", "Chỉ hồ sơ gộp có", "Số liệu"):
        assert words in out
    code, out = run("merge", one, other, "--prefer", "merged")
    assert code == 0
    assert "Tách lại được bằng: canbo people unmerge" in out


def test_two_people_are_told_apart_by_name(run: Any, pair: tuple[str, str]) -> None:
    one, _ = pair
    assert document(run, "apart", one, "Lê Văn Hưng")["apart"] is True
    assert document(run, "duplicates")["total"] == 0
    assert document(run, "apart", one, "Lê Văn Hưng", "--undo")["apart"] is False
    assert document(run, "duplicates")["total"] == 1


def test_the_old_id_leads_on(run: Any, pair: tuple[str, str]) -> None:
    one, other = pair
    document(run, "merge", one, other, "--prefer", "survivor")
    code, out = run("merge", one, other)
    assert code == 1
    assert "một hồ sơ" in out  # the old id means the one that stands
