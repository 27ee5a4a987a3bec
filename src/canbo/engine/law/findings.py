"""How one standard is answered: each dimension by what the person holds on the day.

A finding is an answer with what was asked and held. Missing data is never taken for met, and an
unknown day or age decides only where both of its ends decide alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from canbo.engine.facts import HELD, Attainment, Scale
from canbo.engine.law.holders import Days, Standing
from canbo.engine.law.values import Answer, Dimension, Law, Requirement, Standard

APPOINTMENT_DATE_UNKNOWN = "appointment_date_unknown"
ATTAINMENT_DATE_UNKNOWN = "attainment_date_unknown"
AREA_UNKNOWN = "area_unknown"
BIRTH_UNKNOWN = "birth_unknown"
COURSE_UNKNOWN = "course_unknown"
LEVEL_UNKNOWN = "level_unknown"
SEX_UNKNOWN = "sex_unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one standard, without the standard."""

    answer: Answer
    required: str
    held: str = ""
    facts: tuple[UUID, ...] = ()
    reason: str = ""


def find(standard: Standard, state: Standing, appointed: Days, law: Law) -> Finding | None:
    """Answer one standard, or None where it binds nobody or not this holder.

    None: the value is left to the office, or a rule of entry is younger than the appointment.
    """
    requirement = standard.requirement
    if requirement.by_office:
        return None
    if requirement.entry_only and _entered_before(standard, appointed):
        return None
    finding = _answer(standard, state, appointed, law)
    return _with_grace(finding, standard, state.as_of, appointed)


def _answer(standard: Standard, state: Standing, appointed: Days, law: Law) -> Finding:
    requirement = standard.requirement
    if standard.dimension is Dimension.AGE_AT_FIRST_APPOINTMENT:
        return _age(standard, state, appointed)
    if standard.dimension is Dimension.COURSES:
        return _courses(requirement, state, law)
    if requirement.entry_only:
        return _level_at_entry(standard, state, appointed, law)
    return _level(requirement, Scale(standard.dimension.value), state, law)


def _entered_before(standard: Standard, appointed: Days) -> bool:
    begins = standard.in_force.begins
    return begins is not None and appointed.last < begins


def _maybe_entered_before(standard: Standard, appointed: Days) -> bool:
    begins = standard.in_force.begins
    return begins is not None and (appointed.first is None or appointed.first < begins)


def _with_grace(finding: Finding, standard: Standard, as_of: date, appointed: Days) -> Finding:
    """Within the grace period a failure of those already in post is "not yet"."""
    if finding.answer is not Answer.NOT_MET or standard.grace_until is None:
        return finding
    if as_of >= standard.grace_until:
        return finding
    if _entered_before(standard, appointed):
        return replace(finding, answer=Answer.NOT_YET)
    if _maybe_entered_before(standard, appointed):
        return replace(finding, answer=Answer.MISSING, reason=APPOINTMENT_DATE_UNKNOWN)
    return finding


# Levels


def _level(requirement: Requirement, scale: Scale, state: Standing, law: Law) -> Finding:
    required = requirement.level
    best = state.best.get(scale)
    if best is not None and _suffices(best, required, law):
        return Finding(Answer.MET, required, best.level, (best.id,))
    for course in requirement.or_courses:
        if course in state.attended:
            return Finding(Answer.MET, required, course, (state.attended[course].id,))
    if best is None:
        return Finding(Answer.MISSING, required, reason=LEVEL_UNKNOWN)
    return Finding(Answer.NOT_MET, required, best.level, (best.id,))


def _suffices(attainment: Attainment, required: str, law: Law) -> bool:
    return law.levels[attainment.level].rank >= law.levels[required].rank


def _level_at_entry(standard: Standard, state: Standing, appointed: Days, law: Law) -> Finding:
    """The level on the day of first taking the post; what came later does not heal the entry."""
    required, scale = standard.requirement.level, Scale(standard.dimension.value)
    best = state.best.get(scale)
    if best is None:
        return Finding(Answer.MISSING, required, reason=LEVEL_UNKNOWN)
    if not _suffices(best, required, law):
        return _failed_entry(standard, appointed, Finding(Answer.NOT_MET, required, best.level))
    held = _held(state.attainments, scale)
    enough = [each for each in held if _suffices(each, required, law)]
    facts = tuple(each.id for each in enough)
    if any(_surely_by(each, _first_bound(standard, appointed)) for each in enough):
        return Finding(Answer.MET, required, best.level, facts)
    if not any(_maybe_by(each, appointed.last) for each in enough):
        failed = Finding(Answer.NOT_MET, required, best.level, facts)
        return _failed_entry(standard, appointed, failed)
    reason = ATTAINMENT_DATE_UNKNOWN if appointed.is_known else APPOINTMENT_DATE_UNKNOWN
    return Finding(Answer.MISSING, required, best.level, facts, reason)


