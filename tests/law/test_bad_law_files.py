"""Every bad file (bad/*.yaml) is refused with file, line, found and expected, in Vietnamese.

The first lines of a bad file say, after `# expects:`, the words that its problems must contain.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from canbo.cli.law import problem_sentence
from canbo.law import LawInvalid, check_files
from canbo.reporting.law_problems import PROBLEMS
from canbo.web.messages import sentence

FILES = sorted((Path(__file__).parent / "bad").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_bad_file_is_refused_in_the_expected_words(path: Path) -> None:
    expected = re.findall(r"^# expects: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert expected
    with pytest.raises(LawInvalid) as refused:
        check_files([path])
    said = "\n".join(problem_sentence(problem) for problem in refused.value.problems)
    for words in expected:
        assert words in said
    assert all(problem.file == str(path) for problem in refused.value.problems)
    assert str(path) in sentence(refused.value)


def test_together_they_show_every_kind_of_problem() -> None:
    shown: set[str] = set()
    for path in FILES:
        with pytest.raises(LawInvalid) as refused:
            check_files([path])
        shown |= {problem.code for problem in refused.value.problems}
    elsewhere = {"no_files", "unknown_file", "own_document_missing", "unknown_rule", "too_much"}
    assert shown == set(PROBLEMS) - elsewhere


def test_all_problems_of_all_files_are_shown_at_once() -> None:
    with pytest.raises(LawInvalid) as refused:
        check_files(
            [path for path in FILES if path.stem in {"unknown_key", "course_gives_nothing_known"}]
        )
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["unknown_level", "unknown_key"]
    assert refused.value.data["count"] == 2


def test_a_folder_without_law_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawInvalid) as refused:
        check_files([tmp_path])
    assert "không có tệp luật nào" in problem_sentence(refused.value.problems[0])


def test_a_stray_file_in_a_law_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "standards").mkdir()
    (tmp_path / "standards" / "rules.yml").write_text("standards: []\n", encoding="utf-8")
    with pytest.raises(LawInvalid) as refused:
        check_files([tmp_path])
    assert "tệp lạ “rules.yml”" in problem_sentence(refused.value.problems[0])
