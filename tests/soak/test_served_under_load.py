"""A served office under load: twenty people for a minute, reading, and asking for new drafts."""

from __future__ import annotations

import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
from pathlib import Path

import pytest

from benchmarks.memory import Site, wait_for

ROOT = Path(__file__).resolve().parents[2]
USERS, SECONDS = 20, 60
PAGES = (
    "/can-bo/", "/can-bo/?tim=nguyen+van", "/can-bo/?don_vi=14836", "/so-lieu/",
    "/so-lieu/fostering_attendances/?trang=3", "/ke-hoach/2012/",
)  # fmt: skip

pytestmark = pytest.mark.soak


def test_twenty_people_for_a_minute(tmp_path: Path) -> None:
    environment = {**os.environ, "CANBO_HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "canbo.cli", "demo", "--out", str(tmp_path / "out")]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    subprocess.run(
        [*command, "--no-serve"], env=environment, check=True, capture_output=True, cwd=ROOT
    )
    served = subprocess.Popen([*command, "--port", str(port)], env=environment, cwd=ROOT,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        base = f"http://127.0.0.1:{port}"
        wait_for(base)
        passwords = json.loads((tmp_path / "home" / "keys" / "demo-accounts.json").read_text())
        times, errors = visit(base, passwords)
    finally:
        served.send_signal(signal.SIGINT)
        served.wait(timeout=30)
    sound = subprocess.run(
        [sys.executable, "-m", "canbo.cli", "verify"], env=environment, check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    middle, slowest = statistics.median(times) * 1000, max(times) * 1000
    print(f"{len(times)} pages by {USERS} people in {SECONDS} s: "
          f"median {middle:.0f} ms, slowest {slowest:.0f} ms")  # fmt: skip
    assert errors == []
    assert sound.returncode == 0, sound.stdout


def visit(base: str, passwords: dict[str, str]) -> tuple[list[float], list[str]]:
    """Let everybody click for a while; seconds of each page, and whatever went wrong."""
    times: list[float] = []
    errors: list[str] = []
    until = time.monotonic() + SECONDS

    def person(number: int) -> None:
        name = ("hanh", "thang", "thanhtra")[number % 3]
        try:
            site = Site(base, name, passwords[name])
            while time.monotonic() < until:
                page = PAGES[(number + len(times)) % len(PAGES)]
                began = time.monotonic()
                site.get(page)
                times.append(time.monotonic() - began)
                if name == "hanh" and len(times) % 97 == 0:
                    site.post("/ke-hoach/2012/", "/ke-hoach/2012/lap/")
                time.sleep(0.5)
        except (OSError, urllib.error.HTTPError, AssertionError) as error:
            errors.append(f"{name}: {error!r}")

    people = [threading.Thread(target=person, args=(number,)) for number in range(USERS)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return times, errors
