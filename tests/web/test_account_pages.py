"""The pages of accounts: rights in words, a code shown once, sessions, deputies."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from canbo.accounts import operations as accounts
from canbo.accounts import second_step
from canbo.accounts.access import local_operator
from canbo.accounts.models import Grant, Session, User
from canbo.accounts.values import GrantTerms
from canbo.engine.facts import UnitLevel
from canbo.journal import access as journal
from tests.town.cast import COMMUNE, PASSWORD, REAL_NOW, WARD
from tests.web.test_query_counts import count

FORM = {
    "vai_tro": "ward_clerk", "don_vi": WARD, "dien": ["commune"], "do_mat": "0", "tu": "",
    "den": "31/12/2027",
}  # fmt: skip
SENTENCE = (
    "Công chức xã, phường của phường Trường Sơn: xem hồ sơ những người phường quản lý, không xem "
    "hồ sơ mật, được nhập tệp và hủy lần nhập, đến hết 31/12/2027"
)
NEW = "mùa hè Trường Sơn"


def said(response) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def identity(username: str):
    return User.objects.get(username=username).id


def test_the_list_is_searched_without_marks_and_tells_rights_in_words(town, browse) -> None:
    page = said(browse("quantri").get("/tai-khoan/?tim=dung"))
    assert "1 tài khoản khớp “dung”" in page
    assert "Công chức xã, phường của phường Bắc Sơn: xem hồ sơ những người phường quản lý" in page
    assert "Không có tài khoản nào khớp" in said(browse("quantri").get("/tai-khoan/?tim=khongco"))


def test_a_grant_that_is_over_is_no_right_any_more(town, browse) -> None:
    assert "chưa có quyền nào" in said(browse("quantri").get("/tai-khoan/?tim=hetquyen"))
    assert "đã hết hạn" in said(browse("quantri").get(f"/tai-khoan/{identity('hetquyen')}/"))


def test_closed_users_are_told_apart(town, browse) -> None:
    client, mai = browse("quantri"), identity("mai")
    client.post(f"/tai-khoan/{mai}/khoa/", {"mo": "0"})
    assert not User.objects.get(id=mai).is_active
    assert "1 tài khoản" in said(client.get("/tai-khoan/?trang_thai=khoa"))
    assert "Mai" not in said(client.get("/tai-khoan/?trang_thai=mo")).partition("đã khóa")[2]
    client.post(f"/tai-khoan/{mai}/khoa/", {"mo": "1"})
    assert User.objects.get(id=mai).is_active


def test_nobody_closes_themselves(town, browse) -> None:
    own = identity("quantri")
    response = browse("quantri").post(f"/tai-khoan/{own}/khoa/", {"mo": "0"}, follow=True)
    assert "Không tự khóa" in said(response)
    assert User.objects.get(id=own).is_active


def test_a_right_is_read_as_a_sentence_before_it_is_given(town, browse) -> None:
    client, user = browse("quantri"), identity("khongquyen")
    address = f"/tai-khoan/{user}/cap-quyen/"
    assert SENTENCE in said(client.post(address, FORM))
    assert not Grant.objects.filter(user=user).exists()
    response = client.post(address, {**FORM, "viec": "cap"}, follow=True)
    assert f"Đã cấp: {SENTENCE}." in said(response)
    given = Grant.objects.get(user=user)
    assert (given.role, given.unit, given.managed_by) == (
        "ward_clerk",
        town.units[WARD],
        ["commune"],
    )
    (entry, *_) = journal.entries(action="grant.added")
    assert entry.act.actor_name == "Quản trị"


@pytest.mark.parametrize(("change", "words"), [
    ({"den": "31/2/2027"}, "“31/2/2027” ở ô Đến hết ngày không phải là một ngày"),
    ({"tu": "2027", "den": ""}, "“2027” ở ô Từ ngày không phải là một ngày"),
    ({"tu": "1/1/2028"}, "Ngày hết quyền 2027-12-31 trước ngày bắt đầu 2028-01-01"),
    ({"don_vi": "phường Không Có"}, "phường Không Có"),
    ({"vai_tro": "vua"}, "Không có vai trò “vua”"),
    ({"do_mat": "9"}, "Độ mật phải từ 0"),
    ({"vai_tro": "operator"}, "chỉ cấp cho toàn cơ quan"),
])  # fmt: skip
def test_what_cannot_be_given_is_said_and_the_form_keeps_what_was_written(
    town, browse, change: dict[str, str], words: str
) -> None:
    user = identity("khongquyen")
    for way in ({}, {"viec": "cap"}):
        response = browse("quantri").post(
            f"/tai-khoan/{user}/cap-quyen/", {**FORM, **change, **way}
        )
        assert response.status_code == 422
        assert words in said(response)
        assert f'value="{change.get("den", "31/12/2027")}"' in response.content.decode()
    assert not Grant.objects.filter(user=user).exists()


def test_nobody_gives_rights_to_themselves(town, browse) -> None:
    own = identity("quantri")
    response = browse("quantri").post(f"/tai-khoan/{own}/cap-quyen/", {**FORM, "viec": "cap"})
    assert "Không tự cấp quyền cho mình" in said(response)
    assert Grant.objects.filter(user=own).count() == 1


def test_a_right_is_taken_back_at_the_very_next_request(town, browse) -> None:
    mai, client = browse("mai"), browse("quantri")
    assert mai.get("/can-bo/").status_code == 200
    grant = Grant.objects.get(user=identity("mai"))
    assert "Thu hồi quyền này của Mai?" in said(client.get(f"/tai-khoan/quyen/{grant.id}/thu/"))
    assert mai.get("/can-bo/").status_code == 200
    client.post(f"/tai-khoan/quyen/{grant.id}/thu/")
    assert mai.get("/can-bo/").status_code == 403


def test_an_administrator_of_one_unit_manages_nobody(town, browse) -> None:
    Grant.objects.filter(user=identity("quantri")).update(unit=town.units[WARD])
    for address in ("/tai-khoan/", f"/tai-khoan/{identity('mai')}/"):
        assert browse("quantri").get(address).status_code == 404


def test_a_new_user_comes_in_with_a_code_that_is_shown_once(town, browse) -> None:
    client = browse("quantri")
    page = said(client.post("/tai-khoan/moi/", {"ten": "lan", "ho_ten": "Lê Thị Lan"}))
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", page)[0]
    assert code not in said(client.get(f"/tai-khoan/{identity('lan')}/"))
    assert "đã tạo, chưa dùng" in said(client.get(f"/tai-khoan/{identity('lan')}/"))
    stranger = browse("stranger")
    form = {"username": "lan", "ma": code, "moi": NEW, "lai": NEW}
    differs = stranger.post("/dat-mat-khau/", {**form, "lai": "khác"})
    assert "Hai lần gõ mật khẩu không giống nhau" in said(differs)
    assert "Đã đặt mật khẩu" in said(stranger.post("/dat-mat-khau/", form, follow=True))
    signed = stranger.post("/dang-nhap/", {"username": "lan", "password": NEW}, follow=True)
    assert "Chưa có quyền" in said(stranger.get("/toi/"))
    assert signed.status_code == 403  # known, and without any right
    again = stranger.post("/dat-mat-khau/", form)
    assert "mã đã hết hạn, đã dùng" in said(again)


def test_a_refused_user_keeps_what_was_written(town, browse) -> None:
    response = browse("quantri").post("/tai-khoan/moi/", {"ten": "mai", "ho_ten": "Một Mai Khác"})
    assert response.status_code == 422
    assert "“mai” đã có người dùng" in said(response)
    assert 'value="Một Mai Khác"' in response.content.decode()


def test_the_own_page_tells_devices_and_ends_others(town, browse) -> None:
    here, there = browse("stranger"), browse("stranger")
    for client, agent in ((here, "Firefox/133.0 (Windows)"), (there, "Safari (iPhone)")):
        client.post("/dang-nhap/", {"username": "mai", "password": PASSWORD}, HTTP_USER_AGENT=agent)
    page = said(here.get("/toi/"))
    assert "Firefox trên máy tính Windows" in page
    assert "Safari trên iPhone" in page
    here.post("/toi/phien/khac/dung/")
    assert there.get("/toi/").status_code == 302
    assert here.get("/toi/").status_code == 200


def test_an_administrator_ends_somebody_s_sessions(town, browse) -> None:
    mai = browse("stranger")
    mai.post("/dang-nhap/", {"username": "mai", "password": PASSWORD})
    browse("quantri").post(f"/tai-khoan/{identity('mai')}/dung-phien/")
    assert mai.get("/toi/").status_code == 302
    assert not Session.objects.filter(account=identity("mai")).exists()


def test_the_own_password_is_changed_and_this_session_stays(town, browse) -> None:
    client = browse("stranger")
    client.post("/dang-nhap/", {"username": "mai", "password": PASSWORD})
    form = {"cu": PASSWORD, "moi": NEW, "lai": NEW}
    assert "đang dùng không đúng" in said(client.post("/toi/mat-khau/", {**form, "cu": "sai"}))
    assert "Đã đổi mật khẩu" in said(client.post("/toi/mat-khau/", form, follow=True))
    assert User.objects.get(username="mai").check_password(NEW)


def test_a_deputy_is_read_first_then_works_and_is_let_go(town, browse) -> None:
    thang, dung = browse("thang"), browse("dung")
    assert dung.get("/nhat-ky/").status_code == 403
    form = {"ai": "dung", "tu": "23/11/2026", "den": "30/11/2026"}
    offered = said(thang.post("/toi/thay/", form))
    assert "Giao Dũng thay bạn?" in offered
    assert "Trưởng ban của toàn cơ quan, thay Thắng: xem hồ sơ mọi cán bộ" in offered
    assert dung.get("/nhat-ky/").status_code == 403
    thang.post("/toi/thay/", {**form, "viec": "giao"})
    assert dung.get("/nhat-ky/").status_code == 200
    assert "Dũng (thay Thắng)" in said(dung.get("/nhat-ky/"))
    assert dung.get("/xem-nhu/").status_code == 403  # never lent
    told = said(dung.get("/nhat-ky/?viec=quyen"))
    assert "cấp quyền cho Dũng: Trưởng ban của toàn cơ quan, thay người vắng: xem" in told
    thang.post(f"/toi/thay/{identity('dung')}/thoi/")
    assert dung.get("/nhat-ky/").status_code == 403


@pytest.mark.parametrize(("form", "words"), [
    ({"ai": "dung", "tu": "x", "den": "30/11/2026"}, "“x” ở ô Từ ngày"),
    ({"ai": "dung", "tu": "1/12/2026", "den": "30/11/2026"}, "trước ngày đầu"),
    ({"ai": "khong-ai", "tu": "1/12/2026", "den": "2/12/2026"}, "Không có tài khoản đang mở"),
    ({"ai": "thang", "tu": "1/12/2026", "den": "2/12/2026"}, "Không tự thay chính mình"),
])  # fmt: skip
def test_a_deputy_who_cannot_be_is_refused_in_words(town, browse, form, words: str) -> None:
    response = browse("thang").post("/toi/thay/", form)
    assert response.status_code == 422
    assert words in said(response)
    assert f'value="{form["den"]}"' in response.content.decode()


def test_many_accounts_cost_as_many_queries_as_few(town, browse) -> None:
    client = browse("quantri")
    addresses = ("/tai-khoan/", "/nhat-ky/", "/toi/", "/xem-nhu/")
    few = [count(client, address) for address in addresses]
    terms = GrantTerms("ward_clerk", town.units[WARD], COMMUNE, valid_until=REAL_NOW.date())
    for number in range(60):
        name = f"nguoi{number}"
        actor, at = local_operator(), REAL_NOW - timedelta(minutes=1)
        accounts.create_user(
            username=name, display_name=f"Người {number}", password=PASSWORD, actor=actor, at=at
        )
        accounts.add_grant(username=name, terms=terms, actor=actor, at=at)
    assert [count(client, address) for address in addresses] == few
    assert max(few) <= 12
    assert UnitLevel.COMMUNE in terms.managed_by
    assert "Trang 1 / 2" in said(client.get("/tai-khoan/"))


def test_the_second_step_is_switched_on_asked_for_and_taken_off(town, browse) -> None:
    client = browse("stranger")
    form = {"username": "mai", "password": PASSWORD}
    client.post("/dang-nhap/", form)
    page = client.get("/toi/buoc-hai/").content.decode()
    secret = re.search(r'step-secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    assert "data:image/svg+xml;base64," in page
    assert client.post("/toi/buoc-hai/", {"ma": "000000"}).status_code == 422
    now = int(REAL_NOW.timestamp()) // 30
    shown = said(client.post("/toi/buoc-hai/", {"ma": format_hotp_value(hotp_value(secret, now))}))
    assert "chỉ hiện một lần" in shown
    paper = re.findall(r"\b\d{4} \d{4}\b", shown)
    other = browse("stranger")
    assert other.post("/dang-nhap/", form).headers["Location"] == "/dang-nhap/buoc-hai/"
    assert other.get("/can-bo/").status_code == 302  # the password alone opens nothing
    assert other.post("/dang-nhap/buoc-hai/", {"ma": "000000"}).status_code == 401
    assert other.post("/dang-nhap/buoc-hai/", {"ma": paper[0]}).headers["Location"] == "/hom-nay/"
    assert other.get("/can-bo/").status_code == 200
    browse("quantri").post(f"/tai-khoan/{identity('mai')}/buoc-hai/")
    assert browse("stranger").post("/dang-nhap/", form).headers["Location"] == "/hom-nay/"


def test_the_second_step_waits_a_few_minutes_and_leads_nowhere_else(
    town, browse, monkeypatch
) -> None:
    client = browse("stranger")
    client.post("/dang-nhap/", {"username": "mai", "password": PASSWORD})
    user = User.objects.get(username="mai")
    second_step.switch_on(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", 0)
    form = {"username": "mai", "password": PASSWORD, "next": "https://example.org/"}
    other = browse("stranger")
    other.post("/dang-nhap/", form)
    now = int(REAL_NOW.timestamp()) // 30
    code = format_hotp_value(hotp_value("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", now))
    late = browse("stranger")
    late.post("/dang-nhap/", form)
    response = other.post("/dang-nhap/buoc-hai/", {"ma": code})
    assert response.headers["Location"] == "/hom-nay/"
    monkeypatch.setattr("canbo.web.clock.now", lambda: REAL_NOW + timedelta(minutes=6))
    assert late.get("/dang-nhap/buoc-hai/").headers["Location"] == "/dang-nhap/"
