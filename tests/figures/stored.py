"""Puts a hand-made home into the database, as an import would have left it."""

from __future__ import annotations

from dataclasses import replace

from tests.figures.homes import EARLY, Home

from canbo.records import models
from canbo.records.operations.writing import Pen, Void, insert_facts, void_facts

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
        *home.attendances,
    ]  # fmt: skip
    for fact in sorted(facts, key=lambda one: one.voided_at is None):
        insert_facts([replace(fact, voided_at=None)], Pen("tests", ACT, None))
        if fact.voided_at is not None:
            void_facts([Void(fact)], at=fact.voided_at, act=ACT)
