"""What all the lists of the years need at hand: truth, chronicle, and the words of the town."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from examples.builder.chronicle import Chronicle, Fact
from examples.builder.list_columns import Scribe
from examples.builder.lists import Entry
from examples.builder.pens import Pen
from examples.builder.speech import Place, Speech
from examples.builder.titles import HALF
from examples.builder.truth import Person, Truth

PARTY = ("ĐẢNG CỘNG SẢN VIỆT NAM",)
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_RANK = ("V11", "V12")


class Desk:
    """The Organisation Board's desk of a town or district: whoever draws a list asks it."""

    def __init__(self, truth: Truth, told: Chronicle, place: Place, town: str) -> None:
        self.truth, self.told, self.town = truth, told, town
        self.speech = Speech(truth.units, place)

    def person(self, id: str) -> Person:
        """Give a person as the lists know them."""
        return self.told.people.get(id) or self.truth.people[id]

    def scribe(self, pen: Pen, day: str, *, form: int = HALF, days: str = "text") -> Scribe:
        """Give a hand that writes on a day."""
        return Scribe(pen, self.speech, date.fromisoformat(day), form, days)

    def held(self, id: str, day: date) -> list[tuple[str, str]]:
        """List (post, unit) that somebody holds on a day; who has no career has the last seat."""
        posts = [(f["post"], f["unit"]) for f in self.told.posts_on(id, day) if f["post"]]
        if posts or any(True for _ in self.told.of("tenure", id)):
            return posts
        seat = self.person(id).seat
        return [(post, seat.unit) for post in seat.posts if post[0] != "V"] if seat else []

    def now(self, id: str, day: str, form: int = HALF, *, members: bool = True) -> str:
        """Say what somebody is on a day: membership of committees first, then the posts."""
        when = date.fromisoformat(day)
        held = self.held(id, when)
        memberships = [post for post, _ in held if post in _RANK]
        words = []
        if members and memberships:
            words.append(self.speech.post(min(memberships), self.town, when, form))
        by_unit: dict[str, list[str]] = {}
        for post, unit in held:
            if post not in _RANK:
                by_unit.setdefault(unit, []).append(post)
        for unit, posts in by_unit.items():
            words.append(self._together(posts, unit, when, form))
        if not words:
            words = [str(f["words"]) for f in self.told.posts_on(id, when) if f["words"]][-1:]
        return ", ".join(words)

    def _together(self, posts: list[str], unit: str, when: date, form: int) -> str:
        """Say several posts of one commune with its name once, at the end."""
        whole = [self.speech.post(post, unit, when, form) for post in posts]
        place = self.speech.unit(unit, when, form)
        if len(whole) > 1 and all(words.endswith(place) for words in whole):
            short = [words.removesuffix(place).rstrip() for words in whole]
            return f"{', '.join(short)} {place}"
        return ", ".join(whole)

    def entries(self, facts: Iterable[Fact], role: str, day: str, form: int = HALF) -> list[Entry]:
        """Make an entry for each fact, in the order given."""
        return [
            Entry(self.person(fact.person), {role: fact}, now=self.now(fact.person, day, form))
            for fact in facts
        ]


def by_name(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Sort by given name, then the rest, as lists without ranks do."""
    return tuple(sorted(entries, key=lambda e: (e.person.name.split(" ")[-1], e.person.name)))
