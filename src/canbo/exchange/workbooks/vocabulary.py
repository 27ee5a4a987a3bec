"""The vocabulary compiled for reading: posts, units, levels, headers, courses, titles.

The words themselves are data of `canbo.law` and come in as a plain mapping.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from canbo.engine.facts import Scale, StudyMode
from canbo.exchange.workbooks.known_units import KnownUnits
from canbo.exchange.workbooks.list_vocabulary import ListBook, StandingBook
from canbo.exchange.workbooks.words import Phrases, fold, squeeze

_PIECE = re.compile(r"\{(\w+)\}|\[([^\]]*)\]|([^\s\[\]{}]+)")


@dataclass(frozen=True, slots=True)
class PostEntry:
    """One meaning of a writing: the code on its level of administration."""

    code: str
    level: str  # UnitLevel value
    bare: bool = False  # the writing alone says little: it needs the roster's level
    body: str = ""  # kind of body the title heads; "any": a body's name may follow


class PostBook:
    """All writings of posts by their squeezed key."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._sets = {
            name: tuple(dict.fromkeys(squeeze(str(word)) for word in words))
            for name, words in data["sets"].items()
        }
        self._shown = {name: str(words[0]) for name, words in data["sets"].items()}
        self.entries: dict[str, list[PostEntry]] = {}
        self.writings: list[str] = []
        for level in ("commune", "district"):
            for code, post in data[level].items():
                body = str(post.get("body", ""))
                self._add(post["write"], PostEntry(code, level, body=body))
                self._add(post.get("bare", ()), PostEntry(code, level, bare=True, body=body))
        manner = data["manner"]
        self.no_post = Phrases(data["no_post"])
        self.acting = Phrases(manner["acting"])
        self.concurrent = Phrases(manner["concurrent"])

    def _add(self, templates: Iterable[str], entry: PostEntry) -> None:
        for template in templates:
            self.writings.append(self._readable(template))
            for key in self.expand(template):
                entries = self.entries.setdefault(key, [])
                if all((e.code, e.level) != (entry.code, entry.level) for e in entries):
                    entries.append(entry)

    def expand(self, template: str) -> Iterator[str]:
        """All squeezed keys of a template such as "[{CC}] {TP} {HT}"."""
        choices: list[tuple[str, ...]] = []
        for name, optional, word in _PIECE.findall(template):
            if name:
                choices.append(self._sets[name])
            elif optional:
                choices.append(("", *self.expand(optional)))
            else:
                choices.append((squeeze(word),))
        for combination in product(*choices):
            yield "".join(combination)

    def _readable(self, template: str) -> str:
        words = re.sub(r"[\[\]]", "", template)
        return re.sub(r"\{(\w+)\}", lambda m: self._shown[m[1]], words)

    def find(self, text: str, level: str) -> PostEntry | None:
        """The one meaning of a text on a level; without a level only when there is one meaning."""
        return self.find_key(squeeze(text), level)

    def find_key(self, key: str, level: str) -> PostEntry | None:
        """As `find`, by the squeezed key."""
        entries = self.entries.get(key, [])
        if level:
            fitting = [entry for entry in entries if entry.level == level]
            sure = [entry for entry in fitting if not entry.bare] or fitting
        else:
            sure = [entry for entry in entries if not entry.bare]
        return sure[0] if len({entry.code for entry in sure}) == 1 else None


