"""Registers that nothing speaks of any more leave today's lists; used again, they come back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection

from canbo.records.models.shapes import OF_THE_REGISTER, POINTERS, REGISTER_POINTERS
from canbo.records.operations.writing import Pen
from canbo.records.queries import sql

# each after the registers that point to it
_REGISTERS = ("person", "post", "trainingclass", "election", "term", "scheme", "unit")
# what is said of a post or a term does not keep it; a unit's names are voided first, by a rule of
# their own
_BESIDES = {register: OF_THE_REGISTER[register] for register in ("post", "term")}
_UNITS_OWN = OF_THE_REGISTER["unit"]


def withdraw_unused(
    batches: Sequence[int], *, keep_units: Collection[UUID], pen: Pen, at: datetime
) -> None:
    """Withdraw what these imports had made and nothing speaks of any more."""
    for register in _REGISTERS:
        if register == "unit":
            _void_units(batches, keep_units, pen, at)
        spoken = _spoken_of(register, besides=_BESIDES.get(register, ()))
        query = f"""UPDATE records_{register} r SET withdrawn_at = %s
            WHERE r.withdrawn_at IS NULL AND r.batch_id = ANY(%s) AND NOT ({spoken})"""  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(query, [at, list(batches)])
    for register in _BESIDES:
        _void_profiles(register, pen, at)


def bring_back_used() -> None:
    """Bring withdrawn registers back to today's lists where what stands speaks of them."""
    for register in _REGISTERS:
        if register == "unit":
            _free_codes()
        query = f"""UPDATE records_{register} r SET withdrawn_at = NULL
            WHERE r.withdrawn_at IS NOT NULL AND ({_spoken_of(register)})"""  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(query)


def _spoken_of(register: str, *, besides: Collection[str] = ()) -> str:
    """The condition that a standing fact, or a listed register, points to the row `r`.

    `besides` are tables whose word does not count.
    """
    pointing = [(pointer, "voided_at") for pointer in POINTERS]
    pointing += [(pointer, "withdrawn_at") for pointer in REGISTER_POINTERS]
    return " OR ".join(
        f"""EXISTS (SELECT 1 FROM {pointer.table} f
            WHERE f.{pointer.column} = r.id AND f.{until} IS NULL)"""  # noqa: S608
        for pointer, until in pointing
        if pointer.register == register and pointer.table not in besides
    )


def _void_profiles(register: str, pen: Pen, at: datetime) -> None:
    """What was said of a post or a term goes with it."""
    for table in _BESIDES[register]:
        query = f"""UPDATE {table} f SET voided_at = %s, voided_act = %s
            FROM records_{register} r WHERE r.id = f.{register}_id AND r.withdrawn_at IS NOT NULL
              AND f.voided_at IS NULL"""  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(query, [at, pen.act])


def _void_units(
    batches: Sequence[int], keep_units: Collection[UUID], pen: Pen, at: datetime
) -> None:
    """Void names and places of the units that only these imports speak of."""
    made = _made_by(batches)
    gone = sorted(made.keys() - _needed(made, set(keep_units)))
    for table in _UNITS_OWN if gone else ():
        query = f"""UPDATE {table} SET voided_at = %s, voided_act = %s
            WHERE unit_id = ANY(%s) AND voided_at IS NULL"""  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(query, [at, pen.act, gone])


def _made_by(batches: Sequence[int]) -> dict[UUID, bool]:
    """The listed units that imports made: whether something beside these imports speaks of them."""
    others = " OR ".join(
        f"""EXISTS (SELECT 1 FROM {table} o WHERE o.unit_id = r.id AND o.voided_at IS NULL
            AND NOT coalesce(o.batch_id = ANY(%(batches)s), false))"""  # noqa: S608
        for table in _UNITS_OWN
    )
    query = f"""SELECT r.id, {_spoken_of("unit", besides=_UNITS_OWN)} OR {others}
        FROM records_unit r WHERE r.withdrawn_at IS NULL AND r.batch_id = ANY(%(batches)s)"""  # noqa: S608
    return dict(sql.rows(query, {"batches": list(batches)}))


def _needed(made: dict[UUID, bool], keep: set[UUID]) -> set[UUID]:
    """Those that are spoken of, that a file names now, and all under which such units stand."""
    below = sql.rows(
        """SELECT parent_id, unit_id FROM records_unitplacement
            WHERE parent_id = ANY(%s) AND voided_at IS NULL""",
        [list(made)],
    )
    needed = {unit for unit, spoken in made.items() if spoken or unit in keep}
    waiting = True
    while waiting:
        above = {parent for parent, unit in below if unit in needed or unit not in made}
        waiting = not above <= needed
        needed |= above
    return needed


def _free_codes() -> None:
    """Give a withdrawn unit whose code went to another one a code of its own."""
    query = f"""UPDATE records_unit r SET code = r.code || '-' || left(r.id::text, 4)
        WHERE r.withdrawn_at IS NOT NULL AND ({_spoken_of("unit")})
          AND EXISTS (SELECT 1 FROM records_unit o
            WHERE o.code = r.code AND o.withdrawn_at IS NULL)"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query)
