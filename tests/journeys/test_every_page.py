"""Each page, wide and narrow: axe finds nothing, nothing hangs over the edge, nothing overlaps."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from canbo.engine.figures import MEASURES
from canbo.web.office.views.law_draft import EXAMPLE
from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.steps import faults, sign_in
from tests.town.builder import LONG_NAME, SCRIPT_NAME

pytestmark = pytest.mark.journey

ADDRESSES = {
    "hom-nay": "/hom-nay/",
    "can-bo": "/can-bo/",
    "trang-2": "/can-bo/?don_vi=&trang=2",
    "tim": "/can-bo/?tim=binh+vu",
    "khong-ai": "/can-bo/?tim=khongcoai",
    "ngay-sai": "/can-bo/?ngay=31/2/2011",
    "so-lieu": "/so-lieu/",
    "so-lieu-sai": "/so-lieu/?tu=31/7/2011&den=1/1/2006",
    "luot": "/so-lieu/fostering_attendances/",
    "nguoi": "/so-lieu/intermediate_theory_people/",
    "du-bao": "/du-bao/?so_nam=15",
    "nghi-huu": "/du-bao/nghi-huu/?so_nam=15",
    "nhu-cau": "/du-bao/nhu-cau/",
    "doi-chieu-du-bao": "/du-bao/doi-chieu/",
    "ty-le": "/so-lieu/commune_intermediate_professional_share/",
    "khong-dong": "/so-lieu/fostering_attendances/?tu=1/1/1990&den=1/2/1990",
    "tim-so-lieu": "/so-lieu/?tim=luan+chuyen",
    "khong-so-lieu": "/so-lieu/?tim=khongcogi",
    "theo-tuoi": "/so-lieu/workforce_by_age/",
    "tre": "/so-lieu/young_leaders_share/?tuoi=x",
    "so-sanh": "/so-lieu/so-sanh/?so_lieu=workforce_people&so_lieu=women_share"
    "&so_voi=31/7/2010;31/7/2005&them=th%E1%BB%8B+x%C3%A3+S%E1%BA%A7m+S%C6%A1n&ca_duoi=1",
    "so-sanh-gi": "/so-lieu/so-sanh/",
    "ke-hoach": "/ke-hoach/2012/",
    "ke-hoach-nguoi": "/ke-hoach/2012/nguoi/",
    "ke-hoach-vang": "/ke-hoach/2012/vang/",
    "ke-hoach-gia": "/ke-hoach/2012/gia/",
    "ke-hoach-thu": "/ke-hoach/2012/thu/",
    "ke-hoach-so-sanh": "/ke-hoach/2012/so-sanh/",
    "luan-chuyen": "/ke-hoach/luan-chuyen/",
    "luat": "/luat/?het=1",
    "van-ban": "/luat/van-ban/qd-04-2004-bnv/",
    "che-do": "/luat/che-do/",
    "mot-che-do": "/luat/che-do/dm-chung/",
    "luat-khac": "/luat/thay-doi/?tu=1/1/2020&den=1/1/2026",
    "luat-ngay-sai": "/luat/thay-doi/?tu=31/2/2011",
    "co-quan-dat": "/luat/co-quan/?het=1",
    "thu-luat": "/luat/thu/",
    "doi-chieu": "/so-lieu/doi-chieu/",
    "mau": "/mau/",
    "khong-co": "/khong-co/",
}
STRICTER = EXAMPLE.read_text(encoding="utf-8").replace("[Y6]", "[Y3, Y6]")
SHARE = MEASURES["commune_intermediate_professional_share"].label
TRIED = (
    ("thu-luat-xong", "/luat/thu/", {"noi_dung": STRICTER}, "Thử dự thảo"),
    ("doi-chieu-xong", "/so-lieu/doi-chieu/", {"so_lieu": SHARE, "so_in": "100%"}, "Đối chiếu"),
)
PEOPLE = {"quang": "Cao Sỹ Quang", "ten-dai": LONG_NAME, "la": SCRIPT_NAME, "mai": "Nguyễn Thị Mai"}


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["1280", "360"])
def test_every_page_is_open_to_everybody(open_page, pictures: Path | None, size) -> None:
    page = open_page(size, expected=("404", "400", "403"))
    found = {}

    def look(name: str) -> None:
        if pictures:
            page.screenshot(path=pictures / f"{name}-{size['width']}.png", full_page=True)
        if wrong := faults(page):
            found[name] = wrong

    page.goto("/dang-nhap/")
    look("dang-nhap")
    sign_in(page, "hanh")
    for name, address in ADDRESSES.items():
        page.goto(address)
        look(name)
    for name, person in PEOPLE.items():
        open_person(page, person)
        look(name)
    for name, address, fields, button in TRIED:
        page.goto(address)
        for field, text in fields.items():
            page.locator(f"[name={field}]").first.fill(text)
        page.get_by_role("button", name=button, exact=True).click()
        page.locator("#sum-h, #found-h").wait_for()
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        look(name)
    page.goto("/ke-hoach/2012/")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    look("ke-hoach-mo")
    page.goto("/mau/")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    look("mau-mo")
    page.get_by_role("button", name="Đăng xuất").click()
    sign_in(page, "quantri")
    look("khong-quyen")
    assert found == {}


def open_person(page: Page, person: str) -> None:
    page.goto("/can-bo/?tim=" + person.split("<", maxsplit=1)[0].strip().replace(" ", "+"))
    page.get_by_role("link", name=person, exact=True).click()
    page.get_by_role("heading", level=1, name=person, exact=True).wait_for()
