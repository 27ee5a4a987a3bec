"""Strict YAML: all problems of a file are collected: line, what was found, what is expected.

A `Place` is one node of a file. Its readers (`text`, `day`, `mapping` …) return the value, or
record a `LawProblem` and return a harmless stand-in, so that reading goes on and all problems of
all files are shown together. Whoever reads must look at the problems before using the values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import yaml

from canbo.engine.refusal import Refusal
from canbo.engine.timeline import NotADate, PartialDate

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 12  # collections in collections: the law needs five
MOST_EVENTS = 100_000  # of one file: the whole shipped law has 28,000
MOST_STRUCTURAL = 200  # problems told of one file that cannot be read
_TEXT_TAG = "tag:yaml.org,2002:str"
_WHOLE_NUMBER = re.compile(r"-?\d{1,9}")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")

V = TypeVar("V")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class LawProblem:
    """One thing wrong in a file of the law: `code` names it, `found` and `expected` are values."""

    file: str
    line: int
    code: str
    found: str
    expected: str


class LawInvalid(Refusal):
    """The files of the law cannot be used; `problems` has every reason, in order of file and line.

    Data: count, file, line, found, expected (of the first problem), problems.
    """

    def __init__(self, problems: Collection[LawProblem], code: str = "law_invalid") -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.file, p.line, p.code, p.found)))
        first = self.problems[0]
        super().__init__(
            code,
            {
                "count": len(self.problems),
                "file": first.file,
                "line": first.line,
                "found": first.found,
                "expected": first.expected,
                "problems": [_as_data(problem) for problem in self.problems],
            },
        )


def _as_data(problem: LawProblem) -> dict[str, object]:
    return {
        "file": problem.file,
        "line": problem.line,
        "code": problem.code,
        "found": problem.found,
        "expected": problem.expected,
    }


@dataclass(frozen=True, slots=True)
class Place:
    """One node of one file, with the list that collects the problems found there."""

    file: str
    node: yaml.Node
    problems: list[LawProblem] = field(repr=False)

    @property
    def line(self) -> int:
        """The line of the file, counted from 1."""
        return int(self.node.start_mark.line) + 1

    def report(self, code: str, *, found: str, expected: str) -> None:
        """Record a problem at this place."""
        self.problems.append(LawProblem(self.file, self.line, code, found, expected))

    def only(self, key: str) -> Place:
        """This mapping as if it had this one key alone."""
        pairs = [pair for pair in self.node.value if pair[0].value == key]
        node = yaml.MappingNode(
            self.node.tag, pairs, start_mark=self.node.start_mark, end_mark=self.node.end_mark
        )
        return Place(self.file, node, self.problems)

    def mapping(self, *, required: Collection[str] = (), optional: Collection[str] = ()) -> Keys:
        """Read a mapping of known keys; unknown and missing keys are problems of their own."""
        found = dict(self.entries())
        allowed = [*required, *optional]
        for key, place in found.items():
            if key not in allowed:
                place.report("unknown_key", found=key, expected=", ".join(allowed))
        for key in required:
            if key not in found and isinstance(self.node, yaml.MappingNode):
                self.report("missing_key", found=", ".join(found), expected=key)
        return Keys(self, {key: place for key, place in found.items() if key in allowed})

    def entries(self) -> Iterator[tuple[str, Place]]:
        """Read a mapping with keys of any name, in the order of the file."""
        if not isinstance(self.node, yaml.MappingNode):
            self.report("wrong_type", found=self.written, expected="mapping")
            return
        for key, value in self.node.value:
            if isinstance(key, yaml.ScalarNode):
                yield key.value, Place(self.file, value, self.problems)
            else:
                Place(self.file, key, self.problems).report(
                    "wrong_type", found="mapping", expected="text"
                )

    def items(self) -> list[Place]:
        """Read a list."""
        if not isinstance(self.node, yaml.SequenceNode):
            self.report("wrong_type", found=self.written, expected="list")
            return []
        return [Place(self.file, node, self.problems) for node in self.node.value]

    def text(self) -> str:
        """Read a text that is not empty; a bare number or date is no text, quote it."""
        if not isinstance(self.node, yaml.ScalarNode) or self.node.tag != _TEXT_TAG:
            self.report("wrong_type", found=self.written, expected="text")
            return ""
        if not self.node.value.strip():
            self.report("wrong_type", found='""', expected="text")
        return str(self.node.value)

    def texts(self) -> tuple[str, ...]:
        """Read a list of texts."""
        return tuple(item.text() for item in self.items())

    def integer(self, *, least: int = 0, most: int = 999_999_999) -> int:
        """Read a whole number between `least` and `most`."""
        written = self.written
        if self.is_plain and _WHOLE_NUMBER.fullmatch(written):
            value = int(written)
            if least <= value <= most:
                return value
        self.report("wrong_type", found=written, expected=f"{least}..{most}")
        return least

    def boolean(self) -> bool:
        """Read `true` or `false`, in no other spelling."""
        if not self.is_plain or self.written not in ("true", "false"):
            self.report("wrong_type", found=self.written, expected="true, false")
        return self.written == "true"

    def day(self) -> date:
        """Read a calendar day written YYYY-MM-DD."""
        match = _ISO_DAY.fullmatch(self.written)
        if match is None:
            self.report("wrong_type", found=self.written, expected="YYYY-MM-DD")
            return date.min
        try:
            return date(*(int(part) for part in match.groups()))
        except ValueError:
            self.report("unreal_date", found=self.written, expected="YYYY-MM-DD")
            return date.min

    def month(self) -> PartialDate | None:
        """Read a month written YYYY-MM."""
        match = _ISO_MONTH.fullmatch(self.written)
        if match is None:
            self.report("wrong_type", found=self.written, expected="YYYY-MM")
            return None
        try:
            return PartialDate(*(int(part) for part in match.groups()))
        except NotADate:
            self.report("unreal_date", found=self.written, expected="YYYY-MM")
            return None

    def choice(self, kind: type[E]) -> E:
        """Read one of the values of an enumeration."""
        values = [member.value for member in kind]
        if self.written in values:
            return kind(self.written)
        self.report("unknown_value", found=self.written, expected=", ".join(values))
        return next(iter(kind))

    def known(self, register: Collection[str], *, code: str) -> str:
        """Read the code of something that a register holds; else a problem named `code`."""
        value = self.text()
        if value and value not in register:
            self.report(code, found=value, expected=_some(register))
        return value

    @property
    def node_keys(self) -> tuple[str, ...]:
        """The keys of a mapping as written, without judging them; empty for anything else."""
        if not isinstance(self.node, yaml.MappingNode):
            return ()
        return tuple(str(key.value) for key, _ in self.node.value)

    @property
    def written(self) -> str:
        """What stands here, for a problem's `found`."""
        if isinstance(self.node, yaml.ScalarNode):
            return str(self.node.value)
        return "list" if isinstance(self.node, yaml.SequenceNode) else "mapping"

    @property
    def is_plain(self) -> bool:
        """Whether a scalar stands here without quotes."""
        return isinstance(self.node, yaml.ScalarNode) and not self.node.style


