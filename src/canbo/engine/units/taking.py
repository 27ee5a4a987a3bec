"""Take statements of official lists into a chronicle, in the order of their days."""

from __future__ import annotations

from collections.abc import Iterable

from canbo.engine.units.chronicle import Chronicle
from canbo.engine.units.conversion import take_conversion
from canbo.engine.units.history import take_history
from canbo.engine.units.listing import take_list
from canbo.engine.units.lists import Statement, UnitConversion, UnitHistory, said_on
from canbo.engine.units.lower import tell_unknown_ends


def take(chronicle: Chronicle, statements: Iterable[Statement]) -> None:
    """Take all statements; second sources last, as they are held against the official ones."""
    for statement in sorted(statements, key=_order):
        if isinstance(statement, UnitHistory):
            take_history(chronicle, statement)
        elif isinstance(statement, UnitConversion):
            take_conversion(chronicle, statement)
        else:
            take_list(chronicle, statement)
    tell_unknown_ends(chronicle)


def _order(statement: Statement) -> tuple[bool, object, bool]:
    second = isinstance(statement, UnitConversion) and not statement.official
    return second, said_on(statement), isinstance(statement, UnitConversion)
