"""Processes by number and moment of birth, so that a reused number is never taken for the old.

The launcher must not trust a bare process number: numbers are reused, and a killed process stays
listed as a zombie until its parent collects it. Both are read from `/proc`.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
_TICK = 0.01  # seconds between two looks


@dataclass(frozen=True, slots=True)
class Process:
    """A process: its number, and a text that no other process with this number ever has."""

    pid: int
    birth: str

    @property
    def alive(self) -> bool:
        """Whether this very process still runs."""
        return birth_of(self.pid) == self.birth


def birth_of(pid: int) -> str | None:
    """Return what tells this process from earlier ones of its number; None when it is dead."""
    fields = _stat(pid)
    if fields is None or fields[0] in "ZX":
        return None
    return f"{_boot()}:{fields[19]}"


def alive(pid: int) -> bool:
    """Whether a process of this number runs; a zombie does not."""
    return birth_of(pid) is not None


def command_line(pid: int) -> tuple[str, ...]:
    """Return the words of a process's command line; empty when it is gone."""
    try:
        text = (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return ()
    return tuple(os.fsdecode(word) for word in text.split(b"\0") if word)


def listed() -> list[int]:
    """List the numbers of all processes one can see."""
    return [int(name) for name in os.listdir(PROC) if name.isdigit()]


def own_line() -> set[int]:
    """List this process and its ancestors: nobody ends the branch he sits on."""
    line: set[int] = set()
    pid = os.getpid()
    while pid > 0 and pid not in line:
        line.add(pid)
        fields = _stat(pid)
        pid = int(fields[1]) if fields else 0
    return line


def family(pids: Iterable[int]) -> set[int]:
    """Return these processes and everything they started that still runs."""
    parents = {pid: int(fields[1]) for pid in listed() if (fields := _stat(pid)) is not None}
    found = set(pids)
    grown = True
    while grown:
        children = {pid for pid, parent in parents.items() if parent in found} - found
        found |= children
        grown = bool(children)
    return found


def wait_until(condition: Callable[[], bool], *, seconds: float) -> bool:
    """Wait until the condition holds; False when it does not within the time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(_TICK)
    return True


def send(pids: Iterable[int], number: signal.Signals) -> None:
    """Signal the processes; one that is already gone is no error."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def end(processes: Iterable[Process], *, patience: float) -> None:
    """Ask the processes to end; after `patience` seconds kill them and what they started."""
    asked = [process for process in processes if process.alive]
    mine = own_line()
    relatives = [
        Process(pid, birth)
        for pid in family(process.pid for process in asked) - mine
        if (birth := birth_of(pid)) is not None
    ]
    send((process.pid for process in asked), signal.SIGTERM)
    if wait_until(lambda: not any(one.alive for one in relatives), seconds=patience):
        return
    send((one.pid for one in relatives if one.alive), signal.SIGKILL)
    wait_until(lambda: not any(one.alive for one in relatives), seconds=0.5)


def _stat(pid: int) -> list[str] | None:
    """Return the fields of /proc/PID/stat from the state on (the name may hold any character)."""
    try:
        text = (PROC / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return None
    return text[text.rindex(")") + 2 :].split()


def _boot() -> str:
    try:
        return (PROC / "sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""
