"""The desk of Sầm Sơn's Organisation Board."""

from __future__ import annotations

from examples.builder import desk
from examples.builder.chronicle import Chronicle
from examples.builder.desk import MOTTO, PARTY, by_name
from examples.builder.sam_son.places import SHORT_BODY, TOWN
from examples.builder.speech import Place
from examples.builder.truth import Truth

__all__ = ["MOTTO", "PARTY", "PLACE", "Desk", "by_name"]

PLACE = Place("thị xã", "Sầm Sơn", "Thị ủy", "Thị đoàn", "TX", SHORT_BODY)


class Desk(desk.Desk):
    """The desk of this town."""

    def __init__(self, truth: Truth, told: Chronicle) -> None:
        super().__init__(truth, told, PLACE, TOWN)
