"""What a load of units answers: what is new, what was found again, what to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from canbo.engine.units import Chronicle, Finding, FindingCode, said_on
from canbo.exchange.units import UnitFile
from canbo.records.operations.intake.report import count_facts
from canbo.records.operations.unit_plan import UnitPlan


@dataclass(frozen=True, slots=True)
class SourceSays:
    """What one source says became of a unit: codes and names."""

    source: str
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitsDisagree:
    """A unit of which two sources tell different successors; both stand."""

    unit: UUID
    code: str
    name: str
    day: date
    says: tuple[SourceSays, ...]


@dataclass(frozen=True, slots=True)
class UnitsReport:
    """A load of units. `batch` is None for a preview, and where nothing was new.

    `units` counts those created, identified (proposed by files before) and known already.
    """

    batch: int | None
    title: str
    files: tuple[tuple[str, str, int], ...]  # name, day, lines
    units: Mapping[str, int]
    facts: Mapping[str, int]
    voided: int
    disagree: tuple[UnitsDisagree, ...]
    findings: tuple[Finding, ...]
    already_known: bool

    @property
    def lines(self) -> int:
        """How many lines the files have."""
        return sum(count for _, _, count in self.files)

    def as_json(self) -> dict[str, Any]:
        """The JSON document of the command."""
        return {
            "batch": self.batch,
            "title": self.title,
            "already_known": self.already_known,
            "files": [
                {"file": name, "day": day, "lines": lines} for name, day, lines in self.files
            ],
            "units": dict(self.units),
            "facts": dict(self.facts),
            "voided": self.voided,
            "disagreements": [asdict(one) for one in self.disagree],
            "problems": [
                {
                    "file": one.document, "line": one.line, "code": one.code.value,
                    "found": one.found, "expected": one.expected,
                    "unit": str(one.unit) if one.unit else None,
                }
                for one in self.findings
            ],
        }  # fmt: skip


def report_units(chronicle: Chronicle, plan: UnitPlan, files: Sequence[UnitFile]) -> UnitsReport:
    """Tell what a plan would store."""
    official = sum(1 for one in chronicle.records.values() if any(n.code for n in one.names))
    new, found = len(plan.units), len(plan.identified)
    return UnitsReport(
        batch=None,
        title=_title(files),
        files=tuple((one.name, said_on(one.statement).isoformat(), one.lines) for one in files),
        units={"created": new, "identified": found, "known": official - new - found},
        facts=count_facts(plan.facts),
        voided=len(plan.voids),
        disagree=tuple(_disagree(chronicle)),
        findings=tuple(_with_ids(chronicle)),
        already_known=plan.is_empty,
    )


def _title(files: Sequence[UnitFile]) -> str:
    first, *others = (one.name for one in files)
    more = f" và {len(others)} tệp khác" if others else ""
    return f"Danh mục đơn vị hành chính: {first}{more}"


def _with_ids(chronicle: Chronicle) -> Iterator[Finding]:
    """The findings, each with the id under which the home keeps its unit."""
    for one in chronicle.findings:
        yield replace(one, unit=chronicle.id_of(one.unit)) if one.unit else one


def _disagree(chronicle: Chronicle) -> list[UnitsDisagree]:
    found = []
    for finding in chronicle.findings:
        if finding.code is not FindingCode.SOURCES_DISAGREE or finding.unit is None:
            continue
        unit = chronicle.id_of(finding.unit)
        told = [one for one in chronicle.told_of(finding.unit) if one.successor and one.days.first]
        day = max(one.days.first for one in told if one.days.first)
        says: dict[str, list[str]] = {}
        for one in told:
            if one.days.first == day and one.successor is not None:
                successor = chronicle.records[chronicle.id_of(one.successor)]
                called = successor.called(day) or successor.names[-1]
                says.setdefault(one.source.document, []).append(f"{called.code} {called.name}")
        code, _, name = finding.found.partition(" ")
        sources = tuple(SourceSays(source, tuple(sorted(names))) for source, names in says.items())
        found.append(UnitsDisagree(unit, code, name, day, sources))
    return found


def counted_findings(findings: Sequence[Finding]) -> Mapping[FindingCode, int]:
    """How many findings there are of each code."""
    return Counter(one.code for one in findings)
