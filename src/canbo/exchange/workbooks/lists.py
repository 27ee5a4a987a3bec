"""Lists of people that are neither rosters nor classes: planned, moved, elected, rated, awarded …

The title and the columns say which kind of list a table is; every cell gets its class.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.act_lists import AppointmentMaker, DecisionMaker, MoveMaker
from canbo.exchange.workbooks.dates import find_date
from canbo.exchange.workbooks.decisions import find_number
from canbo.exchange.workbooks.election_lists import ElectionMaker
from canbo.exchange.workbooks.grid import Cell
from canbo.exchange.workbooks.headers import Header
from canbo.exchange.workbooks.list_columns import ListColumns, Meaning
from canbo.exchange.workbooks.list_desk import Desk, ListedPerson, Maker
from canbo.exchange.workbooks.list_places import Places, root_of_list
from canbo.exchange.workbooks.list_titles import Heading, HeadingReader
from canbo.exchange.workbooks.listing import (
    Listing,
    Tools,
    distinct_units,
    ref_of,
    settle_furniture,
    walk,
)
from canbo.exchange.workbooks.numbered import names_are_numbers, take_number
from canbo.exchange.workbooks.people import Draft, Entry
from canbo.exchange.workbooks.places import PostReading, UnitReading
from canbo.exchange.workbooks.planning_lists import PlanningMaker
from canbo.exchange.workbooks.reading import ListDocument, ListKind, ListRow
from canbo.exchange.workbooks.rosters import POST_ROLES, Group, RosterReader, group_text
from canbo.exchange.workbooks.staff_lists import (
    AwardMaker,
    DisciplineMaker,
    LeaveMaker,
    RetirementMaker,
)
from canbo.exchange.workbooks.standing import Times
from canbo.exchange.workbooks.statements import ElectionReading, Statement
from canbo.exchange.workbooks.study_lists import StudyMaker
from canbo.exchange.workbooks.tables import (
    Row,
    RowKind,
    Table,
    name_text,
    order_style,
    without_order,
)
from canbo.exchange.workbooks.titles import DocumentKind, TitleBlock

_SIDES = {"from_post", "from_unit", "from_post_and_unit", "to_post", "to_unit", "to_post_and_unit"}
# Without one of these columns a list is not of the kind that its title's words allow.
_NEEDS: Mapping[ListKind, frozenset[str]] = {
    ListKind.MOVES: frozenset(_SIDES),
    ListKind.RATINGS: frozenset({"rating", "rating_mark"}),
    ListKind.RANKS: frozenset({"rank", "rank_code", "coefficient", "step"}),
    ListKind.LEAVES: frozenset({"leave_kind", "act_day", "act_span"}),
    ListKind.DISCIPLINES: frozenset({"discipline"}),
    ListKind.DECISIONS: frozenset({"act_kind", "to_post_and_unit"}),
    ListKind.STUDIES: frozenset(
        {"school", "certificate", "study_level", "study_begins", "study_span", "field"}
    ),
    ListKind.APPOINTMENTS: frozenset(
        {"new_post", "act_kind", "act_day", "decision", "decision_number", "decision_date"}
    ),
    ListKind.CAREERS: frozenset({"line_post", "line_post_and_unit"}),
}
# A further line of a person that has one of these again is an act of its own.
_PROVING = frozenset({"act_day", "decision", "decision_number", "decision_date"})
_SECTION_WORDS = (
    "pool_out", "pool_in", "pool_stays", "elected_no", "outside_scheme", "inside_scheme",
    "not_carried_out",
)  # fmt: skip


class NoStatements:
    """Lists whose columns any list may have: ratings, ranks."""

    roles: frozenset[str] = frozenset({"decision", "decision_number", "decision_date", "issuer"})

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def state(self, person: ListedPerson) -> list[Statement]:
        """Nothing beside what the standing columns say; a decision of the row is theirs."""
        decision = self._desk.decision(person)
        if decision is not None:
            person.draft.statements = [
                replace(one, decision=decision) for one in person.draft.statements
            ]
        return []


MAKERS: Mapping[ListKind, Any] = {
    ListKind.PLANNING: PlanningMaker,
    ListKind.MOVES: MoveMaker,
    ListKind.ELECTION: ElectionMaker,
    ListKind.APPOINTMENTS: AppointmentMaker,
    ListKind.DECISIONS: DecisionMaker,
    ListKind.AWARDS: AwardMaker,
    ListKind.DISCIPLINES: DisciplineMaker,
    ListKind.LEAVES: LeaveMaker,
    ListKind.RETIREMENTS: RetirementMaker,
    ListKind.STUDIES: StudyMaker,
    ListKind.RATINGS: NoStatements,
    ListKind.RANKS: NoStatements,
    ListKind.PEOPLE: NoStatements,
}


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a table is a list of (None: no such list), and what its columns mean."""

    kind: ListKind | None
    meanings: Mapping[int, Meaning]


