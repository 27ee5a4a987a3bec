"""How long somebody may still work: the one answer that planning, rotation and appointment ask for.

The table of ages is data (`Law.retirement`); which one counts is decided by the reference day, as
those who planned on that day knew no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from canbo.engine.facts import Sex
from canbo.engine.law.values import Law, RetirementAge
from canbo.engine.timeline import PartialDate

_DAY = timedelta(days=1)


class NoWorkingTime(StrEnum):
    """Why the time left cannot be told."""

    BIRTH_UNKNOWN = "birth_unknown"
    SEX_UNKNOWN = "sex_unknown"
    NO_RULE = "no_rule"  # no table of the law is in force on the day for people born so


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """The time that somebody may still work on a day.

    `months` are whole months from the day to the beginning of the pension; 0 once it has begun.
    `last_day` is the last working day, the end of the month in which the age is reached.
    `birth_is_full` tells that the day of birth is known; else the first day that the written
    date may mean was taken (1979: 1 January; 7/1979: day 1).
    """

    months: int
    last_day: date
    rule: RetirementAge
    birth_is_full: bool

    @property
    def pension_from(self) -> date:
        """The first day of the pension."""
        return self.last_day + _DAY


def working_months_left(
    *, birth: PartialDate | None, sex: Sex | None, on: date, law: Law
) -> WorkingTime | NoWorkingTime:
    """Tell how many whole months somebody may still work on a day, by the table of that day.

    Ordinary conditions only: neither hard work nor prolonged service nor a decision to retire
    early is known here.
    """
    if birth is None:
        return NoWorkingTime.BIRTH_UNKNOWN
    if sex is None:
        return NoWorkingTime.SEX_UNKNOWN
    rule = _rule(birth, sex, on, law)
    if rule is None:
        return NoWorkingTime.NO_RULE
    pension = _first_of_month(birth.earliest, rule.age + 1)
    whole = _months(pension) - _months(on) - (on.day > 1)
    return WorkingTime(max(0, whole), pension - _DAY, rule, birth.is_full)


def _rule(birth: PartialDate, sex: Sex, on: date, law: Law) -> RetirementAge | None:
    fitting = (
        rule
        for rule in law.retirement
        if rule.sex is sex and on in rule.in_force and birth.earliest in rule.born
    )
    return next(fitting, None)


def _first_of_month(day: date, later: int) -> date:
    """The first day of the month that comes so many months after that of a day."""
    year, month = divmod(_months(day) + later, 12)
    return date(year, month + 1, 1)


def _months(day: date) -> int:
    """The months since the beginning of our era, so that months can be counted."""
    return day.year * 12 + day.month - 1
