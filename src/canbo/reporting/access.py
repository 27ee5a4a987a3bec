"""The door to figures and verdicts: fetch with rights, let the engine decide, join the words.

Rights are judged at the real instant of the request, whatever the perspective. The number of a
figure is whole for everybody who may see figures; its rows are those one may see. A verdict is
about a person, so only those about people whom one may see are given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.facts import Snapshot
from canbo.engine.figures import (
    MEASURES,
    Figure,
    FigureRow,
    Frame,
    Measure,
    Window,
    adjusted,
    measures_named,
    printed,
)
from canbo.engine.law import Law, Verdict
from canbo.engine.law.check import check_all
from canbo.engine.timeline import Perspective, a_year_before
from canbo.law import load
from canbo.records import access as records
from canbo.reporting.computing import computing, state_of
from canbo.reporting.figures import figure_view, plain, told_from
from canbo.reporting.kept import KEPT, Computed
from canbo.reporting.verdicts import in_list_order, verdict_view
from canbo.reporting.views import FigureView, VerdictView, YearBeforeView


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjusted:
    """Parameters of figures that the asker sets otherwise; None leaves the measure's own."""

    months: int | None = None
    young: int | None = None


AS_DEFINED = Adjusted()


def figures(  # noqa: PLR0913 - the whole question of a page, each part by its name
    *,
    actor: Actor,
    at: datetime,
    perspective: Perspective,
    window: Window,
    unit: str | None = None,
    names: Iterable[str] | None = None,
    with_rows: bool = False,
    rebase_to: date | None = None,
    year_before: bool = False,
    parameters: Adjusted = AS_DEFINED,
) -> tuple[FigureView, ...]:
    """Compute figures from one perspective and show them to `actor` with the rights of `at`.

    `window` is for figures over days; `unit` is the code of a unit (or its full name), its
    subtree included, None the whole home; `names` are those of measures, None all. With
    `rebase_to` each figure is told unit by unit, under the units of that day, and `unit` is one of
    those. `year_before`: beside each the same figure of a year before, of the same period. Raises
    AccountRefused (`not_allowed`), UnknownFigure, records' UnitUnknown, RebaseBefore.
    """
    require(actor, Permission.SEE_FIGURES)
    law = load()
    measures = tuple(
        adjusted(one, months=parameters.months, young=parameters.young)
        for one in measures_named(names)
    )
    top = _unit(unit, actor, rebase_to or perspective.as_of)
    frame = Frame(perspective.as_of, perspective.known_at, window, top)
    computed = _kept(measures, law, frame, rebase_to, at)
    earlier = _year_before(measures, law, frame, at) if year_before else (None,) * len(computed)
    rights = Rights.of(actor, at, perspective)
    named = _names(computed, rights, perspective) if with_rows else None
    return tuple(
        figure_view(
            rights.told(one.figure) if with_rows else one.figure,
            law=law,
            visible=rights.people(one.figure),
            names=named,
            lines=one.lines,
            before=before,
        )
        for one, before in zip(computed, earlier, strict=True)
    )


def _names(
    computed: Iterable[Computed], rights: Rights, perspective: Perspective
) -> dict[UUID, str]:
    """The names of the people of the rows that are shown, and of the units that rows are about."""
    rows = [row for one in computed for row in rights.rows(one.figure)]
    people = {row.person for row in rows if row.person}
    names = dict(records.person_names(people, perspective))
    is_of_units = any(row.unit for one in computed for row in one.figure.rows)
    return {**names, **records.unit_names(perspective)} if is_of_units else names


def _kept(
    measures: tuple[Measure, ...], law: Law, frame: Frame, rebase_to: date | None, at: datetime
) -> tuple[Computed, ...]:
    # all that is known at the real instant is the same question, whenever it is asked
    known_at = frame.known_at if frame.known_at < at else None
    place = (frame.as_of, known_at, frame.window, frame.unit, rebase_to)
    asked = {one.name: one for one in measures}
    # what an asker sets otherwise is another question
    state = state_of(measures)
    others = tuple(one for one in measures if one != MEASURES[one.name])
    return KEPT.figures(
        (state, law.version, place, others),
        list(asked),
        lambda missing: computing([asked[name] for name in missing], law, frame, rebase_to),
    )


