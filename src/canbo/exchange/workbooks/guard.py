"""What kind of file this is, before anything in it is read; limits against hostile files."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum
from typing import NoReturn

from canbo.exchange.workbooks.reading import Problem, WorkbookRefused

FILE_LIMIT = 64 * 2**20  # bytes on disk: a town's biggest roster is far below one megabyte
UNPACKED_LIMIT = 768 * 2**20  # bytes declared in the zip directory, all parts together
RATIO_LIMIT = 250  # unpacked to packed, for parts that unpack to more than the next line says
RATIO_FROM = 24 * 2**20
PART_COUNT_LIMIT = 5_000
SHEET_LIMIT = 200
CELL_LIMIT = 1_000_000

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EXPECTED = ".xlsx, .xls"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
)


class FileKind(StrEnum):
    """The two workbook formats that are read."""

    XLSX = "xlsx"
    XLS = "xls"


def refuse(code: str, *, found: str = "", expected: str = "", suggestion: str = "") -> NoReturn:
    """Refuse the whole file for one reason."""
    raise WorkbookRefused((Problem("", "", code, found, expected, suggestion),))


def recognise(content: bytes) -> FileKind:
    """Tell an .xlsx from an .xls by its bytes, never by its name; refuse everything else.

    Codes: empty_file, workbook_too_large, not_a_workbook, encrypted_workbook, truncated_workbook.
    """
    if not content:
        refuse("empty_file", expected=_EXPECTED)
    if len(content) > FILE_LIMIT:
        refuse("workbook_too_large", found=_size(len(content)), expected=_size(FILE_LIMIT))
    if content.startswith(_COMPOUND):
        if _ENCRYPTED_STREAM in content:
            refuse("encrypted_workbook", found=".xlsx", expected=_EXPECTED)
        return FileKind.XLS
    if content.startswith(_ZIP):
        return FileKind.XLSX
    refuse("not_a_workbook", found=_name_kind(content), expected=_EXPECTED)


def _name_kind(content: bytes) -> str:
    for mark, name in _OTHER_KINDS:
        if content.startswith(mark):
            return name
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        return "HTML"
    if head.startswith(b"<?xml"):
        return "XML"
    if b"\x00" not in head and (b"," in head or b";" in head or b"\t" in head):
        return "CSV"
    return "TXT" if b"\x00" not in head else "?"


def open_package(content: bytes) -> zipfile.ZipFile:
    """Open the zip of an .xlsx after judging its directory; nothing is unpacked yet.

    Codes: truncated_workbook, workbook_too_large, not_a_workbook, encrypted_workbook.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        refuse("truncated_workbook", found=f"ZIP, {_size(len(content))}")
    parts = package.infolist()
    if any(part.flag_bits & 0x1 for part in parts):
        refuse("encrypted_workbook", found="zip", expected=_EXPECTED)
    _judge_sizes(parts)
    names = {part.filename.lstrip("/").lower() for part in parts}
    if not any(name.endswith("workbook.xml") for name in names):
        refuse("not_a_workbook", found=_name_package(names), expected=_EXPECTED)
    return package


def _judge_sizes(parts: list[zipfile.ZipInfo]) -> None:
    total = sum(part.file_size for part in parts)
    if len(parts) > PART_COUNT_LIMIT or total > UNPACKED_LIMIT:
        refuse("workbook_too_large", found=_size(total), expected=_size(UNPACKED_LIMIT))
    for part in parts:
        packed = max(part.compress_size, 1)
        if part.file_size > RATIO_FROM and part.file_size / packed > RATIO_LIMIT:
            refuse(
                "workbook_too_large",
                found=f"{part.filename}: {_size(part.compress_size)} → {_size(part.file_size)}",
                expected=f"× {RATIO_LIMIT}",
            )


def _name_package(names: set[str]) -> str:
    for mark, name in (
        ("word/document.xml", "DOCX"),
        ("ppt/presentation.xml", "PPTX"),
        ("xl/workbook.bin", "XLSB"),
        ("content.xml", "ODS/ODT"),
    ):
        if mark in names:
            return name
    return "ZIP"


def _size(count: int) -> str:
    return f"{count / 2**20:.1f} MB"
