"""Loads the law: all files of its folders, strictly; every problem of every file is shown at once.

A law folder has a folder for each kind (`kinds.py`), each with *.yaml files. Over the shipped law
lies the folder of the home, `CANBO_HOME/law`, with what a province or the office itself has set, in
the same form (`layers.py`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from canbo.engine.law import Law
from canbo.law.conflicts import report_conflicts
from canbo.law.kinds import KINDS, Kind
from canbo.law.layers import Layers, lay_over
from canbo.law.strict import LawInvalid, LawProblem, Place, open_content, open_yaml

SHIPPED = Path(__file__).parent / "vn"
Stamp = tuple[tuple[str, int, int], ...]
_FOLDERS = frozenset(kind.folder for kind in KINDS)

_own_folders: list[Callable[[], Path]] = []  # laid over the shipped law in this process


@dataclass(frozen=True, slots=True)
class LawFile:
    """One opened file and the kind it is read as."""

    kind: Kind
    top: Place


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of files found in order: number of files and of items of each list."""

    files: int
    items: dict[str, int]


def use_overlay(folder: Callable[[], Path] | None) -> None:
    """Let `load()` lay the folder over the shipped law that this tells at each call; None: none."""
    _own_folders[:] = [folder] if folder is not None else []


def load(folder: Path | None = None) -> Law:
    """Load the law of a folder; without one the shipped law with the home's own laid over it.

    The same value until a file of the home changes. Raises LawInvalid with every problem of every
    file: file, line, code, found, expected.
    """
    if folder is not None:
        return _law(_read_folder(folder, Layers(), within=folder), folder)
    return _laid_over(_stamped(_own()))


def load_with(*folders: Path) -> Law:
    """Load the law of this process with further folders laid over it in turn, as a draft law is.

    Raises LawInvalid with every problem of the first folder that has any.
    """
    return _laid_over(_stamped([*_own(), *folders]))


def load_draft(path: Path) -> Law:
    """Load the law of this process with a draft laid over it: a law folder, or one file.

    Raises LawInvalid with every problem.
    """
    if path.is_dir():
        return load_with(path)
    if not path.is_file():
        raise LawInvalid([_no_file(path)])
    return draft_of(path.read_bytes(), name=str(path))


def draft_of(content: bytes, *, name: str) -> Law:
    """Lay the content of one draft file over the law of this process, which stays as it is.

    It may hold several lists, each under its key: texts, standards, equivalences, … A rule that it
    changes stands `instead_of` the one in force. Raises LawInvalid with every problem.
    """
    problems: list[LawProblem] = []
    top = open_content(content, name=name, problems=problems)
    files = _lists_of(top) if top is not None else []
    own = _stamped(_own())
    layers = _read(files, _layers(own).below()) if files else Layers()
    if problems:
        raise LawInvalid(problems)
    law = _law(layers, SHIPPED, *(folder for folder, _ in own))
    whole = hashlib.sha256(law.version.encode() + content)
    return replace(law, version=whole.hexdigest()[:12])


def _lists_of(top: Place) -> list[LawFile]:
    """Each list of a file as if it stood in a file of its own."""
    kinds = {kind.list_key: kind for kind in KINDS}
    lists = top.mapping(optional=tuple(kinds)).found
    if not lists:
        top.report("missing_key", found=top.written, expected=", ".join(kinds))
    return [LawFile(kinds[key], top.only(key)) for key in lists if key in kinds]


def stamp_of(folder: Path) -> Stamp:
    """What changes when a file of a law folder does: name, time of change, size.

    Asked at every `load()`, hence plain system calls: paths would take ten times as long.
    """
    if not os.path.isdir(folder):
        return ()
    folders = [
        entry.path for entry in os.scandir(folder) if entry.name in _FOLDERS and entry.is_dir()
    ]
    files = [(entry.path, entry.stat()) for path in sorted(folders) for entry in os.scandir(path)]
    return tuple(sorted((path, stat.st_mtime_ns, stat.st_size) for path, stat in files))


def _own() -> list[Path]:
    return [folder() for folder in _own_folders]


def _stamped(folders: Sequence[Path]) -> tuple[tuple[Path, Stamp], ...]:
    """The folders that hold any file, with what changes when a file does."""
    return tuple((folder, stamp) for folder in folders if (stamp := stamp_of(folder)))


@cache
def _shipped() -> Layers:
    return _read_folder(SHIPPED, Layers(), within=SHIPPED)


@lru_cache(maxsize=4)
def _laid_over(folders: tuple[tuple[Path, Stamp], ...]) -> Law:
    return _law(_layers(folders), SHIPPED, *(folder for folder, _ in folders))


def _layers(folders: tuple[tuple[Path, Stamp], ...]) -> Layers:
    layers = _shipped()
    for folder, _ in folders:
        layers = _read_folder(folder, layers.below(), within=folder.parent)
    return layers


