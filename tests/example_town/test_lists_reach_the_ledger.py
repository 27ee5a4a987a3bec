"""Sầm Sơn's papers, imported as they came in: every fact that its builder invented stands in the
home, and nothing else; and every list goes out of that home and comes back saying nothing new.

The town is taken in once for both: that takes longer than what is asked of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from canbo.engine.figures import Figure
from canbo.engine.figures.of_people import BALANCE
from canbo.engine.forecast import Backtest, Because, Horizon, Outcome, Scene, backtest, forecast
from canbo.engine.timeline import Perspective
from canbo.exchange.workbooks.returning import Export
from canbo.law import load
from canbo.law.figures import load_parameters
from canbo.records.models.shapes import SHAPES
from canbo.records.queries import sql
from canbo.reporting.exports import FACT_LISTS
from tests.example_town.comparison import (
    KINDS,
    PARTICULARS,
    compare,
    lines_without_trace,
    told_particulars,
    untrue_particulars,
)
from tests.example_town.figures import figures_of
from tests.example_town.forecasting import Oracle
from tests.example_town.towns import EXAMPLES, VIETNAM, Stood, Town, take_in
from tests.exports.sent import Book, back, codes, export, is_nothing

REPORTED = date(2011, 7, 31)
LAST = datetime(2011, 12, 31, 9, tzinfo=VIETNAM)
LISTS = ("officials", *FACT_LISTS, "units")

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
def whole(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Stood]]:
    """All files taken in once, in a home of their own; what a test does is taken back."""
    before, own = settings.CANBO_HOME, tmp_path_factory.mktemp("whole-town")
    with django_db_blocker.unblock(), transaction.atomic():
        settings.CANBO_HOME = own
        stood = take_in(Town(EXAMPLES / "sam-son"))
        settings.CANBO_HOME = before
        yield own, stood
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def stood(whole: tuple[Path, Stood]) -> Stood:
    """What came of the files, looked at by all tests."""
    return whole[1]


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


# --- a forecast of the past: what the papers of that day allow, against what came ---------------


def tried(stood: Stood, day: date) -> tuple[Oracle, Backtest, dict[str, set[str]]]:
    """The backtest of a day in the ledger's people, by outcome of retirements."""
    then = Perspective(day, datetime.combine(day, time.max, VIETNAM))
    scene = Scene.of(stood.home.snapshot, load(), then)
    early = forecast(scene, Horizon.of_years(day, 3), load_parameters().fields)
    until = Perspective(REPORTED, datetime.combine(REPORTED, time.max, VIETNAM))
    found = backtest(early, stood.home.snapshot, until)
    by_outcome: dict[str, set[str]] = defaultdict(set)
    for row in found.retirements:
        by_outcome[row.outcome].add(stood.home.person_of[row.person])
    return Oracle(stood.town, day), found, by_outcome


def test_retirements_foreseen_in_2008_are_those_that_the_papers_allow(stood: Stood) -> None:
    """Known at the end of 2008: the committee of 2005, its members by the year of their birth."""
    day, first = date(2008, 12, 31), date(2009, 1, 1)
    oracle, found, by_outcome = tried(stood, day)
    pensions = {person: oracle.pension(person) for person in oracle.committee("XIV")}
    possible = {who for who, days in pensions.items() if days.first <= REPORTED}
    sure = {who for who in possible if pensions[who].first >= first
            and pensions[who].last <= REPORTED}  # fmt: skip
    left = oracle.left(first, REPORTED)
    assert found.holders_then == len(pensions)
    assert by_outcome[Outcome.SURE_HIT] == sure & left.keys()
    assert by_outcome[Outcome.POSSIBLE_HIT] == (possible - sure) & left.keys()
    assert by_outcome[Outcome.MISSED] == left.keys() - possible
    assert by_outcome[Outcome.SURE_TOO_MANY] == sure - left.keys()
    assert by_outcome[Outcome.POSSIBLE_TOO_MANY] == possible - sure - left.keys()
    # what the decision about forecasts says of it: four of five by age, three of them surely
    by_age = {who for who, how in left.items() if how == "age"}
    assert (len(by_age), len(by_age & possible), len(by_age & sure)) == (5, 4, 3)
    reasons = {stood.home.person_of[row.person]: row.because for row in found.retirements}
    before = oracle.left(date(2005, 1, 1), day)
    for who, because in reasons.items():
        assert (because is Because.GONE_BEFORE) == (who in before)
        not_foreseeable = who in left and left[who] != "age"
        assert (because is Because.NOT_BY_AGE) == not_foreseeable


def test_terms_of_the_committee_end_as_the_ledger_says(stood: Stood) -> None:
    """Known at the end of 2008: the committee of 2005 to 2010, elected anew in July 2010."""
    day, first = date(2008, 12, 31), date(2009, 1, 1)
    oracle, found, _ = tried(stood, day)
    last = oracle.congress("XV") - timedelta(days=1)
    titles = {identity: post.title for identity, post in stood.home.snapshot.posts.items()}
    told = {(stood.home.person_of[one.person], titles[one.post]): one for one in found.terms}
    seats = oracle.seats("XIV")
    ended = {seat: min(last, oracle.left_on(seat[0]) - timedelta(days=1)) for seat in seats}
    came = {seat for seat, end in ended.items() if end >= first}
    assert (len(seats), len(came)) == (37, 29)
    assert {seat for seat in seats if told[seat].outcome is Outcome.SURE_HIT} == came
    for seat in seats - came:
        assert told[seat].outcome is Outcome.SURE_TOO_MANY
        assert told[seat].because is Because.GONE_BEFORE
    for seat in came:
        assert (told[seat].happened.first, told[seat].happened.last) == (ended[seat], ended[seat])
        assert (told[seat].because is Because.EARLIER) == (ended[seat] < date(2010, 1, 1))
    unsaid = [one for seat, one in told.items() if seat not in seats]
    assert {one.because for one in unsaid} == {Because.NO_POST_KNOWN}
    assert all(one.outcome is Outcome.MISSED for one in unsaid)


