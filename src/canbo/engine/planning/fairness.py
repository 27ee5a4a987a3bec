"""Whose share of places and moves is shown for fairness: who is of which group on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from canbo.engine.facts import ParticularKind, Snapshot
from canbo.engine.law import Area
from canbo.engine.law.holders import Areas
from canbo.engine.timeline import PartialDate, Perspective

YOUNG = 35  # years of age: below it an official counts as young
MAJORITY = "kinh"


def fairness_groups(
    folded: Snapshot, perspective: Perspective, units: Iterable[tuple[str, str]]
) -> dict[str, frozenset[str]]:
    """Find who is a woman, young, of an ethnic minority, or of a remote unit, on the day.

    `units` are (person, unit) by ids. A unit is remote where the records say that it lies in the
    mountains.
    """
    found: dict[str, set[str]] = {"women": set(), "young": set(), "minority": set()}
    areas = Areas(folded, perspective)
    remote = {person for person, unit in units if areas.of(UUID(unit)) == {Area.MOUNTAIN}}
    for one in folded.particulars:
        if one.kind is ParticularKind.SEX and one.value == "f":
            found["women"].add(str(one.person))
        elif one.kind is ParticularKind.BIRTH:
            if _age(PartialDate.parse(one.value).earliest, perspective.as_of) < YOUNG:
                found["young"].add(str(one.person))
        elif one.kind is ParticularKind.ETHNIC_GROUP and one.value.casefold() != MAJORITY:
            found["minority"].add(str(one.person))
    return {name: frozenset(people) for name, people in {**found, "remote": remote}.items()}


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
