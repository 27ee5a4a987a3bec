"""The country's lists of units, as kept in `vn/units`: their files in the order of their days."""

from __future__ import annotations

import csv
import gzip
from functools import lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "vn" / "units"
_NAMED = ("name", "old_name", "new_name", "new_parent")


def country_files() -> tuple[Path, ...]:
    """The shipped lists; `vn/units/README.md` says where they come from."""
    return tuple(sorted(_FOLDER.glob("*.csv.gz")))


@lru_cache(maxsize=1)
def country_names() -> frozenset[str]:
    """Every name that a unit bears or bore in the shipped lists, with its kind: "Xã Ban Công"."""
    names: set[str] = set()
    for path in country_files():
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(line for line in stream if not line.startswith("#"))
            columns = next(rows)
            named = [columns.index(one) for one in _NAMED if one in columns]
            names.update(row[place] for row in rows for place in named)
    return frozenset(names - {""})
