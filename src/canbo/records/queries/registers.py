"""Reading the registers: units, posts, classes, terms, elections and schemes; `live` ones are
those of today's lists, not withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from canbo.engine.facts import (
    BodyKind,
    ClassKind,
    Election,
    ElectionKind,
    Person,
    Post,
    PostClass,
    Scheme,
    Term,
    TrainingClass,
    Unit,
    UnitLevel,
)
from canbo.records.days import vietnam_day
from canbo.records.models import BatchState, ImportBatch
from canbo.records.models.shapes import partial
from canbo.records.queries import sql
from canbo.records.queries.merges import all_survivors

_LIVE = " WHERE withdrawn_at IS NULL ORDER BY created_act, id"


@dataclass(frozen=True, slots=True)
class Register:
    """How the rows of a register are read: its table, its columns, the value that they make."""

    table: str
    columns: tuple[str, ...]
    make: Callable[[tuple[Any, ...]], Any]

    @property
    def select(self) -> str:
        """The query of all rows, withdrawn ones included; conditions may follow."""
        return f"SELECT {', '.join(self.columns)} FROM {self.table}"  # noqa: S608 - names below


def _live(name: str) -> list[Any]:
    register = REGISTERS[name]
    return [register.make(row) for row in sql.rows(register.select + _LIVE)]


def live_units() -> list[Unit]:
    """The units of today's lists."""
    return _live("units")


def live_posts() -> list[Post]:
    """The posts of today's lists."""
    return _live("posts")


def live_classes() -> list[TrainingClass]:
    """The classes of today's lists."""
    return _live("classes")


def live_terms() -> list[Term]:
    """The terms of today's lists."""
    return _live("terms")


def terms_made_by(batches: Collection[int]) -> frozenset[UUID]:
    """The terms of today's lists that these imports had learnt."""
    if not batches:
        return frozenset()
    query = "SELECT id FROM records_term WHERE withdrawn_at IS NULL AND batch_id = ANY(%s)"
    return frozenset(row[0] for row in sql.rows(query, [sorted(batches)]))


def live_elections() -> list[Election]:
    """The elections of today's lists."""
    return _live("elections")


def live_schemes() -> list[Scheme]:
    """The schemes of today's lists."""
    return _live("schemes")


def posts_by_id(ids: Sequence[UUID]) -> list[Post]:
    """These posts, withdrawn or not."""
    query = f"{REGISTERS['posts'].select} WHERE id = ANY(%s)"
    return [_post(row) for row in sql.rows(query, [list(ids)])]


def people_ids_among(ids: Sequence[UUID]) -> list[UUID]:
    """Those of the ids that people have, withdrawn or not."""
    query = "SELECT id FROM records_person WHERE id = ANY(%s)"
    return [row[0] for row in sql.rows(query, [list(ids)])]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A roster taken in: its day, the units that it is of, the people that it lists."""

    day: date
    units: tuple[UUID, ...]
    people: tuple[UUID, ...]


def sightings(*, without: Iterable[int] = ()) -> Iterator[Sighting]:
    """The rosters of the imports that stand."""
    survivors = all_survivors()
    standing = ImportBatch.objects.filter(state=BatchState.STORED).exclude(id__in=list(without))
    for documents in standing.values_list("documents", flat=True):
        for document in documents:
            if "day" in document:
                units, people = (
                    tuple(map(UUID, document.get(key, ()))) for key in ("units", "people")
                )
                people = tuple(survivors.get(one, one) for one in people)
                yield Sighting(date.fromisoformat(document["day"]), units, people)


_DAYS_OF_CAREERS = """
SELECT b.file, document -> 'mark' ->> 2, b.at
  FROM records_importbatch b, jsonb_array_elements(b.documents) document
 WHERE b.state = %s AND document -> 'mark' ->> 0 LIKE 'list:careers:%%'"""


def days_of_careers() -> dict[str, date]:
    """The files with lists of careers that stand, each with the last day of which it tells."""
    days: dict[str, date] = {}
    for file, written, at in sql.rows(_DAYS_OF_CAREERS, [BatchState.STORED.value]):
        told = partial(written)
        day = told.latest if told else vietnam_day(at)
        days[file] = max(day, days.get(file, day))
    return days


def secret_files() -> frozenset[str]:
    """The files that brought a secret document, by name."""
    query = "SELECT DISTINCT file FROM records_importbatch WHERE secrecy > 0"
    return frozenset(file for (file,) in sql.rows(query))


def _post(row: tuple[Any, ...]) -> Post:
    identity, unit, title, words, post_class, level, managed_by, proposed = row
    manager = UnitLevel(managed_by) if managed_by else None
    return Post(
        identity, unit, title, words, PostClass(post_class), UnitLevel(level), manager, proposed
    )


def _class(row: tuple[Any, ...]) -> TrainingClass:
    identity, name, kind, course, begins, ends, institution, recorded_at = row
    return TrainingClass(
        identity,
        name,
        ClassKind(kind),
        course,
        partial(begins),
        partial(ends),
        institution,
        recorded_at,
    )


def _term(row: tuple[Any, ...]) -> Term:
    identity, unit, body, ordinal, begins, ends, recorded_at = row
    kind = BodyKind(body)
    return Term(identity, unit, kind, ordinal, partial(begins), partial(ends), recorded_at)


def _election(row: tuple[Any, ...]) -> Election:
    identity, term, kind, day, name = row
    return Election(identity, term, ElectionKind(kind), partial(day), name)


def _scheme(row: tuple[Any, ...]) -> Scheme:
    identity, unit, name, begins, ends, decision_number = row
    return Scheme(identity, unit, name, partial(begins), partial(ends), decision_number)


REGISTERS: Mapping[str, Register] = {
    "units": Register("records_unit", ("id", "code", "proposed"), lambda row: Unit(*row)),
    "posts": Register(
        "records_post",
        ("id", "unit_id", "title", "title_as_written", "post_class", "level", "managed_by",
         "proposed"),
        _post,
    ),
    "people": Register("records_person", ("id",), lambda row: Person(*row)),
    "classes": Register(
        "records_trainingclass",
        ("id", "name", "kind", "course", "begins", "ends", "institution", "created_at"),
        _class,
    ),
    "terms": Register(
        "records_term",
        ("id", "unit_id", "body", "ordinal", "begins", "ends", "created_at"),
        _term,
    ),
    "elections": Register("records_election", ("id", "term_id", "kind", "day", "name"), _election),
    "schemes": Register(
        "records_scheme", ("id", "unit_id", "name", "begins", "ends", "decision_number"), _scheme
    ),
}  # fmt: skip
