"""The register of measures: each one is data, from which its definition and its SQL are made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from canbo.engine.figures.algebra import (
    Age,
    Also,
    Condition,
    Not,
    Pension,
    Promoted,
    Rows,
    Split,
    Touches,
    conditions_of,
    is_of_window,
    walk,
)
from canbo.engine.figures.values import Kind
from canbo.engine.refusal import Refusal

PERSON = ("person",)
EACH = ("key",)
SECRET_VIEWS = frozenset({"pooled", "planned"})  # who is planned is not everybody's to know
UNITS = {Kind.PEOPLE: "người", Kind.ATTENDANCES: "lượt", Kind.ACTS: "lượt", Kind.SHARE: "%",
         Kind.MONEY: "đồng"}  # fmt: skip
# where in a measure's rows stands what may be counted beside them; other bases have a column
IN_EVERY_ROW = MappingProxyType({"key": 0, "person": 1})
BASE_UNITS = {"person": "người", "key": "lượt", "post": "chức danh", "unit": "đơn vị"}


class Domain(StrEnum):
    """What of an office's work a measure tells about: how the register is laid out."""

    WORKFORCE = "workforce"
    PLANNING = "planning"
    MOVES = "moves"
    TRAINING = "training"
    RATINGS = "ratings"
    RETIREMENT = "retirement"
    STANDARDS = "standards"
    MONEY = "money"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure: its stable name, its label on a page, what it counts.

    Rows that agree in the columns `once` count once. `met` makes it a share: of the rows those
    that meet it; unknown is missing data. `base` is the column whose different values are counted
    beside (`base_label`). `amount` is the column that is summed up, of money. `says` is the unit
    in words where it is not the kind's.
    """

    name: str
    label: str
    kind: Kind
    rows: Rows
    once: tuple[str, ...] = PERSON
    met: Condition | None = None
    base_label: str = ""
    base: str = "person"
    split: Split | None = None
    amount: str = ""
    says: str = ""

    @property
    def unit(self) -> str:
        """The unit of the value in words."""
        return self.says or UNITS[self.kind]

    @property
    def base_unit(self) -> str:
        """The unit of the base in words."""
        return BASE_UNITS[self.base]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition that the measure looks at."""
        met = () if self.met is None else tuple(walk(self.met))
        return (*conditions_of(self.rows), *met)

    @property
    def of_window(self) -> bool:
        """Whether it counts over a window; otherwise it is read on the day itself."""
        return any(is_of_window(one) for one in self.conditions)

    @property
    def is_dated(self) -> bool:
        """Whether rows without a day are passed over."""
        touching = any(isinstance(one, Touches) for one in self.rows.where)
        return touching and self.kind is not Kind.MONEY

    @property
    def views(self) -> frozenset[str]:
        """The views whose rows it reads by name (conditions add the tables they need)."""
        nested = (one.rows.view for one in self.conditions if isinstance(one, Also))
        return frozenset({self.rows.view, *nested})

    @property
    def is_secret(self) -> bool:
        """Whether its rows tell who is planned: they are listed only to those who may know."""
        return not SECRET_VIEWS.isdisjoint(self.views)


class UnknownFigure(Refusal):
    """A figure was asked for by a name that no measure has."""

    def __init__(self, name: str) -> None:
        super().__init__("figure_unknown", {"name": name, "names": ", ".join(MEASURES)})


def adjusted(measure: Measure, *, months: int | None = None, young: int | None = None) -> Measure:
    """The measure with other parameters: months (until a pension, after a class), the age of the
    young; what it does not have is passed over."""

    def change(one: Condition) -> Condition:
        if isinstance(one, Promoted | Pension) and months is not None:
            return replace(one, months=months)
        if isinstance(one, Age) and one.least is None and young is not None:
            return replace(one, most=young)
        if isinstance(one, Not):
            return replace(one, of=change(one.of))
        if isinstance(one, Also):
            return replace(one, rows=inside(one.rows))
        return one

    def inside(rows: Rows) -> Rows:
        return replace(rows, where=tuple(change(one) for one in rows.where))

    met = None if measure.met is None else change(measure.met)
    return replace(measure, rows=inside(measure.rows), met=met)


def parameters_of(measure: Measure) -> dict[str, int | None]:
    """What an asker may set otherwise (see `adjusted`), with the measure's own value; None: no
    bound."""
    found: dict[str, int | None] = {}
    for one in measure.conditions:
        if isinstance(one, Promoted | Pension):
            found["months"] = one.months
        if isinstance(one, Age) and one.least is None:
            found["young"] = one.most
    return found


def measures_named(names: Iterable[str] | None = None) -> tuple[Measure, ...]:
    """Find the measures of these names, all of them when None. Raises UnknownFigure."""
    if names is None:
        return tuple(MEASURES.values())
    return tuple(_named(name) for name in dict.fromkeys(names))


def _named(name: str) -> Measure:
    if name not in MEASURES:
        raise UnknownFigure(name)
    return MEASURES[name]


def _register() -> dict[Domain, tuple[Measure, ...]]:
    from canbo.engine.figures import of_acts, of_people, of_training

    sorted_out = (*of_people.BY_DOMAIN, *of_acts.BY_DOMAIN, *of_training.BY_DOMAIN)
    return {
        domain: tuple(one for own, measures in sorted_out if own is domain for one in measures)
        for domain in Domain
    }


def _by_name(measures: Iterable[Measure]) -> dict[str, Measure]:
    found = {measure.name: measure for measure in measures}
    return {name: found[name] for name in dict.fromkeys((*HEADLINES, *found))}


# the first names: what previews of imports and the first page look at
HEADLINES = (
    "intermediate_theory_people",
    "fostering_attendances",
    "commune_intermediate_professional_share",
)
# the sentences of the page that the product starts from
SEED = (
    "intermediate_theory_people",
    "advanced_theory_planned_people",
    "advanced_theory_planned_at_report",
    "fostering_attendances",
    "fostering_named_fields_attendances",
    "commune_intermediate_professional_share",
    "key_officials_in_service_degree",
    "moves_under_scheme",
    "moves_to_grassroots",
    "moved_then_elected_standing",
    "trained_then_promoted",
)
REGISTER = MappingProxyType(_register())
MEASURES = MappingProxyType(_by_name(one for own in REGISTER.values() for one in own))
