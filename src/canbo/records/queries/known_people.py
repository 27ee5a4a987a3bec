"""Whom the home knows by a name, a birth date or a number: little of each, for many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from canbo.engine.facts import ParticularKind
from canbo.engine.facts.likeness import NUMBERS, number_key
from canbo.records.queries import sql

Number = tuple[ParticularKind, str]
_NAMED = """SELECT n.name_spelling, n.person_id, coalesce(b.value, '')
    FROM records_particular n
    JOIN records_person p ON p.id = n.person_id AND p.withdrawn_at IS NULL
    LEFT JOIN records_particular b
      ON b.person_id = n.person_id AND b.kind = 'birth' AND b.voided_at IS NULL
    WHERE n.kind = 'name' AND n.voided_at IS NULL AND n.name_spelling = ANY(%s)"""
_NUMBERED = """SELECT n.kind, n.value, n.person_id FROM records_particular n
    JOIN records_person p ON p.id = n.person_id AND p.withdrawn_at IS NULL
    WHERE n.kind = ANY(%s) AND n.voided_at IS NULL"""
_GIVEN_UP = """SELECT n.kind, n.value, n.name_spelling FROM records_merge g
    JOIN records_particular n
      ON n.voided_act = g.act AND n.person_id IN (g.merged_id, g.survivor_id)
    WHERE g.undone_at IS NULL"""


def births_by_name(keys: Iterable[str]) -> dict[str, list[tuple[UUID, str]]]:
    """The people of today's lists who bear, or bore, each of these names, with their births as
    stored: "" for none; several for whom several stand."""
    found: dict[str, list[tuple[UUID, str]]] = defaultdict(list)
    for key, person, birth in sql.rows(_NAMED, [sorted(set(keys))]):
        found[key].append((person, birth))
    return found


def owners_of_numbers() -> dict[Number, set[UUID]]:
    """Who has each number that only one person has: by its kind and its key."""
    found: dict[Number, set[UUID]] = defaultdict(set)
    for kind, value, person in sql.rows(_NUMBERED, [list(NUMBERS)]):
        found[ParticularKind(kind), number_key(value)].add(person)
    return found


def known_once() -> tuple[set[str], set[Number]]:
    """The names, as keys, and the numbers that were given up where two records were made one."""
    names: set[str] = set()
    numbers: set[Number] = set()
    for kind, value, spelling in sql.rows(_GIVEN_UP):
        if kind == "name":
            names.add(spelling)
        elif kind in set(NUMBERS):
            numbers.add((ParticularKind(kind), number_key(value)))
    return names, numbers
