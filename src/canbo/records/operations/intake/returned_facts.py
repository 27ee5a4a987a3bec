"""The attributes of facts as the cells of an exported list show them, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, get_args, get_type_hints

from canbo.engine.facts import Fact
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.keys import KeyColumn
from canbo.exchange.workbooks.reading import AttainmentReading, EditedValue
from canbo.records.models.shapes import SHAPE_OF

Changes = dict[str, Any]
_DAYS = ("begins", "ends")
_TRUE = "true"


def said_of(fact: Any, attribute: str) -> Any:
    """What a fact says in an attribute; `begins` and `ends` are those of its validity."""
    if fact is None:
        return None
    return getattr(fact.validity if attribute in _DAYS else fact, attribute)


def changes_of(fact: Any, column: KeyColumn, value: EditedValue) -> Changes:
    """What a cell that says `value` makes of a fact; None takes the value away."""
    attribute = column.attribute
    if isinstance(value, AttainmentReading):
        return _level(fact, value)
    if attribute in _DAYS:
        if fact is None:
            return {}
        validity = replace(fact.validity, **{attribute: value})
        if attribute == "begins" and value is not None:
            validity = replace(validity, known_by=None)
        return {"validity": validity}
    return {attribute: _typed(fact, attribute, value)}


def _level(fact: Any, reading: AttainmentReading) -> Changes:
    """A level with what its cell says beside it; a new one says of what scale and state it is."""
    changes: Changes = {"level": reading.level}
    if reading.field:
        changes["field"] = reading.field
    if reading.mode is not None:
        changes["mode"] = reading.mode
    if fact is None:
        changes |= {"scale": reading.scale, "state": reading.state}
    return changes


def _typed(fact: Any, attribute: str, value: EditedValue) -> Any:
    """A value of a cell as the attribute holds it."""
    if fact is None:
        return value.iso() if isinstance(value, PartialDate) else value
    hint = _hints(type(fact))[attribute]
    kinds = get_args(hint) or (hint,)
    if value is None:
        return None if NoneType in kinds else ""
    if isinstance(value, PartialDate):
        return value if PartialDate in kinds else value.iso()
    if bool in kinds:
        return value == _TRUE
    own = next((one for one in SHAPE_OF[type(fact)].own if one.attribute == attribute), None)
    return own.read(value) if own is not None else value


@cache
def _hints(kind: type[Fact]) -> Mapping[str, Any]:
    """The types of a kind's attributes; working them out takes longer than reading a cell."""
    return get_type_hints(kind)


def is_same(fact: Any, changes: Changes) -> bool:
    """Whether a fact says all of this already."""
    return all(getattr(fact, name) == value for name, value in changes.items())


def may_be_empty(kind: type[Fact], attribute: str) -> bool:
    """Whether there is such a fact without the attribute."""
    if attribute in _DAYS:
        return True
    hint = _hints(kind)[attribute]
    return hint is str or NoneType in get_args(hint)


def told(value: Any) -> str:
    """A value in codes and ISO dates, as differences tell it; a face finds the words."""
    if value is None:
        return ""
    if isinstance(value, AttainmentReading):
        return value.level
    if isinstance(value, PartialDate):
        return value.iso()
    if isinstance(value, bool):
        return _TRUE if value else "false"
    if isinstance(value, tuple):
        return "; ".join(one.as_written for one in value)
    return str(value.value) if isinstance(value, Enum) else str(value)
