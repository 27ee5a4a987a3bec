"""What may be wrong with a rotation; all of it is found, none of it is guessed away."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from canbo.engine.planning.rotation.problem import KEYS, Problem
from canbo.engine.planning.training.flaws import (
    LARGEST,
    Flaw,
    Partial,
    dangling,
    duplicates,
    in_order,
    ranges,
    sexes,
)

# table, field, the table it points to; `previous` may point to what is gone
REFERENCES = (
    ("posts", "unit", "units"),
    ("holders", "person", "people"),
    ("holders", "post", "posts"),
    ("people", "unit", "units"),
    ("people", "home_unit", "units"),
    ("moves", "person", "people"),
    ("moves", "post", "posts"),
)
RANGES = (
    ("posts", "level", -LARGEST, LARGEST),
    ("people", "months_left", 0, 1200),
    ("people", "terms_in_post", 0, 100),
    ("moves", "value", -(10**9), 10**9),
    ("units", "leaders_leave_cap", 0, LARGEST),
)
MOST_PENALTY = 10**9


def find_flaws(problem: Problem, partial: Partial | None = None) -> tuple[Flaw, ...]:
    """Find every flaw of a problem, table by table."""
    known = partial or Partial()
    return in_order((flaw for check in CHECKS for flaw in check(problem, known)), KEYS)


def _duplicates(problem: Problem, _partial: Partial) -> Iterator[Flaw]:
    return duplicates(problem, KEYS)


def _dangling(problem: Problem, partial: Partial) -> Iterator[Flaw]:
    return dangling(problem, partial, REFERENCES, KEYS)


def _ranges(problem: Problem, _partial: Partial) -> Iterator[Flaw]:
    yield from ranges(problem, RANGES)
    yield from sexes(problem.people)


def _holders(problem: Problem, _partial: Partial) -> Iterator[Flaw]:
    """A post has one holder, and a person holds one post."""
    by_post: dict[str, str] = {}
    by_person: dict[str, str] = {}
    for number, row in enumerate(problem.holders):
        if by_post.setdefault(row.post, row.person) != row.person:
            found = f"{row.post}: {by_post[row.post]}, {row.person}"
            yield Flaw("holders", number, "post", "two_holders", found, "1")
        if by_person.setdefault(row.person, row.post) != row.post:
            found = f"{row.person}: {by_person[row.person]}, {row.post}"
            yield Flaw("holders", number, "person", "two_posts", found, "1")


def _rules(problem: Problem, _partial: Partial) -> Iterator[Flaw]:
    rules = problem.rules
    if not 0 <= rules.vacancy_penalty <= MOST_PENALTY:
        yield _out_of_range("vacancy_penalty", rules.vacancy_penalty, f"0..{MOST_PENALTY}")
    for name in ("min_grassroots_share", "min_women_share"):
        share = getattr(rules, name)
        if not 0 <= share <= 1:
            yield _out_of_range(name, share, "0..1")
    if rules.max_chain is not None and rules.max_chain < 0:
        yield _out_of_range("max_chain", rules.max_chain, "≥ 0 | null")
    for course, places in rules.training_seats or ():
        if places < 0:
            yield _out_of_range(f"training_seats.{course}", places, "≥ 0")


def _out_of_range(column: str, found: object, expected: str) -> Flaw:
    return Flaw("rules", None, column, "out_of_range", str(found), expected)


Check = Callable[[Problem, Partial], Iterator[Flaw]]
CHECKS: tuple[Check, ...] = (_rules, _duplicates, _dangling, _ranges, _holders)
