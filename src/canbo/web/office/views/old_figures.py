"""An old report against the records: its numbers typed or uploaded, tried, and taken out again.

The lines travel in the form: whatever was typed comes back in the page, also what cannot be read,
and goes into the workbook, which may be uploaded again. No table holds them.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from canbo.accounts.roles import Permission
from canbo.engine.figures import MEASURES
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import clean, write_date
from canbo.exchange.units import UnitFileRefused
from canbo.records import access as records
from canbo.reporting import exports
from canbo.reporting.exports import Export
from canbo.reporting.old_figures import SuspectView
from canbo.reporting.old_lines import OldLine, TriedLine, lines_of_file, try_lines
from canbo.web.messages import sentence
from canbo.web.office.noted_workbooks import CONTENT_TYPE, disposition
from canbo.web.office.page import answers, office_page, show
from canbo.web.office.uploads import FIELD
from canbo.web.unit_words import problem_words

MOST_LINES = 40
LARGEST = 2 * 2**20  # bytes of a table of so few lines
BLANK_AT_FIRST, BLANK_MORE = 4, 5
SUSPECTS_SHOWN = 20  # of each line; the workbook has them all
UNITS_OFFERED = 2000
MOST_PROBLEMS = 20
# the fields of a line in the form, in the order of OldLine
FIELDS = ("so_lieu", "so_in", "vao_ngay", "tu", "den", "don_vi")


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as the page shows it: what was written, what is wrong, what came of it."""

    line: OldLine
    wrong: tuple[str, ...] = ()
    tried: TriedLine | None = None
    address: str = ""
    days: str = ""
    suspects: tuple[tuple[str, int, tuple[SuspectView, ...]], ...] = ()


@answers("GET", "POST")
@office_page(permission=Permission.SEE_FIGURES, here="figures")
def old_figures(request: HttpRequest) -> HttpResponse:
    """Take lines of an old report, tell what the records give, or give that as a workbook."""
    if request.method != "POST":
        return _page(request, [Shown(OldLine())] * BLANK_AT_FIRST)
    lines, problems = _lines(request)
    way = request.POST.get("viec", "")
    if problems:
        return _page(request, [Shown(one) for one in lines], problems=problems)
    if way == "them" or not lines:
        return _page(request, [*(Shown(one) for one in lines), *[Shown(OldLine())] * BLANK_MORE])
    view = request.page_view
    tried = try_lines(
        actor=request.actor, at=request.now, known_at=view.perspective.known_at,
        today=view.perspective.as_of, lines=lines,
    )  # fmt: skip
    if way == "xuat":
        return _workbook(request, tried)
    return _page(request, [_shown(request, one) for one in tried], is_tried=True)


# --- what the form says ---------------------------------------------------------------------------


def _lines(request: HttpRequest) -> tuple[list[OldLine], list[str]]:
    """The lines typed and those of the file, with what is wrong in the file as a whole."""
    columns = [request.POST.getlist(name)[: 2 * MOST_LINES] for name in FIELDS]
    typed = [OldLine(*(clean(one[:400]) for one in row)) for row in zip(*columns, strict=False)]
    lines, problems = [one for one in typed if not one.is_empty], []
    file = next(iter(request.FILES.getlist(FIELD)), None)
    if getattr(request, "upload_refused", ()) or (file and (file.size or 0) > LARGEST):
        problems = [f"Tệp quá lớn: nhiều nhất {LARGEST // 2**20} MB cho một bảng số liệu."]
    elif file is not None:
        try:
            found = lines_of_file(file.name or "bang.csv", file.read())
        except UnitFileRefused as refused:
            problems = [problem_words(one) for one in refused.problems[:MOST_PROBLEMS]]
        else:
            lines = [*lines, *found]
            if not found:
                problems = [f"Tệp “{file.name}” không có dòng số liệu nào dưới hàng tiêu đề."]
    if len(lines) > MOST_LINES:
        data = {"count": len(lines), "most": MOST_LINES}
        problems = [*problems, sentence(Refusal("old_lines_too_many", data))]
        lines = typed[:MOST_LINES]  # the file is still with whoever sent it
    return lines, problems


# --- what the page shows --------------------------------------------------------------------------


def _workbook(request: HttpRequest, tried: Sequence[TriedLine]) -> HttpResponse:
    target = io.BytesIO()
    export = Export(target, request.actor, request.now, request.page_view.perspective, keyed=False)
    made = exports.export_old_figures(export, tried=tried, words=sentence)
    response = HttpResponse(target.getvalue(), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = disposition(made.file)
    response["Cache-Control"] = "no-store"
    return response


def _shown(request: HttpRequest, one: TriedLine) -> Shown:
    if one.found is None or one.asked is None:
        return Shown(one.line, tuple(sentence(each) for each in one.wrong))
    asked, found = one.asked, one.found
    suspects = (
        ("Có thể bị sót", found.missing),
        ("Có thể bị tính thừa", found.extra),
    )
    query = {
        "ngay": write_date(asked.as_of), "biet": request.page_view.known_text,
        "tu": write_date(asked.first), "den": write_date(asked.last), "don_vi": asked.unit,
    }  # fmt: skip
    kept = urlencode({name: text for name, text in query.items() if text})
    days = f"vào ngày {write_date(asked.as_of)}"
    if found.window is not None:
        days = f"từ {write_date(asked.first)} đến {write_date(asked.last)}, xem {days}"
    return Shown(
        one.line,
        tried=one,
        address=f"{reverse('figure', args=(asked.name,))}?{kept}",
        days=days,
        suspects=tuple(
            (words, len(all_), all_[:SUSPECTS_SHOWN]) for words, all_ in suspects if all_
        ),
    )


def _page(
    request: HttpRequest,
    lines: Sequence[Shown],
    *,
    problems: Sequence[str] = (),
    is_tried: bool = False,
) -> HttpResponse:
    units = records.unit_tree(request.page_view.perspective)[:UNITS_OFFERED]
    tried = [one.tried.found for one in lines if one.tried and one.tried.found]
    wrong = sum(bool(one.wrong) for one in lines)
    values: dict[str, Any] = {
        "lines": [*lines, Shown(OldLine())] if is_tried else lines,
        "shown": [one for one in lines if one.tried],
        "is_tried": is_tried,
        "same": sum(one.reproduced for one in tried),
        "wrong": wrong,
        "problems": problems,
        "measures": [one.label for one in MEASURES.values()],
        "units": [(one.name, one.code) for one in units],
        "field": FIELD,
        "most": MOST_LINES,
    }
    return show(request, "old_figures", values, status=400 if problems or wrong else 200)
