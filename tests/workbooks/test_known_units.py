"""Every official name of the shipped lists is read whole, however a list writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from canbo.engine.vietnamese import clean, spelling_key
from canbo.exchange.workbooks.units import UnitReader
from canbo.law.units import country_names
from tests.workbooks.written import VOCABULARY

KINDS = sorted(VOCABULARY.units.kinds, key=lambda kind: -len(kind))
# Not names of units but slips of the lists: a kind misspelt or left out, a shore without a commune.
NO_NAMES = {
    "Thi trấn Ngan Dừa", "Xa Ea Kly", "Xuân Phước", "Xuân Quang 3",
    "Khu vực bãi bồi ven biển do huyện Kim Sơn quản lý",
}  # fmt: skip
WRITINGS: dict[str, Callable[[str], str]] = {
    "as printed": lambda full: full,
    "in capitals": lambda full: full.upper(),
    "with the district behind": lambda full: f"{full[0].lower()}{full[1:]}, huyện Bá Thước",
    "as a body": lambda full: f"UBND {full[0].lower()}{full[1:]} (cũ)",
    "as a roster's title": lambda full: f"DANH SÁCH CÁN BỘ {full.upper()}",
    "as a title with its year": lambda full: f"DANH SÁCH CÁN BỘ {full.upper()} NĂM 2010",
}


def official() -> Iterator[tuple[str, str, str]]:
    """Full name, kind and name of every unit of the lists."""
    for full in sorted({clean(name) for name in country_names()} - NO_NAMES):
        kind = next(one for one in KINDS if full.lower().startswith(f"{one} "))
        yield full, kind, full[len(kind) + 1 :]


@pytest.mark.parametrize("writing", WRITINGS)
def test_every_official_name_is_read_whole(writing: str) -> None:
    reader, write, wrong, count = UnitReader(VOCABULARY.units), WRITINGS[writing], [], 0
    for full, kind, name in official():
        count += 1
        text = write(full)
        found = reader.territories(text)[:1]
        read = [(one.kind, spelling_key(one.name)) for one in found]
        if read != [(kind, spelling_key(name))] or (full in text and found[0].name != name):
            wrong.append((text, [one.full_name for one in found]))
    assert count > 11_000
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("XÃ TAM ANH NĂM 2010", ["Tam Anh"]),  # and no "Tam Anh Nam"
        ("Xã Tân Lập 1/2010", ["Tân Lập"]),
        ("XÃ AN THẠNH 3 THÁNG ĐẦU NĂM", ["An Thạnh"]),
        ("xã ban công tác Mặt trận", []),
        ("Công an xã, ban công tác", []),
        ("PHAN RANG, TP. PHAN RANG - THÁP CHÀM", ["Phan Rang - Tháp Chàm"]),
        ("thành phố Phan Rang-Tháp Chàm", ["Phan Rang-Tháp Chàm"]),
        ("HUYỆN IA H'DRAI", ["Ia H'drai"]),
        ("H. M'Đrắk", ["M'Đrắk"]),
        ("P. 2 Bảo Lộc", ["2 Bảo Lộc"]),
        ("xã Thiệu Hoà, huyện Thiệu Hoá", ["Thiệu Hoà", "Thiệu Hoá"]),
        ("DS XÃ QUẢNG HÙNG THANH HÓA", ["Quảng Hùng"]),
        ("xã Quảng Hùng Vương Lĩnh", ["Quảng Hùng Vương Lĩnh"]),  # no list knows it
        ("HUYỆN ĐOÀN BÁ THƯỚC", ["Bá Thước"]),
        ("HUYỆN ĐOAN HÙNG", ["Đoan Hùng"]),
        ("đặc khu Phú Quý", ["Phú Quý"]),
    ],
)
def test_a_known_name_takes_no_more_than_it_is(text: str, names: list[str]) -> None:
    found = UnitReader(VOCABULARY.units).territories(text)
    assert [one.name for one in found] == names
