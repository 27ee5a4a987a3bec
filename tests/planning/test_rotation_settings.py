"""The office's numbers, read strictly, and the law's where it names them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from canbo.engine.planning.rotation.settings import (
    Bound,
    Settings,
    SettingsRefused,
    ruling,
    settings_of,
)
from canbo.law import load
from canbo.web.messages import sentence


def test_what_is_not_said_keeps_its_default_and_plain_settings_come_back() -> None:
    assert settings_of(None) == settings_of({}) == Settings()
    mine = settings_of({"leave_cap": 3, "max_chain": 4, "training_seats": {"LLCT-TC": 2}})
    assert settings_of(mine.plain()) == mine
    rules = settings_of({"women_percent": 35, "training_seats": {"B": 1, "A": 0}}).rules()
    assert rules.min_women_share == Fraction(7, 20)
    assert rules.training_seats == (("A", 0), ("B", 1))


@pytest.mark.parametrize(
    ("document", "setting"),
    [
        ({"months": 60}, "months"),
        ({"months_left": -1}, "months_left"),
        ({"months_left": "60"}, "months_left"),
        ({"months_left": True}, "months_left"),
        ({"only_planned": 1}, "only_planned"),
        ({"women_percent": 101}, "women_percent"),
        ({"managed_by": "ward"}, "managed_by"),
        ({"kind": "secondment"}, "kind"),
        ({"unit_leave_caps": {"14850": -1}}, "unit_leave_caps"),
        ({"unit_leave_caps": None}, "unit_leave_caps"),
        ({"training_seats": [1]}, "training_seats"),
        ({"stay": 10**7}, "stay"),
        ([1], ""),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_expected(document: object, setting: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        settings_of(document)
    assert [name for name, _, _ in refused.value.problems] == [setting]
    assert "→" in sentence(refused.value)


def test_every_wrong_setting_is_told_at_once() -> None:
    with pytest.raises(SettingsRefused) as refused:
        settings_of({"x": 1, "stay": -1, "move": None})
    assert {name for name, _, _ in refused.value.problems} == {"x", "stay", "move"}


def test_the_law_of_the_day_goes_before_the_office() -> None:
    mine = Settings(months_left=7, months_between=8, head_terms=9, levels_up=1, only_planned=False)
    old = ruling(load(), date(2011, 7, 31), mine)
    assert old.months_between == Bound(36, "lc-2002-thoi-gian")
    assert old.only_planned == Bound(1, "lc-2002-ai")
    # what the resolution leaves to the office stays the office's
    assert (old.months_left, old.head_terms, old.levels_up) == (Bound(7), Bound(9), Bound(1))
    new = ruling(load(), date(2026, 1, 1), mine)
    assert new.months_left.value == 120
    assert new.months_left.rule in ("lc-2022-con-lai", "lccc-2025-con-lai")
    assert new.head_terms == Bound(2, "lc-2022-hai-khoa")
    assert new.levels_up == Bound(0, "lc-2022-tuong-duong")


def test_reassignments_follow_their_own_rules() -> None:
    found = ruling(load(), date(2011, 7, 31), Settings(kind="reassignment", only_planned=False))
    assert found.only_planned == Bound(0)
    assert found.months_between == Bound(36)
