"""Takes a whole town's papers in, as they came in, and looks at what then stands in the home."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from canbo.accounts.access import local_operator
from canbo.exchange.workbooks import Vocabulary, read_workbook
from canbo.exchange.workbooks.reading import WorkbookRefused
from canbo.journal.operations import verify
from canbo.law import load
from canbo.law.vocabulary import load_vocabulary
from canbo.records.operations import ImportReport, import_workbook
from canbo.records.queries import read_snapshot
from tests.example_town.comparison import (
    KINDS,
    Home,
    Kind,
    compare,
    told,
    untrue_attainments,
    untrue_tenures,
)

EXAMPLES = Path(__file__).parents[2] / "examples"
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
Entry = dict[str, Any]


@dataclass
class Town:
    """A town's folder: its ledgers and its files by the day they came in."""

    folder: Path
    ledgers: list[Entry] = field(default_factory=list)
    files: list[tuple[str, Path, Entry]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name, papers in (("ledger.json", "workbooks"), ("ledger-lists.json", "lists")):
            if (self.folder / name).exists():
                ledger = json.loads((self.folder / name).read_text(encoding="utf-8"))
                ledger.setdefault("units", self.ledgers[0]["units"] if self.ledgers else [])
                self.ledgers.append(ledger)
                self.files += [
                    (one["received"], self.folder / papers / one["file"], one)
                    for one in ledger["files"]
                ]
        self.files.sort(key=lambda one: (one[0], one[1]))


@dataclass
class Stood:
    """What came of a town's papers."""

    town: Town
    home: Home
    reports: Mapping[str, ImportReport]
    refused: frozenset[str]
    is_sound: bool

    def went(self, kind: str) -> Kind:
        """How the facts of one kind went; what no list states and is true all the same is kept
        out of what was invented."""
        ledgers = self.town.ledgers
        found = compare(told(ledgers, kind), KINDS[kind][1](self.home))
        if kind == "attainment":
            found.invented = untrue_attainments(self.home, ledgers, found.invented)
        elif kind == "tenure":
            found.invented = untrue_tenures(self.home, ledgers, found.invented)
        return found

    def listed(self) -> dict[str, int]:
        """The files of which cells wait for somebody, with their number."""
        return {name: one.cells.listed for name, one in self.reports.items() if one.cells.listed}


@cache
def vocabulary() -> Vocabulary:
    """How offices write things, made ready once."""
    return Vocabulary.from_data(load_vocabulary())


def take_in(town: Town, only: Iterable[str] | None = None) -> Stood:
    """Import a town's files (or the named ones) on the days on which they came in."""
    wanted = None if only is None else set(only)
    reports, refused, law = {}, set(), load()
    for received, path, _ in town.files:
        if wanted is not None and path.name not in wanted:
            continue
        try:
            reading = read_workbook(path, vocabulary=vocabulary())
        except WorkbookRefused:
            refused.add(path.name)
            continue
        at = datetime.combine(date.fromisoformat(received), time(9), VIETNAM)
        reports[path.name] = import_workbook(
            reading=reading, actor=local_operator(), at=at, law=law
        )
    home = Home(read_snapshot(), town.ledgers)
    return Stood(town, home, reports, frozenset(refused), verify().is_sound)


def taken_in(town: Town, blocker: Any, only: Iterable[str] | None = None) -> Stood:
    """The same for several tests: what was stored is looked at once and rolled back."""
    with blocker.unblock(), transaction.atomic():
        stood = take_in(town, only)
        transaction.set_rollback(True)
    return stood
