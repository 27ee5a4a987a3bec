"""Papers of an office as Word files: forms as data, templates drawn, checked and filled."""

from canbo.exchange.papers.drawing import draw_template
from canbo.exchange.papers.forms import (
    Form,
    FormUnknown,
    Head,
    Of,
    Rows,
    Tags,
    form_named,
    forms,
    tags_of,
)
from canbo.exchange.papers.guard import FILE_LIMIT, TemplateRefused
from canbo.exchange.papers.rendering import Values, check_template, render

__all__ = [
    "FILE_LIMIT",
    "Form",
    "FormUnknown",
    "Head",
    "Of",
    "Rows",
    "Tags",
    "TemplateRefused",
    "Values",
    "check_template",
    "draw_template",
    "form_named",
    "forms",
    "render",
    "tags_of",
]
