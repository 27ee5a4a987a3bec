"""Whether people meet the law of the day: person × post × dimension, each with its standard.

Every post of a person is tested by itself; `strictest_failures` says what weighs most. What the
text leaves to the office, and rules of entry younger than the entry, give no verdict.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple
from uuid import UUID

from canbo.engine.facts import Post, Snapshot, Tenure, TrainingClass
from canbo.engine.law.cases import AREA_UNKNOWN, Case, Finding
from canbo.engine.law.findings import find, with_grace
from canbo.engine.law.holders import (
    Areas,
    Dossier,
    Dossiers,
    Standing,
    first_appointment,
    standing,
)
from canbo.engine.law.pausing import collector_paused
from canbo.engine.law.rules import Rule, rules_for, sort_place, standards_by_post
from canbo.engine.law.trace import Trace
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
    state = standing(
        holder.dossier, classes=holder.classes, levels=law.levels, perspective=perspective
    )
    binding = sorted(standards, key=sort_place)
    rules = rules_for(binding, holder.post.title, law, perspective.as_of)
    case = _case(holder, state, law, perspective)
    return tuple(_verdicts(case, _Asked.of(rules, holder.areas)))


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
    posts = snapshot.posts_on(perspective)
    held = _held_posts(snapshot.tenures, posts, perspective, units)
    by_title = standards_by_post(law, perspective.as_of)
    people = Dossiers.of(snapshot, {person for person, post in held if post.title in by_title})
    areas = Areas(snapshot, perspective)
    asked: dict[tuple[str, frozenset[Area]], _Asked] = {}
    states: dict[UUID, Standing] = {}
    verdicts: list[Verdict] = []
    for person, post in held:
        title = post.title
        if title not in by_title:
            continue
        lies = areas.of(post.unit)
        if (title, lies) not in asked:
            rules = rules_for(by_title[title], title, law, perspective.as_of)
            asked[title, lies] = _Asked.of(rules, lies)
        dossier = people.of_person(person)
        state = states.get(person)
        if state is None:
            state = states[person] = standing(
                dossier, classes=snapshot.classes, levels=law.levels, perspective=perspective
            )
        holder = Holder(dossier, post, posts, snapshot.classes, lies)
        verdicts.extend(_verdicts(_case(holder, state, law, perspective), asked[title, lies]))
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


def _held_posts(
    tenures: Iterable[Tenure],
    posts: Mapping[UUID, Post],
    perspective: Perspective,
    units: Collection[UUID] | None,
) -> list[tuple[UUID, Post]]:
    """Who holds which post on the day, each pair once."""
    wanted = None if units is None else set(units)
    pairs: dict[tuple[UUID, UUID], Post] = {}
    for tenure in fold(tenures, perspective):
        post = posts.get(tenure.post)
        if post is not None and (wanted is None or post.unit in wanted):
            pairs.setdefault((tenure.person, tenure.post), post)
    return [(person, post) for (person, _), post in pairs.items()]


def _case(holder: Holder, state: Standing, law: Law, perspective: Perspective) -> Case:
    """Gather what the answers rest on; "lần đầu" is about the title, not the seat."""
    post, posts = holder.post, holder.posts
    title = post.title
    same: list[Tenure] = []
    held = None
    for tenure in holder.dossier.tenures:
        seat = posts.get(tenure.post)
        mine = tenure.post == post.id
        if (mine or (seat is not None and seat.title == title)) and is_known(
            tenure, perspective.known_at
        ):
            same.append(tenure)
            if mine and held is None and perspective.as_of in tenure.validity.certain:
                held = tenure
    appointed = first_appointment(same, perspective.as_of)
    return Case(state, post, tuple(same), held, appointed, holder.areas, law)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The rules that ask of the holders of one title in units of certain areas, in order.

    `plain` bind wherever the unit lies; `open_` are the questions whose answer hangs on an area
    that is not known.
    """

    plain: tuple[Rule, ...]
    open_: tuple[Mapping[Area, Rule], ...] = ()

    @classmethod
    def of(cls, rules: Iterable[Rule], areas: frozenset[Area]) -> _Asked:
        """Sort rules by whether their area is known."""
        fitting = [
            rule for rule in rules if rule.standard.area is Area.ALL or rule.standard.area in areas
        ]
        if len(areas) == 1:
            return cls(tuple(fitting))
        by_area: dict[tuple[Dimension, bool], dict[Area, Rule]] = {}
        for rule in fitting:
            if rule.standard.area is not Area.ALL:
                question = (rule.standard.dimension, rule.standard.requirement.entry_only)
                by_area.setdefault(question, {})[rule.standard.area] = rule
        plain = (rule for rule in fitting if rule.standard.area is Area.ALL)
        return cls(tuple(plain), tuple(by_area.values()))


def _verdicts(case: Case, asked: _Asked) -> list[Verdict]:
    verdicts = [
        _verdict(case, rule.standard, finding)
        for rule in asked.plain
        if (finding := find(rule, case)) is not None
    ]
    if asked.open_:
        of_areas = (_in_any_area(case, each) for each in asked.open_)
        verdicts.extend(verdict for verdict in of_areas if verdict is not None)
        verdicts.sort(key=lambda verdict: sort_place(verdict.standard))
    return verdicts


def _in_any_area(case: Case, rules: Mapping[Area, Rule]) -> Verdict | None:
    """One answer where all areas that the unit may lie in agree, else missing.

    Where one of the areas has no rule, only "met" under the other is an answer in both.
    """
    findings = {area: finding for area, rule in rules.items() if (finding := find(rule, case))}
    if not findings:
        return None
    area = Area.DELTA if Area.DELTA in findings else Area.MOUNTAIN
    found = _verdict(case, rules[area].standard, findings[area])
    graced = {
        where: _graced(case, rules[where].standard, finding) for where, finding in findings.items()
    }
    answers = {each.answer for each in graced.values()}
    if answers == {Answer.MET} or (len(answers) == 1 and set(findings) == case.areas):
        return found
    told = tuple((at, rules[at].standard.id, graced[at].answer) for at in sorted(graced))
    return replace(
        found,
        answer=Answer.MISSING,
        reason=AREA_UNKNOWN,
        deadline=None,
        trace=found.trace._replace(by_area=told),
    )


def _graced(case: Case, standard: Standard, finding: Finding) -> Finding:
    return with_grace(finding, standard, case.state.as_of, case.appointed)[0]


def _verdict(case: Case, standard: Standard, plain: Finding) -> Verdict:
    as_of, appointed = case.state.as_of, case.appointed
    finding, deadline = plain, None
    if plain.answer is Answer.NOT_MET:
        finding, deadline = with_grace(plain, standard, as_of, appointed)
    return Verdict(
        case.state.person,
        case.post.id,
        standard,
        finding.answer,
        finding.required,
        finding.held,
        finding.facts,
        finding.reason,
        Trace(
            finding.day or as_of,
            (appointed.first, appointed.last),
            case.areas,
            finding.considered,
            plain.answer,
        ),
        deadline,
    )
