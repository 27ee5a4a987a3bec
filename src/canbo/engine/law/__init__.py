"""Law as the engine sees it: dated standards with citations, and the check of a person."""

from canbo.engine.law.check import (
    Holder,
    check,
    check_all,
    standards_by_post,
    strictest_failures,
)
from canbo.engine.law.holders import BOTH_AREAS, Dossier
from canbo.engine.law.values import (
    Answer,
    Area,
    Citation,
    Course,
    Dimension,
    Law,
    LegalEvidence,
    LegalText,
    Level,
    PostTitle,
    Requirement,
    Standard,
    Verdict,
)

__all__ = [
    "BOTH_AREAS",
    "Answer",
    "Area",
    "Citation",
    "Course",
    "Dimension",
    "Dossier",
    "Holder",
    "Law",
    "LegalEvidence",
    "LegalText",
    "Level",
    "PostTitle",
    "Requirement",
    "Standard",
    "Verdict",
    "check",
    "check_all",
    "standards_by_post",
    "strictest_failures",
]
