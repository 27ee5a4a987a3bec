"""The rules of a day made ready for judging: each standard with its rank and what counts as it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from canbo.engine.facts import Scale
from canbo.engine.law.trace import Bearing
from canbo.engine.law.values import Dimension, Equivalence, Law, Level, Standard

_ORDER = {dimension: place for place, dimension in enumerate(Dimension)}


class Weight(NamedTuple):
    """What a level that is held says to the level asked for, whoever holds it.

    `by` is the id of the equivalence that makes it count, "" none; `gained_before`: it counts only
    where it was gained before that day.
    """

    bearing: Bearing  # SUFFICES, EQUIVALENT, TOO_LOW or OTHER_SCHEME
    by: str = ""
    gained_before: date | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One standard as it binds the holders of one title on one day.

    `scale` is that of the level asked for, None where none is; `weights` then tells of every level
    of the scale what it says. `levels` and `courses` tell what counts as what is asked for by an
    equivalence: for COURSES by the course asked for, else under "".
    """

    standard: Standard
    scale: Scale | None
    weights: Mapping[str, Weight]
    levels: Mapping[str, Mapping[str, Equivalence]]
    courses: Mapping[str, Mapping[str, Equivalence]]


def sort_place(standard: Standard) -> tuple[int, bool, str]:
    """The place of a standard among those of a post: by dimension, holding before entry."""
    return (_ORDER[standard.dimension], standard.requirement.entry_only, standard.id)


def standards_by_post(law: Law, day: date) -> dict[str, tuple[Standard, ...]]:
    """The standards in force on a day by post code, in the order of the dimensions."""
    found: defaultdict[str, list[Standard]] = defaultdict(list)
    for standard in law.standards:
        if day in standard.in_force:
            for code in standard.posts:
                found[code].append(standard)
    return {code: tuple(sorted(each, key=sort_place)) for code, each in found.items()}


def rules_for(standards: Iterable[Standard], title: str, law: Law, day: date) -> list[Rule]:
    """Make ready the standards that bind a title on a day; those left to the office bind nobody."""
    usable = [
        each
        for each in law.equivalences
        if day in each.in_force and (not each.posts or title in each.posts)
    ]
    return [
        _rule(standard, law, usable)
        for standard in standards
        if title in standard.posts
        and day in standard.in_force
        and not standard.requirement.by_office
    ]


def _rule(standard: Standard, law: Law, usable: Iterable[Equivalence]) -> Rule:
    needed = law.levels.get(standard.requirement.level)
    levels: defaultdict[str, dict[str, Equivalence]] = defaultdict(dict)
    courses: defaultdict[str, dict[str, Equivalence]] = defaultdict(dict)
    for each in usable:
        if each.dimension is not standard.dimension:
            continue
        if needed is not None:
            if not reaches(law.levels[each.counts_as], needed):
                continue
            key = ""
        else:
            key = each.counts_as
        for code in sorted(each.levels):
            levels[key].setdefault(code, each)
        for code in sorted(each.courses):
            courses[key].setdefault(code, each)
    scale, weights = None, {}
    if needed is not None:
        scale = needed.scale
        weights = {
            each.code: _weight(each, needed, levels.get("", {}))
            for each in law.levels.values()
            if each.scale is scale
        }
    return Rule(standard, scale, weights, dict(levels), dict(courses))


def _weight(held: Level, needed: Level, equal: Mapping[str, Equivalence]) -> Weight:
    if reaches(held, needed):
        return Weight(Bearing.SUFFICES)
    found = equal.get(held.code)
    if found is not None:
        return Weight(Bearing.EQUIVALENT, found.id, found.gained_before)
    return Weight(Bearing.TOO_LOW if comparable(held, needed) else Bearing.OTHER_SCHEME)


def comparable(held: Level, needed: Level) -> bool:
    """Whether the ranks of two levels of a scale say which is higher; no scheme fits every one."""
    return held.scheme == needed.scheme or not held.scheme or not needed.scheme


def reaches(held: Level, needed: Level) -> bool:
    """Whether a level is the one needed or a higher one."""
    return held.rank >= needed.rank and comparable(held, needed)
