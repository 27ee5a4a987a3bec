"""Names by sex and cohort, drawn from public frequencies bent towards people born 1950 to 1988."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"
_WRITTEN_NORTHERN = {"Hoàng/Huỳnh": "Hoàng", "Vũ/Võ": "Vũ"}
_WORDS: Mapping[str, Any] = json.loads((_DATA / "own_words.json").read_text(encoding="utf-8"))
_SOUTHERN_OR_HIGHLAND = frozenset(_WORDS["left_out_families"].split())
_TOO_YOUNG = frozenset(_WORDS["left_out_given"].split())
_COAST: Mapping[str, float] = _WORDS["coast_families"]
_BEFORE_1968 = {sex: words.split() for sex, words in _WORDS["given_before_1968"].items()}
_MIDDLE = {sex: words.split() for sex, words in _WORDS["middle"].items()}


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _family_weights() -> dict[str, float]:
    weights: dict[str, float] = {}
    for row in _rows("family_national.csv"):
        name = _WRITTEN_NORTHERN.get(row["family_name"], row["family_name"])
        weights[name] = float(row["percent"])
    for row in _rows("family_daklak.csv"):
        name = row["family_name"]
        if name and name not in _SOUTHERN_OR_HIGHLAND:
            weights.setdefault(name, int(row["people"]) / 2070)
    for name, more in _COAST.items():
        weights[name] = weights.get(name, 0.0) + more
    return weights


def _given_weights(sex: str, born: int) -> dict[str, float]:
    word = {"m": "male", "f": "female"}[sex]
    weights = {
        row["given_name"]: float(row["percent"]) ** 0.5
        for row in _rows("given_daklak.csv")
        if row["sex"] == word and row["given_name"] and row["given_name"] not in _TOO_YOUNG
    }
    older = 1.3 if born < 1960 else 0.6 if born < 1968 else 0.05
    for name in _BEFORE_1968[sex]:
        weights[name] = weights.get(name, 0.0) + older
    return weights


def _middle(rng: random.Random, sex: str, born: int) -> str:
    if sex == "m":
        usual = 0.66 if born < 1965 else 0.56 if born < 1975 else 0.42
        return "Văn" if rng.random() < usual else rng.choice(_MIDDLE["m"])
    four_words = 0.02 if born < 1965 else 0.10 if born < 1975 else 0.24
    return "Thị" if rng.random() >= four_words else f"Thị {rng.choice(_MIDDLE['f'])}"


def _pick(rng: random.Random, weights: Mapping[str, float]) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


class NameSource:
    """Draws names; never gives one name twice to people born in the same year."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._families = _family_weights()
        self._given: dict[tuple[str, int], dict[str, float]] = {}
        self._taken: set[tuple[str, int]] = set()

    def draw(self, sex: str, born: int) -> str:
        """Invent a full name for somebody of that sex and year of birth."""
        while True:
            name = self._once(sex, born)
            if (name, born) not in self._taken:
                self.take(name, born)
                return name

    def take(self, name: str, born: int) -> None:
        """Keep a name and year of birth from being drawn again."""
        self._taken.add((name, born))

    def _once(self, sex: str, born: int) -> str:
        cohort = (sex, born // 4 * 4)
        if cohort not in self._given:
            self._given[cohort] = _given_weights(sex, cohort[1])
        family = _pick(self._rng, self._families)
        middle = _middle(self._rng, sex, born)
        given = _pick(self._rng, self._given[cohort])
        if given in {family, middle.split(" ")[-1]}:
            return self._once(sex, born)
        return f"{family} {middle} {given}"
