"""The home as Parquet files: whole, only for who sees everybody, secrets only for who may know."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from canbo.engine.facts import Particular, ParticularKind, PoolEntry
from canbo.engine.figures.tables import RECORDS
from canbo.engine.refusal import Refusal
from canbo.records.access.columns import open_columns
from canbo.records.access.secrecy import WITHHELD, Secrets
from canbo.records.operations.writing import Pen, insert_facts
from canbo.reporting.exports.warehouse import export_warehouse
from canbo.reporting.kept import KEPT
from canbo.reporting.old_figures import OldFigure, old_figures
from canbo.web.messages import MESSAGES
from tests.figures.homes import LATE, Home
from tests.figures.stored import ACT, store
from tests.figures.test_reporting_access import clerk_of, figures
from tests.records.sheets import OPERATOR

pytestmark = pytest.mark.django_db


@pytest.fixture
def home() -> Home:
    home = Home()
    town = home.unit()
    for _ in range(3):
        home.holds(home.person(), home.post(home.unit(town)), since="2008", until="5/2011")
    store(home)
    person, post = next(iter(home.people)), next(iter(home.posts))
    note = ParticularKind.POOL_NOTE
    facts = [
        PoolEntry(**home._shared(), person=person, post=post),
        Particular(**home._shared(), person=person, kind=note, value="29/30 phiếu"),
    ]
    insert_facts(facts, Pen("tests", ACT, None))
    KEPT.forget()  # what another test's home told: these facts came by no act
    return home


def test_secrets_go_along_only_for_who_may_be_told_all(home: Home) -> None:
    def told(opened: frozenset | None, *files: str) -> dict:
        return open_columns(Secrets(opened, frozenset(files), frozenset(), LATE))

    everything, closed = told(None), told(frozenset(), "ds.xlsx")
    assert len(everything["pool_entries"][1]) == 1
    assert "pool_entries" not in closed
    assert everything.keys() - closed.keys() == {"pool_entries"}
    columns, rows = closed["particulars"]
    assert len(everything["particulars"][1]) == len(rows) + 1
    source = list(columns).index("source")
    assert {row[source] for row in rows} == {str(WITHHELD)}
    columns, rows = told(frozenset(), "other.xlsx")["tenures"]
    assert {row[list(columns).index("source")] for row in rows} == {"ds.xlsx › Sheet1!B7"}


def test_who_is_planned_is_counted_for_all_and_listed_for_who_may_know(home: Home) -> None:
    asked = {"names": ["pool_people", "workforce_people"], "with_rows": True}
    ward = next(iter(home.units.values()))
    pool, stock = figures(clerk_of(ward), **asked).values()
    assert (pool.value, pool.counted, pool.rows) == (1, 1, ())
    assert (stock.value, len(stock.rows)) == (0, 0)
    pool, _ = figures(**asked).values()
    assert [row.detail for row in pool.rows] == [""]
    found = old_figures(
        actor=clerk_of(ward), at=LATE, known_at=LATE,
        asked=[OldFigure(name="pool_people", printed="0", as_of=LATE.date(), first=LATE.date(),
                         last=LATE.date())],
    )[0]  # fmt: skip
    assert (found.value, found.reproduced, found.extra) == (1, False, ())


def test_every_table_is_written_and_its_columns_are_told(home: Home, tmp_path: Path) -> None:
    written = export_warehouse(folder=tmp_path / "kho", actor=OPERATOR, at=LATE)
    assert {one.table for one in written} == set(RECORDS)
    tenures = pq.read_table(tmp_path / "kho" / "tenures.parquet")
    assert tenures.num_rows == 3
    assert set(RECORDS["tenures"]) | {"as_written"} == set(tenures.column_names)
    words = (tmp_path / "kho" / "README.md").read_text("utf-8")
    assert all(f"## {name} (" in words for name in RECORDS)
    assert "- `begins_earliest`: date" in words


def test_who_sees_a_part_is_refused(home: Home, tmp_path: Path) -> None:
    ward = next(iter(home.units.values()))
    with pytest.raises(Refusal) as refused:
        export_warehouse(folder=tmp_path / "kho", actor=clerk_of(ward), at=LATE)
    assert refused.value.code in {"warehouse_part_only", "not_allowed"}
    assert refused.value.code in MESSAGES
    assert not (tmp_path / "kho").exists()


def test_a_folder_with_files_is_left_alone(home: Home, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("x")
    with pytest.raises(Refusal) as refused:
        export_warehouse(folder=tmp_path, actor=OPERATOR, at=LATE)
    assert refused.value.code == "folder_not_empty"
