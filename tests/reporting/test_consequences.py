"""What an act by hand would change, shown before it is stored; nothing of the showing stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.accounts.access import local_operator
from canbo.accounts.actor import Actor, GrantValue
from canbo.engine.facts import (
    Attainment,
    Evidence,
    Fact,
    FactKind,
    Particular,
    ParticularKind,
    Scale,
    Source,
    Tenure,
    UnitLevel,
)
from canbo.engine.figures import Window
from canbo.engine.law import Answer, Dimension
from canbo.engine.law.check import check_all
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import PartialDate, Period, Perspective, Validity
from canbo.journal.access import last_seq
from canbo.journal.operations import write_entry
from canbo.law import load
from canbo.records import operations
from canbo.records.access import read_snapshot
from canbo.records.models import FactRow
from canbo.reporting.consequences import Consequences, foresee
from canbo.reporting.turning import about, turning_days, verdict_changes
from tests.figures.homes import EARLY, Home
from tests.figures.stored import ACT, Town, make_town

pytestmark = pytest.mark.django_db
NOW = datetime(2011, 8, 1, 5, tzinfo=UTC)
TODAY = date(2011, 8, 1)
OPERATOR = local_operator()
DECIDED = Source(Evidence.DECISION, "", "", "12/QĐ-UBND", date(2011, 7, 20))


def new(made: type[Fact], begins: str = "", ends: str = "", /, **own: Any) -> Fact:
    days = [PartialDate.parse(text) if text else None for text in (begins, ends)]
    shared = {"id": uuid4(), "key": uuid4(), "recorded_at": NOW, "source": DECIDED}
    return made(validity=Validity(*days), **shared, **own)


def reached(person: Any, level: str, begins: str = "") -> Fact:
    return new(Attainment, begins, person=person.id, scale=Scale.PROFESSIONAL, level=level)


def recording(*facts: Fact) -> Callable[[], object]:
    return lambda: operations.record_facts(facts=facts, actor=OPERATOR, at=NOW)


def shown(act: Callable[[], object], as_of: date = TODAY, **asked: Any) -> Consequences:
    return foresee(act, actor=asked.pop("actor", OPERATOR), at=NOW, as_of=as_of, **asked)


@pytest.fixture
def town() -> Town:
    entry = write_entry(
        actor_id="tests", actor_name="", action="tests", at=EARLY, subject="", data={}
    )
    assert entry.seq == ACT  # of the facts that the town is stored with
    return make_town()


def everything() -> list[str]:
    return sorted(repr(row) for model in FactRow.__subclasses__() for row in model.objects.values())


def test_what_is_shown_is_not_stored(town: Town) -> None:
    before, acts = everything(), last_seq()
    found = shown(recording(reached(town.binh, "ĐH", "2009")))

    assert [(one.before, one.after.words) for one in found.facts] == [
        (None, "trình độ: chuyên môn; Đại học")
    ]
    assert (everything(), last_seq()) == (before, acts)


def test_what_the_act_refuses_is_refused_and_leaves_nothing(town: Town) -> None:
    stranger = new(Attainment, person=uuid4(), scale=Scale.IT, level="TC")
    before = everything()
    with pytest.raises(Refusal) as refused:
        shown(recording(stranger))
    assert refused.value.code == "fact_subject_unknown"
    assert everything() == before


def test_a_backdated_degree_turns_the_answer_from_its_day_on(town: Town) -> None:
    found = shown(recording(reached(town.binh, "ĐH", "5/8/2009")))
    professional = [one for one in found.verdicts if one.dimension is Dimension.PROFESSIONAL]

    first = professional[0]
    assert (first.before, first.after) == (Answer.NOT_MET, Answer.MET)
    assert first.begins == date(2009, 8, 5)
    assert {one.person for one in found.verdicts} == {town.binh.id}
    assert found.names[town.binh.id] == "Lê Văn Bình"
    assert "phường Trường Sơn" in found.posts[first.post]


def test_figures_tell_the_people_whose_answer_changes(town: Town) -> None:
    found = shown(recording(reached(town.binh, "ĐH", "5/8/2009")))
    share = [one for one in found.figures if one.name == "commune_intermediate_professional_share"]

    assert {(one.moment.as_of, one.before, one.after) for one in share} == {
        (date(2009, 12, 31), "1/3", "2/3"),
        (date(2010, 12, 31), "1/3", "2/3"),
        (TODAY, "1/3", "2/3"),
    }
    assert all(one.changing == (town.binh.id,) for one in share)


def test_a_fact_to_come_changes_days_to_come_only(town: Town) -> None:
    found = shown(recording(reached(town.binh, "ĐH", "1/1/2012")))

    assert {one.moment.as_of for one in found.figures} == {date(2012, 1, 1)}
    assert all(one.begins and one.begins >= date(2012, 1, 1) for one in found.verdicts)
    assert found.verdicts


def test_a_voided_fact_shows_its_loss(town: Town) -> None:
    level = next(one for one in town.home.attainments if one.person == town.anh.id)
    found = shown(
        lambda: operations.void_fact(
            kind=FactKind.ATTAINMENT, fact=level.id, reason="ghi nhầm", actor=OPERATOR, at=NOW
        )
    )

    assert [(one.before.id, one.after) for one in found.facts] == [(level.id, None)]
    assert {one.after for one in found.verdicts} == {Answer.MISSING}


def test_a_correction_stands_beside_what_it_corrects(town: Town) -> None:
    level = next(one for one in town.home.attainments if one.person == town.binh.id)
    found = shown(
        lambda: operations.correct_fact(
            kind=FactKind.ATTAINMENT, fact=level.id, values={"level": "TC"}, source=DECIDED,
            actor=OPERATOR, at=NOW,
        )
    )  # fmt: skip

    assert [(one.before.values["level"], one.after.values["level"]) for one in found.facts] == [
        ("SC", "TC")
    ]
    assert "12/QĐ-UBND" in found.facts[0].after.source


def test_an_attendance_more_is_counted_in_its_years_only(town: Town) -> None:
    somebody = next(iter(town.home.attendances))
    dated = {"begins": PartialDate(2008, 9), "ends": PartialDate(2010, 6)}
    stored = operations.correct_fact(
        kind=FactKind.ATTENDANCE, fact=somebody.id, values={"validity": Validity(**dated)},
        source=DECIDED, actor=OPERATOR, at=NOW,
    )  # fmt: skip
    found = shown(
        lambda: operations.void_fact(
            kind=FactKind.ATTENDANCE, fact=stored.id, reason="", actor=OPERATOR, at=NOW
        ),
        window=Window(date(2006, 1, 1), TODAY),
    )
    theory = [one for one in found.figures if one.name == "intermediate_theory_people"]

    assert {(one.moment.window.first.year, one.before, one.after) for one in theory} == {
        (2008, 4, 3), (2009, 4, 3), (2010, 4, 3), (2006, 4, 3),
    }  # fmt: skip
    assert all(one.leaving == (somebody.person,) for one in theory)


def test_a_placement_asks_about_everybody_in_posts(town: Town) -> None:
    placement = next(one for one in town.home.placements if one.unit == town.ward.id)
    found = shown(
        lambda: operations.correct_fact(
            kind=FactKind.UNIT_PLACEMENT, fact=placement.id, values={"area": "mountain"},
            source=DECIDED, actor=OPERATOR, at=NOW,
        )
    )  # fmt: skip

    assert {one.person for one in found.verdicts} <= {town.anh.id, town.binh.id}
    assert [one.after.person for one in found.facts] == [None]


def test_who_may_see_less_is_shown_less(town: Town) -> None:
    everyday = frozenset(UnitLevel)
    whole = GrantValue("clerk", None, frozenset({UnitLevel.DISTRICT}), 0, Period(None, None))
    own = GrantValue("ward_clerk", town.ward.id, everyday, 0, Period(None, None))
    clerk = Actor("7", "Mai", (whole, own))
    unseen = reached(town.cuc, "ĐH", "2005")
    found = shown(recording(unseen, reached(town.binh, "ĐH", "2005")), actor=clerk)

    assert {one.person for one in found.verdicts} == {town.binh.id}
    assert [one.after.person for one in found.facts] == [town.binh.id]
    assert town.cuc.id not in found.names
    assert found.hidden == 1
    assert any(one.hidden for one in found.figures)


def test_identity_numbers_are_masked(town: Town) -> None:
    number = new(
        Particular, person=town.anh.id, kind=ParticularKind.IDENTITY_NUMBER, value="171234567"
    )
    line = shown(recording(number)).facts[0].after

    assert "171234" not in line.words + str(line.values)
    assert line.words.endswith("••••••567")


def test_a_future_post_leaves_today_alone_and_lets_others_act(town: Town) -> None:
    """asks 15: announced now, in force later; other decisions go through meanwhile."""
    seat = next(one for one in town.home.posts.values() if one.unit == town.other.id)
    promoted = new(Tenure, "1/1/2012", person=town.binh.id, post=seat.id)
    today = Perspective(TODAY, NOW + timedelta(hours=3))
    before = {(one.person, one.post) for one in read_snapshot().folded(today).tenures}
    recording(promoted)()

    assert {(one.person, one.post) for one in read_snapshot().folded(today).tenures} == before
    meanwhile = new(Tenure, "1/9/2011", person=town.an.id, post=seat.id)
    operations.record_facts(facts=[meanwhile], actor=OPERATOR, at=NOW + timedelta(hours=1))
    held = read_snapshot().folded(replace(today, as_of=date(2012, 1, 1))).tenures
    assert {one.person for one in held if one.post == seat.id} >= {town.binh.id, town.an.id}


# --- the few days looked at say as much as every day ---------------------------------------------

FIRST, LAST = date(2003, 6, 1), date(2014, 6, 1)
days = st.dates(date(2003, 1, 1), date(2014, 12, 31))
partial = st.one_of(
    days.map(PartialDate.of),
    days.map(lambda day: PartialDate(day.year, day.month)),
    days.map(lambda day: PartialDate(day.year)),
)


@st.composite
def validities(draw: st.DrawFn) -> Validity:
    begins, ends = draw(st.none() | partial), draw(st.none() | partial)
    if begins and ends and ends.latest < begins.earliest:
        begins, ends = ends, begins
    return Validity(begins, ends, draw(st.none() | days))


@st.composite
def homes(draw: st.DrawFn) -> tuple[Home, Fact]:
    """A person with a few posts, degrees and classes; and one more fact."""
    home = Home()
    units = [home.unit(name=name) for name in ("xã Quảng Cư", "phường Trường Sơn")]
    person = home.person()
    posts = [home.post(draw(st.sampled_from(units)), title=title) for title in ("X05", "X04", "Y1")]
    classes = [home.training_class("BD-QLNN", "3/2008", "4/2008")]
    classes.append(home.training_class("LLCT-TC", "9/2010", "6/2012"))
    if draw(st.booleans()):
        born = draw(st.dates(date(1950, 1, 1), date(1990, 1, 1)))
        kind, shared = ParticularKind.BIRTH, home._shared()
        home.particulars.append(
            Particular(**shared, person=person.id, kind=kind, value=born.isoformat())
        )
    for _ in range(draw(st.integers(0, 3))):
        tenure = home.holds(person, draw(st.sampled_from(posts)))
        home.tenures[-1] = replace(tenure, validity=draw(validities()))
    for _ in range(draw(st.integers(0, 2))):
        level = home.reached(person, draw(st.sampled_from(["SC", "TC", "ĐH"])))
        home.attainments[-1] = replace(level, validity=draw(validities()))
    home.sat(person, draw(st.sampled_from(classes)))
    made = draw(st.sampled_from(["tenure", "level", "class"]))
    if made == "tenure":
        one: Fact = home.holds(person, draw(st.sampled_from(posts)))
        home.tenures.pop()
    elif made == "level":
        one = home.reached(person, draw(st.sampled_from(["TC", "ĐH"])))
        home.attainments.pop()
    else:
        one = home.sat(person, draw(st.sampled_from(classes)))
        home.attendances.pop()
    return home, replace(one, validity=draw(validities()))


@given(homes())
@settings(max_examples=15)
def test_the_turning_days_say_as_much_as_every_day(drawn: tuple[Home, Fact]) -> None:
    home, fact = drawn
    before = home.snapshot()
    place = {Tenure: "tenures", Attainment: "attainments"}.get(type(fact), "attendances")
    after = replace(before, **{place: (*getattr(before, place), fact)})
    people = set(home.people)
    sides = [about(side, people) for side in (before, after)]
    law, known_at = load(), datetime(2030, 1, 1, tzinfo=UTC)
    turning = turning_days(sides, law)
    looked_at = [min([FIRST, *turning]) - timedelta(days=1), *turning]
    found = verdict_changes(*sides, law=law, known_at=known_at, days=looked_at)
    day = FIRST
    while day <= LAST:
        old, new_ = (strictest(side, day, known_at) for side in (before, after))
        wanted = {
            (place, old.get(place), new_.get(place))
            for place in old.keys() | new_.keys()
            if old.get(place) != new_.get(place)
        }
        told = {
            ((one.person, one.post, one.dimension), one.before, one.after)
            for one in found
            if one.begins <= day and (one.ends is None or day <= one.ends)
        }
        assert told == wanted, day
        day += timedelta(days=5)


def strictest(snapshot: Any, day: date, known_at: datetime) -> dict[Any, Answer]:
    order = [Answer.MET, Answer.MISSING, Answer.NOT_YET, Answer.NOT_MET]
    found: dict[Any, Answer] = {}
    for one in check_all(snapshot, load(), Perspective(day, known_at)):
        place = (one.person, one.post, one.standard.dimension)
        found[place] = max(found.get(place, Answer.MET), one.answer, key=order.index)
    return found
