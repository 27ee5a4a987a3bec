"""Many writers, and writers that die: the journal stays one chain."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from canbo.journal import access, operations
from canbo.journal.head import read_head

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2011, 7, 31, 12, tzinfo=UTC)

ENDLESS_WRITER = """
import sys
import django
django.setup()
from datetime import UTC, datetime
from django.db import transaction
from canbo.journal.operations import write_entry
while True:
    with transaction.atomic():
        entry = write_entry(actor_id="w", actor_name="Mai", action="batch.stored",
                            at=datetime(2011, 7, 31, tzinfo=UTC), subject="batch:1", data={})
    print(entry.seq, flush=True)
"""


class Undone(Exception):
    """Rolls a transaction back."""


def write(worker: int, turn: int) -> None:
    with transaction.atomic():
        operations.write_entry(
            actor_id=str(worker), actor_name="Hạnh", action="batch.stored", at=NOON,
            subject=f"batch:{turn}", data={"turn": turn},
        )  # fmt: skip
        if turn % 4 == 3:
            raise Undone


def work(worker: int) -> int:
    kept = 0
    for turn in range(20):
        try:
            write(worker, turn)
            kept += 1
        except Undone:
            pass
    connection.close()
    return kept


def test_writers_at_once_make_one_chain_without_gaps(home):
    with ThreadPoolExecutor(4) as pool:
        kept = sum(pool.map(work, range(4)))
    assert kept == 60
    assert [entry.seq for entry in access.entries(limit=100)] == list(range(60, 0, -1))
    result = operations.verify()
    assert result.findings == ()
    assert result.head.seq == 60


def test_killed_writers_leave_a_sound_journal(home):
    acknowledged = 0
    for _ in range(3):
        acknowledged = max(acknowledged, killed_writer(home, entries=15))
    last = access.last_seq()
    assert last >= acknowledged >= 45
    assert read_head(home).seq <= last
    assert operations.verify().findings == ()
    write(1, 0)
    assert read_head(home).seq == last + 1


def killed_writer(home, *, entries: int) -> int:
    """Run a writer, kill it after some entries; give the last number it told of."""
    place = connection.settings_dict
    url = f"postgresql://{place['USER']}@/{place['NAME']}?host={place['HOST']}"
    process = subprocess.Popen(
        [sys.executable, "-c", ENDLESS_WRITER],
        env=os.environ | {"CANBO_DATABASE_URL": url, "CANBO_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
    )
    told = [int(process.stdout.readline()) for _ in range(entries)]
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read().splitlines()
    process.stdout.close()
    process.wait()
    return max([*told, *(int(line) for line in rest if line)])
