"""Wall time of whole commands, each with the start and stop of its server. Median of 5.

    .venv/bin/python benchmarks/commands.py [--runs N]

Goals: `init` < 15 s; import of the example town's workbooks (about 20 files, 6,000 cells) < 12 s;
`figures` < 4 s; `demo --no-serve` into an empty home < 35 s; a second `demo` until the page is
served < 20 s.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CANBO = [sys.executable, "-m", "canbo.cli"]
WORKBOOKS = sorted((ROOT / "examples" / "sam-son" / "workbooks").glob("*.xls*"))


def run(home: Path, *words: str) -> float:
    """Run one command in a home; seconds of wall time."""
    began = time.perf_counter()
    subprocess.run(
        [*CANBO, *words], env={**os.environ, "CANBO_HOME": str(home)}, check=True, cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return time.perf_counter() - began


def end(home: Path) -> None:
    """Stop whatever runs in a home and remove it, its cluster included."""
    run(home, "stop")
    cluster = home / "cluster"
    if cluster.is_file():
        shutil.rmtree(cluster.read_text(encoding="utf-8").splitlines()[0], ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)


def in_new_home(measure: Callable[[Path], float]) -> float:
    """Measure in a home of its own."""
    home = Path(tempfile.mkdtemp(prefix="canbo-bench-"))
    try:
        return measure(home)
    finally:
        end(home)


def measure_init(home: Path) -> float:
    return run(home, "init")


def measure_import(home: Path) -> float:
    run(home, "init")
    return run(home, "import", *map(str, WORKBOOKS))


def measure_figures(home: Path) -> float:
    run(home, "init")
    run(home, "import", *map(str, WORKBOOKS))
    return run(home, "figures", "--as-of", "2011-07-31", "--from", "2006-01-01", "--json")


def measure_demo(home: Path) -> float:
    return run(home, "demo", "--no-serve", "--out", str(home / "out"))


def measure_second_demo(home: Path) -> float:
    run(home, "demo", "--no-serve", "--out", str(home / "out"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    process = subprocess.Popen(
        [*CANBO, "demo", "--port", str(port), "--out", str(home / "out")], cwd=ROOT,
        env={**os.environ, "CANBO_HOME": str(home)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while process.poll() is None:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).close()
                return time.perf_counter() - began
            except OSError:
                time.sleep(0.05)
        raise SystemExit("the demo ended before it served a page")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


MEASURES: tuple[tuple[str, float, Callable[[Path], float]], ...] = (
    ("canbo init (empty home)", 15, measure_init),
    (f"canbo import ({len(WORKBOOKS)} workbooks)", 12, measure_import),
    ("canbo figures", 4, measure_figures),
    ("canbo demo --no-serve (empty home)", 35, measure_demo),
    ("second canbo demo to the served page", 20, measure_second_demo),
)


def main() -> None:
    """Print one row a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f} at the start, {runs} runs each")
    print(f"{'command':42} {'goal s':>7} {'median':>7} {'min':>7} {'max':>7}")
    for label, goal, measure in MEASURES:
        seconds = [in_new_home(measure) for _ in range(runs)]
        middle = statistics.median(seconds)
        print(f"{label:42} {goal:7.0f} {middle:7.2f} {min(seconds):7.2f} {max(seconds):7.2f}",
              flush=True)  # fmt: skip
    print(f"load {os.getloadavg()[0]:.2f} at the end")


if __name__ == "__main__":
    main()
