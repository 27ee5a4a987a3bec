"""Two records of one person made one: found, decided, seen by later files, taken apart again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from canbo.engine.facts import FactKind, ParticularKind
from canbo.engine.timeline import Perspective
from canbo.journal.operations import verify
from canbo.records import access, operations
from canbo.records.access import OfficialNotFound
from canbo.records.access.merging import Likeness, list_aparts, list_duplicates, list_merges
from canbo.records.access.references import resolve_person
from canbo.records.operations import UndoRefused, merging
from canbo.records.operations.merging import MergeRefused, Side
from canbo.records.queries import read_facts, read_snapshot
from tests.records.sheets import (
    NOON,
    OPERATOR,
    TOWN,
    WARD,
    Row,
    classes,
    roster,
    take,
    take_as_others,
)
from tests.records.test_rights import actor, grant, unit_of

pytestmark = pytest.mark.django_db
OTHER = (TOWN, "phường Bắc Sơn")
LATER = NOON + timedelta(days=1)
VIEW = Perspective(date(2011, 7, 31), NOON + timedelta(days=30))
HUNG = Row("Lê Văn Hùng", "12/3/1970", ("Y5",), "TC", home="xã Quảng Cư")
TWIN = Row("Lê Văn Hùng", "13/3/1970", ("Y6",), "ĐH", home="xã Quảng Cư")
LAN = Row("Đỗ Thị Lan", "1/2/1980", ("Y6",), "TC")


def two_hungs() -> tuple[UUID, UUID]:
    """Two records of one man: a slip in the day of birth made him two."""
    take(roster([HUNG, LAN]))
    take_as_others(roster([TWIN], path=OTHER, file="bac-son.xlsx", as_of="30/6/2011"))
    born = {
        one.value: one.person
        for one in read_snapshot().particulars
        if one.kind is ParticularKind.BIRTH
    }
    return born["1970-03-12"], born["1970-03-13"]


def merge(survivor: UUID, merged: UUID, side: Side = Side.SURVIVOR) -> int:
    found = merging.compare_people(survivor=survivor, merged=merged, actor=OPERATOR, at=LATER)
    decisions = {one.id: side.value for one in found.open}
    return merging.merge_people(
        survivor=survivor, merged=merged, actor=OPERATOR, at=LATER, decisions=decisions
    ).merge


def standing(person: UUID, kind: FactKind) -> list[str]:
    name = {FactKind.PARTICULAR: "value", FactKind.ATTAINMENT: "level"}.get(kind, "id")
    facts = read_facts(kind, "person_id = %s AND voided_at IS NULL", [person])
    return sorted(str(getattr(fact, name)) for fact in facts)


def duplicates(*rows: Row) -> list[tuple[Likeness, ...]]:
    for number, row in enumerate(rows):
        paper = roster([row], path=(TOWN, f"phường Số {number + 1}"), file=f"{number}.xlsx")
        take_as_others(paper)
    return [one.likeness for one in found_duplicates()]


def found_duplicates(who: object = OPERATOR) -> tuple[access.OfficialRow, ...]:
    return list_duplicates(actor=who, at=NOON, perspective=VIEW).rows  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize(
    ("other", "likeness"),
    [
        (Row("Lê Văn Hùng", "1970", ("Y6",), home="xã Quảng Cư"),
         (Likeness.BIRTH_AGREES, Likeness.SAME_HOME, Likeness.OTHER_UNIT)),
        (Row("LE VAN HUNG", "3/1970", ("Y6",), home="Quảng Cư"),
         (Likeness.BIRTH_AGREES, Likeness.SAME_HOME, Likeness.OTHER_UNIT,
          Likeness.NAME_WRITTEN_OTHERWISE)),
        (Row("Lê Văn Hùng", "", ("Y6",), home="xã Quảng Cư"),
         (Likeness.BIRTH_UNKNOWN, Likeness.SAME_HOME, Likeness.OTHER_UNIT)),
    ],
)  # fmt: skip
def test_a_likely_duplicate_is_proposed(other: Row, likeness: tuple[Likeness, ...]) -> None:
    take(roster([HUNG]))
    hung = read_snapshot().particulars[0].person
    take(roster([LAN], path=OTHER, file="bac-son.xlsx"))
    lan = next(iter({one.person for one in read_snapshot().particulars} - {hung}))
    _say(lan, other)
    assert [one.likeness for one in found_duplicates()] == [likeness]


def _say(person: UUID, row: Row) -> None:
    """Let a person be known as this row says: the reader itself would have matched them."""
    from tests.records.sheets import day

    born = day(row.birth)
    wanted = {ParticularKind.NAME: row.name, ParticularKind.HOME_PLACE: row.home,
              ParticularKind.BIRTH: born.iso() if born else ""}  # fmt: skip
    for fact in read_facts(FactKind.PARTICULAR, "person_id = %s", [person]):
        operations.void_fact(
            kind=FactKind.PARTICULAR, fact=fact.id, reason="", actor=OPERATOR, at=NOON
        )
    made = [
        replace(fact, id=UUID(int=number), key=UUID(int=number), kind=kind, value=wanted[kind])
        for number, kind in enumerate(wanted, start=1)
        if wanted[kind]
    ]
    operations.record_facts(facts=made, actor=OPERATOR, at=NOON)


@pytest.mark.parametrize(
    "other",
    [
        Row("Lê Văn Hùng", "1971", ("Y6",), home="xã Quảng Cư"),  # another year
        Row("Lê Văn Hùng", "1970", ("Y6",), home="xã Quảng Thọ"),  # other home, other unit
        Row("Lê Văn Hùng", "", ("Y6",)),  # nothing but the name
        Row("Lê Văn Hưng", "12/3/1970", ("Y6",), home="xã Nga Sơn"),
    ],
)
def test_a_homonym_is_not_proposed(other: Row) -> None:
    likely = other.name == "Lê Văn Hưng"  # the same letters but for a mark, born on the same day
    take(roster([HUNG]))
    take_as_others(roster([other], path=OTHER, file="bac-son.xlsx"))
    assert bool(found_duplicates()) is likely


def test_two_people_told_apart_are_not_proposed_again() -> None:
    one, other = two_hungs()
    _same_birth(other)
    assert len(found_duplicates()) == 1
    merging.mark_apart(one=other, other=one, actor=OPERATOR, at=LATER)
    assert not found_duplicates()
    assert [{row.one, row.other} for row in list_aparts(actor=OPERATOR, at=LATER)] == [{one, other}]
    with pytest.raises(MergeRefused, match="merge_apart"):
        merge(one, other)
    with pytest.raises(MergeRefused, match="apart_already"):
        merging.mark_apart(one=one, other=other, actor=OPERATOR, at=LATER)

    merging.unmark_apart(one=one, other=other, actor=OPERATOR, at=LATER)
    assert len(found_duplicates()) == 1
    assert not verify().findings


def _same_birth(person: UUID) -> None:
    (birth,) = read_facts(FactKind.PARTICULAR, "person_id = %s AND kind = 'birth'", [person])
    operations.correct_fact(
        kind=FactKind.PARTICULAR, fact=birth.id, values={"value": "1970-03-12"},
        source=birth.source, actor=OPERATOR, at=NOON,
    )  # fmt: skip


def test_what_speaks_against_each_other_is_for_a_person_to_decide() -> None:
    one, other = two_hungs()
    found = merging.compare_people(survivor=one, merged=other, actor=OPERATOR, at=LATER)
    assert {(m.survivor[0].value, m.merged[0].value) for m in found.open} == {
        ("1970-03-12", "1970-03-13")
    }
    agreeing = {m.survivor[0].kind for m in found.meetings if m.holds}
    assert agreeing == {ParticularKind.NAME, ParticularKind.HOME_PLACE}
    with pytest.raises(MergeRefused, match="merge_undecided"):
        merging.merge_people(survivor=one, merged=other, actor=OPERATOR, at=LATER)
    with pytest.raises(MergeRefused, match="merge_decision_unknown"):
        merging.merge_people(
            survivor=one, merged=other, actor=OPERATOR, at=LATER, decisions={"x": "merged"}
        )


@pytest.mark.parametrize(
    ("side", "born"), [(Side.SURVIVOR, "1970-03-12"), (Side.MERGED, "1970-03-13")]
)
def test_a_merge_is_one_act_and_counts_the_person_once(side: Side, born: str) -> None:
    one, other = two_hungs()
    number = merge(one, other, side)

    assert standing(one, FactKind.PARTICULAR) == sorted([born, "Lê Văn Hùng", "xã Quảng Cư"])
    assert standing(one, FactKind.ATTAINMENT) == ["TC", "ĐH"]
    assert len(standing(one, FactKind.TENURE)) == 2
    assert not standing(other, FactKind.TENURE)
    listed = access.list_officials(actor=OPERATOR, at=LATER, perspective=VIEW)
    assert [row.name for row in listed.rows] == ["Lê Văn Hùng", "Đỗ Thị Lan"]
    assert [
        (row.id, row.survivor, row.merged) for row in list_merges(actor=OPERATOR, at=LATER)
    ] == [(number, one, other)]
    assert not found_duplicates()
    assert not verify().findings


def test_every_reference_leads_to_the_one_that_stands() -> None:
    one, other = two_hungs()
    before = Perspective(VIEW.as_of, LATER - timedelta(hours=1))
    merge(one, other)

    assert resolve_person(str(other), actor=OPERATOR, at=LATER, perspective=VIEW) == one
    assert access.survivor_of(other) == one
    assert access.person_names([other], VIEW) == {other: "Lê Văn Hùng"}
    old = access.get_official(official=other, actor=OPERATOR, at=LATER, perspective=before)
    assert [str(fact.value) for fact in old.particulars if fact.kind == "birth"] == ["1970-03-13"]
    with pytest.raises(OfficialNotFound):
        access.get_official(official=other, actor=OPERATOR, at=LATER, perspective=VIEW)


def test_rights_to_the_old_record_are_those_to_the_one_that_stands() -> None:
    one, other = two_hungs()
    before = Perspective(VIEW.as_of, LATER - timedelta(hours=1))
    ward, strange = (actor(grant(unit_of(path))) for path in (WARD, (TOWN, "phường Bắc Sơn")))
    assert not access.may_see(other, actor=ward, at=LATER)
    merge(one, other)

    assert access.may_see(other, actor=ward, at=LATER)
    assert other in (access.visible_people(actor=ward, at=LATER) or ())
    page = access.list_officials(actor=ward, at=LATER, perspective=before)
    assert {row.id for row in page.rows if row.name == "Lê Văn Hùng"} == {one, other}
    # the merged record's post went along: who saw the one sees both
    assert access.may_see(one, actor=strange, at=LATER)


def test_both_records_must_be_within_reach() -> None:
    one, other = two_hungs()
    ward = actor(grant(unit_of(WARD)))
    for people in ((one, other), (other, one)):
        with pytest.raises(MergeRefused, match="merge_unknown"):
            merging.merge_people(survivor=people[0], merged=people[1], actor=ward, at=LATER)
    with pytest.raises(MergeRefused, match="merge_unknown"):
        merging.mark_apart(one=one, other=other, actor=ward, at=LATER)
    number = merge(one, other)
    with pytest.raises(MergeRefused, match="merge_number_unknown"):
        nobody = actor(grant(unit_of((TOWN, "phường Bắc Sơn")), frozenset()))
        merging.unmerge_people(merge=number, actor=nobody, at=LATER)


def test_a_later_file_that_knows_the_merged_record_reaches_the_one() -> None:
    one, other = two_hungs()
    merge(one, other)
    report = take(roster([replace(TWIN, level="ThS")], path=OTHER, file="2012.xlsx",
                         as_of="30/6/2012"), at=LATER + timedelta(days=9))  # fmt: skip

    assert (report.created, report.matched) == (0, 1)
    assert "ThS" in standing(one, FactKind.ATTAINMENT)
    assert not standing(other, FactKind.ATTAINMENT)
    assert [p.code for p in report.problems] == ["conflicting_value"]  # the other day of birth


def test_one_file_that_has_both_lines_means_one_person() -> None:
    one, other = two_hungs()
    merge(one, other)
    report = take(
        roster([HUNG, TWIN, LAN], file="ca-thi-xa.xlsx", as_of="30/6/2012"),
        at=LATER + timedelta(days=9),
    )
    assert (report.created, report.matched) == (0, 2)


def test_an_edited_edition_of_a_file_of_the_merged_record_reaches_the_one() -> None:
    one, other = two_hungs()
    number = merge(one, other)
    edited = roster([replace(TWIN, note="đã kiểm tra")], path=OTHER, file="bac-son.xlsx",
                    as_of="30/6/2011")  # fmt: skip
    report = take(edited, at=LATER + timedelta(days=1))

    assert report.replaces is not None
    assert (report.created, report.matched) == (0, 1)
    assert "đã kiểm tra" in standing(one, FactKind.PARTICULAR)
    assert len(standing(one, FactKind.TENURE)) == 2
    with pytest.raises(MergeRefused, match="merge_file_edited"):
        merging.unmerge_people(merge=number, actor=OPERATOR, at=LATER + timedelta(days=2))
    assert report.batch is not None
    operations.undo_import(batch=report.batch, actor=OPERATOR, at=LATER + timedelta(days=2))
    merging.unmerge_people(merge=number, actor=OPERATOR, at=LATER + timedelta(days=3))
    assert standing(other, FactKind.PARTICULAR) == ["1970-03-13", "Lê Văn Hùng", "xã Quảng Cư"]
    assert not verify().findings


def test_an_import_that_a_merge_rests_on_is_not_undone() -> None:
    one, other = two_hungs()
    number = merge(one, other)
    batches = operations_batches()
    for batch in batches:
        with pytest.raises(UndoRefused, match="batch_merged"):
            operations.undo_import(batch=batch, actor=OPERATOR, at=LATER)
    merging.unmerge_people(merge=number, actor=OPERATOR, at=LATER + timedelta(days=1))
    for batch in reversed(batches):
        operations.undo_import(batch=batch, actor=OPERATOR, at=LATER + timedelta(days=2))
    assert not verify().findings


def operations_batches() -> list[int]:
    from canbo.records.models import ImportBatch

    return list(ImportBatch.objects.order_by("id").values_list("id", flat=True))


def test_merges_of_one_record_are_taken_back_the_last_first() -> None:
    one, other = two_hungs()
    take_as_others(classes([Row("Lê Văn Hùng", "14/3/1970")]))
    third = next(fact.person for fact in read_snapshot().particulars if fact.value == "1970-03-14")
    first = merge(other, third)
    second = merge(one, other)
    assert access.survivor_of(third) == one
    with pytest.raises(MergeRefused, match="merge_not_last"):
        merging.unmerge_people(merge=first, actor=OPERATOR, at=LATER)
    with pytest.raises(MergeRefused, match="merge_already"):
        merge(one, other)
    report = take(classes([Row("Lê Văn Hùng", "14/3/1970")], file="k13.xlsx", name="Lớp K13"),
                  at=LATER + timedelta(days=1))  # fmt: skip
    assert (report.created, report.matched) == (0, 1)
    assert len(standing(one, FactKind.ATTENDANCE)) == 2

    merging.unmerge_people(merge=second, actor=OPERATOR, at=LATER + timedelta(days=2))
    merging.unmerge_people(merge=first, actor=OPERATOR, at=LATER + timedelta(days=2))
    assert len(standing(third, FactKind.ATTENDANCE)) == 1
    assert len(standing(one, FactKind.ATTENDANCE)) == 1  # said since, of whom nobody knows
    with pytest.raises(MergeRefused, match="merge_undone"):
        merging.unmerge_people(merge=first, actor=OPERATOR, at=LATER)
    assert not verify().findings


def test_a_merge_that_the_journal_does_not_tell_of_is_found() -> None:
    from django.db import connection, transaction

    one, other = two_hungs()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO records_merge (survivor_id, merged_id, at, actor_id, actor_name, act,
                reason, decisions, counts) VALUES (%s, %s, now(), 'x', 'x', 1, '', '{}', '{}')""",
            [one, other],
        )
    assert "verify_merge_differs" in {found.code for found in verify().findings}
