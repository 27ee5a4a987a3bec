"""A trial of a plan: the same facts with one number of the catalogue changed (what-if)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from canbo.engine.planning.catalogue import Catalogue
from canbo.engine.refusal import Refusal

MOST = 10**12


class Number(StrEnum):
    """Which number of a catalogue is tried."""

    SEATS = "seats"  # of a class, by its code
    QUOTA = "quota"  # places of a quota, by its code
    BUDGET = "budget"  # đồng of a source in the year of the plan, by its code
    COVER = "cover"  # people of a unit who may be away on one day, by the unit's code


class TrialRefused(Refusal):
    """The trial names nothing of the catalogue, or a number that cannot be."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One number of a catalogue and what it shall be in the trial."""

    number: Number
    key: str
    value: int

    def plain(self) -> dict[str, Any]:
        """Give the edit as JSON values."""
        return {"number": self.number.value, "key": self.key, "value": self.value}

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Edit:
        """Read an edit back."""
        return cls(Number(plain["number"]), str(plain["key"]), int(plain["value"]))


def number_of(catalogue: Catalogue, number: Number, key: str) -> int | None:
    """Give the number as it stands in the catalogue; None where it names nothing."""
    if number is Number.SEATS:
        return next((one.seats for one in catalogue.classes if one.code == key), None)
    if number is Number.QUOTA:
        return next((one.places for one in catalogue.quotas if one.code == key), None)
    if number is Number.BUDGET:
        own = (s for s in catalogue.sources if (s.code, s.year) == (key, catalogue.year))
        return next((one.amount for one in own), None)
    return catalogue.absence.cap(key)


def edited(catalogue: Catalogue, edit: Edit) -> Catalogue:
    """Give the catalogue with the number of the trial in place.

    Raises TrialRefused (`trial_names_nothing`, `trial_out_of_range`).
    """
    if not 0 <= edit.value <= MOST:
        raise TrialRefused("trial_out_of_range", {"found": edit.value, "expected": MOST})
    if number_of(catalogue, edit.number, edit.key) is None:
        raise TrialRefused("trial_names_nothing", {"found": edit.key})
    key, value = edit.key, edit.value
    if edit.number is Number.SEATS:
        classes = tuple(
            replace(one, seats=value, minimum=min(one.minimum, value)) if one.code == key else one
            for one in catalogue.classes
        )
        return replace(catalogue, classes=classes)
    if edit.number is Number.QUOTA:
        quotas = tuple(
            replace(one, places=value) if one.code == key else one for one in catalogue.quotas
        )
        return replace(catalogue, quotas=quotas)
    if edit.number is Number.BUDGET:
        own = (key, catalogue.year)
        sources = tuple(
            replace(one, amount=value) if (one.code, one.year) == own else one
            for one in catalogue.sources
        )
        return replace(catalogue, sources=sources)
    caps = {name: cap for name, cap in catalogue.absence.units.items() if name != key}
    absence = replace(catalogue.absence, units={**caps, key: value})
    return replace(catalogue, absence=absence)
