"""Levels of attainment as offices write them, under the header path that says which scale."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from canbo.engine.facts import AttainmentState, Scale, StudyMode
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks.grid import Cell
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import AttainmentReading
from canbo.exchange.workbooks.vocabulary import LevelBook, LevelWords
from canbo.exchange.workbooks.words import fold, nearest, squeeze, trim

_CLASS_OF_SYSTEM = re.compile(r"(?<!\d)(\d{1,2})\s*/\s*(10|11|12)(?![\d/])")
_PART = re.compile(r"\s*(?:[;\n+]|,(?!\d))\s*")
_BRACKET = re.compile(r"[(\[]([^)\]]*)[)\]]")
_YEAR = re.compile(r"(?:\bnăm\s*)?(?<!\d)((?:0?\d|1[0-2])[/.])?((?:19|20)\d\d)(?!\d)")
_ATTACHED = re.compile(r"^(ĐH|CĐ|TC|ThS|DH|KTS|KS|CN|BS)\.?-?([A-ZĐ&]{2,6})$")
_LANGUAGES = frozenset({Scale.FOREIGN_LANGUAGE, Scale.ETHNIC_LANGUAGE})
_SYSTEM_LEVELS = {
    10: ((10, "THPT"), (7, "THCS"), (4, "TH"), (0, "GD0")),
    12: ((12, "THPT"), (9, "THCS"), (5, "TH"), (0, "GD0")),
}


@dataclass(slots=True)
class LevelResult:
    """What a cell of a level column says: attainments, or a field alone, or nothing understood."""

    attainments: list[AttainmentReading] = field(default_factory=list)
    field_only: str = ""  # text that names no level: a field, when another column gives the level
    understood: bool = True
    suggestion: str = ""
    remark: str = ""  # understood, but no level of the scale: kept in the note


class LevelReader:
    """Reads level cells; `scale` None is a column that mixes scales ("Trình độ")."""

    def __init__(self, book: LevelBook) -> None:
        self._book = book

    def mode(self, text: str) -> StudyMode | None:
        """The mode of study that a cell of its own column names."""
        return self._book.short_modes.get(squeeze(text)) or self._mode_in(text)

    def with_field_text(self, found: AttainmentReading, text: str) -> AttainmentReading:
        """An attainment with what its own field column says: "Luật (tại chức)", "Kế toán 2005"."""
        if found.field and squeeze(found.field) != squeeze(text):
            return self._details(replace(found, field=""), text)
        return self._details(found, text)

    def levels_of_note(self, text: str) -> list[AttainmentReading]:
        """The professional levels a note names with their mode of study, nothing else."""
        at = CellRef("", 0, 0)
        parts = (self._one(part, Scale.PROFESSIONAL, at) for part in _outside_brackets(text))
        return [found for found in parts if found is not None and found.mode is not None]

    # --- marks

    def is_mark(self, cell: Cell) -> bool:
        """Whether a cell is a mark (x, v, +, 1, có)."""
        return cell.raw is True or cell.text.strip(" .").lower() in self._book.marks

    def is_nothing(self, cell: Cell) -> bool:
        """Whether a cell says nothing or no (-, 0, không)."""
        return cell.raw is False or cell.text.strip().lower() in self._book.nothing

    def is_dash(self, cell: Cell) -> bool:
        """Whether a cell is filled with a dash or dots only."""
        return not re.search(r"\w", cell.text) and not self.is_mark(cell)

    def read_marked(self, cell: Cell, scale: Scale, level: str, at: CellRef) -> LevelResult:
        """Read a cell under a level's own column: a mark, or a word that says more than a mark."""
        base = AttainmentReading(scale, level, as_written=cell.line, cell=at)
        if self.is_mark(cell):
            return LevelResult([base])
        if self.is_nothing(cell) or self.is_dash(cell):
            return LevelResult()
        if scale is Scale.GENERAL_EDUCATION and squeeze(cell.text) not in self._own(scale, level):
            return self.read(cell, scale, at)
        return self._more_than_a_mark(base, cell)

    def _own(self, scale: Scale, level: str) -> set[str]:
        """The whole-cell writings of one level."""
        return {key for key, code in self._book.scales[scale].only.items() if code == level}

    def _more_than_a_mark(self, base: AttainmentReading, cell: Cell) -> LevelResult:
        """The level's own word, a date, a mode, or its field and year, in place of a mark."""
        text, level = cell.line, base.level
        own = self._book.scales[base.scale].only.get(squeeze(text))
        mode = self._book.short_modes.get(squeeze(text))
        if own == level:
            return LevelResult([base])
        if cell.day is not None:
            return LevelResult([replace(base, reached=cell.day)])
        if mode is not None and level in {"ĐH", "CĐ", "ThS"}:
            return LevelResult([replace(base, mode=mode)])
        if own is not None or (cell.number is not None and not _YEAR.fullmatch(text)):
            return LevelResult(understood=False)
        return LevelResult([self._details(base, text)])

    # --- text

    def read(self, cell: Cell, scale: Scale | None, at: CellRef) -> LevelResult:
        """Read a text cell under a scale's header (or under a header that mixes scales)."""
        if scale is Scale.GENERAL_EDUCATION and cell.day is not None:
            return self._general(_class_from_date(cell.day), at)
        if self._says_none(cell, scale):
            return self._none(cell, scale, at)
        if scale is None:
            return self._mixed(cell, at)
        if scale is Scale.GENERAL_EDUCATION:
            return self._general(cell.line, at)
        if scale in _LANGUAGES:
            return self._language(cell, scale, at)
        return self._parts(cell, scale, at)

    def _says_none(self, cell: Cell, scale: Scale | None) -> bool:
        if self.is_dash(cell) or self.is_nothing(cell):
            return not (scale is Scale.GENERAL_EDUCATION and cell.number)
        return scale is not None and self._book.zero_words.is_exactly(cell.line)

    def _none(self, cell: Cell, scale: Scale | None, at: CellRef) -> LevelResult:
        """Words for none are a level where the scale has one; a dash is an empty cell."""
        zero = self._book.scales[scale].zero if scale is not None else ""
        if not zero or scale is None or self.is_dash(cell):
            return LevelResult()
        return LevelResult([AttainmentReading(scale, zero, as_written=cell.line, cell=at)])

    def _parts(self, cell: Cell, scale: Scale, at: CellRef) -> LevelResult:
        if self.is_mark(cell):
            return self._bare_mark(cell, scale, at)
        result = LevelResult()
        for part in _outside_brackets(cell.text):
            for one in self._with_studies_apart(part, scale, at):
                self._take(result, one, scale, at)
        return result

    def _with_studies_apart(self, part: str, scale: Scale, at: CellRef) -> list[str]:
        """Take a bracket that names another level being studied for a statement of its own.

        "TC (đang học ĐH)" is a finished TC and an ĐH under way; in "ĐH (đang học)" the bracket
        speaks of the level before it.
        """
        bracket = _BRACKET.search(part)
        studying = self._book.states["studying"].found_in(bracket[1]) if bracket else None
        if bracket is None or not studying or self._one(bracket[1], scale, at) is None:
            return [part]
        return [part[: bracket.start()] + part[bracket.end() :], bracket[1]]

    def _bare_mark(self, cell: Cell, scale: Scale, at: CellRef) -> LevelResult:
        words = self._book.scales[scale]
        whole = words.only.get(squeeze(cell.text))
        level = whole or words.mark
        if level:
            return LevelResult([AttainmentReading(scale, level, as_written=cell.line, cell=at)])
        if scale in {Scale.DEFENCE_SECURITY, Scale.IT, Scale.FOREIGN_LANGUAGE}:
            return LevelResult(remark=cell.line)
        return LevelResult(understood=False)

    def _take(self, result: LevelResult, part: str, scale: Scale, at: CellRef) -> None:
        """Add one part of a cell to the result: a level, or more about the level before it."""
        own_scale = self._scale_said(part, scale)
        found = self._one(part, own_scale or scale, at)
        if found is not None:
            result.attainments.append(found)
        elif result.attainments:
            result.attainments[-1] = self._details(result.attainments[-1], part)
        elif scale is Scale.PROFESSIONAL and re.search(r"[^\W\d_]{2}", part):
            result.field_only = part
        else:
            result.understood = False
            result.suggestion = self.suggest(part, scale)

    def suggest(self, text: str, scale: Scale | None) -> str:
        """The nearest word of the scale."""
        scales = [scale] if scale is not None else list(self._book.scales)
        return nearest(text, (phrase for s in scales for phrase, _ in self._book.scales[s].word))

    def _scale_said(self, part: str, scale: Scale | None) -> Scale | None:
        """The scale that a part names itself: "CC LLCT", "TC chính trị", "QLNN: CV"."""
        folded = fold(part)
        theory = self._book.scales[Scale.POLITICAL_THEORY]
        if re.search(r"\b(?:llct|llcthc|ly luan chinh tri|ly luan|ll ct)\b", folded):
            return Scale.POLITICAL_THEORY
        if re.fullmatch(r"(?:tc|cc|sc|trung cap|cao cap|so cap) ?(?:chinh tri|ct|ll)", folded):
            return Scale.POLITICAL_THEORY
        if squeeze(part) in theory.only and squeeze(part)[2:] in {"ct", "ll", "llct", "llcthc"}:
            return Scale.POLITICAL_THEORY
        if scale is None:
            for other in (Scale.STATE_MANAGEMENT, Scale.DEFENCE_SECURITY, Scale.IT):
                if self._book.scales[other].header.found_in(part) and not re.match(
                    r"(?:dh|cd|tc|dai hoc|cao dang|trung cap|ths|thac|cu nhan|ky su)\b", folded
                ):
                    return other
        return None

    def _one(self, part: str, scale: Scale, at: CellRef) -> AttainmentReading | None:
        """One level with its details, or None where the part names no level."""
        words = self._book.scales[scale]
        state, rest = self._state(part)
        whole = words.only.get(squeeze(_BRACKET.sub(" ", rest)))
        level, more = self._leading(rest, words)
        if whole and (not level or squeeze(_BRACKET.sub(" ", rest)) != squeeze(level)):
            level, more = whole, " ".join(_BRACKET.findall(rest))
            more = f"({more})" if more else ""
        if not level and scale is not Scale.PROFESSIONAL:
            level, more = self._inside(rest, words)
        if not level:
            return None
        base = AttainmentReading(scale, level, state, as_written=part, cell=at)
        return self._details(base, more)

    def _state(self, part: str) -> tuple[AttainmentState, str]:
        state = AttainmentState.COMPLETED
        rest = part
        for name, value in (
            ("studying", AttainmentState.STUDYING),
            ("dropped", AttainmentState.DROPPED),
            ("equivalent", AttainmentState.EQUIVALENT),
        ):
            said = self._book.states[name].found_in(rest)
            if said and not (name == "equivalent" and said == "td" and fold(rest).startswith("td")):
                state, rest = value, _drop_phrase(rest, said)
        return state, trim(clean(rest))

    def _leading(self, text: str, words: LevelWords) -> tuple[str, str]:
        """The level at the beginning of a text, and what follows it."""
        tokens = re.findall(r"\([^)]*\)|[^\s()]+", text)
        if not tokens:
            return "", ""
        skipped = 1 if len(tokens) > 1 and fold(tokens[0]) in {"tn", "trinh", "bang", "he"} else 0
        tokens = tokens[skipped:]
        for count in range(min(4, len(tokens)), 0, -1):
            phrase = fold(" ".join(tokens[:count]))
            for known, code in words.word:
                if phrase == known:
                    return code, " ".join(tokens[count:])
        if words.unsure.begins(" ".join(tokens)):
            return "", ""
        if len(tokens) > 1 and fold(tokens[0]) in words.start:
            return words.start[fold(tokens[0])], " ".join(tokens[1:])
        return self._attached(tokens, words)

    @staticmethod
    def _attached(tokens: list[str], words: LevelWords) -> tuple[str, str]:
        """A level that its field is written on to: ĐHSP, KSXD, ĐH-Luật, TC.Kế toán."""
        code = more = ""
        attached = _ATTACHED.match(tokens[0])
        dashed = re.match(r"^([^\W\d_.]+)[-–:.](.+)$", tokens[0])
        if attached and words.scale is Scale.PROFESSIONAL:
            first, more = fold(attached[1]), attached[2]
            code = dict(words.word).get(first) or words.start.get(first, "")
        elif dashed:
            code, more = dict(words.word).get(fold(dashed[1]), ""), dashed[2]
        return (code, " ".join((more, *tokens[1:]))) if code else ("", "")

    @staticmethod
    def _inside(text: str, words: LevelWords) -> tuple[str, str]:
        """The level named anywhere in a text ("LLCT: trung cấp", "QLNN chương trình CV")."""
        folded = f" {fold(text)} "
        for phrase, code in words.word:
            if f" {phrase} " in folded:
                return code, ""
        rest = words.header.without(text)
        return words.only.get(rest.replace(" ", ""), ""), ""

    def _details(self, base: AttainmentReading, text: str) -> AttainmentReading:
        """What follows a level: mode, year, school, field, state."""
        found = base
        rest = text
        for bracket in _BRACKET.findall(text):
            mode = self._book.short_modes.get(squeeze(bracket)) or self._mode_in(bracket)
            if mode is not None:
                found = replace(found, mode=mode)
                rest = rest.replace(f"({bracket})", " ").replace(f"[{bracket}]", " ")
        state, rest = self._state(rest)
        if state is not AttainmentState.COMPLETED:
            found = replace(found, state=state)
        year = _YEAR.search(rest)
        if year is not None:
            month = int(year[1][:-1]) if year[1] else None
            found = replace(found, reached=found.reached or PartialDate(int(year[2]), month))
            rest = rest[: year.start()] + rest[year.end() :]
        mode, rest = self._mode_taken(rest, base.scale)
        if mode is not None:
            found = replace(found, mode=mode)
        return self._with_field(found, trim(clean(re.sub(r"[()\[\]]", " ", rest))))

    def _mode_in(self, text: str) -> StudyMode | None:
        folded = f" {fold(text)} "
        for phrase, mode in self._book.modes:
            if f" {phrase} " in folded:
                return mode
        return None

    def _mode_taken(self, text: str, scale: Scale) -> tuple[StudyMode | None, str]:
        for phrase, mode in self._book.modes:
            if f" {phrase} " in f" {fold(text)} ":
                return mode, re.sub(r"(?i)\bhệ\b", " ", _drop_phrase(text, phrase))
        tokens = text.split()
        if tokens and scale is Scale.PROFESSIONAL:
            for place in (0, len(tokens) - 1):
                short = self._book.short_modes.get(squeeze(tokens[place]))
                if short is not None and tokens[place].strip("().,-").isupper():
                    return short, " ".join(tokens[:place] + tokens[place + 1 :])
        return None, text

    def _with_field(self, found: AttainmentReading, rest: str) -> AttainmentReading:
        if found.scale is not Scale.PROFESSIONAL or not re.search(r"[^\W\d_]", rest):
            return found
        rest = re.sub(r"(?i)^(chuyên\s+)?ngành\s*:?\s*", "", rest)
        if re.match(r"(?i)(trường|học viện|đh |trg )", rest):
            return replace(found, school=rest)
        spelt = self._book.fields.get(squeeze(rest), rest)
        return replace(found, field=found.field or spelt)

    # --- single scales

    def _general(self, text: str, at: CellRef) -> LevelResult:
        words = self._book.scales[Scale.GENERAL_EDUCATION]
        match = _CLASS_OF_SYSTEM.search(text)
        if match is not None:
            level = level_of_class(int(match[1]), int(match[2]))
            if level:
                found = AttainmentReading(words.scale, level, as_written=text, cell=at)
                return LevelResult([found])
            return LevelResult(understood=False, suggestion="12/12")
        state, rest = self._state(self._book.states["continuing"].without(text) or text)
        level = words.only.get(squeeze(rest)) or self._inside(rest, words)[0]
        if not level:
            return LevelResult(understood=False, suggestion=self.suggest(text, words.scale))
        return LevelResult([AttainmentReading(words.scale, level, state, as_written=text, cell=at)])

    def _language(self, cell: Cell, scale: Scale, at: CellRef) -> LevelResult:
        if self.is_mark(cell):
            return self._bare_mark(cell, scale, at)
        result = LevelResult()
        for part in _outside_brackets(cell.text):
            found = self._one_language(part, scale, at)
            if found is not None:
                result.attainments.append(found)
            else:
                result.understood = False
                result.suggestion = self.suggest(part, scale)
        return result

    def _one_language(self, part: str, scale: Scale, at: CellRef) -> AttainmentReading | None:
        """A language with its level; "tiếng Mông" is an ethnic language whatever the column."""
        state, text = self._state(part)
        rest, language = f" {fold(text)} ", ""
        for phrase, (own, name) in self._book.languages:
            if f" {phrase} " in rest and (own is scale or phrase.startswith("tieng ")):
                scale, language = own, name
                rest = rest.replace(f" {phrase} ", " ", 1)
                break
        words = self._book.scales[scale]
        bare = re.sub(r"\b(?:ngoai ngu|trinh do|chung chi|cc|bang|tieng|van|nn|td)\b", " ", rest)
        key = bare.replace(" ", "")
        level = words.only.get(key, "")
        if not level:
            level = next((code for phrase, code in words.word if f" {phrase} " in rest), "")
        if not level and language and not key:
            level = words.mark
        if not level:
            return None
        return AttainmentReading(scale, level, state, field=language, as_written=part, cell=at)

    def _mixed(self, cell: Cell, at: CellRef) -> LevelResult:
        result = LevelResult()
        for part in _outside_brackets(cell.text):
            self._take_mixed(result, part, at)
        return result

    def _take_mixed(self, result: LevelResult, part: str, at: CellRef) -> None:
        folded = fold(part)
        own = self._scale_said(part, None)
        if own is not None:
            found = self._one(part, own, at)
        elif _CLASS_OF_SYSTEM.search(part) or self._one_general(part, at):
            found = self._one_general(part, at)
        elif any(f" {word} " in f" {folded} " for word, _ in self._book.languages) and not re.match(
            r"(?:dh|cd|tc|dai|cao|trung)\b", folded
        ):
            found = self._one_language(part, Scale.FOREIGN_LANGUAGE, at)
        else:
            found = self._one(part, Scale.PROFESSIONAL, at)
        if found is not None:
            result.attainments.append(found)
        elif result.attainments and result.attainments[-1].scale is Scale.PROFESSIONAL:
            result.attainments[-1] = self._details(result.attainments[-1], part)
        else:
            result.understood = False
            result.suggestion = self.suggest(part, None)

    def _one_general(self, part: str, at: CellRef) -> AttainmentReading | None:
        if not re.search(r"\d\s*/\s*1[0-2]|THPT|THCS|PTTH|BTVH|cấp (?:2|3|II)", part):
            return None
        result = self._general(part, at)
        return result.attainments[0] if result.attainments else None


