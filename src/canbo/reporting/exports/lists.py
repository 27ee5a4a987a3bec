"""The lists of the office as workbooks: officials, the people of a figure, verdicts, a plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from canbo.accounts.access import require
from canbo.accounts.roles import Permission
from canbo.cycle import access as cycle
from canbo.cycle.access import NeedView, PlanView
from canbo.engine.figures import Kind, Window
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import write_date
from canbo.exchange.workbooks.writing import ListRow
from canbo.law import load
from canbo.records import access as records
from canbo.reporting import access
from canbo.reporting.comparing import Question, compare
from canbo.reporting.exports.people import person_columns, short_columns
from canbo.reporting.exports.writing import (
    Export,
    Exported,
    Sheet,
    derived_column,
    rows_of,
    unit_asked,
    write_export,
)


def export_officials(export: Export, *, search: str = "", unit: str | None = None) -> Exported:
    """Write whom the actor may see, as `records.list_officials` would list them.

    `unit` is a code or name. Raises AccountRefused (`not_allowed`), UnitUnknown, ExportRefused.
    """
    require(export.actor, Permission.SEE_OFFICIALS)
    perspective, law = export.perspective, load()
    top = unit_asked(unit, export)
    people = records.people_listed(
        actor=export.actor, at=export.at, perspective=perspective, search=search, unit=top
    )
    columns = person_columns(law, records.known_of_people(perspective))
    name = records.unit_names(perspective).get(top, "") if top else ""
    sheet = Sheet(
        kind="officials",
        name=f"Cán bộ {name}".strip(),
        title="DANH SÁCH CÁN BỘ, CÔNG CHỨC",
        notes=(f"Đơn vị: {name}",) if name else (),
        columns=tuple(one.column for one in columns),
        told={"unit": unit or "", "searched": bool(search)},
    )
    return write_export(export, sheet, rows_of(people, perspective, columns))


def export_figure(
    export: Export,
    *,
    name: str,
    window: Window,
    unit: str | None = None,
    parameters: access.Adjusted = access.AS_DEFINED,
) -> Exported:
    """Write the rows of a figure whose people the actor may see.

    Raises AccountRefused (`not_allowed`), UnknownFigure, UnitUnknown, ExportRefused.
    """
    (figure,) = access.figures(
        actor=export.actor, at=export.at, perspective=export.perspective, window=window,
        unit=unit, names=(name,), with_rows=True, parameters=parameters,
    )  # fmt: skip
    rows = tuple(row for row in figure.rows or () if row.person)  # the list is one of people
    columns = short_columns(load())
    is_share = figure.kind is Kind.SHARE
    derived = [derived_column("detail", figure.detail, 26)]
    if is_share:
        derived.append(derived_column("met", "Kết quả", 14))
    derived.append(derived_column("source", "Nguồn", 36))

    def more(number: int, _: object) -> tuple[str, ...]:
        row = rows[number]
        met = (figure.answer(row.met),) if is_share else ()
        return (row.detail, *met, row.source)

    sheet = Sheet(
        kind="figure",
        name=figure.label,
        title="DANH SÁCH NGƯỜI TRONG SỐ LIỆU",
        notes=(f"{figure.label}: {figure.display}", *_span(figure.first, figure.last)),
        columns=(*(one.column for one in columns), *derived),
        told={"figure": name, "unit": unit or ""},
    )
    people = [row.person for row in rows]
    return write_export(export, sheet, rows_of(people, export.perspective, columns, more))


def export_comparison(export: Export, question: Question) -> Exported:
    """Write a comparison: a row for each measure and unit, a column for each day.

    Numbers are numbers: a share stands as its percentage, with its exact counts beside it. Raises
    AccountRefused (`not_allowed`), UnknownFigure, ComparisonTooLarge, ExportRefused.
    """
    found = compare(question, actor=export.actor, at=export.at)
    days = [write_date(day.as_of) for day in found.days]
    has_shares = any(table.measure.kind is Kind.SHARE for table in found.tables)
    columns = [
        derived_column("measure", "Số liệu", 44), derived_column("unit", "Đơn vị", 30),
        derived_column("says", "Tính bằng", 10),
        *(derived_column(f"day{place}", day, 14) for place, day in enumerate(days)),
    ]  # fmt: skip
    if found.against:
        columns.append(derived_column("difference", "Chênh lệch", 12))
    if has_shares:
        columns += [derived_column(f"of{place}", f"Đạt/tổng số, {day}", 22)
                    for place, day in enumerate(days)]  # fmt: skip
    rows = [
        (
            table.measure.label, line.name, table.measure.unit,
            *(_number(cell.amount) for cell in line.cells),
            *((_number(line.difference),) if found.against else ()),
            *((cell.counted for cell in line.cells) if has_shares else ()),
        )
        for table in found.tables
        for line in table.lines
    ]  # fmt: skip
    sheet = Sheet(
        kind="comparison",
        name="So sánh số liệu",
        title="SO SÁNH SỐ LIỆU",
        notes=tuple(dict.fromkeys(
            f"{write_date(day.as_of)}: kỳ {_span(day.window.first, day.window.last)[0].lower()}"
            for day in found.days
        )),
        columns=tuple(columns),
        told={"figures": list(question.names), "units": len(question.units), "days": len(days)},
    )  # fmt: skip
    plain = replace(export, keyed=False)  # nothing in it can come back edited
    return write_export(plain, sheet, (ListRow(None, row) for row in rows))


def _number(amount: Fraction | None) -> int | float | None:
    """A whole number as one, a percentage to four decimals, nothing where there is no number."""
    if amount is None:
        return None
    return int(amount) if amount.denominator == 1 else round(float(amount), 4)


Reason = Callable[[NeedView, PlanView], str]


def export_plan(export: Export, *, year: int, reason: Reason) -> Exported | None:
    """Write the needs of a year's newest draft with their answers; None where there is no draft.

    The people are shown as on the plan's own day. `reason` puts an answer into words. Raises
    AccountRefused (`not_allowed`), ExportRefused.
    """
    plan = cycle.get_plan(year=year, actor=export.actor, at=export.at, with_answers=False)
    if plan is None:
        return None
    needs: Sequence[NeedView] = sorted(plan.needs, key=lambda need: not need.served)
    columns = short_columns(load())
    classes = {one.offered.code: one.offered for one in plan.classes}
    derived = (
        derived_column("course", "Cần học", 26),
        derived_column("served", "Xếp lớp", 10),
        derived_column("class", "Lớp", 26),
        derived_column("begins", "Khai giảng", 12),
        derived_column("cost", "Kinh phí (đồng)", 14),
        derived_column("reason", "Lý do", 40),
    )

    def more(number: int, _: object) -> tuple[object, ...]:
        need = needs[number]
        offered = classes.get(need.class_code) if need.served else None
        return (
            need.course_name, "Được xếp" if need.served else "Chưa",
            offered.name if offered else "", offered.first_day if offered else None,
            offered.cost if offered else None, reason(need, plan),
        )  # fmt: skip

    own = Perspective(plan.as_of, plan.known_at)
    sheet = Sheet(
        kind="plan",
        name=f"Kế hoạch {year}",
        title=f"KẾ HOẠCH ĐÀO TẠO, BỒI DƯỠNG NĂM {year}",
        notes=(f"Phương án máy đề xuất, lập ngày {write_date(plan.recorded_at.date())}",),
        columns=(*(one.column for one in columns), *derived),
        told={"year": year},
    )
    of_plan = Export(export.target, export.actor, export.at, own, export.keyed)
    people = [need.person for need in needs]
    return write_export(of_plan, sheet, rows_of(people, own, columns, more))  # type: ignore[arg-type]


def _span(first: date | None, last: date | None) -> tuple[str, ...]:
    if first is None or last is None:
        return ()
    return (f"Từ ngày {write_date(first)} đến ngày {write_date(last)}",)
