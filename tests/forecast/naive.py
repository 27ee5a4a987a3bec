"""The forecast once more, in plain Python over the snapshot: from the words, day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from canbo.engine.facts import AttendanceOutcome, ParticularKind, PostClass, Snapshot, Tenure
from canbo.engine.forecast import Forecast, Span
from canbo.engine.law import Answer, Law, check_all
from canbo.engine.timeline import PartialDate, Perspective, Validity, is_known

Days = set[date]
THEORY = "LLCT-TC"  # the one course of the small law that mends a standard of its posts


def days_of(written: PartialDate) -> Days:
    first = written.earliest
    return {first + timedelta(n) for n in range((written.latest - first).days + 1)}


class Naive:
    """Looks at a home from a day, by what was known at an instant, at the posts of some units."""

    def __init__(
        self, home: Snapshot, law: Law, seen: Perspective, units: set[UUID] | None
    ) -> None:
        self.home, self.law, self.seen, self.units = home, law, seen, units
        self.posts = home.posts_on(seen)
        self._pensions: dict[UUID, Days | None] = {}
        self.key = {code for code in law.posts if self.is_key(code)}

    def stands(self, fact) -> bool:
        holds = self.seen.as_of in fact.validity.certain
        return is_known(fact, self.seen.known_at) and holds

    def known(self, facts):
        return [one for one in facts if is_known(one, self.seen.known_at)]

    def inside(self, post: UUID) -> bool:
        return self.units is None or self.posts[post].unit in self.units

    def held(self) -> dict[tuple[UUID, UUID], Tenure]:
        found: dict[tuple[UUID, UUID], Tenure] = {}
        for one in self.home.tenures:
            if self.stands(one) and self.inside(one.post):
                found.setdefault((one.person, one.post), one)
        return found

    def staff(self) -> set[UUID]:
        part_time = PostClass.PART_TIME
        return {
            person for person, post in self.held() if self.posts[post].post_class is not part_time
        }

    # -- retirements -----------------------------------------------------------------------------

    def births(self, person: UUID) -> Days:
        said = [
            days_of(PartialDate.parse(one.value)) for one in self.known(self.home.particulars)
            if one.person == person and one.kind is ParticularKind.BIRTH
        ]  # fmt: skip
        if not said:
            return set()
        agreed = set.intersection(*said)
        if agreed:
            return agreed
        every = set.union(*said)
        first, last = min(every), max(every)
        return {first + timedelta(n) for n in range((last - first).days + 1)}

    def sexes(self, person: UUID) -> set[str]:
        said = {
            one.value for one in self.known(self.home.particulars)
            if one.person == person and one.kind is ParticularKind.SEX
        }  # fmt: skip
        return said if len(said) == 1 else {"f", "m"}

    def pensions(self, person: UUID) -> Days | None:
        """The days on which the pension may begin; None where nobody can tell."""
        if person not in self._pensions:
            self._pensions[person] = self._pension_days(person)
        return self._pensions[person]

    def _pension_days(self, person: UUID) -> Days | None:
        decided = self.decided(person)
        if decided:
            return decided
        found: Days = set()
        births = self.births(person)
        for sex in self.sexes(person):
            for born in {day.replace(day=1) for day in births}:
                fit = [one for one in self.law.retirement if one.sex == sex and born in one.born]
                if not fit:
                    return None
                year, month = divmod(born.year * 12 + born.month - 1 + fit[0].age + 1, 12)
                found.add(date(year, month + 1, 1))
        return found or None

    def decided(self, person: UUID) -> Days:
        """The latest leaving that is recorded and younger than what is known of the posts."""
        seen = [date.min]
        for (holder, _), one in self.held().items():
            if holder == person:
                begins = one.validity.begins
                seen += [begins.latest] if begins else []
                seen += [one.validity.known_by] if one.validity.known_by else []
        younger = [
            one.validity.begins for one in self.known(self.home.retirements)
            if one.person == person and one.validity.begins
            and one.validity.begins.latest > max(seen)
        ]  # fmt: skip
        last = max(younger, key=lambda one: (one.earliest, one.latest), default=None)
        return days_of(last) if last else set()

    def is_key(self, code: str) -> bool:
        """Whether a title is one of key officials: by a set of its level, else by its own mark."""
        title = self.law.posts[code]
        sets = [
            one for one in self.law.post_sets
            if one.name == "key_officials" and self.seen.as_of in one.in_force
        ]  # fmt: skip
        if any(one.level is title.level for one in sets):
            return any(code in one.posts for one in sets)
        return title.is_key or any(code in one.posts for one in sets)

    # -- terms -----------------------------------------------------------------------------------

    def ending(self, person: UUID, post: UUID, tenure: Tenure) -> Days | None:
        """The days on which somebody's time in a post may end: of what is written, the first."""
        written = [tenure.validity.ends]
        moves = [
            (one.validity.begins.earliest, number, one)
            for number, one in enumerate(self.known(self.home.moves))
            if (one.person, one.to_post) == (person, post) and one.planned_end
            and one.validity.begins and one.validity.begins.earliest <= self.seen.as_of
        ]  # fmt: skip
        written += [max(moves)[2].planned_end] if moves else []
        term = tenure.term or self.elected(person, post)
        written += [self.end_of(term)] if term and self.is_there(term) else []
        ends = [days_of(one) for one in written if one]
        return min(ends, key=lambda days: (max(days), min(days)), default=None)

    def is_there(self, term: UUID) -> bool:
        recorded_at = self.home.terms[term].recorded_at
        return recorded_at is None or recorded_at <= self.seen.known_at

    def end_of(self, term: UUID) -> PartialDate | None:
        told = [
            one.validity.ends for one in self.known(self.home.term_profiles) if one.term == term
        ]
        return told[0] if told else self.home.terms[term].ends

    def elected(self, person: UUID, post: UUID) -> UUID | None:
        found = []
        for number, one in enumerate(self.known(self.home.election_results)):
            election = self.home.elections[one.election]
            on = election.day or one.validity.begins
            day = on.earliest if on else date.min
            mine = (one.person, one.post) == (person, post) and one.elected
            if mine and day <= self.seen.as_of:
                found.append((day, number, election.term))
        return max(found)[2] if found else None

    def terms_ended(
        self, day: date, first: date, last: date, early: Forecast
    ) -> dict[tuple[UUID, UUID], Span]:
        """Whose time in a post of a term, or foreseen to end, ended in the days."""
        foreseen = {(one.person, one.post) for one in early.terms.seats}
        held = {
            (one.person, one.post): one for one in self.known(self.home.tenures)
            if day in one.validity.certain and self.inside(one.post)
        }  # fmt: skip
        found = {}
        for place, one in held.items():
            ends = one.validity.ends
            bound = one.term or place in foreseen or self.was_elected(place)
            if bound and ends and ends.earliest <= last and ends.latest >= first:
                found[place] = Span(ends.earliest, ends.latest)
        return found

    def was_elected(self, place: tuple[UUID, UUID]) -> bool:
        results = self.known(self.home.election_results)
        return any((one.person, one.post) == place and one.elected for one in results)

    # -- needs -----------------------------------------------------------------------------------

    def studying(self) -> set[UUID]:
        """Who attends the course on the day, or is said to be at the level that it gives."""
        classes = self.home.classes
        attending = {
            one.person for one in self.known(self.home.attendances)
            if classes[one.training_class].course == THEORY
            and one.outcome is AttendanceOutcome.ENROLLED
            and (last := classes[one.training_class].last_day) and last >= self.seen.as_of
        }  # fmt: skip
        said = {
            one.person for one in self.home.attainments
            if self.stands(one) and one.state == "studying" and one.level == "CTTC"
        }  # fmt: skip
        return attending | said

    def lacking(self, home: Snapshot, answer: Answer) -> set[tuple[UUID, UUID]]:
        """Holders of posts that ask for theory and who have this answer, each with the post."""
        return {
            (one.person, one.post) for one in check_all(home, self.law, self.seen)
            if one.standard.id == "ct" and one.answer is answer and self.inside(one.post)
        }  # fmt: skip

    def sure_needs(self) -> set[UUID]:
        """Holders who do not meet it, do not study yet and do not retire within the year."""
        ends = date(self.seen.as_of.year, 12, 31)
        found = {
            person for person, _ in self.lacking(self.profiled(), Answer.NOT_MET)
            if not any(day <= ends for day in self.leaving(person))
        }  # fmt: skip
        return found - self.studying()

    def possible_needs(self) -> set[UUID]:
        """Holders who do not meet it or of whom nobody knows, planned people alike."""
        found = set()
        for answer in (Answer.NOT_MET, Answer.MISSING):
            found |= {person for person, _ in self.lacking(self.profiled(), answer)}
            found |= {person for person, _ in self.planned_lacking(answer)}
        return found - self.studying()

    def planned(self) -> set[tuple[UUID, UUID]]:
        """Who is planned for which post, without those who hold it."""
        held = {(one.person, one.post) for one in self.home.tenures if self.stands(one)}
        return {
            (one.person, one.post) for one in self.home.pool_entries
            if self.stands(one) and self.inside(one.post)
        } - held  # fmt: skip

    def planned_lacking(self, answer: Answer) -> set[tuple[UUID, UUID]]:
        """Planned people with this answer if they took the post on the day."""
        wanted = set()
        for person, post in self.planned():
            taken = replace(
                self._any_tenure(), person=person, post=post,
                validity=Validity(PartialDate.of(self.seen.as_of)),
            )  # fmt: skip
            tried = replace(self.profiled(), tenures=(*self.home.tenures, taken))
            wanted |= self.lacking(tried, answer) & {(person, post)}
        return wanted

    def profiled(self) -> Snapshot:
        return replace(self.home, posts=self.posts)

    def leaving(self, person: UUID) -> Days:
        return (self.pensions(person) or set()) if person in self.staff() else set()

    def _any_tenure(self) -> Tenure:
        one = self.home.pool_entries[0]
        shared = {"key": one.key, "recorded_at": self.seen.known_at, "source": one.source}
        return Tenure(id=one.id, person=one.person, post=one.post, validity=Validity(), **shared)
