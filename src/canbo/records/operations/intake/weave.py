"""Rows of surely new people stored by their contents: the facts of one content are planned once.

In each group of columns the first row of a content is read and planned by itself, by the readers
and keepers of single rows, and so is one more for each column whose values are only carried over.
Where these rows show that nothing but the carried values tells their facts apart, what they come
to is the pattern of all rows of the content: its lines, as COPY takes them, with a place for the
person, the row and each carried value. A content that takes more than that has no pattern; its
rows are read one by one.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import zip_longest
from typing import Any
from uuid import UUID

import numpy as np

from canbo.engine.facts import NOTE_KINDS, Fact, FactKind, Particular, Retirement
from canbo.exchange.workbooks.bulk import OTHER, moved
from canbo.exchange.workbooks.contents import Carried, GroupContents
from canbo.exchange.workbooks.reading import Problem, RosterRow
from canbo.records.models.shapes import SHAPE_OF, name_keys
from canbo.records.operations.intake.plan import Waiting
from canbo.records.operations.intake.review import field_of
from canbo.records.operations.writing import Pen

_OF_ITS_OWN = frozenset({"id", "key", "person_id"})
_NEVER_ALIKE = (Retirement,)  # what somebody who has left held is settled by the whole row
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

Subject = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tried:
    """What one probe comes to: facts, what a person must look at, how many cells are listed."""

    facts: list[Fact]
    problems: tuple[Problem, ...]
    listed: int


Planner = Callable[[GroupContents, RosterRow], Tried | None]


@dataclass(frozen=True, slots=True)
class Loom:
    """How probes are planned, which post of another unit is like one, and who writes."""

    plan: Planner
    alike: Callable[[UUID, UUID], UUID]
    pen: Pen


def subject_of(fact: Any) -> Subject:
    """What a fact is about, as far as two columns might both say it."""
    kind = SHAPE_OF[type(fact)].kind
    begins = fact.validity.begins
    year = str(begins.year) if kind is FactKind.RATING and begins else ""
    return kind.value, field_of(fact) + year


def is_note(fact: Any) -> bool:
    """Whether a fact is a remark: several columns may say one remark together."""
    return isinstance(fact, Particular) and fact.kind in NOTE_KINDS


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of a pattern: the line of a table with places for `%`.

    The places are filled with id, key, the carried values of `before`, the row, the person and
    the carried values of `after`: a number is that of a carried column in the group, an id that of
    a post, in whose place stands the one like it in the row's unit.
    """

    table: str
    text: str
    before: tuple[int | UUID, ...]
    after: tuple[int | UUID, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What every row of one content comes to."""

    lines: tuple[Line, ...]
    kinds: tuple[FactKind, ...]
    subjects: frozenset[Subject]
    has_note: bool
    problems: tuple[Problem, ...]  # as of the first row
    listed: int


@dataclass(slots=True)
class Woven:
    """Lines of COPY by table, how many facts of each kind they are, and what is listed."""

    lines: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    facts: Counter[FactKind] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    listed: int = 0


class Weaver:
    """Makes the lines of plain rows of one roster."""

    def __init__(self, waiting: Waiting, loom: Loom) -> None:
        self._rows = waiting.rows.rows
        contents = waiting.rows.contents(waiting.day)
        self._groups = [_Group(one, waiting, loom) for one in contents]
        self._said_by: dict[Subject, _Group] = {}
        self._shared: set[Subject] = set()

    def patterns(self, place: int) -> list[tuple[_Group, Pattern]] | None:
        """The patterns of one row, None where it has to be read by itself."""
        found: list[tuple[_Group, Pattern]] = []
        for group in self._groups:
            number = group.content_of[place]
            if number not in group.patterns:
                group.patterns[number] = self._learn(group, number)
            pattern = group.patterns[number]
            if pattern is None:
                return None
            if pattern.lines or pattern.listed or pattern.problems:
                found.append((group, pattern))
        return None if self._in_doubt(found) else found

    def _learn(self, group: _Group, number: int) -> Pattern | None:
        pattern = group.learn(number)
        for subject in pattern.subjects if pattern is not None else ():
            if self._said_by.setdefault(subject, group) is not group:
                self._shared.add(subject)
        return pattern

    def _in_doubt(self, found: Sequence[tuple[_Group, Pattern]]) -> bool:
        """Whether two groups of columns speak of one thing, or of one remark."""
        if sum(pattern.has_note for _, pattern in found) > 1:
            return True
        if not self._shared:
            return False
        said = Counter(subject for _, pattern in found for subject in pattern.subjects)
        return any(said[subject] > 1 for subject in self._shared)

    def weave(
        self, woven: Woven, place: int, person: UUID, patterns: Sequence[tuple[_Group, Pattern]]
    ) -> None:
        """Add the lines of one row."""
        row, who = str(self._rows[place] + 1), str(person)
        lines, facts = woven.lines, woven.facts
        ids = fresh_ids(2 * sum(len(pattern.lines) for _, pattern in patterns))
        for group, pattern in patterns:
            for line in pattern.lines:
                before = [group.value(pick, place) for pick in line.before]
                after = [group.value(pick, place) for pick in line.after]
                values = (next(ids), next(ids), *before, row, who, *after)
                lines[line.table].append(line.text % values)
            facts.update(pattern.kinds)
            woven.problems += (moved(one, self._rows[place]) for one in pattern.problems)
            woven.listed += pattern.listed


class _Group:
    """The contents of one group of columns and the patterns learnt so far."""

    def __init__(self, contents: GroupContents, waiting: Waiting, loom: Loom) -> None:
        self._contents = contents
        self._rows = waiting.rows.rows
        self._units = waiting.units
        self._loom = loom
        self._posts: dict[tuple[UUID, UUID | None], str] = {}
        carried = [*contents.carried, *_keys_of_names(contents)]
        self._numbers: list[list[int]] = [one.of_row.tolist() for one in carried]
        self._values = [list(map(copied, one.values)) for one in carried]
        places = np.array(waiting.places, np.int64)
        of_place = contents.of_row[places]
        order = np.argsort(of_place, kind="stable")
        numbers = np.arange(int(of_place.max(initial=-1)) + 2)
        self._order: list[int] = places[order].tolist()
        self._starts: list[int] = np.searchsorted(of_place[order], numbers).tolist()
        self.content_of: list[int] = contents.of_row.tolist()
        self.patterns: dict[int, Pattern | None] = {}

    def value(self, pick: int | UUID, place: int) -> str:
        """What a row says in a carried column, as COPY takes it, or the post it means."""
        if isinstance(pick, int):
            return self._values[pick][self._numbers[pick][place]]
        unit = self._units[place]
        found = self._posts.get((pick, unit))
        if found is None:
            found = str(self._loom.alike(pick, unit)) if unit is not None else ""
            self._posts[pick, unit] = found
        return found

    def learn(self, number: int) -> Pattern | None:
        """Read and plan the probes of a content."""
        places = self._order[self._starts[number] : self._starts[number + 1]]
        probes = self._probes(places)
        planned = [self._planned(place) for place in probes]
        tried = [one for one in planned if one is not None]
        if len(tried) < len(planned) or not self._is_plain(tried[0].facts, probes[0]):
            return None
        facts, lines = tried[0].facts, []
        for told in zip_longest(*(one.facts for one in tried)):
            line = self._line(told, probes)
            if line is None:
                return None
            lines.append(line)
        if not self._tell_the_same(tried, probes):
            return None
        return Pattern(
            tuple(lines),
            tuple(SHAPE_OF[type(fact)].kind for fact in facts),
            frozenset(subject_of(fact) for fact in facts if not is_note(fact)),
            any(map(is_note, facts)),
            tried[0].problems,
            tried[0].listed,
        )

    def _tell_the_same(self, tried: Sequence[Tried], probes: Sequence[int]) -> bool:
        """Whether the same is to be told of each probe, each at its own row."""
        first = tried[0]
        return all(
            one.listed == first.listed
            and one.problems == tuple(moved(p, self._rows[place]) for p in first.problems)
            for one, place in zip(tried, probes, strict=True)
        )

    def _is_plain(self, facts: Sequence[Fact], place: int) -> bool:
        if any(isinstance(fact, _NEVER_ALIKE) for fact in facts):
            return False
        if not any(map(is_note, facts)):
            return True
        return self._contents.kind == OTHER and not self._contents.tells_levels(place)

    def _probes(self, places: Sequence[int]) -> list[int]:
        """The first row, and for each carried column one that says something else, if any does."""
        first = places[0]
        found = [first]
        for numbers in self._numbers[: len(self._contents.carried)]:
            if any(numbers[one] != numbers[first] for one in found):
                continue
            other = next((one for one in places if numbers[one] != numbers[first]), None)
            if other is not None:
                found.append(other)
        return found

    def _planned(self, place: int) -> Tried | None:
        row = self._contents.read(place)
        return self._loom.plan(self._contents, row) if row is not None else None

    def _line(self, told: Sequence[Fact | None], probes: Sequence[int]) -> Line | None:
        """The line that a fact of each probe has in common, None where there is none."""
        if None in told or len(set(map(type, told))) > 1:
            return None
        shape = SHAPE_OF[type(told[0])]  # type: ignore[index]
        pen = self._loom.pen
        own = {"recorded_by": pen.recorded_by, "act": pen.act, "batch": pen.batch}
        rows = [tuple(map(copied, shape.row(fact, **own))) for fact in told]
        posts = {column for column, register in shape.pointers if register == "post"}
        fields: list[str] = []
        picks: dict[str, list[int | UUID]] = {"before": [], "after": []}
        part = "before"
        for column, *values in zip(shape.written, *rows, strict=True):
            if column in _OF_ITS_OWN:
                fields.append("%s")
            elif column == "cell":
                stem = _stem(values, [str(self._rows[one] + 1) for one in probes])
                if stem is None:
                    return None
                fields.append(stem.replace("%", "%%") + "%s")
                part = "after"
            elif len(set(values)) == 1:
                fields.append(values[0].replace("%", "%%"))
            else:
                pick = self._pick(values, probes, is_post=column in posts)
                if pick is None:
                    return None
                fields.append("%s")
                picks[part].append(pick)
        text = "\t".join(fields) + "\n"
        return Line(shape.table, text, tuple(picks["before"]), tuple(picks["after"]))

    def _pick(
        self, values: Sequence[str], probes: Sequence[int], *, is_post: bool
    ) -> int | UUID | None:
        """The one carried column that says these values in the probes' rows, or the like post."""
        picks = [UUID(values[0])] if is_post else range(len(self._values))
        found = [
            pick
            for pick in picks
            if all(self.value(pick, p) == v for p, v in zip(probes, values, strict=True))
        ]
        return found[0] if len(found) == 1 else None


def _stem(cells: Sequence[str], rows: Sequence[str]) -> str | None:
    """The addresses without their rows, if each ends in its own row and they are else the same."""
    stems = {
        cell.removesuffix(row) if cell.endswith(row) else None
        for cell, row in zip(cells, rows, strict=True)
    }
    found = stems.pop()
    return found if not stems and found is not None and found[-1:].isalpha() else None


def _keys_of_names(contents: GroupContents) -> Iterator[Carried]:
    """The keys that are stored beside a name, as carried values of their own."""
    shape = SHAPE_OF[Particular]
    for one in contents.carried:
        if one.role == "name":
            keys = list(map(name_keys, one.values))
            for number in range(len(shape.key_columns)):
                yield Carried("key", one.of_row, [key[number] for key in keys])


def copied(value: Any) -> str:
    r"""A value as the text format of COPY takes it: \N for nothing."""
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value).translate(_ESCAPES)


def fresh_ids(count: int) -> Iterator[str]:
    """So many new random ids (UUID version 4), as the database reads them."""
    drawn = np.frombuffer(os.urandom(16 * count), np.uint8).reshape(count, 16).copy()
    drawn[:, 6] = drawn[:, 6] & 0x0F | 0x40
    drawn[:, 8] = drawn[:, 8] & 0x3F | 0x80
    told = drawn.tobytes().hex()
    return (told[start : start + 32] for start in range(0, len(told), 32))
