"""One person's record on form 2C-BNV/2008: numbered lines, then tables of study, posts, salary."""

from __future__ import annotations

from examples.builder.chronicle import Fact
from examples.builder.list_columns import Scribe
from examples.builder.pens import degree_in_words, state_words, theory_words, write_day
from examples.builder.sam_son.desk import Desk
from examples.builder.sheets import (
    BODY,
    CENTRED,
    HEAD,
    MIDDLE,
    TITLE,
    Look,
    Page,
    RowRecord,
    Value,
    address,
)
from examples.builder.spelling import bare
from examples.builder.truth import Person

_WIDTH = 6
_LINE = Look()


def record_page(desk: Desk, scribe: Scribe, id: str) -> Page:
    """Draw the sheet of one person, named by the given name."""
    person = desk.person(id)
    page = Page(f"{bare(person.name).rpartition(' ')[2]} {id[1:]}", landscape=False)
    page.widths = {0: 12, 1: 12, 2: 18, 3: 18, 4: 16, 5: 16}
    row = _top(page, person)
    row, cells = _identity(page, row, desk, scribe, person)
    page.rows.append(
        RowRecord(page.name, row, id, "", "record_2c", cells, "",
                  tuple(f.id for kind in ("particulars", "award") for f in desk.told.of(kind, id)))
    )  # fmt: skip
    row = _careers(page, row, desk, scribe, person)
    row = _salary(page, row, desk, scribe, person)
    return _signed(page, row)


def _top(page: Page, person: Person) -> int:
    page.merge((0, 0, 0, 2), "Cơ quan, đơn vị có thẩm quyền quản lý CBCC: Thị ủy Sầm Sơn", _LINE)
    page.put(0, 5, "Mẫu 2C-BNV/2008", Look(italic=True))
    page.merge((2, 0, 2, _WIDTH - 1), "SƠ YẾU LÝ LỊCH CÁN BỘ, CÔNG CHỨC", TITLE)
    return 4


def _identity(
    page: Page, row: int, desk: Desk, scribe: Scribe, person: Person
) -> tuple[int, dict[str, str]]:
    known = desk.told.of("particulars", person.id)
    more = known[0] if known else Fact("", "particulars", person.id, {})
    levels = person.levels
    assert levels
    degree = degree_in_words(levels.professional)
    awards = desk.told.of("award", person.id)
    praised = "; ".join(f"{f['award']} năm {f['begins'][:4]}" for f in awards) or "Không"
    party = write_day(person.party, "padded") if person.party else ""
    lines: tuple[tuple[str, str, Value], ...] = (
        ("name", "1) Họ và tên khai sinh (viết chữ in hoa):", person.name.upper()),
        ("birth", "3) Sinh ngày:", write_day(person.born, "padded")),
        ("sex", "Giới tính (nam, nữ):", "Nam" if person.sex == "m" else "Nữ"),
        ("home_place", "5) Quê quán:", person.home),
        ("ethnic_group", "6) Dân tộc:", person.ethnic),
        ("religion", "7) Tôn giáo:", more["religion"]),
        ("residence", "9) Nơi ở hiện nay:", more["residence"]),
        ("recruited", "11) Ngày tuyển dụng:", scribe.written(str(more["recruited"]))),
        ("post_now", "12) Chức vụ hiện tại:", desk.now(person.id, "2011-06-30", scribe.form)),
        ("general_education", "15.1- Trình độ giáo dục phổ thông:", levels.schooling),
        ("professional", "15.2- Trình độ chuyên môn cao nhất:", degree),
        ("political_theory", "15.3- Lý luận chính trị:", theory_words(levels.theory)),
        ("state_management", "15.4- Quản lý nhà nước:", state_words(levels.state)),
        ("party_date", "16) Ngày vào Đảng Cộng sản Việt Nam:", party),
        ("awards", "21) Khen thưởng:", praised),
        ("disciplines", "22) Kỷ luật:", "Không"),
        ("identity_number", "25) Số chứng minh nhân dân:", more["identity_number"]),
        ("insurance_number", "26) Số sổ BHXH:", more["insurance_number"]),
    )  # fmt: skip
    cells = {}
    for field, label, value in lines:
        page.merge((row, 0, row, 2), label, _LINE)
        page.merge((row, 3, row, 5), value or None, _LINE)
        if value:
            cells[field] = address(row, 3)
        row += 1
    return row, cells


def _careers(page: Page, row: int, desk: Desk, scribe: Scribe, person: Person) -> int:
    page.merge((row, 0, row, 5), "28) Tóm tắt quá trình công tác", Look(bold=True))
    page.merge((row + 1, 0, row + 1, 1), "Từ tháng, năm đến tháng, năm", HEAD)
    page.merge((row + 1, 2, row + 1, 5), "Chức danh, chức vụ, đơn vị công tác (đảng, chính quyền, "
               "đoàn thể)", HEAD)  # fmt: skip
    row += 2
    for fact in desk.told.tenures(person.id):
        if fact["post"][:1] == "V":
            continue
        begins, ends = (_month(str(fact[key])) for key in ("begins", "ends"))
        page.merge((row, 0, row, 1), f"Từ {begins} đến {ends or 'nay'}", MIDDLE)
        page.merge((row, 2, row, 5), scribe.speech.fact(fact, fact.begins, scribe.form), BODY)
        cells = {"tenure.span": address(row, 0), "tenure.post": address(row, 2)}
        page.rows.append(RowRecord(page.name, row + 1, person.id, "", "record_2c", cells,
                                   "continued", (fact.id,)))  # fmt: skip
        row += 1
    return row + 1


def _month(day: str) -> str:
    parts = day.split("-")
    return "/".join(reversed(parts[:2])) if day else ""


def _salary(page: Page, row: int, desk: Desk, scribe: Scribe, person: Person) -> int:
    ranks = desk.told.of("rank", person.id)
    page.merge((row, 0, row, 5), "31) Diễn biến quá trình lương", Look(bold=True))
    for number, head in enumerate(("Tháng/năm", "Mã ngạch/bậc", "Hệ số lương")):
        page.merge((row + 1 + number, 0, row + 1 + number, 1), head, HEAD)
        for column, fact in enumerate(ranks[:4], start=2):
            step = f"{fact['rank']}/{fact['step']}" if fact["rank"] else f"bậc {fact['step']}"
            values = (_month(str(fact["begins"])), step, fact["coefficient"].replace(".", ","))
            page.put(row + 1 + number, column, values[number], MIDDLE)
    for column, fact in enumerate(ranks[:4], start=2):
        cells = {f"rank.{name}": address(row + 1 + number, column)
                 for number, name in enumerate(("begins", "rank", "coefficient"))}  # fmt: skip
        page.rows.append(RowRecord(page.name, row + 2, person.id, "", "record_2c", cells,
                                   "column", (fact.id,)))  # fmt: skip
    return row + 5


def _signed(page: Page, row: int) -> Page:
    page.merge((row + 1, 0, row + 1, 2), "Người khai", CENTRED)
    page.merge((row + 1, 3, row + 1, 5), "Thủ trưởng cơ quan", CENTRED)
    return page
