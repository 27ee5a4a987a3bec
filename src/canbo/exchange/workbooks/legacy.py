"""Brings text of the fonts before Unicode to Unicode: by the cell's fonts, and by its letters.

A font alone proves nothing: offices set a font of TCVN3 over Unicode text and an ordinary one over
TCVN3 text. So each text is read both ways, and syllables decide; what can be read both ways is
decided by its neighbours on the sheet, or left to a person with the likely text beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from canbo.exchange.workbooks.dense import DenseCells
from canbo.exchange.workbooks.encodings import TCVN3, VNI, Encoding, font_rule
from canbo.exchange.workbooks.grid import Cell, Place, Run, Sheet, tidy
from canbo.exchange.workbooks.syllables import are_syllables, words_of

_ONLY_UNICODE = re.compile("[\u0102-\u01b0\u0300-\u0323\u1ea0-\u1ef9]")
# Signs that touch letters in no text but one of an old font.
_SIGN_IN_WORD = re.compile(
    "(?:[A-Za-z][®¸µ¶¹¨¾»¼½«¬§÷×¦¤¥©ª¢£\xad])|(?:[®¸µ¶¹¨¾¼½¬§÷×¦©ª\xad][A-Za-z])"
)
_BY_PATTERN = (TCVN3, VNI)  # the encodings common enough to be known without their font
_ETH = str.maketrans("", "", "\u00d0\u00f0")
_SURE_WORDS = 2
_SURE_CELLS = 3
# Windows-1258 shows some of the places of the fonts as Vietnamese letters and marks of its own.
_FROM_1258 = str.maketrans(
    {shown: chr(bytes(shown, "cp1258")[0]) for shown in "ĂăĐđƠơƯư₫\u0300\u0301\u0303\u0309\u0323"}
)
_LIKELY = "legacy_encoding"  # the doubt's code


@dataclass(slots=True)
class _Case:
    """One cell whose text may be of an old font, and what each way of reading gives."""

    place: Place
    cell: Cell
    verdict: str  # "unicode", "font", "pattern", "either", "doubt"
    shown: str = ""  # the text by font or by pattern
    encoding: str = ""

    @property
    def font_encoding(self) -> str:
        """The encoding that the cell's fonts say, "" for ordinary fonts."""
        rules = (font_rule(run.font) for run in self.cell.runs)
        return next((rule.encoding.name for rule in rules if rule and rule.encoding), "")

    @property
    def has_unicode_in_font(self) -> bool:
        """Whether a piece in an old font surely is Unicode all the same."""
        return self.verdict == "unicode" and any(
            font_rule(run.font) and _ONLY_UNICODE.search(run.text) for run in self.cell.runs
        )

    @property
    def words(self) -> int:
        """How many words of the text tell one encoding from another."""
        return len(words_of(self.shown))


