"""Each figure: the expression on DuckDB equals plain Python over random histories."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from canbo.engine.facts import Snapshot, StudyMode, Tenure
from canbo.engine.figures import (
    MEASURES,
    Figure,
    Frame,
    Kind,
    Share,
    Window,
    adjusted,
    compute,
    measures_named,
)
from canbo.engine.figures.compliance import complied_rows
from canbo.engine.figures.of_people import BALANCE
from canbo.engine.figures.statements import columns
from canbo.engine.figures.tables import GIVEN
from canbo.engine.law import check_all
from canbo.engine.timeline import PartialDate, Perspective, Validity
from canbo.engine.timeline import fold as folded
from tests.figures.answers import ANSWERS
from tests.figures.columns import warehouse_of
from tests.figures.homes import EARLY, LATE, LAW, PARAMETERS, Home, RandomHome
from tests.figures.oracle import Expected, Oracle

SEEDS = 8
NEVER_DRAWN = {
    "complied_state_management_share", "complied_general_education_share", "complied_it_share",
    "complied_defence_security_share", "appeared_people", "vanished_people",
    "key_officials_in_service_degree",
}  # fmt: skip
BUDGETS = [
    (RandomHome(1, 0).people[0], "Tỉnh", 2010, 5, date(2010, 1, 1), date(2010, 12, 31), "nguồn")
]


def computed(snapshot: Snapshot, frame: Frame, measures=None) -> dict[str, Figure]:
    seen = Perspective(frame.as_of, frame.known_at)
    told = replace(snapshot, posts=snapshot.posts_on(seen))
    with warehouse_of(snapshot) as warehouse:
        rows = complied_rows(check_all(told, LAW, seen), told, seen)
        warehouse.load("complied", GIVEN["complied"], rows)
        warehouse.load("budgets", GIVEN["budgets"], BUDGETS)
        figures = compute(
            warehouse, law=LAW, frame=frame, measures=measures or measures_named(),
            parameters=PARAMETERS,
        )  # fmt: skip
    return {figure.name: figure for figure in figures}


def check(figure: Figure, expected: Expected) -> None:
    found = {row.fact: (row.person, row.met) for row in figure.rows}
    assert found == expected.rows, figure.name
    assert len(figure.rows) == len(expected.rows), "a row counts twice"
    if isinstance(figure.value, Share):
        answers = [met for _, met in expected.rows.values()]
        assert figure.value == Share(answers.count(True), len(answers))
        assert figure.missing == answers.count(None)
    else:
        assert figure.value.number == len(expected.rows)
        assert figure.missing is None
    assert sum(part.count for part in figure.parts) == (len(figure.rows) if figure.split else 0)


def test_every_figure_has_an_oracle_of_its_own() -> None:
    money = {name for name, one in MEASURES.items() if one.kind is Kind.MONEY}
    assert MEASURES.keys() - money == ANSWERS.keys()


def drawn(seed: int) -> tuple[RandomHome, Frame]:
    """Every other home has few people of whom much is said, looked at from late and widely: so
    that what must come together for a figure does."""
    home = RandomHome(seed, 40)
    frame = home.frame()
    if seed % 2:
        home.people = home.people[:4]
        wide = Window(date(2009, 1, 1), date(2011, 6, 30))
        frame = Frame(date(2011, 5, 1), LATE, wide, frame.unit if seed % 4 == 1 else None)
    return home, frame


def test_expressions_equal_plain_python() -> None:
    sizes: dict[str, set[int]] = {name: set() for name in ANSWERS}
    answers: Counter[str] = Counter()

    for seed in range(SEEDS):
        home, frame = drawn(seed)
        snapshot = home.snapshot()
        oracle = Oracle(snapshot, LAW, frame, PARAMETERS)
        found = computed(snapshot, frame)
        for name, answer in ANSWERS.items():
            check(found[name], answer(oracle))
            sizes[name].add(len(found[name].rows))
            answers.update(str(row.met) for row in found[name].rows)
        assert sum(sign * found[name].value.number for name, sign in BALANCE.items()) == 0

    # a generator that never makes a figure move would prove nothing; these are drawn by hand below
    # or in the example town
    still = {name for name, found in sizes.items() if len(found) < 2}
    assert still <= NEVER_DRAWN, still - NEVER_DRAWN
    assert all(answers[answer] > 100 for answer in ("True", "False", "None")), answers


@pytest.mark.parametrize("as_of", [date(2009, 1, 1), date(2009, 1, 20), date(2009, 1, 31)])
def test_the_fold_of_columns_is_the_fold_of_the_timeline(as_of: date) -> None:
    """Thousands of validities within two months, so that edges meet and nothing is left sure."""
    home = RandomHome(seed=as_of.day, size=0)
    home.day = lambda: date(2008, 12, 15) + timedelta(days=home.random.randrange(60))
    posts, _ = home.registers()
    tenures = tuple(
        Tenure(**home.shared(), person=home.people[0], post=home.random.choice([*posts]))
        for _ in range(4000)
    )
    at = Frame(as_of, EARLY + timedelta(hours=30), Window(as_of, as_of))
    with warehouse_of(Snapshot(posts=posts, tenures=tenures)) as warehouse:
        people = measures_named(["workforce_people"])
        compute(warehouse, law=LAW, frame=at, measures=people)
        kept = {key for (key,) in warehouse.rows(columns("held", "key"))}
    expected = {one.key for one in folded(tenures, Perspective(as_of, at.known_at))}
    assert kept == expected
    assert 500 < len(expected) < 3500


def test_parameters_change_what_is_counted_and_what_is_said() -> None:
    young = MEASURES["young_leaders_share"]
    assert adjusted(young, young=40).met.most == 40
    assert adjusted(young, months=3) == young
    ahead = adjusted(MEASURES["retirements_ahead_people"], months=3)
    assert ahead != MEASURES["retirements_ahead_people"]


def test_money_is_the_sum_of_its_rows() -> None:
    at = Frame(date(2010, 6, 1), EARLY, Window(date(2010, 1, 1), date(2010, 6, 1)))
    [money] = computed(Snapshot(), at, measures_named(["training_money"])).values()
    assert (money.value.number, money.parts[0].code, money.rows[0].person) == (5, "Tỉnh", None)


def test_changes_that_nobody_dated_show_as_such() -> None:
    """Four come and go: with days, and without; the stock of the end is what remains."""
    home = Home()
    unit = home.unit()

    def holds(begins: str | None, ends: str | None, seen: date | None = None) -> None:
        validity = Validity(
            begins and PartialDate.parse(begins), ends and PartialDate.parse(ends), seen
        )
        tenure = home.holds(home.person(), home.post(unit))
        home.tenures[-1] = replace(tenure, validity=validity)

    holds("2005", None)  # there all the time
    holds("2005", "5/2010")  # leaves
    holds("3/2010", None)  # comes
    holds(None, None, date(2010, 6, 1))  # is there at the end, nobody wrote since when
    at = Frame(date(2010, 12, 31), LATE, Window(date(2010, 1, 1), date(2010, 12, 31)))
    found = computed(home.snapshot(), at, measures_named(BALANCE))
    assert {name: one.value.number for name, one in found.items()} == {
        "stock_at_start": 2, "joined_people": 1, "left_people": 1, "appeared_people": 1,
        "vanished_people": 0, "stock_at_end": 3,
    }  # fmt: skip


def test_key_officials_are_those_of_the_sets_of_the_day() -> None:
    home = Home()
    unit = home.unit()
    for title in ("K1", "K2", "K3"):
        home.holds(home.person(), home.post(unit, title=title), since="2009-01-01")
    counted = {}
    for day in (date(2009, 12, 31), date(2010, 1, 1), date(2010, 12, 31), date(2011, 1, 1)):
        frame = Frame(day, LATE, Window(date(2006, 1, 1), day))
        [figure] = computed(
            home.snapshot(), frame, measures_named(["key_officials_people"])
        ).values()
        counted[day] = figure.value.number
    assert list(counted.values()) == [1, 2, 2, 1]


def test_a_key_official_with_a_degree_studied_in_service() -> None:
    home = Home()
    unit = home.unit()
    at = Frame(date(2011, 7, 31), LATE, Window(date(2006, 1, 1), date(2011, 7, 31)))
    for title, mode in (("K1", "in_service"), ("K1", "full_time"), ("K2", "in_service")):
        person = home.person()
        home.holds(person, home.post(unit, title=title))
        home.reached(person, "ĐH")
        home.attainments[-1] = replace(home.attainments[-1], mode=StudyMode(mode))
    names = measures_named(["key_officials_in_service_degree"])
    [figure] = computed(home.snapshot(), at, names).values()
    assert [row.person for row in figure.rows] == [next(iter(home.people))]
