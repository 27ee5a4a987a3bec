"""A planning list in the town: what it says of people besides the pool, and all that grows on it.

Its file, its sheet and the number of its import stand in `TRACES`: whoever meets one of them beside
a person learns that this person is planned.
"""

from __future__ import annotations

import html
import io
import zipfile
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import openpyxl
import pyarrow.parquet as pq
from django.contrib.auth import get_user_model
from django.db import connection

from canbo.accounts import access as accounts
from canbo.accounts import operations as granting
from canbo.accounts.actor import ALL_LEVELS
from canbo.accounts.values import GrantTerms
from canbo.engine.facts import Evidence, FactKind, Particular, ParticularKind, Source
from canbo.engine.facts.vocabulary import BodyKind
from canbo.exchange.workbooks.reading import ListKind, Reading
from canbo.exchange.workbooks.statements import (
    AwardReading,
    PoolReading,
    RatingReading,
    TermReading,
)
from canbo.records import operations
from canbo.records.models import ImportBatch, ImportDraft, LayoutMapping
from canbo.records.operations import drafts
from canbo.records.queries.stored import read_facts
from tests.drafts.waiting import make_waiting, wait
from tests.records.lists import Line, careers, held, listing, post, says
from tests.records.sheets import NOON, OPERATOR, TOWN, take
from tests.town.builder import Town, look
from tests.town.cast import REAL_NOW
from tests.town.every_kind import every_kind

FILE, SHEET = "QUY HOẠCH 2010-2015.xlsx", "Nguồn BCH, BTV"
WAITING_FILE, WAITING_SHEET = "Nguồn cán bộ kế cận.xlsx", "Kế cận"
FIRST = 770_077  # the number of the planning list's import: one that stands nowhere by chance
OTHER_BODY = (TOWN, "Phòng Kế hoạch dự nguồn")
TERM = TermReading(BodyKind.PARTY_COMMITTEE, "XV", None, None)
ROUND = UUID(int=0x770)  # the word by which files are stored together
AFTER = NOON + timedelta(hours=2)
# what the list says of him is said by an ordinary list too: that one is then told
AGAIN = Line("Trần Văn Kế Cận", "6/7/1977", (held("Y7", "1/1/2009"),))
AGAIN_FILE = "qua-trinh-cong-tac.xlsx"

LINES = (
    Line("Lê Thị Lan", "1/2/1980", (
        says(PoolReading, post=post("X01"), term=TERM),
        says(RatingReading, "2010", "2010", series="official", level="HTTNV"),
        says(AwardReading, "2/9/2010", award="Giấy khen"),
    ), more=((ParticularKind.RESIDENCE, "phường Trung Sơn"),)),
    Line("Trần Dũng", "4/5/1975", (
        says(PoolReading, post=post("X05"), term=TERM), held("X08", "3/2004", "6/2006"),
    ), more=((ParticularKind.ETHNIC_GROUP, "Mường"),)),
    Line("Cao Sỹ Quang", "5/3/1962", (
        says(PoolReading, post=post("X01"), term=TERM), held("X08", "3/1999", "6/2003"),
    ), more=((ParticularKind.RELIGION, "không"),)),
    Line("Hà Kế Nhiệm", "8/9/1984", (
        says(PoolReading, post=post("Y4"), term=TERM), held("Y4", "1/3/2009"),
    )),
    Line("Đỗ Thị Nguồn", "9/9/1979", (
        says(PoolReading, post=post("Phó phòng", OTHER_BODY), term=TERM),
        held("Phó phòng", "1/3/2009", path=OTHER_BODY),
    ), path=OTHER_BODY),
    Line("Trần Văn Kế Cận", "6/7/1977", (
        says(PoolReading, post=post("Y7"), term=TERM), held("Y7", "1/1/2009"),
    )),
)  # fmt: skip


