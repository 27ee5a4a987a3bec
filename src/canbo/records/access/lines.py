"""People as lines of a list: all that holds on the day asked for, read in stretches of a few
hundred, so that a list of a province needs no more memory than one of a ward.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from canbo.engine.facts import Attainment, FactKind, ParticularKind, Scale, TenureManner
from canbo.engine.timeline import Perspective
from canbo.records.access.units import placements, unit_names
from canbo.records.queries import sql
from canbo.records.queries.stored import read_facts

_STRETCH = 500  # people read at once


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post held on the day: `units` are the names of its unit and of those above, inner first.

    `key` is that of the fact that it is held.
    """

    key: UUID
    post: UUID
    title_code: str
    title: str
    unit: UUID
    units: tuple[str, ...]
    manner: TenureManner


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person: values as stored, levels that hold on the day, posts held then.

    `notes` are the remarks, the earliest first; they are not among the particulars. `keys` are
    those of the facts that say the particulars and remarks.
    """

    id: UUID
    particulars: Mapping[ParticularKind, str]
    notes: tuple[str, ...]
    keys: Mapping[ParticularKind, tuple[UUID, ...]]
    posts: tuple[PostLine, ...]
    attainments: tuple[Attainment, ...]

    @property
    def name(self) -> str:
        """The name on the day."""
        return self.particulars.get(ParticularKind.NAME, "")


def person_lines(people: Sequence[UUID], perspective: Perspective) -> Iterator[PersonLine]:
    """Read these people in this order. The caller has judged the rights."""
    lineages = Lineages(perspective)
    waiting = iter(people)
    while stretch := list(islice(waiting, _STRETCH)):
        yield from _read(stretch, perspective, lineages)


@dataclass(frozen=True, slots=True)
class Known:
    """What anybody has on a day: a list needs no other columns. `details` are the attributes of
    levels (field, mode, school) that are told, and "reached" where a day or year is.
    """

    particulars: frozenset[ParticularKind]
    scales: frozenset[Scale]
    details: frozenset[str]


def known_of_people(perspective: Perspective) -> Known:
    """Tell what the home knows of people on a day."""
    values = sql.perspective(perspective)
    kinds = sql.rows(
        f"SELECT DISTINCT f.kind FROM records_particular f WHERE {sql.holds('f')}",  # noqa: S608
        values,
    )
    scales = sql.rows(
        f"""SELECT f.scale, bool_or(f.field <> ''), bool_or(f.mode IS NOT NULL),
            bool_or(f.school <> ''), bool_or(f.begins <> '')
            FROM records_attainment f WHERE {sql.holds("f")} GROUP BY f.scale""",  # noqa: S608
        values,
    )
    told = [name for _, *has in scales for name, one in zip(_DETAILS, has, strict=True) if one]
    return Known(
        frozenset(ParticularKind(kind) for (kind,) in kinds),
        frozenset(Scale(scale) for scale, *_ in scales),
        frozenset(told),
    )


_DETAILS = ("field", "mode", "school", "reached")
_SAID = f"""SELECT f.person_id, f.kind, f.value, f.key FROM records_particular f
    WHERE f.person_id = ANY(%(people)s) AND {sql.holds("f")} AND f.kind <> 'pool_note'
    ORDER BY f.recorded_at, f.key"""  # noqa: S608
_TITLE = sql.of_post("title", "q", "f")
_WORDS = sql.of_post("title_as_written", "q", "f")
_HELD = f"""SELECT h.person_id, h.key, q.id, {_TITLE}, {_WORDS}, q.unit_id, h.manner
    FROM records_tenure h JOIN records_post q ON q.id = h.post_id {sql.profiled("q", "f")}
    WHERE h.person_id = ANY(%(people)s) AND {sql.holds("h")} ORDER BY 4, 5, q.id"""  # noqa: S608


def _read(people: list[UUID], perspective: Perspective, lineages: Lineages) -> Iterator[PersonLine]:
    values = {**sql.perspective(perspective), "people": people}
    said: dict[UUID, dict[ParticularKind, str]] = defaultdict(dict)
    notes: dict[UUID, list[str]] = defaultdict(list)
    keys: dict[UUID, dict[ParticularKind, tuple[UUID, ...]]] = defaultdict(dict)
    for person, kind, value, key in sql.rows(_SAID, values):
        earlier = keys[person].get(kind, ()) if kind == ParticularKind.NOTE else ()
        keys[person][ParticularKind(kind)] = (*earlier, key)
        if kind == ParticularKind.NOTE:
            notes[person].append(value)
        else:
            said[person][ParticularKind(kind)] = value
    posts: dict[UUID, list[PostLine]] = defaultdict(list)
    for person, key, post, code, title, unit, manner in sql.rows(_HELD, values):
        units = lineages.of(unit)
        posts[person].append(PostLine(key, post, code, title, unit, units, TenureManner(manner)))
    levels = _levels(people, perspective)
    for person in people:
        yield PersonLine(
            person,
            said[person],
            tuple(notes[person]),
            keys[person],
            tuple(posts[person]),
            tuple(levels[person]),
        )


def _levels(people: list[UUID], perspective: Perspective) -> dict[UUID, list[Attainment]]:
    found: dict[UUID, list[Attainment]] = defaultdict(list)
    where = """person_id = ANY(%s) AND recorded_at <= %s AND (voided_at IS NULL OR voided_at > %s)
        AND valid @> %s::date"""
    known_at, as_of = perspective.known_at, perspective.as_of
    for one in read_facts(FactKind.ATTAINMENT, where, [people, known_at, known_at, as_of]):
        found[one.person].append(one)
    return found


class Lineages:
    """The names of units with those above them on one day, each worked out once."""

    def __init__(self, perspective: Perspective) -> None:
        self._names = unit_names(perspective)
        self._parents = dict(placements(perspective.as_of, perspective.known_at))
        self._found: dict[UUID, tuple[str, ...]] = {}

    def of(self, unit: UUID) -> tuple[str, ...]:
        """The unit's name and those above it, inner first; a ring of parents ends the walk."""
        if unit not in self._found:
            names, seen, above = [], set(), unit
            while above is not None and above not in seen:
                seen.add(above)
                names.append(self._names.get(above, ""))
                above = self._parents.get(above)
            self._found[unit] = tuple(filter(None, names))
        return self._found[unit]
