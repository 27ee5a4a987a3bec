"""The age of retirement: each band of the annex, the rule behind it, and what is missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canbo.engine.facts import Sex
from canbo.engine.law import Law, LegalEvidence, NoWorkingTime, WorkingTime, working_months_left
from canbo.engine.timeline import PartialDate
from canbo.law import load

MAN, WOMAN = Sex.MALE, Sex.FEMALE
SINCE_2021 = date(2021, 1, 1)

# Phụ lục I of Nghị định 135/2020/NĐ-CP: first and last month of birth, years and months of age
BANDS = [
    (MAN, "1/1961", "9/1961", 60, 3),
    (MAN, "10/1961", "6/1962", 60, 6),
    (MAN, "7/1962", "3/1963", 60, 9),
    (MAN, "4/1963", "12/1963", 61, 0),
    (MAN, "1/1964", "9/1964", 61, 3),
    (MAN, "10/1964", "6/1965", 61, 6),
    (MAN, "7/1965", "3/1966", 61, 9),
    (MAN, "4/1966", "12/1990", 62, 0),
    (WOMAN, "1/1966", "8/1966", 55, 4),
    (WOMAN, "9/1966", "4/1967", 55, 8),
    (WOMAN, "5/1967", "12/1967", 56, 0),
    (WOMAN, "1/1968", "8/1968", 56, 4),
    (WOMAN, "9/1968", "4/1969", 56, 8),
    (WOMAN, "5/1969", "12/1969", 57, 0),
    (WOMAN, "1/1970", "8/1970", 57, 4),
    (WOMAN, "9/1970", "4/1971", 57, 8),
    (WOMAN, "5/1971", "12/1971", 58, 0),
    (WOMAN, "1/1972", "8/1972", 58, 4),
    (WOMAN, "9/1972", "4/1973", 58, 8),
    (WOMAN, "5/1973", "12/1973", 59, 0),
    (WOMAN, "1/1974", "8/1974", 59, 4),
    (WOMAN, "9/1974", "4/1975", 59, 8),
    (WOMAN, "5/1975", "12/1990", 60, 0),
]


def left(birth: str, sex: Sex, on: date, law: Law | None = None) -> WorkingTime:
    found = working_months_left(birth=PartialDate.parse(birth), sex=sex, on=on, law=law or load())
    assert isinstance(found, WorkingTime)
    return found


@pytest.mark.parametrize(("sex", "first", "last", "years", "months"), BANDS)
def test_both_ends_of_each_band(sex: Sex, first: str, last: str, years: int, months: int) -> None:
    for birth in (f"01/{first}", PartialDate.parse(last).latest.strftime("%d/%m/%Y"), last):
        found = left(birth, sex, SINCE_2021)
        assert found.rule.age == 12 * years + months
        assert found.rule.citation.text == "nd-135-2020"


def required(sex: Sex, year: int) -> int:
    """Điều 4: the age asked for in a year, in months."""
    if sex is MAN:
        return 60 * 12 + min(max(0, 3 * (year - 2020)), 24)
    return 55 * 12 + min(max(0, 4 * (year - 2020)), 60)


@given(
    birth=st.dates(date(1955, 1, 1), date(1990, 12, 31)),
    sex=st.sampled_from(Sex),
)
def test_the_table_is_what_the_yearly_rule_comes_to(birth: date, sex: Sex) -> None:
    """The month in which the age, in whole months, first reaches what its year asks for."""
    age = 0
    while True:
        year, month = divmod(birth.year * 12 + birth.month - 1 + age, 12)
        if age >= required(sex, year):
            break
        age += 1
    found = left(birth.strftime("%d/%m/%Y"), sex, SINCE_2021)
    assert (found.last_day.year, found.last_day.month) == (year, month + 1)
    assert (found.last_day + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("birth", "sex", "on", "months", "last_day"),
    [
        ("05/5/1962", MAN, date(2011, 7, 31), 130, date(2022, 5, 31)),  # 60 years, the law of 2011
        ("05/5/1962", MAN, date(2011, 8, 1), 130, date(2022, 5, 31)),
        ("05/5/1962", MAN, date(2011, 8, 2), 129, date(2022, 5, 31)),
        ("05/5/1962", MAN, date(2021, 1, 1), 23, date(2022, 11, 30)),  # 60 years 6 months by then
        ("31/12/1975", WOMAN, date(2011, 7, 31), 233, date(2030, 12, 31)),
        ("1962", MAN, date(2011, 7, 31), 126, date(2022, 1, 31)),  # as born on 1 January
        ("5/1962", MAN, date(2011, 7, 31), 130, date(2022, 5, 31)),
        ("1/1961", MAN, date(2021, 4, 30), 0, date(2021, 4, 30)),
        ("1/1961", MAN, date(2021, 4, 1), 1, date(2021, 4, 30)),
        ("1/1940", MAN, date(2011, 7, 31), 0, date(2000, 1, 31)),
    ],
)
def test_months_left(birth: str, sex: Sex, on: date, months: int, last_day: date) -> None:
    found = left(birth, sex, on)
    assert (found.months, found.last_day) == (months, last_day)
    assert found.birth_is_full == (birth.count("/") == 2)


@given(on=st.dates(date(2000, 1, 1), date(2040, 12, 31)), sex=st.sampled_from(Sex))
def test_a_day_later_never_leaves_more_but_by_another_table(on: date, sex: Sex) -> None:
    today, tomorrow = (left("12/3/1979", sex, day) for day in (on, on + timedelta(days=1)))
    assert tomorrow.months in (today.months, today.months - 1, 0) or tomorrow.rule != today.rule


def test_what_is_missing_is_named() -> None:
    law, on, birth = load(), date(2011, 7, 31), PartialDate(1970)
    assert working_months_left(birth=None, sex=MAN, on=on, law=law) == "birth_unknown"
    assert working_months_left(birth=birth, sex=None, on=on, law=law) == "sex_unknown"
    before = date(1990, 1, 1)
    answer = working_months_left(birth=birth, sex=MAN, on=before, law=law)
    assert answer is NoWorkingTime.NO_RULE


@given(
    birth=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    on=st.dates(date(1995, 1, 1), date(2100, 1, 1)),
    sex=st.sampled_from(Sex),
)
def test_there_is_one_rule_for_everybody_since_1995(birth: date, on: date, sex: Sex) -> None:
    fitting = [
        rule
        for rule in load().retirement
        if rule.sex is sex and birth in rule.born and on in rule.in_force
    ]
    assert len(fitting) == 1


def test_only_compared_rows_are_marked_as_seen() -> None:
    seen = {rule.id for rule in load().retirement if rule.citation.evidence is LegalEvidence.SEEN}
    assert seen == {"rt-m-1963-04", "rt-m-1964-01", "rt-f-1968-01", "rt-f-1968-09", "rt-f-1969-05"}
