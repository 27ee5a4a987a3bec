"""What lies ahead: retirements, term ends, needs of training; and whether forecasts were right."""

from canbo.engine.forecast.ahead import Forecast, forecast
from canbo.engine.forecast.backtest import Backtest, Because, Outcome, Score, Tested, backtest
from canbo.engine.forecast.courses import CourseNeed, Needs, Why
from canbo.engine.forecast.fields import FieldLine, FieldSeat, Fitting
from canbo.engine.forecast.holding import Scene
from canbo.engine.forecast.retiring import Basis, Retirements, Retiring, Untold
from canbo.engine.forecast.spans import Horizon, Range, Span, people_in
from canbo.engine.forecast.terms import Ending, Ends, Terms
from canbo.engine.forecast.vacancies import Cause, Vacancy

__all__ = [
    "Backtest",
    "Basis",
    "Because",
    "Cause",
    "CourseNeed",
    "Ending",
    "Ends",
    "FieldLine",
    "FieldSeat",
    "Fitting",
    "Forecast",
    "Horizon",
    "Needs",
    "Outcome",
    "Range",
    "Retirements",
    "Retiring",
    "Scene",
    "Score",
    "Span",
    "Terms",
    "Tested",
    "Untold",
    "Vacancy",
    "Why",
    "backtest",
    "forecast",
    "people_in",
]
