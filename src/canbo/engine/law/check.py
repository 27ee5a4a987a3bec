"""Whether people meet the law of the day: person × post × dimension, each with its standard.

Every post of a person is tested by itself; `strictest_failures` says what weighs most. What the
text leaves to the office, and rules of entry younger than the entry, give no verdict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from canbo.engine.facts import Post, Snapshot, Tenure, TrainingClass
from canbo.engine.law.findings import AREA_UNKNOWN, Finding, find
from canbo.engine.law.holders import (
    Areas,
    Days,
    Dossier,
    Dossiers,
    Standing,
    first_appointment,
    standing,
)
from canbo.engine.law.values import Answer, Area, Dimension, Law, Standard, Verdict
from canbo.engine.timeline import Perspective, fold, known

_ORDER = {dimension: place for place, dimension in enumerate(Dimension)}
_WEIGHT = {Answer.NOT_MET: 3, Answer.NOT_YET: 2, Answer.MISSING: 1, Answer.MET: 0}


@dataclass(frozen=True, slots=True)
class Holder:
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
    binding = [
        standard
        for standard in standards
        if holder.post.title in standard.posts and perspective.as_of in standard.in_force
    ]
    same_title = _of_title(holder, perspective)
    appointed = first_appointment(same_title, perspective.as_of)
    return tuple(_verdicts(_Case(state, holder.post, appointed, holder.areas, law), binding))


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
    posts = snapshot.posts_on(perspective)
    held = _held_posts(snapshot.tenures, posts, perspective, units)
    by_title = standards_by_post(law, perspective.as_of)
    people = Dossiers.of(snapshot, {person for person, post in held if post.title in by_title})
    areas = Areas(snapshot, perspective)
    states: dict[UUID, Standing] = {}
    verdicts: list[Verdict] = []
    for person, post in held:
        binding = by_title.get(post.title)
        if not binding:
            continue
        dossier = people.of_person(person)
        if person not in states:
            states[person] = standing(
                dossier, classes=snapshot.classes, levels=law.levels, perspective=perspective
            )
        holder = Holder(dossier, post, posts, snapshot.classes, areas.of(post.unit))
        appointed = first_appointment(_of_title(holder, perspective), perspective.as_of)
        case = _Case(states[person], post, appointed, holder.areas, law)
        verdicts.extend(_verdicts(case, binding))
    return tuple(verdicts)


def standards_by_post(law: Law, day: date) -> dict[str, tuple[Standard, ...]]:
    """The standards in force on a day by post code, in the order of the dimensions."""
    found: defaultdict[str, list[Standard]] = defaultdict(list)
    for standard in law.standards:
        if day in standard.in_force:
            for code in standard.posts:
                found[code].append(standard)
    return {code: tuple(sorted(each, key=_place)) for code, each in found.items()}


def _place(standard: Standard) -> tuple[int, bool, str]:
    return (_ORDER[standard.dimension], standard.requirement.entry_only, standard.id)


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


def _of_title(holder: Holder, perspective: Perspective) -> list[Tenure]:
    """All known tenures of the same title: "lần đầu" is about the post, not the seat."""
    seats = {holder.post.id}
    for tenure in holder.dossier.tenures:
        seat = holder.posts.get(tenure.post)
        if seat is not None and seat.title == holder.post.title:
            seats.add(seat.id)
    tenures = known(holder.dossier.tenures, perspective.known_at)
    return [tenure for tenure in tenures if tenure.post in seats]


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything about one holder that the answer to a standard rests on."""

    state: Standing
    post: Post
    appointed: Days
    areas: frozenset[Area]
    law: Law

    def find(self, standard: Standard) -> Finding | None:
        return find(standard, self.state, self.appointed, self.law)

    def verdict(self, standard: Standard, finding: Finding) -> Verdict:
        return Verdict(
            person=self.state.person,
            post=self.post.id,
            standard=standard,
            answer=finding.answer,
            required=finding.required,
            held=finding.held,
            facts=finding.facts,
            reason=finding.reason,
        )


def _verdicts(case: _Case, standards: Iterable[Standard]) -> list[Verdict]:
    verdicts: list[Verdict | None] = []
    by_area: dict[tuple[Dimension, bool], dict[Area, Standard]] = {}
    for standard in standards:
        if standard.area is Area.ALL:
            finding = case.find(standard)
            verdicts.append(case.verdict(standard, finding) if finding else None)
        elif standard.area in case.areas:
            question = (standard.dimension, standard.requirement.entry_only)
            by_area.setdefault(question, {})[standard.area] = standard
    verdicts.extend(_in_any_area(case, rules) for rules in by_area.values())
    given = [verdict for verdict in verdicts if verdict is not None]
    return sorted(given, key=lambda verdict: _place(verdict.standard))


def _in_any_area(case: _Case, rules: Mapping[Area, Standard]) -> Verdict | None:
    """One answer where all areas that the unit may lie in agree, else missing.

    Where one of the areas has no rule, only "met" under the other is an answer in both.
    """
    findings = {area: finding for area, rule in rules.items() if (finding := case.find(rule))}
    if not findings:
        return None
    area = Area.DELTA if Area.DELTA in findings else Area.MOUNTAIN
    finding = findings[area]
    answers = {each.answer for each in findings.values()}
    if len(case.areas) == 1 or answers == {Answer.MET}:
        return case.verdict(rules[area], finding)
    if len(answers) == 1 and set(findings) == case.areas:
        return case.verdict(rules[area], finding)
    unknown = Finding(Answer.MISSING, finding.required, finding.held, finding.facts, AREA_UNKNOWN)
    return case.verdict(rules[area], unknown)
