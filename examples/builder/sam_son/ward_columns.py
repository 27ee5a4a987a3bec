"""The columns of the five ward rosters: no two hands draw the same table."""

from __future__ import annotations

from collections.abc import Callable

from examples.builder import pens
from examples.builder.columns import (
    Marks,
    born,
    born_by_sex,
    ethnic_group,
    full_name,
    home,
    levels_of,
    party_day,
    posts,
    running_number,
    sex_in_words,
    text,
)
from examples.builder.pens import Pen
from examples.builder.sheets import Value
from examples.builder.tables import Column, Line
from examples.builder.truth import Levels, Truth

_DEGREES = {"SC": "SC", "TC": "TC", "CĐ": "CĐ", "ĐH": "ĐH"}
_DEGREE_WORDS = {"SC": "Sơ cấp", "TC": "Trung cấp", "CĐ": "Cao đẳng", "ĐH": "Đại học"}
_THEORY = {"CTSC": "SC", "CTTC": "TC", "CTCC": "CC"}
_THEORY_WORDS = {"CTSC": "Sơ cấp", "CTTC": "Trung cấp", "CTCC": "Cao cấp"}
_LEVEL = "Trình độ"


def truong_son(pen: Pen) -> tuple[Column, ...]:
    """Marks for professional level and theory: TC stands under both."""
    degrees = Marks((_LEVEL, "Chuyên môn"), "professional", _DEGREES)
    theory = Marks((_LEVEL, "LLCT"), "political_theory", _THEORY)
    return (
        running_number(),
        full_name(pen),
        *born_by_sex(pen, "Ngày, tháng, năm sinh"),
        posts(pen, 18),
        home(pen),
        party_day("text"),
        text((_LEVEL, "Văn hóa"), "general_education", 8, lambda x: x.schooling),
        *degrees.columns(lambda x: x.professional.level),
        text((_LEVEL, "Ngành đào tạo"), "professional_field", 22, _field),
        *theory.columns(lambda x: x.theory),
        text((_LEVEL, "QLNN"), "state_management", 9, lambda x: pens.state_short(x.state)),
        text((_LEVEL, "Tin học"), "it", 7, lambda x: pens.letter(x.it)),
    )


def bac_son(pen: Pen, truth: Truth) -> tuple[Column, ...]:
    """Levels as text, the mode in brackets: "ĐH Luật (TC)" beside "TC Luật"."""
    return (
        running_number("TT"),
        full_name(pen),
        sex_in_words(),
        born(pen, "Ngày tháng năm sinh"),
        ethnic_group(),
        posts(pen, 30),
        home(pen, "Quê quán (xã, huyện)"),
        text((_LEVEL, "Học vấn"), "general_education", 8, lambda x: x.schooling),
        text((_LEVEL, "Chuyên môn"), "professional", 17, _degree_with_mode),
        Column((_LEVEL, "LL chính trị"), "political_theory", 12, theory_or_studying(truth)),
        text((_LEVEL, "QL nhà nước"), "state_management", 11, lambda x: pens.state_words(x.state)),
        text((_LEVEL, "Tin học"), "it", 8, lambda x: pens.letter(x.it)),
        text((_LEVEL, "Ngoại ngữ"), "foreign_language", 10, _english),
    )


def trung_son(pen: Pen) -> tuple[Column, ...]:
    """The post before the birth, heads that are only abbreviations, "ĐHTC Kinh tế"."""
    theory = Marks(("Trình độ LLCT",), "political_theory", _THEORY)
    return (
        running_number("TT"),
        full_name(pen, "Họ tên"),
        posts(pen, 20, "Chức danh"),
        *born_by_sex(pen, "Ngày sinh"),
        home(pen),
        text(("TĐVH",), "general_education", 8, lambda x: x.schooling),
        text(("Trình độ chuyên môn",), "professional", 24, _degree_run_together),
        *theory.columns(lambda x: x.theory),
        text(("BD QLNN",), "state_management", 10, _state_mark_or_letters),
        text(("TH",), "it", 6, lambda x: pens.letter(x.it)),
        text(("NN",), "foreign_language", 6, lambda x: pens.letter(x.language)),
        party_day("padded", "Vào Đảng"),
    )


