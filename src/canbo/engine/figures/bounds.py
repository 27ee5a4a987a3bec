"""Whether a printed number is true of a value: gần 180, trên 300, khoảng 50, 79,5%, 100%.

What each bound word allows is data: on which side of the printed number the value may lie, and how
far, in steps of the round numbers around it (`prose.step_at`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from canbo.engine.figures.prose import step_at
from canbo.engine.figures.values import Share, Value
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import clean, write_percent


@dataclass(frozen=True, slots=True)
class Bound:
    """How far a value may lie below and above the printed number, in steps; None: any distance.

    `itself`: whether the printed number itself is true of the value.
    """

    below: Fraction | None
    above: Fraction | None
    itself: bool


_NOT, _HALF, _ONE = Fraction(0), Fraction(1, 2), Fraction(1)
EXACT = Bound(_NOT, _NOT, True)
BOUNDS: Mapping[str, Bound] = {
    "": EXACT,
    "gần": Bound(_HALF, _NOT, False),
    "trên": Bound(_NOT, _ONE, False),
    "hơn": Bound(_NOT, _ONE, False),
    "khoảng": Bound(_HALF, _HALF, True),
    "ước": Bound(_HALF, _HALF, True),
    "ít nhất": Bound(_NOT, None, True),
    "từ": Bound(_NOT, None, True),
    "không quá": Bound(None, _NOT, True),
    "tối đa": Bound(None, _NOT, True),
    "dưới": Bound(None, _NOT, False),
}
_POINTS = Fraction(2)  # of a percentage: "gần 80%" is said from 79% on
_SMALL = Fraction(1, 10)  # of a number below a hundred, where round numbers lie at every one
_SHAPE = re.compile(
    r"(?P<word>\D*?)\s*(?P<number>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<part>\d+))?\s*(?P<percent>%?)"
    r"(?:\s*(?:người|lượt|việc|đồng|đ))?"
)


class NotPrinted(Refusal):
    """The text is no number as offices print it."""

    def __init__(self, text: str) -> None:
        words = ", ".join(word for word in BOUNDS if word)
        super().__init__("printed_number_unknown", {"found": text, "words": words})


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number of an old report: `word` its bound word, `places` the decimals of a percentage."""

    word: str
    number: Fraction
    is_percent: bool = False
    places: int = 0

    @classmethod
    def parse(cls, text: str) -> PrintedNumber:
        """Read "gần 180", "1.346", "79,5%", "116/125" apart. Raises NotPrinted."""
        match = _SHAPE.fullmatch(clean(text).lower())
        word = match["word"].strip() if match else ""
        if match is None or word not in BOUNDS:
            raise NotPrinted(text)
        decimals = match["part"] or ""
        number = Fraction(match["number"].replace(".", "") + (f".{decimals}" if decimals else ""))
        return cls(word, number, bool(match["percent"]), len(decimals))

    def is_true_of(self, value: Value) -> bool:
        """Whether an office that knew this value could print this number."""
        if isinstance(value, Share):
            return self._is_true_of_share(value)
        if self.is_percent:
            return False
        return _within(BOUNDS[self.word], self.number, Fraction(value.number), self._step)

    def _is_true_of_share(self, value: Share) -> bool:
        fraction = value.fraction
        if fraction is None or not self.is_percent:
            return False
        if self.word == "":
            return write_percent(fraction, self.places) == write_percent(
                self.number / 100, self.places
            )
        return _within(BOUNDS[self.word], self.number, fraction * 100, _POINTS)

    @property
    def _step(self) -> Fraction:
        if self.number < 100:
            return max(Fraction(2), self.number * _SMALL * 2)
        return Fraction(step_at(int(self.number)))

    def lacking(self, value: Value) -> int:
        """How many more rows the number asks for; below nothing, how many fewer."""
        if isinstance(value, Share):
            return round(self.number / 100 * value.base) - value.numerator
        return round(self.number) - value.number


def _within(bound: Bound, printed: Fraction, value: Fraction, step: Fraction) -> bool:
    if value == printed:
        return bound.itself
    side, distance = (
        (bound.below, printed - value) if value < printed else (bound.above, value - printed)
    )
    return side is None or distance <= side * step
