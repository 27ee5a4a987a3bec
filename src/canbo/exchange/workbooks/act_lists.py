"""Lists of acts about posts: moves (điều động, luân chuyển), appointments, decisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from canbo.engine.facts import MoveKind, RetirementKind, TenureAct, TenureManner
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.decisions import find_scheme, months_after
from canbo.exchange.workbooks.list_desk import DECISION_ROLES, Desk, ListedPerson, words_of
from canbo.exchange.workbooks.people import Entry
from canbo.exchange.workbooks.places import PostReading, UnitReading
from canbo.exchange.workbooks.statements import (
    DecisionReading,
    MoveReading,
    RetirementReading,
    SchemeReading,
    Statement,
    TenureReading,
)

_SIDES = {
    "from": ("from_post", "from_post_and_unit", "from_unit"),
    "to": ("to_post", "to_post_and_unit", "to_unit"),
}
_ACTS = {
    "designated": TenureAct.DESIGNATED,
    "elected": TenureAct.ELECTED,
    "recruited": TenureAct.RECRUITED,
    "reassigned": TenureAct.REASSIGNED,
    "appointed": TenureAct.APPOINTED,
    "renewed": TenureAct.APPOINTED,
}
_MANNERS = {"acting": TenureManner.ACTING, "concurrent": TenureManner.CONCURRENT}


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a move: the posts and the unit that its columns name."""

    posts: tuple[PostReading, ...]
    unit: UnitReading | None
    written: str
    cell: Entry | None

    @property
    def post(self) -> PostReading | None:
        """The first post, which is the one moved from or to."""
        return self.posts[0] if self.posts else None


def read_side(desk: Desk, person: ListedPerson, roles: tuple[str, str, str]) -> Side:
    """Read the post and unit columns of one side."""
    post_role, both_role, unit_role = roles
    unit_entry = desk.first(person, unit_role)
    unit = None
    if unit_entry is not None:
        header = unit_entry.column.path[-1]
        unit = desk.places.unit_as_named(unit_entry.cell.line, unit_entry.ref, header)
        desk.keep(person, unit_entry)
    entry = desk.first(person, post_role, both_role)
    posts: tuple[PostReading, ...] = ()
    if entry is not None:
        units = (unit,) if unit is not None else (*person.units, person.unit)
        as_unit = desk.places.unit(entry.cell.line, entry.ref)
        if unit is None and as_unit is not None and _is_bare_unit(desk, entry, as_unit):
            desk.keep(person, entry)
            unit = as_unit
        else:
            posts = desk.posts(person, entry, units)
            named = next((post.unit for post in posts if post.unit is not None), None)
            unit = unit or named
    return Side(posts, unit, words_of(entry, unit_entry), entry or unit_entry)


def _is_bare_unit(desk: Desk, entry: Entry, unit: UnitReading) -> bool:
    """Whether a cell names a unit and no post: "Phường Bắc Sơn"."""
    posts = desk.places.posts(entry.cell.text, entry.ref, (unit,))
    return not any(post.title for post in posts)