def _held(attainments: Iterable[Attainment], scale: Scale) -> list[Attainment]:
    return [each for each in attainments if each.scale is scale and each.state in HELD]


def _first_bound(standard: Standard, appointed: Days) -> date | None:
    """The earliest day of appointment on which the rule of entry binds."""
    days = [day for day in (appointed.first, standard.in_force.begins) if day is not None]
    return max(days, default=None)


def _surely_by(attainment: Attainment, day: date | None) -> bool:
    begins = attainment.validity.certain.begins
    return begins is not None and day is not None and begins <= day


def _maybe_by(attainment: Attainment, day: date) -> bool:
    begins = attainment.validity.begins
    return begins is None or begins.earliest <= day


def _failed_entry(standard: Standard, appointed: Days, failed: Finding) -> Finding:
    """A failed entry stands only where the entry surely fell under the rule."""
    if _maybe_entered_before(standard, appointed):
        return replace(failed, answer=Answer.MISSING, reason=APPOINTMENT_DATE_UNKNOWN)
    return failed


# Age


def full_years(birth: date, day: date) -> int:
    """Completed years of age; somebody born on 29/02 completes one on 01/3 of a common year."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _age(standard: Standard, state: Standing, appointed: Days) -> Finding:
    """Age in full years on the day of first appointment: at most max_age, at least min_age."""
    requirement = standard.requirement
    limits = _limits(requirement, state)
    required = _range(limits) if limits else str(requirement.min_age)
    if state.birth is None or state.birth.first is None:
        return Finding(Answer.MISSING, required, reason=BIRTH_UNKNOWN)
    first = _first_bound(standard, appointed) or state.birth.last
    youngest = max(full_years(state.birth.last, first), 0)
    oldest = max(full_years(state.birth.first, appointed.last), 0)
    found = Finding(
        Answer.MET, required, _range([youngest, oldest]), state.birth.facts + appointed.facts
    )
    if youngest >= requirement.min_age and all(oldest <= limit for limit in limits):
        return found
    if oldest < requirement.min_age or (limits and youngest > max(limits)):
        return _failed_entry(standard, appointed, replace(found, answer=Answer.NOT_MET))
    reason = _why_age_is_open(standard, state, appointed)
    return replace(found, answer=Answer.MISSING, reason=reason)


def _limits(requirement: Requirement, state: Standing) -> list[int]:
    if state.sex is not None and state.sex.value in requirement.max_age:
        return [requirement.max_age[state.sex.value]]
    return sorted(set(requirement.max_age.values()))


def _why_age_is_open(standard: Standard, state: Standing, appointed: Days) -> str:
    if not appointed.is_known or _maybe_entered_before(standard, appointed):
        return APPOINTMENT_DATE_UNKNOWN
    if state.birth is not None and state.birth.is_known:
        return SEX_UNKNOWN
    return BIRTH_UNKNOWN


def _range(numbers: Iterable[int]) -> str:
    ordered = sorted(set(numbers))
    return str(ordered[0]) if len(ordered) == 1 else f"{ordered[0]}-{ordered[-1]}"


# Courses


def _courses(requirement: Requirement, state: Standing, law: Law) -> Finding:
    """Every course of the list, attended or shown by the level that it gives."""
    required = ", ".join(requirement.courses)
    standing_for = {course: _shown(course, state, law) for course in requirement.courses}
    held = ", ".join(course for course, fact in standing_for.items() if fact is not None)
    facts = tuple(fact for fact in standing_for.values() if fact is not None)
    lacking = [course for course, fact in standing_for.items() if fact is None]
    if not lacking:
        return Finding(Answer.MET, required, held, facts)
    refuting = [fact for course in lacking if (fact := _refuted(course, state, law)) is not None]
    if refuting:
        return Finding(Answer.NOT_MET, required, held, (*facts, *refuting))
    return Finding(Answer.MISSING, required, held, facts, COURSE_UNKNOWN)


def _shown(course: str, state: Standing, law: Law) -> UUID | None:
    """The fact that shows the course: a class attended, or the level it gives, or a higher one."""
    if course in state.attended:
        return state.attended[course].id
    best = _level_given(course, state, law)
    if best is not None and _suffices(best, law.courses[course].gives, law):
        return best.id
    return None


def _refuted(course: str, state: Standing, law: Law) -> UUID | None:
    """The fact that shows the course lacking: a class left early, or a lower level on record."""
    if course in state.dropped:
        return state.dropped[course].id
    best = _level_given(course, state, law)
    return best.id if best is not None else None


def _level_given(course: str, state: Standing, law: Law) -> Attainment | None:
    gives = law.courses[course].gives
    return state.best.get(law.levels[gives].scale) if gives else None
