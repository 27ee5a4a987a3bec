"""What a column is by the whole path of header texts over it, and how sure that is.

"Trình độ / Lý luận chính trị / TC" is not "Trình độ / Chuyên môn / TC".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from canbo.engine.facts import Scale, Sex
from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks.slips import Slips
from canbo.exchange.workbooks.vocabulary import HeaderBook, LeafRule, LevelBook
from canbo.exchange.workbooks.words import Phrases, fold, squeeze

# How sure the meaning of a column is, 0 to 1.
EXACT = 1.0  # the header is a known writing, or an office confirmed it
IN_WORDS = 0.8  # a known writing stands inside a longer header
BY_PARENTS = 0.8  # the headers above say it
BY_NEIGHBOURS = 0.7  # the columns beside it prove it
BY_SLIP = 0.7  # one letter away from a known writing, and the values fit
BY_VALUES = 0.5  # only the values speak
NOTHING = 0.0

_SCALE_ORDER = (
    Scale.STATE_MANAGEMENT,
    Scale.DEFENCE_SECURITY,
    Scale.POLITICAL_THEORY,
    Scale.GENERAL_EDUCATION,
    Scale.IT,
    Scale.ETHNIC_LANGUAGE,
    Scale.FOREIGN_LANGUAGE,
    Scale.PROFESSIONAL,
)
# Scales whose levels stand side by side under a bare "Trình độ".
_LADDERS = (
    Scale.PROFESSIONAL,
    Scale.POLITICAL_THEORY,
    Scale.GENERAL_EDUCATION,
    Scale.STATE_MANAGEMENT,
)
# Short names of scales that mean nothing else, even inside a longer header.
_SURE_SHORT = frozenset({"llct", "qlnn", "qpan", "anqp", "cmnv", "gdpt", "cntt", "gdqp", "ktqp"})
# "Năm sinh Nam", "Ngày sinh (nữ)"; "Ngày tháng năm" ends with a year, not with a sex.
_ENDS_WITH_SEX = re.compile(r"(?i)(.*\w)[\s,;:/(–-]+(nam|nữ)\)?")
# What a header asks of whoever fills it in: "(ghi rõ chuyên ngành)", "(đánh dấu x)".
_INSTRUCTION = re.compile(r"(?i)\((?:ghi|đánh dấu|nếu|viết)\b[^)]*\)")
# Day and month of the birth in columns of their own beside the year.
_BIRTH_PARTS = {"ngay": "birth_day", "thang": "birth_month"}
DETAILS = frozenset({"school", "graduated", "mode", "field"})
_UNPROVEN = "mark_of_unknown_scale"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the header texts over it from the top down, and what it holds."""

    index: int
    path: tuple[str, ...]
    role: str
    scale: Scale | None = None
    level: str = ""  # for the role "mark"
    sex: Sex | None = None
    concurrent: bool = False
    confidence: float = EXACT
    is_confirmed: bool = False  # an office said so
    meant: str = ""  # the header as it was meant, where one has a slip of the pen

    @property
    def label(self) -> str:
        """The header in one line, for notes and problems."""
        return " / ".join(self.path)


