"""The words that an office adds: its headers, posts, bodies; and what it may not say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from canbo.exchange.workbooks import Vocabulary, read_workbook
from canbo.exchange.workbooks.reading import RosterDocument
from canbo.law import LawInvalid
from canbo.law.vocabulary import load_vocabulary
from tests.workbooks.written import VOCABULARY, write_xlsx

ROWS: list[Any] = [
    ["UBND xã Nga Mỹ"],
    ["DANH SÁCH CÁN BỘ XÃ NGA MỸ (31/12/2010)"],
    ["STT", "Họ và tên", "Năm sinh", "Chức vụ", "Ngày đứng trong Đảng", "Bằng nghề chính"],
    ["1", "Mai Văn An", "1965", "Bí thư Đảng ủy", "3/2/1990", "B.ngành Luật"],
    ["2", "Vũ Thị Bình", "1970", "Đầu xã", "", "Trung cấp"],
]
OWN = {
    "headers": "leaf:\n  - {role: party_date, words: [ngày đứng trong Đảng]}\n",
    "levels": (
        "professional:\n  header: [bằng nghề chính]\n  levels:\n    ĐH: {word: [b.ngành]}\n"
    ),
    "posts": "commune:\n  X05: {write: [Đầu xã]}\n",
}


def _folder(path: Path, files: dict[str, str]) -> Path:
    path.mkdir()
    for name, text in files.items():
        (path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return path


def _rows(tmp_path: Path, vocabulary: Vocabulary) -> Any:
    path = write_xlsx(tmp_path / "list.xlsx", {"DS": ROWS})
    (document,) = read_workbook(path, vocabulary=vocabulary).documents
    assert isinstance(document, RosterDocument)
    return document.rows


def test_an_office_teaches_the_reader_its_words(tmp_path: Path) -> None:
    own = _folder(tmp_path / "vocabulary", OWN)
    before = _rows(tmp_path, VOCABULARY)
    after = _rows(tmp_path, Vocabulary.from_data(load_vocabulary(own)))

    assert (before[0].person.party_date, before[0].attainments) == (None, ())
    assert before[1].posts[0].title == ""
    assert str(after[0].person.party_date) == "03/2/1990"
    assert [(one.level, one.field) for one in after[0].attainments] == [("ĐH", "Luật")]
    assert after[1].posts[0].title == "X05"


def test_words_are_read_anew_when_a_file_changes(tmp_path: Path) -> None:
    own = _folder(tmp_path / "vocabulary", {})
    assert "nơi ăn chốn ở" not in str(load_vocabulary(own)["headers"])

    text = "leaf:\n  - {role: home_place, words: [nơi ăn chốn ở]}\n"
    (own / "headers.yaml").write_text(text, encoding="utf-8")
    assert "nơi ăn chốn ở" in str(load_vocabulary(own)["headers"])


@pytest.mark.parametrize(
    ("file", "text", "code", "found"),
    [
        ("headers", "leaf:\n  - {role: ngay_sinh, words: [sinh]}\n", "unknown_key", "ngay_sinh"),
        ("posts", "commune:\n  X99: {write: [Trùm]}\n", "unknown_key", "X99"),
        ("levels", "professional:\n  zero: ĐH\n", "value_is_fixed", "ĐH"),
        ("tu-vung", "a: [b]\n", "unknown_file", "tu-vung.yaml"),
    ],
)
def test_what_has_no_meaning_is_refused_with_its_place(
    tmp_path: Path, file: str, text: str, code: str, found: str
) -> None:
    own = _folder(tmp_path / "vocabulary", {file: text})
    with pytest.raises(LawInvalid) as refused:
        load_vocabulary(own)

    (problem,) = refused.value.problems
    assert (refused.value.code, problem.code, problem.found) == ("own_words_invalid", code, found)
    assert (problem.file, problem.line > 0) == (f"vocabulary/{file}.yaml", True)
