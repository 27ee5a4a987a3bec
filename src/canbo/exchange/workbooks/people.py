"""Puts one row's cells together: who the person is, what the person has reached, what is noted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Protocol

from canbo.engine.facts import ParticularKind, Scale, Sex
from canbo.engine.timeline import NotADate, PartialDate
from canbo.engine.vietnamese import proper_name
from canbo.exchange.workbooks.accounting import Account, problem_at, shown
from canbo.exchange.workbooks.columns import Column
from canbo.exchange.workbooks.dates import (
    EXPECTED,
    ImpossibleDate,
    find_date,
    find_dates,
    read_date,
)
from canbo.exchange.workbooks.grid import Cell, joined
from canbo.exchange.workbooks.levels import LevelReader, LevelResult
from canbo.exchange.workbooks.list_columns import STANDING_ROLES
from canbo.exchange.workbooks.names import bare_name, name_of
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import AttainmentReading, CellClass, PersonReading
from canbo.exchange.workbooks.statements import Statement
from canbo.exchange.workbooks.tables import Row, Table, is_ditto
from canbo.exchange.workbooks.vocabulary import Vocabulary
from canbo.exchange.workbooks.words import fold, nearest, squeeze

LEAST_AGE = 14  # nobody younger stands on a list of officials
_MODES_SPLIT = re.compile(r"\s*[;,\n/]\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One column's cell of a row, further lines of the same person joined to it."""

    column: Column
    cell: Cell
    refs: tuple[CellRef, ...]

    @property
    def ref(self) -> CellRef:
        """The first cell."""
        return self.refs[0]


@dataclass(slots=True)
class Draft:
    """What is gathered of one person while the columns are read."""

    name: str = ""
    sex: Sex | None = None
    birth: PartialDate | None = None
    ethnic_group: str = ""
    home_place: str = ""
    party_date: PartialDate | None = None
    party_official_date: PartialDate | None = None
    notes: list[tuple[str, str]] = field(default_factory=list)
    attainments: list[AttainmentReading] = field(default_factory=list)
    cells: dict[str, CellRef] = field(default_factory=dict)
    row_cells: list[CellRef] = field(default_factory=list)
    details: list[Entry] = field(default_factory=list)
    fields: list[tuple[str, Entry]] = field(default_factory=list)
    birth_parts: list[Entry] = field(default_factory=list)
    standing: list[Entry] = field(default_factory=list)
    more: dict[ParticularKind, str] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)

    def person(self) -> PersonReading:
        """The person as far as the row says."""
        return PersonReading(
            name=self.name,
            sex=self.sex,
            birth=self.birth,
            ethnic_group=self.ethnic_group,
            home_place=self.home_place,
            party_date=self.party_date,
            party_official_date=self.party_official_date,
            note="; ".join(f"{label}: {text}" if label else text for label, text in self.notes),
            cells=dict(self.cells),
            more=dict(self.more),
        )


class Standing(Protocol):
    """Who understands columns of ranks, ratings, awards, numbers and the like."""

    def settle(self, draft: Draft, assembler: PersonAssembler) -> None:
        """Turn the draft's standing entries into statements and particulars, or list them."""