class ColumnReader:
    """Says what columns are."""

    def __init__(self, headers: HeaderBook, levels: LevelBook, more: Phrases) -> None:
        self._book = headers
        self._more = more  # words of headers that other lists know
        self._levels = levels
        self.scale_of = lru_cache(maxsize=2_000)(self._scale_of)
        self.is_header_word = lru_cache(maxsize=20_000)(self._is_header_word)
        self._slips = Slips(headers, levels)

    def read_all(self, paths: dict[int, tuple[str, ...]]) -> list[Column]:
        """Say what all columns of one header are, by their paths; neighbours help each other."""
        columns = [self._mended(self.classify(i, path)) for i, path in paths.items() if path]
        return self._by_siblings(_join_names(columns))

    def _is_header_word(self, text: str) -> bool:
        """Whether a text may stand in a header, by its words alone."""
        if sex_of(text) is not None or self.scale_of(text)[0] is not None:
            return True
        if any(words.is_exactly(text) for words in self._book.parents.values()):
            return True
        if any(rule.fits(text) for rule in self._book.leaf):
            return len(fold(text).split()) <= 8 and ":" not in text
        if any(self._book.words[key].is_exactly(text) for key in _HEADER_WORDS):
            return True
        return any(squeeze(text) in words.only for words in self._levels.scales.values())

    def _mended(self, column: Column) -> Column:
        """A column nobody is sure of, as what its header would say without a slip of the pen."""
        path = column.path
        if column.confidence > BY_PARENTS or (column.role == _UNPROVEN and len(path) == 1):
            return column
        meant = tuple(self.mended_word(text)[1] or text for text in path)
        if meant == path:
            return column
        found = self.classify(column.index, meant)
        same = (found.role, found.scale, found.level) == (column.role, column.scale, column.level)
        if same or found.role == "unknown":
            return column
        sure = min(found.confidence, BY_SLIP)
        return replace(found, path=path, confidence=sure, meant=" / ".join(meant))

    def mended_word(self, text: str) -> tuple[str, str]:
        """What a mistyped header means and how it is written; empty for a known header."""
        known = self.is_header_word(text) or self._more.is_exactly(text)
        return ("", "") if known else self._slips.mended(text)

    def classify(self, index: int, path: tuple[str, ...]) -> Column:
        """Say what a column is by the whole path of its header, but for what that asks."""
        said = tuple(clean(_INSTRUCTION.sub(" ", text)) or text for text in path)
        found = self._by_path(index, said)
        if said == path:
            return found
        return replace(found, path=path, confidence=min(found.confidence, IN_WORDS))

    def _by_path(self, index: int, path: tuple[str, ...]) -> Column:
        leaf, parents = path[-1], path[:-1]
        sex = self._sex_beside_birth(leaf)
        if sex is not None:
            return Column(index, path, "sex_column", sex=sex)
        sex = sex_of(leaf)
        if sex is not None:
            return Column(index, path, "sex_column", sex=sex)
        above, sure = next((said for text in reversed(parents) if (said := self.scale_of(text))[0]),
                           (None, NOTHING))  # fmt: skip
        level = self._level(above, leaf) if above is not None else ""
        if level:
            return Column(index, path, "mark", above, level, confidence=sure)
        return self._by_rule(index, path, above) or self._by_scale(index, path, above, sure)

    def _sex_beside_birth(self, leaf: str) -> Sex | None:
        """The sex that a header of births names in the same cell: "Năm sinh Nam", "… (Nữ)"."""
        match = _ENDS_WITH_SEX.fullmatch(clean(leaf))
        rule = self._rule(match[1]) if match else None
        return sex_of(match[2]) if match and rule is not None and rule.role == "birth" else None

    def _rule(self, text: str) -> LeafRule | None:
        if self._book.name.is_exactly(re.sub(r"\([^)]*\)", " ", text)):
            text = re.sub(r"\([^)]*\)", " ", text)  # "Họ và tên (Quê quán)": names all the same
        return next((rule for rule in self._book.leaf if rule.fits(text)), None)

    def _by_rule(self, index: int, path: tuple[str, ...], above: Scale | None) -> Column | None:
        """A column whose own header says what it is, whatever stands above it."""
        leaf, parents = path[-1], path[:-1]
        rule = self._rule(leaf)
        if rule is None:
            return None
        role, sure = rule.role, EXACT if rule.is_exactly(leaf) else IN_WORDS
        own, _ = self.scale_of(leaf)
        if role in DETAILS:
            return Column(index, path, role, own or above or Scale.PROFESSIONAL, confidence=sure)
        if not (
            role in {"class_name", "class_place"} and (own or above)
        ) and not self._is_level_word(role, leaf, parents):
            return replace(self._of_role(index, path, role), confidence=sure)
        return None

    def _by_scale(
        self, index: int, path: tuple[str, ...], above: Scale | None, sure: float
    ) -> Column:
        """A column of levels: the scale is said by its own header or by one above it."""
        leaf = path[-1]
        own, own_sure = self.scale_of(leaf)
        if own is not None:
            return replace(self._of_own_scale(index, path, own), confidence=own_sure)
        if above is not None:
            inside = next((code for phrase, code in self._levels.scales[above].word
                           if f" {phrase} " in f" {fold(leaf)} "), "")  # fmt: skip
            if inside and not self._book.words["level_words"].is_exactly(leaf):
                return Column(index, path, "mark", above, inside, confidence=IN_WORDS)
            is_plain = self._book.words["level_words"].is_exactly(leaf)
            sure = min(sure, EXACT if is_plain else BY_PARENTS)
            return Column(index, path, "level", above, confidence=sure)
        return self._by_parents(index, path)

    def _is_level_word(self, role: str, leaf: str, parents: tuple[str, ...]) -> bool:
        """A short word such as TT or CV under "Trình độ" is a level, not a column of its own."""
        return (
            bool(parents)
            and role in {"number", "post", "other"}
            and any(self._book.parents["levels"].is_exactly(text) for text in parents)
            and any(squeeze(leaf) in words.only for words in self._levels.scales.values())
        )

    def _of_role(self, index: int, path: tuple[str, ...], role: str) -> Column:
        if role == "ethnic_group" and self._book.words["ethnic_minority"].found_in(path[-1]):
            role = "other"
        parents_party = any(self._book.parents["party"].found_in(text) for text in path[:-1])
        if (
            role == "party_date"
            and parents_party
            and self._book.words["official"].is_exactly(path[-1])
        ):
            role = "party_official_date"
        concurrent = bool(self._book.words["concurrent_post"].found_in(path[-1]))
        return Column(index, path, role, concurrent=concurrent)

    def _of_own_scale(self, index: int, path: tuple[str, ...], own: Scale) -> Column:
        words = self._levels.scales[own]
        named = words.header.without(path[-1])
        rest = self._book.words["filler"].without(named)
        if named.replace(" ", "") in words.only:
            rest = named
        whole = self._level(own, path[-1])
        if rest and rest.replace(" ", "") in words.only:
            return Column(index, path, "mark", own, words.only[rest.replace(" ", "")])
        if whole and own is Scale.POLITICAL_THEORY and len(squeeze(path[-1])) > 3:
            return Column(index, path, "mark", own, whole)
        return Column(index, path, "level", own)

    def _by_parents(self, index: int, path: tuple[str, ...]) -> Column:
        leaf, parents, says = path[-1], path[:-1], self._book.parents

        def above(key: str) -> bool:
            return any(says[key].found_in(text) for text in parents)

        if above("party"):
            official = self._book.words["official"].is_exactly(leaf)
            role = "party_official_date" if official else "party_date"
            return Column(index, path, role, confidence=BY_PARENTS)
        if above("post"):
            concurrent = bool(self._book.words["concurrent_post"].found_in(leaf))
            return Column(index, path, "post", concurrent=concurrent, confidence=BY_PARENTS)
        if above("birth"):
            role = _BIRTH_PARTS.get(squeeze(leaf), "birth")
            return Column(index, path, role, confidence=BY_PARENTS)
        role = self._last_resort(path)
        sure = NOTHING if role == "unknown" else BY_PARENTS
        return Column(index, path, role, confidence=sure)

    def _last_resort(self, path: tuple[str, ...]) -> str:
        """A role for what neither rules nor scales explain."""
        leaf, parents, levels = path[-1], path[:-1], self._book.parents["levels"]
        of_levels = any(levels.is_exactly(t) or "trinh do" in fold(t) for t in parents)
        if (of_levels or not parents) and any(
            squeeze(leaf) in words.only for words in self._levels.scales.values()
        ):
            return _UNPROVEN
        for text in reversed(parents):
            rule = self._rule(text)
            if rule is not None:
                is_birth = rule.role == "birth"
                return _BIRTH_PARTS.get(squeeze(leaf), "birth") if is_birth else rule.role
        return "level" if levels.is_exactly(leaf) else "unknown"

    # --- levels

    def _by_siblings(self, columns: list[Column]) -> list[Column]:
        """Give level words under a bare "Trình độ" the scale that their neighbours prove."""
        proof: dict[tuple[str, ...], set[Scale]] = {}
        unproven = [column for column in columns if column.role == _UNPROVEN]
        for column in unproven:
            key = squeeze(column.path[-1])
            sure = [s for s in _LADDERS if key in self._levels.scales[s].only]
            alone = len(column.path) == 1 and len(unproven) == 1  # "Có" with nothing around it
            if len(sure) == 1 and not alone:
                proof.setdefault(column.path[:-1], set()).add(sure[0])
        return [self._proven(column, proof.get(column.path[:-1], set())) for column in columns]

    def _proven(self, column: Column, proven: set[Scale]) -> Column:
        if column.role != _UNPROVEN:
            return column
        scale = next(iter(proven)) if len(proven) == 1 else None
        level = self._level(scale, column.path[-1]) if scale else ""
        role = "mark" if level else "ambiguous_level" if len(column.path) > 1 else "unknown"
        sure = BY_NEIGHBOURS if level else NOTHING
        return replace(column, role=role, scale=scale, level=level, confidence=sure)

    def _level(self, scale: Scale, text: str) -> str:
        words = self._levels.scales[scale]
        bare = re.sub(r"\([^)]*\)", " ", text)
        if words.zero and fold(bare).split()[:1] == ["chua"]:
            return words.zero
        return words.only.get(squeeze(bare), "") or words.only.get(
            self._book.words["filler"].without(bare).replace(" ", ""), ""
        )

    def _scale_of(self, text: str) -> tuple[Scale | None, float]:
        """The scale a header text names, and how sure that is."""
        bare = re.sub(r"\([^)]*\)", " ", text)
        rest = self._book.words["filler"].without(bare) or fold(bare)
        for scale in _SCALE_ORDER:
            header = self._levels.scales[scale].header
            if header.is_exactly(bare) or header.is_exactly(rest):
                return scale, EXACT
        for scale in _SCALE_ORDER:
            said = self._levels.scales[scale].header.found_in(bare).replace(" ", "")
            if len(said) >= 6 or said in _SURE_SHORT:
                return scale, IN_WORDS
        return None, NOTHING


_HEADER_WORDS: Sequence[str] = (
    "official", "probation", "party_post", "ethnic_minority", "level_words", "concurrent_post",
    "female", "post_bodies",
)  # fmt: skip


def _join_names(columns: list[Column]) -> list[Column]:
    """A name header over two columns makes both columns of the name; others lose the role."""
    names = [c for c in columns if c.role == "name"]
    joined = {c.index for c in names if names and c.index <= names[0].index + 1}
    return [
        c
        if c.role != "name" or c.index in joined or _is_full_name(c)
        else replace(c, role="unknown", confidence=NOTHING)
        for c in columns
    ]


def _is_full_name(column: Column) -> bool:
    return squeeze(column.path[-1]).startswith(("hovaten", "hoten"))


def sex_of(text: str) -> Sex | None:
    """Nam and Nữ as whole headers; "Năm" (year) is told from "Nam" by its mark."""
    word = re.sub(r"[^\w]", "", text).lower()
    if word == "nam":
        return Sex.MALE
    return Sex.FEMALE if fold(word) in {"nu", "lanu", "trongdonu", "nux"} else None
