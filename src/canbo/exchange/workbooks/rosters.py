"""Unit rosters (danh sách trích ngang): whose people a list shows, in which posts, on which day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from canbo.engine.facts import UnitLevel
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks.accounting import Account
from canbo.exchange.workbooks.bulk import BulkReader, BulkRows, Prober, plain_rows
from canbo.exchange.workbooks.careers import CareerReader
from canbo.exchange.workbooks.dates import EXPECTED, find_date
from canbo.exchange.workbooks.decisions import find_terms
from canbo.exchange.workbooks.leaving import LeavingReader
from canbo.exchange.workbooks.list_places import Places
from canbo.exchange.workbooks.listing import (
    Listing,
    PostColumns,
    Tools,
    distinct_units,
    list_row,
    ref_of,
    settle_furniture,
    walk,
)
from canbo.exchange.workbooks.people import Draft, Entry, PersonAssembler
from canbo.exchange.workbooks.places import PostReading, UnitReading
from canbo.exchange.workbooks.posts import Seat
from canbo.exchange.workbooks.reading import RosterDocument, RosterRow
from canbo.exchange.workbooks.standing import StandingReader, Times
from canbo.exchange.workbooks.statements import PoolReading, Statement, TenureReading
from canbo.exchange.workbooks.tables import Row, RowKind, order_style, without_order
from canbo.exchange.workbooks.words import trim

_COMMUNES = re.compile(r"(?i)\b(?:xã(?! hội)|phường|thị trấn|đặc khu|cơ sở)\b")


# Columns that are read once the row's unit is known.
POST_ROLES = frozenset({"post", "post_and_unit", "unit", "post_begins", "pool_post", "career_text"})


@dataclass(slots=True)
class Group:
    """The group rows above a person: the unit they name, or the section."""

    unit: UnitReading | None = None
    style: str = ""
    context: str = ""


class RosterReader:
    """Reads one table as a unit roster."""

    def __init__(
        self,
        tools: Tools,
        listing: Listing,
        as_of: PartialDate | None,
        times: Times | None = None,
    ) -> None:
        self._tools = tools
        self._listing = listing
        self._as_of = as_of
        self._root = self._find_root()
        year = as_of.year if as_of else 2100
        standing = StandingReader(
            tools.vocabulary.standing, tools.levels, listing.meanings, times or Times(as_of),
            LeavingReader(tools.vocabulary.lists),
        )  # fmt: skip
        self._assembler = PersonAssembler(
            listing.table, tools.vocabulary, tools.account, year, standing
        )
        self._places = Places(tools, listing.here)
        self._posts = PostColumns(tools, self._assembler)
        self._units: list[UnitReading] = [self._root] if self._root else []

    @property
    def has_unit(self) -> bool:
        """Whether the title, the sheet, a column or a group row says whose people these are."""
        if self._root is not None or self._listing.table.header.of_role("unit", "post_and_unit"):
            return True
        groups = [row for row in self._listing.table.rows if row.kind is RowKind.GROUP]
        return any(self._group_unit(group_text(row)) is not None for row in groups)

    def _find_root(self) -> UnitReading | None:
        listing, titles = self._listing, self._tools.titles
        found = titles.unit(listing.block, listing.here)
        if found is None:
            found = self._tools.units.read(listing.sheet, listing.here, loose=True)
        town = listing.here.town_unit()
        is_body = (
            found is not None
            and found.level == UnitLevel.DISTRICT
            and found.path != listing.here.path
        )
        if is_body and town is not None and self._has_units_of_its_own():
            return town
        return found or town

    def _has_units_of_its_own(self) -> bool:
        """Whether group rows or a column name the bodies: the head then names the issuer only."""
        table = self._listing.table
        if table.header.of_role("unit"):
            return True
        groups = [row for row in table.rows if row.kind is RowKind.GROUP]
        bodies = [self._tools.units.body(group_text(row), self._listing.here) for row in groups]
        return sum(body is not None for body in bodies) >= 2

    # --- the walk

    def read(self) -> RosterDocument:
        """Read all people of the roster and account for every other cell of the table."""
        rows: list[RosterRow] = []
        group = Group()
        plain = {row.index for row in plain_rows(self._listing.table)}
        in_bulk: list[Row] = []
        above: dict[int, Group] = {}
        for row, more in walk(self._listing.table, plain):
            if row.kind is RowKind.GROUP:
                group = self._enter(group, row)
                continue
            if row.index in plain:
                in_bulk.append(row)
                above[row.index] = group
                continue
            found = self._person(row, more, group)
            if found is not None:
                rows.append(found)
        bulk = self._in_bulk(in_bulk, above)
        settle_furniture(self._tools, self._listing)
        return RosterDocument(
            sheet=self._listing.sheet,
            title=self._tools.titles.title(self._listing.block),
            as_of=self._as_of,
            units=distinct_units(self._units),
            rows=tuple(rows),
            bulk=bulk,
        )

    def _in_bulk(self, rows: list[Row], above: Mapping[int, Group]) -> BulkRows | None:
        """Read plain rows in bulk: a reader with an account of its own reads the probes."""
        if not rows:
            return None
        account, listing = Account(), self._listing
        twin = RosterReader(replace(self._tools, account=account), listing, self._as_of)
        twin._units = self._units
        reader = BulkReader(listing.table, Prober(account, twin._person_of), self._tools)
        by_post = self._root is None and not listing.table.header.of_role("unit")
        bulk = reader.read(rows, above, self._as_of, unit_by_post=by_post)
        self._tools.account.leave_out(listing.sheet, bulk.rows)
        self._units.sort(key=self._order)  # as if each row had been read in its turn
        for problem in bulk.problems():
            self._tools.account.advise(problem)
        return bulk

    def _person_of(self, row: Row, group: Group) -> RosterRow | None:
        return self._person(row, [], group)

    def _order(self, unit: UnitReading) -> int:
        return unit.cell.row if unit.cell is not None and unit is not self._root else -1

    def _enter(self, group: Group, row: Row) -> Group:
        text = group_text(row)
        raw = next(iter(row.cells.values())).line
        style = order_style(raw)
        unit = self._group_unit(text)
        if unit is not None:
            column = next(iter(row.cells))
            unit = replace(unit, cell=ref_of(self._listing.table, row, column))
            self._units.append(unit)
            return Group(unit, style, text)
        keeps = (
            group.unit is not None and style != group.style and not text.lower().startswith("khối")
        )
        return Group(group.unit if keeps else None, group.style if keeps else "", text)

    def _group_unit(self, text: str) -> UnitReading | None:
        """The unit a group row names; inside a commune only another territory counts."""
        units, here = self._tools.units, self._listing.here
        territories = units.territories(text)
        if any(t.level == UnitLevel.COMMUNE for t in territories):
            return units.read(text, here)
        if self._root is not None and self._root.level == UnitLevel.COMMUNE:
            return None
        body = units.body(text, here)
        known = body is not None and any(
            trim(text) and body.path[-1] == name for name in units.known_bodies.values()
        )
        if units.is_section(text) and not known:
            return None
        return body or units.read(text, here)

    # --- one person

    def _person(self, row: Row, more: list[Row], group: Group) -> RosterRow | None:
        draft, others = Draft(), []
        for entry in self._assembler.entries(row, more):
            role = entry.column.role
            if role in POST_ROLES or not self._assembler.take(draft, entry):
                others.append(entry)
        self._assembler.close(draft)
        unit = self._unit(draft, others, group)
        if unit is None:
            self._without_unit(row)
            return None
        posts = self._read_posts(draft, others, unit, group)
        statements = (*draft.statements, *self._planned_and_past(draft, others, unit))
        if not draft.name:
            self._without_name(row)
            return None
        return RosterRow(
            draft.person(),
            unit,
            tuple(posts),
            tuple(draft.attainments),
            tuple(draft.row_cells),
            statements,
        )

    def _planned_and_past(
        self, draft: Draft, others: list[Entry], unit: UnitReading | None
    ) -> list[Statement]:
        """What a roster's columns say of posts that are not held: planned, held before."""
        found: list[Statement] = []
        for entry in others:
            if entry.column.role == "pool_post":
                found.extend(self._planned(draft, entry, unit))
            elif entry.column.role == "career_text":
                found.extend(self._past(draft, entry))
        return found

    def _planned(self, draft: Draft, entry: Entry, unit: UnitReading | None) -> list[Statement]:
        """The posts that a column "Quy hoạch" names; other words of it stay a remark."""
        if self._tools.levels.is_dash(entry.cell) or self._tools.levels.is_nothing(entry.cell):
            self._assembler.set_aside(entry)
            return []
        units = (unit, self._root, self._listing.here.town_unit())
        bare = re.sub(r"\([^)]*\)", " ", entry.cell.text)
        posts = self._places.posts(bare, entry.ref, units)
        if not posts or not all(post.title for post in posts):
            self._assembler.as_note(draft, entry)
            return []
        book = self._tools.vocabulary.lists
        terms = find_terms(f"{entry.column.label} {entry.cell.line}", book, entry.ref)
        self._assembler.keep(draft, entry)
        return [
            PoolReading(
                post=post,
                term=terms[0] if len(terms) == 1 else None,
                as_written=entry.cell.line,
                cell=entry.ref,
            )
            for post in posts
        ]

    def _past(self, draft: Draft, entry: Entry) -> list[Statement]:
        """A career told in one cell, line by line; one that is not understood is a remark."""
        reader = CareerReader(self._tools, self._listing.here)
        lines = reader.lines(entry.cell.text)
        found: list[Statement] = []
        for span, text in lines or ():
            posts = reader.posts(text, entry.ref)
            if posts.without_unit or posts.is_remark:
                draft.notes.append((entry.column.label, text))
            found.extend(
                TenureReading(
                    post=post, begins=span.begins, ends=span.ends, as_written=text, cell=entry.ref
                )
                for post in posts.posts
            )
        if lines is None:
            self._assembler.as_note(draft, entry)
        else:
            self._assembler.keep(draft, entry)
        return found

    def _unit(self, draft: Draft, others: list[Entry], group: Group) -> UnitReading | None:
        own = group.unit or self._root
        for entry in others:
            if entry.column.role != "unit":
                continue
            text = self._tools.units.with_kind(entry.cell.line, entry.column.path[-1])
            if self._tools.levels.is_dash(entry.cell):
                self._assembler.set_aside(entry)
                continue
            found = self._tools.units.read(text, self._listing.here, entry.ref, loose=True)
            if found is None and (own is None or own.level == UnitLevel.DISTRICT):
                found = self._as_named(text, entry, others)
            if found is None or (
                own is not None and own.level == UnitLevel.COMMUNE and found.level != own.level
            ):
                draft.notes.append((entry.column.label, text))
            else:
                own = found
                self._units.append(found)
            self._assembler.keep(draft, entry)
        return own or self._unit_of_post(others)

    def _body_of_commune(self, others: list[Entry]) -> str:
        """What a unit column says before the commune's name: "UBND" of "UBND xã Vĩnh Lộc"."""
        for entry in others:
            line = trim(clean(entry.cell.line))
            if entry.column.role == "unit" and (found := self._tools.units.territories(line)):
                return trim(line[: found[0].start])
        return ""

    def _as_named(self, text: str, entry: Entry, others: list[Entry]) -> UnitReading | None:
        """A unit column names a unit even where the vocabulary has no such body.

        In a list of communes a bare name beside a commune's post is a commune's: "Quảng Cư".
        """
        here = self._listing.here
        if not any(char.isalpha() for char in text):
            return None
        of_communes = _COMMUNES.search(clean(f"{self._listing.block.words} {entry.column.label}"))
        if of_communes and self._has_commune_post(others):
            return UnitReading((*here.path, text), "", UnitLevel.COMMUNE.value, entry.ref)
        kind = text.split(" ", maxsplit=1)[0].lower()
        return UnitReading((*here.path, text), kind, UnitLevel.DISTRICT.value, entry.ref)

    def _has_commune_post(self, others: list[Entry]) -> bool:
        seat = Seat(UnitLevel.COMMUNE.value, self._listing.here)
        cells = [one.cell.text for one in others if one.column.role in {"post", "post_and_unit"}]
        return any(post.title for text in cells for post in self._tools.posts.read(text, seat))

    def _unit_of_post(self, others: list[Entry]) -> UnitReading | None:
        """Where nothing else says the unit, the post may: "PCT UBND phường Trường Sơn"."""
        for entry in others:
            if entry.column.role in {"post", "post_and_unit"}:
                seat = Seat("", self._listing.here)
                for post in self._tools.posts.read(entry.cell.text, seat, entry.ref):
                    if post.unit is not None:
                        return post.unit
        return None

    def _read_posts(
        self, draft: Draft, others: list[Entry], unit: UnitReading, group: Group
    ) -> list[PostReading]:
        said = self._body_of_commune(others) or _without_block(group.context)
        context = unit.path[-1] if unit.level == UnitLevel.DISTRICT else said
        seat = Seat(unit.level, self._listing.here, unit, context)
        posts: list[PostReading] = []
        for entry in others:
            if entry.column.role in {"post", "post_and_unit"}:
                posts.extend(self._posts.read(draft, entry, seat))
        for entry in others:
            if entry.column.role == "post_begins":
                posts = self._with_beginning(draft, entry, posts)
        return posts

    def _with_beginning(
        self, draft: Draft, entry: Entry, posts: list[PostReading]
    ) -> list[PostReading]:
        """A column of its own says since when; with several posts it speaks of the first."""
        day = entry.cell.day or find_date(entry.cell.line)
        if self._tools.levels.is_dash(entry.cell):
            self._assembler.set_aside(entry)
            return posts
        if day is None or (self._as_of is not None and day.earliest > self._as_of.latest):
            self._assembler.list_entry(entry, "not_a_date", expected=EXPECTED)
            return posts
        self._assembler.keep(draft, entry)
        if not posts:
            draft.notes.append((entry.column.label, entry.cell.line))
            return posts
        return [replace(posts[0], begins=posts[0].begins or day), *posts[1:]]

    def _without_unit(self, row: Row) -> None:
        list_row(self._tools.account, self._listing.table, row, "unit_not_said")

    def _without_name(self, row: Row) -> None:
        list_row(self._tools.account, self._listing.table, row, "name_missing")


def _without_block(text: str) -> str:
    """The body of a group row: "UBND" of "Khối UBND"."""
    return re.sub(r"(?i)^(?:khối|bộ phận|nhóm|cơ quan)\s+", "", text)


def group_text(row: Row) -> str:
    """The words of a group row, its number and counts left out."""
    texts = [cell.line for cell in row.cells.values() if isinstance(cell.raw, str)]
    text = without_order(" ".join(texts) if len(texts) < 3 else texts[0])
    text = re.sub(r"^(?:[IVXL]+|[A-ZĐ]|\d+)\s+(?=\w{2})", "", text)
    return trim(re.sub(r"[(:]\s*\d+\s*(?:người|đồng chí|đ/c|cán bộ|CBCC).*$", "", text))
