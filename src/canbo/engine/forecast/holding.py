"""Who holds which posts on the day, and what is recorded of these people: what forecasts ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from canbo.engine.facts import (
    Post,
    PostClass,
    Retirement,
    Snapshot,
    Tenure,
    Term,
    TrainingClass,
)
from canbo.engine.law import Dossier, Law
from canbo.engine.law.holders import Session, Standing, dossiers, sessions, standing
from canbo.engine.timeline import Perspective, known


@dataclass(frozen=True)
class Scene:
    """The home of one perspective: `folded` are its facts, `history` the unfolded ones known then.

    `units`: only posts of these units are looked at; None: of all.
    """

    history: Snapshot
    folded: Snapshot
    law: Law
    perspective: Perspective
    units: Collection[UUID] | None

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        law: Law,
        perspective: Perspective,
        units: Collection[UUID] | None = None,
    ) -> Scene:
        """Look at a home from a perspective; `snapshot` is unfolded.

        Terms recorded later are not there yet, and of classes recorded later no day is known.
        """
        folded, at = snapshot.folded(perspective), perspective.known_at
        terms = {each.id: each for each in folded.terms.values() if _is_there(each, at)}
        classes = {
            each.id: each if _is_there(each, at) else replace(each, begins=None, ends=None)
            for each in snapshot.classes.values()
        }
        history = replace(snapshot, posts=folded.posts, terms=terms, classes=classes)
        return cls(history, folded, law, perspective, None if units is None else frozenset(units))

    @property
    def as_of(self) -> date:
        """The day from which one looks ahead."""
        return self.perspective.as_of

    def looks_at(self, post: UUID) -> bool:
        """Whether the post is one of those looked at."""
        found = self.folded.posts.get(post)
        return found is not None and (self.units is None or found.unit in self.units)

    def held(self) -> dict[UUID, list[Tenure]]:
        """The posts that people hold on the day, of the units looked at, each post once."""
        seen: dict[tuple[UUID, UUID], Tenure] = {}
        for tenure in self.folded.tenures:
            if self.looks_at(tenure.post):
                seen.setdefault((tenure.person, tenure.post), tenure)
        found: defaultdict[UUID, list[Tenure]] = defaultdict(list)
        for tenure in seen.values():
            found[tenure.person].append(tenure)
        return dict(found)

    def staff(self) -> dict[UUID, list[Tenure]]:
        """Who of the holders is on the payroll: part-time workers at communes are not."""
        return {
            person: tenures
            for person, tenures in self.held().items()
            if any(not _is_part_time(self.folded.posts[each.post]) for each in tenures)
        }

    @cached_property
    def standings(self) -> Mapping[UUID, Standing]:
        """What the dossiers of all holders amount to on the day."""
        return self.standings_of(self.held())

    def standings_of(self, people: Collection[UUID]) -> Mapping[UUID, Standing]:
        """What the dossiers of these people amount to on the day."""
        found = self.dossiers(people)
        return {person: self._standing(dossier) for person, dossier in found.items()}

    def _standing(self, dossier: Dossier) -> Standing:
        return standing(
            dossier,
            classes=self._sessions,
            levels=self.law.levels,
            perspective=self.perspective,
        )

    @cached_property
    def _sessions(self) -> Mapping[int, Session]:
        return sessions(self.history.classes.values())

    def dossiers(self, people: Collection[UUID]) -> dict[UUID, Dossier]:
        """The dossiers of these people, unfolded."""
        grouped = dossiers(self.history, people)
        return {person: grouped[person.int] for person in people}

    def retirements(self) -> Mapping[UUID, list[Retirement]]:
        """What is recorded by then of people who left, or are to leave, whatever the day."""
        found: defaultdict[UUID, list[Retirement]] = defaultdict(list)
        for each in known(self.history.retirements, self.perspective.known_at):
            found[each.person].append(each)
        return found

    def key_posts(self, posts: Iterable[UUID]) -> tuple[UUID, ...]:
        """Those of the posts whose holders are key officials (cán bộ chủ chốt) on the day."""
        titles = self.law.key_posts(self.as_of)
        return tuple(post for post in posts if self.folded.posts[post].title in titles)


def _is_there(register: Term | TrainingClass, at: datetime) -> bool:
    return register.recorded_at is None or register.recorded_at <= at


def last_seen(tenures: Iterable[Tenure]) -> date:
    """The latest day on which a source saw one of the posts held, or begin."""
    days = [
        day
        for each in tenures
        for day in (
            each.validity.begins.latest if each.validity.begins else None,
            each.validity.known_by,
        )
        if day is not None
    ]
    return max(days, default=date.min)


def _is_part_time(post: Post) -> bool:
    return post.post_class is PostClass.PART_TIME
