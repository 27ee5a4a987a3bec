"""`canbo serve` and `canbo worker`: the web process and the one that does long work."""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from datetime import date
from types import FrameType

from canbo import database
from canbo.cli.command import DONE, Command, say, write
from canbo.cli.dates import now
from canbo.cli.home import home_path
from canbo.engine.refusal import Refusal

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 8000
_LOOKS_EVERY = 0.3  # seconds
_LONG_ENOUGH = 30.0  # seconds after which a process that ends had come up
_MOST_QUICK_ENDS = 3  # starts in a row that come to nothing before the site is given up
_SLOW_START, _LONGEST_START = 20.0, 600.0


class PortTaken(Refusal):
    """Another program listens where the site should."""

    def __init__(self, port: int) -> None:
        super().__init__("port_taken", {"port": port})


class NotServing(Refusal):
    """A process of the site ends again and again, or the web process never answers."""

    def __init__(self, port: int) -> None:
        super().__init__("not_serving", {"port": port})


def serve(
    *,
    port: int,
    ready: Callable[[str], None],
    as_of: date | None = None,
    figures_from: date | None = None,
) -> int:
    """Serve the office on loopback, with one worker beside it, until it is told to stop.

    `as_of` pins the day of the pages, `figures_from` the first day of the figures (the demo).
    `ready` gets the address once it answers.
    Either process that ends is started again. Raises PortTaken before anything starts, NotServing
    when one ends again and again, or when the web process does not come up.
    """
    _refuse_taken(port)
    environment = dict(os.environ)
    if as_of is not None:
        environment["CANBO_AS_OF"] = as_of.isoformat()
    if figures_from is not None:
        environment["CANBO_FROM"] = figures_from.isoformat()
    kept: list[_Kept] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        for name, command in (("web", _web_command(port)), ("worker", _worker_command())):
            kept.append(_Kept(name, command, environment))
        _wait_until_up(port, kept)
        ready(f"http://{LOOPBACK}:{port}/")
        while True:
            _keep_up(port, kept)
            time.sleep(_LOOKS_EVERY)
    except KeyboardInterrupt:
        say("Đang dừng …")
        return DONE
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # an impatient second Ctrl-C leaves no orphan
        _end([one.process for one in kept])
        for one in kept:
            one.forget()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            raise PortTaken(port) from error


def _web_command(port: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "canbo.config.wsgi:application",
        "--bind", f"{LOOPBACK}:{port}", "--workers", "1", "--threads", "4",
        "--timeout", "120", "--graceful-timeout", "5", "--log-level", "warning",
        "--no-control-socket",
    ]  # fmt: skip


def _worker_command() -> list[str]:
    return [sys.executable, "-m", "canbo.cli", "worker"]


class _Kept:
    """A process of the site, started again whenever it ends by itself.

    It is recorded, so that `canbo stop` ends it though the process that started it was killed.
    """

    def __init__(self, name: str, command: Sequence[str], environment: dict[str, str]) -> None:
        self._name = name
        self._command = command
        self._environment = environment
        self._recorded = contextlib.ExitStack()
        self._quick_ends = 0
        self._start()

    def _start(self) -> None:
        # stdout belongs to this command's own result
        self.process = subprocess.Popen(
            self._command, env=self._environment, stdout=sys.stderr.fileno()
        )
        self._recorded.enter_context(
            database.recorded(home_path(), name=self._name, pid=self.process.pid)
        )
        self._since = time.monotonic()

    def keep_up(self) -> bool:
        """Start the process again if it ended; False when it ends again and again."""
        code = self.process.poll()
        if code is None:
            return True
        self.forget()
        is_quick = time.monotonic() - self._since < _LONG_ENOUGH
        self._quick_ends = self._quick_ends + 1 if is_quick else 1
        if self._quick_ends > _MOST_QUICK_ENDS:
            return False
        say(f"Tiến trình {self._name} đã dừng (mã {code}); đang mở lại …")
        self._start()
        return True

    def forget(self) -> None:
        """Take the process off the record of those that work for the home."""
        self._recorded.close()


def _keep_up(port: int, kept: Sequence[_Kept]) -> None:
    if not all(one.keep_up() for one in kept):
        raise NotServing(port)


def _wait_until_up(port: int, kept: Sequence[_Kept]) -> None:
    """Wait for the site's first answer: a busy machine may need minutes to start a process."""
    begun, is_told = time.monotonic(), False
    while (waited := time.monotonic() - begun) < _LONGEST_START:
        _keep_up(port, kept)
        try:
            urllib.request.urlopen(f"http://{LOOPBACK}:{port}/song/", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        if waited > _SLOW_START and not is_told:
            say("Máy đang bận nên trang mở chậm; vẫn đang chờ …")
            is_told = True
    raise NotServing(port)


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=6)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def port_number(text: str) -> int:
    """Read a port from the command line."""
    port = int(text)
    if not 1 <= port <= 65535:
        raise ValueError(text)
    return port


def _serve_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=port_number, default=DEFAULT_PORT, metavar="N",
                        help=f"cổng trên máy này (mặc định {DEFAULT_PORT})")  # fmt: skip


def _run_serve(arguments: argparse.Namespace) -> int:
    return serve(port=arguments.port, ready=lambda address: write(f"canbo phục vụ tại {address}"))


def _worker_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def _run_worker(arguments: argparse.Namespace) -> int:
    del arguments
    from django.core.management import call_command

    from canbo.records.operations import drafts

    drafts.take_up_lost(now())  # what a worker that died had left
    drafts.clear_old(now())
    call_command("procrastinate", "worker", "--delete-jobs", "successful", verbosity=0)
    return DONE


COMMANDS = (
    Command("serve", "Mở trang của văn phòng trên máy này, kèm một tiến trình làm việc dài.",
            _serve_arguments, _run_serve),
    Command("worker", "Chạy tiến trình làm việc dài (đọc tệp, lập kế hoạch …).",
            _worker_arguments, _run_worker),
)  # fmt: skip
