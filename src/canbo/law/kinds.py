"""The kinds of law file, in the order of reading: later kinds refer to earlier ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from canbo.law import reading
from canbo.law import rule_reading as rules
from canbo.law.registers import Registers
from canbo.law.strict import Keys

Reader = Callable[[Keys, Registers], tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of law file: its folder, the key of its list, the keys of an item, the reader.

    `is_rule`: its items are rules with an id, a period and a citation, read into a tuple of `Law`;
    else they are a register by code.
    """

    folder: str
    list_key: str
    item_keys: tuple[str, ...]
    read: Reader
    is_rule: bool = True

    @property
    def name_key(self) -> str:
        """The key of an item's own name."""
        return "id" if "id" in self.item_keys else "code"


KINDS = (
    Kind("texts", "texts", reading.TEXT_KEYS, reading.read_text, is_rule=False),
    Kind("scales", "levels", reading.LEVEL_KEYS, reading.read_level, is_rule=False),
    Kind("courses", "courses", reading.COURSE_KEYS, reading.read_course, is_rule=False),
    Kind("posts", "posts", reading.POST_KEYS, reading.read_post, is_rule=False),
    Kind("standards", "standards", reading.STANDARD_KEYS, reading.read_standard),
    Kind("equivalences", "equivalences", reading.EQUIVALENCE_KEYS, reading.read_equivalence),
    Kind("retirement", "retirement", reading.RETIREMENT_KEYS, reading.read_retirement),
    Kind("regimes", "regimes", rules.REGIME_KEYS, rules.read_regime, is_rule=False),
    *(
        Kind(list_key, list_key, shape.keys, shape.read)
        for list_key, shape in (
            ("planning", rules.PLANNING),
            ("steps", rules.STEPS),
            ("training", rules.TRAINING),
            ("costs", rules.COSTS),
            ("moves", rules.MOVES),
            ("ratings", rules.RATINGS),
            ("rating_levels", rules.RATING_LEVELS),
            ("pay", rules.PAY),
            ("head_counts", rules.HEAD_COUNTS),
            ("lists", rules.LISTS),
            ("post_sets", rules.POST_SETS),
        )
    ),
)
