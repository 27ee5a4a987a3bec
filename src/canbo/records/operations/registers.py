"""What facts point to: stored with an import; units confirmed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.facts import FactKind, UnitPlacement
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import spelling_key
from canbo.journal.operations import next_seq, write_entry
from canbo.records.models import Unit
from canbo.records.operations.allowed import require
from canbo.records.operations.intake.classes import class_key
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.replacing import replace_fact
from canbo.records.operations.writing import Pen, copy_rows, hold_writers_lock
from canbo.records.queries import stored
from canbo.records.queries.seals import seals_of

_REGISTER = ("id", "created_at", "created_act", "batch_id")


class RegisterRefused(Refusal):
    """A unit or post cannot be confirmed so."""


def insert(plan: Plan, pen: Pen) -> None:
    """Store the registers that a plan made."""
    _insert_units(plan, pen)
    copy_rows("records_person", _REGISTER, [_head(one, plan, pen) for one in plan.people])
    _insert_posts(plan, pen)
    _insert_classes(plan, pen)
    _insert_terms(plan, pen)
    _insert_elections(plan, pen)
    _insert_schemes(plan, pen)


def _head(identity: UUID, plan: Plan, pen: Pen) -> tuple[Any, ...]:
    return identity, plan.at, pen.act, pen.batch


def _insert_units(plan: Plan, pen: Pen) -> None:
    columns = (*_REGISTER, "code", "proposed")
    rows = [(*_head(one.id, plan, pen), one.code, one.proposed) for one in plan.units.values()]
    copy_rows("records_unit", columns, rows)


def _insert_posts(plan: Plan, pen: Pen) -> None:
    columns = (
        *_REGISTER, "unit_id", "title", "title_as_written", "title_spelling", "post_class",
        "level", "managed_by", "proposed",
    )  # fmt: skip
    rows = [
        (
            *_head(one.id, plan, pen), one.unit, one.title, one.title_as_written,
            spelling_key(one.title_as_written), one.post_class, one.level, one.managed_by,
            one.proposed,
        )
        for one in plan.posts.values()
    ]  # fmt: skip
    copy_rows("records_post", columns, rows)


def _insert_classes(plan: Plan, pen: Pen) -> None:
    further = ("place", "decision_number", "decision_date", "document", "cell")
    columns = (
        *_REGISTER, "name", "name_spelling", "kind", "course", "begins", "ends", "institution",
        "proposed", *further,
    )  # fmt: skip
    rows = [
        (
            *_head(one.id, plan, pen), one.name, class_key(one.name), one.kind, one.course,
            _iso(one.begins), _iso(one.ends),
            one.institution, True, *(more[column] for column in further),
        )
        for one, more in plan.classes.values()
    ]  # fmt: skip
    copy_rows("records_trainingclass", columns, rows)


def _insert_terms(plan: Plan, pen: Pen) -> None:
    columns = (*_REGISTER, "unit_id", "body", "ordinal", "begins", "ends")
    rows = [
        (
            *_head(one.id, plan, pen), one.unit, one.body, one.ordinal, _iso(one.begins),
            _iso(one.ends),
        )
        for one in plan.terms.values()
    ]  # fmt: skip
    copy_rows("records_term", columns, rows)


def _insert_elections(plan: Plan, pen: Pen) -> None:
    columns = (*_REGISTER, "term_id", "kind", "day", "name")
    rows = [
        (*_head(one.id, plan, pen), one.term, one.kind, _iso(one.day), one.name)
        for one in plan.elections.values()
    ]
    copy_rows("records_election", columns, rows)


def _insert_schemes(plan: Plan, pen: Pen) -> None:
    columns = (
        *_REGISTER, "unit_id", "name", "name_spelling", "begins", "ends", "decision_number",
    )  # fmt: skip
    rows = [
        (
            *_head(one.id, plan, pen), one.unit, one.name, spelling_key(one.name),
            _iso(one.begins), _iso(one.ends), one.decision_number,
        )
        for one in plan.schemes.values()
    ]  # fmt: skip
    copy_rows("records_scheme", columns, rows)


def _iso(day: PartialDate | None) -> str:
    return day.iso() if day else ""


def confirm_unit(
    *,
    unit: UUID,
    actor: Actor,
    at: datetime,
    code: str = "",
    area: str | None = None,
    parent: UUID | None = None,
) -> None:
    """Confirm a unit that an import proposed; give it another code, its area, or its parent.

    `area` is "delta" or "mountain" (it decides standards), "" takes it back, None leaves it.
    `parent` is the unit it stands under, for files that do not name it; None leaves it.
    Raises NotAllowed, RegisterRefused (`unit_unknown`, `unit_code_taken`, `unit_area_unknown`,
    `unit_under_itself`).
    """
    require(actor, Permission.CONFIRM)
    if area not in (None, "", "delta", "mountain"):
        raise RegisterRefused("unit_area_unknown", {"area": area})
    with transaction.atomic():
        hold_writers_lock()
        found = Unit.objects.filter(id=unit, withdrawn_at=None).first()
        if found is None:
            raise RegisterRefused("unit_unknown", {"code": str(unit)})
        pen = Pen(actor.id, next_seq(), None)
        _set_code(found, code)
        _set_place(unit, {"area": area, "parent": parent}, pen, at)
        data = {"code": found.code, "area": area, "parent": parent, "seals": seals_of(pen.act)}
        write_entry(
            actor_id=actor.id, actor_name=actor.name, action="confirm_unit", at=at,
            subject=f"unit:{unit}", data=data,
        )  # fmt: skip


def _set_code(unit: Unit, code: str) -> None:
    unit.proposed = False
    unit.code = code or unit.code
    try:
        with transaction.atomic():
            unit.save(update_fields=["proposed", "code"])
    except IntegrityError as error:
        raise RegisterRefused("unit_code_taken", {"code": code}) from error


def _set_place(unit: UUID, told: Mapping[str, Any], pen: Pen, at: datetime) -> None:
    """Correct area and parent, where they are told, in every placement of the unit that stands."""
    parent = told["parent"]
    if parent is not None:
        _refuse_parent(unit, parent)
    for found in _placements(unit):
        changed = {
            name: value
            for name, value in told.items()
            if value is not None and value != getattr(found, name)
        }
        if changed:
            replace_fact(found, changed, pen, at=at)


def _placements(unit: UUID) -> list[UnitPlacement]:
    """Where a unit stands, by all placements that stand."""
    standing = "unit_id = %s AND voided_at IS NULL"
    return stored.read_facts(FactKind.UNIT_PLACEMENT, standing, [unit])


def _refuse_parent(unit: UUID, parent: UUID) -> None:
    """Refuse a parent that is no unit of today's lists, or that stands below the unit."""
    if not Unit.objects.filter(id=parent, withdrawn_at=None).exists():
        raise RegisterRefused("unit_unknown", {"code": str(parent)})
    seen, above = set(), {parent}
    while above:
        if unit in above:
            raise RegisterRefused("unit_under_itself", {"unit": str(unit)})
        seen |= above
        found = {one.parent for lower in above for one in _placements(lower) if one.parent}
        above = found - seen
