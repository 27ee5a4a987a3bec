"""Who disciplined: said by the header or the title when it names one side, never by half of two."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.workbooks.listed import listed, said

PERSON = (1, "Lê Văn An", "12/03/1970", "xã Quảng Cư", "Khiển trách", "10/3/2009")


@pytest.mark.parametrize(
    ("title", "header", "side"),
    [
        ("DANH SÁCH CÁN BỘ BỊ KỶ LUẬT", "Hình thức kỷ luật Đảng", "party"),
        ("DANH SÁCH CÁN BỘ BỊ KỶ LUẬT", "Hình thức kỷ luật chính quyền", "state"),
        ("DANH SÁCH CÁN BỘ BỊ KỶ LUẬT VỀ ĐẢNG", "Hình thức kỷ luật", "party"),
        ("DANH SÁCH CÁN BỘ BỊ KỶ LUẬT ĐẢNG, CHÍNH QUYỀN", "Hình thức kỷ luật", ""),
        ("DANH SÁCH CÁN BỘ BỊ KỶ LUẬT", "Hình thức kỷ luật đảng và chính quyền", ""),
    ],
)
def test_one_side_is_taken_and_of_two_none(
    tmp_path: Path, title: str, header: str, side: str
) -> None:
    columns = ("STT", "Họ và tên", "Ngày sinh", "Đơn vị", header, "Ngày QĐ")
    reading = listed(tmp_path, (title,), columns, PERSON)
    assert [one[1] for one in said(reading, "Lê Văn An")] == ([side] if side else [])
    listed_for = [one.code for one in reading.problems if one.code == "discipline_side_not_said"]
    assert bool(listed_for) is not bool(side)
