"""The pages of a waiting file ask the database as often about three thousand differences as ten."""

from __future__ import annotations

import io
import re
from dataclasses import asdict
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from canbo.exchange.workbooks.reading import Problem
from canbo.records.models import DraftDifference, ImportBatch, ImportDraft
from tests.drafts.waiting import make_waiting

_COUNTED = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|COPY)", re.IGNORECASE)
RECORDED = {
    "/nhap/": 5,
    "/nhap/cot/": 3,
    "/nhap/lan/1/": 5,
    "/nhap/{}/": 7,
    "/nhap/{}/cot/": 5,
    "/nhap/lan/1/nguoi/?loai=da_co": 5,
    "/nhap/{}/khac-biet/": 5,
    "/nhap/{}/khac-biet/?loai=tat_ca": 8,
    "/nhap/{}/khac-biet/?loai=new_person&tim=nguoi&chua=1&trang=3": 8,
    "/nhap/{}/can-xem/": 7,
    "/nhap/{}/can-xem/?loai=level_not_understood&tt=DS&cot=B": 7,
    "/nhap/{}/can-xem/tai/": 5,
}


@pytest.fixture
def draft(town) -> ImportDraft:
    return ImportDraft.objects.get(id=make_waiting()["hanh"])


def count(client: Any, address: str, method: str = "get", **sent: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        response = getattr(client, method)(address, sent.get("data"))
        assert response.status_code in {200, 302}
    return sum(bool(_COUNTED.match(query["sql"])) for query in asked)


def grow(draft: ImportDraft, count: int) -> None:
    """Let the file differ in so many places, and list as many cells."""
    one = DraftDifference.objects.filter(draft=draft, kind="new_person").first()
    values = {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}
    values.pop("id")
    more = (
        {"code": f"n{number}", "place": 1000 + number, "person_name": f"Người {number}",
         "name_search": f" nguoi {number}"}
        for number in range(count)
    )  # fmt: skip
    DraftDifference.objects.bulk_create(
        [DraftDifference(**{**values, **own}) for own in more], batch_size=2000
    )
    problem = asdict(Problem("DS", "B7", "level_not_understood", "x", "y"))
    ImportDraft.objects.filter(id=draft.id).update(problems=[problem] * count)
    ImportDraft.objects.bulk_create(
        [
            ImportDraft(
                file=f"{number}.xlsx", sha256="", size=1, actor_id=draft.actor_id, state="refused",
                actor_name="", made_at=draft.made_at, state_at=draft.made_at,
            )
            for number in range(min(count, 150))
        ]
    )  # fmt: skip


def test_ten_differences_and_three_thousand_cost_the_same(browse, draft) -> None:
    client = browse("hanh")
    addresses = {name: name.format(draft.id) for name in RECORDED}
    batch = ImportBatch.objects.order_by("id").first()
    addresses |= {name: name.replace("/1/", f"/{batch.id}/") for name in addresses if "lan" in name}
    for address in addresses.values():
        client.get(address)
    few = {name: count(client, address) for name, address in addresses.items()}
    grow(draft, 3_000)
    many = {name: count(client, address) for name, address in addresses.items()}
    assert few == many
    assert few == RECORDED


def test_deciding_on_three_thousand_at_once_is_one_act(browse, draft) -> None:
    client = browse("hanh")
    address = f"/nhap/{draft.id}/khac-biet/?loai=new_person"
    few = count(client, address, "post", data={"tat_ca": "skip"})
    grow(draft, 3_000)
    assert count(client, address, "post", data={"tat_ca": "skip"}) == few
    rows = DraftDifference.objects.filter(draft=draft, kind="new_person")
    assert set(rows.values_list("chosen", flat=True)) == {"skip"}
    assert count(client, address, "post", data={"tat_ca": "default"}) == few
    assert set(rows.values_list("chosen", flat=True)) == {"create"}


def test_three_thousand_differences_turn_page_by_page(browse, draft) -> None:
    client = browse("hanh")
    grow(draft, 3_000)
    address = f"/nhap/{draft.id}/khac-biet/?loai=new_person"
    total = DraftDifference.objects.filter(draft=draft, kind="new_person").count()
    last = -(-total // 50)
    page = client.get(f"{address}&trang={last}").content.decode()
    assert "Người 2999" in page
    assert 'rel="next"' not in page
    assert client.get(f"{address}&trang=99999").content.decode().count('name="khac"') == 0
    found = client.get(f"{address}&tim=nguoi+2998").content.decode()
    assert found.count('name="khac"') == 1


def test_many_problems_are_told_by_code_and_column_and_sent_whole(browse, draft) -> None:
    """Each kind with its number and first places; no place is left out of the list that is sent."""
    kinds = [("level_not_understood", "B"), ("level_not_understood", "C"), ("not_a_date", "D")]
    problems = [
        asdict(Problem("DS", f"{column}{row}", code, f"giá trị {row}", "1/2/1960"))
        for row in range(1, 71)
        for code, column in kinds
    ]
    ImportDraft.objects.filter(id=draft.id).update(problems=problems)
    client, address = browse("hanh"), f"/nhap/{draft.id}/can-xem/"
    page = client.get(address).content.decode()
    assert page.count("70 chỗ</a>") == 3
    assert (page.count("140 chỗ:"), page.count("Ô D3:"), page.count("Ô D4:")) == (1, 1, 0)
    assert "?loai=not_a_date&amp;tt=DS&amp;cot=D" in page
    one = client.get(f"{address}?loai=not_a_date&tt=DS&cot=D").content.decode()
    assert one.count("Trang “DS”, ô D") == 70
    sent = client.get(f"{address}tai/")
    sheet = openpyxl.load_workbook(io.BytesIO(sent.content)).worksheets[0]
    places = {(row[0], row[1]) for row in sheet.iter_rows(values_only=True)}
    assert {("DS", one["cell"]) for one in problems} <= places
    assert "no-store" in sent["Cache-Control"]