@pytest.mark.parametrize(("day", "foreseen", "came"), [
    (date(2008, 12, 31), 2, 0), (date(2009, 6, 30), 22, 11),
])  # fmt: skip
def test_who_needed_intermediate_theory_and_who_studied(
    stood: Stood, day: date, foreseen: int, came: int
) -> None:
    """No ward had sent a roster: whom the planning lists name is all that could be foreseen."""
    oracle, found, _ = tried(stood, day)
    sat = oracle.sat(day + timedelta(days=1), REPORTED)
    wanted = oracle.lacking_theory(day)
    assert len(wanted) == foreseen
    assert len(wanted & sat["LLCT-TC"]) == came
    told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in found.courses:
        told[row.course][row.outcome].add(stood.home.person_of[row.person])
    theory = told["LLCT-TC"]
    assert theory[Outcome.POSSIBLE_HIT] == wanted & sat["LLCT-TC"]
    assert theory[Outcome.POSSIBLE_TOO_MANY] == wanted - sat["LLCT-TC"]
    assert theory[Outcome.MISSED] == sat["LLCT-TC"] - wanted
    happened = (Outcome.SURE_HIT, Outcome.POSSIBLE_HIT, Outcome.MISSED)
    for course, rows in told.items():
        assert set().union(*(rows[one] for one in happened)) == sat.get(course, set()), course
    assert sat.keys() <= told.keys()


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


# --- every list goes out and comes back ----------------------------------------------------------


@pytest.fixture
def town(whole: tuple[Path, Stood], home: Path) -> Iterator[datetime]:
    """The town as it stood the day after its last paper came in."""
    settings.CANBO_HOME, _ = whole
    with transaction.atomic():
        yield LAST
        transaction.set_rollback(True)


def stored() -> dict[str, int]:
    """How many facts there are, and how many of them stand."""
    found: dict[str, int] = {}
    for kind, shape in SHAPES.items():
        ((all_of_them, standing),) = sql.rows(
            f"SELECT count(*), count(*) FILTER (WHERE voided_at IS NULL) FROM {shape.table}"
        )
        found |= {f"{kind}": all_of_them, f"{kind} standing": standing}
    return found


def cells(content: bytes) -> Iterator[tuple[object, ...]]:
    """What a person sees below the title."""
    book = Book(content)
    for row in (book.header, *book.rows):
        shown = list(book.page[row])[: book.key.column - 1]
        yield tuple(cell.value for cell in shown)


def test_every_list_comes_back_saying_nothing(town: datetime) -> None:
    before, rows = stored(), {}
    for number, name in enumerate(LISTS):
        at = town + timedelta(hours=2 * number)
        content = export(name, at=at, as_of=at.date())
        rows[name] = len(Book(content).rows)
        report = back(content, at=at + timedelta(hours=1), file=f"{name}.xlsx")
        assert is_nothing(report), (name, report.problems[:5], report.differences[:5])
        cells_of = report.cells
        assert cells_of.read == cells_of.stored + cells_of.structure + cells_of.derived

    assert stored() == before
    empty = {name for name, count in rows.items() if not count}
    assert empty == set(), rows


def _only_remarks(self: Export, _row: str, place: int, _text: str) -> bool:
    """Several remarks stand in one cell: it says nothing of any one of them."""
    return self.mark.columns[place].which == "note"


def test_every_cell_reads_back_as_what_it_shows(town: datetime) -> None:
    """Where the digests are of no help: each cell read anew says just what stands."""
    from canbo.exchange.workbooks import returning

    at = town
    titles = {one.name for one in load().posts.values()}

    def is_held(post: str) -> bool:
        """Whether a post's cell must read back: one that only a career's words name need not."""
        return name != "tenures" or post.split(",", maxsplit=1)[0] in titles

    for name in LISTS:
        content = export(name, at=at, as_of=at.date())
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(returning.Export, "is_untouched", _only_remarks)
            patch.setattr(returning._OwnSheet, "_refuse_moved", lambda *_: None)
            report = back(content, preview=True, at=at + timedelta(hours=1), file=f"{name}.xlsx")
        asked = [
            (one.cell, one.field, one.before, one.after)
            for one in report.differences
            if is_held(one.before)
        ]
        assert not asked, (name, len(asked), asked[:10])
        others = set(codes(report)) - {"export_cell_derived"}
        told = [one for one in report.problems if one.code in others and is_held(one.found)]
        assert not told, (name, len(told), told[:10])


def test_an_edited_list_goes_out_as_it_came_in(town: datetime) -> None:
    at = town
    book = Book(export("ratings", at=at, as_of=at.date()))
    name = book.lines()[0][1]
    other = "Hoàn thành tốt nhiệm vụ"
    assert book.get(name, "Xếp loại") != other
    content = book.set(name, "Xếp loại", other).bytes()
    back(content, {"kind:edited": "correct"}, at=at + timedelta(hours=1))

    again = export("ratings", at=at + timedelta(hours=2), as_of=at.date())

    # the source of an edited cell is the list it was edited in; all else is as it was sent
    def seen(rows: Iterator[tuple[object, ...]]) -> list[tuple[object, ...]]:
        return [row[:-1] for row in rows]

    assert seen(cells(again)) == seen(cells(content))
