"""What kind of file this is, before anything in it is read; limits against hostile files."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from typing import IO, Literal, NoReturn, TypeVar
from xml.parsers import expat

from canbo.engine.vietnamese import write_decimal, write_number
from canbo.exchange.workbooks.grid import Sheet
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import Problem, WorkbookRefused

T = TypeVar("T")
FILE_LIMIT = 128 * 2**20  # bytes on disk: half a million people in 40 columns are about 90 MB
UNPACKED_LIMIT = 1280 * 2**20  # bytes declared in the zip directory, all parts together
RATIO_LIMIT = 250  # unpacked to packed, for parts that unpack to more than the next line says
RATIO_FROM = 24 * 2**20
PART_COUNT_LIMIT = 5_000
WHOLE_LIMIT = 32 * 2**20  # bytes of a part that is read whole: strings, styles, lists of parts
STRINGS_LIMIT = 192 * 2**20  # bytes of the shared strings, which are read in bulk
SHEET_LIMIT = 200
CELL_LIMIT = 1_000_000  # that are read tag by tag, or row by row
PLAIN_CELL_LIMIT = 24_000_000  # of sheets that are taken apart in bulk, four bytes a cell
TAGS_OF_CELL = 8  # of a sheet without its empty cells; a formula cell has six
ROW_TAG_LIMIT = 500_000  # five times what the widest row can hold; a row is read whole
ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"})
EXPECTED = ".xlsx, .xls"

_PROLOG = 1 << 16
# "Strict Open XML" is the same format under other names (ISO/IEC 29500-1); libraries know one.
_STRICT_NAMES = (
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_LETTER_STREAM = "WordDocument".encode("utf-16-le")
_WIDE_TEXTS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, from the lower or the higher byte
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


def refuse_more_than(cells: int) -> NoReturn:
    """Refuse a file of more cells than are read; code: workbook_too_large."""
    most = write_number(cells)
    refuse("workbook_too_large", found=f"> {most} ô", expected=f"{most} ô")


def recognise(content: bytes) -> FileKind:
    """Tell an .xlsx from an .xls by its bytes, never by its name; refuse everything else.

    Codes: empty_file, workbook_too_large, not_a_workbook, encrypted_workbook, truncated_workbook.
    """
    if not content:
        refuse("empty_file", expected=EXPECTED)
    if len(content) > FILE_LIMIT:
        refuse("workbook_too_large", found=_size(len(content)), expected=_size(FILE_LIMIT))
    if content.startswith(_COMPOUND):
        if _ENCRYPTED_STREAM in content:
            refuse("encrypted_workbook", found=".xlsx", expected=EXPECTED)
        return FileKind.XLS
    if content.startswith(_ZIP):
        return FileKind.XLSX
    refuse("not_a_workbook", found=_name_kind(content), expected=EXPECTED)


def admit(content: bytes) -> None:
    """Refuse at once what cannot be a workbook: by its first bytes, a zip by its directory too.

    Codes: those of `recognise` and of `open_package`.
    """
    if recognise(content) is FileKind.XLSX:
        open_package(content).close()


def _name_kind(content: bytes) -> str:
    for mark, name in _OTHER_KINDS:
        if content.startswith(mark):
            return name
    head = _in_one_byte(content[:2048])[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        return "HTML"
    if head.startswith(b"<?xml"):
        return "XML"
    if b"\x00" not in head and (b"," in head or b";" in head or b"\t" in head):
        return "CSV"
    return "TXT" if b"\x00" not in head else "tệp không rõ loại"


def _in_one_byte(head: bytes) -> bytes:
    """The beginning of a text without the zero bytes that Excel's "Unicode text" puts between."""
    return head[2:].replace(b"\x00", b"") if head.startswith(_WIDE_TEXTS) else head


def name_compound(content: bytes) -> str:
    """Name what a compound file without a workbook is."""
    return "DOC" if _LETTER_STREAM in content else "OLE"


class Package(zipfile.ZipFile):
    """The zip of an .xlsx; whoever opens a part of it gets no entity tricks and no giant."""

    def open(
        self,
        name: str | zipfile.ZipInfo,
        mode: Literal["r", "w"] = "r",
        pwd: bytes | None = None,
        *,
        force_zip64: bool = False,
        limit: int = WHOLE_LIMIT,
    ) -> IO[bytes]:
        """Open a part that will be read whole; codes: unsafe_workbook, workbook_too_large."""
        part = name if isinstance(name, zipfile.ZipInfo) else self.getinfo(name)
        if part.file_size > limit:
            found = f"{part.filename}: {_size(part.file_size)}"
            refuse("workbook_too_large", found=found, expected=_size(limit))
        with self.open_sheet(part) as stream:
            return io.BytesIO(with_usual_names(stream.read()))

    def open_sheet(self, part: str | zipfile.ZipInfo) -> IO[bytes]:
        """Open a part that will be read in pieces; code: unsafe_workbook."""
        with super().open(part) as stream:
            _judge_prolog(stream.read(_PROLOG))
        return super().open(part)


