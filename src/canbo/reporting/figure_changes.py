"""How figures differ between two states of the home, with the people who come in and go out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from canbo.engine.figures import HEADLINES, Figure, Frame, Kind, Window, compute, measures_named
from canbo.engine.figures.values import FigureRow, Share
from canbo.engine.figures.views import tables_needed
from canbo.engine.law import Law
from canbo.exchange.warehouse import DuckWarehouse

# a preview looks at the first figures only: others are asked for by their names
MEASURES = measures_named(HEADLINES)
TABLES = tables_needed(MEASURES, of_unit=False)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which figures are looked at, with the days that figures of a period count."""

    as_of: date
    window: Window


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure of one moment that becomes another.

    `entering` and `leaving` are the people of the rows that come and go, `changing` those of a
    share whose answer changes; `hidden` counts those whom the reader may not see.
    """

    name: str
    label: str
    kind: Kind
    unit: str
    moment: Moment
    before: int | str | None
    after: int | str | None
    entering: tuple[UUID, ...]
    leaving: tuple[UUID, ...]
    changing: tuple[UUID, ...]
    hidden: int = 0

    def only(self, visible: Collection[UUID] | None) -> FigureChange:
        """The same change with the people that the reader may see; None: everybody."""
        if visible is None:
            return self
        lists = (self.entering, self.leaving, self.changing)
        kept = [tuple(one for one in people if one in visible) for people in lists]
        hidden = sum(map(len, lists)) - sum(map(len, kept))
        entering, leaving, changing = kept
        return replace(self, entering=entering, leaving=leaving, changing=changing, hidden=hidden)


def figure_changes(
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    moments: Iterable[Moment],
    *,
    known_at: datetime,
    law: Law,
) -> tuple[FigureChange, ...]:
    """Compute all figures of the moments over the tables of both sides; give those that differ."""
    if before is None or after is None:
        return ()
    frames = [Frame(one.as_of, known_at, one.window) for one in moments]
    found = []
    for moment, old, new in zip(
        moments, _computed(before, frames, law), _computed(after, frames, law), strict=True
    ):
        pairs = zip(old, new, strict=True)
        found += [change for a, b in pairs if (change := _change(a, b, moment)) is not None]
    return tuple(found)


def _computed(
    tables: Mapping[str, Any], frames: Iterable[Frame], law: Law
) -> list[tuple[Figure, ...]]:
    with DuckWarehouse() as warehouse:
        for name, table in tables.items():
            warehouse.load_arrow(name, table)
        return [compute(warehouse, law=law, frame=frame, measures=MEASURES) for frame in frames]


def _change(old: Figure, new: Figure, moment: Moment) -> FigureChange | None:
    """Compare the rows by person and answer: what counts a person matters, not by which fact."""
    gone = _counted(old.rows) - _counted(new.rows)
    come = _counted(new.rows) - _counted(old.rows)
    if not gone and not come:
        return None
    leaving = [person for person, _ in gone.elements()]
    entering = [person for person, _ in come.elements()]
    changing = list((Counter(leaving) & Counter(entering)).elements())
    return FigureChange(
        name=new.name,
        label=new.label,
        kind=new.kind,
        unit=new.unit,
        moment=moment,
        before=_plain(old),
        after=_plain(new),
        entering=tuple((Counter(entering) - Counter(changing)).elements()),
        leaving=tuple((Counter(leaving) - Counter(changing)).elements()),
        changing=tuple(changing),
    )


def _counted(rows: Iterable[FigureRow]) -> Counter[tuple[UUID, bool | None]]:
    return Counter((row.person, row.met) for row in rows)


def _plain(figure: Figure) -> int | str | None:
    value = figure.value
    if isinstance(value, Share):
        return str(value) if value.base else None
    return value.number
