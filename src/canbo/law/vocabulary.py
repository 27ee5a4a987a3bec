"""The vocabulary of office workbooks, kept as data: how people write posts, levels, units, headers.

Handed to `canbo.exchange.workbooks` as a plain mapping, so that the reader never opens these files.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from canbo.law.strict import LawInvalid, LawProblem, Place, open_yaml

_FOLDER = Path(__file__).parent / "vn" / "vocabulary"
FILES = ("posts", "levels", "headers", "courses", "units", "titles", "lists", "standing",
         "catalogue")  # fmt: skip


@cache
def load_vocabulary() -> MappingProxyType[str, Any]:
    """Read all files of the vocabulary, each under its name; the same mapping each time.

    Raises LawInvalid for a file that is no clean YAML (duplicate keys, aliases, a missing file).
    """
    return MappingProxyType(read_vocabulary(_FOLDER))


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
