"""The vocabulary of lists (planning, moves, elections …) compiled for reading.

The words themselves are data of `canbo.law` and come in as a plain mapping.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from canbo.engine.facts import (
    BodyKind,
    DisciplineSide,
    ElectionKind,
    LeaveKind,
    MoveKind,
    PoolExit,
    RatingSeries,
    RetirementKind,
    UnitLevel,
)
from canbo.exchange.workbooks.reading import ListKind
from canbo.exchange.workbooks.words import Phrases, fold, squeeze


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """What a column of a list holds when its header (and the headers above it) say these words."""

    role: str
    exact: Phrases
    words: Phrases
    but: Phrases
    above: Phrases | None

    @classmethod
    def of(cls, rule: Mapping[str, Any]) -> ColumnRule:
        """Compile one line."""
        above = rule.get("above")
        return cls(
            rule["role"],
            Phrases(rule.get("exact", ())),
            Phrases(rule.get("words", ())),
            Phrases(rule.get("but", ())),
            Phrases(above) if above else None,
        )

    def fits(self, leaf: str, parents: str) -> bool:
        """Whether a header says so: its own text, and the texts above it where the line asks."""
        if self.but.found_in(leaf) or (self.above is not None and not self.above.found_in(parents)):
            return False
        return self.exact.is_exactly(leaf) or bool(self.words.found_in(leaf))


@dataclass(frozen=True, slots=True)
class TitleRule:
    """The kind of list that a title's words say."""

    kind: ListKind
    words: Phrases
    but: Phrases

    def place_in(self, title: str) -> int:
        """Where the words begin in a folded title, -1 where they do not stand or are undone."""
        if self.but.found_in(title):
            return -1
        said = self.words.found_in(title)
        return f" {fold(title)} ".find(f" {said} ") if said else -1


class Choice:
    """Words that choose among values; the longest writing found decides."""

    def __init__(self, values: Mapping[str, Iterable[str]]) -> None:
        pairs = [(fold(str(w)), value) for value, words in values.items() for w in words]
        self._pairs = sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0]))
        self._whole = {phrase.replace(" ", ""): value for phrase, value in reversed(self._pairs)}
        self.writings = [str(word) for words in values.values() for word in words]

    def whole(self, text: str) -> str:
        """The value whose writing the whole text is, or ""."""
        return self._whole.get(squeeze(text), "")

    def find(self, text: str) -> str:
        """The value whose writing stands in the text, the longest first, or ""."""
        folded = f" {fold(text)} "
        return next((value for phrase, value in self._pairs if f" {phrase} " in folded), "")

    def first(self, text: str) -> str:
        """The value whose writing stands first in the text, or ""."""
        folded = f" {fold(text)} "
        places = [
            (place, -len(phrase), value)
            for phrase, value in self._pairs
            if (place := folded.find(f" {phrase} ")) >= 0
        ]
        return min(places)[2] if places else ""


