"""A draft law before it is in force: who falls out, from when, in which unit, and what mends it.

The draft lives as long as the question: it is laid over the law in memory, kept nowhere, and no
other page answers by it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.facts import Post, Snapshot
from canbo.engine.law import Answer, Law
from canbo.engine.law.what_if import Effect, effect_days, effects
from canbo.engine.planning.needs import mending_courses
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective, fold
from canbo.engine.vietnamese import name_sort_key
from canbo.law import load
from canbo.records import access as records
from canbo.reporting.documents import verdicts_document
from canbo.reporting.namesakes import births, sharing_names
from canbo.reporting.verdicts import verdict_view
from canbo.reporting.views import VerdictView
from canbo.reporting.words import ANSWERS

_DAY = 500  # what a day costs to check beside its holders, in holders


class DraftTooMuch(Refusal):
    """To try the draft takes longer than whoever asks would wait (`draft_too_much`)."""


@dataclass(frozen=True, slots=True)
class Fall:
    """An answer that the draft changes: of somebody who would no longer meet a standard, or would.

    `day`: the first day of it; `before`, `after`: the answers of the law in force and of the draft
    on that day (None: nothing is asked). `level` is
    what would have to be reached, `courses` what leads there; both empty where no study mends it
    (an age, an entry). `view` is the answer under the draft, `unit` and its code where the post is.
    `born` tells people of one name apart.
    """

    day: date
    before: Answer | None
    after: Answer | None
    view: VerdictView
    unit: UUID
    code: str
    level: str
    courses: tuple[str, ...]
    mend_words: tuple[str, ...]
    born: str = ""

    @property
    def before_words(self) -> str:
        """The answer of the law in force, in words."""
        return ANSWERS[self.before] if self.before else "chưa quy định"

    @property
    def after_words(self) -> str:
        """The answer of the draft, in words."""
        return ANSWERS[self.after] if self.after else "không còn yêu cầu"


@dataclass(frozen=True, slots=True)
class UnitFalls:
    """Those of one unit who would no longer meet a standard."""

    unit: UUID
    code: str
    name: str
    falls: tuple[Fall, ...]

    @property
    def people(self) -> int:
        """How many people they are."""
        return _people(self.falls)


@dataclass(frozen=True, slots=True)
class DraftEffects:
    """What a draft changes for those whom one may see: falls, eases, and what nobody can tell.

    `eased`: answers that become better or are asked no more; `open_`: those that would be missing
    data. `names` are the labels of the days on which an answer may change.
    """

    law: str
    draft: str
    days: tuple[date, ...]
    falls: tuple[Fall, ...]
    eased: tuple[Fall, ...]
    open_: tuple[Fall, ...]

    @property
    def by_unit(self) -> tuple[UnitFalls, ...]:
        """The falls unit by unit, the most people first."""
        found: defaultdict[UUID, list[Fall]] = defaultdict(list)
        for fall in self.falls:
            found[fall.unit].append(fall)
        units = [
            UnitFalls(unit, falls[0].code, falls[0].view.unit, tuple(falls))
            for unit, falls in found.items()
        ]
        return tuple(sorted(units, key=lambda one: (-one.people, one.name, one.code)))

    @property
    def by_day(self) -> tuple[tuple[date, int], ...]:
        """How many people fall first on each day: together they are all who fall."""
        first: dict[UUID, date] = {}
        for fall in sorted(self.falls, key=lambda one: one.day):
            first.setdefault(fall.view.person, fall.day)
        return tuple(sorted(Counter(first.values()).items()))

    @property
    def by_mend(self) -> tuple[tuple[str, int], ...]:
        """How many people each course or level would mend; "" for what no study mends."""
        wanted = {(words, fall.view.person) for fall in self.falls for words in fall.mend_words}
        wanted |= {("", fall.view.person) for fall in self.falls if not fall.mend_words}
        return tuple(Counter(words for words, _ in wanted).most_common())

    @property
    def people(self) -> int:
        """How many people would no longer meet a standard."""
        return _people(self.falls)

    @property
    def eased_people(self) -> int:
        """How many people would meet one that they do not meet, or be asked no more."""
        return _people(self.eased)

    @property
    def open_people(self) -> int:
        """Of how many people nobody could tell."""
        return _people(self.open_)


def draft_effects(
    *,
    actor: Actor,
    at: datetime,
    perspective: Perspective,
    drafted: Law,
    unit: str | None = None,
    most: int | None = None,
) -> DraftEffects:
    """Tell what a drafted law changes for everybody the actor may see at `at`.

    `drafted` is of `load_draft` or `draft_of`. Raises AccountRefused (`not_allowed`), records'
    UnitUnknown, DraftTooMuch where more than `most` pairs of holder and day were to be checked.
    """
    require(actor, Permission.SEE_OFFICIALS)
    law = load()
    top = records.resolve_unit(code=unit, actor=actor, as_of=perspective.as_of) if unit else None
    units = None if top is None else records.subtree(top, perspective)
    snapshot = _seen(records.read_snapshot(), records.visible_people(actor=actor, at=at))
    days = effect_days(law, drafted, perspective.as_of)
    if most is not None and (asked := (_held(snapshot, units) + _DAY) * len(days)) > most:
        raise DraftTooMuch("draft_too_much", {"count": asked, "most": most, "days": len(days)})
    found = effects(snapshot, law, drafted, perspective, units)
    told = _Told(drafted, snapshot, perspective, [each for each in found if _matters(each)])
    return DraftEffects(
        law=law.version,
        draft=drafted.version,
        days=days,
        falls=told.of(each for each in found if each.is_fall),
        eased=told.of(each for each in found if each.is_ease),
        open_=told.of(each for each in found if each.is_open),
    )


def _matters(effect: Effect) -> bool:
    return effect.is_fall or effect.is_ease or effect.is_open


def _people(falls: Iterable[Fall]) -> int:
    return len({fall.view.person for fall in falls})


def _seen(snapshot: Snapshot, visible: Collection[UUID] | None) -> Snapshot:
    if visible is None:
        return snapshot
    tenures = tuple(one for one in snapshot.tenures if one.person in visible)
    return replace(snapshot, tenures=tenures)


def _held(snapshot: Snapshot, units: Collection[UUID] | None) -> int:
    """How many tenures of posts of these units there are."""
    if units is None:
        return len(snapshot.tenures)
    return sum(snapshot.posts[one.post].unit in units for one in snapshot.tenures)


class _Told:
    """Puts effects into words, with the names of the day and the posts as of each effect's day."""

    def __init__(
        self, law: Law, snapshot: Snapshot, perspective: Perspective, found: Iterable[Effect]
    ) -> None:
        self._law, self._snapshot, self._known_at = law, snapshot, perspective.known_at
        self._people = records.person_names({one.verdict.person for one in found}, perspective)
        particulars = fold(snapshot.particulars, perspective)
        self._born = births(sharing_names(self._people), particulars)
        self._units = records.unit_names(perspective)
        self._posts: dict[date, dict[UUID, Post]] = {}

    def of(self, found: Iterable[Effect]) -> tuple[Fall, ...]:
        """The effects in words, ordered as lists of people are."""
        falls = [self._fall(each) for each in found]
        falls.sort(
            key=lambda one: (one.day, one.view.unit, name_sort_key(one.view.name), one.view.post)
        )
        return tuple(falls)

    def _fall(self, effect: Effect) -> Fall:
        verdict, snapshot = effect.verdict, self._on(effect.day)
        view = verdict_view(
            verdict, law=self._law, snapshot=snapshot, people=self._people, units=self._units
        )
        requirement = verdict.standard.requirement
        mends = effect.is_fall and not requirement.entry_only
        courses = mending_courses(verdict.standard, self._law) if mends else ()
        level = requirement.level if mends else ""
        words = [self._law.courses[code].name for code in courses]
        if level and not courses:
            words = [self._law.levels[level].name]
        unit = snapshot.posts[verdict.post].unit
        code = snapshot.units[unit].code or str(unit)
        return Fall(
            effect.day, effect.before, effect.after, view, unit, code, level, courses, tuple(words),
            self._born.get(verdict.person, ""),
        )  # fmt: skip

    def _on(self, day: date) -> Snapshot:
        if day not in self._posts:
            self._posts[day] = dict(self._snapshot.posts_on(Perspective(day, self._known_at)))
        return replace(self._snapshot, posts=self._posts[day])


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
    by_unit = [{"unit": one.name, "count": len(one.falls)} for one in told.by_unit]
    return document | {
        "draft": told.draft, "days": days, "eased": len(told.eased), "open": len(told.open_),
        "by_unit": by_unit,
    }  # fmt: skip
