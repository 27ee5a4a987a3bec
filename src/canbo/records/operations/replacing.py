"""One stored fact in the place of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar
from uuid import uuid4

from canbo.engine.facts import Fact
from canbo.records.operations.writing import Pen, Void, insert_facts, void_facts

F = TypeVar("F", bound=Fact)


def replace_fact(fact: F, values: Mapping[str, Any], pen: Pen, *, at: datetime) -> F:
    """Void a fact and store what takes its place: the same but for `values`."""
    made = replace(fact, id=uuid4(), key=uuid4(), recorded_at=at, voided_at=None, **values)
    void_facts([Void(fact, made.id)], at=at, act=pen.act)
    insert_facts([made], pen)
    return made
