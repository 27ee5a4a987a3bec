"""The door to figures and verdicts: fetch with rights, let the engine decide, join the words.

Rights are judged at the real instant of the request, whatever the perspective. The number of a
figure is whole for everybody who may see figures; its rows are those one may see. A verdict is
about a person, so only those about people whom one may see are given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.facts import Snapshot
from canbo.engine.figures import (
    Frame,
    Measure,
    Window,
    by_unit,
    compute,
    holders_of,
    measures_named,
)
from canbo.engine.law import Law, Verdict
from canbo.engine.law.check import check_all
from canbo.engine.timeline import Perspective
from canbo.exchange.warehouse import DuckWarehouse
from canbo.law import load
from canbo.records import access as records
from canbo.reporting.figures import figure_view, told_from
from canbo.reporting.kept import KEPT, Computed
from canbo.reporting.rebasing import rebasing, unit_lines
from canbo.reporting.verdicts import in_list_order, verdict_view
from canbo.reporting.views import FigureView, VerdictView

# the units of a figure are told by the records, gone ones included: no placement is read here
_NOT_ASKED = frozenset({"unit_placements"})


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
) -> tuple[FigureView, ...]:
    """Compute figures from one perspective and show them to `actor` with the rights of `at`.

    `window` is for figures over days; `unit` is the code of a unit (or its full name), its
    subtree included, None the whole home; `names` are those of measures, None all. With
    `rebase_to` each figure is told unit by unit, under the units of that day, and `unit` is one of
    those. Raises AccountRefused (`not_allowed`), UnknownFigure, records' UnitUnknown, RebaseBefore.
    """
    require(actor, Permission.SEE_FIGURES)
    measures, law = measures_named(names), load()
    top = _unit(unit, actor, rebase_to or perspective.as_of)
    frame = Frame(perspective.as_of, perspective.known_at, window, top)
    # all that is known at the real instant is the same question, whenever it is asked
    known_at = perspective.known_at if perspective.known_at < at else None
    state = records.state_mark()
    question = (state, law.version, frame.as_of, known_at, window, top, rebase_to)
    computed = KEPT.figures(
        question,
        [measure.name for measure in measures],
        lambda missing: _compute(measures_named(missing), law, frame, rebase_to),
    )
    visible = records.visible_people(actor=actor, at=at)
    people = {row.person for one in computed for row in one.figure.rows}
    shown = people if visible is None else people & visible
    if not with_rows:
        return tuple(
            figure_view(one.figure, law=law, visible=visible, names=None, lines=one.lines)
            for one in computed
        )
    named = records.person_names(shown, perspective)
    secrets = records.open_secrets(actor=actor, at=at, known_at=perspective.known_at)
    rows = (row for one in computed for row in one.figure.rows if row.person in shown)
    told = secrets.sources((row.fact, row.person, row.source) for row in rows)
    return tuple(
        figure_view(
            told_from(one.figure, told), law=law, visible=visible, names=named, lines=one.lines
        )
        for one in computed
    )


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


def _compute(
    measures: Sequence[Measure], law: Law, frame: Frame, rebase_to: date | None
) -> tuple[Computed, ...]:
    perspective = Perspective(frame.as_of, frame.known_at)
    rebased = rebasing(perspective, rebase_to, frame.unit) if rebase_to else None
    if rebased is not None:
        frame = replace(frame, scope=rebased.scope)
    elif frame.unit is not None:
        frame = replace(frame, scope=records.subtree(frame.unit, perspective))
    with DuckWarehouse() as warehouse:
        for name, table in records.arrow_tables(without=_NOT_ASKED).items():
            warehouse.load_arrow(name, table)
        found = compute(warehouse, law=law, frame=frame, measures=measures)
        if rebased is None:
            return tuple(Computed(one) for one in found)
        whole = replace(frame, unit=None, scope=None)
        of_all = (
            found
            if frame.unit is None
            else compute(warehouse, law=law, frame=whole, measures=measures)
        )
        holders = holders_of(warehouse)
    split = [
        by_unit(one, measure, holders, rebased.groups)
        for one, measure in zip(of_all, measures, strict=True)
    ]
    return tuple(
        Computed(one, unit_lines(groups, rebased, perspective))
        for one, groups in zip(found, split, strict=True)
    )


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
