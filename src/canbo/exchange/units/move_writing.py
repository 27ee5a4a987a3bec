"""Writes a table of moves: as a workbook of an office, or as CSV for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from canbo.engine.vietnamese import write_date
from canbo.exchange.units.moves import LABELS, WORDS
from canbo.exchange.workbooks.keys import KeyColumn
from canbo.exchange.workbooks.writing import ListColumn, ListHead, ListRow, write_list

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# In the workbook what a person reads and decides comes first, the held post's mark last.
_WIDTHS = {
    "ho_ten": 22, "don_vi_cu": 28, "chuc_danh_cu": 24, "viec": 8, "don_vi_moi": 26,
    "chuc_danh_moi": 24, "quyet_dinh": 14, "ngay_quyet_dinh": 12, "tu_ngay": 12, "ghi_chu": 34,
    "luot": 20,
}  # fmt: skip
_CENTRED = frozenset({"viec", "ngay_quyet_dinh", "tu_ngay"})
_MOST_CHOICES = 30


def write_moves(path: Path, rows: Iterable[Mapping[str, str]], day: date) -> int:
    """Write a proposal, for its writer's eyes only (0600); gives the number of lines.

    A name that ends in .csv asks for CSV; any other gives a workbook.
    """
    rows = list(rows)
    path.touch(mode=0o600)
    is_csv = path.suffix.lower() == ".csv"
    path.write_bytes(moves_content(rows) if is_csv else moves_workbook(rows, day))
    return len(rows)


def moves_content(rows: Iterable[Mapping[str, str]]) -> bytes:
    """A table as a spreadsheet program opens it: CSV in UTF-8 with its mark."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, tuple(LABELS), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _harmless(row.get(name, "")) for name in LABELS})
    return f"\ufeff{stream.getvalue()}".encode()


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def moves_workbook(rows: Sequence[Mapping[str, str]], day: date) -> bytes:
    """A proposal for a day as an .xlsx, what may be chosen offered in its cells."""
    stream = io.BytesIO()
    head = ListHead(
        sheet="Bố trí",
        issuer=(),
        title="BẢNG BỐ TRÍ NGƯỜI GIỮ CHỨC DANH Ở ĐƠN VỊ KHÔNG CÒN",
        notes=(
            f"Đề xuất cho ngày {write_date(day)}. Sửa các cột Việc, Đơn vị mới, Chức danh mới; "
            "giữ nguyên cột Lượt. Chỉ quyết định mới cho thôi hoặc sang chức danh khác.",
        ),
        foot=f"Bố trí khi sắp xếp đơn vị, {write_date(day)}",
    )
    listed = (
        ListRow(None, tuple(row.get(name, "") for name in _WIDTHS), ((),) * len(_WIDTHS))
        for row in rows
    )
    write_list(stream, head=head, keyed=None, columns=_columns(rows), rows=listed)
    return stream.getvalue()


def _columns(rows: Sequence[Mapping[str, str]]) -> tuple[ListColumn, ...]:
    return tuple(
        ListColumn(
            KeyColumn(f"move::{name}", LABELS[name], choices=_choices(name, rows)),
            width,
            centred=name in _CENTRED,
        )
        for name, width in _WIDTHS.items()
    )


def _choices(name: str, rows: Sequence[Mapping[str, str]]) -> tuple[tuple[str, str], ...]:
    """What may stand in a column: the three fates; units and posts where few are proposed."""
    if name == "viec":
        return tuple((word, fate.value) for fate, word in WORDS.items())
    if name not in {"don_vi_moi", "chuc_danh_moi"}:
        return ()
    proposed = sorted({row.get(name, "") for row in rows} - {""})
    return tuple((one, one) for one in proposed) if len(proposed) <= _MOST_CHOICES else ()
