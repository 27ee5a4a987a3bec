"""What a draft law would change: whose answers become worse or better, and from which day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from canbo.engine.facts import Snapshot
from canbo.engine.law.check import check_all
from canbo.engine.law.values import Answer, Dimension, Equivalence, Law, Standard, Verdict
from canbo.engine.timeline import Perspective

_GRAVITY = (Answer.MET, Answer.MISSING, Answer.NOT_YET, Answer.NOT_MET)
Question = tuple[UUID, UUID, Dimension, bool]  # person, post, dimension, whether about the entry


@dataclass(frozen=True, slots=True)
class Effect:
    """One answer that the draft changes first on a day.

    `before` and `after` are the answers of that day under the law in force and under the draft;
    None: nothing is asked there. `verdict` is the draft's, or that of the law where the draft asks
    nothing any more.
    """

    day: date
    before: Answer | None
    after: Answer | None
    verdict: Verdict

    @property
    def is_fall(self) -> bool:
        """Whether somebody who was not failing fails, or fails worse, under the draft."""
        return self.after in (Answer.NOT_MET, Answer.NOT_YET) and _gravity(self.after) > _gravity(
            self.before
        )

    @property
    def is_ease(self) -> bool:
        """Whether somebody who was not known to meet it meets it, or is asked no more."""
        return (
            self.before not in (None, Answer.MET)
            and self.after is not Answer.MISSING
            and _gravity(self.after) < _gravity(self.before)
        )

    @property
    def is_open(self) -> bool:
        """Whether nobody can tell under the draft, for want of data, who was not amiss before."""
        return self.after is Answer.MISSING and self.before in (None, Answer.MET)


def effect_days(law: Law, draft: Law, first: date) -> tuple[date, ...]:
    """The days from `first` on from which the two laws may answer differently."""
    differing: list[Standard | Equivalence] = [
        *(each for each in law.standards if each not in draft.standards),
        *(each for each in draft.standards if each not in law.standards),
        *(each for each in law.equivalences if each not in draft.equivalences),
        *(each for each in draft.equivalences if each not in law.equivalences),
    ]
    # what a level ranks or a course gives has no days of its own
    days = {first} if differing or _scales(law) != _scales(draft) else set()
    for each in differing:
        turns = (each.in_force.begins, each.in_force.ends, getattr(each, "grace_until", None))
        days |= {day for day in turns if day is not None and day > first}
    return tuple(sorted(days))


def effects(
    snapshot: Snapshot,
    law: Law,
    draft: Law,
    perspective: Perspective,
    units: Collection[UUID] | None = None,
) -> tuple[Effect, ...]:
    """Tell what the draft changes for the holders of posts, from the day of the perspective on.

    The people are those who hold posts on each day as far as is recorded; nobody is taken to
    learn, move or retire meanwhile. Each answer is told once, on the first day of its change;
    another time where it becomes worse still (a time of grace that ends).
    """
    told: dict[Question, Effect] = {}
    found: list[Effect] = []
    for day in effect_days(law, draft, perspective.as_of):
        at = Perspective(day, perspective.known_at)
        old = _by_question(check_all(snapshot, law, at, units))
        new = _by_question(check_all(snapshot, draft, at, units))
        for question in [*new, *(each for each in old if each not in new)]:
            effect = _effect(day, old.get(question), new.get(question))
            earlier = told.get(question)
            if effect is None or (earlier and _gravity(effect.after) <= _gravity(earlier.after)):
                continue
            told[question] = effect
            found.append(effect)
    return tuple(found)


def _scales(law: Law) -> tuple[object, ...]:
    return law.levels, law.courses


def _by_question(verdicts: Iterable[Verdict]) -> dict[Question, Verdict]:
    return {
        (
            each.person,
            each.post,
            each.standard.dimension,
            each.standard.requirement.entry_only,
        ): each
        for each in verdicts
    }


def _effect(day: date, old: Verdict | None, new: Verdict | None) -> Effect | None:
    before, after = (None if each is None else each.answer for each in (old, new))
    verdict = new or old
    if verdict is None or before is after:
        return None
    return Effect(day, before, after, verdict)


def _gravity(answer: Answer | None) -> int:
    return -1 if answer is None else _GRAVITY.index(answer)
