"""That somebody stands in a planning list is told to those alone who may see who is planned.

Every address of the resolver is asked with everything that can stand in it, as people without that
right: no answer holds a trace of the lists. A page that comes later is asked too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any
from urllib.parse import unquote
from uuid import UUID

import pytest
from django.db import transaction
from django.urls import URLPattern, reverse

from canbo.cycle.models import PlanRequest, StoredPlan
from canbo.engine.figures import HEADLINES, measures_named
from canbo.exchange.papers import Of, forms
from canbo.records.access.secrecy import WITHHELD
from canbo.records.models import ImportBatch, LayoutMapping, Merge, Tenure
from canbo.reporting.exports.fact_columns import FACT_LISTS
from canbo.reporting.forecasts.views import Part
from tests.town import planned
from tests.town.builder import Town
from tests.town.fixtures import planned_town
from tests.town.planned import found_in, text_of
from tests.town.trials import make_trial
from tests.web.test_addresses import NOBODY, ROWS, filled, patterns

__all__ = ["planned_town"]

CLOSED = ("mai", "dung", "hanh", "thanhtra")  # the others of the cast may open no page of people
PATTERNS = sorted(patterns(), key=lambda one: str(one.name))
WORDS = str(WITHHELD)
# what a form of an address may say; the others are sent empty
FORMS: dict[str, list[dict[str, str]]] = {
    "export_list": [
        {"danh_sach": name} for name in ("", "units", "verdicts", "compliance", *FACT_LISTS)
    ],
    "person_paper": [{"mau": form.name} for form in forms().values() if form.of is Of.PERSON],
    "list_paper": [{"mau": "trich-ngang docx"}, {"mau": "trich-ngang xlsx"}],
    "merge_people": [{}, {"viec": "xem"}, {"viec": "gop"}],
}
QUERIES: dict[str, list[str]] = {
    "official": ["", "?ngay=1/1/2011", "?biet=31/12/2026"],
    "officials": ["", "?tim=ke+can"],
    "import_people": ["", "?loai=da_co"],
    "draft_differences": ["", "?loai=tat_ca"],
}


@pytest.fixture(scope="module")
def town(planned_town: Town, django_db_blocker: pytest.FixtureRequest) -> Town:
    """The town with a planning list taken in, and another one waiting; and a trial of its plan."""
    with django_db_blocker.unblock():
        planned_town.drafts.update(make_trial())
    return planned_town


@pytest.fixture(autouse=True)
def _bytes_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a request does is taken back; so a draft's bytes stay too."""
    monkeypatch.setattr("canbo.records.operations.drafts_keeping.discard", lambda draft: None)


def values_of(name: str, town: Town) -> list[Any]:
    """Everything that may stand in an address under this name. Raises KeyError for a new one."""
    some = [town.people[one] for one in ("Nguyễn Thị Mai", "Lê Thị Lan", "Trần Dũng")]
    known: dict[str, Callable[[], list[Any]]] = {
        "person": lambda: [*town.people.values(), NOBODY],
        "unit": lambda: [*town.units.values(), NOBODY],
        "survivor": lambda: some,
        "merged": lambda: some,
        "one": lambda: some,
        "other": lambda: some,
        "merge": lambda: [*Merge.objects.values_list("id", flat=True), 77],
        "name": lambda: [
            one.name for one in measures_named() if one.is_secret or one.name in HEADLINES
        ],
        "year": lambda: [2012],
        "trial": lambda: [*StoredPlan.objects.values_list("id", flat=True), NOBODY],
        "request_id": lambda: [*PlanRequest.objects.values_list("id", flat=True), NOBODY],
        "text": lambda: ["hd-22-btctw-2008"],
        "regime": lambda: ["qh-2008"],
        "form": lambda: ["tieu-su", "trich-ngang"],
        "part": lambda: [
            *(part.value for part in Part),
            "ho-so",
            "dat-chuan",
            "nghi-huu",
            "so-lieu",
        ],
        "code": lambda: ["X01", "X05"],
        "post": lambda: held_by(some),
        "layout": lambda: [*LayoutMapping.objects.values_list("id", flat=True), NOBODY],
        "batch": lambda: [*ImportBatch.objects.values_list("id", flat=True), 999_999],
        "draft": lambda: [*town.drafts.values(), NOBODY],
        "round_id": lambda: [town.drafts["round"], NOBODY],
    }
    return known[name]()


def held_by(people: list[UUID]) -> list[UUID]:
    """The posts that they hold or held."""
    held = Tenure.objects.filter(person__in=people, voided_at=None)
    return list(held.order_by("post").values_list("post", flat=True).distinct())


