"""The truth of Sầm Sơn, put together from one seed."""

from __future__ import annotations

import random

from examples.builder.sam_son.attainments import Assessor
from examples.builder.sam_son.courses import BY_ID
from examples.builder.sam_son.people import invent_people
from examples.builder.sam_son.places import units
from examples.builder.sam_son.schooling import Registrar
from examples.builder.truth import Truth


def invent() -> Truth:
    """Invent the town: the same truth on every machine and every day."""
    truth = Truth(units=units(), classes=dict(BY_ID))
    truth.people = invent_people(random.Random("sam-son people"))
    registrar = Registrar(truth, random.Random("sam-son classes"))
    registrar.enrol_all()
    levels = random.Random("sam-son levels")
    Assessor(truth, levels, registrar.without_state_course).assess_all()
    return truth
