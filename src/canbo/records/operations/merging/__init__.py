"""Two records that are one person made one, taken apart again, or told apart for good."""

from canbo.records.operations.merging.apart import mark_apart, unmark_apart
from canbo.records.operations.merging.comparing import Comparison, compare_people
from canbo.records.operations.merging.meeting import Meeting, Side
from canbo.records.operations.merging.merge import MergeReport, merge_people
from canbo.records.operations.merging.refusals import MergeRefused
from canbo.records.operations.merging.unmerge import UnmergeReport, preview_unmerge, unmerge_people

__all__ = [
    "Comparison",
    "Meeting",
    "MergeRefused",
    "MergeReport",
    "Side",
    "UnmergeReport",
    "compare_people",
    "mark_apart",
    "merge_people",
    "preview_unmerge",
    "unmark_apart",
    "unmerge_people",
]
