"""Holds what stands in a home against a builder's ledger: every fact found, none invented.

People are told apart by name and birth, as far as the home knows the birth. A fact of the ledger
is found when a stored fact of the person says the same, its days as exactly as the papers write
them; each stored fact answers one fact of the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from canbo.engine.facts import Snapshot
from canbo.engine.timeline import PartialDate, Validity
from canbo.engine.vietnamese import spelling_key

Entry = dict[str, Any]
Said = tuple[str, ...]
DAY = "day:"  # a value that may be less exact in the home than it is in truth
OR = " | "  # between the names that papers give one unit
END = "end:"  # a last day: the ledger writes the day on which it is over


@dataclass
class Kind:
    """How one kind of fact went: what was not found, and what nobody said."""

    wanted: int = 0
    found: int = 0
    missing: list[Said] = field(default_factory=list)
    invented: list[Said] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of the ledger's facts that stand in the home."""
        return 1 - len(self.missing) / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """The share of the home's facts that the ledger knows."""
        return 1 - len(self.invented) / self.found if self.found else 1.0


def place_key(name: str) -> str:
    """What is one of a unit's name, however it is joined: "HĐND - UBND", "HĐND và UBND"."""
    return spelling_key(name.replace(" - ", " và "))


class Home:
    """What stands in a home, told in the ledger's words."""

    def __init__(self, snapshot: Snapshot, ledgers: list[Entry]) -> None:
        self.snapshot = snapshot
        self.units = {one.unit: place_key(one.name) for one in _standing(snapshot.unit_names)}
        self.unit_of = self._units_by_code(ledgers)
        self.told: dict[UUID, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for one in _standing(snapshot.particulars):
            self.told[one.person][one.kind.value].append(one.value)
        self.truth = {one["id"]: one for ledger in ledgers for one in ledger["people"]}
        self._named: dict[str, list[Entry]] = defaultdict(list)
        for one in self.truth.values():
            self._named[spelling_key(one["name"])].append(one)
        self.person_of: dict[UUID, str] = {}
        self.nobody: list[Said] = []
        self.several: list[Said] = []
        for person, said in self.told.items():
            self._recognise(person, said)

    def _units_by_code(self, ledgers: list[Entry]) -> dict[UUID, str]:
        """The ledger's codes of the home's units: its own bodies go before the town itself."""
        names = {
            code: _unit_name(ledger, code).split(OR)
            for ledger in ledgers for code in (one["code"] for one in ledger["units"])
        }  # fmt: skip
        town = {name for code in names for name in names[code] if code.isdigit()}
        return {
            unit: next((code for code, said in names.items()
                        if name in said and (code.isdigit() or name not in town)), name)
            for unit, name in self.units.items()
        }  # fmt: skip

    def _recognise(self, person: UUID, said: Mapping[str, list[str]]) -> None:
        name, birth = spelling_key(said["name"][0]), (said.get("birth") or [""])[0]
        fit = [
            one["id"] for one in self._named[name]
            if one["born"].startswith(birth) or birth.startswith(one["born"])
        ]  # fmt: skip
        if len(fit) == 1:
            self.person_of[person] = fit[0]
        (self.nobody if not fit else self.several if len(fit) > 1 else []).append((name, birth))

    def person(self, fact: Any) -> str:
        """The ledger's person whom a fact speaks of."""
        return self.person_of.get(fact.person, f"?{self.told[fact.person]['name']}")

    def title(self, post: UUID | None) -> str:
        """The code of a post's title in the law's lists."""
        return self.snapshot.posts[post].title if post else ""

    def place(self, post: UUID | None) -> str:
        """The name of a post's unit."""
        return self.units[self.snapshot.posts[post].unit] if post else ""

    def facts(self, kind: str) -> list[Any]:
        """The facts of a kind that stand."""
        return _standing(getattr(self.snapshot, kind))


def _standing(facts: Iterable[Any]) -> list[Any]:
    return [one for one in facts if one.voided_at is None]


def day(value: PartialDate | None) -> str:
    """A day as a home says it."""
    return DAY + (value.iso() if value else "")


def end(value: PartialDate | None) -> str:
    """A last day as a home says it."""
    return END + (value.iso() if value else "")


def _tenures(home: Home) -> Iterator[Said]:
    """Posts with their days; a new term of the same post goes on with the one before it."""
    held: dict[tuple[UUID, UUID], list[Validity]] = defaultdict(list)
    for one in home.facts("tenures"):
        held[one.person, one.post].append(one.validity)
    for (person, post), spans in held.items():
        said = home.person_of.get(person, "?"), home.title(post), home.place(post)
        for begins, ends in _joined(spans):
            yield *said, day(begins), end(ends)


def _joined(spans: list[Validity]) -> Iterator[tuple[PartialDate | None, PartialDate | None]]:
    spans.sort(key=lambda span: span.certain.begins or date.min)
    first, *more = spans
    begins, ends, over = first.begins, first.ends, first.certain.ends
    for span in more:
        if over is None or span.certain.begins != over:
            yield begins, ends
            begins = span.begins
        ends, over = span.ends, span.certain.ends
    yield begins, ends


Rows = Callable[[Home], Iterator[Said]]

# kind of the ledger → the values that are held against each other, and the home's facts in them
KINDS: dict[str, tuple[tuple[str, ...], Rows]] = {
    "rating": (
        ("series", "year", "level"),
        lambda home: (
            (home.person(one), one.series.value, day(one.validity.begins), one.level)
            for one in home.facts("ratings")
        ),
    ),
    "unit_rating": (
        ("series", "year", "level"),
        lambda home: (
            (home.unit_of[one.unit], one.series.value, day(one.validity.begins), one.level)
            for one in home.facts("unit_ratings")
        ),
    ),
    "move": (
        ("move_kind", "begins", "from_post", "to_post"),
        lambda home: (
            (home.person(one), one.kind.value, day(one.validity.begins), home.title(one.from_post),
             home.title(one.to_post))
            for one in home.facts("moves")
        ),
    ),
    "pool": (
        ("post", "begins", "ends"),
        lambda home: (
            (home.person(one), home.title(one.post), day(one.validity.begins),
             end(one.validity.ends))
            for one in home.facts("pool_entries")
        ),
    ),
    "election": (
        ("post", "day", "elected"),
        lambda home: (
            (home.person(one), home.title(one.post), day(one.validity.begins), str(one.elected))
            for one in home.facts("election_results")
        ),
    ),
    "rank": (
        ("rank", "step", "coefficient", "begins"),
        lambda home: (
            (home.person(one), one.rank, str(one.step or ""), one.coefficient,
             day(one.validity.begins))
            for one in home.facts("rank_holdings")
        ),
    ),
    "award": (
        ("award", "begins"),
        lambda home: (
            (home.person(one), one.award, day(one.validity.begins)) for one in home.facts("awards")
        ),
    ),
    "discipline": (
        ("side", "form", "begins", "ends"),
        lambda home: (
            (home.person(one), one.side.value, one.form, day(one.validity.begins),
             end(one.validity.ends))
            for one in home.facts("disciplines")
        ),
    ),
    "leave": (
        ("leave", "begins", "ends"),
        lambda home: (
            (home.person(one), one.kind.value, day(one.validity.begins), end(one.validity.ends))
            for one in home.facts("leaves")
        ),
    ),
    "retirement": (
        ("retirement", "begins"),
        lambda home: (
            (home.person(one), one.kind.value, day(one.validity.begins))
            for one in home.facts("retirements")
        ),
    ),
    "attainment": (
        ("scale", "level", "mode", "state", "moment"),
        lambda home: (
            (home.person(one), one.scale.value, one.level, one.mode.value if one.mode else "",
             one.state.value, day(one.validity.begins))
            for one in home.facts("attainments")
        ),
    ),
    "tenure": (("post", "unit", "begins", "ends"), _tenures),
    "attendance": (
        ("training_class", "outcome"),
        lambda home: (
            (home.person(one), home.snapshot.classes[one.training_class].course,
             day(home.snapshot.classes[one.training_class].begins), one.outcome.value)
            for one in home.facts("attendances")
        ),
    ),
}  # fmt: skip


def told(ledgers: Iterable[Entry], kind: str) -> list[Said]:
    """What the ledgers say of a kind, in the same values as the home's rows."""
    names = KINDS[kind][0]
    if kind == "attendance":
        return [said for ledger in ledgers for said in _attendances(ledger)]
    return [
        (_subject(ledger, one), *(_value(ledger, one, name) for name in names))
        for ledger in ledgers
        for one in ledger.get("facts", ())
        if one["kind"] == kind and (kind != "tenure" or "post" in one)
    ]


def _attendances(ledger: Entry) -> Iterator[Said]:
    classes = {one["id"]: one for one in ledger["classes"]}
    for one in ledger["attendances"]:
        held = classes[one["training_class"]]
        yield one["person"], held["course"], held["begins"], one["outcome"]


def _subject(ledger: Entry, fact: Entry) -> str:
    return fact["person"] or fact["unit"]


def _unit_name(ledger: Entry, code: str) -> str:
    """All that papers call a unit: by its names through time, without its town, or by the town
    alone ("Bí thư Thị đoàn", "Chủ tịch UBND thị xã")."""
    units = {one["code"]: one for one in ledger["units"]}
    unit = units.get(code)
    if unit is None:
        return code
    names = [f"{one['type']} {one['name']}".strip() for one in unit["names"]]
    town = units.get(unit["parent"] or "")
    if town is not None and unit["level"] == "district":
        kind, above = town["names"][0]["type"], town["names"][0]["name"]
        names += [name.removesuffix(f" {kind}") for name in names]
        names.append(f"{kind} {above}")
    return OR.join(dict.fromkeys(map(place_key, names)))


def _value(ledger: Entry, fact: Entry, name: str) -> str:
    if name == "moment":  # a degree begins to be held when it is earned, a study when it begins
        name = "begins" if fact["state"] == "studying" else "ends"
    if name == "ends" and fact.get("exit"):
        return _day_of_review(ledger, fact)
    value = fact.get(name, "")
    if fact["kind"] == "unit_rating" and name == "level":
        value = _TITLES_OF_UNITS.get(value, value)
    return _unit_name(ledger, value) if name == "unit" else str(value)


def _day_of_review(ledger: Entry, exited: Entry) -> str:
    """The day of the list that says who left the pool: papers know no other day."""
    return max(
        one["ends"] for one in ledger["facts"]
        if one["kind"] == "pool" and one.get("exit_list") == exited["exit_list"]
    )  # fmt: skip


# the ledger's levels of offices → the titles that the law gives them
_TITLES_OF_UNITS = {"XS": "TTLĐXS", "TT": "TTLĐTT", "HT": "HTNV"}


def _says(found: Said, truth: Said) -> bool:
    return all(map(_agrees, found, truth))


def _agrees(said: str, true: str) -> bool:
    if not said.startswith((DAY, END)):
        return said == true or said in true.split(OR)
    written = said[len(DAY) :]
    if not written or not true:
        return not written and not true
    return true.startswith(written) or (said.startswith(END) and _day_before(true) == written)


def _day_before(iso: str) -> str:
    return (date.fromisoformat(iso) - timedelta(days=1)).isoformat() if len(iso) == 10 else ""


def compare(truth: Iterable[Said], found: Iterable[Said]) -> Kind:
    """Match stored facts with the ledger's, one to one, by person."""
    waiting: dict[str, list[Said]] = defaultdict(list)
    for said in found:
        waiting[said[0]].append(said)
    went = Kind(found=sum(map(len, waiting.values())))
    for true in truth:
        went.wanted += 1
        mine = waiting[true[0]]
        match = next((said for said in mine if _says(said[1:], true[1:])), None)
        if match is None:
            went.missing.append(true)
        else:
            mine.remove(match)
    went.invented = [said for rest in waiting.values() for said in rest]
    return went


# -- what is stored and no list states as a fact of its own: is it true all the same?


def untrue_attainments(home: Home, ledgers: list[Entry], rest: Iterable[Said]) -> list[Said]:
    """Attainments that no list of studies, no class and no level of the person bears out.

    A mark under "QLNN" says no more than that somebody was fostered: the least level is true of
    those whose row writes one.
    """
    taught = {
        (person, course) for ledger in ledgers for person, course, _, _ in _attendances(ledger)
    }
    marked = _marked_as_fostered(ledgers)
    found = []
    for said in rest:
        person, scale, level, _, state, _ = said
        true = set(_levels(home.truth[person])) if person in home.truth else set()
        if person in marked and true & {_FOSTERED, *_FOSTERED_MORE}:
            true.add(_FOSTERED)
        sits = state == "studying" and (person, _COURSE_OF.get(level, "")) in taught
        if (scale, level) not in true and not sits:
            found.append(said)
    return found


_COURSE_OF = {"CTTC": "LLCT-TC", "CTCC": "LLCT-CC", "CTSC": "LLCT-SC"}


_FOSTERED = ("state_management", "QLX")
_FOSTERED_MORE = (("state_management", "QLCV"), ("state_management", "QLCVC"))


def _marked_as_fostered(ledgers: Iterable[Entry]) -> set[str]:
    """Those in whose row a paper writes a mark for state management, and no level."""
    return {
        row["person"]
        for ledger in ledgers
        for sheet in ledger["rows"]
        for row in sheet.get("rows", ())
        if "state_management_mark" in row["cells"]
    }


def _levels(person: Entry) -> Iterator[tuple[str, str]]:
    for scale, level in person["levels"].items():
        yield scale, level["level"] if isinstance(level, dict) else level


def untrue_tenures(home: Home, ledgers: list[Entry], rest: Iterable[Said]) -> list[Said]:
    """Posts that no career, no election and no roster of the ledger bears out."""
    facts = defaultdict(list)
    for ledger in ledgers:
        for one in ledger.get("facts", ()):
            facts[one["person"]].append(one)
    return [said for said in rest if not _is_true_post(home, facts[said[0]], said)]


# heads of schools: the law's lists of posts have no code for them
_WITHOUT_CODE = {"H24": "", "H25": ""}


def _is_true_post(home: Home, facts: list[Entry], said: Said) -> bool:
    person, post, _, begins, _ = said
    own = home.truth.get(person, {"posts": (), "posts_2008": ()})
    held = {_WITHOUT_CODE.get(code, code) for code in (*own["posts"], *own["posts_2008"])}
    if any(
        one["kind"] == "move" and one["to_post"] == post and _agrees(begins, one["begins"])
        for one in facts
    ):
        return True
    if begins == DAY:
        return post in held
    if not post.startswith("V") and any(
        one["kind"] == "tenure" and ("words" in one or one["post"] == post)
        and _agrees(begins, one["begins"]) for one in facts
    ):  # fmt: skip
        return True
    return any(
        one["kind"] == "election" and one["elected"]
        and one["day"] == begins.removeprefix(DAY) and _is_of_body(one["post"], post)
        for one in facts
    )  # fmt: skip


def _is_of_body(elected: str, post: str) -> bool:
    """Whether somebody elected to one post thereby sits as the other: the head of a committee."""
    return elected == post or (elected in {"H13", "H14"} and post == "H15")


PARTICULARS = ("identity_number", "insurance_number", "recruited", "religion", "residence")


def told_particulars(ledgers: Iterable[Entry]) -> list[Said]:
    """What lists say of who people are, one value each."""
    return [
        (one["person"], name, one[name])
        for ledger in ledgers
        for one in ledger.get("facts", ())
        if one["kind"] == "particulars"
        for name in PARTICULARS
    ]


def untrue_particulars(home: Home) -> list[Said]:
    """What the home says of who people are and is not true of them."""
    found = []
    for person, said in home.told.items():
        true = home.truth.get(home.person_of.get(person, ""), {})
        found += [(true.get("id", "?"), name, value)
                  for name in ("sex", "birth", "ethnic_group", "home_place", "party_date")
                  for value in said.get(name, ())
                  if not _is_so(name, value, str(true.get(name) or true.get("born") or ""))
                  ]  # fmt: skip
    return found


def _is_so(name: str, said: str, true: str) -> bool:
    if name in {"birth", "party_date"}:
        return true.startswith(said)
    if name == "ethnic_group":  # the State's list writes "HMông", offices mostly "Mông"
        return spelling_key(said) in {spelling_key(true), spelling_key(f"H{true}")}
    if name == "home_place":
        return bool(set(spelling_key(said).split()) & set(spelling_key(true).split()))
    return spelling_key(said) == spelling_key(true)


def lines_without_trace(home: Home, ledgers: Iterable[Entry]) -> list[Said]:
    """Lines of careers outside the law's posts that are neither a post held nor a remark."""
    begun: dict[str, set[str]] = defaultdict(set)
    for one in home.facts("tenures"):
        begun[home.person(one)].add(day(one.validity.begins))
    notes = {
        home.person_of[person]: spelling_key(" ".join(said.get("note", ())))
        for person, said in home.told.items() if person in home.person_of
    }  # fmt: skip
    return [
        (one["person"], one["words"], one["begins"])
        for ledger in ledgers
        for one in ledger.get("facts", ())
        if one["kind"] == "tenure" and "words" in one
        and not any(_agrees(said, one["begins"]) for said in begun[one["person"]])
        and spelling_key(one["words"]) not in notes.get(one["person"], "")
    ]  # fmt: skip
