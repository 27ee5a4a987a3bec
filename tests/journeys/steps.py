"""Steps that several journeys share."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.town.cast import PASSWORD

_AXE = Axe()
_NARROW = 640


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Sign in by the form of the page that is open, else go by it to the list of officials."""
    if "/dang-nhap/" not in page.url:
        page.goto("/dang-nhap/?next=/can-bo/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def faults(page: Page) -> list[str]:
    """What axe finds, and whether the page is wider than its window.

    Contrast, two thirds of axe's time, is looked at in wide windows only: the narrow ones have
    the same colours.
    """
    is_wide = page.viewport_size is None or page.viewport_size["width"] > _NARROW
    options = {
        "resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": is_wide}},
    }  # fmt: skip
    found = [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in _AXE.run(page, options=options).response["violations"]
        for node in violation["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [*found, f"wider by {wide}px"] if wide > 0 else found


def named(page: Page) -> list[str]:
    """The names in the list that is shown, without their numbers."""
    return page.locator("#results tbody th").all_inner_texts()
