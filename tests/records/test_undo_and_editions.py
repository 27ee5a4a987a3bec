"""Taking an import back, and putting an edited file in the place of the earlier one."""

from __future__ import annotations

import itertools
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from canbo.engine.facts import ClassKind, Snapshot
from canbo.engine.timeline import Perspective
from canbo.exchange.workbooks.reading import Reading
from canbo.records import access, operations
from canbo.records.operations import UndoRefused
from canbo.records.queries import read_snapshot
from tests.records.sheets import NOON, OPERATOR, TOWN, Row, classes, roster, take

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)
OTHER = (TOWN, "phường Bắc Sơn")
HUNG = Row("Lê Văn Hùng", "1970", ("X05",), "ĐH", home="Quảng Cư")
HANH = Row("Vũ Thị Hạnh", "5/8/1971", ("Y5", "X02"), "TC", note="nghỉ thai sản")
LAN = Row("Đỗ Thị Lan", "1/2/1980", ("Y6",), "TC")
FACTS = ("unit_names", "unit_placements", "particulars", "tenures", "attainments", "attendances")


def visible_state(snapshot: Snapshot | None = None) -> dict[str, Any]:
    """Everything that stands, by what it says and under its key: what any output is made of."""
    found = snapshot or read_snapshot()
    state: dict[str, Any] = {
        name: sorted(
            (str(fact.key), repr(replace_housekeeping(fact)))
            for fact in getattr(found, name)
            if fact.voided_at is None
        )
        for name in FACTS
    }
    perspective = Perspective(date(2011, 7, 31), LATER + timedelta(days=9))
    state["tree"] = access.unit_tree(perspective)
    state["list"] = access.list_officials(
        actor=OPERATOR, at=LATER, perspective=perspective, search="", size=500
    )
    return state


def replace_housekeeping(fact: Any) -> list[Any]:
    skipped = {"id", "recorded_at", "voided_at", "key"}
    return [getattr(fact, one.name) for one in fields(fact) if one.name not in skipped]


def said(state: dict[str, Any]) -> dict[str, list[str]]:
    """The same, without keys and ids: to compare two homes."""
    snapshot = read_snapshot()
    folded = {
        "tenures": [
            (name_of(snapshot, one.person), snapshot.posts[one.post].title, repr(one.validity))
            for one in snapshot.tenures
            if one.voided_at is None
        ],
        "attainments": [
            (name_of(snapshot, one.person), one.scale, one.level, repr(one.validity))
            for one in snapshot.attainments
            if one.voided_at is None
        ],
        "particulars": [
            (name_of(snapshot, one.person), one.kind, one.value)
            for one in snapshot.particulars
            if one.voided_at is None
        ],
    }
    assert state["list"].total == len(state["list"].rows)
    return {kind: sorted(map(repr, found)) for kind, found in folded.items()}


def name_of(snapshot: Snapshot, person: Any) -> str:
    names = [f for f in snapshot.particulars if f.person == person and f.kind == "name"]
    return names[0].value


def undo(batch: int | None) -> None:
    assert batch is not None
    operations.undo_import(batch=batch, actor=OPERATOR, at=LATER)


def test_undo_of_the_first_import_leaves_an_empty_home() -> None:
    undo(take(roster([HUNG, HANH])).batch)
    state = visible_state()

    assert all(not state[name] for name in FACTS)
    assert state["tree"] == ()
    assert state["list"].rows == ()


@pytest.mark.parametrize(
    "second",
    [
        roster([HUNG, HANH], file="again.xlsx"),
        roster([replace(HUNG, posts=("X01",)), LAN], as_of="31/12/2011", file="2011.xlsx"),
        roster([replace(HUNG, birth="12/3/1970"), HANH], as_of="31/12/2006", file="2006.xlsx"),
        roster([LAN], path=OTHER, file="khac.xlsx"),
        classes([replace(HUNG, birth="12/3/1970"), LAN]),
        roster([replace(HUNG, level="ĐH", reached="2005", home="Quảng Cư, Quảng Xương")],
               file="b.xlsx"),
    ],
)  # fmt: skip
def test_undo_restores_the_identical_state(second: Reading) -> None:
    take(roster([HUNG, HANH]))
    before = visible_state()
    undo(take(second, at=LATER).batch)

    assert visible_state() == before


def test_undo_then_import_again_gives_the_same_figures_of_facts() -> None:
    first = take(roster([HUNG, HANH]))
    told = said(visible_state())
    undo(first.batch)
    again = take(roster([HUNG, HANH]), at=LATER)

    assert again.batch != first.batch
    assert again.facts == first.facts
    assert said(visible_state()) == told
    assert access.unit_with_code("phuong-truong-son") is not None


