"""Edits of the lists of Sầm Sơn with what each moves: mostly one figure by one, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from examples.builder.evidence import Row
from examples.builder.list_figures import RANKS, Holder
from examples.builder.list_ledger import Ground
from examples.builder.list_mutations import Edit, Foresight
from examples.builder.sheets import RowRecord, Value

_RESULTS = "KQ thuc hien De an luan chuyen.xlsx"
_PLANS = "QUY HOACH 2010-2015, 2015-2020.xlsx"
_CONGRESS = "Dai hoi XV - ket qua bau cu.xlsx"
_MORE_CLASSES = "Cao cap LLCT cac lop khac.xls"
_DEGREES = "DS hoc dai hoc tai chuc.xls"
_OLD_POOL = "QH cap uy 2005-2010.xls"


class Editor:
    """Finds rows and says what their edit does."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._sight = Foresight(ground.evidence(), ground.question)

    def all(self) -> list[Edit]:
        """List the edits."""
        return [
            *self._planning(), *self._classes(), *self._moves(), *self._elections(),
            *self._rosters(), *self._careers(),
        ]  # fmt: skip

    # -- finding -------------------------------------------------------------------------------

    def _row(self, file: str, person: str, **wanted: Any) -> RowRecord:
        """The first row of a file about a person whose fact has these values."""
        for name, row in self._ground.rows():
            facts = [self._ground.told.facts[id] for id in row.facts]
            fits = not wanted or any(
                all(fact[key] == value for key, value in wanted.items()) for fact in facts
            )
            if name == file and row.person == person and fits:
                return row
        raise LookupError(file, person, wanted)

    def _first_row(self, person: str, wanted: Callable[[Row], bool]) -> Row:
        return next(r for r in self._ground.first_rows if r.person == person and wanted(r))

    # -- making --------------------------------------------------------------------------------

    def _delete(self, id: str, why: str, file: str, row: RowRecord) -> Edit:
        changed = self._sight.without_said(self._ground.said(row))
        effect = self._sight.effect(changed)
        return Edit(id, why, "lists", file, row.sheet, "delete_row", row.row, {}, effect)

    def _set(
        self, id: str, why: str, file: str, row: RowRecord,
        change: tuple[Mapping[str, Value], Mapping[str, Any]],
    ) -> Edit:  # fmt: skip
        """`change`: what is written by ledger field, and what the fact then says."""
        written, values = change
        said = self._ground.said(row)[0]
        cells = {row.cells[field]: value for field, value in written.items()}
        effect = self._sight.effect(self._sight.with_said(said, values))
        return Edit(id, why, "lists", file, row.sheet, "set", row.row, cells, effect)

    # -- planning ------------------------------------------------------------------------------

    def _planning(self) -> Iterator[Edit]:
        one = self._row(_PLANS, "P182", list="2009")
        yield self._delete(
            "plan-only-entry", "the only entry before the class of 2011", _PLANS, one
        )
        twice = self._row(_PLANS, "P223", post="V12")
        yield self._delete("plan-two-entries", "planned for another post too", _PLANS, twice)
        late = self._row(_PLANS, "P203", list="2009")
        yield self._delete("plan-late", "planned only after the class had begun", _PLANS, late)
        yield self._only_entry_of_2005()
        kept = self._row("ra soat quy hoach 2011 (chinh thuc).xlsx", "P182")
        yield self._delete("plan-kept", "the list of 2009 says it already",
                           "ra soat quy hoach 2011 (chinh thuc).xlsx", kept)  # fmt: skip

    def _only_entry_of_2005(self) -> Edit:
        """The first row of the old list without which somebody was not planned when enrolling."""
        for file, row in self._ground.rows():
            if file == _OLD_POOL:
                why = "the only entry before the class of 2005"
                edit = self._delete("plan-2005", why, file, row)
                if edit.effect["advanced_theory_planned_people"]:
                    return edit
        raise LookupError(_OLD_POOL)

    # -- class lists ---------------------------------------------------------------------------

    def _classes(self) -> Iterator[Edit]:
        for id, person, held, why in (
            ("class-planned", "P251", "CC08", "planned since 2005, in the class of 2008"),
            ("class-never-planned", "P132", "CC11", "never planned"),
            ("class-taken-out", "P218", "CC08", "taken out of the pool the year before"),
        ):
            row = self._first_row(person, lambda r, of=held: r.record.subject == of)
            evidence = self._sight.evidence
            left = tuple(
                one for one in evidence.learners
                if (one.person, one.training_class) != (person, held)
            )  # fmt: skip
            effect = self._sight.effect(replace(evidence, learners=left))
            yield Edit(id, why, "workbooks", row.file, row.record.sheet, "delete_row",
                       row.record.row, {}, effect)  # fmt: skip
        yield self._stayed()

    def _stayed(self) -> Edit:
        """Somebody planned did not drop out after all."""
        row = self._row(_MORE_CLASSES, "P200")
        evidence = self._sight.evidence
        stayed = tuple(
            replace(one, outcome="completed")
            if (one.person, one.training_class) == ("P200", "CC07") else one
            for one in evidence.learners
        )  # fmt: skip
        effect = self._sight.effect(replace(evidence, learners=stayed))
        cells = {row.cells["remark"]: "Đã tốt nghiệp"}
        return Edit("class-stayed", "planned, and did not drop out now", "lists", _MORE_CLASSES,
                    row.sheet, "set", row.row, cells, effect)  # fmt: skip

    # -- moves and elections -------------------------------------------------------------------

    def _moves(self) -> Iterator[Edit]:
        for id, person, day, why in (
            ("move-scheme", "P225", "2009-01-15", "one of the ten, not to the grassroots"),
            ("move-outside", "Q07", "2009-02-16", "outside the scheme"),
            ("move-before", "P269", "2007-03-15", "before the scheme"),
            ("move-expert", "P192", "2009-08-12", "by the scheme, but no leader"),
        ):
            row = self._row(_RESULTS, person, begins=day)
            yield self._delete(id, why, _RESULTS, row)
        never = self._row(_RESULTS, "P217")
        yield self._delete("move-never", "intended and never done", _RESULTS, never)
        down = self._row(_RESULTS, "P037", begins="2008-10-15")
        yield self._set("move-elsewhere", "to a body of the town, not to a ward", _RESULTS, down, (
            {"move.to": "Phó Trưởng phòng Tư pháp"},
            {"to_post": "H21", "to_unit": "382.tu-phap"},
        ))  # fmt: skip
        early = self._row(_RESULTS, "P181", begins="2008-08-20")
        yield self._set("move-after-congress", "moved after the congress", _RESULTS, early, (
            {"move.begins": "20/08/2010", "move.decision_day": "13/08/2010"},
            {"begins": "2010-08-20", "decision_day": "2010-08-13"},
        ))  # fmt: skip

    def _elections(self) -> Iterator[Edit]:
        row = self._row(_CONGRESS, "P269", post="V11")
        yield self._delete("election-standing", "moved, then elected", _CONGRESS, row)
        other = self._row(_CONGRESS, "P175", post="V11")
        yield self._delete("election-not-moved", "elected without a move", _CONGRESS, other)
        later = self._row(_CONGRESS, "P188", post="V11")
        yield self._delete("election-before-move", "moved by the scheme later", _CONGRESS, later)
        named = self._row(_CONGRESS, "P197", election="designation")
        yield self._delete("election-designation", "designated, not elected", _CONGRESS, named)

    # -- rosters -------------------------------------------------------------------------------

    def _rosters(self) -> Iterator[Edit]:
        roster = self._first_row("P038", lambda r: bool(r.professional))
        mode = roster.record.cells["professional"]
        yield self._held("degree-mode-gone", "the mode is not written any more", roster,
                         {mode: "ĐH Luật"}, lambda h: replace(h, mode=""))  # fmt: skip
        commune = self._first_row("P133", lambda r: bool(r.professional))
        yield self._held("degree-deputy", "a deputy now: no key post", commune,
                         {commune.record.cells["post"]: "Phó Chủ tịch HĐND"},
                         lambda h: replace(h, posts=("X04",)))  # fmt: skip
        row = self._row(_DEGREES, "P001")
        yield self._delete("degree-said-twice", "the roster says it too", _DEGREES, row)

    def _held(
        self, id: str, why: str, row: Row, cells: Mapping[str, Value],
        change: Callable[[Holder], Holder],
    ) -> Edit:  # fmt: skip
        evidence = self._sight.evidence
        holders = tuple(
            change(one) if one.person == row.person else one for one in evidence.holders
        )
        effect = self._sight.effect(replace(evidence, holders=holders))
        return Edit(id, why, "workbooks", row.file, row.record.sheet, "set", row.record.row, cells,
                    effect)  # fmt: skip

    # -- careers -------------------------------------------------------------------------------

    def _careers(self) -> Iterator[Edit]:
        """Lines of a career that alone tell of a promotion, and one that another file tells too."""
        written: dict[str, int] = {}
        for _, row in self._ground.rows():
            for id in row.facts:
                written[id] = written.get(id, 0) + 1
        made = {"alone": 0, "twice": 0}
        for file, row in self._ground.rows():
            facts = [self._ground.told.facts[id] for id in row.facts]
            rising = [f for f in facts if f.kind == "tenure" and RANKS.get(f["post"], 0) >= 5
                      and not f["ends"]]  # fmt: skip
            if row.kind != "careers" or len(facts) != 1 or not rising:
                continue
            key = "alone" if written[facts[0].id] == 1 else "twice"
            edit = self._delete(f"career-{key}-{made[key] + 1}", f"said {key}", file, row)
            moved = edit.effect["trained_then_promoted"]
            if moved == (-1 if key == "alone" else 0) and made[key] < 2:
                made[key] += 1
                yield edit
