"""Puts a hand-made home into the database, as an import would have left it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from canbo.engine.facts import Person, Unit, UnitLevel
from canbo.records import models
from canbo.records.operations.writing import Pen, Void, insert_facts, void_facts
from tests.figures.homes import EARLY, Home

ACT = 1


def store(home: Home) -> None:
    shared = {"created_at": EARLY, "created_act": ACT}
    models.Unit.objects.bulk_create(
        models.Unit(id=one.id, code=one.code, **shared) for one in home.units.values()
    )
    models.Person.objects.bulk_create(models.Person(id=one, **shared) for one in home.people)
    models.Post.objects.bulk_create(
        models.Post(
            id=one.id, unit_id=one.unit, title=one.title, title_as_written=one.title_as_written,
            title_spelling=one.title_as_written, post_class=one.post_class, level=one.level,
            managed_by=one.managed_by, **shared,
        )
        for one in home.posts.values()
    )  # fmt: skip
    models.TrainingClass.objects.bulk_create(
        models.TrainingClass(
            id=one.id, name=one.name, name_spelling=one.name, kind=one.kind, course=one.course,
            begins=one.begins.iso() if one.begins else "",
            ends=one.ends.iso() if one.ends else "", **shared,
        )
        for one in home.classes.values()
    )  # fmt: skip
    facts = [
        *home.unit_names, *home.placements, *home.particulars, *home.tenures, *home.attainments,
        *home.attendances, *home.profiles,
    ]  # fmt: skip
    for fact in sorted(facts, key=lambda one: one.voided_at is None):
        insert_facts([replace(fact, voided_at=None)], Pen("tests", ACT, None))
        if fact.voided_at is not None:
            void_facts([Void(fact)], at=fact.voided_at, act=ACT)


@dataclass(frozen=True)
class Town:
    """Two wards under one town: Ánh and Bình in Trường Sơn, Cúc in Bắc Sơn, An without a post."""

    home: Home
    top: Unit
    ward: Unit
    other: Unit
    anh: Person
    binh: Person
    cuc: Person
    an: Person


def make_town() -> Town:
    home = Home()
    top = home.unit(level=UnitLevel.DISTRICT, name="thị xã Sầm Sơn")
    ward, other = home.unit(top, name="phường Trường Sơn"), home.unit(top, name="phường Bắc Sơn")
    names = {"anh": "Vũ Thị Ánh", "binh": "Lê Văn Bình", "cuc": "Đỗ Thị Cúc", "an": "Cao Văn An"}
    people = {key: home.person(name) for key, name in names.items()}
    for key, unit, title in [("anh", ward, "X05"), ("binh", ward, "X04"), ("cuc", other, "X05")]:
        home.holds(people[key], home.post(unit, title=title, managed_by=UnitLevel.COMMUNE))
    sat = home.training_class("LLCT-TC", "9/2008", "6/2010")
    for person in people.values():
        home.sat(person, sat)
    home.reached(people["anh"], "TC")
    home.reached(people["binh"], "SC")
    store(home)
    return Town(home, top, ward, other, **people)
