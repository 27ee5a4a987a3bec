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
    counts = " + ".join(str(len(ledger["files"])) for ledger in content)
    cells = sum(file["cells"] for ledger in content for file in ledger["files"])
    print(f"{asked.out}: {counts} workbooks, {cells} cells, with what is true of them")


if __name__ == "__main__":
    main()
