"""Dates and spans of time as offices write them in cells and title lines."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from canbo.engine.timeline import NotADate, PartialDate
from canbo.exchange.workbooks.grid import Cell
from canbo.exchange.workbooks.words import plain

_EPOCH = date(1899, 12, 30)  # day 0 of Excel's serial numbers
EXPECTED = "dd/mm/yyyy, mm/yyyy, yyyy"
_FULL = (
    r"(?P<{0}d>\d{{1,2}})(?P<{0}s>[/.\-])(?P<{0}m>\d{{1,2}})(?P={0}s)"
    r"(?P<{0}y>\d{{4}}|\d{{2}})(?!\d)"
)
_MONTH = r"(?P<{0}M>\d{{1,2}})[/.\-](?P<{0}Y>(?:19|20)\d\d)(?!\d)"
_YEAR = r"(?P<{0}Z>(?:19|20)\d\d)(?![\d/])"
_DAY_MONTH = r"(?P<{0}D>\d{{1,2}})[/.](?P<{0}N>\d{{1,2}})(?![\d/.])"
_BARE = r"(?P<{0}B>\d{{1,2}})(?![\d/.]|-\d{{1,2}}-\d)"
_EDGE = r"(?<![\d/.\-])"
_WRITTEN = "|".join(shape.format("a") for shape in (_FULL, _MONTH, _YEAR))
_LEFT = "|".join(shape.format("a") for shape in (_FULL, _MONTH, _YEAR, _DAY_MONTH, _BARE))
_RIGHT = "|".join(shape.format("b") for shape in (_FULL, _MONTH, _YEAR))
_ONE = re.compile(_EDGE + f"(?:{_WRITTEN})")
_RANGE = re.compile(
    _EDGE + rf"(?:{_LEFT})\s*(?:den het|den|toi|het|va|[-–—→]+>?)\s*(?:het\s*)?(?:{_RIGHT})"
)
_DAY_LIST = re.compile(
    _EDGE + r"(?P<list>\d{1,2}(?:\s*(?:,|va|&|;)\s*\d{1,2})+)/(?P<m>\d{1,2})/(?P<y>\d{4})"
)
_LASTS = re.compile(r"(?<!\d)(\d{1,2})\s*(?:\([^)]*\)\s*)?(ngay|tuan|thang|nam)(?!\s*\d)\b")
_QUARTER = re.compile(r"quy\s*(iv|iii|ii|i|[1-4])\s*(?:/|nam|-)?\s*((?:19|20)\d\d)")
_MONTHS = re.compile(
    r"\bthang\s*(\d{1,2})\s*(?:,|va|&|-|–)\s*(?:thang\s*)?(\d{1,2})\s*(?:nam|/)\s*(\d{4})(?!\d)"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                   "dec")  # fmt: skip
_MONTH_NAME = (
    "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_TH = "(?:st|nd|rd|th)?"
# "05-Aug-1965", "31 March 2004", "Jan-05", "August 5, 1965"; a year of two figures after a mark
_ENGLISH_INSIDE = re.compile(
    rf"(?i)(?<!\w)(?:(?P<d>\d{{1,2}}){_TH}[\s.\-/]*)?{_MONTH_NAME}"
    rf"(?:[\s.,\-/]*(?P<y>\d{{4}})|\s?[\-/'’]\s?(?P<s>\d{{2}}))(?!\d)"
    rf"|(?<!\w){_MONTH_NAME}[\s.\-/]*(?P<e>\d{{1,2}}){_TH},?\s*(?P<z>\d{{4}})(?!\d)"
)

_ISO_DAY = re.compile(r"(?<![\d/.\-])((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?![\d/.\-])")
_ISO_MONTHS = re.compile(
    r"(?<![\d/.\-])((?:19|20)\d\d)-(\d\d) ?(?:-|–|đến|to) ?((?:19|20)\d\d)-(\d\d)(?![\d/.\-])"
)


class ImpossibleDate(ValueError):
    """The text has the shape of a date that does not exist; `likely` is what may be meant."""

    def __init__(self, likely: str = "") -> None:
        super().__init__(likely)
        self.likely = likely


@dataclass(frozen=True, slots=True)
class Span:
    """When something began and ended, as far as written."""

    begins: PartialDate | None = None
    ends: PartialDate | None = None

    @property
    def is_known(self) -> bool:
        """Whether anything is known of it."""
        return self.begins is not None or self.ends is not None


def simplify(text: str) -> str:
    """Bring spoken dates to figures: "ngày 5 tháng 8 năm 2011", "5 Aug 2011" to "5/8/2011"."""
    line = re.sub(r"\s+", " ", plain(_ENGLISH_INSIDE.sub(_with_whole_year, text)))
    line = re.sub(r"(?<=\d)\s*([/.])\s*(?=\d)", r"\1", line)
    line = re.sub(r"ngay\s*(\d{1,2})\s*(?:thang|th\.?|/)\s*(\d{1,2})\s*(?:nam|/)\s*(\d{4})",
                  r"\1/\2/\3", line)  # fmt: skip
    line = re.sub(
        r"(?<!\d)(\d{1,2})\s*thang\s*(\d{1,2})\s*(?:,\s*)?nam\s*(\d{4})", r"\1/\2/\3", line
    )
    line = re.sub(r"(?<!\d)(\d{1,2})/(\d{1,2})\s*nam\s*(\d{4})", r"\1/\2/\3", line)
    line = re.sub(r"(?<!\d)(\d{1,2})\s*thang\s*(\d{1,2})(?!\s*(?:nam|/|-|\d))", r"\1/\2", line)
    line = re.sub(r"\b(?:thang|th|t)\.?\s*(\d{1,2})\s*(?:nam|[/.\-])\s*(\d{4})", r"\1/\2", line)
    line = re.sub(r"(?<!\d)(\d{1,2}) - (\d{1,2}) - ((?:19|20)\d\d)(?!\d)", r"\1/\2/\3", line)
    line = _MONTHS.sub(r"\1/\3 - \2/\3", line)
    line = _QUARTER.sub(_quarter_as_months, line)
    line = re.sub(r"\b(?:ngay|thang|nam|hom)\s+(?=\d)", "", line)
    return re.sub(r"\b(?:ngay|thang)(?=\d)", "", line)


def _quarter_as_months(match: re.Match[str]) -> str:
    last = 3 * _QUARTERS[match[1]]
    return f"{last - 2}/{match[2]} - {last}/{match[2]}"


def find_date(text: str) -> PartialDate | None:
    """The first date written in a text, in figures or words."""
    for match in _ONE.finditer(simplify(text)):
        found = _from_groups(match, "a", None)
        if found is not None:
            return found
    return None


def find_dates(text: str) -> list[PartialDate]:
    """All dates written in a text, in order."""
    found = (_from_groups(match, "a", None) for match in _ONE.finditer(simplify(text)))
    return [day for day in found if day is not None]


def _from_groups(match: re.Match[str], side: str, other: PartialDate | None) -> PartialDate | None:
    part = match.groupdict()

    def number(name: str) -> int:
        return int(part.get(side + name) or 0)

    try:
        if part.get(side + "y"):
            return PartialDate(_full_year(part[side + "y"] or ""), number("m"), number("d"))
        if part.get(side + "Y"):
            return PartialDate(number("Y"), number("M"))
        if part.get(side + "Z"):
            return PartialDate(number("Z"))
        return _completed(number("D"), number("N"), number("B"), other)
    except NotADate:
        return None


def _completed(day: int, month: int, bare: int, other: PartialDate | None) -> PartialDate | None:
    """The left side of a range that leaves month or year to its right side."""
    if other is None:
        return None
    if day:
        return PartialDate(other.year, month, day)
    if bare and other.day is not None:
        return PartialDate(other.year, other.month, bare)
    return PartialDate(other.year, bare) if bare and other.month is not None else None


def _full_year(written: str) -> int:
    year = int(written)
    if len(written) == 4:
        return year
    return year + (2000 if year <= 30 else 1900)


def find_span(text: str) -> Span:
    """The span of time a text speaks of: a range, a list of days, a day with a length, a year.

    Unknown where it may be read in two ways ("2005-06").
    """
    line = simplify(_ISO_MONTHS.sub(r"\2/\1 - \4/\3", _ISO_DAY.sub(r"\3/\2/\1", text)))
    begins: list[PartialDate] = []
    ends: list[PartialDate] = []
    for match in _RANGE.finditer(line):
        last = _from_groups(match, "b", None)
        first = _from_groups(match, "a", last)
        if first is not None and last is not None and first.earliest <= last.latest:
            begins.append(first)
            ends.append(last)
    for match in _DAY_LIST.finditer(line):
        days = [int(day) for day in re.findall(r"\d+", match["list"])]
        for day in days:
            try:
                begins.append(PartialDate(int(match["y"]), int(match["m"]), day))
            except NotADate:
                continue
        ends.append(begins[-1])
    if begins:
        return Span(min(begins, key=_first_day), max(ends, key=_last_day))
    return _from_single(line)


def _first_day(day: PartialDate) -> date:
    return day.earliest


def _last_day(day: PartialDate) -> date:
    return day.latest


# "1998-99", "2010 - 15"; "2005-06" may be June or two years, and nobody is to guess which
_SHORT_YEARS = re.compile(r"(?<![\d/.\-])((?:19|20)\d\d) ?- ?(\d{1,2})(?![\d/.\-]| ?- ?\d)")


def _from_short_years(match: re.Match[str]) -> Span:
    first, last = int(match[1]), int(match[1][:2] + match[2].zfill(2))
    if int(match[2]) <= 12 or last <= first:
        return Span()
    return Span(PartialDate(first), PartialDate(last))


def _from_single(line: str) -> Span:
    short = _SHORT_YEARS.search(line)
    if short is not None:
        return _from_short_years(short)
    found = (_from_groups(match, "a", None) for match in _ONE.finditer(line))
    days = [day for day in found if day is not None]
    days = [day for day in days if not any(_is_coarser(day, other) for other in days)]
    if not days:
        return Span()
    first = days[0]
    length = _LASTS.search(line)
    if length is not None:
        return Span(first, _after(first, int(length[1]), length[2]))
    if re.search(r"\b(?:tu|ke tu|khai giang|bat dau)\b", line) and len(days) == 1:
        return Span(first, None)
    return Span(first, days[-1] if len(days) > 1 else first)


def _is_coarser(day: PartialDate, other: PartialDate) -> bool:
    """Whether `other` says more exactly when: "năm 2010 (tháng 9/2010)"."""
    return day.precision < other.precision and day.agrees_with(other)


def _after(first: PartialDate, count: int, unit: str) -> PartialDate | None:
    """The last day (or month, or year) of a stay of so many days, weeks, months or years."""
    if unit in {"ngay", "tuan"}:
        if first.day is None:
            return first
        days = count * 7 if unit == "tuan" else count
        return PartialDate.of(first.earliest + timedelta(days=days - 1))
    if first.month is None:
        return PartialDate(first.year + count - 1) if unit == "nam" else first
    months = count * 12 if unit == "nam" else count
    index = first.year * 12 + first.month - 1 + months - (1 if first.day in (None, 1) else 0)
    return PartialDate(index // 12, index % 12 + 1)


# --- one cell


def read_date(cell: Cell, *, latest_year: int, least_age: int = 0) -> PartialDate:
    """Read a cell that should hold one date.

    `latest_year` is the year of the list: a two-digit year belongs to the last century that lies
    `least_age` years before it. Raises ImpossibleDate or NotADate.
    """
    day = (
        cell.day
        or _from_number(cell.number, latest_year)
        or _from_text(cell.line, latest_year - least_age)
    )
    if not 1900 <= day.year <= latest_year:
        raise ImpossibleDate
    return day


def _from_number(number: float | None, latest_year: int) -> PartialDate | None:
    """A year, a serial of Excel whose format was lost; other numbers may be dates run together."""
    if number is None or number != int(number):
        return None
    whole = int(number)
    if 1900 <= whole <= 2100:
        return PartialDate(whole)
    if 5_000 <= whole <= 60_000:
        day = _EPOCH + timedelta(days=whole)
        if day.year <= latest_year:
            return PartialDate.of(day)
    run_together = re.fullmatch(r"(?:(\d{1,2}?)(\d\d)|(\d{1,2}))((?:19|20)\d\d)", str(whole))
    if run_together is None:
        return None
    if len(str(whole)) == 8:  # the same as text is a date without a doubt
        return None
    day_text, month = run_together[1], run_together[2] or run_together[3]
    likely = "/".join(part for part in (day_text, month, run_together[4]) if part)
    raise ImpossibleDate(likely)


_PLAIN_DATE = re.compile(
    r"(?:(?P<d>\d{1,2}|[.\-_?…]*)[/.\-,](?=.*[/.\-,]))?"
    r"(?:(?P<m>\d{1,2}|[.\-_?…]*)[/.\-,])?(?P<y>\d{4}|\d{2})"
)


_USUAL = re.compile(r"(?:(?:(\d{1,2})/)?(\d{1,2})/)?(\d{4})")


def _from_text(text: str, latest_year: int) -> PartialDate:
    usual = _USUAL.fullmatch(text)
    if usual is not None and text.isascii():
        return _existing(_number(usual[1]), _number(usual[2]), int(usual[3]))
    english = _ENGLISH.fullmatch(re.sub(r"\s+", "", text.lower()))
    line = simplify(_english_in_figures(english) if english else text)
    line = re.sub(
        r"\((?:[^)\d]|\d{1,2}\s*t)*\)|^(?:sinh|ngay|nam|sn|ns|s)\b[\s.:]*", "", line
    ).strip(" .,;:'")
    compact = re.sub(r"\s+", "", line)
    if re.fullmatch(r"[12][.,]\d{3}", compact):  # a year shown with a thousands dot
        compact = compact[0] + compact[2:]
    compact = re.sub(r"(?<=[/.\-])(0?[ivx]{1,4})(?=[/.\-]\d)", _month_of_roman, compact)
    turned = re.fullmatch(
        r"((?:19|20)\d\d)[/.\-](\d{1,2})(?:[/.\-](\d{1,2})(?:00:00.*)?)?", compact
    )
    if turned is not None:  # the year first, as programs write it
        return _existing(_number(turned[3]), _number(turned[2]), int(turned[1]))
    if re.fullmatch(r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", compact):
        return PartialDate(int(compact[:4]), int(compact[4:6]), int(compact[6:]))
    if re.fullmatch(r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(19|20)\d\d", compact):
        return PartialDate(int(compact[4:]), int(compact[2:4]), int(compact[:2]))
    match = _PLAIN_DATE.fullmatch(compact)
    if match is None:
        raise _mistyped(text, compact)
    year = int(match["y"])
    if len(match["y"]) == 2:
        if match["m"] is None:
            raise NotADate(text)
        year += 2000 if 2000 + year <= latest_year else 1900
    return _existing(_number(match["d"]), _number(match["m"]), year)


_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9,
          "x": 10, "xi": 11, "xii": 12}  # fmt: skip
_ENGLISH = re.compile(
    rf"(?:(?P<d>\d{{1,2}}){_TH}[\-/.,']?)?{_MONTH_NAME}[\-/.,']?(?P<y>\d{{4}}|\d{{2}})"
    rf"|{_MONTH_NAME}[\-/.]?(?P<e>\d{{1,2}}){_TH},(?P<z>\d{{4}})"
)
_LIKE_FIGURES = str.maketrans({"l": "1", "i": "1", "|": "1", "o": "0"})


def _month_of_roman(match: re.Match[str]) -> str:
    return str(_ROMAN.get(match[1], match[1]))


def _english_in_figures(match: re.Match[str]) -> str:
    """ "05-Aug-1965", "Aug-65", "August 5, 1965" in figures."""
    part = match.groupdict()
    named = next(word for word in match.groups() if word and word[0].isalpha())
    month = _ENGLISH_MONTHS.index(named[:3].lower()) + 1
    day, year = part["d"] or part["e"], part["y"] or part["z"] or part.get("s")
    return f"{day}/{month}/{year}" if day else f"{month}/{year}"


def _with_whole_year(match: re.Match[str]) -> str:
    """The same inside a text, where no list says of which century a year of two figures is."""
    *first, year = _english_in_figures(match).split("/")
    return "/".join((*first, str(_full_year(year))))


def _mistyped(text: str, compact: str) -> NotADate | ImpossibleDate:
    """Why a text is no date; with letters that look like figures it may be meant as one."""
    as_figures = re.sub(r"([/.\-])\1+", r"\1", compact.translate(_LIKE_FIGURES))
    if as_figures != compact and _PLAIN_DATE.fullmatch(as_figures):
        return ImpossibleDate(as_figures)
    return NotADate(text)


def _number(text: str | None) -> int | None:
    return int(text) or None if text and text.isdigit() else None


def _existing(day: int | None, month: int | None, year: int) -> PartialDate:
    try:
        return PartialDate(year, month, day if month else None)
    except NotADate:
        flipped = day is not None and month is not None and day <= 12 < month <= 31
        raise ImpossibleDate(f"{month:02d}/{day}/{year}" if flipped else "") from None


def last_of_month(year: int, month: int) -> PartialDate:
    """The last day of a month."""
    return PartialDate(year, month, monthrange(year, month)[1])
