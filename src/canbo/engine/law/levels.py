"""Levels and courses held against a rule: on the day asked for, or on the day of entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
from canbo.engine.law.holders import Reached, Sat
from canbo.engine.law.rules import Rule, comparable, reaches
from canbo.engine.law.trace import Bearing, Considered
from canbo.engine.law.values import Answer, Equivalence, Level

_GOOD = (Bearing.SUFFICES, Bearing.EQUIVALENT)


def level(rule: Rule, needed: Level, case: Case) -> Finding:
    """Answer whether the level is held on the day asked for, or what stands in for it."""
    reached = case.state.reached.get(needed.scale, ())
    considered = [_weigh(one, needed, rule) for one in reached]
    best = _highest(reached, considered, Bearing.SUFFICES)
    if best is not None:
        code, facts = best.level.code, (best.attainment.id,)
        return Finding(Answer.MET, needed.code, code, facts, tuple(considered))
    if rule.courses or rule.standard.requirement.or_courses:
        considered.extend(_classes_instead(rule, case))
    if not considered:
        return Finding(Answer.MISSING, needed.code, "", (), (), LEVEL_UNKNOWN)
    return _without(needed, tuple(considered), _highest(reached, considered, Bearing.TOO_LOW))


def _highest(
    reached: Sequence[Reached], considered: Sequence[Considered], bearing: Bearing
) -> Reached | None:
    """The highest of the levels that were found to say this; of equal ones the first."""
    best = None
    for one, seen in zip(reached, considered, strict=False):  # classes stand behind the levels
        if seen.bearing is bearing and (best is None or one.level.rank > best.level.rank):
            best = one
    return best


def _without(needed: Level, seen: tuple[Considered, ...], low: Reached | None) -> Finding:
    """Answer where no level on record is the one asked for, or a higher one."""
    held, facts = ("", ()) if low is None else (low.level.code, (low.attainment.id,))
    reason = LEVEL_UNKNOWN if low is None else ""
    for each in seen:
        if each.bearing in _GOOD:
            return Finding(Answer.MET, needed.code, each.held, (each.fact,), seen)
        if each.bearing is Bearing.PERHAPS:
            reason = ATTAINMENT_DATE_UNKNOWN
        elif each.bearing is Bearing.OTHER_SCHEME and reason != ATTAINMENT_DATE_UNKNOWN:
            reason = NOT_COMPARABLE
    answer = Answer.MISSING if reason else Answer.NOT_MET
    return Finding(answer, needed.code, held, facts, seen, reason)


def _weigh(one: Reached, needed: Level, rule: Rule) -> Considered:
    """What a level on record says to the level asked for on the day."""
    fact, code, bearing = one.attainment.id, one.level.code, one.bearing
    if bearing is None or bearing is Bearing.PERHAPS:
        if reaches(one.level, needed):
            return Considered(fact, code, bearing or Bearing.SUFFICES, one.last)
        equal = rule.levels[""].get(code) if rule.levels else None
        if equal is not None:
            found = _gained(equal, one.last, bearing)
            return Considered(fact, code, found, one.last, equal.id)
        if bearing is Bearing.PERHAPS:
            bearing = Bearing.LATER
        elif comparable(one.level, needed):
            bearing = Bearing.TOO_LOW
        else:
            bearing = Bearing.OTHER_SCHEME
    return Considered(fact, code, bearing, one.last)


def _gained(equal: Equivalence, last: date | None, bearing: Bearing | None) -> Bearing:
    """Whether what counts as equal was gained in time, where only old papers count."""
    if equal.gained_before is not None:
        if last is None:
            return Bearing.PERHAPS
        if last >= equal.gained_before:
            return Bearing.OTHER_SCHEME
    return bearing or Bearing.EQUIVALENT


def _classes_instead(rule: Rule, case: Case) -> Iterator[Considered]:
    for course in rule.standard.requirement.or_courses:
        for sat in case.state.sat.get(course, ()):
            yield Considered(sat.attendance.id, course, sat.bearing or Bearing.SUFFICES, sat.last)
    if rule.courses:
        for course, equal in rule.courses[""].items():
            for sat in case.state.sat.get(course, ()):
                yield _sat_instead(sat, equal)


def _sat_instead(sat: Sat, equal: Equivalence) -> Considered:
    bearing = sat.bearing if sat.bearing is not None else _gained(equal, sat.last, None)
    return Considered(sat.attendance.id, sat.course, bearing, sat.last, equal.id)


# At entry


def level_at_entry(rule: Rule, needed: Level, case: Case) -> Finding:
    """The level on the day of first taking the post; what came later does not heal the entry."""
    bound, appointed = first_bound(rule.standard, case.appointed), case.appointed
    considered: list[Considered] = []
    best = lacking = None
    for one in case.state.reached.get(needed.scale, ()):
        seen = _weigh_at_entry(one, needed, rule, (bound, appointed.last))
        considered.append(seen)
        if one.bearing is None:
            if best is None or one.level.rank > best.level.rank:
                best = one
            lacking = lacking or seen.bearing in (Bearing.TOO_LOW, Bearing.LATER)
    held = best.level.code if best else ""
    enough = tuple(
        each.fact for each in considered if each.bearing in (*_GOOD, Bearing.PERHAPS, Bearing.LATER)
    )
    bearings = {each.bearing for each in considered}
    found = Finding(
        Answer.MET, needed.code, held, enough, tuple(considered), day=bound or appointed.last
    )
    if bearings & {*_GOOD}:
        return found
    if Bearing.PERHAPS in bearings:
        reason = ATTAINMENT_DATE_UNKNOWN if appointed.is_known else APPOINTMENT_DATE_UNKNOWN
        return found._replace(answer=Answer.MISSING, reason=reason)
    if Bearing.OTHER_SCHEME in bearings:
        return found._replace(answer=Answer.MISSING, reason=NOT_COMPARABLE)
    if not lacking:
        return found._replace(answer=Answer.MISSING, reason=LEVEL_UNKNOWN)
    return failed_entry(rule.standard, appointed, found._replace(answer=Answer.NOT_MET))


def _weigh_at_entry(
    one: Reached, needed: Level, rule: Rule, days: tuple[date | None, date]
) -> Considered:
    """What a level says to the entry, which lies between the two days (first None: unknown)."""
    fact, code = one.attainment.id, one.level.code
    if one.attainment.state not in HELD:
        return Considered(fact, code, one.bearing or Bearing.LATER, one.last)
    equal = None
    if not reaches(one.level, needed):
        equal = rule.levels[""].get(code) if rule.levels else None
        if equal is None:
            same = comparable(one.level, needed)
            low = Bearing.TOO_LOW if same else Bearing.OTHER_SCHEME
            return Considered(fact, code, one.bearing or low, one.last)
    by = equal.id if equal else ""
    bound, last_entry = days
    certain = one.attainment.validity.certain.begins
    if certain is not None and bound is not None and certain <= bound:
        good = _gained(equal, one.last, None) if equal else Bearing.SUFFICES
        return Considered(fact, code, good, one.last, by)
    begins = one.attainment.validity.begins
    maybe = begins is None or begins.earliest <= last_entry
    return Considered(fact, code, Bearing.PERHAPS if maybe else Bearing.LATER, one.last, by)


# Courses


def courses(rule: Rule, case: Case) -> Finding:
    """Every course of the list: attended, shown by the level it gives, or by what counts as it."""
    asked = rule.standard.requirement.courses
    required = ", ".join(asked)
    seen = {course: tuple(_looked_at(course, rule, case)) for course in asked}
    shown = {course: fact for course in asked if (fact := _shown(seen[course])) is not None}
    considered = tuple(each for course in asked for each in seen[course])
    held, facts = ", ".join(shown), tuple(shown.values())
    if len(shown) == len(asked):
        return Finding(Answer.MET, required, held, facts, considered)
    refuting = tuple(
        each.fact
        for course in asked
        if course not in shown and not any(each.bearing is Bearing.PERHAPS for each in seen[course])
        for each in seen[course]
        if _refutes(each, course)
    )
    if refuting:
        return Finding(Answer.NOT_MET, required, held, facts + refuting, considered)
    return Finding(Answer.MISSING, required, held, facts, considered, COURSE_UNKNOWN)


def _shown(seen: Iterable[Considered]) -> UUID | None:
    return next((each.fact for each in seen if each.bearing in _GOOD), None)


def _refutes(seen: Considered, course: str) -> bool:
    """A class of the very course that was left, or a lower level on record, shows it lacking."""
    return seen.bearing is Bearing.TOO_LOW or (seen.bearing is Bearing.LEFT and seen.held == course)


def _looked_at(course: str, rule: Rule, case: Case) -> Iterator[Considered]:
    for sat in case.state.sat.get(course, ()):
        yield Considered(sat.attendance.id, course, sat.bearing or Bearing.SUFFICES, sat.last)
    gives = case.law.levels.get(case.law.courses[course].gives)
    equal_levels = rule.levels.get(course, {})
    if gives is not None:
        for one in case.state.reached.get(gives.scale, ()):
            if one.bearing is not None:
                yield Considered(one.attainment.id, one.level.code, one.bearing, one.last)
                continue
            good = Bearing.SUFFICES if reaches(one.level, gives) else Bearing.TOO_LOW
            yield Considered(one.attainment.id, one.level.code, good, one.last)
    for code, equal in equal_levels.items():
        for one in case.state.reached.get(case.law.levels[code].scale, ()):
            if one.level.code == code and one.bearing is None:
                found = _gained(equal, one.last, None)
                yield Considered(one.attainment.id, code, found, one.last, equal.id)
    for code, equal in rule.courses.get(course, {}).items():
        for sat in case.state.sat.get(code, ()):
            yield _sat_instead(sat, equal)
