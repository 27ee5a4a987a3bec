"""A home right after `canbo init`: each page says what to do next."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW
from tests.journeys.steps import faults, sign_in

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def house(empty_site):
    """Serve the empty home to this module's browser."""
    return empty_site


def test_each_page_of_an_empty_home_says_what_to_do_next(open_page) -> None:
    page = open_page(NARROW)
    sign_in(page, "hanh")
    expect(page.locator("#results")).to_contain_text("nhập tệp danh sách")
    assert faults(page) == []
    page.goto("/hom-nay/")
    expect(page.locator("main")).to_contain_text("nhập danh sách cán bộ")
    assert faults(page) == []
    page.get_by_role("link", name="Số liệu", exact=True).click()
    share = page.get_by_role("region", name=re.compile("Tỷ lệ"))
    expect(share).to_contain_text("Chưa có ai")
    assert faults(page) == []
    page.get_by_role("link", name=re.compile("^0")).first.click()
    expect(page.locator("tbody")).to_contain_text("Không có dòng nào trong khoảng thời gian này")
    assert faults(page) == []
    page.get_by_role("link", name="Kế hoạch").click()
    expect(page.locator("main")).to_contain_text("Chưa có danh mục lớp của năm nào")
    assert faults(page) == []