def test_undo_keeps_what_was_known_in_between() -> None:
    first = take(roster([HUNG]))
    undo(first.batch)
    past = read_snapshot().folded(Perspective(date(2011, 1, 1), NOON))

    assert len(past.tenures) == 1


def test_undo_twice_is_refused() -> None:
    report = take(roster([HUNG]))
    undo(report.batch)
    with pytest.raises(UndoRefused) as refused:
        undo(report.batch)
    assert refused.value.code == "batch_undone_already"


@pytest.mark.parametrize(
    "later",
    [
        classes([HUNG]),
        classes([replace(HUNG, birth="12/3/1970")]),
        roster([HUNG, HANH], file="again.xlsx"),
        roster([replace(HUNG, posts=("X01",))], as_of="31/12/2011", file="2011.xlsx"),
        roster([LAN], path=OTHER, file="khac.xlsx"),  # it stands under the town that the first made
    ],
)
def test_an_import_on_which_others_rest_is_not_undone(later: Reading) -> None:
    first = take(roster([HUNG, HANH]))
    second = take(later, at=LATER)
    before = visible_state()
    with pytest.raises(UndoRefused) as refused:
        undo(first.batch)

    assert refused.value.code == "batch_in_use"
    assert refused.value.data["later"] == str(second.batch)
    assert visible_state() == before
    undo(second.batch)
    undo(first.batch)
    assert visible_state()["tree"] == ()


def test_an_import_corrected_by_hand_is_not_undone() -> None:
    report = take(roster([HUNG]))
    level = read_snapshot().attainments[0]
    operations.correct_fact(
        kind="attainment", fact=level.id, values={"level": "ThS"}, source=level.source,
        actor=OPERATOR, at=LATER,
    )  # fmt: skip
    with pytest.raises(UndoRefused) as refused:
        undo(report.batch)
    assert refused.value.code == "batch_corrected"


EDITS = [
    [HUNG],
    [HANH],
    [HUNG, HANH, LAN],
    [replace(HUNG, level="SC"), HANH],
    [replace(HUNG, level=""), HANH],
    [replace(HUNG, name="Lê Văn Hưng"), HANH],
    [replace(HUNG, birth="1969"), HANH],
    [replace(HUNG, birth="12/3/1970"), HANH],
    [replace(HUNG, posts=("X06",)), HANH],
    [HUNG, replace(HANH, posts=("Y5",))],
    [HUNG, replace(HANH, note="")],
    [LAN],
]


@pytest.mark.parametrize("edited", EDITS)
@pytest.mark.parametrize("with_class", [False, True])
def test_an_edited_file_gives_the_state_of_the_edited_file(
    edited: list[Row], with_class: bool
) -> None:
    other = roster([replace(LAN, posts=("Y3",))], path=OTHER, file="khac.xlsx")
    course = classes([Row("Đỗ Thị Lan", "1980"), Row("Người Ngoài", "1990")])
    rest = [other, course] if with_class else [other]
    for one in (*rest, roster(edited)):
        take(one)
    wanted = said(visible_state())
    for _ in range(len(rest) + 1):
        undo(newest())
    for one in (*rest, roster([HUNG, HANH])):
        take(one, at=LATER)
    before = visible_state()
    report = take(roster(edited), at=LATER + timedelta(hours=1))

    assert report.replaces is not None
    assert said(visible_state()) == wanted
    operations.undo_import(batch=report.batch or 0, actor=OPERATOR, at=LATER + timedelta(hours=2))
    assert visible_state() == before


def newest() -> int:
    """The last import that stands."""
    from canbo.records.models import ImportBatch

    return (
        ImportBatch.objects.filter(state="stored").order_by("-id").values_list("id", flat=True)[0]
    )


def test_an_edition_keeps_what_another_file_says_too() -> None:
    take(roster([HUNG, HANH]))
    take(classes([HUNG]), at=LATER)
    take(roster([HANH]), at=LATER + timedelta(hours=1))
    snapshot = read_snapshot()

    standing = [one for one in snapshot.particulars if one.voided_at is None]
    assert {one.value for one in standing if one.kind == "name"} == {"Lê Văn Hùng", "Vũ Thị Hạnh"}
    assert not [
        one
        for one in snapshot.tenures
        if one.voided_at is None and name_of(snapshot, one.person) == "Lê Văn Hùng"
    ]
    perspective = Perspective(date(2011, 1, 1), LATER + timedelta(days=1))
    listed = access.list_officials(actor=OPERATOR, at=LATER, perspective=perspective)
    assert [row.name for row in listed.rows] == ["Vũ Thị Hạnh"]