class MoveMaker:
    """Makes moves; a row that was not carried out states none."""

    roles = DECISION_ROLES | {
        "scheme", "move_kind", "planned_end", "act_end", "act_day",
        *_SIDES["from"], *_SIDES["to"],
    }  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._words = desk.book.words

    def state(self, person: ListedPerson) -> list[Statement]:
        """The row's move; what only is planned stays a remark."""
        if self._desk.heading.is_proposal or self._is_not_done(person):
            return []
        decision = self._desk.decision(person)
        begins = self._desk.day(person, "act_day")
        before = read_side(self._desk, person, _SIDES["from"])
        after = read_side(self._desk, person, _SIDES["to"])
        if after.unit is None and after.post is None:
            self._desk.list_name(person, "move_target_not_said", expected="Chức vụ, đơn vị đến")
            return []
        kind_entry = self._desk.first(person, "move_kind")
        scheme, outside = self._scheme(person)
        move = MoveReading(
            kind=self._kind(person, kind_entry),
            from_post=before.post,
            to_post=after.post,
            from_unit=before.unit or person.unit,
            to_unit=after.unit,
            planned_end=self._planned_end(person, begins or (decision.day if decision else None)),
            scheme=scheme,
            outside_scheme=outside,
            begins=begins,
            ends=self._desk.day(person, "act_end"),
            decision=decision,
            as_written=words_of(
                kind_entry, before.cell, after.cell, self._desk.first(person, "planned_end")
            ),
            cell=after.cell.ref if after.cell else None,
        )
        return [move, *_further_posts(after, begins, decision)]

    def _is_not_done(self, person: ListedPerson) -> bool:
        undone = self._words["not_carried_out"]
        return any(undone.found_in(text) for text in (*person.sections, person.remarks))

    def _kind(self, person: ListedPerson, entry: Entry | None) -> MoveKind:
        """Said by a column, a group row, a remark or the title; "điều động" is any of them."""
        kinds = self._desk.book.choices["move_kinds"]
        if entry is not None:
            said = kinds.find(entry.cell.line)
            if said:
                self._desk.keep(person, entry)
                return MoveKind(said)
            self._desk.assembler.list_entry(
                entry, "move_kind_not_understood",
                expected="Điều động, Luân chuyển, Biệt phái, Tăng cường",
            )  # fmt: skip
        for text in (*person.sections, person.remarks):
            found = {kinds.find(piece) for piece in text.replace(" và ", ",").split(",")} - {""}
            if len(found) == 1:
                return MoveKind(found.pop())
        titled = self._desk.heading.move_kinds
        return titled[0] if len(titled) == 1 else MoveKind.REASSIGNMENT

    def _scheme(self, person: ListedPerson) -> tuple[SchemeReading | None, bool]:
        """The scheme that a row belongs to, and whether the row says it is outside of one."""
        entry = self._desk.first(person, "scheme")
        texts = [entry.cell.line] if entry is not None else []
        for text in (*texts, person.remarks, *person.sections):
            if self._words["outside_scheme"].found_in(text):
                self._desk.keep(person, entry)
                return None, True
            if self._words["inside_scheme"].found_in(text):
                self._desk.keep(person, entry)
                named = find_scheme(text)
                numbered = named if named is not None and named.decision_number else None
                return numbered or self._desk.heading.scheme or named, False
        return self._desk.heading.scheme, False

    def _planned_end(self, person: ListedPerson, begins: PartialDate | None) -> PartialDate | None:
        entry = self._desk.first(person, "planned_end")
        if entry is None:
            return None
        months = self._desk.months(person, "planned_end")
        if months is not None:
            return months_after(begins, months) if begins is not None else None
        if not any(char.isdigit() for char in entry.cell.text) and entry.cell.day is None:
            return None
        return self._desk.day_of(person, entry)


def _further_posts(
    side: Side, begins: PartialDate | None, decision: DecisionReading | None
) -> list[Statement]:
    """Posts taken beside the first one at the destination: each is a post held from that day."""
    return [
        TenureReading(
            post=replace(post, act=TenureAct.REASSIGNED), begins=begins, decision=decision,
            as_written=post.as_written, cell=post.cell,
        )
        for post in side.posts[1:]
    ]  # fmt: skip


class AppointmentMaker:
    """Makes tenures opened and ended by decisions (bổ nhiệm, miễn nhiệm, chỉ định, phê chuẩn)."""

    roles = DECISION_ROLES | {
        "act_kind", "act_day", "act_end", "act_length", "new_post", "new_unit",
        "from_post_and_unit",
    }  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def state(self, person: ListedPerson) -> list[Statement]:
        """Tenures opened, renewed or ended by the row's act."""
        if self._desk.heading.is_proposal:
            return []
        decision = self._desk.decision(person)
        day = self._desk.day(person, "act_day")
        act = self._act(person)
        length = self._desk.months(person, "act_length")
        left = read_side(self._desk, person, ("", "from_post_and_unit", ""))
        taken = read_side(self._desk, person, ("new_post", "", "new_unit"))
        end = self._desk.day(person, "act_end")
        if act == "ended":
            posts = left.posts or taken.posts or posts_held(person)
            found = [_closing(post, end or day, decision) for post in posts]
        else:
            posts = taken.posts or (() if taken.cell or left.cell else posts_held(person))
            until = months_after(day, length) if day is not None and length else None
            found = [_opening(post, act, day, decision, until) for post in posts]
        if not found:
            self._desk.list_name(person, "appointed_post_not_said", expected="Chức vụ bổ nhiệm")
        return list(found)

    def _act(self, person: ListedPerson) -> str:
        """What the decision does, said by a column, a group row or the title."""
        acts = self._desk.book.choices["appointment_acts"]
        entry = self._desk.first(person, "act_kind")
        if entry is not None:
            said = acts.find(entry.cell.line)
            if said:
                self._desk.keep(person, entry)
                return said
        for text in (*person.sections, self._desk.heading.text):
            found = {acts.find(piece) for piece in text.replace(" và ", ",").split(",")} - {""}
            if len(found) == 1:
                return found.pop()
        return "appointed"


