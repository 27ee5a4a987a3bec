"""What is wrong in a file of units: file, line, what was found, what is expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MOST = 200  # beyond, the file is another kind of file, not one with mistakes


@dataclass(frozen=True, slots=True)
class LineProblem:
    """One mistake; `line` 0 is the file as a whole; of a workbook its sheet and cell ("E7")."""

    file: str
    line: int
    code: str
    found: str = ""
    expected: str = ""
    sheet: str = ""
    cell: str = ""


class UnitFileRefused(Exception):
    """Files that cannot be taken, with everything that is wrong in them."""

    def __init__(self, problems: Iterable[LineProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")
