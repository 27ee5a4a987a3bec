"""Rows of a big roster come to the same, read by column or one by one."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from django.db import connection, transaction

from benchmarks.wide_sheet import HEADERS, TITLE, Person
from canbo.exchange.workbooks import Reading, Vocabulary, bulk, guard, read_workbook, xlsx
from canbo.exchange.workbooks.reading import CellClass
from canbo.journal.access import last_seq
from canbo.journal.operations import verify
from canbo.law import load
from canbo.law.vocabulary import load_vocabulary
from canbo.records import operations
from canbo.records.models import ImportBatch
from canbo.records.models.shapes import SHAPES
from canbo.records.operations import ImportReport
from canbo.records.operations.intake import take
from canbo.records.operations.intake.secrecy import secrecy_of_reading
from canbo.records.operations.intake.weave import Weaver
from tests.records.sheets import NOON, OPERATOR

VOCABULARY = Vocabulary.from_data(load_vocabulary())
ODD = (
    "", "-", "x", "0", "Không", "Chưa qua đào tạo", "?", "31/02/1970", "5/1971", "1972", 1973,
    38000, "Bà Lê Thị Hoa", "Nguyễn Văn A (nữ)", "Đại học tại chức", "ĐH, CĐ",
    "ĐH Luật; TC Kế toán",
    "Bí thư Đảng ủy, Chủ tịch HĐND", "PCT UBND phường Trường Sơn", "TC LLCT",
    "nhà ở cũ", "12/3/1965", "1.234", "nữ", "HTXSNV", "01.003", "Mường", True,
    date(1960, 5, 6), 2.34, "3/9", "Lào Cai",
    "Chuyên viên chính", "Công an viên", "x; y", "Trường ĐH Vinh, ĐH Luật", "  ", "a\nb",
)  # fmt: skip


@pytest.fixture(autouse=True)
def small_is_big(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sheets of a few hundred cells count as big."""
    monkeypatch.setattr(bulk, "LEAST", 3)
    monkeypatch.setattr(xlsx, "_DENSE_FROM", 50)