def with_usual_names(xml: bytes) -> bytes:
    """Bring the names of the strict format to those of the usual one."""
    for strict, usual in _STRICT_NAMES:
        xml = xml.replace(strict, usual)
    return xml


def _judge_prolog(head: bytes) -> None:
    """Refuse a document type: it stands before the first element or nowhere."""
    parser = expat.ParserCreate()
    elements: list[str] = []
    parser.StartDoctypeDeclHandler = lambda *_: refuse("unsafe_workbook", found="DOCTYPE")
    parser.StartElementHandler = lambda tag, _: elements.append(tag)
    with suppress(expat.ExpatError):  # bad XML is the library's to find
        parser.Parse(head, False)
        if not elements and len(head) == _PROLOG:
            refuse("unsafe_workbook", found="XML")


def open_package(content: bytes) -> Package:
    """Open the zip of an .xlsx after judging its directory; nothing is unpacked yet.

    Codes: truncated_workbook, workbook_too_large, not_a_workbook, encrypted_workbook.
    """
    try:
        package = Package(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        refuse("truncated_workbook", found=f"ZIP, {size_of(content)}")
    parts = package.infolist()
    if any(part.flag_bits & 0x1 for part in parts):
        refuse("encrypted_workbook", found="zip", expected=EXPECTED)
    _judge_sizes(parts)
    names = {part.filename.lstrip("/").lower() for part in parts}
    if not any(name.endswith("workbook.xml") for name in names):
        refuse("not_a_workbook", found=_name_package(names), expected=EXPECTED)
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


def size_of(content: bytes) -> str:
    """The size of a file as a person is told it."""
    return _size(len(content))


def _size(count: int) -> str:
    """Write a size; what is small is told in KB, so that nothing is "0,0 MB"."""
    if count < 2**20 // 10:
        return f"{write_decimal(count / 2**10)} KB"
    return f"{write_decimal(count / 2**20)} MB"


# --- while a library reads


@contextmanager
def library_at_work(read: str) -> Iterator[None]:
    """Turn whatever a library raises over a damaged file into a refusal; keep it from warning.

    `read` names what is being read, for a person; a library's own words are for programmers.
    Code: truncated_workbook.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except WorkbookRefused:
        raise
    except Exception as error:  # a hostile file can raise anything in a parser
        raise WorkbookRefused((Problem("", "", "truncated_workbook", read),)) from error


class Tally:
    """Counts the cells with a value, of all sheets together."""

    def __init__(self) -> None:
        self._count = self._plain = 0

    def count(self, more: int = 1) -> None:
        """Count one, or more; code: workbook_too_large."""
        self._count += more
        if self._count > CELL_LIMIT:
            refuse_more_than(CELL_LIMIT)

    def add(self, count: int) -> None:
        """Count so many that were taken apart in bulk; code: workbook_too_large."""
        self._plain += count
        if self._plain > PLAIN_CELL_LIMIT:
            refuse_more_than(PLAIN_CELL_LIMIT)


def at_most(cells: Iterable[T]) -> Iterator[T]:
    """The cells one by one, CELL_LIMIT at most; code: workbook_too_large."""
    for count, cell in enumerate(cells):
        if count >= CELL_LIMIT:
            refuse_more_than(CELL_LIMIT)
        yield cell


def judge_sheet_count(count: int) -> None:
    """Refuse a workbook of too many sheets; code: workbook_too_large."""
    if count > SHEET_LIMIT:
        found = f"{write_number(count)} trang"
        refuse("workbook_too_large", found=found, expected=f"{write_number(SHEET_LIMIT)} trang")


class TagTally:
    """Counts the tags of a sheet: what it would need in memory, whatever its cells say."""

    def __init__(self, cells: int) -> None:
        self._cells = cells
        self._all = self._since_row = 0

    def count(self, piece: bytes) -> None:
        """Count the tags of the sheet's next piece; code: workbook_too_large."""
        tags = piece.count(b"<")
        self._all += tags
        self._since_row = tags if b"row>" in piece else self._since_row + tags
        if self._all > TAGS_OF_CELL * self._cells or self._since_row > ROW_TAG_LIMIT:
            refuse_more_than(self._cells)


def refuse_errors(sheets: Iterable[Sheet]) -> None:
    """Refuse a workbook with error values, each by its sheet and cell; code: formula_error."""
    errors = tuple(
        Problem(sheet.name, CellRef(sheet.name, *place).address, "formula_error", cell.text)
        for sheet in sheets
        for place, cell in sheet.places(lambda cell: cell.text in ERRORS)
    )
    if errors:
        raise WorkbookRefused(errors)
