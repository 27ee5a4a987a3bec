"""One holder of one post before the law, and what an answer to one rule is made of."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from canbo.engine.facts import Post, Tenure
from canbo.engine.law.holders import Days, Standing
from canbo.engine.law.trace import Considered
from canbo.engine.law.values import Answer, Area, Law, Standard

APPOINTMENT_DATE_UNKNOWN = "appointment_date_unknown"
ATTAINMENT_DATE_UNKNOWN = "attainment_date_unknown"
AREA_UNKNOWN = "area_unknown"
BIRTH_UNKNOWN = "birth_unknown"
COURSE_UNKNOWN = "course_unknown"
LEVEL_UNKNOWN = "level_unknown"
MANNER_UNKNOWN = "election_unknown"
NOT_COMPARABLE = "not_comparable"
SEX_UNKNOWN = "sex_unknown"


class Case(NamedTuple):
    """Everything about one holder that the answer to a standard rests on.

    `tenures` are all known ones of the title; `held` is the one of the post on the day, None where
    the post is not held; `appointed`: when the title was first taken.
    """

    state: Standing
    post: Post
    tenures: tuple[Tenure, ...]
    held: Tenure | None
    appointed: Days
    areas: frozenset[Area]
    law: Law


class Finding(NamedTuple):
    """The answer to one standard, without the standard.

    `facts` are those that the answer rests on, `considered` all that were looked at. `day` is the
    day on which they had to hold where it is not the day asked for.
    """

    answer: Answer
    required: str
    held: str = ""
    facts: tuple[UUID, ...] = ()
    considered: tuple[Considered, ...] = ()
    reason: str = ""
    day: date | None = None


def maybe_entered_before(standard: Standard, appointed: Days) -> bool:
    """Whether the post may have been taken before the rule came."""
    begins = standard.in_force.begins
    return begins is not None and (appointed.first is None or appointed.first < begins)


def first_bound(standard: Standard, appointed: Days) -> date | None:
    """The earliest day of appointment on which the rule of entry binds."""
    first, begins = appointed.first, standard.in_force.begins
    if first is None or begins is None:
        return first or begins
    return max(first, begins)


def failed_entry(standard: Standard, appointed: Days) -> tuple[Answer, str]:
    """A failed entry stands only where the entry surely fell under the rule: answer and reason."""
    if maybe_entered_before(standard, appointed):
        return Answer.MISSING, APPOINTMENT_DATE_UNKNOWN
    return Answer.NOT_MET, ""
