"""Posts that a list writes as held now: they confirm what is known, and open nothing unasked.

What is not known stays as words beside what the row states: somebody may let it be stored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from canbo.engine.facts import FactKind, Post, Tenure
from canbo.engine.timeline import Validity
from canbo.exchange.workbooks.places import CellRef, PostReading
from canbo.exchange.workbooks.reading import Problem
from canbo.records.operations.intake.asking import Matter, is_stored
from canbo.records.operations.intake.differences import Outcome
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.posts import PostResolver
from canbo.records.operations.intake.state import PersonState

_LAST = (FactKind.ATTAINMENT, FactKind.TENURE)  # words of these say something of their own
_KEEPERS = (*(kind for kind in FactKind if kind not in _LAST), *_LAST)
_BESIDE = "; chức vụ ghi: "


class Sightings:
    """Holds the posts beside the names of a list against the tenures that stand."""

    def __init__(self, plan: Plan, posts: PostResolver) -> None:
        self._plan = plan
        self._posts = posts

    def confirm(
        self,
        person: PersonState,
        readings: Iterable[PostReading],
        find: Callable[[PostReading], Post | None],
        where: tuple[tuple[CellRef, ...], date],
    ) -> None:
        """Say again what is known to be held on the day; keep the words of what is not.

        `where` are the cells of the row and the day of the list.
        """
        cells, day = where
        for reading in readings:
            post = find(reading)
            standing = _held(person, post, day) if post is not None else None
            if standing is not None:
                self._plan.restate(standing, reading.cell)
            elif post is not None and self._may_open(person, post, reading):
                self._open(person, post, reading, day)
            elif not self._kept(person, reading, cells):
                self._plan.list_cell(reading.cell, self._problem(person, reading, day))
            elif post is not None and self._speaks_against(person, post, day):
                self._plan.problems.append(self._problem(person, reading, day))

    def _may_open(self, person: PersonState, post: Post, reading: PostReading) -> bool:
        matter = Matter(
            person, FactKind.TENURE, "post", reading.cell, after=self._posts.name_of(post.id)
        )
        return is_stored(self._plan, matter, default=Outcome.SKIP)

    def _open(self, person: PersonState, post: Post, reading: PostReading, day: date) -> None:
        post = self._posts.keep(post)
        tenure = self._plan.new(
            Tenure, reading.cell, Validity(None, None, day), person=person.id, post=post.id,
            manner=reading.manner, as_written=reading.as_written,
        )  # fmt: skip
        person.hold(tenure)

    def _kept(self, person: PersonState, reading: PostReading, cells: tuple[CellRef, ...]) -> bool:
        """Keep the words with the first fact that the row states; False where it states nothing
        new and nothing known keeps these words already."""
        own = {str(cell) for cell in cells}
        facts = [
            one for kind in _KEEPERS for one in person.held(kind) if hasattr(one, "as_written")
        ]
        for fact in facts:
            if self._is_said_here(fact, own):
                return self._add_words(person, fact, reading.as_written)
        return any(f"{_BESIDE[2:]}{reading.as_written}" in fact.as_written for fact in facts)

    def _is_said_here(self, fact: Any, cells: set[str]) -> bool:
        return fact.id in self._plan.facts and fact.source.cell in cells

    def _add_words(self, person: PersonState, fact: Any, words: str) -> bool:
        said = replace(fact, as_written=f"{fact.as_written}{_BESIDE}{words}".removeprefix("; "))
        self._plan.facts[fact.id] = said
        person.swap(fact, said)
        return True

    def _speaks_against(self, person: PersonState, post: Post, day: date) -> bool:
        """Whether another post of the same unit is known of the person on the day."""
        return any(
            self._posts.unit_of(one.post) == post.unit and day in one.validity.certain
            for one in person.tenures
        )

    def _problem(self, person: PersonState, reading: PostReading, day: date) -> Problem:
        cell = reading.cell
        sheet, address = (cell.sheet, cell.address) if cell else ("", "")
        known = [
            self._posts.name_of(one.post) for one in person.tenures if day in one.validity.certain
        ]
        return Problem(sheet, address, "post_not_known", reading.as_written, "; ".join(known))


def _held(person: PersonState, post: Post, day: date) -> Tenure | None:
    for tenure in person.tenures:
        if tenure.post == post.id and day in tenure.validity.possible:
            return tenure
    return None
