"""What reporting hands to a face: frozen values with names and words, nothing left to look up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from canbo.engine.figures import Base, GroupKind, Kind
from canbo.engine.law import Answer, Dimension, LegalEvidence


@dataclass(frozen=True, slots=True)
class FigureRowView:
    """A row of a figure that the actor may see; `id` is the key of the fact that counts.

    `met` is for the rows of a share: None there means missing data. `detail` is the class, or
    the level held, in words. `person` is None where the row is about a unit or about money; `part`
    is the group that it falls into, in words; `amount` its đồng.
    """

    id: UUID
    person: UUID | None
    name: str
    met: bool | None
    detail: str
    source: str
    part: str = ""
    amount: int | None = None
    unit: UUID | None = None  # the unit that the row is about; `name` is its name
    counted_under: str = ""  # the unit of another day, where the figure was asked for by those


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLineView:
    """A figure's part under one unit of another day, or apart from all of them.

    `name` is that unit by its name of that day; of a parted or ended unit the old one, of people
    without a post "". `was` are the old units counted together, `may_be` those that a parted one
    may belong to.
    """

    kind: GroupKind
    unit: UUID | None
    code: str
    name: str
    value: int | str
    display: str
    count: int
    was: tuple[str, ...]
    may_be: tuple[str, ...]
    people: frozenset[UUID]

    @property
    def words(self) -> str:
        """How the line is called in a list."""
        if self.kind is GroupKind.MAY_BE:
            return f"{self.name} (chia tách, chưa rõ: {' / '.join(self.may_be)})"
        if self.kind is GroupKind.ENDED:
            return f"{self.name} (không rõ đơn vị kế thừa)"
        if self.kind is GroupKind.DISSOLVED:
            return f"{self.name} (không còn, không có đơn vị kế thừa)"
        return self.name or "Không giữ chức danh vào ngày xem"


@dataclass(frozen=True, slots=True)
class YearBeforeView:
    """The same figure a year before: its days and its value then."""

    as_of: date
    first: date | None
    last: date | None
    value: int | str | None
    display: str


@dataclass(frozen=True, slots=True)
class PartView:
    """What of a figure falls into one group, with its words."""

    code: str
    words: str
    value: int | str
    display: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A figure as a face shows it: the whole number, and of its rows only those one may see.

    `value` is a whole number, or the text "116/125" of a share, or None of a share of nobody.
    `first` and `last` are the window, None for a figure of one day. `counted` is the number of
    all rows, `visible` of those the actor may see; `rows` is None when they were not asked for.
    `detail` says what the rows' own detail is; of a share `answers` are the words of rows counted
    in it, not counted, without data; `judged` tells whether that is a standard met.
    """

    name: str
    label: str
    kind: Kind
    value: int | str | None
    unit: str
    qualifier: str | None
    display: str
    first: date | None
    last: date | None
    base: Base | None
    numerator: int | None
    missing: int | None
    definition: str
    counted: int
    visible: int
    rows: tuple[FigureRowView, ...] | None
    by_unit: tuple[UnitLineView, ...] | None = None
    split: str = ""
    parts: tuple[PartView, ...] = ()
    detail: str = ""
    answers: tuple[str, ...] = ()
    judged: bool = False
    year_before: YearBeforeView | None = None

    def answer(self, met: bool | None) -> str:
        """How a row of a share answers, in words; "" of another figure's row."""
        if not self.answers:
            return ""
        yes, no, missing = self.answers
        return missing if met is None else yes if met else no

    @property
    def within_rights(self) -> str:
        """Say how many of the rows are shown: "12 của 26 trong phạm vi của bạn", "" for all."""
        if self.visible == self.counted:
            return ""
        return f"{self.visible} của {self.counted} trong phạm vi của bạn"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictView:
    """One answer of the law about one person in one post, with its words and its citation.

    `required` and `held` are codes or numbers as text, `…_words` the same in Vietnamese. `text`
    is the number of the legal text. `begins` is the first day of the standard's force. `set_by`
    tells the document of the home that set the value, "" for the shipped law.
    """

    person: UUID
    name: str
    unit: str
    post: str
    dimension: Dimension
    dimension_words: str
    answer: Answer
    answer_words: str
    required: str
    required_words: str
    held: str
    held_words: str
    text: str
    article: str
    evidence: LegalEvidence
    begins: date | None
    grace_until: date | None
    reason: str
    facts: tuple[UUID, ...]
    set_by: str = ""

    @property
    def citation(self) -> str:
        """Text and article, and who set the value where the home did."""
        told = f"{self.text}, {self.article}"
        return f"{told}; {self.set_by}" if self.set_by else told