def _read_folder(folder: Path, below: Layers, *, within: Path) -> Layers:
    problems: list[LawProblem] = []
    layers = _read(_open_folder(folder, problems, within=within), below)
    if problems:
        raise LawInvalid(problems)
    return layers


def _read(files: Sequence[LawFile], below: Layers) -> Layers:
    layers = lay_over(below, [(file.kind, file.top) for file in files])
    report_conflicts(layers)
    return layers


def _law(layers: Layers, *folders: Path) -> Law:
    lists: dict[str, Any] = {}
    for kind in KINDS:
        found = layers.registers.of(kind.list_key)
        lists[kind.list_key] = tuple(found.values()) if kind.is_rule else found
    return Law(version=_version(folders), **lists)


def check_files(paths: Sequence[Path]) -> Checked:
    """Check law folders and single files; what they do not hold is taken from the shipped law.

    A lone file of standards is so held against the shipped texts, levels, courses and posts.
    Raises LawInvalid with all problems.
    """
    problems: list[LawProblem] = []
    files = [file for path in paths for file in _open_path(path, problems)]
    present = {file.kind.list_key for file in files}
    layers = _read(files, _without(present))
    if problems:
        raise LawInvalid(problems)
    return _counted(len(files), layers, present)


def check_overlay(folder: Path) -> Checked:
    """Check a folder as it lies over the shipped law; counts what it brings itself.

    Raises LawInvalid with all problems.
    """
    layers = _read_folder(folder, _shipped().below(), within=folder.parent)
    return _counted(len(stamp_of(folder)), layers, {kind.list_key for kind in KINDS})


def _counted(files: int, layers: Layers, present: set[str]) -> Checked:
    keys = [kind.list_key for kind in KINDS if kind.list_key in present]
    return Checked(files, {key: len(layers.registers.of(key)) for key in keys})


def _without(list_keys: set[str]) -> Layers:
    """The shipped registers that rules refer to, without the kinds that are checked."""
    shipped = Layers()
    for kind in KINDS:
        if not kind.is_rule and kind.list_key not in list_keys:
            shipped.registers.of(kind.list_key).update(_shipped().registers.of(kind.list_key))
    return shipped


def _open_path(path: Path, problems: list[LawProblem]) -> list[LawFile]:
    if not path.is_dir():
        return _open_file(path, problems)
    if any((path / kind.folder).is_dir() for kind in KINDS):
        return _open_folder(path, problems, within=path)
    files = sorted(path.glob("*.yaml"))
    if not files:
        _no_files(path, problems)
    return [opened for file in files for opened in _open_file(file, problems)]


def _open_lone(path: Path, problems: list[LawProblem]) -> Place | None:
    """Open one file that was named; None, with its problem, where it is missing or damaged."""
    if not path.is_file():
        problems.append(_no_file(path))
        return None
    return open_yaml(path, name=str(path), problems=problems)


def _no_file(path: Path) -> LawProblem:
    return LawProblem(str(path), 0, "no_files", "", "*.yaml")


def _open_file(path: Path, problems: list[LawProblem]) -> list[LawFile]:
    """Open a lone file: the key of its list says what it is."""
    top = _open_lone(path, problems)
    if top is None:
        return []
    for kind in KINDS:
        if kind.list_key in top.node_keys:
            return [LawFile(kind, top)]
    found = ", ".join(top.node_keys) or top.written
    top.report("unknown_key", found=found, expected=", ".join(kind.list_key for kind in KINDS))
    return []


def _open_folder(folder: Path, problems: list[LawProblem], *, within: Path) -> list[LawFile]:
    files: list[LawFile] = []
    for kind, path in _paths(folder):
        name = str(path.relative_to(within))
        if path.suffix != ".yaml":
            problems.append(LawProblem(name, 0, "unknown_file", path.name, "*.yaml"))
            continue
        top = open_yaml(path, name=name, problems=problems)
        if top is not None:
            files.append(LawFile(kind, top))
    if not files and not problems:
        _no_files(folder, problems)
    return files


def _paths(folder: Path) -> Iterator[tuple[Kind, Path]]:
    """Each file of a law folder with its kind, in the order of reading."""
    for kind in KINDS:
        for path in sorted((folder / kind.folder).glob("*")):
            yield kind, path


def _no_files(folder: Path, problems: list[LawProblem]) -> None:
    expected = ", ".join(f"{kind.folder}/*.yaml" for kind in KINDS)
    problems.append(LawProblem(str(folder), 0, "no_files", "", expected))


def _version(folders: Sequence[Path]) -> str:
    """The first 12 hex digits of the SHA-256 over names and bytes of all files."""
    digest = hashlib.sha256()
    for folder in folders:
        for kind, path in _paths(folder):
            content = path.read_bytes()
            digest.update(f"{kind.folder}/{path.name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:12]
