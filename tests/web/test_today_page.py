"""The first page: what waits, what is new since the last visit, what lies ahead, one's figures."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from canbo.cycle.models import Catalogue, PlanRequest, StoredPlan
from canbo.engine.timeline import Perspective
from canbo.records.models import ImportBatch
from canbo.reporting.compliance import compliance
from canbo.web import clock
from tests.drafts.waiting import make_waiting
from tests.records.sheets import OPERATOR, Row, classes, take
from tests.town.builder import AS_OF
from tests.town.cast import PASSWORD, REAL_NOW

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


def text_of(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def test_nothing_waits_and_the_page_says_what_can_be_done(town, browse) -> None:
    told = text_of(browse("thanhtra").get("/hom-nay/"))
    assert "Không có việc nào chờ bạn" in told
    assert "danh sách cán bộ" in told
    assert "có danh sách mới" not in told.lower()  # an inspector takes nothing in
    assert "Có danh sách mới" in text_of(browse("hanh").get("/hom-nay/"))


def test_a_file_waits_for_who_sent_it(town, browse) -> None:
    waiting = make_waiting()
    shown = browse("hanh").get("/hom-nay/").content.decode()
    assert f'href="/nhap/{waiting["hanh"]}/"' in shown
    assert "Tệp “trường sơn 2011.xlsx”" in shown
    assert f"{waiting['mai']}" not in shown


def test_a_plan_that_is_missing_old_or_refused_waits_for_who_makes_plans(town, browse) -> None:
    Catalogue.objects.filter(year=2012).update(recorded_at=REAL_NOW - timedelta(minutes=1))
    told = text_of(browse("thang").get("/hom-nay/"))
    assert "Lập lại kế hoạch năm 2012" in told
    assert "mới hơn phương án đang có" in told
    assert "Lập lại" not in text_of(browse("thanhtra").get("/hom-nay/"))  # makes none
    StoredPlan.objects.all().delete()
    assert "Lập kế hoạch năm 2012" in text_of(browse("thang").get("/hom-nay/"))
    PlanRequest.objects.create(
        year=2012, as_of=AS_OF, known_at=REAL_NOW, actor_id="x", actor_name="x",
        requested_at=REAL_NOW, state="refused", refusal={"code": "draft_failed", "data": {}},
    )  # fmt: skip
    assert "Kế hoạch năm 2012 lập không thành" in text_of(browse("thang").get("/hom-nay/"))


def test_what_others_did_since_the_last_visit_is_new(town, monkeypatch) -> None:
    client, first = Client(), REAL_NOW + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: first)
    sent = {"username": "thang", "password": PASSWORD}
    assert client.post("/dang-nhap/", sent)["Location"] == "/hom-nay/"
    row = Row("Lê Văn Mới", "12/3/1970", ("Y5",), "TC", home="xã Quảng Cư")
    file = "danh sách mới.xlsx"
    take(classes([row], file=file), at=first + timedelta(hours=2))
    StoredPlan.objects.update(recorded_at=first + timedelta(hours=1))
    client.post("/dang-xuat/")
    monkeypatch.setattr(clock, "now", lambda: first + timedelta(days=1))
    client.post("/dang-nhap/", sent)
    told = text_of(client.get("/hom-nay/"))
    _, _, news = told.partition("Từ lần vào trước")
    assert f"Đã nhập “{file}”" in news
    assert "Kế hoạch năm 2012 lập từ hồ sơ tại ngày 31/7/2011; 1 nhu cầu chưa xếp" in news
    assert news.index("Đã nhập") < news.index("Kế hoạch năm 2012")  # the newest first
    others = ImportBatch.objects.exclude(file=file).values_list("file", flat=True)
    assert others
    assert not [one for one in others if f"“{one}”" in news]


def test_at_the_first_visit_the_last_month_is_new(town, browse) -> None:
    assert "Trong 30 ngày qua" in text_of(browse("mai").get("/hom-nay/"))


@pytest.mark.parametrize("who", ["hanh", "mai"])
def test_standards_are_counted_in_ones_own_scope(town, browse, who) -> None:
    page = browse(who).get("/hom-nay/dat-chuan/", headers=SCRIPT)
    actor = OPERATOR if who == "hanh" else page.wsgi_request.actor
    found = compliance(actor=actor, at=REAL_NOW, perspective=Perspective(AS_OF, REAL_NOW))
    told = text_of(page)
    assert f"{found.all_met} / {found.people} người" in told
    for cell in found.totals:
        if cell.not_met:
            assert f"{cell.dimension_words}: {cell.not_met} không đạt" in told
    assert sum(cell.people for cell in found.totals) > found.people > 0


def test_who_retires_within_a_year_is_named_with_the_day(town, browse) -> None:
    shown = browse("hanh").get("/hom-nay/nghi-huu/", headers=SCRIPT)
    listed = browse("hanh").get("/du-bao/nghi-huu/?so_nam=1").content.decode()
    for person in re.findall(r'href="/can-bo/([0-9a-f-]+)/', shown.content.decode()):
        assert person in listed
    assert "Nghỉ hưu đến hết" in text_of(shown)


def test_ones_figures_stand_on_the_page(town, browse) -> None:
    client = browse("hanh")
    told = text_of(client.get("/hom-nay/so-lieu/", headers=SCRIPT))
    assert "lượt cán bộ được bồi dưỡng" in told
    client.post("/so-lieu/women_share/ghim/")
    pinned = text_of(client.get("/hom-nay/so-lieu/", headers=SCRIPT))
    assert "Số liệu bạn đã ghim" in pinned
    assert "lượt cán bộ được bồi dưỡng" not in pinned


def test_what_in_the_records_must_be_settled_is_counted(town, browse) -> None:
    assert "Hồ sơ cần xử lý" not in text_of(browse("hanh").get("/hom-nay/ho-so/", headers=SCRIPT))
