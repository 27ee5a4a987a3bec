"""All figures of what stands in a home, computed without asking its database again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from canbo.engine.facts import Snapshot
from canbo.engine.figures import Figure, Frame, Kind, Window, compute, measures_named
from canbo.engine.figures.compliance import complied_rows
from canbo.engine.figures.tables import GIVEN
from canbo.engine.law import check_all
from canbo.engine.timeline import Perspective
from canbo.law import load
from canbo.law.figures import load_parameters
from tests.figures.columns import warehouse_of

LATER = datetime(2030, 1, 1, tzinfo=UTC)


def figures_of(snapshot: Snapshot, window: dict[str, Any]) -> dict[str, Figure]:
    """Every measure but money, over the window of a ledger."""
    first, last = (date.fromisoformat(window[side]) for side in ("from", "to"))
    seen, law = Perspective(last, LATER), load()
    told = replace(snapshot, posts=snapshot.posts_on(seen))
    measures = [one for one in measures_named() if one.kind is not Kind.MONEY]
    with warehouse_of(snapshot) as warehouse:
        rows = complied_rows(check_all(told, law, seen), told, seen)
        warehouse.load("complied", GIVEN["complied"], rows)
        found = compute(
            warehouse, law=law, frame=Frame(last, LATER, Window(first, last)), measures=measures,
            parameters=load_parameters(),
        )  # fmt: skip
    return {figure.name: figure for figure in found}
