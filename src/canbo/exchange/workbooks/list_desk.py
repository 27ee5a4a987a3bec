"""What the makers of statements share: one person of a list, and how its own columns are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from canbo.engine.timeline import NotADate, PartialDate
from canbo.exchange.workbooks.accounting import Account, problem_at
from canbo.exchange.workbooks.dates import EXPECTED, ImpossibleDate, find_date, find_span, read_date
from canbo.exchange.workbooks.decisions import length_in_months, read_decision
from canbo.exchange.workbooks.levels import LevelReader
from canbo.exchange.workbooks.list_columns import Meaning
from canbo.exchange.workbooks.list_places import Places
from canbo.exchange.workbooks.list_titles import Heading
from canbo.exchange.workbooks.list_vocabulary import ListBook
from canbo.exchange.workbooks.listing import Listing, Tools
from canbo.exchange.workbooks.people import Draft, Entry, PersonAssembler
from canbo.exchange.workbooks.places import PostReading, UnitReading
from canbo.exchange.workbooks.reading import CellClass
from canbo.exchange.workbooks.statements import DecisionReading, ElectionReading, Statement

_FUTURE = 2100  # a planned end may lie after the list's day
DECISION_ROLES = frozenset({"decision", "decision_number", "decision_date", "issuer"})


@dataclass(slots=True)
class ListedPerson:
    """One person of a list while statements are made of the row."""

    draft: Draft
    own: dict[str, list[Entry]]  # the columns of this kind of list, by role
    unit: UnitReading | None
    posts: tuple[PostReading, ...]
    sections: tuple[str, ...]  # the group rows above, the nearest first
    units: tuple[UnitReading | None, ...]  # whose posts may be meant: of the group, of the list
    occasion: ElectionReading | None = None  # where the row says another than the title

    @property
    def words(self) -> str:
        """What group rows and remarks say of the row."""
        return " \n ".join((*self.sections, self.remarks))

    @property
    def remarks(self) -> str:
        """The row's own remarks."""
        return " \n ".join(text for _, text in self.draft.notes)


