"""Decide on the differences of a draft, one by one or by rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from canbo.accounts.actor import Actor
from canbo.engine.timeline import PartialDate
from canbo.engine.vietnamese import search_key
from canbo.records.models import DraftDifference, DraftState, ImportDraft
from canbo.records.operations.drafts_keeping import DraftRefused
from canbo.records.operations.drafts_receiving import ready_draft, start
from canbo.records.operations.intake.differences import (
    LOOKED_AT,
    DifferenceKind,
    Option,
    Outcome,
    offered,
)

DEFAULT = "default"  # the outcome of a rule: what the machine proposed, for each
# where the answer says who somebody is, what else differs follows from it
_MOVING = frozenset(
    {
        DifferenceKind.NEW_PERSON, DifferenceKind.HOMONYM, DifferenceKind.LIKELY_DUPLICATE,
        DifferenceKind.AMBIGUOUS_PERSON,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Selection:
    """Which differences a page shows or a rule reaches; an empty text leaves that side open.

    `is_looked_at`: only those of kinds that nobody should pass by. `search`: beginnings of words of
    the person's name. `is_open`: only those nobody decided. `outcome`: only those of which this
    comes as things stand, whoever the person is.
    """

    kind: str = ""
    fact_kind: str = ""
    search: str = ""
    is_open: bool = False
    outcome: str = ""
    is_looked_at: bool = False

    def rows(self, draft: UUID) -> QuerySet[DraftDifference]:
        """The differences of a draft that are selected, in the file's order."""
        rows = DraftDifference.objects.filter(draft=draft)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.is_looked_at:
            rows = rows.filter(kind__in=LOOKED_AT)
        if self.fact_kind:
            rows = rows.filter(fact_kind=self.fact_kind)
        if self.is_open:
            rows = rows.filter(is_decided=False)
        if self.outcome:
            person = Q(chosen__startswith=f"{self.outcome}:")
            rows = rows.filter(Q(chosen=self.outcome) | person)
        for word in search_key(self.search).split()[:8]:
            rows = rows.filter(name_search__contains=f" {word}")
        return rows.order_by("place")


def decide(*, draft: UUID, difference: str, option: str, actor: Actor) -> None:
    """Choose the outcome of one difference; one that asks for a day as `since:2011-07-01`.

    Raises DraftRefused (`draft_unknown`, `draft_not_ready`, `difference_gone`,
    `decision_option_unknown`, `decision_day_outside`).
    """
    with transaction.atomic():
        found = ready_draft(draft, actor)
        row = DraftDifference.objects.filter(draft=found, code=difference).first()
        if row is None:
            raise DraftRefused("difference_gone", {})
        if _chosen(row, option) is None:
            raise _refusal(row, option)
        is_moved = row.chosen != option and row.kind in _MOVING
        row.chosen, row.is_decided, row.is_new = option, True, False
        row.save(update_fields=["chosen", "is_decided", "is_new"])
        _note(found, is_moved)


def decide_all(*, draft: UUID, selection: Selection, option: str, actor: Actor) -> int:
    """Choose one outcome for all selected differences that offer it; give how many these are.

    `option` is an `Outcome`, `since:2011-07-01` where a day is asked for; `person` reaches the
    differences that offer just one person, DEFAULT accepts what the machine proposed, where it
    proposed something. Raises as `decide` does.
    """
    if option != DEFAULT and option.partition(":")[0] not in set(Outcome):
        raise DraftRefused("decision_option_unknown", {"option": option[:60]})
    with transaction.atomic():
        found = ready_draft(draft, actor)
        rows = selection.rows(found.id).order_by()
        if option == DEFAULT:
            rows = rows.exclude(default=Outcome.UNDECIDED)
            is_moved = rows.filter(kind__in=_MOVING).exclude(chosen=F("default")).exists()
            count = rows.update(chosen=F("default"), is_decided=True, is_new=False)
        elif option == Outcome.PERSON:
            count = _choose_each(rows.filter(kind__in=_MOVING), option)
            is_moved = count > 0
        elif ":" in option:
            count, is_moved = _choose_each(rows, option), False
        else:
            rows = rows.filter(options__contains=[{"code": option}])
            rows = rows.exclude(options__contains=[{"code": option, "asks_day": True}])
            is_moved = rows.filter(kind__in=_MOVING).exclude(chosen=option).exists()
            count = rows.update(chosen=option, is_decided=True, is_new=False)
        _note(found, is_moved)
        return count


def compare_again(*, draft: UUID, actor: Actor, at: datetime) -> None:
    """Hold the file against the home anew, with what was decided so far.

    Raises DraftRefused (`draft_unknown`, `draft_not_ready`).
    """
    with transaction.atomic():
        start(ready_draft(draft, actor), DraftState.COMPARING, at)


def _choose_each(rows: QuerySet[DraftDifference], option: str) -> int:
    """Choose an outcome that each difference must be asked about: the only person, a day."""
    changed = []
    for row in rows.iterator(chunk_size=2000):
        code = _chosen(row, option)
        if code is not None:
            row.chosen, row.is_decided, row.is_new = code, True, False
            changed.append(row)
    DraftDifference.objects.bulk_update(
        changed, ["chosen", "is_decided", "is_new"], batch_size=1000
    )
    return len(changed)


def _chosen(row: DraftDifference, option: str) -> str | None:
    """The code that an option means for a difference; None where it is not offered."""
    found = offered(option, {one["code"]: Option.of_json(one) for one in row.options})
    return found.code if found else None


def _refusal(row: DraftDifference, option: str) -> DraftRefused:
    """Say why an option is not offered: the day lies outside, or there is no such option."""
    code, _, day = option.partition(":")
    for one in row.options:
        if one["code"] == code and one.get("asks_day") and day:
            days = {"found": day, "first": one["first"], "last": one["last"]}
            said = {name: str(PartialDate.parse(text)) for name, text in days.items() if text}
            return DraftRefused("decision_day_outside", said)
    return DraftRefused("decision_option_unknown", {"id": row.code, "option": option[:60]})


def _note(draft: ImportDraft, is_moved: bool) -> None:
    """Who looked has seen what changed; who somebody is may have moved other differences."""
    draft.is_stale = draft.is_stale or is_moved
    draft.changes = {}
    draft.save(update_fields=["is_stale", "changes"])
