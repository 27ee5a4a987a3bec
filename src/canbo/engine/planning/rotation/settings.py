"""What an office sets for its rotation, and what the law of the day sets instead of it.

Every value here is the office's; the defaults are no law, only where an office may begin. Where a
rule of the law is in force that names the number, the law's number counts and the office's waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from fractions import Fraction
from typing import Any

from canbo.engine.facts import MoveKind, UnitLevel
from canbo.engine.law import Amount, Force, Law, MoveRule, MoveSubject, Quantity
from canbo.engine.planning.rotation.problem import Rules
from canbo.engine.refusal import Refusal

MONTHS_A_YEAR = 12
MOST = 10**6
OFFICE = ""  # in place of a rule's id: the office set it
_MISSING = object()


class SettingsRefused(Refusal):
    """Settings cannot be used (`rotation_settings_wrong`).

    `problems` lists (setting, what was found, what is expected); its words stand in `data`.
    """

    def __init__(self, problems: Iterable[tuple[str, object, str]]) -> None:
        self.problems = tuple(problems)
        told = "; ".join(f"{name}: {found} → {expected}" for name, found, expected in self.problems)
        super().__init__("rotation_settings_wrong", {"problems": told})


@dataclass(frozen=True, slots=True)
class Settings:
    """The office's numbers. Months and terms count from the day asked for.

    `kind` says whose rules count: those of rotations or of reassignments (điều động). Who may
    move: holders of leading posts that the level `managed_by` decides on, with `months_left` to
    the pension, not rotated in the last `months_between`. Deputies are one level, heads the next;
    posts reach from `levels_down` below the own one to `levels_up` above, or are the very post
    that the person is planned for. Who reaches the pension within `leaving_months` leaves a
    vacancy. `head_terms`: a head should not stay so many terms of `term_months`.

    What it is worth: `placed` that a holder has a place at all, so that nobody is put out; `stay`
    in the own post, less `overdue` beyond `head_terms`; `move`, and more where the person is
    `planned` for the very post, for each full year `served`, from a district or higher to the
    `grassroots`, as a key head `not_local`; less `course` where a course must be done first.
    `vacancy` is the loss of a post that nobody holds. Shares are percent of the moves made; None
    is no bound. `change_costs` weigh what would move a person, where not as usual (see `changes`).
    """

    kind: str = MoveKind.ROTATION.value
    managed_by: str = UnitLevel.DISTRICT.value
    only_planned: bool = True
    months_left: int = 60
    months_between: int = 36
    head_terms: int = 2
    term_months: int = 60
    leaving_months: int = 24
    levels_up: int = 0
    levels_down: int = 0
    leave_cap: int = 1
    unit_leave_caps: Mapping[str, int] = field(default_factory=dict)
    training_seats: Mapping[str, int] | None = None
    grassroots_percent: int = 0
    women_percent: int = 0
    max_chain: int | None = None
    placed: int = 1000
    stay: int = 100
    overdue: int = 80
    move: int = 40
    planned: int = 80
    served: int = 10
    grassroots: int = 20
    not_local: int = 10
    course: int = 10
    vacancy: int = 150
    change_costs: Mapping[str, int] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """The settings as they are stored and written."""
        return asdict(self)

    def rules(self) -> Rules:
        """The rules of the planner for everybody."""
        seats = self.training_seats
        return Rules(
            vacancy_penalty=self.vacancy,
            min_grassroots_share=Fraction(self.grassroots_percent, 100),
            min_women_share=Fraction(self.women_percent, 100),
            max_chain=self.max_chain,
            training_seats=None if seats is None else tuple(sorted(seats.items())),
            keep_previous=True,
        )

    def with_units(self, ids: Mapping[str, str]) -> Settings:
        """Put stable ids in place of the units' names; `ids` holds every unit that is named."""
        return replace(
            self, unit_leave_caps={ids[unit]: cap for unit, cap in self.unit_leave_caps.items()}
        )


