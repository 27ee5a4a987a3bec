"""Who waits in units that are gone; a decision previewed and carried out as one act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective
from canbo.engine.units.proposal import Fate
from canbo.exchange.units import UnitFileRefused
from canbo.exchange.units.move_writing import moves_content, moves_workbook
from canbo.exchange.units.moves import WORDS, MoveTable, moves_of
from canbo.law import load
from canbo.records import access as records
from canbo.records.operations.unit_moves import (
    Decision,
    MovesRefused,
    MovesReport,
    may_move,
    move_posts,
    note_proposal,
)
from canbo.web.office.page import answers, asked_page, asked_text, office_page, said, show
from canbo.web.office.perspective import read_day
from canbo.web.office.uploads import FIELD
from canbo.web.unit_words import WaitingLine, problem_words, proposal_rows, waiting_lines

ROWS_A_PAGE = 50
SHOWN = 100  # lines of a preview told one by one; all of them are told unit by unit
_SALT = "canbo.unit-moves"
_BYTES = "latin-1"  # every byte of a file as one character
_LARGEST = 4 * 2**20  # of an uploaded table: it travels with the preview
_MOST_TOLD = 2_000_000  # characters that a preview may carry back
_CSV = "text/csv; charset=utf-8"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PROPOSAL = "Bảng đề xuất của máy"
_CHOSEN = "Bảng lập trên trang Chờ bố trí"


@answers("GET")
@office_page(permission=Permission.SEE_OFFICIALS, here="units")
def waiting(request: HttpRequest) -> HttpResponse:
    """List who holds a post in a unit that is gone, what is proposed for them and why."""
    return _waiting_page(request)


@answers("POST")
@office_page(permission=Permission.IMPORT, here="units")
def proposal(request: HttpRequest) -> HttpResponse:
    """Give the proposal as a table to be amended; the journal keeps who took it out."""
    try:
        found = _found(request, _unit_asked(request))
    except Refusal:
        return said(request, "not_found")
    day = request.page_view.perspective.as_of
    rows = list(proposal_rows(found, day, load().posts))
    is_csv = request.POST.get("dang") == "csv"
    name = f"de-xuat-bo-tri-{day.isoformat()}.{'csv' if is_csv else 'xlsx'}"
    note_proposal(count=len(rows), file=name, actor=request.actor, at=request.now)
    content = moves_content(rows) if is_csv else moves_workbook(rows, day)
    response = HttpResponse(content, content_type=_CSV if is_csv else _XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@answers("POST")
@office_page(permission=Permission.IMPORT, here="units")
def preview(request: HttpRequest) -> HttpResponse:
    """Show what a table would change, from a file, the lines of the page, or the proposal."""
    if not may_move(request.actor):
        return said(request, "forbidden")
    try:
        decision = _decision(request)
        name, content = _table(request)
        told = _told(name, content, decision)
        report = _moved(request, moves_of(name, content), decision, preview=True)
    except _NotSaid as problem:
        return _waiting_page(request, problems=[str(problem)])
    except (UnitFileRefused, MovesRefused) as refused:
        return _waiting_page(request, problems=_sentences(refused.problems))
    except Refusal:
        return said(request, "not_found")
    values = {
        **_changes(request, report),
        "report": report,
        "decision": decision,
        "table": name,
        "told": told,
    }
    return show(request, "move_preview", values)


@answers("POST")
@office_page(permission=Permission.IMPORT, here="units")
def carry_out(request: HttpRequest) -> HttpResponse:
    """Carry out just what was previewed, as one act."""
    if not may_move(request.actor):
        return said(request, "forbidden")
    try:
        name, text, number, signed, day = signing.loads(request.POST.get("bang", ""), salt=_SALT)
    except (signing.BadSignature, ValueError):
        return said(request, "bad_request")
    decision = Decision(number, date.fromisoformat(signed), date.fromisoformat(day))
    try:
        report = _moved(request, moves_of(name, text.encode(_BYTES)), decision, preview=False)
    except (UnitFileRefused, MovesRefused) as refused:
        return _waiting_page(request, problems=_sentences(refused.problems))
    if report.batch is None:
        messages.info(request, "Không có lượt nào thay đổi; không có gì được lưu.")
        return redirect("waiting")
    if report.already_known:
        messages.info(request, f"{report.title}: đã thực hiện trước đây, không có gì thay đổi.")
    else:
        messages.success(
            request,
            f"Đã thực hiện: {report.moved} lượt sang chức danh mới, {report.ended} lượt thôi giữ, "
            f"{report.waiting} lượt còn chờ bố trí.",
        )
    return redirect("import_report", report.batch)


# --- what a form says -----------------------------------------------------------------------------


class _NotSaid(Exception):
    """Something that the form must say is missing or is no day: a sentence."""


def _told(name: str, content: bytes, decision: Decision) -> str:
    """What was previewed, signed, to be carried out byte for byte."""
    told = [name, content.decode(_BYTES), decision.number, decision.signed.isoformat(),
            decision.day.isoformat()]  # fmt: skip
    signed = signing.dumps(told, salt=_SALT, compress=True)
    if len(signed) > _MOST_TOLD:
        raise _NotSaid("Bảng quá dài để xem trước một lần. Hãy tách bảng ra.")
    return signed


def _decision(request: HttpRequest) -> Decision:
    number = " ".join(request.POST.get("so", "").split())[:100]
    if not number:
        raise _NotSaid("Chưa ghi số quyết định: chức danh chỉ thay đổi khi có quyết định.")
    days = []
    for field, words in (("ngay_ky", "Ngày ký quyết định"), ("tu_ngay", "Ngày bắt đầu giữ")):
        text = request.POST.get(field, "").strip()[:40]
        found = read_day(text) if text else None
        if found is None:
            wrong = f"“{text}” không phải là một ngày" if text else "chưa ghi"
            raise _NotSaid(f"{words}: {wrong}. Hãy ghi ngày/tháng/năm: 30/6/2025.")
        days.append(found)
    return Decision(number, *days)


def _table(request: HttpRequest) -> tuple[str, bytes]:
    """The name and content of what is to be carried out: a file, the page's lines, all proposed."""
    way = request.POST.get("cach", "")
    if way == "tep":
        file = next(iter(request.FILES.getlist(FIELD)), None)
        if file is None:
            raise _NotSaid("Chưa chọn tệp nào.")
        if file.size is None or file.size > _LARGEST:
            raise _NotSaid(f"Tệp quá lớn: nhiều nhất {_LARGEST // 2**20} MB. Hãy tách bảng ra.")
        return file.name or "bang.csv", file.read()
    if way == "de_xuat":
        day = request.page_view.perspective.as_of
        found = _found(request, _unit_asked(request))
        rows = [
            row
            for row in proposal_rows(found, day, load().posts)
            if row["viec"] == WORDS[Fate.GOES]
        ]
        return _PROPOSAL, moves_content(rows)
    if way == "dong":
        return _CHOSEN, moves_content(_chosen(request))
    raise _NotSaid("Chưa chọn cách làm: tệp, đề xuất của máy, hoặc các dòng trên trang.")


