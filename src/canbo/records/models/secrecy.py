"""How secret each kind of fact and of document is, as data: a grant's `secrecy` opens levels.

0 is ordinary and stands for every kind that is not named here.
"""

from __future__ import annotations

from collections.abc import Mapping

from canbo.engine.facts import Fact, FactKind, Particular, ParticularKind
from canbo.exchange.workbooks.reading import ListKind
from canbo.records.models.shapes import SHAPE_OF

SECRET = 1  # who is planned for what, what lists of the pool note, who got how many votes

SECRECY_OF_FACTS: Mapping[FactKind, int] = {FactKind.POOL_ENTRY: SECRET}
SECRECY_OF_PARTICULARS: Mapping[ParticularKind, int] = {ParticularKind.POOL_NOTE: SECRET}
VOTES = frozenset({"votes_for", "ballots"})  # attributes of a result: it stands, they are secret
# lists that offices write, and lists that the home exports, by their names
SECRECY_OF_LISTS: Mapping[str, int] = {ListKind.PLANNING: SECRET, "pool": SECRET}


def secrecy_of_fact(fact: Fact) -> int:
    """How secret it is that the fact stands at all."""
    if isinstance(fact, Particular):
        return SECRECY_OF_PARTICULARS.get(fact.kind, 0)
    return SECRECY_OF_FACTS.get(SHAPE_OF[type(fact)].kind, 0)