def settings_of(document: object) -> Settings:
    """Read settings; whatever is not said keeps its default. Raises SettingsRefused."""
    if document is None:
        return Settings()
    if not isinstance(document, Mapping):
        raise SettingsRefused([("", type(document).__name__, "{setting: value}")])
    known = {one.name: one for one in fields(Settings)}
    problems: list[tuple[str, object, str]] = [
        (str(name), name, ", ".join(known)) for name in document if name not in known
    ]
    usual = Settings()
    read: dict[str, Any] = {}
    for name in known:
        value = document.get(name, _MISSING)
        if value is _MISSING:
            continue
        expected = _expected(name, getattr(usual, name), value)
        if expected:
            problems.append((name, value, expected))
        else:
            read[name] = value
    if problems:
        raise SettingsRefused(problems)
    return replace(usual, **read)


_NULLABLE = ("max_chain", "training_seats")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": (MoveKind.ROTATION.value, MoveKind.REASSIGNMENT.value),
    "managed_by": tuple(level.value for level in UnitLevel),
}


def _expected(name: str, usual: object, value: object) -> str:
    """What the setting expects; "" where the value is so."""
    if value is None and name in _NULLABLE:
        return ""
    if name in _CHOICES:
        return "" if value in _CHOICES[name] else " | ".join(_CHOICES[name])
    if isinstance(usual, bool):
        return "" if isinstance(value, bool) else "true | false"
    if isinstance(usual, Mapping) or name == "training_seats":
        is_fit = isinstance(value, Mapping) and all(
            isinstance(key, str) and _is_count(count, MOST) for key, count in value.items()
        )
        return "" if is_fit else f"{{…: 0..{MOST}}}"
    most = 100 if name.endswith("_percent") else MOST
    return "" if _is_count(value, most) else f"0..{most}"


def _is_count(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that counts on a day, and the rule that names it; "" is the office."""

    value: int
    rule: str = OFFICE


@dataclass(frozen=True, slots=True)
class Ruling:
    """What counts on a day: the law's numbers where it names them, else the office's.

    `only_planned` is 1 where only people in planning may move; `levels_up` is 0 where the law asks
    for an equivalent post. Each names its rule, so that a reason can cite it.
    """

    months_left: Bound
    months_between: Bound
    head_terms: Bound
    levels_up: Bound
    only_planned: Bound


def ruling(law: Law, day: date, settings: Settings) -> Ruling:
    """Ask the law of a day first, and the office where it says nothing."""
    rules = [
        rule
        for rule in law.moves
        if day in rule.in_force and settings.kind in rule.kinds and rule.force is Force.LIMIT
    ]
    who = _about(rules, MoveSubject.WHO)
    equal = _about(rules, MoveSubject.POST_AT_DESTINATION)
    return Ruling(
        months_left=_strictest(rules, MoveSubject.TIME_LEFT, settings.months_left),
        months_between=_strictest(rules, MoveSubject.DURATION, settings.months_between),
        head_terms=_terms(rules, settings),
        levels_up=Bound(0, equal[0].id) if equal else Bound(settings.levels_up),
        only_planned=Bound(1, who[0].id) if who else Bound(int(settings.only_planned)),
    )


def _about(rules: Iterable[MoveRule], subject: MoveSubject) -> list[MoveRule]:
    return [rule for rule in rules if rule.subject is subject]


def _strictest(rules: Iterable[MoveRule], subject: MoveSubject, office: int) -> Bound:
    """The largest number of months that a rule asks for at least; the office's without one."""
    asked = [
        (months, rule.id)
        for rule in _about(rules, subject)
        if (months := _months(rule.amount)) is not None
    ]
    return Bound(*max(asked)) if asked else Bound(office)


def _months(amount: Amount | None) -> int | None:
    if amount is None or amount.least is None:
        return None
    if amount.quantity is Quantity.YEARS:
        return int(amount.least * MONTHS_A_YEAR)
    return int(amount.least) if amount.quantity is Quantity.MONTHS else None


def _terms(rules: Iterable[MoveRule], settings: Settings) -> Bound:
    asked = [
        (int(rule.amount.most), rule.id)
        for rule in _about(rules, MoveSubject.TERMS_IN_PLACE)
        if rule.amount is not None and rule.amount.most is not None
    ]
    return Bound(*min(asked)) if asked else Bound(settings.head_terms)
