"""A trial of the town's plan: one number of its catalogue is another."""

from __future__ import annotations

from uuid import UUID

from canbo.cycle import access, operations
from canbo.engine.planning.trial import Edit, Number
from tests.records.sheets import OPERATOR
from tests.town.cast import REAL_NOW

ONE_MORE = Edit(Number.QUOTA, "Q1", 2)


def make_trial(edit: Edit = ONE_MORE) -> dict[str, UUID]:
    """Ask for a trial and do the worker's part; gives the request and what it made."""
    plan = access.get_plan(year=2012, actor=OPERATOR, at=REAL_NOW)
    assert plan is not None
    asked = operations.request_trial(base=plan.id, edit=edit, actor=OPERATOR, at=REAL_NOW)
    operations.work_on_request(request=asked, at=REAL_NOW)
    made = access.get_request(request=asked, actor=OPERATOR)
    assert made is not None
    assert made.made is not None
    return {"asked": asked, "trial": made.made}
