"""A home's own law over the shipped law: what gives way, what stays, who set it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from canbo.cli.law import problem_sentence
from canbo.engine.law import Area, Law, PostSet, Standard, standards_by_post
from canbo.engine.timeline import Period
from canbo.law import LawInvalid, check_overlay, load, load_with, use_overlay
from canbo.law.layers import remainders

HERE = Path(__file__).parent
OWN = HERE / "overlay"
BAD = sorted((HERE / "bad_overlay").glob("*.yaml"))


@pytest.fixture(scope="module")
def law() -> Law:
    """The shipped law with the example overlay."""
    return load_with(OWN)


@pytest.fixture
def overlay(tmp_path: Path) -> Iterator[Path]:
    """A copy of the example overlay that `load()` lays over the shipped law."""
    folder = tmp_path / "law"
    shutil.copytree(OWN, folder)
    use_overlay(lambda: folder)
    yield folder
    use_overlay(None)


def _standard(law: Law, id_: str) -> Standard:
    return next(standard for standard in law.standards if standard.id == id_)


def test_a_rule_gives_way_for_the_posts_and_days_of_the_one_that_stands_for_it(law: Law) -> None:
    own = _standard(law, "th-tuoi-x03")
    assert own.requirement.max_age == {"f": 45, "m": 50}
    assert own.requirement.entry_only  # taken over
    others = [each for each in law.standards if each.id.startswith("xa-010")]
    assert [(each.id, sorted(each.posts), each.in_force) for each in others] == [
        ("xa-010", ["X04"], Period.closed(date(2004, 2, 27), date(2023, 7, 31))),
        ("xa-010/2", ["X03"], Period.closed(date(2004, 2, 27), date(2009, 3, 31))),
    ]
    for day, asked in ((date(2009, 3, 31), [True]), (date(2009, 4, 1), [False])):
        rules = standards_by_post(law, day)["X03"]
        ages = [rule for rule in rules if rule.dimension == "age_at_first_appointment"]
        assert [rule.requirement.by_office for rule in ages] == asked


def test_every_rule_of_the_home_names_the_document_that_set_it(law: Law) -> None:
    set_by = {
        rule.id: rule.citation.set_by
        for rule in (*law.standards, *law.rules)
        if rule.citation.set_by
    }
    assert set_by == {
        "th-tuoi-x03": "qd-15-ubnd-2009",
        "th-x05": "qd-88-tu-2025",
        "sam-son-chu-chot": "qd-07-tvu-2010",
        "th-he-so-2026": "qd-88-tu-2025",
    }
    for text in set_by.values():
        assert law.texts[text].is_own
    assert _standard(law, "th-tuoi-x03").citation.text == "qd-04-2004-bnv"  # the text that asks


def test_a_value_left_to_the_office_is_set_for_a_time_and_open_again_after(law: Law) -> None:
    rules = {rule.id: rule for rule in law.planning if "he-so-2026" in rule.id or
             rule.id.startswith("qh-2025-he-so")}  # fmt: skip
    own = rules["th-he-so-2026"]
    assert own.amount is not None
    assert (own.amount.least, own.amount.most) == (1, Fraction(3, 2))
    assert not own.by_office
    assert own.subject is rules["qh-2025-he-so"].subject
    assert [rules[key].in_force for key in ("qh-2025-he-so", "qh-2025-he-so/2")] == [
        Period(date(2025, 10, 8), date(2026, 1, 1)),
        Period(date(2027, 1, 1), None),
    ]
    assert rules["qh-2025-he-so"].by_office


def test_the_office_sets_its_key_officials(law: Law) -> None:
    def key(day: date) -> list[PostSet]:
        return [each for each in law.post_sets if day in each.in_force]

    assert key(date(2011, 7, 31))[0].posts == frozenset({"X01", "X02", "X03", "X04", "X05", "X06"})
    assert key(date(2010, 5, 31))[0].posts == frozenset({"X01", "X02", "X03", "X05"})
    assert len(key(date(2011, 7, 31))) == 1
    town = {"H01", "H02", "H03"}  # a level without a set of its own: by the mark of each title
    assert law.key_posts(date(2011, 7, 31)) >= {"X04", "X06", *town}
    assert not {"X04", "X06"} & load().key_posts(date(2011, 7, 31))
    assert load().key_posts(date(2011, 7, 31)) >= {"X01", "X02", "X03", "X05", *town}


def test_titles_are_marked_as_the_sets_of_the_day_say(law: Law) -> None:
    before, then = (law.with_key_posts(day) for day in (date(2010, 5, 31), date(2010, 6, 1)))
    assert not before.posts["X04"].is_key
    assert then.posts["X04"].is_key
    assert then.posts["H01"].is_key
    assert not law.posts["X04"].is_key


def test_the_shipped_law_is_not_touched(law: Law) -> None:
    assert not [standard for standard in load().standards if standard.id.startswith("th-")]
    assert "qd-88-tu-2025" not in load().texts
    assert law.version != load().version


def test_the_process_uses_the_law_of_its_home_and_sees_it_change(overlay: Path) -> None:
    before = load()
    assert load() is before
    assert _standard(before, "th-x05").requirement.level == "CTCC"
    file = overlay / "standards" / "own.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("CTCC", "CTTC "), encoding="utf-8")
    assert _standard(load(), "th-x05").requirement.level == "CTTC"
    shutil.rmtree(overlay)
    assert "qd-88-tu-2025" not in load().texts


def test_a_draft_lies_over_the_law_of_the_home(overlay: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft" / "planning"
    draft.mkdir(parents=True)
    (tmp_path / "draft" / "texts").mkdir()
    (tmp_path / "draft" / "texts" / "new.yaml").write_text(
        "texts:\n  - {id: du-thao, number: dự thảo, title: Dự thảo, issuer: Bộ Nội vụ, "
        "issued: 2026-05-01, from: 2026-07-01}\n",
        encoding="utf-8",
    )
    (draft / "new.yaml").write_text(
        "planning:\n  - {id: moi, instead_of: th-he-so-2026, amount: {of: times, most: 2}, "
        "from: 2026-07-01, set_by: du-thao, evidence: seen}\n",
        encoding="utf-8",
    )
    rules = {rule.id: rule for rule in load_with(tmp_path / "draft").planning}
    assert rules["th-he-so-2026"].in_force == Period.closed(date(2026, 1, 1), date(2026, 6, 30))
    assert rules["moi"].in_force == Period.closed(date(2026, 7, 1), date(2026, 12, 31))
    assert "moi" not in {rule.id for rule in load().planning}


def test_a_rule_for_all_areas_gives_way_in_one(law: Law) -> None:
    whole = _standard(law, "xa-011")
    assert whole.area is Area.ALL
    for area, other in ((Area.DELTA, Area.MOUNTAIN), (Area.MOUNTAIN, Area.DELTA)):
        instead = _with(whole, area)
        assert [each.area for each in remainders(whole, instead)] == [other]
    assert list(remainders(whole, _with(whole, Area.ALL))) == []
    delta = _with(whole, Area.DELTA)
    assert list(remainders(delta, _with(whole, Area.MOUNTAIN))) == [delta]
    assert list(remainders(delta, whole)) == []


def _with(standard: Standard, area: Area) -> Standard:
    from dataclasses import replace

    return replace(standard, area=area)


def test_the_checked_overlay_is_in_order() -> None:
    assert check_overlay(OWN).files == 4


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_overlay_is_refused_in_the_expected_words(path: Path, tmp_path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    expected = re.findall(r"^# expects: (.+)$", written, re.MULTILINE)
    kind = next(key for key in re.findall(r"^(\w+):", written, re.MULTILINE) if key != "defaults")
    folder = tmp_path / "law"
    shutil.copytree(OWN / "texts", folder / "texts")
    (folder / kind).mkdir(exist_ok=True)
    shutil.copy(path, folder / kind / path.name)
    with pytest.raises(LawInvalid) as refused:
        check_overlay(folder)
    said = "\n".join(problem_sentence(problem) for problem in refused.value.problems)
    assert expected
    for words in expected:
        assert words in said
    assert {problem.file for problem in refused.value.problems} == {f"law/{kind}/{path.name}"}
