"""`canbo form`: papers and templates from the command line, with the promised document."""

from __future__ import annotations

import io
import json
from contextlib import nullcontext
from pathlib import Path

import openpyxl
import pytest

from canbo import cli
from tests.papers.words import lines, table, text, with_words
from tests.town.builder import Town
from tests.town.cast import REAL_NOW, WARD
from tests.town.fixtures import home, town

__all__ = ["home", "town"]


@pytest.fixture
def run(town: Town, db: None, monkeypatch: pytest.MonkeyPatch, capsys):
    """Run `canbo form …`; its exit code, stdout and stderr."""
    monkeypatch.setattr("canbo.cli.home.inside_home", nullcontext)
    monkeypatch.setattr("canbo.cli.papers.now", lambda: REAL_NOW)

    def act(*words: object) -> tuple[int, str, str]:
        code = cli.main(["form", *map(str, words)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return act


def test_a_paper_of_one(run, town: Town, tmp_path: Path) -> None:
    out = tmp_path / "a.docx"
    person = town.people["Nguyễn Thị Mai"]
    code, told, _ = run(
        "tieu-su", "--person", person, "--as-of", "2011-07-31", "--out", out, "--json"
    )
    assert code == 0
    said = json.loads(told)
    assert said == {
        "form": "tieu-su", "label": "Tiểu sử tóm tắt", "text": said["text"],
        "evidence": "unverified", "file": str(out), "people": 1, "template": "shipped",
        "as_of": "2011-07-31", "known_at": REAL_NOW.isoformat(),
    }  # fmt: skip
    assert "NGUYỄN THỊ MAI" in text(out.read_bytes())


def test_a_list_in_word_and_excel(run, tmp_path: Path) -> None:
    word, excel = tmp_path / "a.docx", tmp_path / "a.xlsx"
    asked = ("--unit", WARD, "--as-of", "2011-07-31", "--out")
    assert run("trich-ngang", *asked, word)[:2] == (0, f"{word}\n")
    assert run("trich-ngang", *asked, excel)[0] == 0
    rows = table(word.read_bytes(), "STT")
    book = openpyxl.load_workbook(io.BytesIO(excel.read_bytes()))
    numbers = [row[0] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert [int(row[0]) for row in rows] == [one for one in numbers if isinstance(one, int)]


def test_what_cannot_be_written_says_why(run, tmp_path: Path) -> None:
    for words, told in (
        (("khong-co", "--out", tmp_path / "a.docx"), "Không có mẫu văn bản “khong-co”"),
        (("tieu-su", "--out", tmp_path / "a.docx"), "thêm --person MÃ"),
        (("tieu-su", "--out", tmp_path / "a.xlsx"), "Ghi tên kết thúc bằng: .docx."),
        (("trich-ngang", "--out", tmp_path / "a.pdf"), "Ghi tên kết thúc bằng: .docx, .xlsx."),
        (("tieu-su", "--use-template", tmp_path / "a.docx"), "không có tệp này"),
    ):
        code, _, said = run(*words)
        assert code == 1
        assert told in said
    assert not list(tmp_path.iterdir())


def test_a_template_goes_out_and_comes_back(run, town: Town, tmp_path: Path) -> None:
    template, out = tmp_path / "t.docx", tmp_path / "a.docx"
    assert run("tieu-su", "--save-template", template)[0] == 0
    template.write_bytes(with_words(template.read_bytes(), "Của riêng: {{ ho_va_ten }}"))
    assert "Từ nay dùng mẫu" in run("tieu-su", "--use-template", template)[1]
    run("tieu-su", "--person", town.people["Trần Dũng"], "--out", out)
    assert "Của riêng: Trần Dũng" in lines(out.read_bytes())
    assert "Đã dùng lại mẫu gốc" in run("tieu-su", "--shipped-template")[1]
    assert "Vẫn đang dùng mẫu gốc" in run("tieu-su", "--shipped-template")[1]
    run("tieu-su", "--person", town.people["Trần Dũng"], "--out", out)
    assert "Của riêng" not in text(out.read_bytes())
