"""A figure as an office prints it in a sentence: gần 180, trên 300, 1.346, 92,8%.

Amounts are rounded in prose only when a rounder number lies near: just below it the office says
"gần", just above it "trên", otherwise it prints the number itself. What is round and what is
near grows with the magnitude, by the two tables here.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from canbo.engine.figures.values import Money, Share, Value
from canbo.engine.vietnamese import write_money, write_number, write_percent

BELOW, ABOVE = "gần", "trên"
COUNTED_UP_TO = 99  # people under a hundred are counted, not estimated
NEAR = Fraction(1, 5)  # of a step


@dataclass(frozen=True, slots=True)
class _Roundness:
    """From `lead` times its power of ten on, round numbers lie `step` powers of ten apart."""

    lead: int
    step: Fraction


# 100, 110, 120 … 300, 350, 400 … 1.000, 1.100 … 3.000, 3.500 …
ROUNDNESS = (_Roundness(3, Fraction(1, 2)), _Roundness(1, Fraction(1, 10)))


@dataclass(frozen=True, slots=True)
class Printed:
    """The words of a value: `qualifier` is gần, trên or None (exact), `text` has all words."""

    qualifier: str | None
    text: str


def printed(value: Value) -> Printed:
    """Put a value into the words of a report; money and shares are never estimated."""
    if isinstance(value, Share):
        fraction = value.fraction
        return Printed(None, "không có ai để tính" if fraction is None else write_percent(fraction))
    if isinstance(value, Money):
        return Printed(None, write_money(value.number))
    return _estimated(value.number)


def _estimated(number: int) -> Printed:
    if number <= COUNTED_UP_TO:
        return Printed(None, write_number(number))
    step = step_at(number)
    round_number = step * ((2 * number + step) // (2 * step))
    distance = round_number - number
    if distance == 0 or abs(distance) > step * NEAR:
        return Printed(None, write_number(number))
    qualifier = BELOW if distance > 0 else ABOVE
    return Printed(qualifier, f"{qualifier} {write_number(round_number)}")


def step_at(number: int) -> int:
    """How far apart the round numbers lie around a number of three digits or more."""
    power: int = 10 ** (len(str(number)) - 1)
    roundness = next(entry for entry in ROUNDNESS if number >= entry.lead * power)
    return int(power * roundness.step)
