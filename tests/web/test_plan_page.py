"""The plan's pages: how it was found, whom it serves, what would change it, trials beside it."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from canbo.cycle import access, operations
from canbo.cycle.models import PlanRequest, StoredPlan
from canbo.cycle.operations import record_catalogue
from canbo.engine.planning.trial import Edit, Number
from canbo.engine.timeline import Perspective
from canbo.exchange.catalogue_sheets import CatalogueWords
from canbo.exchange.catalogue_workbook import read_catalogue_workbooks
from canbo.exchange.workbooks import Vocabulary
from canbo.law.vocabulary import load_vocabulary
from canbo.records import access as records
from tests.records.sheets import OPERATOR
from tests.town.cast import REAL_NOW
from tests.town.trials import make_trial

LISTS = Path(__file__).resolve().parents[2] / "examples" / "sam-son" / "lists"


@pytest.mark.django_db
def test_a_past_year_shows_its_money_its_places_and_its_schools(town, browse) -> None:
    words = load_vocabulary()
    content = read_catalogue_workbooks(
        sorted([*LISTS.glob("Chi tieu*"), *LISTS.glob("Kinh phi*"), *LISTS.glob("Thoa thuan*")]),
        vocabulary=Vocabulary.from_data(words),
        words=CatalogueWords.of(words["catalogue"]),
        year=2009,
    ).content
    record_catalogue(content=content, document="2009", actor=OPERATOR, at=REAL_NOW)
    page = browse("hanh").get("/ke-hoach/2009/").content.decode()
    assert "không có lớp nào để xếp người" in page
    assert "/ke-hoach/2009/lap/" not in page  # there is nothing to plan with
    assert "102.400.000 đ" in page  # as the builder's ledger adds up the year
    assert "TB 98-TB/BTCTU ngày 23/02/2009" in page
    assert "Học viện Tài chính" in page
    assert 'href="/ke-hoach/2012/"' in page
    assert 'aria-current="page">2009<' in page


def text_of(page) -> str:
    """A page as it reads: without tags, spaces drawn together."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


@pytest.fixture
def answered(town) -> access.PlanView:
    """The town's plan with every question about it answered by the worker."""
    operations.work_on_explaining(plan=newest().id)
    return newest()


def newest() -> access.PlanView:
    plan = access.get_plan(year=2012, actor=OPERATOR, at=REAL_NOW)
    assert plan is not None
    return plan


@pytest.mark.django_db
def test_the_page_shows_how_the_plan_was_found_and_whom_it_serves(browse) -> None:
    page = browse("hanh").get("/ke-hoach/2012/")
    shown = page.content.decode()
    (lines,) = re.findall(r'<polyline class="chart-value" points="([^"]+)"', shown)
    assert len(lines.split()) >= 1
    told = text_of(page)
    assert "giá trị 4.000, chặn trên 4.000, cách nhau 0,00%" in told
    assert "Bắt buộc theo tiêu chuẩn 2 3" in told
    women = next(row for row in newest().story["shares"] if row[0] == "women")
    assert f"Nữ {women[1]} {women[2]} {women[3]}" in told
    assert women == ["women", 5, 2, 1]  # Cúc waits, Mai goes
    assert 'class="num heat-4" data-label="Số người / chỗ"' in shown  # one seat of one
    assert 'href="/ke-hoach/2012/nguoi/?lop=TC21"' in shown


