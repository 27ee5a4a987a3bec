"""Columns of lists, each drawn by one hand: `Scribe` knows how that hand writes."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from examples.builder.chronicle import Fact, earliest
from examples.builder.lists import Entry, ListColumn
from examples.builder.pens import Pen
from examples.builder.sheets import Value
from examples.builder.speech import Speech
from examples.builder.titles import HALF
from examples.builder.truth import Levels

Write = Callable[[Entry], Value]


@dataclass(frozen=True, slots=True)
class Scribe:
    """One hand: its pen, how it says posts and units, how it writes the days of facts.

    `days`: text (05/8/2009), padded (05/08/2009), excel, month (8/2009), month_words (tháng
    8/2009). `open_end` is what it writes where a post is still held.
    """

    pen: Pen
    speech: Speech
    today: date  # the day of the list: units and posts go by it
    form: int = HALF
    days: str = "text"
    open_end: str = "nay"

    # -- who ---------------------------------------------------------------------------------

    def stt(self, head: str = "STT") -> ListColumn:
        """The running number."""
        return ListColumn((head,), "", 5, lambda entry: entry.number)

    def name(self, head: str = "Họ và tên", width: float = 25) -> ListColumn:
        """The whole name in one cell."""
        return ListColumn((head,), "name", width, lambda entry: self.pen.name(entry.person), False)

    def name_in_two(self, head: str = "Họ và tên") -> tuple[ListColumn, ListColumn]:
        """Family and middle name in one column, given name in the next, under one heading."""
        whole = self.pen.name
        return (
            ListColumn((head,), "name", 18, lambda e: whole(e.person).rpartition(" ")[0], False),
            ListColumn((head,), "name", 9, lambda e: whole(e.person).rpartition(" ")[2], False),
        )

    def born(self, head: str = "Ngày sinh", width: float = 12) -> ListColumn:
        """The birth in one column."""
        return ListColumn((head,), "birth", width, lambda entry: self.pen.born(entry.person))

    def born_by_sex(
        self, head: str = "Năm sinh", width: float = 11
    ) -> tuple[ListColumn, ListColumn]:
        """The birth under Nam or Nữ."""

        def writer(sex: str) -> Write:
            return lambda entry: self.pen.born(entry.person) if entry.person.sex == sex else None

        return (
            ListColumn((head, "Nam"), "birth", width, writer("m")),
            ListColumn((head, "Nữ"), "birth", width, writer("f")),
        )

    def sex(self, head: str = "Giới tính", words: tuple[str, str] = ("Nam", "Nữ")) -> ListColumn:
        """The sex in words; ("", "x") marks women alone."""
        man, woman = words
        return ListColumn(
            (head,), "sex", 7, lambda e: (man if e.person.sex == "m" else woman) or None
        )

    def home(self, head: str = "Quê quán", width: float = 22) -> ListColumn:
        """The home place."""
        return ListColumn(
            (head,), "home_place", width, lambda e: self.pen.spell(e.person.home), False,
            room=int(width * 0.8),
        )  # fmt: skip

    def ethnic(self, head: str = "Dân tộc") -> ListColumn:
        """The ethnic group."""
        return ListColumn((head,), "ethnic_group", 8, lambda entry: entry.person.ethnic)

    def party(self, head: str = "Ngày vào Đảng", width: float = 11.5) -> ListColumn:
        """The day of admission, where it is past on the day of the list."""

        def write(entry: Entry) -> Value:
            day = entry.person.party
            return self._day(day) if day and day <= self.today else None

        return ListColumn((head,), "party_date", width, write)

    def now(self, head: str = "Chức vụ, đơn vị công tác", width: float = 34) -> ListColumn:
        """The post held at the day of the list, with its unit: a sighting, it states nothing."""
        return ListColumn(
            (head,), "post_now", width, lambda e: self.pen.spell(e.now) or None, False,
            room=int(width * 0.9),
        )  # fmt: skip

    def level(
        self, path: tuple[str, ...], field: str, width: float, read: Callable[[Levels], Value]
    ) -> ListColumn:
        """A level as text; people of whom no level is known have an empty cell."""
        return ListColumn(
            path, field, width, lambda e: read(e.person.levels) if e.person.levels else None
        )

    def said(
        self, path: tuple[str, ...], key: str, width: float, centred: bool = True
    ) -> ListColumn:
        """What an entry says besides its facts."""
        return ListColumn(path, key, width, lambda e: e.extra.get(key), centred)

    def of_person(
        self, path: tuple[str, ...], field: str, width: float, write: Write
    ) -> ListColumn:
        """Anything about the person."""
        return ListColumn(path, field, width, write)

    def remark(self, head: str = "Ghi chú", width: float = 18) -> ListColumn:
        """The last column."""
        return ListColumn(
            (head,), "remark", width, lambda e: self.pen.spell(e.remark) or None, False,
            per_line=False, room=int(width),
        )  # fmt: skip

    # -- facts -------------------------------------------------------------------------------

    def post(self, path: tuple[str, ...], role: str, width: float) -> ListColumn:
        """The post of a fact with its unit."""

        def write(fact: Fact) -> Value:
            return self.pen.spell(self.speech.fact(fact, self._when(fact), self.form))

        return left(self.of(path, role, "post", width, write))

    def day(self, path: tuple[str, ...], role: str, field: str, width: float = 11.5) -> ListColumn:
        """A day of a fact as precise as it is known."""

        def write(fact: Fact) -> Value:
            if field == "ends" and not fact[field]:
                return self.open_end or None
            return self.written(str(fact[field]))

        return self.of(path, role, field, width, write)

    def span(self, path: tuple[str, ...], role: str, width: float, dash: str = " - ") -> ListColumn:
        """Both ends of a fact in one cell: "8/1985 - 12/1990"."""

        def write(fact: Fact) -> Value:
            ends = self.written(str(fact["ends"])) if fact["ends"] else self.open_end
            return f"{self.written(str(fact['begins']))}{dash}{ends}"

        return self.of(path, role, "span", width, write)

    def value(
        self,
        path: tuple[str, ...],
        role: str,
        field: str,
        width: float,
        words: Mapping[str, str] | None = None,
    ) -> ListColumn:
        """A value of a fact, in the hand's words where it has some."""

        def write(fact: Fact) -> Value:
            held: Value = fact[field]
            if words is not None:
                return words[str(held)] or None
            return self.pen.spell(held) or None if isinstance(held, str) else held

        return self.of(path, role, field, width, write)

    def mark(
        self, path: tuple[str, ...], role: str, field: str, wanted: str, sign: str = "x"
    ) -> ListColumn:
        """A mark under the value that the fact has."""

        def write(fact: Fact) -> Value:
            return sign if fact[field] == wanted else None

        return self.of(path, role, f"{field}_mark", 7, write)

    def of(
        self,
        path: tuple[str, ...],
        role: str,
        field: str,
        width: float,
        write: Callable[[Fact], Value],
    ) -> ListColumn:
        """Anything about the fact of a role; the ledger calls the cell ROLE.FIELD."""

        def written(entry: Entry) -> Value:
            fact = entry.facts.get(role)
            return None if fact is None else write(fact)

        return ListColumn(path, f"{role}.{field}", width, written, per_line=True)

    # -- days --------------------------------------------------------------------------------

    def written(self, text: str) -> Value:
        """Write a day, month or year in the hand's way."""
        if not text:
            return None
        parts = [int(part) for part in text.split("-")]
        if len(parts) == 1:
            return parts[0] if self.days == "excel" else str(parts[0])
        year, month = parts[:2]
        if len(parts) == 2 or self.days in {"month", "month_words"}:
            before = "tháng " if self.days == "month_words" else ""
            return f"{before}{month:02d}/{year}" if self.days == "padded" else (
                f"{before}{month}/{year}")  # fmt: skip
        return self._day(date(*parts))

    def _day(self, day: date | None) -> Value:
        if day is None:
            return None
        return {
            "excel": day,
            "padded": f"{day:%d/%m/%Y}",
            "month": f"{day.month}/{day.year}",
            "month_words": f"tháng {day.month}/{day.year}",
            "short_year": f"{day.day}/{day.month}/{day:%y}",
            "dots": f"{day.day:02d}.{day.month:02d}.{day.year}",
            "dashes": f"{day.day:02d}-{day.month:02d}-{day.year}",
            "words": f"ngày {day.day:02d} tháng {day.month} năm {day.year}",
        }.get(self.days, f"{day.day:02d}/{day.month}/{day.year}")

    def _when(self, fact: Fact) -> date:
        """The day by which to name the unit of a fact: its first, or the list's."""
        return earliest(str(fact["begins"])) if fact["begins"] else self.today

    def dice(self, *words: str) -> random.Random:
        """Give what lets this hand write now this way, now that, always the same."""
        return random.Random(" ".join((self.pen.key, *words)))


def left(column: ListColumn) -> ListColumn:
    """Set a column of words to the left; what has no room in it goes on in a second row."""
    return replace(column, centred=False, room=int(column.width * 0.9))
