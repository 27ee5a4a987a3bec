"""What may be done to the records: import and undo, facts by hand, confirming what was proposed."""

from canbo.records.operations.drafts_reading import confirmed_layouts, vocabulary
from canbo.records.operations.facts import FactRefused, correct_fact, record_facts, void_fact
from canbo.records.operations.imports import ImportRefused, import_workbook
from canbo.records.operations.intake.differences import (
    LOOKED_AT,
    DecisionRefused,
    Difference,
    DifferenceKind,
    Option,
    Outcome,
)
from canbo.records.operations.intake.report import CellCounts, ImportReport
from canbo.records.operations.intake.turns import NO_DAY, rank_of
from canbo.records.operations.post_profiles import PostSaid, confirm_post
from canbo.records.operations.registers import RegisterRefused, confirm_unit
from canbo.records.operations.rehearsing import Rehearsal, rehearse
from canbo.records.operations.undo import UndoRefused, UndoReport, undo_import

__all__ = [
    "LOOKED_AT",
    "NO_DAY",
    "CellCounts",
    "DecisionRefused",
    "Difference",
    "DifferenceKind",
    "FactRefused",
    "ImportRefused",
    "ImportReport",
    "Option",
    "Outcome",
    "PostSaid",
    "RegisterRefused",
    "Rehearsal",
    "UndoRefused",
    "UndoReport",
    "confirm_post",
    "confirm_unit",
    "confirmed_layouts",
    "correct_fact",
    "import_workbook",
    "rank_of",
    "record_facts",
    "rehearse",
    "undo_import",
    "vocabulary",
    "void_fact",
]
