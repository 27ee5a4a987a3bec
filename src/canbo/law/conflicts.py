"""Rules that contradict each other: two answers to one question on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any

from canbo.engine.law import Area, Dimension, Level, RegimeRule, RetirementAge, Standard
from canbo.engine.law.changes import matter_of
from canbo.law.kinds import KINDS
from canbo.law.layers import Layers
from canbo.law.reading import write_period
from canbo.law.strict import Place

Key = tuple[str, Dimension, bool]


def report_conflicts(layers: Layers) -> None:
    """Report every contradiction between the rules that the layers hold together."""
    registers, places = layers.registers, layers.places
    report_equal_ranks(registers.levels, places("levels"))
    report_overlaps(registers.of("standards"), places("standards"))
    report_two_ages(registers.of("retirement"), places("retirement"))
    report_unknown_texts(layers)
    report_unknown_regimes(layers)
    for kind in KINDS:
        if any(isinstance(rule, RegimeRule) for rule in registers.of(kind.list_key).values()):
            report_two_rules(registers.of(kind.list_key), places(kind.list_key))


def report_unknown_texts(layers: Layers) -> None:
    """Report texts that replace or amend a text which the register does not have."""
    known = layers.registers.texts
    for code, keys in layers.keys.get("texts", {}).items():
        for other in (*known[code].replaces, *known[code].amends):
            if other not in known or other == code:
                keys.place.report("unknown_text", found=other, expected="texts/*.yaml")


def report_unknown_regimes(layers: Layers) -> None:
    """Report regimes that follow none of the register, or one that is in force beside them."""
    known = layers.registers.regimes
    for code, keys in layers.keys.get("regimes", {}).items():
        before = known.get(known[code].follows)
        if known[code].follows and before is None:
            keys.place.report(
                "unknown_regime", found=known[code].follows, expected="regimes/*.yaml"
            )
        elif before is not None and before.in_force.overlaps(known[code].in_force):
            keys.place.report(
                "two_rules",
                found=f"{code}: {write_period(known[code].in_force)}",
                expected=f"{before.id}: {write_period(before.in_force)}",
            )


def report_two_rules(rules: Mapping[str, RegimeRule], places: Mapping[str, Place]) -> None:
    """Report every two rules of one regime and one matter that are in force on one day."""
    same: dict[tuple[Any, ...], list[RegimeRule]] = {}
    for rule in rules.values():
        others = same.setdefault(matter_of(rule), [])
        for other in others:
            if other.in_force.overlaps(rule.in_force):
                at = places[other.id]
                places[rule.id].report(
                    "two_rules",
                    found=f"{rule.id}: {write_period(rule.in_force)}",
                    expected=f"{other.id} ({at.file}:{at.line}): {write_period(other.in_force)}",
                )
        others.append(rule)


def report_overlaps(standards: Mapping[str, Standard], places: Mapping[str, Place]) -> None:
    """Report every two standards that bind one post, area and dimension on one day.

    A rule of entry and a rule of holding stand beside each other; `all` meets every area. The
    problem is reported once for each pair of standards, at the later one in the files.
    """
    seen: set[tuple[str, str]] = set()
    for post, earlier, later in _conflicts(standards.values()):
        if (earlier.id, later.id) in seen:
            continue
        seen.add((earlier.id, later.id))
        at = places[earlier.id]
        places[later.id].report(
            "overlap",
            found=f"{later.id}: {post}, {later.area}, {later.dimension}, "
            f"{write_period(later.in_force)}",
            expected=f"{earlier.id} ({at.file}:{at.line}): {earlier.area}, "
            f"{write_period(earlier.in_force)}",
        )


def report_equal_ranks(levels: Mapping[str, Level], places: Mapping[str, Place]) -> None:
    """Report two levels of one rank on one scale: it stays open which of them is the higher."""
    first: dict[tuple[str, int], str] = {}
    for code, place in places.items():
        level = levels[code]
        other = first.setdefault((level.scale, level.rank), code)
        if other != code:
            place.report("duplicate_rank", found=f"{code}: {level.rank}", expected=other)


def report_two_ages(ages: Mapping[str, RetirementAge], places: Mapping[str, Place]) -> None:
    """Report every two ages of retirement for people of one sex and one day of birth on one day."""
    for earlier, later in combinations(ages.values(), 2):
        same = earlier.sex is later.sex and earlier.born.overlaps(later.born)
        if same and earlier.in_force.overlaps(later.in_force):
            at = places[earlier.id]
            places[later.id].report(
                "two_ages",
                found=f"{later.id}: {later.sex}, {write_period(later.born)}",
                expected=f"{earlier.id} ({at.file}:{at.line}): {write_period(earlier.born)}",
            )


def _conflicts(standards: Iterable[Standard]) -> Iterator[tuple[str, Standard, Standard]]:
    same: dict[Key, list[Standard]] = {}
    for standard in standards:
        for post in sorted(standard.posts):
            key = (post, standard.dimension, standard.requirement.entry_only)
            for other in same.get(key, []):
                if _meet(standard, other):
                    yield post, other, standard
            same.setdefault(key, []).append(standard)


def _meet(left: Standard, right: Standard) -> bool:
    areas = left.area is right.area or Area.ALL in (left.area, right.area)
    return areas and left.in_force.overlaps(right.in_force)
