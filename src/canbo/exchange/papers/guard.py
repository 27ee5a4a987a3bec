"""What a Word template is before anything in it is read; limits against hostile files."""

from __future__ import annotations

import io
import re
import zipfile
from typing import NoReturn

from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import write_decimal

FILE_LIMIT = 8 * 2**20  # bytes: a template with a coat of arms as a picture is below one megabyte
UNPACKED_LIMIT = 48 * 2**20
PART_LIMIT = 3 * 2**20  # of one part of XML: a form of twenty pages has a tenth of it
PART_COUNT_LIMIT = 300
MARK_LIMIT = 60_000  # beginnings and ends of elements in a part: five times a form of twenty pages
DEPTH_LIMIT = 200  # of elements within elements

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_CONTENT_TYPES, _DOCUMENT = "[Content_Types].xml", "word/document.xml"
_MACROS = re.compile(r"vbaproject|vbadata|macroenabled", re.IGNORECASE)
# what a template of letters has no use for, and what could start or fetch something
_ALIEN = re.compile(r"(^|/)(activex|embeddings|afchunk|attachedtoolbars|ctrlprops)", re.IGNORECASE)
_OUTSIDE = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)(?![^>]*/hyperlink[\"'])",
    re.IGNORECASE,
)
_ALIEN_RELATION = re.compile(
    rb"/(attachedTemplate|oleObject|package|aFChunk|subDocument|control|mailMergeSource)[\"']",
    re.IGNORECASE,
)
_FIELD = re.compile(
    rb"(?:instrText[^>]*>|w:instr\s*=\s*[\"'])\s*(?:DDE|DDEAUTO|INCLUDE\w*|LINK|IMPORT|MACROBUTTON"
    rb"|DATABASE|AUTOTEXT|PRINT)\b",
    re.IGNORECASE,
)
_TAG = re.compile(rb"<(/?)[A-Za-z_][^<>]*?(/?)>")


class TemplateRefused(Refusal):
    """A Word template cannot be used; the code says why, `found` and `expected` name the place."""


def refuse(code: str, found: str = "", expected: str = "", near: str = "") -> NoReturn:
    """Refuse the whole template for one reason."""
    raise TemplateRefused(code, {"found": found[:120], "expected": expected, "near": near})


def admit(content: bytes) -> None:
    """Refuse what is no plain .docx, before a library reads it.

    Codes: template_too_large, template_not_docx, template_damaged, template_has_macros,
    template_unsafe.
    """
    if len(content) > FILE_LIMIT:
        refuse("template_too_large", _size(len(content)), _size(FILE_LIMIT))
    if not content.startswith(_ZIP):
        refuse("template_not_docx", _kind(content))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _judge(package)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        refuse("template_damaged")
    except RuntimeError:  # a part that needs a password
        refuse("template_not_docx", "tệp có mật khẩu")


def _judge(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    total = sum(part.file_size for part in parts)
    if len(parts) > PART_COUNT_LIMIT:
        refuse("template_too_large", f"{len(parts)} phần", f"{PART_COUNT_LIMIT} phần")
    if total > UNPACKED_LIMIT:
        refuse("template_too_large", _size(total), _size(UNPACKED_LIMIT))
    names = [part.filename for part in parts]
    if len(names) != len(set(names)):
        refuse("template_damaged")
    if _CONTENT_TYPES not in names or _DOCUMENT not in names:
        refuse("template_not_docx", "ZIP")
    for part in parts:
        if _MACROS.search(part.filename):
            refuse("template_has_macros", part.filename)
        if _ALIEN.search(part.filename) or ".." in part.filename.split("/"):
            refuse("template_unsafe", part.filename)
        if part.filename.endswith((".xml", ".rels")):
            _judge_part(part, package)


def _judge_part(part: zipfile.ZipInfo, package: zipfile.ZipFile) -> None:
    if part.file_size > PART_LIMIT:
        refuse("template_too_large", f"{part.filename}: {_size(part.file_size)}", _size(PART_LIMIT))
    with package.open(part) as stream:
        text = stream.read(PART_LIMIT + 1)  # a directory may lie about sizes
    if len(text) > PART_LIMIT:
        refuse("template_too_large", part.filename, _size(PART_LIMIT))
    # other encodings would hide what is looked for here; no Word writes them
    if text.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in text or _alien_encoding(text):
        refuse("template_unsafe", f"{part.filename}: mã chữ lạ")
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        refuse("template_unsafe", f"{part.filename}: DOCTYPE")
    if part.filename == _CONTENT_TYPES and _MACROS.search(text.decode("utf-8", "replace")):
        refuse("template_has_macros", "macroEnabled")
    if part.filename.endswith(".rels") and (_OUTSIDE.search(text) or _ALIEN_RELATION.search(text)):
        refuse("template_unsafe", f"{part.filename}: liên kết ra ngoài tệp")
    if _FIELD.search(text):
        refuse("template_unsafe", f"{part.filename}: trường tự lấy dữ liệu ngoài tệp")
    if text.count(b"<") > MARK_LIMIT:
        refuse("template_too_large", f"{part.filename}: {text.count(b'<')} phần tử",
               f"{MARK_LIMIT} phần tử")  # fmt: skip
    if _depth(text) > DEPTH_LIMIT:
        refuse("template_unsafe", f"{part.filename}: lồng quá sâu")


def _alien_encoding(text: bytes) -> bool:
    told = re.match(rb"\s*(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)", text)
    return told is not None and told.group(1).lower() not in (b"utf-8", b"us-ascii", b"ascii")


def _depth(text: bytes) -> int:
    now = most = 0
    for closes, empty in _TAG.findall(text):
        if closes:
            now -= 1
        elif not empty:
            now += 1
            most = max(most, now)
    return most


def _kind(content: bytes) -> str:
    if content.startswith(_COMPOUND):
        return "DOC, hoặc tệp có mật khẩu"
    for mark, name in ((b"%PDF", "PDF"), (b"{\\rtf", "RTF"), (b"<", "HTML/XML")):
        if content.lstrip().startswith(mark):
            return name
    return "tệp trống" if not content else "tệp không rõ loại"


def _size(count: int) -> str:
    return f"{write_decimal(count / 2**20)} MB"
