"""The whole forecast of a home from one perspective."""

from __future__ import annotations

from dataclasses import dataclass

from canbo.engine.forecast.courses import Needs, course_needs
from canbo.engine.forecast.fields import FieldLine, Fields, field_lines
from canbo.engine.forecast.holding import Scene
from canbo.engine.forecast.retiring import Retirements, retirements
from canbo.engine.forecast.spans import Horizon
from canbo.engine.forecast.terms import Terms, term_ends
from canbo.engine.forecast.vacancies import vacancies
from canbo.engine.law.pausing import collector_paused


@dataclass(frozen=True, slots=True)
class Forecast:
    """What lies ahead of a home: who goes, which terms end, what has to be learnt."""

    scene: Scene
    horizon: Horizon
    retirements: Retirements
    terms: Terms
    needs: Needs
    fields: tuple[FieldLine, ...]


def forecast(scene: Scene, horizon: Horizon, fields: Fields) -> Forecast:
    """Look ahead from a scene's day to the end of the horizon.

    `fields`: the fields of study that suit a title, which no law says and an office may set.
    """
    with collector_paused():
        going, ending = retirements(scene), term_ends(scene)
        vacant = vacancies(scene, going, ending, horizon.window)
        return Forecast(
            scene,
            horizon,
            going,
            ending,
            course_needs(scene, horizon, going, vacant),
            field_lines(scene, horizon, going, fields),
        )
