"""The list box of units: built at once, since a province has thousands of them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from canbo.records.access import UnitNode

_BLANK = "\u00a0\u00a0\u00a0"  # blanks that a list box keeps


def unit_options(units: Iterable[UnitNode], chosen: str) -> SafeString:
    """Give the options of a list box of units, indented by depth, with `chosen` selected."""
    return mark_safe(  # noqa: S308 - each name and code is escaped
        "".join(
            [
                f'<option value="{escape(unit.code)}"'
                f"{' selected' if unit.code == chosen else ''}>"
                f"{_BLANK * unit.depth}{escape(unit.name)}</option>"
                for unit in units
            ]
        )
    )
