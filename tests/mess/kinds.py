"""The kinds of mess by name: habits of the hand, and what happens to a sheet afterwards."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.mess.encodings import tcvn3, tcvn3_capitals, vni
from tests.mess.layout import DATE_HABITS
from tests.mess.page import Ink, Page

Act = Callable[[list[Page], random.Random], None]


@dataclass(frozen=True)
class Mess:
    """One kind: habits it switches on, and what it does to the sheets."""

    name: str
    habits: frozenset[str] = frozenset()
    act: Act | None = None
    communes: int = 1
    xls: bool | None = None  # True: only .xls, False: only .xlsx
    not_with: frozenset[str] = frozenset()


KINDS: dict[str, Mess] = {}


def habit(name: str, *also: str, communes: int = 1, not_with: tuple[str, ...] = ()) -> None:
    """A kind that is a habit of the hand."""
    KINDS[name] = Mess(
        name, frozenset((name, *also)), communes=communes, not_with=frozenset(not_with)
    )


def act(
    name: str,
    *habits: str,
    communes: int = 1,
    xls: bool | None = None,
    not_with: tuple[str, ...] = (),
) -> Callable[[Act], Act]:
    """A kind that changes the sheets."""

    def register(function: Act) -> Act:
        KINDS[name] = Mess(name, frozenset(habits), function, communes, xls, frozenset(not_with))
        return function

    return register


_ENCODED = ("tcvn3_font", "tcvn3_capitals_font", "vni_font", "mixed_runs", "decomposed_letters",
            "eth_for_d", "soft_spaces", "zero_width")  # fmt: skip

for _name in (
    "one_header_row", "unmerged_header", "marks", "numbers_row", "groups_roman", "groups_letters",
    "signatures", "day_in_the_foot", "no_number_column", "numbers_as_text", "few_columns",
    "names_in_capitals", "honorifics", "breaks_in_names", "acting_posts", "concurrent_posts",
    "posts_on_two_lines_of_a_cell", "field_and_mode_in_the_level", "dashes_for_nothing",
    "abbreviations", "other_headers", "unknown_columns", "unit_column", "post_and_unit_in_one_cell",
):  # fmt: skip
    habit(_name)
habit("name_in_two_columns", not_with=("breaks_in_names",))
habit("birth_and_sex_columns")
habit("sex_by_mark", not_with=("birth_and_sex_columns", "one_header_row"))
habit("numbers_restart", "groups_roman")
habit("subtotals", "groups_letters")
for _name in DATE_HABITS:
    habit(_name, not_with=tuple(one for one in DATE_HABITS if one != _name))
habit("a_sheet_for_each_unit", communes=3)
KINDS["several_tables_on_a_sheet"] = Mess("several_tables_on_a_sheet", communes=2)
KINDS["old_xls"] = Mess("old_xls", xls=True)


@act("blank_rows")
def blank_rows(pages: list[Page], rng: random.Random) -> None:
    for page in pages:
        for row in sorted(rng.sample(page.people_rows, 2), reverse=True):
            page.shift_rows(row, rng.randint(1, 2))


@act("blank_column")
def blank_column(pages: list[Page], rng: random.Random) -> None:
    for page in pages:
        page.shift_columns(rng.choice((0, 5)), 1)


@act("hidden_rows")
def hidden_rows(pages: list[Page], rng: random.Random) -> None:
    for page in pages:
        page.hidden_rows |= set(rng.sample(page.people_rows, 3))


@act("hidden_columns")
def hidden_columns(pages: list[Page], rng: random.Random) -> None:
    for page in pages:
        page.hidden_columns |= {4, 5}


@act("hidden_sheet", "a_sheet_for_each_unit", communes=2)
def hidden_sheet(pages: list[Page], rng: random.Random) -> None:
    pages[-1].hidden = True


@act("header_repeated", not_with=("several_tables_on_a_sheet",))
def header_repeated(pages: list[Page], rng: random.Random) -> None:
    for page in pages:
        first, last = page.header_rows
        at = page.people_rows[len(page.people_rows) // 2]
        height = last - first + 1
        page.shift_rows(at, height)
        for row in range(height):
            for column in range(page.width):
                if (first + row, column) in page.cells:
                    page.put(at + row, column, page.cells[first + row, column])
        page.merges += [
            (a - first + at, b, c - first + at, d)
            for a, b, c, d in page.merges
            if first <= a <= last
        ]


@act("person_on_two_lines", not_with=("post_and_unit_in_one_cell", "posts_on_two_lines_of_a_cell"))
def person_on_two_lines(pages: list[Page], rng: random.Random) -> None:
    """The second half of a home place, or of two posts, stands in the line below."""
    for page in pages:
        for row in sorted(page.people_rows, reverse=True):
            halves = [
                (column, ink) for (r, column), ink in page.cells.items()
                if r == row and isinstance(ink.value, str) and ", " in ink.value and ink.says
                and ink.says[0][1] == "home_place"
            ]  # fmt: skip
            if not halves or rng.random() < 0.5:
                continue
            page.shift_rows(row + 1, 1)
            for column, ink in halves:
                first, second = str(ink.value).split(", ", 1)
                page.put(row, column, replace(ink, value=first + ","))
                page.put(row + 1, column, replace(ink, value=second))


@act("decomposed_letters", not_with=_ENCODED)
def decomposed_letters(pages: list[Page], rng: random.Random) -> None:
    for page in pages:
        page.change(lambda ink: replace(ink, value=unicodedata.normalize("NFD", str(ink.value))))


@act("tcvn3_font", not_with=(*_ENCODED, "dates_in_words"))
def tcvn3_font(pages: list[Page], rng: random.Random) -> None:
    for page in pages:
        page.change(_tcvn3)


def _tcvn3(ink: Ink) -> Ink:
    """Text all in capitals stands in the font of capitals, other text in the usual one."""
    text = str(ink.value)
    if text == text.upper() and any(char.isalpha() for char in text):
        return replace(ink, value=tcvn3_capitals(text), font=".VnTimeH")
    return replace(ink, value=tcvn3(text), font=".VnTime")


@act("tcvn3_capitals_font", "names_in_capitals", not_with=_ENCODED)
def tcvn3_capitals_font(pages: list[Page], rng: random.Random) -> None:
    tcvn3_font(pages, rng)


@act("vni_font", not_with=_ENCODED)
def vni_font(pages: list[Page], rng: random.Random) -> None:
    for page in pages:
        page.change(lambda ink: replace(ink, value=vni(str(ink.value)), font="VNI-Times"))


@act("mixed_runs", not_with=(*_ENCODED, "breaks_in_names"))
def mixed_runs(pages: list[Page], rng: random.Random) -> None:
    """Some cells were half typed anew: one run in Unicode, the next in .VnTime."""

    def mixed(ink: Ink) -> Ink:
        words = str(ink.value).split(" ")
        if len(words) < 2 or rng.random() < 0.4:
            return ink
        cut = len(words) // 2
        first, second = " ".join(words[:cut]) + " ", tcvn3(" ".join(words[cut:]))
        runs = (("Times New Roman", first), (".VnTime", second))
        return replace(ink, runs=runs, value=first + second)

    for page in pages:
        body = set(page.people_rows)
        for place, ink in page.cells.items():
            if place[0] in body and isinstance(ink.value, str) and ink.value != ink.value.upper():
                page.cells[place] = mixed(ink)


@act("soft_spaces", not_with=_ENCODED)
def soft_spaces(pages: list[Page], rng: random.Random) -> None:
    def soft(ink: Ink) -> Ink:
        blank = rng.choice(("\u00a0", "  ", "\u2009", " \u00a0"))
        return replace(ink, value=f" {str(ink.value).replace(' ', blank)} ")

    for page in pages:
        page.change(soft)


@act("zero_width", not_with=_ENCODED)
def zero_width(pages: list[Page], rng: random.Random) -> None:
    def hidden(ink: Ink) -> Ink:
        text = str(ink.value)
        cut = rng.randrange(len(text) + 1)
        return replace(ink, value=text[:cut] + rng.choice("\u200b\ufeff\u200d") + text[cut:])

    for page in pages:
        page.change(hidden)


@act("eth_for_d", not_with=_ENCODED)
def eth_for_d(pages: list[Page], rng: random.Random) -> None:
    for page in pages:
        page.change(lambda ink: replace(ink, value=str(ink.value).replace("Đ", "\u00d0")))


_OTHER_TONES = {"òa": "oà", "óa": "oá", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "úy": "uý", "ủy": "uỷ",
                "ùy": "uỳ", "ũy": "uỹ", "ụy": "uỵ", "òe": "oè", "óe": "oé"}  # fmt: skip


@act("other_tone_places")
def other_tone_places(pages: list[Page], rng: random.Random) -> None:
    def moved(ink: Ink) -> Ink:
        text = str(ink.value)
        for old, new in _OTHER_TONES.items():
            text = text.replace(old, new).replace(old.upper(), new.upper())
        return replace(ink, value=text)

    for page in pages:
        page.change(moved)


_SLIPS = {
    "Họ và tên": "Họ  và tên:", "Trình độ": "Trinh độ", "Quê quán": "Quê  Quán",
    "Chức vụ": "chức Vụ", "Dân tộc": "Dân  tộc.", "Ngày vào Đảng": "Ngày vào đảng",
    "Chuyên môn": "Chuyên Môn", "Văn hóa": "Văn hoá", "Lý luận CT": "Lí luận CT",
}  # fmt: skip


@act("slips_in_headers", not_with=("other_headers",))
def slips_in_headers(pages: list[Page], rng: random.Random) -> None:
    for page in pages:
        first, last = page.header_rows
        for (row, column), ink in list(page.cells.items()):
            if first <= row <= last and ink.value in _SLIPS:
                page.cells[row, column] = replace(ink, value=_SLIPS[str(ink.value)])


@act("columns_in_another_order", not_with=("no_number_column",))
def columns_in_another_order(pages: list[Page], rng: random.Random) -> None:
    """The columns of standing come before those of origin: blocks of columns change places."""
    for page in pages:
        first = page.header_rows[0]
        heads = {c for (r, c) in page.cells if r == first}
        home = next(
            (c for c in heads if page.cells[first, c].value in ("Quê quán", "Nguyên quán")), 0
        )
        if home:
            order = list(range(page.width))
            order.append(order.pop(home))
            place = {old: new for new, old in enumerate(order)}
            body = page.header_rows[0]
            page.cells = {
                (r, place[c] if r >= body else c): ink for (r, c), ink in page.cells.items()
            }
            page.merges = [
                (a, place[b], c, place[b] + (d - b)) if a >= body else (a, b, c, d)
                for a, b, c, d in page.merges
            ]


@act("ditto_marks", not_with=("few_columns", "merged_over_people"))
def ditto_marks(pages: list[Page], rng: random.Random) -> None:
    _repeat(pages, lambda ink: replace(ink, value='"'), rng)


@act("merged_over_people", not_with=("few_columns", "blank_rows", "person_on_two_lines",
                                      "header_repeated", "columns_in_another_order"))  # fmt: skip
def merged_over_people(pages: list[Page], rng: random.Random) -> None:
    for page in pages:
        column = _ethnic_column(page)
        rows = page.people_rows
        start = 0
        while start < len(rows):
            end = start
            while (
                end + 1 < len(rows) and rows[end + 1] == rows[end] + 1
                and page.cells[rows[end + 1], column].value == page.cells[rows[start], column].value
            ):  # fmt: skip
                end += 1
            if end > start:
                says = tuple(
                    s for row in rows[start : end + 1] for s in page.cells[row, column].says
                )
                head = page.cells[rows[start], column]
                for row in rows[start + 1 : end + 1]:
                    del page.cells[row, column]
                page.cells[rows[start], column] = replace(head, says=says)
                page.merges.append((rows[start], column, rows[end], column))
            start = end + 1


def _ethnic_column(page: Page) -> int:
    first, last = page.header_rows
    return next(
        c
        for (r, c), ink in page.cells.items()
        if first <= r <= last and ink.value in ("Dân tộc", "DT")
    )


def _repeat(pages: list[Page], mark: Callable[[Ink], Ink], rng: random.Random) -> None:
    """Where the line above says the same, write a mark instead."""
    for page in pages:
        column = _ethnic_column(page)
        previous = None
        for row in page.people_rows:
            ink = page.cells[row, column]
            same = previous is not None and previous[0] == row - 1 and previous[1] == ink.value
            previous = (row, ink.value)
            if same:
                page.cells[row, column] = mark(ink)


@act("formulas", xls=False)
def formulas(pages: list[Page], rng: random.Random) -> None:
    """Numbers counted on, and texts put together, by formulas."""
    for page in pages:
        for row in page.people_rows:
            ink = page.cells.get((row, 0))
            if ink is not None and isinstance(ink.value, float):
                page.cells[row, 0] = replace(ink, formula=f"=A{row}+1")
            name = next((c for (r, c), i in page.cells.items() if r == row and i.says), 1)
            ink = page.cells[row, name]
            if isinstance(ink.value, str) and '"' not in ink.value and "\n" not in ink.value:
                page.cells[row, name] = replace(ink, formula=f'="{ink.value}"')


@act("comments", xls=False)
def comments(pages: list[Page], rng: random.Random) -> None:
    for page in pages:
        for row in page.people_rows[::3]:
            for column in (0, 1, 2):
                if (row, column) in page.cells:
                    ink = page.cells[row, column]
                    page.cells[row, column] = replace(ink, comment="xem lại hồ sơ")


@act("filtered_and_titled", xls=False)
def filtered_and_titled(pages: list[Page], rng: random.Random) -> None:
    for page in pages:
        page.filtered = True


@act("very_long_notes", not_with=("blank_column", "columns_in_another_order"))
def very_long_notes(pages: list[Page], rng: random.Random) -> None:
    for page in pages:
        first, last = page.header_rows
        column = next(
            c for (r, c), i in page.cells.items() if first <= r <= last and i.value == "Ghi chú"
        )
        for row in page.people_rows[:2]:
            page.put(row, column, Ink("Hồ sơ đang bổ sung theo yêu cầu của cấp trên. " * 60))


@act("a_summary_below")
def a_summary_below(pages: list[Page], rng: random.Random) -> None:
    """Counts under the list, as a small table of their own."""
    page = pages[-1]
    row = page.last_row + 3
    women = len(page.people_rows) // 3
    lines = (("Tổng số", len(page.people_rows)), ("Trong đó nữ", women), ("Đảng viên", 9))
    for place, (text, count) in enumerate(lines):
        page.put(row + place, 1, Ink(text))
        page.put(row + place, 2, Ink(float(count)))


@act("trailing_notes")
def trailing_notes(pages: list[Page], rng: random.Random) -> None:
    page = pages[-1]
    row = page.last_row + 2
    page.put(row, 0, Ink("Ghi chú: Danh sách trên chưa kể cán bộ hợp đồng."))
    page.put(row + 1, 0, Ink("* Số liệu do Văn phòng tổng hợp."))


@act("lower_case_names", not_with=("names_in_capitals", "honorifics", "tcvn3_font"))
def lower_case_names(pages: list[Page], rng: random.Random) -> None:
    def lower(ink: Ink) -> Ink:
        named = any(what == "name" for _, what in ink.says)
        return replace(ink, value=str(ink.value).lower()) if named else ink

    for page in pages:
        page.change(lower)


_SHORT = {
    "Văn hóa": "V. hóa", "Học vấn": "H.vấn", "Chuyên môn": "Ch. môn", "Quê quán": "Q.quán",
    "Dân tộc": "D.tộc", "Chức vụ": "C.vụ", "Ngoại ngữ": "Ng.ngữ", "Đơn vị": "Đ.vị",
}  # fmt: skip


@act("headers_cut_short", not_with=("ditto_marks", "merged_over_people", "slips_in_headers"))
def headers_cut_short(pages: list[Page], rng: random.Random) -> None:
    for page in pages:
        first, last = page.header_rows
        for place, ink in list(page.cells.items()):
            if first <= place[0] <= last and ink.value in _SHORT:
                page.cells[place] = replace(ink, value=_SHORT[str(ink.value)])


@act("headers_that_ask", not_with=("slips_in_headers", "headers_cut_short"))
def headers_that_ask(pages: list[Page], rng: random.Random) -> None:
    """What is to be filled in stands in brackets: "Chuyên môn (ghi rõ chuyên ngành)"."""
    asks = {"Chuyên môn": "(ghi rõ chuyên ngành)", "Quê quán": "(ghi xã, huyện)",
            "Chức vụ": "(nếu kiêm nhiệm ghi cả hai)"}  # fmt: skip
    for page in pages:
        first, last = page.header_rows
        for place, ink in list(page.cells.items()):
            if first <= place[0] <= last and ink.value in asks:
                page.cells[place] = replace(ink, value=f"{ink.value} {asks[str(ink.value)]}")


@act("degrees_before_names", not_with=("honorifics", "names_in_capitals", "lower_case_names",
                                        "name_in_two_columns"))  # fmt: skip
def degrees_before_names(pages: list[Page], rng: random.Random) -> None:
    def titled(ink: Ink) -> Ink:
        named = any(what == "name" for _, what in ink.says)
        if not named or rng.random() < 0.7:
            return ink
        return replace(ink, value=f"{rng.choice(('ThS. ', 'BS ', 'TS. ', 'KS. '))}{ink.value}")

    for page in pages:
        page.change(titled)


@act("posts_broken_at_words", not_with=("person_on_two_lines", "posts_on_two_lines_of_a_cell"))
def posts_broken_at_words(pages: list[Page], rng: random.Random) -> None:
    """A post is broken into two lines of its cell to make the column narrow."""

    def broken(ink: Ink) -> Ink:
        posts = [what for _, what in ink.says if what.startswith("post:")]
        words = str(ink.value).split(" ")
        if len(posts) != 1 or len(words) < 3 or "\n" in str(ink.value):
            return ink
        cut = rng.randrange(1, len(words))
        return replace(ink, value=" ".join(words[:cut]) + "\n" + " ".join(words[cut:]))

    for page in pages:
        page.change(broken)


@act("quote_before_numbers")
def quote_before_numbers(pages: list[Page], rng: random.Random) -> None:
    """A typed apostrophe that became part of the text."""

    def quoted(ink: Ink) -> Ink:
        dated = any(what in ("birth", "party_date") for _, what in ink.says)
        return replace(ink, value=f"'{ink.value}") if dated else ink

    for page in pages:
        page.change(quoted)
