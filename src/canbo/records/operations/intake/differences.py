"""Where a file and the home differ, what may be done about it, and what was decided.

While a file is planned, every place at which more than one outcome is possible asks the `Desk`:
it notes the difference, with the outcomes offered and the one that stands unless somebody decides,
and answers with the outcome to plan. So an import with decisions is the same plan as its preview,
only answered differently.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Any
from uuid import UUID

from canbo.engine.facts import FactKind
from canbo.engine.refusal import Refusal
from canbo.exchange.workbooks.places import CellRef

RULE = "kind:"  # begins the key of a decision for a whole kind: "kind:changed_fact"


class DecisionRefused(Refusal):
    """A decision names a difference that is not there (any more), or an outcome not offered."""


class DifferenceKind(StrEnum):
    """In which way a file and the home differ."""

    NEW_PERSON = "new_person"  # nobody of that name: create | skip | person:…
    HOMONYM = "homonym"  # somebody of that name, whom something in the row speaks against
    LIKELY_DUPLICATE = "likely_duplicate"  # nobody fits, somebody nearly: skip | person:… | create
    AMBIGUOUS_PERSON = "ambiguous_person"  # several people fit: skip | person:… | create
    NEW_FACT = "new_fact"  # of somebody known: store | skip
    MENTIONED_FACT = "mentioned_fact"  # said beside what the file is about: skip | store
    REFINED_FACT = "refined_fact"  # the same as stands, said more exactly: correct | keep
    CHANGED_FACT = "changed_fact"  # another value than stands: correct | since | keep
    CONFLICT = "conflict"  # the same, against a fact with a better source or newer than the file
    ENDING_FACT = "ending_fact"  # no longer said: end | keep
    REMOVED = "removed"  # an edited edition no longer says it: remove | keep
    # a cell of a list that this home exported; somebody has to decide on each of these
    EDITED = "edited"  # says something else now: correct | since:DAY | keep
    EDITED_BOTH = "edited_both"  # the same, and the home has changed since: correct | since | keep
    EMPTIED = "emptied"  # says nothing now: remove | since:DAY | keep


# those that nobody should pass by unseen; the others come in hundreds and are right as proposed
LOOKED_AT = (
    DifferenceKind.EDITED_BOTH, DifferenceKind.EDITED, DifferenceKind.EMPTIED,
    DifferenceKind.AMBIGUOUS_PERSON, DifferenceKind.LIKELY_DUPLICATE, DifferenceKind.CONFLICT,
    DifferenceKind.CHANGED_FACT, DifferenceKind.ENDING_FACT, DifferenceKind.REMOVED,
    DifferenceKind.HOMONYM,
)  # fmt: skip


class Outcome(StrEnum):
    """What may be decided. A person is chosen by `person:` and the id, or by the bare word in a
    rule, where only one is offered."""

    CREATE = "create"  # make a new person of the row
    PERSON = "person"  # the row speaks of this person of the home
    SKIP = "skip"  # leave it out: listed, not stored
    STORE = "store"
    CORRECT = "correct"  # it was wrong before: the new value takes the old one's place and days
    SINCE = "since"  # it changed: the old value ends, the new one begins on the day of the file
    KEEP = "keep"  # what stands stays; the cell is listed
    END = "end"
    REMOVE = "remove"
    UNDECIDED = "undecided"  # never offered: stands until somebody decides, and nothing is stored


@dataclass(frozen=True, slots=True)
class Option:
    """One outcome offered: its code, and for a person who that is.

    Where `asks_day`, the code that is decided names the day too: `since:2011-07-01`; it lies from
    `first` to `last` (ISO, "" open).
    """

    code: str
    person: UUID | None = None
    words: str = ""  # name, birth date, units: so that a clerk knows who is meant
    asks_day: bool = False
    first: str = ""
    last: str = ""

    @classmethod
    def of(cls, outcome: Outcome) -> Option:
        """An outcome without a person."""
        return cls(outcome.value)

    @classmethod
    def named(cls, person: UUID, words: str) -> Option:
        """The outcome that the row speaks of this person."""
        return cls(f"{Outcome.PERSON}:{person}", person, words)

    @classmethod
    def since(cls, first: date | None, last: date | None) -> Option:
        """The outcome that something changed, on a day that is to be told."""
        days = (day.isoformat() if day else "" for day in (first, last))
        return cls(Outcome.SINCE.value, None, "", True, *days)

    @property
    def outcome(self) -> Outcome:
        """The outcome without who or when."""
        return Outcome(self.code.partition(":")[0])

    @property
    def day(self) -> date | None:
        """The day that a decided code names."""
        told = self.code.partition(":")[2] if self.asks_day else ""
        return date.fromisoformat(told) if told else None

    def on(self, code: str) -> Option | None:
        """This option as decided by a code that names the day; None for a day not offered."""
        try:
            day = date.fromisoformat(code.partition(":")[2])
        except ValueError:
            return None
        told = day.isoformat()
        fits = (not self.first or told >= self.first) and (not self.last or told <= self.last)
        return replace(self, code=f"{self.code}:{told}") if fits else None

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Option:
        """An option as `as_json` told it."""
        return cls(**{**said, "person": UUID(said["person"]) if said["person"] else None})

    def as_json(self) -> dict[str, Any]:
        """The option in JSON documents and drafts."""
        return {
            "code": self.code,
            "person": str(self.person) if self.person else None,
            "words": self.words,
        } | ({"asks_day": True, "first": self.first, "last": self.last} if self.asks_day else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A difference before it is decided. `default` is the code of one of the options.

    `person` is None for somebody the home does not know; `before` is what stands, `after` what the
    file says, dates in ISO form, codes as they are: the face says them in words. `day` is the day
    from which SINCE lets the new value hold, in ISO form. `exported` is what a cell said when this
    home exported it, where the home says something else since.
    """

    kind: DifferenceKind
    person: UUID | None
    person_name: str
    cell: CellRef | None
    options: tuple[Option, ...]
    default: str
    fact_kind: FactKind | None = None
    field: str = ""
    before: str = ""
    after: str = ""
    day: str = ""
    exported: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(Question):
    """A difference with its name, the same for the same file and home, and its outcome."""

    id: str
    chosen: str

    def as_json(self) -> dict[str, Any]:
        """The difference in the JSON document of the command."""
        return {
            "id": self.id,
            "kind": self.kind.value,
            "person": str(self.person) if self.person else None,
            "name": self.person_name,
            "sheet": self.cell.sheet if self.cell else "",
            "cell": self.cell.address if self.cell else "",
            "fact": self.fact_kind.value if self.fact_kind else None,
            "field": self.field,
            "before": self.before,
            "after": self.after,
            "day": self.day,
            "exported": self.exported,
            "options": [option.as_json() for option in self.options],
            "default": self.default,
            "chosen": self.chosen,
        }


