"""The whole example town: every list goes out and comes back, and says nothing new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from canbo.exchange.workbooks.returning import Export
from canbo.law import load
from canbo.records.models.shapes import SHAPES
from canbo.records.queries import sql
from canbo.reporting.exports import FACT_LISTS
from tests.example_town.towns import EXAMPLES, VIETNAM, Town, take_in
from tests.exports.sent import Book, back, codes, export, is_nothing

LAST = datetime(2011, 12, 31, 9, tzinfo=VIETNAM)
LISTS = ("officials", *FACT_LISTS, "units")


@pytest.fixture(scope="module")
def stood(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """All files taken in once, in a home of their own; what a test does is taken back."""
    before, own = settings.CANBO_HOME, tmp_path_factory.mktemp("whole-town")
    with django_db_blocker.unblock(), transaction.atomic():
        settings.CANBO_HOME = own
        take_in(Town(EXAMPLES / "sam-son"))
        settings.CANBO_HOME = before
        yield own
        transaction.set_rollback(True)


@pytest.fixture
def town(stood: Path, home: Path) -> Iterator[datetime]:
    """The town as it stood the day after its last paper came in."""
    settings.CANBO_HOME = stood
    with transaction.atomic():
        yield LAST
        transaction.set_rollback(True)


def stored() -> dict[str, int]:
    """How many facts there are, and how many of them stand."""
    found: dict[str, int] = {}
    for kind, shape in SHAPES.items():
        ((all_of_them, standing),) = sql.rows(
            f"SELECT count(*), count(*) FILTER (WHERE voided_at IS NULL) FROM {shape.table}"
        )
        found |= {f"{kind}": all_of_them, f"{kind} standing": standing}
    return found


def cells(content: bytes) -> Iterator[tuple[object, ...]]:
    """What a person sees below the title."""
    book = Book(content)
    for row in (book.header, *book.rows):
        shown = list(book.page[row])[: book.key.column - 1]
        yield tuple(cell.value for cell in shown)


def test_every_list_comes_back_saying_nothing(town: datetime) -> None:
    before, rows = stored(), {}
    for number, name in enumerate(LISTS):
        at = town + timedelta(hours=2 * number)
        content = export(name, at=at, as_of=at.date())
        rows[name] = len(Book(content).rows)
        report = back(content, at=at + timedelta(hours=1), file=f"{name}.xlsx")
        assert is_nothing(report), (name, report.problems[:5], report.differences[:5])
        cells_of = report.cells
        assert cells_of.read == cells_of.stored + cells_of.structure + cells_of.derived

    assert stored() == before
    empty = {name for name, count in rows.items() if not count}
    assert empty == set(), rows


def _only_remarks(self: Export, _row: str, place: int, _text: str) -> bool:
    """Several remarks stand in one cell: it says nothing of any one of them."""
    return self.mark.columns[place].which == "note"


def test_every_cell_reads_back_as_what_it_shows(town: datetime) -> None:
    """Where the digests are of no help: each cell read anew says just what stands."""
    from canbo.exchange.workbooks import returning

    at = town
    titles = {one.name for one in load().posts.values()}

    def is_held(post: str) -> bool:
        """Whether a post's cell must read back: one that only a career's words name need not."""
        return name != "tenures" or post.split(",", maxsplit=1)[0] in titles

    for name in LISTS:
        content = export(name, at=at, as_of=at.date())
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(returning.Export, "is_untouched", _only_remarks)
            patch.setattr(returning._OwnSheet, "_refuse_moved", lambda *_: None)
            report = back(content, preview=True, at=at + timedelta(hours=1), file=f"{name}.xlsx")
        asked = [
            (one.cell, one.field, one.before, one.after)
            for one in report.differences
            if is_held(one.before)
        ]
        assert not asked, (name, len(asked), asked[:10])
        others = set(codes(report)) - {"export_cell_derived"}
        told = [one for one in report.problems if one.code in others and is_held(one.found)]
        assert not told, (name, len(told), told[:10])


def test_an_edited_list_goes_out_as_it_came_in(town: datetime) -> None:
    at = town
    book = Book(export("ratings", at=at, as_of=at.date()))
    name = book.lines()[0][1]
    other = "Hoàn thành tốt nhiệm vụ"
    assert book.get(name, "Xếp loại") != other
    content = book.set(name, "Xếp loại", other).bytes()
    back(content, {"kind:edited": "correct"}, at=at + timedelta(hours=1))

    again = export("ratings", at=at + timedelta(hours=2), as_of=at.date())

    # the source of an edited cell is the list it was edited in; all else is as it was sent
    def seen(rows: Iterator[tuple[object, ...]]) -> list[tuple[object, ...]]:
        return [row[:-1] for row in rows]

    assert seen(cells(again)) == seen(cells(content))
