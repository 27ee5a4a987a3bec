"""How far the worker has come with a big file: a true count in each step, for the page."""

from __future__ import annotations

import io
import zipfile
from uuid import UUID

import openpyxl
import pytest
import xlwt
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from canbo.accounts import access as accounts
from canbo.exchange.workbooks import Vocabulary, xls, xlsx
from canbo.exchange.workbooks.bulk import LEAST
from canbo.exchange.workbooks.progress import Step, counted, heard_by, tell
from canbo.exchange.workbooks.reader import read_content
from canbo.law.vocabulary import load_vocabulary
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
    monkeypatch.setattr(drafts_progress, "MANY", dict.fromkeys(Step, 1))
    monkeypatch.setattr(drafts_progress, "_EVERY", 0.0)
    return lines


def test_each_step_counts_to_its_end_for_the_run_that_it_is_of(told: list[str]) -> None:
    draft = wait("hanh", book(LINES), "năm.xlsx")
    assert {line.split()[0] for line in told} == {"1"}
    assert [line.split()[1] for line in told if line.split()[2] == "0"] == [
        Step.OPENED, Step.VALUES, Step.SHEETS, Step.READ, Step.COMPARED, Step.LISTED,
    ]  # fmt: skip
    assert [line for line in told if " compared " in line] == [
        f"1 compared {done} 5" for done in range(6)
    ]
    found = drafts.progress_of(draft, 1)
    assert found == drafts.Progress(Step.LISTED, 5, 5)
    assert progress_words(found) == "đã lập danh mục 5 / 5 khác biệt"
    assert drafts.progress_of(draft, 2) is None  # a new run knows nothing of the old one


def test_storing_counts_the_facts(told: list[str]) -> None:
    draft = wait("hanh", book(LINES), "năm.xlsx")
    actor = accounts.actor_for(get_user_model().objects.get(username="hanh"), REAL_NOW)
    drafts.store_draft(draft=draft, actor=actor, at=REAL_NOW)
    run = ImportDraft.objects.get(id=draft).run
    drafts.work_on_draft(draft=draft, run=run, at=REAL_NOW)
    stored = ImportDraft.objects.get(id=draft)
    assert stored.state == "stored"
    count = sum(stored.report["facts"].values())
    assert told[-1] == f"{run} written {count} {count}"


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
        assert list(counted("c", Step.COMPARED, 7, before=6)) == ["c"]
    tell(Step.STORED, 1, 1)
    assert heard == [
        (Step.READ, 0, 2), (Step.READ, 1, 2), (Step.READ, 2, 2),
        (Step.COMPARED, 6, 7), (Step.COMPARED, 7, 7),
    ]  # fmt: skip


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What one run notes, without a home."""
    lines: list[str] = []
    monkeypatch.setattr(drafts_keeping, "note_progress", lambda _, line: lines.append(line))
    return lines


def test_between_the_ends_of_a_step_few_lines_are_written(noted: list[str]) -> None:
    hear = drafts_progress.Teller(UUID(int=1), 3)
    with heard_by(hear):
        for _ in counted(range(5_000), Step.READ, 5_000):
            pass
        for _ in counted(range(30), Step.COMPARED, 30):
            pass
    assert noted[0] == "3 read 0 5000"
    assert "3 read 5000 5000" in noted
    assert noted[-1] == "3 compared 30 30"  # of a big file the small steps are told too
    assert len(noted) < 20


def test_a_small_file_is_not_written_down(noted: list[str]) -> None:
    with heard_by(drafts_progress.Teller(UUID(int=1), 1)):
        for step in Step:
            for _ in counted(range(40), step, 40):
                pass
    assert noted == []


_PEOPLE = [Line(f"Hà Văn {chr(65 + n % 26)}{'abcdefghij'[n // 26 % 10]}", f"{n % 28 + 1}/2/1960")
           for n in range(LEAST + 100)]  # fmt: skip


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return Vocabulary.from_data(load_vocabulary())


def _steps(content: bytes, file: str, words: Vocabulary) -> dict[Step, list[tuple[int, int]]]:
    heard: dict[Step, list[tuple[int, int]]] = {}
    with heard_by(lambda step, done, total: heard.setdefault(step, []).append((done, total))):
        read_content(content, file=file, vocabulary=words)
    for step, told in heard.items():
        done = [one for one, _ in told]
        assert done == sorted(done), step
        assert (done[0], told[-1][0]) == (0, told[-1][1]), step  # from nothing to all
        assert len({total for _, total in told}) == 1, step
    return heard


def _unpacked(content: bytes) -> int:
    """What the sheet and the strings of a workbook unpack to."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {one.filename: one.file_size for one in package.infolist()}
    return sum(parts.get(f"xl/{name}.xml", 0) for name in ("worksheets/sheet1", "sharedStrings"))


def test_a_list_read_by_column_counts_its_columns_not_rows(
    words: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "_DENSE_FROM", 0)
    content = book(_PEOPLE)
    heard = _steps(content, "dài.xlsx", words)
    assert heard[Step.OPENED][-1] == (_unpacked(content),) * 2
    assert list(heard) == [Step.OPENED, Step.VALUES, Step.SHEETS, Step.READ, Step.COLUMNS]
    assert heard[Step.READ][-1] == (0, 0)  # no row by itself
    assert heard[Step.COLUMNS][0] == (0, 6)  # of the seven the number says nothing
    assert len(heard[Step.COLUMNS]) > 4


def test_a_list_read_by_row_counts_its_rows(words: Vocabulary) -> None:
    heard = _steps(book(_PEOPLE[:20]), "ngắn.xlsx", words)
    assert list(heard) == [Step.OPENED, Step.VALUES, Step.SHEETS, Step.READ]
    assert heard[Step.READ][-1] == (20, 20)


def test_an_old_workbook_counts_its_bytes(
    words: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xls, "_TOLD_EVERY", 1_000)
    source = openpyxl.load_workbook(io.BytesIO(book(_PEOPLE[:60])))
    made = xlwt.Workbook()
    page = made.add_sheet("DS")
    for row, values in enumerate(source.active.values):
        for column, value in enumerate(values):
            page.write(row, column, value)
    out = io.BytesIO()
    made.save(out)
    heard = _steps(out.getvalue(), "cũ.xls", words)
    assert list(heard) == [Step.OPENED, Step.SHEETS, Step.READ]
    assert len(heard[Step.OPENED]) > 5
    assert heard[Step.READ][-1] == (60, 60)


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (drafts.Progress(Step.OPENED, 45_000_000, 92_741_820), "đã mở 48%"),
        (drafts.Progress(Step.VALUES, 0, 364_737), "đã xem 0 / 364.737 giá trị khác nhau"),
        (drafts.Progress(Step.COMPARED, 4, 5), "đã đối chiếu 4 / 5 dòng"),
        (drafts.Progress(Step.COLUMNS, 12, 40), "đã đọc 12 / 40 cột"),
        (drafts.Progress(Step.WRITTEN, 10_000, 1_711_465), "đã ghi 10.000 / 1.711.465 dữ kiện"),
        (drafts.Progress(Step.READ, 0, 0), "đã đọc 0 / 0 dòng"),
    ],
)
def test_the_count_is_said_in_words(progress: drafts.Progress, said: str) -> None:
    assert progress_words(progress) == said
