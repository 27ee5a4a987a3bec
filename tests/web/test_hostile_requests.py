"""Hostile input and the headers of every answer: nothing runs, nothing leaks, nothing breaks."""

from __future__ import annotations

import logging
import re
from urllib.parse import quote, urlencode

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client

from canbo.web.office.views import figures
from tests.records.sheets import OPERATOR, TOWN, Row, roster, take
from tests.town.builder import SCRIPT_NAME
from tests.town.cast import PASSWORD, STRANGER

PAGES = ("/can-bo/", "/so-lieu/", "/so-lieu/fostering_attendances/", "/ke-hoach/2012/")
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' OR 1=1 --",
    "%' AND 1=1 --",
    "{{ 7|add:7 }}{% debug %}",
    "a\x00b",
    "\x00",
    "\u202eđảo\u202c",
    "%",
    "_",
    "\\",
    "../../../etc/passwd",
    "a" * 5000,
    "từ " * 3000,
    "-1",
    "9" * 400,
    "٣",
    "½",
    "31/2/2011",
    "0000-00-00",
    "1/1/1",
    "31/12/2200",
    "2011-07-31T00:00:00Z",
    "null",
)
FIELDS = {
    "/can-bo/": ("tim", "don_vi", "ngay", "biet", "trang", "khac"),
    "/so-lieu/": ("don_vi", "tu", "den"),
    "/so-lieu/fostering_attendances/": ("don_vi", "trang"),
    "/ke-hoach/2012/": ("ngay", "khac"),
}


@pytest.mark.parametrize(
    ("address", "field"), [(page, field) for page, fields in FIELDS.items() for field in fields]
)
def test_no_word_in_an_address_breaks_a_page(browse, address: str, field: str) -> None:
    client = browse("hanh")
    for word in HOSTILE:
        response = client.get(f"{address}?{urlencode({field: word})}")
        assert response.status_code in (200, 400, 404), word
        page = response.content.decode()
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "\x00" not in page


def test_far_days_work_together(browse) -> None:
    client = browse("hanh")
    for as_of, known, first, last in (
        ("1/1/1900", "1/1/1900", "1/1/1900", "31/12/2200"),
        ("31/12/2200", "31/12/2200", "31/12/2200", "31/12/2200"),
        ("31/12/2200", "1/1/1900", "1/1/1900", "1/1/1900"),
    ):
        query = urlencode({"ngay": as_of, "biet": known, "tu": first, "den": last})
        for address in PAGES:
            assert client.get(f"{address}?{query}").status_code == 200, (address, query)


def test_names_are_shown_as_text_everywhere(town, browse) -> None:
    client = browse("hanh")
    seen = 0
    person = town.people[SCRIPT_NAME]
    share = "/so-lieu/commune_intermediate_professional_share/"
    for address in ("/can-bo/", f"/can-bo/{person}/", share, "/can-bo/?tim=script"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        seen += "&lt;script&gt;alert(1)" in page
    assert seen == 4


def test_units_are_shown_as_text_in_lists_and_choices(browse) -> None:
    path = (TOWN, 'Phòng "><script>alert(2)</script>')
    take(roster([Row("Cao Văn An", "1/1/1980", ("Y3",), "TC")], path=path, file="la.xlsx"))
    for address in ("/can-bo/?ngay=1/1/2012", "/so-lieu/?ngay=1/1/2012"):
        page = browse("hanh").get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(2)" in page


def test_a_bad_day_is_said_and_the_default_taken(browse) -> None:
    page = browse("hanh").get("/can-bo/?ngay=31/2/2011").content.decode()
    assert "“31/2/2011” không phải là một ngày" in page
    assert "Tình hình tại ngày" in page


def test_a_reversed_window_keeps_what_was_typed(browse) -> None:
    response = browse("hanh").get("/so-lieu/?tu=31/7/2011&den=1/1/2006")
    assert response.status_code == 400
    page = response.content.decode()
    assert 'value="31/7/2011"' in page
    assert 'value="1/1/2006"' in page


# --- signing in -----------------------------------------------------------------------------


def sign_in(client: Client, username: str = "mai", password: str = PASSWORD, **more: str):
    return client.post("/dang-nhap/", {"username": username, "password": password, **more})


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "\x00//evil.example",
        " https://evil.example",
        "https://testserver@evil.example/",
    ],
)
def test_signing_in_leads_to_no_other_host(browse, target: str) -> None:
    response = sign_in(browse(STRANGER), next=target)
    assert response.status_code == 302
    assert response["Location"] == "/hom-nay/"
    assert "evil" not in browse(STRANGER).get(f"/dang-nhap/?next={quote(target)}").content.decode()


