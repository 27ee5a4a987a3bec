"""Who meets the standards of their posts: by unit and dimension, and person by person.

The whole home is checked once for a day and kept while nothing is written; each page then asks
for its part, within the rights of that very instant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.facts import Particular, ParticularKind, Snapshot
from canbo.engine.law import Answer, Dimension, Law, Verdict, check_all
from canbo.engine.timeline import Perspective, fold
from canbo.engine.units.past import past_of
from canbo.engine.vietnamese import name_sort_key
from canbo.law import load
from canbo.records import access as records
from canbo.reporting.figures import UNNAMED
from canbo.reporting.kept_checks import Kept
from canbo.reporting.namesakes import births, sharing_names
from canbo.reporting.verdicts import verdict_view
from canbo.reporting.views import VerdictView
from canbo.reporting.words import DIMENSIONS

# what weighs most first: one failure makes the cell a failure
_WORST = (Answer.NOT_MET, Answer.NOT_YET, Answer.MISSING, Answer.MET)


@dataclass(frozen=True, slots=True)
class _Checked:
    """The check of a whole home on one day, with the names of that day."""

    verdicts: tuple[Verdict, ...]
    snapshot: Snapshot
    people: Mapping[UUID, str]
    units: Mapping[UUID, str]
    parents: Mapping[UUID, UUID | None]
    born: Mapping[UUID, str]  # of those who share a name


KEPT: Kept[_Checked] = Kept(most=2)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people of a unit have which answer in a dimension; each counted once, at worst."""

    dimension: Dimension
    met: int
    not_yet: int
    not_met: int
    missing: int

    @property
    def people(self) -> int:
        """How many people the dimension is asked of."""
        return self.met + self.not_yet + self.not_met + self.missing

    @property
    def dimension_words(self) -> str:
        """What the dimension is called."""
        return DIMENSIONS[self.dimension]

    @property
    def shade(self) -> str:
        """How much of the unit is known to meet it, in five steps; "" where nobody is asked."""
        if not self.people:
            return ""
        return str(min(4, 4 * self.met // self.people))


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of the heat table; `all_met` counts who meets every standard of every post."""

    unit: UUID
    code: str
    name: str
    people: int
    all_met: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class PersonCell:
    """The answers of one holder in one dimension; `answer` is the worst, None: nothing asked."""

    dimension: Dimension
    answer: Answer | None
    verdicts: tuple[VerdictView, ...]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in one post, dimension by dimension, and all of them together."""

    person: UUID
    name: str
    unit: str
    post_id: UUID
    post: str
    answer: Answer
    cells: tuple[PersonCell, ...]
    born: str = ""  # of people of one name among the lines, to tell them apart


@dataclass(frozen=True, slots=True)
class Compliance:
    """What a page of compliance shows; `unit` is the one asked for, `lines` only then.

    `people`, `all_met` and `totals` count each person once, whatever units he holds posts in;
    `deadlines` are the first days on which some of them must meet a standard, and how many.
    """

    unit: UUID | None
    unit_name: str
    people: int
    all_met: int
    totals: tuple[Cell, ...]
    deadlines: tuple[tuple[date, int], ...]
    dimensions: tuple[tuple[Dimension, str], ...]
    units: tuple[UnitLine, ...]
    lines: tuple[PersonLine, ...]


def compliance(
    *,
    actor: Actor,
    at: datetime,
    perspective: Perspective,
    unit: str | None = None,
    dimension: Dimension | None = None,
    answer: Answer | None = None,
) -> Compliance:
    """Tell who of those the actor may see at `at` meets what, by unit; with `unit` by person.

    `unit` is a unit's code, or its id where it has none; its subtree is meant. `dimension` and
    `answer` keep the people who have that answer there. Raises AccountRefused (`not_allowed`) and
    records' UnitUnknown.
    """
    require(actor, Permission.SEE_OFFICIALS)
    law = load()
    known_at = perspective.known_at if perspective.known_at < at else None
    question = (records.state_mark(), law.version, perspective.as_of, known_at)
    checked = KEPT.answer(question, lambda: _check(law, perspective))
    visible = records.visible_people(actor=actor, at=at)
    top = _named_unit(unit, checked) if unit else None
    asked = _of_units(checked, visible, None if top is None else _below(top, checked))
    dimensions = tuple(
        each for each in Dimension if any(each is v.standard.dimension for v in asked)
    )
    kept = _kept(asked, dimension, answer)
    people = _by_person(kept)
    return Compliance(
        people=len(people),
        all_met=sum(map(_all_met, people.values())),
        totals=tuple(_cell(each, people) for each in dimensions),
        deadlines=_deadlines(kept),
        unit=top,
        unit_name="" if top is None else checked.units.get(top, ""),
        dimensions=tuple((each, DIMENSIONS[each]) for each in dimensions),
        units=_unit_lines(kept, checked, dimensions),
        lines=() if top is None else _person_lines(kept, checked, law, dimensions),
    )


def _check(law: Law, perspective: Perspective) -> _Checked:
    snapshot = records.read_judged()
    verdicts = check_all(snapshot, law, perspective)
    particulars = fold(snapshot.particulars, perspective)
    people = _names({each.person for each in verdicts}, particulars, perspective)
    return _Checked(
        verdicts,
        Snapshot(units=snapshot.units, posts=snapshot.posts_on(perspective)),
        people,
        _unit_names(snapshot, perspective),
        {each.unit: each.parent for each in fold(snapshot.unit_placements, perspective)},
        births(sharing_names(people), particulars),
    )


def _names(
    people: set[UUID], particulars: Iterable[Particular], perspective: Perspective
) -> dict[UUID, str]:
    """The names of the day; who has none may have been joined into another record."""
    names = {
        one.person: one.value
        for one in particulars
        if one.kind is ParticularKind.NAME and one.person in people
    }
    nameless = people - names.keys()
    return names | records.person_names(nameless, perspective) if nameless else names


def _unit_names(snapshot: Snapshot, perspective: Perspective) -> dict[UUID, str]:
    past = past_of(snapshot.unit_names, (), perspective.known_at)
    return {unit: past.name(unit, perspective.as_of) for unit in past.names}


def _named_unit(words: str, checked: _Checked) -> UUID:
    for identity, unit in checked.snapshot.units.items():
        if words in (unit.code, str(identity)):
            return identity
    raise records.UnitUnknown(words)


def _below(top: UUID, checked: _Checked) -> frozenset[UUID]:
    return records.below({top}, list(checked.parents.items()))


def _of_units(
    checked: _Checked, visible: Collection[UUID] | None, units: Collection[UUID] | None
) -> list[Verdict]:
    posts = checked.snapshot.posts
    return [
        verdict
        for verdict in checked.verdicts
        if (visible is None or verdict.person in visible)
        and (units is None or posts[verdict.post].unit in units)
    ]


def _kept(
    verdicts: list[Verdict], dimension: Dimension | None, answer: Answer | None
) -> list[Verdict]:
    """Keep the people who have the answer in the dimension (either may be left open)."""
    if dimension is None and answer is None:
        return verdicts
    found = {
        verdict.person
        for verdict in verdicts
        if (dimension is None or verdict.standard.dimension is dimension)
        and (answer is None or verdict.answer is answer)
    }
    return [verdict for verdict in verdicts if verdict.person in found]


def _worst(answers: Iterable[Answer]) -> Answer:
    return min(answers, key=_WORST.index)


def _unit_lines(
    verdicts: Iterable[Verdict], checked: _Checked, dimensions: tuple[Dimension, ...]
) -> tuple[UnitLine, ...]:
    of_unit: defaultdict[UUID, defaultdict[UUID, defaultdict[Dimension, list[Answer]]]] = (
        defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    )
    for verdict in verdicts:
        unit = checked.snapshot.posts[verdict.post].unit
        of_unit[unit][verdict.person][verdict.standard.dimension].append(verdict.answer)
    lines = [
        UnitLine(
            unit=unit,
            code=checked.snapshot.units[unit].code or str(unit),
            name=checked.units.get(unit, checked.snapshot.units[unit].code),
            people=len(people),
            all_met=sum(_all_met(found) for found in people.values()),
            cells=tuple(_cell(each, people) for each in dimensions),
        )
        for unit, people in of_unit.items()
    ]
    return tuple(sorted(lines, key=lambda line: line.name))


def _deadlines(verdicts: Iterable[Verdict]) -> tuple[tuple[date, int], ...]:
    due: defaultdict[date, set[UUID]] = defaultdict(set)
    for verdict in verdicts:
        if verdict.deadline is not None:
            due[verdict.deadline].add(verdict.person)
    return tuple((day, len(people)) for day, people in sorted(due.items()))


def _by_person(
    verdicts: Iterable[Verdict],
) -> Mapping[UUID, Mapping[Dimension, list[Answer]]]:
    found: defaultdict[UUID, defaultdict[Dimension, list[Answer]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for verdict in verdicts:
        found[verdict.person][verdict.standard.dimension].append(verdict.answer)
    return found


def _all_met(answers: Mapping[Dimension, list[Answer]]) -> bool:
    return all(answer is Answer.MET for found in answers.values() for answer in found)


def _cell(dimension: Dimension, people: Mapping[UUID, Mapping[Dimension, list[Answer]]]) -> Cell:
    worst = [_worst(found[dimension]) for found in people.values() if found.get(dimension)]
    return Cell(
        dimension,
        met=worst.count(Answer.MET),
        not_yet=worst.count(Answer.NOT_YET),
        not_met=worst.count(Answer.NOT_MET),
        missing=worst.count(Answer.MISSING),
    )


def _person_lines(
    verdicts: Iterable[Verdict], checked: _Checked, law: Law, dimensions: tuple[Dimension, ...]
) -> tuple[PersonLine, ...]:
    grouped: defaultdict[tuple[UUID, UUID], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        grouped[verdict.person, verdict.post].append(verdict)
    lines = [_person_line(found, checked, law, dimensions) for found in grouped.values()]
    shared = sharing_names({line.person: line.name for line in lines})
    lines = [
        replace(line, born=checked.born.get(line.person, "")) if line.person in shared else line
        for line in lines
    ]
    return tuple(
        sorted(lines, key=lambda each: (each.unit, name_sort_key(each.name), str(each.person)))
    )


def _person_line(
    found: list[Verdict], checked: _Checked, law: Law, dimensions: tuple[Dimension, ...]
) -> PersonLine:
    views = [
        verdict_view(
            each, law=law, snapshot=checked.snapshot, people=checked.people, units=checked.units
        )
        for each in found
    ]
    cells = []
    for dimension in dimensions:
        mine = tuple(view for view in views if view.dimension is dimension)
        answer = _worst(view.answer for view in mine) if mine else None
        cells.append(PersonCell(dimension, answer, mine))
    first = views[0]
    return PersonLine(
        person=first.person,
        name=first.name or UNNAMED,
        unit=first.unit,
        post_id=found[0].post,
        post=first.post,
        answer=_worst(view.answer for view in views),
        cells=tuple(cells),
    )
