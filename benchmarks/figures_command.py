"""Times the whole command `canbo figures` on a home, with the server's start and stop.

    python benchmarks/figures_command.py [HOME]

Without HOME an empty home is made in a temporary folder first and taken away afterwards. Beside
it stands a command that only prints the settings: what Python, Django and the database cost.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPEATS = 5
CANBO = Path(sys.executable).with_name("canbo")
COMMANDS = {
    "canbo figures": ["figures"],
    "canbo figures --rows --json": ["figures", "--rows", "--json"],
    "canbo check --json": ["check", "--json"],
    "canbo manage diffsettings (start and stop)": ["manage", "diffsettings"],
}


def timed(words: list[str], home: str) -> float:
    environment = {**os.environ, "CANBO_HOME": home}
    times = []
    for _ in range(REPEATS):
        before = time.perf_counter()
        subprocess.run([CANBO, *words], env=environment, check=True, capture_output=True)
        times.append(time.perf_counter() - before)
    return statistics.median(times)


def measure(home: str) -> None:
    print(f"{os.cpu_count()} CPU, load {os.getloadavg()[0]:.1f}; median of {REPEATS}")
    for name, words in COMMANDS.items():
        print(f"{name:<46}{timed(words, home):7.2f} s")


def main() -> None:
    if len(sys.argv) > 1:
        measure(sys.argv[1])
        return
    with tempfile.TemporaryDirectory(prefix="canbo-bench-") as home:
        environment = {**os.environ, "CANBO_HOME": home}
        subprocess.run([CANBO, "init"], env=environment, check=True, capture_output=True)
        cluster = Path(home, "cluster").read_text(encoding="utf-8").splitlines()[0]
        try:
            measure(home)
        finally:
            shutil.rmtree(cluster, ignore_errors=True)


if __name__ == "__main__":
    main()
