"""Writes a workbook of many invented officials in 40 columns, as a province's desk exports one.

Not a benchmark by itself; `wide_workbook.py` uses it.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from officials import FAMILIES, GIVENS, MIDDLES

TITLE = ("UBND TỈNH THANH HÓA", "DANH SÁCH TRÍCH NGANG CÁN BỘ, CÔNG CHỨC THỊ XÃ SẦM SƠN",
         "(Tính đến ngày 30/6/2011)")  # fmt: skip
PER_COMMUNE = 140
_NAMES = ("Quảng", "Hoằng", "Nga", "Thiệu", "Đông", "Yên", "Cẩm", "Xuân", "Thọ", "Tân", "Vĩnh")
_ENDS = ("Tiến", "Thắng", "Thành", "Lộc", "Trung", "Phú", "Giang", "Hòa", "Bình", "Thịnh", "Minh")
POSTS = ("Chủ tịch UBND", "Phó Chủ tịch UBND", "Bí thư Đảng ủy", "Phó Bí thư Đảng ủy",
          "Chủ tịch HĐND", "Chủ tịch Hội Nông dân", "Chủ tịch Hội Phụ nữ", "Bí thư Đoàn Thanh niên",
          "Văn phòng - Thống kê", "Tư pháp - Hộ tịch", "Tài chính - Kế toán",
          "Văn hóa - Xã hội", "Trưởng Công an", "Chỉ huy trưởng Quân sự")  # fmt: skip
_FIELDS = ("Luật", "Kế toán", "Hành chính", "Nông nghiệp", "Kinh tế", "Quản trị", "Sư phạm Toán")
_SCHOOLS = ("ĐH Hồng Đức", "ĐH Luật Hà Nội", "HV Hành chính", "ĐH Vinh", "ĐH Nông nghiệp I")
_RANKS = (("01.003", 2.34), ("01.004", 1.86), ("06.031", 2.34), ("01a.003", 2.10))

Draw = Callable[[random.Random, int], object]


def _day(first: int, last: int) -> Callable[[random.Random], date]:
    start, span = date(first, 1, 1), (date(last, 12, 31) - date(first, 1, 1)).days
    return lambda draw: start + timedelta(days=draw.randint(0, span))


_BORN, _JOINED, _BEGUN = _day(1952, 1988), _day(1980, 2008), _day(2004, 2010)


class Person:
    """One row, drawn."""

    def __init__(self, draw: random.Random, number: int) -> None:
        middle = draw.choice(MIDDLES)
        self.draw, self.number = draw, number
        self.name = f"{draw.choice(FAMILIES)} {middle} {draw.choice(MIDDLES)} {draw.choice(GIVENS)}"
        self.sex = "Nữ" if middle == "Thị" else "Nam"
        self.born = _BORN(draw)
        commune = number // PER_COMMUNE
        self.unit = f"xã {_NAMES[commune % 11]} {_ENDS[commune // 11 % 11]}" + (
            "" if commune < 121 else f" {_GIVEN_WORDS[commune // 121 % len(_GIVEN_WORDS)]}"
        )
        self.rank, first = draw.choice(_RANKS)
        self.step = draw.randint(1, 9)
        self.coefficient = round(first + 0.33 * (self.step - 1), 2)
        self.joined = _JOINED(draw)

    def values(self) -> tuple[object, ...]:
        """The 40 values of the row."""
        draw, pick = self.draw, self.draw.choice
        day = "%d/%m/%Y"
        return (
            self.number, self.name, self.born.strftime(day), self.sex,
            pick(("Kinh", "Kinh", "Kinh", "Mường", "Thái")), pick(("Không", "Không", "Công giáo")),
            f"xã {pick(_NAMES)} {pick(_ENDS)}, huyện {pick(_NAMES)} {pick(_ENDS)}",
            f"thôn {draw.randint(1, 12)}, {self.unit}",
            f"{170_000_000 + self.number:09d}", f"{3_500_000_000 + self.number}",
            f"CB{self.number:06d}", self.unit, pick(POSTS), _BEGUN(draw).strftime("%m/%Y"),
            pick(("", "", "Đảng ủy viên", "Đại biểu HĐND")),
            self.joined.strftime(day), (self.joined + timedelta(days=365)).strftime(day),
            _JOINED(draw).strftime(day),
            pick(("12/12", "12/12", "10/10", "9/12")), pick(("ĐH", "CĐ", "TC", "ĐH")),
            pick(_FIELDS), pick(("Chính quy", "Tại chức", "Từ xa")), pick(_SCHOOLS),
            draw.randint(1985, 2010), pick(("TC", "SC", "CC", "")),
            pick(("CV", "CVC", "Cán sự", "")),
            pick(("A", "B", "")), pick(("A", "B", "C", "")), pick(("", "", "Đối tượng 3")),
            self.rank, self.step, self.coefficient, _BEGUN(draw).strftime(day),
            *(pick(("HTXSNV", "HTTNV", "HTNV")) for _ in range(3)),
            pick(("", "", "", "Chiến sĩ thi đua cơ sở")), pick(("",) * 30 + ("Khiển trách",)),
            pick(("", "", "Phó Chủ tịch UBND")), pick(("",) * 9 + ("Nghỉ phép đến tháng 7",)),
        )  # fmt: skip


_GIVEN_WORDS = ("Thượng", "Hạ", "Đông", "Tây", "Bắc", *GIVENS)
HEADERS = (
    "STT", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Tôn giáo", "Quê quán",
    "Nơi ở hiện nay",
    "Số CMND", "Số BHXH", "Mã cán bộ", "Đơn vị công tác", "Chức vụ", "Ngày bổ nhiệm",
    "Chức vụ kiêm nhiệm", "Ngày vào Đảng", "Ngày chính thức", "Ngày tuyển dụng",
    "Trình độ văn hóa", "Trình độ chuyên môn", "Chuyên ngành", "Hình thức đào tạo",
    "Trường đào tạo", "Năm tốt nghiệp", "Lý luận chính trị", "Quản lý nhà nước", "Tin học",
    "Ngoại ngữ", "Quốc phòng an ninh", "Mã ngạch", "Bậc lương", "Hệ số lương", "Ngày hưởng",
    "Xếp loại năm 2008", "Xếp loại năm 2009", "Xếp loại năm 2010", "Khen thưởng", "Kỷ luật",
    "Quy hoạch", "Ghi chú",
)  # fmt: skip


def write(path: Path, rows: int, seed: int = 1) -> None:
    """Write a workbook of so many people."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": False, "strings_to_numbers": False})
    sheet = book.add_worksheet("Trích ngang")
    for place, text in enumerate(TITLE):
        sheet.write_string(place, 0, text)
    for column, text in enumerate(HEADERS):
        sheet.write_string(4, column, text)
    draw = random.Random(seed)
    for number in range(1, rows + 1):
        for column, value in enumerate(Person(draw, number).values()):
            if value != "":
                sheet.write(4 + number, column, value)
    book.close()
