"""A clerk's day in a real browser: from signing in to the reason of a need, and back."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NARROW
from tests.journeys.steps import named, sign_in
from tests.town.builder import LONG_NAME
from tests.town.cast import WARD

pytestmark = pytest.mark.journey


def asked(page: Page) -> dict[str, str]:
    """What the address bar asks."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_from_the_ward_s_list_to_the_source_and_the_reason(open_page) -> None:
    page = open_page()
    page.goto("/can-bo/")
    expect(page).to_have_url(re.compile("/dang-nhap/"))
    sign_in(page, "hanh")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cán bộ, công chức")
    # the ward's officials as of a day, as known on a day
    page.get_by_label("Đơn vị").select_option(label="\u00a0\u00a0\u00a0" + WARD)
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator("#results caption")).to_have_text("6 người")
    page.get_by_label("Tình hình tại ngày").fill("30/6/2011")
    page.get_by_label("theo điều đã biết đến hết ngày").fill("15/8/2011")
    page.get_by_role("button", name="Xem").click()
    kept = {"ngay": "30/6/2011", "biet": "15/8/2011"}
    assert asked(page).items() >= {**kept, "don_vi": asked(page)["don_vi"]}.items()
    # search as one types: no accents, words in any order, the address bar follows
    search = page.get_by_role("searchbox")
    search.press_sequentially("quang cao")
    expect(page.locator("#results caption")).to_have_text("1 người khớp “quang cao”")
    assert named(page) == ["Cao Sỹ Quang"]
    assert asked(page).items() >= {**kept, "tim": "quang cao"}.items()
    # one official: post, level, verdict with article, source cell
    page.get_by_role("link", name="Cao Sỹ Quang").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cao Sỹ Quang")
    assert asked(page) == kept
    law = page.get_by_role("table", name="Đối chiếu tiêu chuẩn tại ngày 30/6/2011")
    theory = law.get_by_role("row").filter(has_text="Lý luận chính trị")
    expect(theory).to_contain_text("Không đạt")
    expect(theory).to_contain_text("04/2004/QĐ-BNV, Điều 8")
    levels = page.get_by_role("table", name="Trình độ")
    expect(levels).to_contain_text(re.compile(r"truong-son\.xlsx › DS!M\d+"))
    # figures, rows, plan: the perspective goes along on every page
    page.get_by_role("link", name="Số liệu").click()
    assert asked(page) == kept
    page.get_by_role("link", name=re.compile("^4")).click()
    expect(page.get_by_role("row")).to_have_count(5)
    assert asked(page).items() >= kept.items()
    page.get_by_role("link", name="Đỗ Thị Cúc").click()
    assert asked(page) == kept
    expect(page.get_by_text("Chưa được chọn: lớp đã đủ chỗ")).to_be_visible()
    menu = page.get_by_role("navigation", name="Các trang")
    menu.get_by_role("link", name="Kế hoạch").click()
    assert asked(page) == kept
    unserved = page.get_by_role("table", name="Chưa xếp được chỗ, và vì sao (1)")
    expect(unserved).to_contain_text("lớp đã đủ chỗ")
    expect(page.get_by_label("Tình hình tại ngày")).to_have_value("30/6/2011")
    page.get_by_role("link", name="Về mặc định").click()
    assert asked(page) == {}


def test_the_back_button_shows_what_was_there(open_page) -> None:
    page = open_page()
    sign_in(page, "hanh")
    search = page.get_by_role("searchbox")
    for words, count in (("mai", "1 người khớp “mai”"), ("vu binh", "2 người khớp “vu binh”")):
        search.fill(words)
        expect(page.locator("#results caption")).to_have_text(count)
    page.get_by_role("link", name="Vũ Đình Bình").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vũ Đình Bình")
    page.go_back()
    expect(page.locator("#results caption")).to_have_text("2 người khớp “vu binh”")
    expect(page.get_by_role("searchbox")).to_have_value("vu binh")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cán bộ, công chức")
    page.go_back()
    expect(page.locator("#results caption")).to_have_text("1 người khớp “mai”")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cán bộ, công chức")
    page.go_forward()
    expect(page.locator("#results caption")).to_have_text("2 người khớp “vu binh”")


def test_a_clerk_works_by_keyboard_alone(open_page) -> None:
    page = open_page()
    page.goto("/dang-nhap/")
    expect(page.get_by_label("Tên đăng nhập")).to_be_focused()
    page.keyboard.type("hanh")
    page.keyboard.press("Tab")
    page.keyboard.type("mot-mat-khau-dai-va-la")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Hôm nay, "))
    page.keyboard.press("g")
    page.keyboard.press("c")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cán bộ, công chức")
    # the first stop leads past the menu, and is seen
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Đến nội dung chính")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    # a slash is a sign in a field, a way to the search elsewhere
    page.get_by_label("Tình hình tại ngày").focus()
    page.keyboard.press("/")
    expect(page.get_by_label("Tình hình tại ngày")).to_be_focused()
    page.get_by_role("link", name="Số liệu").focus()
    page.get_by_role("link", name="Cán bộ", exact=True).focus()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("lan")
    expect(page.locator("#results caption")).to_have_text(re.compile("khớp “lan”"))
    page.keyboard.press("Enter")  # the form's own way leads to the same list
    expect(page.locator("#results caption")).to_have_text(re.compile("khớp “lan”"))
    page.get_by_role("link", name="Lê Thị Lan").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lê Thị Lan")