def level_of_class(reached: int, system: int) -> str:
    """The general education of somebody who finished class `reached` of a system of `system`.

    Complete is 10/10 or 12/12. Anything else is the stage that the classes finished make up; a
    class that the system does not have, and the system of eleven, give "".
    """
    if system not in _SYSTEM_LEVELS or not 1 <= reached <= system:
        return ""
    return next(code for least, code in _SYSTEM_LEVELS[system] if reached >= least)


def _class_from_date(day: PartialDate) -> str:
    """Undo Excel's turning of "7/10" into a date: day and month, whichever way it was read."""
    first, second = day.day or 0, day.month or 0
    if second in {10, 12} and first <= second:
        return f"{first}/{second}"
    return f"{second}/{first}"


def _outside_brackets(text: str) -> list[str]:
    """The parts of a cell, cut at separators that stand outside brackets."""
    hidden = _BRACKET.sub(lambda match: re.sub(r"[,;+\n]", "\0", match[0]), text)
    parts: list[str] = []
    place = 0
    for match in _PART.finditer(hidden):
        parts.append(text[place : match.start()])
        place = match.end()
    parts.append(text[place:])
    return [trim(clean(part)) for part in parts if trim(clean(part))]


def _drop_phrase(text: str, folded: str) -> str:
    """Cut a folded phrase out of a text, wherever it stands, with its own brackets."""
    words = folded.split()
    tokens = re.findall(r"[^\W_]+|[\W_]", text)
    letters = [(place, fold(token)) for place, token in enumerate(tokens) if fold(token)]
    for start in range(len(letters) - len(words) + 1):
        if [word for _, word in letters[start : start + len(words)]] == words:
            first, last = letters[start][0], letters[start + len(words) - 1][0]
            return re.sub(r"\(\s*\)", " ", "".join(tokens[:first] + tokens[last + 1 :]))
    return text
