"""The year's plan of study as one workbook: places, classes with their days, money, rules.

It says the same as `data/sam-son-catalogue-2012.yaml`, in the words of an office.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from examples.builder.chronicle import Fact
from examples.builder.sam_son.desk import MOTTO, Desk
from examples.builder.sam_son.money_books import table, write_row
from examples.builder.sheets import Book, Page, Value
from examples.builder.tables import signatures

_SOURCE = Path(__file__).parents[1] / "data" / "sam-son-catalogue-2012.yaml"
COURSES = {
    "LLCT-TC": "Trung cấp LLCT", "LLCT-CC": "Cao cấp LLCT", "LLCT-SC": "Sơ cấp LLCT",
    "BD-QLNN": "Bồi dưỡng QLNN", "BD-TH": "Bồi dưỡng tin học", "BD-XDD": "Bồi dưỡng nghiệp vụ XDĐ",
    "BD-CTCB": "Bồi dưỡng công tác chi bộ", "BD-QPAN": "Bồi dưỡng QP-AN",
}  # fmt: skip
GROUPS = {"commune_official": "Cán bộ phường, xã", "commune_civil_servant": "Công chức phường, xã",
          "part_time": "Người hoạt động không chuyên trách",
          "district": "Cán bộ, công chức các cơ quan thị xã"}  # fmt: skip
_HEAD = (("ỦY BAN NHÂN DÂN", "THỊ XÃ SẦM SƠN"), MOTTO)


def catalogue_book(desk: Desk) -> Book:
    """Draw the workbook of the year."""
    content = yaml.safe_load(_SOURCE.read_text(encoding="utf-8"))
    pages = (
        _quotas(desk, content), _classes(content), _sessions(content), _money(content),
        _payers(content), _absence(desk, content),
    )  # fmt: skip
    return Book("Dao tao, boi duong nam 2012.xlsx", "2011-07-30", pages, size=11,
                author="Ban Tổ chức Thị ủy")  # fmt: skip


def _said(kind: str, values: dict[str, Any]) -> list[Fact]:
    """A row's content as a fact of no chronicle: the YAML file is its truth."""
    return [Fact("", kind, "", {key: value or "" for key, value in values.items()})]


def _rows(page: Page, row: int, kind: str, fields: tuple[str, ...],
          lines: list[tuple[dict[str, Any], tuple[Value, ...]]]) -> int:  # fmt: skip
    for number, (values, cells) in enumerate(lines, start=1):
        row = write_row(page, row, (number, *cells), ("", *fields), _said(kind, values))
    page.rows = [replace(record, facts=()) for record in page.rows]
    return row


def _quotas(desk: Desk, content: dict[str, Any]) -> Page:
    page = Page("Chi tieu")
    row = table(page, (*_HEAD, ("PHÂN BỔ CHỈ TIÊU ĐÀO TẠO, BỒI DƯỠNG NĂM 2012",)), (
        (("TT",), 5), (("Mã chỉ tiêu",), 14), (("Khóa học",), 26), (("Đơn vị",), 26),
        (("Số chỉ tiêu",), 10), (("Thời gian", "Từ ngày"), 12), (("Thời gian", "Đến ngày"), 12),
        (("Văn bản phân bổ",), 44),
    ))  # fmt: skip
    lines = []
    for quota in content["quotas"]:
        unit = desk.speech.unit(quota["unit"], quota["begins"]) if quota["unit"] else "Toàn thị xã"
        cells = (quota["id"], COURSES[quota["course"]], unit, quota["places"], quota["begins"],
                 quota["ends"], quota["document"])  # fmt: skip
        lines.append((quota, cells))
    fields = ("id", "course", "unit", "places", "begins", "ends", "document")
    _rows(page, row, "quota", fields, lines)
    return page


