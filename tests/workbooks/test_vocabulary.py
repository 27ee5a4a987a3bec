"""The vocabulary against the law: it speaks of nothing the law does not have, and of all of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from canbo.engine.facts import Scale, UnitLevel
from canbo.exchange.workbooks.vocabulary import PostEntry
from canbo.law import load
from canbo.law.strict import LawInvalid
from canbo.law.vocabulary import FILES, load_vocabulary, read_vocabulary
from tests.workbooks.written import VOCABULARY


def test_every_writing_of_a_post_names_a_post_of_the_law_on_its_level() -> None:
    posts = load().posts
    for key, entries in VOCABULARY.posts.entries.items():
        for entry in entries:
            assert entry.code in posts, key
            assert posts[entry.code].level == UnitLevel(entry.level), key


# Rosters of provinces and of the communes since 1/7/2025 have no writings yet: "Trưởng phòng" is
# one of a district until the level of a roster says else. Titles of classes do not tell the
# programmes apart.
WITHOUT_WRITINGS = ("T", "K")
NOT_TOLD_APART = {
    "BD-QLNN": {"BD-CV", "BD-CVC", "BD-CVCC", "BD-LDX", "BD-LDP", "BD-LDH", "BD-LDS"},
    "BD-QPAN": {"BD-QP1", "BD-QP2", "BD-QP3", "BD-QP4"},
}


def test_every_post_of_the_law_can_be_read_by_its_own_name() -> None:
    for post in load().posts.values():
        if post.code.startswith(WITHOUT_WRITINGS):
            assert not any(
                entry.code == post.code
                for entries in VOCABULARY.posts.entries.values()
                for entry in entries
            )
            continue
        for name in (post.name, *post.synonyms):
            found = VOCABULARY.posts.find(name, post.level.value)
            assert found is not None, (post.code, name)
            assert found.code == post.code, (post.code, name)


def test_no_writing_has_two_meanings_on_one_level() -> None:
    for key, entries in VOCABULARY.posts.entries.items():
        for level in ("commune", "district"):
            meanings: set[str] = {e.code for e in entries if e.level == level}
            assert len(meanings) < 2, key


def test_a_writing_of_two_levels_needs_the_level() -> None:
    assert VOCABULARY.posts.find("Chủ tịch UBND", "") is None
    found = VOCABULARY.posts.find("Chủ tịch UBND", "commune")
    assert isinstance(found, PostEntry)
    assert found.code == "X05"


@pytest.mark.parametrize("scale", list(Scale))
def test_levels_are_those_of_the_law(scale: Scale) -> None:
    words = VOCABULARY.levels.scales[scale]
    used = {code for _, code in words.word} | set(words.only.values())
    known = {code for code, level in load().levels.items() if level.scale is scale}
    assert used == known


def test_courses_are_those_of_the_law_and_of_the_same_kind() -> None:
    courses = load().courses
    for rule in VOCABULARY.courses.rules:
        if rule.course:
            assert courses[rule.course].kind.value == rule.kind, rule.course
    told = {rule.course for rule in VOCABULARY.courses.rules} - {""}
    assert told == set(courses) - set.union(*NOT_TOLD_APART.values())
    for known, others in NOT_TOLD_APART.items():
        assert {courses[code].field for code in others} == {courses[known].field}


def test_the_vocabulary_is_read_strictly(tmp_path: Path) -> None:
    for name in FILES[1:]:
        (tmp_path / f"{name}.yaml").write_text("a: 1\n", encoding="utf-8")
    (tmp_path / "posts.yaml").write_text("a: 1\na: 2\n", encoding="utf-8")
    with pytest.raises(LawInvalid) as invalid:
        read_vocabulary(tmp_path)
    assert [p.code for p in invalid.value.problems] == ["duplicate_key"]
    assert set(load_vocabulary()) == set(FILES)
