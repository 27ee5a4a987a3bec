"""Every address × role × expected answer, from addresses.yaml and the URL resolver."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlencode
from uuid import UUID

import pytest
import yaml
from django.db import transaction
from django.urls import URLPattern, get_resolver, resolve

from canbo.accounts.models import User
from canbo.records.models import ImportBatch, ImportDraft
from tests.town.builder import Town
from tests.town.cast import CAST, STRANGER

ROWS = yaml.safe_load(Path(__file__).with_name("addresses.yaml").read_text(encoding="utf-8"))
ROLES = [STRANGER, *(one.username for one in CAST)]
METHODS = ("GET", "POST")
NOBODY, ROUND = UUID(int=424242), UUID(int=242424)


def expectations() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each (method, address, answer of each role) of the table."""
    for row in ROWS:
        for method in METHODS:
            told = row[method]
            answers = told if isinstance(told, dict) else dict.fromkeys(ROLES, told)
            yield method, row["address"], {role: str(answers[role]) for role in ROLES}


@pytest.fixture(scope="module", autouse=True)
def _waiting(town: Town, django_db_blocker: pytest.FixtureRequest) -> None:
    """Hạnh's and Mai's files wait, Hạnh's as one that was to be stored with others."""
    from tests.drafts.waiting import make_waiting
    from tests.town.trials import make_trial

    with django_db_blocker.unblock():
        town.drafts.update(make_waiting(), round=ROUND)
        ImportDraft.objects.filter(id=town.drafts["hanh"]).update(round=ROUND)
        town.drafts.update(make_trial())


def filled(address: str, town: Town) -> str:
    """Put people's ids in place of their names, and of waiting files in place of their makers.

    {batch} is the first import of the town, {account mai} Mai's account, {grant mai} her grant.
    """

    def identity(match: re.Match[str]) -> str:
        if match[1] == "batch":
            return str(ImportBatch.objects.order_by("id").values_list("id", flat=True)[0])
        what, _, whose = match[1].partition(" ")
        if what == "account":
            return str(User.objects.get(username=whose).pk)
        if what == "grant":
            return str(User.objects.get(username=whose).grants.get().pk)
        known = {**town.people, **town.units, **town.drafts, "nobody": NOBODY}
        return str(known[match[1]])

    return re.sub(r"\{(.+?)\}", identity, address)


@pytest.mark.parametrize(
    ("method", "address", "answers"),
    list(expectations()),
    ids=[f"{method}-{address}" for method, address, _ in expectations()],
)
def test_the_answers_are_as_the_table_says(
    town, browse, method: str, address: str, answers: dict[str, str]
) -> None:
    """One row for all roles: each asks alone, and what a request does is taken back."""
    address = filled(address, town)
    sign_in = "/dang-nhap/?" + urlencode({"next": address if method == "GET" else "/"})
    wanted, found = {}, {}
    for role, answer in answers.items():
        status, _, target = filled(answer, town).partition(" ")
        wanted[role] = (int(status), unquote(sign_in if target == "sign_in" else target))
        with transaction.atomic():
            response = browse(role).generic(method, address)
            transaction.set_rollback(True)
        location = unquote(response.headers.get("Location", "")) if target else ""
        found[role] = (response.status_code, location)
        if response.status_code == 405:
            assert method not in response["Allow"], role
    assert found == wanted


def patterns() -> Iterator[URLPattern]:
    waiting = list(get_resolver().url_patterns)
    while waiting:
        one = waiting.pop()
        if isinstance(one, URLPattern):
            yield one
        else:
            waiting.extend(one.url_patterns)


def test_every_address_of_the_resolver_has_a_row() -> None:
    named = [pattern.name for pattern in patterns()]
    assert None not in named, "an address without a name"
    assert set(named) == {row["name"] for row in ROWS}


def test_every_row_leads_where_its_name_says(town) -> None:
    for row in ROWS:
        path = filled(row["address"], town).partition("?")[0]
        assert resolve(path).url_name == row["name"]


def test_every_row_tells_of_every_role() -> None:
    for row in ROWS:
        for method in METHODS:
            if isinstance(row[method], dict):
                assert set(row[method]) == set(ROLES), row["address"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["address"])
def test_a_form_without_this_browsers_token_is_refused(town, browse, row) -> None:
    response = browse("hanh", enforce_csrf_checks=True).post(filled(row["address"], town))
    assert response.status_code == 403
    assert "Trang đã mở quá lâu" in response.content.decode()


@pytest.mark.parametrize("role", ["mai", "dung"])
def test_another_s_official_is_answered_like_nobody(town, browse, role: str) -> None:
    client = browse(role)
    whose = "Trần Dũng" if role == "mai" else "Nguyễn Thị Mai"
    answers = [
        client.get(f"/can-bo/{person}/")
        for person in (NOBODY, town.people[whose], town.people["Cao Sỹ Quang"])
    ]
    pages = {re.sub(r'value="\w{64}"', "token", page.content.decode()) for page in answers}
    assert len(pages) == 1
    assert {page.status_code for page in answers} == {404}
    assert len({tuple(sorted(page.headers.items())) for page in answers}) == 1


def test_a_part_of_a_page_sends_a_stranger_to_the_whole_sign_in_page(browse) -> None:
    response = browse(STRANGER).get("/can-bo/?tim=mai", headers={"HX-Request": "true"})
    assert response["HX-Redirect"] == "/dang-nhap/?next=%2Fcan-bo%2F%3Ftim%3Dmai"
    assert response.content == b""
