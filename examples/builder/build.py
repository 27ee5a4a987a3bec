"""Builds a town by its name into a folder: workbooks and a ledger of what is true of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from examples.builder.districts.build import build_district
from examples.builder.districts.cai_be import CAI_BE
from examples.builder.districts.si_ma_cai import SI_MA_CAI
from examples.builder.sam_son import build as sam_son

Maker = Callable[[Path], list[dict[str, Any]]]

TOWNS: Mapping[str, Maker] = {
    "sam-son": sam_son.build,
    "si-ma-cai": partial(build_district, SI_MA_CAI),
    "cai-be": partial(build_district, CAI_BE),
}


def build(town: str, out: Path) -> list[dict[str, Any]]:
    """Build a town of TOWNS into the folder `out` and give the content of its ledgers."""
    return TOWNS[town](out)
