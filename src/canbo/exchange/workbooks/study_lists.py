"""Lists of studies (danh sách cán bộ học đại học): school, field, span, certificate, outcome."""

from __future__ import annotations

from dataclasses import replace

from canbo.engine.facts import AttainmentState, Scale
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.dates import find_date, find_span
from canbo.exchange.workbooks.list_desk import Desk, ListedPerson
from canbo.exchange.workbooks.people import Entry
from canbo.exchange.workbooks.reading import AttainmentReading
from canbo.exchange.workbooks.statements import Statement
from canbo.exchange.workbooks.words import fold

_DETAILS = ("field", "school", "mode", "graduated")
_STATES = {
    "dropped": AttainmentState.DROPPED,
    "studying": AttainmentState.STUDYING,
    "equivalent": AttainmentState.EQUIVALENT,
}


class StudyMaker:
    """Completes the row's attainment with school, span, certificate and outcome."""

    roles = frozenset(
        {"study_begins", "study_ends", "study_span", "certificate", "grade", "study_state",
         "study_level", *_DETAILS}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._book = desk.tools.vocabulary.levels

    def state(self, person: ListedPerson) -> list[Statement]:
        """No statement: the row's study becomes one of its attainments."""
        found = self._level(person)
        if found is None:
            self._desk.list_name(person, "study_level_not_said", expected="Đại học, Thạc sĩ, …")
            return []
        found = self._with_details(person, found)
        begins, ends = self._span(person)
        certificate = self._desk.first(person, "certificate")
        grade = self._desk.first(person, "grade")
        self._desk.keep(person, certificate, grade)
        state = self._state(person, found, ends)
        written = [found.as_written, grade.cell.line if grade is not None else ""]
        reached = found.reached or (ends if state is AttainmentState.COMPLETED else None)
        person.draft.attainments.append(
            replace(
                found,
                state=state,
                studied_from=begins,
                studied_to=ends,
                reached=reached,
                certificate=certificate.cell.line if certificate is not None else "",
                as_written="; ".join(part for part in written if part),
            )
        )
        return []

    # --- the level

    def _level(self, person: ListedPerson) -> AttainmentReading | None:
        """The level: of a column of the row, else of its group or the title."""
        entry = self._desk.first(person, "study_level")
        if entry is not None:
            read = self._desk.levels.read(entry.cell, None, entry.ref)
            if read.attainments:
                self._desk.keep(person, entry)
                return read.attainments[0]
        known = [one for one in person.draft.attainments if one.scale is Scale.PROFESSIONAL]
        if len(known) == 1 and entry is None:
            person.draft.attainments.remove(known[0])
            return known[0]
        for text in (*person.sections, self._desk.heading.text):
            found = self._level_in(text, person)
            if found is not None:
                return found
        return None

    def _level_in(self, text: str, person: ListedPerson) -> AttainmentReading | None:
        """The level that a title names: "học đại học (tại chức)"."""
        folded = f" {fold(text)} "
        words = self._book.scales[Scale.PROFESSIONAL].word
        places = [
            (place, -len(phrase), phrase, code)
            for phrase, code in words
            if len(phrase) > 2 and (place := folded.find(f" {phrase} ")) >= 0
        ]
        cell = person.draft.cells.get("name")
        if not places or cell is None:
            return None
        _, _, phrase, code = min(places)
        mode = next((m for words, m in self._book.modes if f" {words} " in folded), None)
        return AttainmentReading(
            Scale.PROFESSIONAL, code, mode=mode, as_written=phrase.capitalize(), cell=cell
        )

    def _with_details(self, person: ListedPerson, found: AttainmentReading) -> AttainmentReading:
        for role in _DETAILS:
            entry = self._desk.first(person, role)
            if entry is not None:
                changed = self._detail(found, role, entry)
                if changed is not None:
                    self._desk.keep(person, entry)
                    found = changed
        return found

    def _detail(
        self, found: AttainmentReading, role: str, entry: Entry
    ) -> AttainmentReading | None:
        text = entry.cell.line
        if role == "field":
            return self._desk.levels.with_field_text(found, text)
        if role == "school":
            return replace(found, school=text)
        if role == "graduated":
            day = entry.cell.day or find_date(text)
            return replace(found, reached=day) if day else None
        mode = self._desk.levels.mode(text)
        return replace(found, mode=mode) if mode else None

    # --- when, and what came of it

    def _span(self, person: ListedPerson) -> tuple[PartialDate | None, PartialDate | None]:
        begins = self._study_day(person, "study_begins")
        ends = self._study_day(person, "study_ends")
        entry = self._desk.first(person, "study_span")
        if entry is not None:
            found = find_span(entry.cell.line)
            if found.is_known:
                self._desk.keep(person, entry)
                begins = begins or found.begins
                ends = ends or (found.ends if found.ends != found.begins else None)
        return begins, ends

    def _study_day(self, person: ListedPerson, role: str) -> PartialDate | None:
        """A day of the study; "nay" or "đang học" in its place says that it goes on."""
        entry = self._desk.first(person, role)
        if entry is None:
            return None
        goes_on = self._desk.book.words["until_now"].is_exactly(entry.cell.line)
        if goes_on or self._said_state(entry.cell.line) is not None:
            self._desk.keep(person, entry)
            return None
        return self._desk.day_of(person, entry)

    def _state(
        self, person: ListedPerson, found: AttainmentReading, ends: PartialDate | None
    ) -> AttainmentState:
        """Said by a column or remark; else completed once its end or its paper is known."""
        entry = self._desk.first(person, "study_state")
        self._desk.keep(person, entry)
        texts = [entry.cell.line] if entry is not None else []
        for role in ("study_ends", "graduated", "certificate", "grade"):
            one = self._desk.first(person, role)
            texts.extend([one.cell.line] if one is not None else [])
        for text in (*texts, person.remarks, *person.sections):
            said = self._said_state(text)
            if said is not None:
                return said
        papers = found.reached or self._desk.first(person, "certificate", "grade")
        if papers or any(self._book_says_done(text) for text in texts):
            return AttainmentState.COMPLETED
        as_of = self._desk.heading.as_of
        if ends is None or (as_of is not None and ends.latest > as_of.latest):
            return AttainmentState.STUDYING
        return AttainmentState.COMPLETED

    def _said_state(self, text: str) -> AttainmentState | None:
        for name, state in _STATES.items():
            if self._book.states[name].found_in(text):
                return state
        return None

    def _book_says_done(self, text: str) -> bool:
        return " tot nghiep " in f" {fold(text)} "
