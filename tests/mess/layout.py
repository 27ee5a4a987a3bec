"""A plain roster as a tidy hand writes it, with the habits that other hands have instead.

`compose` gives the sheets and what a perfect reader would learn from them: field by field, no more
than the sheet says (a birth year where only the year is written).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tests.mess.page import Ink, Page, said
from tests.mess.truth import Commune, Official, Truth
from tests.mess.words import HEADERS, LEVELS, MARK_LABELS, MODES, POSTS

Expected = dict[tuple[int, str], str]  # (number of the person, field) → value
SCALES = (
    "general_education", "professional", "political_theory", "state_management", "it",
    "foreign_language",
)  # fmt: skip
GROUPS = (
    ("Đảng ủy", ("X01", "X02")),
    ("HĐND", ("X03", "X04")),
    ("UBND", ("X05", "X06")),
    ("Mặt trận và các đoàn thể", ("X07", "X08", "X09", "X10", "X11")),
    ("Công chức", ("Y2", "Y3", "Y5", "Y6", "Y7")),
)


@dataclass
class Hand:
    """Who writes: the columns in order and the habits switched on (each a kind of mess)."""

    rng: random.Random
    habits: frozenset[str] = frozenset()
    columns: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.columns:
            self.columns = list(self._usual_columns())

    def has(self, habit: str) -> bool:
        """Whether a habit is on."""
        return habit in self.habits

    def word(self, ways: tuple[str, ...]) -> str:
        """The plain word, or any of the ways for a hand that abbreviates."""
        return self.rng.choice(ways) if self.has("abbreviations") else ways[0]

    def _usual_columns(self) -> Iterator[str]:
        if not self.has("no_number_column"):
            yield "stt"
        yield from ("family", "given") if self.has("name_in_two_columns") else ("name",)
        if self.has("birth_and_sex_columns"):
            yield from ("birth", "sex")
        elif self.has("sex_by_mark"):
            yield from ("birth", "sex_f")
        else:
            yield from ("birth_m", "birth_f")
        if not self.has("few_columns"):
            yield from ("ethnic", "home")
        if self.has("post_and_unit_in_one_cell"):
            yield "post_unit"
        else:
            yield "post"
            if self.has("unit_column"):
                yield "unit"
        if not self.has("few_columns"):
            yield from ("party", "party_official")
        yield from (one for one in SCALES if not (self.has("few_columns") and one == "it"))
        if self.has("unknown_columns"):
            yield from ("house", "shirt")
        yield "note"

    @property
    def depth(self) -> int:
        """How many rows the header has."""
        if self.has("marks"):
            return 3
        return 1 if self.has("one_header_row") else 2


# --- dates


def written_date(hand: Hand, day: date, *, birth: bool = False) -> tuple[Ink, str]:
    """A date as the hand writes it, and what that says in ISO form."""
    styles = [one for one in DATE_HABITS if hand.has(one) and (birth or one not in BIRTH_ONLY)]
    style = styles[-1] if styles else ""
    if style == "dates_of_all_kinds":
        style = hand.rng.choice(("", *DATE_HABITS[:-1]))
        style = "" if style in BIRTH_ONLY and not birth else style
    if style == "true_dates":
        return Ink(day, shows="dd/mm/yyyy"), day.isoformat()
    if style == "birth_years_as_numbers":
        return Ink(float(day.year)), f"{day.year}"
    if style == "two_digit_years" and day.year > 1999:
        style = ""
    text, iso = _DATES[style]
    values = {"d": day.day, "m": day.month, "y": day.year, "yy": day.year % 100}
    return Ink(text.format(**values)), iso.format(**values)


_DAY = "{y}-{m:02d}-{d:02d}"
_DATES = {
    "": ("{d:02d}/{m:02d}/{y}", _DAY),
    "dates_with_dots": ("{d:02d}.{m}.{y}", _DAY),
    "dates_with_dashes": ("{d}-{m:02d}-{y}", _DAY),
    "dates_in_words": ("ngày {d} tháng {m} năm {y}", _DAY),
    "two_digit_years": ("{d}/{m}/{yy:02d}", _DAY),
    "birth_years": ("{y}", "{y}"),
    "birth_months": ("{m}/{y}", "{y}-{m:02d}"),
    "zeros_for_unknown": ("00/00/{y}", "{y}"),
}
DATE_HABITS = (
    "dates_with_dots", "dates_with_dashes", "dates_in_words", "two_digit_years", "true_dates",
    "birth_years", "birth_years_as_numbers", "birth_months", "zeros_for_unknown",
    "dates_of_all_kinds",
)  # fmt: skip
BIRTH_ONLY = {"birth_years", "birth_years_as_numbers", "birth_months", "zeros_for_unknown"}


# --- the sheets


@dataclass
class _Writer:
    truth: Truth
    hand: Hand
    expected: Expected = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)  # id of an official → number

    def page(self, communes: tuple[Commune, ...], name: str) -> Page:
        """One sheet with one or more tables below each other."""
        page, row = Page(name), 0
        for commune in communes:
            row = self._table(page, commune, row) + 2
        return page

    def _table(self, page: Page, commune: Commune, top: int) -> int:
        row = self._titles(page, commune, top)
        columns = self._columns()
        first = row
        row = self._header(page, columns, row)
        if top == 0:
            page.header_rows = (first, row - 1)
        if self.hand.has("numbers_row"):
            for column in range(len(columns)):
                page.put(row, column, Ink(float(column + 1)))
            row += 1
        row = self._people(page, commune, columns, row)
        return self._foot(page, commune, row + 1)

    def _titles(self, page: Page, commune: Commune, row: int) -> int:
        district = self.truth.district.upper()
        page.put(row, 0, Ink(f"UBND {district}"))
        page.put(row + 1, 0, Ink(f"UBND {commune.full_name.upper()}"))
        title = f"DANH SÁCH TRÍCH NGANG CÁN BỘ, CÔNG CHỨC {commune.full_name.upper()}"
        page.put(row + 3, 0, Ink(title))
        day = self.truth.as_of
        if not self.hand.has("day_in_the_foot"):
            written = f"(Tính đến ngày {day.day}/{day.month}/{day.year})"
            page.put(row + 4, 0, Ink(written))
        return row + 6

    def _columns(self) -> list[tuple[str, tuple[str, ...]]]:
        """Each column's key and header path, marks opened into one column a level."""
        found: list[tuple[str, tuple[str, ...]]] = []
        for key in self.hand.columns:
            path = (
                self.hand.rng.choice(HEADERS[key])
                if self.hand.has("other_headers")
                else HEADERS[key][0]
            )
            if self.hand.has("marks") and key in MARK_LABELS:
                found += [
                    (f"{key}:{code}", (*path, label)) for code, label in MARK_LABELS[key].items()
                ]
            else:
                found.append((key, path))
        return found

    def _header(self, page: Page, columns: list[tuple[str, tuple[str, ...]]], top: int) -> int:
        depth, merged = self.hand.depth, not self.hand.has("unmerged_header")
        paths = [(" ".join(path),) if depth == 1 else path for _, path in columns]
        for place, parts in enumerate(paths):
            for level, part in enumerate(parts):
                above = parts[: level + 1]
                is_last = level == len(parts) - 1
                if not is_last and place and paths[place - 1][: level + 1] == above:
                    continue  # written once, over the first of its columns
                page.put(top + level, place, Ink(part))
                last = place
                while last + 1 < len(paths) and paths[last + 1][: level + 1] == above:
                    last += 1
                if merged and not is_last and last > place:
                    page.merges.append((top + level, place, top + level, last))
            if merged and len(parts) < depth:
                page.merges.append((top + len(parts) - 1, place, top + depth - 1, place))
        return top + depth

    def _people(
        self, page: Page, commune: Commune, columns: list[tuple[str, tuple[str, ...]]], row: int
    ) -> int:
        keys = [key for key, _ in columns]
        named = keys.index("name") if "name" in keys else 1
        for count, (title, officials) in enumerate(self._grouped(commune)):
            if title:
                self._group(page, (row, named), title, count)
                row += 1
            for order, official in enumerate(officials, start=1):
                total = order if self.hand.has("numbers_restart") else len(page.people_rows) + 1
                self._person(page, official, keys, (row, total))
                page.people_rows.append(row)
                row += 1
            if title and self.hand.has("subtotals"):
                page.put(row, named, Ink(f"Cộng: {len(officials)} người"))
                row += 1
        return row

    def _group(self, page: Page, place: tuple[int, int], title: str, count: int) -> None:
        """A line that names a group, its number beside it or before it."""
        row, named = place
        marks = ("I", "II", "III", "IV", "V") if self.hand.has("groups_roman") else "ABCDE"
        if named == 0:
            page.put(row, 0, Ink(f"{marks[count]}. {title}"))
        else:
            page.put(row, 0, Ink(marks[count]))
            page.put(row, named, Ink(title))

    def _grouped(self, commune: Commune) -> Iterator[tuple[str, list[Official]]]:
        if not (self.hand.has("groups_roman") or self.hand.has("groups_letters")):
            yield "", list(commune.officials)
            return
        for title, posts in GROUPS:
            found = [one for one in commune.officials if one.posts[0] in posts]
            if found:
                yield title, found

    def _foot(self, page: Page, commune: Commune, row: int) -> int:
        day = self.truth.as_of
        written = f"{commune.name}, ngày {day.day} tháng {day.month} năm {day.year}"
        if self.hand.has("signatures") or self.hand.has("day_in_the_foot"):
            page.put(row, 4, Ink(written))
            page.put(row + 1, 1, Ink("NGƯỜI LẬP BIỂU"))
            page.put(row + 1, 4, Ink("TM. ỦY BAN NHÂN DÂN"))
            page.put(row + 2, 4, Ink("CHỦ TỊCH"))
            page.put(row + 6, 4, Ink("(Đã ký)"))
            row += 7
        return row

    # --- one person

    def _person(self, page: Page, one: Official, keys: list[str], place: tuple[int, int]) -> None:
        row, order = place
        number = self.numbers[id(one)]
        self._expect(number, "name", one.name)
        self._expect(number, "unit", self._commune_of(one).full_name)
        for column, key in enumerate(keys):
            page.put(row, column, self._cell(key, one, number, order))

    def _expect(self, number: int, what: str, value: str) -> tuple[int, str]:
        self.expected[number, what] = value
        return number, what

    def _cell(self, key: str, one: Official, number: int, order: int) -> Ink:
        """What stands in a column; columns of no interest say nothing."""
        plain = {
            "stt": Ink(f"{order:02d}." if self.hand.has("numbers_as_text") else float(order)),
            "house": Ink(f"Số {order * 3} Lê Lợi"),
            "shirt": Ink("L" if order % 2 else "XL"),
            "note": Ink(""),
        }
        if key in plain:
            return plain[key]
        scale, _, code = key.partition(":")
        if scale in SCALES:
            return self._level(scale, code, one, number)
        return self._origin(key, one, number)

    def _origin(self, key: str, one: Official, number: int) -> Ink:
        if key in ("post", "post_unit", "unit"):
            return self._post(key, one, number)
        if key.startswith("birth"):
            return self._birth(key, one, number)
        if key == "sex_f":
            says = self._expect(number, "sex", one.sex)  # no mark says: a man
            return said("x", says) if one.sex == "f" else Ink("")
        if key in ("party", "party_official"):
            return self._date(getattr(one, key), number, f"{key}_date")
        name = self._name(one)
        words = {
            "name": (name, "name", one.name),
            "family": (name.rsplit(" ", 1)[0], "name", one.name),
            "given": (name.rsplit(" ", 1)[-1], "name", one.name),
            "sex": ("Nữ" if one.sex == "f" else "Nam", "sex", one.sex),
            "ethnic": (one.ethnic, "ethnic_group", one.ethnic),
            "home": (one.home, "home_place", one.home),
        }
        text, what, value = words[key]
        return said(text, self._expect(number, what, value))

    def _name(self, one: Official) -> str:
        name = one.name
        if self.hand.has("names_in_capitals"):
            name = name.upper()
        if self.hand.has("honorifics"):
            title = self.hand.rng.choice(("Đ/c ", "Đồng chí ", "Bà " if one.sex == "f" else "Ông "))
            name = title + name
        if self.hand.has("breaks_in_names"):
            name = name.replace(" ", "\n", 1)
        return name

    def _birth(self, key: str, one: Official, number: int) -> Ink:
        if key != "birth" and (key == "birth_f") != (one.sex == "f"):
            return Ink("")
        ink, iso = written_date(self.hand, one.birth, birth=True)
        says = [self._expect(number, "birth", iso)]
        if key != "birth":
            says.append(self._expect(number, "sex", one.sex))
        return Ink(ink.value, shows=ink.shows, says=tuple(says))

    def _date(self, day: date | None, number: int, what: str) -> Ink:
        if day is None:
            return Ink("-" if self.hand.has("dashes_for_nothing") else "")
        ink, iso = written_date(self.hand, day)
        return Ink(ink.value, shows=ink.shows, says=(self._expect(number, what, iso),))

    def _post(self, key: str, one: Official, number: int) -> Ink:
        commune = self._commune_of(one)
        if key == "unit":
            short = commune.full_name
            if self.hand.has("abbreviations"):
                short = f"{'P' if commune.type == 'phường' else 'X'}. {commune.name}"
            return Ink(short)
        titles = [self.hand.word(POSTS[title]) for title in one.posts]
        manners = ["full"] * len(titles)
        if self.hand.has("acting_posts") and one.posts[0] in ("X01", "X05") and len(titles) == 1:
            titles[0], manners[0] = f"Quyền {titles[0]}", "acting"
        joiner = ", "
        if len(titles) > 1 and self.hand.has("concurrent_posts"):
            joiner, manners[1] = " kiêm ", "concurrent"
        elif self.hand.has("posts_on_two_lines_of_a_cell"):
            joiner = "\n"
        says = tuple(
            self._expect(number, f"post:{title}", manner)
            for title, manner in zip(one.posts, manners, strict=True)
        )
        text = joiner.join(titles)
        if key == "post_unit":
            text += f", {commune.full_name}"
        return said(text, *says)

    def _commune_of(self, one: Official) -> Commune:
        return next(c for c in self.truth.communes if any(o is one for o in c.officials))

    def _level(self, scale: str, code: str, one: Official, number: int) -> Ink:
        level = one.level(scale)
        what = f"level:{scale}"
        if code:
            if level is None or level.code != code:
                return Ink("")
            return said(self.hand.rng.choice("xxXv"), self._expect(number, what, code))
        if level is None:
            return Ink("-" if self.hand.has("dashes_for_nothing") else "")
        says = [self._expect(number, what, level.code)]
        text = self.hand.word(LEVELS[scale][level.code])
        if text.startswith("Anh "):
            says.append(self._expect(number, f"field:{scale}", "Anh"))
        if scale == "professional" and self.hand.has("field_and_mode_in_the_level"):
            mode = self.hand.rng.choice(MODES[level.mode])
            text = " ".join(filter(None, (text, level.field, f"({mode})" if mode else "")))
            more = ((f"field:{scale}", level.field), (f"mode:{scale}", level.mode))
            says += [self._expect(number, more, value) for more, value in more if value]
        return said(text, *says)


def compose(truth: Truth, hand: Hand) -> tuple[list[Page], Expected]:
    """Write the truth by a hand: sheets, and what they say."""
    writer = _Writer(truth, hand)
    writer.numbers = {id(one): number for number, (_, one) in enumerate(truth.people)}
    if hand.has("a_sheet_for_each_unit"):
        pages = [writer.page((commune,), commune.name) for commune in truth.communes]
    else:
        pages = [writer.page(truth.communes, "Danh sách")]
    return pages, writer.expected
