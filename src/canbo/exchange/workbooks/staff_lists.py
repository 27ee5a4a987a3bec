"""Lists of awards, disciplines, leaves and retirements."""

from __future__ import annotations

import re
from dataclasses import replace

from canbo.engine.facts import (
    LeaveKind,
    RetirementKind,
    UnitLevel,
)
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.act_lists import last_day_before, posts_held
from canbo.exchange.workbooks.decisions import months_after
from canbo.exchange.workbooks.honours import HonourReader
from canbo.exchange.workbooks.list_desk import DECISION_ROLES, Desk, ListedPerson, words_of
from canbo.exchange.workbooks.people import Entry
from canbo.exchange.workbooks.statements import (
    AwardReading,
    DecisionReading,
    DisciplineReading,
    LeaveReading,
    RetirementReading,
    Statement,
    TenureReading,
)

_SIDES = r"(?:đảng\b(?! viên)|chính quyền|đoàn thể)"
# One side and no second one, as "kỷ luật về Đảng, chính quyền" says.
_SIDE_SAID = re.compile(
    rf"(?i)kỷ luật\s+(?:về\s+)?(?:mặt\s+)?{_SIDES}"
    rf"(?!\s*(?:[,;/&–-]|và|hoặc|hay)\s*(?:về\s+)?{_SIDES})"
)


class AwardMaker:
    """Makes awards; what only is proposed stays a remark."""

    roles = DECISION_ROLES | {"award", "award_level", "act_day", "reason"}

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._honours = HonourReader(desk.tools.vocabulary.standing)

    def state(self, person: ListedPerson) -> list[Statement]:
        """The awards that the row's columns, or the title, name."""
        if self._desk.heading.is_proposal:
            return []
        decision = self._desk.decision(person)
        dated = decision is not None and decision.day is not None
        day = self._desk.day(person, "act_day") or (None if dated else self._desk.heading.year)
        level = self._level(person, decision)
        found: list[Statement] = []
        entries = person.own.get("award", ())
        for entry in entries:
            found.extend(self._of_entry(person, entry, day, level, decision))
        if not entries:
            found.extend(self._of_title(person, day, level, decision))
        return found

    def _of_entry(
        self,
        person: ListedPerson,
        entry: Entry,
        day: PartialDate | None,
        level: UnitLevel | None,
        decision: DecisionReading | None,
    ) -> list[Statement]:
        levels = self._desk.levels
        if levels.is_dash(entry.cell) or levels.is_nothing(entry.cell):
            self._desk.assembler.set_aside(entry)
            return []
        text = entry.column.path[-1] if levels.is_mark(entry.cell) else entry.cell.text
        awards, unknown = self._honours.awards(text)
        if unknown and not awards:
            suggestion = self._honours.suggest_award(unknown[0])
            self._desk.assembler.list_entry(entry, "award_not_understood", suggestion=suggestion)
            return []
        self._desk.keep(person, entry)
        written = entry.cell.line if not levels.is_mark(entry.cell) else text
        return [
            AwardReading(
                award=one.name, level=level or one.level, begins=one.day or day,
                decision=decision, as_written=one.written if len(awards) > 1 else written,
                cell=entry.ref,
            )
            for one in awards
        ]  # fmt: skip

    def _of_title(
        self,
        person: ListedPerson,
        day: PartialDate | None,
        level: UnitLevel | None,
        decision: DecisionReading | None,
    ) -> list[Statement]:
        texts = (*person.sections, self._desk.heading.text)
        one = next((a for text in texts if (a := self._honours.award(text))), None)
        if one is None:
            self._desk.list_name(person, "award_not_said", expected="Giấy khen, Bằng khen, …")
            return []
        return [
            AwardReading(
                award=one.name, level=level or one.level, begins=day, decision=decision,
                as_written=one.name, cell=person.draft.cells.get("name"),
            )
        ]  # fmt: skip

    def _level(self, person: ListedPerson, decision: DecisionReading | None) -> UnitLevel | None:
        entry = self._desk.first(person, "award_level")
        said = self._honours.level(entry.cell.line) if entry is not None else None
        if said is not None:
            self._desk.keep(person, entry)
        return said or (self._honours.level(decision.issuer) if decision else None)


