"""A process of its own that keeps one linear programme in HiGHS, with its basis between solves.

HiGHS of the package highspy and OR-Tools cannot be loaded in one process. Requests come as pickles
on standard input, answers go to standard output; when the input ends, as it does when who asks
dies, this process ends at once, solving or not.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any, BinaryIO

import numpy as np

Request = tuple[str, tuple[Any, ...]]


class Kept:
    """The programme: a minimum over columns within bounds and rows within bounds."""

    def __init__(self) -> None:
        import highspy

        self.package = highspy
        self.highs = highspy.Highs()
        for name, value in {"output_flag": False, "threads": 1, "solver": "simplex"}.items():
            self.highs.setOptionValue(name, value)
        self.basis: Any = None

    def rows(self, low: Any, high: Any, start: Any, index: Any, value: Any) -> None:
        """Append rows; entries belong to columns that are there already."""
        self.highs.addRows(len(low), low, high, len(index), start, index, value)

    def columns(self, cost: Any, upper: Any, start: Any, index: Any, value: Any) -> None:
        """Append columns from 0 on; entries belong to rows that are there already."""
        low = np.zeros(len(cost))
        self.highs.addCols(len(cost), cost, low, upper, len(index), start, index, value)

    def bounds(self, columns: Any, low: Any, high: Any) -> None:
        """Change the bounds of columns."""
        self.highs.changeColsBounds(len(columns), columns, low, high)

    def solve(self, seconds: float | None, cutoff: float | None) -> tuple[str, Any]:
        """Solve from the last basis on.

        Gives "best" with values, prices and the minimum; "worse" when the minimum is above the
        cutoff or there is none; "stopped" when time is up or the solver failed.
        """
        endless = self.package.kHighsInf
        until = endless if seconds is None else self.highs.getRunTime() + seconds
        self.highs.setOptionValue("time_limit", until)  # its clock goes on from solve to solve
        self.highs.setOptionValue("objective_bound", endless if cutoff is None else cutoff)
        self.highs.run()
        states = self.package.HighsModelStatus
        state = self.highs.getModelStatus()
        if state in (states.kInfeasible, states.kObjectiveBound):
            return "worse", None
        if state != states.kOptimal:
            return "stopped", None
        found = self.highs.getSolution()
        least = self.highs.getInfo().objective_function_value
        return "best", (np.array(found.col_value), np.array(found.row_dual), least)

    def keep(self) -> None:
        """Keep the basis to come back to."""
        self.basis = self.highs.getBasis()

    def back(self) -> None:
        """Go back to the basis kept; no rows or columns may have come since."""
        self.highs.setBasis(self.basis)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer one request after the other: ("done", result) or ("failed", what was wrong)."""
    waiting: queue.SimpleQueue[Request] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    kept: Kept | None = None
    while True:
        name, arguments = waiting.get()
        try:
            kept = kept or Kept()
            work: Callable[..., Any] = getattr(kept, name)
            answer: tuple[str, Any] = ("done", work(*arguments))
        except Exception as error:
            answer = ("failed", f"{type(error).__name__}: {error}")
        pickle.dump(answer, answers)
        answers.flush()


def _listen(requests: BinaryIO, waiting: queue.SimpleQueue[Request]) -> None:
    """Hand requests on; nobody asks any more when they end."""
    try:
        while True:
            waiting.put(pickle.load(requests))  # noqa: S301 - written by the process that started us
    finally:
        os._exit(0)


def main() -> None:
    """Serve on standard input and output; what the solver prints goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started us decides what Ctrl-C does
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers)