@pytest.mark.django_db
def test_a_number_of_a_class_opens_its_people(town, browse) -> None:
    told = text_of(browse("hanh").get("/ke-hoach/2012/nguoi/?lop=TC21"))
    assert "Lớp Trung cấp LLCT–HC khóa 21. Xem mọi người" in told
    assert "Cao Sỹ Quang" in told
    assert "Nguyễn Thị Mai" not in told
    waiting = text_of(browse("hanh").get("/ke-hoach/2012/nguoi/?ket_qua=chua"))
    assert "Đỗ Thị Cúc" in waiting
    assert "Cao Sỹ Quang" not in waiting


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "said", "found", "missing"),
    [
        ("nhom=women", "Nữ", {"Đỗ Thị Cúc", "Nguyễn Thị Mai"}, {"Cao Sỹ Quang"}),
        ("nhom=women&ket_qua=duoc", "được xếp chỗ; Nữ", {"Nguyễn Thị Mai"}, {"Đỗ Thị Cúc"}),
        ("nhom=remote", "Ở đơn vị miền núi", set(), {"Đỗ Thị Cúc", "Nguyễn Thị Mai"}),
        ("ly_do=yearly", "Bồi dưỡng hằng năm", set(), {"Đỗ Thị Cúc", "Cao Sỹ Quang"}),
        ("ly_do=legal&ket_qua=chua", "chưa xếp được chỗ; Bắt buộc", {"Đỗ Thị Cúc"}, {"Nguyễn"}),
    ],
)  # fmt: skip
def test_a_number_of_the_plan_opens_who_is_counted(browse, asked, said, found, missing) -> None:
    told = text_of(browse("hanh").get(f"/ke-hoach/2012/nguoi/?{asked}"))
    assert said in told
    assert all(name in told for name in found)
    assert not any(name in told for name in missing)


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["nhom=women", "ly_do=legal", "nguon=NS", "chi_tieu=Q1"])
def test_another_day_keeps_what_is_asked(browse, asked) -> None:
    shown = browse("hanh").get(f"/ke-hoach/2012/nguoi/?{asked}").content.decode()
    name, value = asked.split("=")
    assert f'<input type="hidden" name="{name}" value="{value}">' in shown


@pytest.mark.django_db
def test_what_a_quota_and_a_source_count_can_be_opened(browse) -> None:
    shown = browse("hanh").get("/ke-hoach/2012/").content.decode()
    plan = newest()
    for quota in plan.quotas:
        address = html.unescape(f"/ke-hoach/2012/nguoi/?chi_tieu={quota.code}")
        assert address in html.unescape(shown)
        assert f"{quota.used} nhu cầu" in text_of(browse("hanh").get(address))
    for source in plan.sources:
        told = text_of(browse("hanh").get(f"/ke-hoach/2012/nguoi/?nguon={source.code}"))
        payers = sum(need.payer == source.code for need in plan.needs)
        assert f"{payers} nhu cầu" in told


@pytest.mark.django_db
def test_cover_by_week_counts_days_and_opens_its_people(town, browse) -> None:
    shown = browse("hanh").get("/ke-hoach/2012/vang/").content.decode()
    numbers = re.findall(r'href="(/ke-hoach/2012/nguoi/\?[^"]+tuan[^"]+)">(\d+)<', shown)
    assert [number for _, number in numbers] == ["1", "1", "1", "1"]  # two blocks, two weeks
    address = html.unescape(next(a for a, _ in numbers if "2012-03-05" in a))
    told = text_of(browse("hanh").get(address))
    assert "Cao Sỹ Quang" in told
    assert "Nguyễn Thị Mai" not in told


@pytest.mark.django_db
def test_answers_are_told_in_words(town, browse, answered) -> None:
    person = town.people["Đỗ Thị Cúc"]
    told = text_of(browse("hanh").get(f"/ke-hoach/2012/nguoi/{person}/"))
    assert answered.is_asked
    # one seat and one place of the quota are short at once: no single change is enough
    assert "Không thay đổi đơn lẻ nào đủ" in told
    going = text_of(browse("hanh").get(f"/ke-hoach/2012/nguoi/{town.people['Cao Sỹ Quang']}/"))
    assert "Nếu không có người này thì Đỗ Thị Cúc sẽ được xếp thay" in going
    assert "kế hoạch giảm 1.000 giá trị" in going
    prices = text_of(browse("hanh").get("/ke-hoach/2012/gia/"))
    assert "Thêm một chỗ ở Lớp Trung cấp LLCT–HC khóa 21 (khai giảng 05/3/2012)" in prices
    assert "không được thêm gì" in prices
    assert "Không có phương án nào ngang bằng" in prices


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kept", "said"),
    [({"story": {}}, "lập từ phiên bản trước"), ({"status": "time_limit"}, "chưa được chứng minh")],
)
def test_a_plan_of_which_nothing_is_answered_says_why(town, browse, kept, said) -> None:
    StoredPlan.objects.filter(id=newest().id).update(**kept)
    prices = text_of(browse("hanh").get("/ke-hoach/2012/gia/"))
    assert said in prices
    assert "khan hiếm" not in prices


