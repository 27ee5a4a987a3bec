"""The roles of columns as texts: what an office chooses from and what is kept of its choice."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from canbo.engine.facts import Scale, Sex
from canbo.exchange.workbooks.columns import DETAILS, EXACT, Column
from canbo.exchange.workbooks.layouts import Confirmed
from canbo.exchange.workbooks.words import fold


class UnknownRole(ValueError):
    """A role that no column can have."""


def signature_of(columns: Sequence[Column]) -> str:
    """The signature of a header: 24 hexadecimal digits."""
    texts = ("\x1f".join(fold(step) for step in column.path) for column in columns)
    return hashlib.sha256("\x1e".join(texts).encode()).hexdigest()[:24]


def role_of(column: Column) -> str:
    """The role of a column as one text."""
    if column.role == "sex_column" and column.sex is not None:
        return f"sex_column:{column.sex.value}"
    if column.role == "post" and column.concurrent:
        return "post:concurrent"
    parts = (column.role, column.scale.value if column.scale else "", column.level)
    return ":".join(part for part in parts if part)


def with_role(column: Column, role: str) -> Column:
    """The column as an office says it is; raises UnknownRole."""
    kind, _, more = role.partition(":")
    bare = Column(column.index, column.path, kind, confidence=EXACT, is_confirmed=True)
    try:
        if kind == "sex_column":
            return replace(bare, sex=Sex(more))
        if kind == "post":
            return replace(bare, concurrent={"": False, "concurrent": True}[more])
        if kind in {"level", "mark"} or kind in DETAILS:
            scale, _, level = more.partition(":")
            return replace(bare, scale=Scale(scale) if scale else None, level=level)
    except (ValueError, KeyError):
        raise UnknownRole(role) from None
    if more or not kind:
        raise UnknownRole(role)
    return bare


def confirmed(columns: Sequence[Column], layouts: Confirmed) -> list[Column]:
    """The columns with the roles an office confirmed for this layout; raises UnknownRole."""
    found = list(columns)
    for place, role in layouts.get(signature_of(columns), {}).items():
        if not 0 <= place < len(found):
            raise UnknownRole(role)
        found[place] = with_role(found[place], role)
    return found
