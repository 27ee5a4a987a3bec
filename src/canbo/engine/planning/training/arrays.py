"""A problem as arrays: one number per option, for what is too many for one object each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from canbo.engine.planning.training.columns import OptionTable
from canbo.engine.planning.training.problem import FixedKind, Problem

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Options:
    """The options of a canonical problem, in order; everything is numbered by its table's rows."""

    problem: Problem

    @cached_property
    def count(self) -> int:
        """The number of options."""
        return len(self.problem.options)

    @cached_property
    def table(self) -> OptionTable:
        """The options in columns."""
        return OptionTable.of(self.problem.options)

    @cached_property
    def need(self) -> Numbers:
        """The need of each option."""
        rows = {row.need: n for n, row in enumerate(self.problem.needs)}
        return _numbers([rows[name] for name in self.table.needs])[self.table.need]

    @cached_property
    def taught(self) -> Numbers:
        """The class of each option."""
        rows = {row.class_id: n for n, row in enumerate(self.problem.classes)}
        return _numbers([rows[name] for name in self.table.class_ids])[self.table.taught]

    @cached_property
    def people(self) -> dict[str, int]:
        """The number of each person."""
        return {row.person: n for n, row in enumerate(self.problem.people)}

    @cached_property
    def units(self) -> dict[str, int]:
        """The number of each unit."""
        return {row.unit: n for n, row in enumerate(self.problem.units)}

    @cached_property
    def courses(self) -> dict[str, int]:
        """The number of each course."""
        return {row.course: n for n, row in enumerate(self.problem.courses)}

    @cached_property
    def person(self) -> Numbers:
        """The person of each option."""
        return _numbers([self.people[row.person] for row in self.problem.needs])[self.need]

    @cached_property
    def unit(self) -> Numbers:
        """The unit of each option's person."""
        return _numbers([self.units[row.unit] for row in self.problem.people])[self.person]

    @cached_property
    def leads(self) -> Flags:
        """Whether the option's person leads the unit."""
        return np.array([row.is_leader for row in self.problem.people], dtype=bool)[self.person]

    @cached_property
    def course(self) -> Numbers:
        """The course of each option."""
        return self.course_of_class[self.taught]

    @cached_property
    def course_of_class(self) -> Numbers:
        """The course of each class."""
        return _numbers([self.courses[row.course] for row in self.problem.classes])

    @cached_property
    def value(self) -> Numbers:
        """What each option is worth in the weighted objective."""
        weights = dict(self.problem.rules.weights)
        worth = _numbers([weights[row.level] * row.severity for row in self.problem.needs])
        return worth[self.need] + self.table.bonus

    @cached_property
    def blocks(self) -> tuple[Numbers, Numbers, Numbers]:
        """The blocks: class, first and last day as ordinals; in order of class and day."""
        rows = {row.class_id: n for n, row in enumerate(self.problem.classes)}
        found = sorted(
            (rows[s.class_id], s.begins.toordinal(), s.ends.toordinal())
            for s in self.problem.sessions
        )
        columns = _numbers(found).reshape(-1, 3)
        return columns[:, 0], columns[:, 1], columns[:, 2]

    @cached_property
    def first_day(self) -> Numbers:
        """The first day of each class, as an ordinal."""
        days = np.full(len(self.problem.classes), np.iinfo(np.int64).max)
        np.minimum.at(days, self.blocks[0], self.blocks[1])
        return days

    @cached_property
    def last_day(self) -> Numbers:
        """The day on which each class has ended, as an ordinal."""
        days = np.zeros(len(self.problem.classes), dtype=np.int64)
        np.maximum.at(days, self.blocks[0], self.blocks[2])
        return days

    @cached_property
    def year(self) -> Numbers:
        """The calendar year in which each class counts."""
        first: dict[str, int] = {}
        for row in self.problem.sessions:
            known = first.get(row.class_id, row.begins.year)
            first[row.class_id] = min(known, row.begins.year)
        return _numbers([first[row.class_id] for row in self.problem.classes])

    @cached_property
    def sources(self) -> tuple[tuple[str, ...], ...]:
        """The sources that may pay, by `payment`."""
        return tuple(self._payments[0])

    @cached_property
    def payment(self) -> Numbers:
        """Which set of sources may pay for each option."""
        groups = sorted({row.group for row in self.problem.people})
        rows = {group: n for n, group in enumerate(groups)}
        group = _numbers([rows[row.group] for row in self.problem.people])[self.person]
        return self._payments[1][self.course, group]

    @cached_property
    def _payments(self) -> tuple[list[tuple[str, ...]], Numbers]:
        groups = sorted({row.group for row in self.problem.people})
        table = np.zeros((len(self.courses), max(1, len(groups))), dtype=np.int64)
        found: dict[tuple[str, ...], int] = {}
        for course, row in self.courses.items():
            for column, group in enumerate(groups):
                allowed = {
                    payer.source
                    for payer in self.problem.payers
                    if payer.course in (None, course) and payer.group in (None, group)
                }
                table[row, column] = found.setdefault(tuple(sorted(allowed)), len(found))
        return list(found), table

    def pairs(self, kind: FixedKind) -> Numbers:
        """The decided (person, class) pairs of a kind, as `pair` writes them."""
        rows = {row.class_id: n for n, row in enumerate(self.problem.classes)}
        return self.joined(
            [(row.person, rows[row.class_id]) for row in self.problem.fixed if row.kind is kind]
        )

    @cached_property
    def pair(self) -> Numbers:
        """Person and class of each option in one number."""
        return self.person * max(1, len(self.problem.classes)) + self.taught

    @cached_property
    def previous(self) -> Flags:
        """Whether the previous plan had the option's place, and whether that counts."""
        if not self.problem.rules.keep_previous:
            return np.zeros(self.count, dtype=bool)
        rows = {row.class_id: n for n, row in enumerate(self.problem.classes)}
        wanted = [
            (row.person, rows[row.class_id])
            for row in self.problem.previous
            if row.person in self.people and row.class_id in rows
        ]
        return np.isin(self.pair, self.joined(wanted))

    def joined(self, pairs: Sequence[tuple[str, int]]) -> Numbers:
        """Write (person, class number) pairs as `pair` does."""
        width = max(1, len(self.problem.classes))
        return _numbers([self.people[person] * width + taught for person, taught in pairs])

    @cached_property
    def waits(self) -> Flags:
        """Whether the option's course requires another that the person does not hold yet."""
        width = max(1, len(self.courses))
        required = self.required[self.course]
        held = [
            self.people[row.person] * width + self.courses[row.course] for row in self.problem.held
        ]
        return (required >= 0) & ~np.isin(self.person * width + required, _numbers(held))

    @cached_property
    def required(self) -> Numbers:
        """The course that each course requires; -1 is none."""
        return _numbers(
            [
                -1 if row.requires is None else self.courses[row.requires]
                for row in self.problem.courses
            ]
        )

    @cached_property
    def targets(self) -> Numbers:
        """How many needs of each unit fairness wants served."""
        fairness = self.problem.rules.fairness
        share = fairness.share if fairness else 0
        sizes = np.zeros(len(self.units), dtype=np.int64)
        np.add.at(sizes, _numbers([self.units[row.unit] for row in self.problem.people]), 1)
        return _numbers([-int(-share * int(size) // 1) for size in sizes])


def _numbers(values: Sequence[Any]) -> Numbers:
    return np.array(values, dtype=np.int64)
