"""Files of Thắng in every state that a file can be in, for whoever looks at all pages at once."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth import get_user_model

from canbo.accounts import access as accounts
from canbo.accounts.actor import Actor
from canbo.records import operations
from canbo.records.models import ImportDraft
from canbo.records.operations import drafts
from tests.drafts.books import HEADERS, Line, book
from tests.drafts.waiting import LINES, WARD, wait
from tests.town.cast import REAL_NOW

WHO = "thang"
ELSEWHERE = "phường Trung Sơn, thị xã Sầm Sơn"
ALONE = [Line("Phan Văn Chờ", "1/2/1971"), Line("Phan Thị Đợi", "2/3/1972", sex="Nữ")]


def make_states() -> None:
    """Let files wait to be looked at, asked about, refused; store some, undo one of them."""
    undone = _stored(book([Line("Phan Văn Hủy", "3/4/1973")], ward=ELSEWHERE), "đã hủy.xlsx")
    batch = ImportDraft.objects.get(id=undone).batch_id
    operations.undo_import(batch=batch, actor=_actor(), at=REAL_NOW)
    _stored(book([Line("Phan Văn Lưu", "4/5/1974")], ward=ELSEWHERE), "đã lưu.xlsx")
    wait(WHO, book(LINES, ward=WARD), "phải xem.xlsx")
    wait(WHO, book(ALONE, day="", ward=ELSEWHERE), "không ngày.xlsx")
    wait(WHO, book(ALONE, ward=ELSEWHERE), "lưu ngay.xlsx")
    odd = [one.replace("Ngày sinh", "Zzz qqq") for one in HEADERS]
    dated = [Line(f"Phan Thị {name}", f"{n + 1}/2/196{n}") for n, name in enumerate("ABCDE")]
    wait(WHO, book(dated, headers=odd), "hỏi cột.xlsx")
    wait(WHO, book([], headers=["Nội dung"]), "từ chối.xlsx")


def _actor() -> Actor:
    return accounts.actor_for(get_user_model().objects.get(username=WHO), REAL_NOW)


def _stored(content: bytes, name: str) -> UUID:
    """Take a file in and store it, among several stored on one word."""
    draft = wait(WHO, content, name)
    drafts.store_drafts(drafts=[draft], actor=_actor(), at=REAL_NOW)
    run = ImportDraft.objects.get(id=draft).run
    drafts.work_on_draft(draft=draft, run=run, at=REAL_NOW)
    return draft
