"""Old reports as tests of the archive: what is reproduced, and who is likely amiss, with rights."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.figures import Frame, Window, measures_named
from canbo.engine.figures.archive import Claim, Suspect, Verification, try_claim
from canbo.engine.figures.bounds import PrintedNumber
from canbo.engine.figures.vocabulary import detail_words
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import write_number, write_percent
from canbo.exchange.warehouse import DuckWarehouse
from canbo.law import load
from canbo.law.figures import load_parameters
from canbo.records import access as records
from canbo.reporting.access import Rights
from canbo.reporting.computing import load_given, load_records
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
    """An old figure beside what the records give now; suspects are those one may see.

    `window` is None for a figure of one day.
    """

    asked: OldFigure
    label: str
    unit: str
    value: int | str | None
    reproduced: bool
    lacking: int
    missing: tuple[SuspectView, ...]
    extra: tuple[SuspectView, ...]
    hidden: int
    window: Window | None = None

    @property
    def display(self) -> str:
        """The value as offices write it: 1.346, 116/125 (92,8%), a dash where there is none."""
        if isinstance(self.value, int):
            return write_number(self.value)
        if self.value is None:
            return "–"
        fraction = Fraction(self.value)
        return f"{self.value} ({write_percent(fraction, 1)})"

    @property
    def gap(self) -> str:
        """By how much the records miss the printed number, "" where they do not."""
        if not self.lacking:
            return ""
        unit = "" if self.unit == "%" else f" {self.unit}"
        way = "thiếu" if self.lacking > 0 else "thừa"
        return f"hồ sơ {way} {write_number(abs(self.lacking))}{unit}"

    @property
    def verdict(self) -> str:
        """Whether the records give the printed number, and by how much they do not."""
        words = "Tính lại được" if self.reproduced else "Không tính lại được"
        return f"{words}: {self.gap}" if self.gap else words


def old_figures(
    *, actor: Actor, at: datetime, known_at: datetime, asked: Sequence[OldFigure]
) -> tuple[OldFigureView, ...]:
    """Try figures of an old report against what was known at `known_at`, by the rights of `at`.

    Raises AccountRefused (`not_allowed`), UnknownFigure, NotPrinted, UnitUnknown, UnitAmbiguous,
    WindowReversed.
    """
    require(actor, Permission.SEE_FIGURES)
    claims = [claim_of(one, actor=actor, known_at=known_at) for one in asked]
    return tried(claims, asked, actor=actor, at=at)


def claim_of(one: OldFigure, *, actor: Actor, known_at: datetime) -> Claim:
    """What a line of an old report claims; raises as `old_figures` does."""
    [measure] = measures_named([one.name])
    printed, window = PrintedNumber.parse(one.printed), Window(one.first, one.last)
    unit = records.resolve_unit(code=one.unit, actor=actor, as_of=one.as_of) if one.unit else None
    scope = records.subtree(unit, Perspective(one.as_of, known_at)) if unit else None
    return Claim(measure, printed, Frame(one.as_of, known_at, window, unit, scope))


def tried(
    claims: Sequence[Claim], asked: Sequence[OldFigure], *, actor: Actor, at: datetime
) -> tuple[OldFigureView, ...]:
    """Try claims, all of one instant of knowing; the caller has judged the right to see figures.

    The records are read once, however many claims there are.
    """
    if not claims:
        return ()
    law, parameters = load(), load_parameters()
    measures = tuple({one.measure.name: one.measure for one in claims}.values())
    found: dict[int, Verification] = {}
    given: Perspective | None = None
    with DuckWarehouse() as warehouse:
        load_records(warehouse, measures)
        for place in sorted(range(len(claims)), key=lambda one: claims[one].frame.as_of):
            claim = claims[place]
            seen = Perspective(claim.frame.as_of, claim.frame.known_at)
            if seen != given:
                of_day = {one.measure.name: one.measure for one in claims
                          if one.frame.as_of == seen.as_of}  # fmt: skip
                load_given(warehouse, of_day.values(), law, seen)
                given = seen
            found[place] = try_claim(warehouse, claim, law=law, parameters=parameters)
    return _views([found[place] for place in range(len(claims))], asked, actor, at)


def _views(
    found: Sequence[Verification], asked: Sequence[OldFigure], actor: Actor, at: datetime
) -> tuple[OldFigureView, ...]:
    """What one may see of each; people are called as on the latest of the days asked for."""
    frames = [one.claim.frame for one in found]
    seen = Perspective(max(one.as_of for one in frames), frames[0].known_at)
    rights = Rights.of(actor, at, seen)
    shown = [_shown(one, rights.people(one.figure)) for one in found]
    every = [one for suspects in shown for one in suspects if one.person]
    names = records.person_names({one.person for one in every if one.person}, seen)
    told = rights.secrets.sources((one.fact, one.person, one.source) for one in every if one.person)
    law = load()

    def view(one: Suspect) -> SuspectView:
        return SuspectView(
            fact=one.fact,
            person=one.person,
            name=names.get(one.person, UNNAMED) if one.person else "",
            detail=detail_words(one.detail, law),
            why=one.why,
            source=told.get(one.fact, one.source),
        )

    return tuple(
        OldFigureView(
            asked=line,
            label=one.claim.measure.label,
            unit=one.claim.measure.unit,
            value=plain(one.figure.value),
            reproduced=one.reproduced,
            lacking=one.lacking,
            missing=tuple(view(each) for each in one.missing if each in mine),
            extra=tuple(view(each) for each in one.extra if each in mine),
            hidden=len(one.missing) + len(one.extra) - len(mine),
            window=one.figure.window,
        )
        for line, one, mine in zip(asked, found, shown, strict=True)
    )


def _shown(found: Verification, people: Collection[UUID] | None) -> frozenset[Suspect]:
    suspects = (*found.missing, *found.extra)
    return frozenset(one for one in suspects if people is None or one.person in people)
