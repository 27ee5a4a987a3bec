"""The people of a rotation as a workbook: where each one goes, in which chain, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from canbo.cycle.access import rotations as cycle
from canbo.cycle.access.rotations import ReasonView, RotationView
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import write_date
from canbo.law import load
from canbo.reporting.exports.people import short_columns
from canbo.reporting.exports.writing import (
    Export,
    Exported,
    Sheet,
    derived_column,
    rows_of,
    write_export,
)


def export_rotation(export: Export, *, reason: Callable[[ReasonView], str]) -> Exported | None:
    """Write the newest rotation, those who move first, chain by chain; None where there is none.

    The people are shown as on the rotation's own day. `reason` puts an answer into words. Raises
    AccountRefused (`not_allowed`), ExportRefused.
    """
    found = cycle.get_rotation(actor=export.actor, at=export.at)
    if found is None:
        return None
    places = _places(found)
    last = (len(found.chains), 0)
    people = sorted(found.reasons, key=lambda one: places.get(one.person, last))
    columns = short_columns(load())
    derived = (
        derived_column("moves", "Phương án", 12),
        derived_column("post", "Chức vụ mới", 30),
        derived_column("unit", "Đơn vị mới", 26),
        derived_column("chain", "Chuỗi", 8),
        derived_column("position", "Thứ tự", 8),
        derived_column("reason", "Lý do", 50),
    )

    def more(number: int, _: object) -> tuple[object, ...]:
        one = people[number]
        chain, position = places.get(one.person, (None, None))
        moved = one.seat if one.person in places else None
        return (
            "Chuyển" if moved else "Ở lại" if one.seat else "Không bố trí",
            moved.title if moved else "", moved.unit if moved else "",
            None if chain is None else chain + 1, position, reason(one),
        )  # fmt: skip

    own = Perspective(found.as_of, found.known_at)
    sheet = Sheet(
        kind="rotation",
        name="Phương án luân chuyển",
        title="PHƯƠNG ÁN LUÂN CHUYỂN, ĐIỀU ĐỘNG CÁN BỘ",
        notes=(f"Phương án máy đề xuất, lập ngày {write_date(found.recorded_at.date())}",),
        columns=(*(one.column for one in columns), *derived),
        told={"moves": found.moves},
    )
    of_plan = Export(export.target, export.actor, export.at, own, export.keyed)
    rows = rows_of([one.person for one in people], own, columns, more)  # type: ignore[arg-type]
    return write_export(of_plan, sheet, rows)


def _places(found: RotationView) -> Mapping[UUID, tuple[int, int]]:
    """The chain and the position of each mover whom the actor may know."""
    return {
        step.person: (number, position)
        for number, chain in enumerate(found.chains)
        for position, step in enumerate(chain.steps, start=1)
        if step.person is not None
    }
