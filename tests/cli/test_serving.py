"""`canbo serve` under load: what ends is started again, a slow start is waited for."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from canbo.cli import serve
from canbo.cli.serve import NotServing

STAYS = "import time; time.sleep(60)"
ENDS = "raise SystemExit(3)"
ANSWERS = """
import http.server, sys, time
class Here(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *_): pass
time.sleep(float(sys.argv[2]))
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Here).serve_forever()
"""
Keep = Callable[..., "serve._Kept"]


@pytest.fixture
def keep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Keep]:
    """Start a process of Python that is kept up until the test ends."""
    monkeypatch.setenv("CANBO_HOME", str(tmp_path))
    kept: list[serve._Kept] = []

    def start(code: str, *arguments: str) -> serve._Kept:
        command = [sys.executable, "-c", code, *arguments]
        kept.append(serve._Kept("worker", command, dict(os.environ)))
        return kept[-1]

    yield start
    serve._end([one.process for one in kept])
    for one in kept:
        one.forget()


def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_process_that_was_killed_is_started_again(keep: Keep, tmp_path: Path, capfd) -> None:
    one = keep(STAYS)
    first = one.process.pid
    assert one.keep_up()
    assert one.process.pid == first
    os.kill(first, signal.SIGKILL)
    one.process.wait(timeout=10)
    assert one.keep_up()
    assert one.process.pid != first
    assert one.process.poll() is None
    recorded = [path.name for path in (tmp_path / "run").glob("worker-*.pid")]
    assert len(recorded) == 1  # the dead one is taken off the record
    assert recorded[0].startswith(f"worker-{one.process.pid}-")
    assert "đã dừng (mã -9); đang mở lại" in capfd.readouterr().err


def test_what_ends_again_and_again_is_given_up(keep: Keep) -> None:
    one, starts = keep(ENDS), 1
    one.process.wait(timeout=10)
    while one.keep_up():
        starts += 1
        one.process.wait(timeout=10)
    assert starts == 1 + serve._MOST_QUICK_ENDS


def test_ends_far_apart_are_each_mended(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "_LONG_ENOUGH", 0.0)
    one = keep(ENDS)
    for _ in range(3 * serve._MOST_QUICK_ENDS):
        one.process.wait(timeout=10)
        assert one.keep_up()


def test_a_slow_start_is_waited_for_and_said(
    keep: Keep, monkeypatch: pytest.MonkeyPatch, capfd
) -> None:
    monkeypatch.setattr(serve, "_SLOW_START", 0.2)
    free = port()
    serve._wait_until_up(free, [keep(ANSWERS, str(free), "1.5")])
    assert capfd.readouterr().err.count("vẫn đang chờ") == 1


@pytest.mark.parametrize("code", [ENDS, STAYS], ids=["ends", "never answers"])
def test_a_site_that_does_not_come_up_is_refused(
    keep: Keep, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setattr(serve, "_LONGEST_START", 20.0 if code == ENDS else 1.0)
    begun = time.monotonic()
    with pytest.raises(NotServing):
        serve._wait_until_up(port(), [keep(code)])
    assert time.monotonic() - begun < 20
