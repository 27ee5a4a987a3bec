"""Levels and courses held against a rule: on the day asked for, or on the day of entry."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from canbo.engine.facts import HELD
from canbo.engine.law.cases import (
    APPOINTMENT_DATE_UNKNOWN,
    ATTAINMENT_DATE_UNKNOWN,
    COURSE_UNKNOWN,
    LEVEL_UNKNOWN,
    NOT_COMPARABLE,
    Case,
    Finding,
    failed_entry,
    first_bound,
)
from canbo.engine.law.holders import Days, Reached, Sat
from canbo.engine.law.rules import Rule, reaches
from canbo.engine.law.trace import Bearing, Considered
from canbo.engine.law.values import Answer, Equivalence

_SUFFICES, _PERHAPS, _TOO_LOW = Bearing.SUFFICES, Bearing.PERHAPS, Bearing.TOO_LOW
_EQUIVALENT = Bearing.EQUIVALENT
_GOOD = frozenset({_SUFFICES, _EQUIVALENT})
_new = tuple.__new__  # a named tuple from its values in order, in half the time of calling it
_MET = Answer.MET


def level(rule: Rule, case: Case) -> Finding:
    """Answer whether the level is held on the day asked for, or what stands in for it."""
    asked = rule.standard.requirement
    best = low = None  # the highest of the levels that do, and of those too low
    considered: list[Considered] = []
    for one in case.state.reached.get(rule.scale, ()):
        seen = _weigh(one, rule)
        considered.append(seen)
        bearing = seen[2]
        if bearing is _SUFFICES:
            best = one if best is None or one.level.rank > best.level.rank else best
        elif bearing is _TOO_LOW:
            low = one if low is None or one.level.rank > low.level.rank else low
    if best is not None:
        facts = (best.attainment.id,)
        seen_all = tuple(considered)
        return _new(Finding, (_MET, asked.level, best.level.code, facts, seen_all, "", None))
    if rule.courses or asked.or_courses:
        considered.extend(_classes_instead(rule, case))
    if not considered:
        return Finding(Answer.MISSING, asked.level, "", (), (), LEVEL_UNKNOWN)
    return _without(asked.level, tuple(considered), low)


def _without(asked: str, seen: tuple[Considered, ...], low: Reached | None) -> Finding:
    """Answer where no level on record is the one asked for, or a higher one."""
    held, facts = ("", ()) if low is None else (low.level.code, (low.attainment.id,))
    reason = LEVEL_UNKNOWN if low is None else ""
    for each in seen:
        if each.bearing in _GOOD:
            return Finding(_MET, asked, each.held, (each.fact,), seen)
        if each.bearing is _PERHAPS:
            reason = ATTAINMENT_DATE_UNKNOWN
        elif each.bearing is Bearing.OTHER_SCHEME and reason != ATTAINMENT_DATE_UNKNOWN:
            reason = NOT_COMPARABLE
    answer = Answer.MISSING if reason else Answer.NOT_MET
    return Finding(answer, asked, held, facts, seen, reason)


def _weigh(one: Reached, rule: Rule) -> Considered:
    """What a level on record says to the level asked for on the day."""
    attainment, held, bearing, last = one
    code = held.code
    if bearing is not None and bearing is not _PERHAPS:
        return Considered(attainment.id, code, bearing, last)
    found, by, gained_before = rule.weights[code]
    if found is _EQUIVALENT:
        found = _gained(gained_before, last, bearing)
    elif bearing is not None:
        found = bearing if found is _SUFFICES else Bearing.LATER
    return _new(Considered, (attainment.id, code, found, last, by))


def _gained(before: date | None, last: date | None, bearing: Bearing | None) -> Bearing:
    """Whether what counts as equal was gained in time, where only old papers count."""
    if before is not None:
        if last is None:
            return _PERHAPS
        if last >= before:
            return Bearing.OTHER_SCHEME
    return bearing or Bearing.EQUIVALENT


def _classes_instead(rule: Rule, case: Case) -> Iterator[Considered]:
    for course in rule.standard.requirement.or_courses:
        for sat in case.state.sat.get(course, ()):
            yield Considered(sat.attendance.id, course, sat.bearing or _SUFFICES, sat.last)
    if rule.courses:
        for course, equal in rule.courses[""].items():
            for sat in case.state.sat.get(course, ()):
                yield _sat_instead(sat, equal)


def _sat_instead(sat: Sat, equal: Equivalence) -> Considered:
    bearing = sat.bearing or _gained(equal.gained_before, sat.last, None)
    return Considered(sat.attendance.id, sat.course, bearing, sat.last, equal.id)


# At entry


def level_at_entry(rule: Rule, case: Case) -> Finding:
    """The level on the day of first taking the post; what came later does not heal the entry."""
    bound, appointed = first_bound(rule.standard, case.appointed), case.appointed
    considered: list[Considered] = []
    best, lacking = None, False
    for one in case.state.reached.get(rule.scale, ()):
        seen = _weigh_at_entry(one, rule, (bound, appointed.last))
        considered.append(seen)
        if one.bearing is None:
            if best is None or one.level.rank > best.level.rank:
                best = one
            lacking = lacking or seen.bearing in (_TOO_LOW, Bearing.LATER)
    enough = tuple([each.fact for each in considered if each.bearing in _AT_ENTRY])
    answer, reason = _entered({each.bearing for each in considered}, lacking, rule, appointed)
    return Finding(
        answer,
        rule.standard.requirement.level,
        best.level.code if best else "",
        enough,
        tuple(considered),
        reason,
        bound or appointed.last,
    )


_AT_ENTRY = frozenset({*_GOOD, _PERHAPS, Bearing.LATER})


def _entered(
    bearings: Collection[Bearing], lacking: bool, rule: Rule, appointed: Days
) -> tuple[Answer, str]:
    """What the levels together answer about the entry, with the reason where data is missing."""
    if not _GOOD.isdisjoint(bearings):
        return _MET, ""
    if _PERHAPS in bearings:
        known = appointed.is_known
        return Answer.MISSING, ATTAINMENT_DATE_UNKNOWN if known else APPOINTMENT_DATE_UNKNOWN
    if Bearing.OTHER_SCHEME in bearings:
        return Answer.MISSING, NOT_COMPARABLE
    return failed_entry(rule.standard, appointed) if lacking else (Answer.MISSING, LEVEL_UNKNOWN)


def _weigh_at_entry(one: Reached, rule: Rule, days: tuple[date | None, date]) -> Considered:
    """What a level says to the entry, which lies between the two days (first None: unknown)."""
    fact, code = one.attainment.id, one.level.code
    if one.attainment.state not in HELD:
        return Considered(fact, code, one.bearing or Bearing.LATER, one.last)
    weight = rule.weights[code]
    if weight.bearing not in _GOOD:
        return Considered(fact, code, one.bearing or weight.bearing, one.last)
    bound, last_entry = days
    certain = one.attainment.validity.certain.begins
    if certain is not None and bound is not None and certain <= bound:
        good = weight.bearing
        if good is Bearing.EQUIVALENT:
            good = _gained(weight.gained_before, one.last, None)
        return Considered(fact, code, good, one.last, weight.by)
    begins = one.attainment.validity.begins
    maybe = begins is None or begins.earliest <= last_entry
    return Considered(fact, code, _PERHAPS if maybe else Bearing.LATER, one.last, weight.by)


# Courses


def courses(rule: Rule, case: Case) -> Finding:
    """Every course of the list: attended, shown by the level it gives, or by what counts as it."""
    asked = rule.standard.requirement.courses
    required = ", ".join(asked)
    considered: list[Considered] = []
    shown: dict[str, UUID] = {}
    refuting: list[UUID] = []
    for course in asked:
        seen = list(_looked_at(course, rule, case))
        considered.extend(seen)
        bearings = {each.bearing for each in seen}
        if not _GOOD.isdisjoint(bearings):
            shown[course] = next(each.fact for each in seen if each.bearing in _GOOD)
        elif _PERHAPS not in bearings:
            refuting.extend(each.fact for each in seen if _refutes(each, course))
    answer, reason = _MET, ""
    if refuting:
        answer = Answer.NOT_MET
    elif len(shown) < len(asked):
        answer, reason = Answer.MISSING, COURSE_UNKNOWN
    facts = (*shown.values(), *refuting)
    return Finding(answer, required, ", ".join(shown), facts, tuple(considered), reason)


def _refutes(seen: Considered, course: str) -> bool:
    """A class of the very course that was left, or a lower level on record, shows it lacking."""
    return seen.bearing is _TOO_LOW or (seen.bearing is Bearing.LEFT and seen.held == course)


def _looked_at(course: str, rule: Rule, case: Case) -> Iterator[Considered]:
    for sat in case.state.sat.get(course, ()):
        yield Considered(sat.attendance.id, course, sat.bearing or _SUFFICES, sat.last)
    gives = case.law.levels.get(case.law.courses[course].gives)
    equal_levels = rule.levels.get(course, {})
    if gives is not None:
        for one in case.state.reached.get(gives.scale, ()):
            if one.bearing is not None:
                yield Considered(one.attainment.id, one.level.code, one.bearing, one.last)
                continue
            good = _SUFFICES if reaches(one.level, gives) else _TOO_LOW
            yield Considered(one.attainment.id, one.level.code, good, one.last)
    for code, equal in equal_levels.items():
        for one in case.state.reached.get(case.law.levels[code].scale, ()):
            if one.level.code == code and one.bearing is None:
                found = _gained(equal.gained_before, one.last, None)
                yield Considered(one.attainment.id, code, found, one.last, equal.id)
    for code, equal in rule.courses.get(course, {}).items():
        for sat in case.state.sat.get(code, ()):
            yield _sat_instead(sat, equal)