@pytest.mark.django_db
def test_one_person_is_answered_on_demand(town, browse) -> None:
    address = f"/ke-hoach/2012/nguoi/{town.people['Đỗ Thị Cúc']}/"
    client = browse("thang")
    assert "Tính ngay cho người này" in client.get(address).content.decode()
    client.post(address)
    waiting = client.get(address).content.decode()
    assert 'hx-trigger="every 2s"' in waiting
    asked = access.last_answering(
        plan=newest().id, person=town.people["Đỗ Thị Cúc"], actor=OPERATOR
    )
    assert asked is not None
    client.post(address)  # a second click joins the first
    assert PlanRequest.objects.filter(kind="answers").count() == 1
    operations.work_on_request(request=asked.id, at=REAL_NOW)
    told = client.get(address).content.decode()
    assert "Không thay đổi đơn lẻ nào đủ" in told
    assert "Tính ngay cho người này" not in told


@pytest.mark.django_db
def test_a_number_is_tried_held_beside_the_plan_and_kept(town, browse) -> None:
    client = browse("thang")
    form = text_of(client.get("/ke-hoach/2012/thu/"))
    assert "Lớp Trung cấp LLCT–HC khóa 21 (đang là 1)" in form
    before = newest().id
    sent = client.post("/ke-hoach/2012/thu/", {"so": "seats:TC21", "gia_tri": "0"})
    waits = client.get(sent["Location"])
    assert 'hx-trigger="every 1s"' in waits.content.decode()
    asked = UUID(sent["Location"].split("/")[-2])
    operations.work_on_request(request=asked, at=REAL_NOW)
    done = client.get(sent["Location"])
    page = client.get(done["Location"])
    told = text_of(page)
    assert "số chỗ của Lớp Trung cấp LLCT–HC khóa 21 (khai giảng 05/3/2012): 1 → 0" in told
    assert "0 thêm chỗ, 1 mất chỗ, 0 đổi lớp" in told
    assert "-3.000 giá trị so với 4.000" in told
    assert re.search(r"Cao Sỹ Quang .*Mất chỗ Được chọn vào Lớp .* Chưa được chọn: lớp đã đủ", told)
    assert newest().id == before  # a trial is no draft of the year
    assert client.post(f"{done['Location']}giu/", {"ten": "Không mở lớp TC"}).status_code == 302
    assert "Không mở lớp TC" in text_of(client.get("/ke-hoach/2012/thu/"))
    assert "Giữ phương án này" not in client.get(done["Location"]).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "value"),
    [("seats:TC21", "x"), ("seats:XX", "3"), ("ghế", "3"), ("seats:TC21", "-1"), ("", "")],
)
def test_a_number_that_cannot_be_tried_is_refused_in_words(browse, number, value) -> None:
    client = browse("hanh")
    sent = client.post("/ke-hoach/2012/thu/", {"so": number, "gia_tri": value}, follow=True)
    told = text_of(sent)
    assert "Chưa thử được" in told or "Danh mục không có" in told
    assert not PlanRequest.objects.filter(kind="trial").exists()


@pytest.mark.django_db
def test_a_trial_shows_only_people_whom_one_may_see(town, browse, monkeypatch) -> None:
    made = make_trial(Edit(Number.SEATS, "TC21", 0))
    address = f"/ke-hoach/phuong-an/{made['trial']}/"
    monkeypatch.setattr(
        records, "visible_people", lambda **_: frozenset({town.people["Nguyễn Thị Mai"]})
    )
    told = text_of(browse("hanh").get(address))
    assert "Cao Sỹ Quang" not in told
    assert "trong phạm vi của bạn; cả kế hoạch có 1 thay đổi" in told


@pytest.mark.django_db
def test_a_trial_that_the_worker_left_lying_says_so_and_asks_no_more(browse) -> None:
    asked = operations.request_trial(
        base=newest().id, edit=Edit(Number.SEATS, "TC21", 0), actor=OPERATOR, at=REAL_NOW
    )
    client, address = browse("thang"), f"/ke-hoach/thu/{asked}/"
    assert 'hx-trigger="every 1s"' in client.get(address).content.decode()
    PlanRequest.objects.filter(id=asked).update(
        state="running", requested_at=REAL_NOW - operations.STALLED_AFTER - timedelta(seconds=1)
    )
    for headers in ({}, {"HX-Request": "true"}):
        told = client.get(address, headers=headers).content.decode()
        assert "bị bỏ dở" in told
        assert "hx-trigger" not in told
        assert 'href="/ke-hoach/2012/thu/"' in told


