"""Next year's catalogue hangs together and leaves fewer places than the town needs."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

PLAN_RULES = {
    "objective", "classes_per_person_year", "leaders_together", "fairness", "keep_previous",
}  # fmt: skip


@pytest.fixture(scope="module")
def catalogue(committed: Path) -> dict[str, Any]:
    return yaml.safe_load((committed / "catalogue-2012.yaml").read_text(encoding="utf-8"))


def test_keys_are_the_documented_ones(catalogue: dict[str, Any]) -> None:
    assert list(catalogue) == [
        "year", "town", "courses", "classes", "quotas", "budgets", "payers", "absence", "rules",
    ]  # fmt: skip
    assert set(catalogue["rules"]) == PLAN_RULES


def test_classes_lie_in_the_year_and_their_sessions_in_order(catalogue: dict[str, Any]) -> None:
    ids = Counter(held["id"] for held in catalogue["classes"])
    assert max(ids.values()) == 1
    for held in catalogue["classes"]:
        assert 0 < held["minimum"] <= held["seats"]
        days = [day for session in held["sessions"] for day in (session["begins"], session["ends"])]
        assert days == sorted(days)
        assert {day.year for day in days} == {catalogue["year"]}


def test_every_class_can_be_paid(catalogue: dict[str, Any]) -> None:
    sources = {budget["source"] for budget in catalogue["budgets"]}
    assert {payer["source"] for payer in catalogue["payers"]} == sources
    payable = {payer["course"] for payer in catalogue["payers"]}
    courses = {held["course"] for held in catalogue["classes"]}
    assert None in payable
    assert payable - {None} <= courses


def test_places_are_fewer_than_needs(catalogue: dict[str, Any], ledger: dict[str, Any]) -> None:
    needs = Counter(x["required"] for x in ledger["lacking"])
    quotas = {q["course"]: q["places"] for q in catalogue["quotas"] if q["unit"] is None}
    assert quotas["LLCT-TC"] < needs["CTTC"]
    assert quotas["BD-QLNN"] < needs["QLX"]
    seats = sum(held["seats"] for held in catalogue["classes"] if held["course"] == "BD-TH")
    assert seats < needs["TH-A"]