class Differences(Sequence[Difference]):
    """Several sequences of differences as one; none is made before somebody looks at it."""

    def __init__(self, parts: Sequence[Sequence[Difference]]) -> None:
        self._parts = parts

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    def __iter__(self) -> Iterator[Difference]:
        return chain.from_iterable(self._parts)

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        place = number if number >= 0 else len(self) + number
        for part in self._parts:
            if 0 <= place < len(part):
                return part[place]
            place -= len(part)
        raise IndexError(number)


class Desk:
    """Takes the questions of one plan down and answers them by the decisions it was given.

    `decisions` maps the id of a difference, or `kind:KIND`, `kind:KIND:FACT` or
    `kind:KIND:FACT:FIELD` for all of them, to the code of an option; the more exact key decides.
    A rule leaves a difference that does not offer its outcome as it is. `remembered` are decisions
    on an earlier edition of the file: they count where the same difference is met again.
    """

    def __init__(
        self,
        decisions: Mapping[str, str] | None = None,
        remembered: Mapping[str, str] | None = None,
    ) -> None:
        self._decisions = dict(decisions or {})
        self._remembered = dict(remembered or {})
        self._asked: dict[str, int] = {}
        self._met: set[str] = set()
        self.differences: list[Difference] = []
        _check_rules(self._decisions)

    def settle(self, question: Question) -> Option:
        """Note a question and give the option that was decided, else its default.

        Raises DecisionRefused (`decision_option_unknown`).
        """
        identity = self._identity(question)
        options = {option.code: option for option in question.options}
        chosen = self._decided(identity, question, options)
        if chosen is None:
            undecided = Option.of(Outcome.UNDECIDED)
            chosen = options.get(question.default, undecided)
        values = {one.name: getattr(question, one.name) for one in fields(Question)}
        self.differences.append(Difference(**values, id=identity, chosen=chosen.code))
        return chosen

    def finish(self) -> None:
        """Raise DecisionRefused (`decision_unknown`) for decisions on what was never asked."""
        unknown = [key for key in self._decisions if not _is_rule(key) and key not in self._met]
        if unknown:
            named = ", ".join(sorted(unknown))
            raise DecisionRefused("decision_unknown", {"ids": named, "count": len(unknown)})

    def apart(self) -> Desk:
        """A desk for a part of the same plan, with differences of its own: it knows the same
        decisions and counts on where this one stands."""
        part = Desk()
        part._decisions, part._remembered = self._decisions, self._remembered
        part._asked, part._met = self._asked, self._met
        return part

    def decision_on(self, question: Question) -> str:
        """What was decided on a question that is asked but once; "" where nobody decided."""
        identity = _name_of(question, 1)
        if identity in self._decisions:
            self._met.add(identity)
        return self._decisions.get(identity) or self._remembered.get(identity, "")

    @property
    def has_decisions(self) -> bool:
        """Whether any single difference was decided."""
        return bool(self._remembered) or any(not _is_rule(key) for key in self._decisions)

    @property
    def undecided(self) -> int:
        """How many differences wait for somebody to decide."""
        return sum(one.chosen == Outcome.UNDECIDED for one in self.differences)

    def places(self) -> set[tuple[UUID | None, FactKind | None, CellRef | None]]:
        """Whose facts of which kind were asked about, and for which cell."""
        return {(one.person, one.fact_kind, one.cell) for one in self.differences}

    @property
    def decided(self) -> dict[str, str]:
        """The outcomes that are not the defaults, by the id of the difference."""
        return {one.id: one.chosen for one in self.differences if one.chosen != one.default}

    def _identity(self, question: Question) -> str:
        """Name a question by what it says, not by its row: rows may be inserted above it."""
        text = _text_of(question)
        number = self._asked[text] = self._asked.get(text, 0) + 1
        return _name_of(question, number)

    def _decided(
        self, identity: str, question: Question, options: Mapping[str, Option]
    ) -> Option | None:
        code = self._decisions.get(identity)
        if code is not None:
            self._met.add(identity)
            found = offered(code, options)
            if found is None:
                raise DecisionRefused("decision_option_unknown", {"id": identity, "option": code})
            return found
        for rule in _rules_for(question):
            if rule in self._decisions:
                return offered(self._decisions[rule], options)
        return offered(self._remembered.get(identity, ""), options)