def write(path: Path, rows: Sequence[Sequence[object]], titles: Sequence[str] = TITLE) -> Path:
    """Write a roster of 40 columns."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Trích ngang")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for place, text in enumerate(titles):
        sheet.write_string(place, 0, text)
    for place, row in enumerate([HEADERS, *rows], start=4):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(place, column, value, day)
            elif value != "":
                sheet.write(place, column, value)
    book.close()
    return path


def drawn(seed: int, count: int, mess: float) -> list[list[object]]:
    """Rows of invented people; `mess` is the share of cells that hold just anything."""
    draw = random.Random(seed)
    rows: list[list[object]] = []
    for number in range(1, count + 1):
        row = list(Person(draw, number).values())
        rows.append([draw.choice(ODD) if draw.random() < mess else value for value in row])
        chance = draw.random()
        if chance < mess:
            rows.append(["II", "Đảng ủy xã Quảng Tiến"])
        elif chance < 2 * mess:
            rows.append(["", "Cộng", number])
        elif chance < 3 * mess:
            rows.append(["", "", "", "", "", "", "", "", "", "", "", "", "Đảng ủy viên"])
        elif chance < 5 * mess:
            again = list(rows[draw.randrange(len(rows))])
            rows.append(again)
    return rows


def told(reading: Reading) -> tuple[object, ...]:
    """What a reading says of its cells and of what a person must look at."""
    counts = {one: reading.count(one) for one in CellClass}
    return counts, Counter(reading.problems), len(reading.layouts)


def preview(reading: Reading, decisions: Mapping[str, str] | None = None) -> ImportReport:
    return operations.import_workbook(
        reading=reading, actor=OPERATOR, at=NOON, law=load(), preview=True, decisions=decisions
    )


def said(report: ImportReport) -> tuple[object, ...]:
    """What a report says, whatever the order."""
    differences = Counter(str(one.as_json()) for one in report.differences)
    return (
        report.facts, report.created, report.matched, report.cells, Counter(report.problems),
        differences,
    )  # fmt: skip


CASES = [(seed, mess) for mess in (0.0, 0.004, 0.02) for seed in (1, 2)]


@pytest.mark.parametrize(("seed", "mess"), CASES)
def test_a_reading_in_bulk_says_what_its_rows_say(tmp_path: Path, seed: int, mess: float) -> None:
    path = write(tmp_path / "rong.xlsx", drawn(seed, 60, mess))
    reading = read_workbook(path, vocabulary=VOCABULARY)
    one_by_one = reading.singly()
    assert reading.bulk
    assert not one_by_one.bulk
    assert told(reading) == told(one_by_one)


@pytest.mark.django_db
@pytest.mark.parametrize(("seed", "mess"), CASES)
def test_a_preview_in_bulk_shows_what_rows_come_to(tmp_path: Path, seed: int, mess: float) -> None:
    path = write(tmp_path / "rong.xlsx", drawn(seed, 60, mess))
    reading = read_workbook(path, vocabulary=VOCABULARY)
    assert reading.bulk
    assert said(preview(reading)) == said(preview(reading.singly()))


@pytest.mark.django_db
def test_people_of_the_home_are_found_by_a_preview_in_bulk(tmp_path: Path) -> None:
    rows = drawn(3, 60, 0.0)
    first = read_workbook(write(tmp_path / "cu.xlsx", rows[:20]), vocabulary=VOCABULARY)
    stored = operations.import_workbook(reading=first, actor=OPERATOR, at=NOON, law=load())
    reading = read_workbook(write(tmp_path / "moi.xlsx", rows), vocabulary=VOCABULARY)
    shown = preview(reading)
    assert (stored.created, shown.created, shown.matched) == (20, 40, 20)
    assert said(shown) == said(preview(reading.singly()))


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["Số CMND", "Số BHXH", "Mã cán bộ"])
def test_somebody_of_the_home_is_found_by_a_number_under_another_name(
    tmp_path: Path, number: str
) -> None:
    """Named otherwise than in the home, in a roster of people who are new but for this one."""
    rows = drawn(4, 40, 0.0)
    first = read_workbook(write(tmp_path / "cu.xlsx", rows[:1]), vocabulary=VOCABULARY)
    assert stored(first).created == 1
    for place in (HEADERS.index("Số CMND"), HEADERS.index("Số BHXH"), HEADERS.index("Mã cán bộ")):
        if HEADERS[place] != number:
            rows[0][place] = ""
    rows[0][1] = "Vi Văn Pao"
    reading = read_workbook(write(tmp_path / "moi.xlsx", rows), vocabulary=VOCABULARY)
    assert reading.bulk
    shown = preview(reading)
    assert shown.created == 39
    assert said(shown) == said(preview(reading.singly()))


def contents() -> dict[str, Counter[tuple[object, ...]]]:
    """All that stands in the tables of facts, registers and imports, ids put into words."""
    found: dict[str, Counter[tuple[object, ...]]] = {}
    named = _words_of_ids()
    for table, columns in _TABLES.items():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(columns)} FROM {table}")
            found[table] = Counter(
                tuple(named.get(value, str(value)) for value in row) for row in cursor.fetchall()
            )
    return found


_LEFT_OUT = frozenset({"id", "key", "act", "batch_id"})
_TABLES = {
    shape.table: [column for column in shape.written if column not in _LEFT_OUT]
    for shape in SHAPES.values()
} | {"records_importbatch": ["file", "state", "counts", "decisions"]}


def _words_of_ids() -> dict[object, str]:
    """Each person by name and place in the file, each unit by its names, each post by its title."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id, value, cell FROM records_particular WHERE kind = 'name'")
        people = {row[0]: f"{row[1]} {row[2]}" for row in cursor.fetchall()}
        cursor.execute("SELECT id, code FROM records_unit")
        units = {row[0]: row[1] for row in cursor.fetchall()}
        cursor.execute("SELECT id, unit_id, title, title_as_written, proposed FROM records_post")
        posts = {row[0]: f"{units[row[1]]}: {row[2:]}" for row in cursor.fetchall()}
        cursor.execute("SELECT id, unit_id, body, ordinal, begins, ends FROM records_term")
        terms = {row[0]: f"{units[row[1]]}: {row[2:]}" for row in cursor.fetchall()}
    return {**people, **units, **posts, **terms}


def marks_of(batch: int) -> list[tuple[object, ...]]:
    """What an import says of its documents, ids put into words."""
    named = {str(identity): words for identity, words in _words_of_ids().items()}
    return [
        (
            one["sheet"], one["mark"], one["day"], Counter(named[unit] for unit in one["units"]),
            Counter(named[person] for person in one["people"]),
        )
        for one in ImportBatch.objects.get(id=batch).documents
    ]  # fmt: skip


