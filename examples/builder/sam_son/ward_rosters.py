"""The rosters of the five wards and communes of mid-2011, each by another hand."""

from __future__ import annotations

from collections.abc import Callable

from examples.builder.pens import (
    Pen,
    degree_in_words,
    degree_run_together,
    degree_with_mode,
    letter,
    mark,
    state_short,
    state_words,
    study_field,
    theory_short,
    theory_words,
    write_day,
)
from examples.builder.rosters import Group, RosterPage, roster_page
from examples.builder.sheets import Book, Value
from examples.builder.spelling import decomposed, with_eth
from examples.builder.tables import Column, Line
from examples.builder.titles import FULL, HALF, LETTERS
from examples.builder.truth import Levels, Person, Truth

_MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_PARTY = ("ĐẢNG CỘNG SẢN VIỆT NAM",)


def _levels(line: Line) -> Levels:
    assert line.person.levels
    return line.person.levels


def _marks(
    path: tuple[str, ...], field: str, leaves: dict[str, str], read: Callable[[Levels], str],
    sign: str = "x",
) -> tuple[Column, ...]:  # fmt: skip
    """One narrow column for each level, with a mark under the level that the person has."""

    def writer(code: str) -> Callable[[Line], Value]:
        return lambda line: mark(read(_levels(line)), code, sign)

    return tuple(
        Column((*path, leaf), f"{field}_mark", 5.5, writer(code)) for code, leaf in leaves.items()
    )


def _identity(pen: Pen, name_width: float = 25) -> tuple[Column, Column]:
    return (
        Column(("STT",), "", 5, lambda line: line.number),
        Column(("Họ và tên",), "name", name_width, lambda line: pen.name(line.person), False),
    )


def _born_by_sex(pen: Pen, head: str) -> tuple[Column, ...]:
    def writer(sex: str) -> Callable[[Line], Value]:
        return lambda line: pen.born(line.person) if line.person.sex == sex else None

    return (
        Column((head, "Nam"), "birth", 11.5, writer("m")),
        Column((head, "Nữ"), "birth", 11.5, writer("f")),
    )


def _posts(pen: Pen, width: float = 24) -> Column:
    return Column(("Chức vụ",), "post", width, lambda line: pen.posts(line.person), False)


def _home(pen: Pen, head: str = "Quê quán", width: float = 22) -> Column:
    return Column((head,), "home_place", width, lambda line: pen.spell(line.person.home), False)


def _party_day(style: str, head: str = "Ngày vào Đảng") -> Column:
    def write(line: Line) -> Value:
        return write_day(line.person.party, style) if line.person.party else None

    return Column((head,), "party_date", 11.5, write)


def _text(
    path: tuple[str, ...], field: str, width: float, write: Callable[[Levels], Value]
) -> Column:
    return Column(path, field, width, lambda line: write(_levels(line)))


def _of(people: list[Person], *groups: str) -> tuple[Person, ...]:
    return tuple(p for p in people if p.seat and p.seat.group in groups)