def posts_held(person: ListedPerson) -> tuple[PostReading, ...]:
    """The posts that the row says are held, each with its unit."""
    return tuple(replace(post, unit=post.unit or person.unit) for post in person.posts)


def last_day_before(day: PartialDate | None) -> PartialDate | None:
    """The last day on which a post was held that was given up on a day (or in a month)."""
    if day is None or not day.is_full:
        return day
    return PartialDate.of(day.earliest - timedelta(days=1))


class DecisionMaker:
    """Reads a register of decisions: each row says itself what it does."""

    roles = DECISION_ROLES | {
        "act_kind", "act_day", "act_length", "from_post_and_unit", "to_post_and_unit",
    }  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def state(self, person: ListedPerson) -> list[Statement]:
        """Moves, appointments, dismissals and retirements, each by the row's own words."""
        decision = self._desk.decision(person)
        day = self._desk.day(person, "act_day")
        entry = self._desk.first(person, "act_kind")
        words = entry.cell.line if entry is not None else " ".join(person.sections)
        left = read_side(self._desk, person, ("", "from_post_and_unit", ""))
        taken = read_side(self._desk, person, ("", "to_post_and_unit", ""))
        found = self._by_words(words, (left, taken), day, decision)
        if found is None:
            self._list(entry, person)
            return []
        self._desk.keep(person, entry)
        cell = entry.ref if entry is not None else None
        return [replace(one, cell=one.cell or cell) for one in found]

    def _by_words(
        self,
        words: str,
        sides: tuple[Side, Side],
        day: PartialDate | None,
        decision: DecisionReading | None,
    ) -> list[Statement] | None:
        """The statements of one act, None where its words say none that canbo knows."""
        left, taken = sides
        choices = self._desk.book.choices
        retirement = choices["retirement_kinds"].find(words)
        if retirement:
            return [
                RetirementReading(
                    kind=RetirementKind(retirement), begins=day, decision=decision,
                    as_written=words,
                )
            ]  # fmt: skip
        move = choices["move_kinds"].find(words)
        if move and (taken.unit is not None or taken.post is not None):
            moved = MoveReading(
                kind=MoveKind(move), from_post=left.post, to_post=taken.post,
                from_unit=left.unit, to_unit=taken.unit, scheme=find_scheme(words),
                begins=day, decision=decision, as_written=words_of(left.cell, taken.cell),
            )  # fmt: skip
            return [moved, *_further_posts(taken, day, decision)]
        act = choices["appointment_acts"].find(words)
        if act == "ended":
            return [_closing(post, day, decision) for post in left.posts or taken.posts] or None
        if act:
            return [_opening(post, act, day, decision) for post in taken.posts] or None
        return None

    def _list(self, entry: Entry | None, person: ListedPerson) -> None:
        expected = "Bổ nhiệm, Miễn nhiệm, Điều động, Luân chuyển, Nghỉ hưu, …"
        if entry is None:
            self._desk.list_name(person, "act_not_understood", expected=expected)
        else:
            self._desk.assembler.list_entry(entry, "act_not_understood", expected=expected)


def _opening(
    post: PostReading,
    act: str,
    day: PartialDate | None,
    decision: DecisionReading | None,
    until: PartialDate | None = None,
) -> TenureReading:
    """A post given from a day on; the length of an appointment ends nothing by itself."""
    written = post.as_written if until is None else f"{post.as_written} (đến {until})"
    manner = _MANNERS.get(act, post.manner)
    given = replace(post, act=_ACTS.get(act, TenureAct.APPOINTED), manner=manner)
    return TenureReading(
        post=given, begins=day, decision=decision,
        as_written=written, cell=post.cell, renews=act == "renewed",
    )  # fmt: skip


def _closing(
    post: PostReading, day: PartialDate | None, decision: DecisionReading | None
) -> TenureReading:
    return TenureReading(
        post=post, ends=last_day_before(day), decision=decision, as_written=post.as_written,
        cell=post.cell, closes=True,
    )  # fmt: skip