def offered(code: str, options: Mapping[str, Option]) -> Option | None:
    """The option that a code means; the bare word "person" means the only one offered."""
    if code == Outcome.PERSON:
        people = [option for option in options.values() if option.person is not None]
        return people[0] if len(people) == 1 else None
    dated = options.get(code.partition(":")[0])
    if dated is not None and dated.asks_day:
        return dated.on(code)
    return options.get(code)


def _text_of(question: Question) -> str:
    said = (
        question.kind, question.person or question.person_name,
        question.cell.sheet if question.cell else "", question.fact_kind or "",
        question.field, question.before, question.after, question.day,
    )  # fmt: skip
    return "\x1f".join(map(str, said))


def _name_of(question: Question, number: int) -> str:
    return hashlib.sha256(f"{_text_of(question)}\x1f{number}".encode()).hexdigest()[:16]


def say_who(decisions: Mapping[str, str]) -> bool:
    """Whether a rule among the decisions says of all rows of a kind who they speak of."""
    return any(
        _is_rule(key) and (key == f"{RULE}{DifferenceKind.NEW_PERSON}" or code == Outcome.PERSON)
        for key, code in decisions.items()
    )


def people_named(decisions: Mapping[str, str]) -> Iterator[UUID]:
    """The people of whom decisions say that rows speak of them; who is none is refused later."""
    for code in decisions.values():
        outcome, _, told = code.partition(":")
        if outcome == Outcome.PERSON and told:
            with suppress(ValueError):
                yield UUID(told)


def _is_rule(key: str) -> bool:
    return key.startswith(RULE)


def _rules_for(question: Question) -> Iterator[str]:
    """The keys of the rules that reach a question, the most exact first."""
    kind = f"{RULE}{question.kind}"
    if question.fact_kind is not None:
        yield f"{kind}:{question.fact_kind}:{question.field}"
        yield f"{kind}:{question.fact_kind}"
    yield kind


def _check_rules(decisions: Mapping[str, str]) -> None:
    kinds, facts = set(DifferenceKind), set(FactKind)
    for key, code in decisions.items():
        if not _is_rule(key):
            continue
        kind, *more = key.removeprefix(RULE).split(":")
        if kind not in kinds or (more and more[0] not in facts):
            raise DecisionRefused("decision_unknown", {"ids": key, "count": 1})
        if code.partition(":")[0] not in set(Outcome):
            raise DecisionRefused("decision_option_unknown", {"id": key, "option": code})
