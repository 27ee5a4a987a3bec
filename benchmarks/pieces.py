"""The pieces that other figures stand on: loading the law, judging people, reading odd workbooks.

    .venv/bin/python benchmarks/pieces.py

Median of 5, machine and load printed. Goals: law loaded < 0.2 s; 4,000 people judged in less than
12 times the time of 500; a workbook with a million empty formatted rows read < 3 s.
"""

from __future__ import annotations

import io
import os
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from canbo.exchange.workbooks import Vocabulary, read_workbook  # noqa: E402 - after the path
from canbo.law import load  # noqa: E402
from canbo.law.vocabulary import load_vocabulary  # noqa: E402

BOOKS = sorted((ROOT / "examples" / "sam-son" / "workbooks").glob("*.xlsx"))


def median(act: Callable[[], object]) -> float:
    """Median seconds of five runs."""
    seconds = []
    for _ in range(5):
        began = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds)


def judge(people: int) -> Callable[[], object]:
    """Judge so many holders of a post against five standards each."""
    from canbo.engine.law.check import check_all
    from tests.law.officials import Town
    from tests.law.test_whole_home import AS_OF, SINCE, holds, on

    law = load()
    town = Town(law)
    units = [town.unit("delta") for _ in range(people // 20)]
    for number in range(people):
        person = town.person("1970", "m")
        town.tenure(person, town.post("X05", units[number % len(units)]), holds(SINCE))
        town.level(person, "TC")
        town.level(person, "CTTC")
    snapshot = town.snapshot()
    return lambda: check_all(snapshot, law, on(AS_OF))


def long_book(folder: Path) -> Path:
    """A workbook of the example with a million empty formatted rows below its list."""
    rows = "".join(
        f'<row r="{r}"><c r="A{r}" s="1"/></row>' for r in range(200, 1_000_200)
    ).encode()
    made, path = io.BytesIO(), folder / "long.xlsx"
    with zipfile.ZipFile(BOOKS[0]) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(b"</sheetData>", rows + b"</sheetData>")
            new.writestr(name, data)
    path.write_bytes(made.getvalue())
    return path


def main() -> None:
    """Print one row a piece."""
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.2f}")
    vocabulary = Vocabulary.from_data(load_vocabulary())
    shipped = Path(sys.modules["canbo.law"].__file__ or "").parent / "vn"
    small, large = median(judge(500)), median(judge(4_000))
    print(f"law loaded from its files            {median(lambda: load(shipped)):8.3f} s  (< 0.2)")
    print(f"500 / 4,000 people judged            {small:8.3f} / {large:.3f} s  "
          f"({large / small:.1f} times, < 12)")  # fmt: skip
    read_all = median(lambda: [read_workbook(book, vocabulary=vocabulary) for book in BOOKS])
    print(f"{len(BOOKS)} workbooks read                    {read_all:8.3f} s")
    with tempfile.TemporaryDirectory() as folder:
        path = long_book(Path(folder))
        long = median(lambda: read_workbook(path, vocabulary=vocabulary))
    print(f"a million empty formatted rows       {long:8.3f} s  (< 3)")


if __name__ == "__main__":
    main()
