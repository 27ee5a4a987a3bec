"""The keyboard leads everywhere; light or dark as one chooses, kept over pages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import faults, sign_in

pytestmark = pytest.mark.journey


def test_the_keyboard_leads_to_any_page_and_tells_its_keys(open_page) -> None:
    page = open_page()
    page.goto("/dang-nhap/")
    sign_in(page, "hanh")
    expect(page).to_have_url(re.compile("/hom-nay/"))
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Phím tắt")
    expect(sheet).to_contain_text("Đạt chuẩn")
    assert faults(page) == []
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    page.keyboard.press("g")
    page.keyboard.press("d")
    expect(page).to_have_url(re.compile("/dat-chuan/"))
    page.keyboard.press("Control+k")
    ways = page.get_by_role("dialog", name="Đi tới")
    page.keyboard.type("du bao")
    expect(ways.get_by_role("link")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")  # past the button that searches people
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/du-bao/"))
    page.keyboard.press("Control+k")
    page.keyboard.type("quang cao")
    expect(ways.get_by_role("link")).to_have_count(0)
    page.keyboard.press("Enter")  # nothing of that name among the pages: people are searched
    expect(page.locator("#results caption")).to_have_text("1 người khớp “quang cao”")


def test_dark_is_chosen_once_and_as_readable(open_page) -> None:
    page = open_page()
    sign_in(page, "hanh")
    page.get_by_role("button", name="Tối").click()
    assert theme(page) == "dark"
    found = {}
    for address in (
        "/hom-nay/",
        "/can-bo/",
        "/dat-chuan/",
        "/so-lieu/",
        "/ke-hoach/2012/",
        "/nhap/",
    ):
        page.goto(address)
        assert theme(page) == "dark"
        if wrong := faults(page):
            found[address] = wrong
    assert found == {}
    page.get_by_role("button", name="Sáng").click()
    page.reload()
    assert theme(page) == "light"
    expect(page.get_by_role("button", name="Sáng")).to_have_attribute("aria-pressed", "true")


def theme(page: Page) -> str | None:
    return page.locator("html").get_attribute("data-bs-theme")
