"""What acts wrote: the facts that they stored, and those that they voided."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from canbo.engine.facts import Fact
from canbo.journal import access as journal
from canbo.records.models.shapes import SHAPES, FactShape
from canbo.records.queries import sql

# acts that say nothing of people, units and posts, by how their names begin
_ASIDE = ("user.", "grant.", "cycle.", "draft.", "layout.", "export.")


def last_act() -> int:
    """The journal's number of the last act that may have changed the records."""
    return journal.last_seq(besides=_ASIDE)


def state_mark() -> str:
    """Tells states of the records apart: the hash of the last act that may have changed them."""
    return journal.last_hash(besides=_ASIDE)


@dataclass(frozen=True, slots=True)
class Changes:
    """Facts that stand because of some acts, and facts that stood before them and no longer do.

    `replaced` leads from the id of a voided fact to the id of the fact in its place.
    """

    stored: tuple[Fact, ...] = ()
    voided: tuple[Fact, ...] = ()
    replaced: tuple[tuple[UUID, UUID], ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts on both sides."""
        return self.stored + self.voided


def changes_since(act: int) -> Changes:
    """What all acts after the journal's entry number `act` came to, one query for each kind."""
    stored, voided, replaced = [], [], []
    for shape in SHAPES.values():
        for fact, own_act, instead in _touched(shape, act):
            if own_act > act and fact.voided_at is None:
                stored.append(fact)
            elif own_act <= act:
                voided.append(fact)
                if instead is not None:
                    replaced.append((fact.id, instead))
    return Changes(tuple(stored), tuple(voided), tuple(replaced))


def _touched(shape: FactShape, act: int) -> list[tuple[Fact, int, UUID | None]]:
    columns = ", ".join((*shape.read, "act", "replaced_by_id"))
    query = f"""SELECT {columns} FROM {shape.table}
        WHERE act > %s OR voided_act > %s ORDER BY act, key"""  # noqa: S608 - names of this app
    return [(shape.value(row[:-2]), row[-2], row[-1]) for row in sql.rows(query, [act, act])]
