"""A page asks the database as often with a thousand people as with ten."""

from __future__ import annotations

import json
import re
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

from canbo.reporting import comparing, compliance, kept
from canbo.reporting.forecasts import access as forecasts
from tests.town.builder import add_crowd
from tests.town.cast import WARD

RECORDED = json.loads(Path(__file__).with_name("query_counts.json").read_text(encoding="utf-8"))
MOST = 12  # of any page, also on the first visit after a write
BEYOND = {"mai /don-vi/{WARD}/"}  # asks for the units of two days, once for each list on it
KEEPERS = (
    kept.KEPT, comparing.KEPT, compliance.KEPT, forecasts.AHEAD, forecasts.TESTED
)  # fmt: skip
_COUNTED = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|COPY)", re.IGNORECASE)


def count(client, address: str) -> int:
    by_script = {"HX-Request": "true"} if address.startswith("/hom-nay/") else {}
    client.get(address, headers=by_script)  # what is read once in a process is read now
    for keeper in KEEPERS:  # what was computed is kept; count what it costs after a write
        keeper.forget()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address, headers=by_script).status_code == 200
    return sum(bool(_COUNTED.match(query["sql"])) for query in asked)


def _by_reader(named: dict[str, str]) -> list[tuple[str, str, str]]:
    """Tell the reader before the address apart: "mai /dat-chuan/"; nobody stands for hanh."""
    parted = {name: written.rpartition(" ") for name, written in named.items()}
    return [(name, who, address) for name, (who, _, address) in parted.items()]


def test_ten_people_and_a_thousand_cost_the_same(town, browse) -> None:
    mai = str(town.people["Nguyễn Thị Mai"])
    ward = str(town.units[WARD])
    named = {name: name.replace("{Mai}", mai).replace("{WARD}", ward) for name in RECORDED}
    asked = {name: (browse(who or "hanh"), address) for name, who, address in _by_reader(named)}
    few = {name: count(*page) for name, page in asked.items()}
    add_crowd(1000)
    many = {name: count(*page) for name, page in asked.items()}
    assert few == RECORDED
    assert many == RECORDED
    assert {name for name, asked in RECORDED.items() if asked > MOST} == BEYOND
