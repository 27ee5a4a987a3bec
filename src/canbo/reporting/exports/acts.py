"""Acts of the journal as a workbook, as the page tells them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from canbo.exchange.workbooks.writing import ListRow
from canbo.reporting.exports.writing import Export, Exported, Sheet, derived_column, write_export


def export_acts(
    export: Export, rows: Iterable[tuple[int, str, str, str]], *, is_cut: bool
) -> Exported:
    """Write acts: number, moment, who, what, in words that the caller chose by right.

    `is_cut`: there were more than the file holds. Raises ExportRefused.
    """
    columns = (
        derived_column("seq", "Số trong nhật ký", 16), derived_column("at", "Lúc", 22),
        derived_column("who", "Ai", 32), derived_column("what", "Việc", 80),
    )  # fmt: skip
    notes = ("Mới nhất trước." if not is_cut else "Mới nhất trước; còn việc cũ hơn ngoài tệp này.",)
    sheet = Sheet("journal", "Nhật ký", "NHẬT KÝ CÔNG VIỆC", notes, columns, {"cut": is_cut})
    plain = replace(export, keyed=False)  # nothing in it can come back edited
    return write_export(plain, sheet, (ListRow(None, row) for row in rows))
