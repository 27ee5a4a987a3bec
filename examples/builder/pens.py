"""How one hand writes names, dates, posts and levels: every list comes from another office."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from examples.builder.sheets import Value
from examples.builder.spelling import old_tones
from examples.builder.titles import HALF, write_posts
from examples.builder.truth import Person, Professional

_FIELD_SHORT = {
    "Kinh tế": "KT", "Kế toán": "kế toán", "Tài chính - Kế toán": "TCKT", "Nông nghiệp": "NN",
    "Quản lý đất đai": "QLĐĐ", "Quản lý kinh tế": "QLKT", "Hành chính": "HC", "Xây dựng": "XD",
    "Sư phạm": "SP", "Văn hóa": "VH", "Công tác xã hội": "CTXH", "Quân sự": "QS",
    "Địa chính": "địa chính", "Văn thư": "văn thư", "Luật": "Luật",
}  # fmt: skip
_LEVEL_WORDS = {"SC": "Sơ cấp", "TC": "Trung cấp", "CĐ": "Cao đẳng", "ĐH": "Đại học",
                "ThS": "Thạc sĩ"}  # fmt: skip
_THEORY_SHORT = {"CT0": "Chưa", "CTSC": "SC", "CTTC": "TC", "CTCC": "CC", "CTCN": "CN"}
_THEORY_WORDS = {"CT0": "Chưa qua ĐT", "CTSC": "Sơ cấp", "CTTC": "Trung cấp", "CTCC": "Cao cấp",
                 "CTCN": "Cử nhân"}  # fmt: skip
_STATE_SHORT = {"QL0": None, "QLX": "BD QLNN", "QLCV": "CV", "QLCVC": "CVC"}
_STATE_WORDS = {"QL0": "Chưa", "QLX": "Đã BD", "QLCV": "Chuyên viên", "QLCVC": "Chuyên viên chính"}


@dataclass(frozen=True, slots=True)
class Pen:
    """The habits of one hand. `key` seeds what the hand does now this way, now that."""

    key: str
    capitals: bool = False
    old_tones: bool = False
    short_i: bool = False  # Sĩ for Sỹ
    birth: str = "text"  # text, padded, excel, year, year_text, mixed
    titles: int = HALF
    joiner: str = ", "

    def spell(self, text: str) -> str:
        """Write a text with the hand's place of the tone mark."""
        return old_tones(text) if self.old_tones else text

    def name(self, person: Person, *, other: bool = False) -> str:
        """Write the name; `other` asks for the spelling that this hand does not use."""
        name = person.name.replace("Sỹ", "Sĩ") if self.short_i != other else person.name
        name = old_tones(name) if self.old_tones != other else name
        return name.upper() if self.capitals else name

    def born(self, person: Person) -> Value:
        """Write the day of birth, or as much of it as the hand cares for."""
        style = self.birth
        if "full_birth" in person.traits and style in {"year", "year_text", "mixed"}:
            style = "text"
        if style == "mixed":
            dice = random.Random(f"{self.key} {person.id}")
            style = dice.choice(["text"] * 6 + ["padded", "month", "month", "year", "excel"])
        return write_day(person.born, style)

    def posts(self, person: Person) -> str:
        """Write all posts of the person in one cell."""
        assert person.seat
        return self.spell(write_posts(person.seat.posts, self.titles, self.joiner))


def write_day(day: date, style: str) -> Value:
    """Write a day in one of the usual ways: 05/8/1965, 05/08/1965, 8/1965, 1965, a true date."""
    written: dict[str, Value] = {
        "text": f"{day.day:02d}/{day.month}/{day.year}",
        "padded": f"{day.day:02d}/{day.month:02d}/{day.year}",
        "month": f"{day.month}/{day.year}",
        "year": day.year,
        "year_text": str(day.year),
        "excel": day,
    }
    return written[style]


def degree_with_mode(professional: Professional) -> str:
    """Write "ĐH Luật (TC)", "TC KT": after a level, (TC) is tại chức; before a field, trung cấp."""
    if professional.level == "CQĐT":
        return "Chưa qua ĐT"
    short = _FIELD_SHORT[professional.field]
    mode = " (TC)" if professional.mode == "in_service" else ""
    return f"{professional.level} {short}{mode}"


def degree_run_together(professional: Professional) -> str:
    """Write "ĐHTC Kinh tế", "ĐHCQ Luật", "TC Kế toán"."""
    if professional.level == "CQĐT":
        return "Chưa qua đào tạo"
    mode = {"in_service": "TC", "full_time": "CQ"}.get(professional.mode, "")
    mode = mode if professional.level == "ĐH" else ""
    return f"{professional.level}{mode} {professional.field}"


def degree_in_words(professional: Professional) -> str:
    """Write "Đại học Luật (tại chức)", "Trung cấp Kế toán"."""
    if professional.level == "CQĐT":
        return "Chưa qua đào tạo"
    mode = " (tại chức)" if professional.mode == "in_service" else ""
    return f"{_LEVEL_WORDS[professional.level]} {professional.field}{mode}"


def study_field(professional: Professional) -> Value:
    """Write the field and mode alone, beside a mark for the level: "Luật (tại chức)"."""
    if not professional.field:
        return None
    return professional.field + (" (tại chức)" if professional.mode == "in_service" else "")


def theory_short(level: str) -> str:
    """Write a level of political theory as letters: TC here is trung cấp."""
    return _THEORY_SHORT[level]


def theory_words(level: str) -> str:
    """Write a level of political theory in words."""
    return _THEORY_WORDS[level]


def state_short(level: str) -> Value:
    """Write a course of state management as letters; nothing where there was none."""
    return _STATE_SHORT[level]


def state_words(level: str) -> str:
    """Write a course of state management in words, "Chưa" where there was none."""
    return _STATE_WORDS[level]


def letter(level: str) -> Value:
    """Write A, B or C of an IT or language certificate; nothing where there is none."""
    return level.rpartition("-")[2] or None


def mark(level: str, wanted: str, sign: str = "x") -> Value:
    """Write the mark under the column of the level that the person has."""
    return sign if level == wanted else None
