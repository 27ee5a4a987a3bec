"""A new law tried before it is in force: whom it changes, told to whoever asks and kept nowhere.

The draft travels in the form: what was typed or uploaded comes back in the page, to be mended and
tried anew. No table holds it, no other page answers by it, nobody else sees it.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse

from canbo import law as kept
from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import clean
from canbo.law import LawInvalid, draft_of
from canbo.records import access as records
from canbo.reporting import exports
from canbo.reporting.exports import Export
from canbo.reporting.law_problems import problem_words
from canbo.reporting.what_if import DraftEffects, draft_effects
from canbo.web.messages import sentence
from canbo.web.office.noted_workbooks import CONTENT_TYPE, disposition
from canbo.web.office.page import answers, office_page, show
from canbo.web.office.perspective import read_day
from canbo.web.office.unit_choice import unit_options
from canbo.web.office.uploads import FIELD

LARGEST = 30_000  # bytes of a draft: the standards of the whole shipped law are 24,000
MOST_ASKED = 100_000  # holders × days that one request checks: some ten seconds
MOST_SHOWN = 60  # problems of a draft told at once
ROWS_SHOWN = 600  # people of a result told on the page; the workbook has them all
EXAMPLE = Path(kept.__file__).with_name("draft_example.yaml")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says: the draft's text, from which day to look, in which unit."""

    text: str = ""
    day_text: str = ""
    unit: str = ""
    problem: str = ""


class _NotTried(Exception):
    """The draft was not tried: sentences that say why."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(sentences)
        self.sentences = sentences


@answers("GET", "POST")
@office_page(permission=Permission.SEE_OFFICIALS, here="law")
def law_draft(request: HttpRequest) -> HttpResponse:
    """Take a draft, tell whom it changes, or give that as a workbook."""
    if request.method != "POST":
        return _page(request, Asked())
    asked = _asked(request)
    try:
        if asked.problem:
            raise _NotTried(asked.problem)
        perspective, drafted = _perspective(request, asked), _drafted(asked.text)
        if request.POST.get("viec") == "xuat":
            return _workbook(request, asked, perspective, drafted)
        told = draft_effects(
            actor=request.actor, at=request.now, perspective=perspective, drafted=drafted,
            unit=asked.unit or None, most=MOST_ASKED,
        )  # fmt: skip
    except _NotTried as problems:
        return _page(request, asked, {"problems": problems.sentences}, status=400)
    except Refusal as refusal:
        if refusal.code == "not_allowed":
            raise
        return _page(request, asked, {"problems": [sentence(refusal)]}, status=400)
    return _page(request, asked, _found(told))


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="law")
def example(request: HttpRequest) -> HttpResponse:
    """Give a commented draft that can be tried as it stands."""
    response = HttpResponse(EXAMPLE.read_bytes(), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = disposition("du-thao-mau.yaml")
    return response


# --- what the form says ---------------------------------------------------------------------------


def _asked(request: HttpRequest) -> Asked:
    asked = Asked(
        text=request.POST.get("noi_dung", "").replace("\r\n", "\n"),
        day_text=clean(request.POST.get("tu_ngay", "")[:40]),
        unit=clean(request.POST.get("don_vi", "")[:200]),
    )
    if getattr(request, "upload_refused", ()):
        return replace(asked, problem=_too_large())
    file = next(iter(request.FILES.getlist(FIELD)), None)
    if file is None:
        return asked
    if file.size is None or file.size > LARGEST:
        return replace(asked, problem=_too_large())
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return replace(asked, problem=_no_text(file.name or ""))
    return replace(asked, text=text.replace("\r\n", "\n"))


def _too_large() -> str:
    return (
        f"Dự thảo quá dài: nhiều nhất {LARGEST // 1000} KB. Chỉ ghi những mục mới hoặc bị thay, "
        "không chép cả luật."
    )


def _no_text(name: str) -> str:
    return (
        f"Tệp “{name}” không phải tệp chữ: cần một tệp .yaml ghi bằng chữ UTF-8, như tệp mẫu. "
        "Tệp Word, PDF, Excel thì chép nội dung sang mẫu."
    )


def _perspective(request: HttpRequest, asked: Asked) -> Perspective:
    """From which day on to look; by default the day of the page."""
    perspective: Perspective = request.page_view.perspective
    if not asked.day_text:
        return perspective
    day = read_day(asked.day_text)
    if day is None:
        raise _NotTried(
            f"Xem từ ngày: “{asked.day_text}” không phải là một ngày. Cần ngày/tháng/năm, "
            "ví dụ 31/7/2011."
        )
    return replace(perspective, as_of=day)


def _drafted(text: str) -> Any:
    """The law with the draft laid over it; whatever is wrong is told line by line."""
    if not text.strip():
        raise _NotTried("Chưa có dự thảo nào: chọn một tệp .yaml, hoặc dán nội dung vào ô.")
    content = text.encode()
    if len(content) > LARGEST:
        raise _NotTried(_too_large())
    try:
        return draft_of(content, name="")
    except LawInvalid as invalid:
        lines = text.split("\n")
        told = [_line_words(one.line, problem_words(one), lines) for one in invalid.problems]
        if len(told) > MOST_SHOWN:
            told = [*told[:MOST_SHOWN], f"… và {len(told) - MOST_SHOWN} chỗ khác."]
        raise _NotTried(*told) from invalid


def _line_words(line: int, words: str, lines: list[str]) -> str:
    """The place of a problem by its number and by what is written there."""
    written = lines[line - 1].strip()[:60] if 0 < line <= len(lines) else ""
    place = f"Dòng {line}" + (f" (“{written}”)" if written else "")
    return f"{place}: {words}."


# --- what the page shows --------------------------------------------------------------------------


def _workbook(
    request: HttpRequest, asked: Asked, perspective: Perspective, drafted: Any
) -> HttpResponse:
    target = io.BytesIO()
    made = exports.export_draft(
        Export(target, request.actor, request.now, perspective),
        drafted=drafted, unit=asked.unit or None, most=MOST_ASKED,
    )  # fmt: skip
    response = HttpResponse(target.getvalue(), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = disposition(made.file)
    response["Cache-Control"] = "no-store"
    return response


def _found(told: DraftEffects) -> dict[str, Any]:
    """The summary, and the people unit by unit as far as a page can hold them."""
    units, left = [], ROWS_SHOWN
    for one in told.by_unit:
        units.append((one, one.falls[:left], max(0, len(one.falls) - left)))
        left = max(0, left - len(one.falls))
    others = [
        ("eased", "Sẽ đạt, hoặc không còn bị yêu cầu", told.eased_people, told.eased),
        ("open", "Chưa kết luận được vì thiếu dữ liệu", told.open_people, told.open_),
    ]
    return {
        "told": told,
        "units": units,
        "others": [
            (code, words, people, falls[:ROWS_SHOWN], max(0, len(falls) - ROWS_SHOWN))
            for code, words, people, falls in others
            if falls
        ],
    }


def _page(
    request: HttpRequest, asked: Asked, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    perspective = request.page_view.perspective
    day: date = (read_day(asked.day_text) if asked.day_text else None) or perspective.as_of
    tree = records.unit_tree(replace(perspective, as_of=day))
    values = {
        "asked": asked, "day": day, "unit_options": unit_options(tree, asked.unit),
        "field": FIELD, "tab": "law_draft", "problems": (), **(more or {}),
    }  # fmt: skip
    return show(request, "law_draft", values, status=status)
