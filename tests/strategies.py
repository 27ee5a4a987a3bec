"""Hypothesis strategies for the engine's values: partial dates, validities, facts, histories."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from canbo.engine.facts import Attainment, AttainmentState, Evidence, Scale, Source
from canbo.engine.timeline import PartialDate, Validity

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2012, 12, 31)
FIRST_INSTANT = datetime(2006, 1, 1, tzinfo=UTC)


def partial_dates(first: date = FIRST_DAY, last: date = LAST_DAY) -> st.SearchStrategy[PartialDate]:
    """Days, months and years in a range."""

    def cut(day: date, precision: int) -> PartialDate:
        parts = (day.year, day.month, day.day)[:precision]
        return PartialDate(*parts)

    return st.builds(cut, st.dates(first, last), st.integers(1, 3))


def validities() -> st.SearchStrategy[Validity]:
    """Validities that hold on one day at least."""
    drawn = st.builds(
        Validity,
        st.none() | partial_dates(),
        st.none() | partial_dates(),
        st.none() | st.dates(FIRST_DAY, LAST_DAY),
    )
    return drawn.filter(lambda one: not one.certain.is_empty)


def instants() -> st.SearchStrategy[datetime]:
    """Instants a few days apart, so that they meet and collide."""
    return st.integers(0, 60).map(lambda days: FIRST_INSTANT + timedelta(days=days))


def uuids(many: int) -> st.SearchStrategy[UUID]:
    """A few ids, so that facts speak of the same things."""
    return st.integers(1, many).map(lambda number: UUID(int=number))


def attainments(person: UUID, **fixed: Any) -> st.SearchStrategy[Attainment]:
    """Levels of one person, not yet recorded."""
    values = {
        "id": st.uuids(version=4),
        "key": st.uuids(version=4),
        "person": st.just(person),
        "validity": validities(),
        "recorded_at": instants(),
        "scale": st.just(Scale.PROFESSIONAL),
        "level": st.sampled_from(["TC", "CĐ", "ĐH"]),
        "state": st.just(AttainmentState.COMPLETED),
        "source": st.just(Source(Evidence.DECLARED, "tờ khai")),
    }
    return st.builds(Attainment, **{**values, **{name: st.just(v) for name, v in fixed.items()}})
