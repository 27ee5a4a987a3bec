"""One form for one problem: rows in the order of their keys, and a fingerprint of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from canbo.engine.planning.training.columns import OptionTable
from canbo.engine.planning.training.problem import KEYS, Problem, Rules
from canbo.engine.timeline import PartialDate

T = TypeVar("T")
Keys = Mapping[str, tuple[str, ...]]


def canonical(problem: Problem) -> Problem:
    """Sort every table by its key, so that the order of rows changes nothing in a plan."""
    return sorted_tables(problem, KEYS)


def sorted_tables(problem: T, keys: Keys) -> T:
    """Sort every table of a problem of any kind by its key."""
    tables: dict[str, Any] = {table: _sorted(problem, table, key) for table, key in keys.items()}
    return replace(problem, **tables)  # type: ignore[type-var]


def _sorted(problem: object, table: str, key: tuple[str, ...]) -> Sequence[Any]:
    rows = getattr(problem, table)
    if isinstance(rows, OptionTable):
        return rows.in_order()
    return tuple(sorted(rows, key=lambda row: _order(row, key)))


def _order(row: Any, key: tuple[str, ...]) -> list[tuple[bool, Any]]:
    values = (getattr(row, name) for name in key)
    return [(value is not None, value if value is not None else "") for value in values]


def fingerprint(problem: Problem) -> str:
    """Give the SHA-256 of the canonical tables and rules, the same for CSV and Parquet."""
    return fingerprint_of(problem, KEYS, _plain_rules(problem.rules))


def fingerprint_of(problem: object, keys: Keys, rules: dict[str, Any]) -> str:
    """Give the SHA-256 of the tables of a problem of any kind, and of its plain rules."""
    digest = hashlib.sha256()
    for table, key in keys.items():
        digest.update(f"\n{table}\n".encode())
        for line in _lines(_sorted(problem, table, key)):
            digest.update(line)
    digest.update(b"\nrules\n" + _line(rules))
    return digest.hexdigest()


def _lines(rows: Sequence[Any]) -> Iterator[bytes]:
    """Write each row as a line; options in columns give the very lines that objects give."""
    if isinstance(rows, OptionTable):
        needs = {name: json.dumps(name, ensure_ascii=False) for name in rows.needs}
        class_ids = {name: json.dumps(name, ensure_ascii=False) for name in rows.class_ids}
        for need, taught, bonus in rows.cells():
            line = f"[{needs[need]}, {class_ids[taught]}, {bonus}]\n"
            yield line.encode("utf-8", "surrogatepass")
        return
    for row in rows:
        yield _line([getattr(row, field.name) for field in fields(row)])


def _plain_rules(rules: Rules) -> dict[str, Any]:
    fairness = rules.fairness
    return {
        "weights": {level.value: weight for level, weight in sorted(rules.weights)},
        "classes_per_person_year": rules.classes_per_person_year,
        "leaders_together": rules.leaders_together,
        "fairness": fairness and {"share": fairness.share, "penalty": fairness.penalty},
        "keep_previous": rules.keep_previous,
    }


def _line(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain)
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PartialDate):
        return value.iso()
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    raise TypeError(type(value).__name__)
