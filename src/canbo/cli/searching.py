"""A long search on the command line: its bar on stderr, and Ctrl-C that keeps the best so far."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from canbo.cli.command import say
from canbo.engine.vietnamese import write_decimal, write_number

if TYPE_CHECKING:
    from canbo.engine.planning.training.solver import Control, Progress

WIDTH = 24  # letters of the bar
OFTEN = {True: 0.2, False: 1.0}  # seconds between two lines, on a terminal or into a file


def line_of(progress: Progress) -> str:
    """Say how far a search is: a bar of the plan's worth against its bound, and the numbers."""
    spent = f"{write_decimal(round(progress.seconds, 1)):>6} giây"
    bound = write_number(progress.bound)
    if progress.objective is None or progress.gap is None:
        return f"  [{'·' * WIDTH}] {spent}: chưa có kế hoạch, chặn trên {bound}"
    full = min(WIDTH, int(WIDTH * (1 - min(1.0, progress.gap))))
    bar = "█" * full + "·" * (WIDTH - full)
    gap = write_decimal(round(progress.gap * 100, 2))
    return (
        f"  [{bar}] {spent}: kế hoạch {write_number(progress.objective)}, chặn trên {bound},"
        f" còn cách {gap}%"
    )


class Bar:
    """Shows a search: one line that is written over on a terminal, a line a second elsewhere."""

    def __init__(self) -> None:
        self._is_terminal = sys.stderr.isatty()
        self._said = time.monotonic()
        self._is_open = False

    def __call__(self, progress: Progress) -> None:
        """Show this moment of the search, unless one was shown just before."""
        if time.monotonic() - self._said < OFTEN[self._is_terminal]:
            return
        self._said = time.monotonic()
        line = line_of(progress)
        if self._is_terminal:
            sys.stderr.write(f"\r\x1b[2K{line}")
            sys.stderr.flush()
            self._is_open = True
        else:
            say(line)

    def end(self) -> None:
        """Leave the line."""
        if self._is_open:
            sys.stderr.write("\n")
            self._is_open = False


@contextmanager
def stopping_on_interrupt(control: Control) -> Iterator[None]:
    """Let the first Ctrl-C end the search and keep its best plan; the second ends the command."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        if control.is_stopped:
            raise KeyboardInterrupt
        control.stop()
        say("\n  Đang dừng, giữ kế hoạch tốt nhất đến lúc này. Ctrl-C lần nữa để bỏ hẳn.")

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
