"""Lists of the communes of July 2025: no district above them, special zones among them."""

from __future__ import annotations

from pathlib import Path

from canbo.exchange.workbooks.places import UnitReading
from canbo.exchange.workbooks.reading import RosterDocument
from tests.workbooks.written import read, write_xlsx

COLUMNS = ("STT", "HỌ VÀ TÊN", "NGÀY SINH", "CHỨC VỤ TRƯỚC KHI SẮP XẾP", "CHỨC VỤ HIỆN NAY")


def _units(tmp_path: Path, commune: str, *posts: str) -> list[UnitReading | None]:
    rows = [
        (f"DANH SÁCH CÁN BỘ, CÔNG CHỨC {commune.upper()}",),
        ("(Tính đến ngày 01/7/2025)",),
        COLUMNS,
        *(
            (number, f"Lê Văn {name}", f"1{number}/03/1980", posts[0], posts[1])
            for number, name in enumerate(("An", "Bình", "Cường"), start=1)
        ),
    ]
    (document,) = read(write_xlsx(tmp_path / "list.xlsx", {commune: rows})).documents
    assert isinstance(document, RosterDocument)
    row = document.rows[0]
    return [row.unit, *(post.unit for post in row.posts)]


def test_a_special_zone_is_a_commune(tmp_path: Path) -> None:
    own, _, now = _units(tmp_path, "đặc khu Hòn Sơn", "Chủ tịch UBND xã An Lư", "Bí thư Đảng ủy")
    assert own is not None
    assert (own.path, own.level) == (("đặc khu Hòn Sơn",), "commune")
    assert now is None  # the post of the zone itself


def test_an_office_of_a_district_that_is_named_stays_in_that_district(tmp_path: Path) -> None:
    _, before, _ = _units(
        tmp_path, "xã Tân Phú", "Chuyên viên phòng Nội vụ huyện Ba Lòng", "Bí thư Đảng ủy"
    )
    assert before is not None
    assert before.path == ("huyện Ba Lòng", "Phòng Nội vụ")
