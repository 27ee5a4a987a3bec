"""Figures and verdicts out of the database, with names, units and rights."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from canbo.accounts.access import local_operator
from canbo.accounts.actor import Actor, GrantValue
from canbo.engine.facts import UnitLevel
from canbo.engine.figures import MEASURES, Window
from canbo.engine.law import Answer, Dimension
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Period, Perspective
from canbo.records.access import arrow_tables
from canbo.reporting import access
from canbo.web.messages import MESSAGES
from tests.figures.columns import records_tables
from tests.figures.homes import EARLY, LATE, Home, uuid
from tests.figures.stored import Town, make_town, store

pytestmark = pytest.mark.django_db


def test_the_columns_of_the_database_are_those_of_the_snapshot() -> None:
    home = Home()
    town = home.unit()
    person = home.person()
    home.holds(person, home.post(home.unit(town)), since="2008", until="5/2011")
    home.holds(person, home.post(town), since="7/2011")
    home.reached(person, "TC", voided=EARLY + timedelta(days=3))
    home.reached(person, "TC")
    home.sat(person, home.training_class("LLCT-TC", "9/2008", None))
    store(home)
    stored, expected = arrow_tables(), records_tables(home.snapshot())
    assert list(stored) == list(expected)
    for name, table in expected.items():
        order = "key" if "key" in table.column_names else "id"
        assert rows_by(stored[name], order) == rows_by(table, order), name


def rows_by(table, order: str) -> list[dict]:
    return sorted(table.to_pylist(), key=lambda row: row[order])


SEEN_FROM = Perspective(date(2011, 7, 31), LATE)
WINDOW = Window(date(2006, 1, 1), date(2011, 7, 31))
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def town() -> Town:
    return make_town()


def clerk_of(unit, role: str = "ward_clerk") -> Actor:
    everything = frozenset(UnitLevel)
    return Actor("7", "Mai", (GrantValue(role, unit.id, everything, 0, Period(None, None)),))


def figures(actor: Actor | None = None, **asked) -> dict:
    views = access.figures(
        actor=actor or local_operator(), at=NOW, perspective=SEEN_FROM, window=WINDOW, **asked
    )
    return {view.name: view for view in views}


def test_the_operator_sees_numbers_names_and_sources(town) -> None:
    found = figures(with_rows=True)
    theory = found["intermediate_theory_people"]
    assert (theory.value, theory.visible, theory.within_rights) == (4, 4, "")
    assert [row.name for row in theory.rows] == [
        "Cao Văn An", "Vũ Thị Ánh", "Lê Văn Bình", "Đỗ Thị Cúc",
    ]  # fmt: skip
    assert {row.source for row in theory.rows} == {"ds.xlsx › Sheet1!B7"}
    assert {row.id for row in theory.rows} == {one.key for one in town.home.attendances}
    share = found["commune_intermediate_professional_share"]
    assert (share.value, share.missing) == ("1/3", 1)
    assert {row.name: (row.met, row.detail) for row in share.rows} == {
        "Vũ Thị Ánh": (True, "Trung cấp"),
        "Lê Văn Bình": (False, "Sơ cấp"),
        "Đỗ Thị Cúc": (None, ""),
    }


def test_rows_come_only_when_asked_for(town) -> None:
    assert [view.rows for view in figures().values()] == [None] * len(MEASURES)


def test_a_unit_is_named_by_its_code(town) -> None:
    assert figures(unit=town.ward.code)["intermediate_theory_people"].value == 2
    assert figures(unit=town.top.code)["intermediate_theory_people"].value == 3
    with pytest.raises(Refusal) as refused:
        figures(unit="no such")
    assert refused.value.code in MESSAGES


def test_a_ward_clerk_sees_the_whole_number_and_the_own_people(town) -> None:
    theory = figures(clerk_of(town.ward), with_rows=True)["intermediate_theory_people"]
    assert (theory.value, theory.counted) == (4, 4)
    assert {row.name for row in theory.rows} == {"Vũ Thị Ánh", "Lê Văn Bình"}
    assert theory.within_rights == "2 của 4 trong phạm vi của bạn"


def test_another_unit_s_figure_opens_to_nobody(town) -> None:
    asked = {"unit": town.other.code, "with_rows": True}
    theory = figures(clerk_of(town.ward), **asked)["intermediate_theory_people"]
    assert (theory.value, theory.rows) == (1, ())


def test_who_has_no_grant_gets_no_number(town) -> None:
    with pytest.raises(Refusal) as refused:
        figures(Actor("9", "Người lạ", ()))
    assert refused.value.code == "not_allowed"


def verdicts(actor: Actor | None = None, **asked) -> tuple:
    return access.verdicts(actor=actor or local_operator(), at=NOW, perspective=SEEN_FROM, **asked)


def test_verdicts_carry_words_codes_and_the_citation(town) -> None:
    found = verdicts(person=town.binh.id)
    professional = next(one for one in found if one.dimension is Dimension.PROFESSIONAL)
    assert (professional.name, professional.unit) == ("Lê Văn Bình", "phường Trường Sơn")
    assert (professional.required, professional.held) == ("TC", "SC")
    assert professional.answer is Answer.NOT_MET
    assert professional.required_words == "từ trung cấp trở lên"
    assert professional.held_words == "Sơ cấp"
    assert professional.text == "04/2004/QĐ-BNV"
    assert professional.article
    assert professional.begins == date(2004, 2, 27)
    assert {one.person for one in found} == {town.binh.id}


def test_verdicts_of_a_unit_and_of_one_s_own_people(town) -> None:
    assert {one.name for one in verdicts()} == {"Vũ Thị Ánh", "Lê Văn Bình", "Đỗ Thị Cúc"}
    assert {one.name for one in verdicts(unit=town.other.code)} == {"Đỗ Thị Cúc"}
    clerk = clerk_of(town.ward)
    assert {one.name for one in verdicts(clerk)} == {"Vũ Thị Ánh", "Lê Văn Bình"}
    assert verdicts(clerk, unit=town.other.code) == ()


def test_another_s_person_is_as_unknown_as_nobody(town) -> None:
    clerk = clerk_of(town.ward)
    answers = []
    for person in (town.cuc.id, uuid(424242)):
        with pytest.raises(Refusal) as refused:
            verdicts(clerk, person=person)
        answers.append(refused.value.code)
    assert answers[0] == answers[1]
    assert answers[0] in MESSAGES


@pytest.mark.parametrize("as_of", [date(2000, 1, 1), date(2009, 6, 30), date(2026, 11, 23)])
@pytest.mark.parametrize("known_at", [EARLY, LATE])
def test_rights_never_follow_the_perspective(as_of: date, known_at: datetime) -> None:
    """Ánh has left the ward: whatever day is asked for, its clerk of today lists Bình only."""
    home = Home()
    ward, other = home.unit(name="phường Trường Sơn"), home.unit(name="phường Bắc Sơn")
    left, stayed = home.person("Vũ Thị Ánh"), home.person("Lê Văn Bình")
    managed = {"title": "X05", "managed_by": UnitLevel.COMMUNE}
    home.holds(left, home.post(ward, title="X04", managed_by=UnitLevel.COMMUNE), until="2011")
    home.holds(left, home.post(other, **managed), since="2012")
    home.holds(stayed, home.post(ward, **managed))
    sat = home.training_class("BD-QLNN", "3/2008", "3/2008")
    home.sat(left, sat)
    home.sat(stayed, sat)
    store(home)
    clerk, seen_from = clerk_of(ward), Perspective(as_of, known_at)
    views = access.figures(
        actor=clerk, at=NOW, perspective=seen_from, window=WINDOW, with_rows=True
    )  # fmt: skip
    assert {view.name: view.value for view in views}["fostering_attendances"] == 2
    listed = {row.person for view in views for row in view.rows}
    judged = {one.person for one in access.verdicts(actor=clerk, at=NOW, perspective=seen_from)}
    assert listed == {stayed.id}
    assert judged <= {stayed.id}


def test_managed_by_another_level_is_not_one_s_own(town) -> None:
    levels = frozenset({UnitLevel.DISTRICT})
    clerk = Actor(
        "7", "Mai", (GrantValue("ward_clerk", town.ward.id, levels, 0, Period(None, None)),)
    )
    theory = figures(clerk, with_rows=True)["intermediate_theory_people"]
    assert (theory.value, theory.rows) == (4, ())
    assert verdicts(clerk) == ()
