"""What the words of a conversion mean: "Nhập toàn bộ", "Giữ nguyên", "Nhập một phần diện tích" …

An old unit that gave only a part of its area while all its people went to another one went there
as a whole: offices and posts follow the people.
"""

from __future__ import annotations

from typing import NamedTuple

from canbo.engine.facts import ChangePart, UnitChangeKind
from canbo.engine.vietnamese import search_key


class Meaning(NamedTuple):
    """The kind of change, how much went over, and whether the old unit itself goes on."""

    kind: UnitChangeKind
    part: ChangePart
    stays: bool = False


_WHOLE, _PART = ChangePart.WHOLE, ChangePart.PART
# The first beginning that fits decides.
_BEGINNINGS = (
    ("giu nguyen", Meaning(UnitChangeKind.MERGE, _WHOLE, stays=True)),
    ("phan con lai", Meaning(UnitChangeKind.MERGE, _WHOLE, stays=True)),
    ("sap xep toan bo huyen", Meaning(UnitChangeKind.LEVEL_CHANGE, _WHOLE, stays=True)),
    ("sap xep toan bo", Meaning(UnitChangeKind.RENAME, _WHOLE, stays=True)),
    ("nhap toan bo", Meaning(UnitChangeKind.MERGE, _WHOLE)),
    ("hop nhat", Meaning(UnitChangeKind.MERGE, _WHOLE)),
    ("nhap mot phan", Meaning(UnitChangeKind.MERGE, _PART)),
    ("tach", Meaning(UnitChangeKind.SPLIT, _PART)),
    ("chia", Meaning(UnitChangeKind.SPLIT, _PART)),
)


def meaning_of(words: str) -> Meaning | None:
    """Read the words of a line; None when nobody taught them."""
    key = search_key(words)
    if key.startswith("nhap mot phan") and "toan bo dan so" in key:
        return Meaning(UnitChangeKind.MERGE, _WHOLE)
    if key.startswith("nhap toan bo dien tich"):
        return Meaning(UnitChangeKind.MERGE, _PART)  # the people went elsewhere
    if key.startswith(("doi ten", "doi loai hinh")):
        if "tu mot phan" in key:
            return Meaning(UnitChangeKind.SPLIT, _PART)
        return Meaning(UnitChangeKind.RENAME, _WHOLE, stays=True)
    return next((found for start, found in _BEGINNINGS if key.startswith(start)), None)
