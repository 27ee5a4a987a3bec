"""What a file's reading listed: by kinds where it is much, one by one, all as a workbook."""

from __future__ import annotations

import io
from typing import Any

from django.http import HttpRequest, HttpResponse

from canbo.exchange.workbooks.keys import DERIVED, KeyColumn
from canbo.exchange.workbooks.writing import ListColumn, ListHead, ListRow, write_list
from canbo.records.access.problems import Kept, Where
from canbo.web.office import import_words as words
from canbo.web.office.noted_workbooks import CONTENT_TYPE, disposition, name_of
from canbo.web.office.page import asked_page, asked_text

ROWS_A_PAGE = 100
_TITLE = "Ghi chú của canbo"
_COLUMNS = tuple(
    ListColumn(KeyColumn(f"{DERIVED}:{label}", label), width)
    for label, width in (
        ("Trang", 18), ("Ô", 8), (_TITLE, 70), ("Tìm thấy", 30), ("Cần", 26), ("Có phải", 26),
    )
)  # fmt: skip


def shown(request: HttpRequest, kept: Kept, total: int) -> dict[str, Any]:
    """What the template of problems shows of `total` that are kept: those of one kind (`loai`,
    `tt` the sheet, `cot`), or the kinds where there are more than a page holds."""
    where = Where(*(asked_text(request, name, 100) for name in ("loai", "tt", "cot")))
    if not where.code and total > ROWS_A_PAGE:
        kinds = words.kind_groups(kept.kinds())
        return {"kinds": kinds, "is_in_sheets": any(one.is_in_sheet for one in kinds)}
    page = asked_page(request)
    listed = kept.page(page, ROWS_A_PAGE, where)
    groups = words.problem_groups(listed.rows)
    return {
        "groups": groups,
        "is_in_sheets": words.are_in_sheets(groups),
        "is_of_kind": bool(where.code),
        "page": page,
        "pages": -(-listed.total // ROWS_A_PAGE),
    }


def workbook(kept: Kept, file: str) -> HttpResponse:
    """All that was listed of a file, as a workbook."""
    content = io.BytesIO()
    head = ListHead(_TITLE, (), _TITLE.upper(), (f"({file})",))
    rows = (ListRow(None, words.problem_line(one)) for one in kept.all())
    write_list(content, head=head, keyed=None, columns=_COLUMNS, rows=rows)
    response = HttpResponse(content.getvalue(), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = disposition(f"Ghi chú {name_of(file)}")
    response["Cache-Control"] = "no-store"
    return response
