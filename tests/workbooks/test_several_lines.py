"""What the further lines of a person say, and the lines of one cell: each its own fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workbooks.listed import listed, nothing_listed, said

CAREERS = ("TT", "Họ và tên", "Ngày sinh", "Đơn vị", "Quá trình công tác")


@pytest.mark.parametrize(
    "told",
    [
        "- Từ năm 1998 đến năm 2003: Chủ tịch Hội Nông dân xã Quảng Cư\n"
        "- Từ 6/2003 - 8/2007: Phó Chủ tịch UBND xã Quảng Cư;\n"
        "- Từ tháng 9/2007 đến nay: Bí thư Đảng ủy xã Quảng Cư.",
        "1998 - 2003, Chủ tịch Hội Nông dân xã Quảng Cư; "
        "6/2003 - 8/2007, Phó Chủ tịch UBND xã Quảng Cư; "
        "9/2007 - nay, Bí thư Đảng ủy xã Quảng Cư",
    ],
)
def test_a_whole_career_in_one_cell_is_a_post_for_each_of_its_lines(
    tmp_path: Path, told: str
) -> None:
    reading = listed(
        tmp_path,
        ("QUÁ TRÌNH CÔNG TÁC CỦA CÁN BỘ DIỆN BAN THƯỜNG VỤ QUẢN LÝ",),
        CAREERS,
        (1, "Lê Văn An", "12/03/1970", "xã Quảng Cư", told),
    )
    nothing_listed(reading)
    assert [(post[1], *post[2:4]) for post in said(reading, "Lê Văn An")] == [
        ("X10@xã Quảng Cư", "1998", "2003"),
        ("X06@xã Quảng Cư", "2003-06", "2007-08"),
        ("X01@xã Quảng Cư", "2007-09", ""),
    ]
