"""Places that the province allotted, what each year cost, agreements with schools."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from examples.builder.chronicle import Fact
from examples.builder.sam_son.desk import MOTTO, PARTY, Desk
from examples.builder.sam_son.money import BUDGETS, SOURCES
from examples.builder.sheets import BODY, MIDDLE, Book, Page, RowRecord, Value, address
from examples.builder.tables import (
    Column,
    header,
    note_line,
    number_row,
    signatures,
    title_block,
    title_lines,
    total_row,
)

COURSES = {"LLCT-TC": "Trung cấp lý luận chính trị - hành chính",
           "LLCT-CC": "Cao cấp lý luận chính trị - hành chính",
           "BD-QLNN": "Bồi dưỡng kiến thức quản lý nhà nước"}  # fmt: skip
_SOURCES = {"province": "Ngân sách tỉnh", "town": "Ngân sách thị xã",
            "agencies": "Các cơ quan, đơn vị hỗ trợ"}  # fmt: skip
Head = tuple[tuple[str, ...], float]


def money_books(desk: Desk) -> list[Book]:
    """Make all three."""
    return [_quotas(desk), _budgets(desk), _agreements(desk)]


def table(page: Page, top: tuple[Sequence[str], Sequence[str], Sequence[str]],
          heads: Sequence[Head], numbers: str = "") -> int:  # fmt: skip
    """Draw title block, title and header; give the first row of the body."""
    left, right, title = top
    columns = [Column(path, "", width, _nothing) for path, width in heads]
    row = title_block(page, left, right, len(columns))
    row = header(page, title_lines(page, row, title, len(columns)), columns)
    return number_row(page, row, len(columns), numbers) if numbers else row


def write_row(
    page: Page, row: int, values: Sequence[Value], fields: Sequence[str], facts: Sequence[Fact]
) -> int:
    """Write one row of a table that speaks of no person, and record its facts."""
    cells = {}
    for column, (value, field) in enumerate(zip(values, fields, strict=True)):
        words = isinstance(value, str) and len(value) > 12
        page.put(row, column, value, BODY if words else MIDDLE)
        if value is not None and field:
            cells[field] = address(row, column)
    ids = tuple(fact.id for fact in facts)
    subject = str(facts[0]["unit"] or facts[0]["course"] or facts[0]["year"]) if facts else ""
    page.rows.append(RowRecord(page.name, row + 1, "", subject, facts[0].kind, cells, "", ids))
    return row + 1


def _quotas(desk: Desk) -> Book:
    """A sheet a year: the places as the province's letters allotted them."""
    pages = []
    for year in range(2008, 2012):
        page = Page(f"Nam {year}", landscape=False)
        row = table(page, (
            ("THỊ ỦY SẦM SƠN", "BAN TỔ CHỨC"), PARTY,
            (f"CHỈ TIÊU ĐÀO TẠO, BỒI DƯỠNG ĐƯỢC TỈNH PHÂN BỔ NĂM {year}",),
        ), (
            (("TT",), 5), (("Lớp đào tạo, bồi dưỡng",), 42), (("Chỉ tiêu được giao",), 11),
            (("Đã cử đi học",), 11), (("Chưa sử dụng",), 11), (("Văn bản phân bổ",), 30),
        ))  # fmt: skip
        facts = [f for f in desk.told.of("quota") if f["year"] == year]
        for number, fact in enumerate(facts, start=1):
            left = fact["places"] - fact["used"]
            values = (number, COURSES[fact["course"]], fact["places"], fact["used"], left or None,
                      fact["document"])  # fmt: skip
            fields = ("", "quota.course", "quota.places", "quota.used", "unused", "quota.document")
            row = write_row(page, row, values, fields, [fact])
        total_row(page, row, {1: "Cộng", 2: sum(f["places"] for f in facts),
                              3: sum(f["used"] for f in facts)}, 6)  # fmt: skip
        pages.append(page)
    return Book("Chi tieu dao tao 2008-2011.xlsx", "2011-05-10", tuple(pages),
                author="Ban Tổ chức Thị ủy")  # fmt: skip


def _budgets(desk: Desk) -> Book:
    return Book("Kinh phi DTBD 2006-2011.xls", "2011-07-20",
                (_budget_page(desk), _top_up_page(desk)), script="tcvn3",
                author="Phong TC-KH")  # fmt: skip


