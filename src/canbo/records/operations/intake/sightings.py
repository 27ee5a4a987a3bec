"""Posts that a list writes as held now: they confirm what is known, and open nothing unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from canbo.engine.facts import FactKind, Post, Tenure
from canbo.engine.timeline import Validity
from canbo.exchange.workbooks.places import PostReading
from canbo.exchange.workbooks.reading import Problem
from canbo.records.operations.intake.asking import Matter, is_stored
from canbo.records.operations.intake.differences import Outcome
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.posts import PostResolver
from canbo.records.operations.intake.state import PersonState


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
        day: date,
    ) -> None:
        """Say again what is known to be held on the day; a post not known is listed, and stored
        only when somebody decides so."""
        for reading in readings:
            post = find(reading)
            standing = _held(person, post, day) if post is not None else None
            if standing is not None:
                self._plan.restate(standing, reading.cell)
            elif post is None or not self._may_open(person, post, reading):
                self._list(person, reading, day)
            else:
                self._open(person, post, reading, day)

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

    def _list(self, person: PersonState, reading: PostReading, day: date) -> None:
        cell = reading.cell
        sheet, address = (cell.sheet, cell.address) if cell else ("", "")
        known = [
            self._posts.name_of(one.post) for one in person.tenures if day in one.validity.certain
        ]
        problem = Problem(sheet, address, "post_not_known", reading.as_written, "; ".join(known))
        self._plan.list_cell(cell, problem)


def _held(person: PersonState, post: Post, day: date) -> Tenure | None:
    for tenure in person.tenures:
        if tenure.post == post.id and day in tenure.validity.possible:
            return tenure
    return None
