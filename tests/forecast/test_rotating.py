"""From facts to the tables of a rotation: who may take which seat, and what keeps the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest

from canbo.engine.facts import (
    Move,
    MoveKind,
    Particular,
    ParticularKind,
    Person,
    PoolEntry,
    Post,
    Snapshot,
    UnitLevel,
)
from canbo.engine.forecast import Scene
from canbo.engine.forecast.rotating import Rotating, rotating
from canbo.engine.planning.rotation.flaws import find_flaws
from canbo.engine.planning.rotation.settings import Settings
from canbo.engine.timeline import Perspective
from tests.figures.homes import LATE, LAW, Home

DAY = date(2011, 7, 31)
OPEN = Settings(kind="reassignment", only_planned=False)


@dataclass
class Wards:
    """Two wards, each with its key head (K1), whom the district decides on."""

    home: Home

    def __post_init__(self) -> None:
        home = self.home
        town = home.unit(level=UnitLevel.DISTRICT, name="thị xã Sầm Sơn")
        self.first = home.unit(town, name="phường Trường Sơn")
        self.second = home.unit(town, name="phường Bắc Sơn")
        self.chair, self.other_chair = self.led(self.first), self.led(self.second)
        self.nam, self.bac = self.adult("Nam"), self.adult("Bắc")
        home.holds(self.nam, self.chair, since="1/3/2005")
        home.holds(self.bac, self.other_chair, since="2009")
        self.more: dict[str, tuple] = {}

    def led(self, unit, title: str = "K1") -> Post:
        return self.home.post(unit, title=title, managed_by=UnitLevel.DISTRICT)

    def adult(self, name: str, born: str = "1970", *, theory: str = "CTSC") -> Person:
        person = self.home.person(name)
        self.says(person, ParticularKind.SEX, "f")
        self.says(person, ParticularKind.BIRTH, born)
        self.home.reached(person, "ĐH")
        if theory:
            self.home.reached(person, theory)
        return person

    def says(self, person: Person, kind: ParticularKind, value: str) -> None:
        shared = self.home._shared()
        self.home.particulars.append(Particular(**shared, person=person.id, kind=kind, value=value))

    def plan(self, person: Person, post: Post) -> None:
        entry = PoolEntry(**self.home._shared("1/1/2010"), person=person.id, post=post.id)
        self.more["pool_entries"] = (*self.more.get("pool_entries", ()), entry)

    def rotated(self, person: Person, since: str) -> None:
        shared = self.home._shared(since)
        moved = Move(**shared, person=person.id, kind=MoveKind.ROTATION)
        self.more["moves"] = (*self.more.get("moves", ()), moved)

    @property
    def snapshot(self) -> Snapshot:
        return replace(self.home.snapshot(), **self.more)

    def tables(self, settings: Settings = OPEN) -> Rotating:
        scene = Scene.of(self.snapshot, LAW, Perspective(DAY, LATE))
        found = rotating(scene, settings)
        assert find_flaws(found.problem) == ()
        return found


@pytest.fixture
def wards() -> Wards:
    return Wards(Home())


def values(found: Rotating) -> dict[tuple[str, str], tuple[int, str | None]]:
    return {(row.person, row.post): (row.value, row.needs_course) for row in found.problem.moves}


def kept(found: Rotating, person: Person) -> set[str]:
    return set(found.barred.get(person.id, {}))


def test_two_heads_may_change_places_and_years_served_count(wards: Wards) -> None:
    found = wards.tables()
    nam, bac = str(wards.nam.id), str(wards.bac.id)
    first, second = str(wards.chair.id), str(wards.other_chair.id)
    usual = Settings()
    assert values(found) == {
        (nam, first): (usual.placed + usual.stay, None),
        (bac, second): (usual.placed + usual.stay, None),
        (nam, second): (usual.placed + usual.move + 6 * usual.served, None),
        (bac, first): (usual.placed + usual.move + usual.served, None),  # of 2009 only its end
    }
    people = {row.person: row for row in found.problem.people}
    assert (people[nam].terms_in_post, people[bac].terms_in_post) == (1, 0)
    assert people[nam].months_left == 166  # born 1/1970 at the earliest: pension from 1/6/2025
    assert {unit.grassroots for unit in found.problem.units} == {True}


def test_a_head_beyond_the_terms_stays_for_less(wards: Wards) -> None:
    settings = replace(OPEN, head_terms=1)
    staying = values(wards.tables(settings))
    usual = Settings()
    worth = usual.placed + usual.stay
    assert staying[str(wards.nam.id), str(wards.chair.id)][0] == worth - usual.overdue
    assert staying[str(wards.bac.id), str(wards.other_chair.id)][0] == worth


def test_who_has_not_enough_time_left_or_nobody_knows_stays(wards: Wards) -> None:
    old = wards.adult("Sắp nghỉ", "1959")
    unknown = wards.adult("Không rõ", "1970")
    unborn = [one for one in wards.home.particulars
              if (one.person, one.kind) != (unknown.id, ParticularKind.BIRTH)]  # fmt: skip
    wards.home.particulars[:] = unborn
    for number, person in enumerate((old, unknown)):
        wards.home.holds(person, wards.led((wards.first, wards.second)[number]), since="2009")
    found = wards.tables(replace(OPEN, leaving_months=0))
    assert kept(found, old) == {"time_left"}
    assert kept(found, unknown) == {"time_left_unknown"}
    assert [row.post for row in found.problem.moves if row.person == str(old.id)]  # to stay


def test_a_rotation_runs_its_time(wards: Wards) -> None:
    wards.rotated(wards.nam, "8/2008")
    wards.rotated(wards.bac, "7/2008")
    found = wards.tables()
    assert kept(found, wards.nam) == {"rotated"}  # 35 months at least
    assert "rotated" not in kept(found, wards.bac)  # from 31/7/2008 on: 36 at least


def test_only_planned_people_move_where_the_office_says_so(wards: Wards) -> None:
    wards.plan(wards.nam, wards.other_chair)
    found = wards.tables(replace(OPEN, only_planned=True))
    usual = Settings()
    worth = usual.placed + usual.move + 6 * usual.served + usual.planned
    assert values(found)[str(wards.nam.id), str(wards.other_chair.id)] == (worth, None)
    assert kept(found, wards.bac) == {"not_planned"}
    assert found.planned == 1
    told = found.grounds(str(wards.nam.id), str(wards.other_chair.id))
    assert told == {"planned": 1, "served": 6}


def test_a_missing_standard_asks_for_its_course_and_missing_data_bars(wards: Wards) -> None:
    learner = wards.adult("Phải học", theory="CT0")
    blank = wards.adult("Thiếu hồ sơ", theory="")
    for person in (learner, blank):
        wards.home.holds(person, wards.led(wards.home.unit(name="xã Quảng Cư")), since="2009")
    found = wards.tables()
    courses = {course for (person, post), (_, course) in values(found).items()
               if person == str(learner.id) and post == str(wards.chair.id)}  # fmt: skip
    assert courses == {"LLCT-TC"}
    assert kept(found, blank) == {"standards_unknown"}


def test_heads_do_not_become_deputies_unless_the_office_lets_them_or_it_is_planned(
    wards: Wards, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputy_title = replace(LAW.posts["K3"], is_deputy=True)
    law = replace(LAW, posts={**LAW.posts, "K3": deputy_title})
    monkeypatch.setattr("tests.forecast.test_rotating.LAW", law)
    deputy = wards.adult("Phó")
    post = wards.led(wards.second, "K3")
    wards.home.holds(deputy, post, since="2009")
    assert kept(wards.tables(), wards.nam) == {"level"}
    assert kept(wards.tables(replace(OPEN, levels_down=1)), wards.nam) == set()
    assert kept(wards.tables(), deputy) == {"level"}
    wards.plan(deputy, wards.chair)
    assert (str(deputy.id), str(wards.chair.id)) in values(wards.tables())


def test_a_post_of_several_is_as_many_seats_and_a_second_post_goes_along(wards: Wards) -> None:
    third = wards.adult("Người thứ ba")
    wards.home.holds(third, wards.chair, since="2009")
    wards.home.holds(wards.nam, wards.led(wards.first, "K2"), since="2009")
    found = wards.tables()
    of_chair = [seat for seat in found.seats.values() if seat.post == wards.chair.id]
    assert {seat.holder for seat in of_chair} == {wards.nam.id, third.id}
    assert found.beside == 1
    assert len(found.seats) == 3
    assert not [row for row in found.problem.moves
                if row.person == str(third.id) and row.post.startswith(str(wards.chair.id))
                and not row.post.endswith(str(third.id))]  # fmt: skip


def test_a_post_that_was_left_is_filled_by_who_is_planned_for_it(wards: Wards) -> None:
    empty = wards.led(wards.second, "K2")
    gone = wards.adult("Đã thôi")
    wards.home.holds(gone, empty, since="2005", until="2010")
    comer = wards.adult("Kế nhiệm")
    wards.plan(comer, empty)
    wards.plan(comer, wards.chair)
    found = wards.tables()
    assert found.seats[str(empty.id)].holder is None
    usual = Settings()
    assert values(found)[str(comer.id), str(empty.id)] == (usual.move + usual.planned, None)
    assert str(gone.id) not in {row.person for row in found.problem.people}


def test_who_retires_soon_leaves_a_vacancy_behind(wards: Wards) -> None:
    old = wards.adult("Sắp nghỉ", "9/1956")  # to the end of 1/2012
    post = wards.led(wards.second)
    wards.home.holds(old, post, since="2005")
    found = wards.tables()
    assert found.leaving == (old.id,)
    assert found.seats[str(post.id)].holder is None
    assert wards.tables(replace(OPEN, leaving_months=6)).leaving == ()


def test_a_home_place_names_the_ward_that_one_is_local_to(wards: Wards) -> None:
    wards.says(wards.nam, ParticularKind.HOME_PLACE, "phường Trường Sơn, thị xã Sầm Sơn")
    wards.says(wards.bac, ParticularKind.HOME_PLACE, "phường Trường Sơn, thị xã Bỉm Sơn")
    found = wards.tables()
    homes = {row.person: row.home_unit for row in found.problem.people}
    assert homes == {str(wards.nam.id): str(wards.first.id), str(wards.bac.id): None}
    usual = Settings()
    worth, _ = values(found)[str(wards.nam.id), str(wards.other_chair.id)]
    assert worth == usual.placed + usual.move + 6 * usual.served + usual.not_local
