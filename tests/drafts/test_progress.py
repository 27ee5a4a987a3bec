"""How far the worker has come with a big file: by rows, in each step, for the page that asks."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from canbo.exchange.workbooks.progress import Step, counted, heard_by, tell
from canbo.records.models import ImportDraft
from canbo.records.operations import drafts, drafts_keeping, drafts_progress
from canbo.web.office.import_words import progress_words
from tests.drafts.books import Line, book
from tests.drafts.waiting import wait
from tests.town.cast import REAL_NOW

LINES = [Line(f"Hà Văn {word}", f"{n + 1}/2/196{n}") for n, word in enumerate("ABCDE")]


@pytest.fixture
def told(town, db: None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is written down of a small file as if it were a big one."""
    lines: list[str] = []
    keep = drafts_keeping.note_progress

    def note(draft: UUID, line: str) -> None:
        lines.append(line)
        keep(draft, line)

    monkeypatch.setattr(drafts_keeping, "note_progress", note)
    monkeypatch.setattr(drafts_progress, "MANY", len(LINES))
    monkeypatch.setattr(drafts_progress, "_EVERY", 0.0)
    return lines


def test_each_step_counts_its_rows_for_the_run_that_it_is_of(told: list[str]) -> None:
    draft = wait("hanh", book(LINES), "năm.xlsx")
    reads = [line for line in told if " read " in line]
    compares = [line for line in told if " compared " in line]
    assert reads[0].startswith("1 read 0 ")
    assert compares == [f"1 compared {done} 5" for done in range(5)]
    found = drafts.progress_of(draft, 1)
    assert found == drafts.Progress(Step.COMPARED, 4, 5)
    assert progress_words(found) == "đã đối chiếu 4 / 5 dòng"
    assert drafts.progress_of(draft, 2) is None  # a new run knows nothing of the old one


def test_the_page_asks_no_question_of_the_database_for_it(told: list[str]) -> None:
    draft = wait("hanh", book(LINES), "năm.xlsx")
    with CaptureQueriesContext(connection) as asked:
        assert drafts.progress_of(draft, 1) is not None
    assert len(asked) == 0


def test_small_files_and_lost_folders_say_nothing(town, db: None, tmp_path) -> None:
    draft = wait("hanh", book(LINES), "năm.xlsx")
    assert drafts.progress_of(draft, 1) is None
    drafts_keeping.discard(draft)
    drafts_keeping.note_progress(draft, "1 read 1 2")  # thrown away meanwhile: nothing fails
    assert drafts.progress_of(draft, 1) is None
    assert progress_words(None) == ""


@pytest.mark.parametrize("line", ["", "1 read", "x read 1 2", "1 danced 1 2", "1 read 1 2 3"])
def test_a_line_that_is_none_is_no_progress(town, db: None, line: str) -> None:
    draft = wait("hanh", book(LINES), "năm.xlsx")
    drafts_keeping.note_progress(draft, line)
    assert drafts.progress_of(draft, 1) is None
    assert ImportDraft.objects.get(id=draft).made_at == REAL_NOW


def test_rows_are_told_only_while_somebody_listens() -> None:
    heard: list[tuple[Step, int, int]] = []
    with heard_by(lambda *one: heard.append(one)):
        assert list(counted("ab", Step.READ, 2)) == ["a", "b"]
    tell(Step.STORED, 1, 1)
    assert heard == [(Step.READ, 0, 2), (Step.READ, 1, 2)]
