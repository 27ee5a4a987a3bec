"""People of one name in one list, told apart by their birth as far as it is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from canbo.engine.facts import Particular, ParticularKind
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import search_key

NO_BIRTH = "chưa rõ ngày sinh"


def sharing_names(names: Mapping[UUID, str]) -> frozenset[UUID]:
    """Those whose name, marks and case aside, another of them bears too."""
    keys = {person: search_key(name) for person, name in names.items()}
    often = Counter(keys.values())
    return frozenset(person for person, key in keys.items() if often[key] > 1)


def births(people: Iterable[UUID], particulars: Iterable[Particular]) -> dict[UUID, str]:
    """Tell "sinh 05/8/1970" or "sinh 1970" of each by the particulars of a day, or that none is."""
    told = dict.fromkeys(people, NO_BIRTH)
    for one in particulars:
        if one.kind is ParticularKind.BIRTH and one.person in told:
            told[one.person] = f"sinh {PartialDate.parse(one.value)}"
    return told
