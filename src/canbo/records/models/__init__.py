"""The tables of the records app; private to it."""

from canbo.records.models.facts import (
    Attainment,
    Attendance,
    FactRow,
    Particular,
    Tenure,
    UnitName,
    UnitPlacement,
)
from canbo.records.models.imports import BatchState, ImportBatch, Restatement
from canbo.records.models.registers import Person, Post, Register, TrainingClass, Unit

__all__ = [
    "Attainment",
    "Attendance",
    "BatchState",
    "FactRow",
    "ImportBatch",
    "Particular",
    "Person",
    "Post",
    "Register",
    "Restatement",
    "Tenure",
    "TrainingClass",
    "Unit",
    "UnitName",
    "UnitPlacement",
]