@dataclass(frozen=True)
class LevelWords:
    """One scale's words: its headers, its levels anywhere in a cell, its levels as a whole cell."""

    scale: Scale
    header: Phrases
    word: tuple[tuple[str, str], ...]  # folded phrase → code, longest first
    only: Mapping[str, str]  # squeezed whole cell → code
    zero: str
    mark: str
    start: Mapping[str, str]  # folded first word that more words follow → code
    unsure: Phrases  # may be either of two levels
    codes: tuple[str, ...]  # the scale's levels in order

    @classmethod
    def of(cls, scale: Scale, data: Mapping[str, Any]) -> LevelWords:
        """Compile one scale of the levels' file."""
        word: dict[str, str] = {}
        only: dict[str, str] = {}
        start: dict[str, str] = {}
        for code, writings in data["levels"].items():
            for phrase in writings.get("word", ()):
                word[fold(str(phrase))] = code
                only.setdefault(squeeze(str(phrase)), code)
            for phrase in writings.get("only", ()):
                only[squeeze(str(phrase))] = code
            start.update((fold(str(phrase)), code) for phrase in writings.get("start", ()))
        longest = tuple(sorted(word.items(), key=lambda item: (-len(item[0]), item[0])))
        zero, mark = str(data.get("zero", "")), str(data.get("mark", ""))
        header, unsure = Phrases(data["header"]), Phrases(data.get("unsure", ()))
        codes = tuple(data["levels"])
        return cls(scale, header, longest, only, zero, mark, start, unsure, codes)

    def leading(self, folded: str) -> tuple[str, str]:
        """The level that a folded text begins with: phrase and code, or two empty texts."""
        for phrase, code in self.word:
            if folded == phrase or folded.startswith(phrase + " "):
                return phrase, code
        return "", ""


@dataclass(frozen=True)
class LevelBook:
    """The words of all scales, modes, fields, states and marks."""

    scales: Mapping[Scale, LevelWords]
    modes: tuple[tuple[str, StudyMode], ...]
    short_modes: Mapping[str, StudyMode]
    fields: Mapping[str, str]
    languages: tuple[tuple[str, tuple[Scale, str]], ...]  # folded phrase, longest first
    states: Mapping[str, Phrases]
    marks: frozenset[str]
    nothing: frozenset[str]
    zero_words: Phrases

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> LevelBook:
        """Compile the levels' file."""
        modes = [(fold(str(w)), StudyMode(m)) for m, d in data["modes"].items() for w in d["word"]]
        return cls(
            scales={scale: LevelWords.of(scale, data[scale.value]) for scale in Scale},
            modes=tuple(sorted(modes, key=lambda item: -len(item[0]))),
            short_modes={
                squeeze(str(w)): StudyMode(m)
                for m, d in data["modes"].items()
                for w in d.get("only", ())
            },
            fields={squeeze(str(k)): str(v) for k, v in data["fields"].items()},
            languages=_languages(data),
            states={
                name: Phrases(data[name])
                for name in ("studying", "dropped", "equivalent", "continuing")
            },
            marks=frozenset(str(mark).lower() for mark in data["marks"]),
            nothing=frozenset(str(word).lower() for word in data["nothing"]),
            zero_words=Phrases(data["zero_words"]),
        )


def _languages(data: Mapping[str, Any]) -> tuple[tuple[str, tuple[Scale, str]], ...]:
    found = [
        (fold(str(word)), (scale, name))
        for scale in (Scale.FOREIGN_LANGUAGE, Scale.ETHNIC_LANGUAGE)
        for name, words in data[scale.value]["languages"].items()
        for word in words
    ]
    return tuple(sorted(found, key=lambda item: -len(item[0])))


@dataclass(frozen=True)
class LeafRule:
    """One line of the headers' file: what a column is when its header says these words."""

    role: str
    exact: Phrases
    words: Phrases
    but: Phrases

    def fits(self, text: str) -> bool:
        """Whether a header's text says so."""
        if self.but.found_in(text):
            return False
        return self.exact.is_exactly_lettered(text) or bool(self.words.found_in(text))

    def is_exactly(self, text: str) -> bool:
        """Whether the text is one of the known writings, nothing beside it."""
        return self.exact.is_exactly_lettered(text) or self.words.is_exactly(text)


@dataclass(frozen=True)
class HeaderBook:
    """The words of column headers."""

    name: Phrases
    leaf: tuple[LeafRule, ...]
    parents: Mapping[str, Phrases]
    words: Mapping[str, Phrases]
    ethnic_groups: Mapping[str, str]  # squeezed writing → official name

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> HeaderBook:
        """Compile the headers' file."""
        leaf = tuple(
            LeafRule(
                rule["role"],
                Phrases(rule.get("exact", ())),
                Phrases(rule.get("words", ())),
                Phrases(rule.get("but", ())),
            )
            for rule in data["leaf"]
        )
        apart = {"leaf", "parents", "name", "ethnic_groups"}
        single = {k: Phrases(v) for k, v in data.items() if k not in apart}
        parents = {k: Phrases(v) for k, v in data["parents"].items()}
        groups = {
            squeeze(str(writing)): name
            for name, writings in data["ethnic_groups"].items()
            for writing in (name, *writings)
        }
        return cls(Phrases(data["name"]), leaf, parents, single, groups)


