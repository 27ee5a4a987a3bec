"""A second, naive reading of the law's files gives the same verdicts on random officials.

It reads the YAML by itself and knows only fully dated facts; the engine must agree on each row.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.engine.law import check_all
from canbo.engine.timeline import PartialDate, Validity
from canbo.law import load
from canbo.law.loader import SHIPPED
from tests.law.officials import Town, on

DAYS = st.dates(date(2003, 1, 1), date(2023, 12, 31))
POSTS = ["X01", "X03", "X05", "X07", "X08", "X09", "X11", "X12", "Y1", "Y3", "Y7"]


def _rows() -> list[dict[str, Any]]:
    rows = []
    for path in sorted(SHIPPED.glob("standards/*.yaml")):
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        rows += [{**document.get("defaults", {}), **row} for row in document["standards"]]
    return rows


def _levels() -> dict[str, dict[str, Any]]:
    document = yaml.safe_load((SHIPPED / "scales" / "scales.yaml").read_text(encoding="utf-8"))
    return {row["code"]: row for row in document["levels"]}


ROWS, LEVELS = _rows(), _levels()
GIVES = {"LLCT-SC": "CTSC", "BD-QLNN": "QLX"}


@st.composite
def officials(draw: st.DrawFn) -> dict[str, Any]:
    """One official with full dates, as plain words."""
    codes = [code for code, row in LEVELS.items() if row["scale"] != "foreign_language"]
    dated = st.dates(date(1995, 1, 1), date(2023, 12, 31))
    level = st.fixed_dictionaries({
        "code": st.sampled_from(codes),
        "day": dated,
        "state": st.sampled_from(["completed", "completed", "equivalent", "studying", "dropped"]),
    })  # fmt: skip
    course = st.fixed_dictionaries({
        "code": st.sampled_from(["BD-XDD", "BD-QLNN", "BD-QLKT", "BD-TH", "LLCT-SC", "BD-NV"]),
        "day": dated,
        "outcome": st.sampled_from(["enrolled", "completed", "dropped"]),
    })  # fmt: skip
    return {
        "born": draw(st.dates(date(1940, 1, 1), date(1992, 12, 31))),
        "sex": draw(st.sampled_from("fm")),
        "post": draw(st.sampled_from(POSTS)),
        "area": draw(st.sampled_from(["delta", "mountain"])),
        "since": draw(st.dates(date(2000, 1, 1), date(2020, 12, 31))),
        "levels": draw(st.lists(level, max_size=6)),
        "courses": draw(st.lists(course, max_size=6)),
    }


def _expected(official: dict[str, Any], as_of: date) -> dict[str, str]:
    if official["since"] > as_of:
        return {}
    answers = {row["id"]: _row_answer(row, official, as_of) for row in ROWS}
    return {row: answer for row, answer in answers.items() if answer}


def _row_answer(row: dict[str, Any], official: dict[str, Any], as_of: date) -> str:
    applies = (
        official["post"] in row["posts"]
        and row["area"] in ("all", official["area"])
        and row["from"] <= as_of <= row["to"]
        and "by_office" not in row["require"]
        and not (row.get("entry_only") and official["since"] < row["from"])
    )
    if not applies:
        return ""
    if row["dimension"] == "age_at_first_appointment":
        return _age_answer(row["require"], official)
    if row["dimension"] == "courses":
        return _courses_answer(row["require"]["courses"], official, as_of)
    day = official["since"] if row.get("entry_only") else as_of
    return _level_answer(row, official, as_of, day)


def _age_answer(require: dict[str, Any], official: dict[str, Any]) -> str:
    born, since = official["born"], official["since"]
    birthdays = (born.replace(year=year) for year in range(born.year + 1, since.year + 1))
    age = sum(birthday <= since for birthday in birthdays)
    limit = require.get("max_age", 200)
    limit = limit[official["sex"]] if isinstance(limit, dict) else limit
    return "met" if require.get("min_age", 0) <= age <= limit else "not_met"


def _ranks(official: dict[str, Any], scale: str, day: date) -> list[int]:
    return [
        LEVELS[level["code"]]["rank"]
        for level in official["levels"]
        if LEVELS[level["code"]]["scale"] == scale
        and level["state"] in ("completed", "equivalent")
        and level["day"] <= day
    ]


def _attended(official: dict[str, Any], as_of: date, *, dropped: bool) -> set[str]:
    return {
        course["code"]
        for course in official["courses"]
        if (course["outcome"] == "dropped") == dropped and (dropped or course["day"] <= as_of)
    }


def _level_answer(row: dict[str, Any], official: dict[str, Any], as_of: date, day: date) -> str:
    need = LEVELS[row["require"]["level"]]["rank"]
    instead = set(row["require"].get("or_courses", ()))
    if any(rank >= need for rank in _ranks(official, row["dimension"], day)):
        return "met"
    if instead & _attended(official, as_of, dropped=False):
        return "met"
    return "not_met" if _ranks(official, row["dimension"], as_of) else "missing"


def _courses_answer(courses: list[str], official: dict[str, Any], as_of: date) -> str:
    answers = set()
    for course in courses:
        ranks = _ranks(official, "state_management", as_of) if course in GIVES else []
        if course in _attended(official, as_of, dropped=False) or any(rank >= 1 for rank in ranks):
            answers.add("met")
        elif ranks or course in _attended(official, as_of, dropped=True):
            answers.add("not_met")
        else:
            answers.add("missing")
    return next(answer for answer in ("not_met", "missing", "met") if answer in answers)


@settings(max_examples=600)
@given(
    official=officials().filter(lambda official: official["born"].strftime("%m%d") != "0229"),
    as_of=DAYS,
)
def test_a_naive_reading_of_the_files_agrees(official: dict[str, Any], as_of: date) -> None:
    law = load()
    town = Town(law)
    person = town.person(official["born"].isoformat(), official["sex"])
    post = town.post(official["post"], town.unit(official["area"]))
    town.tenure(person, post, Validity(begins=PartialDate.of(official["since"])))
    for level in official["levels"]:
        town.level(person, level["code"], level["state"], level["day"].isoformat())
    for course in official["courses"]:
        begins = (course["day"] - timedelta(days=3)).isoformat()
        words = {"from": begins, "to": course["day"].isoformat(), "outcome": course["outcome"]}
        town.attends(person, course["code"], **words)
    verdicts = check_all(town.snapshot(), law, on(as_of))
    found = {verdict.standard.id: verdict.answer.value for verdict in verdicts}
    assert found == _expected(official, as_of)
