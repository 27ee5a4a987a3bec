"""Which records were joined into which: who stands for whom, and by what they were known before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from canbo.engine.facts import ParticularKind
from canbo.engine.facts.likeness import NUMBERS
from canbo.records.queries import sql
from canbo.records.queries.stored import PERSON_TABLES

_IS_MERGED = """EXISTS (SELECT 1 FROM records_merge joined
    WHERE joined.merged_id = {person} AND joined.undone_at IS NULL)"""


def survivor(person: str) -> str:
    """SQL for the record that stands today for the person of this column."""
    return f"""CASE WHEN {_IS_MERGED.format(person=person)} THEN canbo_survivor({person})
        ELSE {person} END"""


def survivors_of(people: Collection[UUID]) -> dict[UUID, UUID]:
    """The records that stand for those of these people that were joined into another."""
    query = f"""SELECT asked.id, canbo_survivor(asked.id) FROM unnest(%s::uuid[]) AS asked(id)
        WHERE {_IS_MERGED.format(person="asked.id")}"""  # noqa: S608 - constant above
    return dict(sql.rows(query, [list(people)])) if people else {}


def survivor_of(person: UUID) -> UUID:
    """The record that stands for a person today: mostly the person itself."""
    return survivors_of([person]).get(person, person)


def all_survivors() -> dict[UUID, UUID]:
    """Every record that was joined into another, with the one that stands for it."""
    query = """SELECT merged_id, canbo_survivor(merged_id) FROM records_merge
        WHERE undone_at IS NULL"""
    return dict(sql.rows(query))


def people_once_known(
    *, names: Iterable[str] = (), searched: Iterable[str] = (), numbers: Iterable[str] = ()
) -> set[UUID]:
    """Find whoever bore one of these names, or numbers, before two records were made one.

    `names` are spelling keys, `searched` search keys, `numbers` letters and digits in lower case.
    """
    wanted = [*map(sql.lines, (names, (f" {one}" for one in searched), numbers))]
    query = """SELECT canbo_survivor(g.survivor_id) FROM records_merge g
        JOIN records_particular n
          ON n.voided_act = g.act AND n.person_id IN (g.merged_id, g.survivor_id)
        WHERE g.undone_at IS NULL
          AND (n.name_spelling = ANY(string_to_array(%s, chr(10)))
               OR n.name_search = ANY(string_to_array(%s, chr(10)))
               OR (n.kind = ANY(%s)
                   AND regexp_replace(lower(n.value), '[^[:alnum:]]', '', 'g')
                       = ANY(string_to_array(%s, chr(10)))))"""
    return {person for (person,) in sql.rows(query, [*wanted[:2], list(NUMBERS), wanted[2]])}


@dataclass(frozen=True, slots=True)
class Identity:
    """How one of two records was known before they were made one.

    `is_whole`: all that was said of it; else only what was given up, the rest is said today too.
    """

    is_whole: bool
    said: Mapping[ParticularKind, str]


_GIVEN_UP = """WITH RECURSIVE led(top, act, merged, survivor) AS (
        SELECT g.survivor_id, g.act, g.merged_id, g.survivor_id FROM records_merge g
         WHERE g.undone_at IS NULL AND g.survivor_id = ANY(%s)
        UNION
        SELECT led.top, g.act, g.merged_id, g.survivor_id FROM led
          JOIN records_merge g ON g.survivor_id = led.merged AND g.undone_at IS NULL)
    SELECT led.top, led.act, n.person_id = led.merged, n.kind, n.value FROM led
      JOIN records_particular n
        ON n.voided_act = led.act AND n.person_id IN (led.merged, led.survivor)
     WHERE n.kind NOT IN ('note', 'pool_note') ORDER BY led.act, n.recorded_at, n.key"""


def known_before_merging(people: Collection[UUID]) -> dict[UUID, list[Identity]]:
    """How the records were known that were joined into those of these people."""
    found: dict[tuple[UUID, int, bool], dict[ParticularKind, str]] = defaultdict(dict)
    for person, act, is_whole, kind, value in sql.rows(_GIVEN_UP, [list(people)]):
        found[person, act, is_whole][ParticularKind(kind)] = value
    by_person: dict[UUID, list[Identity]] = defaultdict(list)
    for (person, _, is_whole), said in found.items():
        by_person[person].append(Identity(is_whole, said))
    return by_person


def merges_touching(batch: int) -> list[int]:
    """The standing merges of people of whom an earlier import says something, by number."""
    spoken = " UNION ".join(
        f"SELECT person_id, act FROM {table} WHERE batch_id = %(batch)s"  # noqa: S608
        for table in PERSON_TABLES
    )
    query = f"""SELECT DISTINCT g.id FROM records_merge g JOIN ({spoken}) said
            ON said.person_id IN (g.merged_id, g.survivor_id) AND said.act < g.act
        WHERE g.undone_at IS NULL ORDER BY g.id"""  # noqa: S608 - names of this app
    return [number for (number,) in sql.rows(query, {"batch": batch})]
