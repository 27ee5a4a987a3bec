"""Who shares a name within a list, and what tells them apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from canbo.engine.facts import ParticularKind
from canbo.engine.timeline import Perspective, fold
from canbo.reporting.namesakes import NO_BIRTH, births, sharing_names
from tests.figures.homes import LATE, Home


def test_only_those_of_one_name_share_it() -> None:
    home = Home()
    one, two, three = (home.person().id for _ in range(3))
    people = {one: "Vũ Đình Bình", two: "VŨ ĐÌNH BÌNH", three: "Vũ Đình Binh Minh"}
    assert sharing_names(people) == {one, two}
    assert sharing_names({one: "Vũ Đình Bình", three: "Trần Dũng"}) == frozenset()


def test_the_birth_is_told_as_known_then() -> None:
    home = Home()
    known, unknown = home.person().id, home.person().id
    birth = {"id": known, "key": known, "kind": ParticularKind.BIRTH, "value": "1970-03"}
    home.particulars.append(replace(home.particulars[0], **birth))
    seen = Perspective(date(2011, 7, 31), LATE)
    told = births({known, unknown}, fold(home.snapshot().particulars, seen))
    assert told == {known: "sinh 3/1970", unknown: NO_BIRTH}
