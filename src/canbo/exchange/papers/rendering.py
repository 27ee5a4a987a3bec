"""Fills a Word template with values: in a sandbox, after its tags were read and all are known."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from canbo.engine.refusal import Refusal
from canbo.exchange.papers.forms import Of, Rows, tags_of
from canbo.exchange.papers.guard import admit, refuse
from canbo.exchange.papers.tags import check_tags

_CONTROLS = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_FOOTNOTES = "wordprocessingml.footnotes+xml"
_EMPTY = re.compile(r"<w:(p|r|t)( [^<>]*)?/>")
_BLANK = "......\t"


@dataclass(frozen=True, slots=True)
class Values:
    """What a paper says: values by tag, rows by list; what is not there is not held."""

    of: Of
    values: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)


class _Blank(str):
    """A value that is not held: printed as dots, asked for it is not there."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


def check_template(content: bytes, of: Of) -> None:
    """Refuse a template that is no plain .docx, or says a tag that forms of this sort do not have.

    Raises TemplateRefused; its codes are those of `guard.admit` and `tags.check_tags`.
    """
    admit(content)
    with _reading():
        template = _opened(content)
        check_tags(_parts(template), template.patch_xml, tags_of(of), _environment())


def render(content: bytes, values: Values) -> bytes:
    """Fill a template. It is checked again: a file in a folder may have been changed by anybody.

    Raises TemplateRefused as `check_template` does.
    """
    check_template(content, values.of)
    out = io.BytesIO()
    with _reading():
        template = _opened(content)
        template.render(_context(values), _environment(), autoescape=True)
        template.save(out)
    return out.getvalue()


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment


class _Template(DocxTemplate):  # type: ignore[misc]
    """A template whose empty elements are written out: docxtpl's patterns look for their ends."""

    def xml_to_string(self, xml: Any, encoding: str = "unicode") -> str:
        """The XML of a part as text."""
        return _EMPTY.sub(r"<w:\1\2></w:\1>", super().xml_to_string(xml, encoding))


def _opened(content: bytes) -> DocxTemplate:
    template = _Template(io.BytesIO(content))
    template.init_docx()
    return template


def _parts(template: DocxTemplate) -> dict[str, str]:
    """The XML, or the text, of every part of a template that is filled."""
    found = {"document": template.get_xml()}
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for key, part in template.get_headers_footers(uri):
            found[key] = template.get_part_xml(part)
    for part in template.docx.part.package.iter_parts():
        if part.content_type.endswith(_FOOTNOTES):
            found[str(part.partname)] = part.blob.decode("utf-8")
    for name in _PROPERTIES:
        found[name] = getattr(template.docx.core_properties, name) or ""
    return found


def _context(values: Values) -> dict[str, Any]:
    tags = tags_of(values.of)
    told: dict[str, Any] = {
        tag: clean_value(values.values.get(tag, "")) or _Blank(_BLANK) for tag in tags.values
    }
    return told | {name: _filled(one, values.rows.get(name, ())) for name, one in tags.rows.items()}


def _filled(rows: Rows, held: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The rows with every column; where nothing is held, empty rows to be filled in by hand."""
    told = [{column: clean_value(row.get(column, "")) for column in rows.columns} for row in held]
    return told or [dict.fromkeys(rows.columns, "") for _ in range(rows.blank)]


def clean_value(text: str) -> str:
    """A value without what would end a line, a paragraph or the file's XML.

    Two braces are parted: docxtpl writes some of them anew after filling.
    """
    cleaned = _CONTROLS.sub(" ", text)
    return re.sub(r"([{}])_(?=[{}%])|(%)_(?=\})", r"\1\2 ", cleaned)


@contextmanager
def _reading() -> Iterator[None]:
    """Whatever a library raises over a damaged file is a refusal."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Refusal:
        raise
    except Exception:
        refuse("template_damaged")
