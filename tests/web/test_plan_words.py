"""What would change it, in words: one change, or two that are made together."""

from __future__ import annotations

from types import SimpleNamespace

from canbo.web.office.plan_words import change_words

PLAN = SimpleNamespace(catalogue=SimpleNamespace(classes=()), sources=(), unit_names={})
SEAT = {"change": "seat", "class": "LOP-1", "by": 1, "cost": 2, "gain": 100, "sure": True}
MONEY = {"change": "money", "source": "tinh", "year": 2027, "by": 12_000_000, "cost": 12}


def told(asked: dict) -> str:
    return change_words(SimpleNamespace(reason="seats", asked=asked), PLAN)


def test_two_changes_are_joined_in_one_sentence() -> None:
    words = told({**SEAT, "also": MONEY})
    assert words.startswith("Nếu thêm một chỗ ở LOP-1 và nguồn “tinh” có thêm 12.000.000")
    assert "thì được xếp" in words


def test_one_change_stands_alone() -> None:
    assert told(SEAT).startswith("Nếu thêm một chỗ ở LOP-1 thì được xếp")
