"""`canbo law check` and `canbo law show`: no home, no database, exit 0, 1 or 2."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from canbo.cli import main
from canbo.law import load, use_overlay
from canbo.law.loader import SHIPPED

BAD = Path(__file__).parent / "bad"


def test_the_shipped_law_is_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "check"]) == 0
    assert capsys.readouterr().out.startswith("Luật hợp lệ: ")


def test_a_folder_of_law_and_a_single_file_are_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SHIPPED, tmp_path / "law")
    assert main(["law", "check", str(tmp_path / "law")]) == 0
    file = tmp_path / "law" / "standards" / "commune_officials.yaml"
    assert main(["law", "check", str(file), "--json"]) == 0
    said = capsys.readouterr().out
    document = json.loads(said[said.index("{") :])
    assert document["valid"]
    assert document["files"] == 1
    assert document["standards"] > 30


def test_all_problems_are_said_with_file_and_line(capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(BAD / "unreal_date.yaml"), str(BAD / "unknown_post.yaml")]
    assert main(["law", "check", *files]) == 1
    said = capsys.readouterr().err
    assert f"{files[0]}:9: ngày “2023-02-29” không có trong lịch; cần YYYY-MM-DD" in said
    assert f"{files[1]}:4: không có chức danh “X99”" in said


def test_problems_as_one_json_document(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "check", str(BAD / "unreal_date.yaml"), "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert not document["valid"]
    (problem,) = document["problems"]
    assert (problem["line"], problem["code"], problem["found"]) == (9, "unreal_date", "2023-02-29")


def test_the_standards_of_a_post_on_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", "X01", "--as-of", "31/7/2011"]) == 0
    said = capsys.readouterr().out
    assert "Bí thư Đảng ủy" in said
    assert "không quá 45 tuổi" in said
    assert "04/2004/QĐ-BNV" in said
    assert "Điều 5" in said
    assert "đã đối chiếu" in said


@pytest.mark.parametrize(
    "name", ["chủ tịch uỷ ban nhân dân", "CHỦ TỊCH ỦY BAN NHÂN DÂN", "chu tich uy ban nhan dan"]
)
def test_a_post_is_found_by_its_name_in_any_spelling(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["law", "show", name, "--as-of", "2011-07-31", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["as_of"] == "2011-07-31"
    assert document["law"] == load().version
    assert [post["code"] for post in document["posts"]] == ["X05", "H06"]
    standards = document["posts"][0]["standards"]
    assert {"dimension", "area", "requirement", "text", "article", "evidence"} <= set(standards[0])
    decided = [each for each in standards if not each["requirement"]["by_office"]]
    assert {standard["article"] for standard in decided} == {"Điều 8"}


def test_a_day_without_standards_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", "X01", "--as-of", "2003-01-01"]) == 0
    assert "chưa có tiêu chuẩn nào" in capsys.readouterr().out


def test_what_the_province_sets_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", "X03", "--as-of", "2011-07-31"]) == 0
    assert "do cấp tỉnh quy định" in capsys.readouterr().out


def test_an_unknown_post_is_refused_with_near_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", "Chủ tịch Hội Nông dâm", "--as-of", "2011-07-31"]) == 1
    assert "X10, H37 Chủ tịch Hội Nông dân" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["31/2/2011", "2011", "hôm qua"])
def test_a_day_that_is_none_is_wrong_usage(day: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["law", "show", "X01", "--as-of", day])
    assert ended.value.code == 2


def test_the_ages_of_retirement_of_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "retirement", "--as-of", "2026-01-01", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert len(shown["ages"]) == 25
    assert shown["ages"][1] == {
        "id": "rt-m-1961-01", "sex": "m", "born_from": "1961-01", "born_to": "1961-09",
        "months": 723, "text": "135/2020/NĐ-CP", "article": "Điều 4, Phụ lục I",
        "evidence": "unverified",
    }  # fmt: skip

    assert main(["law", "retirement", "--as-of", "2011-07-31"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()[1:]] == ["Nam", "Nữ"]


def test_what_the_home_sets_is_checked_and_cited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CANBO_HOME", str(tmp_path))
    try:
        assert main(["law", "check", "--json"]) == 0
        before = json.loads(capsys.readouterr().out)
        assert before["own"] == {"folder": str(tmp_path / "law"), "files": 0}
        assert "qh-2025-he-so" in {line["id"] for line in before["to_set"]}

        shutil.copytree(BAD.parent / "overlay", tmp_path / "law")
        assert main(["law", "check"]) == 0
        said = capsys.readouterr().out
        assert f"Luật riêng trong {tmp_path / 'law'}: 4 tệp, hợp lệ." in said
        assert "mức do tỉnh hoặc cơ quan đặt" in said

        assert main(["law", "show", "X03", "--as-of", "2011-07-31"]) == 0
        said = capsys.readouterr().out
        assert "không quá nam 50, nữ 45 tuổi" in said
        assert "do 15/2009/QĐ-UBND ngày 20/3/2009 đặt" in said
        assert main(["law", "show", "X03", "--as-of", "2011-07-31", "--json"]) == 0
        age = json.loads(capsys.readouterr().out)["posts"][0]["standards"][0]
        assert age["set_by"] == {
            "number": "15/2009/QĐ-UBND", "issued": "2009-03-20", "issuer": "Ủy ban nhân dân tỉnh",
        }  # fmt: skip

        shutil.copy(BAD.parent / "bad_overlay" / "instead_of_nothing.yaml",
                    tmp_path / "law" / "standards")  # fmt: skip
        assert main(["law", "check"]) == 1
        assert "law/standards/instead_of_nothing.yaml:4: không có mục" in capsys.readouterr().err
    finally:
        use_overlay(None)


def test_the_texts_of_the_register(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "texts", "quy", "hoach", "--in-force", "--as-of", "2011-07-31"]) == 0
    said = capsys.readouterr().out
    assert "22-HD/BTCTW" in said
    assert "15-HD/BTCTW" not in said
    assert main(["law", "texts", "377", "--json"]) == 0
    (text,) = json.loads(capsys.readouterr().out)["texts"]
    assert (text["number"], text["from"], text["own"]) == ("377-QĐ/TW", "2025-10-08", False)


@pytest.mark.parametrize("wanted", ["qd-50-tw-2021", "50-QĐ/TW", "50-qd/tw"])
def test_a_text_is_shown_with_what_it_gives(
    wanted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["law", "show", wanted, "--json"]) == 0
    text = json.loads(capsys.readouterr().out)["text"]
    assert (text["replaces"], text["replaced_by"]) == (["15-HD/BTCTW"], ["377-QĐ/TW"])
    women = next(rule for rule in text["rules"] if rule["id"] == "qh-2021-nu")
    assert (women["words"], women["evidence"]) == ("phấn đấu ít nhất 25%", "seen")
    assert main(["law", "show", wanted]) == 0
    assert "Bị thay thế bởi: 377-QĐ/TW" in capsys.readouterr().out


def test_regimes_and_one_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "regimes", "--as-of", "2011-07-31"]) == 0
    said = capsys.readouterr().out
    assert " * qh-2008" in said
    assert main(["law", "regimes", "qh-2008"]) == 0
    assert "Tỷ lệ nữ: phấn đấu ít nhất 15%" in capsys.readouterr().out
    assert main(["law", "regimes", "qh-1999"]) == 1
    assert "không có chế độ nào mang mã “qh-1999”" in capsys.readouterr().err


def test_what_changed_between_two_days(capsys: pytest.CaptureFixture[str]) -> None:
    days = ["--from", "30/6/2025", "--to", "1/7/2025"]
    assert main(["law", "changes", *days, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    changed = {
        rule["after"]["id"]: rule["before"]["words"]
        for rule in document["rules"]
        if rule["kind"] == "changed"
    }
    assert changed["dt-2025-tuoi"] == "không quá 40 tuổi; khi cử đi học lần đầu"
    assert main(["law", "changes", *days]) == 0
    assert "Tuổi khi cử đi (sau đại học): không quá 40 tuổi" in capsys.readouterr().out
