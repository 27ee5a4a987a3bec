"""What a draft law would change as a workbook: each answer with its day, reason and remedy."""

from __future__ import annotations

from canbo.engine.law import Law
from canbo.exchange.workbooks.keys import DERIVED, KeyColumn
from canbo.exchange.workbooks.writing import ListColumn
from canbo.reporting.exports.people import short_columns
from canbo.reporting.exports.writing import Export, Exported, Sheet, rows_of, write_export
from canbo.reporting.what_if import Fall, draft_effects

_FALLS, _EASED, _OPEN = "Sẽ không còn đạt", "Sẽ đạt hoặc nhẹ hơn", "Thiếu dữ liệu để kết luận"


def export_draft(
    export: Export, *, drafted: Law, unit: str | None = None, most: int | None = None
) -> Exported:
    """Write whose answers a drafted law changes, of those whom the actor may see.

    Raises AccountRefused (`not_allowed`), UnitUnknown, DraftTooMuch, ExportRefused.
    """
    told = draft_effects(
        actor=export.actor, at=export.at, perspective=export.perspective, drafted=drafted,
        unit=unit, most=most,
    )  # fmt: skip
    found = [
        (words, one)
        for words, falls in ((_FALLS, told.falls), (_EASED, told.eased), (_OPEN, told.open_))
        for one in falls
    ]
    columns = short_columns(drafted)

    def more(number: int, _: object) -> tuple[object, ...]:
        return _cells(*found[number])

    sheet = Sheet(
        kind="draft",
        name="Thử dự thảo luật",
        title="NGƯỜI CHỊU ẢNH HƯỞNG CỦA DỰ THẢO",
        notes=(
            f"Sẽ không còn đạt: {told.people} người; sẽ đạt hoặc nhẹ hơn: {told.eased_people} "
            f"người; chưa kết luận được vì thiếu dữ liệu: {told.open_people} người",
            "Dự thảo chưa phải là luật; những người đang giữ chức danh được coi là giữ nguyên",
        ),
        columns=(*(one.column for one in columns), *_COLUMNS),
        told={"unit": unit or "", "draft": told.draft},
    )
    people = [one.view.person for _, one in found]
    return write_export(export, sheet, rows_of(people, export.perspective, columns, more))  # type: ignore[arg-type]


def _cells(words: str, one: Fall) -> tuple[object, ...]:
    view = one.view
    return (
        words, one.day, view.post, view.dimension_words, one.before_words, one.after_words,
        view.required_words, view.held_words, view.grace_until, ", ".join(one.mend_words),
        view.citation,
    )  # fmt: skip


_COLUMNS = tuple(
    ListColumn(KeyColumn(f"{DERIVED}:{identity}", label), width, centred=width <= 13)
    for identity, label, width in (
        ("change", "Thay đổi", 18),
        ("day", "Từ ngày", 12),
        ("post", "Xét theo chức danh", 22),
        ("dimension", "Tiêu chuẩn", 20),
        ("before", "Theo luật hiện hành", 16),
        ("answer", "Theo dự thảo", 14),
        ("required", "Yêu cầu", 20),
        ("held", "Đang có", 20),
        ("grace", "Hạn", 12),
        ("mend", "Cần học", 22),
        ("text", "Văn bản, điều", 22),
    )
)
