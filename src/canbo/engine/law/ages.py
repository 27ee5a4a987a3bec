"""Age at first taking a post, and the time still to work on the day of an election."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from canbo.engine.facts import Sex, Tenure, TenureAct
from canbo.engine.law.cases import (
    APPOINTMENT_DATE_UNKNOWN,
    BIRTH_UNKNOWN,
    MANNER_UNKNOWN,
    SEX_UNKNOWN,
    Case,
    Finding,
    failed_entry,
    first_bound,
    maybe_entered_before,
)
from canbo.engine.law.retirement import WorkingTime, working_months_left
from canbo.engine.law.rules import Rule
from canbo.engine.law.trace import Bearing, Considered
from canbo.engine.law.values import Answer, Requirement, Standard
from canbo.engine.timeline import PartialDate


def full_years(birth: date, day: date) -> int:
    """Completed years of age; somebody born on 29/02 completes one on 01/3 of a common year."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def age(rule: Rule, case: Case) -> Finding:
    """Age in full years on the day of first appointment: at most max_age, at least min_age."""
    standard, appointed, birth = rule.standard, case.appointed, case.state.birth
    requirement = standard.requirement
    limits = _limits(requirement, case.state.sex)
    required = _range(limits) if limits else str(requirement.min_age)
    considered = _stated(case, appointed.facts)
    first = first_bound(standard, appointed)
    if birth is None or birth.first is None:
        return Finding(
            Answer.MISSING, required, "", (), considered, BIRTH_UNKNOWN, first or appointed.last
        )
    youngest = max(full_years(birth.last, first or birth.last), 0)
    oldest = max(full_years(birth.first, appointed.last), 0)
    found = Finding(
        Answer.MET,
        required,
        _range([youngest, oldest]),
        birth.facts + appointed.facts,
        considered,
        day=first or appointed.last,
    )
    if youngest >= requirement.min_age and all(oldest <= limit for limit in limits):
        return found
    if oldest < requirement.min_age or (limits and youngest > max(limits)):
        return failed_entry(standard, appointed, found._replace(answer=Answer.NOT_MET))
    return found._replace(answer=Answer.MISSING, reason=_why_age_is_open(standard, case))


def _stated(case: Case, tenures: Iterable[UUID]) -> tuple[Considered, ...]:
    """The facts that say who somebody is and when the post was taken."""
    state = case.state
    births = state.birth.facts if state.birth else ()
    held = {each.id: each for each in case.tenures}
    return (
        *(Considered(fact, "birth", Bearing.STATES) for fact in births),
        *(Considered(fact, "sex", Bearing.STATES) for fact in state.sex_facts),
        *(
            Considered(each.id, "post", Bearing.STATES, _last_day(each))
            for fact in tenures
            if (each := held.get(fact)) is not None
        ),
    )


def _last_day(tenure: Tenure) -> date | None:
    begins = tenure.validity.begins
    return begins.latest if begins else tenure.validity.known_by


def _limits(requirement: Requirement, sex: Sex | None) -> list[int]:
    if sex is not None and sex.value in requirement.max_age:
        return [requirement.max_age[sex.value]]
    return sorted(set(requirement.max_age.values()))


def _why_age_is_open(standard: Standard, case: Case) -> str:
    if not case.appointed.is_known or maybe_entered_before(standard, case.appointed):
        return APPOINTMENT_DATE_UNKNOWN
    if case.state.birth is not None and case.state.birth.is_known:
        return SEX_UNKNOWN
    return BIRTH_UNKNOWN


def _range(numbers: Iterable[int]) -> str:
    ordered = sorted(set(numbers))
    return str(ordered[0]) if len(ordered) == 1 else f"{ordered[0]}-{ordered[-1]}"


# Working time


def working_time(rule: Rule, case: Case) -> Finding | None:
    """Months still to work on the day of the election that gave the post that is held.

    None: the post is not held, was taken before the rule, or came by another act than election
    (designation after a merger is no election).
    """
    tenure, standard = case.held, rule.standard
    last = _last_day(tenure) if tenure is not None else None
    if tenure is None or last is None or tenure.act not in (None, TenureAct.ELECTED):
        return None
    rule_begins = standard.in_force.begins or date.min
    if last < rule_begins:
        return None
    earlier = [one for one in case.tenures if _ended_before(one, last)]
    needed = standard.requirement.months_left["again" if earlier else "first"]
    considered = _stated(case, (tenure.id, *(one.id for one in earlier)))
    open_ = Finding(Answer.MISSING, str(needed), "", (), considered, BIRTH_UNKNOWN, last)
    begins = tenure.validity.begins
    if begins is None or begins.earliest < rule_begins:
        return open_._replace(reason=APPOINTMENT_DATE_UNKNOWN)
    left = _months_left(case, (begins.earliest, last))
    return _enough(open_, left, needed, tenure, case) if left else open_


def _enough(open_: Finding, left: list[int], needed: int, tenure: Tenure, case: Case) -> Finding:
    """Hold the months left against those needed; only where all that may be true agree."""
    facts = tuple(each.fact for each in open_.considered)
    found = open_._replace(held=_range(left), facts=facts, reason="")
    if tenure.act is None:
        return found._replace(reason=MANNER_UNKNOWN)
    if min(left) >= needed:
        return found._replace(answer=Answer.MET)
    if max(left) < needed:
        return found._replace(answer=Answer.NOT_MET)
    if tenure.validity.begins is None or not tenure.validity.begins.is_full:
        return found._replace(reason=APPOINTMENT_DATE_UNKNOWN)
    return found._replace(reason=SEX_UNKNOWN if case.state.sex is None else BIRTH_UNKNOWN)


def _ended_before(tenure: Tenure, day: date) -> bool:
    ends = tenure.validity.ends
    return ends is not None and ends.earliest < day


def _months_left(case: Case, days: tuple[date, date]) -> list[int]:
    """The least and the most that the unknown days, births and sexes allow; [] nothing known."""
    birth = case.state.birth
    if birth is None or birth.first is None:
        return []
    sexes = [case.state.sex] if case.state.sex is not None else list(Sex)
    found = [
        working_months_left(birth=PartialDate.of(born), sex=sex, on=on, law=case.law)
        for born in {birth.first, birth.last}
        for on in set(days)
        for sex in sexes
    ]
    left = [each.months for each in found if isinstance(each, WorkingTime)]
    return left if len(left) == len(found) else []
