"""Writes a home's backup: one file, whole or not at all, while the house may go on working."""

from __future__ import annotations

import os
import secrets
import subprocess
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from typing import IO, cast

from canbo.database.archive import DUMP, BackupWriter, Manifest, travelling
from canbo.database.client import Client, program_failure
from canbo.database.environment import external_url
from canbo.database.launcher import running, status
from canbo.database.places import Home, sync_folder
from canbo.database.programs import find_programs
from canbo.database.refusals import plainly
from canbo.database.service import program_environment


def backup(home: Path, *, file: Path, at: datetime, canbo: str, durable: bool = True) -> Manifest:
    """Write the database and the keys of a home into one private file.

    The dump is one consistent moment; others may write meanwhile. An older file of this name is
    replaced only by a complete one. `at` is the moment to note, `canbo` the version of the house,
    `durable` as in `running`.
    Raises DatabaseRefused; `disk_full`, `no_permission` name the file's place.
    """
    place = Home.at(home)
    target = file.absolute()
    with running(home, durable=durable) as url:
        client = Client(find_programs(major=_major(home)), url)
        draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}.draft")
        with plainly(target):
            try:
                manifest = _write(draft, client, place, at=at, canbo=canbo)
                draft.replace(target)
                sync_folder(target.parent)
            finally:
                draft.unlink(missing_ok=True)
    return manifest


def _major(home: Path) -> int | None:
    """Dump with the programs of the home's own server; of a foreign server any may do."""
    return None if external_url() else status(home).version


def _write(draft: Path, client: Client, home: Home, *, at: datetime, canbo: str) -> Manifest:
    schema = client.schema()
    descriptor = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        with zipfile.ZipFile(file, "w") as archive:
            writer = BackupWriter(archive)
            # The head is read before the dump and the keys after it: the database must hold
            # whatever the head points to, and no entry whose key is missing.
            _add_files(writer, home, "journal-head")
            _dump(client, writer, draft)
            _add_files(writer, home, "keys")
            manifest = writer.seal(
                canbo=canbo,
                postgresql=client.programs.version,
                made_at=at.isoformat(),
                schema=schema,
            )
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _add_files(writer: BackupWriter, home: Home, name: str) -> None:
    for member, path in travelling(home.path, name):
        with path.open("rb") as source:
            writer.add(member, source)


def _dump(client: Client, writer: BackupWriter, draft: Path) -> None:
    """Stream the dump into the file; roles and rights are the house's to make, not the dump's."""
    command = client.command("pg_dump", "--format=custom", "--no-owner", "--no-privileges")
    environment = program_environment(client.environment)
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, env=environment) as program,
    ):
        try:
            writer.add(DUMP, cast(IO[bytes], program.stdout))
        except BaseException:
            program.kill()
            raise
        if program.wait() != 0:
            said.seek(0)
            words = said.read().decode("utf-8", errors="replace")
            raise program_failure("backup_failed", words, path=draft)
