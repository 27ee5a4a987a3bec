"""The committed example town, read once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

COMMITTED = Path(__file__).parents[2] / "examples" / "sam-son"


@pytest.fixture(scope="session")
def committed() -> Path:
    return COMMITTED


@pytest.fixture(scope="session")
def ledger() -> dict[str, Any]:
    return json.loads((COMMITTED / "ledger.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def cells() -> dict[tuple[str, str, str], Any]:
    """Every cell with a value: (file, sheet, address) to value."""
    found = {}
    for path in sorted((COMMITTED / "workbooks").glob("*.xlsx")):
        book = openpyxl.load_workbook(path, data_only=True)
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        found[path.name, sheet.title, cell.coordinate] = cell.value
    return found