class PersonAssembler:
    """Reads the personal and level columns of one table's rows."""

    def __init__(
        self,
        table: Table,
        vocabulary: Vocabulary,
        account: Account,
        latest_year: int,
        standing: Standing | None = None,
    ) -> None:
        self._table = table
        self._account = account
        self._standing = standing
        self._latest_year = latest_year
        self._levels = LevelReader(vocabulary.levels)
        self._ethnic_groups = vocabulary.headers.ethnic_groups
        self._blank_means_male = self._has_female_marks_only()
        self._previous: dict[int, Cell] = {}

    def _has_female_marks_only(self) -> bool:
        columns = self._table.header.of_role("sex_column")
        if len(columns) != 1 or columns[0].sex is not Sex.FEMALE:
            return False
        cells = [row.cells.get(columns[0].index) for row in self._table.people]
        return any(cell is not None and self._levels.is_mark(cell) for cell in cells)

    # --- the cells of a row

    def entries(self, row: Row, more: Sequence[Row]) -> Iterator[Entry]:
        """The cells of a person, column by column, further lines joined, dittos resolved."""
        for column in self._table.header.columns:
            cells = [
                (
                    line.cells[column.index],
                    CellRef(self._table.sheet.name, line.index, column.index),
                )
                for line in (row, *more)
                if column.index in line.cells
            ]
            if not cells:
                cells = self._merged_from_above(row, column)
            if not cells:
                continue
            cell = cells[0][0]
            if len(cells) > 1:
                cell = joined([part for part, _ in cells])
            if is_ditto(cell) and column.index in self._previous:
                cell = self._previous[column.index]
            self._previous[column.index] = cell
            yield Entry(column, cell, tuple(ref for _, ref in cells))

    def _merged_from_above(self, row: Row, column: Column) -> list[tuple[Cell, CellRef]]:
        """A value merged down over several people is said of each of them."""
        sheet = self._table.sheet
        if not sheet.merges or column.role in {"number", "name"}:
            return []
        span = sheet.span_at(row.index, column.index)
        if span is None or span[0] <= self._table.header.bottom or span[0] == row.index:
            return []
        cell = sheet.cells.get((span[0], column.index))
        return [(cell, CellRef(sheet.name, span[0], column.index))] if cell is not None else []

    def keep(self, draft: Draft, entry: Entry, name: str = "") -> None:
        """Note that an entry's cells carry a value of the row."""
        for ref in entry.refs:
            self._account.mark(ref, CellClass.FIELD)
            draft.row_cells.append(ref)
        if name:
            draft.cells.setdefault(name, entry.ref)

    def list_entry(
        self, entry: Entry, code: str, *, expected: str = "", suggestion: str = ""
    ) -> None:
        """List an entry's cells for one reason."""
        for ref in entry.refs:
            problem = problem_at(
                ref, code, shown(entry.cell), expected=expected, suggestion=suggestion
            )
            self._account.list_cell(ref, problem)

    def advise(self, entry: Entry, code: str, found: str, *, suggestion: str = "") -> None:
        """Tell something about an entry that is understood all the same."""
        self._account.advise(problem_at(entry.ref, code, found, suggestion=suggestion))

    def set_aside(self, entry: Entry) -> None:
        """Mark an entry that says nothing (a dash) as structure."""
        self._account.structure(entry.refs)

    # --- reading

    def take(self, draft: Draft, entry: Entry) -> bool:
        """Read one entry of a personal or level column; False where the column is another's."""
        if self._refuse_unreadable(entry):
            return True
        role = entry.column.role
        reader = "_stand" if role in STANDING_ROLES else _READERS.get(role)
        if reader is None:
            return False
        if role not in {"name", "level", "mark", "sex_column"} and self._levels.is_dash(entry.cell):
            self.set_aside(entry)
            return True
        getattr(self, reader)(draft, entry)
        return True

    def _refuse_unreadable(self, entry: Entry) -> bool:
        if entry.cell.is_doubtful:
            self.list_entry(entry, entry.cell.doubt, suggestion=entry.cell.likely)
            return True
        if entry.cell.raw is None and entry.column.role != "number":
            self.list_entry(entry, "formula_without_value")
            return True
        return False

    def _number(self, draft: Draft, entry: Entry) -> None:
        self.set_aside(entry)

    def _name(self, draft: Draft, entry: Entry) -> None:
        if draft.name:
            draft.name = proper_name(f"{draft.name} {entry.cell.line}")
            self.keep(draft, entry)
            return
        _, honorific, remark = bare_name(entry.cell.line)
        draft.name = name_of(entry.cell)
        if not draft.name:
            self.list_entry(entry, "name_not_understood", expected="Nguyễn Văn An")
            return
        if fold(honorific) in {"ba", "chi", "co"} or fold(remark) == "nu":
            draft.sex = draft.sex or Sex.FEMALE
        elif fold(honorific) in {"ong", "anh"}:
            draft.sex = draft.sex or Sex.MALE
        if remark and fold(remark) not in {"nu", "nam"}:
            draft.notes.append(("", remark))
        self.keep(draft, entry, "name")

    def _sex_column(self, draft: Draft, entry: Entry) -> None:
        if self._levels.is_mark(entry.cell):
            draft.sex = entry.column.sex
            self.keep(draft, entry, "sex")
        elif self._levels.is_dash(entry.cell) or self._levels.is_nothing(entry.cell):
            self.set_aside(entry)
        elif fold(entry.cell.line) in {"nam", "nu"}:
            self._sex(draft, entry)
        else:
            before = draft.birth
            if self._date(draft, entry, "birth", least_age=LEAST_AGE) and before is None:
                draft.sex = entry.column.sex
                draft.cells.setdefault("sex", entry.ref)

    def _sex(self, draft: Draft, entry: Entry) -> None:
        word = fold(entry.cell.line)
        says_female = re.search(r"\bnu\b", fold(entry.column.path[-1])) is not None
        marked = self._levels.is_mark(entry.cell) and says_female
        if not marked and word not in {"nam", "nu", "m", "f", "male", "female"}:
            self.list_entry(entry, "sex_not_understood", expected="Nam, Nữ")
            return
        draft.sex = Sex.FEMALE if marked or word in {"nu", "f", "female"} else Sex.MALE
        self.keep(draft, entry, "sex")

    def _birth(self, draft: Draft, entry: Entry) -> None:
        self._date(draft, entry, "birth", least_age=LEAST_AGE)

    def _birth_part(self, draft: Draft, entry: Entry) -> None:
        """A day or month in a column of its own; a whole date there is a date."""
        if re.fullmatch(r"0*\d{1,2}", entry.cell.line) and entry.cell.day is None:
            draft.birth_parts.append(entry)
        else:
            self._birth(draft, entry)

    def _close_birth(self, draft: Draft) -> None:
        """Put day, month and year of three columns together; what does not fit is listed."""
        parts = {entry.column.role: int(entry.cell.line) for entry in draft.birth_parts}
        month = parts.get("birth_month") or None
        day = (parts.get("birth_day") or None) if month else None
        whole: PartialDate | None = None
        if draft.birth is not None and draft.birth.month is None:
            with suppress(NotADate):
                whole = PartialDate(draft.birth.year, month, day)
        for entry in draft.birth_parts:
            said = int(entry.cell.line)
            if said and (whole is None or said not in (whole.day, whole.month)):
                self.list_entry(entry, "not_a_date", expected=EXPECTED)
            elif said:
                self.keep(draft, entry)
            else:
                self.set_aside(entry)
        draft.birth = whole or draft.birth

    def _date(self, draft: Draft, entry: Entry, name: str, *, least_age: int = 0) -> bool:
        try:
            day = read_date(entry.cell, latest_year=self._latest_year, least_age=least_age)
        except ImpossibleDate as error:
            self.list_entry(entry, "impossible_date", expected=EXPECTED, suggestion=error.likely)
            return False
        except NotADate:
            self.list_entry(entry, "not_a_date", expected=EXPECTED)
            return False
        if getattr(draft, name) is not None:
            self.list_entry(entry, "second_value", expected=str(getattr(draft, name)))
            return False
        setattr(draft, name, day)
        self.keep(draft, entry, name)
        return True

    def _party_date(self, draft: Draft, entry: Entry) -> None:
        both = find_dates(entry.cell.line) if entry.cell.day is None else []
        if len(both) == 2 and draft.party_official_date is None:
            draft.party_date, draft.party_official_date = both[0], both[1]
            self.keep(draft, entry, "party_date")
            draft.cells.setdefault("party_official_date", entry.ref)
        elif self._levels.is_mark(entry.cell) and entry.cell.day is None:
            self._other(draft, entry)
        elif self._levels.is_nothing(entry.cell):
            self.set_aside(entry)
        else:
            self._date(draft, entry, "party_date")

    def _party_official_date(self, draft: Draft, entry: Entry) -> None:
        is_mark = self._levels.is_mark(entry.cell) and entry.cell.day is None
        if self._levels.is_nothing(entry.cell):
            self.set_aside(entry)
        elif is_mark or re.search(r"(?i)dự bị|chưa", entry.cell.line):
            self._other(draft, entry)
        else:
            self._date(draft, entry, "party_official_date")

    def _ethnic_group(self, draft: Draft, entry: Entry) -> None:
        written = re.sub(r"(?i)^dân tộc\s+", "", entry.cell.line)
        name = self._ethnic_groups.get(squeeze(written), "")
        if name:
            draft.ethnic_group = name
            self.keep(draft, entry, "ethnic_group")
        elif self._levels.is_mark(entry.cell):
            self._other(draft, entry)
        else:
            close = nearest(entry.cell.line, set(self._ethnic_groups.values()))
            self.list_entry(
                entry, "ethnic_group_unknown", expected="Kinh, Mường, …", suggestion=close
            )

    def _home_place(self, draft: Draft, entry: Entry) -> None:
        text = re.sub(r"\s*,?\s*\n\s*", ", ", entry.cell.text).strip(" ,")
        draft.home_place = f"{draft.home_place}, {text}" if draft.home_place else text
        self.keep(draft, entry, "home_place")

    def _note(self, draft: Draft, entry: Entry) -> None:
        draft.notes.append(("", entry.cell.line))
        self.keep(draft, entry, "note")

    def _stand(self, draft: Draft, entry: Entry) -> None:
        draft.standing.append(entry)

    def as_note(self, draft: Draft, entry: Entry) -> None:
        """Keep an entry that no fact holds in the note, under its header's words."""
        self._other(draft, entry)

    def _other(self, draft: Draft, entry: Entry) -> None:
        """A column that no fact holds yet: kept in the note under its header's words."""
        draft.notes.append((entry.column.label, entry.cell.line))
        self.keep(draft, entry, "note")

    # --- levels

    def _mark(self, draft: Draft, entry: Entry) -> None:
        scale = entry.column.scale
        if scale is None:
            self.list_entry(entry, "level_not_understood")
            return
        found = self._levels.read_marked(entry.cell, scale, entry.column.level, entry.ref)
        self._take_levels(draft, entry, found)

    def _level(self, draft: Draft, entry: Entry) -> None:
        found = self._levels.read(entry.cell, entry.column.scale, entry.ref)
        self._take_levels(draft, entry, found)

    def _take_levels(self, draft: Draft, entry: Entry, found: LevelResult) -> None:
        draft.attainments.extend(found.attainments)
        if not found.understood:
            suggestion = found.suggestion
            self.list_entry(
                entry, "level_not_understood", expected=entry.column.label, suggestion=suggestion
            )
        elif found.field_only:
            draft.fields.append((found.field_only, entry))
        elif found.remark:
            self._other(draft, entry)
        elif found.attainments:
            self.keep(draft, entry)
        else:
            self.set_aside(entry)

    def _ambiguous_level(self, draft: Draft, entry: Entry) -> None:
        if self._levels.is_dash(entry.cell):
            self.set_aside(entry)
        else:
            self.list_entry(entry, "level_ambiguous", expected=entry.column.label)

    def _detail(self, draft: Draft, entry: Entry) -> None:
        draft.details.append(entry)

    # --- what can be settled only when the whole row is read

    def close(self, draft: Draft) -> None:
        """Settle fields, schools, years and modes that stand in columns of their own."""
        if draft.sex is None and self._blank_means_male:
            draft.sex = Sex.MALE
        if draft.birth_parts:
            self._close_birth(draft)
        for text, entry in draft.fields:
            if not self._attach(draft, Scale.PROFESSIONAL, [("field", text)]):
                self.list_entry(entry, "level_not_understood", expected=entry.column.label)
            else:
                self.keep(draft, entry)
        for entry in draft.details:
            self._close_detail(draft, entry)
        self._close_standing(draft)
        for _, text in draft.notes:
            self._mode_from_note(draft, text)

    def _close_standing(self, draft: Draft) -> None:
        if self._standing is not None:
            self._standing.settle(draft, self)
            return
        for entry in draft.standing:
            self.as_note(draft, entry)

    def _mode_from_note(self, draft: Draft, text: str) -> None:
        """A note such as "Đại học tại chức" tells how the level in the row was studied."""
        for said in self._levels.levels_of_note(text):
            for place, found in enumerate(draft.attainments):
                if (found.scale, found.level, found.mode) == (said.scale, said.level, None):
                    draft.attainments[place] = replace(found, mode=said.mode)

    def _close_detail(self, draft: Draft, entry: Entry) -> None:
        scale = entry.column.scale or Scale.PROFESSIONAL
        parts = [part for part in _MODES_SPLIT.split(entry.cell.text) if part]
        count = sum(found.scale is scale for found in draft.attainments)
        texts = parts if count > 1 and len(parts) == count else [entry.cell.line]
        if self._attach(draft, scale, [(entry.column.role, text) for text in texts]):
            self.keep(draft, entry)
        else:
            self._other(draft, entry)

    def _attach(self, draft: Draft, scale: Scale, values: Sequence[tuple[str, str]]) -> bool:
        """Give values to the attainments of a scale: one to each, or one to the last."""
        places = [place for place, found in enumerate(draft.attainments) if found.scale is scale]
        if not places:
            return False
        chosen = places if len(values) == len(places) else [places[-1]]
        changed = [
            self._with(draft.attainments[p], *v) for p, v in zip(chosen, values, strict=False)
        ]
        if any(found is None for found in changed):
            return False
        for place, found in zip(chosen, changed, strict=False):
            if found is not None:
                draft.attainments[place] = found
        return True

    def _with(self, found: AttainmentReading, role: str, text: str) -> AttainmentReading | None:
        if role == "field":
            return self._levels.with_field_text(found, text)
        if role == "school":
            return replace(found, school=text)
        if role == "graduated":
            day = find_date(text)
            return replace(found, reached=day) if day else None
        mode = self._levels.mode(text)
        return replace(found, mode=mode) if mode else None


_READERS = {
    "number": "_number",
    "name": "_name",
    "sex_column": "_sex_column",
    "sex": "_sex",
    "birth": "_birth",
    "birth_day": "_birth_part",
    "birth_month": "_birth_part",
    "party_date": "_party_date",
    "party_official_date": "_party_official_date",
    "ethnic_group": "_ethnic_group",
    "home_place": "_home_place",
    "birth_place": "_other",
    "note": "_note",
    "other": "_other",
    "unknown": "_other",
    "post_begins": "_other",
    "result": "_other",
    "mark": "_mark",
    "level": "_level",
    "ambiguous_level": "_ambiguous_level",
    "field": "_detail",
    "school": "_detail",
    "graduated": "_detail",
    "mode": "_detail",
}
