"""Each measure once: what it counts, its definition, and the expression that finds its rows."""

from canbo.engine.figures.by_unit import (
    GroupFigure,
    GroupKind,
    UnitGroup,
    by_unit,
    groups_of,
    holders_of,
)
from canbo.engine.figures.compute import Runner, compute
from canbo.engine.figures.definitions import definition
from canbo.engine.figures.measures import MEASURES, Measure, UnknownFigure, measures_named
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
    People,
    Share,
    Value,
    Window,
    WindowReversed,
)

__all__ = [
    "MEASURES",
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
    "People",
    "Printed",
    "Runner",
    "Share",
    "UnitGroup",
    "UnknownFigure",
    "Value",
    "Window",
    "WindowReversed",
    "by_unit",
    "compute",
    "definition",
    "groups_of",
    "holders_of",
    "measures_named",
    "printed",
]