class ListRecogniser:
    """Tells lists from rosters and classes, and gives their columns the roles they have there."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._headings = HeadingReader(tools.vocabulary.lists)
        self._columns = ListColumns(tools.vocabulary.lists, tools.vocabulary.standing)

    def recognise(
        self, table: Table, block: TitleBlock, kind_so_far: DocumentKind, *, says_class: bool
    ) -> Recognised:
        """Say what a table is; `says_class`: its title says that it lists learners.

        The table's header takes the roles its columns have in such a list (or in a roster).
        """
        lines = self._tools.titles.said_lines(block)
        kinds = self._headings.kinds(lines, table.sheet.name)
        if says_class:
            kinds = [kind for kind in kinds if kind in {ListKind.STUDIES, ListKind.LEAVES}]
        text = " ".join(line.text for line in lines)

        def values(index: int) -> list[Cell]:
            return [row.cells[index] for row in table.rows[:60] if index in row.cells]

        for kind in kinds:
            header, meanings = self._columns.recast(table.header, kind, text, values)
            needs = _NEEDS.get(kind, frozenset())
            if not needs or header.of_role(*needs):
                if kind is ListKind.PLANNING and not self._plans(header.of_role("pool_post"), text):
                    continue
                table.header = header
                return Recognised(kind, meanings)
        if kind_so_far is DocumentKind.CLASS:
            return Recognised(None, {})
        header, meanings = self._columns.recast(table.header, ListKind.CAREERS, text, values)
        if self._are_careers(header, table):
            table.header = header
            return Recognised(ListKind.CAREERS, meanings)
        table.header, meanings = self._columns.recast(table.header, None, text, values)
        return Recognised(None, meanings)

    def _are_careers(self, header: Header, table: Table) -> bool:
        """Whether columns alone tell of careers: times of lines, and several lines of a person."""
        timed = header.of_role("line_begins") and header.of_role("line_ends")
        if not timed or not header.of_role(*_NEEDS[ListKind.CAREERS]):
            return False
        names = [name_text(table, row.cells) for row in table.rows]
        named = [name for name in names if name]
        further = any(row.kind is RowKind.MORE for row in table.rows)
        return further or len(set(named)) < len(named)

    def _plans(self, columns: tuple[object, ...], title: str) -> bool:
        """Whether a list plans, rather than lists people who are in the pool."""
        return bool(columns) or "trích ngang" not in title.lower()

    def heading(self, listing: Listing, kind: ListKind, as_of: PartialDate | None) -> Heading:
        """The heading of a list."""
        titles = self._tools.titles
        lines = titles.said_lines(listing.block)
        title = titles.title(listing.block)
        return self._headings.read(lines, kind, title, as_of, listing.block.lines)


def _proves(row: Row, column: int) -> bool:
    """Whether a cell holds a whole day, or the number of a document."""
    cell = row.cells.get(column)
    if cell is None:
        return False
    return cell.day is not None or bool(find_date(cell.line) or find_number(cell.line))


@dataclass(slots=True)
class _Section:
    """A group row that stands over the rows below it."""

    style: str
    text: str
    unit: UnitReading | None


class ListReader(RosterReader):
    """Reads one table as a list of a kind."""

    def __init__(self, tools: Tools, listing: Listing, heading: Heading) -> None:
        decides = heading.kind in {ListKind.RATINGS, ListKind.RANKS}
        rated = heading.year if heading.kind is ListKind.RATINGS else None
        times = Times(heading.as_of, rated, heading.decision if decides else None)
        super().__init__(tools, listing, heading.as_of, times)
        self._heading = heading
        self._desk = Desk(
            tools=tools,
            listing=listing,
            heading=heading,
            places=Places(tools, listing.here),
            assembler=self._assembler,
            root=self._root,
            meanings=listing.meanings,
        )
        self._maker: Maker = MAKERS[heading.kind](self._desk)
        self._sections: list[_Section] = []
        self._find_sections()

    def _find_root(self) -> UnitReading | None:
        return root_of_list(self._tools, self._listing, super()._find_root())

    def _find_sections(self) -> None:
        """Rows that name a post or say in or out are group rows, like a foot as they may look."""
        last = max((row.index for row in self._listing.table.people), default=-1)
        for row in self._listing.table.rows:
            if row.kind is RowKind.UNKNOWN and row.index < last and self._is_section(row):
                row.kind = RowKind.GROUP

    def read_list(self) -> list[ListDocument]:
        """Read all people; rows of another occasion than the title's make their own document."""
        rows: dict[ElectionReading | None, list[ListRow]] = {}
        for row, more in walk(self._listing.table):
            if row.kind is RowKind.GROUP or self._is_section(row):
                self._enter_section(row)
                continue
            found = self._listed(row, more)
            if found is not None:
                person, listed = found
                rows.setdefault(person.occasion, []).append(listed)
        settle_furniture(self._tools, self._listing)
        return [self._document(occasion, listed) for occasion, listed in rows.items()]

    def _document(self, occasion: ElectionReading | None, rows: list[ListRow]) -> ListDocument:
        heading = self._heading
        return ListDocument(
            sheet=self._listing.sheet,
            title=heading.title,
            kind=heading.kind,
            as_of=heading.as_of,
            units=distinct_units(self._units),
            rows=tuple(rows),
            decision=heading.decision,
            term=heading.term,
            election=occasion or heading.election,
            scheme=heading.scheme,
            year=heading.year,
        )

    # --- group rows

    def _is_section(self, row: Row) -> bool:
        """Whether a row has a name only (and a number), and that a post's or a section's."""
        header = self._listing.table.header
        named = {c.index for c in header.of_role("number", "name")}
        if any(column not in named for column in row.cells):
            return False
        name = name_text(self._listing.table, row.cells) or group_text(row)
        if not name:
            return False
        words = self._tools.vocabulary.lists.words
        said = any(words[key].found_in(name) for key in _SECTION_WORDS)
        units = (self._section_unit(), self._root)
        return said or self._desk.places.one_post(without_order(name), None, units) is not None

    def _enter_section(self, row: Row) -> None:
        text = group_text(row)
        style = order_style(next(iter(row.cells.values())).line)
        while any(section.style == style for section in self._sections):
            self._sections.pop()
        unit = self._group_unit(text)
        if unit is not None:
            column = next(iter(row.cells))
            unit = replace(unit, cell=ref_of(self._listing.table, row, column))
            self._units.append(unit)
        for column in row.cells:
            self._tools.account.structure([ref_of(self._listing.table, row, column)])
        self._sections.append(_Section(style, text, unit))

    def _section_unit(self) -> UnitReading | None:
        return next((s.unit for s in reversed(self._sections) if s.unit is not None), None)

    # --- one person

    def _listed(self, row: Row, more: list[Row]) -> tuple[ListedPerson, ListRow] | None:
        draft, acts, others = Draft(), list[dict[str, list[Entry]]](), list[Entry]()
        for lines in self._acts(row, more):
            own: dict[str, list[Entry]] = {}
            acts.append(own)
            for entry in self._assembler.entries(lines[0], lines[1:]):
                role = entry.column.role
                if lines[0].index > entry.ref.row and role not in self._maker.roles:
                    continue  # merged over all acts: the person's, taken with the first
                readable = not entry.cell.is_doubtful and entry.cell.raw is not None
                if role in self._maker.roles and readable:
                    own.setdefault(role, []).append(entry)
                elif role in POST_ROLES or not self._take(draft, entry):
                    others.append(entry)
        self._assembler.close(draft)
        if not draft.name:
            self._without_name(row)
            return None
        group_unit = self._section_unit()
        unit = self._unit_of_row(draft, others, group_unit)
        posts = self._posts_of_row(draft, others, unit)
        sections = tuple(section.text for section in reversed(self._sections))
        units = tuple(dict.fromkeys((group_unit, self._root, self._listing.here.town_unit())))
        made: list[Statement] = []
        people = [ListedPerson(draft, own, unit, tuple(posts), sections, units) for own in acts]
        for person in people:
            made.extend(self._maker.state(person))
            self._desk.settle(person)
        made.extend(self._planned_and_past(draft, others, unit))
        listed = ListRow(
            draft.person(), unit, tuple(posts), tuple(draft.attainments),
            (*draft.statements, *made), tuple(draft.row_cells),
        )  # fmt: skip
        return people[0], listed

    def _take(self, draft: Draft, entry: Entry) -> bool:
        return self._assembler.take(draft, entry)

    def _acts(self, row: Row, more: list[Row]) -> list[list[Row]]:
        """A person's lines, parted where one dates or numbers an act of its own again.

        An election makes a document of its own, so its lines stay together.
        """
        acts = [[row]]
        header = self._listing.table.header
        proving = [column.index for column in header.of_role(*_PROVING & self._maker.roles)]
        for line in more:
            before = acts[-1][0]
            again = any(_proves(before, column) and _proves(line, column) for column in proving)
            said = [column for column in header.of_role(*self._maker.roles)
                    if column.index in line.cells]  # fmt: skip
            if again and len(said) > 1 and self._heading.kind is not ListKind.ELECTION:
                acts.append([line])
            else:
                acts[-1].append(line)
        return acts

    def _unit_of_row(
        self, draft: Draft, others: list[Entry], group_unit: UnitReading | None
    ) -> UnitReading | None:
        """The person's own unit: of a column, named inside the post, else of the group or list."""
        if not any(entry.column.role == "unit" for entry in others):
            for entry in others:
                if entry.column.role in {"post", "post_and_unit"}:
                    inside = self._desk.places.unit_inside(entry.cell.text, entry.ref)
                    if inside is not None:
                        return inside
        return self._unit(draft, others, Group(group_unit))

    def _posts_of_row(
        self, draft: Draft, others: list[Entry], unit: UnitReading | None
    ) -> list[PostReading]:
        own = unit or self._root or self._listing.here.town_unit()
        if own is None:
            own = UnitReading((), "", "")
        return self._read_posts(draft, others, own, Group())


class PeopleReader(ListReader):
    """Reads a table that names no unit: who people are and what they have reached.

    A post is one of a unit: it is listed until the unit is written.
    """

    def __init__(self, tools: Tools, listing: Listing, heading: Heading) -> None:
        super().__init__(tools, listing, heading)
        self._numbers = names_are_numbers(listing.table)

    def _take(self, draft: Draft, entry: Entry) -> bool:
        if entry.column.role == "name" and self._numbers and not entry.cell.is_doubtful:
            take_number(self._assembler, draft, entry)
            return True
        return super()._take(draft, entry)

    def _posts_of_row(
        self, draft: Draft, others: list[Entry], unit: UnitReading | None
    ) -> list[PostReading]:
        for entry in others:
            if entry.column.role in POST_ROLES and not self._tools.levels.is_dash(entry.cell):
                self._assembler.list_entry(entry, "post_without_unit")
        return []