def test_signing_in_leads_back_to_the_page_that_was_asked_for(browse) -> None:
    client = browse(STRANGER)
    asked = client.get("/can-bo/?tim=lan&ngay=1/2/2011")
    form = client.get(asked["Location"]).content.decode()
    assert 'name="next" value="/can-bo/?tim=lan&amp;ngay=1/2/2011"' in form
    assert sign_in(client, next="/can-bo/?tim=lan")["Location"] == "/can-bo/?tim=lan"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(browse) -> None:
    pages = [
        sign_in(browse(STRANGER), name, "sai-mat-khau").content.decode()
        for name in ("mai", "khong-ai")
    ]
    pages = [re.sub(r'value="[^"]*"', "", page) for page in pages]
    assert pages[0] == pages[1]
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in pages[0]


def test_five_failures_lock_even_the_right_password(browse) -> None:
    client = browse(STRANGER)
    for _ in range(4):
        assert sign_in(client, password="sai").status_code == 401
    assert sign_in(client, password="sai").status_code == 429
    locked = sign_in(client)
    assert locked.status_code == 429
    assert "tạm khóa đăng nhập 15 phút" in locked.content.decode()
    assert sign_in(browse(STRANGER), "dung").status_code == 302  # another name stays open


@pytest.mark.parametrize("name", ["\x00", "a\x00b", "x" * 10_000, "<script>", "mai' --", "", "ĐỖ"])
def test_no_name_or_password_breaks_the_form(browse, name: str) -> None:
    for password in ("sai", "\x00", "m" * 100_000):
        assert sign_in(browse(STRANGER), name, password).status_code in (401, 429)


def test_the_password_never_comes_back(browse) -> None:
    page = sign_in(browse(STRANGER), password="mat-khau-sai-nay").content.decode()
    assert "mat-khau-sai-nay" not in page


def test_signing_out_ends_the_session(browse) -> None:
    client = browse("mai")
    client.post("/dang-xuat/")
    assert client.get("/can-bo/").status_code == 302


# --- headers and what an answer is made of --------------------------------------------------

EVERY_KIND = (
    ("hanh", "/can-bo/", 200),
    ("hanh", "/so-lieu/", 200),
    ("hanh", "/ke-hoach/2012/", 200),
    ("hanh", "/khong-co-trang-nay/", 404),
    ("quantri", "/can-bo/", 403),
    (STRANGER, "/dang-nhap/", 200),
    (STRANGER, "/can-bo/", 302),
    (STRANGER, "/dang-xuat/", 405),
    (STRANGER, "/khong-co-trang-nay/", 404),
)


@pytest.mark.parametrize(("role", "address", "status"), EVERY_KIND)
def test_every_answer_carries_the_headers_of_safety(
    browse, role: str, address: str, status: int
) -> None:
    response = browse(role).get(address)
    assert response.status_code == status
    assert_safe(response)
    if status != 302:
        assert response["Cache-Control"] == "no-store"


def assert_safe(response) -> None:
    policy = dict(
        part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Server" not in response


def test_cookies_are_closed_to_scripts_and_other_sites(browse) -> None:
    client = browse(STRANGER)
    sign_in(client)
    client.get("/can-bo/")
    for name in ("canbo_session", "canbo_csrf"):
        cookie = client.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] in ("Lax", "Strict")


INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)|hx-on", re.I)


def test_no_page_holds_a_script_or_style_of_its_own(town, browse) -> None:
    person = town.people["Nguyễn Thị Mai"]
    pages = [("hanh", address) for address in (*PAGES, f"/can-bo/{person}/")]
    for role, address in [*pages, *((role, address) for role, address, _ in EVERY_KIND)]:
        page = browse(role).get(address).content.decode()
        assert not INLINE.search(page), (address, INLINE.search(page))
        for link in re.findall(r'(?:src|href|action|hx-get)="([^"]*)"', page):
            assert link.startswith(("/", "#", "?")), link
            assert not link.startswith("//"), link


PERSONAL = "Nguyễn Thị Mai sinh 12/3/1979"


def fail_with_data(**_: object) -> None:
    """Fail as a library does that quotes what it was given."""
    raise RuntimeError(PERSONAL)


# --- errors ---------------------------------------------------------------------------------

