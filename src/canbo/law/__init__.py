"""The law as it is kept: dated YAML with citations, and the strict loader that reads it."""

from canbo.law.loader import (
    Checked,
    check_files,
    check_overlay,
    draft_of,
    load,
    load_draft,
    load_with,
    use_overlay,
)
from canbo.law.strict import LawInvalid, LawProblem

__all__ = [
    "Checked",
    "LawInvalid",
    "LawProblem",
    "check_files",
    "check_overlay",
    "draft_of",
    "load",
    "load_draft",
    "load_with",
    "use_overlay",
]