def settle(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The sheets with every text of an old font brought to Unicode, or in doubt with a candidate.

    `Cell.raw` keeps what the file holds, `Cell.encoding` says from which encoding it was brought.
    """
    return tuple(_settled(sheet) for sheet in sheets)


def _settled(sheet: Sheet) -> Sheet:
    if sheet.dense is not None:
        return _settled_by_kind(sheet, sheet.dense)
    cases = [_case(place, cell) for place, cell in sheet.cells.items() if _is_open(cell)]
    if not cases:
        return sheet
    context = _Context.of(((case, 1) for case in cases), sheet.cells.values())
    cells = dict(sheet.cells)
    for case in cases:
        cells[case.place] = context.decide(case)
    return replace(sheet, cells=cells)


def _settled_by_kind(sheet: Sheet, dense: DenseCells) -> Sheet:
    """As `_settled`, each different cell once: what is decided never depends on the place."""
    is_open = dense.mask(_is_open)
    if not is_open.any():
        return sheet
    cases = [(code, _case((0, 0), dense.table[code])) for code in dense.used if is_open[code]]
    counted = [(case, int(dense.counts[code])) for code, case in cases]
    context = _Context.of(counted, dense.different())
    changed = {code: context.decide(case) for code, case in cases}
    return replace(sheet, cells=dense.with_cells(changed))


def _is_open(cell: Cell) -> bool:
    if not isinstance(cell.raw, str):
        return False
    if cell.runs:
        return True
    if cell.raw.isascii() or _ONLY_UNICODE.search(cell.raw):
        return False
    # Đ typed as the Icelandic letter beside plain capitals ("ÐC-XD") is no text of an old font
    return not cell.raw.translate(_ETH).isascii()


# --- one cell


def _case(place: Place, cell: Cell) -> _Case:
    said = _by_font(cell) if cell.runs else _by_pattern(str(cell.raw))
    return _Case(place, cell, *said)


def _by_font(cell: Cell) -> tuple[str, str, str]:
    """The verdict, the text and its encoding, where a font has an encoding of its own."""
    raw = str(cell.raw)
    shown, names = _shown(cell.runs)
    if raw.isascii() and shown is not None:
        return "font", shown, names
    if shown == raw:
        return "unicode", "", ""
    as_unicode = _is_plain(raw)
    if _ONLY_UNICODE.search(raw) and not any(_is_old_run(run) for run in cell.runs):
        turned, names = _shown([Run(r.text.translate(_FROM_1258), r.font) for r in cell.runs])
        is_old = not as_unicode and turned is not None and are_syllables(turned)
        return ("font", turned or "", names) if is_old else ("unicode", "", "")
    if shown is None:
        verdict, text, encoding = _by_pattern(raw)
        return ("doubt" if verdict == "unicode" and not as_unicode else verdict), text, encoding
    if not as_unicode:
        return "font", shown, names
    return ("either" if are_syllables(shown) else "unicode"), shown, names


def _is_old_run(run: Run) -> bool:
    """Whether a piece in an old font holds letters that may be of its encoding."""
    rule = font_rule(run.font)
    return rule is not None and not run.text.isascii() and not _ONLY_UNICODE.search(run.text)


def _shown(runs: Iterable[Run]) -> tuple[str | None, str]:
    """What the fonts show of all runs together, None when one has no such letters; encodings."""
    pieces: list[str] = []
    names: list[str] = []
    for run in runs:
        rule = font_rule(run.font)
        text: str | None = run.text
        if rule is not None and _is_old_run(run):
            text = rule.encoding.decode(run.text) if rule.encoding else None
        if text is None:
            return None, ""
        pieces.append(text.upper() if rule is not None and rule.capitals else text)
        if rule is not None and rule.encoding and rule.encoding.name not in names:
            names.append(rule.encoding.name)
    return "".join(pieces), "/".join(names)


@lru_cache(maxsize=20_000)
def _by_pattern(raw: str) -> tuple[str, str, str]:
    """The verdict, the text and its encoding, by the letters alone."""
    as_unicode = _is_plain(raw)
    likely = [(text, e.name) for e in _BY_PATTERN if (text := _likely(e, raw))]
    if len(likely) == 1:
        return ("either" if as_unicode else "pattern"), *likely[0]
    if as_unicode:
        return "unicode", "", ""
    if likely or _SIGN_IN_WORD.search(raw):
        return "doubt", likely[0][0] if likely else "", ""
    return "unicode", "", ""


def _is_plain(raw: str) -> bool:
    """Whether a text as it stands can be Vietnamese."""
    return not _SIGN_IN_WORD.search(raw) and are_syllables(tidy(raw))


def _likely(encoding: Encoding, raw: str) -> str:
    """The text in an encoding when all its words can be Vietnamese, else ""."""
    shown = encoding.decode(raw)
    if shown is None or shown == raw or not words_of(shown) or not are_syllables(shown):
        return ""
    return shown


# --- a sheet


@dataclass(frozen=True, slots=True)
class _Context:
    """What the sheet's texts that can be read one way only are."""

    by_font: Counter[str]  # encoding of the font → texts of that encoding
    unicode_in_font: Counter[str]  # encoding of the font → Unicode texts all the same
    by_pattern: Counter[str]
    unicode: bool

    @classmethod
    def of(cls, cases: Iterable[tuple[_Case, int]], cells: Iterable[Cell]) -> _Context:
        """Count the cases of a sheet, each given with how often it stands; look at its cells."""
        by_font, in_font, by_pattern = Counter[str](), Counter[str](), Counter[str]()
        for case, count in cases:
            if case.verdict == "font" and case.words:
                by_font[case.font_encoding] += count
            if case.has_unicode_in_font:
                in_font[case.font_encoding] += count
            if case.verdict == "pattern":
                by_pattern[case.encoding] += count
        unicode = any(
            isinstance(cell.raw, str) and not cell.runs and _ONLY_UNICODE.search(cell.raw)
            for cell in cells
        )
        return cls(by_font, in_font, by_pattern, unicode)

    def decide(self, case: _Case) -> Cell:
        """The cell as it is to be read."""
        is_old = case.verdict == "font"
        if case.verdict == "pattern":
            is_old = self._is_sure(case)
            if not is_old:
                return _doubted(case)
        if case.verdict == "either":
            said = self._of_its_font(case) if case.cell.runs else self._of_neighbours(case)
            if said is None:
                return _doubted(case)
            is_old = said
        if case.verdict == "doubt":
            return _doubted(case)
        return _brought(case) if is_old else replace(case.cell, runs=())

    def _is_sure(self, case: _Case) -> bool:
        same = self.by_pattern[case.encoding] + self.by_font[case.encoding]
        rivals = self.by_pattern.total() + self.by_font.total() - same
        return (case.words >= _SURE_WORDS or same >= _SURE_CELLS) and same > rivals

    def _of_its_font(self, case: _Case) -> bool | None:
        """Whether a text that reads both ways is old, as the others in its font are."""
        old, new = self.by_font[case.font_encoding], self.unicode_in_font[case.font_encoding]
        return None if bool(old) == bool(new) else bool(old)

    def _of_neighbours(self, case: _Case) -> bool | None:
        """Whether a text in an ordinary font that reads both ways is old, as its sheet is."""
        old = self.by_pattern[case.encoding] >= _SURE_CELLS
        return None if old and self.unicode else old


def _doubted(case: _Case) -> Cell:
    return replace(case.cell, runs=(), doubt=_LIKELY, likely=tidy(case.shown))


def _brought(case: _Case) -> Cell:
    text = tidy(case.shown)
    changed = text != tidy(str(case.cell.raw))
    encoding = case.encoding if changed else ""
    return replace(case.cell, runs=(), text=text, encoding=encoding)