def test_an_edition_that_ends_nothing_lets_the_post_go_on() -> None:
    """The edited roster lists the post that the earlier one had left out, and so had ended."""
    take(roster([HUNG], as_of="31/12/2008", file="2008.xlsx"))
    take(roster([replace(HUNG, posts=("X06",))], as_of="31/12/2010", file="2010.xlsx"), at=LATER)
    both = roster([replace(HUNG, posts=("X06", "X05"))], as_of="31/12/2010", file="2010.xlsx")
    report = take(both, at=LATER + timedelta(hours=1))

    assert (report.restored, report.voided) == (1, 1)
    tenures = [one for one in read_snapshot().tenures if one.voided_at is None]
    assert all(one.validity.ends is None for one in tenures)
    assert len(tenures) == 2


def test_the_earlier_of_two_editions_cannot_be_undone_alone() -> None:
    first = take(roster([HUNG]))
    second = take(roster([HUNG, HANH]), at=LATER)
    with pytest.raises(UndoRefused) as refused:
        undo(first.batch)
    assert (refused.value.code, refused.value.data["later"]) == (
        "batch_replaced",
        str(second.batch),
    )


def test_a_file_of_the_same_name_about_another_day_is_no_edition() -> None:
    take(roster([HUNG], as_of="31/12/2008"))
    assert take(roster([HUNG], as_of="31/12/2010"), at=LATER).replaces is None


def test_a_class_whose_dates_were_corrected_is_one_class() -> None:
    take(classes([HUNG, LAN], begins="9/2008", ends="6/2010"))
    report = take(classes([HUNG, LAN], begins="9/2009", ends="6/2010"), at=LATER)

    standing = [one for one in read_snapshot().attendances if one.voided_at is None]
    assert report.replaces is not None
    assert len(standing) == 2


def test_the_same_course_of_another_year_in_a_file_of_that_name_is_another_class() -> None:
    take(classes([HUNG, LAN], begins="3/2008", ends="4/2008"))
    report = take(classes([HUNG, LAN], begins="3/2009", ends="4/2009"), at=LATER)

    assert (report.replaces, report.facts["attendance"]) == (None, 2)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (roster([HUNG], file="ds.xlsx"), roster([LAN], path=OTHER, file="ds.xlsx")),
        (classes([HUNG], file="ds.xlsx"), classes([LAN], file="ds.xlsx", name="Lớp trung cấp K13")),
    ],
)
def test_files_of_one_name_about_other_things_are_no_editions(
    first: Reading, second: Reading
) -> None:
    take(first)
    report = take(second, at=LATER)

    assert (report.replaces, report.voided) == (None, 0)


TAKE_BACK = -1


@example(steps=[(0, False), (7, True), (0, True), (7, False)])
@example(steps=[(0, False), (7, True), (0, True), (7, False), (TAKE_BACK, False), (3, False)])
@settings(max_examples=20)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(range(TAKE_BACK, len(EDITS))), st.booleans()),
        min_size=1,
        max_size=6,
    )
)
def test_any_chain_of_editions_undone_step_by_step_returns_each_state(
    steps: list[tuple[int, bool]],
) -> None:
    """Whatever is taken in, and taken back in between: each undo gives what was before."""
    hours = itertools.count(1)
    stack: list[tuple[int, dict[str, Any]]] = []

    def take_back() -> None:
        batch, before = stack.pop()
        at = LATER + timedelta(hours=next(hours))
        operations.undo_import(batch=batch, actor=OPERATOR, at=at)
        assert visible_state() == before

    for edit, is_class in steps:
        if edit != TAKE_BACK:
            before = visible_state()
            rows = EDITS[edit]
            reading = classes(rows, kind=ClassKind.FOSTERING) if is_class else roster(rows)
            report = take(reading, at=LATER + timedelta(hours=next(hours)))
            if not report.already_known and report.batch is not None:
                stack.append((report.batch, before))
        elif stack:
            take_back()
    while stack:
        take_back()


def test_what_an_edition_put_back_and_a_hand_corrected_keeps_the_edition() -> None:
    better = replace(HUNG, birth="12/3/1970")
    take(roster([HUNG]))
    take(classes([better, HANH]), at=LATER)
    edition = take(classes([HUNG]), at=LATER + timedelta(hours=1))
    birth = next(
        one for one in read_snapshot().particulars if one.kind == "birth" and one.voided_at is None
    )
    operations.correct_fact(
        kind="particular", fact=birth.id, values={"value": "1971"}, source=birth.source,
        actor=OPERATOR, at=LATER + timedelta(hours=2),
    )  # fmt: skip
    before = visible_state()
    with pytest.raises(UndoRefused) as refused:
        undo(edition.batch)
    assert refused.value.code == "batch_corrected"
    assert visible_state() == before
