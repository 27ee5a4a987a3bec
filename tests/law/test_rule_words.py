"""Rules and texts in Vietnamese words: amounts, subjects, days, kinds."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from canbo.engine.law import Amount, Quantity
from canbo.law import load
from canbo.reporting import rule_labels
from canbo.reporting.law_lines import days_words, text_line
from canbo.reporting.law_register import get_regime, list_open, list_regimes, list_texts
from canbo.reporting.rule_words import amount_words, answer_words, subject_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Amount(Quantity.PEOPLE, Fraction(2), Fraction(4)), "từ 2 đến 4 người"),
        (Amount(Quantity.PERCENT, most=Fraction(20)), "không quá 20%"),
        (Amount(Quantity.PERCENT, more_than=Fraction(50)), "trên 50%"),
        (Amount(Quantity.WEEKS, Fraction(4), Fraction(4)), "4 tuần"),
        (Amount(Quantity.DONG, most=Fraction(1_000_000)), "không quá 1.000.000 đồng"),
        (Amount(Quantity.TIMES, Fraction(3, 2), Fraction(2)), "từ 1,5 đến 2 lần"),
        (Amount(Quantity.POINTS, Fraction(70), less_than=Fraction(90)), "từ 70 đến dưới 90 điểm"),
        (Amount(Quantity.POINTS, less_than=Fraction(50)), "dưới 50 điểm"),
        (Amount(Quantity.POSTS, most=Fraction(0)), "không chức danh nào"),
        (Amount(Quantity.MONTHS, least=Fraction(120)), "ít nhất 120 tháng"),
    ],
)
def test_an_amount_is_written_as_people_say_it(amount: Amount, words: str) -> None:
    assert amount_words(amount) == words


def test_every_rule_has_a_subject_and_an_answer() -> None:
    law = load()
    for rule in law.rules:
        assert subject_words(rule, law)[0].isupper(), rule.id
        answer = answer_words(rule, law)
        assert answer, rule.id
        assert ";;" not in answer, rule.id
        assert "_" not in subject_words(rule, law) + answer, rule.id


def test_a_subject_of_two_parts_of_the_work_has_the_words_of_its_own() -> None:
    law = load()
    said = {rule.id: subject_words(rule, law) for rule in law.rules}
    assert said["dt-2025-phong"] == "Thời gian học (lãnh đạo cấp phòng)"
    assert said["lc-2022-thoi-gian"] == "Thời hạn (luân chuyển)"


def test_every_value_has_its_label() -> None:
    tables = [each for name, each in vars(rule_labels).items() if name.isupper()]
    assert tables
    for table in tables:
        assert set(table) == set(type(next(iter(table))))


def test_days_are_written_with_both_ends_in() -> None:
    assert days_words(date(2010, 5, 1), date(2017, 10, 20)) == "từ 01/5/2010 đến 20/10/2017"
    assert days_words(date(2010, 5, 1), None) == "từ 01/5/2010"
    assert days_words(None, date(2017, 10, 20)) == "đến 20/10/2017"


def test_every_text_is_of_a_kind() -> None:
    kinds = {text.id: text_line(text).kind for text in load().texts.values()}
    assert "Văn bản khác" not in kinds.values()
    assert kinds["blld-2012"] == "Bộ luật"
    assert kinds["luat-22-2008"] == "Luật"


def test_texts_are_found_without_marks_by_kind_and_by_day() -> None:
    law = load()
    found = [line.id for line in list_texts(law, search="quy hoach", kind="Quy định", day=None)]
    assert found == ["qd-377-tw-2025", "qd-50-tw-2021"]
    on_day = list_texts(law, search="quy hoạch", day=date(2011, 7, 31))
    assert {"hd-22-btctw-2008", "nq-42-nq-tw-2004"} <= {line.id for line in on_day}
    assert "hd-15-btctw-2012" not in {line.id for line in on_day}


def test_regimes_that_followed_each_other_stand_together() -> None:
    rooms = dict(list_regimes(load(), date(2011, 7, 31)))
    moves = [line.id for line in rooms["Điều động, luân chuyển, biệt phái"]]
    assert moves == ["lc-2002", "lc-2017", "lc-2022", "lccc-2010", "lccc-2020", "lccc-2025"]
    page = get_regime(load(), "qh-2012", date(2011, 7, 31))
    assert page.before is not None
    assert (page.before.id, [line.id for line in page.after]) == ("qh-2008", ["qh-2021"])
    assert not page.line.is_in_force


def test_what_is_open_on_a_day_is_what_no_document_sets() -> None:
    law = load()
    on_day = {line.id for line in list_open(law, date(2026, 1, 1))}
    assert "qh-2025-he-so" in on_day
    assert "xa-010" not in on_day
    assert "xa-010" in {line.id for line in list_open(law, date(2011, 7, 31))}
    assert on_day < {line.id for line in list_open(law, None)}
