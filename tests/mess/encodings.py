"""How Vietnamese text lay in old files: TCVN 5712:1993 (fonts .VnTime, .VnTimeH) and VNI.

Written for the messy workbooks alone, from the published code charts; canbo has tables of its own.
"""

from __future__ import annotations

import unicodedata

_TCVN_LOWER = dict(
    zip(
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ",
        (
            0xB5, 0xB8, 0xB6, 0xB7, 0xB9, 0xA8, 0xBB, 0xBE, 0xBC, 0xBD, 0xC6, 0xA9, 0xC7, 0xCA,
            0xC8, 0xC9, 0xCB, 0xAE, 0xCC, 0xD0, 0xCE, 0xCF, 0xD1, 0xAA, 0xD2, 0xD5, 0xD3, 0xD4,
            0xD6, 0xD7, 0xDD, 0xD8, 0xDC, 0xDE, 0xDF, 0xE3, 0xE1, 0xE2, 0xE4, 0xAB, 0xE5, 0xE8,
            0xE6, 0xE7, 0xE9, 0xAC, 0xEA, 0xED, 0xEB, 0xEC, 0xEE, 0xEF, 0xF3, 0xF1, 0xF2, 0xF4,
            0xAD, 0xF5, 0xF8, 0xF6, 0xF7, 0xF9, 0xFA, 0xFD, 0xFB, 0xFC, 0xFE,
        ),
        strict=True,
    )
)  # fmt: skip
_TCVN_UPPER = dict(zip("ĂÂÊÔƠƯĐ", (0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7), strict=True))
_TONES = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_BREVE = {"": "ê", "\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_CIRCUMFLEX = {"": "â", "\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_ALONE = {"ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}
_VNI_HORN = {"ơ": "ô", "ư": "ö"}


def tcvn3(text: str) -> str:
    """Text as typed for a .VnTime font; toned capitals come out as small letters there."""
    codes = []
    for char in unicodedata.normalize("NFC", text):
        code = _TCVN_UPPER.get(char) or _TCVN_LOWER.get(char.lower())
        codes.append(chr(code) if code else char)
    return "".join(codes)


def tcvn3_capitals(text: str) -> str:
    """Text as typed for .VnTimeH, whose glyphs are capitals: the codes are of small letters."""
    return tcvn3(text.lower())


def vni(text: str) -> str:
    """Text as typed for VNI-Times: a letter, then a mark of its own."""
    return "".join(_vni(char) for char in unicodedata.normalize("NFC", text))


def _vni(char: str) -> str:
    lower = char.lower()
    if lower in _VNI_ALONE:
        found = _VNI_ALONE[lower]
        return found if char == lower else found.upper()
    parts = unicodedata.normalize("NFD", lower)
    base, marks = parts[0], parts[1:]
    if not marks:
        return char
    tone = next((mark for mark in marks if mark in _TONES), "")
    if "\u031b" in marks:  # a horn
        found = _VNI_HORN["ơ" if base == "o" else "ư"] + _TONES.get(tone, "")
    elif "\u0306" in marks:
        found = base + _BREVE[tone]
    elif "\u0302" in marks:
        found = base + _CIRCUMFLEX[tone]
    else:
        found = base + _TONES[tone]
    return found if char == lower else found.upper()
