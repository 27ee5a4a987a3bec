"""Law as the engine sees it: dated standards with citations, and the check of a person."""

from canbo.engine.law.check import (
    Holder,
    check,
    check_all,
    standards_by_post,
    strictest_failures,
)
from canbo.engine.law.holders import BOTH_AREAS, Dossier
from canbo.engine.law.retirement import NoWorkingTime, WorkingTime, working_months_left
from canbo.engine.law.trace import Bearing, Considered, Trace
from canbo.engine.law.values import (
    Answer,
    Area,
    Citation,
    Course,
    Dimension,
    Equivalence,
    Law,
    LegalEvidence,
    LegalText,
    Level,
    PostTitle,
    Requirement,
    RetirementAge,
    Seat,
    Standard,
    Verdict,
)

__all__ = [
    "BOTH_AREAS",
    "Answer",
    "Area",
    "Bearing",
    "Citation",
    "Considered",
    "Course",
    "Dimension",
    "Dossier",
    "Equivalence",
    "Holder",
    "Law",
    "LegalEvidence",
    "LegalText",
    "Level",
    "NoWorkingTime",
    "PostTitle",
    "Requirement",
    "RetirementAge",
    "Seat",
    "Standard",
    "Trace",
    "Verdict",
    "WorkingTime",
    "check",
    "check_all",
    "standards_by_post",
    "strictest_failures",
    "working_months_left",
]
