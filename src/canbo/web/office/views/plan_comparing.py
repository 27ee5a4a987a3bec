"""Any two plans of a year beside each other: their numbers, and person by person who sits where."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from canbo.accounts.roles import Permission
from canbo.cycle import access
from canbo.engine.vietnamese import write_date
from canbo.web.office.page import answers, asked_text, office_page, said, show
from canbo.web.office.plan_words import LEVELS, STATUS, edit_words, reason_words
from canbo.web.office.templatetags.office import office_moment
from canbo.web.office.views.plan_people import paged

_ORDER = {"loses": 0, "gains": 1, "moves": 2}


@answers("GET")
@office_page(permission=Permission.SEE_PLAN, here="plans")
def comparison(request: HttpRequest, year: int) -> HttpResponse:
    """Offer the plans of a year for comparison, and hold the two that are chosen beside each other.

    Without a choice the two newest are compared.
    """
    offered = access.scenarios(year=year, actor=request.actor)
    if not offered:
        return said(request, "not_found")
    known = {str(one.id): one for one in offered}
    newest = sorted(offered[:2], key=lambda one: one.recorded_at)  # the older one comes first
    fallback = [str(one.id) for one in (*newest, *newest)]
    chosen = [asked_text(request, name, 40) or given
              for name, given in zip(("mot", "hai"), fallback, strict=False)]  # fmt: skip
    if any(name not in known for name in chosen):
        return said(request, "not_found")
    values: dict[str, Any] = {
        "year": year, "chosen": chosen,
        "offered": [(str(one.id), _named(one)) for one in offered],
    }  # fmt: skip
    if len(set(chosen)) == 2:
        values |= _beside(request, UUID(chosen[0]), UUID(chosen[1]))
    return show(request, "plan_compare", values)


def _named(one: access.ScenarioView) -> str:
    """Name a plan as the list of choices does."""
    made = office_moment(one.recorded_at)
    if one.name:
        return f"Phương án “{one.name}” (lập {made})"
    return f"Kế hoạch lập {made}, hồ sơ tại ngày {write_date(one.as_of)}"


def _beside(request: HttpRequest, first: UUID, second: UUID) -> dict[str, Any]:
    found = access.compare(first=first, second=second, actor=request.actor, at=request.now)
    assert found is not None
    return {
        "found": found,
        "lines": _lines(found),
        "differs": _bases(found),
        **differences(request, found),
    }


def differences(request: HttpRequest, found: access.ComparisonView) -> dict[str, Any]:
    """Cut a page of the differences, who loses first, with the reasons of both plans."""
    listed = sorted(found.differences, key=lambda one: _ORDER[one.what])
    page = paged(request, listed)
    page["rows"] = [
        (one, _told(one.before, found.base), _told(one.after, found.trial)) for one in page["rows"]
    ]
    page["counts"] = {what: sum(one.what == what for one in listed) for what in _ORDER}
    return page


def _told(need: access.NeedView | None, plan: access.PlanView) -> str:
    return reason_words(need, plan) if need else "Không có nhu cầu này trong phương án."


def _lines(found: access.ComparisonView) -> list[tuple[str, bool, int | None, int | None, int]]:
    """Tell the numbers that a plan has: (words, whether đồng, first, second, how much more)."""
    plans = (found.base, found.trial)
    rows = [
        ("Giá trị", False, *(plan.objective for plan in plans)),
        ("Nhu cầu được xếp chỗ", False, *(plan.served for plan in plans)),
        ("Người được cử đi học", False, *(plan.people_served for plan in plans)),
        *(
            (words, False, *(plan.story.get("levels", {}).get(level, [0])[0] for plan in plans))
            for level, words in LEVELS.items()
        ),
        ("Lớp được mở", False, *(sum(one.is_open for one in plan.classes) for plan in plans)),
        ("Kinh phí dùng", True, *(sum(one.spent for one in plan.sources) for plan in plans)),
    ]
    return [(*row, (row[3] or 0) - (row[2] or 0)) for row in rows if row[2] or row[3]]


def _bases(found: access.ComparisonView) -> list[tuple[str, str]]:
    """Say from what each plan was made: its day, its catalogue, its numbers tried, its proof."""
    told = []
    for plan in (found.base, found.trial):
        edits = "".join(f"; {edit_words(edit, plan)}" for edit in plan.edits)
        words = f"Hồ sơ tại ngày {write_date(plan.as_of)}, danh mục “{plan.document}”{edits}."
        told.append((words, STATUS.get(plan.status, plan.status)))
    return told
