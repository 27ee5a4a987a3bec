"""Facts by hand: recorded, corrected, voided, each act with one journal entry."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.facts import (
    DATE_KINDS,
    Fact,
    FactKind,
    Particular,
    ParticularKind,
    Sex,
    Source,
)
from canbo.engine.refusal import Refusal
from canbo.journal.operations import next_seq, write_entry
from canbo.records.access.secrecy import open_secrets
from canbo.records.models.secrecy import secrecy_of_fact
from canbo.records.models.shapes import SHAPE_OF, partial
from canbo.records.operations.allowed import require
from canbo.records.operations.intake.report import count_facts
from canbo.records.operations.replacing import replace_fact
from canbo.records.operations.writing import (
    Pen,
    Void,
    hold_writers_lock,
    insert_facts,
    void_facts,
)
from canbo.records.queries.seals import seals_of
from canbo.records.queries.stored import find_fact, read_facts

_MOST_IN_THE_WAY = 5
_MOST_NAMED = 100  # beyond, an entry would be too long to read
_FIXED = frozenset({"id", "key", "recorded_at", "voided_at"})


class FactRefused(Refusal):
    """A fact cannot be stored, corrected or voided so."""


def record_facts(*, facts: Sequence[Fact], actor: Actor, at: datetime) -> tuple[Fact, ...]:
    """Store new facts, recorded at `at` whatever their own `recorded_at` says.

    Raises NotAllowed, FactRefused (`fact_needs_secrecy`, `fact_overlaps`, `fact_subject_unknown`,
    `fact_value_unreadable`).
    """
    require(actor, Permission.IMPORT)
    if any(_is_hidden(fact, actor, at) for fact in facts):
        raise FactRefused("fact_needs_secrecy", {})
    made = tuple(replace(fact, recorded_at=at, voided_at=None) for fact in facts)
    _check_values(made)
    with _act(actor, at, "record_facts", "", _told(made), made) as pen:
        insert_facts(made, pen)
    return made


def correct_fact(
    *,
    kind: FactKind,
    fact: UUID,
    values: Mapping[str, Any],
    source: Source,
    actor: Actor,
    at: datetime,
) -> Fact:
    """Put a corrected fact in the place of one that stands; who asks with an older `known_at`
    still finds the old one. `values` are attributes of the fact's class.

    Raises NotAllowed, FactRefused (`fact_unknown`, `fact_voided_already`, `fact_field_unknown`,
    `fact_overlaps`, `fact_voided_before_recorded`, `fact_value_unreadable`).
    """
    require(actor, Permission.IMPORT)
    changed = {**values, "source": source}
    wanted: list[Fact] = []
    told = {"values": _plain(values)}
    with _act(actor, at, "correct_fact", f"{kind}:{fact}", told, wanted) as pen:
        stands = _standing(kind, fact, actor, at)
        unknown = set(changed) - ({one.name for one in fields(stands)} - _FIXED)
        if unknown:
            allowed = sorted({one.name for one in fields(stands)} - _FIXED)
            expected = ", ".join(allowed)
            raise FactRefused("fact_field_unknown", {"field": min(unknown), "expected": expected})
        wanted.append(replace(stands, **changed))
        _check_values(wanted)
        return replace_fact(stands, changed, pen, at=at)


def void_fact(*, kind: FactKind, fact: UUID, reason: str, actor: Actor, at: datetime) -> None:
    """Void a fact that was never true; nothing takes its place.

    Raises NotAllowed, FactRefused (`fact_unknown`, `fact_voided_already`,
    `fact_voided_before_recorded`).
    """
    require(actor, Permission.IMPORT)
    with _act(actor, at, "void_fact", f"{kind}:{fact}", {"reason": reason}) as pen:
        void_facts([Void(_standing(kind, fact, actor, at))], at=at, act=pen.act)


def _check_values(facts: Iterable[Fact]) -> None:
    """Refuse what a particular of its kind cannot say: pages and rules read a date, a sex there."""
    for fact in facts:
        if isinstance(fact, Particular) and (expected := _expected(fact)):
            data = {"field": "value", "found": fact.value, "expected": expected}
            raise FactRefused("fact_value_unreadable", data)


def _expected(fact: Particular) -> str:
    """What the value should be, "" where it is that."""
    if fact.kind is ParticularKind.SEX:
        return "" if fact.value in set(Sex) else ", ".join(Sex)
    if fact.kind not in DATE_KINDS:
        return ""
    with suppress(ValueError):
        written = partial(fact.value)
        if written is not None and written.iso() == fact.value:
            return ""
    return "1979, 2011-07, 2011-08-05"


@contextmanager
def _act(
    actor: Actor,
    at: datetime,
    action: str,
    subject: str,
    data: Mapping[str, Any],
    wanted: Sequence[Fact] = (),
) -> Iterator[Pen]:
    """One act by hand: its transaction, its journal entry, the database's refusals in words.

    `wanted` are the facts to be stored: a refusal names what stands in their way.
    """
    try:
        with transaction.atomic():
            hold_writers_lock()
            pen = Pen(actor.id, next_seq(), None)
            yield pen
            connection.check_constraints()  # whom a fact speaks of is told now, not at the commit
            write_entry(
                actor_id=actor.id, actor_name=actor.name, action=action, at=at,
                subject=subject, data={**data, "seals": seals_of(pen.act)},
            )  # fmt: skip
    except IntegrityError as error:
        data = {"subject": subject, "rule": _rule(error), "stands": _in_the_way(wanted)}
        raise FactRefused(_reason(error), data) from error


def _in_the_way(wanted: Sequence[Fact]) -> str:
    """The keys of the standing facts beside which the wanted ones cannot stand."""
    found = set()
    for fact in wanted:
        shape = SHAPE_OF[type(fact)]
        about = next(own for own in shape.own if own.points_to)  # whom or what it speaks of
        where = f"{about.column} = %s AND voided_at IS NULL"
        beside = read_facts(shape.kind, where, [getattr(fact, about.attribute)])
        found |= {
            str(one.key) for one in beside if one.id != fact.id and shape.once.forbids(one, fact)
        }
    return ", ".join(sorted(found)[:_MOST_IN_THE_WAY])


def _reason(error: IntegrityError) -> str:
    state = getattr(error.__cause__, "sqlstate", "")
    named = {"23503": "fact_subject_unknown", "23514": "fact_value_refused"}
    return named.get(state, "fact_overlaps")


def _rule(error: IntegrityError) -> str:
    """The name of the database's rule that the fact broke."""
    return str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or "")


def _is_hidden(fact: Fact, actor: Actor, at: datetime) -> bool:
    """Whether a fact is too secret for the actor."""
    return bool(secrecy_of_fact(fact)) and open_secrets(actor=actor, at=at).hides(fact)


def _standing(kind: FactKind, identity: UUID, actor: Actor, at: datetime) -> Fact:
    found = find_fact(kind, identity)
    if found is None or _is_hidden(found, actor, at):
        raise FactRefused("fact_unknown", {"fact": str(identity)})
    if found.voided_at is not None:
        raise FactRefused("fact_voided_already", {"fact": str(identity)})
    if at < found.recorded_at:
        raise FactRefused("fact_voided_before_recorded", {"fact": str(identity)})
    return found


def _told(facts: Sequence[Fact]) -> dict[str, Any]:
    """What the journal says of new facts: how many of each kind, which ones, and their digest."""
    ids = [str(fact.id) for fact in facts]
    digest = hashlib.sha256("\n".join(ids).encode()).hexdigest()
    named = ids if len(ids) <= _MOST_NAMED else []
    return {"count": count_facts(facts), "facts": named, "sha256": digest}


def _plain(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}
