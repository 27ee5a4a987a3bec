"""The door to records that may be one person: who is likely to be meant twice, what was merged.

Everything here is within the actor's right to import: both records, judged at the real instant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.facts import ParticularKind
from canbo.engine.facts.likeness import (
    NUMBERS,
    Birth,
    compare_births,
    numbers_agree,
    same_place,
)
from canbo.engine.timeline import Perspective
from canbo.records.access.officials import official_rows
from canbo.records.access.rights import Scope, scope_of
from canbo.records.access.values import OfficialRow
from canbo.records.models.shapes import partial
from canbo.records.queries import sql
from canbo.records.queries.merges import survivors_of
from canbo.records.queries.moment import one_moment
from canbo.records.queries.stored import PERSON_TABLES

MOST_PAIRS = 5000  # looked at; a home with more has another trouble than single pairs


class Likeness(StrEnum):
    """What speaks for two records being one person, or against it without deciding."""

    SAME_NUMBER = "same_number"
    SAME_BIRTHDAY = "same_birthday"
    BIRTH_AGREES = "birth_agrees"
    BIRTH_UNKNOWN = "birth_unknown"
    SAME_HOME = "same_home"
    OTHER_HOME = "other_home"
    SAME_UNIT = "same_unit"
    OTHER_UNIT = "other_unit"
    NAME_WRITTEN_OTHERWISE = "name_written_otherwise"


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two records that are likely one person; `one` is the one with more said of it."""

    one: OfficialRow
    other: OfficialRow
    likeness: tuple[Likeness, ...]


@dataclass(frozen=True, slots=True)
class DuplicatesPage:
    """A page of likely duplicates, the likeliest first, `total` in all.

    `cut`: the home has more pairs of one name than are looked at.
    """

    rows: tuple[Duplicate, ...]
    total: int
    cut: bool


@dataclass(slots=True)
class _Known:
    """What two records are compared by."""

    said: dict[ParticularKind, str] = field(default_factory=dict)
    units: set[UUID] = field(default_factory=set)
    unit_words: set[str] = field(default_factory=set)
    facts: int = 0


def list_duplicates(
    *, actor: Actor, at: datetime, perspective: Perspective, page: int = 1, size: int = 50
) -> DuplicatesPage:
    """List pairs of records of one name, or one number, whom nothing else speaks against.

    Pairs that somebody found to be two people are left out. A birth date that one of the two
    lacks does not suffice: home place or unit must speak for them then.
    """
    with one_moment():
        scope = scope_of(actor, at, Permission.IMPORT)
        pairs = _candidates(scope)
        known = _known({one for pair in pairs for one in pair})
        found = sorted(
            (
                (strength, pair, likeness)
                for pair in pairs[:MOST_PAIRS]
                for strength, likeness in _judge(known[pair[0]], known[pair[1]])
            ),
            key=lambda each: (tuple(-part for part in each[0]), str(each[1])),
        )
        wanted = found[(page - 1) * size : page * size]
        rows = official_rows({one for _, pair, _ in wanted for one in pair}, perspective)
    listed = []
    for _, pair, likeness in wanted:
        first, second = sorted(pair, key=lambda one: (-known[one].facts, str(one)))
        listed.append(Duplicate(rows[first], rows[second], likeness))
    return DuplicatesPage(tuple(listed), len(found), len(pairs) > MOST_PAIRS)


_LISTED = """SELECT n.person_id AS id, n.name_search AS name,
        coalesce(b.value, '') AS birth, coalesce(s.value, '') AS sex
    FROM records_particular n JOIN records_person p ON p.id = n.person_id
    LEFT JOIN records_particular b ON b.person_id = n.person_id AND b.kind = 'birth'
         AND b.voided_at IS NULL
    LEFT JOIN records_particular s ON s.person_id = n.person_id AND s.kind = 'sex'
         AND s.voided_at IS NULL
    WHERE n.kind = 'name' AND n.voided_at IS NULL AND p.withdrawn_at IS NULL AND {scope}"""
