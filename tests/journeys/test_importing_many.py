"""Many files at once, in a real browser: what is none is named, the others are stored together."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.drafts.books import Line, book
from tests.journeys.steps import sign_in

pytestmark = pytest.mark.journey
PICTURES = "nhieu"  # how the pictures of its pages are named


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def empty_book() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


HEAVY = "nặng.xlsx"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
CSV = "STT;Họ và tên;Ngày sinh\r\n1;Hà Văn An;1/2/1970\r\n"
LETTER = zipped(word__document_dot_xml=b"<w:document/>", _rels___rels=b"<x/>")
WRONG = {
    "mật khẩu.xlsx": COMPOUND + "EncryptedPackage".encode("utf-16-le") + bytes(512),
    "công văn.docx": LETTER,
    "quyết định.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "utf16.csv": CSV.encode("utf-16"),
    "cp1258.csv": CSV.encode("cp1258", "replace"),
    "trống.xlsx": empty_book(),
    HEAVY: b"PK\x03\x04",
    "không byte.xlsx": b"",
}
SAID = {
    "mật khẩu.xlsx": "Tệp có mật khẩu (.xlsx). Bỏ mật khẩu rồi lưu lại dạng .xlsx, .xls.",
    "công văn.docx": "Tệp không phải bảng tính Excel mà là DOCX. Cần tệp .xlsx, .xls.",
    "quyết định.pdf": "Tệp không phải bảng tính Excel mà là PDF. Cần tệp .xlsx, .xls.",
    "utf16.csv": "Tệp không phải bảng tính Excel mà là CSV. Cần tệp .xlsx, .xls.",
    "cp1258.csv": "Tệp không phải bảng tính Excel mà là CSV. Cần tệp .xlsx, .xls.",
    HEAVY: "Tệp bị hỏng hoặc bị cắt cụt (ZIP, 60,0 MB). Mở bằng Excel, lưu lại rồi nhập.",
    "không byte.xlsx": "Tệp rỗng. Cần tệp .xlsx, .xls.",
}


def drop(page: Page, folder: Path, files: list[tuple[str, bytes]]) -> None:
    """Choose files, several of one name as well, and send them."""
    paths = [folder / str(number) / name for number, (name, _) in enumerate(files)]
    for path, (_, content) in zip(paths, files, strict=True):
        path.parent.mkdir()
        path.write_bytes(content)
        if path.name == HEAVY:
            os.truncate(path, 60 << 20)
    page.goto("/nhap/")
    page.get_by_label("Chọn tệp").set_input_files(paths, timeout=60_000)
    page.get_by_role("button", name="Gửi tệp").click(timeout=60_000)


def test_what_is_no_workbook_is_named_and_the_rest_is_stored_on_one_word(
    open_page, looked, tmp_path: Path
) -> None:
    page = open_page()
    sign_in(page, "hanh")
    good = [
        ("bắc sơn.xlsx", book([Line("Bùi Văn Nhiều", "1/2/1961")], day=f"1/1/{year}"))
        for year in range(1994, 2010)
    ]
    asks = book([Line("Bùi Văn Nhiều", "1/2/1961", home="Hậu Lộc")], day="31/12/2001")
    drop(page, tmp_path, [*WRONG.items(), *good, ("khác quê.xlsx", asks)])
    for name, said in SAID.items():
        expect(page.get_by_text(f"{name}: {said}")).to_be_visible()
    expect(page.get_by_text("Đã nhận 18 tệp")).to_be_visible()
    expect(page.get_by_text("Đang đọc tệp")).to_have_count(0, timeout=120_000)
    refused = page.get_by_role("row").filter(has_text="trống.xlsx")
    expect(refused).to_contain_text("Không tìm thấy danh sách người nào")
    expect(page.get_by_text("ngày 01/1/1994 · 1 người")).to_be_visible()
    looked(page, "cho")
    left_out = "Lưu bắc sơn.xlsx, ngày 01/1/2009"
    page.get_by_role("checkbox", name=left_out).uncheck()
    for box in page.get_by_role("checkbox").all():
        of_whom = box.get_attribute("aria-label") or ""
        if not of_whom.startswith(("Lưu bắc sơn", "Lưu khác quê")):
            box.uncheck()  # what another journey left waiting
    page.get_by_role("button", name="Lưu các tệp đã chọn").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lưu 16 tệp vào hồ sơ")
    looked(page, "dang-luu")
    address = page.url
    page.goto("/nhap/")  # whoever leaves finds the way back
    page.goto(address)
    expect(page.get_by_text("Đã lưu 15 / 16 tệp.")).to_be_visible(timeout=120_000)
    expect(page.get_by_text("1 tệp chưa lưu, lý do ở bên dưới.")).to_be_visible()
    waits = page.get_by_role("row").filter(has_text="khác quê.xlsx")
    expect(waits).to_contain_text("1 khác biệt cần bạn xem")
    looked(page, "da-luu")
    waits.get_by_role("link", name="Xem khác biệt của khác quê.xlsx").click()
    expect(page.get_by_role("row").filter(has_text="Hậu Lộc")).to_be_visible()
    page.goto("/nhap/")
    expect(page.get_by_role("checkbox", name="Lưu bắc sơn.xlsx")).to_have_count(1)
    expect(page.get_by_role("checkbox", name=left_out)).to_be_visible()
    expect(page.get_by_role("checkbox", name="Lưu khác quê.xlsx")).to_have_count(0)
    looked(page, "con-lai")


def tab_to(page: Page, words: str, most: int = 80) -> None:
    """Press Tab until what bears these words has the focus, and see that the focus is seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        name, width = page.evaluate(
            """() => { const at = document.activeElement, style = getComputedStyle(at);
            const said = at.getAttribute("aria-label") || at.innerText || at.value || at.id || "";
            return [said.trim(), parseFloat(style.outlineWidth) || 0]; }"""
        )
        assert width >= 2, f"no focus is seen on {name!r}"
        if name.startswith(words):
            return
    raise AssertionError(f"no Tab leads to {words!r}")


