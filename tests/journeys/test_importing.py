"""Taking files in, in a real browser: decide, store, undo; name columns; mend the workbook."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.drafts.books import HEADERS, Line, book
from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.steps import faults, sign_in

pytestmark = pytest.mark.journey

READY = "Chờ bạn xem và lưu"
LONG = "Nguyễn Phước Hoàng Bảo Ngọc Khánh Nghiêng Thùy Dương Trường Giang"


@pytest.fixture
def looked(pictures: Path | None):
    """Look at a page wide and narrow: what is wrong with it, and a picture for whoever wants it."""
    found: dict[str, list[str]] = {}

    def look(page: Page, name: str) -> None:
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            if pictures:
                page.screenshot(path=pictures / f"nhap-{name}-{size['width']}.png", full_page=True)
            if wrong := faults(page):
                found[f"{name} {size['width']}"] = wrong

    yield look
    assert found == {}


def send(page: Page, name: str, content: bytes) -> None:
    """Choose a file on the import page and send it; end on its page when the worker is done."""
    page.goto("/nhap/")
    page.get_by_label("Chọn tệp").set_input_files(
        [{"name": name, "mimeType": "application/vnd.ms-excel", "buffer": content}]
    )
    page.get_by_role("button", name="Gửi tệp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator("#progress")).to_have_count(0, timeout=60_000)


def store(page: Page) -> None:
    page.get_by_role("button", name="Lưu vào hồ sơ").click()
    expect(page.get_by_text("Đã lưu vào hồ sơ, trọn một lần")).to_be_visible(timeout=60_000)


def test_from_the_file_to_the_report_and_back(open_page, looked) -> None:
    page = open_page()
    sign_in(page, "hanh")
    page.goto("/nhap/")
    looked(page, "trang")
    first = [Line("Lê Văn Tĩnh", "1/2/1970"), Line(LONG, "3/4/1980", sex="Nữ"), Line("Cao Văn Bá")]
    first.append(Line("Cao Văn Tư", "4/4/1964"))
    send(page, "tinh.xlsx", book(first, day="30/6/2010"))
    expect(page.get_by_text(READY)).to_be_visible()
    expect(page.get_by_text("Không có gì phải cân nhắc; có thể lưu ngay")).to_be_visible()
    looked(page, "moi")
    store(page)
    looked(page, "da-luu")
    # a year later: one gone, one changed, one as before
    later = [Line("Lê Văn Tĩnh", "1/2/1970", home="Hậu Lộc"), Line(LONG, "3/4/1980", sex="Nữ")]
    later.append(Line("Cao Văn Bá", post="Tài chính - Kế toán"))
    later.append(Line("Cao Văn Tư", "4/4/1964", post="Tài chính - Kế toán"))
    send(page, "tinh 2011.xlsx", book(later, day="30/6/2011"))
    expect(page.get_by_text("3 khác biệt nên xem trước khi lưu")).to_be_visible()
    looked(page, "xem")
    page.get_by_role("link", name="Khác với hồ sơ", exact=True).click()
    row = page.get_by_role("row").filter(has_text="Lê Văn Tĩnh")
    expect(row).to_contain_text("Quảng Xương")
    expect(row).to_contain_text("Hậu Lộc")
    expect(row.get_by_text("Trước ghi sai, hay đã thay đổi?")).to_be_visible()
    expect(page.locator("#left")).to_have_text("1 điều chưa quyết định")
    looked(page, "khac-biet")
    since = row.get_by_role("button", name="Đã thay đổi, từ 30/6/2011")
    since.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#left")).to_have_text("đã quyết định hết")
    expect(since).to_have_attribute("aria-pressed", "true")
    expect(since).to_be_focused()  # the keyboard stays where it was
    page.get_by_role("link", name="Sẽ kết thúc").click()
    page.get_by_role("button", name="Giữ như hồ sơ").first.click()  # the rule for all of them
    expect(page.get_by_role("status").first).to_have_text("Đã quyết định 2 khác biệt cùng một lúc.")
    # leaving loses nothing: another browser goes on where this one stopped
    address = page.url.partition("khac-biet")[0]
    again = open_page()
    sign_in(again, "hanh")
    again.goto(address)
    expect(again.get_by_text("Đã xem hết những khác biệt phải cân nhắc")).to_be_visible()
    store(again)
    again.get_by_role("link", name="báo cáo của lần nhập").click()
    expect(again.get_by_role("heading", level=1)).to_contain_text("tinh 2011.xlsx")
    looked(again, "bao-cao")
    again.get_by_role("link", name="4 người đã có trong hồ sơ").click()
    expect(again.get_by_role("link", name=LONG)).to_be_visible()
    looked(again, "nguoi")


def test_an_import_is_undone_after_looking_at_what_falls(open_page, looked) -> None:
    page = open_page()
    sign_in(page, "hanh")
    send(page, "hủy.xlsx", book([Line("Vương Văn Hủy", "1/2/1971")], day="30/6/2006"))
    store(page)
    send(page, "sau.xlsx", book([Line("Vương Văn Hủy", "1/2/1971")], day="30/6/2007"))
    store(page)
    page.goto("/nhap/")
    page.get_by_role("link", name="hủy.xlsx", exact=True).click()
    page.get_by_role("link", name="Hủy lần nhập này").click()
    expect(page.get_by_role("alert")).to_contain_text("các lần nhập sau dựa vào nó")
    expect(page.get_by_role("button", name="Hủy lần nhập số")).to_have_count(0)
    page.get_by_role("link", name="sau.xlsx").click()  # what rests on it goes first
    for falls in ("sau.xlsx", "hủy.xlsx"):
        page.get_by_role("link", name="Hủy lần nhập này").click()
        expect(page.get_by_role("heading", name="Sẽ thôi hiệu lực")).to_be_visible()
        looked(page, f"huy-{len(falls)}")
        page.get_by_role("button", name="Hủy lần nhập số").click()
        expect(page.get_by_role("status").first).to_contain_text("thôi hiệu lực")
        expect(page.get_by_text("đã hủy lúc")).to_be_visible()
        page.goto("/nhap/")
        page.get_by_role("link", name="hủy.xlsx", exact=True).click()
    page.goto("/can-bo/?tim=vuong+van+huy")
    expect(page.get_by_text("Không ai khớp")).to_be_visible()


def test_a_column_is_named_once_and_known_the_next_time(open_page, looked) -> None:
    page = open_page()
    sign_in(page, "hanh")
    odd = [header.replace("Ngày sinh", "Zzz qqq") for header in HEADERS]
    lines = [Line(f"Đặng Thị {name}", f"{n + 1}/2/196{n}") for n, name in enumerate("ABCDE")]
    send(page, "cột lạ.xlsx", book(lines, headers=odd, day="30/6/2009"))
    page.get_by_role("link", name="Cho biết các cột").click()
    looked(page, "cot")
    row = page.get_by_role("row").filter(has_text="Zzz qqq")
    expect(row).to_contain_text("1/2/1960")
    expect(page.get_by_role("combobox")).to_have_count(1)
    page.get_by_role("button", name="Đúng như đã chọn, đọc tiếp").click()
    expect(page.get_by_role("combobox")).to_be_focused()  # nothing chosen, nothing sent
    page.get_by_role("combobox").select_option(label="Ngày sinh")
    page.get_by_role("button", name="Đúng như đã chọn, đọc tiếp").click()
    expect(page.get_by_text(READY)).to_be_visible(timeout=60_000)
    send(page, "cột lạ 2.xlsx", book(lines, headers=odd, day="31/12/2009"))
    expect(page.get_by_text(READY)).to_be_visible()
    page.goto("/nhap/cot/")
    expect(page.get_by_text("Zzz qqq")).to_be_visible()
    looked(page, "da-xac-nhan")


def test_the_returned_workbook_is_mended_and_taken_in_again(open_page, looked) -> None:
    page = open_page()
    sign_in(page, "hanh")
    lines = [Line("Hoàng Văn Sửa", "32/13/1970"), Line("Hoàng Thị Đúng", "3/4/1980", sex="Nữ")]
    send(page, "sửa.xlsx", book(lines, day="30/6/2008"))
    expect(page.get_by_text("32/13/1970").first).to_be_visible()
    looked(page, "ghi-chu")
    store(page)
    page.get_by_role("link", name="báo cáo của lần nhập").click()
    with page.expect_download() as given:
        page.get_by_role("link", name="Tải tệp có ghi chú").click()
    assert given.value.suggested_filename == "sửa.xlsx"
    made = openpyxl.load_workbook(io.BytesIO(given.value.path().read_bytes()))
    sheet = made["DS"]
    wrong = sheet["C5"]
    assert wrong.fill.fgColor.rgb.endswith("FFF2CC")
    assert sheet["H4"].value == "Ghi chú của canbo"
    assert "32/13/1970" in sheet["H5"].value
    wrong.value = "30/12/1970"
    out = io.BytesIO()
    made.save(out)
    send(page, "sửa.xlsx", out.getvalue())
    expect(page.get_by_text("Là bản sửa của")).to_be_visible()
    expect(page.get_by_role("heading", name="Ghi chú của canbo")).to_have_count(0)
    store(page)
    page.goto("/can-bo/?tim=hoang+van+sua")
    page.get_by_role("link", name="Hoàng Văn Sửa").click()
    expect(page.get_by_text("30/12/1970").first).to_be_visible()


def test_without_scripts_a_file_is_taken_in(chromium, house) -> None:
    context = chromium.new_context(base_url=house.address, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "hanh")
    page.goto("/nhap/")
    page.get_by_label("Chọn tệp").set_input_files(
        [{"name": "khong js.xlsx", "mimeType": "application/vnd.ms-excel",
          "buffer": book([Line("Bùi Văn Tay", "5/6/1971")], day="30/6/2007")}]
    )  # fmt: skip
    page.get_by_role("button", name="Gửi tệp").click()
    expect(page.get_by_text(READY)).to_be_visible(timeout=60_000)  # the page asks again by itself
    page.get_by_role("link", name="Người mới: 1", exact=True).click()
    expect(page.get_by_text("không phải quyết định gì")).to_be_visible()
    page.get_by_role("button", name="Bỏ qua").last.click()
    expect(page.get_by_text("máy đã đề xuất")).to_be_visible()  # only where somebody overruled it
    page.get_by_role("link", name="Về việc cần làm, để lưu").click()
    page.get_by_role("button", name="Lưu vào hồ sơ").click()
    expect(page.get_by_text("Đã lưu vào hồ sơ, trọn một lần")).to_be_visible(timeout=60_000)
    context.close()
