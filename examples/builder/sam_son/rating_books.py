"""Yearly ratings of people and of bodies, each year by another hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from examples.builder.chronicle import Fact
from examples.builder.list_columns import Scribe
from examples.builder.lists import Entry, ListColumn, ListPage, Section, list_page
from examples.builder.pens import Pen
from examples.builder.sam_son.desk import MOTTO, PARTY, Desk
from examples.builder.sam_son.places import BLOCKS, BODIES, TOWN, WARDS
from examples.builder.sheets import BODY, MIDDLE, Book, Page, RowRecord, Value, address
from examples.builder.spelling import decomposed
from examples.builder.tables import Column, header, signatures, title_block, title_lines
from examples.builder.titles import HALF, LETTERS

_WORDS = {"XS": "Xuất sắc", "KHA": "Khá", "TB": "Trung bình", "KEM": "Kém"}
_NEW_WORDS = {
    "HTXSNV": "Hoàn thành xuất sắc nhiệm vụ", "HTTNV": "Hoàn thành tốt nhiệm vụ",
    "HTNV": "Hoàn thành nhiệm vụ nhưng còn hạn chế về năng lực",
    "KHTNV": "Không hoàn thành nhiệm vụ",
}  # fmt: skip
_LETTERS = {"HTXSNV": "HTXSNV", "HTTNV": "HTTNV", "HTNV": "HTNV", "KHTNV": "KHTNV",
            "XS": "XS", "KHA": "K", "TB": "TB", "KEM": "Kém"}  # fmt: skip
_PARTY_WORDS = {"TSVM": "Trong sạch, vững mạnh", "HTTNV": "Hoàn thành tốt nhiệm vụ",
                "HTNV": "Hoàn thành nhiệm vụ", "YK": "Yếu kém"}  # fmt: skip
_UNIT_WORDS = {"XS": "Tập thể LĐ xuất sắc", "TT": "Tập thể LĐ tiên tiến",
               "HT": "Hoàn thành nhiệm vụ"}  # fmt: skip
_ROMAN = ("I", "II", "III")


def rating_books(desk: Desk) -> list[Book]:
    """Make all of them."""
    return [_of_2008(desk), _of_2009(desk), _of_2010(desk), _three_years(desk), _bodies(desk)]


def _ratings(desk: Desk, year: int) -> list[Fact]:
    return [f for f in desk.told.of("rating") if f["year"] == str(year)]


def _unit(desk: Desk, person: str) -> str:
    seat = desk.person(person).seat
    return seat.unit if seat else TOWN


def _was_there(desk: Desk, person: str, unit: str, year: int) -> bool:
    """Whether somebody belonged to the body already: careers tell; experts always did."""
    held = desk.held(person, date(year, 12, 31))
    return any(place == unit for _, place in held)


def _by_body(desk: Desk, facts: Sequence[Fact], year: int, form: int, *, headed: str
             ) -> list[Section]:  # fmt: skip
    """One section a body; the first of a block carries the block's heading."""
    day = f"{year}-12-31"
    sections = []
    for number, (block, words) in enumerate(BLOCKS.items()):
        heading: tuple[str, ...] = (f"{_ROMAN[number]}. {words}",)
        for place, (key, name, of_block, _) in enumerate(BODIES, start=1):
            unit = f"{TOWN}.{key}"
            chosen = [
                f for f in facts
                if _unit(desk, f.person) == unit and _was_there(desk, f.person, unit, year)
            ]  # fmt: skip
            if of_block != block or not chosen:
                continue
            entries = tuple(
                replace(e, now=desk.now(e.person.id, day, form, members=False))
                for e in desk.entries(chosen, "rating", day, form)
            )
            sections.append(Section((*heading, headed.format(number=place, name=name)), entries,
                                    unit))  # fmt: skip
            heading = ()
    return sections


# -- one year each ----------------------------------------------------------------------------


def _of_2008(desk: Desk) -> Book:
    pen = Pen("rating-2008", birth="year", titles=HALF)
    scribe = desk.scribe(pen, "2008-12-31")
    facts = _ratings(desk, 2008)
    pages = []
    for number, (block, words) in enumerate(BLOCKS.items()):
        sections = [
            s for s in _by_body(desk, facts, 2008, HALF, headed="{name}")
            if any(s.subject == f"{TOWN}.{key}" for key, _, of, _ in BODIES if of == block)
        ]  # fmt: skip
        sections = [replace(s, headings=(s.headings[-1],)) for s in sections]
        hand = ListPage(
            name=("Khoi Dang", "Khoi Nha nuoc", "Khoi doan the")[number], kind="ratings",
            left=("UBND THỊ XÃ SẦM SƠN", "PHÒNG NỘI VỤ"), right=MOTTO,
            title=("KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CÁN BỘ, CÔNG CHỨC NĂM 2008", words,
                   "(Theo Quyết định số 11/1998/TCCP-CCVC)"),
            columns=(
                scribe.stt("TT"), scribe.name(), scribe.born("Năm sinh", 9),
                scribe.now("Chức vụ", 34), _own_view(scribe),
                scribe.value(("Cơ quan xếp loại",), "rating", "level", 14, _WORDS),
                scribe.remark("Ghi chú", 12),
            ),
            restart=True, subtotal="Cộng", merged_groups=True, landscape=False,
        )  # fmt: skip
        pages.append(list_page(hand, sections))
    return Book("Xep loai CBCC 2008.xls", "2009-01-20", tuple(pages), script="tcvn3",
                author="Phong Noi vu")  # fmt: skip