def test_each_stop_of_the_tab_key_is_seen(open_page) -> None:
    page = open_page()
    sign_in(page, "hanh")
    page.goto("/ke-hoach/2012/")
    for _ in range(25):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(() => { const it = document.activeElement;"
            " return it === document.body ? 'body' : getComputedStyle(it).outlineStyle; })()"
        )
        assert outline in ("solid", "body", "auto")


def test_wrong_password_sign_out_and_what_stays_closed(open_page) -> None:
    page = open_page(expected=("401", "404"))
    sign_in(page, "mai", "sai-mat-khau-roi")
    expect(page.get_by_role("alert")).to_have_text("Tên đăng nhập hoặc mật khẩu không đúng.")
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("mai")
    expect(page.get_by_label("Mật khẩu")).to_have_value("")
    sign_in(page, "mai")
    expect(page.locator("#results caption")).to_have_text("5 người")  # not her chairman
    expect(page.get_by_role("link", name="Kế hoạch")).to_have_count(0)
    page.get_by_role("link", name="Nguyễn Thị Mai").click()
    address = page.url
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập canbo")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập canbo")
    page.goto(address)
    sign_in(page, "dung")  # another ward's clerk follows the very address
    expect(page.get_by_role("heading", level=1)).to_have_text("Không tìm thấy")
    expect(page.locator("body")).not_to_contain_text("Nguyễn Thị Mai")


def test_a_session_that_ended_while_typing_leads_to_the_sign_in_page(open_page) -> None:
    page = open_page()
    sign_in(page, "hanh")
    page.context.clear_cookies()
    page.get_by_role("searchbox").fill("lan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập canbo")
    sign_in(page, "hanh")
    expect(page.locator("#results caption")).to_have_text(re.compile("khớp “lan”"))


def test_a_long_list_turns_its_pages(open_page) -> None:
    page = open_page()
    sign_in(page, "hanh")
    first = named(page)
    page.get_by_role("link", name="Trang sau").click()
    second = named(page)
    page.get_by_role("link", name="Trang sau").click()
    third = named(page)
    assert (len(first), len(second), len(third)) == (50, 50, 31)
    assert len({*first, *second, *third}) == 130  # two officials share one name
    expect(page.get_by_role("link", name="Trang sau")).to_have_count(0)
    page.get_by_role("link", name="Trang trước").click()
    assert named(page) == second
    # a search begins at its own first page
    page.get_by_role("searchbox").fill("mai")
    expect(page.locator("#results caption")).to_have_text("1 người khớp “mai”")


def test_a_plan_is_drafted_by_the_worker_and_the_page_opens_it(open_page) -> None:
    page = open_page(expected=("net::ERR_ABORTED",))
    sign_in(page, "thang")
    page.goto("/ke-hoach/2012/?ngay=30/6/2011")
    page.get_by_role("button", name="Lập lại với hồ sơ tại ngày 30/6/2011").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã giao máy lập lại kế hoạch")
    expect(page.get_by_text("Máy đề xuất từ hồ sơ tại ngày 30/6/2011")).to_be_visible(
        timeout=60_000
    )
    expect(page.get_by_text("Máy đang lập kế hoạch")).to_have_count(0)
    assert asked(page) == {"ngay": "30/6/2011"}


def test_a_telephone_shows_long_names_whole(open_page) -> None:
    page = open_page(NARROW)
    sign_in(page, "hanh")
    page.get_by_role("searchbox").fill("nghieng")
    link = page.get_by_role("link", name=LONG_NAME)
    link.click()
    heading = page.get_by_role("heading", level=1, name=LONG_NAME)
    box = heading.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= NARROW["width"]


def test_without_scripts_every_page_still_works(chromium, house) -> None:
    context = chromium.new_context(base_url=house.address, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "hanh")
    page.get_by_role("searchbox").fill("binh vu")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator("#results caption")).to_have_text("2 người khớp “binh vu”")
    page.get_by_role("link", name="Vũ Đình Bình").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vũ Đình Bình")
    # a figure is found, pinned, and compared with the year before
    page.get_by_role("link", name="Số liệu").click()
    page.get_by_role("searchbox").fill("ty le dang vien")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_role("button", name="Ghim Tỷ lệ đảng viên").click()
    expect(page.get_by_role("button", name="Bỏ ghim Tỷ lệ đảng viên")).to_be_visible()
    page.get_by_role("checkbox", name="Chọn để so sánh: Tỷ lệ đảng viên").check()
    page.get_by_role("button", name="So sánh các số liệu đã đánh dấu").click()
    table = page.get_by_role("table", name="Tỷ lệ đảng viên")
    expect(table.get_by_role("columnheader")).to_contain_text(
        ["Đơn vị", "31/7/2010", "31/7/2011", "Tăng, giảm"]
    )
    expect(page.get_by_role("img", name="Toàn bộ")).to_be_visible()
    context.close()
