"""The search for a plan as two lines: the plan's worth rising, the bound coming down to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from canbo.engine.vietnamese import write_decimal, write_number

WIDTH, HEIGHT = 560, 200
LEFT, RIGHT, TOP, FLOOR = 8, 552, 14, 172


@dataclass(frozen=True, slots=True)
class Turn:
    """A moment of the search as written in the table; `gap` in percent, "" without a plan."""

    seconds: str
    value: int | None
    bound: int
    gap: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Two stepped lines in a box, and the table that says the same in numbers."""

    values: str  # points of the plan's line
    bounds: str
    turns: tuple[Turn, ...]
    last_second: str
    description: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    floor: int = FLOOR


def chart_of(history: Sequence[Sequence[Any]]) -> Chart | None:
    """Draw a search; None where nothing was told of it."""
    if not history:
        return None
    last = max(float(turn[0]) for turn in history) or 1.0
    found = [turn[1] for turn in history if turn[1] is not None]
    # the first bounds lie far above; what is cut off there the table still tells
    top = max([*found, int(history[-1][2])]) * 1.25 or 1.0
    low = min([0, *found])

    def place(seconds: float, worth: float) -> tuple[float, float]:
        x = LEFT + (RIGHT - LEFT) * seconds / last
        y = FLOOR - (FLOOR - TOP) * (min(worth, top) - low) / (top - low)
        return round(x, 1), round(y, 1)

    turns = tuple(_turn(*turn) for turn in history)
    end = turns[-1]
    return Chart(
        values=_steps([place(t[0], t[1]) for t in history if t[1] is not None]),
        bounds=_steps([place(t[0], t[2]) for t in history]),
        turns=turns,
        last_second=write_decimal(last),
        description=(
            f"Sau {end.seconds} giây: giá trị {write_number(end.value or 0)}, chặn trên "
            f"{write_number(end.bound)}, cách nhau {end.gap or '–'}%."
        ),
    )


def _turn(seconds: float, value: int | None, bound: int) -> Turn:
    gap = ""
    if value is not None:
        gap = write_decimal(100 * max(0, bound - value) / max(1, abs(bound)), 2)
    return Turn(write_decimal(float(seconds), 2), value, bound, gap)


def _steps(places: list[tuple[float, float]]) -> str:
    """Join places as steps: a value holds until the next is known."""
    points = places[:1]
    for x, y in places[1:]:
        points += [(x, points[-1][1]), (x, y)]
    return " ".join(f"{x},{y}" for x, y in points)
