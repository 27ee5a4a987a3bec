"""Wrong `CANBO_*` values as numbered Django system checks, with a hint in Vietnamese."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks


def check_environment(**_: Any) -> list[checks.CheckMessage]:
    """Tell every value of the environment that was not taken as written."""
    return [
        (checks.Error if problem.serious else checks.Warning)(
            f"{problem.variable}: {problem.text}.", hint=problem.hint, id=f"canbo.{problem.number}"
        )
        for problem in settings.CANBO_ENVIRONMENT_PROBLEMS
    ]
