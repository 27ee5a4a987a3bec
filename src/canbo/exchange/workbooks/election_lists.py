"""Results of elections and lists of committees: into which body and post, with how many votes."""

from __future__ import annotations

import re
from dataclasses import replace

from canbo.engine.facts import BodyKind, ElectionKind, TenureAct, UnitLevel
from canbo.exchange.workbooks.list_desk import DECISION_ROLES, Desk, ListedPerson
from canbo.exchange.workbooks.list_titles import HeadingReader
from canbo.exchange.workbooks.people import Entry
from canbo.exchange.workbooks.places import PostReading
from canbo.exchange.workbooks.statements import (
    DecisionReading,
    ElectionReading,
    ResultReading,
    Statement,
    TenureReading,
)

_VOTES = re.compile(r"(\d{1,6})(?:\s*/\s*(\d{1,6}))?(?!\s*%)(?![\d.,]*\d)")
_BALLOTS = re.compile(
    r"(?i)(?:phiếu hợp lệ|phiếu thu về|phiếu bầu hợp lệ|tổng số phiếu)\D{0,12}(\d{1,6})"
)


class ElectionMaker:
    """Makes results where the title says the occasion, else posts held in the title's term."""

    roles = DECISION_ROLES | {
        "elected_post", "votes_for", "ballots", "share", "result", "term", "occasion", "act_day",
    }  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._headings = HeadingReader(desk.book)
        said = _BALLOTS.search(f"{desk.heading.text} {desk.foot}")
        self._all_ballots = int(said[1]) if said else None
        self._marks_the_elected = self._has_marks()

    def state(self, person: ListedPerson) -> list[Statement]:
        """What the row says of the person's election."""
        decision = self._desk.decision(person)
        day = self._desk.day(person, "act_day")
        own = self._occasion(person)
        if day is not None and own is not None:
            own = replace(own, day=day)
        elif day is not None and self._desk.heading.election is not None:
            own = replace(self._desk.heading.election, day=day)
        person.occasion = own
        self._forget_term(person)
        posts = self._posts(person)
        if not posts:
            self._desk.list_name(person, "elected_post_not_said", expected="Chức vụ trúng cử")
            return []
        if (own or self._desk.heading.election) is None:
            return [
                TenureReading(post=post, decision=decision, as_written=post.as_written,
                              cell=post.cell or person.draft.cells.get("name"))
                for post in posts
            ]  # fmt: skip
        return self._results(person, posts, decision)

    def _results(
        self, person: ListedPerson, posts: list[PostReading], decision: DecisionReading | None
    ) -> list[Statement]:
        elected = self._elected(person)
        votes, ballots = self._votes(person)
        occasion = person.occasion or self._desk.heading.election
        designated = occasion is not None and occasion.kind is ElectionKind.DESIGNATION
        act = TenureAct.DESIGNATED if designated else TenureAct.ELECTED
        return [
            ResultReading(
                post=replace(post, act=act),
                elected=elected,
                votes_for=votes if place == 0 else None,
                ballots=ballots if place == 0 else None,
                begins=person.occasion.day if person.occasion else None,
                decision=decision,
                as_written=post.as_written,
                cell=post.cell or person.draft.cells.get("name"),
            )
            for place, post in enumerate(posts)
        ]

    def _occasion(self, person: ListedPerson) -> ElectionReading | None:
        """Where a row or its group says another occasion than the title: a designation …"""
        entry = self._desk.first(person, "occasion")
        texts = [entry.cell.line] if entry is not None else []
        for text in (*texts, person.remarks, *person.sections):
            kind = self._headings.occasion(text)
            if kind in {ElectionKind.DESIGNATION, ElectionKind.BY_ELECTION}:
                if entry is not None and text == entry.cell.line:
                    self._desk.keep(person, entry)
                from_title = self._desk.heading.election
                if from_title is not None and from_title.kind is kind:
                    return None
                found = self._headings.election(text, (), None)
                return replace(found, cell=entry.ref if entry else None) if found else None
        return None

    def _forget_term(self, person: ListedPerson) -> None:
        """A column of terms repeats the title's: kept, the title decides."""
        for entry in person.own.get("term", ()):
            if self._desk.heading.term is not None:
                self._desk.keep(person, entry)

    # --- posts

    def _posts(self, person: ListedPerson) -> list[PostReading]:
        """The seat in the body, and the posts that a column of the row names."""
        found: list[PostReading] = []
        for entry in person.own.get("elected_post", ()):
            found.extend(self._of_entry(person, entry))
        seat = next((s for t in person.sections if (s := self._of_group(person, t))), None)
        occasion = person.occasion or self._desk.heading.election
        in_session = occasion is not None and occasion.kind is ElectionKind.SESSION
        if seat is None and not (in_session and found):
            seat = self._seat(person, self._desk.heading.named)
        if seat is not None and all(post.title != seat.title for post in found):
            found.insert(0, seat)
        return found

    def _of_entry(self, person: ListedPerson, entry: Entry) -> list[PostReading]:
        if self._desk.levels.is_mark(entry.cell):
            words = entry.column.path[-1]
            self._desk.keep(person, entry)
            seat = self._seat(person, words)
            posts = self._desk.places.posts(words, entry.ref, person.units)
            known = [post for post in posts if post.title]
            return known or ([seat] if seat is not None else [])
        if self._desk.levels.is_nothing(entry.cell) or self._desk.levels.is_dash(entry.cell):
            self._desk.assembler.set_aside(entry)
            return []
        posts = self._desk.places.posts(entry.cell.text, entry.ref, person.units, self._context())
        self._desk.keep(person, entry)
        for post in posts:
            if not post.title:
                self._desk.advise_post(entry, post)
        return list(posts)

    def _context(self) -> str:
        """The body that a bare "Bí thư" or "Chủ tịch" belongs to."""
        heading = self._desk.heading
        body = heading.term.body if heading.term else BodyKind.PARTY_COMMITTEE
        unit = self._level()
        if body is BodyKind.COUNCIL:
            return "HĐND"
        if body is BodyKind.PARTY_COMMITTEE:
            return "Đảng ủy" if unit == UnitLevel.COMMUNE else "Thị ủy"
        return ""

    def _level(self) -> str:
        unit = self._desk.root
        return unit.level if unit is not None else ""

    def _of_group(self, person: ListedPerson, text: str) -> PostReading | None:
        """The seat or post that a group row names: "II. Bầu Bí thư Thị ủy"."""
        return self._desk.places.one_post(text, person.draft.cells.get("name"), person.units)

    def _seat(self, person: ListedPerson, words: str) -> PostReading | None:
        return self._desk.places.seat(words, person.draft.cells.get("name"), person.units)

    # --- results

    def _has_marks(self) -> bool:
        """Whether a column of results puts a mark beside those who were elected: then a row
        without one was not."""
        table = self._desk.listing.table
        columns = [column.index for column in table.header.of_role("result")]
        return any(
            index in row.cells and self._desk.levels.is_mark(row.cells[index])
            for index in columns for row in table.people
        )  # fmt: skip

    def _elected(self, person: ListedPerson) -> bool:
        entry = self._desk.first(person, "result")
        texts = [entry.cell.line] if entry is not None else []
        no, yes = self._desk.book.words["elected_no"], self._desk.book.words["elected_yes"]
        if entry is not None and not (
            no.found_in(entry.cell.line)
            or yes.found_in(entry.cell.line)
            or self._desk.levels.is_mark(entry.cell)
        ):
            self._desk.assembler.list_entry(
                entry, "result_not_understood", expected="Trúng cử, Không trúng cử"
            )
        self._desk.keep(person, entry)
        for text in (*texts, person.remarks, *person.sections[:1]):
            if no.found_in(text):
                return False
            if yes.found_in(text):
                return True
        return entry is not None or not self._marks_the_elected

    def _votes(self, person: ListedPerson) -> tuple[int | None, int | None]:
        """Votes and ballots; the share that follows from them is derived."""
        votes, ballots = None, None
        entry = self._desk.first(person, "votes_for")
        if entry is not None:
            match = _VOTES.search(entry.cell.line.replace(".", ""))
            if match is None:
                self._desk.assembler.list_entry(entry, "votes_not_understood", expected="45/50")
            else:
                votes = int(match[1])
                ballots = int(match[2]) if match[2] else None
                self._desk.keep(person, entry)
        whole = self._desk.first(person, "ballots")
        if whole is not None and whole.cell.number is not None:
            ballots = int(whole.cell.number)
            self._desk.keep(person, whole)
        for share in person.own.get("share", ()):
            if votes is not None:
                self._desk.derived(share)
        return votes, ballots or self._all_ballots
