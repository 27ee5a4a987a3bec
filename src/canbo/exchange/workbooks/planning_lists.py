"""Planning lists (danh sách quy hoạch): for which post, in which term, since when, or why out.

Ballots of the introducing meetings stay in the note: they are no fact of the pool.
"""

from __future__ import annotations

import re
from dataclasses import replace

from canbo.engine.facts import PoolExit
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.dates import find_date
from canbo.exchange.workbooks.decisions import find_terms
from canbo.exchange.workbooks.list_desk import DECISION_ROLES, Desk, ListedPerson
from canbo.exchange.workbooks.people import Entry
from canbo.exchange.workbooks.places import PostReading
from canbo.exchange.workbooks.statements import PoolReading, Statement, TermReading
from canbo.exchange.workbooks.words import plain

_TITLE_POST = re.compile(
    r"(?i)\b(?:quy hoạch|QH)\s+(?P<word>(?:các\s+)?(?:chức danh|chức vụ)\s+)?(?P<post>.+?)"
    r"(?=\s*(?:\bnhiệm kỳ|\bNK\b|\bgiai đoạn|\bkhóa|\bnăm\b|[(\n;:]|$))"
)


class PlanningMaker:
    """Makes pool entries."""

    roles = DECISION_ROLES | {
        "pool_post", "pool_exit", "pool_reason", "pool_since", "pool_state", "votes", "term",
    }  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._words = desk.book.words
        self._title_posts: tuple[PostReading, ...] | None = None

    def state(self, person: ListedPerson) -> list[Statement]:
        """One entry for each post that the row names, or that its group or the title names."""
        if self._desk.heading.is_proposal:
            return []
        begins = self._since(person)
        exit_reason = self._exit(person)
        decision = self._desk.decision(person)
        found: list[Statement] = []
        for entry, post in self._posts(person):
            found.append(
                PoolReading(
                    post=post,
                    term=self._term(person, entry),
                    exit_reason=exit_reason,
                    begins=begins,
                    decision=decision,
                    as_written=entry.cell.line if entry is not None else post.as_written,
                    cell=entry.ref if entry is not None else person.draft.cells.get("name"),
                )
            )
        if not found:
            self._without_post(person)
        return found

    # --- posts

    def _posts(self, person: ListedPerson) -> list[tuple[Entry | None, PostReading]]:
        entries = person.own.get("pool_post", ())
        named: list[tuple[Entry | None, PostReading]] = []
        for entry in entries:
            if self._desk.levels.is_mark(entry.cell):
                posts = self._of_words(entry.column.path[-1], person) or self._of_group(person)
                self._desk.keep(person, entry)
            else:
                posts = self._of_cell(person, entry)
            named.extend((entry, post) for post in posts)
        if named or any(not self._desk.levels.is_dash(entry.cell) for entry in entries):
            return named
        return [(None, post) for post in self._of_group(person) or self._of_title(person)]

    def _of_cell(self, person: ListedPerson, entry: Entry) -> tuple[PostReading, ...]:
        """The posts of a cell; the bare name of a committee means the seat in it."""
        cell = entry.cell.line
        several = self._desk.places.several(entry.cell.text, entry.ref, person.units)
        if several:
            self._desk.keep(person, entry)
            return several
        seat = self._desk.places.one_post(cell, entry.ref, person.units)
        if seat is not None:
            self._desk.keep(person, entry)
            return (replace(seat, as_written=cell),)
        return self._desk.posts(person, entry, person.units)

    def _of_group(self, person: ListedPerson) -> tuple[PostReading, ...]:
        for text in person.sections:
            posts = self._of_words(text, person)
            if posts:
                return posts
        return ()

    def _of_words(self, text: str, person: ListedPerson) -> tuple[PostReading, ...]:
        """The one post that a group row or header names; none where a word of it is unknown."""
        post = self._desk.places.one_post(text, person.draft.cells.get("name"), person.units)
        return (post,) if post is not None else ()

    def _of_title(self, person: ListedPerson) -> tuple[PostReading, ...]:
        if self._title_posts is None:
            match = _TITLE_POST.search(self._desk.heading.text)
            self._title_posts = ()
            if match is not None and match["word"]:
                self._title_posts = self._of_words(match["post"], person)
            elif match is not None:
                cell = person.draft.cells.get("name")
                seat = self._desk.places.seat(match["post"], cell, person.units)
                self._title_posts = (seat,) if seat is not None else ()
        return self._title_posts

    def _without_post(self, person: ListedPerson) -> None:
        entries = [e for e in person.own.get("pool_post", ()) if not self._desk.is_open(e)]
        cell = person.draft.cells.get("name")
        if not entries and cell is not None:
            self._desk.list_name(person, "planned_post_not_said", expected="Chức danh quy hoạch")

    # --- terms

    def _term(self, person: ListedPerson, entry: Entry | None) -> TermReading | None:
        """The term that the header, a column of its own, the group or the title says."""
        if entry is not None:
            said = self._said_term(self._desk.meaning(entry).words, entry)
            if said is not None:
                return said
        own = self._desk.first(person, "term")
        if own is not None:
            said = self._said_term(own.cell.line, own)
            if said is not None:
                self._desk.keep(person, own)
            return said
        for text in person.sections:
            terms = find_terms(text, self._desk.book)
            if len(terms) == 1:
                return terms[0]
        return self._desk.heading.term

    def _said_term(self, text: str, entry: Entry) -> TermReading | None:
        terms = find_terms(text, self._desk.book, entry.ref)
        if terms:
            return self._with_ordinal(terms[0])
        known = sorted(
            (term for term in self._desk.heading.terms if term.begins),
            key=lambda term: term.begins or PartialDate(1900),
        )
        if len(known) != 2:
            return None
        if self._words["term_next"].found_in(text):
            return known[1]
        return known[0] if self._words["term_now"].found_in(text) else None

    def _with_ordinal(self, term: TermReading) -> TermReading:
        """A term that the title counts is counted in its columns too."""
        for known in self._desk.heading.terms:
            if (known.begins, known.ends) == (term.begins, term.ends):
                return replace(term, ordinal=term.ordinal or known.ordinal, body=known.body)
        return term

    # --- since when, or why out

    def _since(self, person: ListedPerson) -> PartialDate | None:
        entry = self._desk.first(person, "pool_since")
        if entry is None:
            return None
        day = entry.cell.day or find_date(entry.cell.line)
        if day is None and entry.cell.number is not None:
            return self._desk.day_of(person, entry)
        is_new = self._words["pool_in"].found_in(entry.cell.line)
        if day is None and not is_new and not self._desk.levels.is_nothing(entry.cell):
            self._desk.assembler.list_entry(entry, "not_a_date", expected="2008, bổ sung")
            return None
        self._desk.keep(person, entry)
        return day

    def _exit(self, person: ListedPerson) -> PoolExit | None:
        """Why somebody leaves the pool; None for who stays or comes."""
        state = self._desk.first(person, "pool_state")
        reason = self._desk.first(person, "pool_exit")
        why = self._desk.first(person, "pool_reason")
        said_state = state.cell.line if state is not None else ""
        if state is not None and not self._desk.levels.is_mark(state.cell):
            self._desk.keep(person, state)
        if state is not None and self._desk.levels.is_mark(state.cell):
            said_state = state.column.path[-1]
            self._desk.keep(person, state)
        out = self._words["pool_out"]
        is_out = bool(out.found_in(said_state) or reason is not None)
        if not is_out and not self._stays(said_state):
            nearest = next((t for t in person.sections if self._says_state(t)), "")
            texts = (nearest or self._said_by_title(), person.remarks)
            is_out = any(self._is_out(text) for text in texts)
        if not is_out:
            return None
        words = " \n ".join(
            (*(one.cell.line for one in (reason, why) if one is not None), said_state,
             person.remarks)
        )  # fmt: skip
        self._desk.keep(person, reason, why)
        said = self._desk.book.choices["pool_exits"].find(words) or (
            self._desk.book.choices["pool_exits"].find(" ".join(person.sections))
        )
        return PoolExit(said) if said else PoolExit.REMOVED

    def _said_by_title(self) -> str:
        """The last title line that says in or out: "II. Danh sách đưa ra khỏi quy hoạch"."""
        lines = self._desk.heading.text.split("\n")
        return next((line for line in reversed(lines) if self._says_state(line)), "")

    def _stays(self, text: str) -> bool:
        return bool(
            text
            and (self._words["pool_stays"].found_in(text) or self._words["pool_in"].found_in(text))
        )

    def _says_state(self, text: str) -> bool:
        return self._is_out(text) or self._stays(text)

    def _is_out(self, text: str) -> bool:
        """Whether words say "out" and not both, as a title "Bổ sung, đưa ra" does."""
        if not self._words["pool_out"].found_in(text):
            return False
        return not re.search(r"\bbo sung\b", plain(text))
