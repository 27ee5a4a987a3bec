"""What a measure is made of, as data: rows of a view, conditions on them, and how they split.

The same data make the expression that counts (`conditions`), the definition in Vietnamese
(`definitions`) and the near misses of an old figure (`archive`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from canbo.engine.facts import Scale


class Moment(StrEnum):
    """The days that a question gives."""

    AS_OF = "as_of"
    BEFORE_WINDOW = "day_before"
    END_OF_WINDOW = "last_day"


@dataclass(frozen=True, slots=True)
class Among:
    """The row's (or its person's) `column` is one of `values`; unknown is neither yes nor no."""

    column: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class AsksField:
    """The row's post asks for some field of study at all."""


@dataclass(frozen=True, slots=True)
class Level:
    """The person's highest level of a scale is `least` or above, `most` or below ("" no bound)."""

    scale: Scale
    least: str = ""
    most: str = ""


@dataclass(frozen=True, slots=True)
class Age:
    """The person has `least` to `most` full years on the day, or on the row's own first day.

    Whose birth is written as a year only, so that the answer depends on the day, is unknown.
    """

    least: int | None = None
    most: int | None = None
    at_act: bool = False


@dataclass(frozen=True, slots=True)
class Touches:
    """The row's days (a class's span, an act's day as far as it is known) touch the window."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The row's last day is within the window's end, so that what comes after can be asked."""


@dataclass(frozen=True, slots=True)
class Stands:
    """The row surely holds on a day of the question."""

    on: Moment


@dataclass(frozen=True, slots=True)
class EndsInWindow:
    """The row's written end touches the window."""


@dataclass(frozen=True, slots=True)
class Pension:
    """The person's pension begins within so many months after the day, by the law of the day."""

    months: int


class When(StrEnum):
    """How the days of another row of the same person lie to those of this one."""

    EVER = "ever"
    STANDS_AT_FIRST_DAY = "stands_at_first_day"  # it surely holds on this one's first day
    LATER = "later"  # it is later, until the day asked for: its first day comes after this last one
    EARLIER = "earlier"  # it is earlier: its last day comes before this one's


@dataclass(frozen=True, slots=True)
class Also:
    """The same person also has a row of another view; `here`: in the same units asked for."""

    rows: Rows
    when: When = When.EVER
    here: bool = False


@dataclass(frozen=True, slots=True)
class Promoted:
    """After the row's last day the person came to a higher post than all held on that day.

    By one of `acts` (or nobody wrote by which), never by acting, until the day asked for;
    `months`: at most so many later.
    """

    acts: frozenset[str]
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Fits:
    """A completed professional study of the person is of a field that the row's post asks for."""


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary; unknown stays unknown."""

    of: Condition


Condition = (
    Among | AsksField | Level | Age | Touches | Ended | Stands | EndsInWindow | Pension | Also
    | Promoted | Fits | Not
)  # fmt: skip
OF_WINDOW = (Touches, Ended, EndsInWindow)


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a view that meet every condition."""

    view: str
    where: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Bands:
    """Into which groups ages fall: (least, most) full years, None without a bound."""

    of: tuple[tuple[int | None, int | None], ...]


@dataclass(frozen=True, slots=True)
class Split:
    """By what rows are told apart: a column, the level on a scale, or an age band.

    `label` names the groups; the words of a value are the face's, "" is what nobody wrote down.
    """

    label: str
    column: str = ""
    scale: Scale | None = None
    bands: Bands | None = None


def conditions_of(rows: Rows) -> Iterator[Condition]:
    """Walk over all conditions, those of other rows included."""
    for condition in rows.where:
        yield from walk(condition)


def walk(condition: Condition) -> Iterator[Condition]:
    """Walk over a condition and those inside it."""
    yield condition
    if isinstance(condition, Not):
        yield from walk(condition.of)
    elif isinstance(condition, Also):
        yield from conditions_of(condition.rows)


def is_of_window(condition: Condition) -> bool:
    """Whether it looks at the window."""
    return any(
        isinstance(one, OF_WINDOW) or (isinstance(one, Stands) and one.on is not Moment.AS_OF)
        for one in walk(condition)
    )