_PAIRS = """WITH listed AS MATERIALIZED ({listed}),
numbered AS MATERIALIZED (
    SELECT n.person_id AS id, n.kind, regexp_replace(lower(n.value), '[^[:alnum:]]', '', 'g') AS no
    FROM records_particular n JOIN listed ON listed.id = n.person_id
    WHERE n.kind = ANY(%(numbers)s) AND n.voided_at IS NULL),
pairs AS (
    SELECT a.id AS one, b.id AS other FROM listed a JOIN listed b ON b.name = a.name AND a.id < b.id
     WHERE (starts_with(a.birth, b.birth) OR starts_with(b.birth, a.birth))
       AND (a.sex = b.sex OR a.sex = '' OR b.sex = '')
    UNION
    SELECT a.id, b.id FROM numbered a JOIN numbered b ON b.no = a.no AND b.kind = a.kind
       AND a.id < b.id WHERE a.no <> '')
SELECT one, other FROM pairs
 WHERE NOT EXISTS (SELECT 1 FROM records_apart t
    WHERE t.one_id = pairs.one AND t.other_id = pairs.other AND t.undone_at IS NULL)
 ORDER BY one, other LIMIT %(most)s"""


def _candidates(scope: Scope) -> list[tuple[UUID, UUID]]:
    query = _PAIRS.format(listed=_LISTED.format(scope=scope.condition("n.person_id")))
    values = {**scope.values, "numbers": list(NUMBERS), "most": MOST_PAIRS + 1}
    return [(one, other) for one, other in sql.rows(query, values)]


_SAID = """SELECT person_id, kind, value FROM records_particular
    WHERE person_id = ANY(%s) AND voided_at IS NULL
        AND kind NOT IN ('note', 'pool_note') ORDER BY recorded_at, key"""
_SEATS = """SELECT t.person_id, q.unit_id, n.name FROM records_tenure t
    JOIN records_post q ON q.id = t.post_id
    LEFT JOIN records_unitname n ON n.unit_id = q.unit_id AND n.voided_at IS NULL
    WHERE t.person_id = ANY(%s) AND t.voided_at IS NULL
    UNION ALL SELECT a.person_id, NULL, a.unit_as_written FROM records_attendance a
    WHERE a.person_id = ANY(%s) AND a.voided_at IS NULL"""

_STANDING = " UNION ALL ".join(
    f"SELECT person_id FROM {table} WHERE person_id = ANY(%(people)s) AND voided_at IS NULL"  # noqa: S608
    for table in PERSON_TABLES
)
_COUNTS = f"SELECT said.person_id, count(*) FROM ({_STANDING}) said GROUP BY said.person_id"  # noqa: S608


def _known(people: Collection[UUID]) -> Mapping[UUID, _Known]:
    ids = sorted(people)
    found: dict[UUID, _Known] = defaultdict(_Known)
    for person, kind, value in sql.rows(_SAID, [ids]) if ids else ():
        found[person].said[ParticularKind(kind)] = value
    for person, unit, name in sql.rows(_SEATS, [ids, ids]) if ids else ():
        found[person].units |= {unit} if unit else set()
        found[person].unit_words |= {name} if name else set()
    for person, count in sql.rows(_COUNTS, {"people": ids}) if ids else ():
        found[person].facts = count
    return found


Judgement = tuple[tuple[int, ...], tuple[Likeness, ...]]


