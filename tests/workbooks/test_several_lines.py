"""What the further lines of a person say, and the lines of one cell: each its own fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workbooks.listed import iso, listed, nothing_listed, rows, said

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


AWARDS = ("TT", "Họ và tên", "Ngày sinh", "Đơn vị", "Hình thức khen thưởng", "Năm", "Số QĐ")


@pytest.mark.parametrize("merges", [(), ("A5:A6", "B5:B6", "C5:C6", "D5:D6")])
def test_a_further_line_with_a_day_of_its_own_is_an_act_of_its_own(
    tmp_path: Path, merges: tuple[str, ...]
) -> None:
    reading = listed(
        tmp_path,
        ("DANH SÁCH KHEN THƯỞNG CÁN BỘ GIAI ĐOẠN 2005 - 2010",),
        AWARDS,
        (1, "Lê Văn An", "12/03/1970", "xã Quảng Cư", "Giấy khen", 2006, "15/QĐ-UBND"),
        (None, None, None, None, "Lao động tiên tiến", 2008, "27/QĐ-UBND"),
        (2, "Vũ Thị Bình", "01/02/1975", "xã Quảng Cư", "Chiến sĩ thi đua", 2007, "19/QĐ-UBND"),
        (None, None, None, None, "cơ sở", None, None),
        merges=merges,
    )
    nothing_listed(reading)
    statements = rows(reading)["Lê Văn An"].statements
    found = [(one.award, iso(one.begins), one.decision.number) for one in statements]  # type: ignore[union-attr]
    assert found == [
        ("Giấy khen", "2006", "15/QĐ-UBND"),
        ("Lao động tiên tiến", "2008", "27/QĐ-UBND"),
    ]
    assert said(reading, "Vũ Thị Bình") == [("award", "Chiến sĩ thi đua cơ sở", "", "2007")]