def _chosen(request: HttpRequest) -> list[dict[str, str]]:
    fields = ("luot", "viec", "don_vi_moi", "chuc_danh_moi")
    lists = [request.POST.getlist(name)[: 10 * ROWS_A_PAGE] for name in fields]
    return [dict(zip(fields, one, strict=True)) for one in zip(*lists, strict=False)]


def _moved(
    request: HttpRequest, table: MoveTable, decision: Decision, *, preview: bool
) -> MovesReport:
    return move_posts(
        table=table, decision=decision, actor=request.actor, at=request.now, law=load(),
        preview=preview,
    )  # fmt: skip


def _sentences(problems: Any) -> list[str]:
    told = [problem_words(one) for one in problems[:SHOWN]]
    if len(problems) > SHOWN:
        told.append(f"… và {len(problems) - SHOWN} chỗ khác.")
    return told


# --- what a page shows ----------------------------------------------------------------------------


def _unit_asked(request: HttpRequest) -> UUID | None:
    code = asked_text(request, "don_vi", 200)
    if not code:
        return None
    as_of = request.page_view.perspective.as_of
    return records.resolve_unit(code=code, actor=request.actor, as_of=as_of)


def _found(request: HttpRequest, top: UUID | None) -> records.Waiting:
    perspective = request.page_view.perspective
    units = records.subtree(top, perspective) if top else None
    return records.waiting_holders(
        actor=request.actor, at=request.now, day=perspective.as_of, law=load(), units=units
    )


