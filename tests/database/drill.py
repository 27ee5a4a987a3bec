"""What the launcher's tests do in a process of its own: `drill.py COMMAND HOME …`.

It needs the standard library only, so that the system's python3 can run it as a user for whom the
virtual environment is closed. It prints one JSON document; a refusal is {"code", "data"}, exit 1.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from canbo import database
from canbo.database.programs import find_programs
from canbo.database.service import program_environment

AT = datetime(2011, 7, 31, tzinfo=UTC)
DURABLE = os.environ.get("DRILL_DURABLE") == "1"


def sql(url: str, text: str) -> list[str]:
    """Run SQL by psql; a failure becomes a RuntimeError with its words."""
    command = [find_programs().path("psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", url]
    done = subprocess.run(
        command, input=text, capture_output=True, text=True, env=program_environment(), check=False
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return done.stdout.splitlines()


def tell(document: Any) -> None:
    """Print one line of JSON at once."""
    print(json.dumps(document, default=str), flush=True)


def once(home: Path, *queries: str) -> Any:
    """Use the server for one query after the other."""
    with database.running(home, durable=DURABLE) as url:
        rows = [sql(url, query) for query in queries]
        return {"url": url, "rows": rows, "status": asdict(database.status(home))}


def hold(home: Path) -> Any:
    """Use the server until stdin closes."""
    with database.running(home, durable=DURABLE) as url:
        tell({"url": url, "status": asdict(database.status(home))})
        sys.stdin.read()
    return {"ended": True}


def stubborn(home: Path) -> Any:
    """Work for the home and ignore the request to end."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with database.recorded(home, name="web"):
        tell({"pid": os.getpid()})
        time.sleep(60)
    return {}


def start(home: Path) -> Any:
    """Start the server to stay."""
    return {"url": database.start(home, durable=DURABLE)}


def stop(home: Path) -> Any:
    """End everything; tell how long it took."""
    begun = time.monotonic()
    stopped = database.stop(home)
    return {"stopped": stopped, "seconds": time.monotonic() - begun}


def status(home: Path) -> Any:
    """Tell the status."""
    return asdict(database.status(home))


def backup(home: Path, file: str) -> Any:
    """Back up."""
    return asdict(database.backup(home, file=Path(file), at=AT, canbo="1.2.3", durable=DURABLE))


def restore(home: Path, file: str) -> Any:
    """Restore."""
    return asdict(database.restore(Path(file), home, durable=DURABLE))


def narrow(home: Path) -> Any:
    """On a disk too full for a cluster: the refusal, what is left, and success after freeing."""
    ballast = home.parent / "ballast"
    home.mkdir()
    _fill_up_to(ballast, 20_000_000)
    refusal = _refusal(lambda: once(home))
    ballast.unlink()
    places = [home, home / "postgresql", home.parent]
    left = [str(path) for place in places for path in place.glob("*") if path.is_file()]
    left += [str(path) for place in places[1:] for path in place.glob("*/PG_VERSION")]
    again = once(home, "SELECT 1")["rows"]
    return {"refusal": refusal, "left": left, "again": again}


def fill(home: Path) -> Any:
    """Write until the disk is full, then ask for everything that a full disk can refuse."""
    disk = home.parent
    ballast, filler = disk / "ballast", disk / "filler"
    once(home, "CREATE TABLE kept (n bigint PRIMARY KEY, filler text)")
    ballast.write_bytes(b"\0" * 4_000_000)
    written, lost = 0, ""
    with suppress(database.DatabaseRefused), database.running(home, durable=DURABLE) as url:
        try:
            while True:
                sql(url, _rows(written, 500))
                written += 500
        except RuntimeError as error:
            lost = database.explain_loss(home, said=str(error)).code
    _fill_up_to(filler, 0)
    refusals = [_refusal(lambda: once(home))]
    stopped = _refusal(lambda: stop(home))
    filler.unlink()
    ballast.unlink()
    found = once(home, f"SELECT count(*) FROM kept WHERE n < {written}")["rows"][0]
    with database.running(home, durable=DURABLE):
        _fill_up_to(filler, 0)
        refusals.append(_refusal(lambda: backup(home, str(disk / "backup"))))
    drafts = [path.name for path in disk.glob(".*draft")]
    answer = {"written": written, "lost": lost, "refusals": refusals, "stop": stopped}
    return {**answer, "drafts": drafts, "found": found}


def _rows(first: int, count: int) -> str:
    return (
        "INSERT INTO kept SELECT n, repeat(md5(n::text), 40)"
        f" FROM generate_series({first}, {first + count - 1}) AS n"
    )


def _fill_up_to(path: Path, leave: int) -> None:
    """Fill the disk with one file until `leave` bytes are free."""
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while leave == 0 or shutil.disk_usage(path.parent).free > leave:
            file.write(b"\0" * 4096)


def _refusal(act: Callable[[], Any]) -> str | None:
    try:
        act()
    except database.DatabaseRefused as refusal:
        return refusal.code
    return None


def main(words: list[str]) -> int:
    """Run one command."""
    chosen = {
        act.__name__: act
        for act in (once, hold, stubborn, start, stop, status, backup, restore, narrow, fill)
    }
    try:
        tell(chosen[words[0]](Path(words[1]), *words[2:]))
    except database.DatabaseRefused as refusal:
        tell({"code": refusal.code, "data": refusal.data})
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
