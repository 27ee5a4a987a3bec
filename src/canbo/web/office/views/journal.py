"""The journal: who did what and when, searched and taken out as a workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse

from canbo.accounts.access import day_of
from canbo.accounts.roles import Permission
from canbo.engine.vietnamese import write_date
from canbo.reporting import exports
from canbo.reporting.acts import ActQuestion, ActsPage, read_acts
from canbo.reporting.exports import Export, Exported
from canbo.web.clock import VIETNAM
from canbo.web.office.act_words import GROUPS, act_words, actions_of, grant_units
from canbo.web.office.grant_words import unit_names_of
from canbo.web.office.page import answers, asked_text, office_page, show
from canbo.web.office.perspective import read_day
from canbo.web.office.views.exports import sent

MOST_EXPORTED = 20_000
_reads = office_page(permission=Permission.SEE_JOURNAL, here="own")


@answers("GET")
@_reads
def journal(request: HttpRequest) -> HttpResponse:
    """Show acts, the newest first, of whom, upon whom, of what kind, on which days one asks."""
    asked = {name: asked_text(request, name, 60) for name in ("tim", "ai", "viec", "tu", "den")}
    question, problem = _question(asked)
    before = request.GET.get("truoc", "")
    if before.isdecimal() and len(before) < 12:
        question = replace(question, before=int(before))
    found = read_acts(
        question=question, actor=request.actor, at=request.now,
        perspective=request.page_view.perspective,
    )  # fmt: skip
    lines = list(zip(found.lines, _words(request, found), strict=True))
    values = {
        "found": found, "lines": lines, "asked": asked, "problem": problem,
        "groups": [(code, words) for code, words, _ in GROUPS],
        "is_all": request.actor.may_for_all(Permission.SEE_JOURNAL),
        "older": _older(request, found.before),
    }  # fmt: skip
    return show(request, "journal", values)


@answers("POST")
@_reads
def export(request: HttpRequest) -> HttpResponse:
    """Give the acts that are asked for as a workbook, the newest 20,000 of them."""
    asked = {name: request.POST.get(name, "")[:60] for name in ("tim", "ai", "viec", "tu", "den")}
    question, _ = _question(asked)

    def write(export: Export) -> Exported:
        found = read_acts(
            question=question, actor=export.actor, at=export.at,
            perspective=export.perspective, limit=MOST_EXPORTED,
        )  # fmt: skip
        words = _words(request, found)
        rows = (
            (line.seq, f"{line.at.astimezone(VIETNAM):%H:%M:%S %d/%m/%Y}", line.who, told)
            for line, told in zip(found.lines, words, strict=True)
        )
        return exports.export_acts(export, rows, is_cut=found.before is not None)

    return sent(request, write, "journal")


def _question(asked: dict[str, str]) -> tuple[ActQuestion, str]:
    """Read what is asked for, and what of it is no day."""
    days: dict[str, date | None] = {}
    problem = ""
    for name in ("tu", "den"):
        days[name] = read_day(asked[name]) if asked[name] else None
        if asked[name] and days[name] is None:
            problem = f"“{asked[name]}” không phải là một ngày. Hãy ghi ngày/tháng/năm."
    begins, ends = days["tu"], days["den"]
    if begins and ends and ends < begins:
        problem = f"Ngày cuối {write_date(ends)} trước ngày đầu {write_date(begins)}."
    question = ActQuestion(
        actor=asked["ai"], whom=asked["tim"], actions=actions_of(asked["viec"]), begins=begins,
        ends=ends,
    )  # fmt: skip
    return question, problem


def _words(request: HttpRequest, found: ActsPage) -> list[str]:
    names = unit_names_of(grant_units(found.lines), request.now, day_of(request.now))
    return [act_words(line, names) for line in found.lines]


def _older(request: HttpRequest, before: int | None) -> str:
    """The address of the acts before these; "" at the end."""
    if before is None:
        return ""
    query = request.GET.copy()
    query["truoc"] = str(before)
    return f"{request.path}?{query.urlencode()}"
