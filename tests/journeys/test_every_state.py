"""Every page of importing, with files in every state: axe finds nothing, nothing hangs over.

The pages are found by their links, so that a page that comes later is looked at too: of addresses
that differ only in what they are about one is opened, of waiting files the main pages of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import NARROW
from tests.journeys.states import WHO
from tests.journeys.steps import faults, sign_in

pytestmark = pytest.mark.journey
WITHIN = "/nhap/"
WORKBOOKS = ("/ghi-chu/", "/tai/")
MANY = 40  # with more the shapes of addresses are not told apart
_ID = r"[0-9a-f]{8}-[0-9a-f-]{27}"
_DRAFT = re.compile(rf"(/nhap/{_ID}/)(khac-biet/|can-xem/)?")


@pytest.fixture(scope="module")
def house(twin_site):  # the town with one man recorded twice, and files in every state
    return twin_site


def shape(address: str) -> str:
    """What addresses of one kind of page have in common: waiting files are each of their own."""
    parts = urlsplit(address)
    path = parts.path
    if parts.query or not _DRAFT.fullmatch(path):
        path = re.sub(_ID, "#", path)
    path = re.sub(r"/\d+/(?=.)", "/#/", path)  # of reports each: undone, replaced or not
    asked = [one for one in parse_qsl(parts.query) if one[0] == "loai"]
    return f"{path}?{asked}"


def reached(page: Page) -> Iterator[str]:
    """Open one page of each shape that links lead to, its details folded out."""
    waiting, seen = [WITHIN], {shape(WITHIN)}
    while waiting:
        address = waiting.pop(0)
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        yield address
        for link in page.locator("main a[href]:not([download])").all():
            target = urljoin(address, link.get_attribute("href") or "").partition("#")[0]
            if not target.startswith(WITHIN) or urlsplit(target).path.endswith(WORKBOOKS):
                continue  # of other journeys, or no page but a workbook
            if shape(target) not in seen:
                seen.add(shape(target))
                waiting.append(target)


def test_no_state_of_a_page_has_faults(open_page) -> None:
    page = open_page(NARROW)
    sign_in(page, WHO)
    found: dict[str, list[str]] = {}
    opened = []
    for address in reached(page):
        opened.append(address)
        assert len(opened) <= MANY, opened
        if wrong := faults(page):
            found[address] = wrong
    assert found == {}
    drafts = {_DRAFT.match(one)[1] for one in opened if _DRAFT.match(one)}  # type: ignore[index]
    assert len(drafts) == 5