def _waiting_page(request: HttpRequest, problems: list[str] | None = None) -> HttpResponse:
    day = request.page_view.perspective.as_of
    try:
        top = _unit_asked(request)
        found = _found(request, top)
    except Refusal:
        return said(request, "not_found")
    lines = waiting_lines(found, day, load().posts)
    pages = max(1, -(-len(lines) // ROWS_A_PAGE))
    page = min(asked_page(request), pages)
    first = (page - 1) * ROWS_A_PAGE
    chosen = {one["luot"]: one for one in _chosen(request)}
    values = {
        "lines": [_decided(one, chosen) for one in lines[first : first + ROWS_A_PAGE]],
        "first_number": first,
        "total": len(lines),
        "sure": sum(line.fate is Fate.GOES for line in lines),
        "page": page,
        "pages": pages,
        "top": records.unit_past([top], request.now).then(top, day).full if top else "",
        "problems": problems or [],
        "fates": list(WORDS.values()),
        "so": request.POST.get("so", "")[:100],
        "ngay_ky": request.POST.get("ngay_ky", "")[:40],
        "tu_ngay": request.POST.get("tu_ngay", "")[:40] or day,
        "field": FIELD,
        "may_move": may_move(request.actor),
        "may_take": request.actor.may(Permission.IMPORT),
    }
    return show(request, "waiting", values, status=400 if problems else 200)


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """Somebody who waits, with what is proposed or was chosen on the page before."""

    line: WaitingLine
    fate: str
    unit: str
    title: str


def _decided(line: WaitingLine, chosen: Mapping[str, Mapping[str, str]]) -> DecidedLine:
    said_before = chosen.get(str(line.tenure))
    if said_before is None:
        return DecidedLine(line, WORDS[line.fate], line.goes_to, line.title)
    return DecidedLine(
        line, said_before["viec"], said_before["don_vi_moi"], said_before["chuc_danh_moi"]
    )


@dataclass(frozen=True, slots=True)
class Group:
    """How many go from an old unit to a new one ("": they end without a new post)."""

    old: str
    new: str
    count: int


def _changes(request: HttpRequest, report: MovesReport) -> dict[str, Any]:
    """What a report changes, by old and new unit, and the first lines one by one."""
    shown = report.changes[:SHOWN]
    units = {post.unit for one in report.changes for post in (one.old, one.new) if post}
    past = records.unit_past(units, request.now)
    day = max((one.day for one in report.changes), default=request.page_view.perspective.as_of)
    names = records.person_names({one.person for one in shown}, Perspective(day, request.now))
    full = {unit: past.then(unit, day).full for unit in units}
    counted = Counter((one.old.unit, one.new.unit if one.new else None) for one in report.changes)
    groups = [
        Group(full[old], full[new] if new else "", count) for (old, new), count in counted.items()
    ]
    return {
        "groups": sorted(groups, key=lambda one: (one.old, one.new)),
        "shown": [
            {
                "name": names.get(one.person, ""),
                "old": f"{one.old.title_as_written}, {full[one.old.unit]}",
                "new": f"{one.new.title_as_written}, {full[one.new.unit]}" if one.new else "",
                "day": one.day,
            }
            for one in shown
        ],
        "more": len(report.changes) - len(shown),
        "unlisted": sorted(
            {one.new.title_as_written for one in report.changes if one.new and not one.new.title}
        ),
    }
