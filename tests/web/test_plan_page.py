"""The plan page of a year whose papers give money and places, but no class."""

from __future__ import annotations

from pathlib import Path

import pytest

from canbo.cycle.operations import record_catalogue
from canbo.exchange.catalogue_sheets import CatalogueWords
from canbo.exchange.catalogue_workbook import read_catalogue_workbooks
from canbo.exchange.workbooks import Vocabulary
from canbo.law.vocabulary import load_vocabulary
from tests.records.sheets import OPERATOR
from tests.town.cast import REAL_NOW

LISTS = Path(__file__).resolve().parents[2] / "examples" / "sam-son" / "lists"


@pytest.mark.django_db
def test_a_past_year_shows_its_money_its_places_and_its_schools(town, browse) -> None:
    words = load_vocabulary()
    content = read_catalogue_workbooks(
        sorted([*LISTS.glob("Chi tieu*"), *LISTS.glob("Kinh phi*"), *LISTS.glob("Thoa thuan*")]),
        vocabulary=Vocabulary.from_data(words),
        words=CatalogueWords.of(words["catalogue"]),
        year=2009,
    ).content
    record_catalogue(content=content, document="2009", actor=OPERATOR, at=REAL_NOW)
    page = browse("hanh").get("/ke-hoach/2009/").content.decode()
    assert "không có lớp nào để xếp người" in page
    assert "/ke-hoach/2009/lap/" not in page  # there is nothing to plan with
    assert "102.400.000 đ" in page  # as the builder's ledger adds up the year
    assert "TB 98-TB/BTCTU ngày 23/02/2009" in page
    assert "Học viện Tài chính" in page
    assert 'href="/ke-hoach/2012/"' in page
    assert 'aria-current="page">2009<' in page
