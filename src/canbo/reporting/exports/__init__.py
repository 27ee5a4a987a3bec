"""Lists as workbooks that may come back edited; who exported how many rows is journalled."""

from canbo.reporting.exports.lists import (
    export_figure,
    export_officials,
    export_plan,
    export_verdicts,
)
from canbo.reporting.exports.writing import Export, Exported, ExportRefused

__all__ = [
    "Export",
    "ExportRefused",
    "Exported",
    "export_figure",
    "export_officials",
    "export_plan",
    "export_verdicts",
]
