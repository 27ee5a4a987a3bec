"""Enter the catalogue of a year."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django.db import transaction

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.cycle import queries
from canbo.cycle.models import Catalogue
from canbo.exchange.catalogue import catalogue_of
from canbo.journal.operations import write_entry


def record_catalogue(*, content: Any, document: str, actor: Actor, at: datetime) -> int:
    """Check and store the catalogue of a year; gives the year. The same content twice is once.

    `content` is the parsed YAML of the file `document`. Raises CatalogueRefused with every
    problem, AccountRefused (`not_allowed`).
    """
    require(actor, Permission.MAKE_PLAN)
    catalogue = catalogue_of(content, document=document)
    plain = json.loads(json.dumps(content, default=_iso, ensure_ascii=False))
    newest = queries.newest_catalogue(catalogue.year)
    if newest is not None and newest.content == plain:
        return catalogue.year
    with transaction.atomic():
        entry = write_entry(
            actor_id=actor.id, actor_name=actor.name, action="cycle.catalogue_recorded", at=at,
            subject=f"catalogue:{catalogue.year}",
            data={"document": document, "classes": len(catalogue.classes)},
        )  # fmt: skip
        Catalogue.objects.create(
            year=catalogue.year, document=document, content=plain, recorded_at=at,
            recorded_by=actor.id, act=entry.seq,
        )  # fmt: skip
    return catalogue.year


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
