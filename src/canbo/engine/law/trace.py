"""How a verdict was reached: every fact that was considered, and what it was found to say.

A trace is data for those who check a verdict: with it, the law's files and the person's facts
the answer can be derived again without this program.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

if TYPE_CHECKING:
    from canbo.engine.law.values import Answer, Area


class Bearing(StrEnum):
    """What one fact says to one rule."""

    SUFFICES = "suffices"  # it is what the rule asks for, or more
    EQUIVALENT = "equivalent"  # it counts as what the rule asks for
    STATES = "states"  # a birth, a sex, a post: it is used, not weighed
    PERHAPS = "perhaps"  # it would do, but whether by the day is not known
    TOO_LOW = "too_low"  # held on the day, and less than asked
    LATER = "later"  # it may have come, or came, after the day
    OTHER_SCHEME = "other_scheme"  # of a scheme that nobody compared with the one asked for
    STUDYING = "studying"
    LEFT = "left"  # the studies or the class were left
    REVOKED = "revoked"
    ENDED = "ended"  # no longer held on the day


class Considered(NamedTuple):
    """One fact that was looked at.

    `held`: a level or course code, or what is stated. `day`: the day that was compared, the last
    that it may have begun on. `by`: the id of the equivalence that was applied, "" none.
    """

    fact: UUID
    held: str
    bearing: Bearing
    day: date | None = None
    by: str = ""


class Trace(NamedTuple):
    """What an answer rests on.

    `day`: the day on which the facts had to hold. `appointed`: the first and the last day on which
    the post may have been taken for the first time (first None: as early as may be). `areas`: where
    the unit may lie. `plain`: the answer before any time of grace. `by_area`: where the unit's area
    is not known, what each area's rule answers.
    """

    day: date
    appointed: tuple[date | None, date]
    areas: frozenset[Area]
    considered: tuple[Considered, ...]
    plain: Answer
    by_area: tuple[tuple[Area, str, Answer], ...]