DJANGO_ENGLISH = ("Not Found", "Forbidden", "Bad Request", "Server Error", "CSRF verification")


def assert_in_vietnamese(response, words: str) -> None:
    page = response.content.decode()
    assert words in page
    assert '<html lang="vi">' in page
    assert not [english for english in DJANGO_ENGLISH if english in page]
    assert_safe(response)


def test_an_unknown_address_keeps_the_menu_for_who_is_signed_in(browse) -> None:
    response = browse("mai").get("/khong-co-trang-nay/")
    assert_in_vietnamese(response, "Không tìm thấy")
    page = response.content.decode()
    assert "Đăng xuất" in page
    assert 'href="/so-lieu/"' in page
    assert 'href="/ke-hoach/"' not in page  # she may not open plans
    assert_in_vietnamese(browse(STRANGER).get("/khong-co-trang-nay/"), "Về trang đầu")


def test_a_bad_host_is_answered_in_vietnamese(browse) -> None:
    response = browse(STRANGER).get("/dang-nhap/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert_in_vietnamese(response, "Yêu cầu không hợp lệ")
    assert "evil" not in response.content.decode()


def test_too_much_sent_is_answered_in_vietnamese(browse) -> None:
    response = browse(STRANGER).post("/dang-nhap/", {"username": "x" * 3_000_000})
    assert response.status_code == 400
    assert_in_vietnamese(response, "Yêu cầu không hợp lệ")


def test_an_unforeseen_error_gives_a_code_and_nothing_else(browse, monkeypatch, caplog) -> None:
    monkeypatch.setattr(figures.reporting, "figures", fail_with_data)
    client = browse("hanh", raise_request_exception=False)
    with caplog.at_level(logging.WARNING):
        response = client.get("/so-lieu/?don_vi=14850")
    assert response.status_code == 500
    assert_in_vietnamese(response, "Có lỗi ngoài dự kiến")
    page = response.content.decode()
    assert "1979" not in page
    assert "RuntimeError" not in page
    found = re.search(r"[0-9A-F]{4}-[0-9A-F]{4}", page)
    assert found is not None
    assert found[0] in caplog.text


def test_logs_hold_no_personal_data(town, browse, monkeypatch, capsys) -> None:
    person = town.people["Trần Dũng"]
    client = browse("mai", raise_request_exception=False)
    said = []
    handler = next(one for one in logging.getLogger().handlers if _is_ours(one))
    monkeypatch.setattr(handler, "emit", lambda record: said.append(handler.format(record)))
    client.get(f"/can-bo/{person}/?tim=Trần+Dũng")
    client.get("/khong-co/?tim=Trần+Dũng")
    client.get("/so-lieu/?don_vi=Trần+Dũng")
    sign_in(browse(STRANGER), "mai", "mat-khau-sai-nay")

    monkeypatch.setattr(figures.reporting, "figures", fail_with_data)
    client.get("/so-lieu/?don_vi=14850&so_lieu=Trần+Dũng")
    told = "\n".join(said)
    assert "RuntimeError" in told
    for word in ("Trần", "Tr%E1", "Dũng", "1979", "mat-khau"):
        assert word not in told, told


def _is_ours(handler: logging.Handler) -> bool:
    return type(handler.formatter).__name__ == "QuietFormatter"


# --- static files ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("office/vendor/tabler/tabler.min.css", "text/css"),
        ("office/vendor/htmx/htmx.min.js", "text/javascript"),
        ("office/office.css", "text/css"),
        ("office/office.js", "text/javascript"),
        ("office/icon.svg", "image/svg+xml"),
    ],
)
def test_static_files_are_served_without_debug(browse, settings, file: str, kind: str) -> None:
    assert settings.DEBUG is False
    response = browse(STRANGER).get(f"/static/{file}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith(kind)
    assert "max-age" in response["Cache-Control"]
    assert b"".join(response.streaming_content)
    request_finished.disconnect(close_old_connections)  # the test's own connection stays open
    response.close()
    request_finished.connect(close_old_connections)


def test_nothing_outside_the_static_folder_is_served(browse) -> None:
    for path in ("../settings.py", "%2e%2e/settings.py", "office/../../apps.py", "office/"):
        assert browse(STRANGER).get(f"/static/{path}").status_code == 404


def test_the_operator_at_the_machine_is_no_web_user(browse) -> None:
    assert sign_in(browse(STRANGER), OPERATOR.id, "").status_code == 401
