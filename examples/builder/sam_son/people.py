"""Invents the people of Sầm Sơn: one for each seat, and learners who hold no post."""

from __future__ import annotations

import random
from datetime import date

from examples.builder.names import NameSource
from examples.builder.sam_son.places import NEARBY_HOMES, WARDS, units
from examples.builder.sam_son.seats import body_seats, ward_seats
from examples.builder.truth import Person, Seat

LEARNERS_WITHOUT_POST = 46

# first post of the seat: share of men, first and last year of birth
_COHORTS = {
    "X01": (0.9, 1953, 1966), "X02": (0.85, 1954, 1970), "X03": (0.9, 1953, 1965),
    "X04": (0.8, 1955, 1969), "X05": (0.9, 1955, 1970), "X06": (0.9, 1957, 1974),
    "X07": (0.85, 1953, 1964), "X08": (0.6, 1980, 1987), "X09": (0.0, 1959, 1978),
    "X10": (0.75, 1956, 1974), "X11": (1.0, 1950, 1957), "Y1": (1.0, 1960, 1975),
    "Y2": (1.0, 1962, 1982), "Z05": (1.0, 1965, 1984), "Z07": (1.0, 1964, 1985),
    "Z09": (0.6, 1982, 1988), "Z10": (0.0, 1960, 1984), "Z12": (1.0, 1951, 1960),
    "H35": (0.0, 1960, 1972), "H36": (0.0, 1966, 1980), "H33": (0.7, 1977, 1981),
    "H34": (0.6, 1979, 1984), "H39": (1.0, 1951, 1956), "H40": (1.0, 1952, 1958),
    "H74": (1.0, 1962, 1980), "H64": (0.1, 1965, 1986),
}  # fmt: skip
_CIVIL, _PART_TIME, _STAFF = (0.5, 1960, 1986), (0.6, 1954, 1987), (0.5, 1962, 1986)
_TOWN_LEADERS = {f"H{number:02d}": (0.95, 1953, 1962) for number in range(1, 8)}
_HEADS = dict.fromkeys(("H11", "H13", "H16", "H18", "H20", "H22", "H30", "H37", "H41"),
                       (0.75, 1954, 1968))  # fmt: skip
_DEPUTIES = dict.fromkeys(("H12", "H14", "H15", "H17", "H19", "H21", "H23", "H31", "H32", "H38",
                           "H42"), (0.65, 1957, 1976))  # fmt: skip

# Namesakes of one ward: (unit, first post, nth seat of it) -> name and day of birth
_FIXED = {
    ("14836", "X06", 0): ("Nguyễn Văn Hùng", "m", date(1962, 10, 14)),
    ("14836", "Y4", 1): ("Nguyễn Văn Hùng", "m", date(1971, 2, 3)),
    ("14842", "X09", 0): ("Lê Thị Hương", "f", date(1968, 3, 12)),
    ("14842", "Y5", 0): ("Lê Thị Hương", "f", date(1968, 9, 25)),
    ("14833", "Y7", 0): ("Trần Thị Hòa", "f", date(1973, 6, 18)),
    ("14830", "X06", 1): ("Cao Văn Thỏa", "m", date(1966, 11, 2)),
    ("14839", "Y3", 0): ("Vũ Thị Thúy", "f", date(1978, 4, 9)),
    ("14836", "X02", 0): ("Ngô Sỹ Thủy", "m", date(1961, 8, 27)),
}
NAMESAKES_OF_ONE_YEAR = "Lê Thị Hương"


def _birth(rng: random.Random, first: int, last: int) -> date:
    return date(rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28))


def _cohort(seat: Seat) -> tuple[float, int, int]:
    post = next(p for p in seat.posts if p[0] != "V")
    fallback = {"Y": _CIVIL, "Z": _PART_TIME, "H": _STAFF}
    known = {**_TOWN_LEADERS, **_HEADS, **_DEPUTIES, **_COHORTS}
    return known.get(post) or fallback[post[0]]


class Registry:
    """Hands out ids, names and days of birth from one seeded generator."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._names = NameSource(rng)
        self._count = 0
        self._seats_seen: dict[tuple[str, str], int] = {}
        for name, _, born in _FIXED.values():
            self._names.take(name, born.year)

    def seated(self, seat: Seat) -> Person:
        """Invent the holder of a seat."""
        name, sex, born = self._identity(seat)
        return self._person(name, sex, born, seat.unit, seat)

    def learner(self, unit: str) -> Person:
        """Invent somebody of a ward whom only class lists name."""
        sex = "m" if self._rng.random() < 0.6 else "f"
        born = _birth(self._rng, 1950, 1984)
        return self._person(self._names.draw(sex, born.year), sex, born, unit, None)

    def _identity(self, seat: Seat) -> tuple[str, str, date]:
        post = next(p for p in seat.posts if p[0] != "V")
        nth = self._seats_seen.get((seat.unit, post), 0)
        self._seats_seen[seat.unit, post] = nth + 1
        if (seat.unit, post, nth) in _FIXED:
            return _FIXED[seat.unit, post, nth]
        men, first, last = _cohort(seat)
        sex = "m" if self._rng.random() < men else "f"
        born = _birth(self._rng, max(first, 1957) if sex == "f" else first, last)
        return self._names.draw(sex, born.year), sex, born

    def _person(self, name: str, sex: str, born: date, unit: str, seat: Seat | None) -> Person:
        self._count += 1
        namesake = {"full_birth"} if name == NAMESAKES_OF_ONE_YEAR else set()
        return Person(
            id=f"P{self._count:03d}",
            name=name,
            sex=sex,
            born=born,
            home=self._home(unit),
            home_unit=unit,
            party=self._party(born, seat),
            seat=seat,
            traits=frozenset(namesake),
        )

    def _home(self, unit: str) -> str:
        if unit in WARDS and self._rng.random() < 0.7:
            return f"{units()[unit].names[-1][2]}, Sầm Sơn"
        return self._rng.choice(NEARBY_HOMES)

    def _party(self, born: date, seat: Seat | None) -> date | None:
        if seat and seat.group in {"civil", "body", "part_time"} and self._rng.random() < 0.2:
            return None
        year = min(2010, born.year + self._rng.randint(22, 32))
        return date(year, self._rng.randint(1, 12), self._rng.randint(1, 28))


def invent_people(rng: random.Random) -> dict[str, Person]:
    """Invent everybody: the wards seat by seat, the bodies, then learners without a post."""
    registry = Registry(rng)
    seats = [seat for unit in WARDS for seat in ward_seats(unit)] + body_seats()
    people = [registry.seated(seat) for seat in seats]
    people += [registry.learner(WARDS[i % 5]) for i in range(LEARNERS_WITHOUT_POST)]
    return {person.id: person for person in people}
