"""What the builder's ledger says of Sầm Sơn's first papers, and how a home is asked for it."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from canbo.accounts.access import local_operator
from canbo.engine.figures import Window
from canbo.engine.timeline import Perspective
from canbo.exchange.workbooks import read_workbook
from canbo.exchange.workbooks.reading import Reading
from canbo.law import load
from canbo.records.operations import ImportReport, import_workbook
from canbo.reporting import access
from examples.builder import mutations
from tests.example_town.towns import EXAMPLES, VIETNAM, vocabulary

TOWN = EXAMPLES / "sam-son"
LEDGER = json.loads((TOWN / "ledger.json").read_text(encoding="utf-8"))
LATER = datetime(2011, 8, 5, 9, tzinfo=VIETNAM)
AS_OF = date.fromisoformat(LEDGER["window"]["to"])
WINDOW = Window(date.fromisoformat(LEDGER["window"]["from"]), AS_OF)
MUTATIONS = {mutation["id"]: mutation for mutation in LEDGER["mutations"]}
_SHARE = LEDGER["figures"]["commune_intermediate_professional_share"]
COUNTS = {
    "intermediate_theory_people": LEDGER["figures"]["intermediate_theory_people"]["value"],
    "fostering_attendances": LEDGER["figures"]["fostering_attendances"]["value"],
    "share_base": _SHARE["base"],
    "share_numerator": _SHARE["numerator"],
    "share_missing": _SHARE["missing"],
}
# the figures behind those counts: whoever needs no others asks for no others
COUNTED = (
    "intermediate_theory_people", "fostering_attendances",
    "commune_intermediate_professional_share",
)  # fmt: skip


def read(path: Path) -> Reading:
    return read_workbook(path, vocabulary=vocabulary())


def read_all() -> list[tuple[datetime, Reading]]:
    """All files as read, by the day they came in."""
    return [
        (
            datetime.combine(date.fromisoformat(file["received"]), time(9), VIETNAM),
            read(TOWN / "workbooks" / file["file"]),
        )
        for file in LEDGER["files"]
    ]


def edited(mutation: dict[str, Any], folder: Path) -> Reading:
    """The file of a mutation with its one row removed or edited."""
    path = folder / mutation["file"]
    mutations.apply(TOWN / "workbooks" / mutation["file"], path, mutation)
    return read(path)


def take(reading: Reading, at: datetime) -> ImportReport:
    return import_workbook(reading=reading, actor=local_operator(), at=at, law=load())


def figures(known_at: datetime = LATER, until: date = AS_OF, **asked: Any) -> dict[str, Any]:
    found = access.figures(
        actor=local_operator(), at=LATER, perspective=Perspective(until, known_at),
        window=Window(WINDOW.first, until), **asked,
    )  # fmt: skip
    return {figure.name: figure for figure in found}


def counted(known_at: datetime = LATER) -> dict[str, int]:
    found = figures(known_at, names=COUNTED)
    share = found["commune_intermediate_professional_share"]
    return {
        "intermediate_theory_people": found["intermediate_theory_people"].value,
        "fostering_attendances": found["fostering_attendances"].value,
        "share_base": share.base.count,
        "share_numerator": share.numerator,
        "share_missing": share.missing,
    }


def effect() -> dict[str, int]:
    """How far the figures stand from those of the ledger."""
    moved = counted()
    return {name: moved[name] - COUNTS[name] for name in COUNTS}
