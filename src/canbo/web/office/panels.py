"""Small multiples: one panel of bars for each line of a comparison, all on one scale.

Shapes only: the template draws them as SVG with the numbers written above the bars, a title and a
description for who does not see them; the same numbers stand in the table beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from canbo.engine.vietnamese import write_date
from canbo.reporting.comparing import Comparison, Line, Table

STEP, BAR = 52, 30  # how far apart bars begin, and how wide one is
TOP, TALL, FOOT = 20, 70, 34  # room for the number above, the highest bar, the day below
SIDE = 10
SMALL, MEDIUM = 2, 4  # bars


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its number and its day, which stands on two lines; no height: no number."""

    x: int
    y: int
    height: int
    middle: int
    number_y: int
    display: str
    day: str
    year: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A line's bars on the scale that all panels of a table share."""

    id: str
    title: str
    description: str
    width: int
    bars: tuple[Bar, ...]
    height: int = TOP + TALL + FOOT
    floor: int = TOP + TALL
    day_y: int = TOP + TALL + 14
    year_y: int = TOP + TALL + 28
    bar: int = BAR

    @property
    def right(self) -> int:
        """Where the floor ends."""
        return self.width - SIDE

    left: int = SIDE


@dataclass(frozen=True, slots=True)
class Panels:
    """The panels of a table, none where every number is nothing; `scale`: the highest bar.

    `apart`: the whole home is not drawn, as beside it no unit's bar could be told from nothing.
    `size`: small, medium or large.
    """

    of: tuple[Panel, ...]
    scale: str
    apart: bool
    size: str = "small"


def panels_of(table: Table, found: Comparison, number: int) -> Panels:
    """Draw a table's lines; of counts the units alone where there are any."""
    is_share = table.measure.unit == "%"
    apart = len(table.lines) > 1 and not is_share
    lines = table.lines[1:] if apart else table.lines
    cells = [cell for line in lines for cell in line.cells if cell.amount]
    highest = max(cells, key=lambda cell: cell.amount or 0, default=None)
    if highest is None or highest.amount is None:
        return Panels((), "", apart)
    most = highest.amount
    drawn = tuple(
        _panel(f"p-{number}-{place}", table, line, found, most) for place, line in enumerate(lines)
    )
    return Panels(drawn, highest.display, apart, _size(len(found.days)))


def _size(days: int) -> str:
    """How much room a panel needs beside others."""
    if days <= SMALL:
        return "small"
    return "medium" if days <= MEDIUM else "large"


def _panel(identity: str, table: Table, line: Line, found: Comparison, most: Fraction) -> Panel:
    days = [write_date(day.as_of) for day in found.days]
    numbers = [cell.display if not cell.lacking else cell.lacking for cell in line.cells]
    told = "; ".join(f"{day}: {number}" for day, number in zip(days, numbers, strict=True))
    return Panel(
        identity,
        line.name,
        f"{table.measure.label}, {line.name}. {told}.",
        2 * SIDE + STEP * len(days),
        tuple(_bars(line, days, most)),
    )


def _bars(line: Line, days: Sequence[str], most: Fraction) -> list[Bar]:
    bars = []
    for place, (cell, written) in enumerate(zip(line.cells, days, strict=True)):
        height = round(TALL * (cell.amount or 0) / most)
        day, _, year = written.rpartition("/")
        x = SIDE + STEP * place + (STEP - BAR) // 2
        y = TOP + TALL - height
        bars.append(Bar(x, y, height, x + BAR // 2, y - 5, cell.display, day, year))
    return bars
