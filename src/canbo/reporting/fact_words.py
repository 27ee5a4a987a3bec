"""One fact in Vietnamese words: what it says, of whom, when, and what shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from uuid import UUID

from canbo.engine.facts import (
    DATE_KINDS,
    Fact,
    FactKind,
    Particular,
    ParticularKind,
    Post,
    Snapshot,
    UnitLevel,
)
from canbo.engine.law import Law
from canbo.engine.timeline import NotADate, PartialDate, Validity
from canbo.engine.vietnamese import write_date
from canbo.reporting.regime_words import discipline_words, rank_words, rating_words
from canbo.reporting.vocabulary_words import FIELDS, KINDS, value_words

_SHARED = frozenset(one.name for one in fields(Fact))
_SAID_ELSEWHERE = frozenset({"person", "as_written"})
_CODED: Mapping[str, Callable[[str], str]] = {
    "level": rating_words,
    "rank": rank_words,
    "form": discipline_words,
}
_MASKED = frozenset({ParticularKind.IDENTITY_NUMBER, ParticularKind.INSURANCE_NUMBER})
_SHOWN_OF_NUMBER = 3


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact as a face shows it; `values` are the codes and ids as stored, `words` what they say.

    `person` is None where the fact is about a unit or a post. Identity and insurance numbers are
    masked in both.
    """

    kind: FactKind
    id: UUID
    key: UUID
    person: UUID | None
    name: str
    values: Mapping[str, str]
    words: str
    when: str
    source: str


@dataclass(frozen=True, slots=True)
class FactWriter:
    """Puts facts into words, with the registers and names of one snapshot."""

    snapshot: Snapshot
    law: Law
    people: Mapping[UUID, str]
    units: Mapping[UUID, str]

    def line(self, fact: Fact) -> FactLine:
        """Put one fact into words."""
        person = getattr(fact, "person", None)
        return FactLine(
            kind=kind_of(fact),
            id=fact.id,
            key=fact.key,
            person=person,
            name=self.people.get(person, "") if person else "",
            values=dict(self._values(fact)),
            words=f"{KINDS[kind_of(fact)]}: {'; '.join(self._parts(fact))}",
            when=when(fact.validity),
            source=source_words(fact),
        )

    def post(self, identity: UUID) -> str:
        """Name a post with its unit: "Chủ tịch Ủy ban nhân dân, phường Trường Sơn"."""
        post = self.snapshot.posts.get(identity)
        if post is None:
            return str(identity)
        return f"{self._title(post)}, {self.unit(post.unit)}"

    def unit(self, identity: UUID) -> str:
        """Name a unit by the day of the preview, by its code where it has no name then."""
        unit = self.snapshot.units.get(identity)
        return self.units.get(identity) or (unit.code if unit else str(identity))

    def _title(self, post: Post) -> str:
        known = self.law.posts.get(post.title)
        return known.name if known else post.title_as_written

    def _values(self, fact: Fact) -> Iterator[tuple[str, str]]:
        for one in fields(fact):
            value = getattr(fact, one.name)
            if one.name not in _SHARED and value not in (None, ""):
                yield one.name, _masked(fact, one.name, _plain(value))
        validity = fact.validity
        for name, day in (("begins", validity.begins), ("ends", validity.ends)):
            if day is not None:
                yield name, day.iso()
        if validity.known_by is not None:
            yield "known_by", validity.known_by.isoformat()

    def _parts(self, fact: Fact) -> Iterator[str]:
        if isinstance(fact, Particular):
            yield value_words(fact.kind)
            yield self._particular(fact)
            return
        for one in fields(fact):
            value = getattr(fact, one.name)
            if one.name in _SHARED | _SAID_ELSEWHERE or value in (None, ""):
                continue
            label, words = FIELDS.get(one.name, one.name), self._said(one.name, value)
            if words:
                says_itself = not label or words.casefold().startswith(f"{label} ")
                yield words if says_itself else f"{label} {words}"

    def _particular(self, fact: Particular) -> str:
        shown = _masked(fact, "value", fact.value)
        if fact.kind in DATE_KINDS:
            try:
                return str(PartialDate.parse(fact.value))
            except NotADate:
                return shown
        if fact.kind is ParticularKind.SEX:
            return {"m": "nam", "f": "nữ"}.get(fact.value, fact.value)
        return shown

    def _said(self, name: str, value: object) -> str:
        if isinstance(value, UUID):
            return self.referred(name, value)
        if isinstance(value, StrEnum):
            told = value_words(value)
            return f"cấp {told}" if name == "level" and isinstance(value, UnitLevel) else told
        if isinstance(value, bool):
            return "có" if value else "không"
        if isinstance(value, date):
            return write_date(value)
        if name == "level" and value in self.law.levels:
            return self.law.levels[str(value)].name
        coded = _CODED.get(name)
        return coded(str(value)) if coded else str(value)

    def referred(self, name: str, identity: UUID) -> str:
        """Name what an attribute points to: a post, unit, class, scheme, election or term."""
        if name.endswith("post"):
            return self.post(identity)
        if name.endswith(("unit", "parent", "predecessor", "successor")):
            return self.unit(identity)
        return self._registered(identity) or str(identity)

    def _registered(self, identity: UUID) -> str:
        """Name a class, scheme, election or term; "" where the snapshot has none of that id."""
        snapshot = self.snapshot
        named = snapshot.classes.get(identity) or snapshot.schemes.get(identity)
        if named is not None:
            return named.name
        election = snapshot.elections.get(identity)
        if election is not None:
            return election.name or value_words(election.kind)
        term = snapshot.terms.get(identity)
        if term is None:
            return ""
        span = "-".join(str(day.year) for day in (term.begins, term.ends) if day)
        return " ".join(filter(None, (term.ordinal, span)))


def kind_of(fact: Fact) -> FactKind:
    """The kind of a fact by its class: RankHolding is rank_holding."""
    name = type(fact).__name__
    return FactKind("".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_"))


def when(validity: Validity) -> str:
    """Say when a fact holds: "từ 05/8/2011 đến hết 2/2012", "được thấy ngày 31/12/2010"."""
    parts = []
    if validity.begins is not None:
        parts.append(f"từ {validity.begins}")
    elif validity.known_by is not None:
        parts.append(f"được thấy ngày {write_date(validity.known_by)}")
    if validity.ends is not None:
        parts.append(f"đến hết {validity.ends}")
    return " ".join(parts)


def source_words(fact: Fact) -> str:
    """Say what shows a fact: its decision, or the file and cell."""
    source = fact.source
    if not source.decision_number:
        return str(source)
    day = f" ngày {write_date(source.decision_date)}" if source.decision_date else ""
    decided = f"Quyết định số {source.decision_number}{day}"
    told = str(source)
    return decided if not told or told == decided else f"{decided} ({told})"


def _plain(value: object) -> str:
    if isinstance(value, StrEnum):
        return value.value
    return value.iso() if isinstance(value, PartialDate) else str(value)


def _masked(fact: Fact, name: str, text: str) -> str:
    """Hide all but the last digits of a number that tells who somebody is."""
    if not isinstance(fact, Particular) or name != "value" or fact.kind not in _MASKED:
        return text
    hidden = max(0, len(text) - _SHOWN_OF_NUMBER)
    return "•" * hidden + text[hidden:]
