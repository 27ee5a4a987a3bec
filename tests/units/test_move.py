"""The move of 1 July 2025: 547 communes become 166, and nobody loses a post but by decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from canbo.accounts.actor import ALL_LEVELS, Actor, GrantValue
from canbo.engine.facts import (
    Evidence,
    FactKind,
    Particular,
    ParticularKind,
    PostClass,
    Source,
    Tenure,
    UnitLevel,
)
from canbo.engine.figures import Window
from canbo.engine.timeline import Period, Perspective, Validity
from canbo.engine.units.proposal import Fate, WaitingPost, Why, propose
from canbo.engine.units.rebase import Rebased
from canbo.exchange.units import UnitFileRefused, read_unit_files
from canbo.exchange.units.move_writing import write_moves
from canbo.exchange.units.moves import read_moves
from canbo.journal.operations import verify
from canbo.law import load
from canbo.law.units import country_files
from canbo.records import access, models, operations
from canbo.records.operations.unit_lists import load_units
from canbo.records.operations.unit_moves import Decision, MovesRefused, move_posts
from canbo.records.operations.writing import Pen, insert_facts
from canbo.records.queries import sql
from canbo.records.queries.stored import read_facts
from canbo.reporting import access as reporting
from canbo.reporting.kept import KEPT
from canbo.web.unit_words import proposal_rows
from tests.figures.stored import ACT
from tests.records.sheets import NOON, OPERATOR
from tests.town.fixtures import home

__all__ = ["home"]  # one data folder for the module, as its units are loaded once

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
AT = NOON.replace(year=2025, month=7)
SEATS = ("X01", "X06")  # a head, of whom one remains, and a deputy, of whom several may
ALL_SEATS = ("X01", "X05", "X06", "Y3")
DECISION = Decision("15/QĐ-UBND", BEFORE, AFTER)


def add_people(units: list, seats: tuple[str, ...] = SEATS) -> int:
    """Somebody in each seat of each unit, as rosters of long ago would have said."""
    KEPT.forget()  # these people come without an act of the journal
    law, shared = load(), {"created_at": NOON, "created_act": ACT}
    source = Source(Evidence.WORKBOOK, "ds.xlsx")
    posts, people, facts = [], [], []
    for unit in units:
        for seat in seats:
            title, person = law.posts[seat], uuid4()
            posts.append(
                models.Post(
                    id=uuid4(), unit_id=unit, title=seat, title_as_written=title.name,
                    title_spelling=title.name, post_class=title.post_class, level=title.level,
                    managed_by=title.managed_by, **shared,
                )
            )  # fmt: skip
            people.append(models.Person(id=person, **shared))
            common = {"validity": Validity(known_by=date(2024, 12, 31)), "recorded_at": NOON,
                      "source": source, "person": person}  # fmt: skip
            facts.append(Tenure(id=uuid4(), key=uuid4(), post=posts[-1].id, **common))
            facts.append(
                Particular(id=uuid4(), key=uuid4(), kind=ParticularKind.NAME,
                           value=f"Lê Văn {seat} {len(people)}", **common)
            )  # fmt: skip
    models.Post.objects.bulk_create(posts)
    models.Person.objects.bulk_create(people)
    insert_facts(facts, Pen("tests", ACT, None))
    return len(people)


def communes(day: date) -> list:
    placed = "level = 'commune' AND voided_at IS NULL AND valid @> %s::date"
    rows = sql.rows(f"SELECT unit_id FROM records_unitplacement WHERE {placed}", [day])
    return [row[0] for row in rows]


def open_tenures() -> Counter:
    found = read_facts(FactKind.TENURE, "voided_at IS NULL")
    return Counter(one.person for one in found if AFTER in one.validity.certain)


def share(**asked) -> object:
    (figure,) = reporting.figures(
        actor=OPERATOR, at=AT, perspective=Perspective(asked.pop("as_of", AFTER), AT),
        window=Window(BEFORE, AFTER), names=["commune_intermediate_professional_share"], **asked,
    )  # fmt: skip
    return figure


@pytest.fixture(scope="module")
def thanh_hoa(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The units of the province, in a transaction around all tests; each test undoes its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_units(files=read_unit_files(country_files()), actor=OPERATOR, at=NOON, province="38")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def province(thanh_hoa: None, db: None) -> int:
    """Thanh Hóa with two people in each commune of 30 June 2025."""
    old = communes(BEFORE)
    assert len(old) == 547
    return add_people(old)


def table(tmp_path, day: date = AFTER, change=None):
    """The proposal written and read again, as amended by `change`."""
    found = access.waiting_holders(actor=OPERATOR, at=AT, day=day, law=load())
    rows = [dict(one) for one in proposal_rows(found, day, load().posts)]
    for row in rows if change else ():
        change(row)
    path = tmp_path / "bo-tri.csv"
    write_moves(path, rows, day)
    return read_moves(path), rows


def carry_out(moves, **more):
    return move_posts(
        table=moves, decision=DECISION, actor=OPERATOR, at=AT + timedelta(days=1), law=load(),
        **more,
    )  # fmt: skip


def test_before_a_decision_everybody_is_still_listed_under_the_province(province: int) -> None:
    after = Perspective(AFTER, AT)
    thanh_hoa = access.resolve_unit(code="38", as_of=AFTER)

    listed = access.list_officials(
        actor=OPERATOR, at=AT, perspective=after, unit=thanh_hoa, size=500
    )
    assert listed.total_is_least
    found = access.waiting_holders(actor=OPERATOR, at=AT, day=AFTER, law=load())
    waits = {one.person for one in found.holders}  # whose commune goes on unchanged does not wait
    for row in listed.rows:
        assert {post.waiting for post in row.posts} == {row.id in waits}
    assert len(open_tenures()) == province == 547 * len(SEATS)
    whole = share(unit="38")
    assert whole.base.count == province
    assert share(unit="38", as_of=BEFORE).base.count == province


def test_each_new_commune_counts_those_whose_whole_unit_came(province: int) -> None:
    # 166 communes: whole successors, some people wait under the province where a unit was parted
    rebased = share(as_of=BEFORE, rebase_to=AFTER)
    by_kind = Counter()
    for line in rebased.by_unit:
        by_kind[line.kind.value] += line.count
    assert sum(by_kind.values()) == province
    assert set(by_kind) <= {"unit", "may_be"}
    new = next(line for line in rebased.by_unit if line.code == "16531")
    assert new.count == share(unit="16531").base.count == 7 * len(SEATS)
    assert len(new.was) == 7
    lines = [line for line in rebased.by_unit if line.kind.value == "unit"]
    assert len(lines) <= 166
    assert sum(line.count for line in lines) == by_kind["unit"]


def test_a_grant_over_the_province_or_a_new_commune_still_reaches_them(province: int) -> None:
    def clerk(code: str) -> Actor:
        unit = access.resolve_unit(code=code, as_of=AFTER)
        grant = GrantValue("clerk", unit, ALL_LEVELS, 0, Period(None, None))
        return Actor("hanh", "Hạnh", (grant,))

    assert len(access.visible_people(actor=clerk("38"), at=AT)) == province
    assert len(access.visible_people(actor=clerk("16531"), at=AT)) == 7 * len(SEATS)


def test_the_proposal_carried_out_keeps_every_person(province: int, tmp_path) -> None:
    moves, rows = table(tmp_path)
    before, doubts = open_tenures(), verify().findings  # the people were not written by an act
    fates = Counter(row["viec"] for row in rows)
    report = carry_out(moves)

    assert fates["sang"] == report.moved > 0
    assert fates["chờ"] == report.waiting > 0
    assert open_tenures() == before
    assert share(unit="38").base.count == province
    left = access.waiting_holders(actor=OPERATOR, at=AT + timedelta(days=2), day=AFTER, law=load())
    assert len(left.holders) == report.waiting
    ended = [
        one
        for one in read_facts(FactKind.TENURE, "voided_at IS NULL")
        if one.validity.ends is not None
    ]
    assert len(ended) == report.moved
    assert {one.source.decision_number for one in ended} == {"15/QĐ-UBND"}
    assert {one.validity.ends.iso() for one in ended} == {"2025-06-30"}
    assert verify().findings == doubts

    operations.undo_import(batch=report.batch, actor=OPERATOR, at=AT + timedelta(days=3))
    assert open_tenures() == before
    assert not [
        one for one in read_facts(FactKind.TENURE, "voided_at IS NULL") if one.validity.ends
    ]
    assert verify().findings == doubts


def test_heads_who_come_together_wait_and_their_deputies_go(province: int, tmp_path) -> None:
    _, rows = table(tmp_path)
    sam_son = [row for row in rows if row["don_vi_cu"] == "phường Trường Sơn, thành phố Sầm Sơn"]

    assert {(row["chuc_danh_cu"], row["viec"]) for row in sam_son} == {
        ("Bí thư Đảng ủy", "chờ"), ("Phó Chủ tịch Ủy ban nhân dân", "sang"),
    }  # fmt: skip
    assert {row["don_vi_moi"] for row in sam_son if row["viec"] == "sang"} == {
        "16531 phường Sầm Sơn"
    }


def test_a_table_is_carried_out_once_and_previewed_without_a_trace(province, tmp_path) -> None:
    moves, _ = table(tmp_path)
    seen = carry_out(moves, preview=True)
    assert seen.batch is None
    assert models.ImportBatch.objects.count() == 1

    first, again = carry_out(moves), carry_out(moves)
    assert (seen.moved, seen.waiting) == (first.moved, first.waiting)
    assert again.already_known
    assert again.batch == first.batch


def test_ends_by_its_own_decision_and_a_post_in_words(small_town, tmp_path) -> None:
    def change(row: dict[str, str]) -> None:
        if row["chuc_danh_cu"] == "Bí thư Đảng ủy":
            row.update(viec="thôi", quyet_dinh="7/QĐ", ngay_quyet_dinh="01/8/2025",
                       tu_ngay="01/9/2025")  # fmt: skip
        else:
            row.update(
                viec="sang", don_vi_moi="phường Sầm Sơn", chuc_danh_moi="Trưởng phòng Kinh tế"
            )

    moves, _ = table(tmp_path, change=change)
    report = carry_out(moves)

    assert (report.moved, report.ended, report.waiting, report.posts_made) == (3, 1, 0, 1)
    found = read_facts(FactKind.TENURE, "voided_at IS NULL")
    (ended,) = [one for one in found if one.source.decision_number == "7/QĐ"]
    assert ended.validity.ends.iso() == "2025-08-31"
    post = models.Post.objects.get(title_as_written="Trưởng phòng Kinh tế")
    assert (post.title, post.post_class, post.proposed) == ("", PostClass.UNKNOWN, True)
    assert post.level == UnitLevel.COMMUNE


@pytest.fixture
def small_town(thanh_hoa: None, db: None) -> int:
    return add_people([access.resolve_unit(code="14836", as_of=BEFORE)], ALL_SEATS)


def test_wrong_lines_are_told_together_and_nothing_is_stored(small_town, tmp_path) -> None:
    wrong = iter(
        [
            {"viec": "sang", "don_vi_moi": "16531-xx", "chuc_danh_moi": "X05"},
            {"viec": "sang", "don_vi_moi": "14836-lạ", "chuc_danh_moi": "X05"},
            {"viec": "sang", "don_vi_moi": "14830", "chuc_danh_moi": "X05"},
            {"luot": str(uuid4()), "viec": "thôi"},
        ]
    )
    moves, _ = table(tmp_path, change=lambda row: row.update(next(wrong)))
    before = open_tenures()
    with pytest.raises(MovesRefused) as refused:
        carry_out(moves)

    assert [(one.line, one.code) for one in refused.value.problems] == [
        (2, "move_unit_unknown"), (3, "move_unit_unknown"), (4, "move_unit_gone"),
        (5, "move_tenure_unknown"),
    ]  # fmt: skip
    assert open_tenures() == before


def test_a_table_in_disorder_is_told_line_by_line(tmp_path) -> None:
    key = str(uuid4())
    path = tmp_path / "x.csv"
    path.write_text(
        "luot;viec;don_vi_moi;chuc_danh_moi;tu_ngay\n"
        f"{key};bay;;;\n{key};sang;16531;;\nx;chờ;;;\n{uuid4()};thôi;;;31/2/2025\n"
        f"{key};chờ;;;\n{key};chờ;;;\n{key};chờ\n",
        encoding="utf-8",
    )
    with pytest.raises(UnitFileRefused) as refused:
        read_moves(path)

    assert [(one.line, one.code) for one in refused.value.problems] == [
        (2, "move_fate_unknown"), (3, "move_target_missing"), (4, "move_tenure_form"),
        (5, "unit_day_form"), (7, "move_line_twice"), (8, "unit_line_cells"),
    ]  # fmt: skip


def test_a_table_holds_no_formula_and_is_read_back_as_written(tmp_path) -> None:
    key = str(uuid4())
    path = tmp_path / "x.csv"
    write_moves(path, [{"luot": key, "ho_ten": "=1+1", "viec": "sang", "don_vi_moi": "16531",
                        "chuc_danh_moi": "-Y3"}], AFTER)  # fmt: skip

    assert "'=1+1" in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o077 == 0
    (line,) = read_moves(path).lines
    assert (str(line.tenure), line.fate, line.unit, line.title) == (key, Fate.GOES, "16531", "-Y3")


def test_who_keeps_one_seat_out_of_two_units_is_proposed_once() -> None:
    one, other, new, person = uuid4(), uuid4(), uuid4(), uuid4()
    posts = [
        WaitingPost(uuid4(), person, one, "V1", one_seat=False),
        WaitingPost(uuid4(), person, other, "V1", one_seat=False),
    ]
    proposed = propose(posts, Rebased(goes={one: new, other: new}))

    assert [(found.fate, found.why) for found in proposed] == [
        (Fate.GOES, Why.WHOLE), (Fate.WAITS, Why.TWICE),
    ]  # fmt: skip
