"""A second judge re-derives every verdict from its trace, the plain facts and the law's files.

The judge (evaluator.py) reads the YAML by itself and imports nothing of canbo; random officials of
all posts, days, areas and kinds of evidence are held against it, and every law case.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.engine.facts import Snapshot, TenureAct
from canbo.engine.law import Verdict, check_all
from canbo.engine.timeline import PartialDate, Perspective, Validity
from canbo.law import load
from canbo.law.loader import SHIPPED
from tests.law.evaluator import GOOD, Judged, Register, appointed, binding, judge
from tests.law.officials import Town, on
from tests.law.plain import plain_case, plain_trace
from tests.law.test_law_cases import CASES, made

REGISTER = Register(SHIPPED)
POSTS = sorted({post for row in REGISTER.standards for post in row["posts"]})
COURSES = sorted(REGISTER.courses)
BOTH = {"delta", "mountain"}


def agrees(
    verdicts: tuple[Verdict, ...], snapshot: Snapshot, at: Perspective, areas: set[str]
) -> int:
    """Hold all verdicts about one person against the second judge; gives how many there were."""
    by_post: dict[tuple[UUID, UUID], list[Verdict]] = {}
    for verdict in verdicts:
        by_post.setdefault((verdict.person, verdict.post), []).append(verdict)
    for (person, post), found in by_post.items():
        case = {**plain_case(snapshot, post, person, at), "areas": areas}
        _agrees_on_post([plain_trace(each) for each in found], case)
    return len(verdicts)


def _agrees_on_post(traces: list[dict[str, Any]], case: dict[str, Any]) -> None:
    judged = {row["id"]: judge(REGISTER, row, case) for row in binding(REGISTER, case)}
    rows = {row["id"]: row for row in binding(REGISTER, case)}
    expected = _with_areas(judged, rows, case["areas"])
    assert {trace["rule"]: trace["answer"] for trace in traces} == expected
    for trace in traces:
        mine = judged[trace["rule"]]
        assert mine is not None
        assert trace["plain"] == mine.plain or trace["by_area"] or mine.answer == "missing"
        if rows[trace["rule"]]["dimension"] != "working_time":
            assert trace["appointed"] == appointed(case)
        _agrees_on_facts(trace, mine, rows[trace["rule"]])


def _agrees_on_facts(trace: dict[str, Any], mine: Judged, row: dict[str, Any]) -> None:
    if row["dimension"] == "courses":
        assert set(mine.says) <= set(trace["says"])
        return
    if row["dimension"] in ("age_at_first_appointment", "working_time"):
        assert mine.says.items() <= trace["says"].items()
        return
    assert trace["says"] == mine.says
    assert trace["by"] == mine.by
    if trace["answer"] == "met":
        assert {*trace["says"].values()} & {*GOOD}


def _with_areas(
    judged: dict[str, Judged | None], rows: dict[str, dict[str, Any]], areas: set[str]
) -> dict[str, str]:
    """One answer where the areas that the unit may lie in agree, else missing data."""
    answers: dict[str, str] = {}
    by_question: dict[Any, dict[str, tuple[str, str]]] = {}
    for rule, mine in judged.items():
        row = rows[rule]
        if mine is None:
            continue
        if row["area"] == "all":
            answers[rule] = mine.answer
            continue
        question = (row["dimension"], bool(row.get("entry_only")))
        by_question.setdefault(question, {})[row["area"]] = (rule, mine.answer)
    for of_areas in by_question.values():
        rule, answer = of_areas.get("delta") or of_areas["mountain"]
        said = {each for _, each in of_areas.values()}
        whole = said == {"met"} or (len(said) == 1 and set(of_areas) == areas)
        answers[rule] = answer if len(areas) == 1 or whole else "missing"
    return answers


# Random officials

DAYS = st.dates(date(1995, 1, 1), date(2027, 12, 31))


@st.composite
def written(draw: st.DrawFn, days: st.SearchStrategy[date] = DAYS) -> PartialDate:
    """A day as files write it: whole, the month, the year."""
    day = draw(days)
    shape = draw(st.sampled_from(["day", "day", "month", "year"]))
    if shape == "day":
        return PartialDate.of(day)
    return PartialDate(day.year, day.month if shape == "month" else None)


@st.composite
def validities(draw: st.DrawFn) -> Validity:
    """When something held: begun on a written day or only seen, perhaps ended."""
    if draw(st.integers(0, 4)) == 0:
        return Validity(known_by=draw(st.none() | DAYS))
    begins = draw(written())
    ends = None
    if draw(st.integers(0, 5)) == 0:
        later = begins.latest + timedelta(days=draw(st.integers(0, 3000)))
        ends = PartialDate.of(later)
    return Validity(begins, ends)


@st.composite
def towns(draw: st.DrawFn) -> tuple[Snapshot, Perspective, set[str]]:
    """One official with one or two posts, a few levels and classes, and a day to look from."""
    town = Town(load())
    area = draw(st.sampled_from(["delta", "mountain", ""]))
    unit = town.unit(area)
    person = town.person(
        str(draw(written(st.dates(date(1940, 1, 1), date(1995, 12, 31))))),
        draw(st.sampled_from(["f", "m", None])),
    )
    titles = draw(st.lists(st.sampled_from(POSTS), min_size=1, max_size=2))
    acts = st.sampled_from([None, *TenureAct])
    for title in titles:
        town.tenure(person, town.post(title, unit), draw(validities()), act=draw(acts))
    if draw(st.booleans()):
        town.tenure(person, town.post(titles[0], town.unit(area)), draw(validities()))
    asked = {row["dimension"] for row in REGISTER.standards if {*titles} & {*row["posts"]}}
    codes = [code for code, row in REGISTER.levels.items() if row["scale"] in asked]
    states = st.sampled_from(
        ["completed", "completed", "completed", "equivalent", "studying", "dropped", "revoked"]
    )
    for code in draw(st.lists(st.sampled_from(codes), max_size=6)) if codes else []:
        town.level(person, code, draw(states), validity=draw(validities()))
    for course in draw(st.lists(st.sampled_from(COURSES), max_size=4)):
        begins = draw(written())
        outcome = draw(st.sampled_from(["enrolled", "completed", "dropped"]))
        town.attends(person, course, **{"from": str(begins), "to": str(begins), "outcome": outcome})
    as_of = draw(st.dates(date(2003, 6, 1), date(2027, 6, 30)))
    return town.snapshot(), on(as_of), {area} if area else BOTH


@settings(max_examples=150)
@given(town=towns())
def test_a_second_judge_derives_every_verdict_anew(
    town: tuple[Snapshot, Perspective, set[str]],
) -> None:
    snapshot, at, areas = town
    agrees(check_all(snapshot, load(), at), snapshot, at, areas)


def test_a_second_judge_agrees_on_every_law_case() -> None:
    judged = 0
    for case in CASES:
        snapshot, _, at = made(load(), case.values[0])
        words = case.values[0]
        if words.get("areas") or any("area" in each for each in words.get("earlier", ())):
            continue  # several units: the judge takes one area for all posts
        urban = words.get("unit", "xã") in ("phường", "thị trấn")
        area = words.get("area", "delta") or ("delta" if urban else "")
        if words.get("earlier") and area != "delta":
            continue
        judged += agrees(check_all(snapshot, load(), at), snapshot, at, {area} if area else BOTH)
    assert judged > len(CASES)
