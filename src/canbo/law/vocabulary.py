"""The vocabulary of office workbooks, kept as data: how people write posts, levels, units, headers.

Handed to `canbo.exchange.workbooks` as a plain mapping, so that the reader never opens these files.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from canbo.law.own_words import add_own_words
from canbo.law.strict import LawInvalid, LawProblem, Place, open_yaml
from canbo.law.units import country_names

_FOLDER = Path(__file__).parent / "vn" / "vocabulary"
FILES = ("posts", "levels", "headers", "courses", "units", "titles", "lists", "standing",
         "catalogue")  # fmt: skip


def load_vocabulary(own: Path | None = None) -> MappingProxyType[str, Any]:
    """All files of the vocabulary, each under its name; the same mapping until a file changes.

    `own`: a folder with an office's own words, which are added to those of the house. Raises
    LawInvalid for a file that is no clean YAML (duplicate keys, aliases) or adds what cannot be.
    """
    return _loaded(own, stamp_of(own) if own is not None else ())


def stamp_of(own: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when a file of an office's own words does: name, time of change, size."""
    stats = ((path.name, path.stat()) for path in sorted(own.glob("*.yaml")))
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)


@lru_cache(maxsize=4)
def _loaded(own: Path | None, _: tuple[tuple[str, int, int], ...]) -> MappingProxyType[str, Any]:
    shipped = read_vocabulary(_FOLDER)
    whole = shipped if own is None else add_own_words(shipped, own, FILES, _value)
    whole["units"] = {**whole["units"], "country": country_names}  # read when first asked
    return MappingProxyType(whole)


def read_vocabulary(folder: Path) -> dict[str, Any]:
    """Read a folder of vocabulary files; raises LawInvalid with every problem of all of them."""
    problems: list[LawProblem] = []
    data: dict[str, Any] = {}
    for name in FILES:
        file = f"vocabulary/{name}.yaml"
        path = folder / f"{name}.yaml"
        if not path.is_file():
            problems.append(LawProblem(file, 1, "missing_file", "", file))
            continue
        place = open_yaml(path, name=file, problems=problems)
        if place is not None:
            data[name] = _value(place)
    if problems:
        raise LawInvalid(problems)
    return data


def _value(place: Place) -> Any:
    """Turn a node into plain lists, mappings, texts and truth values."""
    if isinstance(place.node, yaml.MappingNode):
        return {key: _value(child) for key, child in place.entries()}
    if isinstance(place.node, yaml.SequenceNode):
        return [_value(child) for child in place.items()]
    if place.is_plain and place.written in ("true", "false"):
        return place.written == "true"
    return place.written
