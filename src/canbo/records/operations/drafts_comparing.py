"""Hold a draft's file against the home: keep the differences, carry over what was decided."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from canbo.engine.vietnamese import search_key
from canbo.exchange.workbooks.progress import Step, tell
from canbo.records.models import DraftDifference, ImportBatch, ImportDraft
from canbo.records.operations.intake.differences import LOOKED_AT, DecisionRefused, Difference
from canbo.records.operations.intake.report import ImportReport
from canbo.records.operations.writing import copy_rows
from canbo.records.queries.acts import last_act

# previews or stores the file under these decisions; refused, it leaves nothing behind
Asking = Callable[[Mapping[str, str]], ImportReport]

_COLUMNS = (
    "draft_id", "place", "code", "kind", "person", "person_name", "name_search", "sheet", "cell",
    "fact_kind", "field", "before", "after", "day", "exported", "options", "\"default\"", "chosen",
    "is_decided", "is_new",
)  # fmt: skip
_PART = 5_000  # differences that are made ready together
_MOST_TRIES = 5
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Compared:
    """A preview, the journal's number when it was made, and how it moved since the last one.

    `imports` are the numbers of the imports stored meanwhile, by whomever. `unsettled` counts what
    somebody has to look at before the file is stored unseen: differences of the kinds that nobody
    should pass by, undecided or with other choices than were shown, and decisions that lost their
    difference.
    """

    report: ImportReport
    act: int
    changes: dict[str, int]
    decisions: dict[str, str]
    imports: tuple[int, ...] = ()
    unsettled: int = 0

    @property
    def told(self) -> dict[str, Any]:
        """How it moved as a draft keeps it."""
        return {**self.changes, "imports": [*self.imports]} if moved(self) else {}


@dataclass(frozen=True, slots=True)
class _Before:
    """The differences as they were shown: what each offered, and what somebody chose."""

    offered: dict[str, tuple[str, str]]
    decided: dict[str, str]


def compare(draft: ImportDraft, asking: Asking) -> Compared:
    """Preview the file with what was decided; decisions on what is gone are let go.

    Call it with the writers' lock held. Raises whatever the preview refuses.
    """
    before, act, imports = _before(draft), last_act(), _since(draft.seen_act)
    decisions, report = _ask(asking, before.decided)
    now, asked = _offered_now(report)
    unsettled = _unsettled(before, decisions, {code: now[code] for code in asked})
    if not _was_shown(draft):
        return Compared(report, act, {}, decisions, unsettled=unsettled)
    return Compared(report, act, _changes(before, now), decisions, imports, unsettled)


def moved(compared: Compared) -> bool:
    """Whether anything that was shown is different now."""
    return any(compared.changes.values())


def keep(draft: ImportDraft, compared: Compared) -> None:
    """Put the differences into the place of those shown before."""
    known = set(DraftDifference.objects.filter(draft=draft).values_list("code", flat=True))
    DraftDifference.objects.filter(draft=draft).delete()
    first = not _was_shown(draft)
    found = compared.report.differences
    for start in range(0, len(found), _PART):
        tell(Step.LISTED, start, len(found))
        rows = [
            _row(draft, place, one, one.id in compared.decisions, not first and one.id not in known)
            for place, one in enumerate(found[start : start + _PART], start)
        ]
        copy_rows("records_draftdifference", _COLUMNS, rows)
    tell(Step.LISTED, len(found), len(found))


def _ask(asking: Asking, decisions: dict[str, str]) -> tuple[dict[str, str], ImportReport]:
    kept = dict(decisions)
    for _ in range(_MOST_TRIES):
        try:
            return kept, asking(kept)
        except DecisionRefused as refused:
            named = str(refused.data.get("ids") or refused.data.get("id") or "")
            gone = {one.strip() for one in named.split(",")} & kept.keys()
            kept = {code: chosen for code, chosen in kept.items() if code not in gone and gone}
    return {}, asking({})


def _before(draft: ImportDraft) -> _Before:
    offered, chosen = {}, {}
    rows = DraftDifference.objects.filter(draft=draft)
    for code, options, default, choice, is_decided in rows.values_list(
        "code", "options", "default", "chosen", "is_decided"
    ):
        offered[code] = (_codes(options), default)
        if is_decided:
            chosen[code] = choice
    return _Before(offered, chosen)


def _offered_now(report: ImportReport) -> tuple[dict[str, tuple[str, str]], list[str]]:
    """What each difference offers, and which of them nobody should pass by unseen."""
    offered, asked = {}, []
    for one in report.differences:
        offered[one.id] = (_codes(_options(one)), one.default)
        if one.kind in LOOKED_AT:
            asked.append(one.id)
    return offered, asked


def _changes(before: _Before, now: Mapping[str, tuple[str, str]]) -> dict[str, int]:
    """Count differences that came up, that are gone, and that offer something else now."""
    common = now.keys() & before.offered.keys()
    return {
        "new": len(now.keys() - before.offered.keys()),
        "gone": len(before.offered.keys() - now.keys()),
        "other": sum(now[code] != before.offered[code] for code in common),
    }


def _unsettled(
    before: _Before, decisions: Mapping[str, str], asked: Mapping[str, tuple[str, str]]
) -> int:
    """Count what the decisions made so far do not answer; an accepted proposal is none lost."""
    lost = sum(
        chosen != before.offered[code][1]
        for code, chosen in before.decided.items()
        if code not in decisions
    )
    return lost + sum(
        code not in decisions or before.offered.get(code) != offered
        for code, offered in asked.items()
    )


def _was_shown(draft: ImportDraft) -> bool:
    """Whether somebody may have seen differences; in an empty home no act tells of it."""
    return bool(draft.report)


def _since(act: int) -> tuple[int, ...]:
    """The last imports stored after an act."""
    rows = ImportBatch.objects.filter(act__gt=act).order_by("-id")
    return tuple(rows.values_list("id", flat=True)[:_MOST_NAMED])


def _codes(options: list[dict[str, Any]]) -> str:
    return " ".join(sorted(option["code"] for option in options))


def _options(one: Difference) -> list[dict[str, Any]]:
    return [option.as_json() for option in one.options]


def _row(
    draft: ImportDraft, place: int, one: Difference, is_decided: bool, is_new: bool
) -> tuple[Any, ...]:
    return (
        draft.id, place, one.id, one.kind.value, one.person, one.person_name,
        " " + search_key(one.person_name),
        one.cell.sheet if one.cell else "", one.cell.address if one.cell else "",
        one.fact_kind.value if one.fact_kind else "", one.field, one.before, one.after, one.day,
        one.exported, json.dumps(_options(one), ensure_ascii=False), one.default, one.chosen,
        is_decided, is_new,
    )  # fmt: skip
