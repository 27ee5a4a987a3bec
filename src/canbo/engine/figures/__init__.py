"""Each measure once: what it counts, its definition, and the expression that finds its rows."""

from canbo.engine.figures.by_unit import (
    GroupFigure,
    GroupKind,
    UnitGroup,
    by_unit,
    groups_of,
    places_of,
)
from canbo.engine.figures.compute import Runner, compute
from canbo.engine.figures.definitions import definition
from canbo.engine.figures.measures import (
    HEADLINES,
    MEASURES,
    SEED,
    Measure,
    UnknownFigure,
    adjusted,
    measures_named,
)
from canbo.engine.figures.parameters import Parameters
from canbo.engine.figures.prose import Printed, printed
from canbo.engine.figures.values import (
    Acts,
    Attendances,
    Base,
    Figure,
    FigureRow,
    Frame,
    Kind,
    Money,
    Part,
    People,
    Share,
    Value,
    Window,
    WindowReversed,
)

__all__ = [
    "HEADLINES",
    "MEASURES",
    "SEED",
    "Acts",
    "Attendances",
    "Base",
    "Figure",
    "FigureRow",
    "Frame",
    "GroupFigure",
    "GroupKind",
    "Kind",
    "Measure",
    "Money",
    "Parameters",
    "Part",
    "People",
    "Printed",
    "Runner",
    "Share",
    "UnitGroup",
    "UnknownFigure",
    "Value",
    "Window",
    "WindowReversed",
    "adjusted",
    "by_unit",
    "compute",
    "definition",
    "groups_of",
    "measures_named",
    "places_of",
    "printed",
]
