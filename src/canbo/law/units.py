"""The country's lists of units, as kept in `vn/units`: their files in the order of their days."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent / "vn" / "units"


def country_files() -> tuple[Path, ...]:
    """The shipped lists; `vn/units/README.md` says where they come from."""
    return tuple(sorted(_FOLDER.glob("*.csv.gz")))
