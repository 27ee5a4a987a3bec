"""What changed between two days: held against the two states themselves, day by day drawn."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from canbo.engine.law.changes import ChangeKind, changes, text_changes
from canbo.law import load
from canbo.reporting.law_register import compare_days

FIRST, DAYS = date(2004, 1, 1), 8400
PAIRS = [(FIRST + timedelta(n * 577 % DAYS), FIRST + timedelta(n * 1009 % DAYS)) for n in range(40)]


def _ids(day: date) -> set[str]:
    law = load()
    rules = (*law.standards, *law.equivalences, *law.retirement, *law.rules)
    return {rule.id for rule in rules if day in rule.in_force}


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_the_second_state_is_the_first_with_its_changes(first: date, second: date) -> None:
    found = changes(load(), first, second)
    gone = [change.before.id for change in found if change.before]
    new = [change.after.id for change in found if change.after]
    assert len(gone) == len(set(gone))
    assert len(new) == len(set(new))
    assert (_ids(first) - set(gone)) | set(new) == _ids(second)
    assert not _ids(second) & set(gone)
    for change in found:
        sides = (change.before is not None, change.after is not None)
        assert sides == {
            ChangeKind.BEGAN: (False, True),
            ChangeKind.ENDED: (True, False),
        }.get(change.kind, (True, True))


def _changed(first: date, second: date) -> dict[str, tuple[str, str]]:
    page = compare_days(load(), first, second)
    return {
        line.subject: (line.before.answer, line.after.answer)
        for kind, _, lines in page.rules
        for line in lines
        if kind == "changed" and line.before and line.after
    }


def test_a_rule_is_held_against_that_of_the_regime_that_followed() -> None:
    changed = _changed(date(2020, 1, 1), date(2023, 1, 1))
    assert changed["Tỷ lệ nữ"] == ("phấn đấu ít nhất 15%", "phấn đấu ít nhất 25%")
    assert changed["Thời gian học (ngạch chuyên viên)"][1].startswith("không quá 4 tuần")
    study = _changed(date(2025, 6, 30), date(2025, 7, 1))
    assert study["Tuổi khi cử đi (sau đại học)"] == (
        "không quá 40 tuổi; khi cử đi học lần đầu", "không quá 45 tuổi; khi cử đi học lần đầu",
    )  # fmt: skip
    pay = _changed(date(2025, 5, 3), date(2025, 5, 4))
    assert pay == {
        "Phụ cấp lưu trú (người đi công tác, một ngày)": (
            "không quá 200.000 đồng", "không quá 300.000 đồng",
        )
    }  # fmt: skip


def test_the_same_value_by_another_text_is_told_apart() -> None:
    kept = {
        (change.before.id, change.after.id)
        for change in changes(load(), date(2025, 6, 30), date(2025, 7, 1))
        if change.kind is ChangeKind.KEPT and change.before and change.after
    }
    assert ("lccc-2020-con-lai", "lccc-2025-con-lai") in kept


def test_rules_of_two_lines_of_regimes_are_never_paired() -> None:
    law = load()
    rooms = {rule.id: law.regimes[rule.regime].room for rule in law.rules}
    for first, second in PAIRS:
        for change in changes(law, first, second):
            if change.before and change.after and change.before.id in rooms:
                assert rooms[change.before.id] is rooms[change.after.id]


def test_nothing_changes_from_a_day_to_itself() -> None:
    day = date(2011, 7, 31)
    assert changes(load(), day, day) == []
    texts = text_changes(load(), day, day)
    assert texts.began == texts.ended == ()


def test_texts_that_came_and_went() -> None:
    texts = text_changes(load(), date(2025, 10, 7), date(2025, 10, 8))
    assert [text.number for text in texts.began] == ["377-QĐ/TW"]
    assert {text.number for text in texts.ended} == {
        "50-QĐ/TW", "16-HD/BTCTW", "41-QĐ/TW", "80-QĐ/TW", "148-QĐ/TW", "20-TB/TW",
    }  # fmt: skip
