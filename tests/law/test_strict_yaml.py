"""The strict reader: what a plain YAML loader lets pass is a problem; nothing makes it crash."""

from __future__ import annotations

import shutil
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canbo.cli.law import problem_sentence
from canbo.law import LawInvalid, check_files, load
from canbo.law.loader import SHIPPED
from canbo.law.strict import LawProblem, Place, open_content, open_yaml

SHIPPED_FILES = sorted(SHIPPED.glob("*/*.yaml"))
LAW_FILES = [
    path
    for path in SHIPPED_FILES
    if path.parent.name in {"texts", "scales", "courses", "posts", "standards"}
]


def _open(tmp_path: Path, text: str) -> tuple[Place | None, list[LawProblem]]:
    path = tmp_path / "law.yaml"
    path.write_text(text, encoding="utf-8")
    problems: list[LawProblem] = []
    return open_yaml(path, name="law.yaml", problems=problems), problems


def _codes(problems: list[LawProblem]) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in problems]


def test_keys_that_stand_twice_are_found_at_any_depth(tmp_path: Path) -> None:
    _, problems = _open(tmp_path, "a:\n  b:\n    - {c: 1, c: 2}\n  b: 3\na: 4\n")
    assert sorted(_codes(problems)) == [
        (3, "duplicate_key"),
        (4, "duplicate_key"),
        (5, "duplicate_key"),
    ]


def test_known_keys_only_and_all_required_ones(tmp_path: Path) -> None:
    top, problems = _open(tmp_path, "name: x\ncolour: red\n")
    assert top is not None
    keys = top.mapping(required=("name", "code"), optional=("kind",))
    assert keys.take("name", Place.text, "") == "x"
    assert keys.read("kind", Place.text, "none") == "none"
    assert sorted(_codes(problems)) == [(1, "missing_key"), (2, "unknown_key")]


@pytest.mark.parametrize("written", ["1", "2004-02-27", "true", "null", "[a]", '" "', "{a: b}"])
def test_only_text_is_text(tmp_path: Path, written: str) -> None:
    top, problems = _open(tmp_path, f"name: {written}\n")
    assert top is not None
    top.mapping(required=("name",)).take("name", Place.text, "")
    assert _codes(problems) == [(1, "wrong_type")]


@pytest.mark.parametrize("written", ["yes", "True", '"true"', "1"])
def test_only_true_and_false_are_answers(tmp_path: Path, written: str) -> None:
    top, problems = _open(tmp_path, f"key: {written}\n")
    assert top is not None
    top.mapping(required=("key",)).take("key", Place.boolean, False)
    assert _codes(problems) == [(1, "wrong_type")]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2004-02-30", "unreal_date"),
        ("2003-02-29", "unreal_date"),
        ("2004-13-01", "unreal_date"),
        ("0000-01-01", "unreal_date"),
        ("2004-2-3", "wrong_type"),
        ("2004", "wrong_type"),
        ("2004-02-27 00:00:00", "wrong_type"),
    ],
)
def test_only_days_of_the_calendar_are_days(tmp_path: Path, written: str, code: str) -> None:
    top, problems = _open(tmp_path, f"from: {written}\n")
    assert top is not None
    top.mapping(required=("from",)).take("from", Place.day, None)
    assert _codes(problems) == [(1, code)]


@given(
    path=st.sampled_from(LAW_FILES),
    line=st.integers(0, 10_000),
    act=st.sampled_from(["drop", "double", "indent", "cut", "replace"]),
    char=st.sampled_from(string.printable + "Đđ–\u0000"),
)
def test_a_damaged_file_is_read_or_refused_but_never_breaks(
    tmp_path: Path, path: Path, line: int, act: str, char: str
) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = line % len(lines)
    middle = len(lines[at]) // 2
    lines[at] = {
        "drop": "",
        "double": lines[at] * 2,
        "indent": "  " + lines[at],
        "cut": lines[at][:middle] + "\n",
        "replace": lines[at][:middle] + char + lines[at][middle + 1 :],
    }[act]
    damaged = tmp_path / "damaged.yaml"
    damaged.write_text("".join(lines), encoding="utf-8")
    for problem in _problems(damaged):
        assert problem_sentence(problem).startswith(f"{damaged}:")


def _problems(path: Path) -> tuple[LawProblem, ...]:
    try:
        check_files([path])
    except LawInvalid as invalid:
        return invalid.problems
    return ()


def test_a_file_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tcvn3.yaml"
    path.write_bytes(b"standards: \xff\xfe\n")
    with pytest.raises(LawInvalid) as refused:
        check_files([path])
    assert refused.value.problems[0].code == "not_yaml"


def test_a_problem_in_a_folder_names_the_file_inside_it(tmp_path: Path) -> None:
    folder = tmp_path / "law"
    shutil.copytree(SHIPPED, folder)
    rules = folder / "standards" / "commune_officials.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace("[X07, X11]", "[X07, X77]", 1), encoding="utf-8")
    with pytest.raises(LawInvalid) as refused:
        load(folder)
    (problem,) = refused.value.problems
    assert (problem.file, problem.code, problem.found) == (
        "standards/commune_officials.yaml",
        "unknown_post",
        "X77",
    )
    assert "X77" in text.replace("[X07, X11]", "[X07, X77]", 1).splitlines()[problem.line - 1]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("standards: " + "[" * 200_000, "too_deep"),  # would end the process, built as it stands
        ("- " * 100_000, "too_deep"),
        ("a: [" + "x," * 120_000 + "]", "too_much"),
        ("standards:\n- &s [" + "1," * 20_000 + "]\n" + "- *s\n" * 20_000, "alias_used"),
        ("a: !!python/object/apply:os.system ['true']\n", "tag_used"),
        ("a: \x00b\n", "not_yaml"),
        ("[" * 11 + "]" * 9, "not_yaml"),
    ],
    ids=["flow", "block", "many", "aliases", "tag", "zero", "open"],
)
def test_a_text_that_would_exhaust_the_reader_is_refused_unbuilt(text: str, code: str) -> None:
    problems: list[LawProblem] = []
    assert open_content(text.encode(), name="a.yaml", problems=problems) is None
    assert {one.code for one in problems} == {code}
    assert len(problems) <= 201


def test_bytes_that_are_no_text_are_refused() -> None:
    problems: list[LawProblem] = []
    assert open_content(b"PK\x03\x04\xff\xfe", name="a.yaml", problems=problems) is None
    assert [one.code for one in problems] == ["not_yaml"]
