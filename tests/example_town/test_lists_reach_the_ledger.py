"""Sầm Sơn's papers, imported as they came in: every fact that its builder invented stands in the
home, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from canbo.engine.figures import Figure
from canbo.engine.figures.of_people import BALANCE
from tests.example_town.comparison import (
    KINDS,
    PARTICULARS,
    compare,
    lines_without_trace,
    told_particulars,
    untrue_particulars,
)
from tests.example_town.figures import figures_of
from tests.example_town.towns import EXAMPLES, Stood, Town, taken_in

# Inputs of the training plan: `canbo catalogue` reads them, they list no people.
OF_THE_PLAN = {
    "Chi tieu dao tao 2008-2011.xlsx", "Dao tao, boi duong nam 2012.xlsx",
    "Kinh phi DTBD 2006-2011.xls", "Thoa thuan phoi hop dao tao.xlsx",
}  # fmt: skip
# An inspector who is re-elected and made deputy chairman in the same plenum: the careers end the
# first post three weeks later, the list of the vote lets it go on.
MISSING = {"tenure": 1}
# Who is elected chairman of the inspectors, or his deputy, thereby sits among them: the ledger
# writes one result, the list states two. The last posts of two who left (Q10, Q14) stand in the
# list of those who left alone: the ledger states what others know.
BESIDES = {"election": 2, "tenure": 2}
# Posts that the plan of a scheme and a review name beside people, which nothing known bears out,
# and a career's month that the vote's day contradicts.
LISTED = {
    "Phu luc De an luan chuyen (5-2008).xls": 8,
    "ra soat quy hoach 2011 (chinh thuc).xlsx": 26,
    "Qua trinh cong tac.xlsx": 1,
}


@pytest.fixture(scope="module")
def stood(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Stood:
    """All files taken in once; what they left in the home is looked at by all tests."""
    return taken_in(Town(EXAMPLES / "sam-son"), django_db_blocker)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_fact_is_what_the_builder_invented(stood: Stood, kind: str) -> None:
    went = stood.went(kind)
    assert went.wanted > 0
    assert len(went.missing) == MISSING.get(kind, 0), went.missing
    assert len(went.invented) == BESIDES.get(kind, 0), went.invented


def test_everybody_is_somebody_once(stood: Stood) -> None:
    home = stood.home
    assert (home.nobody, home.several) == ([], [])
    assert len(set(home.person_of.values())) == len(home.person_of) == len(home.told)
    written = {
        row["person"] for ledger in stood.town.ledgers for sheet in _sheets(ledger)
        for row in sheet if row["person"]
    }  # fmt: skip
    assert written == set(home.person_of.values())


def _sheets(ledger: dict) -> Iterator[list[dict]]:
    for entry in ledger["rows"]:
        yield entry.get("rows", [entry])


def test_who_people_are_is_said_as_it_is(stood: Stood) -> None:
    home = stood.home
    found = [
        (home.person_of[person], name, value)
        for person, said in home.told.items() for name in PARTICULARS
        for value in said.get(name, ())
    ]  # fmt: skip
    went = compare(told_particulars(stood.town.ledgers), found)
    assert went.wanted > 400
    assert (went.missing, went.invented) == ([], [])
    assert untrue_particulars(home) == []


def test_no_line_of_a_career_is_lost(stood: Stood) -> None:
    assert lines_without_trace(stood.home, stood.town.ledgers) == []


@pytest.fixture(scope="module")
def found(stood: Stood) -> dict[str, Figure]:
    """All figures of the town, over the window of its ledgers."""
    return figures_of(stood.home.snapshot, stood.town.ledgers[1]["window"])


def test_figures_are_the_ledgers_and_open_to_its_people(
    stood: Stood, found: dict[str, Figure]
) -> None:
    """Whoever the builder says is behind a figure is, and nobody else; moves by their people."""
    first, lists = stood.town.ledgers
    moved = {fact["id"]: fact["person"] for fact in lists["facts"] if fact["kind"] == "move"}
    for name, expected in lists["figures"].items():
        figure = found[name]
        people = sorted(stood.home.person_of[row.person] for row in figure.rows)
        assert figure.value.number == expected["value"] == len(figure.rows), name
        assert people == sorted(moved.get(row, row) for row in expected["rows"]), name
    assert (
        found["intermediate_theory_people"].value.number
        == (first["figures"]["intermediate_theory_people"]["value"])
    )
    fostering = found["fostering_attendances"]
    assert fostering.value.number == first["figures"]["fostering_attendances"]["value"]
    assert sum(part.count for part in fostering.parts) == len(fostering.rows)


def test_what_the_lists_hold_is_what_the_figures_count(
    stood: Stood, found: dict[str, Figure]
) -> None:
    totals = stood.town.ledgers[1]["totals"]
    kinds = {
        "ratings": "rating", "unit_ratings": "unit_rating", "awards": "award",
        "disciplines": "discipline", "retired_people": "retirement", "moves": "move",
    }  # fmt: skip
    for name, kind in kinds.items():
        assert found[name].value.number == totals["facts"][kind], name
    by_level: Counter[str] = Counter()
    for key, number in totals["ratings"].items():
        by_level[key.split()[1]] += number
    assert {part.code: part.count for part in found["ratings"].parts} == by_level
    assert sum(sign * found[name].value.number for name, sign in BALANCE.items()) == 0


def test_every_cell_is_accounted_for(stood: Stood) -> None:
    assert stood.refused == OF_THE_PLAN
    for _, path, entry in stood.town.files:
        if path.name in stood.reports:
            cells = stood.reports[path.name].cells
            counted = entry.get("cells", sum(one["cells"] for one in entry["sheets"]))
            assert cells.read == counted, path.name
            whole = cells.stored + cells.structure + cells.derived + cells.listed
            assert cells.read == whole, path.name
    assert stood.listed() == LISTED


def test_the_journal_is_sound(stood: Stood) -> None:
    assert stood.is_sound
