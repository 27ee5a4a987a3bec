"""Law as the engine sees it: dated standards with citations, and the check of a person."""

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
    "Answer",
    "Area",
    "Citation",
    "Course",
    "Dimension",
    "Law",
    "LegalEvidence",
    "LegalText",
    "Level",
    "PostTitle",
    "Requirement",
    "Standard",
    "Verdict",
]