def _classes(content: dict[str, Any]) -> Page:
    page = Page("Danh muc lop")
    row = table(page, (*_HEAD, ("DANH MỤC CÁC LỚP ĐÀO TẠO, BỒI DƯỠNG NĂM 2012",)), (
        (("TT",), 5), (("Mã lớp",), 9), (("Khóa học",), 24), (("Tên lớp",), 46),
        (("Cơ sở đào tạo",), 34), (("Địa điểm",), 30), (("Khu vực",), 12), (("Số chỗ",), 8),
        (("Số học viên tối thiểu",), 10), (("Kinh phí một người (đồng)",), 14),
    ), "brackets")  # fmt: skip
    names = ("id", "course", "name", "institution", "place", "area", "seats", "minimum", "cost")
    lines = [
        (held, tuple(COURSES[held[name]] if name == "course" else held[name] for name in names))
        for held in content["classes"]
    ]
    _rows(page, row, "offered_class", names, lines)
    return page


def _sessions(content: dict[str, Any]) -> Page:
    page = Page("Lich hoc", landscape=False)
    row = table(page, (*_HEAD, ("LỊCH HỌC CÁC LỚP NĂM 2012",)), (
        (("TT",), 5), (("Mã lớp",), 12), (("Đợt",), 8), (("Từ ngày",), 14), (("Đến ngày",), 14),
    ))  # fmt: skip
    lines = [
        ({"class": held["id"], **session}, (held["id"], turn, session["begins"], session["ends"]))
        for held in content["classes"]
        for turn, session in enumerate(held["sessions"], start=1)
    ]
    _rows(page, row, "session", ("class", "turn", "begins", "ends"), lines)
    return page


def _money(content: dict[str, Any]) -> Page:
    page = Page("Kinh phi", landscape=False)
    row = table(page, (*_HEAD, ("DỰ TOÁN KINH PHÍ ĐÀO TẠO, BỒI DƯỠNG NĂM 2012",)), (
        (("TT",), 5), (("Nguồn kinh phí",), 36), (("Năm",), 8), (("Số tiền (đồng)",), 18),
    ))  # fmt: skip
    lines = [(b, (b["name"], b["year"], b["amount"])) for b in content["budgets"]]
    row = _rows(page, row, "budget", ("source", "year", "amount"), lines)
    signatures(page, row + 1, (), ("CHỦ TỊCH",), 4)
    return page


def _payers(content: dict[str, Any]) -> Page:
    page = Page("Nguon chi", landscape=False)
    names = {budget["source"]: budget["name"] for budget in content["budgets"]}
    row = table(page, (*_HEAD, ("NGUỒN CHI CHO TỪNG KHÓA HỌC, ĐỐI TƯỢNG NĂM 2012",)), (
        (("TT",), 5), (("Nguồn kinh phí",), 34), (("Khóa học",), 28), (("Đối tượng",), 36),
    ))  # fmt: skip
    lines = []
    for payer in content["payers"]:
        course = COURSES[payer["course"]] if payer["course"] else "Các khóa"
        group = GROUPS[payer["group"]] if payer["group"] else "Mọi đối tượng"
        lines.append((payer, (names[payer["source"]], course, group)))
    _rows(page, row, "payer", ("source", "course", "group"), lines)
    return page


def _absence(desk: Desk, content: dict[str, Any]) -> Page:
    """Who may be away on one day, and which course asks for another first."""
    page = Page("Quy dinh", landscape=False)
    row = table(page, (*_HEAD, ("MỘT SỐ QUY ĐỊNH KHI CỬ CÁN BỘ ĐI HỌC NĂM 2012",)), (
        (("TT",), 5), (("Nội dung",), 52), (("Áp dụng",), 30), (("Giá trị",), 26),
    ))  # fmt: skip
    absent = "Số người một đơn vị được vắng cùng một ngày"
    day = content["quotas"][0]["begins"]
    lines: list[tuple[dict[str, Any], tuple[Value, ...]]] = [
        ({"absence": "default"}, (absent, "Các đơn vị", content["absence"]["default"]))
    ]
    for unit, count in content["absence"]["units"].items():
        lines.append(({"absence": unit}, (absent, desk.speech.unit(unit, day), count)))
    for first in content["courses"]:
        words = (f"Muốn học {COURSES[first['course']]} phải có", COURSES[first["course"]],
                 COURSES[first["requires"]])  # fmt: skip
        lines.append((first, words))
    most = content["rules"]["classes_per_person_year"]
    lines.append(
        ({"rule": "classes"}, ("Số lớp tối đa một người học trong năm", "Mọi người", most))
    )
    _rows(page, row, "rule", ("what", "applies", "value"), lines)
    return page
