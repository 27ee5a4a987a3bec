"""Law cases that a lawyer can read (cases/*.yaml): person, post, day, expected answer, article."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import yaml

from canbo.engine.facts import Snapshot
from canbo.engine.law import Dimension, Law, Verdict, check_all
from canbo.engine.timeline import PartialDate, Perspective
from canbo.law import load
from tests.law.officials import build, on

FOLDER = Path(__file__).parent / "cases"
AT_ENTRY = (Dimension.AGE_AT_FIRST_APPOINTMENT, Dimension.WORKING_TIME)
ASKED = {"dimension", "answer", "case", "as_of", "article", "text"}


def _cases() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        for case in document["cases"]:
            full = {**document["defaults"], **case}
            found.append(pytest.param(full, id=f"{path.stem}: {full['case']}"))
    return found


CASES = _cases()


def day(text: object) -> date:
    return PartialDate.parse(str(text)).earliest


def made(law: Law, case: dict[str, Any]) -> tuple[Snapshot, UUID, Perspective]:
    """The town of a case, the post that is judged and the day that it is judged on."""
    snapshot, post = build(law, case)
    return snapshot, post, on(day(case["as_of"]))


def test_there_are_enough_cases_and_no_two_have_one_name() -> None:
    names = [case.id for case in CASES]
    assert len(names) >= 240
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("case", CASES)
def test_the_law_of_the_day_answers_as_expected(case: dict[str, Any]) -> None:
    law = load()
    assert set(case) >= ASKED
    snapshot, post, at = made(law, case)
    verdicts = check_all(snapshot, law, at)
    found = [each for each in verdicts if each.post == post and _is_asked(each, case)]
    if case["answer"] == "none":
        assert found == []
        return
    (verdict,) = found
    assert verdict.answer == case["answer"], verdict
    assert verdict.reason == case.get("reason", ""), verdict
    assert law.texts[verdict.standard.citation.text].number == case["text"]
    assert verdict.standard.citation.article == case["article"]
    by = {seen.by for seen in verdict.trace.considered if seen.bearing == "equivalent"}
    assert case.get("by", "") in (by or {""}), verdict.trace
    assert verdict.deadline == (day(case["deadline"]) if "deadline" in case else None)


def _is_asked(verdict: Verdict, case: dict[str, Any]) -> bool:
    dimension = Dimension(case["dimension"])
    at_entry = dimension in AT_ENTRY or case.get("entry", False)
    standard = verdict.standard
    return standard.dimension is dimension and standard.requirement.entry_only == at_entry
