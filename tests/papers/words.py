"""Word files as a test reads them: paragraphs, tables, and templates with other words in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from docx import Document

BLANK = "......"


def opened(content: bytes):
    return Document(io.BytesIO(content))


def lines(content: bytes) -> list[str]:
    """Every paragraph with words, those in tables too; merged cells tell theirs once."""
    body = opened(content).element.body
    found = ("".join(_texts(one)) for one in body.iter(f"{_W}p"))
    return [line for line in found if line.strip()]


def text(content: bytes) -> str:
    return "\n".join(lines(content))


def table(content: bytes, head: str) -> list[list[str]]:
    """The rows below the head of the table whose first head this is."""
    for one in opened(content).tables:
        rows = [[cell.text for cell in row.cells] for row in one.rows]
        if rows[0][0] == head:
            return rows[1:]
    raise AssertionError(f"no table begins with {head}")


def value(content: bytes, label: str) -> str:
    """What stands behind a label in its line; dots are nothing."""
    line = next(one for one in lines(content) if label in one)
    return line.partition(label)[2].strip().strip("\t").rstrip(".").strip()


def with_words(content: bytes, *words: str) -> bytes:
    """The template with further paragraphs at its end, as somebody types them in Word."""
    document = opened(content)
    for one in words:
        document.add_paragraph(one)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The file with these parts in it, in the place of those of the same name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", _PACKED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(content)).read(name)


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PACKED = zipfile.ZIP_DEFLATED


def _texts(paragraph):
    for one in paragraph.iter(f"{_W}t", f"{_W}tab"):
        is_stop = one.getparent().tag == f"{_W}tabs"
        yield "" if is_stop else "\t" if one.tag == f"{_W}tab" else one.text or ""
