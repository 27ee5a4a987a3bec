"""What somebody changed in a list that this home exported: each edited cell becomes a question.

Three values meet: what the cell said when exported (the home knows it by its own history), what
the file says now, and what stands today. Where file and home agree there is nothing to ask;
where both have changed, the question says so. Until somebody decides nothing is stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from canbo.engine.facts import Attainment, FactKind, Particular, ParticularKind, Source, Tenure
from canbo.engine.timeline import PartialDate, Validity
from canbo.engine.vietnamese import spelling_key
from canbo.exchange.workbooks.keys import Reads
from canbo.exchange.workbooks.places import CellRef, PostReading, UnitReading
from canbo.exchange.workbooks.progress import Step, counted
from canbo.exchange.workbooks.reading import (
    EditedCell,
    Problem,
    ReturnedDocument,
    ReturnedRow,
)
from canbo.records.models.shapes import SHAPE_OF, SHAPES
from canbo.records.operations.intake.differences import (
    DifferenceKind,
    Option,
    Outcome,
    Question,
)
from canbo.records.operations.intake.particulars import CHANGING
from canbo.records.operations.intake.plan import Plan
from canbo.records.operations.intake.posts import PostResolver
from canbo.records.operations.intake.returned_facts import (
    Changes,
    changes_of,
    is_same,
    may_be_empty,
    said_of,
    told,
)
from canbo.records.operations.intake.state import PersonState, State
from canbo.records.operations.intake.units import UnitResolver
from canbo.records.operations.writing import Void

_DAY = timedelta(days=1)
# of these the old fact ends and another one begins; a level once reached stands beside the next
_FOLLOWED = frozenset(
    {FactKind.TENURE, FactKind.RANK_HOLDING, FactKind.UNIT_NAME, FactKind.UNIT_PLACEMENT}
)
_MAIN = frozenset({"value", "level", "post"})  # without it there is no such fact
_DAYS = frozenset({"begins", "ends"})


@dataclass(slots=True)
class _Edit:
    """One edited cell: the fact it showed then, what stands in its place now, the new values.

    `person` is None in a list of units. `changes` are None where the cell was emptied.
    """

    cell: EditedCell
    person: PersonState | None
    then: Any
    now: Any
    changes: Changes | None
    before: str = ""
    after: str = ""
    exported: str = ""

    @property
    def kind(self) -> FactKind:
        return FactKind(self.cell.column.kind)

    @property
    def is_main(self) -> bool:
        return self.cell.column.attribute in _MAIN

    @property
    def has_moved(self) -> bool:
        """Whether the home says something else than it said when the list was exported."""
        if self.then is None:
            return self.now is not None
        return self.now is None or self.exported != self.before


class ReturnTaker:
    """Takes lists that came back into a plan."""

    def __init__(self, state: State, plan: Plan, units: UnitResolver, posts: PostResolver) -> None:
        self._state = state
        self._plan = plan
        self._units = units
        self._posts = posts
        self._rows: dict[UUID, set[int]] = {}
        self._made: dict[UUID, Any] = {}  # facts of the home → what stands for them in the plan

    def take(self, document: ReturnedDocument) -> None:
        """Ask about each edited cell and plan what was decided."""
        rows = document.rows
        for row in counted(rows, Step.COMPARED, len(rows)):
            self._plan.used.update(row.row_cells)
            if row.cells:
                self._take_row(row, document)
        if document.left:
            found = str(len(document.left))
            self._plan.problems.append(Problem(document.sheet, "", "export_rows_left", found))

    def claimed_by(self, people: Iterable[UUID]) -> set[int]:
        """The edited rows that speak of these people, by the identity of their readings."""
        return set().union(*(self._rows.get(person, set()) for person in people))

    def _take_row(self, row: ReturnedRow, document: ReturnedDocument) -> None:
        if document.kind == "units":
            person = None
            known = row.subject in self._state.units
        else:
            person = self._state.people.get(self._state.standing(row.subject))
            known = person is not None and bool(person.names)
        if not known or row.subject in self._state.closed:
            code = "person_out_of_reach" if known else "export_row_gone"
            first = row.cells[0].cell
            problem = Problem(first.sheet, first.address, code, row.person.name)
            self._plan.list_row(row.row_cells, problem)
            return
        if person is not None:
            self._plan.matched.add(person.id)
            self._rows.setdefault(person.id, set()).add(id(row.person))
        for cell in row.cells:
            if cell.column.reads is Reads.POST:
                self._take_posts(cell, person, document.as_of)
            else:
                self._take_cell(cell, person, document.as_of)

    # --- one value

    def _take_cell(self, cell: EditedCell, person: PersonState | None, as_of: date) -> None:
        column = cell.column
        if len(cell.facts) > 1:
            self._list(cell, "export_cell_of_several")
            return
        then, now = self._facts(cell, person)
        if cell.value is None and now is None:
            return  # the home no longer says it either
        if then is None and now is None and not self._may_begin(cell):
            self._list(cell, "export_cell_without_fact")
            return
        shape = SHAPES[FactKind(column.kind)]
        was = said_of(then, column.attribute)
        stands = said_of(now, column.attribute)
        if cell.value is None:
            if stands is None or stands == "":
                return
            if column.attribute not in _MAIN and not may_be_empty(shape.fact, column.attribute):
                self._list(cell, "export_cell_needed")
                return
        changes = changes_of(now or then, column, cell.value) if cell.value is not None else None
        if now is not None and changes is not None and is_same(now, changes):
            self._plan.restate(now, cell.cell)
            return
        edit = _Edit(cell, person, then, now, changes, told(stands), told(cell.value), told(was))
        self._settle(edit, as_of)

    def _facts(self, cell: EditedCell, person: PersonState | None) -> tuple[Any, Any]:
        """The fact that a cell showed, and what stands in its place now."""
        keyed = self._state.keyed.get(cell.facts[0]) if cell.facts else None
        then, now = (keyed.then, keyed.now) if keyed else (None, None)
        if cell.column.kind == FactKind.PARTICULAR and person is not None:
            kind = ParticularKind(cell.column.which)
            if kind is not ParticularKind.NOTE:
                now = person.particulars.get(kind)
            return then, now
        return then, self._made.get(now.id, now) if now is not None else None

    @staticmethod
    def _may_begin(cell: EditedCell) -> bool:
        """Whether an empty cell that was filled states a fact by itself."""
        return cell.column.which != "" and cell.column.attribute in _MAIN

    def _settle(self, edit: _Edit, as_of: date) -> None:
        chosen = self._ask(edit)
        if chosen.outcome in (Outcome.KEEP, Outcome.UNDECIDED):
            return
        if edit.changes is None:
            self._empty(edit, chosen)
        elif chosen.outcome is Outcome.SINCE and chosen.day is not None:
            self._since(edit, edit.changes, chosen.day)
        else:
            self._correct(edit, edit.changes, as_of)

    def _ask(self, edit: _Edit) -> Option:
        column = edit.cell.column
        first = Outcome.REMOVE if edit.changes is None else Outcome.CORRECT
        since = self._since_option(edit)
        options = (Option.of(first), *([since] if since else ()), Option.of(Outcome.KEEP))
        kind = DifferenceKind.EDITED_BOTH if edit.has_moved else DifferenceKind.EDITED
        if edit.changes is None:
            kind = DifferenceKind.EMPTIED
        person = edit.person
        name = next(iter(person.names.values()), "") if person else ""
        attribute = "" if edit.is_main else column.attribute
        question = Question(
            kind=kind, person=person.id if person else None, person_name=name,
            cell=edit.cell.cell, options=options, default=Outcome.UNDECIDED,
            fact_kind=edit.kind, field=":".join(filter(None, (column.which, attribute))),
            before=edit.before, after=edit.after,
            exported=edit.exported if edit.has_moved else "",
        )  # fmt: skip
        return self._plan.desk.settle(question)

    def _since_option(self, edit: _Edit) -> Option | None:
        """The outcome that it changed on a day, where a thing of its kind can change."""
        if edit.cell.column.attribute in _DAYS:
            return None
        if edit.kind is FactKind.ATTAINMENT:
            return Option.since(None, None) if edit.is_main and edit.changes else None
        if edit.kind is FactKind.PARTICULAR:
            if ParticularKind(edit.cell.column.which) not in CHANGING:
                return None
        elif edit.kind not in _FOLLOWED:
            return None
        if edit.now is None:
            return Option.since(None, None) if edit.then is None and edit.changes else None
        period = edit.now.validity.certain
        is_begun_here = edit.now.id in self._plan.facts  # by another cell of the row
        first = period.begins + (_DAY * (not is_begun_here)) if period.begins else None
        last = period.ends - _DAY if period.ends else None
        return Option.since(first, last) if not (first and last and first > last) else None

    # --- what was decided

    def _correct(self, edit: _Edit, changes: Changes, as_of: date) -> None:
        """The old fact was wrong: another one of the same days takes its place."""
        if edit.now is None:
            made = self._anew(edit, changes, edit.then.validity if edit.then else None, as_of)
        else:
            made = replace(edit.now, **changes)
        if not self._fits(edit, made):
            return
        if edit.now is None:
            self._hold(edit, self._plan.store(made))
            return
        source = self._source(edit)
        self._swap(edit, self._plan.change(edit.now, edit.cell.cell, source=source, **changes))

    def _since(self, edit: _Edit, changes: Changes, day: date) -> None:
        """It changed: the old fact ends the day before, where its kind ends, and this begins."""
        if edit.now is None or edit.kind is FactKind.ATTAINMENT:
            made = self._anew(edit, changes, Validity(PartialDate.of(day)), day)
            if self._fits(edit, made):
                self._hold(edit, self._plan.store(made))
            return
        begins = edit.now.validity.begins
        if edit.now.id in self._plan.facts and begins == PartialDate.of(day):
            # another cell of the row began it on this very day
            self._swap(edit, self._plan.change(edit.now, edit.cell.cell, **changes))
            return
        begun = replace(edit.now, **changes, validity=Validity(PartialDate.of(day)))
        if self._fits(edit, begun):
            self._swap(edit, self._plan.succeed(edit.now, edit.cell.cell, day, **changes))

    def _empty(self, edit: _Edit, chosen: Option) -> None:
        """A cell was emptied: the fact never was, or it ended, or only its value is unknown."""
        day = chosen.day
        if day is not None:
            ends = PartialDate.of(day - _DAY)
            validity = replace(edit.now.validity, ends=ends)
            source = self._source(edit)
            made = self._plan.change(edit.now, edit.cell.cell, source=source, validity=validity)
            self._swap(edit, made)
        elif edit.is_main:
            self._plan.voids[edit.now.id] = Void(edit.now)
            if edit.person is not None:
                edit.person.drop(edit.now)
        else:
            changes = changes_of(edit.now, edit.cell.column, None)
            self._swap(edit, self._plan.change(edit.now, edit.cell.cell, **changes))

    def _anew(self, edit: _Edit, changes: Changes, validity: Validity | None, seen: date) -> Any:
        """A fact that nothing stands for today: as it was when exported, or of the cell alone."""
        if edit.then is not None:
            base = {"id": uuid4(), "key": uuid4(), "recorded_at": self._plan.at}
            own = {"voided_at": None, "source": self._source(edit)}
            return replace(
                edit.then, **base, **own, **{"validity": validity or edit.then.validity, **changes}
            )
        person = edit.person.id if edit.person else None
        if edit.kind is FactKind.PARTICULAR:
            own = {"person": person, "kind": ParticularKind(edit.cell.column.which)}
            always = validity or Validity()
            return self._plan.draft(Particular, edit.cell.cell, always, **own, **changes)
        seen_then = validity or Validity(known_by=seen)
        kind = Attainment if edit.kind is FactKind.ATTAINMENT else Tenure
        return self._plan.draft(kind, edit.cell.cell, seen_then, person=person, **changes)

    def _fits(self, edit: _Edit, made: Any) -> bool:
        """Whether a fact can stand beside the others; else its cell is listed."""
        if edit.person is None:
            return True
        once = SHAPE_OF[type(made)].once
        for other in edit.person.held(edit.kind):
            if edit.now is not None and other.id == edit.now.id:
                continue
            if once.forbids(made, other):
                self._list(edit.cell, "export_cell_contradicts", edit.after)
                return False
        return True

    def _source(self, edit: _Edit) -> Source:
        """The cell, with the decision that stood behind the fact that it corrects."""
        source = self._plan.source(edit.cell.cell)
        old = (edit.now or edit.then).source if (edit.now or edit.then) else None
        if old is None or not old.decision_number:
            return source
        return replace(source, decision_number=old.decision_number, decision_date=old.decision_date)

    def _hold(self, edit: _Edit, made: Any) -> None:
        if edit.person is not None:
            edit.person.hold(made)

    def _swap(self, edit: _Edit, made: Any) -> None:
        first = next((k for k, one in self._made.items() if one is edit.now), edit.now.id)
        self._made[first] = made
        if edit.person is not None:
            edit.person.swap(edit.now, made)

    # --- posts

    def _take_posts(self, cell: EditedCell, person: PersonState | None, as_of: date) -> None:
        """A cell may say several posts: some are new in it, some it no longer says."""
        readings = cell.value if isinstance(cell.value, tuple) else ()
        wanted: dict[UUID, PostReading] = {}
        keyed = [one for key in cell.facts if (one := self._state.keyed.get(key)) is not None]
        units = [self._posts.unit_of((one.then or one.now).post) for one in keyed]
        for reading in readings:
            post = self._post(reading, cell, units)
            if post is None:
                return
            wanted[post] = reading
        pairs = [
            (one.then, self._made.get(one.now.id, one.now) if one.now else None) for one in keyed
        ]
        lost = [(then, now) for then, now in pairs if self._is_lost(then, now, wanted)]
        stated = {now.post for _, now in pairs if now is not None}
        new = {post: reading for post, reading in wanted.items() if post not in stated}
        if len(lost) == len(new) == 1:
            ((then, now),), ((post, reading),) = lost, new.items()
            self._ask_post(
                _Edit(cell, person, then, now, self._as_post(cell, post, reading)), as_of
            )
            return
        if FactKind(cell.column.kind) is not FactKind.TENURE and (new or len(lost) > 1):
            self._list(cell, "export_cell_of_several")
            return
        for post, reading in new.items():
            changes = self._as_post(cell, post, reading)
            self._ask_post(_Edit(cell, person, None, None, changes), as_of)
        for then, now in lost:
            if now is not None:
                self._ask_post(_Edit(cell, person, then, now, None), as_of)

    @staticmethod
    def _is_lost(then: Any, now: Any, wanted: dict[UUID, PostReading]) -> bool:
        """Whether a cell no longer says a post that it said, or says it in another manner."""
        if now is None:
            return bool(then.post not in wanted)
        return bool(now.post not in wanted)

    def _post(self, reading: PostReading, cell: EditedCell, units: list[UUID]) -> UUID | None:
        """The post that a cell names; `units` are those of the posts that it showed, in order."""
        unit = self._unit(reading.unit, units)
        if unit is None:
            named = reading.unit.path[-1] if reading.unit else reading.as_written
            self._list(cell, "export_unit_unknown", named)
            return None
        return self._posts.seen(reading, unit).id

    def _unit(self, reading: UnitReading | None, units: list[UUID]) -> UUID | None:
        """The unit that is named, where the words fit several the one that the row had of them;
        none named: that of the row, which is the first post's."""
        if reading is None:
            return units[0] if units else None
        named = spelling_key(reading.path[-1])
        own = [
            one for one in dict.fromkeys(units) if spelling_key(self._units.name_of(one)) == named
        ]
        return self._units.find(reading) or (own[0] if len(own) == 1 else None)

    @staticmethod
    def _as_post(cell: EditedCell, post: UUID, reading: PostReading) -> Changes:
        changes: Changes = {"post": post, "as_written": reading.as_written}
        if FactKind(cell.column.kind) is FactKind.TENURE:
            changes["manner"] = reading.manner
        return changes

    def _ask_post(self, edit: _Edit, as_of: date) -> None:
        edit.before = self._posts.name_of(edit.now.post) if edit.now else ""
        edit.exported = self._posts.name_of(edit.then.post) if edit.then else ""
        if edit.changes is not None:
            edit.after = self._posts.name_of(edit.changes["post"])
        self._settle(edit, as_of)
        made = edit.changes["post"] if edit.changes else None
        if any(getattr(fact, "post", None) == made for fact in self._plan.facts.values()):
            self._posts.keep_seen(made)

    def _list(self, cell: EditedCell, code: str, found: str = "") -> None:
        said = found or told(cell.value)
        self._plan.list_cell(cell.cell, _problem(cell.cell, code, said))


def _problem(cell: CellRef, code: str, found: str) -> Problem:
    return Problem(cell.sheet, cell.address, code, found[:200])
