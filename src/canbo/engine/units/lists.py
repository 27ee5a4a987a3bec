"""What official lists of units state, as plain values: a list of a day, a history, a conversion.

Codes are text with leading zeros: two digits a province, three a district, five a commune. A code
is no identity: 16531 was xã Quảng Châu, and since 1 July 2025 it is phường Sầm Sơn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from canbo.engine.facts.vocabulary import ChangePart, UnitChangeKind, UnitLevel

LEVEL_OF_DIGITS = {2: UnitLevel.PROVINCE, 3: UnitLevel.DISTRICT, 5: UnitLevel.COMMUNE}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a statement stands: the list by its title, the line of its file, the decree told."""

    document: str
    line: int
    decree: str = ""


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit in the list of one day; `name` is the full one, `parent` the code above, "" none."""

    code: str
    level: UnitLevel
    name: str
    type: str
    parent: str
    line: int


@dataclass(frozen=True, slots=True)
class UnitList:
    """Which units there were on a day. Of each province that it names it names all units."""

    document: str
    day: date
    units: tuple[ListedUnit, ...]


@dataclass(frozen=True, slots=True)
class HistoricUnit:
    """A unit under one code, name, type and parent from `begins` to the day before `ends`."""

    code: str
    level: UnitLevel
    name: str
    type: str
    parent: str
    begins: date
    ends: date | None
    line: int
    decree_begins: str = ""
    decree_ends: str = ""


@dataclass(frozen=True, slots=True)
class UnitHistory:
    """Dated stretches of units, made of lists of several days.

    `first_day` is the day of the first of them: what begins there was there already. What has no
    end stood on `last_day`.
    """

    document: str
    first_day: date
    last_day: date
    units: tuple[HistoricUnit, ...]


@dataclass(frozen=True, slots=True)
class Conversion:
    """One line of a conversion: an old unit (or a district as a whole) and what took it over.

    `old_name` and the rest of what is written about the old unit may be "" where the list gives
    codes alone. `stays`: the old unit itself goes on under the new name, type or level.
    """

    old_code: str
    old_name: str
    old_parent: str
    new_code: str
    new_name: str
    new_parent: str
    new_parent_name: str
    kind: UnitChangeKind
    part: ChangePart
    stays: bool
    as_written: str
    line: int


@dataclass(frozen=True, slots=True)
class UnitConversion:
    """What became of old units on a day. `official` is False for a second source.

    A second source makes no units: it is held against the official one, pair by pair.
    """

    document: str
    day: date
    rows: tuple[Conversion, ...]
    official: bool = True
    decree: str = ""


Statement = UnitList | UnitHistory | UnitConversion


def said_on(statement: Statement) -> date:
    """The day by which statements are taken in order: a history by its last day."""
    return statement.last_day if isinstance(statement, UnitHistory) else statement.day
