"""The summary sheet of the planning lists of 2009: counts by post, nothing that is not a sum."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from examples.builder.chronicle import Fact
from examples.builder.sam_son.desk import PARTY, Desk
from examples.builder.sam_son.places import TOWN, WARDS
from examples.builder.sheets import BODY, MIDDLE, Page, Value
from examples.builder.tables import Column, header, title_block, title_lines, total_row

_AGES = ((0, 35, "Dưới 35"), (35, 41, "35 - 40"), (41, 46, "41 - 45"), (46, 51, "46 - 50"),
         (51, 99, "Trên 50"))  # fmt: skip
_DEGREES = ("TC", "CĐ", "ĐH", "Trên ĐH")
_KINDS = (
    ("Ủy viên BTV Thị ủy", lambda f: f["post"] == "V11"),
    ("Ủy viên BCH Đảng bộ thị xã", lambda f: f["post"] == "V12"),
    ("Các chức danh chủ chốt thị xã", lambda f: f["post"] in {"H01", "H02", "H05", "H06", "H07"}),
    ("Trưởng, phó phòng, ban, ngành, đoàn thể",
     lambda f: f["unit"].startswith(f"{TOWN}.") and f["post"] > "H07"),
    ("Cán bộ chủ chốt phường, xã", lambda f: f["unit"] in WARDS),
)  # fmt: skip


def totals_page(desk: Desk, facts: Sequence[Fact]) -> Page:
    """Draw the summary of the coming term."""
    page = Page("Tong hop")
    heads = [("TT",), ("Chức danh quy hoạch",), ("Tổng số (lượt người)",), ("Nữ", "SL"),
             ("Nữ", "%"), *(("Độ tuổi", words) for *_, words in _AGES),
             *(("Trình độ chuyên môn", words) for words in _DEGREES)]  # fmt: skip
    columns = [Column(path, "", 34 if number == 1 else 9, _nothing) for number, path in
               enumerate(heads)]  # fmt: skip
    row = title_block(page, ("THỊ ỦY SẦM SƠN", "BAN TỔ CHỨC"), PARTY, len(heads))
    row = title_lines(page, row, ("BIỂU TỔNG HỢP QUY HOẠCH CÁN BỘ NHIỆM KỲ 2010 - 2015",
                                  "(Tính đến ngày 15/5/2009)"), len(heads))  # fmt: skip
    row = header(page, row, columns)
    coming = [fact for fact in facts if fact["term"] == "2010-2015"]
    lines = []
    for number, (words, wanted) in enumerate(_KINDS, start=1):
        counts = _counts(desk, [fact for fact in coming if wanted(fact)])
        lines.append(counts)
        for place, value in enumerate((number, words, *_with_share(counts))):
            page.put(row, place, value, BODY if place == 1 else MIDDLE)
        row += 1
    total = [sum(column) for column in zip(*lines, strict=True)]
    texts: dict[int, Value] = {1: "Cộng", **dict(enumerate(_with_share(total), start=2))}
    total_row(page, row, texts, len(heads))
    return page


def _counts(desk: Desk, facts: Sequence[Fact]) -> list[int]:
    people = [desk.person(fact.person) for fact in facts]
    day = date(2009, 5, 15)
    ages = [day.year - p.born.year - ((p.born.month, p.born.day) > (5, 15)) for p in people]
    levels = [p.levels.professional.level if p.levels else "" for p in people]
    return [
        len(people),
        sum(p.sex == "f" for p in people),
        *(sum(least <= age < most for age in ages) for least, most, _ in _AGES),
        *(levels.count(code) for code in ("TC", "CĐ", "ĐH", "ThS")),
    ]


def _with_share(counts: Sequence[int]) -> list[Value]:
    share = f"{counts[1] * 100 / counts[0]:.1f}".replace(".", ",")
    return [counts[0], counts[1], share, *counts[2:]]


def _nothing(line: object) -> Value:
    return None
