"""Whether people meet the law of the day: person × post × dimension, each with its standard.

Every post of a person is tested by itself; `strictest_failures` says what weighs most. What the
text leaves to the office, and rules of entry younger than the entry, give no verdict.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from canbo.engine.facts import Post, Snapshot, Tenure, TrainingClass
from canbo.engine.law.cases import AREA_UNKNOWN, Case, Finding
from canbo.engine.law.findings import Question, find, with_grace
from canbo.engine.law.holders import (
    Areas,
    Dossier,
    Standing,
    dossiers,
    first_appointment,
    sessions,
    standing,
)
from canbo.engine.law.pausing import collector_paused
from canbo.engine.law.rules import Rule, rules_for, sort_place, standards_by_post
from canbo.engine.law.values import Answer, Area, Dimension, Law, Standard, Verdict
from canbo.engine.timeline import Perspective, fold, is_known

_WEIGHT = {Answer.NOT_MET: 3, Answer.NOT_YET: 2, Answer.MISSING: 1, Answer.MET: 0}

__all__ = ["Holder", "check", "check_all", "standards_by_post", "strictest_failures"]


class Holder(NamedTuple):
    """A person in a post: the dossier, the seat, and what is recorded around them.

    `posts` and `classes` name the seats and classes that the dossier's facts point to, the seats
    as they are on the day asked for; `areas` are those in which the post's unit may lie, both
    where nothing tells.
    """

    dossier: Dossier
    post: Post
    posts: Mapping[UUID, Post]
    classes: Mapping[UUID, TrainingClass]
    areas: frozenset[Area]


def check(
    *, holder: Holder, standards: Iterable[Standard], law: Law, perspective: Perspective
) -> tuple[Verdict, ...]:
    """Answer for one person in one post every standard in force on the day of the perspective.

    `law` lends the ranks of levels and what courses give; `standards` are those to be tested
    (those of other posts or days are passed over). Whether the post is held is not asked.
    """
    dossier, post = holder.dossier, holder.post
    classes = sessions(holder.classes.values())
    state = standing(dossier, classes=classes, levels=law.levels, perspective=perspective)
    binding = sorted(standards, key=sort_place)
    asked = _Asked.of(rules_for(binding, post.title, law, perspective.as_of), holder.areas)
    seats = {each.id.int: each for each in (*holder.posts.values(), post)}
    same = _of_title(dossier.tenures, post.title, seats, perspective)
    held = next((one for one in fold(same, perspective) if one.post == post.id), None)
    appointed = first_appointment(same, perspective.as_of)
    return tuple(_verdicts(Case(state, post, same, held, appointed, holder.areas, law), asked))


def check_all(
    snapshot: Snapshot,
    law: Law,
    perspective: Perspective,
    units: Collection[UUID] | None = None,
) -> tuple[Verdict, ...]:
    """Answer for everybody who holds a post on the day; `units` restricts to posts of these units.

    The snapshot is unfolded: first appointments need the whole history. The verdicts come in the
    order of the tenures, each post by dimension.
    """
    with collector_paused():
        return _check_all(snapshot, law, perspective, units)


def _check_all(
    snapshot: Snapshot, law: Law, perspective: Perspective, units: Collection[UUID] | None
) -> tuple[Verdict, ...]:
    as_of = perspective.as_of
    seats = {post.id.int: post for post in snapshot.posts_on(perspective).values()}
    by_title = standards_by_post(law, as_of)
    wanted = None if units is None else set(units)
    holders = [
        held
        for held in _held_posts(snapshot.tenures, seats, perspective)
        if held.post.title in by_title and (wanted is None or held.post.unit in wanted)
    ]
    people = dossiers(snapshot, (held.tenure.person for held in holders))
    areas, classes = Areas(snapshot, perspective), sessions(snapshot.classes.values())
    asked: dict[tuple[str, frozenset[Area]], _Asked] = {}
    states: dict[int, Standing] = {}
    verdicts: list[Verdict] = []
    for held in holders:
        person, title, lies = held.tenure.person, held.post.title, areas.of(held.post.unit)
        questions = asked.get((title, lies))
        if questions is None:
            questions = _Asked.of(rules_for(by_title[title], title, law, as_of), lies)
            asked[title, lies] = questions
        dossier = people[person.int]
        state = states.get(person.int)
        if state is None:
            state = standing(dossier, classes=classes, levels=law.levels, perspective=perspective)
        same: tuple[Tenure, ...] = (held.tenure,)
        if len(dossier.tenures) > 1:
            states[person.int] = state  # of one who may hold another post
            same = _of_title(dossier.tenures, title, seats, perspective)
        appointed = first_appointment(same, as_of)
        case = Case(state, held.post, same, held.tenure, appointed, lies, law)
        verdicts.extend(_verdicts(case, questions))
    return tuple(verdicts)


def strictest_failures(
    verdicts: Iterable[Verdict], law: Law
) -> dict[tuple[UUID, Dimension], Verdict]:
    """Find for each person and dimension the failure that weighs most over all posts.

    Not met weighs more than not yet, that more than missing; of equal ones the higher level
    asked decides, then the first. Who fails nowhere in a dimension has no entry there.
    """
    worst: dict[tuple[UUID, Dimension], Verdict] = {}
    for verdict in verdicts:
        if verdict.answer is Answer.MET:
            continue
        place = (verdict.person, verdict.standard.dimension)
        if place not in worst or _gravity(verdict, law) > _gravity(worst[place], law):
            worst[place] = verdict
    return worst


def _gravity(verdict: Verdict, law: Law) -> tuple[int, int]:
    level = law.levels.get(verdict.standard.requirement.level)
    return (_WEIGHT[verdict.answer], level.rank if level else 0)


class _Held(NamedTuple):
    """A post and the tenure by which somebody holds it on the day."""

    post: Post
    tenure: Tenure


def _held_posts(
    tenures: Iterable[Tenure], seats: Mapping[int, Post], perspective: Perspective
) -> list[_Held]:
    """Who holds which post on the day, each pair once; `seats` by the numbers of their ids."""
    pairs: dict[tuple[int, int], _Held] = {}
    for tenure in fold(tenures, perspective):
        post = seats.get(tenure.post.int)
        if post is not None:
            pairs.setdefault((tenure.person.int, tenure.post.int), _Held(post, tenure))
    return list(pairs.values())


def _of_title(
    tenures: Iterable[Tenure], title: str, seats: Mapping[int, Post], perspective: Perspective
) -> tuple[Tenure, ...]:
    """The known tenures of one title in any seat: "lần đầu" is about the title, not the seat."""
    known_at = perspective.known_at
    return tuple(
        [
            tenure
            for tenure in tenures
            if (seat := seats.get(tenure.post.int)) is not None
            and seat.title == title
            and is_known(tenure, known_at)
        ]
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """The rules that ask of the holders of one title in units of certain areas, in order.

    `plain` bind wherever the unit lies; `open_` are the questions whose answer hangs on an area
    that is not known. `places` tells the order of the verdicts by the standards' ids.
    """

    plain: tuple[Question, ...]
    open_: tuple[Mapping[Area, Question], ...]
    places: Mapping[str, int]

    @classmethod
    def of(cls, rules: Iterable[Rule], areas: frozenset[Area]) -> _Asked:
        """Sort rules, which come in their order, by whether their area is known."""
        fitting = [
            Question.of(rule)
            for rule in rules
            if rule.standard.area is Area.ALL or rule.standard.area in areas
        ]
        places = {each.rule.standard.id: place for place, each in enumerate(fitting)}
        if len(areas) == 1:
            return cls(tuple(fitting), (), places)
        by_area: dict[tuple[Dimension, bool], dict[Area, Question]] = {}
        for each in fitting:
            standard = each.rule.standard
            if standard.area is not Area.ALL:
                about = (standard.dimension, standard.requirement.entry_only)
                by_area.setdefault(about, {})[standard.area] = each
        plain = (each for each in fitting if each.rule.standard.area is Area.ALL)
        return cls(tuple(plain), tuple(by_area.values()), places)


def _verdicts(case: Case, asked: _Asked) -> list[Verdict]:
    verdicts = []
    entered = (case.appointed.first, case.appointed.last)
    for question in asked.plain:
        finding = find(question, case)
        if finding is not None:
            standard = question.rule.standard
            graced: tuple[Finding, date | None] = (finding, None)
            if finding.answer is _NOT_MET:
                graced = with_grace(finding, standard, case.state.as_of, case.appointed)
            verdicts.append(_verdict(case, standard, finding.answer, graced, entered))
    if asked.open_:
        of_areas = [_in_any_area(case, each, entered) for each in asked.open_]
        verdicts.extend([verdict for verdict in of_areas if verdict is not None])
        verdicts.sort(key=lambda verdict: asked.places[verdict.standard.id])
    return verdicts


def _in_any_area(
    case: Case, questions: Mapping[Area, Question], entered: tuple[date | None, date]
) -> Verdict | None:
    """One answer where all areas that the unit may lie in agree, else missing.

    Where one of the areas has no rule, only "met" under the other is an answer in both.
    """
    plain: dict[Area, Answer] = {}
    graced: dict[Area, tuple[Finding, date | None]] = {}
    for area, question in questions.items():
        finding = find(question, case)
        if finding is not None:
            standard = question.rule.standard
            plain[area] = finding.answer
            graced[area] = with_grace(finding, standard, case.state.as_of, case.appointed)
    if not plain:
        return None
    area = Area.DELTA if Area.DELTA in plain else Area.MOUNTAIN
    standard = questions[area].rule.standard
    answers = {each.answer for each, _ in graced.values()}
    if answers == {_MET} or (len(answers) == 1 and set(plain) == case.areas):
        return _verdict(case, standard, plain[area], graced[area], entered)
    told = tuple(
        (at, questions[at].rule.standard.id, graced[at][0].answer) for at in sorted(graced)
    )
    unknown = graced[area][0]._replace(answer=Answer.MISSING, reason=AREA_UNKNOWN)
    return _verdict(case, standard, plain[area], (unknown, None), entered, told)


_MET, _NOT_MET = Answer.MET, Answer.NOT_MET


def _verdict(
    case: Case,
    standard: Standard,
    plain: Answer,
    graced: tuple[Finding, date | None],
    entered: tuple[date | None, date],
    by_area: tuple[tuple[Area, str, Answer], ...] = (),
) -> Verdict:
    """Put a verdict together; `plain` is the answer before `graced`, that of the time of grace."""
    state = case.state
    finding, deadline = graced
    answer, required, held, facts, considered, reason, day = finding
    values = (
        state.person,
        case.post.id,
        standard,
        answer,
        required,
        held,
        facts,
        reason,
        deadline,
        day or state.as_of,
        entered,
        case.areas,
        considered,
        plain,
        by_area,
    )
    return tuple.__new__(Verdict, values)  # in half the time of calling it
