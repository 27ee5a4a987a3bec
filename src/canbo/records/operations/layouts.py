"""What an office confirmed that the columns of its lists mean: remembered, used again, forgotten.

Who may import for the whole home confirms for everybody; who may import for a part of it, for
themselves alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from canbo.accounts import access as accounts
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.exchange.workbooks.layout_reader import roles as known_roles
from canbo.journal.operations import write_entry
from canbo.records.access.drafts import secrecy_open
from canbo.records.models import DraftState, ImportDraft, LayoutMapping
from canbo.records.operations.drafts_keeping import DraftRefused
from canbo.records.operations.drafts_reading import vocabulary
from canbo.records.operations.drafts_receiving import own_draft, start

Roles = Mapping[int, str]
_SETTLED = (DraftState.COLUMNS, DraftState.READY, DraftState.REFUSED)


def confirm_columns(
    *, draft: UUID, chosen: Mapping[str, Roles], actor: Actor, at: datetime
) -> None:
    """Remember what the columns of a draft's layouts mean, and have it read again with them.

    `chosen` maps the signature of a layout to the roles of its columns by their number; a layout
    without an entry stays as it is. Raises AccountRefused (`not_allowed`), DraftRefused
    (`draft_unknown`, `draft_under_way`, `layout_unknown`, `column_role_unknown`).
    """
    with transaction.atomic():
        found = own_draft(draft, actor, lock=True)
        if found.state not in _SETTLED:
            raise DraftRefused("draft_under_way", {"file": found.file})
        layouts = {layout["signature"]: layout for layout in found.layouts}
        for signature, roles in chosen.items():
            _refuse_unknown(layouts.get(signature), roles)
            _remember(found, layouts[signature], roles, actor, at)
        start(found, DraftState.READING, at)


def note_secrecy(signatures: Iterable[str], secrecy: int) -> None:
    """Remember that a file of this secrecy was read by these layouts."""
    rows = LayoutMapping.objects.filter(signature__in=set(signatures), secrecy__lt=secrecy)
    rows.update(secrecy=secrecy)


def forget_layout(*, layout: UUID, actor: Actor, at: datetime) -> None:
    """Forget a confirmed layout: its next file is recognised anew.

    Raises AccountRefused (`not_allowed`), DraftRefused (`layout_unknown`).
    """
    accounts.require(actor, Permission.IMPORT)
    with transaction.atomic():
        rows = LayoutMapping.objects.select_for_update().filter(id=layout)
        rows = rows.filter(secrecy__lte=secrecy_open(actor))
        found = rows.filter(owner__in=owners(actor)).first()
        if found is None:
            raise DraftRefused("layout_unknown", {})
        _tell(actor, at, "layout.forgotten", found)
        found.delete()


def column_roles() -> tuple[str, ...]:
    """Everything that a column may be said to hold."""
    return known_roles(vocabulary())


def owners(actor: Actor) -> tuple[str, ...]:
    """Whose confirmations the actor may change: those of all, or only one's own."""
    return (owner_of(actor), actor.id)


def owner_of(actor: Actor) -> str:
    """For whom the actor confirms: "" is everybody."""
    whole = any(grant.unit is None for grant in actor.grants_for(Permission.IMPORT))
    return "" if whole else actor.id


def _refuse_unknown(layout: Mapping[str, object] | None, roles: Roles) -> None:
    if layout is None:
        raise DraftRefused("layout_unknown", {})
    columns: Sequence[Mapping[str, object]] = layout["columns"]  # type: ignore[assignment]
    known = set(column_roles())
    for column, role in roles.items():
        if role not in known or not 0 <= column < len(columns):
            raise DraftRefused("column_role_unknown", {"role": role[:60]})


def _remember(
    draft: ImportDraft, layout: Mapping[str, object], roles: Roles, actor: Actor, at: datetime
) -> None:
    columns: Sequence[Mapping[str, object]] = layout["columns"]  # type: ignore[assignment]
    values = {
        "roles": {str(column): role for column, role in sorted(roles.items())},
        "headers": [" / ".join(column["path"]) for column in columns],  # type: ignore[arg-type]
        "file": draft.file,
        "confirmed_at": at,
        "confirmed_by": actor.name,
    }
    found = LayoutMapping(signature=layout["signature"], owner=owner_of(actor), **values)
    values["act"] = _tell(actor, at, "layout.confirmed", found)
    LayoutMapping.objects.update_or_create(
        signature=found.signature, owner=found.owner, defaults=values
    )


def _tell(actor: Actor, at: datetime, action: str, layout: LayoutMapping) -> int:
    entry = write_entry(
        actor_id=actor.id, actor_name=actor.name, action=action, at=at,
        subject=f"layout:{layout.signature}",
        data={"roles": layout.roles, "headers": layout.headers, "owner": layout.owner},
    )  # fmt: skip
    return entry.seq
