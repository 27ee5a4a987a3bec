"""Ten thousand people: pages of a fixed length, each person once, the last page within reach."""

from __future__ import annotations

import re

from tests.town.builder import add_crowd

SHARE = "/so-lieu/commune_intermediate_professional_share/"


def rows(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="([^"]+)"', page)


def test_the_rows_of_a_figure_turn_through_ten_thousand(town, browse) -> None:
    client = browse("hanh")
    add_crowd(10_000)
    first = client.get(SHARE).content.decode()
    assert "Trang 1 / 101" in first
    last = client.get(f"{SHARE}?trang=101").content.decode()
    assert (len(rows(first)), len(rows(last))) == (100, 9)
    assert 'data-label="STT">10.009<' in last
    assert 'rel="next"' not in last
    assert rows(client.get(f"{SHARE}?trang=999999").content.decode()) == rows(last)
    listed = client.get("/can-bo/?trang=200").content.decode()
    assert "Trên 1.000 người" in listed
    assert len(rows(listed)) == 50
    beyond = client.get("/can-bo/?trang=999").content.decode()
    assert rows(beyond) == []