def _own_view(scribe: Scribe) -> ListColumn:
    """What people say of themselves: never worse than what the office finds; no rating."""

    def write(fact: Fact) -> Value:
        better = {"TB": "KHA", "KEM": "TB", "KHA": "KHA", "XS": "XS"}
        return _WORDS[better[fact["level"]]]

    return scribe.of(("Cá nhân tự xếp loại",), "rating", "own", 12, write)


def _of_2009(desk: Desk) -> Book:
    pen = Pen("rating-2009", short_i=True, birth="year_text", titles=LETTERS)
    scribe = desk.scribe(pen, "2009-12-31", form=LETTERS)
    group = "Kết quả xếp loại"
    hand = ListPage(
        name="Sheet1", kind="ratings", left=("UBND THỊ XÃ SẦM SƠN", "PHÒNG NỘI VỤ"), right=MOTTO,
        title=("TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ CÁN BỘ, CÔNG CHỨC CÁC CƠ QUAN THỊ XÃ", "NĂM 2009"),
        columns=(
            scribe.stt(), scribe.name(), *scribe.born_by_sex("Năm sinh", 8),
            scribe.now("Chức vụ, đơn vị", 30),
            *(scribe.mark((group, words), "rating", "level", code)
              for code, words in _WORDS.items()),
            scribe.remark(),
        ),
        numbers="plain", header_every=40,
        signed_by=("Sầm Sơn, ngày 15 tháng 01 năm 2010", "TRƯỞNG PHÒNG"),
    )  # fmt: skip
    sections = _by_body(desk, _ratings(desk, 2009), 2009, LETTERS, headed="{number}. {name}")
    return Book("XEP LOAI CBCC 2009.xlsx", "2010-01-18", (list_page(hand, sections),), size=11,
                encode=decomposed, author="Phòng Nội vụ")  # fmt: skip


def _of_2010(desk: Desk) -> Book:
    pen = Pen("rating-2010", old_tones=True, birth="text", titles=HALF)
    scribe = desk.scribe(pen, "2010-12-31")
    hand = ListPage(
        name="Nam 2010", kind="ratings", left=("UỶ BAN NHÂN DÂN", "THỊ XÃ SẦM SƠN"), right=MOTTO,
        title=("DANH SÁCH KẾT QUẢ PHÂN LOẠI ĐÁNH GIÁ CÁN BỘ, CÔNG CHỨC NĂM 2010",
               "(Theo Điều 28 và Điều 58 Luật Cán bộ, công chức)"),
        columns=(
            scribe.stt("TT"), scribe.name(), scribe.born("Ngày sinh", 12),
            scribe.now("Chức vụ, đơn vị công tác", 36),
            scribe.value(("Kết quả phân loại",), "rating", "level", 30, _NEW_WORDS),
            scribe.remark("Ghi chú", 12),
        ),
        signed_by=("TM. UỶ BAN NHÂN DÂN", "CHỦ TỊCH", desk.person("P198").name),
    )  # fmt: skip
    sections = _by_body(desk, _ratings(desk, 2010), 2010, HALF, headed="{name}")
    return Book("Danh gia CBCC nam 2010.xlsx", "2011-01-14", (list_page(hand, sections),),
                font="Arial", size=10, author="Phòng Nội vụ")  # fmt: skip


# -- the leaders of the wards, three years on one row ------------------------------------------


