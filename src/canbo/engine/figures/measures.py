"""The register of measures: each one is data, from which its definition and its SQL are made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
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


def measures_named(names: Iterable[str] | None = None) -> tuple[Measure, ...]:
    """Find the measures of these names, all of them when None. Raises UnknownFigure."""
    if names is None:
        return tuple(MEASURES.values())
    return tuple(_named(name) for name in dict.fromkeys(names))


def _named(name: str) -> Measure:
    if name not in MEASURES:
        raise UnknownFigure(name)
    return MEASURES[name]


def _register() -> dict[str, Measure]:
    from canbo.engine.figures import of_acts, of_people, of_training

    every = (*of_training.MEASURES, *of_people.MEASURES, *of_acts.MEASURES)
    found = {measure.name: measure for measure in every}
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
MEASURES = MappingProxyType(_register())
