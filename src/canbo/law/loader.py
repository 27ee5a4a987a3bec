"""Loads the law: all files of a folder, strictly; every problem of every file is shown at once.

A law folder has the folders texts, scales, courses, posts, standards, equivalences and
retirement, each with *.yaml files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from canbo.engine.law import Law
from canbo.law import reading
from canbo.law.conflicts import report_equal_ranks, report_overlaps, report_two_ages
from canbo.law.reading import Registers
from canbo.law.strict import Keys, LawInvalid, LawProblem, Place, open_yaml

SHIPPED = Path(__file__).parent / "vn"

Reader = Callable[[Keys, Registers], tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of law file: its folder, the key of its list, the keys of an item, the reader."""

    folder: str
    list_key: str
    item_keys: tuple[str, ...]
    read: Reader


# In the order of reading: later kinds refer to earlier ones.
KINDS = (
    Kind("texts", "texts", reading.TEXT_KEYS, reading.read_text),
    Kind("scales", "levels", reading.LEVEL_KEYS, reading.read_level),
    Kind("courses", "courses", reading.COURSE_KEYS, reading.read_course),
    Kind("posts", "posts", reading.POST_KEYS, reading.read_post),
    Kind("standards", "standards", reading.STANDARD_KEYS, reading.read_standard),
    Kind("equivalences", "equivalences", reading.EQUIVALENCE_KEYS, reading.read_equivalence),
    Kind("retirement", "retirement", reading.RETIREMENT_KEYS, reading.read_retirement),
)


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


def load(folder: Path | None = None) -> Law:
    """Load the law of a folder; without one the law that canbo ships, read once.

    Raises LawInvalid with every problem of every file: file, line, code, found, expected.
    """
    return _shipped() if folder is None else _load(folder)


@cache
def _shipped() -> Law:
    return _load(SHIPPED)


def _load(folder: Path) -> Law:
    problems: list[LawProblem] = []
    registers = _read(_open_folder(folder, problems), Registers())
    if problems:
        raise LawInvalid(problems)
    return Law(
        texts=registers.texts,
        posts=registers.posts,
        levels=registers.levels,
        courses=registers.courses,
        standards=tuple(registers.standards.values()),
        retirement=tuple(registers.retirement.values()),
        equivalences=tuple(registers.equivalences.values()),
        version=_version(folder),
    )


def check_files(paths: Sequence[Path]) -> Checked:
    """Check law folders and single files; what they do not hold is taken from the shipped law.

    A lone file of standards is so held against the shipped texts, levels, courses and posts.
    Raises LawInvalid with all problems.
    """
    problems: list[LawProblem] = []
    files = [file for path in paths for file in _open_path(path, problems)]
    registers = _read(files, _without(load(), {file.kind.list_key for file in files}))
    if problems:
        raise LawInvalid(problems)
    present = {file.kind.list_key for file in files}
    counts = {
        "texts": len(registers.texts),
        "levels": len(registers.levels),
        "courses": len(registers.courses),
        "posts": len(registers.posts),
        "standards": len(registers.standards),
        "equivalences": len(registers.equivalences),
        "retirement": len(registers.retirement),
    }
    return Checked(len(files), {key: counts[key] for key in counts if key in present})


def _without(law: Law, list_keys: set[str]) -> Registers:
    """The shipped registers that standards refer to, without the kinds that are checked."""
    return Registers(
        texts={} if "texts" in list_keys else dict(law.texts),
        levels={} if "levels" in list_keys else dict(law.levels),
        courses={} if "courses" in list_keys else dict(law.courses),
        posts={} if "posts" in list_keys else dict(law.posts),
    )


def _open_path(path: Path, problems: list[LawProblem]) -> list[LawFile]:
    if not path.is_dir():
        return _open_file(path, problems)
    if any((path / kind.folder).is_dir() for kind in KINDS):
        return _open_folder(path, problems)
    files = sorted(path.glob("*.yaml"))
    if not files:
        _no_files(path, problems)
    return [opened for file in files for opened in _open_file(file, problems)]


def _open_file(path: Path, problems: list[LawProblem]) -> list[LawFile]:
    """Open a lone file: the key of its list says what it is."""
    if not path.is_file():
        problems.append(LawProblem(str(path), 0, "no_files", "", "*.yaml"))
        return []
    top = open_yaml(path, name=str(path), problems=problems)
    if top is None:
        return []
    for kind in KINDS:
        if kind.list_key in top.node_keys:
            return [LawFile(kind, top)]
    found = ", ".join(top.node_keys) or top.written
    top.report("unknown_key", found=found, expected=", ".join(kind.list_key for kind in KINDS))
    return []


def _open_folder(folder: Path, problems: list[LawProblem]) -> list[LawFile]:
    files: list[LawFile] = []
    for kind in KINDS:
        for path in sorted((folder / kind.folder).glob("*")):
            name = f"{kind.folder}/{path.name}"
            if path.suffix != ".yaml":
                problems.append(LawProblem(name, 0, "unknown_file", path.name, "*.yaml"))
                continue
            top = open_yaml(path, name=name, problems=problems)
            if top is not None:
                files.append(LawFile(kind, top))
    if not files and not problems:
        _no_files(folder, problems)
    return files


def _no_files(folder: Path, problems: list[LawProblem]) -> None:
    expected = ", ".join(f"{kind.folder}/*.yaml" for kind in KINDS)
    problems.append(LawProblem(str(folder), 0, "no_files", "", expected))


def _read(files: Sequence[LawFile], registers: Registers) -> Registers:
    registries: dict[str, dict[str, Any]] = {
        "texts": registers.texts,
        "levels": registers.levels,
        "courses": registers.courses,
        "posts": registers.posts,
        "standards": registers.standards,
        "equivalences": registers.equivalences,
        "retirement": registers.retirement,
    }
    places: dict[str, dict[str, Place]] = {}
    for kind in KINDS:
        tops = [file.top for file in files if file.kind is kind]
        places[kind.list_key] = _read_kind(kind, tops, registers, registries[kind.list_key])
    report_equal_ranks(registers.levels, places["levels"])
    report_overlaps(registers.standards, places["standards"])
    report_two_ages(registers.retirement, places["retirement"])
    return registers


def _read_kind(
    kind: Kind, tops: Iterable[Place], registers: Registers, registry: dict[str, Any]
) -> dict[str, Place]:
    """Read all items of a kind into its register; a code that stands twice is a problem."""
    places: dict[str, Place] = {}
    for top in tops:
        for keys in _items(kind, top):
            code, value = kind.read(keys, registers)
            if code in places:
                first = places[code]
                keys.place.report(
                    "duplicate_code", found=code, expected=f"{first.file}:{first.line}"
                )
            elif code:
                places[code] = keys.place
                registry[code] = value
    return places


def _items(kind: Kind, top: Place) -> list[Keys]:
    keys = top.mapping(required=(kind.list_key,), optional=("defaults",))
    defaults = keys.get("defaults")
    fallback = defaults.mapping(optional=kind.item_keys) if defaults else None
    listed = keys.get(kind.list_key)
    items = listed.items() if listed else []
    read = [item.mapping(optional=kind.item_keys) for item in items]
    return [Keys(keys.place, keys.found, fallback) for keys in read]


def _version(folder: Path) -> str:
    """The first 12 hex digits of the SHA-256 over names and bytes of all files."""
    digest = hashlib.sha256()
    for kind in KINDS:
        for path in sorted((folder / kind.folder).glob("*.yaml")):
            content = path.read_bytes()
            digest.update(f"{kind.folder}/{path.name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:12]
