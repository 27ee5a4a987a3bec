"""Papers from the record: lý lịch, tiểu sử, trích ngang from the office's Word templates."""

from canbo.reporting.papers.templates import (
    TemplateView,
    give_back_shipped,
    list_templates,
    shipped_template,
    template_in_use,
    use_template,
)
from canbo.reporting.papers.writing import (
    MOST_PEOPLE,
    Paper,
    PaperRefused,
    Written,
    write_list_paper,
    write_person_paper,
)

__all__ = [
    "MOST_PEOPLE",
    "Paper",
    "PaperRefused",
    "TemplateView",
    "Written",
    "give_back_shipped",
    "list_templates",
    "shipped_template",
    "template_in_use",
    "use_template",
    "write_list_paper",
    "write_person_paper",
]
