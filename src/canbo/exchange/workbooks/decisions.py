"""Decisions (quyết định), schemes (đề án) and terms (nhiệm kỳ) as titles and cells name them."""

from __future__ import annotations

import re

from canbo.engine.facts import BodyKind
from canbo.engine.timeline import NotADate, PartialDate
from canbo.engine.vietnamese import clean
from canbo.exchange.workbooks.dates import find_date
from canbo.exchange.workbooks.list_vocabulary import ListBook
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.statements import DecisionReading, SchemeReading, TermReading
from canbo.exchange.workbooks.words import plain, trim

# 312-QĐ/ThU, 15/QĐ-UBND, 1250/QĐ-CT, 45 - QĐ/TU, 03-ĐA/ThU
_NUMBER = re.compile(
    r"(?<![\d/.])(\d{1,5})\s*([-/])\s*([A-ZĐƠƯ]{1,4}(?:\s*[-/&]\s*[^\W\d_][\w&]*)*)(?![\w])"
)
_BARE_NUMBER = re.compile(r"(?i)\b(?:số|QĐ|quyết định)\s*:?\s*(\d{1,5})(?![\d/.])")
_WHOLE_NUMBER = re.compile(r"\d{1,5}(?:\s*[-/]\s*[\w\-/& ]{0,30})?")
_ISSUER = re.compile(r"(?i)\b(?:của|do)\s+([^,;()\d]{3,60})")
_ISSUER_END = re.compile(r"(?i)\s+(?:về|ngày|phê duyệt|ban hành|v/v|số|kèm|cấp|ký)\b.*$")
_DECISION_WORD = re.compile(r"(?i)\b(?:quyết định|QĐ|quyết nghị|nghị quyết|NQ|thông báo|TB)\b")
_SCHEME = re.compile(r"(?i)\bđề án\b|\bĐA\b")
_SCHEME_KIND = re.compile(r"(?i)^ĐA\b")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*(?:[-–—/]|đến|->)\s*((?:19|20)\d\d)(?!\d)")
_ORDINAL = re.compile(r"(?i)\b(?:khóa|khoá|nhiệm kỳ thứ|lần thứ|đại hội)\s+([IVXL]{1,6}|\d{1,2})\b")
_ORDINAL_AFTER = re.compile(r"(?i)\bkh[óo]?[áa]?\s*\.?\s*([IVXL]{1,6})\b")


def find_number(text: str) -> str:
    """The number of a document in a text as written, blanks taken out; "" where none stands."""
    match = _NUMBER.search(text)
    if match is not None:
        return re.sub(r"\s+", "", f"{match[1]}{match[2]}{match[3]}")
    bare = _BARE_NUMBER.search(text)
    return bare[1] if bare else ""


def read_decision(text: str, cell: CellRef | None = None) -> DecisionReading | None:
    """Read the decision that a text names: number, day, issuer; None where it names no number."""
    line = clean(text)
    number = find_number(line)
    if not number:
        whole = _WHOLE_NUMBER.match(line)
        number = re.sub(r"\s+", "", trim(whole[0])) if whole and not find_date(whole[0]) else ""
    if not number:
        return None
    return DecisionReading(number, _day_after_number(line), find_issuer(line), cell)


def _day_after_number(line: str) -> PartialDate | None:
    match = _NUMBER.search(line) or _BARE_NUMBER.search(line)
    rest = line[match.end() :] if match else line
    return find_date(rest)


def find_issuer(text: str) -> str:
    """Whose document it is: what follows "của"."""
    match = _ISSUER.search(text)
    return trim(_ISSUER_END.sub("", match[1])) if match else ""


def decision_in_title(text: str, cell: CellRef | None = None) -> DecisionReading | None:
    """Read a decision that a title line names ("Kèm theo Quyết định số …"), no other document."""
    match = _DECISION_WORD.search(text)
    if match is None:
        return None
    rest = text[match.start() :]
    found = read_decision(rest, cell)
    if found is None or _SCHEME_KIND.match(re.sub(r"^\d+\W*", "", found.number)):
        return None
    return found


def find_scheme(text: str, cell: CellRef | None = None) -> SchemeReading | None:
    """Read the scheme that a text names: "Đề án số 03-ĐA/ThU ngày 12/5/2008"."""
    match = _SCHEME.search(text)
    if match is None:
        return None
    rest = clean(text[match.start() :])
    number = find_number(rest)
    name = trim(re.split(r"[();]", rest)[0])
    return SchemeReading(name, find_date(rest), number, None, cell)


def find_terms(text: str, book: ListBook, cell: CellRef | None = None) -> list[TermReading]:
    """All terms that a text names: "khóa XV, nhiệm kỳ 2010-2015", "NK 2010-2015 và 2015-2020".

    A range of years is a term only beside the word, or when it is a term that committees or
    councils had.
    """
    line = clean(text)
    ordinal = find_ordinal(line)
    said = re.search(r"\b(?:nhiem ky|nk|khoa)\b", plain(line)) is not None
    terms = []
    for match in _YEARS.finditer(line):
        years = int(match[1]), int(match[2])
        known = years in book.party_terms or years in book.council_terms
        if not (said or known) or not 0 < years[1] - years[0] <= 7:
            continue
        body = body_of(line, years, book)
        terms.append(
            TermReading(body, ordinal, PartialDate(years[0]), PartialDate(years[1]), None, cell)
        )
    if not terms and ordinal and said:
        terms.append(TermReading(body_of(line, None, book), ordinal, None, None, None, cell))
    return terms


def find_ordinal(text: str) -> str:
    """The ordinal of a term: "XV" of "khóa XV", "" where nobody counts."""
    match = _ORDINAL.search(text) or _ORDINAL_AFTER.search(text)
    return match[1].upper() if match else ""


def body_of(text: str, years: tuple[int, int] | None, book: ListBook) -> BodyKind:
    """Whose term it is: its years say it where only one kind of body had them, else the words."""
    if years is not None and (years in book.party_terms) != (years in book.council_terms):
        council = years in book.council_terms
        words = book.choices["bodies"].first(text)
        if not (words == BodyKind.MASS_BODY.value and not council):
            return BodyKind.COUNCIL if council else BodyKind.PARTY_COMMITTEE
    said = book.choices["bodies"].first(text)
    return BodyKind(said) if said else BodyKind.PARTY_COMMITTEE


def year_in(text: str) -> PartialDate | None:
    """The one year that a header or title names: "Năm 2010", "2010"; None for none or several."""
    years = {
        int(found) for found in re.findall(r"(?<![\d/\-])(?<!\d\.)((?:19|20)\d\d)(?![\d/])", text)
    }
    if len(years) != 1:
        return None
    try:
        return PartialDate(years.pop())
    except NotADate:
        return None


def length_in_months(text: str) -> int | None:
    """A length of time in months: "36 tháng", "3 năm", "05 năm", "2,5 năm"."""
    match = re.search(r"(\d{1,3})(?:[.,](\d))?\s*(thang|nam)\b", plain(text))
    if match is None:
        return None
    count = int(match[1])
    if match[3] == "thang":
        return count
    return count * 12 + round(int(match[2] or 0) * 12 / 10)


def months_after(begins: PartialDate, months: int) -> PartialDate:
    """The partial date so many months later, as exact as its beginning."""
    if begins.month is None:
        return PartialDate(begins.year + months // 12)
    index = begins.year * 12 + begins.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if begins.day is None:
        return PartialDate(year, month)
    for day in range(begins.day, 27, -1):
        try:
            return PartialDate(year, month, day)
        except NotADate:
            continue
    return PartialDate(year, month, min(begins.day, 28))