def truong_son(truth: Truth) -> Book:
    """Capitals, marks for professional level and theory, subtotals, abbreviated posts."""
    unit, pen = (
        "14836",
        Pen("truong-son", capitals=True, old_tones=True, birth="mixed", titles=LETTERS),
    )
    people, level = truth.seated(unit), ("Trình độ",)
    columns = (
        *_identity(pen),
        *_born_by_sex(pen, "Ngày, tháng, năm sinh"),
        _posts(pen, 18),
        _home(pen),
        _party_day("text"),
        _text((*level, "Văn hóa"), "general_education", 8, lambda x: x.schooling),
        *_marks((*level, "Chuyên môn"), "professional", {"SC": "SC", "TC": "TC", "CĐ": "CĐ", "ĐH": "ĐH"},
                lambda x: x.professional.level),
        _text((*level, "Ngành đào tạo"), "professional_field", 22, lambda x: study_field(x.professional)),
        *_marks((*level, "LLCT"), "political_theory", {"CTSC": "SC", "CTTC": "TC", "CTCC": "CC"},
                lambda x: x.theory),
        _text((*level, "QLNN"), "state_management", 9, lambda x: state_short(x.state)),
        _text((*level, "Tin học"), "it", 7, lambda x: letter(x.it)),
    )  # fmt: skip
    page = RosterPage(
        name="Trich ngang",
        left=("THỊ ỦY SẦM SƠN", "ĐẢNG ỦY PHƯỜNG TRƯỜNG SƠN"),
        right=(*_PARTY, "Trường Sơn, ngày 05 tháng 7 năm 2011"),
        title=(
            "DANH SÁCH TRÍCH NGANG",
            "CÁN BỘ, CÔNG CHỨC PHƯỜNG TRƯỜNG SƠN",
            "(Tính đến ngày 30/6/2011)",
        ),
        columns=columns,
        numbers="brackets",
        subtotal="Cộng",
        total="Tổng số: {count}",
        prepared_by=("NGƯỜI LẬP BIỂU", "", "Nguyễn Thị Oanh"),
        signed_by=("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "(Đã ký)", people[0].name),
    )
    headings = {
        "party": "I. ĐẢNG ỦY PHƯỜNG", "government": "II. HĐND - UBND PHƯỜNG",
        "front": "III. MTTQ VÀ CÁC ĐOÀN THỂ", "civil": "IV. CÔNG CHỨC",
        "part_time": "V. CÁN BỘ KHÔNG CHUYÊN TRÁCH",
    }  # fmt: skip
    groups = [Group((text,), _of(people, key), unit) for key, text in headings.items()]
    return Book("Trich_ngang_CBCC_P_Truong_Son_2011.xlsx", "2011-07-06", (roster_page(page, groups),),
                author="Đảng ủy Trường Sơn")  # fmt: skip


def bac_son(truth: Truth) -> Book:
    """Levels as text with the mode in brackets, true Excel dates, the sex in words, a hidden column."""
    unit, pen = "14833", Pen("bac-son", birth="excel", titles=HALF, joiner=" kiêm ")
    people = truth.seated(unit)
    columns = (
        Column(("TT",), "", 5, lambda line: line.number),
        Column(("Họ và tên",), "name", 25, lambda line: pen.name(line.person), False),
        Column(("Giới tính",), "sex", 7, lambda line: "Nam" if line.person.sex == "m" else "Nữ"),
        Column(("Ngày tháng năm sinh",), "birth", 12, lambda line: pen.born(line.person)),
        Column(("Dân tộc",), "ethnic_group", 8, lambda line: line.person.ethnic),
        _posts(pen, 30),
        _home(pen, "Quê quán (xã, huyện)"),
        _text(("Trình độ", "Học vấn"), "general_education", 8, lambda x: x.schooling),
        _text(("Trình độ", "Chuyên môn"), "professional", 17, lambda x: degree_with_mode(x.professional)),
        Column(("Trình độ", "LL chính trị"), "political_theory", 12, _theory_or_studying(truth)),
        _text(("Trình độ", "QL nhà nước"), "state_management", 11, lambda x: state_words(x.state)),
        _text(("Trình độ", "Tin học"), "it", 8, lambda x: letter(x.it)),
        _text(("Trình độ", "Ngoại ngữ"), "foreign_language", 10, _english),
    )  # fmt: skip
    page = RosterPage(
        name="DS CBCC",
        left=("UBND THỊ XÃ SẦM SƠN", "UBND PHƯỜNG BẮC SƠN"),
        right=_MOTTO,
        title=(
            "DANH SÁCH TRÍCH NGANG CÁN BỘ, CÔNG CHỨC PHƯỜNG BẮC SƠN",
            "Có đến ngày 01 tháng 7 năm 2011",
        ),
        columns=columns,
        restart=True,
        total="Tổng cộng: {count} người",
        signed_by=(
            "Bắc Sơn, ngày 08 tháng 7 năm 2011",
            "TM. ỦY BAN NHÂN DÂN",
            "CHỦ TỊCH",
            people[2].name,
        ),
        hidden=("ethnic_group",),
    )
    groups = [
        Group(("I. CÁN BỘ CHUYÊN TRÁCH",), _of(people, "party", "government", "front"), unit),
        Group(("II. CÔNG CHỨC",), _of(people, "civil"), unit),
        Group(("III. NHỮNG NGƯỜI HOẠT ĐỘNG KHÔNG CHUYÊN TRÁCH",), _of(people, "part_time"), unit),
    ]
    return Book("DS trich ngang P.Bac Son.xlsx", "2011-07-11", (roster_page(page, groups),),
                font="Arial", size=11, author="VP UBND phường Bắc Sơn")  # fmt: skip


def _theory_or_studying(truth: Truth) -> Callable[[Line], Value]:
    """Write "Đang học TC" for learners of the class that still runs, else the level."""
    studying = {a.person for a in truth.learners("TC17") if a.outcome != "dropped"}

    def write(line: Line) -> Value:
        if line.person.id in studying and _levels(line).theory in {"CT0", "CTSC"}:
            return "Đang học TC"
        return theory_short(_levels(line).theory)

    return write


def _english(levels: Levels) -> Value:
    return f"Anh {levels.language[-1]}" if levels.language else None


def trung_son(truth: Truth) -> Book:
    """Decomposed Unicode, groups on two levels, the post before the birth, dated by its place line."""
    unit, pen = "14830", Pen("trung-son", short_i=True, birth="padded", titles=LETTERS, joiner="; ")
    people = truth.seated(unit)
    columns = (
        Column(("TT",), "", 5, lambda line: line.number),
        Column(("Họ tên",), "name", 25, lambda line: pen.name(line.person), False),
        Column(("Chức danh",), "post", 20, lambda line: pen.posts(line.person), False),
        *_born_by_sex(pen, "Ngày sinh"),
        _home(pen),
        _text(("TĐVH",), "general_education", 8, lambda x: x.schooling),
        _text(("Trình độ chuyên môn",), "professional", 24, lambda x: degree_run_together(x.professional)),
        *_marks(("Trình độ LLCT",), "political_theory", {"CTSC": "SC", "CTTC": "TC", "CTCC": "CC"},
                lambda x: x.theory),
        _text(("BD QLNN",), "state_management", 10, lambda x: "x" if x.state == "QLX" else state_short(x.state)),
        _text(("TH",), "it", 6, lambda x: letter(x.it)),
        _text(("NN",), "foreign_language", 6, lambda x: letter(x.language)),
        _party_day("padded", "Vào Đảng"),
    )  # fmt: skip
    page = RosterPage(
        name="Trung Son",
        left=("THỊ XÃ SẦM SƠN", "UBND PHƯỜNG TRUNG SƠN"),
        right=(*_MOTTO, "Trung Sơn, ngày 12 tháng 7 năm 2011"),
        title=(
            "DANH SÁCH TRÍCH NGANG",
            "Cán bộ, công chức và cán bộ không chuyên trách phường Trung Sơn",
        ),
        columns=columns,
        numbers="plain",
        prepared_by=("Người lập",),
        signed_by=("CHỦ TỊCH", "(Ký, đóng dấu)", people[2].name),
        notes=(
            "Ghi chú: ĐHCQ: đại học chính quy; ĐHTC: đại học tại chức; TH: tin học; NN: ngoại ngữ.",
        ),
    )
    groups = [
        Group(("A. CÁN BỘ, CÔNG CHỨC", "1. Đảng ủy"), _of(people, "party"), unit),
        Group(("2. HĐND, UBND",), _of(people, "government"), unit),
        Group(("3. MTTQ và các đoàn thể",), _of(people, "front"), unit),
        Group(("4. Công chức chuyên môn",), _of(people, "civil"), unit),
        Group(("B. CÁN BỘ KHÔNG CHUYÊN TRÁCH",), _of(people, "part_time"), unit),
    ]
    return Book("Trung Son - trich ngang 2011.xlsx", "2011-07-14", (roster_page(page, groups),),
                encode=decomposed, author="Phường Trung Sơn")  # fmt: skip


def quang_tien(truth: Truth) -> Book:
    """Ð for Đ, a header of three rows, capital marks, a formula for the total, a second sheet."""
    unit, pen = "14842", Pen("quang-tien", birth="mixed", titles=LETTERS, joiner=" - ")
    people, level = truth.seated(unit), ("Trình độ",)
    words = {"SC": "Sơ cấp", "TC": "Trung cấp", "CĐ": "Cao đẳng", "ĐH": "Đại học"}
    columns = (
        *_identity(pen),
        *_born_by_sex(pen, "Năm sinh"),
        _posts(pen, 20),
        _text((*level, "Văn hóa"), "general_education", 8, lambda x: x.schooling),
        *_marks((*level, "Đào tạo", "Chuyên môn"), "professional", words,
                lambda x: x.professional.level, "X"),
        *_marks((*level, "Đào tạo", "Lý luận chính trị"), "political_theory",
                {"CTSC": "Sơ cấp", "CTTC": "Trung cấp", "CTCC": "Cao cấp"}, lambda x: x.theory, "X"),
        *_marks((*level, "Bồi dưỡng", "QLNN"), "state_management", {"QLX": "Đã BD"},
                lambda x: x.state, "X"),
        *_marks((*level, "Bồi dưỡng", "Tin học"), "it", {"TH-A": "A", "TH-B": "B"},
                lambda x: x.it, "X"),
        Column(("Ghi chú",), "note", 18, _in_service_note, False),
    )  # fmt: skip
    first = RosterPage(
        name="CBCC",
        left=("ĐẢNG BỘ THỊ XÃ SẦM SƠN", "ĐẢNG ỦY PHƯỜNG QUẢNG TIẾN"),
        right=(*_PARTY, "Quảng Tiến, ngày 15 tháng 7 năm 2011"),
        title=("TRÍCH NGANG CÁN BỘ, CÔNG CHỨC PHƯỜNG QUẢNG TIẾN", "Thời điểm: 30/6/2011"),
        columns=columns,
        numbers="brackets",
        total="Tổng số",
        total_formula=True,
        signed_by=("T/M ĐẢNG ỦY", "BÍ THƯ", people[0].name),
    )
    groups = [
        Group(("I. KHỐI ĐẢNG",), _of(people, "party"), unit),
        Group(("II. KHỐI CHÍNH QUYỀN",), _of(people, "government", "civil"), unit),
        Group(("III. KHỐI MTTQ, ĐOÀN THỂ",), _of(people, "front"), unit),
    ]
    second = RosterPage(
        name="Khong chuyen trach",
        left=first.left,
        right=_PARTY,
        title=("DANH SÁCH CÁN BỘ KHÔNG CHUYÊN TRÁCH PHƯỜNG QUẢNG TIẾN", "Thời điểm: 30/6/2011"),
        columns=columns[:5]
        + (
            _text(("Chuyên môn",), "professional", 20, lambda x: degree_with_mode(x.professional)),
            _text(("LLCT",), "political_theory", 8, lambda x: theory_short(x.theory)),
        ),
        signed_by=("T/M ĐẢNG ỦY", "BÍ THƯ", people[0].name),
    )
    part_time = [Group((), _of(people, "part_time"), unit)]
    pages = (roster_page(first, groups), roster_page(second, part_time))
    return Book("QUANG TIEN_CBCC 2011.xlsx", "2011-07-18", pages, encode=with_eth,
                author="Đảng ủy Quảng Tiến")  # fmt: skip


def _in_service_note(line: Line) -> Value:
    in_service = _levels(line).professional.mode == "in_service"
    return "Đại học tại chức" if in_service else None


def quang_cu(truth: Truth) -> Book:
    """A commune: everything in words, one post a line in the cell, blanks doubled and hard."""
    unit, pen = "14839", Pen("quang-cu", old_tones=True, birth="mixed", titles=FULL, joiner="\n")
    people = truth.seated(unit)
    columns = (
        Column(("Số\nTT",), "", 5, lambda line: line.number),
        Column(("Họ  và  tên",), "name", 25, lambda line: _wide(pen.name(line.person), line), False),
        *_born_by_sex(pen, "Ngày, tháng, năm sinh"),
        _posts(pen, 28),
        _home(pen, "Quê  quán"),
        _text(("Trình độ", "Văn hoá"), "general_education", 8, lambda x: x.schooling),
        _text(("Trình độ", "Chuyên môn"), "professional", 26, lambda x: degree_in_words(x.professional)),
        _text(("Trình độ", "Lý luận\nchính trị"), "political_theory", 11, lambda x: theory_words(x.theory)),
        _text(("Trình độ", "Quản lý\nnhà nước"), "state_management", 11, lambda x: state_words(x.state)),
        _text(("Trình độ", "Tin học"), "it", 9, lambda x: f"CC {letter(x.it)}" if x.it else None),
        _text(("KT QP-AN",), "defence_security", 10, _defence),
    )  # fmt: skip
    page = RosterPage(
        name="Sheet1",
        left=("UỶ BAN NHÂN DÂN", "XÃ QUẢNG CƯ"),
        right=_MOTTO,
        title=("DANH SÁCH TRÍCH NGANG CÁN BỘ, CÔNG CHỨC XÃ QUẢNG CƯ", "(Số liệu tính đến 15/7/2011)"),
        columns=columns,
        numbers="plain",
        merged_groups=False,
        restart=True,
        total="Tổng số: {count} đồng chí",
        prepared_by=("Người lập biểu", "", "Lê Văn Tạo"),
        signed_by=("Quảng Cư, ngày 18 tháng 7 năm 2011", "T/M UỶ BAN NHÂN DÂN XÃ", "CHỦ TỊCH", people[2].name),
    )  # fmt: skip
    groups = [
        Group(("A. Cán bộ chuyên trách",), _of(people, "party", "government", "front"), unit),
        Group(("B. Công chức",), _of(people, "civil"), unit),
        Group(("C. Cán bộ không chuyên trách",), _of(people, "part_time"), unit),
    ]
    return Book("trich ngang xa Quang Cu (T7-2011).xlsx", "2011-07-20", (roster_page(page, groups),),
                size=13, author="UBND xã Quảng Cư")  # fmt: skip


def _wide(name: str, line: Line) -> str:
    """Every fourth name carries a doubled blank, every seventh a hard one."""
    if line.number % 7 == 0:
        return name.replace(" ", "\u00a0", 1)
    return name.replace(" ", "  ", 1) if line.number % 4 == 0 else name


def _defence(levels: Levels) -> Value:
    return f"Đối tượng {levels.defence[-1]}" if levels.defence else None
