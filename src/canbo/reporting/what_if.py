"""A draft law before it is in force: who falls out, from when, in which unit, and what mends it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.law import Answer, Law
from canbo.engine.law.what_if import Effect, effect_days, effects
from canbo.engine.planning.needs import mending_courses
from canbo.engine.timeline import Perspective
from canbo.law import load, load_draft
from canbo.records import access as records
from canbo.reporting.documents import verdicts_document
from canbo.reporting.verdicts import verdict_view
from canbo.reporting.views import VerdictView


@dataclass(frozen=True, slots=True)
class Fall:
    """Somebody who would no longer meet a standard.

    `day`: the first day of it; `before`: the answer of the law in force on that day. `level` is
    what would have to be reached, `courses` what leads there; both empty where no study mends it
    (an age, an entry). `view` is the answer under the draft.
    """

    day: date
    before: Answer | None
    view: VerdictView
    level: str
    courses: tuple[str, ...]
    mend_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftEffects:
    """What a draft changes: `eased` counts the answers that become better or are asked no more."""

    law: str
    draft: str
    days: tuple[date, ...]
    falls: tuple[Fall, ...]
    eased: int
    by_unit: tuple[tuple[str, int], ...]


def draft_effects(
    *,
    actor: Actor,
    at: datetime,
    perspective: Perspective,
    draft: Path,
    unit: str | None = None,
) -> DraftEffects:
    """Lay a draft over the law and tell what it changes for everybody the actor may see at `at`.

    `draft` is a file or a folder of law files. Raises AccountRefused (`not_allowed`), records'
    UnitUnknown and LawInvalid.
    """
    require(actor, Permission.SEE_OFFICIALS)
    law, drafted = load(), load_draft(draft)
    top = records.resolve_unit(code=unit, actor=actor, as_of=perspective.as_of) if unit else None
    units = None if top is None else records.subtree(top, perspective)
    snapshot = records.read_snapshot()
    visible = records.visible_people(actor=actor, at=at)
    if visible is not None:
        tenures = tuple(one for one in snapshot.tenures if one.person in visible)
        snapshot = replace(snapshot, tenures=tenures)
    found = effects(snapshot, law, drafted, perspective, units)
    falls = [each for each in found if each.is_fall]
    people = records.person_names({each.verdict.person for each in falls}, perspective)
    named = records.unit_names(perspective)
    views = {
        id(each): verdict_view(
            each.verdict, law=drafted, snapshot=snapshot, people=people, units=named
        )
        for each in falls
    }
    told = [_fall(each, views[id(each)], drafted) for each in falls]
    told.sort(key=lambda fall: (fall.day, fall.view.unit, fall.view.name, fall.view.post))
    by_unit = Counter(fall.view.unit for fall in told)
    return DraftEffects(
        law=law.version,
        draft=drafted.version,
        days=effect_days(law, drafted, perspective.as_of),
        falls=tuple(told),
        eased=sum(not each.is_fall for each in found),
        by_unit=tuple(by_unit.most_common()),
    )


def _fall(effect: Effect, view: VerdictView, law: Law) -> Fall:
    standard = effect.verdict.standard
    mends = not standard.requirement.entry_only
    courses = mending_courses(standard, law) if mends else ()
    level = standard.requirement.level if mends else ""
    words = [law.courses[code].name for code in courses]
    if level and not courses:
        words = [law.levels[level].name]
    return Fall(effect.day, effect.before, view, level, courses, tuple(words))


def draft_document(told: DraftEffects, *, perspective: Perspective) -> dict[str, Any]:
    """Write what a draft changes as one document: each fall has the keys of a verdict and more."""
    document = verdicts_document(
        (fall.view for fall in told.falls), perspective=perspective, law=told.law
    )
    for row, fall in zip(document["verdicts"], told.falls, strict=True):
        row["on"] = fall.day.isoformat()
        row["before"] = fall.before.value if fall.before else None
        row["mend"] = {"level": fall.level or None, "courses": list(fall.courses)}
    days = [day.isoformat() for day in told.days]
    by_unit = [{"unit": unit, "count": count} for unit, count in told.by_unit]
    return document | {"draft": told.draft, "days": days, "eased": told.eased, "by_unit": by_unit}
