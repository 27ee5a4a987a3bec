"""All that is true of a town beside who sat in which class: one plain record a fact.

Days are ISO texts as precise as the truth is: "2009-05-15", "2009-05", "2009"; "" is unknown or,
as an end, still so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from examples.builder.truth import Person, Span

FOREVER = "9999"


@dataclass(frozen=True, slots=True)
class Fact:
    """One true statement; `values` by field name, "" where there is nothing to say."""

    id: str
    kind: str  # tenure, pool, move, election, rating …: the kinds of the ledger's README
    person: str  # "" for facts about units, money and quotas
    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name, "")

    @property
    def begins(self) -> date:
        """The earliest day of the fact."""
        return earliest(str(self["begins"]))

    def holds_on(self, day: date) -> bool:
        """Whether the fact holds on a day; its first day counts, the day it ends does not.

        A job in words that ended in some month lasts through that month.
        """
        ends = str(self["ends"])
        if not ends:
            return self.begins <= day
        over = latest(ends) if self["words"] else earliest(ends)
        return self.begins <= day < over


def earliest(written: str) -> date:
    """Give the earliest day that a written day, month or year may mean."""
    return date.max if written == FOREVER else Span(written, written).first_day


def latest(written: str) -> date:
    """Give the latest day that a written day, month or year may mean."""
    return Span(written, written).last_day


@dataclass(slots=True)
class Chronicle:
    """The facts in the order they were invented, and the people whom only lists know."""

    facts: dict[str, Fact] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)
    _of_person: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, kind: str, person: str = "", **values: Any) -> Fact:
        """Write down a fact; its id is the kind with a running number."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        made = Fact(f"{kind}-{self._counts[kind]}", kind, person, values)
        self.facts[made.id] = made
        self._of_person.setdefault((kind, person), []).append(made.id)
        return made

    def amend(self, fact: Fact, **values: Any) -> Fact:
        """Say more of a fact that stands already."""
        made = Fact(fact.id, fact.kind, fact.person, {**fact.values, **values})
        self.facts[fact.id] = made
        return made

    def of(self, kind: str, person: str | None = None) -> list[Fact]:
        """List the facts of a kind, of one person where asked."""
        if person is not None:
            return [self.facts[id] for id in self._of_person.get((kind, person), ())]
        return [fact for fact in self.facts.values() if fact.kind == kind]

    def tenures(self, person: str) -> list[Fact]:
        """List a person's posts in order of their first days."""
        return sorted(self.of("tenure", person), key=lambda fact: fact.begins)

    def posts_on(self, person: str, day: date) -> list[Fact]:
        """List the posts that a person holds on a day."""
        return [fact for fact in self.tenures(person) if fact.holds_on(day)]

    def with_careers(self) -> Iterator[str]:
        """Walk over the people whose posts over time are known."""
        seen = dict.fromkeys(fact.person for fact in self.facts.values() if fact.kind == "tenure")
        yield from seen
