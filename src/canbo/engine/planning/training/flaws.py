"""What may be wrong with a training problem; all of it is found, none of it is guessed away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from canbo.engine.planning.training.problem import KEYS, Level, Problem
from canbo.engine.refusal import Refusal

Keys = Mapping[str, tuple[str, ...]]

LARGEST = 10**15  # đồng and scores beyond this are a slip of the pen, and unsafe to add up

# table, field, the table it points to; `previous` may point to what is gone; options are judged
# in columns by `option_flaws`
REFERENCES = (
    ("people", "unit", "units"),
    ("needs", "person", "people"),
    ("needs", "course", "courses"),
    ("courses", "requires", "courses"),
    ("held", "person", "people"),
    ("held", "course", "courses"),
    ("classes", "course", "courses"),
    ("sessions", "class_id", "classes"),
    ("quotas", "course", "courses"),
    ("quotas", "unit", "units"),
    ("payers", "course", "courses"),
    ("fixed", "person", "people"),
    ("fixed", "class_id", "classes"),
)
RANGES = (
    ("units", "absence_cap", 0, LARGEST),
    ("needs", "severity", 1, 10**6),
    ("classes", "seats", 0, LARGEST),
    ("classes", "minimum", 0, LARGEST),
    ("classes", "cost", 0, 10**12),
    ("quotas", "places", 0, LARGEST),
    ("budgets", "year", 1, 9999),
    ("budgets", "amount", 0, LARGEST),
)
WINDOWS = (
    ("needs", "first_day", "last_day"),
    ("sessions", "begins", "ends"),
    ("quotas", "begins", "ends"),
)


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong: table ("rules" for the rules), row from 0, field, found and expected."""

    table: str
    row: int | None
    column: str | None
    code: str
    found: str
    expected: str


@dataclass(frozen=True)
class Partial:
    """Tables of which some rows could not be read, with the keys that could.

    What would need the lost rows is not judged, so that one slip is not reported twice.
    """

    tables: Mapping[str, frozenset[str] | None] = field(default_factory=dict)

    def lacks(self, *tables: str) -> bool:
        """Whether rows of one of the tables are lost."""
        return any(table in self.tables for table in tables)


class ProblemFlawed(Refusal):
    """The problem contradicts itself; `problems` lists every flaw."""

    def __init__(self, flaws: tuple[Flaw, ...]) -> None:
        first = flaws[0]
        place = f"{first.table}, {first.column}: {first.found} / {first.expected} ({first.code})"
        problems = [
            {"table": f.table, "row": f.row, "column": f.column, "code": f.code,
             "found": f.found, "expected": f.expected}
            for f in flaws
        ]  # fmt: skip
        super().__init__(
            "plan_problem_flawed", {"count": len(flaws), "first": place, "problems": problems}
        )
        self.flaws = flaws


def find_flaws(problem: Problem, partial: Partial | None = None) -> tuple[Flaw, ...]:
    """Find every flaw of a problem, table by table."""
    known = partial or Partial()
    return in_order((flaw for check in CHECKS for flaw in check(problem, known)), KEYS)


def in_order(flaws: Iterable[Flaw], tables: Iterable[str]) -> tuple[Flaw, ...]:
    """Sort flaws the way people read the files: the rules, then table by table."""
    order = {table: place for place, table in enumerate(["rules", *tables])}
    return tuple(sorted(flaws, key=lambda flaw: (order[flaw.table], flaw.row or 0)))


def _duplicates(problem: Problem, _partial: Partial) -> Iterator[Flaw]:
    return duplicates(problem, {table: key for table, key in KEYS.items() if table != "options"})


def duplicates(problem: object, keys: Keys) -> Iterator[Flaw]:
    """Find keys that a table of any kind of problem gives twice."""
    for table, key in keys.items():
        seen: dict[tuple[Any, ...], Any] = {}
        for number, row in enumerate(getattr(problem, table)):
            values = tuple(getattr(row, name) for name in key)
            earlier = seen.setdefault(values, row)
            if earlier is row:
                continue
            code = "duplicate_key"
            if table == "fixed" and earlier.kind is not row.kind:
                code = "must_and_never"
            yield Flaw(table, number, key[0], code, ", ".join(map(str, values)), ", ".join(key))


