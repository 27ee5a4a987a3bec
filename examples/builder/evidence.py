"""Counts the three figures from the rows that were written, by plain loops.

The rows are what an office can know; the truth decides only who the person of a row is. Taking a
row away or changing it and counting again predicts what an edit of a workbook does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from examples.builder.sheets import RowRecord
from examples.builder.truth import TrainingClass, Truth

AT_LEAST_INTERMEDIATE = frozenset({"TC", "CĐ", "ĐH", "ThS", "TS"})


@dataclass(frozen=True, slots=True)
class Window:
    """The days that the figures look at, both included; posts are looked at on the last."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Row:
    """One written row with what it says; `posts` and `professional` only in rosters."""

    file: str
    record: RowRecord
    person: str
    posts: tuple[str, ...] = ()
    professional: str = ""

    @property
    def place(self) -> tuple[str, str, int]:
        """Where the row stands: file, sheet, row as Excel counts."""
        return self.file, self.record.sheet, self.record.row


@dataclass(frozen=True, slots=True)
class Share:
    """The people of the base and those who meet the level or lack the data."""

    base: frozenset[str]
    met: frozenset[str]
    missing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Count:
    """The three figures with what stands behind each."""

    theory_people: frozenset[str]
    fostering: frozenset[tuple[str, str]]
    share: Share

    def difference(self, other: Count) -> dict[str, int]:
        """Say by how much `other` exceeds this count, part by part."""
        return {
            "intermediate_theory_people": len(other.theory_people) - len(self.theory_people),
            "fostering_attendances": len(other.fostering) - len(self.fostering),
            "share_base": len(other.share.base) - len(self.share.base),
            "share_numerator": len(other.share.met) - len(self.share.met),
            "share_missing": len(other.share.missing) - len(self.share.missing),
        }


def rows_of(truth: Truth, file: str, records: Sequence[RowRecord]) -> list[Row]:
    """Join the written rows with the truth: who it is, and what a roster says of posts, levels."""
    rows = []
    for record in records:
        person = truth.people[record.person]
        posts: tuple[str, ...] = ()
        level = ""
        if record.kind == "roster" and person.seat and person.levels:
            earlier = "professional" not in "".join(record.cells)
            posts = person.seat.earlier_posts if earlier else person.seat.posts
            level = "" if earlier else person.levels.professional.level
        rows.append(Row(file, record, person.id, posts, level))
    return rows


def count(rows: Sequence[Row], classes: Mapping[str, TrainingClass], window: Window) -> Count:
    """Count the three figures over the rows."""
    inside = {c.id for c in classes.values() if c.span.overlaps(window.first, window.last)}
    theory: set[str] = set()
    fostering: set[tuple[str, str]] = set()
    for row in rows:
        if row.record.kind != "class" or row.record.subject not in inside:
            continue
        held = classes[row.record.subject]
        if held.course == "LLCT-TC":
            theory.add(row.person)
        if held.kind == "fostering":
            fostering.add((row.person, held.id))
    return Count(frozenset(theory), frozenset(fostering), _share(rows))


def _share(rows: Sequence[Row]) -> Share:
    base, met, known = set(), set(), set()
    for row in rows:
        if any(post[0] in "XY" for post in row.posts):
            base.add(row.person)
        if row.professional:
            known.add(row.person)
        if row.professional in AT_LEAST_INTERMEDIATE:
            met.add(row.person)
    return Share(frozenset(base), frozenset(base & met), frozenset(base - known))
