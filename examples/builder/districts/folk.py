"""Names of a district's people by ethnic group, from weights of this project's own choice."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from examples.builder.names import NameSource

_FILE = Path(__file__).parents[1] / "data" / "district_folk.json"
_FOLK: Mapping[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
_OFFICIAL = {"mong": "Mông", "nung": "Nùng", "southern": "Kinh", "northern": "Kinh"}


class Folk:
    """Draws (name, ethnic group); no name twice among people born in one year.

    `mix` gives each group its weight: mong, nung, southern, or northern (the public frequencies).
    """

    def __init__(self, rng: random.Random, mix: Mapping[str, float]) -> None:
        self._rng, self._mix = rng, mix
        self._northern = NameSource(rng)
        self._taken: set[tuple[str, int]] = set()

    def draw(self, sex: str, born: int) -> tuple[str, str]:
        """Invent a full name for somebody of that sex and year of birth."""
        while True:
            group = self._rng.choices(list(self._mix), list(self._mix.values()))[0]
            name = self._northern.draw(sex, born) if group == "northern" else self._of(group, sex)
            if (name, born) not in self._taken:
                self._taken.add((name, born))
                return name, _OFFICIAL[group]

    def _of(self, group: str, sex: str) -> str:
        folk = _FOLK[group]
        families = folk["families"]
        family = self._rng.choices(list(families), list(families.values()))[0]
        given = self._rng.choice(folk[sex])
        if f"middle_{sex}" not in folk:
            return f"{family} {given}"
        middle = self._rng.choice(folk[f"middle_{sex}"])
        if given in {family, middle.split(" ")[-1]}:
            return self._of(group, sex)
        return f"{family} {middle} {given}"
