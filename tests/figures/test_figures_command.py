"""`canbo figures` and `canbo check`: the promised JSON, the defaults, the exit codes."""

from __future__ import annotations

import json
from contextlib import nullcontext
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from canbo.cli import main
from canbo.cli.dates import instant
from canbo.engine.figures import MEASURES
from tests.figures.homes import EARLY
from tests.figures.stored import Town, make_town

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=VIETNAM)


@pytest.fixture
def canbo(capsys, monkeypatch, db):
    """Run a command in the test's database, at one instant."""
    monkeypatch.setattr("canbo.cli.home.inside_home", nullcontext)
    monkeypatch.setattr("canbo.cli.figures.now", lambda: NOW)

    def run(*words: str) -> tuple[int, str, str]:
        try:
            code = main(words)
        except SystemExit as ended:
            code = ended.code
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def town(db) -> Town:
    return make_town()


def document(canbo, *words: str) -> dict:
    code, out, _ = canbo(*words, "--json")
    assert code == 0
    return json.loads(out)


def test_figures_of_an_empty_home(canbo) -> None:
    found = document(canbo, "figures")
    assert found["as_of"] == "2026-11-23"
    assert found["known_at"] == NOW.isoformat()
    assert len(found["law"]) == 12
    first = found["figures"][:3]
    assert {one["name"]: one["value"] for one in first} == {
        "intermediate_theory_people": 0,
        "fostering_attendances": 0,
        "commune_intermediate_professional_share": None,
    }
    assert [(one["from"], one["to"]) for one in first] == [
        ("2026-01-01", "2026-11-23"),
        ("2026-01-01", "2026-11-23"),
        (None, None),
    ]
    assert [one["name"] for one in found["figures"]] == list(MEASURES)
    assert {one["value"] for one in found["figures"]} == {0, None}


def test_the_window_follows_the_day_and_each_side_may_be_given(canbo, town) -> None:
    def window(*words: str) -> tuple:
        name = "intermediate_theory_people"
        [figure] = document(canbo, "figures", name, "--as-of", "31/7/2011", *words)["figures"]
        return figure["from"], figure["to"], figure["value"]

    assert window() == ("2011-01-01", "2011-07-31", 0)
    assert window("--from", "2010-06-30") == ("2010-06-30", "2011-07-31", 4)
    assert window("--from", "01/7/2010") == ("2010-07-01", "2011-07-31", 0)
    assert window("--from", "2006-01-01", "--to", "01/9/2008") == ("2006-01-01", "2008-09-01", 4)


def test_rows_open_the_figure(canbo, town) -> None:
    words = ["figures", "--as-of", "2011-07-31", "--from", "2006-01-01", "--rows"]
    people, _, share, *_ = document(canbo, *words)["figures"]
    assert len(people["rows"]) == people["value"] == 4
    assert list(people["rows"][0]) == ["id", "person", "name", "source"]
    assert share["value"] == f"{sum(row['met'] is True for row in share['rows'])}/3"
    assert (share["numerator"], share["base"]["count"], share["missing"]) == (1, 3, 1)
    code, out, _ = canbo(*words)
    assert code == 0
    for said in ("4 người", "1/3", "33,3%", "Vũ Thị Ánh", "ds.xlsx › Sheet1!B7", "thiếu dữ liệu"):
        assert said in out


def test_known_at_is_an_instant_or_the_end_of_a_day(canbo, town) -> None:
    words = ["figures", "intermediate_theory_people", "--as-of", "31/7/2011", "--from", "1/1/2006"]

    def value(known_at: str) -> int:
        return document(canbo, *words, "--known-at", known_at)["figures"][0]["value"]

    assert value(EARLY.isoformat()) == 4
    assert value((EARLY - timedelta(seconds=1)).isoformat()) == 0
    assert value("31/12/2010") == 0
    assert value("01/1/2011") == 4
    assert instant("2011-07-31T17:00") == datetime(2011, 7, 31, 17, tzinfo=VIETNAM)


def test_a_unit_is_a_subtree(canbo, town) -> None:
    words = ["figures", "--as-of", "2011-07-31", "--unit", town.ward.code]
    assert document(canbo, *words)["figures"][2]["value"] == "1/2"


def test_a_figure_is_compared_with_the_same_period_of_the_year_before(canbo, town) -> None:
    words = ["figures", "intermediate_theory_people", "--as-of", "2010-02-28", "--year-before"]
    [figure] = document(canbo, *words)["figures"]
    assert (figure["value"], figure["from"], figure["to"]) == (4, "2010-01-01", "2010-02-28")
    assert figure["year_before"] == {
        "as_of": "2009-02-28", "from": "2009-01-01", "to": "2009-02-28", "value": 4,
        "display": "4",
    }  # fmt: skip
    words[3] = "2008-12-31"
    [figure] = document(canbo, *words)["figures"]
    assert (figure["value"], figure["year_before"]["value"]) == (4, 0)
    code, out, _ = canbo(*words)
    assert code == 0
    assert "0 người (xem vào ngày 31/12/2007)" in out


def test_parts_have_words_and_parameters_are_those_asked_for(canbo, town) -> None:
    words = ["figures", "workforce_by_professional", "--as-of", "2011-07-31"]
    [figure] = document(canbo, *words)["figures"]
    assert figure["split"] == "Trình độ chuyên môn"
    assert [(one["label"], one["value"]) for one in figure["parts"]] == [
        ("sơ cấp", 1), ("trung cấp", 1), ("chưa rõ", 1),
    ]  # fmt: skip
    [young] = document(canbo, "figures", "young_leaders_share", "--young", "40")["figures"]
    assert "từ 40 tuổi trở xuống" in young["definition"]
    assert canbo("figures", "young_leaders_share", "--young", "nhiều")[0] == 2


