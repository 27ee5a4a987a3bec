"""The verdicts on one post of one official, each with every fact that was considered, in words.

What is told is what the records told the reader: a fact whose source is not for the reader comes
here without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from uuid import UUID

from canbo.engine.facts import Fact, Snapshot, Tenure
from canbo.engine.law import Considered, Equivalence, Law, Trace, Verdict, check_all
from canbo.engine.timeline import Perspective, fold
from canbo.engine.vietnamese import write_date
from canbo.law import load
from canbo.records import access as records
from canbo.reporting.fact_words import FactWriter, source_words, when
from canbo.reporting.verdicts import verdict_view
from canbo.reporting.views import VerdictView
from canbo.reporting.words import BEARINGS

_AREA_WORDS = {"all": "mọi nơi", "delta": "đồng bằng, đô thị", "mountain": "miền núi"}


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One fact that was considered: what it is, what it says to the rule, and what shows it.

    `day` is the day that was compared, "" where nobody wrote one; `by` what makes it count as
    something that it is not; `source` is "" where it is not for the reader.
    """

    fact: UUID
    what: str
    when: str
    source: str
    says: str
    day: str
    by: str


@dataclass(frozen=True, slots=True)
class AskedPost:
    """The post that the standards were asked of, and by what it is held on the day.

    `held` tells one line for each tenure of it on that day: when, and what shows it.
    """

    code: str
    name: str
    unit: str
    held: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ToldVerdict:
    """A verdict with everything it rests on, in words."""

    view: VerdictView
    rule: str
    day: date
    appointed: str
    areas: str
    lines: tuple[TraceLine, ...]


@dataclass(frozen=True, slots=True)
class ToldPost:
    """One post of an official with all its verdicts; without any the law asks nothing of it."""

    post: AskedPost
    verdicts: tuple[ToldVerdict, ...]


def told_post(
    official: records.OfficialView, perspective: Perspective, post: UUID
) -> ToldPost | None:
    """Tell the verdicts on one post of an official as the records told of; None: there is none."""
    law, posts = load(), official.known.posts_on(perspective)
    units = {each.unit: official.past.name(each.unit, perspective.as_of) for each in posts.values()}
    snapshot = replace(official.known, posts=posts)
    people = {official.id: official.name}
    teller = _Teller(law, FactWriter(snapshot, law, people, units), _by_id(official.known))
    found = [one for one in check_all(official.known, law, perspective) if one.post == post]
    if not found:
        return None
    views = [
        verdict_view(one, law=law, snapshot=snapshot, people=people, units=units) for one in found
    ]
    held = [one for one in fold(official.known.tenures, perspective) if one.post == post]
    return ToldPost(
        AskedPost(posts[post].title, views[0].post, views[0].unit, _held(held)),
        tuple(teller.told(*each) for each in zip(found, views, strict=True)),
    )


def _by_id(known: Snapshot) -> dict[UUID, Fact]:
    kinds = (known.particulars, known.tenures, known.attainments, known.attendances)
    return {fact.id: fact for fact in chain.from_iterable(kinds)}


def _held(tenures: Iterable[Tenure]) -> tuple[tuple[str, str], ...]:
    return tuple((when(one.validity), source_words(one)) for one in tenures)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Puts verdicts about one official into words."""

    law: Law
    writer: FactWriter
    facts: Mapping[UUID, Fact]

    def told(self, verdict: Verdict, view: VerdictView) -> ToldVerdict:
        """Put one verdict and its trace into words."""
        trace = verdict.trace
        return ToldVerdict(
            view=view,
            rule=verdict.standard.id,
            day=trace.day,
            appointed=_appointed(trace),
            areas=" hoặc ".join(sorted(_AREA_WORDS[area.value] for area in trace.areas)),
            lines=tuple(self._line(each) for each in trace.considered),
        )

    def _line(self, seen: Considered) -> TraceLine:
        told = self.writer.line(self.facts[seen.fact])
        return TraceLine(
            fact=seen.fact,
            what=told.words,
            when=told.when,
            source=told.source,
            says=BEARINGS[seen.bearing],
            day=write_date(seen.day) if seen.day else "",
            by=self._by(seen),
        )

    def _by(self, seen: Considered) -> str:
        equal: Equivalence | None = next(
            (each for each in self.law.equivalences if each.id == seen.by), None
        )
        if equal is None:
            return ""
        return f"{self.law.texts[equal.citation.text].number}, {equal.citation.article}"


def _appointed(trace: Trace) -> str:
    first, last = trace.appointed
    if first == last:
        return f"ngày {write_date(last)}"
    if first is None:
        return f"không rõ, chậm nhất ngày {write_date(last)}"
    return f"từ ngày {write_date(first)} đến ngày {write_date(last)}, không rõ ngày nào"
