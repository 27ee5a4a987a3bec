"""Posts together with their units, as an office says them on a day: "Phó Trưởng phòng Nội vụ"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from examples.builder.chronicle import Fact
from examples.builder.titles import FULL, HALF, LETTERS, title
from examples.builder.truth import Unit

# Posts whose title is completed by the body's own name: form -> words before the body.
_HEADS = {
    "H11": ("Trưởng", "Trưởng", "Trưởng"),
    "H12": ("Phó Trưởng", "Phó Trưởng", "Phó"),
    "H13": ("Chủ nhiệm", "Chủ nhiệm", "CN"),
    "H14": ("Phó Chủ nhiệm", "Phó CN", "PCN"),
    "H15": ("Ủy viên", "UV", "UV"),
    "H16": ("Chánh", "Chánh", "C"),
    "H17": ("Phó Chánh", "Phó Chánh", "PC"),
    "H18": ("Giám đốc", "Giám đốc", "GĐ"),
    "H19": ("Phó Giám đốc", "Phó GĐ", "PGĐ"),
    "H20": ("Trưởng", "Trưởng", "T"),
    "H21": ("Phó Trưởng", "Phó Trưởng", "PT"),
    "H22": ("Chánh", "Chánh", "Chánh"),
    "H23": ("Phó Chánh", "Phó Chánh", "Phó Chánh"),
    "H24": ("Hiệu trưởng", "Hiệu trưởng", "HT"),
    "H25": ("Phó Hiệu trưởng", "Phó Hiệu trưởng", "PHT"),
}
_OF_BODY = frozenset({"H61", "H62", "H64", "H66", "H69", "H70", "H71", "H74"})
_NAMES_DISTRICT = frozenset({"H35", "H36", "H37", "H38", "H39", "H40", "H41", "H42", "H32"})


@dataclass(frozen=True, slots=True)
class Place:
    """The town or district that speaks: "thị xã", "Sầm Sơn", "Thị ủy", "TX"."""

    kind: str
    name: str
    committee: str  # Thị ủy, Huyện ủy
    youth: str  # Thị đoàn, Huyện đoàn
    letters: str  # TX, H
    short_bodies: Mapping[str, str]  # unit code of a body -> how class lists write it


class Speech:
    """Says posts and units of one town."""

    def __init__(self, units: Mapping[str, Unit], place: Place) -> None:
        self._units = units
        self.place = place

    def unit(self, code: str, day: date, form: int = FULL) -> str:
        """Say a unit: "phường Bắc Sơn", "P. Bắc Sơn"; bodies by their name or short name."""
        kind, name = self._units[code].named(day)
        if not kind:
            return name if form != LETTERS else self.place.short_bodies.get(code, name)
        if form == FULL:
            return f"{kind} {name}"
        short = {"phường": "P.", "thị trấn": "TT.", "xã": "xã" if form == HALF else "X."}
        return f"{short.get(kind, kind)} {name}"

    def post(self, post: str, unit: str, day: date, form: int = FULL) -> str:
        """Say a post with its unit: "Phó Chủ tịch UBND phường Bắc Sơn"."""
        if post in _HEADS:
            return self._head(post, unit, day, form)
        words = self._of_place(title(post, form))
        if post in _OF_BODY:
            return f"{words} {self._body(unit, day, form)}"
        if self._units[unit].level == "commune":
            return f"{words} {self.unit(unit, day, form)}"
        if post in _NAMES_DISTRICT:
            return f"{words} {self.place.kind if form != LETTERS else self.place.letters}"
        return words

    def fact(self, fact: Fact, day: date, form: int = FULL) -> str:
        """Say the post of a tenure, pool entry or election."""
        manner = {"acting": "Phụ trách, ", "concurrent": "kiêm "}.get(fact["manner"], "")
        if not fact["post"]:
            return manner + str(fact["words"])
        return manner + self.post(fact["post"], fact["unit"], day, form)

    def _body(self, unit: str, day: date, form: int) -> str:
        said = self.unit(unit, day, form)
        return said[0].lower() + said[1:] if said.startswith("Phòng") else said

    def _head(self, post: str, unit: str, day: date, form: int) -> str:
        before, body = _HEADS[post][form], self._body(unit, day, form)
        if form == LETTERS and before in {"T", "PT"}:
            return f"{before}P {body.removeprefix('phòng ')}"
        if form == LETTERS and before in {"C", "PC"}:
            return f"{before}VP {body.removeprefix('VP ')}"
        if before == "Hiệu trưởng" or before.endswith("HT") or before == "Phó Hiệu trưởng":
            return f"{before} {body.replace('Trường', 'trường')}"
        return f"{before} {body}"

    def _of_place(self, words: str) -> str:
        place = self.place
        for old, new in (
            ("Thị ủy viên", f"{place.committee} viên"),
            ("Thị ủy", place.committee),
            ("Thị đoàn", place.youth),
            ("thị xã", place.kind),
            (" TX", f" {place.letters}"),
            ("TUV", f"{place.committee[0]}UV"),
        ):
            words = words.replace(old, new)
        return words


FORMS = (FULL, HALF, LETTERS)
