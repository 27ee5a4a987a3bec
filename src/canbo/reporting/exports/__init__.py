"""Lists as workbooks that may come back edited; who exported how many rows is journalled."""

from canbo.reporting.exports.acts import export_acts
from canbo.reporting.exports.compliance import Asked, export_compliance, export_verdicts
from canbo.reporting.exports.drafts import export_draft
from canbo.reporting.exports.fact_columns import FACT_LISTS, FactList
from canbo.reporting.exports.facts import export_facts, export_units, lists_for
from canbo.reporting.exports.forecasts import export_backtest, export_bench, export_forecast
from canbo.reporting.exports.lists import (
    export_comparison,
    export_figure,
    export_officials,
    export_plan,
)
from canbo.reporting.exports.old_figures import export_old_figures
from canbo.reporting.exports.writing import Export, Exported, ExportRefused

__all__ = [
    "FACT_LISTS",
    "Asked",
    "Export",
    "ExportRefused",
    "Exported",
    "FactList",
    "export_acts",
    "export_backtest",
    "export_bench",
    "export_comparison",
    "export_compliance",
    "export_draft",
    "export_facts",
    "export_figure",
    "export_forecast",
    "export_officials",
    "export_old_figures",
    "export_plan",
    "export_units",
    "export_verdicts",
    "lists_for",
]