def _judge(one: _Known, other: _Known) -> Iterable[Judgement]:
    """How likely two records are one person: nothing where they are not."""
    numbers = numbers_agree(one.said, other.said)
    births = [partial(each.said.get(ParticularKind.BIRTH, "")) for each in (one, other)]
    birth = compare_births(*births)
    home = same_place(*(each.said.get(ParticularKind.HOME_PLACE, "") for each in (one, other)))
    unit = _same_unit(one, other)
    places = home or unit or (None if home is None and unit is None else False)
    if numbers is False or (birth is None and not numbers):
        return
    likely = {None: True, Birth.SAME_DAY: True, Birth.AGREES: places is not False}
    if not numbers and not likely.get(birth, places is True):
        return
    told = [Likeness.SAME_NUMBER] if numbers else []
    told += [_BIRTHS[birth]] if birth is not None else []
    told += [yes if agrees else no for agrees, yes, no in (
        (home, Likeness.SAME_HOME, Likeness.OTHER_HOME),
        (unit, Likeness.SAME_UNIT, Likeness.OTHER_UNIT),
    ) if agrees is not None]  # fmt: skip
    if one.said.get(ParticularKind.NAME) != other.said.get(ParticularKind.NAME):
        told.append(Likeness.NAME_WRITTEN_OTHERWISE)
    yield (bool(numbers), birth or 0, home is True, unit is True), tuple(told)


_BIRTHS = {
    Birth.SAME_DAY: Likeness.SAME_BIRTHDAY,
    Birth.AGREES: Likeness.BIRTH_AGREES,
    Birth.UNKNOWN: Likeness.BIRTH_UNKNOWN,
}


def _same_unit(one: _Known, other: _Known) -> bool | None:
    if one.units & other.units:
        return True
    told = [same_place(here, there) for here in one.unit_words for there in other.unit_words]
    return True if True in told else False if False in told else None


@dataclass(frozen=True, slots=True)
class MergeRow:
    """A merge that was done; `undone_at` where it was taken back."""

    id: int
    survivor: UUID
    merged: UUID
    name: str
    merged_name: str
    at: datetime
    actor_name: str
    reason: str
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class ApartRow:
    """Two records that somebody found to be two people."""

    one: UUID
    other: UUID
    name: str
    other_name: str
    at: datetime
    actor_name: str


MOST_LISTED = 100
_MERGES = """SELECT g.id, g.survivor_id, g.merged_id,
        (SELECT max(n.value) FROM records_particular n WHERE n.person_id = g.survivor_id
            AND n.kind = 'name' AND n.voided_at IS NULL),
        (SELECT max(n.value) FROM records_particular n WHERE n.person_id = g.merged_id
            AND n.kind = 'name' AND (n.voided_at IS NULL OR n.voided_act = g.act)),
        g.at, g.actor_name, g.reason, g.undone_at
    FROM records_merge g WHERE {scope} ORDER BY g.id DESC LIMIT %(most)s"""
_APARTS = """SELECT x.one_id, x.other_id, {one}, {other}, x.at, x.actor_name FROM records_apart x
    WHERE x.undone_at IS NULL AND {scope} ORDER BY x.act DESC LIMIT %(most)s"""
_NAME = """(SELECT max(n.value) FROM records_particular n WHERE n.person_id = x.{column}
    AND n.kind = 'name' AND n.voided_at IS NULL)"""


def list_merges(*, actor: Actor, at: datetime) -> tuple[MergeRow, ...]:
    """The merges of people within reach, the newest first; the last hundred of them."""
    scope = scope_of(actor, at, Permission.IMPORT)
    query = _MERGES.format(scope=scope.condition("g.survivor_id"))
    rows = sql.rows(query, {**scope.values, "most": MOST_LISTED})
    return tuple(
        MergeRow(number, survivor, merged, name or "", merged_name or name or "", *more)
        for number, survivor, merged, name, merged_name, *more in rows
    )


def list_aparts(*, actor: Actor, at: datetime) -> tuple[ApartRow, ...]:
    """The pairs within reach that were found to be two people, the newest first."""
    scope = scope_of(actor, at, Permission.IMPORT)
    both = f"{scope.condition('x.one_id')} AND {scope.condition('x.other_id')}"
    names = {"one": _NAME.format(column="one_id"), "other": _NAME.format(column="other_id")}
    rows = sql.rows(_APARTS.format(scope=both, **names), {**scope.values, "most": MOST_LISTED})
    return tuple(ApartRow(*row) for row in rows)


def survivor_of(person: UUID) -> UUID:
    """The record that stands for a person today: mostly the person itself."""
    return survivors_of([person]).get(person, person)
