"""Fields of study that posts ask for and too few have: now, and once those who have them retire."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from canbo.engine.facts import AttainmentState, Scale
from canbo.engine.forecast.holding import Scene
from canbo.engine.forecast.retiring import Retirements
from canbo.engine.forecast.spans import Horizon, Range, Span
from canbo.engine.law.holders import Standing

Fields = Mapping[str, tuple[str, ...]]  # title to the fields of study that suit it, in lower case


class Fitting(StrEnum):
    """Whether a holder's study suits the post."""

    FITS = "fits"
    OTHER = "other"  # studied other fields only
    UNKNOWN = "unknown"  # no field of study is on record


@dataclass(frozen=True, slots=True)
class FieldSeat:
    """One holder of a post that asks for a field; `span`: when the holder's pension comes.

    `sure`: that the post lacks the field within the horizon; None of the rest says that it does.
    """

    person: UUID
    post: UUID
    title: str
    fitting: Fitting
    studied: tuple[str, ...]
    leaves: Span | None
    lacks: Range


@dataclass(frozen=True, slots=True)
class FieldLine:
    """All posts of one title that asks for fields of study.

    `lacking`: seats without a suitable study at the end of the horizon, if nobody new comes: from
    what is sure to what is possible. `elsewhere` counts who has such a study in another post.
    """

    title: str
    fields: tuple[str, ...]
    seats: tuple[FieldSeat, ...]
    elsewhere: int

    @property
    def lacking(self) -> Range:
        """Seats that surely, and possibly, lack the field by the end of the horizon."""
        return Range(sum(s.lacks.low for s in self.seats), sum(s.lacks.high for s in self.seats))

    def count(self, fitting: Fitting) -> int:
        """How many seats are held so on the day."""
        return sum(seat.fitting is fitting for seat in self.seats)


def field_lines(
    scene: Scene, horizon: Horizon, retiring: Retirements, fields: Fields
) -> tuple[FieldLine, ...]:
    """Tell of each title that asks for fields who of its holders has one, and who leaves."""
    held = scene.held()
    studied = {person: _studied(state) for person, state in scene.standings.items()}
    leaves = {each.person: each.span for each in retiring.known}
    seats: defaultdict[str, list[FieldSeat]] = defaultdict(list)
    for person, tenures in held.items():
        for tenure in tenures:
            title = scene.folded.posts[tenure.post].title
            if title in fields:
                known = studied[person]
                fits = _fits(known, fields[title])
                leaving = leaves.get(person)
                lacks = _lacks(fits, leaving, horizon)
                seat = FieldSeat(person, tenure.post, title, fits, known, leaving, lacks)
                seats[title].append(seat)
    return tuple(
        FieldLine(
            title,
            fields[title],
            tuple(sorted(found, key=lambda seat: (str(seat.person), str(seat.post)))),
            _elsewhere(studied, {seat.person for seat in found}, fields[title]),
        )
        for title, found in sorted(seats.items())
    )


def _studied(state: Standing) -> tuple[str, ...]:
    """The fields of the person's completed professional studies, in lower case."""
    found = {
        each.attainment.field.lower()
        for each in state.reached.get(Scale.PROFESSIONAL, ())
        if each.bearing is None
        and each.attainment.field
        and each.attainment.state is AttainmentState.COMPLETED
    }
    return tuple(sorted(found))


def _fits(studied: tuple[str, ...], wanted: tuple[str, ...]) -> Fitting:
    if not studied:
        return Fitting.UNKNOWN
    return Fitting.FITS if set(studied) & set(wanted) else Fitting.OTHER


def _lacks(fitting: Fitting, leaves: Span | None, horizon: Horizon) -> Range:
    """Whether a seat lacks the field by the end of the horizon: surely, possibly.

    Who leaves takes the field along; who comes after is not known, so nothing is sure of the seat
    of somebody who leaves: a suitable successor may come to a seat that lacks the field today too.
    """
    until = Span(horizon.due.first, horizon.last)
    goes = leaves is not None and leaves.maybe_in(until)
    low = fitting is Fitting.OTHER and not goes
    return Range(int(low), int(fitting is not Fitting.FITS or goes))


def _elsewhere(
    studied: Mapping[UUID, tuple[str, ...]], holders: set[UUID], wanted: tuple[str, ...]
) -> int:
    return sum(
        bool(set(known) & set(wanted)) for person, known in studied.items() if person not in holders
    )
