"""Edits of a district's papers with what each moves: found by trying rows until one does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from examples.builder.evidence import count
from examples.builder.list_ledger import Ground
from examples.builder.list_mutations import Edit, Foresight
from examples.builder.sheets import RowRecord

# figure -> the kind of row whose deletion may move it, how many rows to try
_TRIED = {
    "advanced_theory_planned_people": ("planning", 400),
    "moves_under_scheme": ("moves", 40),
    "moved_then_elected_standing": ("election", 80),
    "trained_then_promoted": ("careers", 120),
}
_OTHER = {"awards": "an award is in no figure", "ranks": "a rank is in no figure"}


def edits_of(ground: Ground) -> list[Edit]:
    """List the edits: for each figure one that moves it alone, and some that move none."""
    sight = Foresight(ground.evidence(), ground.question)
    return [*_of_lists(ground, sight), *_of_classes(ground, sight), *_of_rosters(ground, sight)]


def _delete(ground: Ground, sight: Foresight, id: str, why: str, at: tuple[str, RowRecord]
            ) -> Edit:  # fmt: skip
    file, row = at
    effect = sight.effect(sight.without_said(ground.said(row)))
    return Edit(id, why, "workbooks", file, row.sheet, "delete_row", row.row, {},
                {**effect, **_still(ground)})  # fmt: skip


def _still(ground: Ground) -> dict[str, int]:
    """The first figures, which no list moves."""
    return dict.fromkeys(("intermediate_theory_people", "fostering_attendances", "share_base",
                          "share_numerator", "share_missing"), 0)  # fmt: skip


def _of_lists(ground: Ground, sight: Foresight) -> Iterator[Edit]:
    rows = ground.rows()
    for figure, (kind, most) in _TRIED.items():
        tried = [at for at in rows if at[1].kind == kind and at[1].facts][:most]
        for at in tried:
            edit = _delete(ground, sight, f"list-{figure}", f"moves {figure} alone", at)
            moved = {k: v for k, v in edit.effect.items() if v and "report" not in k}
            if moved == {figure: -1}:
                yield edit
                break
    for kind, why in _OTHER.items():
        at = next(at for at in rows if at[1].kind == kind)
        yield _delete(ground, sight, f"list-{kind}", why, at)


def _of_classes(ground: Ground, sight: Foresight) -> Iterator[Edit]:
    """A learner less in an intermediate and in a fostering class of the window."""
    window = ground.question.window
    before = count(ground.first_rows, ground.classes, window)
    for id, wanted in (("class-theory", "LLCT-TC"), ("class-fostering", "BD")):
        for row in ground.first_rows:
            held = ground.classes.get(row.record.subject)
            inside = held is not None and held.span.overlaps(window.first, window.last)
            if row.record.kind != "class" or not inside or held is None:
                continue
            if not held.course.startswith(wanted):
                continue
            rest = [other for other in ground.first_rows if other is not row]
            first = before.difference(count(rest, ground.classes, window))
            learners = [one for one in sight.evidence.learners
                        if (one.person, one.training_class) != (row.person, held.id)]  # fmt: skip
            lists = sight.effect(replace(sight.evidence, learners=tuple(learners)))
            if sum(first.values()) == -1 and not any(lists.values()):
                yield Edit(id, "one learner less", "workbooks", row.file, row.record.sheet,
                           "delete_row", row.record.row, {}, {**first, **lists})  # fmt: skip
                break


def _of_rosters(ground: Ground, sight: Foresight) -> Iterator[Edit]:
    """Somebody less on a roster: officials and civil servants leave the base, others do not."""
    window = ground.question.window
    before = count(ground.first_rows, ground.classes, window)
    for id, group in _ROSTERED:
        for row in ground.first_rows:
            seat = ground.people[row.person].seat
            if row.professional and seat and seat.group == group:
                rest = [other for other in ground.first_rows if other is not row]
                first = before.difference(count(rest, ground.classes, window))
                lists = _lists(ground, sight, row.person)
                yield Edit(id, f"a row of group {group}", "workbooks", row.file,
                           row.record.sheet, "delete_row", row.record.row, {},
                           {**first, **lists})  # fmt: skip
                break


_ROSTERED = (("roster-leader", "party"), ("roster-civil", "civil"),
             ("roster-part-time", "part_time"), ("roster-body", "body"))  # fmt: skip


def _lists(ground: Ground, sight: Foresight, person: str) -> dict[str, int]:
    """What the rosters' rows mean for the figures of the lists."""
    holders = tuple(one for one in sight.evidence.holders if one.person != person)
    return sight.effect(replace(sight.evidence, holders=holders))
