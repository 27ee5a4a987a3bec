"""An import killed fifty times while it stores: nothing is half stored, and the journal holds."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.mess.layout import Hand, compose
from tests.mess.page import write_xlsx
from tests.mess.truth import invent

ROOT = Path(__file__).resolve().parents[2]
KILLS, PEOPLE = 50, 600
FACTS = """SELECT (SELECT max(id) FROM records_importbatch), (SELECT count(*) FROM records_person),
    (SELECT count(*) FROM records_particular), (SELECT count(*) FROM records_tenure),
    (SELECT count(*) FROM records_attainment), (SELECT count(*) FROM journal_entry)"""
STORE = """
import sys
from pathlib import Path
from canbo.cli.home import inside_home
with inside_home():
    from django.utils import timezone
    from canbo.accounts.access import local_operator
    from canbo.exchange.workbooks import Vocabulary, read_workbook
    from canbo.law import load
    from canbo.law.vocabulary import load_vocabulary
    from canbo.records.operations import import_workbook
    vocabulary = Vocabulary.from_data(load_vocabulary())
    reading, law = read_workbook(Path(sys.argv[1]), vocabulary=vocabulary), load()
    print("storing", flush=True)
    import_workbook(reading=reading, actor=local_operator(), at=timezone.now(), law=law)
    print("stored", flush=True)
"""

pytestmark = pytest.mark.soak


def canbo(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "canbo.cli", *arguments], env=environment, cwd=ROOT, check=False,
        capture_output=True, text=True,
    )  # fmt: skip


def counted(environment: dict[str, str]) -> str:
    """How much is stored, as the database says."""
    program = (
        "from canbo.cli.home import inside_home\n"
        "with inside_home():\n"
        "    from django.db import connection\n"
        "    with connection.cursor() as cursor:\n"
        f"        cursor.execute('''{FACTS}''')\n"
        "        print(cursor.fetchone())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=ROOT, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    return done.stdout.strip()


def ended(running: subprocess.Popen[str]) -> int:
    """Wait for an import to end, and close what it spoke through."""
    with running:
        return running.wait(timeout=120)


def store(book: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    """Begin an import; it says "storing" when the file is read."""
    begun = subprocess.Popen(
        [sys.executable, "-c", STORE, str(book)], env=environment, cwd=ROOT, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert begun.stdout is not None
    assert begun.stdout.readline().strip() == "storing"
    return begun


def test_a_killed_import_stores_nothing(tmp_path: Path) -> None:
    environment = {**os.environ, "CANBO_HOME": str(tmp_path / "home")}
    truth = invent(1, size=PEOPLE)
    pages, _ = compose(truth, Hand(random.Random(1)))
    book = tmp_path / "danh sach.xlsx"
    write_xlsx(pages, book)
    assert canbo("init", environment=environment).returncode == 0
    keeper = subprocess.Popen(  # holds the server up, so that a killed import leaves it running
        [sys.executable, "-m", "canbo.cli", "worker"], env=environment, cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        time.sleep(3)
        before = counted(environment)
        whole = store(book, environment)
        began = time.perf_counter()
        assert ended(whole) == 0
        takes = time.perf_counter() - began
        after = counted(environment)
        assert after != before
        undone = canbo("undo-import", "1", environment=environment)
        assert undone.returncode == 0, undone.stderr
        killed, stored, states = 0, 0, set()
        rng, previous = random.Random(2), counted(environment)
        for _ in range(KILLS):
            running = store(book, environment)
            time.sleep(rng.random() * takes)
            running.kill()
            killed += ended(running) < 0
            now = counted(environment)
            if now != previous:  # it had ended in time: whole, so it is taken back again
                stored += 1
                last = canbo("verify", environment=environment)
                assert last.returncode == 0, last.stdout
                number = now.strip("()").split(",")[0]  # of the last; a killed one uses one up
                assert canbo("undo-import", number, environment=environment).returncode == 0
                previous = counted(environment)
            states.add(now)
        print(f"\n{killed} of {KILLS} killed within {takes:.1f} s of storing, {stored} had ended")
        sound = canbo("verify", environment=environment)
        assert sound.returncode == 0, sound.stdout
        assert killed > KILLS // 2
        assert ended(store(book, environment)) == 0
    finally:
        keeper.terminate()
        keeper.wait(timeout=30)
        canbo("stop", environment=environment)
