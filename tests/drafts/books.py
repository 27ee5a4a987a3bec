"""Small workbooks of an office as bytes, for tests of what becomes of an uploaded file."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import openpyxl

WARD = "phường Bắc Sơn, thị xã Sầm Sơn"
HEADERS = ("TT", "Họ và tên", "Ngày sinh", "Giới tính", "Chức vụ", "Chuyên môn", "Quê quán")


@dataclass(frozen=True)
class Line:
    """One official as a clerk types it."""

    name: str
    birth: str = ""
    post: str = "Văn phòng - Thống kê"
    level: str = "Trung cấp"
    sex: str = "Nam"
    home: str = "Quảng Xương"


def book(
    lines: Iterable[Line], *, day: str = "30/6/2011", ward: str = WARD,
    headers: Sequence[str] = HEADERS, sheet: str = "DS",
) -> bytes:  # fmt: skip
    """A ward's roster as .xlsx; without a day where that is empty."""
    made = openpyxl.Workbook()
    page = made.active
    page.title = sheet
    page.append([f"DANH SÁCH TRÍCH NGANG CÁN BỘ, CÔNG CHỨC {ward.upper()}"])
    page.append([f"(Tính đến ngày {day})" if day else ""])
    page.append([])
    page.append(list(headers))
    for number, one in enumerate(lines, start=1):
        page.append([number, one.name, one.birth, one.sex, one.post, one.level, one.home])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
