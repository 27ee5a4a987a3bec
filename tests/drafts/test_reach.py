"""Who may import for a part of the home: about their own people, and nothing told of others."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.accounts import access as accounts
from canbo.accounts import operations as granting
from canbo.accounts.actor import Actor
from canbo.engine.facts import ParticularKind
from canbo.engine.refusal import Refusal
from canbo.exchange.workbooks import bulk, guard, read_workbook, xlsx
from canbo.exchange.workbooks.reading import Reading
from canbo.law import load
from canbo.records import access, operations
from canbo.records.access import imports as done
from canbo.records.models import ImportBatch
from canbo.records.models.shapes import SHAPES
from canbo.records.operations import ImportReport, drafts
from canbo.web.messages import MESSAGES, sentence
from tests.records.sheets import OPERATOR, Row, classes, roster
from tests.records.test_bulk_rows import VOCABULARY, drawn, write
from tests.town.builder import BODY_PATH, OTHER_PATH, WARD_PATH
from tests.town.cast import COMMUNE, REAL_NOW, WARD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("town")]
MAI = Row("Nguyễn Thị Mai", "12/3/1979", ("Y3",), "ĐH", "f", "Quảng Xương")
CHAIRMAN = Row("Cao Sỹ Quang", "5/3/1962", ("X05",), "ThS", "m", "Sầm Sơn")
DUNG = Row("Trần Dũng", "4/5/1975", ("Y3",), "ĐH", "m")
LEARNER = Row("Hoàng Học Viên", "6/6/1986")
NEW = Row("Hà Văn Mới", "7/8/1985", ("Y4",), "ĐH", "m")


def actor(username: str = "mai", at: datetime = REAL_NOW) -> Actor:
    return accounts.actor_for(get_user_model().objects.get(username=username), at)


def take(reading: Reading, who: str = "mai", **more: Any) -> ImportReport:
    return operations.import_workbook(
        reading=reading, actor=actor(who), at=REAL_NOW + timedelta(minutes=1), law=load(), **more
    )


def ward(rows: list[Row], file: str = "p.xlsx", **more: Any) -> Reading:
    return roster(rows, as_of="31/12/2011", path=more.pop("path", WARD_PATH), file=file, **more)


def out_of_reach(report: ImportReport) -> list[str]:
    found = [one.found for one in report.problems if one.code == "person_out_of_reach"]
    return [name.partition(",")[0] for name in found]


def facts(where: str = "true") -> dict[UUID, tuple[UUID | None, bool]]:
    """Every stored fact: whose it is, and whether it stands."""
    found = {}
    for shape in SHAPES.values():
        person = "person_id" if any(one.column == "person_id" for one in shape.own) else "NULL"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, {person}, voided_at IS NULL FROM {shape.table} WHERE {where}"
            )
            found.update({row[0]: (row[1], row[2]) for row in cursor.fetchall()})
    return found


def test_rows_of_one_s_own_people_are_stored_the_others_listed(town) -> None:
    before = facts()
    report = take(ward([MAI, CHAIRMAN, DUNG, LEARNER, NEW]))
    assert sorted(out_of_reach(report)) == ["Cao Sỹ Quang", "Hoàng Học Viên", "Trần Dũng"]
    assert (report.created, report.matched) == (1, 1)
    assert "person_out_of_reach" in MESSAGES
    assert report.cells.listed >= 3
    assert report.cells.read == (
        report.cells.stored + report.cells.structure + report.cells.derived + report.cells.listed
    )
    stored = facts(f"batch_id = {report.batch}")
    people = {person for person, _ in stored.values() if person}
    assert town.people["Nguyễn Thị Mai"] in people
    assert len(people) == 2
    after = facts()
    for name in ("Cao Sỹ Quang", "Trần Dũng", "Hoàng Học Viên"):
        own = {key: value for key, value in before.items() if value[0] == town.people[name]}
        assert own.items() <= after.items()


def test_nothing_is_told_of_others() -> None:
    near = Row("Trần Dũng", "4/5/1976", ("Y3",), "TC", "m")  # a slip away from the other ward's
    same = Row("Trần Dũng", "", ("Y4",), "TC", "m")
    chairman = Row("Cao Sỹ Quang", "", ("Y3",), "TC")
    report = take(ward([near, same, chairman]), preview=True)
    told = json.dumps([asdict(one) for one in report.problems], ensure_ascii=False)
    told += json.dumps([one.as_json() for one in report.differences], ensure_ascii=False)
    for secret in ("1975", "Bắc Sơn", "1962", "Chủ tịch"):
        assert secret not in told


def test_another_ward_s_list_stores_nothing(town) -> None:
    before = facts()
    report = take(ward([DUNG, NEW], path=OTHER_PATH))
    assert len(out_of_reach(report)) == 2
    assert sum(report.facts.values()) == 0
    assert facts() == before
    assert take(ward([NEW], path=BODY_PATH)).created == 0


@pytest.mark.parametrize("post", ["X05", "X01", "Trưởng ban lạ"])
def test_a_post_that_somebody_else_manages_keeps_a_new_person_out(post: str) -> None:
    report = take(ward([Row("Hà Văn Mới", "7/8/1985", (post,), "ĐH", "m")]))
    assert out_of_reach(report) == ["Hà Văn Mới"]
    assert report.created == 0


def test_a_known_person_gets_no_post_that_somebody_else_manages() -> None:
    report = take(ward([Row("Nguyễn Thị Mai", "12/3/1979", ("Y3", "X05"), "ĐH", "f")]))
    assert out_of_reach(report) == ["Nguyễn Thị Mai"]
    assert sum(report.facts.values()) == 0


def test_of_a_class_only_one_s_own_learners() -> None:
    learners = [
        Row("Nguyễn Thị Mai", "12/3/1979", unit=WARD_PATH), Row("Trần Dũng", "4/5/1975"),
        Row("Người Lạ Nào", "1/1/1990", unit=WARD_PATH),
    ]  # fmt: skip
    report = take(classes(learners, file="lop-moi.xlsx", begins="3/2011", ends="5/2011"))
    assert sorted(out_of_reach(report)) == ["Người Lạ Nào", "Trần Dũng"]
    assert report.facts["attendance"] == 1
    assert report.created == 0


def test_a_file_cannot_set_a_ward_under_another_unit(town) -> None:
    path = ("tỉnh Thanh Hóa", *WARD_PATH)
    before = {one.id for one in access.read_snapshot().unit_placements}
    report = take(ward([NEW], path=path))
    assert report.created == 1
    assert {one.id for one in access.read_snapshot().unit_placements} == before
    assert "tỉnh Thanh Hóa" not in {one.name for one in access.read_snapshot().unit_names}


def test_units_below_one_s_own_are_learnt() -> None:
    report = take(ward([Row("Hà Văn Mới", "7/8/1985", ("Y4",), "ĐH", "m")],
                       path=(*WARD_PATH, "Tổ dân phố 3")))  # fmt: skip
    assert report.created + len(out_of_reach(report)) == 1


def test_an_edition_takes_the_place_of_one_s_own_import_only() -> None:
    file = "chung.xlsx"
    theirs = take(ward([MAI, NEW], file), who="hanh")
    mine = take(ward([MAI], file))
    assert mine.replaces is None
    assert ImportBatch.objects.get(id=theirs.batch).state == "stored"
    again = take(ward([MAI, Row("Hà Thị Sau", "1/9/1985", ("Y6",), "TC", "f")], file))
    assert again.replaces == mine.batch


def test_the_same_bytes_from_another_are_taken_as_one_s_own() -> None:
    reading = ward([MAI, CHAIRMAN])
    theirs = take(reading, who="hanh")
    mine = take(reading)
    assert not mine.already_known
    assert mine.batch != theirs.batch
    assert out_of_reach(mine) == ["Cao Sỹ Quang"]
    assert take(reading).already_known


def test_one_takes_back_and_sees_one_s_own_imports_only() -> None:
    theirs, mine = take(ward([MAI], "a.xlsx"), who="hanh"), take(ward([NEW], "b.xlsx"))
    shown = done.list_imports(actor=actor(), at=REAL_NOW, page=1, size=100)
    assert [one.id for one in shown.rows] == [mine.batch]
    assert shown.total == 1
    for call in (
        lambda: done.get_import(batch=theirs.batch, actor=actor(), at=REAL_NOW),
        lambda: done.problems_of(batch=theirs.batch, actor=actor(), at=REAL_NOW),
        lambda: drafts.preview_undo(batch=theirs.batch, actor=actor(), at=REAL_NOW),
        lambda: operations.undo_import(batch=theirs.batch, actor=actor(), at=REAL_NOW),
    ):
        with pytest.raises(Refusal) as refused:
            call()
        assert refused.value.code == "batch_unknown"
    operations.undo_import(batch=mine.batch, actor=actor(), at=REAL_NOW)
    assert done.list_imports(actor=actor("hanh"), at=REAL_NOW, page=1, size=100).total > 2


@pytest.mark.parametrize("username", ["thanhtra", "quantri", "khongquyen", "hetquyen"])
def test_without_the_right_nothing_is_imported(username: str) -> None:
    with pytest.raises(Refusal) as refused:
        take(ward([NEW]), who=username)
    assert refused.value.code == "not_allowed"


def test_other_acts_still_need_the_whole_home() -> None:
    with pytest.raises(Refusal) as refused:
        operations.record_facts(facts=(), actor=actor(), at=REAL_NOW)
    assert refused.value.code == "not_allowed"


def test_a_clerk_of_one_ward_reaches_whom_the_grant_says(town) -> None:
    terms = granting.GrantTerms(role="clerk", unit=town.units[WARD], managed_by=COMMUNE)
    granting.add_grant(username="khongquyen", terms=terms, actor=OPERATOR, at=REAL_NOW)
    report = take(ward([MAI, CHAIRMAN]), who="khongquyen")
    assert out_of_reach(report) == ["Cao Sỹ Quang"]
    whole = granting.GrantTerms(role="clerk", unit=town.units[WARD], managed_by=actor_levels())
    granting.add_grant(username="khongquyen", terms=whole, actor=OPERATOR, at=REAL_NOW)
    assert out_of_reach(take(ward([MAI, CHAIRMAN], "sau.xlsx"), who="khongquyen")) == []


def actor_levels() -> frozenset[Any]:
    from canbo.accounts.actor import ALL_LEVELS

    return ALL_LEVELS


def test_a_file_too_big_to_judge_row_by_row_says_that_the_reach_is_why(
    tmp_path, monkeypatch
) -> None:
    """Who may import about everybody can store it; for others each row has to be judged."""
    monkeypatch.setattr(bulk, "LEAST", 3)  # let this small sheet count as big
    monkeypatch.setattr(xlsx, "_DENSE_FROM", 50)
    rows = [[*row[:38], "", ""] for row in drawn(1, 40, 0.0)]  # nobody planned: nothing secret
    path = write(tmp_path / "rong.xlsx", rows)
    reading = read_workbook(path, vocabulary=VOCABULARY)
    monkeypatch.setattr(guard, "CELL_LIMIT", 100)
    with pytest.raises(Refusal) as refused:
        take(reading)
    assert refused.value.code == "import_too_large_in_reach"
    assert sentence(refused.value).startswith("Bạn được giao một phần hồ sơ")
    assert "> 100 ô" in sentence(refused.value)
    assert operations.import_workbook(
        reading=reading, actor=OPERATOR, at=REAL_NOW + timedelta(minutes=2), law=load()
    ).created


# --- whatever a file says

PATHS = st.sampled_from([WARD_PATH, OTHER_PATH, BODY_PATH, WARD_PATH[:1], ("tỉnh Lạ", *WARD_PATH)])
NAMES = st.sampled_from(["Nguyễn Thị Mai", "Cao Sỹ Quang", "Trần Dũng", "Vũ Đình Bình",
                         "Hoàng Học Viên", "Phạm Văn Thắng", "Hà Văn Mới"])  # fmt: skip
BIRTHS = st.sampled_from(["", "12/3/1979", "5/3/1962", "4/5/1975", "1970", "1/9/1981", "6/6/1986"])


POSTS = st.lists(st.sampled_from(["Y3", "X05", "X10", "H30", "Chức lạ"]), max_size=2, unique=True)
ROWS = st.builds(
    lambda name, birth, posts: Row(name, birth, tuple(posts), "ĐH"), NAMES, BIRTHS, POSTS
)


@settings(max_examples=60)
@given(st.lists(ROWS, min_size=1, max_size=5), PATHS, st.sampled_from(["1/1/2005", "31/12/2012"]))
def test_whatever_a_file_says_only_one_s_own_people_are_touched(town, rows, path, day) -> None:
    reach = access.visible_people(actor=actor(), at=REAL_NOW)
    before, people = facts(), _people()
    with transaction.atomic():
        try:
            take(roster(rows, as_of=day, path=path, file="la.xlsx"))
        except Refusal as refusal:
            assert refusal.code in {"import_out_of_reach", "import_contradicts"}  # noqa: PT017
        after, new = facts(), _people() - people
        changed = {key for key in after if before.get(key) != after[key]}
        touched = {after[key][0] for key in changed if after[key][0] is not None}
        assert touched <= reach | new
        now = access.visible_people(actor=actor(), at=REAL_NOW + timedelta(minutes=2))
        held = {one.person for one in access.read_snapshot().tenures}
        assert new <= held
        assert touched & reach <= now | reach
        transaction.set_rollback(True)


def _people() -> frozenset[UUID]:
    snapshot = access.read_snapshot()
    return frozenset(one.person for one in snapshot.particulars if one.kind is ParticularKind.NAME)
