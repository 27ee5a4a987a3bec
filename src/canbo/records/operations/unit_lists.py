"""Load official lists of units: names, places and changes as facts, one act, taken back like an
import.

Units that imports had proposed are found in the lists and go on under their ids; the official facts
take the place of what files had said of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.facts import FactKind
from canbo.engine.refusal import Refusal
from canbo.engine.units import Chronicle, Finding, FindingCode, Statement, take
from canbo.engine.units.identify import identify
from canbo.engine.units.province import of_province
from canbo.exchange.units import UnitFile
from canbo.records.operations.allowed import require
from canbo.records.operations.proposing import set_proposed
from canbo.records.operations.unit_batches import Act, close_batch, digest, open_batch
from canbo.records.operations.unit_plan import UnitPlan, plan_units
from canbo.records.operations.unit_report import UnitsReport, report_units
from canbo.records.operations.writing import (
    copy_rows,
    count_anew,
    hold_writers_lock,
    insert_facts,
    void_facts,
)
from canbo.records.queries import registers as stored_registers
from canbo.records.queries import stored

_REGISTER = ("id", "created_at", "created_act", "batch_id")
_MOST_GONE = 0.5  # of a level: a list that ends more of it is of another time, or of a part
_FEW = 20


class UnitsRefused(Refusal):
    """Lists that cannot be taken into this home; nothing of them is stored."""


def load_units(
    *,
    files: Sequence[UnitFile],
    actor: Actor,
    at: datetime,
    province: str = "",
    preview: bool = False,
) -> UnitsReport:
    """Take official lists in, all of them or nothing; `preview` only tells what would be.

    `province` narrows them to one province by its code, with those that it was joined with. What
    stands already is not stored again. Raises NotAllowed, UnitsRefused (`units_province_unknown`,
    `units_out_of_order`, `units_too_many_gone`).
    """
    require(actor, Permission.IMPORT)
    statements = tuple(file.statement for file in files)
    if province:
        statements = of_province(statements, province)
        if not any(getattr(one, "units", ()) for one in statements):
            raise UnitsRefused("units_province_unknown", {"province": province})
    with transaction.atomic():
        hold_writers_lock()
        chronicle = _chronicle_of(statements)
        plan = plan_units(chronicle, at=at)
        latest = max((void.fact.recorded_at for void in plan.voids), default=at)
        if latest > at:  # somebody wrote while this waited for its turn: it acts after them
            plan = plan_units(chronicle, at=latest)
        report = report_units(chronicle, plan, files)
        if preview or plan.is_empty:
            return report
        return replace(report, batch=_store(files, province, actor, plan, report))


def _chronicle_of(statements: Sequence[Statement]) -> Chronicle:
    standing = "voided_at IS NULL"
    chronicle = Chronicle.of(
        [(unit.id, unit.proposed) for unit in stored_registers.live_units()],
        stored.read_facts(FactKind.UNIT_NAME, standing),
        stored.read_facts(FactKind.UNIT_PLACEMENT, standing),
        stored.read_facts(FactKind.UNIT_CHANGE, standing),
    )
    _refuse_gone(chronicle, statements)
    _refuse_out_of_order(chronicle.findings)
    identify(chronicle)
    return chronicle


def _refuse_gone(chronicle: Chronicle, statements: Sequence[Statement]) -> None:
    """Take the statements; refuse when a list alone ends more than half of the known units."""
    before = sum(1 for one in chronicle.records.values() if _is_open(one))
    open_before = {one.id for one in chronicle.records.values() if _is_open(one)}
    take(chronicle, statements)
    gone = [
        one
        for one in chronicle.records.values()
        if one.id in open_before and not _is_open(one) and not chronicle.told_of(one.id)
    ]
    if len(gone) > max(_FEW, _MOST_GONE * before):
        raise UnitsRefused(
            "units_too_many_gone",
            {"count": len(gone), "of": before, "unit": gone[0].names[-1].name},
        )


def _is_open(record: Any) -> bool:
    return bool(record.names and record.names[-1].code and record.last_day is None)


def _refuse_out_of_order(findings: Sequence[Finding]) -> None:
    found = [one for one in findings if one.code is FindingCode.OUT_OF_ORDER]
    if found:
        first = found[0]
        raise UnitsRefused(
            "units_out_of_order",
            {
                "count": len(found), "file": first.document, "line": first.line,
                "found": first.found, "known": first.expected or "không có",
            },
        )  # fmt: skip


# --- storing ------------------------------------------------------------------------------------


def _store(
    files: Sequence[UnitFile], province: str, actor: Actor, plan: UnitPlan, report: UnitsReport
) -> int:
    act = Act(
        title=report.title,
        sha256=digest([province, *sorted(file.sha256 for file in files)]),
        mark="units",
        facts=plan.facts,
        voided=len(plan.voids),
        lines=report.lines,
        document={"identified": sorted(map(str, plan.identified))},
    )
    pen = open_batch(act, actor=actor, at=plan.at)
    rows = [(unit.id, plan.at, pen.act, pen.batch, unit.code, False) for unit in plan.units]
    copy_rows("records_unit", (*_REGISTER, "code", "proposed"), rows)
    set_proposed(plan.identified, proposed=False)
    void_facts(plan.voids, at=plan.at, act=pen.act)
    insert_facts(plan.facts, pen)
    told = {"units": dict(report.units), "findings": len(report.findings)}
    close_batch(act, pen, actor=actor, at=plan.at, told=told)
    count_anew("records_unit")
    return int(pen.batch or 0)