def make_planned(town: Town) -> Town:
    """Take the planning list in, and let everything stand beside it that speaks of an import."""
    waiting = make_waiting()
    _number_next(FIRST)
    stored = take(planning_list(), at=AFTER)
    assert stored.batch == FIRST
    _number_next(ImportBatch.objects.order_by("-id")[0].id + 1)  # another town may have come so far
    take(careers(AGAIN, file=AGAIN_FILE), at=AFTER + timedelta(days=3))
    said = Source(Evidence.WORKBOOK, FILE, f"{SHEET}!C74")
    told = every_kind(town.people["Nguyễn Thị Mai"], said)
    operations.record_facts(facts=told, actor=OPERATOR, at=AFTER)
    _open_secrets()
    moved = {"new": 1, "gone": 0, "other": 0, "imports": [FIRST]}
    ImportDraft.objects.filter(id=waiting["hanh"]).update(changes=moved)
    waiting["thang"] = _waiting_list()
    waiting["round"] = ROUND
    ImportDraft.objects.filter(id__in=(waiting["hanh"], waiting["thang"])).update(round=ROUND)
    return replace(look(), drafts=waiting)


def _number_next(number: int) -> None:
    """Let the next import have this number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence('records_importbatch', 'id'), %s)", [number - 1]
        )


def planning_list() -> Reading:
    """The planning list as the reader gives it."""
    return listing(
        ListKind.PLANNING, LINES, file=FILE, sheet=SHEET, as_of="31/7/2011", title="QUY HOẠCH"
    )


def _open_secrets() -> None:
    """Let Thắng see who is planned."""
    terms = GrantTerms(role="head", unit=None, managed_by=ALL_LEVELS, secrecy=1)
    granting.add_grant(username="thang", terms=terms, actor=OPERATOR, at=REAL_NOW)


def _waiting_list() -> UUID:
    """Another list, sent by Thắng and waiting; its columns were confirmed for everybody."""
    first = wait("thang", written(), WAITING_FILE)
    (layout,) = ImportDraft.objects.get(id=first).layouts
    LayoutMapping.objects.create(
        signature=layout["signature"], roles={}, headers=["Quy hoạch chức danh"],
        file=WAITING_FILE, confirmed_at=REAL_NOW, confirmed_by="Thắng", act=1,
    )  # fmt: skip
    thang = accounts.actor_for(get_user_model().objects.get(username="thang"), REAL_NOW)
    drafts.retry_draft(draft=first, actor=thang, at=REAL_NOW)
    found = ImportDraft.objects.get(id=first)
    drafts.work_on_draft(draft=first, run=found.run, at=REAL_NOW)
    return first


def written() -> bytes:
    """A planning list as an office sends it."""
    made = openpyxl.Workbook()
    page = made.active
    page.title = WAITING_SHEET
    for row in (
        ("DANH SÁCH QUY HOẠCH CÁN BỘ PHƯỜNG TRƯỜNG SƠN, THỊ XÃ SẦM SƠN NHIỆM KỲ 2010-2015",),
        ("(Tính đến ngày 30/6/2011)",),
        ("STT", "Họ và tên", "Ngày sinh", "Chức vụ hiện nay", "Chuyên môn", "Chức danh quy hoạch"),
        (1, "Lê Thị Lan", "1/2/1980", "Công chức Văn hóa - Xã hội", "Đại học",
         "Phó Chủ tịch UBND phường"),
        (2, "Bùi Thị Dự Bị", "31/2/1986", "Công chức Văn phòng - Thống kê", "Đại học",
         "Bí thư Đảng ủy phường"),
    ):  # fmt: skip
        page.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def traces() -> tuple[str, ...]:
    """What tells of the lists: files, sheets, the import's number as it is and as it is written."""
    return (FILE, SHEET, WAITING_FILE, WAITING_SHEET, str(FIRST), f"{FIRST:,}".replace(",", "."))


def text_of(content: bytes) -> str:
    """A page or a document as text; a workbook cell by cell, and all its parts as they are."""
    if content.startswith(b"PAR1"):
        return str(pq.read_table(io.BytesIO(content)).to_pylist())
    if not content.startswith(b"PK"):
        return html.unescape(content.decode())
    parts = zipfile.ZipFile(io.BytesIO(content))
    raw = [parts.read(name).decode("utf-8", "replace") for name in parts.namelist()]
    if "word/document.xml" in parts.namelist():
        return html.unescape(" ".join(raw))
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [
        str(cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    return html.unescape(" ".join([*raw, *book.sheetnames, *cells]))


def found_in(text: str, without: str = "") -> set[str]:
    """Which traces an answer holds; an address that was asked for may be told back."""
    told = text.replace(without, "") if without else text
    return {trace for trace in traces() if trace in told}


def residence() -> Particular:
    """A fact that only the list says."""
    (found,) = read_facts(FactKind.PARTICULAR, "kind = 'residence' AND document = %s", [FILE])
    return found
