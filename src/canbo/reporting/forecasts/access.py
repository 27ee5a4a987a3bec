"""The door to the forecast: computed once for a home, then shown within the rights of the instant.

The numbers are whole for everybody who may see figures; rows are those about people whom one may
see. That somebody is planned for a post is told only to who may know it; all others see it counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.facts import Snapshot
from canbo.engine.forecast import Forecast, Horizon, Scene, backtest, forecast
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import write_date
from canbo.law import load
from canbo.law.figures import load_parameters
from canbo.records import access as records
from canbo.records.days import end_of_vietnam_day
from canbo.reporting.access import Rights
from canbo.reporting.forecasts.parts import PARTS, part_view
from canbo.reporting.forecasts.testing import backtest_view
from canbo.reporting.forecasts.views import (
    BacktestView,
    ForecastView,
)
from canbo.reporting.forecasts.words import Named
from canbo.reporting.kept_checks import Kept

MOST_YEARS = 15

AHEAD: Kept[ForecastView] = Kept(most=4)
TESTED: Kept[BacktestView] = Kept(most=2)


class BacktestRefused(Refusal):
    """A forecast cannot be held against such days (`backtest_backwards`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: from where one looks, how many years ahead, of which unit (code or name)."""

    perspective: Perspective
    years: int = 3
    unit: str | None = None


def outlook(*, actor: Actor, at: datetime, question: Question) -> ForecastView:
    """Tell what lies ahead, with the rows that `actor` may see at `at`.

    Raises AccountRefused (`not_allowed`) and records' UnitUnknown.
    """
    require(actor, Permission.SEE_FIGURES)
    top = unit_of(question, actor)
    found = AHEAD.answer(
        _place(question, top, at), lambda: _forecast_view(_ahead(question, top)[0], question)
    )
    rights = Rights.of(actor, at, question.perspective)
    opened = rights.secrets.opened
    return replace(found, parts=tuple(each.seen_by(rights.visible, opened) for each in found.parts))


def tested(*, actor: Actor, at: datetime, question: Question, until: Perspective) -> BacktestView:
    """Hold the forecast of a day against what the records say until a later one, within rights.

    `until.as_of` is the last day looked at, by what is known at `until.known_at`; the years that
    the question asks for do not matter. Raises like `outlook`, and BacktestRefused
    (`backtest_backwards`).
    """
    require(actor, Permission.SEE_FIGURES)
    as_of = question.perspective.as_of
    if until.as_of <= as_of:
        days = {"as_of": write_date(as_of), "until": write_date(until.as_of)}
        raise BacktestRefused("backtest_backwards", days)
    question = replace(question, years=until.as_of.year - as_of.year + 1)
    top = unit_of(question, actor)
    place = (*_place(question, top, at), until.as_of, instant_of(until, at))
    found = TESTED.answer(place, lambda: _tested(question, top, until))
    rights = Rights.of(actor, at, until)
    return replace(found, part=found.part.seen_by(rights.visible, rights.secrets.opened))


def as_known_then(day: date) -> Perspective:
    """Look from a day by what was known by its end: what a forecast of that day knew."""
    return Perspective(day, end_of_vietnam_day(day))


def unit_of(question: Question, actor: Actor) -> UUID | None:
    """The unit that is asked for; None: the whole home. Raises records' UnitUnknown."""
    if not question.unit:
        return None
    return records.resolve_unit(code=question.unit, actor=actor, as_of=question.perspective.as_of)


def _place(question: Question, top: UUID | None, at: datetime) -> tuple[object, ...]:
    """What a kept answer hangs on: nothing of who asks."""
    seen = question.perspective
    law = load().version
    return (records.state_mark(), law, seen.as_of, instant_of(seen, at), question.years, top)


def instant_of(seen: Perspective, at: datetime) -> datetime | None:
    """The instant up to which is known; None: all that is known now."""
    return seen.known_at if seen.known_at < at else None


def _ahead(question: Question, top: UUID | None) -> tuple[Forecast, Snapshot]:
    law, snapshot, perspective = load(), records.read_snapshot(), question.perspective
    units = None if top is None else records.subtree(top, perspective)
    scene = Scene.of(snapshot, law, perspective, units)
    horizon = Horizon.of_years(perspective.as_of, question.years)
    return forecast(scene, horizon, load_parameters().fields), snapshot


def _forecast_view(found: Forecast, question: Question) -> ForecastView:
    named = _named(found, question.perspective, _people(found))
    return ForecastView(
        years=tuple(year for year, _ in found.horizon.years()),
        last=found.horizon.last,
        parts=tuple(part_view(each, found, named) for each in PARTS),
    )


def _tested(question: Question, top: UUID | None, until: Perspective) -> BacktestView:
    early, snapshot = _ahead(question, top)
    found = backtest(early, snapshot, until)
    people = {each.person for each in (*found.retirements, *found.terms, *found.courses)}
    named = _named(early, until, people)
    return backtest_view(found, named, question.perspective)


def _named(found: Forecast, perspective: Perspective, people: Iterable[UUID]) -> Named:
    scene = found.scene
    return Named(
        scene.law,
        scene.folded.posts,
        scene.history.terms,
        records.person_names(set(people), perspective),
        records.unit_names(perspective),
    )


def _people(found: Forecast) -> Iterator[UUID]:
    yield from (each.person for each in found.retirements.known)
    yield from (each.person for each in found.retirements.untold)
    yield from (each.person for each in found.terms.seats)
    yield from (person for person, _ in found.terms.undated)
    yield from (each.person for each in found.needs.rows)
    yield from (seat.person for line in found.fields for seat in line.seats)


__all__ = [
    "MOST_YEARS",
    "BacktestRefused",
    "Question",
    "as_known_then",
    "instant_of",
    "outlook",
    "tested",
    "unit_of",
]
