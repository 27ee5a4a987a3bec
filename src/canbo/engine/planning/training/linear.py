"""A matrix's relaxation that grows row by row and column by column, solved anew from where it was.

HiGHS keeps it in a process of its own (see `linear_process`): MathOpt's HiGHS takes no basis.
"""

from __future__ import annotations

import pickle
import queue
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from canbo.engine.planning.training.arrays import Flags, Numbers
from canbo.engine.planning.training.matrix import FAR, Floats, Matrix
from canbo.engine.planning.training.solver import Deadline

PROGRAM = (
    "import sys; sys.path[:] = sys.argv[1:]; "
    "from canbo.engine.planning.training.linear_process import main; main()"
)
LOOK = 0.1  # seconds between two looks at the clock
GRACE = 2.0  # seconds that the process may overrun before it is ended


class ProcessLost(Exception):
    """The solver's process died, failed or overran: its programme is gone."""


class Process:
    """The solver's process, from its start to its end."""

    def __init__(self) -> None:
        self.program = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *sys.path],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._answers: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.program.stdout
        try:
            while True:
                answer = pickle.load(self.program.stdout)  # noqa: S301 - our own child's
                self._answers.put(answer)
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self._answers.put(("failed", "the process has ended"))

    def ask(self, deadline: Deadline, name: str, *arguments: Any) -> Any:
        """Ask for a piece of work and wait for its result; raises ProcessLost."""
        try:
            assert self.program.stdin
            pickle.dump((name, arguments), self.program.stdin, protocol=pickle.HIGHEST_PROTOCOL)
            self.program.stdin.flush()
        except (OSError, ValueError) as error:
            self.close()
            raise ProcessLost(str(error)) from error
        over: float | None = None
        while True:
            try:
                kind, result = self._answers.get(timeout=LOOK)
            except queue.Empty:
                now = time.monotonic()
                over = (over or now) if deadline.is_over else None
                if over is None or now - over < GRACE:
                    continue
                kind, result = "failed", "it overran"
            if kind == "done":
                return result
            self.close()
            raise ProcessLost(result)

    def close(self) -> None:
        """End the process and wait until it is gone."""
        if self.program.poll() is None:
            self.program.kill()
        self.program.wait()
        self._reader.join()
        for pipe in (self.program.stdin, self.program.stdout):
            assert pipe
            try:
                pipe.close()
            except OSError:
                continue  # what was still to be sent has nobody to go to


@dataclass(frozen=True)
class Solution:
    """Values of all columns, prices of all rows, and the worth of the relaxed plan."""

    values: Floats
    prices: Floats
    worth: float


class Programme:
    """Some rows and columns of a matrix in the solver's process; they only become more."""

    def __init__(self, matrix: Matrix, worth: Floats, process: Process) -> None:
        self.matrix, self.worth, self.process = matrix, worth, process
        self.row = np.full(matrix.height, -1)  # each row's number there, -1: not there
        self.column = np.full(matrix.width, -1)
        self.low, self.high = np.zeros(matrix.width), matrix.upper.astype(float)

    def add(self, rows: Flags, columns: Flags, deadline: Deadline) -> None:
        """Bring rows and columns in; those that are there already stay as they are."""
        new_columns, new_rows = columns & (self.column < 0), rows & (self.row < 0)
        if new_columns.any():
            there = self.row >= 0
            row, column, factor = self.matrix.entries(there, new_columns)
            self.column[new_columns] = np.arange(new_columns.sum()) + (self.column.max() + 1)
            first = int(self.column[new_columns].min())
            entries = _packed(self.column[column] - first, self.row[row], factor, new_columns)
            worth, high = -self.worth[new_columns], self.high[new_columns]
            self.process.ask(deadline, "columns", worth, high, *entries)
        if new_rows.any():
            row, column, factor = self.matrix.entries(new_rows, self.column >= 0)
            self.row[new_rows] = np.arange(new_rows.sum()) + (self.row.max() + 1)
            first = int(self.row[new_rows].min())
            entries = _packed(self.row[row] - first, self.column[column], factor, new_rows)
            low = np.where(self.matrix.low <= -FAR, -np.inf, self.matrix.low)[new_rows]
            high = np.where(self.matrix.high >= FAR, np.inf, self.matrix.high)[new_rows]
            self.process.ask(deadline, "rows", low, high, *entries)

    def bind(self, columns: Numbers, low: Floats, high: Floats, deadline: Deadline) -> None:
        """Change the bounds of columns that are there."""
        self.low[columns], self.high[columns] = low, high
        if len(columns):
            numbers = self.column[columns].astype(np.int32)
            self.process.ask(deadline, "bounds", numbers, low.astype(float), high.astype(float))

    def solve(
        self, deadline: Deadline, at_least: float | None = None
    ) -> tuple[str, Solution | None]:
        """Solve from the last basis on.

        Gives "best" and the solution; "worse" when no plan is worth `at_least`; "stopped".
        """
        cutoff = None if at_least is None else -at_least
        state, found = self.process.ask(deadline, "solve", deadline.left, cutoff)
        if found is None:
            return state, None
        values, prices, least = found
        solution = Solution(_spread(self.column, values), -_spread(self.row, prices), -least)
        return state, solution

    def keep(self, deadline: Deadline) -> None:
        """Keep the basis to come back to."""
        self.process.ask(deadline, "keep")

    def back(self, deadline: Deadline) -> None:
        """Go back to the basis kept; nothing may have been brought in since."""
        self.process.ask(deadline, "back")


def _packed(line: Numbers, place: Numbers, factor: Numbers, lines: Flags) -> tuple[Any, ...]:
    """Pack entries line by line: where each line starts, the places, the factors."""
    order = np.lexsort((place, line))
    start = np.searchsorted(line[order], np.arange(int(lines.sum())))
    return (
        start.astype(np.int32),
        place[order].astype(np.int32),
        factor[order].astype(float),
    )


def _spread(number: Numbers, found: Floats) -> Floats:
    """Give what was found by the numbers there as an array of all."""
    return np.where(number >= 0, found[number], 0.0)
