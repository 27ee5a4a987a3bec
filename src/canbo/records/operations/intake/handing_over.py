"""The day on which one post ends and the next begins, as offices write it on both lines.

"từ 1/3/2005 đến 15/6/2008; từ 15/6/2008 đến …": the post was handed over on that day. In the
careers of one person that one list tells, the earlier post is held to the day before; a last day
that no other line begins with is a day of the post. Months and years say no such day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from canbo.engine.facts import Tenure, TenureManner
from canbo.engine.timeline import PartialDate, Validity
from canbo.exchange.workbooks.statements import Statement, TenureReading

_DAY = timedelta(days=1)


def days_of_beginning(statements: Iterable[Statement]) -> frozenset[PartialDate]:
    """The days on which the main posts of one person begin, by one list."""
    return frozenset(
        one.begins
        for one in statements
        if isinstance(one, TenureReading) and one.begins is not None and _is_main(one)
    )


def is_handed_over(statement: Statement, beginnings: frozenset[PartialDate]) -> bool:
    """Whether a line ends on the very day on which another main post begins."""
    ends = statement.ends
    if ends is None or not ends.is_full or ends == statement.begins or ends not in beginnings:
        return False
    return isinstance(statement, TenureReading) and _is_main(statement)


def without_the_day(validity: Validity) -> Validity:
    """The days of a line without the one of handing over."""
    ends = validity.ends
    if ends is None:
        return validity
    last = ends.earliest - _DAY
    seen = min(validity.known_by, last) if validity.known_by else None
    return replace(validity, ends=PartialDate.of(last), known_by=seen)


def names_the_hand_over(tenure: Tenure, told: PartialDate, beside: Iterable[Tenure]) -> bool:
    """Whether an end told of a tenure is the day after its last, on which another post begins."""
    last = tenure.validity.ends
    if last is None or not (last.is_full and told.is_full):
        return False
    begun = (one.validity.begins for one in beside if one is not tenure)
    return told.earliest - last.earliest == _DAY and told in begun


def _is_main(reading: TenureReading) -> bool:
    return reading.post.manner is not TenureManner.CONCURRENT
