"""What a fact says in one line of codes, names and ISO dates; a face may find better words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from canbo.engine.facts import Particular
from canbo.engine.timeline import PartialDate, Validity
from canbo.records.models.shapes import SHAPE_OF
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.state import State


class Teller:
    """Names what facts point to by the registers of the home and of the plan."""

    def __init__(self, state: State, plan: Plan) -> None:
        self._state = state
        self._plan = plan
        self._posts = {one.id: one for one in (*state.posts.values(), *plan.posts.values())}

    def says(self, fact: Any) -> str:
        """Tell a fact: the value of a particular, else its parts and its span."""
        if isinstance(fact, Particular):
            return fact.value
        return ", ".join(filter(None, (*self._parts(fact), span(fact.validity))))

    def _parts(self, fact: Any) -> Iterator[str]:
        for own in SHAPE_OF[type(fact)].own:
            value = getattr(fact, own.attribute)
            if own.attribute in ("person", "as_written") or value in (None, ""):
                continue
            yield self._named(own.points_to, value) if own.points_to else _plain(value)

    def _named(self, register: str, identity: UUID) -> str:
        if register == "post":
            post = self._posts.get(identity)
            return f"{post.title_as_written}, {self._unit(post.unit)}" if post else ""
        if register == "unit":
            return self._unit(identity)
        if register == "trainingclass":
            known = self._state.classes.get(identity)
            return known.name if known else ""
        if register == "term":
            term = self._state.terms.get(identity) or self._plan.terms.get(identity)
            return " ".join(filter(None, (term.body.value, term.ordinal))) if term else ""
        if register == "scheme":
            scheme = self._state.schemes.get(identity) or self._plan.schemes.get(identity)
            return scheme.name if scheme else ""
        return ""

    def _unit(self, identity: UUID) -> str:
        names = self._state.unit_names.get(identity)
        return names[-1].name if names else ""


def span(validity: Validity) -> str:
    """The written span as an ISO 8601 interval, open sides as "..", "" where nothing is written."""
    begins, ends = validity.begins, validity.ends
    if begins is None and ends is None:
        return ""
    return f"{begins.iso() if begins else '..'}/{ends.iso() if ends else '..'}"


def _plain(value: Any) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, PartialDate):
        return value.iso()
    return value.isoformat() if isinstance(value, date) else str(value)
