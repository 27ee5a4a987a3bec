"""Units in a browser: the tree opened, a unit read, a decision previewed, done and undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.house import House
from tests.journeys.steps import faults, sign_in

pytestmark = pytest.mark.journey

DAY = "ngay=01/7/2025"
ADDRESSES = {
    "don-vi": f"/don-vi/?{DAY}&het=1",
    "don-vi-tim": "/don-vi/?tim=truong+son&ngay=30/6/2025",
    "don-vi-khong-thay": "/don-vi/?tim=khongcodau",
    "nguon-khac-nhau": "/don-vi/nguon-khac-nhau/",
    "cho-bo-tri": f"/don-vi/cho-bo-tri/?{DAY}",
    "quy-doi": "/so-lieu/commune_intermediate_professional_share/?quy_doi=01/7/2025",
    "quy-doi-sai": "/so-lieu/?quy_doi=01/7/2001",
}


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
) -> Iterator[House]:
    """The town with the lists that tell its units until 2025."""
    from tests.journeys.house import served

    def fill() -> None:
        from django.db import transaction

        from tests.town.builder import make_town
        from tests.town.reform import make_reform

        with transaction.atomic():
            make_town()
            make_reform(tmp_path_factory.mktemp("lists"))

    with django_db_blocker.unblock():
        reformed = served(tmp_path_factory.mktemp("units"), "units", fill)
        site = reformed.__enter__()
    yield site
    with django_db_blocker.unblock():
        reformed.__exit__(None, None, None)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "360"])
def test_every_page_of_units_is_open_to_everybody(open_page, pictures: Path | None, size) -> None:
    page: Page = open_page(size, expected=("404", "400"))
    found = {}

    def look(name: str) -> None:
        if pictures:
            page.screenshot(path=pictures / f"{name}-{size['width']}.png", full_page=True)
        if wrong := faults(page):
            found[name] = wrong

    sign_in(page, "hanh")
    for name, address in ADDRESSES.items():
        page.goto(address)
        look(name)
    page.goto(f"/don-vi/?{DAY}")
    page.locator("summary").first.click()
    expect(page.get_by_role("link", name="phường Quảng Tiến")).to_be_visible()
    look("don-vi-mo")
    page.get_by_role("link", name="phường Quảng Tiến").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("phường Quảng Tiến")
    expect(page.get_by_role("table", name=re.compile("Chức danh của đơn vị"))).to_be_visible()
    look("mot-don-vi")
    page.goto("/don-vi/?tim=sam+son")
    page.get_by_role("link", name="thị xã Sầm Sơn", exact=True).click()
    page.get_by_role("link", name="Sơ đồ tổ chức").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sơ đồ tổ chức")
    look("so-do")
    assert found == {}


def test_a_decision_is_previewed_carried_out_and_undone(open_page, pictures: Path | None) -> None:
    page: Page = open_page(expected=("400",))
    sign_in(page, "hanh")
    page.goto(f"/don-vi/cho-bo-tri/?{DAY}")
    expect(page.locator(".page-lead")).to_contain_text("13 lượt giữ chức danh")
    page.get_by_label("Số quyết định").fill("1238/QĐ-UBND")
    page.get_by_label("Ngày ký").fill("30/6/2025")
    page.get_by_role("button", name="Xem trước cả 9 đề xuất chắc chắn").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Xem trước")
    assert faults(page) == []
    if pictures:
        page.screenshot(path=pictures / "xem-truoc-quyet-dinh.png", full_page=True)
    page.get_by_role("button", name="Thực hiện quyết định").click()
    expect(page.get_by_role("status")).to_contain_text("9 lượt sang chức danh mới")
    report = page.url

    page.goto(f"/don-vi/cho-bo-tri/?{DAY}")
    expect(page.locator(".page-lead")).to_contain_text("4 lượt giữ chức danh")
    page.get_by_label("Số quyết định").fill("77/QĐ-UBND")
    page.get_by_label("Ngày ký").fill("01/7/2025")
    page.get_by_label("Việc của Ngô Văn Tiến").select_option("sang")
    page.get_by_label("Đơn vị mới của Ngô Văn Tiến").fill("14842 phường Nam Sầm Sơn")
    page.get_by_role("button", name="Xem trước các dòng trên trang này").click()
    expect(page.locator("main")).to_contain_text("phường Nam Sầm Sơn")
    page.get_by_role("button", name="Thực hiện quyết định").click()
    expect(page.get_by_role("status")).to_contain_text("1 lượt sang chức danh mới")

    page.get_by_role("link", name="Hủy lần nhập này").click()
    page.get_by_role("button", name="Hủy lần nhập số").click()
    page.goto(report)
    page.get_by_role("link", name="Hủy lần nhập này").click()
    page.get_by_role("button", name="Hủy lần nhập số").click()
    page.goto(f"/don-vi/cho-bo-tri/?{DAY}")
    expect(page.locator(".page-lead")).to_contain_text("13 lượt giữ chức danh")
