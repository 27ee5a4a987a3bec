"""What may be wrong with options, judged in columns: only those that are wrong become objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from canbo.engine.planning.training.columns import OptionTable
from canbo.engine.planning.training.flaws import Flaw, Partial
from canbo.engine.planning.training.problem import KEYS, FixedKind, Problem

Numbers = NDArray[np.int64]
LOWEST, HIGHEST = -(10**9), 10**9  # what an option may be worth beside its need
NEVER = 10**7  # a day after all days, as an ordinal


def judge_options(problem: Problem, partial: Partial) -> Iterator[Flaw]:
    """Find every flaw of the options, and the decided places that are none of them."""
    judged = _Judged(problem, partial)
    yield from judged.repeated()
    yield from judged.dangling()
    yield from judged.out_of_range()
    yield from judged.misplaced()
    if not partial.lacks("options", "needs", "people", "classes"):
        yield from judged.undecidable()


@dataclass(frozen=True)
class _Judged:
    """The options of a problem with what their needs and classes say; -1 is unknown."""

    problem: Problem
    partial: Partial

    @cached_property
    def table(self) -> OptionTable:
        return OptionTable.of(self.problem.options)

    @cached_property
    def need(self) -> Numbers:
        """The row of each option's need."""
        rows = {row.need: n for n, row in enumerate(self.problem.needs)}
        return _rows_of(self.table.needs, rows)[self.table.need]

    @cached_property
    def taught(self) -> Numbers:
        """The row of each option's class."""
        return _rows_of(self.table.class_ids, self.class_rows)[self.table.taught]

    @cached_property
    def class_rows(self) -> dict[str, int]:
        return {row.class_id: n for n, row in enumerate(self.problem.classes)}

    @cached_property
    def first_days(self) -> dict[str, Any]:
        days: dict[str, Any] = {}
        for session in self.problem.sessions:
            days[session.class_id] = min(days.get(session.class_id, session.begins), session.begins)
        return days

    def repeated(self) -> Iterator[Flaw]:
        """Find options given twice."""
        key = KEYS["options"]
        for place in self.table.repeated():
            option = self.problem.options[place]
            found = f"{option.need}, {option.class_id}"
            yield Flaw("options", place, key[0], "duplicate_key", found, ", ".join(key))

    def dangling(self) -> Iterator[Flaw]:
        """Find options of needs or classes that do not exist."""
        for column, target, names, codes in (
            ("need", "needs", self.table.needs, self.table.need),
            ("class_id", "classes", self.table.class_ids, self.table.taught),
        ):
            known = self._known(target)
            if known is None:
                continue
            strange = np.array([name not in known for name in names], dtype=bool)
            for place in np.flatnonzero(strange[codes]).tolist():
                found = names[codes[place]]
                yield Flaw("options", place, column, "dangling_reference", found, target)

    def _known(self, table: str) -> frozenset[str] | None:
        if table in self.partial.tables:
            return self.partial.tables[table]
        return frozenset(getattr(row, KEYS[table][0]) for row in getattr(self.problem, table))

    def out_of_range(self) -> Iterator[Flaw]:
        """Find options worth more than is sensible."""
        bonus = self.table.bonus
        for place in np.flatnonzero((bonus < LOWEST) | (bonus > HIGHEST)).tolist():
            found = str(self.problem.options[place].bonus)
            yield Flaw("options", place, "bonus", "out_of_range", found, f"{LOWEST}..{HIGHEST}")

    def misplaced(self) -> Iterator[Flaw]:
        """Find options whose class teaches another course or begins outside of the window."""
        needs, classes = self.problem.needs, self.problem.classes
        names = {row.course for row in needs} | {row.course for row in classes}
        course = {name: n for n, name in enumerate(sorted(names))}
        known = np.flatnonzero((self.need >= 0) & (self.taught >= 0))
        need, taught = self.need[known], self.taught[known]
        wanted = _numbers([course[row.course] for row in needs])[need]
        offered = _numbers([course[row.course] for row in classes])[taught]
        for place in known[wanted != offered].tolist():
            row, entry = needs[self.need[place]], classes[self.taught[place]]
            found = f"{entry.class_id}: {entry.course}"
            yield Flaw("options", place, "class_id", "other_course", found, row.course)
        if not self.partial.lacks("sessions"):
            yield from self._outside(known)

    def _outside(self, known: Numbers) -> Iterator[Flaw]:
        needs, classes, first = self.problem.needs, self.problem.classes, self.first_days
        days = [first.get(row.class_id) for row in classes]
        day = _numbers([NEVER if d is None else d.toordinal() for d in days])[self.taught[known]]
        begins = _numbers([row.first_day.toordinal() for row in needs])[self.need[known]]
        ends = _numbers([row.last_day.toordinal() for row in needs])[self.need[known]]
        outside = (day != NEVER) & ((day < begins) | (day > ends))
        for place in known[outside].tolist():
            row, class_id = needs[self.need[place]], classes[self.taught[place]].class_id
            found, window = f"{class_id}: {first[class_id]}", f"{row.first_day}..{row.last_day}"
            yield Flaw("options", place, "class_id", "outside_window", found, window)

    def undecidable(self) -> Iterator[Flaw]:
        """Find decided places that no option allows."""
        musts = [row for row in self.problem.fixed if row.kind is FixedKind.MUST]
        if not musts:
            return
        people = {row.person: n for n, row in enumerate(self.problem.people)}
        owner = _numbers([people.get(row.person, -1) for row in self.problem.needs])
        width = max(1, len(self.class_rows))
        known = (self.need >= 0) & (self.taught >= 0)
        pairs = owner[self.need[known]] * width + self.taught[known]
        wanted = {
            (people[row.person] * width + self.class_rows[row.class_id])
            if row.person in people and row.class_id in self.class_rows
            else -1
            for row in musts
        }
        possible = frozenset(pairs[np.isin(pairs, _numbers(sorted(wanted)))].tolist()) - {-1}
        for number, row in enumerate(self.problem.fixed):
            pair = people.get(row.person, -1) * width + self.class_rows.get(row.class_id, 0)
            is_known = row.person in people and row.class_id in self.class_rows
            if row.kind is FixedKind.MUST and not (is_known and pair in possible):
                found = f"{row.person}, {row.class_id}"
                yield Flaw("fixed", number, "class_id", "must_without_option", found, "options")


def _rows_of(names: Sequence[str], rows: dict[str, int]) -> Numbers:
    return _numbers([rows.get(name, -1) for name in names])


def _numbers(values: Sequence[int]) -> Numbers:
    return np.array(values, dtype=np.int64)
