"""How long `canbo plan training` takes for a town: 300 people, 30 units, 40 classes.

Runs the whole command, start of Python included, five times on each problem and prints medians.
Usage: python benchmarks/plan_training.py [--seeds 1 2 3] [--runs 5]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.training_instances import Size, draw_problem
from canbo.exchange.tables import write_problem

GOAL_SECONDS = 10.0
COMMAND = "import sys; from canbo.cli import main; sys.exit(main())"


def run_command(*arguments: str) -> tuple[float, int]:
    """Run canbo in a process of its own; wall seconds and exit code."""
    started = time.perf_counter()
    command = [sys.executable, "-c", COMMAND, *arguments]
    done = subprocess.run(command, check=False, capture_output=True)
    return time.perf_counter() - started, done.returncode


def measure(folder: Path, years: int, seed: int, runs: int) -> dict[str, Any]:
    """Measure one problem; the plan of the last run is verified."""
    data, out = folder / "in", folder / "out"
    problem = draw_problem(Size(years=years), seed=seed)
    write_problem(data, problem)
    wanted = ("plan", "training", "--data", str(data), "--out", str(out))
    walls = [run_command(*wanted)[0] for _ in range(runs)]
    verified = run_command("verify-plan", "training", "--data", str(data), "--plan", str(out))
    run = json.loads((out / "run.json").read_text())
    return {
        "years": years, "seed": seed, "options": len(problem.options), "status": run["status"],
        "objective": run["objective"], "gap": run["gap"], "solve": run["seconds"]["solve"],
        "median": statistics.median(walls), "worst": max(walls),
        "memory": run["peak_memory_mib"], "verified": verified[1] == 0,
    }  # fmt: skip


def main() -> int:
    """Print the table; exit 1 when a plan is unproven, wrong, or slower than the goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {load}, {platform.python_version()}")
    print(
        "years seed options status     objective    gap  solve s  median s  worst s  MiB  verified"
    )
    missed = False
    for years in (1, 3):
        for seed in chosen.seeds:
            with tempfile.TemporaryDirectory() as folder:
                row = measure(Path(folder), years, seed, chosen.runs)
            print(
                f"{row['years']:5} {row['seed']:4} {row['options']:7} {row['status']:10} "
                f"{row['objective']:9} {row['gap']:6.4f} {row['solve']:8.2f} {row['median']:9.2f} "
                f"{row['worst']:8.2f} {row['memory']:4} {row['verified']!s:>6}",
                flush=True,
            )
            proven = row["status"] == "optimal" and row["verified"]
            missed |= not proven or row["median"] > GOAL_SECONDS
    print(f"goal: proven, median of the whole command at most {GOAL_SECONDS:.0f} s:", not missed)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
