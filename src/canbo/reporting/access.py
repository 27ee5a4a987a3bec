"""The door to figures and verdicts: fetch with rights, let the engine decide, join the words.

Rights are judged at the real instant of the request, whatever the perspective. The number of a
figure is whole for everybody who may see figures; its rows are those one may see. A verdict is
about a person, so only those about people whom one may see are given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.facts import Snapshot
from canbo.engine.figures import Figure, Frame, Measure, Window, compute, measures_named
from canbo.engine.figures.units import subtree
from canbo.engine.law import Law
from canbo.engine.law.check import check_all
from canbo.engine.timeline import Perspective, fold
from canbo.exchange.warehouse import DuckWarehouse
from canbo.journal.access import last_hash
from canbo.law import load
from canbo.records import access as records
from canbo.reporting.figures import figure_view
from canbo.reporting.kept import KEPT
from canbo.reporting.verdicts import in_list_order, verdict_view
from canbo.reporting.views import FigureView, VerdictView


def figures(  # noqa: PLR0913 - the whole question of a page, each part by its name
    *,
    actor: Actor,
    at: datetime,
    perspective: Perspective,
    window: Window,
    unit: str | None = None,
    names: Iterable[str] | None = None,
    with_rows: bool = False,
) -> tuple[FigureView, ...]:
    """Compute figures from one perspective and show them to `actor` with the rights of `at`.

    `window` is for figures over days; `unit` is the code of a unit (or its full name), its
    subtree included, None the whole home; `names` are those of measures, None all. Raises
    AccountRefused (`not_allowed`), UnknownFigure, records' UnitUnknown.
    """
    require(actor, Permission.SEE_FIGURES)
    measures, law = measures_named(names), load()
    frame = Frame(perspective.as_of, perspective.known_at, window, _unit(unit, actor))
    # all that is known at the real instant is the same question, whenever it is asked
    known_at = perspective.known_at if perspective.known_at < at else None
    asked = tuple(measure.name for measure in measures)
    question = (last_hash(), law.version, frame.as_of, known_at, window, frame.unit, asked)
    computed = KEPT.answer(question, lambda: _compute(measures, law, frame))
    visible = records.visible_people(actor=actor, at=at)
    people = {row.person for figure in computed for row in figure.rows}
    shown = people if visible is None else people & visible
    named = records.person_names(shown, perspective) if with_rows else None
    return tuple(figure_view(one, law=law, visible=visible, names=named) for one in computed)


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
    top = _unit(unit, actor)
    law, snapshot = load(), _snapshot(person, actor, at)
    snapshot = replace(snapshot, posts=snapshot.posts_on(perspective))
    found = check_all(snapshot, law, perspective, units=_under(top, snapshot, perspective))
    names = records.person_names({one.person for one in found}, perspective)
    units = records.unit_names(perspective)
    views = [
        verdict_view(one, law=law, snapshot=snapshot, people=names, units=units) for one in found
    ]
    return in_list_order(views)


def _unit(words: str | None, actor: Actor) -> UUID | None:
    return None if words is None else records.resolve_unit(code=words, actor=actor)


def _compute(measures: Iterable[Measure], law: Law, frame: Frame) -> tuple[Figure, ...]:
    with DuckWarehouse() as warehouse:
        for name, table in records.arrow_tables().items():
            warehouse.load_arrow(name, table)
        return compute(warehouse, law=law, frame=frame, measures=measures)


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


def _under(
    top: UUID | None, snapshot: Snapshot, perspective: Perspective
) -> frozenset[UUID] | None:
    if top is None:
        return None
    placed = fold(snapshot.unit_placements, perspective)
    return subtree(top, ((one.unit, one.parent) for one in placed))
