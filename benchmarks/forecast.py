"""How long `canbo forecast` and its test against the past take for a province's district.

    .venv/bin/python benchmarks/forecast.py [--people N] [--runs N]

A home of 10,000 officials as known in July 2011, with the retirements of the next years recorded
later. Each is the whole command, start and stop of its server included: median of 5 in seconds,
and the most memory that it took by itself, without PostgreSQL.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parent))
from canbo.engine.facts import (
    Evidence,
    Particular,
    ParticularKind,
    Retirement,
    RetirementKind,
    Source,
)
from canbo.engine.timeline import PartialDate, Validity
from officials import Town, home_of_its_own

LATER = datetime(2015, 1, 5, 3, tzinfo=UTC)
SOURCE = Source(Evidence.DECLARED, "benchmark")
SEEN = ("--as-of", "2011-12-31", "--years", "3", "--json")
COMMANDS = {
    "canbo forecast": (*SEEN, "--known-at", "2011-12-31T23:59:59+07:00"),
    "canbo forecast --backtest": (*SEEN, "--backtest", "--to", "2014-12-31"),
}


def retired(town: Town) -> list[Retirement]:
    """Everybody born before 1954 retired at about sixty; half of them is said to the year only."""
    births = [fact for fact in town.facts
              if isinstance(fact, Particular) and fact.kind is ParticularKind.BIRTH]  # fmt: skip
    old = [fact for fact in births if fact.value < "1954"]
    return [
        Retirement(
            id=uuid4(), key=uuid4(), recorded_at=LATER, source=SOURCE, person=fact.person,
            kind=RetirementKind.AGE,
            validity=Validity(begins=PartialDate(2012 + place % 3, place % 2 * 6 or None)),
        )
        for place, fact in enumerate(old)
    ]  # fmt: skip


def fill(people: int) -> None:
    """Store the town, and what was recorded of it later."""
    from canbo.accounts.access import local_operator
    from canbo.records import operations

    town = Town(people)
    town.store()
    operations.record_facts(facts=retired(town), actor=local_operator(), at=LATER)


def run(*words: str) -> tuple[float, float]:
    """Run one command: seconds of wall time, MiB at most."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "canbo.cli", "forecast", *words],
                               stdout=subprocess.DEVNULL)  # fmt: skip
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"canbo forecast {' '.join(words)}: {process.returncode}")
    return time.perf_counter() - began, used.ru_maxrss / 1024


def main() -> None:
    """Print one row a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f} at the start; "
          f"{asked.people:,} officials, {asked.runs} runs each")  # fmt: skip
    print(f"{'command':28}{'median s':>10}{'max s':>8}{'MiB':>7}")
    with home_of_its_own():
        fill(asked.people)
        for name, words in COMMANDS.items():
            taken = [run(*words) for _ in range(asked.runs)]
            walls = [wall for wall, _ in taken]
            print(f"{name:28}{statistics.median(walls):10.2f}{max(walls):8.2f}"
                  f"{max(memory for _, memory in taken):7.0f}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
