"""Command line: python -m examples.builder --town sam-son --out DIR."""

from __future__ import annotations

import argparse
from pathlib import Path

from examples.builder.build import TOWNS, build


def main() -> None:
    """Build a town and say what was written."""
    parser = argparse.ArgumentParser(prog="python -m examples.builder", description=__doc__)
    parser.add_argument("--town", choices=sorted(TOWNS), default="sam-son")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    asked = parser.parse_args()
    content = build(asked.town, asked.out)
    files = content["files"]
    assert isinstance(files, list)
    cells = sum(file["cells"] for file in files)
    print(f"{asked.out}: {len(files)} workbooks, {cells} cells, ledger.json, catalogue-2012.yaml")


if __name__ == "__main__":
    main()
