"""Real Chromium on a real `canbo serve`: nothing is imitated but the clock's pinned day."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

if TYPE_CHECKING:
    from tests.journeys.house import House

# nothing but the page under test talks to a network
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage",
)  # fmt: skip
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


def _fill_town() -> None:
    from django.db import transaction

    from tests.town.builder import TOWN, add_people, make_town

    with transaction.atomic():
        make_town()
        add_people(120, path=(TOWN, "xã Quảng Cư"))


def _fill_twins() -> None:
    from tests.journeys.states import make_states
    from tests.journeys.twins import make_town_with_twins

    make_town_with_twins()
    make_states()


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
) -> Iterator[House]:
    """The town of the pages' tests and a larger commune, served."""
    from tests.journeys.house import served

    with django_db_blocker.unblock():
        town = served(tmp_path_factory.mktemp("town"), "town", _fill_town)
        house = town.__enter__()
    yield house
    with django_db_blocker.unblock():
        town.__exit__(None, None, None)


@pytest.fixture(scope="session")
def twin_site(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
) -> Iterator[House]:
    """The town with one man recorded twice, of whom much is said, and files in every state."""
    from tests.journeys.house import served

    with django_db_blocker.unblock():
        town = served(tmp_path_factory.mktemp("twins"), "twins", _fill_twins)
        house = town.__enter__()
    yield house
    with django_db_blocker.unblock():
        town.__exit__(None, None, None)


@pytest.fixture(scope="session")
def empty_site(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
) -> Iterator[House]:
    """A home right after `canbo init`, with one clerk."""
    from tests.journeys.house import served
    from tests.town.cast import make_clerk

    with django_db_blocker.unblock():
        home = served(tmp_path_factory.mktemp("empty"), "empty", make_clerk)
        house = home.__enter__()
    yield house
    with django_db_blocker.unblock():
        home.__exit__(None, None, None)


@pytest.fixture(scope="module")
def house(site: House) -> House:
    """The site that a module's browser visits."""
    return site


@pytest.fixture(scope="module")
def chromium(house: House) -> Iterator[Browser]:
    """One browser for a module; its site is filled before, as its loop shuts Django's door."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "the journeys need Chromium: see tests/house/install_tools.sh"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, house: House) -> Iterator[Callable[..., Page]]:
    """Open a page of a fresh browser profile; at the end its console and its requests are clean.

    `expected` are words of console lines that the journey provokes (a status of an error page).
    """
    opened: list[tuple[Page, list[str], list[str], tuple[str, ...]]] = []

    def begin(size: dict[str, int] = WIDE, expected: tuple[str, ...] = ()) -> Page:
        context = chromium.new_context(
            viewport=size, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", base_url=house.address,
            reduced_motion="reduce",
        )  # fmt: skip
        page = context.new_page()
        page.set_default_timeout(20_000)
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda line: said.append(line.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        opened.append((page, said, asked, expected))
        return page

    yield begin
    for page, said, asked, expected in opened:
        page.context.close()
        assert [line for line in said if not any(word in line for word in expected)] == []
        assert [url for url in asked if not url.startswith((house.address, "data:"))] == []


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """The folder that `JOURNEY_PICTURES` names, for whoever wants to look at every page."""
    named = os.environ.get("JOURNEY_PICTURES")
    if not named:
        return None
    Path(named).mkdir(parents=True, exist_ok=True)
    return Path(named)


@pytest.fixture
def looked(
    request: pytest.FixtureRequest, pictures: Path | None
) -> Iterator[Callable[[Page, str], None]]:
    """Look at a page wide and narrow: what is wrong with it, and a picture for whoever wants it.

    The module's `PICTURES` begins the names of the pictures.
    """
    from tests.journeys.steps import faults

    found: dict[str, list[str]] = {}
    prefix = request.module.PICTURES

    def look(page: Page, name: str) -> None:
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            if pictures:
                picture = pictures / f"{prefix}-{name}-{size['width']}.png"
                page.screenshot(path=picture, full_page=True)
            if wrong := faults(page):
                found[f"{name} {size['width']}"] = wrong

    yield look
    assert found == {}
