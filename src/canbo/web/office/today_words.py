"""The words of the first page: what waits for a decision, and what is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from canbo.cycle.access import PlanStanding, RotationStanding
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import write_date, write_number
from canbo.records.access.drafts import DraftView
from canbo.records.access.imports import ImportRow
from canbo.web.messages import sentence
from canbo.web.office.import_words import about_words, state_words


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that waits: what, more about it, since when, and the page where it is decided."""

    what: str
    more: str
    since: datetime
    page: str
    key: Any = None  # of the page's address, None where it has none


@dataclass(frozen=True, slots=True)
class News:
    """Something that was done since the last visit, and the page that tells of it."""

    what: str
    who: str
    at: datetime
    page: str
    key: Any = None


def of_file(draft: DraftView) -> Duty:
    """A file that waits for its sender."""
    return Duty(
        f"Tệp “{draft.file}”: {_lower(state_words(draft))}", about_words(draft),
        draft.state_at, "draft", draft.id,
    )  # fmt: skip


def of_plan(plan: PlanStanding, *, may_make: bool) -> Iterator[Duty]:
    """What of a year's plan waits for somebody who makes plans, or for anybody who reads them."""
    year, asked = plan.year, plan.asked
    if asked is not None and asked.refusal_code:
        why = sentence(Refusal(asked.refusal_code, asked.refusal_data))
        yield Duty(f"Kế hoạch năm {year} lập không thành", why, asked.requested_at, "plan", year)
    if asked is not None and asked.is_under_way:
        return
    if plan.drafted_at is None:
        if plan.has_classes and may_make:
            more = f"đã có danh mục “{plan.document}”, chưa có phương án nào"
            yield Duty(f"Lập kế hoạch năm {year}", more, plan.catalogue_at, "plan", year)
    elif plan.is_outdated and may_make:
        more = f"danh mục “{plan.document}” mới hơn phương án đang có"
        yield Duty(f"Lập lại kế hoạch năm {year}", more, plan.catalogue_at, "plan", year)


def of_rotation(rotation: RotationStanding) -> Duty:
    """A rotation that could not be made."""
    why = sentence(Refusal(rotation.refusal_code))
    what = "Phương án luân chuyển lập không thành"
    return Duty(what, why, rotation.requested_at, "rotation")


def plan_drafted(plan: PlanStanding, at: datetime) -> News:
    """A new draft of the year's plan."""
    waiting = f"; {write_number(plan.waiting)} nhu cầu chưa xếp được chỗ" if plan.waiting else ""
    day = write_date(plan.as_of) if plan.as_of else ""
    what = f"Kế hoạch năm {plan.year} lập từ hồ sơ tại ngày {day}{waiting}"
    return News(what, "", at, "plan", plan.year)


def rotation_drafted(at: datetime) -> News:
    """A new rotation."""
    return News("Phương án luân chuyển, điều động đã lập xong", "", at, "rotation")


def of_import(done: ImportRow, since: datetime) -> News:
    """A file that was stored, or undone."""
    if done.undone_at is not None and done.undone_at > since:
        return News(
            f"Đã hủy lần nhập {done.id} “{done.file}”", "", done.undone_at,
            "import_report", done.id,
        )  # fmt: skip
    facts = write_number(done.facts)
    return News(
        f"Đã nhập “{done.file}”: {facts} dữ kiện", done.actor_name, done.at,
        "import_report", done.id,
    )  # fmt: skip


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
