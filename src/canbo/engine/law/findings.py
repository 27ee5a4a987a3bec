"""How one standard is answered: by its dimension, then with the time of grace it gives.

Missing data is never taken for met, and an unknown day or age decides only where both of its ends
decide alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from canbo.engine.law import ages, levels
from canbo.engine.law.cases import APPOINTMENT_DATE_UNKNOWN, Case, Finding
from canbo.engine.law.holders import Days
from canbo.engine.law.rules import Rule
from canbo.engine.law.values import Answer, Dimension, Standard

_DAY = timedelta(days=1)
_NOT_MET = Answer.NOT_MET


@dataclass(frozen=True, slots=True)
class Question:
    """A rule with the way in which it is answered, found once and asked of many holders.

    `first_entry`: who took the post before that day is not asked; None: everybody is.
    """

    rule: Rule
    judge: Callable[[Rule, Case], Finding | None]
    first_entry: date | None

    @classmethod
    def of(cls, rule: Rule) -> Question:
        """Find how a rule is answered: by its dimension, and by whether it is about the entry."""
        standard = rule.standard
        if standard.dimension is Dimension.WORKING_TIME:
            return cls(rule, ages.working_time, None)
        at_entry = standard.requirement.entry_only
        first_entry = standard.in_force.begins if at_entry else None
        if standard.dimension is Dimension.AGE_AT_FIRST_APPOINTMENT:
            return cls(rule, ages.age, first_entry)
        if rule.scale is None:
            return cls(rule, levels.courses, first_entry)
        return cls(rule, levels.level_at_entry if at_entry else levels.level, first_entry)


def find(question: Question, case: Case) -> Finding | None:
    """Answer one standard, or None where it does not bind this holder.

    None: a rule of entry is younger than the appointment, or a rule of elections meets none.
    """
    if question.first_entry is not None and case.appointed.last < question.first_entry:
        return None
    return question.judge(question.rule, case)


def with_grace(
    finding: Finding, standard: Standard, as_of: date, appointed: Days
) -> tuple[Finding, date | None]:
    """Within the time of grace a failure is "not yet"; gives also the day on which it ends.

    Those in the post when the rule came have until `grace_until`, those who came after it
    `grace_years` from their first day. Where the day of entry is open, both must agree.
    """
    if finding.answer is not _NOT_MET or standard.requirement.entry_only:
        return finding, None
    if standard.grace_until is None and not standard.grace_years:
        return finding, None
    ends = {_grace_ends(standard, day) for day in _possible_days(standard, appointed)}
    within = {day is not None and as_of < day for day in ends}
    if within == {True}:
        return finding._replace(answer=Answer.NOT_YET), min(day for day in ends if day)
    if within == {False}:
        return finding, None
    return finding._replace(answer=Answer.MISSING, reason=APPOINTMENT_DATE_UNKNOWN), None


def _possible_days(standard: Standard, appointed: Days) -> set[date]:
    """The ends of what the day of entry may be, on either side of the rule's first day."""
    first, last = appointed.first or date.min, appointed.last
    begins = standard.in_force.begins
    days = {first, last}
    if begins is not None and first < begins <= last:
        days |= {begins - _DAY, begins}
    return days


def _grace_ends(standard: Standard, entered: date) -> date | None:
    """The first day without grace for somebody who took the post on a day."""
    begins = standard.in_force.begins
    if begins is not None and entered < begins and standard.grace_until is not None:
        return standard.grace_until
    return _years_later(entered, standard.grace_years) if standard.grace_years else None


def _years_later(day: date, years: int) -> date:
    """The same day so many years later; of 29/02 the next 01/3."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