def enter(page: Page, words: str) -> None:
    """Go to what bears these words by Tab, press Enter, and wait for the page that it leads to."""
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def send(page: Page, name: str, content: bytes) -> None:
    """Choose a file, send it by keyboard, and wait until the worker is done."""
    page.goto("/nhap/")
    page.get_by_label("Chọn tệp").set_input_files(
        [{"name": name, "mimeType": "", "buffer": content}]
    )
    enter(page, "Gửi tệp")
    expect(page.locator("#progress")).to_have_count(0, timeout=60_000)


def test_the_whole_way_by_keyboard_alone(open_page) -> None:
    page = open_page()
    sign_in(page, "hanh")
    before = [Line("Tạ Văn Phím", "1/2/1961"), Line("Tạ Thị Bàn", "3/4/1972", sex="Nữ")]
    later = [Line("Tạ Văn Phím", "1/2/1961", home="Hậu Lộc"), before[1]]
    send(page, "phím.xlsx", book(before, day="30/6/2004"))
    enter(page, "Lưu vào hồ sơ")
    expect(page.get_by_text("Đã lưu vào hồ sơ, trọn một lần")).to_be_visible(timeout=60_000)
    send(page, "phím 2.xlsx", book(later, day="30/6/2005"))
    enter(page, "Khác với hồ sơ")
    tab_to(page, "Giữ như hồ sơ")
    page.keyboard.press("Escape")  # undoes nothing, closes nothing, holds nobody
    page.keyboard.press("Space")
    expect(page.locator("#left")).to_have_text("đã quyết định hết")
    enter(page, "Về việc cần làm, để lưu")
    enter(page, "← Nhập tệp")
    tab_to(page, "Lưu phím 2.xlsx")
    box = page.get_by_role("checkbox", name="Lưu phím 2.xlsx")
    page.keyboard.press("Space")
    expect(box).not_to_be_checked()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    enter(page, "Lưu các tệp đã chọn")
    row = page.get_by_role("row").filter(has_text="phím 2.xlsx")
    expect(row).to_contain_text("Đã lưu", timeout=120_000)
    enter(page, "Ghi mới từ phím 2.xlsx")
    expect(page.get_by_role("heading", level=1)).to_contain_text("phím 2.xlsx")


def test_an_import_is_undone_by_keyboard_alone(open_page) -> None:
    page = open_page()
    sign_in(page, "hanh")
    send(page, "lùi.xlsx", book([Line("Tô Văn Lùi", "1/2/1961")], day="30/6/2004"))
    enter(page, "Lưu vào hồ sơ")
    expect(page.get_by_text("Đã lưu vào hồ sơ, trọn một lần")).to_be_visible(timeout=60_000)
    enter(page, "báo cáo của lần nhập")
    enter(page, "Hủy lần nhập này")
    expect(page.get_by_role("heading", name="Sẽ thôi hiệu lực")).to_be_visible()
    enter(page, "Thôi, giữ lại")
    enter(page, "Hủy lần nhập này")
    enter(page, "Hủy lần nhập số")
    expect(page.get_by_text("đã hủy lúc")).to_be_visible()
    page.goto("/can-bo/?tim=to+van+lui")
    expect(page.get_by_text("Không ai khớp")).to_be_visible()


def test_without_scripts_several_files_are_stored_on_one_word(
    chromium, house, tmp_path: Path
) -> None:
    context = chromium.new_context(base_url=house.address, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "hanh")
    lines = [Line("Ngô Văn Tay", "5/6/1971")]
    drop(
        page,
        tmp_path,
        [(f"tay {year}.xlsx", book(lines, day=f"1/1/{year}")) for year in (1996, 1997)],
    )
    for row in page.get_by_role("row").filter(has_text="tay 199").all():
        for _ in range(120):
            if "Có thể lưu ngay" in row.inner_text():
                break
            page.wait_for_timeout(500)
            page.reload()
    for box in page.get_by_role("checkbox").all():
        box.set_checked("tay 199" in (box.get_attribute("aria-label") or ""))
    page.get_by_role("button", name="Lưu các tệp đã chọn").click()
    expect(page.get_by_text("Đã lưu 2 / 2 tệp.")).to_be_visible(timeout=60_000)
    context.close()


def test_a_ward_s_clerk_is_told_what_is_theirs_and_what_to_do(
    open_page, looked, tmp_path: Path
) -> None:
    page = open_page()
    sign_in(page, "mai")
    page.goto("/nhap/")
    expect(page.get_by_text("Bạn nhập cho phường Trường Sơn")).to_be_visible()
    expect(page.get_by_text("nên bắt đầu bằng danh sách trích ngang")).to_be_visible()
    looked(page, "mai-trong")
    drop(page, tmp_path, [("bắc sơn.xlsx", book([Line("Phan Văn Ngoài", "1/2/1966")]))])
    expect(page.get_by_text("Không có gì của tệp lưu được")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("ngoài phạm vi của bạn nên không được lưu")).to_be_visible()
    expect(page.get_by_role("button", name="Lưu vào hồ sơ")).to_have_count(0)
    looked(page, "mai-ngoai")
    page.goto("/nhap/")
    expect(page.get_by_text("Không có gì lưu được")).to_be_visible()
    expect(page.get_by_text("ngoài phạm vi của bạn nên không được lưu")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)
    looked(page, "mai-cho")
