"""The rows of a forecast, or of a backtest, as workbooks: those that the actor may see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from canbo.engine.vietnamese import write_date
from canbo.exchange.workbooks.writing import ListColumn
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
from canbo.reporting.forecasts.access import Question, outlook, tested
from canbo.reporting.forecasts.succession import BenchView, CandidateView, PostView, succession
from canbo.reporting.forecasts.views import Part, PartView, RowView


def export_forecast(export: Export, *, part: Part, question: Question) -> Exported:
    """Write the rows of one part of the forecast.

    Raises AccountRefused (`not_allowed`), UnitUnknown, ExportRefused.
    """
    found = outlook(actor=export.actor, at=export.at, question=question)
    derived = (
        derived_column("post", "Chức danh", 26),
        derived_column("unit", "Đơn vị", 24),
        derived_column("first", "Sớm nhất", 12),
        derived_column("last", "Muộn nhất", 12),
        derived_column("sure", "Mức", 11),
        derived_column("why", "Vì sao", 44),
    )
    notes = (f"Dự báo đến hết ngày {write_date(found.last)}",)
    return _write(export, found.part(part), derived, notes, _ahead)


def export_backtest(export: Export, *, question: Question) -> Exported:
    """Write the people of a backtest until the day of the export.

    Raises like `export_forecast`, and BacktestRefused (`backtest_backwards`).
    """
    until = export.perspective
    found = tested(actor=export.actor, at=export.at, question=question, until=until)
    derived = (
        derived_column("what", "Việc dự báo", 26),
        derived_column("said", "Đã dự báo", 26),
        derived_column("came", "Đã xảy ra", 26),
        derived_column("why", "Kết quả", 44),
    )
    notes = (
        f"Dự báo theo điều đã biết đến hết ngày {write_date(found.said_at)}",
        *found.cautions,
    )
    return _write(export, found.part, derived, notes, _past)


def export_bench(
    export: Export, *, question: Question, day: date | None, behind_each: int
) -> Exported:
    """Write who is planned for each key post and how they stand to it on the first day of a term.

    Raises like `export_forecast`, and BenchRefused (`bench_backwards`).
    """
    found = succession(
        actor=export.actor, at=export.at, question=question, day=day, behind_each=behind_each
    )
    columns = short_columns(load())
    derived = (
        derived_column("post", "Quy hoạch chức danh", 26),
        derived_column("unit", "Đơn vị của chức danh", 24),
        derived_column("fit", "Vào ngày ấy", 18),
        derived_column("courses", "Còn phải học", 26),
        derived_column("send", "Nên cử học", 11),
        derived_column("why", "Vì sao", 44),
    )
    sheet = Sheet(
        kind="bench",
        name="Nguồn nhân sự nhiệm kỳ tới",
        title="NGUỒN NHÂN SỰ NHIỆM KỲ TỚI",
        notes=_bench_notes(found),
        columns=(*(one.column for one in columns), *derived),
        told={"term": found.day.isoformat()},
    )
    lines = [(post, one) for post in found.posts for one in post.candidates]
    sent = {(one.person, one.post, one.unit) for one in found.studies}

    def more(number: int, _: object) -> tuple[object, ...]:
        post, one = lines[number]
        is_sent = (one.person, post.title, post.unit) in sent
        return _candidate(post, one, is_sent=is_sent)

    people = [one.person for _, one in lines]
    return write_export(export, sheet, rows_of(people, export.perspective, columns, more))


def _bench_notes(found: BenchView) -> tuple[str, ...]:
    notes = [
        f"Ngày đầu nhiệm kỳ: {write_date(found.day)}; {found.filled} / {found.wanted} chỗ có người "
        f"sẵn sàng, mỗi người tính một lần; {found.after} nếu {found.studying} người được nêu "
        "học xong"
    ]
    if found.hidden:
        notes.append(f"{found.hidden} lượt quy hoạch ở ngoài phạm vi của người xuất, không nêu tên")
    elif found.short:
        short = "; ".join(f"{post.title}, {post.unit}" for post in found.short)
        together = ", cùng nhau thiếu người" if len(found.short) > 1 else ""
        notes.append(f"Cần xem trước{together}: {short}")
    return tuple(notes)


def _candidate(post: PostView, one: CandidateView, *, is_sent: bool) -> tuple[object, ...]:
    courses, why = "; ".join(one.courses), "; ".join(one.reasons)
    return (post.title, post.unit, one.words, courses, "x" if is_sent else "", why)


def _write(
    export: Export,
    part: PartView,
    derived: Sequence[ListColumn],
    notes: tuple[str, ...],
    values: Callable[[RowView], tuple[object, ...]],
) -> Exported:
    columns = short_columns(load())
    sheet = Sheet(
        kind="forecast",
        name=f"Dự báo {part.label}",
        title=f"DỰ BÁO: {part.label.upper()}",
        notes=(*notes, *((part.within_rights,) if part.within_rights else ())),
        columns=(*(one.column for one in columns), *derived),
        told={"part": part.part.value},
    )

    def more(number: int, _: object) -> tuple[object, ...]:
        return values(part.rows[number])

    people = [row.person for row in part.rows]
    return write_export(export, sheet, rows_of(people, export.perspective, columns, more))


def _ahead(row: RowView) -> tuple[object, ...]:
    first, last = row.span or (None, None)
    sure = "chắc chắn" if row.sure else "có thể"
    return (row.post, row.unit, first, last, sure, row.detail)


def _past(row: RowView) -> tuple[object, ...]:
    return (row.post, row.unit, row.when, row.detail)
