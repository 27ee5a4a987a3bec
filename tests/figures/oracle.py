"""The figures once more, in plain Python over the snapshot: the oracle of the expressions.

Written from the words of the definitions, not from the expressions: plain rows of each kind, one
plain sentence for each figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from canbo.engine.facts import Sex, Snapshot, Tenure, highest_attainments
from canbo.engine.figures import Frame, Parameters
from canbo.engine.law import Answer, Law, check_all, working_months_left
from canbo.engine.law.retirement import WorkingTime
from canbo.engine.timeline import PartialDate, Perspective, fold, known

Met = bool | None


@dataclass(frozen=True)
class Expected:
    """What a figure must come to: the fact of every row with its person, answer and group."""

    rows: dict[UUID, tuple[UUID | None, Met]]
    base: int = 0


@dataclass
class Line:
    """A row that may count: who, where, when, and what else is said of it."""

    key: UUID
    person: UUID | None
    unit: UUID | None = None
    first: date | None = None
    last: date | None = None
    at: dict[str, Any] = field(default_factory=dict)
    fact: Any = None

    def __getattr__(self, name: str) -> Any:
        return self.at[name]


def units_under(top: UUID, folded: Snapshot) -> set[UUID]:
    found = {top}
    while True:
        more = {one.unit for one in folded.unit_placements if one.parent in found} - found
        if not more:
            return found
        found |= more


def full_years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


class Oracle:
    def __init__(self, home: Snapshot, law: Law, frame: Frame, given: Parameters) -> None:
        self.home, self.law, self.frame, self.given = home, law, frame, given
        self.day = frame.as_of
        self.first, self.last = frame.window.first, frame.window.last
        self.seen = Perspective(frame.as_of, frame.known_at)
        self.state = home.folded(self.seen)
        self.scope = None if frame.unit is None else units_under(frame.unit, self.state)
        self.keys = law.key_posts(self.day)
        ranks = {code: level.rank for code, level in law.levels.items()}
        scales = {code: level.scale for code, level in law.levels.items()}
        true = [one for one in self.state.attainments if scales.get(one.level) is one.scale]
        self.attained = [one for one in true if one.state in {"completed", "equivalent"}]
        self.best = highest_attainments(true, ranks)
        self.particulars: dict[tuple[UUID, str], list[str]] = {}
        for one in known(home.particulars, frame.known_at):
            self.particulars.setdefault((one.person, one.kind), []).append(one.value)

    # -- people --------------------------------------------------------------------------------

    def only(self, person: UUID | None, kind: str) -> str | None:
        said = set(self.particulars.get((person, kind), ()))
        return said.pop() if len(said) == 1 else None

    def is_woman(self, line: Line) -> Met:
        sex = self.only(line.person, "sex")
        return None if sex is None else sex == "f"

    def is_minority(self, line: Line) -> Met:
        group = self.only(line.person, "ethnic_group")
        return None if group is None else group != "Kinh"

    def in_party(self, line: Line) -> Met:
        if not any(person == line.person for person, _ in self.particulars):
            return None
        dates = self.particulars.get((line.person, "party_date"), ())
        return any(PartialDate.parse(one).earliest <= self.day for one in dates)

    def born(self, person: UUID | None) -> tuple[date, date] | None:
        dates = [PartialDate.parse(one) for one in self.particulars.get((person, "birth"), ())]
        if not dates:
            return None
        first, last = max(one.earliest for one in dates), min(one.latest for one in dates)
        if first > last:
            return min(one.earliest for one in dates), max(one.latest for one in dates)
        return first, last

    def aged_at_most(self, years: int, line: Line, day: date | None) -> Met:
        born = self.born(line.person)
        if born is None or day is None:
            return None
        answers = {full_years(one, day) <= years for one in born}
        return answers.pop() if len(answers) == 1 else None

    def at_least(self, line: Line, scale: str, level: str) -> Met:
        held = next((a for (p, s), a in self.best.items() if (p, s) == (line.person, scale)), None)
        return None if held is None else self._rank(held.level) >= self._rank(level)

    def _rank(self, code: str) -> int:
        return self.law.levels[code].rank

    def retires_within(self, months: int, line: Line) -> bool:
        born, sex = self.born(line.person), self.only(line.person, "sex")
        if born is None or sex is None:
            return False
        time = working_months_left(
            birth=PartialDate.of(born[0]), sex=Sex(sex), on=self.day, law=self.law
        )
        if not isinstance(time, WorkingTime):
            return False
        start = time.pension_from
        ahead = (start.year - self.day.year) * 12 + start.month - self.day.month
        return 0 < ahead <= months

    # -- rows of each kind -----------------------------------------------------------------------

    def seat(self, post: UUID | None) -> dict[str, Any]:
        if post is None:
            return {"title": None, "level": None, "post_class": None, "unit": None, "leader": None}
        one = self.state.posts[post]
        title = self.law.posts.get(one.title)
        return {
            "title": one.title, "level": one.level.value, "post_class": one.post_class.value,
            "unit": one.unit, "post": post,
            "leader": None if title is None else title.is_head or title.is_deputy,
            "key_post": title is not None and one.title in self.keys,
            "place": self.given.place.get(one.title) if title else None,
        }  # fmt: skip

    def line(self, fact: Any, **more: Any) -> Line:
        begins = fact.validity.begins
        at = self.seat(getattr(fact, "post", None)) | more
        return Line(
            fact.key, getattr(fact, "person", None), at.pop("unit"),
            begins and begins.earliest, begins and begins.latest, at, fact,
        )  # fmt: skip

    def known(self, name: str) -> list[Any]:
        return known(getattr(self.home, name), self.frame.known_at)

    def held(self) -> list[Line]:
        return [self.line(one) for one in fold(self.home.tenures, self.seen)]

    def tenured(self) -> list[Line]:
        return [self.line(one) for one in self.known("tenures")]

    def standing(self, lines: Iterable[Line], day: date) -> list[Line]:
        return [line for line in lines if day in line.fact.validity.certain]

    def pooled(self) -> list[Line]:
        found = []
        for one in self.known("pool_entries"):
            over, ordinal = self.term(one.term) if one.term else (None, None)
            found.append(self.line(one, over=over and over.latest, ordinal=ordinal))
        return found

    def term(self, term: UUID) -> tuple[PartialDate | None, str]:
        """The end and the number of a term: those told of it since go before its own."""
        for one in self.known("term_profiles"):
            if one.term == term:
                return one.validity.ends, one.ordinal
        return self.home.terms[term].ends, self.home.terms[term].ordinal

    def planned(self, day: date) -> list[Line]:
        entries = self.standing(self.pooled(), day)
        return [line for line in entries if line.over is None or day <= line.over]

    def attended(self) -> list[Line]:
        found = []
        for one in self.known("attendances"):
            sat = self.home.classes[one.training_class]
            course = self.law.courses.get(sat.course)
            found.append(Line(one.key, one.person, None, sat.first_day, sat.last_day, {
                "kind": sat.kind, "gives": course.gives if course else None,
                "field": course.field if course else None, "outcome": one.outcome,
                "sat": one.training_class,
            }, one))  # fmt: skip
        return found

    def moved(self) -> list[Line]:
        levels = {one.unit: one.level.value for one in self.state.unit_placements}
        found = []
        for one in self.known("moves"):
            goal, origin = self.seat(one.to_post), self.seat(one.from_post)
            unit = one.to_unit or goal["unit"]
            line = self.line(one)
            seen = one.validity.known_by
            line.unit, line.first, line.last = unit, line.first or seen, line.last or seen
            line.at |= {
                "level": goal["level"] or levels.get(unit), "scheme": one.scheme,
                "leader": origin["leader"] if origin["leader"] is not None else goal["leader"],
            }  # fmt: skip
            found.append(line)
        return found

    def elected(self) -> list[Line]:
        found = []
        for one in self.known("election_results"):
            election = self.home.elections[one.election]
            line = self.line(one, elected=one.elected, election_kind=election.kind)
            if election.day:
                line.first, line.last = election.day.earliest, election.day.latest
            found.append(line)
        return found

    def rated(self, name: str = "ratings") -> list[Line]:
        found = []
        for one in self.known(name):
            ends = one.validity.ends or one.validity.begins
            line = self.line(one, level=one.level, series=one.series)
            line.unit, line.last = getattr(one, "unit", None), ends and ends.latest
            found.append(line)
        return found

    # -- what is asked ---------------------------------------------------------------------------

    def touches(self, line: Line) -> bool:
        if line.first is None or line.last is None:
            return False
        return line.first <= self.last and line.last >= self.first

    def inside(self, lines: list[Line], own: bool) -> list[Line]:
        """The rows of the units asked for: by their own unit, else by where their people sit."""
        if self.scope is None:
            return lines
        if own:
            return [line for line in lines if line.unit in self.scope]
        people = {line.person for line in self.held() if line.unit in self.scope}
        return [line for line in lines if line.person in people]

    def count(
        self,
        lines: list[Line],
        *,
        own: bool,
        once: Callable[[Line], Any] = lambda line: line.person,
        met: Callable[[Line], Met] | None = None,
    ) -> Expected:
        def order(line: Line) -> tuple:
            place = line.at.get("place")
            weighs = -(-1 if place is None else place)
            early = line.first if "sat" in line.at else date.min
            return line.at.get("weight", 0), weighs, early, line.key

        first: dict[Any, Line] = {}
        for line in sorted(self.inside(lines, own), key=order):
            first.setdefault(once(line), line)
        return Expected(
            {line.key: (line.person, met(line) if met else None) for line in first.values()}
        )

    def complied(self, dimension: str) -> list[Line]:
        weight = {Answer.NOT_MET: 0, Answer.NOT_YET: 1, Answer.MISSING: 2, Answer.MET: 3}
        told = replace(self.home, posts=self.home.posts_on(self.seen))
        answers: dict[tuple[UUID, UUID], list[Answer]] = {}
        for one in check_all(told, self.law, self.seen):
            if dimension in ("all", one.standard.dimension):
                answers.setdefault((one.person, one.post), []).append(one.answer)
        found = []
        for (person, post), said in answers.items():
            mine = [one for one in self.held() if (one.person, one.fact.post) == (person, post)]
            line = min(mine, key=lambda one: one.key)
            worst = min(said, key=lambda answer: weight[answer])
            line.at = {"weight": weight[worst], "answer": worst}
            found.append(line)
        return found

    def promoted(self, line: Line, months: int | None = None) -> bool:
        posts = [one for one in self.tenured() if one.person == line.person]
        posts = [one for one in posts if one.place is not None]
        before = [one.place for one in self.standing(posts, line.last)]
        if not before:
            return False
        return any(
            one.place > max(before) and one.fact.manner != "acting"
            and one.fact.act in (None, "appointed", "elected", "reassigned")
            and one.first is not None and line.last < one.first <= self.day
            and (months is None or _within(line.last, one.first, months))
            for one in posts
        )  # fmt: skip

    def stock(self, day: date) -> list[Line]:
        staff = [one for one in self.tenured() if one.post_class in STAFF]
        return self.inside(self.standing(staff, day), own=True)

    @property
    def day_before(self) -> date:
        return self.first - timedelta(days=1)


STAFF = {"official", "civil_servant", "public_employee"}


def _within(first: date, last: date, months: int) -> bool:
    between = (last.year - first.year) * 12 + last.month - first.month
    return between < months or (between == months and last.day <= first.day)


def is_ending(tenure: Tenure, first: date, last: date) -> bool:
    ends = tenure.validity.ends
    return ends is not None and ends.earliest <= last and ends.latest >= first
