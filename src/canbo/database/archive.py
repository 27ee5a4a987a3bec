"""The file of a backup: a zip of the database's dump, the home's keys, the journal's
head and a manifest.

The manifest names every other member with its length and SHA-256, the version of canbo that made
it and the newest migration of each app, so that a restore can tell a damaged or newer file before
it touches anything.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from canbo.database.refusals import DatabaseRefused

FORMAT = "canbo-backup"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"
DUMP = "database.dump"
HOME = "home/"  # below it lie the files of the home that travel
TRAVELS = ("journal-head", "keys")
_PIECE = 1 << 20
_LONGEST_MANIFEST = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Seal:
    """Length and SHA-256 of one member of a backup."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself."""

    canbo: str  # the version that made it
    postgresql: str  # the version of the dumping program
    made_at: str  # ISO 8601, with zone
    schema: Mapping[str, str]  # app → its newest migration
    files: Mapping[str, Seal]


class BackupWriter:
    """Fills a backup member by member; `seal` writes the manifest last."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._seals: dict[str, Seal] = {}

    def add(self, name: str, source: IO[bytes]) -> Seal:
        """Copy a stream into the backup under `name`."""
        digest, length = hashlib.sha256(), 0
        with self._archive.open(_entry(name), "w", force_zip64=True) as target:
            while piece := source.read(_PIECE):
                digest.update(piece)
                length += len(piece)
                target.write(piece)
        self._seals[name] = Seal(length, digest.hexdigest())
        return self._seals[name]

    def seal(
        self, *, canbo: str, postgresql: str, made_at: str, schema: Mapping[str, str]
    ) -> Manifest:
        """Write the manifest over all that was added."""
        manifest = Manifest(canbo, postgresql, made_at, dict(schema), dict(self._seals))
        document = {"format": FORMAT, "version": FORMAT_VERSION, **asdict(manifest)}
        text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
        self._archive.writestr(_entry(MANIFEST), text)
        return manifest


def read_manifest(file: Path) -> Manifest:
    """Read what a backup says about itself; refuses what is no backup of a version we know."""
    with opened(file) as archive:
        return manifest_of(archive, file)


def opened(file: Path) -> zipfile.ZipFile:
    """Open a backup; refuses a missing file and one that is no backup or was cut off."""
    try:
        return zipfile.ZipFile(file)
    except FileNotFoundError:
        raise DatabaseRefused("backup_missing", {"file": str(file)}) from None
    except (zipfile.BadZipFile, IsADirectoryError, EOFError) as error:
        raise _unreadable(file, str(error)) from None


def manifest_of(archive: zipfile.ZipFile, file: Path) -> Manifest:
    """Read the manifest of an open backup and hold its list against the members."""
    try:
        if archive.getinfo(MANIFEST).file_size > _LONGEST_MANIFEST:
            raise _unreadable(file, MANIFEST)
        document = json.loads(archive.read(MANIFEST))
        manifest = _from_document(document)
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise _unreadable(file, f"{MANIFEST}: {error}") from None
    if document["format"] != FORMAT or document["version"] != FORMAT_VERSION:
        raise _unreadable(file, f"{document['format']} {document['version']}")
    _check_members(archive, manifest, file)
    return manifest


def extract(archive: zipfile.ZipFile, manifest: Manifest, *, file: Path, folder: Path) -> None:
    """Write every member below `folder`, private; refuses the first whose checksum is another."""
    for name, seal in manifest.files.items():
        target = folder / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as copy:
            found = _copy_member(archive, name, copy, file)
            copy.flush()
            os.fsync(copy.fileno())
        if found != seal:
            raise DatabaseRefused("backup_damaged", {"file": str(file), "member": name})


def travelling(home: Path, name: str) -> Iterator[tuple[str, Path]]:
    """List a file of the home, or all below a folder of it: plain files only, each with its name
    in the backup."""
    place = home / name
    for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
        if path.is_file() and not path.is_symlink():
            yield HOME + path.relative_to(home).as_posix(), path


def _copy_member(archive: zipfile.ZipFile, name: str, copy: IO[bytes], file: Path) -> Seal:
    digest, length = hashlib.sha256(), 0
    try:
        with archive.open(name) as source:
            while piece := source.read(_PIECE):
                digest.update(piece)
                length += len(piece)
                copy.write(piece)
    except (zipfile.BadZipFile, EOFError, KeyError, NotImplementedError, RuntimeError):
        raise DatabaseRefused("backup_damaged", {"file": str(file), "member": name}) from None
    return Seal(length, digest.hexdigest())


def _from_document(document: Any) -> Manifest:
    files = {
        str(name): Seal(int(seal["bytes"]), str(seal["sha256"]))
        for name, seal in document["files"].items()
    }
    schema = {str(app): str(name) for app, name in document["schema"].items()}
    made_by = str(document["canbo"]), str(document["postgresql"]), str(document["made_at"])
    return Manifest(*made_by, schema, files)


def _check_members(archive: zipfile.ZipFile, manifest: Manifest, file: Path) -> None:
    names = archive.namelist()
    listed = {*manifest.files, MANIFEST}
    odd = sorted(listed.symmetric_difference(names)) or sorted(
        name for name in manifest.files if not _proper(name)
    )
    if odd or len(names) != len(listed) or DUMP not in listed:
        member = odd[0] if odd else DUMP
        raise DatabaseRefused("backup_damaged", {"file": str(file), "member": member})


def _proper(name: str) -> bool:
    """A member is the dump, or one of the home's travelling files without a way out of it."""
    parts = PurePosixPath(name).parts
    if "\\" in name or ".." in parts or str(PurePosixPath(name)) != name:
        return False
    return name == DUMP or (len(parts) > 1 and parts[0] + "/" == HOME and parts[1] in TRAVELS)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)  # its date is fixed: the moment stands in the manifest
    entry.external_attr = 0o600 << 16
    return entry


def _unreadable(file: Path, detail: str) -> DatabaseRefused:
    return DatabaseRefused("backup_unreadable", {"file": str(file), "detail": detail})
