"""The check of a whole home: every post, every perspective, units, areas, several posts, size."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from canbo.engine.facts import ParticularKind, TrainingClass
from canbo.engine.law import (
    Answer,
    Area,
    Dimension,
    Dossier,
    Holder,
    Law,
    Requirement,
    Standard,
    Verdict,
    check,
    check_all,
    strictest_failures,
)
from canbo.engine.timeline import PartialDate, Period, Perspective, Validity
from canbo.law import load
from tests.law.officials import EARLY, LATE, Town, holds, on

AS_OF = date(2011, 7, 31)
SINCE = {"since": "15/6/2005"}


def _answers(verdicts: tuple[Verdict, ...], dimension: Dimension) -> list[Answer]:
    return [each.answer for each in verdicts if each.standard.dimension is dimension]


def test_every_post_of_a_person_is_tested_and_the_strictest_failure_is_told() -> None:
    law = load()
    town = Town(law)
    person, unit = town.person("1970", "m"), town.unit("delta")
    front, secretary = town.post("X07", unit), town.post("X01", unit)
    for post in (front, secretary):
        town.tenure(person, post, holds(SINCE))
    town.level(person, "CTSC")
    town.level(person, "CQĐT")
    verdicts = check_all(town.snapshot(), law, on(AS_OF))
    theory = {
        verdict.post: verdict.answer
        for verdict in verdicts
        if verdict.standard.dimension is Dimension.POLITICAL_THEORY
    }
    assert theory == {front: Answer.MET, secretary: Answer.NOT_MET}
    worst = strictest_failures(verdicts, law)
    assert worst[person, Dimension.POLITICAL_THEORY].post == secretary
    professional = worst[person, Dimension.PROFESSIONAL]
    assert (professional.answer, professional.required) == (Answer.NOT_MET, "TC")
    assert worst[person, Dimension.GENERAL_EDUCATION].answer is Answer.MISSING
    assert (person, Dimension.AGE_AT_FIRST_APPOINTMENT) not in worst


def test_units_restrict_the_posts_that_are_tested() -> None:
    law = load()
    town = Town(law)
    here, there = town.unit("delta"), town.unit("delta")
    people = []
    for unit in (here, there):
        person = town.person("1970", "m")
        town.tenure(person, town.post("X05", unit), holds(SINCE))
        people.append(person)
    snapshot = town.snapshot()
    assert {verdict.person for verdict in check_all(snapshot, law, on(AS_OF))} == set(people)
    assert {each.person for each in check_all(snapshot, law, on(AS_OF), {here})} == {people[0]}
    assert check_all(snapshot, law, on(AS_OF), set()) == ()


def test_a_body_inside_a_ward_lies_where_the_ward_lies() -> None:
    law = load()
    town = Town(law)
    ward = town.unit("", "phường")
    council = town.unit("", "", parent=ward)
    person = town.person("1970", "m")
    town.tenure(person, town.post("X05", council), holds(SINCE))
    town.level(person, "SC")
    verdicts = check_all(town.snapshot(), law, on(AS_OF))
    assert _answers(verdicts, Dimension.PROFESSIONAL) == [Answer.NOT_MET]


def test_what_was_not_yet_known_gives_the_old_answer() -> None:
    law = load()
    town = Town(law)
    person = town.person("1970", "m")
    town.tenure(person, town.post("X05", town.unit("delta")), holds(SINCE))
    town.level(person, "TC")
    snapshot = town.snapshot()
    learnt = datetime(2011, 9, 1, tzinfo=UTC)
    late = tuple(replace(fact, recorded_at=learnt) for fact in snapshot.attainments)
    snapshot = replace(snapshot, attainments=late)
    before = check_all(snapshot, law, Perspective(AS_OF, EARLY))
    after = check_all(snapshot, law, Perspective(AS_OF, learnt))
    assert _answers(before, Dimension.PROFESSIONAL) == [Answer.MISSING]
    assert _answers(after, Dimension.PROFESSIONAL) == [Answer.MET]


def test_the_facts_behind_an_answer_are_named() -> None:
    law = load()
    town = Town(law)
    person = town.person("1970", "m")
    town.tenure(person, town.post("X05", town.unit("delta")), holds(SINCE))
    town.level(person, "SC")
    town.level(person, "TC", "equivalent")
    snapshot = town.snapshot()
    (verdict,) = [
        each
        for each in check_all(snapshot, law, on(AS_OF))
        if each.standard.dimension is Dimension.PROFESSIONAL
    ]
    assert (verdict.answer, verdict.required, verdict.held) == (Answer.MET, "TC", "TC")
    assert verdict.facts == (snapshot.attainments[1].id,)


def test_a_post_the_law_does_not_know_and_a_post_left_are_not_tested() -> None:
    law = load()
    town = Town(law)
    unit = town.unit("delta")
    town.tenure(town.person("1970"), town.post("H61", unit), holds(SINCE))
    left = {"since": "15/6/2005", "until": "30/6/2011"}
    town.tenure(town.person("1970"), town.post("X05", unit), holds(left))
    assert check_all(town.snapshot(), law, on(AS_OF)) == ()


def test_births_that_agree_narrow_each_other_and_contradictions_leave_it_open() -> None:
    law = load()
    for second, expected in (("12/3/1958", Answer.NOT_MET), ("1975", Answer.MISSING)):
        town = Town(law)
        person = town.person("1958", "m")
        town.say(person, ParticularKind.BIRTH, PartialDate.parse(second).iso())
        town.tenure(person, town.post("X01", town.unit("delta")), holds(SINCE))
        verdicts = check_all(town.snapshot(), law, on(AS_OF))
        assert _answers(verdicts, Dimension.AGE_AT_FIRST_APPOINTMENT) == [expected]


def test_one_holder_gets_the_same_answers_as_in_the_whole_home() -> None:
    law = load()
    town = Town(law)
    person = town.person("1970", "m")
    post = town.post("X05", town.unit("mountain"))
    town.tenure(person, post, holds(SINCE))
    town.level(person, "TC")
    town.attends(person, "BD-QLNN", to="2008")
    snapshot = town.snapshot()
    dossier = Dossier(
        person,
        snapshot.particulars,
        snapshot.tenures,
        snapshot.attainments,
        snapshot.attendances,
    )
    holder = Holder(
        dossier, snapshot.posts[post], snapshot.posts, snapshot.classes, frozenset({Area.MOUNTAIN})
    )
    alone = check(holder=holder, standards=law.standards, law=law, perspective=on(AS_OF))
    assert alone == check_all(snapshot, law, on(AS_OF))
    assert len(alone) > 5


def test_a_post_is_held_to_the_standards_of_its_title_on_the_day() -> None:
    law = load()
    town = Town(law)
    post = town.post("Y5", town.unit("delta"))
    town.tenure(town.person("1970", "m"), post, holds(SINCE))
    later = LATE - timedelta(days=1)
    town.retitle(post, "X05", Validity(PartialDate(2010, 1, 1)), recorded_at=later)
    of_day = [on(date(2009, 12, 31)), on(date(2010, 1, 1))]
    untold = [Perspective(each.as_of, later - timedelta(days=1)) for each in of_day]

    def titles(perspective: Perspective) -> set[str]:
        found = check_all(town.snapshot(), law, perspective)
        assert found
        return set.intersection(*(set(verdict.standard.posts) for verdict in found))

    assert ["X05" in titles(each) for each in of_day] == [False, True]
    assert ["Y5" in titles(each) for each in of_day] == [True, False]
    assert ["Y5" in titles(each) for each in untold] == [True, True]


def test_what_a_roster_saw_later_in_the_same_seat_began_later() -> None:
    law = load()
    for same_seat, expected in ((True, Answer.NOT_MET), (False, Answer.MISSING)):
        town = Town(law)
        person = town.person("01/01/1955", "m")
        first = town.post("X01", town.unit("delta"))
        again = first if same_seat else town.post("X01", town.unit("delta"))
        town.tenure(person, first, holds({"since": "15/6/2005", "until": "31/12/2007"}))
        town.tenure(person, again, holds({"seen": "31/12/2009"}))
        verdicts = check_all(town.snapshot(), law, on(AS_OF))
        assert _answers(verdicts, Dimension.AGE_AT_FIRST_APPOINTMENT) == [expected]


def _with_grace(law: Law) -> Law:
    rule = Standard(
        "grace",
        frozenset({"X05"}),
        Area.ALL,
        Dimension.PROFESSIONAL,
        Requirement(level="ĐH"),
        Period(date(2023, 8, 1), None),
        law.standards[0].citation,
        grace_until=date(2028, 8, 1),
    )
    return replace(law, standards=(rule,))


@pytest.mark.parametrize(
    ("since", "seen", "as_of", "answer"),
    [
        ("2015", None, date(2024, 1, 1), Answer.NOT_YET),
        (None, "01/01/2020", date(2024, 1, 1), Answer.NOT_YET),
        ("2015", None, date(2028, 7, 31), Answer.NOT_YET),
        ("2015", None, date(2028, 8, 1), Answer.NOT_MET),
        ("02/8/2023", None, date(2024, 1, 1), Answer.NOT_MET),
        (None, "01/01/2024", date(2024, 1, 1), Answer.MISSING),
    ],
)
def test_grace_is_for_those_already_in_post(
    since: str | None, seen: str | None, as_of: date, answer: Answer
) -> None:
    law = _with_grace(load())
    town = Town(load())
    person = town.person("1970", "m")
    words = {"since": since, "seen": seen}
    town.tenure(person, town.post("X05", town.unit("delta")), holds(words))
    town.level(person, "TC", since="2010")
    (verdict,) = check_all(town.snapshot(), law, on(as_of))
    assert verdict.answer is answer


def test_a_level_on_the_wrong_scale_says_nothing() -> None:
    law = load()
    town = Town(law)
    person = town.person("1970", "m")
    town.tenure(person, town.post("X05", town.unit("delta")), holds(SINCE))
    town.level(person, "ĐH")
    snapshot = town.snapshot()
    wrong = tuple(replace(fact, level="QLCV") for fact in snapshot.attainments)
    verdicts = check_all(replace(snapshot, attainments=wrong), law, on(AS_OF))
    assert _answers(verdicts, Dimension.PROFESSIONAL) == [Answer.MISSING]


def test_a_class_without_days_counts_as_attended() -> None:
    law = load()
    town = Town(law)
    person = town.person("1970", "m")
    town.tenure(person, town.post("X05", town.unit("delta")), holds(SINCE))
    town.attends(person, "BD-QLKT")
    snapshot = town.snapshot()
    assert all(isinstance(each, TrainingClass) for each in snapshot.classes.values())
    verdicts = check_all(snapshot, law, on(AS_OF))
    assert _answers(verdicts, Dimension.COURSES) == [Answer.MET]


def test_validity_of_tenures_known_only_by_month_is_read_from_the_widest_days() -> None:
    law = load()
    town = Town(law)
    person = town.person("1970", "m")
    month = Validity(begins=PartialDate(2011, 7), ends=PartialDate(2011, 7))
    town.tenure(person, town.post("X01", town.unit("delta")), month)
    verdicts = check_all(town.snapshot(), law, on(date(2011, 7, 15)))
    assert _answers(verdicts, Dimension.AGE_AT_FIRST_APPOINTMENT) == [Answer.MET]
