"""Which tags a template says, and whether each is known: a small language, all else is refused.

Allowed are a value (`{{ ho_ten }}`), a column of a row (`{{ dong.truong }}`), loops over the known
lists, and a question whether a value is there. Calls, filters, attributes of anything else, and
everything that only programmers need, are refused with the tag as it was written.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from jinja2 import Environment, TemplateSyntaxError, nodes

from canbo.exchange.papers.forms import Rows, Tags, nearest
from canbo.exchange.papers.guard import refuse

TAG_LIMIT = 2_000
LOOP_LIMIT = 2  # loops within loops: more would only multiply
LONGEST_TAG = 300  # characters
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_SIGN = re.compile(r"\{[{%#]|[}%#]\}")
_MARKUP = re.compile(r"<[^>]+>")
_WORDS_OF = re.compile(r"^\{[{%]-?(?:tr|tc|p|r)?\s*(.*?)\s*-?[}%]\}$", re.DOTALL)
_STATEMENT = re.compile(r"(for\s+\w+\s+in\s+\w+|endfor|if\s+.+|elif\s+.+|else|endif)", re.DOTALL)
_ASKS = (nodes.And, nodes.Or, nodes.Not)


def check_tags(
    parts: Mapping[str, str], patch: Callable[[str], str], tags: Tags, parsing: Environment
) -> None:
    """Refuse the first tag that is not known; `parts` are the XML of what will be filled.

    `patch` makes Jinja text of a part; its patterns take long over text that nobody has checked, so
    that each tag is read as it stands first. Codes: template_tag_unclosed, template_tag_unreadable,
    template_tag_unknown, template_tag_forbidden, template_too_large.
    """
    written: list[str] = []
    for part in parts.values():
        found = _written_in(part)
        written += found
        if len(written) > TAG_LIMIT:
            refuse("template_too_large", f"{len(written)} thẻ", f"{TAG_LIMIT} thẻ")
        for tag in found:
            _check_written(tag, parsing)
        try:
            tree = parsing.parse(patch(part))
        except TemplateSyntaxError:
            refuse("template_tag_unclosed", _unbalanced(found))
        _Checker(tags).body(tree.body)


def _written_in(part: str) -> list[str]:
    """The tags of a part as somebody reads them in Word; one that is not closed is refused."""
    words = html.unescape(_MARKUP.sub("", part))
    found: list[str] = []
    place = 0
    while (sign := _SIGN.search(words, place)) is not None:
        closing = _CLOSING.get(sign.group())
        ends = words.find(closing, sign.end(), sign.end() + LONGEST_TAG) if closing else -1
        if closing is None or ends < 0:
            refuse("template_tag_unclosed", plain(words[sign.start() : sign.start() + 40]))
        place = ends + len(closing)
        found.append(plain(words[sign.start() : place]))
    return found


def plain(text: str) -> str:
    """A tag as somebody reads it in Word."""
    return " ".join(_MARKUP.sub("", text).split())


def _check_written(tag: str, parsing: Environment) -> None:
    """Whether one tag can be read by itself, so that a wrong one is named as it stands."""
    if tag.startswith("{#"):
        return
    words = _WORDS_OF.match(tag)
    inner = words.group(1) if words else ""
    if tag.startswith("{%"):
        if not _STATEMENT.fullmatch(inner):
            refuse("template_tag_forbidden", tag)
        return
    try:
        parsing.parse(f"{{{{ {inner} }}}}")
    except TemplateSyntaxError:
        refuse("template_tag_unreadable", tag)
    if not inner:
        refuse("template_tag_unreadable", tag)


def _unbalanced(found: list[str]) -> str:
    """The loop or question that is opened and not closed, or closed and not opened."""
    opened: list[str] = []
    for tag in found:
        words = _WORDS_OF.match(tag)
        first = words.group(1).split(" ")[0] if words and tag.startswith("{%") else ""
        if first in ("for", "if"):
            opened.append(tag)
        elif first in ("endfor", "endif"):
            if not opened or f"end{_first(opened[-1])}" != first:
                return tag
            opened.pop()
    return opened[-1] if opened else next(iter(found), "")


def _first(tag: str) -> str:
    words = _WORDS_OF.match(tag)
    return words.group(1).split(" ")[0] if words else ""


class _Checker:
    """Walks what Jinja read and knows every name, or refuses it."""

    def __init__(self, tags: Tags) -> None:
        self._tags = tags
        self._rows: dict[str, Rows] = {}

    def body(self, found: Sequence[nodes.Node]) -> None:
        for node in found:
            if isinstance(node, nodes.Output):
                self.body(node.nodes)
            elif isinstance(node, nodes.TemplateData):
                continue
            elif isinstance(node, nodes.For):
                self._loop(node)
            elif isinstance(node, nodes.If):
                self._asked(node.test)
                self.body([*node.body, *node.elif_, *node.else_])
            else:
                self._value(node)

    def _loop(self, node: nodes.For) -> None:
        over, row = node.iter, node.target
        if not isinstance(over, nodes.Name) or not isinstance(row, nodes.Name):
            refuse("template_tag_forbidden", _told(node))
        if node.test is not None or node.recursive or node.else_:
            refuse("template_tag_forbidden", _told(node))
        if over.name not in self._tags.rows:
            self._unknown(over.name, self._tags.rows)
        if len(self._rows) >= LOOP_LIMIT or row.name in self._tags.values or row.name in self._rows:
            refuse("template_tag_forbidden", f"for {row.name} in {over.name}")
        self._rows[row.name] = self._tags.rows[over.name]
        self.body(node.body)
        del self._rows[row.name]

    def _asked(self, node: nodes.Node) -> None:
        if isinstance(node, _ASKS):
            for child in node.iter_child_nodes():
                self._asked(child)
        elif isinstance(node, nodes.Name) and node.name in self._tags.rows:
            return
        else:
            self._value(node)

    def _value(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Name):
            if node.name not in self._tags.values:
                self._unknown(node.name, {**self._tags.values, **self._tags.rows})
        elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            self._column(node.node.name, node.attr)
        else:
            refuse("template_tag_forbidden", _told(node))

    def _column(self, row: str, column: str) -> None:
        held = self._rows.get(row)
        if held is None:
            found = f"{row}.{column}"
            if column.startswith("_") or row in self._tags.values:
                refuse("template_tag_forbidden", found)
            refuse("template_tag_unknown", found, near=nearest(column, self._tags.values))
        if column not in held.columns:
            near = nearest(column, held.columns)
            refuse("template_tag_unknown", f"{row}.{column}", near=near)

    def _unknown(self, name: str, known: Mapping[str, object]) -> None:
        refuse("template_tag_unknown", name, near=nearest(name, known))


def _told(node: nodes.Node) -> str:
    """Say in a few words what was written: the names and texts in it."""
    return " ".join(_names(node))[:80] or type(node).__name__.lower()


def _names(node: nodes.Node) -> Iterator[str]:
    for one in [node, *node.find_all(nodes.Node)]:
        for field in ("name", "attr", "value"):
            value = getattr(one, field, None)
            if isinstance(value, str | int) and str(value):
                yield str(value)
