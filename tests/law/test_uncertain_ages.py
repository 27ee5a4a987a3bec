"""Partial dates decide only where every day they may mean decides alike."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from canbo.engine.law import Answer, Dimension, Verdict, check_all
from canbo.engine.law.ages import full_years
from canbo.engine.timeline import PartialDate, Validity
from canbo.law import load
from tests.law.officials import Town, on

AS_OF = date(2011, 7, 31)
FORCE = date(2004, 2, 27)
births = st.dates(date(1954, 1, 1), date(1970, 12, 31))
begins = st.dates(date(2003, 1, 1), date(2011, 6, 30))
precisions = st.sampled_from([1, 2, 3])


def _blur(day: date, precision: int) -> PartialDate:
    parts = (day.year, day.month, day.day)[:precision]
    return PartialDate(*parts)


def _verdict(birth: PartialDate, tenure: Validity) -> Verdict | None:
    law = load()
    town = Town(law)
    person = town.person(birth.iso(), "m")
    town.tenure(person, town.post("X01", town.unit("delta")), tenure)
    verdicts = [
        verdict
        for verdict in check_all(town.snapshot(), law, on(AS_OF))
        if verdict.standard.dimension is Dimension.AGE_AT_FIRST_APPOINTMENT
    ]
    assert len(verdicts) <= 1
    return verdicts[0] if verdicts else None


def _ends_of(written: PartialDate) -> list[date]:
    span = (written.latest - written.earliest).days
    return [written.earliest + timedelta(days=step) for step in (0, span // 3, span // 2, span)]


def _days_between(first: date, last: date) -> list[date]:
    return [first, first + (last - first) / 2, last, *([FORCE] if first < FORCE < last else [])]


@given(birth=births, begin=begins, of_birth=precisions, of_begin=precisions)
def test_a_decided_answer_holds_for_every_day_the_dates_may_mean(
    birth: date, begin: date, of_birth: int, of_begin: int
) -> None:
    born, began = _blur(birth, of_birth), _blur(begin, of_begin)
    assume(began.latest <= AS_OF)
    blurred = _verdict(born, Validity(begins=began))
    sharp = [
        _verdict(PartialDate.of(birth_day), Validity(begins=PartialDate.of(begin_day)))
        for birth_day in _ends_of(born)
        for begin_day in _days_between(began.earliest, began.latest)
    ]
    answers = {verdict.answer if verdict else None for verdict in sharp}
    if blurred is None:
        assert answers == {None}
    elif blurred.answer is Answer.MET:
        assert answers <= {Answer.MET, None}
    elif blurred.answer is Answer.NOT_MET:
        assert answers == {Answer.NOT_MET}
    else:
        assert blurred.reason in {"birth_unknown", "appointment_date_unknown"}
        assert len(answers) > 1


@given(birth=births, begin=begins)
def test_full_dates_are_always_decided(birth: date, begin: date) -> None:
    verdict = _verdict(PartialDate.of(birth), Validity(begins=PartialDate.of(begin)))
    if begin < FORCE:
        assert verdict is None
        return
    assert verdict is not None
    age = full_years(birth, begin)
    assert verdict.held == str(age)
    assert verdict.answer is (Answer.MET if age <= 45 else Answer.NOT_MET)


@given(birth=births, seen=st.dates(FORCE, AS_OF))
def test_an_unwritten_beginning_is_met_or_missing_never_failed(birth: date, seen: date) -> None:
    verdict = _verdict(PartialDate.of(birth), Validity(known_by=seen))
    assert verdict is not None
    if full_years(birth, seen) <= 45:
        assert verdict.answer is Answer.MET
    else:
        assert (verdict.answer, verdict.reason) == (Answer.MISSING, "appointment_date_unknown")


@given(birth=st.dates(date(1900, 1, 1), date(2000, 1, 1)), days=st.integers(0, 40_000))
def test_age_grows_by_one_on_each_birthday_only(birth: date, days: int) -> None:
    day = birth + timedelta(days=days)
    grown = full_years(birth, day + timedelta(days=1)) - full_years(birth, day)
    next_day = day + timedelta(days=1)
    is_birthday = (next_day.month, next_day.day) == (birth.month, birth.day)
    leap_born = (birth.month, birth.day) == (2, 29)
    stands_in = leap_born and (next_day.month, next_day.day) == (3, 1)
    assert grown in (0, 1)
    if grown:
        assert is_birthday or stands_in
    assert full_years(birth, birth) == 0
