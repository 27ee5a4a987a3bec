"""Money for training by payer and year, out of the papers of Sầm Sơn, is what its builder wrote."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from canbo.accounts.access import local_operator
from canbo.cli.cycle import record_files
from canbo.engine.figures import Window
from canbo.engine.timeline import Perspective
from canbo.reporting.access import figures
from tests.example_town.towns import EXAMPLES

TOWN = EXAMPLES / "sam-son"
PAPERS = ["Kinh phi DTBD 2006-2011.xls", "Chi tieu dao tao 2008-2011.xlsx"]
# what the papers call the payers of the ledger
PAYERS = {
    "Ngân sách tỉnh": "province", "Ngân sách thị xã": "town",
    "Các cơ quan, đơn vị hỗ trợ": "agencies",
}  # fmt: skip
YEARS = range(2006, 2012)
NOW = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.mark.django_db
def test_money_by_payer_and_year_is_the_builders() -> None:
    for year in YEARS:
        paths = [TOWN / "lists" / name for name in PAPERS]
        record_files(paths, year, actor=local_operator(), at=NOW)
    ledger = json.loads((TOWN / "ledger-lists.json").read_text(encoding="utf-8"))
    wrote = [one for one in ledger["facts"] if one["kind"] == "budget"]
    assert {one["year"] for one in wrote} == set(YEARS)
    for year in YEARS:
        figure = money(date(year, 1, 1), date(year, 12, 31))
        assert figure.value == ledger["totals"]["budget_by_year"][str(year)]
        by_payer = {PAYERS[part.words]: part.value for part in figure.parts}
        assert by_payer == {one["source"]: one["amount"] for one in wrote if one["year"] == year}
    whole = money(date(2006, 1, 1), date(2011, 12, 31))
    of_payers: Counter[str] = Counter()
    for one in wrote:
        of_payers[one["source"]] += one["amount"]
    assert {PAYERS[part.words]: part.value for part in whole.parts} == of_payers
    assert whole.value == sum(of_payers.values())


def money(first: date, last: date):
    """The figure of a stretch of years, as the office sees it."""
    (figure,) = figures(
        actor=local_operator(), at=NOW, perspective=Perspective(last, NOW),
        window=Window(first, last), names=("training_money",), with_rows=True,
    )  # fmt: skip
    return figure