class DisciplineMaker:
    """Makes measures of discipline."""

    roles = DECISION_ROLES | {"discipline", "side", "reason", "act_day", "act_end", "act_length"}

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._honours = HonourReader(desk.tools.vocabulary.standing)

    def state(self, person: ListedPerson) -> list[Statement]:
        """The measures that the row's columns, its group or the title name."""
        if self._desk.heading.is_proposal:
            return []
        decision = self._desk.decision(person)
        begins = self._desk.day(person, "act_day")
        ends = self._desk.day(person, "act_end")
        months = self._desk.months(person, "act_length")
        start = begins or (decision.day if decision else None)
        if ends is None and months is not None and start is not None:
            ends = months_after(start, months)
        reason = self._desk.first(person, "reason")
        self._desk.keep(person, reason)
        found: list[Statement] = []
        for entry in person.own.get("discipline", ()):
            found.extend(self._of_entry(person, entry, decision, reason))
        return [
            replace(one, begins=one.begins or begins, ends=one.ends or ends, decision=decision)
            for one in found
        ]

    def _of_entry(
        self,
        person: ListedPerson,
        entry: Entry,
        decision: DecisionReading | None,
        reason: Entry | None,
    ) -> list[Statement]:
        levels = self._desk.levels
        if levels.is_dash(entry.cell) or levels.is_nothing(entry.cell):
            self._desk.assembler.set_aside(entry)
            return []
        measures, unknown = self._honours.disciplines(entry.cell.text)
        if unknown:
            suggestion = self._honours.suggest_discipline(unknown[0])
            self._desk.assembler.list_entry(
                entry, "discipline_not_understood", suggestion=suggestion
            )
        said = self._desk.first(person, "side")
        label = _SIDE_SAID.search(entry.column.label)
        title = _SIDE_SAID.search(self._desk.heading.text)
        words = (
            said.cell.line if said is not None else "",
            label[0] if label else "",
            " ".join(person.sections),
            f"{decision.issuer} " if decision else "",
            decision.number if decision else "",
            title[0] if title else "",
        )
        found: list[Statement] = []
        for one in measures:
            side = one.side or self._honours.side(words[0], one.form, *words[1:])
            if side is None:
                self._desk.assembler.list_entry(
                    entry, "discipline_side_not_said", expected="về Đảng, chính quyền, đoàn thể"
                )
                continue
            found.append(
                DisciplineReading(
                    side=side, form=one.form, begins=one.begins, ends=one.ends,
                    reason=reason.cell.line if reason is not None else "",
                    as_written=words_of(entry, said), cell=entry.ref,
                )
            )  # fmt: skip
        if found:
            self._desk.keep(person, entry, said)
        return found


class LeaveMaker:
    """Makes absences."""

    roles = DECISION_ROLES | {"leave_kind", "act_day", "act_end", "act_span", "act_length"}

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def state(self, person: ListedPerson) -> list[Statement]:
        """The row's absence, of the kind that a column, the group or the title says."""
        decision = self._desk.decision(person)
        begins, ends = self._desk.span(person, "act_span")
        begins = self._desk.day(person, "act_day") or begins
        ends = self._desk.day(person, "act_end") or ends
        months = self._desk.months(person, "act_length")
        if ends is None and months is not None and begins is not None:
            ends = months_after(begins, months)
        entry = self._desk.first(person, "leave_kind")
        kinds = self._desk.book.choices["leave_kinds"]
        said = kinds.find(entry.cell.line) if entry is not None else ""
        texts = (*person.sections, person.remarks, self._desk.heading.text)
        kind = said or next((k for text in texts if (k := kinds.find(text))), "")
        self._desk.keep(person, entry)
        if begins is None and ends is None:
            self._desk.list_name(person, "leave_without_day", expected="Từ ngày … đến ngày …")
            return []
        return [
            LeaveReading(
                kind=LeaveKind(kind) if kind else LeaveKind.OTHER, begins=begins, ends=ends,
                decision=decision,
                as_written=entry.cell.line if entry is not None else self._desk.heading.title,
                cell=entry.ref if entry is not None else person.draft.cells.get("name"),
            )
        ]  # fmt: skip


class RetirementMaker:
    """Makes retirements; a forecast of who will reach the age stays a remark."""

    roles = DECISION_ROLES | {"retirement_kind", "act_day"}

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def state(self, person: ListedPerson) -> list[Statement]:
        """The row's leaving, of the kind that a column, the group or the title says, and the posts
        that were left."""
        if self._desk.heading.is_proposal:
            return []
        decision = self._desk.decision(person)
        day = self._desk.day(person, "act_day")
        entry = self._desk.first(person, "retirement_kind")
        kinds = self._desk.book.choices["retirement_kinds"]
        texts = (*person.sections, person.remarks, self._desk.heading.text)
        said = kinds.find(entry.cell.line) if entry is not None else ""
        kind = said or next((k for text in texts if (k := kinds.first(text))), "")
        if not kind:
            self._desk.list_name(person, "retirement_kind_not_said", expected="Nghỉ hưu, …")
            return []
        self._desk.keep(person, entry)
        begins = day or (None if decision and decision.day else self._desk.heading.year)
        retirement = RetirementReading(
            kind=RetirementKind(kind), begins=begins, decision=decision,
            as_written=entry.cell.line if entry is not None else self._desk.heading.title,
            cell=entry.ref if entry is not None else person.draft.cells.get("name"),
        )  # fmt: skip
        return [*_posts_left(person, retirement), retirement]


def _posts_left(person: ListedPerson, retirement: RetirementReading) -> list[TenureReading]:
    """The posts of a row that says when somebody left for good."""
    last = last_day_before(retirement.begins)
    if last is None:
        return []
    return [
        TenureReading(
            post=post, ends=last, decision=retirement.decision, as_written=post.as_written,
            cell=post.cell, closes=True, is_last=True,
        )
        for post in posts_held(person)
        if post.title
    ]  # fmt: skip
