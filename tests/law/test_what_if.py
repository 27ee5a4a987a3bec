"""A draft law before it is in force: who falls out, from which day, and whom it eases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from canbo.engine.facts import Snapshot
from canbo.engine.law import Answer, Dimension
from canbo.engine.law.what_if import Effect, effect_days, effects
from canbo.law import LawInvalid, load, load_draft
from tests.law.officials import Town, holds, on

TEXT = """texts:
  - {id: du-thao, number: dự thảo, title: Dự thảo, issuer: Chính phủ, issued: 2012-01-01,
     from: 2012-03-01}
"""
# Chairmen in the delta need a degree; who is in post has until 2015.
STRICTER = """standards:
  - id: dt-1
    instead_of: xa-023
    posts: [X05]
    require: {level: ĐH}
    from: 2012-03-01
    grace_until: 2015-01-01
    text: du-thao
    article: Điều 1
    evidence: seen
"""


def _draft(folder: Path, rules: str) -> Path:
    path = folder / "draft.yaml"
    path.write_text(TEXT + rules, encoding="utf-8")
    return path


@pytest.fixture
def town() -> tuple[Snapshot, dict[str, object]]:
    """Two chairmen (trung cấp, đại học), a deputy and a chairman in the mountains (trung cấp)."""
    made = Town(load())
    delta, mountain = made.unit("delta"), made.unit("mountain")
    people = {}
    for name, title, unit, level in (
        ("TC", "X05", delta, "TC"),
        ("ĐH", "X05", delta, "ĐH"),
        ("deputy", "X06", delta, "TC"),
        ("hills", "X05", mountain, "TC"),
    ):
        people[name] = made.person("1970", "m")
        made.tenure(people[name], made.post(title, unit), holds({"since": "15/6/2005"}))
        made.level(people[name], level, since="2000")
    return made.snapshot(), people


def _of(
    found: tuple[Effect, ...], person: object
) -> list[tuple[date, Answer | None, Answer | None]]:
    return [
        (each.day, each.before, each.after)
        for each in found
        if each.verdict.person == person
        and each.verdict.standard.dimension is Dimension.PROFESSIONAL
    ]


def test_who_falls_out_and_when_and_again_when_the_grace_ends(
    town: tuple[Snapshot, dict[str, object]], tmp_path: Path
) -> None:
    snapshot, people = town
    law, draft = load(), load_draft(_draft(tmp_path, STRICTER))
    found = effects(snapshot, law, draft, on(date(2012, 1, 1)))
    assert _of(found, people["TC"]) == [
        (date(2012, 3, 1), Answer.MET, Answer.NOT_YET),
        (date(2015, 1, 1), Answer.MET, Answer.NOT_MET),
    ]
    assert all(each.is_fall for each in found)
    for untouched in ("ĐH", "deputy", "hills"):
        assert _of(found, people[untouched]) == []


def test_a_softer_draft_makes_nobody_fall(
    town: tuple[Snapshot, dict[str, object]], tmp_path: Path
) -> None:
    snapshot, people = town
    softer = STRICTER.replace("ĐH", "SC").replace("    grace_until: 2015-01-01\n", "")
    draft = load_draft(_draft(tmp_path, softer))
    assert effects(snapshot, load(), draft, on(date(2012, 1, 1))) == ()
    assert people


def test_the_days_to_look_on_are_those_of_the_rules_that_differ(tmp_path: Path) -> None:
    law, draft = load(), load_draft(_draft(tmp_path, STRICTER))
    days = effect_days(law, draft, date(2012, 1, 1))
    assert days[0] == date(2012, 1, 1)
    assert {date(2012, 3, 1), date(2015, 1, 1), date(2023, 8, 1)} <= set(days)
    assert effect_days(law, law, date(2012, 1, 1)) == ()


def test_the_law_in_force_stays_as_it_is_and_the_draft_has_a_version_of_its_own(
    tmp_path: Path,
) -> None:
    path = _draft(tmp_path, STRICTER)
    before = load().version
    assert load_draft(path).version not in ("", before)
    assert load().version == before
    assert "du-thao" not in load().texts


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (STRICTER.replace("xa-023", "xa-999"), "unknown_rule"),
        (STRICTER.replace("    instead_of: xa-023\n", ""), "missing_key"),
        ("rules: []\n", "unknown_key"),
    ],
)
def test_a_wrong_draft_is_refused_with_its_line(rules: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(LawInvalid) as refused:
        load_draft(_draft(tmp_path, rules))
    assert code in {problem.code for problem in refused.value.problems}
    assert all(problem.file.endswith("draft.yaml") for problem in refused.value.problems)
