"""Facts of one kind of many people, and the registers that they speak of, for lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any
from uuid import UUID

from canbo.engine.facts import Fact, FactKind, Snapshot
from canbo.engine.timeline import Perspective, fold
from canbo.records.access.lines import Lineages
from canbo.records.queries.snapshot import read_registers
from canbo.records.queries.stored import read_facts

_STRETCH = 2000  # people whose facts are read at once
_KNOWN = "recorded_at <= %s AND (voided_at IS NULL OR voided_at > %s)"


def facts_about(
    kind: FactKind, people: Sequence[UUID], perspective: Perspective
) -> Iterator[tuple[UUID, Any]]:
    """What was known of these people, in their order, of each the earliest first.

    The caller has judged the rights.
    """
    waiting, instants = iter(people), [perspective.known_at] * 2
    while stretch := list(islice(waiting, _STRETCH)):
        found: dict[UUID, list[Any]] = defaultdict(list)
        for fact in read_facts(kind, f"person_id = ANY(%s) AND {_KNOWN}", [stretch, *instants]):
            found[fact.person].append(fact)
        for person in stretch:
            for fact in sorted(found[person], key=_order):
                yield person, fact


def _order(fact: Fact) -> tuple[str, str]:
    begins = fact.validity.possible.begins
    return begins.isoformat() if begins else "", str(fact.key)


def facts_of_units(
    kind: FactKind, units: Collection[UUID], perspective: Perspective
) -> dict[UUID, Any]:
    """What holds of these units on the day, one fact of the kind for each."""
    instants = [perspective.known_at] * 2
    facts = read_facts(kind, f"unit_id = ANY(%s) AND {_KNOWN}", [list(units), *instants])
    return {fact.unit: fact for fact in fold(facts, perspective)}


def register_snapshot(perspective: Perspective) -> Snapshot:
    """The registers that facts speak of, without any fact; posts and terms as they are then."""
    found = read_registers()
    posts, terms = found.posts_on(perspective), found.terms_known(perspective.known_at)
    return replace(found, posts=posts, terms=terms, post_profiles=(), term_profiles=())


def lineage_of_units(perspective: Perspective) -> Callable[[UUID], tuple[str, ...]]:
    """Tell the name of a unit and of those above it on the day, inner first."""
    return Lineages(perspective).of
