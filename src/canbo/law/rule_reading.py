"""Readers of regimes and of the rules that belong to them.

All rules share their first keys; each kind adds some of its own (`KIND_KEYS`). `amount` is a
mapping with one quantity and its bounds, or the word `by_office`: the text leaves the value open,
and it stays a parameter until the office's own law sets it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from canbo.engine.facts import MoveKind, RatingSeries, Sex, StudyMode, UnitLevel
from canbo.engine.law import (
    Amount,
    Authority,
    BallotBase,
    CodeList,
    CostRule,
    CostSubject,
    Force,
    HeadCount,
    ListName,
    MoveRule,
    MoveSubject,
    PayScale,
    Per,
    PlanningRule,
    PlanningSubject,
    PostSet,
    PostSetName,
    ProcessStep,
    Programme,
    Quantity,
    RatingLevel,
    RatingRule,
    RatingSubject,
    Regime,
    RegimeRule,
    RepaymentCase,
    Room,
    TrainingRule,
    TrainingSubject,
)
from canbo.law.reading import (
    is_inside,
    read_citation,
    read_period,
    read_posts,
    within_its_text,
    write_period,
)
from canbo.law.registers import Registers
from canbo.law.strict import Keys, Place

REGIME_KEYS = (
    "id", "room", "name", "follows", "from", "to", "text", "article", "evidence",
)  # fmt: skip
RULE_KEYS = (
    "id", "regime", "from", "to", "text", "article", "evidence", "authority", "amount", "force",
    "words",
)  # fmt: skip
BY_OFFICE = "by_office"
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,6})?")
_UNIT_TYPES = ("xã", "phường", "thị trấn", "đặc khu")

ReadValue = Callable[[Place, Registers], Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of rule: its value, the keys that each rule needs and those that it may have.

    `is_said`: its own keys do not say all, so that it needs an amount or words besides. `check`
    holds the read rule against itself.
    """

    made: type[RegimeRule]
    needs: Mapping[str, ReadValue]
    may: Mapping[str, ReadValue]
    is_said: bool = True
    check: Callable[[Keys, Any], None] = lambda keys, rule: None

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys of a rule of this kind."""
        return (*RULE_KEYS, *self.needs, *self.may)

    def read(self, keys: Keys, known: Registers) -> tuple[str, RegimeRule]:
        """Read one rule and hold it against its regime and its texts."""
        own = {
            name: keys.take(name, _bound(read, known), None) for name, read in self.needs.items()
        }
        for name, read in self.may.items():
            place = keys.get(name)
            if place is not None:
                own[name] = read(place, known)
        rule = self.made(**_shared(keys, known, self), **own)
        self.check(keys, rule)
        _within_its_regime(keys, rule, known)
        within_its_text(keys, rule, known)
        return rule.id, rule


def _bound(read: ReadValue, known: Registers) -> Callable[[Place], Any]:
    return lambda place: read(place, known)


def read_regime(keys: Keys, known: Registers) -> tuple[str, Regime]:
    """Read one regime."""
    regime = Regime(
        id=keys.take("id", Place.text, ""),
        room=keys.take("room", lambda place: place.choice(Room), Room.PLANNING),
        name=keys.take("name", Place.text, ""),
        in_force=read_period(keys),
        citation=read_citation(keys, known),
        follows=keys.read("follows", Place.text, ""),
    )
    within_its_text(keys, regime, known)
    return regime.id, regime


def _shared(keys: Keys, known: Registers, shape: Shape) -> dict[str, Any]:
    amount, by_office = _amount(keys, shape)
    return {
        "id": keys.take("id", Place.text, ""),
        "regime": keys.take(
            "regime", lambda at: at.known(known.regimes, code="unknown_regime"), ""
        ),
        "in_force": read_period(keys),
        "citation": read_citation(keys, known),
        "authority": keys.read("authority", lambda at: at.choice(Authority), None),
        "amount": amount,
        "by_office": by_office,
        "force": keys.read("force", lambda at: at.choice(Force), Force.LIMIT),
        "words": keys.read("words", Place.text, ""),
        "instead_of": keys.read("instead_of", Place.text, ""),
    }


def _regime(place: Place, known: Registers) -> str:
    return place.known(known.regimes, code="unknown_regime")


def _amount(keys: Keys, shape: Shape) -> tuple[Amount | None, bool]:
    """Read an amount; every rule has one, or words, or leaves the value to the office."""
    place = keys.get("amount")
    if place is None:
        if shape.is_said and keys.get("words") is None:
            keys.place.report("missing_key", found=", ".join(keys.found), expected="amount, words")
        return None, False
    if not place.node_keys:
        place.known((BY_OFFICE,), code="unknown_value")
        return None, True
    parts = place.mapping(required=("of",), optional=("least", "most", "more_than", "less_than"))
    bounds = {name: number(at) for name, at in parts.found.items() if name != "of"}
    if not bounds:
        place.report("missing_key", found="of", expected="least, most, more_than, less_than")
    if bounds.get("least", 0) > bounds.get("most", bounds.get("least", 0)):
        place.report("empty_amount", found=str(bounds["most"]), expected=f">= {bounds['least']}")
    return Amount(
        parts.read("of", lambda at: at.choice(Quantity), Quantity.PEOPLE), **bounds
    ), False


def number(place: Place) -> Fraction:
    """Read a number written with a decimal point: 3, 1.5, 2.34."""
    if place.is_plain and _NUMBER.fullmatch(place.written):
        return Fraction(place.written)
    place.report("wrong_type", found=place.written, expected="0..999999999999")
    return Fraction(0)


def _within_its_regime(keys: Keys, rule: RegimeRule, known: Registers) -> None:
    regime = known.regimes.get(rule.regime)
    if regime and not rule.in_force.is_empty and not is_inside(rule.in_force, regime.in_force):
        keys.place.report(
            "outside_regime",
            found=f"{rule.id}: {write_period(rule.in_force)}",
            expected=f"{regime.id}: {write_period(regime.in_force)}",
        )


def _choice(kind: type[StrEnum]) -> ReadValue:
    return lambda place, _: place.choice(kind)


def _choices(kind: type[StrEnum]) -> ReadValue:
    return lambda place, _: frozenset(item.choice(kind) for item in place.items())


def _text(place: Place, _: Registers) -> str:
    return place.text()


def _whole(least: int, most: int) -> ReadValue:
    return lambda place, _: place.integer(least=least, most=most)


def _number(place: Place, _: Registers) -> Fraction:
    return number(place)


def _level(place: Place, known: Registers) -> str:
    return place.known(known.levels, code="unknown_level")


def _boolean(place: Place, _: Registers) -> bool:
    return place.boolean()


def _unit_types(place: Place, _: Registers) -> frozenset[str]:
    return frozenset(item.known(_UNIT_TYPES, code="unknown_value") for item in place.items())


def _holder(place: Place, known: Registers) -> str:
    """Read the code of a rank (01.003), or of a post of the register."""
    return place.text() if "." in place.written else place.known(known.posts, code="unknown_post")


def _codes(place: Place, _: Registers) -> Mapping[str, str]:
    """Read names by their codes, both texts, in the order of the file."""
    return {code: at.text() for code, at in place.entries()}


def _steps_add_up(keys: Keys, pay: PayScale) -> None:
    reached = pay.first + (pay.steps - 1) * pay.increment
    if reached != pay.last:
        found, expected = (f"{float(value):.2f}" for value in (pay.last, reached))
        keys.place.report("steps_do_not_add_up", found=found, expected=expected)


def _has_codes(keys: Keys, codes: CodeList) -> None:
    if not codes.codes and not codes.by_office:
        keys.place.report("missing_key", found=", ".join(keys.found), expected="codes")


PLANNING = Shape(
    PlanningRule,
    {"subject": _choice(PlanningSubject)},
    {"levels": _choices(UnitLevel), "age_below": _whole(16, 99)},
)
STEPS = Shape(
    ProcessStep,
    {"number": _whole(0, 20), "body": _text},
    {"base": _choice(BallotBase)},
    is_said=False,
)
TRAINING = Shape(
    TrainingRule,
    {"subject": _choice(TrainingSubject), "programme": _choice(Programme)},
    {
        "posts": read_posts, "level": _level, "mode": _choice(StudyMode), "sex": _choice(Sex),
        "minority": _boolean, "case": _choice(RepaymentCase),
    },
)  # fmt: skip
COSTS = Shape(CostRule, {"subject": _choice(CostSubject)}, {"grade": _text, "per": _choice(Per)})
MOVES = Shape(MoveRule, {"subject": _choice(MoveSubject)}, {"kinds": _choices(MoveKind)})
RATINGS = Shape(
    RatingRule, {"subject": _choice(RatingSubject), "series": _choice(RatingSeries)}, {}
)
RATING_LEVELS = Shape(
    RatingLevel,
    {"code": _text, "name": _text, "order": _whole(1, 9), "series": _choice(RatingSeries)},
    {},
    is_said=False,
)
PAY = Shape(
    PayScale,
    {
        "holder": _holder, "table": _text, "first": _number, "last": _number,
        "steps": _whole(1, 20), "increment": _number, "months": _whole(0, 99),
    },
    {},
    is_said=False,
    check=_steps_add_up,
)  # fmt: skip
HEAD_COUNTS = Shape(HeadCount, {"unit_types": _unit_types, "unit_class": _whole(1, 3)}, {})
LISTS = Shape(
    CodeList, {"name": _choice(ListName)}, {"codes": _codes}, is_said=False, check=_has_codes
)
POST_SETS = Shape(
    PostSet,
    {"name": _choice(PostSetName), "level": _choice(UnitLevel), "posts": read_posts},
    {},
    is_said=False,
)