@dataclass(frozen=True, slots=True)
class Keys:
    """The known keys of one mapping; `fallback` (a file's `defaults`) answers for absent keys."""

    place: Place
    found: Mapping[str, Place]
    fallback: Keys | None = None

    def get(self, key: str) -> Place | None:
        """Find the value's place: here, else in the fallback, else None."""
        if key in self.found or self.fallback is None:
            return self.found.get(key)
        return self.fallback.get(key)

    def need(self, key: str) -> Place | None:
        """Find the value's place; record a missing key where there is none."""
        place = self.get(key)
        if place is None:
            self.place.report("missing_key", found=", ".join(self.found), expected=key)
        return place

    def take(self, key: str, read: Callable[[Place], V], otherwise: V) -> V:
        """Read a required key by `read`; `otherwise` is the stand-in where it is missing."""
        place = self.need(key)
        return otherwise if place is None else read(place)

    def read(self, key: str, read: Callable[[Place], V], otherwise: V) -> V:
        """Read an optional key by `read`, or take `otherwise` where the key is absent."""
        place = self.get(key)
        return otherwise if place is None else read(place)


def _some(register: Collection[str], most: int = 12) -> str:
    codes = sorted(register) if isinstance(register, (set, frozenset)) else list(register)
    return ", ".join(codes[:most]) + (", …" if len(codes) > most else "")


def open_yaml(path: Path, *, name: str, problems: list[LawProblem]) -> Place | None:
    """Open one YAML document of a file; None when it cannot be read at all (the problem says why).

    Raises OSError.
    """
    return open_content(path.read_bytes(), name=name, problems=problems)


def open_content(content: bytes, *, name: str, problems: list[LawProblem]) -> Place | None:
    """Open one YAML document; None when it cannot be read at all (the problem says why).

    Duplicate keys, anchors with aliases, tags, several documents and an empty file are problems.
    Nothing is built of a text that nests or holds more than any law does: whoever wrote it may want
    to exhaust the reader.
    """
    before = len(problems)
    try:
        text = content.decode("utf-8")
        _check_events(text, name, problems)
        node = yaml.compose(text, Loader=_LOADER) if len(problems) == before else None
    except UnicodeDecodeError:
        problems.append(LawProblem(name, 1, "not_yaml", "bytes", "UTF-8"))
        return None
    except yaml.YAMLError as error:
        problems.append(LawProblem(name, _line_of(error), "not_yaml", _reason_of(error), "YAML"))
        return None
    if len(problems) > before:
        return None
    if node is None:
        problems.append(LawProblem(name, 1, "not_yaml", '""', "YAML"))
        return None
    top = Place(name, node, problems)
    _check_keys(top)
    return top


def _check_events(text: str, name: str, problems: list[LawProblem]) -> None:
    """Report aliases, tags and what is too deep or too much, before anything is built of them."""
    depth = 0
    events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    for number, event in enumerate(events):
        line = int(event.start_mark.line) + 1
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            problems.append(LawProblem(name, line, "alias_used", "*", "value"))
        elif getattr(event, "tag", None) is not None:
            problems.append(LawProblem(name, line, "tag_used", str(event.tag), "value"))
        if depth > DEEPEST:
            problems.append(LawProblem(name, line, "too_deep", str(depth), str(DEEPEST)))
        if number > MOST_EVENTS:
            problems.append(LawProblem(name, line, "too_much", str(number), str(MOST_EVENTS)))
        if len(problems) > MOST_STRUCTURAL or depth > DEEPEST or number > MOST_EVENTS:
            return


def _line_of(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return int(mark.line) + 1 if mark else 1


def _reason_of(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")


def _check_keys(place: Place) -> None:
    """Report duplicate keys, which a plain loader takes in silence."""
    node = place.node
    if isinstance(node, yaml.ScalarNode):
        return
    if isinstance(node, yaml.MappingNode):
        _check_duplicates(place, node)
        children = [part for pair in node.value for part in pair]
    else:
        children = list(node.value)
    for child in children:
        _check_keys(Place(place.file, child, place.problems))


def _check_duplicates(place: Place, node: yaml.MappingNode) -> None:
    first: dict[str, int] = {}
    for key, _value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        at = Place(place.file, key, place.problems)
        if key.value in first:
            at.report("duplicate_key", found=key.value, expected=str(first[key.value]))
        first.setdefault(key.value, at.line)
