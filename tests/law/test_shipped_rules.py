"""The regimes that canbo ships: what each asks on a day, and that none is without a citation."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from canbo.engine.law import (
    CodeList,
    Law,
    LegalEvidence,
    ListName,
    PlanningSubject,
    Programme,
    RegimeRule,
    Room,
    TrainingSubject,
)
from canbo.law import load

# subject, day → what is asked: (least, most), "by_office" where the office sets it, None: no rule
PLANNING = [
    ("people_per_post", date(2011, 7, 31), (2, 4)),
    ("people_per_post", date(2021, 12, 26), (2, 4)),
    ("people_per_post", date(2021, 12, 27), (None, 3)),
    ("posts_per_person", date(2026, 1, 1), (None, 3)),
    ("women_share", date(2009, 1, 1), (15, None)),
    ("women_share", date(2023, 1, 1), (25, None)),
    ("women_share", date(2025, 10, 7), (25, None)),
    ("women_share", date(2025, 10, 8), "by_office"),
    ("committee_coefficient", date(2010, 1, 1), (Fraction(3, 2), 2)),
    ("committee_coefficient", date(2022, 1, 1), "by_office"),
    ("time_left_current_term", date(2022, 1, 1), (40, None)),
    ("bracket_distance", date(2022, 1, 1), (5, 5)),
    ("higher_post_only", date(2020, 1, 1), None),
    ("women_share", date(2008, 10, 20), None),
]
# programme, subject, day → the same
TRAINING = [
    ("postgraduate", "age", date(2012, 1, 1), (None, 40)),
    ("postgraduate", "age", date(2025, 6, 30), (None, 40)),
    ("postgraduate", "age", date(2025, 7, 1), (None, 45)),
    ("postgraduate", "commitment", date(2012, 1, 1), (3, None)),
    ("postgraduate", "commitment", date(2020, 1, 1), (2, None)),
    ("postgraduate", "commitment", date(2026, 1, 1), (3, None)),
    ("postgraduate", "work_time", date(2026, 1, 1), (3, None)),
    ("postgraduate", "good_results", date(2012, 1, 1), (3, None)),
    ("rank_specialist", "duration", date(2021, 12, 9), (6, 8)),
    ("rank_specialist", "duration", date(2021, 12, 10), (None, 4)),
    ("rank_senior", "duration", date(2022, 1, 1), (None, 8)),
    ("leaders_division", "duration", date(2022, 1, 1), (None, 2)),
    ("leaders_division", "duration", date(2026, 1, 1), (4, 4)),
    ("any", "yearly_minimum", date(2026, 1, 1), (40, None)),
    ("any", "yearly_minimum", date(2009, 1, 1), "by_office"),
    ("political_advanced", "age", date(2009, 1, 1), "by_office"),
]


def _asked(rules: list[RegimeRule]) -> object:
    if not rules:
        return None
    (rule,) = rules
    if rule.by_office:
        return "by_office"
    assert rule.amount is not None
    return rule.amount.least, rule.amount.most


@pytest.mark.parametrize(("subject", "day", "asked"), PLANNING)
def test_planning_asks_on_a_day(subject: str, day: date, asked: object) -> None:
    wanted = PlanningSubject(subject)
    rules = [r for r in load().planning if r.subject is wanted and day in r.in_force]
    if wanted is PlanningSubject.HIGHER_POST_ONLY:
        assert (rules or None) == asked
        return
    assert _asked(rules) == asked


@pytest.mark.parametrize(("programme", "subject", "day", "asked"), TRAINING)
def test_training_asks_on_a_day(programme: str, subject: str, day: date, asked: object) -> None:
    rules = [
        rule
        for rule in load().training
        if rule.programme is Programme(programme)
        and rule.subject is TrainingSubject(subject)
        and day in rule.in_force
    ]
    assert _asked(rules) == asked


def test_part_time_political_classes_ask_for_another_age_of_women_and_men() -> None:
    ages = {
        rule.sex: rule.amount.least
        for rule in load().training
        if rule.programme is Programme.POLITICAL_INTERMEDIATE
        and rule.subject is TrainingSubject.AGE
        and rule.amount is not None
    }
    assert {sex.value: age for sex, age in ages.items() if sex} == {"f": 28, "m": 30}


def test_teachers_are_paid_by_session_up_to_ceilings() -> None:
    def ceilings(day: date) -> list[int]:
        return [
            int(rule.amount.most)
            for rule in load().costs
            if rule.subject.value == "teacher" and day in rule.in_force
            and rule.amount is not None and rule.amount.most is not None
        ]  # fmt: skip

    assert ceilings(date(2011, 7, 31)) == [1_000_000, 800_000, 600_000, 500_000, 300_000]
    assert ceilings(date(2019, 1, 1)) == [2_000_000]
    assert ceilings(date(2009, 1, 1)) == []


def test_points_of_the_levels_leave_no_gap_and_meet_nowhere() -> None:
    levels = [rule for rule in load().rating_levels if rule.regime == "xl-2026"]
    assert [level.code for level in levels] == ["HTXSNV", "HTTNV", "HTNV", "KHTNV"]
    for points in [*range(101), Fraction(179, 2)]:
        assert sum(level.amount is not None and level.amount.holds(points) for level in levels) == 1


def test_every_regime_of_ratings_has_its_four_levels() -> None:
    law = load()
    for regime in (each for each in law.regimes.values() if each.room is Room.RATING):
        orders = [level.order for level in law.rating_levels if level.regime == regime.id]
        assert orders == [1, 2, 3, 4], regime.id


@pytest.mark.parametrize("room", [Room.PLANNING, Room.TRAINING, Room.COSTS, Room.RATING])
def test_regimes_follow_each_other_without_a_day_between(room: Room) -> None:
    regimes = [each for each in load().regimes.values() if each.room is room]
    day, last = date(2006, 1, 1), date(2026, 11, 30)
    while day <= last:
        assert any(day in regime.in_force for regime in regimes), day
        day += timedelta(days=1)


def test_what_was_seen_has_a_public_source() -> None:
    law = load()
    for rule in (*law.rules, *law.regimes.values()):
        if rule.citation.evidence is LegalEvidence.SEEN:
            assert law.texts[rule.citation.text].source, rule.id


def test_every_regime_has_rules_and_every_rule_says_something() -> None:
    law = load()
    silent = {"qh-2005", "xl-2010", "xl-2015", "dm-chung", "hs-98", "hs-2008"}
    assert {regime for regime in law.regimes if regime not in {r.regime for r in law.rules}} <= (
        silent
    )
    for rule in law.rules:
        assert rule.citation.article
        assert rule.by_office or rule.amount or rule.words or type(rule).__name__ in {
            "ProcessStep", "RatingLevel", "PayScale", "CodeList", "PostSet",
        }, rule.id  # fmt: skip


def test_no_value_is_given_where_the_office_must_set_it() -> None:
    open_ = [rule for rule in load().rules if rule.by_office]
    assert len(open_) > 30
    assert all(rule.amount is None for rule in open_)
    assert all(not rule.codes for rule in open_ if isinstance(rule, CodeList))


def _codes(law: Law, name: ListName) -> dict[str, str]:
    (found,) = (each for each in law.lists if each.name is name)
    return dict(found.codes)


def test_code_lists_keep_their_leading_zeros() -> None:
    groups = _codes(load(), ListName.ETHNIC_GROUPS)
    assert list(groups)[:2] == ["01", "02"]
    assert (len(groups), groups["01"], groups["54"]) == (55, "Kinh", "Rơ-măm")
    assert len(_codes(load(), ListName.RECORD_FIELDS_2C_2008)) == 37


def test_key_posts_of_the_sets_are_those_marked_in_the_register() -> None:
    law = load()
    for kept in law.post_sets:
        assert all(law.posts[code].is_key for code in kept.posts)


def test_texts_name_those_that_they_replace_once_and_end_before_them() -> None:
    law = load()
    for text in law.texts.values():
        for other in text.replaces:
            ends = law.texts[other].in_force.ends
            assert text.in_force.begins is not None
            assert ends is None or ends <= text.in_force.begins, (text.id, other)
