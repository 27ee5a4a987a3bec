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
from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.steps import faults, sign_in

pytestmark = pytest.mark.journey

WARD = "phường Bắc Sơn, thị xã Sầm Sơn"


@pytest.fixture
def looked(pictures: Path | None):
    """Look at a page wide and narrow: what is wrong with it, and a picture for whoever wants it."""
    found: dict[str, list[str]] = {}

    def look(page: Page, name: str) -> None:
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            if pictures:
                page.screenshot(path=pictures / f"nhieu-{name}-{size['width']}.png", full_page=True)
            if wrong := faults(page):
                found[f"{name} {size['width']}"] = wrong

    yield look
    assert found == {}


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
    "nặng.xlsx": b"PK\x03\x04" + os.urandom(1 << 20) * 60,
    "không byte.xlsx": b"",
}


def test_look(open_page, looked) -> None:
    page = open_page()
    sign_in(page, "hanh")
    page.goto("/nhap/")
    files = [{"name": name, "mimeType": "", "buffer": content} for name, content in WRONG.items()]
    big = files.pop(6)
    files += [
        {
            "name": "bs.xlsx",
            "mimeType": "",
            "buffer": book([Line(f"Bùi Văn {n}", f"1/2/19{n}")], day=f"1/1/20{n - 50}"),
        }
        for n in range(60, 77)
    ]
    page.get_by_label("Chọn tệp").set_input_files(files)
    page.get_by_role("button", name="Gửi tệp").click()
    looked(page, "gui")
    expect(page.get_by_text("Đang đọc tệp")).to_have_count(0, timeout=120_000)
    looked(page, "cho")
    print(page.locator("main").inner_text())
