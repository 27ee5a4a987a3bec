"""The register, pins, each figure's page, comparisons with their panels and workbook."""

from __future__ import annotations

import io
import re
from html import unescape
from urllib.parse import unquote
from uuid import UUID
from xml.etree import ElementTree

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from canbo.accounts.operations import MOST_PINS
from canbo.engine.facts import UnitLevel
from canbo.engine.figures import HEADLINES, MEASURES, Window, parameters_of
from canbo.journal import access as journal
from canbo.law import load
from canbo.records.access import UnitNode
from canbo.reporting import comparing
from tests.records.sheets import OPERATOR
from tests.town.builder import AS_OF, add_people
from tests.town.cast import OTHER_WARD, REAL_NOW, WARD
from tests.town.fixtures import planned_town

__all__ = ["planned_town"]

COMPARE = "/so-lieu/so-sanh/"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def town(planned_town):
    """The town of whom everything is said: pool entries, moves, ratings, discipline."""
    return planned_town


def page(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def cards(text: str) -> list[str]:
    return re.findall(r'<h3 id="f-([a-z_0-9]+)"', text)


def entries(text: str) -> list[str]:
    return re.findall(r'<tr id="m-([a-z_0-9]+)"', text)


def code(town, name: str) -> str:
    from canbo.records.models import Unit

    return Unit.objects.get(id=town.units[name]).code


# --- one figure ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MEASURES)
def test_every_figure_opens_to_its_rows(town, browse, name: str) -> None:
    measure = MEASURES[name]
    text = page(browse("thang"), f"/so-lieu/{name}/?tu=1/1/2000")
    assert unescape(text).count(measure.label) >= 2
    assert "Cách tính" not in text  # the definition stands open
    caption = re.search(r'id="rows-h">Cả ([\d.]+) dòng', text)
    assert caption
    table = text[caption.start() :]
    assert len(re.findall('<th scope="row">', table)) == min(100, int(caption[1]))
    assert ('id="parts-h"' in text) == (measure.split is not None and caption[1] != "0")
    assert ('name="thang"' in text) == ("months" in parameters_of(measure))
    assert ('name="tuoi"' in text) == ("young" in parameters_of(measure))
    assert ('id="tu"' in text) == measure.of_window


def test_the_parts_of_a_figure_open_to_their_rows(town, browse) -> None:
    client, address = browse("thang"), "/so-lieu/workforce_by_sex/"
    text = page(client, address)
    links = re.findall(r'<a href="([^"]*phan=[^"]*)">([^<]+)</a></th><td class="num">(\d+)', text)
    assert len(links) > 1
    for link, words, count in links:
        rows = page(client, unescape(link))
        assert f"{count} dòng: Giới tính: {words}" in rows
        assert len(re.findall('<td data-label="Giới tính">', rows)) == int(count)


def test_the_rows_of_a_share_are_told_by_their_answer(town, browse) -> None:
    client, address = browse("thang"), "/so-lieu/commune_intermediate_professional_share/"
    whole = page(client, address)
    for answer, words in (("met", "Đạt"), ("not_met", "Không đạt"), ("missing", "Thiếu dữ liệu")):
        [count] = re.findall(rf"ket_luan={answer}#rows-h\">{words}: (\d+)", whole)
        rows = page(client, f"{address}?ket_luan={answer}")
        assert len(re.findall(rf"answer-{answer}", rows)) == int(count)


def test_a_man_fails_nothing_in_the_share_of_women(town, browse) -> None:
    text = page(browse("thang"), "/so-lieu/women_share/")
    assert "Không đạt" not in text
    assert 'ket_luan=not_met#rows-h">Không: ' in text


def test_parts_stand_in_the_order_of_offices_the_unknown_last(town, browse) -> None:
    text = page(browse("thang"), "/so-lieu/workforce_by_professional/")
    parts = [unquote(part) for part in re.findall(r'phan=([^"#]+)#rows-h', text)]
    ranks = [load().levels[part].rank for part in parts if part != "-"]
    assert ranks == sorted(ranks)
    assert len(ranks) > 2
    ages = re.findall(r'phan=([^"#]+)#rows-h', page(browse("thang"), "/so-lieu/workforce_by_age/"))
    assert ages[-1] == "-"


def test_what_a_figure_takes_as_given_is_set_in_the_form(town, browse) -> None:
    client, address = browse("thang"), "/so-lieu/young_leaders_share/"
    assert "từ 35 tuổi trở xuống" in page(client, address)
    assert "từ 50 tuổi trở xuống" in page(client, f"{address}?tuoi=50")
    for wrong in ("ba mươi", "7", "1000000000", "-3", "³"):
        said = page(client, f"{address}?tuoi={wrong}", 400)
        assert f"“{wrong}” không phải là một số từ 18 đến 100" in said


# --- the register and the pins --------------------------------------------------------------------


def test_the_register_lists_every_measure_once_by_domain(town, browse) -> None:
    text = page(browse("thang"), "/so-lieu/")
    assert sorted(entries(text)) == sorted(MEASURES)
    assert cards(text) == list(HEADLINES)
    assert text.count("<caption") == 8


def test_a_search_needs_no_marks_and_computes_nothing(town, browse, monkeypatch) -> None:
    from canbo.reporting import access

    monkeypatch.setattr(access, "computing", lambda *_: pytest.fail("a figure was computed"))
    client = browse("thang")
    assert entries(page(client, "/so-lieu/?tim=luan+chuyen+NU")) == ["women_in_moves_share"]
    marked = page(client, "/so-lieu/?tim=nữ+luân+chuyển")
    assert entries(marked) == ["women_in_moves_share"]
    assert "1 số liệu khớp “nữ luân chuyển”" in marked
    inside = page(client, "/so-lieu/?tim=tai+chuc+bang")
    assert "Không có tên nào khớp “tai chuc bang”; có trong cách tính" in inside
    assert entries(inside)
    nothing = page(client, "/so-lieu/?tim=khongcogi")
    assert "Không có số liệu nào khớp “khongcogi”" in nothing
    assert "xem mọi số liệu" in nothing


def test_pins_are_one_s_own_and_stand_first(town, browse) -> None:
    client = browse("thang")
    for name in ("women_share", "moves"):
        answer = client.post(f"/so-lieu/{name}/ghim/?tim=ty", {})
        assert answer["Location"] == f"/so-lieu/?tim=ty#m-{name}"
    client.post("/so-lieu/moves/ghim/")  # again: no change
    text = page(client, "/so-lieu/")
    assert cards(text) == ["women_share", "moves"]
    assert "Đã ghim “Tỷ lệ nữ” lên đầu trang Số liệu." in text
    assert cards(page(browse("hanh"), "/so-lieu/")) == list(HEADLINES)
    answer = client.post("/so-lieu/women_share/bo-ghim/?don_vi=382", {"tro_ve": "figure"})
    assert answer["Location"] == "/so-lieu/women_share/?don_vi=382"
    assert cards(page(client, "/so-lieu/")) == ["moves"]
    told = [one.act.action for one in journal.entries(limit=3)]
    assert told == ["user.figure_unpinned", "user.figure_pinned", "user.figure_pinned"]


def test_no_more_is_pinned_than_a_page_computes_quickly(town, browse) -> None:
    client = browse("thang")
    for name in list(MEASURES)[: MOST_PINS + 1]:
        client.post(f"/so-lieu/{name}/ghim/")
    text = page(client, "/so-lieu/")
    assert len(cards(text)) == MOST_PINS
    assert f"Đã ghim {MOST_PINS} số liệu, là nhiều nhất." in text


# --- comparing ----------------------------------------------------------------------------------


def numbers(text: str) -> list[tuple[str, str]]:
    """The cells of a comparison that lead somewhere: the address and the number."""
    found = re.findall(r'<td class="num" data-label="[^"]*"><a href="([^"]+)"[^>]*>([^<]+)', text)
    return [(unescape(address), number) for address, number in found]


def test_each_number_is_that_of_the_page_it_leads_to(town, browse) -> None:
    client = browse("thang")
    text = page(
        client,
        f"{COMPARE}?so_lieu=women_share&so_lieu=workforce_people&so_lieu=fostering_attendances"
        f"&so_lieu=training_money&so_lieu=moves&so_voi=30/6/2012;31/12/2009&ky=tu&tu=1/1/2005"
        f"&don_vi={code(town, WARD)}&don_vi={code(town, OTHER_WARD)}",
    )
    found = numbers(text)
    assert len(found) > 30
    for address, number in found:
        own = page(client, address)
        exact = re.search(r'<p class="figure-exact">(?:Đúng là )?([\d.]*)', own)
        shown = re.search(r'<p class="figure-value mb-1">([^<]+)', own)
        assert exact
        assert shown
        if number != "–":  # nobody in the base
            assert number in (exact[1], shown[1]), address


def test_a_unit_that_did_not_stand_has_no_number(town) -> None:
    gone = UnitNode(UUID(int=7), "x", "xã Đã Bỏ", "xã", UnitLevel.COMMUNE, None, 0, False)
    days = (comparing.Day(AS_OF, Window.year_to(AS_OF)),)
    question = comparing.Question(
        names=("workforce_people",), days=days, units=(gone,), known_at=REAL_NOW
    )
    found = comparing.compare(question, actor=OPERATOR, at=REAL_NOW)
    whole, line = found.tables[0].lines
    assert int(whole.cells[0].display) > 10
    assert (line.cells[0].display, line.cells[0].lacking) == ("–", "đơn vị không có vào ngày ấy")


def test_the_difference_is_told_with_its_sign(town, browse) -> None:
    text = page(browse("thang"), f"{COMPARE}?so_lieu=workforce_people&so_voi=31/7/2005")
    [first, last] = [int(number.replace(".", "")) for _, number in numbers(text)]
    assert last > first
    assert f'data-label="Tăng, giảm">+{last - first}<' in text


def test_the_panels_say_what_the_table_says_on_one_scale(town, browse) -> None:
    wards = "".join(f"&don_vi={code(town, name)}" for name in (WARD, OTHER_WARD))
    text = page(
        browse("thang"), f"{COMPARE}?so_lieu=workforce_people&so_voi=31/7/2005; 1/1/2011{wards}"
    )
    drawn = [ElementTree.fromstring(one) for one in re.findall(r"<svg.*?</svg>", text, re.S)]
    assert [one.findtext(f"{SVG}title") for one in drawn] == [OTHER_WARD, WARD]
    scale = set()
    for one, row in zip(drawn, re.findall(r'<th scope="row">.*?</tr>', text)[1:], strict=True):
        assert one.get("role") == "img"
        named = (one.find(f"{SVG}title").get("id"), one.find(f"{SVG}desc").get("id"))
        assert one.get("aria-labelledby") == " ".join(named)
        in_table = [number for _, number in numbers(row)]
        in_panel = [bar.text for bar in one.iter(f"{SVG}text") if bar.get("class")[6:] == "number"]
        assert in_panel == in_table
        for number in in_table:
            assert f": {number}" in one.findtext(f"{SVG}desc")
        bars = [int(bar.get("height")) for bar in one.iter(f"{SVG}rect")]
        counts = [int(number) for number in in_table if number != "0"]
        scale |= {round(bar / count) for bar, count in zip(bars, counts, strict=True)}
    assert len(scale) == 1
    assert "style=" not in text


def count(client, address: str) -> int:
    client.get(address)
    comparing.KEPT.forget()
    with CaptureQueriesContext(connection) as asked:
        page(client, address)
    return len(asked)


def test_units_and_people_cost_no_query_more(town, browse) -> None:
    client, ward = browse("thang"), code(town, WARD)
    asked = f"{COMPARE}?so_lieu=women_share&so_lieu=fostering_attendances&so_voi=31/7/2010"
    few = count(client, f"{asked}&don_vi={ward}")
    many = count(client, f"{asked}&them={code(town, 'thị xã Sầm Sơn')}&ca_duoi=1")
    assert many == few
    add_people(200)
    assert count(client, f"{asked}&don_vi={ward}") == few
    again = page(client, f"{asked}&don_vi={ward}")  # kept
    assert len(numbers(again)) == 8


def test_what_a_comparison_cannot_show_is_said(town, browse) -> None:
    client = browse("thang")
    days = ";".join(f"1/1/{year}" for year in range(2000, 2010))
    several = "&".join(f"so_lieu={name}" for name in list(MEASURES)[:7])
    for asked, says in (
        ("", "Chưa chọn số liệu nào"),
        (f"so_lieu=moves&so_voi={days}", "nhiều nhất 8 ngày, đang chọn 11"),
        (several, "nhiều nhất 6 số liệu, đang chọn 7"),
        ("so_lieu=moves&so_voi=31/2/2010", "“31/2/2010” không phải là một ngày"),
        ("so_lieu=moves&ky=tu", "Chưa ghi ngày bắt đầu của kỳ"),
        ("so_lieu=moves&tu=1/1/2011&so_voi=1/1/2010", "ngày 01/1/2010 trước ngày bắt đầu"),
        ("so_lieu=young_leaders_share&tuoi=x", "“x” không phải là một số"),
    ):
        assert says in page(client, f"{COMPARE}?{asked}", 400 if asked else 200)
    assert client.get(f"{COMPARE}?so_lieu=moves&don_vi=khong-co").status_code == 404


def test_the_workbook_of_a_comparison_opens_with_the_page_s_numbers(town, browse) -> None:
    client = browse("thang")
    query = (
        f"so_lieu=women_share&so_lieu=workforce_people&so_voi=31/7/2005&don_vi={code(town, WARD)}"
    )
    text = page(client, f"{COMPARE}?{query}")
    answer = client.post(f"{COMPARE}xuat/?{query}")
    assert answer.status_code == 200
    assert 'filename="so-sanh-so-lieu-31-07-2011.xlsx"' in answer["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    lines = [[cell for cell in row if cell is not None] for row in sheet.values]
    head = next(line for line in lines if line and line[0] == "STT")
    assert head[1:7] == ["Số liệu", "Đơn vị", "Tính bằng", "31/7/2005", "31/7/2011", "Chênh lệch"]
    rows = [line for line in sheet.values if isinstance(line[0], int)]
    assert [row[2] for row in rows] == ["Toàn bộ", WARD] * 2
    shown = [number for _, number in numbers(text)]
    written = [value for row in rows for value in row[4:6] if value is not None]
    as_shown = [f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",") for value in written]
    assert as_shown == [number.removesuffix("%") for number in shown if number != "–"]
    [entry] = journal.entries(action="export.list", limit=1)
    assert entry.act.data["figures"] == ["women_share", "workforce_people"]