def kept_trial(edit: Edit, name: str) -> UUID:
    trial = make_trial(edit)["trial"]
    operations.keep_trial(trial=trial, name=name, actor=OPERATOR, at=REAL_NOW)
    return trial


@pytest.mark.django_db
def test_one_plan_alone_has_nothing_to_be_compared_with(town, browse) -> None:
    assert "mới có một phương án" in text_of(browse("hanh").get("/ke-hoach/2012/so-sanh/"))


@pytest.mark.django_db
def test_any_two_scenarios_are_compared_person_by_person(town, browse) -> None:
    shut = kept_trial(Edit(Number.SEATS, "TC21", 0), "Không mở lớp TC")
    more = kept_trial(Edit(Number.QUOTA, "Q1", 2), "Thêm chỉ tiêu")
    address = f"/ke-hoach/2012/so-sanh/?mot={shut}&hai={more}"
    told = text_of(browse("hanh").get(address))
    assert "Phương án “Không mở lớp TC”" in told
    assert "Giá trị 1.000 4.000 +3.000" in told
    assert "Nhu cầu được xếp chỗ 1 2 +1" in told
    assert "số chỗ của Lớp Trung cấp LLCT–HC khóa 21 (khai giảng 05/3/2012): 1 → 0" in told
    assert "1 thêm chỗ, 0 mất chỗ, 0 đổi lớp" in told
    assert re.search(r"Cao Sỹ Quang .*Thêm chỗ Chưa được chọn: .* Được chọn vào Lớp", told)
    turned = text_of(browse("hanh").get(f"/ke-hoach/2012/so-sanh/?mot={more}&hai={shut}"))
    assert "0 thêm chỗ, 1 mất chỗ, 0 đổi lớp" in turned
    same = text_of(browse("hanh").get(f"/ke-hoach/2012/so-sanh/?mot={more}&hai={more}"))
    assert "Hãy chọn hai phương án khác nhau" in same


@pytest.mark.django_db
def test_drafts_made_of_other_days_are_compared_by_default(town, browse) -> None:
    old = newest()
    operations.draft_plan(
        year=2012, perspective=Perspective(date(2012, 1, 1), old.known_at),
        actor=OPERATOR, at=REAL_NOW,
    )  # fmt: skip
    told = text_of(browse("hanh").get("/ke-hoach/2012/so-sanh/"))
    assert "Thứ hai. Hồ sơ tại ngày 01/1/2012" in told
    assert "Các con số của hai phương án" in told


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["mot=x", "mot=00000000-0000-4000-8000-000000000000", "hai=y"])
def test_an_unknown_plan_is_not_compared(browse, asked) -> None:
    make_trial()
    assert browse("hanh").get(f"/ke-hoach/2012/so-sanh/?{asked}").status_code == 404


@pytest.mark.django_db
def test_a_comparison_names_only_people_whom_one_may_see(town, browse, monkeypatch) -> None:
    shut = kept_trial(Edit(Number.SEATS, "TC21", 0), "Không mở lớp TC")
    monkeypatch.setattr(
        records, "visible_people", lambda **_: frozenset({town.people["Nguyễn Thị Mai"]})
    )
    told = text_of(browse("hanh").get(f"/ke-hoach/2012/so-sanh/?mot={newest().id}&hai={shut}"))
    assert "Cao Sỹ Quang" not in told
    assert "cả kế hoạch có 1 thay đổi" in told


@pytest.mark.django_db
def test_a_running_search_shows_its_bar_and_is_stopped(town, browse) -> None:
    client = browse("thang")
    client.post("/ke-hoach/2012/lap/")
    asked = PlanRequest.objects.get(state="waiting")
    asked.progress = {"seconds": 2.5, "objective": 3000, "bound": 4000}
    asked.save()
    shown = client.get("/ke-hoach/2012/").content.decode()
    assert '<progress value="3000" max="4000"' in shown
    assert "Phương án tốt nhất 3.000, chặn trên 4.000" in shown
    client.post("/ke-hoach/2012/dung/")
    assert PlanRequest.objects.get(id=asked.id).is_to_stop
    assert "disabled" in client.get("/ke-hoach/2012/").content.decode()
