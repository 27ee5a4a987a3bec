"""The two districts, of other seeds and sizes and by other hands: the mountains whole, of the delta
some papers here and all of them in the soak."""

from __future__ import annotations

from pathlib import Path

import pytest

from examples.builder import build
from tests.example_town.comparison import KINDS, compare, lines_without_trace, untrue_particulars
from tests.example_town.towns import EXAMPLES, Stood, Town, take_in, taken_in

# A list of changes of units: `canbo units` takes it, it lists no people.
OF_UNITS = {"Sap xep DVHC 2020.xlsx"}
# Papers of the delta that state all there is of their kinds.
SOME = ("Quy hoach 2015-2020.xlsx", "Dai hoi 2015-2020.xlsx", "Dieu dong, luan chuyen.xlsx",
        "Khen thuong, ky luat, nghi.xlsx")  # fmt: skip


@pytest.fixture(scope="module")
def mountains(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Stood:
    return taken_in(Town(EXAMPLES / "si-ma-cai"), django_db_blocker)


@pytest.fixture(scope="module")
def delta(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("cai-be")
    build("cai-be", out)
    return out


@pytest.fixture(scope="module")
def some(delta: Path, django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Stood:
    return taken_in(Town(delta), django_db_blocker, SOME)


def assert_is_the_builders(stood: Stood) -> None:
    """Every kind of fact, everybody, every cell."""
    for kind in KINDS:
        went = stood.went(kind)
        assert (went.missing, went.invented) == ([], []), kind
    home = stood.home
    assert (home.nobody, home.several) == ([], [])
    assert len(set(home.person_of.values())) == len(home.told) == len(home.truth)
    assert untrue_particulars(home) == []
    assert lines_without_trace(home, stood.town.ledgers) == []
    for _, path, entry in stood.town.files:
        if path.name in stood.reports:
            cells = stood.reports[path.name].cells
            assert cells.read == sum(one["cells"] for one in entry["sheets"]), path.name
    assert stood.listed() == {}
    assert stood.is_sound


def test_sixty_officials_in_the_mountains(mountains: Stood) -> None:
    assert len(mountains.home.told) == 60
    assert mountains.refused == OF_UNITS
    assert_is_the_builders(mountains)


@pytest.mark.parametrize("kind", ["move", "election", "award", "discipline", "leave"])
def test_some_papers_of_the_delta(some: Stood, kind: str) -> None:
    went = some.went(kind)
    assert went.wanted > 10
    assert (went.missing, went.invented) == ([], [])


def test_posts_on_several_lines_of_a_person_are_so_many(some: Stood) -> None:
    """The first planning list of the delta writes one person's posts on lines of their own."""
    ledger = some.town.ledgers[0]
    sheet = next(one for one in ledger["rows"] if one["file"] == SOME[0])
    stated = {id for row in sheet["rows"] for id in row["facts"]}
    told = [
        (one["person"], one["post"], one["begins"])
        for one in ledger["facts"] if one["id"] in stated
    ]  # fmt: skip
    found = [(said[0], said[1], said[2]) for said in KINDS["pool"][1](some.home)]
    went = compare(told, found)
    assert went.wanted > 200
    assert (went.missing, went.invented) == ([], [])


@pytest.mark.soak
@pytest.mark.django_db
def test_2500_officials_in_the_delta(delta: Path) -> None:
    stood = take_in(Town(delta))
    assert len(stood.home.told) == 2500
    assert stood.refused == frozenset()
    assert_is_the_builders(stood)
