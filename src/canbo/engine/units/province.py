"""Narrow statements to one province, with the provinces that it was joined with or parted from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from canbo.engine.facts.vocabulary import UnitLevel
from canbo.engine.units.lists import (
    Conversion,
    HistoricUnit,
    ListedUnit,
    Statement,
    UnitConversion,
    UnitHistory,
    UnitList,
)


def of_province(statements: Sequence[Statement], code: str) -> tuple[Statement, ...]:
    """Keep what concerns the province that has, or had, this code; nothing when none has it."""
    districts = _districts(statements)
    provinces = _connected(statements, code, districts)
    kept = {district for district, above in districts.items() if above & provinces}
    old_codes: set[str] = set()
    found: list[Statement] = []
    for statement in statements:
        if isinstance(statement, UnitConversion):
            found.append(_conversion(statement, provinces, kept, old_codes))
        else:
            units = tuple(unit for unit in statement.units if _is_of(unit, provinces, kept))
            old_codes.update(unit.code for unit in units)
            found.append(replace(statement, units=units))  # type: ignore[arg-type]
    return tuple(_second(found, old_codes))


def _listed(statements: Iterable[Statement]) -> Iterator[ListedUnit | HistoricUnit]:
    for statement in statements:
        if isinstance(statement, UnitList | UnitHistory):
            yield from statement.units


def _districts(statements: Iterable[Statement]) -> dict[str, set[str]]:
    """The provinces that each district ever stood under, by codes."""
    found: dict[str, set[str]] = defaultdict(set)
    for unit in _listed(statements):
        if unit.level is UnitLevel.DISTRICT:
            found[unit.code].add(unit.parent)
    return found


def _connected(
    statements: Iterable[Statement], code: str, districts: Mapping[str, set[str]]
) -> set[str]:
    """The province and all that districts or conversions connect it with, step by step."""
    linked: dict[str, set[str]] = defaultdict(set)
    for above in districts.values():
        _link(linked, above)
    for statement in statements:
        if isinstance(statement, UnitConversion):
            for row in statement.rows:
                old = districts.get(row.old_parent, set())
                _link(linked, old | ({row.new_parent} if row.new_parent else set()))
    found: set[str] = set()
    waiting = [code]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(linked[one])
    return found


def _link(linked: dict[str, set[str]], codes: set[str]) -> None:
    for code in codes:
        linked[code] |= codes


def _is_of(unit: ListedUnit | HistoricUnit, provinces: set[str], districts: set[str]) -> bool:
    if unit.level is UnitLevel.PROVINCE:
        return unit.code in provinces
    return unit.parent in (provinces if len(unit.parent) == 2 else districts)


def _conversion(
    conversion: UnitConversion, provinces: set[str], districts: set[str], old_codes: set[str]
) -> UnitConversion:
    if not conversion.official:
        return conversion
    rows = tuple(
        row for row in conversion.rows if row.old_parent in districts or row.new_parent in provinces
    )
    old_codes.update(row.old_code for row in rows)
    return replace(conversion, rows=rows)


def _second(statements: list[Statement], old_codes: set[str]) -> Iterator[Statement]:
    for statement in statements:
        if isinstance(statement, UnitConversion) and not statement.official:
            rows = tuple(row for row in statement.rows if _old(row) in old_codes)
            yield replace(statement, rows=rows)
        else:
            yield statement


def _old(row: Conversion) -> str:
    return row.old_code or row.old_parent