def stored(reading: Reading, decisions: Mapping[str, str] | None = None) -> ImportReport:
    return operations.import_workbook(
        reading=reading, actor=OPERATOR, at=NOON, law=load(), decisions=decisions
    )


def stored_both_ways(
    reading: Reading, decisions: Mapping[str, str] | None = None
) -> list[tuple[object, ...]]:
    """What a file shows and stores, in bulk and row by row, each taken back."""
    assert reading.bulk
    outcomes = []
    for one in (reading, reading.singly()):
        before = transaction.savepoint()
        shown = said(preview(one, decisions))
        report = stored(one, decisions)
        assert report.batch is not None
        outcomes.append(
            (shown, said(report), report.voided, contents(), marks_of(report.batch), restated())
        )
        assert verify().is_sound
        transaction.savepoint_rollback(before)
    return outcomes


@pytest.mark.django_db
@pytest.mark.parametrize("title", [TITLE, TITLE[:2]], ids=["dated", "undated"])
@pytest.mark.parametrize(("seed", "mess"), CASES)
def test_rows_in_bulk_are_stored_as_row_by_row(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    mess: float,
    title: Sequence[str],
) -> None:
    monkeypatch.setattr(take, "_PART", 7)
    path = write(tmp_path / "rong.xlsx", drawn(seed, 40, mess), title)
    reading = read_workbook(path, vocabulary=VOCABULARY)
    in_bulk, singly = stored_both_ways(reading)
    assert in_bulk == singly


@pytest.mark.django_db
def test_many_rows_are_not_even_read_one_by_one(tmp_path: Path) -> None:
    rows = drawn(6, 120, 0.0)
    reading = read_workbook(write(tmp_path / "rong.xlsx", rows), vocabulary=VOCABULARY)
    again = read_workbook(write(tmp_path / "khac.xlsx", changed(rows, 7, 3)), vocabulary=VOCABULARY)
    read = Counter[str]()
    for one in (reading, again):
        (bulk_rows,) = one.bulk
        single = bulk_rows.read_row

        def counted(row: int, file: str = one.file, single: object = single) -> object:
            read[file] += 1
            return single(row)  # type: ignore[operator]

        bulk_rows.read_row = counted  # type: ignore[assignment]
    first, second = stored(reading), stored(again)
    assert (first.created, second.created, second.matched) == (120, 2, 120)
    assert read["rong.xlsx"] == 0
    assert read["khac.xlsx"] <= 5
    assert len([one for one in second.differences if one.kind != "new_person"]) < 12


@pytest.mark.django_db
def test_a_row_that_cannot_be_read_after_all_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "rong.xlsx", drawn(6, 20, 0.0))
    reading = read_workbook(path, vocabulary=VOCABULARY)
    (rows,) = reading.bulk
    patterns = Weaver.patterns
    monkeypatch.setattr(
        Weaver, "patterns", lambda self, place: None if place == 3 else patterns(self, place)
    )
    rows.read_row = lambda _: None
    before = preview(reading)
    report = stored(reading)
    own = len(rows.cells_of(3))
    assert own > 25
    assert report.created == before.created - 1 == 19
    assert report.cells.listed == before.cells.listed + own
    assert [one.cell for one in report.problems if one.code == "cell_not_used"] == ["B9"]


@pytest.mark.django_db
def test_a_big_roster_that_tells_of_planning_is_secret(tmp_path: Path) -> None:
    rows = drawn(6, 20, 0.0)
    for row in rows:
        row[38] = ""
    open_list = read_workbook(write(tmp_path / "a.xlsx", rows), vocabulary=VOCABULARY)
    rows[7][38] = "Phó Chủ tịch UBND"
    secret = read_workbook(write(tmp_path / "b.xlsx", rows), vocabulary=VOCABULARY)
    assert (open_list.bulk and secret.bulk) != ()
    assert secrecy_of_reading(open_list) < secrecy_of_reading(secret)
    assert secrecy_of_reading(secret) == secrecy_of_reading(secret.singly())


def changed(rows: list[list[object]], seed: int, count: int) -> list[list[object]]:
    """The same rows with other values in some cells of people, and a few people more."""
    draw = random.Random(seed)
    found = [list(row) for row in rows]
    people = [row for row in found if len(row) == len(HEADERS)]
    for _ in range(count):
        column = draw.randrange(1, len(HEADERS))
        draw.choice(people)[column] = draw.choice(list(Person(draw, 5).values())[column:][:1])
    homonym = list(draw.choice(people))
    homonym[2], homonym[8:11] = "3/3/1961", ["111111111", "2222222222", "CB9"]
    more = list(Person(draw, 900).values())
    return [*found, homonym, more]


