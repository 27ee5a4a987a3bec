"""Who may act on the records."""

from __future__ import annotations

from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal


class NotAllowed(Refusal):
    """The actor has no grant for this act over the whole home."""


def require(actor: Actor, permission: Permission) -> None:
    """Refuse unless a grant over the whole home carries the permission (`not_allowed`).

    Imports and corrections touch any unit, so a grant over a part of the home is not enough.
    """
    if not is_whole(actor, permission):
        raise NotAllowed("not_allowed", {"name": actor.name, "permission": permission.value})


def is_whole(actor: Actor, permission: Permission) -> bool:
    """Whether a grant over the whole home carries the permission."""
    return any(grant.unit is None for grant in actor.grants_for(permission))
