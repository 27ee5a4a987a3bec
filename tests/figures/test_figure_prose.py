"""How a figure is printed: the words, the rounding rule and the kinds that do not mix."""

from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canbo.engine.figures import Acts, Attendances, Money, People, Printed, Share, printed
from canbo.engine.figures.prose import NEAR, step_at

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("value", "qualifier", "text"),
    [
        (People(178), "gần", "gần 180"),
        (Attendances(594), "gần", "gần 600"),
        (People(26), None, "26"),
        (People(0), None, "0"),
        (People(99), None, "99"),
        (People(100), None, "100"),
        (People(101), "trên", "trên 100"),
        (People(175), None, "175"),
        (People(198), "gần", "gần 200"),
        (Attendances(509), "trên", "trên 500"),
        (Attendances(999), "gần", "gần 1.000"),
        (Attendances(1346), None, "1.346"),
        (Attendances(12_345), None, "12.345"),
        (Attendances(1_198_000), "gần", "gần 1.200.000"),
        (Share(125, 125), None, "100%"),
        (Share(116, 125), None, "92,8%"),
        (Share(9999, 10_000), None, "99,9%"),  # never 100% while one is missing
        (Share(0, 0), None, "không có ai để tính"),
        (Money(28_000_000), None, "28.000.000 đ"),
    ],
)
def test_words_of_a_value(value, qualifier: str | None, text: str) -> None:
    assert printed(value) == Printed(qualifier, text)


def number_in(text: str) -> int:
    return int(text.rsplit(" ", maxsplit=1)[-1].replace(".", ""))


@given(st.integers(0, 10**9))
def test_a_rounded_number_is_near_and_on_the_side_it_says(number: int) -> None:
    words = printed(People(number))
    said = number_in(words.text)
    if words.qualifier is None:
        assert said == number
        return
    assert (said > number) == (words.qualifier == "gần")
    assert words.qualifier in words.text
    assert said % step_at(said) == 0, "what is said is round"
    assert abs(said - number) <= NEAR * step_at(number)
    assert Fraction(abs(said - number), number) <= Fraction(1, 25), "never more than 4% off"


@given(st.integers(100, 10**9), st.integers(1, 10**7))
def test_more_is_never_said_to_be_less(number: int, more: int) -> None:
    assert number_in(printed(People(number)).text) <= number_in(printed(People(number + more)).text)


def test_amounts_of_one_kind_add_up_and_of_two_do_not() -> None:
    assert People(2) + People(3) == People(5)
    for other in (Attendances(1), Acts(1), Money(1), 1):
        with pytest.raises(TypeError):
            People(1) + other
    with pytest.raises(TypeError):
        Share(1, 2) + Share(1, 2)


def test_the_types_forbid_it_before_anything_runs(tmp_path) -> None:
    source = tmp_path / "added.py"
    source.write_text(
        "from canbo.engine.figures.values import Attendances, People\n"
        "People(1) + People(1)\n"
        "People(1) + Attendances(1)\n"
    )
    checked = subprocess.run(
        [
            sys.executable, "-m", "mypy", "--strict", "--config-file", "/dev/null",
            "--cache-dir", str(tmp_path / "cache"), str(source),
        ],
        capture_output=True, text=True, check=False,
        cwd=ROOT, env={"MYPYPATH": "src", "PATH": os.environ["PATH"]},
    )  # fmt: skip
    errors = [line for line in checked.stdout.splitlines() if ": error:" in line]
    assert [line.split(": error:")[0] for line in errors] == [f"{source}:3"], checked.stdout
    assert 'Unsupported operand types for + ("People" and "Attendances")' in errors[0]


def test_a_share_prints_both_counts_and_keeps_its_bounds() -> None:
    assert str(Share(116, 125)) == "116/125"
    assert str(Share(4, 4)) == "4/4"
    assert Share(116, 125).fraction == Fraction(116, 125)
    with pytest.raises(ValueError):
        Share(3, 2)
