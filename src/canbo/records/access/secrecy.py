"""What of a person is secret: planning for posts, its lists' notes, who got how many votes; and
that somebody stands in a document of a secret kind at all.

All this is open to grants of its level of secrecy over the person; to anybody else it does not
exist. Every fact that a face shows goes through `Secrets.told`, every source told without its fact
through `Secrets.sources`: a fact that a secret file brought is shown with another source that says
the same, or with `WITHHELD`, which does not say why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from canbo.accounts.actor import Actor
from canbo.engine.facts import ElectionResult, Evidence, Fact, Source
from canbo.records.access.rights import may_see, visible_people
from canbo.records.models.secrecy import SECRET, secrecy_of_fact
from canbo.records.models.shapes import SHAPES
from canbo.records.queries import sql

WITHHELD = Source(Evidence.WORKBOOK, "Hồ sơ lưu tại cơ quan")
_WITHIN = " › "  # between a file and its cell, as `str(Source)` writes them


@dataclass(frozen=True, slots=True)
class Secrets:
    """The secrets that an actor may be told: those about the people `opened`; None: all.

    `files` are the names of the files that brought a secret document; a source is told by its
    file's name, and facts carry it from import to import. Of `shared` names there are ordinary
    imports too: a fact of such a name is closed unless an ordinary import, and no secret one, of
    that name stored it. Sources that only later files give are not told to who asks what was known
    at `known_at`.
    """

    opened: frozenset[UUID] | None
    files: frozenset[str]
    shared: frozenset[str]
    known_at: datetime

    def told(self, facts: Iterable[Fact]) -> list[Any]:
        """The facts as the actor may be told them; those that are secret themselves are left out.

        What is said of no person (of a unit, a post) by a secret file is of those alone who may be
        told all secrets.
        """
        if self.opened is None:
            return list(facts)
        kept = [one for fact in facts if (one := self._bare(fact)) is not None]
        closed = self._closed(
            (fact.key, fact.source.document) for fact in kept if self._is_closed(fact)
        )
        others = self._other_sources(closed)
        return [
            replace(fact, source=others.get(fact.key, WITHHELD)) if fact.key in closed else fact
            for fact in kept
        ]

    def sources(self, rows: Iterable[tuple[UUID, UUID, str]]) -> dict[UUID, str]:
        """Of facts given by key, person and source in words: the source that is told instead."""
        if self.opened is None or not self.files:
            return {}
        found = (
            (key, self._file_of(source))
            for key, person, source in rows
            if person not in self.opened
        )
        closed = self._closed((key, file) for key, file in found if file is not None)
        others = self._other_sources(closed)
        return {key: str(others.get(key, WITHHELD)) for key in closed}

    def hides(self, fact: Fact) -> bool:
        """Whether it is not for the actor to know that the fact stands at all."""
        return bool(secrecy_of_fact(fact)) and not self._opens(fact)

    def _bare(self, fact: Fact) -> Fact | None:
        """The fact without what is secret of it; None where all of it is."""
        if self._opens(fact):
            return fact
        if self.hides(fact):
            return None
        if isinstance(fact, ElectionResult):
            return replace(fact, votes_for=None, ballots=None)
        return fact

    def _is_closed(self, fact: Fact) -> bool:
        return fact.source.document in self.files and not self._opens(fact)

    def _file_of(self, source: str) -> str | None:
        """The file of a secret name that a source in words tells of, None where it tells none."""
        return next(
            (one for one in self.files if source == one or source.startswith(f"{one}{_WITHIN}")),
            None,
        )

    def _closed(self, found: Iterable[tuple[UUID, str]]) -> set[UUID]:
        """Of facts whose files have a secret name, by key and file, those that are closed."""
        files: dict[UUID, set[str]] = defaultdict(set)
        for key, file in found:
            files[key].add(file)
        doubtful = sorted(key for key, names in files.items() if names <= self.shared)
        if not doubtful:
            return set(files)
        values = {"keys": doubtful, "files": sorted(self.shared)}
        return files.keys() - {key for (key,) in sql.rows(_ORDINARY, values)}

    def _opens(self, fact: Fact) -> bool:
        return self.opened is None or getattr(fact, "person", None) in self.opened

    def _other_sources(self, keys: set[UUID]) -> Mapping[UUID, Source]:
        """Of each fact the first ordinary file that says it too, where there is one."""
        if not keys:
            return {}
        values = {"keys": sorted(keys), "known_at": self.known_at}
        return {
            key: Source(Evidence.WORKBOOK, file, cell)
            for key, file, cell in sql.rows(_OTHERS, values)
        }


_OTHERS = """SELECT DISTINCT ON (r.fact_key) r.fact_key, b.file, r.cell
    FROM records_restatement r JOIN records_importbatch b ON b.id = r.batch_id
    WHERE r.fact_key = ANY(%(keys)s) AND b.state = 'stored' AND b.at <= %(known_at)s
      AND b.secrecy = 0
    ORDER BY r.fact_key, b.id"""
_FILES = """SELECT file, bool_or(secrecy = 0) FROM records_importbatch
    GROUP BY file HAVING max(secrecy) > 0"""
# an end or a merge keeps the file that a fact came from: what stored it under that name decides
_STORED = " UNION ALL ".join(
    f"""SELECT f.key, b.secrecy FROM {shape.table} f
        JOIN records_importbatch b ON b.id = f.batch_id AND b.file = f.document
        WHERE f.key = ANY(%(keys)s) AND f.document = ANY(%(files)s)"""  # noqa: S608
    for shape in SHAPES.values()
)
_ORDINARY = f"SELECT key FROM ({_STORED}) AS stored GROUP BY key HAVING max(secrecy) = 0"  # noqa: S608


def open_secrets(*, actor: Actor, at: datetime, known_at: datetime | None = None) -> Secrets:
    """Work out what secrets the actor may be told at `at`, of what was known at `known_at`."""
    opened = visible_people(actor=actor, at=at, secrecy=SECRET)
    return _secrets(opened, known_at or at)


def open_secrets_of(
    person: UUID, *, actor: Actor, at: datetime, known_at: datetime | None = None
) -> Secrets:
    """Work out the same where everything is about one person."""
    sees = may_see(person, actor=actor, at=at, secrecy=SECRET)
    return _secrets(None if sees else frozenset(), known_at or at)


def _secrets(opened: frozenset[UUID] | None, known_at: datetime) -> Secrets:
    if opened is None:
        return Secrets(None, frozenset(), frozenset(), known_at)
    files = dict(sql.rows(_FILES))
    shared = frozenset(file for file, is_shared in files.items() if is_shared)
    return Secrets(opened, frozenset(files), shared, known_at)
