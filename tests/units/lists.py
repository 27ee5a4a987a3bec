"""Small lists of units, written as offices and the statistics office write them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from canbo.engine.units import Chronicle, Statement, UnitRecord, take
from canbo.exchange.units import read_unit_file

HISTORY = "level,code,name,type,parent_code,valid_from,valid_to,decrees_from"
WIDE = "province_code,province,district_code,district,ward_code,ward,ward_type"
FLAT = "code,name,type,parent_code"
CONVERSION = (
    "old_code,old_name,old_parent_code,new_code,new_name,new_parent_code,new_parent,merge_kind"
)
PAIRS = "old_code,new_code"
FIRST = date(2004, 8, 31)


def written(folder: Path, name: str, *lines: str) -> Path:
    """A file of these lines."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def statement(folder: Path, name: str, *lines: str) -> Statement:
    """What a file of these lines states."""
    return read_unit_file(written(folder, name, *lines)).statement


def taken(*statements: Statement) -> Chronicle:
    """The chronicle of these statements."""
    chronicle = Chronicle()
    take(chronicle, statements)
    return chronicle


def day(text: str) -> date:
    return date.fromisoformat(text)


def on(chronicle: Chronicle, text: str) -> dict[str, str]:
    """The units of a day: code and name."""
    called = (record.called(day(text)) for record in chronicle.alive(day(text)))
    return {one.code: one.name for one in called if one is not None}


def unit(chronicle: Chronicle, code: str, text: str) -> UnitRecord:
    """The unit that bears a code on a day."""
    found = chronicle.with_code(code, day(text))
    assert found is not None, f"nobody bears {code} on {text}"
    return found


def pairs(chronicle: Chronicle) -> set[tuple[str, str, str, str]]:
    """All changes told: kind, old code, new code, part."""
    found = set()
    for told in chronicle.changes:
        old = chronicle.records[told.predecessor]
        new = chronicle.records[told.successor] if told.successor else None
        before = [one for one in old.names if one.days.first != told.days.first]
        found.add(
            (
                told.kind.value,
                (before or old.names)[0].code,
                new.names[-1].code if new else "",
                told.part.value,
            )
        )
    return found


def codes_of(findings: Iterable[object]) -> list[str]:
    return [str(one.code) for one in findings]  # type: ignore[attr-defined]
