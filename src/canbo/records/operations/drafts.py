"""What may be done with uploaded files before they are stored: the door of `drafts_…`."""

from canbo.records.operations.drafts_deciding import (
    DEFAULT,
    Selection,
    compare_again,
    decide,
    decide_all,
)
from canbo.records.operations.drafts_keeping import DraftRefused
from canbo.records.operations.drafts_progress import Progress, progress_of
from canbo.records.operations.drafts_receiving import (
    clear_old,
    drop_draft,
    is_lost_draft,
    receive_file,
    retry_draft,
    take_up_lost,
)
from canbo.records.operations.drafts_returning import (
    Original,
    content_of_draft,
    keep_noted_draft,
    noted_draft,
)
from canbo.records.operations.drafts_storing import (
    is_lost_round,
    stop_round,
    store_draft,
    store_drafts,
)
from canbo.records.operations.drafts_working import work_on_draft
from canbo.records.operations.layouts import column_roles, confirm_columns, forget_layout
from canbo.records.operations.told_days import tell_day
from canbo.records.operations.undo_preview import Resting, UndoPreview, preview_undo

__all__ = [
    "DEFAULT",
    "DraftRefused",
    "Original",
    "Progress",
    "Resting",
    "Selection",
    "UndoPreview",
    "clear_old",
    "column_roles",
    "compare_again",
    "confirm_columns",
    "content_of_draft",
    "decide",
    "decide_all",
    "drop_draft",
    "forget_layout",
    "is_lost_draft",
    "is_lost_round",
    "keep_noted_draft",
    "noted_draft",
    "preview_undo",
    "progress_of",
    "receive_file",
    "retry_draft",
    "stop_round",
    "store_draft",
    "store_drafts",
    "take_up_lost",
    "tell_day",
    "work_on_draft",
]
