"""Whose share of places and moves is looked at for fairness."""

from __future__ import annotations

from datetime import date

from canbo.engine.planning.fairness import fairness_groups
from canbo.law import load
from tests.law.officials import Town, on


def test_who_is_a_woman_young_or_of_a_remote_unit_is_told_by_the_files_of_the_day() -> None:
    town = Town(load())
    hills, coast, inside = town.unit("mountain"), town.unit("delta"), town.unit("", kind="phường")
    body = town.unit("", kind="ban", parent=hills)  # lies where its commune lies
    who = {
        name: (town.person(birth=birth, sex=sex), unit)
        for name, birth, sex, unit in (
            ("up", "1985", "f", hills), ("body", "1970", "m", body), ("down", "1960", "f", coast),
            ("street", "1990-06-02", "m", inside),
        )
    }  # fmt: skip
    perspective = on(date(2012, 1, 1))
    found = fairness_groups(
        town.snapshot().folded(perspective),
        perspective,
        ((str(person), str(unit)) for person, unit in who.values()),
    )
    named = {
        group: {name for name, (person, _) in who.items() if str(person) in people}
        for group, people in found.items()
    }
    assert named == {
        "women": {"up", "down"},
        "young": {"up", "street"},
        "minority": set(),
        "remote": {"up", "body"},
    }
