"""The columns of unit lists, under the names of the shipped files and those that offices use."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from canbo.engine.vietnamese import search_key


class Form(StrEnum):
    """The kinds of file that are known by their columns."""

    LIST = "list"  # one unit a line
    WIDE_LIST = "wide_list"  # one commune a line, with the province and district above it
    HISTORY = "history"  # stretches with a first and a last day
    CONVERSION = "conversion"  # old unit, new unit
    WIDE_CONVERSION = "wide_conversion"  # the same with province and district written out


# Vietnamese headings by the column that they are; search keys, so that marks do not matter.
_SYNONYMS = {
    "ma": "code", "ma don vi": "code", "ma so": "code",
    "ten": "name", "ten don vi": "name",
    "loai": "type", "loai hinh": "type", "cap": "type",
    "ma cap tren": "parent_code", "ma don vi cap tren": "parent_code",
    "tu ngay": "valid_from", "den ngay": "valid_to", "quyet dinh": "decrees_from",
    "don vi truoc khi sap xep": "old_name", "don vi cu": "old_name",
    "don vi sau khi sap xep": "new_name", "don vi moi": "new_name", "ma so moi": "new_code",
    "ma so cu": "old_code", "ma cu": "old_code", "ten cu": "old_name",
    "ma cap tren cu": "old_parent_code",
    "ma moi": "new_code", "ten moi": "new_name", "ma cap tren moi": "new_parent_code",
    "ten cap tren moi": "new_parent", "hinh thuc": "merge_kind", "hinh thuc sap xep": "merge_kind",
    "ma tinh": "province_code", "ma tp": "province_code", "tinh": "province",
    "tinh thanh pho": "province", "tinh tp": "province",
    "ma huyen": "district_code", "ma qh": "district_code", "quan huyen": "district",
    "huyen": "district", "ma xa": "ward_code", "ma px": "ward_code", "phuong xa": "ward",
    "xa": "ward", "ngay": "day",
}  # fmt: skip
_NEEDED = {
    Form.WIDE_CONVERSION: ("old_ward_code", "old_ward", "new_ward_code", "new_ward", "merge_kind"),
    Form.CONVERSION: ("old_code", "new_code"),
    Form.HISTORY: ("code", "name", "valid_from", "valid_to"),
    Form.WIDE_LIST: ("province_code", "province", "ward_code", "ward"),
    Form.LIST: ("code", "name", "parent_code"),
}


def columns_of(headings: Sequence[str]) -> tuple[str, ...]:
    """Name the columns of a heading line; beside a new code a bare one is the old one."""
    named = tuple(_name(heading) for heading in headings)
    if "new_code" not in named or "old_code" in named:
        return named
    return tuple("old_code" if name == "code" else name for name in named)


def _name(heading: str) -> str:
    plain = heading.strip().lower()
    return _SYNONYMS.get(search_key(heading), plain)


def form_of(columns: Sequence[str]) -> Form | None:
    """Which kind of file has these columns; None for none."""
    for form, needed in _NEEDED.items():
        if all(one in columns for one in needed):
            return form
    return None


def expected_columns() -> str:
    """The columns of each form, for a message."""
    return "; ".join(", ".join(needed) for needed in _NEEDED.values())
