"""Age at first taking a post, and the time still to work on the day of an election."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

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
    required = _range(*limits) if limits else str(requirement.min_age)
    considered = _stated(case, [one for one in case.tenures if one.id in appointed.facts])
    first, last = first_bound(standard, appointed), appointed.last
    if birth is None or birth.first is None:
        missing = Answer.MISSING
        return Finding(missing, required, "", (), considered, BIRTH_UNKNOWN, first or last)
    youngest = max(full_years(birth.last, first or birth.last), 0)
    oldest = max(full_years(birth.first, last), 0)
    answer, reason = Answer.MET, ""
    if oldest < requirement.min_age or (limits and youngest > limits[1]):
        answer, reason = failed_entry(standard, appointed)
    elif youngest < requirement.min_age or (limits and oldest > limits[0]):
        answer, reason = Answer.MISSING, _why_age_is_open(standard, case)
    facts = birth.facts + appointed.facts
    held = _range(youngest, oldest)
    return Finding(answer, required, held, facts, considered, reason, first or last)


def _stated(case: Case, tenures: Iterable[Tenure]) -> tuple[Considered, ...]:
    """The facts that say who somebody is and when the post was taken."""
    state = case.state
    births = state.birth.facts if state.birth else ()
    return (
        *[Considered(fact, "birth", _STATES) for fact in births],
        *[Considered(fact, "sex", _STATES) for fact in state.sex_facts],
        *[Considered(one.id, "post", _STATES, _last_day(one)) for one in tenures],
    )


_STATES = Bearing.STATES


def _last_day(tenure: Tenure) -> date | None:
    begins = tenure.validity.begins
    return begins.latest if begins else tenure.validity.known_by


def _limits(requirement: Requirement, sex: Sex | None) -> tuple[int, int] | None:
    """The lowest and the highest age that may be the limit; None: there is none."""
    if not requirement.max_age:
        return None
    limit = requirement.max_age.get(sex) if sex is not None else None
    if limit is not None:
        return limit, limit
    return min(requirement.max_age.values()), max(requirement.max_age.values())


def _why_age_is_open(standard: Standard, case: Case) -> str:
    if not case.appointed.is_known or maybe_entered_before(standard, case.appointed):
        return APPOINTMENT_DATE_UNKNOWN
    if case.state.birth is not None and case.state.birth.is_known:
        return SEX_UNKNOWN
    return BIRTH_UNKNOWN


def _range(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}-{most}"


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
    considered = _stated(case, (tenure, *earlier))
    open_ = Finding(Answer.MISSING, str(needed), "", (), considered, BIRTH_UNKNOWN, last)
    begins = tenure.validity.begins
    if begins is None or begins.earliest < rule_begins:
        return open_._replace(reason=APPOINTMENT_DATE_UNKNOWN)
    left = _months_left(case, (begins.earliest, last))
    return _enough(open_, left, needed, tenure, case) if left else open_


def _enough(open_: Finding, left: list[int], needed: int, tenure: Tenure, case: Case) -> Finding:
    """Hold the months left against those needed; only where all that may be true agree."""
    facts = tuple(each.fact for each in open_.considered)
    found = open_._replace(held=_range(min(left), max(left)), facts=facts, reason="")
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
