"""Looking as another user: never more than one may see oneself, and nothing that changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canbo.accounts import operations as accounts
from canbo.accounts.access import actor_for, local_operator
from canbo.accounts.actor import Actor, GrantValue
from canbo.accounts.models import Grant, User
from canbo.accounts.roles import CHANGES, ROLES, Permission
from canbo.accounts.viewing import meet
from canbo.engine.facts import UnitLevel
from canbo.engine.timeline import Period
from canbo.journal import access as journal
from canbo.records import access as records
from tests.town.builder import TOWN
from tests.town.cast import COMMUNE, OTHER_WARD, REAL_NOW, WARD
from tests.web.test_account_pages import identity, said
from tests.web.test_rights_on_pages import people_on


def look_as(client, username: str):
    return client.post(f"/xem-nhu/{identity(username)}/")


def test_a_head_sees_a_ward_as_its_clerk_does(town, browse) -> None:
    thang = browse("thang")
    assert town.people["Trần Dũng"] in people_on(thang.get("/can-bo/").content.decode())
    assert look_as(thang, "mai").headers["Location"] == "/hom-nay/"
    response = thang.get("/can-bo/")
    own = people_on(browse("mai").get("/can-bo/").content.decode())
    assert people_on(response.content.decode()) == own
    assert "Đang xem như Mai , chỉ đọc" in said(response)
    assert thang.get(f"/can-bo/{town.people['Cao Sỹ Quang']}/").status_code == 404
    assert thang.get("/ke-hoach/").status_code == 403  # Mai may not open it


def test_the_smaller_of_two_units_counts(town, browse) -> None:
    """A head of the ward looks as a clerk of the town, whose unit holds the ward."""
    thang = browse("thang")
    Grant.objects.filter(user=identity("thang")).update(unit=town.units[WARD])
    Grant.objects.filter(user=identity("hanh")).update(unit=town.units[TOWN])
    own = people_on(thang.get("/can-bo/").content.decode())
    assert town.people["Nguyễn Thị Mai"] in own
    assert town.people["Trần Dũng"] not in own
    look_as(thang, "hanh")
    assert people_on(thang.get("/can-bo/").content.decode()) == own


def test_an_administrator_is_told_numbers_and_no_person(town, browse) -> None:
    quantri = browse("quantri")
    look_as(quantri, "mai")
    for address in ("/can-bo/", f"/can-bo/{town.people['Nguyễn Thị Mai']}/", "/don-vi/"):
        response = quantri.get(address)
        page = said(response)
        assert response.status_code == 200
        assert "Người này mở được trang này" in page
        assert "Nguyễn Thị Mai" not in page
        assert people_on(response.content.decode()) == set()
    seen = records.visible_people(
        actor=actor_for(User.objects.get(username="mai"), REAL_NOW), at=REAL_NOW
    )
    assert f"Trong phạm vi của người này: {len(seen)} người." in said(quantri.get("/can-bo/"))


def test_nothing_is_sent_while_one_looks(town, browse) -> None:
    thang = browse("thang")
    look_as(thang, "hanh")
    before = journal.last_seq()
    for address in ("/xuat/", "/nhap/", "/ke-hoach/2012/lap/"):
        response = thang.post(address)
        assert response.status_code == 403
        assert "bạn chỉ đọc" in said(response)
    assert journal.last_seq() == before


def test_beginning_and_end_are_in_the_journal_under_the_own_name(town, browse) -> None:
    thang = browse("thang")
    look_as(thang, "mai")
    thang.post("/xem-nhu/thoi/")
    assert "Đang xem như" not in said(thang.get("/can-bo/"))
    told = [(one.act.action, one.act.actor_name) for one in journal.entries(limit=2)]
    assert told == [("user.viewing_ended", "Thắng"), ("user.viewing_begun", "Thắng")]


def test_it_ends_with_the_right_to_look(town, browse) -> None:
    thang = browse("thang")
    look_as(thang, "mai")
    Grant.objects.filter(user=identity("thang")).update(role="clerk")
    assert "Đang xem như" not in said(thang.get("/can-bo/"))
    assert town.people["Trần Dũng"] in people_on(thang.get("/can-bo/").content.decode())


def test_it_ends_when_the_other_is_closed(town, browse) -> None:
    thang = browse("thang")
    look_as(thang, "mai")
    accounts.set_active(username="mai", active=False, actor=local_operator(), at=REAL_NOW)
    assert "Đang xem như" not in said(thang.get("/can-bo/"))


def test_nobody_looks_as_themselves(town, browse) -> None:
    response = browse("thang").post(f"/xem-nhu/{identity('thang')}/", follow=True)
    assert "Không xem như chính mình" in said(response)


def test_the_menu_is_the_other_s(town, browse) -> None:
    quantri = browse("quantri")
    look_as(quantri, "thanhtra")
    page = quantri.get("/nhat-ky/").content.decode().partition("</nav>")[0]
    menu = re.findall(r"<li><a [^>]*>([^<]+)</a></li>", page)
    assert menu == ["Hôm nay", "Cán bộ", "Đơn vị", "Đạt chuẩn", "Số liệu", "Luật", "Kế hoạch"]


ROLE = st.sampled_from(sorted(ROLES))
LEVELS = st.frozensets(st.sampled_from(list(UnitLevel)))
PLACE = st.sampled_from(["", WARD, OTHER_WARD])
GRANTS = st.lists(st.tuples(ROLE, PLACE, LEVELS, st.integers(0, 2)), max_size=3)


@given(mine=GRANTS, theirs=GRANTS)
def test_whatever_the_grants_both_see_what_is_seen(town, db, mine, theirs) -> None:
    def actor(grants) -> Actor:
        values = (
            GrantValue(role, town.units[place] if place else None, levels, secrecy,
                       Period(None, None))
            for role, place, levels, secrecy in grants
        )  # fmt: skip
        return Actor("x", "X", tuple(values))

    own, other = actor(mine), actor(theirs)
    met = meet(own, other, lambda inner, outer: False)
    for permission in Permission:
        assert not (met.may(permission) and permission in CHANGES)
        assert met.may(permission) <= (own.may(permission) and other.may(permission))
    for secrecy in (0, 1):
        seen, of_own, of_other = (_visible(town, one, secrecy) for one in (met, own, other))
        assert seen <= of_own & of_other


def _visible(town, actor: Actor, secrecy: int) -> frozenset:
    seen = records.visible_people(actor=actor, at=REAL_NOW, secrecy=secrecy)
    return frozenset(town.people.values()) if seen is None else seen & set(town.people.values())


@pytest.mark.parametrize("within", [True, False])
def test_of_two_units_the_smaller_counts_and_of_two_apart_none(town, within: bool) -> None:
    ward, other = town.units[WARD], town.units[OTHER_WARD]
    one, two = (
        Actor("x", "X", (GrantValue("clerk", unit, COMMUNE, 1, Period(None, None)),))
        for unit in (ward, other)
    )
    met = meet(one, two, lambda inner, outer: within and (inner, outer) == (ward, other))
    assert [grant.unit for grant in met.grants] == ([ward] if within else [])
