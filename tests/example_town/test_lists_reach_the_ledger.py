"""The town's lists, imported as they came in, give the facts that its builder invented."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from canbo.accounts.access import local_operator
from canbo.engine.vietnamese import spelling_key
from canbo.exchange.workbooks import Vocabulary, read_workbook
from canbo.exchange.workbooks.reading import Reading, WorkbookRefused
from canbo.journal.operations import verify
from canbo.law import load
from canbo.law.vocabulary import load_vocabulary
from canbo.records.operations import ImportReport, import_workbook
from canbo.records.queries import read_snapshot

TOWN = Path(__file__).parents[2] / "examples" / "sam-son"
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
ROSTERS = json.loads((TOWN / "ledger.json").read_text(encoding="utf-8"))
LISTS = json.loads((TOWN / "ledger-lists.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.django_db


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary.from_data(load_vocabulary())


def read(path: Path) -> Reading | None:
    """Read a file; inputs of the training plan are no lists of people and are read elsewhere."""
    try:
        return read_workbook(path, vocabulary=vocabulary())
    except WorkbookRefused:
        return None


@cache
def readings() -> tuple[tuple[datetime, Reading], ...]:
    """All files, rosters, classes and lists, by the day they came in."""
    files = [(one["received"], TOWN / "workbooks" / one["file"]) for one in ROSTERS["files"]]
    files += [(one["received"], TOWN / "lists" / one["file"]) for one in LISTS["files"]]
    found = []
    for received, path in sorted(files):
        reading = read(path)
        if reading is not None:
            at = datetime.combine(date.fromisoformat(received), time(9), VIETNAM)
            found.append((at, reading))
    return tuple(found)


@pytest.fixture
def imported(db: None) -> list[ImportReport]:
    return [
        import_workbook(reading=reading, actor=local_operator(), at=at, law=load())
        for at, reading in readings()
    ]


class Home:
    """What stands in the home, in the ledger's terms."""

    def __init__(self) -> None:
        self.snapshot = read_snapshot()
        self.units = {
            one.unit: spelling_key(one.name)
            for one in self.snapshot.unit_names
            if one.voided_at is None
        }
        said: dict[Any, dict[str, str]] = {}
        for one in self.snapshot.particulars:
            if one.voided_at is None:
                said.setdefault(one.person, {})[one.kind.value] = one.value
        self.people = {
            person: (spelling_key(told["name"]), told.get("birth", "")[:4])
            for person, told in said.items()
        }

    def facts(self, kind: str) -> list[Any]:
        return [one for one in getattr(self.snapshot, kind) if one.voided_at is None]

    def person(self, fact: Any) -> tuple[str, str]:
        return self.people[fact.person]

    def title(self, post: Any) -> str:
        return self.snapshot.posts[post].title if post else ""


PEOPLE = {
    one["id"]: (spelling_key(one["name"]), one["born"][:4])
    for ledger in (ROSTERS, LISTS)
    for one in ledger["people"]
}


def told(kind: str) -> list[dict[str, Any]]:
    return [one for one in LISTS["facts"] if one["kind"] == kind]


def begins(fact: Any) -> str:
    return fact.validity.begins.iso() if fact.validity.begins else ""


def ends(fact: Any) -> str:
    return fact.validity.ends.iso() if fact.validity.ends else ""


Rows = Callable[[Home], Iterator[tuple[Any, ...]]]


def wanted(kind: str, *names: str) -> Counter[tuple[Any, ...]]:
    return Counter(
        (PEOPLE[one["person"]], *(one.get(name, "") for name in names)) for one in told(kind)
    )


CASES: dict[str, tuple[tuple[str, ...], Rows]] = {
    "rating": (
        ("series", "year", "level"),
        lambda home: (
            (home.person(one), one.series.value, begins(one), one.level)
            for one in home.facts("ratings")
        ),
    ),
    "move": (
        ("move_kind", "begins", "from_post", "to_post"),
        lambda home: (
            (home.person(one), one.kind.value, begins(one), home.title(one.from_post),
             home.title(one.to_post))
            for one in home.facts("moves")
        ),
    ),
    "pool": (
        ("post", "begins"),
        lambda home: (
            (home.person(one), home.title(one.post), begins(one))
            for one in home.facts("pool_entries")
        ),
    ),
    "election": (
        ("post", "elected"),
        lambda home: (
            (home.person(one), home.title(one.post), one.elected)
            for one in home.facts("election_results")
        ),
    ),
    "rank": (
        ("step", "coefficient", "begins"),
        lambda home: (
            (home.person(one), one.step, one.coefficient, begins(one))
            for one in home.facts("rank_holdings")
        ),
    ),
    "award": (
        ("award", "begins"),
        lambda home: (
            (home.person(one), one.award, begins(one)) for one in home.facts("awards")
        ),
    ),
    "discipline": (
        ("side", "form", "begins", "ends"),
        lambda home: (
            (home.person(one), one.side.value, one.form, begins(one), ends(one))
            for one in home.facts("disciplines")
        ),
    ),
    "leave": (
        ("leave", "begins", "ends"),
        lambda home: (
            (home.person(one), one.kind.value, begins(one), ends(one))
            for one in home.facts("leaves")
        ),
    ),
    "retirement": (
        ("retirement", "begins"),
        lambda home: (
            (home.person(one), one.kind.value, begins(one)) for one in home.facts("retirements")
        ),
    ),
}  # fmt: skip


# the planning list of 2009 rates four people whom no rating list of 2008 knows; the committee's
# inspectors are members of a body that the ledger does not count, one deputy is named by his rank
MISSING = {"election": 1}
BESIDES = {"rating": 4, "election": 6}


def test_each_kind_of_fact_is_what_the_builder_invented(imported: list[ImportReport]) -> None:
    home = Home()
    for kind, (names, rows) in CASES.items():
        truth, found = wanted(kind, *names), Counter(rows(home))
        missing, besides = truth - found, found - truth
        assert sum(missing.values()) <= MISSING.get(kind, 0), (kind, missing)
        assert sum(besides.values()) <= BESIDES.get(kind, 0), (kind, besides)
    assert verify().is_sound


def test_careers_rosters_and_decisions_come_to_one_life(imported: list[ImportReport]) -> None:
    """Nine in ten tenures are exactly the builder's; a new term parts the rest, or leaving does."""
    home, right, wrong = Home(), 0, []
    stored: dict[Any, set[tuple[str, str, str]]] = {}
    for one in home.facts("tenures"):
        days = home.title(one.post), begins(one), ends(one)
        stored.setdefault(home.person(one), set()).add(days)
    for one in told("tenure"):
        if "post" in one:
            person = PEOPLE[one["person"]]
            days = one["post"], one.get("begins", ""), one.get("ends", "")
            if any(_is_of(seen, days) for seen in stored.get(person, ())):
                right += 1
            else:
                wrong.append((person, days))
    assert right > 250
    assert len(wrong) <= 0.06 * right, wrong


def _is_of(seen: tuple[str, str, str], true: tuple[str, str, str]) -> bool:
    """Whether a stored tenure is the true one, to the month where a list writes no day."""
    post, first, last = seen
    same_end = bool(last) == bool(true[2]) and true[2].startswith(last)
    return post == true[0] and bool(first) and true[1].startswith(first) and same_end
