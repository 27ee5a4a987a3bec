"""The names of people as lists write them: with titles before and remarks behind."""

from __future__ import annotations

import re

from canbo.engine.vietnamese import clean, proper_name
from canbo.exchange.workbooks.grid import Cell

_HONORIFIC = re.compile(
    r"(?i)^(?:(?:đ/c|đồng chí|đc)[.:]?\s+|(ông|bà|anh|chị|cô|thầy)\s+(?!thị\b))"
)
_NAME = re.compile(r"[^\W\d_][^\d_!-&*+/:-@\[-`{-~]{0,79}\d?")
_PLAIN = re.compile(r"[^\W\d_]{1,9}(?: [^\W\d_]{1,9}){1,6}")


# A degree written before a name: "ThS. Đồng Vinh Quang", "BS CKI Lê Văn An".
_DEGREE = re.compile(
    r"^(?:(?:(?i:PGS|GS|TSKH|TS|Th\.?S|BS(?:\.?\s*CK\s*I{1,2})?)(?:[.,]\s*|\s+)"
    r"|(?:CN|KS|KTS|DS|LS)\.\s*|(?i:thạc|tiến|bác)\s(?i:s[ĩỹ])\s+)+)(?=\w+\s)"
)


def _bare(line: str) -> str:
    return _DEGREE.sub("", _HONORIFIC.sub("", line))


def looks_like_name(text: str) -> bool:
    """Whether a text has the shape of a Vietnamese full name: two to seven words of letters."""
    if _PLAIN.fullmatch(text) and not _HONORIFIC.match(text):
        return True
    bare = re.sub(r"\([^)]*\)|\d+$", "", _bare(clean(text))).strip(" .*")
    words = bare.split(" ")
    return (
        2 <= len(words) <= 7
        and all(re.fullmatch(r"[^\W\d_]+(?:[-'.][^\W\d_]+)*\.?", word) for word in words)
        and all(len(word) <= 9 for word in words)
    )


def bare_name(text: str) -> tuple[str, str, str]:
    """A name without honorific and remark: the name, the honorific, degrees and brackets."""
    line = clean(text)
    honorific = _HONORIFIC.match(line)
    bare = line[honorific.end() :] if honorific else line
    degree = _DEGREE.match(bare)
    said = [clean(degree[0]).rstrip(".,")] if degree else []
    name = bare[degree.end() :] if degree else bare
    if "(" in line:
        said += re.findall(r"\(([^)]*)\)", line)
        name = re.sub(r"\([^)]*\)", " ", name)
    return clean(name.strip(" .*")), (honorific[1] or "") if honorific else "", " ".join(said)


def name_of(cell: Cell) -> str:
    """The name that a cell holds, "" where it holds none."""
    name, _, _ = bare_name(cell.line)
    if not _NAME.fullmatch(name):
        return ""
    return proper_name(_with_capitals(name) if cell.encoding else name)


def _with_capitals(name: str) -> str:
    """A name as typed in a font without capitals for toned vowels: "Lê ánh" is "Lê Ánh"."""
    return " ".join(word[:1].upper() + word[1:] for word in name.split(" "))
