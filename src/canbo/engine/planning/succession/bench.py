"""What a bench is: posts with how many people each wants, and the people who could fill them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Seat:
    """A post and how many people are wanted behind it, at least one."""

    post: UUID
    wanted: int


@dataclass(frozen=True, slots=True)
class Chance:
    """A person could fill a post once the courses in `lacks` are attended; none: could now."""

    person: UUID
    post: UUID
    lacks: frozenset[str] = frozenset()

    @property
    def is_ready(self) -> bool:
        """Whether nothing has to be learnt first."""
        return not self.lacks


@dataclass(frozen=True)
class Bench:
    """Seats and chances, each pair once; a person counts for at most `posts_each` posts.

    Everything is held in the order of the ids, so that the same bench has one answer, however it
    was gathered. Raises ValueError for a seat or a pair told twice, a chance without its seat, or
    a number below one.
    """

    seats: tuple[Seat, ...]
    chances: tuple[Chance, ...]
    posts_each: int = 1

    @classmethod
    def of(cls, seats: Iterable[Seat], chances: Iterable[Chance], posts_each: int = 1) -> Bench:
        """Put a bench into its order."""
        return cls(
            tuple(sorted(seats, key=lambda each: each.post)),
            tuple(sorted(chances, key=lambda each: (each.post, each.person))),
            posts_each,
        )

    def __post_init__(self) -> None:
        posts = Counter(each.post for each in self.seats)
        pairs = Counter((each.person, each.post) for each in self.chances)
        twice = [key for told in (posts, pairs) for key, times in told.items() if times > 1]
        if twice:
            raise ValueError(f"told twice: {twice[0]}")
        if any(each.post not in posts for each in self.chances):
            raise ValueError("a chance for a post that is no seat")
        if self.posts_each < 1 or any(each.wanted < 1 for each in self.seats):
            raise ValueError("numbers begin at one")

    @property
    def wanted(self) -> int:
        """How many people all seats want."""
        return sum(each.wanted for each in self.seats)

    @property
    def ready(self) -> tuple[Chance, ...]:
        """The chances of those who have nothing to learn."""
        return tuple(each for each in self.chances if each.is_ready)

    @cached_property
    def people(self) -> tuple[UUID, ...]:
        """Everybody with a chance, in order."""
        return tuple(sorted({each.person for each in self.chances}))
