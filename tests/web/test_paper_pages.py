"""The pages of papers: what is sent, under which name; a template given and taken back."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from canbo.exchange.papers import forms
from canbo.reporting import papers
from tests.papers.words import lines, table, text, with_words
from tests.town.builder import Town

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(autouse=True)
def _own_templates_go(home, db) -> Iterator[None]:
    yield
    for one in (settings.CANBO_HOME / "mau").glob("*"):
        one.unlink()


def words_of(response) -> str:
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return html.unescape(re.sub(r"\s+", " ", plain))


def give(client, content: bytes, form: str = "tieu-su") -> str:
    """Give a template; what the page says then."""
    sent = SimpleUploadedFile("mau cua toi.docx", content, WORD)
    response = client.post(f"/mau/{form}/thay/", {"tep": sent}, follow=True)
    assert response.status_code == 200
    return words_of(response)


def test_a_page_offers_each_form_and_sends_it(town: Town, browse: Callable) -> None:
    person = town.people["Nguyễn Thị Mai"]
    client = browse("mai")
    page = client.get(f"/can-bo/{person}/?ngay=31/12/2010").content.decode()
    assert f'action="/can-bo/{person}/van-ban/?ngay=31%2F12%2F2010"' in unquote_page(page)
    for name in ("2c-bnv-2008", "2c-tctw-98", "tieu-su", "tieu-su-dang"):
        assert f'value="{name}"' in page
        sent = client.post(f"/can-bo/{person}/van-ban/?ngay=31/12/2010", {"mau": name})
        assert sent["Content-Type"] == WORD
        assert sent["Cache-Control"] == "no-store"
        told = unquote(sent["Content-Disposition"])
        assert f"{name}-nguyen-thi-mai-31-12-2010.docx" in told
        assert "NGUYỄN THỊ MAI" in text(sent.content)


def unquote_page(page: str) -> str:
    """Addresses of a page in one spelling, whichever way their slashes are written."""
    return html.unescape(page).replace("?ngay=31/12/2010", "?ngay=31%2F12%2F2010")


def test_an_unknown_form_is_not_there(town: Town, browse: Callable) -> None:
    person = town.people["Nguyễn Thị Mai"]
    assert browse("mai").post(f"/can-bo/{person}/van-ban/", {"mau": "xyz"}).status_code == 404
    assert browse("mai").post("/van-ban/danh-sach/", {"mau": "xyz docx"}).status_code == 404


def test_a_form_of_many_is_no_paper_of_one(town: Town, browse: Callable) -> None:
    person = town.people["Nguyễn Thị Mai"]
    sent = browse("mai").post(f"/can-bo/{person}/van-ban/", {"mau": "trich-ngang"}, follow=True)
    assert "là danh sách nhiều người" in words_of(sent)


def test_the_list_is_what_the_page_shows(town: Town, browse: Callable) -> None:
    client = browse("hanh")
    asked = {"mau": "trich-ngang docx", "tim": "binh vu"}
    word = client.post("/van-ban/danh-sach/", asked)
    assert [row[1] for row in table(word.content, "STT")] == ["Vũ Đình Bình", "Vũ Đình Bình"]
    excel = client.post("/van-ban/danh-sach/", asked | {"mau": "trich-ngang xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(excel.content))
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert cells.count("Vũ Đình Bình") == 2
    nowhere = client.post("/van-ban/danh-sach/", {"mau": "trich-ngang docx", "don_vi": "xã Ma"})
    assert nowhere.status_code == 404


def test_every_template_is_given_out(town: Town, browse: Callable) -> None:
    page = words_of(browse("thanhtra").get("/mau/"))
    for name, form in forms().items():
        assert form.label in page
        content = browse("thanhtra").get(f"/mau/{name}/").content
        assert content == papers.shipped_template(name)
    assert "chưa đối chiếu với bản in" in page
    assert "Gửi mẫu đã sửa" not in page


def test_a_template_is_edited_used_and_given_back(town: Town, browse: Callable) -> None:
    client, person = browse("hanh"), town.people["Nguyễn Thị Mai"]
    mine = with_words(client.get("/mau/tieu-su/").content, "Lời của cơ quan về {{ ho_va_ten }}.")
    said = give(client, mine)
    assert "Từ nay dùng mẫu vừa gửi cho: Tiểu sử tóm tắt." in said
    assert "Đang dùng mẫu riêng của cơ quan, Hạnh gửi ngày 23/11/2026" in said
    paper = browse("mai").post(f"/can-bo/{person}/van-ban/", {"mau": "tieu-su"}).content
    assert "Lời của cơ quan về Nguyễn Thị Mai." in lines(paper)
    assert client.get("/mau/tieu-su/").content == mine
    assert client.get("/mau/tieu-su/goc/").content == papers.shipped_template("tieu-su")
    said = words_of(client.post("/mau/tieu-su/ve-goc/", follow=True))
    assert "Đã dùng lại mẫu gốc cho: Tiểu sử tóm tắt." in said
    assert client.get("/mau/tieu-su/").content == papers.shipped_template("tieu-su")
    assert (settings.CANBO_HOME / "mau" / "tieu-su.cu.docx").read_bytes() == mine


def test_a_wrong_template_is_refused_with_its_tag(town: Town, browse: Callable) -> None:
    client = browse("hanh")
    wrong = with_words(papers.shipped_template("tieu-su"), "{{ ho_tenn }}")
    assert "Mẫu này không có thẻ “ho_tenn”. Gần giống: ho_ten" in give(client, wrong)
    assert "Đây không phải tệp Word .docx (thấy: PDF)" in give(client, b"%PDF-1.7")
    assert "quá lớn (50,0 MB; nhiều nhất 8,0 MB)" in give(
        client, b"PK\x03\x04" + b"\0" * 50 * 2**20
    )
    assert not (settings.CANBO_HOME / "mau").exists() or not list(
        (settings.CANBO_HOME / "mau").glob("*.docx")
    )


def test_a_spoilt_template_says_so_on_its_page(town: Town, browse: Callable) -> None:
    folder = settings.CANBO_HOME / "mau"
    folder.mkdir(exist_ok=True)
    (folder / "tieu-su.docx").write_bytes(b"PK\x03\x04 nothing")
    client, person = browse("hanh"), town.people["Nguyễn Thị Mai"]
    assert "Mẫu riêng của cơ quan không dùng được" in words_of(client.get("/mau/"))
    sent = client.post(f"/can-bo/{person}/van-ban/", {"mau": "tieu-su"}, follow=True)
    assert "Tệp Word này bị hỏng" in words_of(sent)