def _dangling(problem: Problem, partial: Partial) -> Iterator[Flaw]:
    return dangling(problem, partial, REFERENCES, KEYS)


def dangling(
    problem: object, partial: Partial, references: Sequence[tuple[str, str, str]], keys: Keys
) -> Iterator[Flaw]:
    """Find what points to a row that does not exist."""
    known = {table: _ids(problem, table, partial, keys) for _, _, table in references}
    for table, column, target in references:
        ids = known[target]
        if ids is None:
            continue
        for number, row in enumerate(getattr(problem, table)):
            value = getattr(row, column)
            if value is not None and value not in ids:
                yield Flaw(table, number, column, "dangling_reference", value, target)


def _ids(problem: object, table: str, partial: Partial, keys: Keys) -> frozenset[str] | None:
    if table in partial.tables:
        return partial.tables[table]
    return frozenset(getattr(row, keys[table][0]) for row in getattr(problem, table))


def _ranges(problem: Problem, _partial: Partial) -> Iterator[Flaw]:
    yield from ranges(problem, RANGES)
    yield from sexes(problem.people)


def ranges(problem: object, limits: Sequence[tuple[str, str, int, int]]) -> Iterator[Flaw]:
    """Find numbers outside of what is sensible."""
    for table, column, low, high in limits:
        for number, row in enumerate(getattr(problem, table)):
            value = getattr(row, column)
            if not low <= value <= high:
                yield Flaw(table, number, column, "out_of_range", str(value), f"{low}..{high}")


def sexes(people: Iterable[Any]) -> Iterator[Flaw]:
    """Find people whose sex is not written f or m."""
    for number, person in enumerate(people):
        if person.sex not in ("f", "m"):
            yield Flaw("people", number, "sex", "unknown_value", person.sex, "f | m")


def _windows(problem: Problem, _partial: Partial) -> Iterator[Flaw]:
    for table, first, last in WINDOWS:
        for number, row in enumerate(getattr(problem, table)):
            begins, ends = getattr(row, first), getattr(row, last)
            if ends < begins:
                yield Flaw(table, number, last, "ends_before_begins", str(ends), f"≥ {begins}")


def _sessions(problem: Problem, partial: Partial) -> Iterator[Flaw]:
    blocks = defaultdict(list)
    for number, session in enumerate(problem.sessions):
        blocks[session.class_id].append((session.begins, session.ends, number))
    for entries in blocks.values():
        entries.sort()
        for (_, ends, _), (begins, _, number) in pairwise(entries):
            if begins <= ends:
                yield Flaw("sessions", number, "begins", "blocks_overlap", f"{begins}", f"> {ends}")
    if partial.lacks("sessions"):
        return
    for number, entry in enumerate(problem.classes):
        if entry.class_id not in blocks:
            yield Flaw("classes", number, "class_id", "no_session", entry.class_id, "sessions")


def _rules(problem: Problem, _partial: Partial) -> Iterator[Flaw]:
    rules = problem.rules
    named = [level for level, _ in rules.weights]
    if sorted(named) != sorted(Level):
        yield Flaw("rules", None, "weights", "unknown_value", str(named), " | ".join(Level))
    for level, weight in rules.weights:
        if abs(weight) > 10**6:
            column = f"objective.weights.{level}"
            yield Flaw("rules", None, column, "out_of_range", str(weight), "-1000000..1000000")
    if rules.classes_per_person_year < 0:
        found = str(rules.classes_per_person_year)
        yield Flaw("rules", None, "classes_per_person_year", "out_of_range", found, "≥ 0")
    fairness = rules.fairness
    if fairness and not 0 <= fairness.share <= 1:
        yield Flaw("rules", None, "fairness.share", "out_of_range", str(fairness.share), "0..1")
    if fairness and not 0 <= fairness.penalty <= 10**9:
        found = str(fairness.penalty)
        yield Flaw("rules", None, "fairness.penalty", "out_of_range", found, "0..1000000000")


def _options(problem: Problem, partial: Partial) -> Iterator[Flaw]:
    from canbo.engine.planning.training.option_flaws import judge_options

    return judge_options(problem, partial)


Check = Callable[[Problem, Partial], Iterator[Flaw]]
CHECKS: tuple[Check, ...] = (
    _rules, _duplicates, _dangling, _ranges, _windows, _sessions, _options,
)  # fmt: skip
