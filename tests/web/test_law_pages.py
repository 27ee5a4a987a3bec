"""The pages of the law: found texts, what a text gives, what the home set; a broken law."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from canbo.law import use_overlay
from tests.law.test_overlay import OWN


@pytest.fixture
def own_law(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "law"
    shutil.copytree(OWN, folder)
    use_overlay(lambda: folder)
    yield folder
    use_overlay(None)


def _page(browse, address: str) -> str:
    answer = browse("hanh").get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_texts_are_searched_without_marks_on_the_day_of_the_page(town, browse) -> None:
    said = _page(browse, "/luat/?tim=quy+hoach")
    assert "22-HD/BTCTW" in said  # the pinned day is of 2011
    assert "377-QĐ/TW" not in said
    assert "377-QĐ/TW" in _page(browse, "/luat/?tim=quy+hoach&het=1")
    assert "377-QĐ/TW" in _page(browse, "/luat/?tim=quy+hoach&ngay=01/1/2026")
    assert "Không văn bản nào khớp" in _page(browse, "/luat/?tim=khong+co+gi")


def test_a_text_shows_its_rules_with_article_days_and_evidence(town, browse) -> None:
    said = _page(browse, "/luat/van-ban/nd-171-2025/")
    for words in (
        "Bị thay thế bởi", "Tuổi khi cử đi (sau đại học)", "không quá 45 tuổi", "đã đối chiếu",
        "chưa kiểm chứng", "chưa đặt", "từ 01/7/2025", "Hội đồng xét đền bù",
    ):  # fmt: skip
        assert (words in said) is (words != "Bị thay thế bởi")
    assert "101/2017/NĐ-CP" in said  # it replaced it


def test_a_regime_leads_to_the_one_before_and_after(town, browse) -> None:
    said = _page(browse, "/luat/che-do/qh-2012/")
    assert "/luat/che-do/qh-2008/" in said
    assert "/luat/che-do/qh-2021/" in said
    assert "không áp dụng vào ngày 31/7/2011" in said


def test_days_that_are_none_are_told_and_kept(town, browse) -> None:
    answer = browse("hanh").get("/luat/thay-doi/?tu=31/2/2011&den=01/1/2020")
    assert answer.status_code == 400
    said = answer.content.decode()
    assert "Không hiểu ngày trước “31/2/2011”" in said
    assert 'value="31/2/2011"' in said


def test_what_the_home_set_is_shown_with_its_document(town, browse, own_law: Path) -> None:
    said = _page(browse, "/luat/co-quan/")
    assert "không quá nam 50, nữ 45 tuổi" in said
    assert "15/2009/QĐ-UBND" in said
    assert "ngày 20/3/2009 của Ủy ban nhân dân tỉnh đặt" in said
    assert "Tuổi khi nhận chức danh lần đầu (Chủ tịch Hội đồng nhân dân)" in _page(
        browse, "/luat/van-ban/qd-15-ubnd-2009/"
    )


def test_no_page_answers_by_a_law_that_cannot_be_read(town, browse, own_law: Path) -> None:
    bad = OWN.parent / "bad_overlay" / "instead_of_nothing.yaml"
    shutil.copy(bad, own_law / "standards")
    for address in ("/luat/", "/can-bo/", "/so-lieu/"):
        answer = browse("hanh").get(address)
        assert answer.status_code == 503
        said = answer.content.decode()
        assert "law/standards/instead_of_nothing.yaml, dòng 4" in said
        assert "canbo law check" in said
