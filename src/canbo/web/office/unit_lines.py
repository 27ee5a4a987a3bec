"""A unit's life as its page says it: lines of words with the sources behind them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from canbo.engine.facts import UnitLevel
from canbo.records.access import UnitLife, UnitStep
from canbo.web.unit_words import KINDS, PARTS, source_words, span

LEVELS = {
    UnitLevel.CENTRAL: "trung ương",
    UnitLevel.PROVINCE: "cấp tỉnh",
    UnitLevel.DISTRICT: "cấp huyện",
    UnitLevel.COMMUNE: "cấp xã",
}
AREAS = {"delta": "đồng bằng, đô thị", "mountain": "miền núi"}
GRADES = {"1": "loại I", "2": "loại II", "3": "loại III"}


@dataclass(frozen=True, slots=True)
class LifeLine:
    """What a stretch or a change says: days, words, the unit that the words lead to, source."""

    when: str
    what: str
    source: str
    unit: UUID | None = None
    name: str = ""
    more: str = ""
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class LifeWords:
    """All lines of a life."""

    names: tuple[LifeLine, ...]
    places: tuple[LifeLine, ...]
    successors: tuple[LifeLine, ...]
    predecessors: tuple[LifeLine, ...]

    @property
    def is_disputed(self) -> bool:
        """Whether sources tell different successors of this unit or of one that came into it."""
        return any(one.disputed for one in (*self.successors, *self.predecessors))


def life_words(life: UnitLife) -> LifeWords:
    """Put a unit's life into words."""
    names = tuple(
        LifeLine(
            span(one.validity), one.name, source_words(one.source),
            more=f"mã {one.code}" if one.code else "chưa có mã",
        )
        for one in life.names
    )  # fmt: skip
    return LifeWords(
        names,
        tuple(_place(life, number) for number in range(len(life.places))),
        tuple(_step(one) for one in life.successors),
        tuple(_step(one) for one in life.predecessors),
    )


def _place(life: UnitLife, number: int) -> LifeLine:
    place = life.places[number]
    fact = place.fact
    more = (LEVELS[fact.level], AREAS.get(fact.area, ""), GRADES.get(fact.grade, ""))
    return LifeLine(
        span(fact.validity),
        "" if place.parent else "không có đơn vị cấp trên",
        source_words(fact.source),
        place.parent.id if place.parent else None,
        " → ".join(place.parent_names),
        ", ".join(word for word in more if word),
    )


def _step(step: UnitStep) -> LifeLine:
    fact, other = step.fact, step.other
    words = KINDS[fact.kind] if other is None else f"{KINDS[fact.kind]} {PARTS[fact.part]}"
    return LifeLine(
        span(fact.validity, day_only=True),
        words,
        source_words(fact.source),
        other.id if other else None,
        f"{other.name} ({other.code})" if other and other.code else other.name if other else "",
        fact.as_written,
        step.disputed,
    )
