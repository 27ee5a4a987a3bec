"""The town's units from 2004 to 2025 as small official lists: wards merge, one is parted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from canbo.exchange.units import UnitFile, read_unit_file
from canbo.records.operations.unit_lists import load_units
from tests.records.sheets import OPERATOR, Row, roster, take
from tests.town.builder import TOWN
from tests.units.lists import CONVERSION, FLAT, HISTORY, PAIRS, written

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
LOADED = datetime(2025, 7, 2, 3, tzinfo=UTC)

_HISTORY = (
    "1,38,Tỉnh Thanh Hóa,Tỉnh,,2004-08-31,,",
    "2,382,Thị xã Sầm Sơn,Thị xã,38,2004-08-31,2017-04-19,",
    "2,382,Thành phố Sầm Sơn,Thành phố,38,2017-04-19,,368/NQ-UBTVQH14",
    "3,14833,Phường Bắc Sơn,Phường,382,2004-08-31,,",
    "3,14836,Phường Trường Sơn,Phường,382,2004-08-31,,",
    "3,14842,Xã Quảng Tiến,Xã,382,2004-08-31,2009-12-09,",
    "3,14842,Phường Quảng Tiến,Phường,382,2009-12-09,,61/NQ-CP",
)
_LIST = (
    FLAT,
    "38,Tỉnh Thanh Hóa,Tỉnh,",
    "382,Thành phố Sầm Sơn,Thành phố,38",
    "14833,Phường Bắc Sơn,Phường,382",
    "14836,Phường Trường Sơn,Phường,382",
    "14842,Phường Quảng Tiến,Phường,382",
)
_WHOLE, _PART = "Nhập toàn bộ", "Nhập một phần"
_CONVERSION = (
    CONVERSION,
    f"14833,Phường Bắc Sơn,382,14836,Phường Sầm Sơn,38,Tỉnh Thanh Hóa,{_WHOLE}",
    f"14836,Phường Trường Sơn,382,14836,Phường Sầm Sơn,38,Tỉnh Thanh Hóa,{_WHOLE}",
    f"14842,Phường Quảng Tiến,382,14836,Phường Sầm Sơn,38,Tỉnh Thanh Hóa,{_PART}",
    f"14842,Phường Quảng Tiến,382,14842,Phường Nam Sầm Sơn,38,Tỉnh Thanh Hóa,{_PART}",
)
_SECOND = (
    "# tên: Nguồn thứ hai",
    "# nguồn thứ hai: có",
    PAIRS,
    "14833,14836",
    "14836,14836",
    "14842,14842",
)
TIEN_ROWS = (
    Row("Ngô Văn Tiến", "2/9/1970", ("X05",), "ĐH", "m"),
    Row("Lưu Thị Quảng", "3/9/1980", ("Y3",), "TC", "f"),
)


def files(folder: Path) -> tuple[UnitFile, ...]:
    """The lists, written into a folder and read."""
    return tuple(
        read_unit_file(written(folder, name, *lines))
        for name, lines in (
            ("h.csv", ("# ngày cuối: 2021-07-01", HISTORY, *_HISTORY)),
            ("list_2025-01-04.csv", _LIST),
            ("conversion_2025-07-01.csv", ("# tên: Bảng chuyển đổi", *_CONVERSION)),
            ("conversion_2025-07-01_second.csv", _SECOND),
        )
    )


def make_reform(folder: Path) -> None:
    """Bring the lists into the town, and two officials of a ward that is parted."""
    load_units(files=files(folder), actor=OPERATOR, at=LOADED)
    take(roster(TIEN_ROWS, as_of="31/12/2010", path=(TOWN, "phường Quảng Tiến"), file="qt.xlsx"))
