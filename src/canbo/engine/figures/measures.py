"""The register of measures (chỉ tiêu thống kê): what each counts, as data.

The expression that computes a measure and the sentence that defines it are both made from the
same data, so they cannot drift apart. A new measure of a known shape is one entry here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from canbo.engine.facts import AttendanceOutcome, ClassKind, PostClass, Scale, UnitLevel
from canbo.engine.figures.values import Kind
from canbo.engine.refusal import Refusal


@dataclass(frozen=True, slots=True)
class ClassSelection:
    """Which classes and which attendances of them count.

    `gives` is the level code that the course leads to, "" for any; `kind` None for any.
    """

    kind: ClassKind | None = None
    gives: str = ""
    outcomes: frozenset[AttendanceOutcome] = frozenset(AttendanceOutcome)


@dataclass(frozen=True, slots=True)
class PeopleInClasses:
    """Different people who sat in a selected class that overlaps the window."""

    classes: ClassSelection
    kind: Kind = Kind.PEOPLE


@dataclass(frozen=True, slots=True)
class AttendancesOfClasses:
    """One attendance per person and selected class that overlaps the window."""

    classes: ClassSelection
    kind: Kind = Kind.ATTENDANCES


@dataclass(frozen=True, slots=True)
class ShareOfHolders:
    """Of the people who hold a selected post on the day, those at a level or above it."""

    post_classes: frozenset[PostClass]
    level: UnitLevel
    scale: Scale
    at_least: str
    kind: Kind = Kind.SHARE


Counting = PeopleInClasses | AttendancesOfClasses | ShareOfHolders


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its stable name, its label on a page, its unit, and what it counts."""

    name: str
    label: str
    unit: str
    base_label: str
    counts: Counting

    @property
    def of_window(self) -> bool:
        """Whether it counts over a window; otherwise it is read on the day itself."""
        return not isinstance(self.counts, ShareOfHolders)


_REGISTER = (
    Measure(
        name="intermediate_theory_people",
        label="Số cán bộ được theo học các lớp trung cấp lý luận chính trị",
        unit="người",
        base_label="",
        counts=PeopleInClasses(ClassSelection(gives="CTTC")),
    ),
    Measure(
        name="fostering_attendances",
        label="Số lượt cán bộ được bồi dưỡng kiến thức, nghiệp vụ",
        unit="lượt",
        base_label="Số người có lượt bồi dưỡng",
        counts=AttendancesOfClasses(ClassSelection(kind=ClassKind.FOSTERING)),
    ),
    Measure(
        name="commune_intermediate_professional_share",
        label="Tỷ lệ cán bộ, công chức phường, xã có trình độ chuyên môn từ trung cấp trở lên",
        unit="%",
        base_label="Số cán bộ, công chức phường, xã",
        counts=ShareOfHolders(
            post_classes=frozenset({PostClass.OFFICIAL, PostClass.CIVIL_SERVANT}),
            level=UnitLevel.COMMUNE,
            scale=Scale.PROFESSIONAL,
            at_least="TC",
        ),
    ),
)
MEASURES = MappingProxyType({measure.name: measure for measure in _REGISTER})


class UnknownFigure(Refusal):
    """A figure was asked for by a name that no measure has."""

    def __init__(self, name: str) -> None:
        super().__init__("figure_unknown", {"name": name, "names": ", ".join(MEASURES)})


def measures_named(names: Iterable[str] | None = None) -> tuple[Measure, ...]:
    """Find the measures of these names, all of them when None. Raises UnknownFigure."""
    if names is None:
        return tuple(MEASURES.values())
    return tuple(_named(name) for name in dict.fromkeys(names))


def _named(name: str) -> Measure:
    if name not in MEASURES:
        raise UnknownFigure(name)
    return MEASURES[name]
