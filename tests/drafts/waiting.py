"""Files of the cast that wait in the town: uploaded and compared, not stored."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model

from canbo.accounts import access as accounts
from canbo.records.models import ImportDraft
from canbo.records.operations import drafts
from tests.drafts.books import Line, book
from tests.town.cast import REAL_NOW

WARD = "phường Trường Sơn, thị xã Sầm Sơn"
LINES = (
    Line("Nguyễn Thị Mai", "12/3/1979", "Văn phòng - Thống kê", "Đại học", "Nữ", "Hoằng Hóa"),
    Line("Vũ Đình Bình", "", "Tư pháp - Hộ tịch"),
    Line("Hà Văn Mới", "7/8/1985", "Tài chính - Kế toán"),
    Line("Hà Thị Lạ", "31/2/1986", "Văn hóa - Xã hội", "Không rõ lắm", "Nữ"),
)  # fmt: skip


def wait(username: str, content: bytes, name: str, at: datetime = REAL_NOW) -> UUID:
    """Upload a file as one of the cast and let the worker read it."""
    user = get_user_model().objects.get(username=username)
    actor = accounts.actor_for(user, at)
    draft = drafts.receive_file(name=name, pieces=[content], actor=actor, at=at)
    found = ImportDraft.objects.get(id=draft)
    drafts.work_on_draft(draft=draft, run=found.run, at=at)
    return draft


def make_waiting(at: datetime = REAL_NOW) -> dict[str, UUID]:
    """A ward's roster sent by Hạnh and by Mai, with people new, known and not clear."""
    content = book(LINES, day="30/6/2011", ward=WARD)
    return {one: wait(one, content, "trường sơn 2011.xlsx", at) for one in ("hanh", "mai")}