def _year_before(
    measures: tuple[Measure, ...], law: Law, frame: Frame, at: datetime
) -> tuple[YearBeforeView, ...]:
    """The same figures for the same period of the year before, as known now."""
    old = replace(
        frame,
        as_of=a_year_before(frame.as_of),
        window=Window(a_year_before(frame.window.first), a_year_before(frame.window.last)),
    )
    return tuple(
        YearBeforeView(
            as_of=old.as_of,
            first=one.figure.window.first if one.figure.window else None,
            last=one.figure.window.last if one.figure.window else None,
            value=plain(one.figure.value),
            display=printed(one.figure.value).text,
        )
        for one in _kept(measures, law, old, None, at)
    )


@dataclass(frozen=True, slots=True)
class Rights:
    """Whose rows an actor may see: the people in reach, and of secret figures the opened ones."""

    visible: frozenset[UUID] | None
    secrets: records.Secrets

    @classmethod
    def of(cls, actor: Actor, at: datetime, perspective: Perspective) -> Rights:
        visible = records.visible_people(actor=actor, at=at)
        secrets = records.open_secrets(actor=actor, at=at, known_at=perspective.known_at)
        return cls(visible, secrets)

    def people(self, figure: Figure) -> frozenset[UUID] | None:
        """The people whose rows of a figure are shown; None: everybody's."""
        if not figure.is_secret or self.secrets.opened is None:
            return self.visible
        opened = self.secrets.opened
        return opened if self.visible is None else opened & self.visible

    def rows(self, figure: Figure) -> list[FigureRow]:
        """The rows of a figure that are shown."""
        people = self.people(figure)
        return [row for row in figure.rows if people is None or row.person in people]

    def told(self, figure: Figure) -> Figure:
        """The figure with the sources of its rows as the actor may be told them."""
        rows = ((row.fact, row.person, row.source) for row in self.rows(figure) if row.person)
        return told_from(figure, self.secrets.sources(rows))


def verdicts(
    *,
    actor: Actor,
    at: datetime,
    perspective: Perspective,
    unit: str | None = None,
    person: UUID | None = None,
) -> tuple[VerdictView, ...]:
    """Answer the standards of the day for everybody whom `actor` may see at `at`.

    `unit` restricts to posts of that unit's subtree, `person` to one person. Raises
    AccountRefused (`not_allowed`), records' UnitUnknown and OfficialNotFound.
    """
    require(actor, Permission.SEE_OFFICIALS)
    top = _unit(unit, actor, perspective.as_of)
    law, snapshot = load(), _snapshot(person, actor, at)
    snapshot = replace(snapshot, posts=snapshot.posts_on(perspective))
    found = check_all(snapshot, law, perspective, units=_under(top, perspective))
    names = records.person_names({one.person for one in found}, perspective)
    units = records.unit_names(perspective)
    return _told(found, snapshot, names, units)


def verdicts_of(
    official: records.OfficialView, perspective: Perspective
) -> tuple[VerdictView, ...]:
    """Answer the standards of the day for an official as the records told of them.

    The facts and names are those already read, by the rights and from the perspective with which
    they were: nothing more is asked of the database.
    """
    posts = official.known.posts_on(perspective)
    snapshot = replace(official.known, posts=posts)
    units = {post.unit: official.past.name(post.unit, perspective.as_of) for post in posts.values()}
    found = check_all(snapshot, load(), perspective)
    return _told(found, snapshot, {official.id: official.name}, units)


def _told(
    found: Iterable[Verdict],
    snapshot: Snapshot,
    names: Mapping[UUID, str],
    units: Mapping[UUID, str],
) -> tuple[VerdictView, ...]:
    law = load()
    return in_list_order(
        [verdict_view(one, law=law, snapshot=snapshot, people=names, units=units) for one in found]
    )


def _unit(words: str | None, actor: Actor, as_of: date) -> UUID | None:
    return None if words is None else records.resolve_unit(code=words, actor=actor, as_of=as_of)


def _snapshot(person: UUID | None, actor: Actor, at: datetime) -> Snapshot:
    """Read one person whom the actor may see, or everybody the actor may see."""
    if person is None:
        return _about(records.read_snapshot(), records.visible_people(actor=actor, at=at))
    if not records.may_see(person, actor=actor, at=at):
        raise records.OfficialNotFound(person)
    return records.read_snapshot_of(person)


def _about(snapshot: Snapshot, people: Collection[UUID] | None) -> Snapshot:
    """Keep the posts held by these people only; nobody else is judged."""
    if people is None:
        return snapshot
    return replace(snapshot, tenures=tuple(one for one in snapshot.tenures if one.person in people))


def _under(top: UUID | None, perspective: Perspective) -> frozenset[UUID] | None:
    return None if top is None else records.subtree(top, perspective)
