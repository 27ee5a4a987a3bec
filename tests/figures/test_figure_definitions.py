"""The register of measures, their definitions in words, and the SQL that DuckDB is given."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from canbo.engine.figures import (
    HEADLINES,
    MEASURES,
    Kind,
    UnknownFigure,
    Window,
    WindowReversed,
    definition,
    measures_named,
)
from canbo.engine.figures.algebra import Among, Rows, Touches
from canbo.engine.figures.expressions import measure_rows
from canbo.engine.figures.of_training import STAYED
from canbo.exchange.warehouse import sql_of
from tests.figures.homes import LAW, frame, uuid

WHOLE = frame()
WARD = replace(WHOLE, unit=uuid(7))


def test_names_kinds_and_units_are_the_contract() -> None:
    assert {name: (MEASURES[name].kind, MEASURES[name].unit) for name in HEADLINES} == {
        "intermediate_theory_people": (Kind.PEOPLE, "người"),
        "fostering_attendances": (Kind.ATTENDANCES, "lượt"),
        "commune_intermediate_professional_share": (Kind.SHARE, "%"),
    }
    assert MEASURES["commune_intermediate_professional_share"].label == (
        "Tỷ lệ cán bộ, công chức phường, xã có trình độ chuyên môn từ trung cấp trở lên"
    )
    assert len(MEASURES) >= 40


def test_an_unknown_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownFigure) as refused:
        measures_named(["fostering_people"])
    assert refused.value.data["names"] == ", ".join(MEASURES)
    assert [one.name for one in measures_named(["fostering_attendances"] * 2)] == [
        "fostering_attendances"
    ]


def test_a_window_has_both_days_and_an_order() -> None:
    assert Window.year_to(date(2011, 7, 31)) == Window(date(2011, 1, 1), date(2011, 7, 31))
    with pytest.raises(WindowReversed):
        Window(date(2011, 7, 31), date(2011, 7, 30))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("intermediate_theory_people", ["lớp đào tạo trình độ trung cấp lý luận chính trị",
                                        "mỗi người tính một lần",
                                        "từ 01/1/2006 đến hết 31/7/2011", "bỏ học"]),
        ("fostering_attendances", ["lớp bồi dưỡng mọi lĩnh vực", "mỗi người trong mỗi lớp",
                                   "kể cả người học không giữ chức danh nào"]),
        ("commune_intermediate_professional_share", ["cán bộ, công chức",
                                                     "cấp xã (phường, xã, thị trấn)",
                                                     "vào ngày 31/7/2011",
                                                     "chuyên môn từ trung cấp",
                                                     "không bao giờ được coi là đạt"]),
    ],
)  # fmt: skip
def test_a_definition_says_what_decides(name: str, words: list[str]) -> None:
    text = definition(MEASURES[name], WHOLE, LAW)
    assert [word for word in words if word not in text.replace("Mỗi", "mỗi")] == []


def test_a_definition_says_who_belongs_to_a_unit() -> None:
    theory = MEASURES["intermediate_theory_people"]
    assert "không thuộc đơn vị nào" in definition(theory, WARD, LAW)
    assert "không thuộc đơn vị nào" not in definition(theory, WHOLE, LAW)


def test_a_definition_follows_the_data_that_compute() -> None:
    theory = MEASURES["intermediate_theory_people"]
    where = (Among("gives", frozenset({"CTSC"})), STAYED, Touches())
    changed = replace(theory, rows=Rows("attended", where))
    text = definition(changed, WHOLE, LAW)
    assert "sơ cấp" in text
    assert "không tính người bỏ học" in text
    assert "'dropped'" in sql_of(measure_rows(changed, of_unit=False))
    assert "'dropped'" not in sql_of(measure_rows(theory, of_unit=False))


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_has_words_for_all_that_it_asks(name: str) -> None:
    for at in (WHOLE, WARD):
        text = definition(MEASURES[name], at, LAW)
        assert text.startswith(("Số ", "Trong số ", "Tổng số tiền "))
        assert not re.search(r"\b[a-z]+_[a-z_]+\b|None|\{|\}", text), text
