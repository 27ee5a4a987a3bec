"""Memory of a served office: proportional set size (PSS) of web, worker and PostgreSQL together.

    .venv/bin/python benchmarks/memory.py

Serves the example town, signs in, opens each page five times, has the worker draft a plan, then
adds up the PSS of every process of the site. Goal: under 700 MiB. Linux only (smaps_rollup).
"""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("/can-bo/", "/can-bo/?tim=nguyen", "/so-lieu/", "/so-lieu/fostering_attendances/",
         "/ke-hoach/2012/")  # fmt: skip


class Site:
    """A signed-in visitor."""

    def __init__(self, base: str, username: str, password: str) -> None:
        self.base = base
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self.post("/dang-nhap/", "/dang-nhap/", username=username, password=password)

    def get(self, path: str) -> str:
        with self.opener.open(self.base + path) as answer:
            return answer.read().decode()

    def post(self, form: str, path: str, **fields: str) -> None:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(form))
        assert token
        data = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token[1]})
        self.opener.open(self.base + path, data.encode()).close()


def descendants(pid: int) -> set[int]:
    parents: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = entry.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents[int(entry.parent.name)] = int(after[1])
    found, grown = {pid}, True
    while grown:
        more = {child for child, parent in parents.items() if parent in found} - found
        found |= more
        grown = bool(more)
    return found


def pss(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1])  # type: ignore[index]


def postgres(cluster: Path) -> set[int]:
    return descendants(int((cluster / "postmaster.pid").read_text().splitlines()[0]))


def main() -> None:
    """Print a row a part and their sum."""
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}")
    home = Path(tempfile.mkdtemp(prefix="canbo-bench-"))
    environment = {**os.environ, "CANBO_HOME": str(home)}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "canbo.cli", "demo", "--out", str(home / "out")]
    subprocess.run(
        [*command, "--no-serve"], env=environment, check=True, capture_output=True, cwd=ROOT
    )
    served = subprocess.Popen([*command, "--port", str(port)], env=environment, cwd=ROOT,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        base = f"http://127.0.0.1:{port}"
        wait_for(base)
        password = json.loads((home / "keys" / "demo-accounts.json").read_text())["hanh"]
        site = Site(base, "hanh", password)
        for _ in range(5):
            for page in PAGES:
                site.get(page)
        site.post("/ke-hoach/2012/", "/ke-hoach/2012/lap/")
        time.sleep(8)
        report(served.pid, home)
    finally:
        served.send_signal(signal.SIGINT)
        served.wait(timeout=30)
        subprocess.run([sys.executable, "-m", "canbo.cli", "stop"], env=environment, check=True,
                       capture_output=True)  # fmt: skip


def wait_for(base: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(base + "/song/", timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the site did not come up")


def report(parent: int, home: Path) -> None:
    family = descendants(parent) - {parent}
    cluster = Path((home / "cluster").read_text().splitlines()[0])
    server = postgres(cluster)
    parts: dict[str, int] = {"web": 0, "worker": 0, "PostgreSQL": 0}
    for pid in family | server:
        words = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
        part = "PostgreSQL" if pid in server else "web" if "wsgi" in words else "worker"
        parts[part] += pss(pid)
    for part, kib in parts.items():
        print(f"{part:12} {kib / 1024:8.1f} MiB")
    print(f"{'sum':12} {sum(parts.values()) / 1024:8.1f} MiB   (goal < 700)")


if __name__ == "__main__":
    main()
