"""Whatever the perspective of a page, the people on it are within the rights of this very day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.accounts import access as accounts
from canbo.accounts import operations as granting
from canbo.accounts.values import GrantTerms
from canbo.engine.facts import UnitLevel
from canbo.records import access as records
from tests.records.sheets import NOON, OPERATOR
from tests.town.builder import LONG_NAME
from tests.town.cast import REAL_NOW, WARD

FIGURES = (
    "intermediate_theory_people",
    "fostering_attendances",
    "commune_intermediate_professional_share",
)
ADDRESSES = (
    "/can-bo/",
    *(f"/so-lieu/{name}/" for name in FIGURES),
    "/ke-hoach/2012/",
    "/du-bao/nhu-cau/",
    "/du-bao/doi-chieu/",
)
LOOKERS = ("mai", "dung", "hanh", "thanhtra")
DAYS = st.one_of(
    st.just(""),
    st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(date.isoformat),
    st.dates(date(2009, 1, 1), date(2012, 12, 31)).map(lambda day: f"{day:%d/%m/%Y}"),
)


def people_on(page: str) -> set[UUID]:
    """Whom a page links to."""
    return {UUID(found) for found in re.findall(r'href="/can-bo/([0-9a-f-]{36})/', page)}


def allowed(username: str) -> frozenset[UUID] | None:
    user = get_user_model().objects.get(username=username)
    actor = accounts.actor_for(user, REAL_NOW)
    return records.visible_people(actor=actor, at=REAL_NOW)


@settings(max_examples=24)
@given(
    role=st.sampled_from(LOOKERS),
    address=st.sampled_from(ADDRESSES),
    as_of=DAYS,
    known=DAYS,
    search=st.sampled_from(["", "n", "quang", "dung tran"]),
)
def test_a_page_shows_nobody_beyond_todays_rights(
    town, browse, role: str, address: str, as_of: str, known: str, search: str
) -> None:
    query = {"ngay": as_of, "biet": known, "tim": search, "tu": "1/1/1990", "den": "31/12/2030"}
    response = browse(role).get(f"{address}?{urlencode(query)}")
    assert response.status_code in (200, 403)
    assert not response.wsgi_request.page_view.problem
    mine = allowed(role)
    assert mine is None or people_on(response.content.decode()) <= mine


@settings(max_examples=16)
@given(role=st.sampled_from(LOOKERS), as_of=DAYS, known=DAYS, data=st.data())
def test_an_official_s_page_opens_within_todays_rights_only(
    town, browse, role: str, as_of: str, known: str, data
) -> None:
    name = data.draw(st.sampled_from(sorted(town.people)))
    query = urlencode({"ngay": as_of, "biet": known})
    response = browse(role).get(f"/can-bo/{town.people[name]}/?{query}")
    mine = allowed(role)
    if mine is not None and town.people[name] not in mine:
        assert response.status_code == 404
    if response.status_code == 404:
        assert name not in response.content.decode()


def test_the_pages_do_show_people(town, browse) -> None:
    """The property above is no empty one: on the day of the town each page has somebody."""
    for address in ADDRESSES:
        assert people_on(browse("hanh").get(address).content.decode()), address
    listed = people_on(browse("mai").get("/can-bo/").content.decode())
    assert town.people["Nguyễn Thị Mai"] in listed
    assert town.people[LONG_NAME] in listed
    assert town.people["Cao Sỹ Quang"] not in listed
    assert town.people["Trần Dũng"] not in listed


def test_a_grant_counts_and_ends_at_the_instant_of_the_request(town, browse) -> None:
    client, unit = browse("khongquyen"), records.resolve_unit(code=WARD)
    assert client.get("/can-bo/").status_code == 403
    terms = GrantTerms(role="ward_clerk", unit=unit, managed_by=frozenset({UnitLevel.COMMUNE}))
    given_at = REAL_NOW - timedelta(hours=1)
    record = granting.add_grant(username="khongquyen", terms=terms, actor=OPERATOR, at=given_at)
    assert client.get("/can-bo/").status_code == 200
    granting.revoke_grant(grant=record.id, actor=OPERATOR, at=REAL_NOW)
    assert client.get("/can-bo/").status_code == 403


@pytest.mark.parametrize("as_of", ["1/1/2005", "31/7/2011", "1/1/2030"])
def test_an_ended_grant_opens_no_day(browse, as_of: str) -> None:
    assert browse("hetquyen").get(f"/can-bo/?ngay={as_of}").status_code == 403


def test_a_closed_account_sees_nothing_more(browse) -> None:
    client = browse("hanh")
    assert client.get("/can-bo/").status_code == 200
    granting.set_active(username="hanh", active=False, actor=OPERATOR, at=NOON)
    assert client.get("/can-bo/").status_code in (302, 403)