def _three_years(desk: Desk) -> Book:
    pen = Pen("rating-wards", birth="year", titles=LETTERS)
    scribe = desk.scribe(pen, "2010-12-31", form=LETTERS)
    sections = []
    for ward in WARDS:
        kind, name = desk.truth.units[ward].named(date(2010, 12, 31))
        people = [p for p in desk.truth.seated(ward) if desk.told.of("rating", p.id)]
        entries = tuple(
            Entry(
                p,
                {f"y{f['year']}": f for f in desk.told.of("rating", p.id)},
                now=desk.now(p.id, "2010-12-31", LETTERS, members=False),
            )
            for p in people
        )
        sections.append(Section((f"{kind.capitalize()} {name}",), entries, ward))
    group = "Kết quả đánh giá, xếp loại"
    hand = ListPage(
        name="Tong hop", kind="ratings", left=("THỊ ỦY SẦM SƠN", "BAN TỔ CHỨC"), right=PARTY,
        title=("TỔNG HỢP KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CÁN BỘ CHỦ CHỐT PHƯỜNG, XÃ",
               "3 NĂM 2008, 2009, 2010"),
        columns=(
            scribe.stt("TT"), scribe.name(), *scribe.born_by_sex("Năm sinh", 8),
            scribe.now("Chức vụ", 26),
            *(scribe.value((group, f"Năm {y}"), f"y{y}", "level", 11, _LETTERS)
              for y in (2008, 2009, 2010)),
            scribe.remark("Ghi chú", 14),
        ),
        notes=("Ghi chú: XS: xuất sắc; K: khá; TB: trung bình; năm 2010 xếp theo Luật CBCC.",),
        restart=True, merged_groups=False, signed_by=("TRƯỞNG BAN",),
    )  # fmt: skip
    return Book("Danh gia can bo phuong xa 2008-2010.xlsx", "2011-02-15",
                (list_page(hand, sections),), author="Ban Tổ chức")  # fmt: skip


# -- bodies, not people -----------------------------------------------------------------------


def _bodies(desk: Desk) -> Book:
    pages = (
        _body_page(desk, "party_body", _PARTY_WORDS),
        _body_page(desk, "unit", _UNIT_WORDS),
    )  # fmt: skip
    return Book("Xep loai TCCSD va tap the.xls", "2011-02-21", pages, script="vni",
                author="BTC Thi uy")  # fmt: skip


# series -> sheet, title, head of the office, head of the column, who signs
_SHEETS = {
    "party_body": ("TCCSD", "KẾT QUẢ PHÂN LOẠI TỔ CHỨC CƠ SỞ ĐẢNG 3 NĂM 2008 - 2010",
                   ("THỊ ỦY SẦM SƠN", "BAN TỔ CHỨC"), "Tên tổ chức đảng", "TRƯỞNG BAN"),
    "unit": ("Co quan", "KẾT QUẢ THI ĐUA CỦA CÁC CƠ QUAN, ĐƠN VỊ 3 NĂM 2008 - 2010",
             ("UBND THỊ XÃ SẦM SƠN", "HỘI ĐỒNG THI ĐUA KHEN THƯỞNG"), "Tên cơ quan, đơn vị",
             "CHỦ TỊCH"),
}  # fmt: skip


def _body_page(desk: Desk, series: str, words: dict[str, str]) -> Page:
    name, title, left, head, signed = _SHEETS[series]
    page = Page(name, landscape=False)
    paths = [("TT",), (head,), *((f"Năm {year}",) for year in (2008, 2009, 2010)), ("Ghi chú",)]
    widths = (5, 40, 22, 22, 22, 12)
    columns = [Column(p, "", w, _nothing) for p, w in zip(paths, widths, strict=True)]
    row = title_block(page, left, PARTY if series == "party_body" else MOTTO, len(columns))
    row = header(page, title_lines(page, row, (title,), len(columns)), columns)
    facts = [f for f in desk.told.of("unit_rating") if f["series"] == series]
    for number, unit in enumerate(dict.fromkeys(f["unit"] for f in facts), start=1):
        said = {f["year"]: f for f in facts if f["unit"] == unit}
        _body_row(page, row, (number, _body_name(desk, unit, series)), said, words)
        row += 1
    signatures(page, row + 1, (), (signed,), len(columns))
    return page


def _body_name(desk: Desk, unit: str, series: str) -> str:
    day = date(2010, 12, 31)
    words = desk.speech.unit(unit, day)
    if series == "unit":
        return words
    return f"Đảng bộ {words}" if unit in WARDS else f"Chi bộ {words}"


def _body_row(
    page: Page, row: int, first: tuple[int, str], said: dict[str, Fact], words: dict[str, str]
) -> None:
    page.put(row, 0, first[0], MIDDLE)
    page.put(row, 1, first[1], BODY)
    cells = {"unit": address(row, 1)}
    for column, year in enumerate(("2008", "2009", "2010"), start=2):
        page.put(row, column, words[said[year]["level"]] if year in said else None, MIDDLE)
        cells[f"y{year}.level"] = address(row, column)
    page.put(row, 5, None, BODY)
    facts = tuple(fact.id for fact in said.values())
    unit = next(iter(said.values()))["unit"]
    page.rows.append(RowRecord(page.name, row + 1, "", unit, "unit_ratings", cells, "", facts))


def _nothing(line: object) -> Value:
    return None
