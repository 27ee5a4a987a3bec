"""The tables of the records app; private to it."""

from canbo.records.models.careers import (
    Award,
    Discipline,
    ElectionResult,
    Leave,
    Move,
    PoolEntry,
    RankHolding,
    Rating,
    Retirement,
)
from canbo.records.models.drafts import (
    DraftDifference,
    DraftState,
    ImportDraft,
    LayoutMapping,
)
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
from canbo.records.models.merging import Apart, Merge
from canbo.records.models.organisation import PostProfile, TermProfile, UnitChange, UnitRating
from canbo.records.models.registers import (
    Election,
    Person,
    Post,
    Register,
    Scheme,
    Term,
    TrainingClass,
    Unit,
)

__all__ = [
    "Apart",
    "Attainment",
    "Attendance",
    "Award",
    "BatchState",
    "Discipline",
    "DraftDifference",
    "DraftState",
    "Election",
    "ElectionResult",
    "FactRow",
    "ImportBatch",
    "ImportDraft",
    "LayoutMapping",
    "Leave",
    "Merge",
    "Move",
    "Particular",
    "Person",
    "PoolEntry",
    "Post",
    "PostProfile",
    "RankHolding",
    "Rating",
    "Register",
    "Restatement",
    "Retirement",
    "Scheme",
    "Tenure",
    "Term",
    "TermProfile",
    "TrainingClass",
    "Unit",
    "UnitChange",
    "UnitName",
    "UnitPlacement",
    "UnitRating",
]