def restated() -> Counter[tuple[object, ...]]:
    """Which facts the imports say once more, in which cells, keys put into words."""
    found: Counter[tuple[object, ...]] = Counter()
    with connection.cursor() as cursor:
        for kind, shape in SHAPES.items():
            cursor.execute(
                f"""SELECT r.cell, f.cell, r.batch_id - (SELECT max(id) FROM records_importbatch)
                FROM records_restatement r JOIN {shape.table} f ON f.key = r.fact_key
                WHERE f.voided_at IS NULL AND r.kind = %s""",
                [kind.value],
            )
            found.update((kind.value, *row) for row in cursor.fetchall())
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("title", [TITLE, TITLE[:2]], ids=["dated", "undated"])
@pytest.mark.parametrize("file", ["rong.xlsx", "khac.xlsx"])
@pytest.mark.parametrize(("mess", "count"), [(0.0, 0), (0.0, 8), (0.004, 4)])
def test_a_big_file_again_says_what_it_says_row_by_row(
    tmp_path: Path, mess: float, count: int, file: str, title: Sequence[str]
) -> None:
    rows = drawn(5, 40, mess)
    path = write(tmp_path / "rong.xlsx", rows, title)
    first = stored(read_workbook(path, vocabulary=VOCABULARY))
    assert first.created > 30
    again = (
        changed(rows, 7, count) if count else [*rows, list(Person(random.Random(1), 900).values())]
    )
    reading = read_workbook(write(tmp_path / file, again, title), vocabulary=VOCABULARY)
    in_bulk, singly = stored_both_ways(reading)
    assert in_bulk == singly
    assert in_bulk[-1]


NEXT_YEAR = (*TITLE[:2], "(Tính đến ngày 30/6/2012)")


def a_year_later(rows: list[list[object]]) -> list[list[object]]:
    """The same people, each with another step of their rank since that year and another rating."""
    draw = random.Random(3)
    found = [list(row) for row in rows]
    for row in found:
        row[30:33] = [int(str(row[30])) + 1, round(float(str(row[31])) + 0.33, 2), "1/1/2012"]
        row[35] = draw.choice(("HTXSNV", "HTTNV", "HTNV"))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file", "title", "ranks"), [("b.xlsx", NEXT_YEAR, 2 * 40 + 1), ("a.xlsx", TITLE, 40 + 1)]
)
def test_a_roster_in_which_every_row_changed_goes_a_part_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, title: Sequence[str], ranks: int
) -> None:
    """Each row says something new of somebody known, a year later (the rank before ends, another
    begins) or in an edited edition; whatever is decided comes to the same."""
    rows = drawn(8, 40, 0.0)
    assert stored(read_workbook(write(tmp_path / "a.xlsx", rows), vocabulary=VOCABULARY)).created
    later = [*a_year_later(rows), list(Person(random.Random(1), 900).values())]
    path = write(tmp_path / file, later, title)
    reading = read_workbook(path, vocabulary=VOCABULARY)
    draw, decisions = random.Random(4), dict[str, str]()
    for one in preview(reading).differences:
        if one.kind == "new_person" or draw.random() < 0.3:
            decisions[one.id] = draw.choice([option.code for option in one.options])
    monkeypatch.setattr(take, "_PART", 7)
    in_bulk, singly = stored_both_ways(reading, decisions)
    assert in_bulk == singly

    monkeypatch.setattr(guard, "CELL_LIMIT", 100)  # rows of which are read one by one and kept
    report = stored(reading)
    assert (report.created, report.matched) == (1, 40)
    assert report.facts["rank_holding"] == ranks
    assert verify().is_sound


@pytest.mark.django_db
def test_an_import_in_bulk_is_one_act_that_is_taken_back_whole(tmp_path: Path) -> None:
    path = write(tmp_path / "rong.xlsx", drawn(1, 40, 0.004))
    reading = read_workbook(path, vocabulary=VOCABULARY)
    acts = last_seq()
    report = stored(reading)
    assert report.batch is not None
    assert report.created > 30
    assert last_seq() == acts + 1
    assert stored(reading).already_known
    undone = operations.undo_import(batch=report.batch, actor=OPERATOR, at=NOON)
    assert undone.voided == sum(report.facts.values())
    assert verify().is_sound
    assert said(preview(reading))[:2] == said(report)[:2]
