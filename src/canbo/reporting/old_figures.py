"""Old reports as tests of the archive: what is reproduced, and who is likely amiss, with rights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.figures import Frame, Measure, Window, measures_named
from canbo.engine.figures.archive import Claim, Suspect, Verification, try_claim
from canbo.engine.figures.bounds import PrintedNumber
from canbo.engine.figures.vocabulary import detail_words
from canbo.engine.law import Law
from canbo.engine.timeline import Perspective
from canbo.exchange.warehouse import DuckWarehouse
from canbo.law import load
from canbo.law.figures import load_parameters
from canbo.records import access as records
from canbo.reporting.access import Rights
from canbo.reporting.computing import load_tables
from canbo.reporting.figures import UNNAMED, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class OldFigure:
    """A line of an old report: the measure's name, the number as printed, the days, the unit."""

    name: str
    printed: str
    as_of: date
    first: date
    last: date
    unit: str = ""


@dataclass(frozen=True, slots=True)
class SuspectView:
    """Somebody who may be amiss, and why."""

    fact: UUID
    person: UUID | None
    name: str
    detail: str
    why: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OldFigureView:
    """An old figure beside what the records give now; suspects are those one may see."""

    asked: OldFigure
    label: str
    unit: str
    value: int | str | None
    reproduced: bool
    lacking: int
    missing: tuple[SuspectView, ...]
    extra: tuple[SuspectView, ...]
    hidden: int


def old_figures(
    *, actor: Actor, at: datetime, known_at: datetime, asked: Sequence[OldFigure]
) -> tuple[OldFigureView, ...]:
    """Try figures of an old report against what was known at `known_at`, by the rights of `at`.

    Raises AccountRefused (`not_allowed`), UnknownFigure, NotPrinted, UnitUnknown, WindowReversed.
    """
    require(actor, Permission.SEE_FIGURES)
    law = load()
    claims = [(one, _claim(one, actor, known_at)) for one in asked]
    return tuple(_view(one, _tried(claim, law), actor, at, law) for one, claim in claims)


def _claim(one: OldFigure, actor: Actor, known_at: datetime) -> Claim:
    [measure] = measures_named([one.name])
    unit = records.resolve_unit(code=one.unit, actor=actor, as_of=one.as_of) if one.unit else None
    scope = records.subtree(unit, Perspective(one.as_of, known_at)) if unit else None
    frame = Frame(one.as_of, known_at, Window(one.first, one.last), unit, scope)
    return Claim(measure, PrintedNumber.parse(one.printed), frame)


def _tried(claim: Claim, law: Law) -> Verification:
    measures: tuple[Measure, ...] = (claim.measure,)
    seen = Perspective(claim.frame.as_of, claim.frame.known_at)
    with DuckWarehouse() as warehouse:
        load_tables(warehouse, measures, law, seen)
        return try_claim(warehouse, claim, law=law, parameters=load_parameters())


def _view(
    asked: OldFigure, found: Verification, actor: Actor, at: datetime, law: Law
) -> OldFigureView:
    seen = Perspective(found.claim.frame.as_of, found.claim.frame.known_at)
    people = Rights.of(actor, at, seen).people(found.figure)
    suspects = (*found.missing, *found.extra)
    shown = [one for one in suspects if people is None or one.person in people]
    names = records.person_names({one.person for one in shown if one.person}, seen)
    secrets = records.open_secrets(actor=actor, at=at, known_at=seen.known_at)
    told = secrets.sources((one.fact, one.person, one.source) for one in shown if one.person)

    def view(one: Suspect) -> SuspectView:
        name = names.get(one.person, UNNAMED) if one.person else ""
        source = told.get(one.fact, one.source)
        return SuspectView(
            one.fact, one.person, name, detail_words(one.detail, law), one.why, source
        )

    return OldFigureView(
        asked=asked,
        label=found.claim.measure.label,
        unit=found.claim.measure.unit,
        value=plain(found.figure.value),
        reproduced=found.reproduced,
        lacking=found.lacking,
        missing=tuple(view(one) for one in found.missing if one in shown),
        extra=tuple(view(one) for one in found.extra if one in shown),
        hidden=len(suspects) - len(shown),
    )
