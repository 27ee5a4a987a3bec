"""The page of the rotation: chains in words, reasons, settings, and what goes out of it."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from canbo.cycle import operations
from canbo.cycle.models import RotationDraft, RotationQuestion
from canbo.engine.timeline import Perspective
from canbo.exchange.tables import ROTATION, read_folder
from tests.records.sheets import OPERATOR
from tests.town.builder import AS_OF
from tests.town.cast import REAL_NOW
from tests.town.fixtures import planned_town
from tests.town.planned import found_in, text_of
from tests.web.test_query_counts import MOST

__all__ = ["planned_town"]
pytestmark = pytest.mark.django_db
PAGE = "/ke-hoach/luan-chuyen/"
EAGER = {"kind": "reassignment", "only_planned": False, "move": 500, "placed": 0, "vacancy": 0,
         "leave_cap": 9}  # fmt: skip
NAMES = ("Cao Sỹ Quang", "Đỗ Thị Cúc", "Nguyễn Thị Mai", "Vũ Thị Hạnh", "Phạm Văn Thắng")


@pytest.fixture(scope="module")
def town(planned_town):
    """The town of this module has a planning list."""
    return planned_town


def draft(settings: object = EAGER) -> None:
    view = Perspective(AS_OF, REAL_NOW)
    operations.draft_rotation(settings=settings, perspective=view, actor=OPERATOR, at=REAL_NOW)


def test_without_a_rotation_the_page_says_what_is_needed_and_offers_the_form(town, browse) -> None:
    page = browse("thang").get(PAGE).content.decode()
    assert "Chưa có phương án luân chuyển nào" in page
    assert 'name="months_left"' in page
    assert 'name="months_left"' not in browse("thanhtra").get(PAGE).content.decode()


def test_moves_are_told_as_sentences_with_reasons(town, browse) -> None:
    draft()
    page = " ".join(browse("thang").get(PAGE).content.decode().split())
    assert "Cao Sỹ Quang</a> từ Chủ tịch Ủy ban nhân dân, phường Trường Sơn sang" in page
    assert "để trống." in page
    assert "Tốt nhất, đã chứng minh" in page
    assert "chưa đối chiếu được tiêu chuẩn vì thiếu dữ liệu" in page


def test_who_may_not_know_of_planning_sees_no_name(town, browse) -> None:
    draft()
    for one in ("hanh", "thanhtra"):
        page = browse(one).get(PAGE).content.decode()
        assert "ở ngoài phạm vi của bạn" in page
        assert not [name for name in NAMES if name in page]
        sent = browse(one).post(f"{PAGE}xuat/")
        assert not [name for name in NAMES if name in text_of(sent.content)]
        assert not found_in(page)


def test_whose_share_moves_is_shown_for_fairness(town, browse) -> None:
    draft()
    drafted = RotationDraft.objects.latest("requested_at")
    women = set(drafted.beside["groups"]["women"])
    considered = {row["person"] for row in drafted.tables["people"]}
    movers = {row["person"] for row in drafted.outcome["moves"]}
    page = words_of(browse("hanh").get(PAGE))
    assert f"Mọi cán bộ {len(considered)} {len(movers)}" in page
    assert women <= considered
    assert f"Nữ {len(women)} {len(movers & women)}" in page
    assert "Ở đơn vị miền núi 0 0" in page


def words_of(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_the_workbook_tells_where_everybody_goes(town, browse) -> None:
    draft()
    sent = browse("thang").post(f"{PAGE}xuat/")
    assert "phuong-an-luan-chuyen-31-07-2011.xlsx" in sent["Content-Disposition"]
    text = text_of(sent.content)
    assert all(name in text for name in NAMES)
    assert "Chuyển" in text
    assert "PHƯƠNG ÁN LUÂN CHUYỂN" in text


def test_the_tables_go_out_as_the_planner_reads_them(town, browse, tmp_path: Path) -> None:
    draft()
    sent = browse("thang").post(f"{PAGE}bang/")
    zipfile.ZipFile(io.BytesIO(sent.content)).extractall(tmp_path)
    problem = read_folder(tmp_path, ROTATION)
    assert len(problem.people) == len(RotationDraft.objects.get().outcome["reasons"])
    refused = browse("hanh").post(f"{PAGE}bang/", follow=True)
    assert "chỉ giao cho người được biết toàn bộ quy hoạch" in refused.content.decode()


def test_the_form_asks_the_worker_and_wrong_numbers_come_back_with_their_place(
    town, browse
) -> None:
    client = browse("thang")
    page = client.post(f"{PAGE}lap/", {"kind": "rotation", "women_percent": "120", "stay": "x"})
    assert page.status_code == 400
    words = page.content.decode()
    assert "Nữ ít nhất: thấy “120”, cần 0..100" in words
    assert "Ở lại chức vụ đang giữ: thấy “x”" in words
    assert not RotationDraft.objects.exists()
    form = {"kind": "reassignment", "managed_by": "district", "only_planned": "1",
            "months_left": "1.200", "max_chain": ""}  # fmt: skip
    asked = client.post(f"{PAGE}lap/", form, follow=True)
    assert "Máy đang lập phương án luân chuyển" in asked.content.decode()
    stored = RotationDraft.objects.get().settings
    assert (stored["kind"], stored["only_planned"], stored["months_left"]) == (
        "reassignment", True, 1200,
    )  # fmt: skip
    assert stored["max_chain"] is None
    part = client.get(PAGE, headers={"HX-Request": "true"})
    assert "Máy đang lập" in part.content.decode()
    operations.work_on_rotation(draft=RotationDraft.objects.get().id, at=REAL_NOW)
    assert client.get(PAGE, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_what_would_move_somebody_is_asked_and_answered(town, browse) -> None:
    draft({"kind": "reassignment", "only_planned": False})
    cuc = town.people["Đỗ Thị Cúc"]
    client = browse("thang")
    assert "Cần đổi gì để được chuyển?</button>" in client.get(PAGE).content.decode()
    asked = client.post(f"{PAGE}{cuc}/", follow=True)
    assert asked.redirect_chain == [(f"{PAGE}#{cuc}", 302)]
    assert "Máy đang tìm điều cần đổi" in asked.content.decode()
    question = RotationQuestion.objects.get()
    client.post(f"{PAGE}{cuc}/")  # asked twice: answered once
    operations.work_on_change(question=question.id)
    page = client.get(PAGE).content.decode()
    assert "Cơ quan coi việc sang Phó Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam" in page
    assert browse("hanh").post(f"{PAGE}{cuc}/").status_code == 404
    draft_id = RotationDraft.objects.get().id
    assert operations.answer_everybody(draft=draft_id, at=REAL_NOW) > 0
    assert "Cần đổi gì để được chuyển?</button>" not in client.get(PAGE).content.decode()


def test_the_page_asks_the_database_as_little_as_any(town, browse) -> None:
    draft()
    client = browse("thang")
    client.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(PAGE).status_code == 200
    assert len(asked) <= MOST
