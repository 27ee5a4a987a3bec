"""The rosters of the five wards and communes of mid-2011, each by another hand."""

from __future__ import annotations

from examples.builder.pens import Pen
from examples.builder.rosters import Group, RosterPage, roster_page
from examples.builder.sam_son import ward_columns
from examples.builder.sheets import Book
from examples.builder.spelling import decomposed, with_eth
from examples.builder.titles import FULL, HALF, LETTERS
from examples.builder.truth import Person, Truth

_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_PARTY = ("ĐẢNG CỘNG SẢN VIỆT NAM",)
_FIRST_GROUPS = ("party", "government", "front")


def _of(people: list[Person], *groups: str) -> tuple[Person, ...]:
    return tuple(p for p in people if p.seat and p.seat.group in groups)


def _chairman(people: list[Person]) -> str:
    """The chairman of the people's committee, who signs."""
    return next(p.name for p in people if p.seat and "X05" in p.seat.posts)


def truong_son(truth: Truth) -> Book:
    """Capitals, marks for professional level and theory, subtotals, abbreviated posts."""
    people = truth.seated("14836")
    pen = Pen("truong-son", capitals=True, old_tones=True, birth="mixed", titles=LETTERS)
    page = RosterPage(
        name="Trich ngang",
        left=("THỊ ỦY SẦM SƠN", "ĐẢNG ỦY PHƯỜNG TRƯỜNG SƠN"),
        right=(*_PARTY, "Trường Sơn, ngày 05 tháng 7 năm 2011"),
        title=(
            "DANH SÁCH TRÍCH NGANG",
            "CÁN BỘ, CÔNG CHỨC PHƯỜNG TRƯỜNG SƠN",
            "(Tính đến ngày 30/6/2011)",
        ),
        columns=ward_columns.truong_son(pen),
        numbers="brackets",
        subtotal="Cộng",
        total="Tổng số: {count}",
        prepared_by=("NGƯỜI LẬP BIỂU", "", "Nguyễn Thị Oanh"),
        signed_by=("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "(Đã ký)", people[0].name),
    )
    headings = {
        "party": "I. ĐẢNG ỦY PHƯỜNG",
        "government": "II. HĐND - UBND PHƯỜNG",
        "front": "III. MTTQ VÀ CÁC ĐOÀN THỂ",
        "civil": "IV. CÔNG CHỨC",
        "part_time": "V. CÁN BỘ KHÔNG CHUYÊN TRÁCH",
    }
    groups = [Group((text,), _of(people, key), "14836") for key, text in headings.items()]
    file = "Trich_ngang_CBCC_P_Truong_Son_2011.xlsx"
    return Book(file, "2011-07-06", (roster_page(page, groups),), author="Đảng ủy Trường Sơn")


def bac_son(truth: Truth) -> Book:
    """Levels as text, true Excel dates, the sex in words, a hidden column."""
    people = truth.seated("14833")
    pen = Pen("bac-son", birth="excel", titles=HALF, joiner=" kiêm ")
    page = RosterPage(
        name="DS CBCC",
        left=("UBND THỊ XÃ SẦM SƠN", "UBND PHƯỜNG BẮC SƠN"),
        right=_MOTTO,
        title=(
            "DANH SÁCH TRÍCH NGANG CÁN BỘ, CÔNG CHỨC PHƯỜNG BẮC SƠN",
            "Có đến ngày 01 tháng 7 năm 2011",
        ),
        columns=ward_columns.bac_son(pen, truth),
        restart=True,
        total="Tổng cộng: {count} người",
        signed_by=(
            "Bắc Sơn, ngày 08 tháng 7 năm 2011",
            "TM. ỦY BAN NHÂN DÂN",
            "CHỦ TỊCH",
            _chairman(people),
        ),
        hidden=("ethnic_group",),
    )
    part_time = "III. NHỮNG NGƯỜI HOẠT ĐỘNG KHÔNG CHUYÊN TRÁCH"
    groups = [
        Group(("I. CÁN BỘ CHUYÊN TRÁCH",), _of(people, *_FIRST_GROUPS), "14833"),
        Group(("II. CÔNG CHỨC",), _of(people, "civil"), "14833"),
        Group((part_time,), _of(people, "part_time"), "14833"),
    ]
    return Book(
        "DS trich ngang P.Bac Son.xlsx",
        "2011-07-11",
        (roster_page(page, groups),),
        font="Arial",
        size=11,
        author="VP UBND phường Bắc Sơn",
    )


def trung_son(truth: Truth) -> Book:
    """Decomposed Unicode, groups on two levels, dated by its place line alone."""
    people = truth.seated("14830")
    pen = Pen("trung-son", short_i=True, birth="padded", titles=LETTERS, joiner="; ")
    page = RosterPage(
        name="Trung Son",
        left=("THỊ XÃ SẦM SƠN", "UBND PHƯỜNG TRUNG SƠN"),
        right=(*_MOTTO, "Trung Sơn, ngày 12 tháng 7 năm 2011"),
        title=(
            "DANH SÁCH TRÍCH NGANG",
            "Cán bộ, công chức và cán bộ không chuyên trách phường Trung Sơn",
        ),
        columns=ward_columns.trung_son(pen),
        numbers="plain",
        prepared_by=("Người lập",),
        signed_by=("CHỦ TỊCH", "(Ký, đóng dấu)", _chairman(people)),
        notes=(
            "Ghi chú: ĐHCQ: đại học chính quy; ĐHTC: đại học tại chức; TH: tin học; NN: ngoại ngữ.",
        ),
    )
    groups = [
        Group(("A. CÁN BỘ, CÔNG CHỨC", "1. Đảng ủy"), _of(people, "party"), "14830"),
        Group(("2. HĐND, UBND",), _of(people, "government"), "14830"),
        Group(("3. MTTQ và các đoàn thể",), _of(people, "front"), "14830"),
        Group(("4. Công chức chuyên môn",), _of(people, "civil"), "14830"),
        Group(("B. CÁN BỘ KHÔNG CHUYÊN TRÁCH",), _of(people, "part_time"), "14830"),
    ]
    pages = (roster_page(page, groups),)
    file = "Trung Son - trich ngang 2011.xlsx"
    return Book(file, "2011-07-14", pages, encode=decomposed, author="Phường Trung Sơn")


def quang_tien(truth: Truth) -> Book:
    """Ð for Đ, a deep header, capital marks, a formula for the total, a second sheet."""
    people = truth.seated("14842")
    pen = Pen("quang-tien", birth="mixed", titles=LETTERS, joiner=" - ")
    left = ("ĐẢNG BỘ THỊ XÃ SẦM SƠN", "ĐẢNG ỦY PHƯỜNG QUẢNG TIẾN")
    signed_by = ("T/M ĐẢNG ỦY", "BÍ THƯ", people[0].name)
    officials = RosterPage(
        name="CBCC",
        left=left,
        right=(*_PARTY, "Quảng Tiến, ngày 15 tháng 7 năm 2011"),
        title=("TRÍCH NGANG CÁN BỘ, CÔNG CHỨC PHƯỜNG QUẢNG TIẾN", "Thời điểm: 30/6/2011"),
        columns=ward_columns.quang_tien(pen),
        numbers="brackets",
        total="Tổng số",
        total_formula=True,
        signed_by=signed_by,
    )
    groups = [
        Group(("I. KHỐI ĐẢNG",), _of(people, "party"), "14842"),
        Group(("II. KHỐI CHÍNH QUYỀN",), _of(people, "government", "civil"), "14842"),
        Group(("III. KHỐI MTTQ, ĐOÀN THỂ",), _of(people, "front"), "14842"),
    ]
    part_time = RosterPage(
        name="Khong chuyen trach",
        left=left,
        right=_PARTY,
        title=("DANH SÁCH CÁN BỘ KHÔNG CHUYÊN TRÁCH PHƯỜNG QUẢNG TIẾN", "Thời điểm: 30/6/2011"),
        columns=ward_columns.quang_tien_part_time(pen),
        signed_by=signed_by,
    )
    rest = [Group((), _of(people, "part_time"), "14842")]
    pages = (roster_page(officials, groups), roster_page(part_time, rest))
    file = "QUANG TIEN_CBCC 2011.xlsx"
    return Book(file, "2011-07-18", pages, encode=with_eth, author="Đảng ủy Quảng Tiến")


def quang_cu(truth: Truth) -> Book:
    """A commune: everything in words, one post a line in the cell, blanks doubled and hard."""
    people = truth.seated("14839")
    pen = Pen("quang-cu", old_tones=True, birth="mixed", titles=FULL, joiner="\n")
    page = RosterPage(
        name="Sheet1",
        left=("UỶ BAN NHÂN DÂN", "XÃ QUẢNG CƯ"),
        right=_MOTTO,
        title=(
            "DANH SÁCH TRÍCH NGANG CÁN BỘ, CÔNG CHỨC XÃ QUẢNG CƯ",
            "(Số liệu tính đến 15/7/2011)",
        ),
        columns=ward_columns.quang_cu(pen),
        numbers="plain",
        merged_groups=False,
        restart=True,
        total="Tổng số: {count} đồng chí",
        prepared_by=("Người lập biểu", "", "Lê Văn Tạo"),
        signed_by=(
            "Quảng Cư, ngày 18 tháng 7 năm 2011",
            "T/M UỶ BAN NHÂN DÂN XÃ",
            "CHỦ TỊCH",
            _chairman(people),
        ),
    )
    groups = [
        Group(("A. Cán bộ chuyên trách",), _of(people, *_FIRST_GROUPS), "14839"),
        Group(("B. Công chức",), _of(people, "civil"), "14839"),
        Group(("C. Cán bộ không chuyên trách",), _of(people, "part_time"), "14839"),
    ]
    pages = (roster_page(page, groups),)
    file = "trich ngang xa Quang Cu (T7-2011).xlsx"
    return Book(file, "2011-07-20", pages, size=13, author="UBND xã Quảng Cư")