@dataclass(frozen=True)
class CourseRule:
    """One line of the courses' file."""

    course: str
    kind: str
    unless_fostering: bool
    sets: tuple[Phrases, ...]


@dataclass(frozen=True)
class CourseBook:
    """The words of class titles and of results."""

    rules: tuple[CourseRule, ...]
    fostering: Phrases
    training: Phrases
    institutions: Phrases
    dropped: Phrases
    completed: Phrases
    result_only: Phrases

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> CourseBook:
        """Compile the courses' file."""
        rules = tuple(
            CourseRule(
                rule["course"],
                rule["kind"],
                bool(rule.get("unless_fostering", False)),
                tuple(Phrases(words) for words in rule["all"]),
            )
            for rule in data["courses"]
        )
        return cls(
            rules,
            Phrases(data["fostering"]),
            Phrases(data["training"]),
            Phrases(data["institutions"]),
            *(Phrases(data["outcomes"][name]) for name in ("dropped", "completed", "result_only")),
        )


@dataclass(frozen=True)
class UnitBook:
    """The words of units."""

    kinds: Mapping[str, str]  # kind → level
    short: Mapping[str, str]  # short form as written → kind
    committees: Mapping[str, str]  # "thi uy" → "thị xã"
    of_territory: Phrases
    bodies: Mapping[str, str]  # squeezed writing → canonical name
    body_kinds: Phrases
    not_bodies: Phrases
    sections: Phrases
    committee_names: Mapping[str, str]  # "huyen uy" → "Huyện ủy", "huyen doan" → "Huyện đoàn"
    after_name: frozenset[str]
    no_name: frozenset[str]
    no_first: frozenset[str]
    inside_name: frozenset[str]
    known: KnownUnits

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> UnitBook:
        """Compile the units' file."""
        kinds = {kind: value["level"] for kind, value in data["administrative"].items()}
        short = {
            form: kind for kind, value in data["administrative"].items() for form in value["short"]
        }
        committees = data["party_committees"] | data["youth_unions"]
        bodies: dict[str, str] = {}
        towns = ["", "TX", "TP", *(kind for kind, level in kinds.items() if level == "district")]
        for name, writings in data["bodies"].items():
            for writing in (name, *writings):
                for town in towns:
                    bodies.setdefault(squeeze(str(writing).replace("%T", town)), name)
        return cls(
            kinds,
            short,
            {fold(name): kind for name, kind in committees.items()},
            Phrases(data["of_territory"]),
            bodies,
            Phrases(data["body_kinds"]),
            Phrases(data["not_bodies"]),
            Phrases(data["sections"]),
            {fold(name): name for name in committees},
            frozenset(data["after_name"]),
            frozenset(data["no_name"]),
            frozenset(data["no_first"]),
            frozenset(data["inside_name"]),
            KnownUnits(data["country"], kinds),
        )


@dataclass(frozen=True)
class TitleBook:
    """The words of title blocks, subtotals and feet."""

    words: Mapping[str, Phrases]
    labels: Mapping[str, Phrases]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> TitleBook:
        """Compile the titles' file."""
        words = {key: Phrases(value) for key, value in data.items() if key != "class_labels"}
        return cls(words, {key: Phrases(value) for key, value in data["class_labels"].items()})


@dataclass(frozen=True)
class Vocabulary:
    """Everything the reader knows of words."""

    posts: PostBook
    levels: LevelBook
    headers: HeaderBook
    courses: CourseBook
    units: UnitBook
    titles: TitleBook
    lists: ListBook
    standing: StandingBook

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Vocabulary:
        """Compile the plain mapping of `canbo.law.vocabulary.load_vocabulary`."""
        return cls(
            PostBook(data["posts"]),
            LevelBook.of(data["levels"]),
            HeaderBook.of(data["headers"]),
            CourseBook.of(data["courses"]),
            UnitBook.of(data["units"]),
            TitleBook.of(data["titles"]),
            ListBook.of(data["lists"]),
            StandingBook.of(data["standing"]),
        )