def quang_tien(pen: Pen) -> tuple[Column, ...]:
    """A header of three and four rows: Trung cấp stands under two of its branches."""
    trained, fostered = (_LEVEL, "Đào tạo"), (_LEVEL, "Bồi dưỡng")
    degrees = Marks((*trained, "Chuyên môn"), "professional", _DEGREE_WORDS, "X")
    theory = Marks((*trained, "Lý luận chính trị"), "political_theory", _THEORY_WORDS, "X")
    state = Marks((*fostered, "QLNN"), "state_management", {"QLX": "Đã BD"}, "X")
    computers = Marks((*fostered, "Tin học"), "it", {"TH-A": "A", "TH-B": "B"}, "X")
    return (
        *quang_tien_identity(pen),
        text((_LEVEL, "Văn hóa"), "general_education", 8, lambda x: x.schooling),
        *degrees.columns(lambda x: x.professional.level),
        *theory.columns(lambda x: x.theory),
        *state.columns(lambda x: x.state),
        *computers.columns(lambda x: x.it),
        Column(("Ghi chú",), "note", 18, _in_service_note, False),
    )


def quang_tien_identity(pen: Pen) -> tuple[Column, ...]:
    """The first columns, which both sheets of the file share."""
    return (running_number(), full_name(pen), *born_by_sex(pen, "Năm sinh"), posts(pen, 20))


def quang_tien_part_time(pen: Pen) -> tuple[Column, ...]:
    """The short second sheet."""
    return (
        *quang_tien_identity(pen),
        text(("Chuyên môn",), "professional", 20, _degree_with_mode),
        text(("LLCT",), "political_theory", 8, lambda x: pens.theory_short(x.theory)),
    )


def quang_cu(pen: Pen) -> tuple[Column, ...]:
    """Everything in words, doubled and hard blanks in heads and names."""
    theory = (_LEVEL, "Lý luận\nchính trị")
    state = (_LEVEL, "Quản lý\nnhà nước")
    return (
        running_number("Số\nTT"),
        Column(("Họ  và  tên",), "name", 25, lambda line: _wide(pen, line), False),
        *born_by_sex(pen, "Ngày, tháng, năm sinh"),
        posts(pen, 28),
        home(pen, "Quê  quán"),
        text((_LEVEL, "Văn hoá"), "general_education", 8, lambda x: x.schooling),
        text((_LEVEL, "Chuyên môn"), "professional", 26, _degree_in_words),
        text(theory, "political_theory", 11, lambda x: pens.theory_words(x.theory)),
        text(state, "state_management", 11, lambda x: pens.state_words(x.state)),
        text((_LEVEL, "Tin học"), "it", 9, lambda x: f"CC {x.it[-1]}" if x.it else None),
        text(("KT QP-AN",), "defence_security", 10, _defence),
    )


def theory_or_studying(truth: Truth) -> Callable[[Line], Value]:
    """Write "Đang học TC" for learners of the class that still runs, else the level."""
    studying = {a.person for a in truth.learners("TC17") if a.outcome != "dropped"}

    def write(line: Line) -> Value:
        level = levels_of(line).theory
        if line.person.id in studying and level in {"CT0", "CTSC"}:
            return "Đang học TC"
        return pens.theory_short(level)

    return write


def _field(levels: Levels) -> Value:
    return pens.study_field(levels.professional)


def _degree_with_mode(levels: Levels) -> Value:
    return pens.degree_with_mode(levels.professional)


def _degree_run_together(levels: Levels) -> Value:
    return pens.degree_run_together(levels.professional)


def _degree_in_words(levels: Levels) -> Value:
    return pens.degree_in_words(levels.professional)


def _english(levels: Levels) -> Value:
    return f"Anh {levels.language[-1]}" if levels.language else None


def _state_mark_or_letters(levels: Levels) -> Value:
    return "x" if levels.state == "QLX" else pens.state_short(levels.state)


def _in_service_note(line: Line) -> Value:
    in_service = levels_of(line).professional.mode == "in_service"
    return "Đại học tại chức" if in_service else None


def _defence(levels: Levels) -> Value:
    return f"Đối tượng {levels.defence[-1]}" if levels.defence else None


def _wide(pen: Pen, line: Line) -> str:
    """Every fourth name carries a doubled blank, every seventh a hard one."""
    name = pen.name(line.person)
    if line.number % 7 == 0:
        return name.replace(" ", "\u00a0", 1)
    return name.replace(" ", "  ", 1) if line.number % 4 == 0 else name
