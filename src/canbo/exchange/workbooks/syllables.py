"""Whether words can be Vietnamese: each a syllable of the language, in its letters and tone.

The inventory is that of school grammars: an initial, a rhyme, one of six tones; rhymes that end in
p, t, c or ch bear only sắc or nặng (Đoàn Thiện Thuật, Ngữ âm tiếng Việt, 1977).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INITIALS = frozenset(
    ("", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
     "nh", "p", "ph", "q", "qu", "r", "s", "t", "th", "tr", "v", "x")
)  # fmt: skip
_RHYMES = frozenset(
    re.findall(
        r"\w+",
        """
        a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
        e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
        i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
        o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay
        oăc oăm oăn oăng oăt oe oen oeo oet ooc oong
        ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
        u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uêt
        uôc uôi uôm uôn uông uôt uơ uy uya uych uyên uyêt uyn uynh uyt uyu
        ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
        """,
    )
)
_VOWELS = frozenset("aeiouy")
_STOPPED = ("p", "t", "c", "ch")
_TONES = {"\u0300": "huyền", "\u0309": "hỏi", "\u0303": "ngã", "\u0301": "sắc", "\u0323": "nặng"}
_WORD = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> list[str]:
    """The words of a text that are more than ASCII: only those tell one encoding from another."""
    return [word for word in _WORD.findall(text) if not word.isascii()]


def are_syllables(text: str) -> bool:
    """Whether all words beyond ASCII in a text can be Vietnamese syllables."""
    return all(is_syllable(word) for word in words_of(text))


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word can be one Vietnamese syllable, wherever its tone mark is put."""
    tones: list[str] = []
    letters: list[str] = []
    on_vowel = True
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONES:
            tones.append(_TONES[char])
            base = next((c for c in reversed(letters) if not unicodedata.combining(c)), "")
            on_vowel = on_vowel and base in _VOWELS
        else:
            letters.append(char)
    if len(tones) > 1 or not on_vowel:
        return False
    bare = unicodedata.normalize("NFC", "".join(letters))
    tone = tones[0] if tones else ""
    return any(
        bare[:cut] in _INITIALS and _is_rhyme(bare[cut:], tone, bare[:cut]) for cut in range(4)
    )


def _is_rhyme(rhyme: str, tone: str, initial: str) -> bool:
    known = rhyme in _RHYMES or (initial == "qu" and f"u{rhyme}" in _RHYMES)
    if initial == "qu" and rhyme.startswith("y"):
        known = known or rhyme[1:] in {"", "t", "nh"}
    if not known:
        return initial == "gi" and rhyme in {"", "n"}
    return not rhyme.endswith(_STOPPED) or tone in {"sắc", "nặng"}
