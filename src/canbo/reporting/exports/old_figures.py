"""An old report tried against the records, as a workbook: its lines may be uploaded again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from canbo.engine.refusal import Refusal
from canbo.exchange.workbooks.keys import DERIVED, KeyColumn
from canbo.exchange.workbooks.writing import ListColumn, ListRow
from canbo.reporting.exports.writing import Export, Exported, Sheet, write_export
from canbo.reporting.old_figures import SuspectView
from canbo.reporting.old_lines import COLUMNS, TriedLine

_WIDTHS = (34, 12, 12, 12, 12, 20)
_MORE = (
    ("value", "Số tính lại", 14),
    ("verdict", "Kết luận", 26),
    ("likely", "Có thể", 12),
    ("person", "Họ và tên", 24),
    ("detail", "Chi tiết", 24),
    ("why", "Vì sao", 32),
    ("source", "Nguồn", 32),
)
_LABELS = [
    *((key, label, width) for (key, label), width in zip(COLUMNS.items(), _WIDTHS, strict=True)),
    *_MORE,
]


def export_old_figures(
    export: Export, *, tried: Sequence[TriedLine], words: Callable[[Refusal], str]
) -> Exported:
    """Write the lines as they were given, what came of each, and whoever is likely amiss below it.

    `tried` is of `try_lines` for the same actor; `words` says what is wrong in a line. Raises
    ExportRefused.
    """
    columns = tuple(
        ListColumn(KeyColumn(f"{DERIVED}:{key}", label), width, centred=width <= 14)
        for key, label, width in _LABELS
    )
    same = sum(one.found is not None and one.found.reproduced for one in tried)
    sheet = Sheet(
        kind="old_figures",
        name="Đối chiếu số liệu cũ",
        title="ĐỐI CHIẾU SỐ LIỆU CŨ VỚI HỒ SƠ",
        notes=(f"{same} của {len(tried)} số liệu tính lại được",),
        columns=columns,
        told={"lines": len(tried)},
    )
    rows = (row for one in tried for row in _rows(one, words))
    return write_export(export, sheet, rows)


def _rows(one: TriedLine, words: Callable[[Refusal], str]) -> Iterator[ListRow]:
    line, found = one.line, one.found
    written = (line.name, line.printed, line.as_of, line.first, line.last, line.unit)
    if found is None:
        told = ("", " ".join(words(each) for each in one.wrong), "", "", "", "", "")
        yield _row((*written, *told))
        return
    hidden = f"; {found.hidden} người nữa ngoài phạm vi của bạn" if found.hidden else ""
    yield _row((*written, found.display, f"{found.verdict}{hidden}", "", "", "", "", ""))
    for likely, suspects in (("sót", found.missing), ("thừa", found.extra)):
        for each in suspects:
            yield _row((*[""] * len(written), "", "", *_cells(likely, each)))


def _cells(likely: str, one: SuspectView) -> tuple[str, ...]:
    return likely, one.name, one.detail, one.why, one.source


def _row(values: tuple[str, ...]) -> ListRow:
    return ListRow(None, values, ((),) * len(values))