def test_all_names_can_be_listed(canbo) -> None:
    code, out, _ = canbo("figures", "--list")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == list(MEASURES)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["figures", "--as-of", "31/2/2011"], "không phải là một ngày có thật"),
        (["figures", "--from", "2011"], "hãy viết đủ ngày, tháng, năm"),
        (["figures", "--known-at", "2011-07-31T99:00"], "không phải là một thời điểm"),
        (["figures", "--from", "2011-08-01", "--to", "2011-07-31"], "Khoảng thời gian ngược"),
        (["check", "--person", "7"], "không phải là mã người"),
        (["figures", "--no-such"], "--no-such"),
    ],
)
def test_wrong_usage_is_said_in_words_and_ends_with_2(canbo, words: list[str], said: str) -> None:
    code, out, err = canbo(*words)
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["figures", "people"], "intermediate_theory_people, fostering_attendances"),
        (["figures", "--unit", "99999"], "99999"),
        (["check", "--unit", "99999"], "99999"),
        (["check", "--person", "00000000-0000-0000-0000-000000000009"], "cán bộ này"),
    ],
)
def test_what_is_not_there_is_refused_with_1(canbo, words: list[str], said: str) -> None:
    code, out, err = canbo(*words)
    assert (code, out) == (1, "")
    assert said in err
    code, out, _ = canbo(*words, "--json")
    assert code == 1
    assert said in json.loads(out)["error"]["message"]


def test_check_as_json(canbo, town) -> None:
    found = document(canbo, "check", "--as-of", "2011-07-31", "--person", str(town.binh.id))
    assert list(found) == ["as_of", "known_at", "law", "verdicts"]
    [verdict] = [one for one in found["verdicts"] if one["dimension"] == "professional"]
    assert verdict == {
        "person": str(town.binh.id),
        "name": "Lê Văn Bình",
        "unit": "phường Trường Sơn",
        "post": verdict["post"],
        "dimension": "professional",
        "answer": "not_met",
        "required": "TC",
        "held": "SC",
        "text": "04/2004/QĐ-BNV",
        "article": verdict["article"],
        "evidence": verdict["evidence"],
        "from": "2004-02-27",
        "grace_until": None,
    }
    assert verdict["post"] == "Phó Chủ tịch Hội đồng nhân dân"
    assert verdict["article"]


def test_check_for_people(canbo, town) -> None:
    code, out, _ = canbo("check", "--as-of", "31/7/2011")
    assert code == 0
    assert "Trình độ chuyên môn" in out
    assert "Lê Văn Bình" in out
    assert "yêu cầu từ trung cấp trở lên; hiện có: Sơ cấp" in out
    assert "Cao Văn An" not in out


DRAFT = """texts:
  - {id: du-thao, number: dự thảo, title: Dự thảo, issuer: Chính phủ, issued: 2011-08-01,
     from: 2011-09-01}
standards:
  - {id: dt-1, instead_of: xa-023, require: {level: ĐH}, from: 2011-09-01, text: du-thao,
     article: Điều 1, evidence: seen}
"""


def test_check_of_a_draft_tells_who_falls_from_when_and_what_mends_it(
    canbo, town, tmp_path
) -> None:
    path = tmp_path / "du-thao.yaml"
    path.write_text(DRAFT, encoding="utf-8")
    found = document(canbo, "check", "--as-of", "2011-07-31", "--draft", str(path))
    assert [*found][:4] == ["as_of", "known_at", "law", "verdicts"]
    assert found["draft"] != found["law"]
    assert "2011-09-01" in found["days"]
    [fall] = found["verdicts"]  # Ánh is a chairman with trung cấp; Cúc has no level on record
    assert fall["person"] == str(town.anh.id)
    assert (fall["on"], fall["before"], fall["answer"]) == ("2011-09-01", "met", "not_met")
    assert (fall["text"], fall["article"]) == ("dự thảo", "Điều 1")
    assert fall["mend"] == {"level": "ĐH", "courses": []}
    assert found["by_unit"] == [{"unit": "phường Trường Sơn", "count": 1}]
    code, out, _ = canbo("check", "--as-of", "2011-07-31", "--draft", str(path))
    assert code == 0
    assert "Từ 01/9/2011: Vũ Thị Ánh" in out
    assert "cần học: Đại học" in out


def test_a_draft_that_is_no_law_is_refused(canbo, town, tmp_path) -> None:
    path = tmp_path / "du-thao.yaml"
    path.write_text("standards: [{id: x, instead_of: xa-999}]\n", encoding="utf-8")
    code, out, err = canbo("check", "--draft", str(path))
    assert (code, out) == (1, "")
    assert "du-thao.yaml, dòng 1: không có mục “xa-999” để thay" in err
    assert "canbo law check" not in err  # which does not look at drafts


def test_an_old_report_that_is_not_there_is_named(canbo, town, tmp_path) -> None:
    code, out, err = canbo("old-figures", "--file", str(tmp_path / "bao-cao.xlsx"))
    assert (code, out, err.strip()) == (2, "", "bao-cao.xlsx: không có tệp này")
