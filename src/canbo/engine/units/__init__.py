"""Units through time: what official lists state, made into lives, names, places and changes."""

from canbo.engine.units.chronicle import Chronicle, Finding, FindingCode, UnitRecord
from canbo.engine.units.lists import (
    LEVEL_OF_DIGITS,
    Conversion,
    HistoricUnit,
    ListedUnit,
    Statement,
    UnitConversion,
    UnitHistory,
    UnitList,
    said_on,
)
from canbo.engine.units.taking import take

__all__ = [
    "LEVEL_OF_DIGITS",
    "Chronicle",
    "Conversion",
    "Finding",
    "FindingCode",
    "HistoricUnit",
    "ListedUnit",
    "Statement",
    "UnitConversion",
    "UnitHistory",
    "UnitList",
    "UnitRecord",
    "said_on",
    "take",
]
