"""The law that canbo ships: each rule cited and marked, complete for commune posts, quick."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from canbo.engine.facts import PostClass, Scale, UnitLevel
from canbo.engine.law import Area, Dimension, LegalEvidence, standards_by_post
from canbo.law import load
from canbo.law.loader import SHIPPED

OFFICIALS = [f"X{number:02d}" for number in range(1, 13)]
CIVIL_SERVANTS = [f"Y{number}" for number in range(1, 8)]
FIRST, LAST = date(2004, 2, 27), date(2023, 7, 31)
FIRST_TWO_TIER = date(2025, 7, 1)


def test_every_rule_names_a_text_that_is_in_force_with_it() -> None:
    law = load()
    for standard in law.standards:
        text = law.texts[standard.citation.text]
        assert standard.citation.article
        assert standard.in_force.begins is not None
        assert standard.in_force.begins in text.in_force


def test_what_was_seen_has_a_public_source() -> None:
    law = load()
    seen = [each for each in law.standards if each.citation.evidence is LegalEvidence.SEEN]
    assert seen
    assert len(seen) < len(law.standards)
    for standard in seen:
        assert law.texts[standard.citation.text].source.startswith("http")


def test_commune_posts_are_eleven_officials_one_of_old_and_seven_civil_servants() -> None:
    law = load()
    commune = {
        code: post
        for code, post in law.posts.items()
        if post.level is UnitLevel.COMMUNE and post.in_force.begins is None
    }
    by_class = {
        kind: sorted(code for code, post in commune.items() if post.post_class is kind)
        for kind in PostClass
    }
    assert by_class[PostClass.OFFICIAL] == OFFICIALS
    assert by_class[PostClass.CIVIL_SERVANT] == CIVIL_SERVANTS
    assert all(code.startswith("V") for code in by_class[PostClass.UNKNOWN])
    assert all(code.startswith("Z") for code in by_class[PostClass.PART_TIME])


def test_seats_in_committees_make_nobody_an_official() -> None:
    for code, post in load().posts.items():
        if code.startswith("V"):
            assert post.post_class is PostClass.UNKNOWN, code


def test_key_posts_and_who_manages_them_are_marked_unverified() -> None:
    law = load()
    key = sorted(code for code in OFFICIALS if law.posts[code].is_key)
    assert key == ["X01", "X02", "X03", "X05"]
    for code in OFFICIALS:
        assert {"managed_by", "key"} <= law.posts[code].unverified
    assert {law.posts[code].managed_by for code in OFFICIALS[:6]} == {UnitLevel.DISTRICT}


def test_every_scale_has_its_levels_in_order() -> None:
    law = load()
    assert list(law.ranks(Scale.PROFESSIONAL)) == ["CQĐT", "SC", "TC", "CĐ", "ĐH", "ThS", "TS"]
    assert list(law.ranks(Scale.POLITICAL_THEORY)) == ["CT0", "CTSC", "CTTC", "CTCC", "CTCN"]
    assert set(law.ranks(Scale.GENERAL_EDUCATION)) == {"GD0", "TH", "THCS", "THPT"}
    defence = law.ranks(Scale.DEFENCE_SECURITY)
    assert sorted(defence, key=defence.__getitem__) == ["QP5", "QP4", "QP3", "QP2", "QP1"]
    for scale in Scale:
        ranks = law.ranks(scale).values()
        assert ranks
        assert len(set(ranks)) == len(ranks)


@pytest.mark.parametrize("day", [FIRST, date(2011, 7, 31), date(2012, 12, 14), LAST])
def test_all_officials_have_standards_from_the_first_to_the_last_day(day: date) -> None:
    by_post = standards_by_post(load(), day)
    for code in OFFICIALS:
        dimensions = {standard.dimension for standard in by_post[code]}
        assert {
            Dimension.AGE_AT_FIRST_APPOINTMENT,
            Dimension.GENERAL_EDUCATION,
            Dimension.PROFESSIONAL,
            Dimension.POLITICAL_THEORY,
        } <= dimensions


def test_before_the_first_day_nothing_is_asked_of_commune_posts() -> None:
    day = FIRST - timedelta(days=1)
    assert not {*OFFICIALS, *CIVIL_SERVANTS} & set(standards_by_post(load(), day))


def test_since_two_levels_the_values_for_communes_are_left_to_the_office() -> None:
    """Quy định 365-QĐ/TW is a frame; what a congress asks is set by the centre."""
    law = load()
    two_tier = {code for code, post in law.posts.items() if post.in_force.begins == FIRST_TWO_TIER}
    assert len(two_tier) == 12
    by_post = standards_by_post(law, date(2025, 8, 30))
    for code in two_tier | {"X01", "X05", "X07"}:
        rules = by_post[code]
        assert rules
        for rule in rules:
            elected = rule.dimension is Dimension.WORKING_TIME
            assert rule.requirement.by_office != elected
    assert not {"Y3", "X08"} & set(by_post)


def test_every_dimension_has_a_standard_on_some_day() -> None:
    law = load()
    asked = {standard.dimension for standard in law.standards}
    assert set(Dimension) - asked == {Dimension.ETHNIC_LANGUAGE}


def test_equivalences_name_what_their_dimension_measures() -> None:
    law = load()
    assert law.equivalences
    for each in law.equivalences:
        assert law.levels[each.counts_as].scale.value == each.dimension.value
        assert each.citation.article
        if each.citation.evidence is LegalEvidence.SEEN:
            assert law.texts[each.citation.text].source.startswith("http")


@pytest.mark.parametrize("change", [date(2012, 12, 15), date(2019, 12, 25)])
def test_one_professional_rule_a_day_for_civil_servants(change: date) -> None:
    law = load()
    for day in (change - timedelta(days=1), change):
        for code in ("Y3", "Y4", "Y5", "Y6", "Y7"):
            for area in (Area.DELTA, Area.MOUNTAIN):
                rules = [
                    standard
                    for standard in standards_by_post(law, day)[code]
                    if standard.dimension is Dimension.PROFESSIONAL
                    and standard.area in (area, Area.ALL)
                ]
                assert len(rules) == 1


def test_loading_is_done_once() -> None:
    assert load() is load()


def test_the_version_changes_with_every_byte(tmp_path: Path) -> None:
    folder = tmp_path / "law"
    shutil.copytree(SHIPPED, folder)
    same = load(folder).version
    assert same == load().version
    assert len(same) == 12
    scales = folder / "scales" / "scales.yaml"
    scales.write_text(scales.read_text(encoding="utf-8") + "# one\n", encoding="utf-8")
    assert load(folder).version != same
