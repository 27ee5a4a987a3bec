"""Two records of one person, in a real browser: found, held side by side, made one, taken apart."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.steps import faults, sign_in

pytestmark = pytest.mark.journey
NAME, OTHER_NAME = "Lê Văn Hùng", "Lê Văn Hưng"


@pytest.fixture(scope="module")
def house(twin_site):  # the town with one man recorded twice
    return twin_site


def pairs(page: Page) -> list[str]:
    return page.get_by_role("table").first.locator("tbody th").all_inner_texts()


def test_from_the_proposal_to_the_merge_and_back(open_page) -> None:
    page = open_page()
    page.set_default_timeout(60_000)  # the first preview of a server loads the engine of figures
    sign_in(page, "hanh")
    page.get_by_role("link", name="Hồ sơ có thể trùng").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hồ sơ có thể trùng")
    assert faults(page) == []
    pair = page.get_by_role("row").filter(has_text=OTHER_NAME)
    expect(pair).to_contain_text("cùng ngày sinh")
    pair.get_by_role("link", name="So hai hồ sơ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hai hồ sơ này là một người?")
    assert faults(page) == []
    # nothing is chosen for anybody: the browser itself asks for it
    page.get_by_role("button", name="Gộp hai hồ sơ").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hai hồ sơ này là một người?")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Xem hệ quả").click()
    expect(page.get_by_role("heading", name="Nếu gộp thì thay đổi")).to_be_visible()
    expect(page.get_by_role("radio").first).to_be_checked()
    assert faults(page) == []
    page.get_by_label("Vì sao biết là một người").fill("cùng số hiệu")
    page.get_by_role("button", name="Gộp hai hồ sơ").click()
    expect(page.get_by_role("status")).to_contain_text("Đã gộp hai hồ sơ")
    assert faults(page) == []
    # and back
    page.goto("/trung/")
    row = page.get_by_role("table", name="Các lần gộp").get_by_role("row").nth(1)
    expect(row).to_contain_text("cùng số hiệu")
    row.get_by_role("link", name="Tách lại").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tách lại lần gộp số")
    assert faults(page) == []
    page.get_by_role("button", name="Tách lại").click()
    expect(page.get_by_role("status")).to_contain_text("Đã tách lần gộp")
    page.goto("/trung/")
    expect(page.get_by_role("row").filter(has_text=OTHER_NAME).first).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "360"])
def test_pages_of_two_records_fit_every_window(open_page, pictures, size) -> None:
    page = open_page(size)
    sign_in(page, "hanh")
    page.goto("/trung/")
    found = {"list": faults(page)}
    page.get_by_role("link", name="So hai hồ sơ").first.click()
    found["merge"] = faults(page)
    if pictures:
        page.screenshot(path=pictures / f"gop-{size['width']}.png", full_page=True)
    assert found == {"list": [], "merge": []}


def test_two_people_are_told_apart_and_the_note_taken_back(open_page) -> None:
    page = open_page()
    sign_in(page, "hanh")
    page.goto("/trung/")
    page.get_by_role("button", name="Là hai người").first.click()
    expect(page.get_by_role("status")).to_contain_text("không đề xuất nữa")
    apart = page.get_by_role("table", name="Đã xác nhận là hai người")
    expect(apart).to_contain_text(NAME)
    page.get_by_role("button", name="Bỏ xác nhận").click()
    expect(page.get_by_role("status")).to_contain_text("Đã bỏ xác nhận")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "360"])
def test_an_official_of_many_facts_is_open_to_everybody(open_page, pictures, size) -> None:
    page = open_page(size)
    sign_in(page, "thang")
    page.goto("/can-bo/?tim=le+van+hung")
    page.get_by_role("link", name=NAME, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    menu = page.get_by_role("navigation", name="Các mục của hồ sơ")
    menu.get_by_role("link", name="Khen thưởng").click()
    expect(page.get_by_role("table", name="Khen thưởng")).to_be_in_viewport()
    expect(page.get_by_role("table", name="Khen thưởng")).to_contain_text("Bằng khen")
    if pictures:
        page.screenshot(path=pictures / f"nhieu-{size['width']}.png", full_page=True)
    assert faults(page) == []
