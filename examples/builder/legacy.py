"""Vietnamese as typed before Unicode: TCVN 5712 (fonts .VnTime, .VnTimeH) and VNI (VNI-Times).

The letters of these fonts sit on the places of Western letters, so a file holds "Hä vµ tªn" for
"Họ và tên". TCVN3 has no capital with a tone mark: capitals are small letters in the font whose
name ends in H. Tables: TCVN 5712:1993 (VN3); the VNI font chart of VNI Software Co.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

Runs = tuple[tuple[str, str], ...]  # (font, text) of each stretch of one cell

_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang huyền hỏi ngã sắc nặng

# TCVN3: for each vowel the codes of huyền, hỏi, ngã, sắc, nặng; and the letters without a tone.
_TCVN3_ROWS = {
    "a": "B5B6B7B8B9", "ă": "BBBCBDBEC6", "â": "C7C8C9CACB", "e": "CCCECFD0D1",
    "ê": "D2D3D4D5D6", "i": "D7D8DCDDDE", "o": "DFE1E2E3E4", "ô": "E5E6E7E8E9",
    "ơ": "EAEBECEDEE", "u": "EFF1F2F3F4", "ư": "F5F6F7F8F9", "y": "FAFBFCFDFE",
}  # fmt: skip
_TCVN3_PLAIN = dict(zip("ĂÂÊÔƠƯĐăâêôơưđ", bytes(range(0xA1, 0xAF)).decode("latin-1"), strict=True))

# VNI: the sign behind a vowel for each tone, by the vowel's own sign; single letters apart.
_VNI_SIGNS = {"": "\0øûõùï", "â": "âàåãáä", "ă": "êèúüéë"}
_VNI_SINGLE = {
    "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ", "ơ": "ô", "ư": "ö",
}  # fmt: skip
_VNI_MODIFIED = {"â": ("a", "â"), "ê": ("e", "â"), "ô": ("o", "â"), "ă": ("a", "ă")}


def _apart(letter: str) -> tuple[str, int]:
    """Split a letter into itself without the tone and the number of the tone."""
    marks = unicodedata.normalize("NFD", letter)
    tone = next((number for number, mark in enumerate(_TONES) if mark and mark in marks), 0)
    return unicodedata.normalize("NFC", marks.replace(_TONES[tone], "")), tone


def _tcvn3_table() -> dict[str, str]:
    table = dict(_TCVN3_PLAIN)
    for vowel, codes in _TCVN3_ROWS.items():
        signs = bytes.fromhex(codes).decode("latin-1")
        for tone, sign in enumerate(signs, start=1):
            table[unicodedata.normalize("NFC", vowel + _TONES[tone])] = sign
    return table


def _vni_letter(letter: str) -> str:
    if letter.lower() in _VNI_SINGLE:
        single = _VNI_SINGLE[letter.lower()]
        return single.upper() if letter.isupper() else single
    plain, tone = _apart(letter.lower())
    if plain in _VNI_SINGLE:  # ơ and ư carry the tone's sign behind them
        written = _VNI_SINGLE[plain] + _VNI_SIGNS[""][tone].strip("\0")
    else:
        base, row = _VNI_MODIFIED.get(plain, (plain, ""))
        written = base + _VNI_SIGNS[row][tone].strip("\0")
    return written.upper() if letter.isupper() else written


_TCVN3 = _tcvn3_table()
_VNI = {
    letter: _vni_letter(letter)
    for small in [*_TCVN3_PLAIN, *_TCVN3]
    for letter in (small, small.upper())
}


def to_tcvn3(text: str) -> str:
    """Write small letters, and capitals without a tone, in TCVN3."""
    return "".join(_TCVN3.get(letter, letter) for letter in unicodedata.normalize("NFC", text))


def to_vni(text: str) -> str:
    """Write a text for VNI fonts."""
    return "".join(_VNI.get(letter, letter) for letter in unicodedata.normalize("NFC", text))


def _needs_capital_font(letter: str) -> bool:
    return letter.isupper() and letter not in _TCVN3 and not letter.isascii()


def tcvn3_runs(text: str, font: str = ".VnTime") -> Runs:
    """Write a text as an office did: all capitals in the H font, else single capitals in it."""
    text = unicodedata.normalize("NFC", text)
    letters = [letter for letter in text if letter.isalpha()]
    capitals = len(letters) > 1 and all(letter.isupper() for letter in letters)
    if capitals and any(_needs_capital_font(letter) for letter in letters):
        return ((f"{font}H", to_tcvn3(text.lower())),)
    runs: list[tuple[str, str]] = []
    for letter in text:
        capital = _needs_capital_font(letter)
        used = f"{font}H" if capital else font
        written = to_tcvn3(letter.lower() if capital else letter)
        if runs and runs[-1][0] == used:
            runs[-1] = (used, runs[-1][1] + written)
        else:
            runs.append((used, written))
    return tuple(runs) or ((font, ""),)


def vni_runs(text: str, font: str = "VNI-Times") -> Runs:
    """Write a text for the VNI font in one stretch."""
    return ((font, to_vni(text)),)


def plain_runs(font: str) -> Callable[[str], Runs]:
    """Give a writer that leaves Unicode as it is."""
    return lambda text: ((font, text),)
