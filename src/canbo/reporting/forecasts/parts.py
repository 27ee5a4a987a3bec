"""The parts of a forecast: what each is called, how it is counted, its rows and its table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from canbo.engine.forecast import Forecast
from canbo.reporting.forecasts import lines, rows
from canbo.reporting.forecasts.views import LineView, Part, PartView, RowView
from canbo.reporting.forecasts.words import Named


@dataclass(frozen=True, slots=True)
class _Told:
    """How one part is told."""

    part: Part
    label: str
    says: str
    rows: Callable[[Forecast, Named], Iterator[RowView]]
    lines: Callable[[Forecast, Named], tuple[LineView, ...]]


PARTS = (
    _Told(
        Part.RETIREMENTS,
        "Nghỉ hưu",
        "Người giữ chức danh (không kể người hoạt động không chuyên trách) theo ngày đầu hưởng "
        "lương hưu: tuổi nghỉ hưu của luật vào ngày xem, tính từ tháng sinh; có quyết định nghỉ "
        "thì theo quyết định. Chỉ biết năm sinh thì ngày nghỉ là một khoảng, không đoán.",
        rows.retirement_rows,
        lines.retirement_lines,
    ),
    _Told(
        Part.TERMS,
        "Hết nhiệm kỳ",
        "Chức danh theo nhiệm kỳ của cấp ủy, hội đồng nhân dân, đoàn thể mà người đang giữ được "
        "bầu, và chức danh có ghi ngày thôi hoặc thời hạn điều động. Nhiệm kỳ chỉ ghi năm thì có "
        "thể hết vào ngày nào của năm ấy.",
        rows.term_rows,
        lines.term_lines,
    ),
    _Told(
        Part.VACANCIES,
        "Chức danh sẽ khuyết",
        "Chức danh sẽ khuyết vì nghỉ hưu hoặc hết nhiệm kỳ (việc nào đến trước), và người trong "
        "quy hoạch của chính chức danh ấy vào ngày xem.",
        rows.vacancy_rows,
        lines.vacancy_lines,
    ),
    _Told(
        Part.NEEDS,
        "Nhu cầu đào tạo, bồi dưỡng",
        "Số đầu là chắc chắn: người đang giữ chức danh, đủ dữ liệu, chưa đạt tiêu chuẩn của ngày "
        "xem, chưa học lớp bù được và chưa nghỉ hưu trong năm ấy. Số sau là có thể: thêm người "
        "thiếu dữ liệu, người sắp nghỉ, người trong quy hoạch. Luật có hiệu lực sau ngày xem không "
        "được tính.",
        rows.need_rows,
        lines.need_lines,
    ),
    _Told(
        Part.FIELDS,
        "Ngành còn thiếu",
        "Chức danh đòi ngành đào tạo: bao nhiêu người đang giữ chưa đúng ngành, và đến hết kỳ nếu "
        "người đúng ngành nghỉ hưu mà chưa ai thay.",
        rows.field_rows,
        lines.field_lines,
    ),
)


def part_view(told: _Told, found: Forecast, named: Named) -> PartView:
    """Tell one part of a forecast, its rows in the order of their days."""
    months = lines.month_lines(found) if told.part is Part.RETIREMENTS else ()
    ordered = sorted(
        told.rows(found, named), key=lambda row: (row.span is None, row.span or (), row.name)
    )
    return PartView(
        told.part,
        told.label,
        told.says,
        told.lines(found, named),
        tuple(ordered),
        len(ordered),
        months,
    )
