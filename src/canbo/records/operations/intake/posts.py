"""Which seat a file means: a title of the law's lists in a unit, or the words as written."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID, uuid4

from canbo.engine.facts import Post, PostClass
from canbo.engine.law import Law, Seat
from canbo.exchange.workbooks.places import PostReading
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.state import State, post_key
from canbo.records.operations.intake.units import UnitResolver


class PostResolver:
    """Finds and learns the posts of one file."""

    def __init__(self, state: State, plan: Plan, law: Law, units: UnitResolver) -> None:
        self._state = state
        self._plan = plan
        self._law = law
        self._units = units
        self._by_id = {post.id: post for post in state.posts.values()}
        self._by_title: dict[str, list[Post]] = defaultdict(list)
        for post in state.posts.values():
            self._by_title[post.title].append(post)

    def resolve(self, reading: PostReading, unit: UUID) -> Post:
        """Find the post in a unit, or learn it as proposed."""
        wanted = self._post(reading, self._seat(reading, unit))
        found = self._state.posts.get(post_key(wanted))
        if found is None:
            found = self._state.posts[post_key(wanted)] = wanted
            self._plan.posts[wanted.id] = wanted
            self._by_id[wanted.id] = wanted
            self._by_title[wanted.title].append(wanted)
        return found

    def alike(self, post: UUID, unit: UUID) -> UUID:
        """Find or learn the post that a row of another unit means by the same words."""
        words = self._by_id[post]
        reading = PostReading(words.title, words.title_as_written)
        return self.resolve(reading, unit).id

    def seen(self, reading: PostReading, unit: UUID) -> Post:
        """Find the post in a unit, or what it would be: `keep` learns it."""
        wanted = self._post(reading, self._seat(reading, unit))
        found = self._state.posts.get(post_key(wanted), wanted)
        self._by_id.setdefault(found.id, found)
        return found

    def unit_for(self, reading: PostReading, unit: UUID) -> UUID:
        """The unit that the post in a unit belongs to, learnt or not."""
        return self._seat(reading, unit)

    def keep(self, post: Post) -> Post:
        """Learn a post that was only looked for; gives the one that stands for it."""
        if post_key(post) not in self._state.posts:
            self._state.posts[post_key(post)] = post
            self._plan.posts[post.id] = post
            self._by_title[post.title].append(post)
        return self._state.posts[post_key(post)]

    def keep_seen(self, post: UUID) -> None:
        """Learn a post that was only looked for, by its id."""
        self.keep(self._by_id[post])

    def name_of(self, post: UUID) -> str:
        """The post in words: its title and its unit, for a person to read."""
        found = self._by_id[post]
        return f"{found.title_as_written}, {self._units.name_of(found.unit)}"

    def unit_of(self, post: UUID) -> UUID:
        """The unit that a post belongs to."""
        return self._by_id[post].unit

    def _seat(self, reading: PostReading, unit: UUID) -> UUID:
        """The unit that the seat stands in, whatever office the file writes beside it.

        A seat of a committee or council stands in its territory; one of a body of which a
        territory has just one stands where it is known already.
        """
        title = self._law.posts.get(reading.title)
        if title is None or title.seat is Seat.UNIT:
            return unit
        territory = self._units.territory(unit, title.level)
        if territory is None:
            return unit
        if title.seat is Seat.TERRITORY:
            return territory
        if (unit, title.code) in self._state.posts:
            return unit
        known = {
            post.unit
            for post in self._by_title.get(title.code, ())
            if self._units.territory(post.unit, title.level) == territory
        }
        return known.pop() if len(known) == 1 else unit

    def _post(self, reading: PostReading, unit: UUID) -> Post:
        title = self._law.posts.get(reading.title)
        if title is None:
            level = self._units.level_of(unit)
            return Post(
                uuid4(), unit, "", reading.as_written, PostClass.UNKNOWN, level, None, proposed=True
            )
        return Post(
            uuid4(), unit, title.code, title.name, title.post_class, title.level,
            title.managed_by, proposed=True,
        )  # fmt: skip
