"""The organisation chart of a unit: boxes from left to right, each parent in the middle of its own.

A drawing of whole numbers in user units; what it shows stands in the list of units as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from canbo.engine.vietnamese import write_number
from canbo.records.access.unit_tree import UnitBranch

BOX, GAP = (256, 48), (44, 12)  # width and height of a box; between levels and between boxes
LETTERS = 30  # of a name on one line of a box
EDGE = 8
ROWS = 12  # of leaves right below one unit, before another column begins


@dataclass(frozen=True, slots=True)
class Box:
    """A unit in the chart: its place, its name on at most two lines, how many people are below."""

    unit: UUID
    left: int
    top: int
    name: str
    lines: tuple[str, ...]
    people: str

    @property
    def middle(self) -> int:
        """The height of its middle."""
        return self.top + BOX[1] // 2


@dataclass(frozen=True, slots=True)
class Chart:
    """Boxes, the paths that join them, and the size of the drawing."""

    boxes: tuple[Box, ...]
    paths: tuple[str, ...]
    width: int
    height: int
    box_width: int = BOX[0]
    box_height: int = BOX[1]


def draw(root: UnitBranch) -> Chart:
    """Lay a tree out: leaves one under the other, each parent beside the middle of its children."""
    boxes: list[Box] = []
    paths: list[str] = []
    _place(root, 0, EDGE, boxes, paths)
    width = max(box.left for box in boxes) + BOX[0] + EDGE
    height = max(box.top for box in boxes) + BOX[1] + EDGE
    return Chart(tuple(boxes), tuple(paths), width, height)


def _place(
    branch: UnitBranch, depth: int, top: int, boxes: list[Box], paths: list[str]
) -> tuple[Box, int]:
    """Draw a branch from a height on; gives its box and the height after it."""
    left, below, after = EDGE + depth * (BOX[0] + GAP[0]), [], top
    if len(branch.below) > ROWS and not any(each.below for each in branch.below):
        return _place_columns(branch, left, top, boxes, paths)
    for each in branch.below:
        box, after = _place(each, depth + 1, after, boxes, paths)
        below.append(box)
    own_top = (below[0].top + below[-1].top) // 2 if below else top
    own = _box(branch, left, own_top)
    boxes.append(own)
    paths += [_path(own, each) for each in below]
    return own, max(after, own_top + BOX[1] + GAP[1])


def _place_columns(
    branch: UnitBranch, left: int, top: int, boxes: list[Box], paths: list[str]
) -> tuple[Box, int]:
    """Draw many leaves in columns; a line above them leads from the parent to each column."""
    columns = -(-len(branch.below) // ROWS)
    rows = -(-len(branch.below) // columns)
    first = top + GAP[1]
    own = _box(branch, left, first + (rows - 1) * (BOX[1] + GAP[1]) // 2)
    boxes.append(own)
    for number, each in enumerate(branch.below):
        column, row = divmod(number, rows)
        box_left = left + (column + 1) * (BOX[0] + GAP[0])
        box = _box(each, box_left, first + row * (BOX[1] + GAP[1]))
        boxes.append(box)
        paths.append(_path(own, box) if column == 0 else _path_over(own, box, top))
    return own, first + rows * (BOX[1] + GAP[1])


def _path_over(parent: Box, child: Box, height: int) -> str:
    """A line that passes above the columns before the child's."""
    turn, spine = parent.left + BOX[0] + GAP[0] // 2, child.left - GAP[0] // 2
    return (
        f"M{parent.left + BOX[0]} {parent.middle}H{turn}V{height}"
        f"H{spine}V{child.middle}H{child.left}"
    )


def _box(branch: UnitBranch, left: int, top: int) -> Box:
    line = branch.line
    people = f"{write_number(line.people)} người"
    more = f"; {branch.left_out} đơn vị trực thuộc" if branch.left_out else ""
    return Box(line.id, left, top, line.name, tuple(_lines(line.name)), people + more)


def _lines(name: str) -> Iterator[str]:
    """Break a name into two lines at most; what does not fit is cut, its title tells it whole."""
    words, line = name.split(), ""
    lines: list[str] = []
    for word in words:
        if line and len(line) + 1 + len(word) > LETTERS:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    lines.append(line)
    yield lines[0][:LETTERS]
    if len(lines) > 1:
        second = lines[1][:LETTERS]
        yield f"{second[: LETTERS - 1]}…" if len(lines) > 2 else second


def _path(parent: Box, child: Box) -> str:
    """A right-angled line from a parent's right edge to a child's left edge."""
    turn = parent.left + BOX[0] + GAP[0] // 2
    return f"M{parent.left + BOX[0]} {parent.middle}H{turn}V{child.middle}H{child.left}"