@dataclass(frozen=True)
class Levels:
    """The levels of one series of ratings."""

    word: tuple[tuple[str, str], ...]
    only: Mapping[str, str]
    writings: tuple[str, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Levels:
        """Compile one series."""
        word: dict[str, str] = {}
        only: dict[str, str] = {}
        for code, writings in data.items():
            for phrase in writings.get("word", ()):
                word[fold(str(phrase))] = code
                only.setdefault(squeeze(str(phrase)), code)
            for phrase in writings.get("only", ()):
                only[squeeze(str(phrase))] = code
        written = (str(w) for one in data.values() for ws in one.values() for w in ws)
        longest = sorted(word.items(), key=lambda item: (-len(item[0]), item[0]))
        return cls(tuple(longest), only, tuple(written))

    def read(self, text: str) -> str:
        """The level a text names, "" where it names none."""
        whole = self.only.get(squeeze(re.sub(r"\([^)]*\)", " ", text)), "")
        if whole:
            return whole
        folded = f" {fold(text)} "
        return next((code for phrase, code in self.word if f" {phrase} " in folded), "")


@dataclass(frozen=True)
class StandingBook:
    """Ratings, ranks, awards, disciplines and religions as people write them."""

    ratings: Mapping[RatingSeries, Levels]
    series: Choice
    ranks: Choice
    rank_codes: frozenset[str]
    no_rank: Phrases
    awards: tuple[tuple[str, Phrases, UnitLevel | None], ...]
    issuers: Mapping[UnitLevel, Phrases]
    disciplines: Choice
    sides: Mapping[DisciplineSide, Phrases]
    forms_of: Mapping[DisciplineSide, frozenset[str]]
    religions: Choice
    unsure_religion: Mapping[str, str]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> StandingBook:
        """Compile the file of standing."""
        return cls(
            ratings={
                RatingSeries(name): Levels.of(levels) for name, levels in data["ratings"].items()
            },
            series=Choice(data["series"]),
            ranks=Choice(data["ranks"]),
            rank_codes=frozenset(data["ranks"]),
            no_rank=Phrases(data["no_rank"]),
            awards=tuple(
                (
                    str(one["name"]),
                    Phrases(one["words"]),
                    UnitLevel(one["level"]) if "level" in one else None,
                )
                for one in data["awards"]
            ),
            issuers={UnitLevel(k): Phrases(v) for k, v in data["issuers"].items()},
            disciplines=Choice(data["disciplines"]),
            sides={DisciplineSide(k): Phrases(v) for k, v in data["sides"].items()},
            forms_of={DisciplineSide(k): frozenset(v) for k, v in data["discipline_sides"].items()},
            religions=Choice(data["religions"]),
            unsure_religion={squeeze(k): str(v) for k, v in data["unsure_religion"].items()},
        )


_PHRASES = (
    "election_needs", "proposal", "body_lists", "old_side", "new_side", "outside_scheme",
    "inside_scheme", "not_carried_out", "pool_out", "pool_in", "pool_stays", "term_now",
    "term_next", "elected_yes", "elected_no", "study_line", "no_post_line", "until_now", "army",
    "has_left", "says_yes", "province_bodies", "central_bodies", "career_bodies", "third_persons",
    "training_section",
)  # fmt: skip
_CHOICES: Mapping[str, type] = {
    "move_kinds": MoveKind,
    "pool_exits": PoolExit,
    "occasions": ElectionKind,
    "bodies": BodyKind,
    "leave_kinds": LeaveKind,
    "retirement_kinds": RetirementKind,
    "appointment_acts": str,
}


@dataclass(frozen=True)
class ListBook:
    """The words of lists: titles, columns, and what cells say."""

    documents: tuple[TitleRule, ...]
    columns: Mapping[str, tuple[ColumnRule, ...]]
    words: Mapping[str, Phrases]
    choices: Mapping[str, Choice]
    party_terms: frozenset[tuple[int, int]]
    council_terms: frozenset[tuple[int, int]]
    labels: Mapping[str, str]  # squeezed label of one person's sheet → role

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> ListBook:
        """Compile the file of lists."""
        for name, kind in _CHOICES.items():
            if kind is not str:
                for value in data[name]:
                    kind(value)  # a value that the program does not know is a mistake of the file
        columns = {**data["columns"], **{
            name: data[f"{name}_columns"] for name in ("body", "training", "salary")
        }}  # fmt: skip
        return cls(
            documents=tuple(
                TitleRule(ListKind(r["kind"]), Phrases(r["words"]), Phrases(r.get("but", ())))
                for r in data["documents"]
            ),
            columns={
                name: tuple(ColumnRule.of(rule) for rule in rules)
                for name, rules in columns.items()
            },
            words={name: Phrases(data[name]) for name in _PHRASES},
            choices={name: Choice(data[name]) for name in _CHOICES},
            party_terms=_years(data["party_terms"]),
            council_terms=_years(data["council_terms"]),
            labels={
                squeeze(str(label)): role
                for role, labels in data["labels"].items()
                for label in labels
            },
        )

    def role_of(self, section: str, leaf: str, parents: str = "") -> str:
        """The role that a section gives to a header, "" where it gives none."""
        rules = self.columns.get(section, ())
        return next((rule.role for rule in rules if rule.fits(leaf, parents)), "")

    @property
    def roles(self) -> tuple[str, ...]:
        """All roles that columns of lists may have, each once."""
        found = (rule.role for rules in self.columns.values() for rule in rules)
        return tuple(dict.fromkeys(found))

    @cached_property
    def header_words(self) -> Phrases:
        """All words of columns, to tell header rows from rows of people."""
        return Phrases(
            word
            for rules in self.columns.values()
            for rule in rules
            for word in (*rule.exact.members, *rule.words.members)
        )


def _years(terms: Iterable[str]) -> frozenset[tuple[int, int]]:
    pairs = (term.split("-") for term in terms)
    return frozenset((int(first), int(last)) for first, last in pairs)