def asked(pattern: URLPattern, town: Town) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each (method, address, form) of an address with all that may stand in it."""
    names = list(pattern.pattern.converters)
    addresses = {
        reverse(pattern.name, kwargs=dict(zip(names, one, strict=True)))
        for one in product(*(values_of(name, town) for name in names))
    }
    addresses |= {filled(row["address"], town) for row in ROWS if row["name"] == pattern.name}
    for address in sorted(addresses):
        for query in QUERIES.get(str(pattern.name), [""]):
            yield "GET", address + query, {}
        for form in FORMS.get(str(pattern.name), [{}]):
            yield "POST", address, form


def answer(client: Any, method: str, address: str, form: dict[str, str]) -> str:
    """All that an answer says: what it shows and hides, its headers, each cell of a workbook."""
    with transaction.atomic():
        response = client.get(address) if method == "GET" else client.post(address, form)
        transaction.set_rollback(True)
    heads = " ".join(unquote(value) for name, value in response.headers.items() if name != "Date")
    content = b"".join(response) if response.streaming else response.content
    return f"{response.status_code} {heads} {text_of(content)}"


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda one: str(one.name))
@pytest.mark.parametrize("role", CLOSED)
def test_nobody_without_the_right_meets_a_trace(
    town: Town, browse: Callable, role: str, pattern: URLPattern
) -> None:
    client = browse(role)
    for method, address, form in asked(pattern, town):
        text = answer(client, method, address, form)
        assert not found_in(text, unquote(address)), (method, address, form)


def test_the_traces_are_there_for_who_has_the_right(town: Town, browse: Callable) -> None:
    """No empty promise: each trace is met, and on each of the pages that tell sources."""
    met = {}
    for pattern in PATTERNS:
        client = browse("thang")
        texts = (answer(client, *one) for one in asked(pattern, town))
        met[pattern.name] = set().union(*(found_in(text) for text in texts))
    assert set().union(*met.values()) == set(planned.traces())
    told_on = {name for name, traces in met.items() if traces}
    assert told_on >= {
        "official", "export_list", "export_figure", "figure", "unit", "imports", "import_report",
        "import_people", "import_undo", "merge_people", "layouts", "draft", "draft_columns",
        "draft_differences", "draft_problems", "noted_workbook", "import_round",
    }  # fmt: skip


def official(browse: Callable, role: str, person: UUID) -> str:
    return answer(browse(role), "GET", f"/can-bo/{person}/", {})


@pytest.mark.parametrize(("role", "name"), [
    ("mai", "Lê Thị Lan"), ("dung", "Trần Dũng"), ("hanh", "Cao Sỹ Quang"),
    ("thanhtra", "Nguyễn Thị Mai"),
])  # fmt: skip
def test_ordinary_sources_are_told_as_before(
    town: Town, browse: Callable, role: str, name: str
) -> None:
    text = official(browse, role, town.people[name])
    roster = "bac-son.xlsx" if name == "Trần Dũng" else "truong-son.xlsx"
    assert f"{roster} › DS!" in text
    assert WORDS in text
    assert "Người vận hành tại máy" in text  # who recorded it, and when, is still said
    assert "01/8/2011" in text


def test_the_right_opens_them(town: Town, browse: Callable) -> None:
    text = official(browse, "thang", town.people["Lê Thị Lan"])
    assert f"{planned.FILE} › {planned.SHEET}!" in text
    assert WORDS not in text


def test_of_several_files_an_ordinary_one_is_told(town: Town, browse: Callable) -> None:
    person = town.people["Trần Văn Kế Cận"]
    text = official(browse, "mai", person)
    assert f"{planned.AGAIN_FILE} › DS!" in text
    earlier = answer(browse("mai"), "GET", f"/can-bo/{person}/?biet=01/8/2011", {})
    assert planned.AGAIN_FILE not in earlier  # it was not known yet


def test_a_figure_tells_the_same(town: Town, browse: Callable) -> None:
    address = "/so-lieu/commune_intermediate_professional_share/"
    shown = answer(browse("mai"), "GET", address, {})
    assert WORDS in shown
    assert "truong-son.xlsx › DS!" in shown
    sent = answer(browse("mai"), "POST", f"{address}xuat/", {})
    assert WORDS in sent


def test_an_import_that_a_list_rests_on_says_that_something_does(
    town: Town, browse: Callable
) -> None:
    first = ImportBatch.objects.get(file="truong-son.xlsx").id
    text = answer(browse("hanh"), "GET", f"/nhap/lan/{first}/huy/", {})
    assert "Việc khác ngoài phạm vi của bạn" in text
    assert planned.FILE in answer(browse("thang"), "GET", f"/nhap/lan/{first}/huy/", {})


def test_an_import_of_a_list_is_answered_like_none(town: Town, browse: Callable) -> None:
    for page in ("", "nguoi/", "huy/"):
        secret, none = (
            browse("hanh").get(f"/nhap/lan/{number}/{page}") for number in (planned.FIRST, 999_999)
        )
        assert secret.status_code == none.status_code == 404
        alike = [
            response.content.decode().replace(str(number), "")
            for response, number in ((secret, planned.FIRST), (none, 999_999))
        ]
        assert without_tokens(alike[0]) == without_tokens(alike[1])


def without_tokens(page: str) -> str:
    return re.sub(r'value="\w{64}"', "", page)