class Maker(Protocol):
    """Makes the statements of one kind of list."""

    roles: frozenset[str]

    def state(self, person: ListedPerson) -> list[Statement]:
        """The statements of one row beside those that any list may have."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The tools of a list's makers."""

    tools: Tools
    listing: Listing
    heading: Heading
    places: Places
    assembler: PersonAssembler
    root: UnitReading | None = None  # whose list it is
    meanings: Mapping[int, Meaning] = field(default_factory=dict)

    @property
    def foot(self) -> str:
        """The words below the table's last person."""
        table = self.listing.table
        last = max((row.index for row in table.people), default=-1)
        rows = (row for row in table.rows if row.index > last)
        return " ".join(cell.line for row in rows for cell in row.cells.values())

    @property
    def book(self) -> ListBook:
        """The words of lists."""
        return self.tools.vocabulary.lists

    @property
    def levels(self) -> LevelReader:
        """Tells marks and dashes."""
        return self.tools.levels

    @property
    def account(self) -> Account:
        """The account of the file's cells."""
        return self.tools.account

    def meaning(self, entry: Entry) -> Meaning:
        """What the entry's column holds."""
        return self.meanings.get(entry.column.index, Meaning(entry.column.role))

    def keep(self, person: ListedPerson, *entries: Entry | None) -> None:
        """Note that entries carry values of the row."""
        for entry in entries:
            if entry is not None:
                self.assembler.keep(person.draft, entry)

    def is_open(self, entry: Entry) -> bool:
        """Whether nothing was said yet of what became of an entry."""
        return all(self.account.class_of(ref) is None for ref in entry.refs)

    def settle(self, person: ListedPerson) -> None:
        """Keep what no statement took in the note, so that nothing is dropped."""
        for entries in person.own.values():
            for entry in entries:
                if not self.is_open(entry):
                    continue
                if self.levels.is_dash(entry.cell):
                    self.assembler.set_aside(entry)
                else:
                    self.assembler.as_note(person.draft, entry)

    def first(self, person: ListedPerson, *roles: str) -> Entry | None:
        """The first entry of some roles that says something."""
        for role in roles:
            for entry in person.own.get(role, ()):
                if not self.levels.is_dash(entry.cell):
                    return entry
        return None

    def text(self, person: ListedPerson, *roles: str) -> str:
        """The text of the first entry of some roles, "" where none is."""
        entry = self.first(person, *roles)
        return entry.cell.line if entry is not None else ""

    # --- dates

    def day(self, person: ListedPerson, *roles: str, latest: int = _FUTURE) -> PartialDate | None:
        """The date of the first entry of some roles; one that is no date is listed."""
        entry = self.first(person, *roles)
        return self.day_of(person, entry, latest=latest) if entry is not None else None

    def day_of(
        self, person: ListedPerson, entry: Entry, *, latest: int = _FUTURE
    ) -> PartialDate | None:
        """The date of one entry, None where it says "nay"; what is no date is listed."""
        if self.book.words["until_now"].is_exactly(entry.cell.line):
            self.keep(person, entry)
            return None
        try:
            day = read_date(entry.cell, latest_year=latest)
        except ImpossibleDate as error:
            self.assembler.list_entry(
                entry, "impossible_date", expected=EXPECTED, suggestion=error.likely
            )
            return None
        except NotADate:
            found = find_date(entry.cell.line)
            if found is None:
                self.assembler.list_entry(entry, "not_a_date", expected=EXPECTED)
                return None
            day = found
        self.keep(person, entry)
        return day

    def span(
        self, person: ListedPerson, role: str
    ) -> tuple[PartialDate | None, PartialDate | None]:
        """The span that one column gives ("1/3/2009 - 30/6/2009"); what is none is listed."""
        entry = self.first(person, role)
        if entry is None:
            return None, None
        if entry.cell.day is not None:
            self.keep(person, entry)
            return entry.cell.day, None
        found = find_span(entry.cell.line)
        if not found.is_known:
            self.assembler.list_entry(entry, "not_a_date", expected="01/3/2009 - 30/6/2009")
            return None, None
        self.keep(person, entry)
        one_day = found.begins == found.ends and "đến" not in entry.cell.line
        return found.begins, None if one_day else found.ends

    def months(self, person: ListedPerson, role: str) -> int | None:
        """A length of time in months; the entry stays open where it is none."""
        entry = self.first(person, role)
        if entry is None:
            return None
        text = entry.cell.line
        number = entry.cell.number
        if number is not None and 1 <= number <= 120:
            header = entry.column.label
            text = f"{int(number)} {'năm' if 'năm' in header.lower() else 'tháng'}"
        found = length_in_months(text)
        if found is not None:
            self.keep(person, entry)
        return found

    # --- decisions

    def decision(self, person: ListedPerson) -> DecisionReading | None:
        """The decision that the row's own columns name; None leaves it to the list's heading."""
        found: DecisionReading | None = None
        whole = self.first(person, "decision")
        if whole is not None:
            found = read_decision(whole.cell.line, whole.ref)
            if found is not None:
                self.keep(person, whole)
        number = self.first(person, "decision_number")
        if number is not None and any(char.isdigit() for char in number.cell.text):
            said = read_decision(number.cell.line, number.ref)
            if said is not None:
                found = replace(said, day=said.day or (found.day if found else None))
                self.keep(person, number)
        day = self.day(person, "decision_date")
        if day is not None:
            found = replace(found, day=day) if found else DecisionReading("", day)
        issuer = self.first(person, "issuer")
        if issuer is not None and found is not None:
            found = replace(found, issuer=issuer.cell.line)
            self.keep(person, issuer)
        return found

    # --- posts

    def posts(
        self, person: ListedPerson, entry: Entry, units: Sequence[UnitReading | None]
    ) -> tuple[PostReading, ...]:
        """The posts of one entry; a cell without letters is listed."""
        if self.levels.is_dash(entry.cell) or self.levels.is_nothing(entry.cell):
            self.assembler.set_aside(entry)
            return ()
        if not any(char.isalpha() for char in entry.cell.text):
            self.assembler.list_entry(entry, "post_not_understood")
            return ()
        found = self.places.posts(entry.cell.text, entry.ref, units)
        self.keep(person, entry)
        for post in found:
            if not post.title:
                self.advise_post(entry, post)
        return found

    def advise_post(self, entry: Entry, post: PostReading) -> None:
        """Tell that a post is in no list."""
        suggestion = self.places.suggest(post.as_written)
        self.assembler.advise(entry, "post_not_in_lists", post.as_written, suggestion=suggestion)

    def list_name(self, person: ListedPerson, code: str, *, expected: str = "") -> None:
        """List the cell of the name: the row says too little for a statement."""
        cell = person.draft.cells.get("name")
        if cell is not None:
            problem = problem_at(cell, code, person.draft.name, expected=expected)
            self.account.list_cell(cell, problem)

    def as_structure(self, entry: Entry) -> None:
        """An entry that only says which kind of row it is."""
        self.assembler.set_aside(entry)

    def derived(self, entry: Entry) -> None:
        """An entry whose value follows from others (a share of votes)."""
        for ref in entry.refs:
            self.account.mark(ref, CellClass.DERIVED)


def words_of(*entries: Entry | None) -> str:
    """The words of some entries as one text, for `as_written`."""
    return "; ".join(entry.cell.line for entry in entries if entry is not None)
