"""When two ways to write a unit's name are one name: Hoà/Hòa, Quí/Quý, Ea R'Bin/Ea Rbin, 04/4."""

from __future__ import annotations

import re
from functools import lru_cache

from canbo.engine.facts.vocabulary import UnitLevel
from canbo.engine.vietnamese import clean, search_key

# Types of administrative units by level; the longer before the shorter that begins it.
TYPES: dict[UnitLevel, tuple[str, ...]] = {
    UnitLevel.PROVINCE: ("thành phố trung ương", "thành phố", "tỉnh"),
    UnitLevel.DISTRICT: ("thành phố", "thị xã", "huyện", "quận"),
    UnitLevel.COMMUNE: ("thị trấn", "đặc khu", "phường", "xã"),
}


@lru_cache(maxsize=60_000)
def folded(name: str) -> str:
    """Give one key to spellings of one name; types count (xã Quảng Cư is not phường Quảng Cư)."""
    letters = search_key(name).replace("y", "i").replace(" ", "")
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", letters)


@lru_cache(maxsize=60_000)
def written(name: str, type_: str, level: UnitLevel) -> tuple[str, str]:
    """Give a name as texts use it in a sentence, and its type: ("phường Trường Sơn", "phường").

    A misprint in the type ("Xa Ea Kly", "Thi trấn Ngan Dừa") is mended.
    """
    full = clean(name)
    for known in TYPES.get(level, ()):
        head, rest = full[: len(known)], full[len(known) :]
        if rest.startswith(" ") and search_key(head) == search_key(known):
            return f"{known}{rest}", known
    type_ = clean(type_).lower()
    known = next((one for one in TYPES.get(level, ()) if one == type_), type_)
    return (f"{known} {full}" if known else full), known


@lru_cache(maxsize=60_000)
def bare(name: str, level: UnitLevel) -> str:
    """The name without its type ("Trường Sơn")."""
    full, type_ = written(name, "", level)
    return full[len(type_) :].strip() if type_ else full
