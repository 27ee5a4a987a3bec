"""Counts the figures that rest on lists, from the written rows alone, by plain loops.

What a row states is looked up in the chronicle by its ids; a row that is taken away or changed
states no more, or otherwise. So an edit of a workbook can be foretold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from examples.builder.chronicle import Fact, earliest
from examples.builder.evidence import Row, Window
from examples.builder.truth import Person, TrainingClass

# Which post is higher: what "đề bạt" means here. Posts not named rank 0.
RANKS: Mapping[str, int] = {
    **dict.fromkeys(("H01",), 10), **dict.fromkeys(("H02", "H03", "H06"), 9),
    **dict.fromkeys(("H05", "H07"), 8),
    **dict.fromkeys(("H11", "H13", "H16", "H18", "H20", "H22", "H24", "H30", "H33", "H35", "H37",
                     "H39", "H41", "X01"), 7),
    **dict.fromkeys(("X02", "X03", "X05"), 6),
    **dict.fromkeys(("H12", "H14", "H17", "H19", "H21", "H23", "H25", "H31", "H34", "H36", "H38",
                     "H40", "H42", "X04", "X06"), 5),
    **dict.fromkeys(("X07", "H15", "H32"), 4),
    **dict.fromkeys(("X08", "X09", "X10", "X11"), 3),
    **dict.fromkeys(("Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7", "H61", "H62", "H64", "H66", "H69",
                     "H70", "H71"), 2),
}  # fmt: skip
PROMOTING = frozenset({"appointed", "elected", "reassigned"})


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: window, key posts, the scheme, the term of the committee, who sits below."""

    window: Window
    key_posts: frozenset[str]
    scheme: str
    term: str
    communes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a list: the fact as the row gives it.

    `mode` is of planning alone: enter, keep (planned at the latest since the list's day) or leave.
    """

    fact: Fact
    mode: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Learner:
    """One row of a class list, with its outcome."""

    person: str
    training_class: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Holder:
    """One row of a unit's roster: posts, level and mode."""

    person: str
    posts: tuple[str, ...]
    level: str
    mode: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the rows of all files say, sorted by what the figures need."""

    said: tuple[Said, ...]
    learners: tuple[Learner, ...]
    holders: tuple[Holder, ...]
    classes: Mapping[str, TrainingClass] = field(default_factory=dict)


Answer = dict[str, frozenset[str]]


def answer(evidence: Evidence, question: Question) -> Answer:
    """Give the rows behind each figure: ids of people, or of moves."""
    return {
        "advanced_theory_planned_people": _advanced(evidence, question, at_enrolment=True),
        "advanced_theory_planned_at_report": _advanced(evidence, question, at_enrolment=False),
        "key_officials_in_service_degree": _key_degrees(evidence, question),
        "moves_under_scheme": _moves(evidence, question),
        "moves_to_grassroots": _to_grassroots(evidence, question),
        "moved_then_elected_standing": _moved_then_elected(evidence, question),
        "trained_then_promoted": _promoted(evidence, question),
    }


def _of(evidence: Evidence, kind: str) -> list[Fact]:
    return [said.fact for said in evidence.said if said.fact.kind == kind]


# -- planned people in advanced classes ------------------------------------------------------


def _advanced(evidence: Evidence, question: Question, *, at_enrolment: bool) -> frozenset[str]:
    window = question.window
    pool: dict[str, list[Said]] = {}
    for said in evidence.said:
        if said.fact.kind == "pool":
            pool.setdefault(said.fact.person, []).append(said)
    found = set()
    for learner in evidence.learners:
        held = evidence.classes[learner.training_class]
        inside = held.span.overlaps(window.first, window.last)
        if held.course != "LLCT-CC" or not inside or learner.outcome == "dropped":
            continue
        day = held.span.first_day if at_enrolment else window.last
        if _planned(pool.get(learner.person, []), day):
            found.add(learner.person)
    return frozenset(found)


def _planned(mine: Sequence[Said], day: date) -> bool:
    """Whether an entry stands on the day: entered or kept by then, and nothing said it ended."""
    gone = {s.fact.id for s in mine if s.mode == "leave" and earliest(s.fact["ends"]) <= day}
    standing = {s.fact.id for s in mine if s.mode != "leave" and earliest(s.since) <= day}
    over = {s.fact.id for s in mine if _term_over(s.fact, day)}
    return bool(standing - gone - over)


def _term_over(fact: Fact, day: date) -> bool:
    """Whether the term that the entry is for has ended."""
    return int(str(fact["term"])[-4:]) < day.year


# -- key officials with a degree studied beside work -------------------------------------------


def _key_degrees(evidence: Evidence, question: Question) -> frozenset[str]:
    studied = {
        f.person for f in _of(evidence, "attainment")
        if (f["level"], f["mode"], f["state"]) == ("ĐH", "in_service", "completed")
        and earliest(f["ends"]) <= question.window.last
    }  # fmt: skip
    return frozenset(
        holder.person
        for holder in evidence.holders
        if question.key_posts & set(holder.posts)
        and ((holder.level, holder.mode) == ("ĐH", "in_service") or holder.person in studied)
    )


# -- moves ---------------------------------------------------------------------------------------


def _by_scheme(evidence: Evidence, question: Question) -> list[Fact]:
    return [
        f for f in _of(evidence, "move")
        if f["scheme"] == question.scheme and f["leader"] and f.begins <= question.window.last
    ]  # fmt: skip


def _moves(evidence: Evidence, question: Question) -> frozenset[str]:
    return frozenset(fact.id for fact in _by_scheme(evidence, question))


def _to_grassroots(evidence: Evidence, question: Question) -> frozenset[str]:
    moved = _by_scheme(evidence, question)
    return frozenset(fact.id for fact in moved if fact["to_unit"] in question.communes)


def _moved_then_elected(evidence: Evidence, question: Question) -> frozenset[str]:
    moved: dict[str, list[date]] = {}
    for fact in _by_scheme(evidence, question):
        moved.setdefault(fact.person, []).append(fact.begins)
    return frozenset(
        f.person
        for f in _of(evidence, "election")
        if (f["post"], f["term"]) == ("V11", question.term)
        and f["elected"]
        and f["election"] != "designation"
        and any(day < earliest(f["day"]) for day in moved.get(f.person, ()))
    )


# -- trained, then promoted --------------------------------------------------------------------


def _promoted(evidence: Evidence, question: Question) -> frozenset[str]:
    posts: dict[str, dict[str, Fact]] = {}
    for fact in _of(evidence, "tenure"):
        if fact["post"] and fact["post"][0] != "V":
            posts.setdefault(fact.person, {})[fact.id] = fact
    found = set()
    for learner in evidence.learners:
        held = evidence.classes[learner.training_class]
        last = held.span.last_day
        inside = held.span.overlaps(question.window.first, question.window.last)
        if learner.outcome == "dropped" or not inside or last > question.window.last:
            continue
        if _rose(posts.get(learner.person, {}).values(), last, question.window.last):
            found.add(learner.person)
    return frozenset(found)


def _rose(tenures: Iterable[Fact], after: date, until: date) -> bool:
    known = list(tenures)
    before = [RANKS.get(f["post"], 0) for f in known if f.holds_on(after)]
    if not before:
        return False
    later = [
        RANKS.get(f["post"], 0) for f in known
        if after < f.begins <= until and f["act"] in PROMOTING and f["manner"] != "acting"
    ]  # fmt: skip
    return bool(later) and max(later) > max(before)


def learners_of(rows: Sequence[Row], outcomes: Mapping[tuple[str, str], str]) -> list[Learner]:
    """The rows of class lists; `outcomes` by (person, class)."""
    return [
        Learner(row.person, row.record.subject, outcomes[row.person, row.record.subject])
        for row in rows
        if row.record.kind == "class"
    ]


def holders_of(rows: Sequence[Row], people: Mapping[str, Person]) -> list[Holder]:
    """The rows of the rosters of the last day, which say levels."""
    made = []
    for row in rows:
        levels = people[row.person].levels
        if row.professional and levels:
            mode = levels.professional.mode
            made.append(Holder(row.person, row.posts, row.professional, mode))
    return made