def _budget_page(desk: Desk) -> Page:
    """Years down, sources across, in đồng with dots: text, as the hand types it."""
    page = Page("Tong hop", landscape=False)
    row = table(page, (
        ("UBND THỊ XÃ SẦM SƠN", "PHÒNG TÀI CHÍNH - KẾ HOẠCH"), MOTTO,
        ("TỔNG HỢP KINH PHÍ ĐÀO TẠO, BỒI DƯỠNG CÁN BỘ", "TỪ NĂM 2006 ĐẾN NĂM 2011",
         "Đơn vị tính: đồng"),
    ), (
        (("TT",), 5), (("Năm",), 10), *(((("Nguồn kinh phí", words)), 22)
        for words in _SOURCES.values()), (("Tổng cộng",), 20),
    ), "plain")  # fmt: skip
    for number, year in enumerate(BUDGETS, start=1):
        facts = [f for f in desk.told.of("budget") if f["year"] == year]
        amounts = [next(f for f in facts if f["source"] == s)["amount"] for s in SOURCES]
        values = (number, year, *(_dotted(a) for a in amounts), _dotted(sum(amounts)))
        fields = ("", "budget.year", *(f"{s}.amount" for s in SOURCES), "")
        row = write_row(page, row, values, fields, facts)
    sums = [_dotted(sum(a[n] for a in BUDGETS.values())) for n in range(3)]
    whole = _dotted(sum(sum(a) for a in BUDGETS.values()))
    total_row(page, row, {1: "Cộng", 2: sums[0], 3: sums[1], 4: sums[2], 5: whole}, 6)
    return page


def _dotted(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _top_up_page(desk: Desk) -> Page:
    page = Page("Co quan ho tro", landscape=False)
    row = table(page, (
        ("UBND THỊ XÃ SẦM SƠN", "PHÒNG TÀI CHÍNH - KẾ HOẠCH"), MOTTO,
        ("CÁC CƠ QUAN, ĐƠN VỊ HỖ TRỢ THÊM KINH PHÍ CHO CÁN BỘ ĐI HỌC", "CÁC NĂM 2009, 2010, 2011"),
    ), (
        (("TT",), 5), (("Cơ quan, đơn vị",), 36), (("Năm",), 8), (("Số tiền (nghìn đồng)",), 14),
        (("Nội dung hỗ trợ",), 34),
    ))  # fmt: skip
    for number, fact in enumerate(desk.told.of("top_up"), start=1):
        unit = desk.speech.unit(fact["unit"], date(fact["year"], 12, 31))
        if fact["unit"] in desk.truth.units and not fact["unit"].startswith("382"):
            unit = f"UBND {unit}"
        values = (number, unit, fact["year"], fact["amount"] // 1000, fact["purpose"])
        fields = ("", "top_up.unit", "top_up.year", "top_up.amount", "top_up.purpose")
        row = write_row(page, row, values, fields, [fact])
    total = sum(f["amount"] for f in desk.told.of("top_up")) // 1000
    total_row(page, row, {1: "Tổng cộng", 3: total}, 5)
    return page


def _agreements(desk: Desk) -> Book:
    page = Page("Thoa thuan")
    row = table(page, (
        ("ỦY BAN NHÂN DÂN", "THỊ XÃ SẦM SƠN"), MOTTO,
        ("DANH MỤC THỎA THUẬN PHỐI HỢP ĐÀO TẠO VỚI CÁC TRƯỜNG",
         "(Giai đoạn 2006 - 2011)"),
    ), (
        (("STT",), 5), (("Tên trường, cơ sở đào tạo",), 36), (("Văn bản", "Số"), 13),
        (("Văn bản", "Ngày"), 12), (("Nội dung",), 36), (("Chuyên ngành",), 22),
        (("Số người",), 9), (("Thời gian", "Từ"), 10), (("Thời gian", "Đến"), 10),
    ), "brackets")  # fmt: skip
    for number, fact in enumerate(desk.told.of("agreement"), start=1):
        values = (number, fact["school"], fact["number"], date.fromisoformat(fact["day"]),
                  fact["subject"], fact["fields"], fact["people"], _month(fact["begins"]),
                  _month(fact["ends"]))  # fmt: skip
        names = ("school", "number", "day", "subject", "fields", "people", "begins", "ends")
        fields = ("", *(f"agreement.{name}" for name in names))
        row = write_row(page, row, values, fields, [fact])
    row = note_line(page, row, "Danh mục này có 05 thỏa thuận.", 9)
    signatures(page, row, (), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), 9)
    return Book("Thoa thuan phoi hop dao tao.xlsx", "2011-06-20", (page,),
                author="Phòng Nội vụ")  # fmt: skip


def _month(text: str) -> str:
    year, month = text.split("-")
    return f"{month}/{year}"


def _nothing(line: object) -> Value:
    return None
