"""Text of fonts before Unicode: every letter of every table, fonts against letters, doubt."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from canbo.exchange.workbooks import Reading
from canbo.exchange.workbooks.encodings import (
    BKHCM2,
    ENCODINGS,
    TCVN3,
    VISCII,
    VNI,
    Encoding,
    font_rule,
)
from canbo.exchange.workbooks.reading import CellClass, RosterDocument
from canbo.exchange.workbooks.syllables import is_syllable
from tests.workbooks.written import read

MARKS = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VOWELS = (unicodedata.normalize("NFC", v + mark) for v in "aăâeêioôơuưy" for mark in MARKS)
BEYOND = ("đ", *(vowel for vowel in VOWELS if not vowel.isascii()))
TITLE = "DANH SÁCH CÁN BỘ PHƯỜNG BẮC SƠN"
HEADER = ("STT", "Họ và tên", "Năm sinh", "Chức vụ", "Quê quán")
PEOPLE = (
    ("Trần Văn Bình", 1960, "CT UBND", "Trường Sơn, Sầm Sơn"),
    ("Nguyễn Thị Ánh", 1970, "Bí thư Đảng ủy", "Hoằng Hóa, Thanh Hóa"),
    ("Đặng Quỳnh Như", 1975, "CT HPN", "Quảng Xương"),
)


def held(text: str, encoding: Encoding) -> str:
    """A Unicode text as a file of an encoding holds it."""
    back = {shown: kept for kept, shown in encoding.letters.items()}
    lower = {letter.upper(): back[letter] for letter in BEYOND if letter in back}
    return "".join(back.get(c) or lower.get(c) or c for c in unicodedata.normalize("NFC", text))


# --- the tables


@pytest.mark.parametrize("encoding", ENCODINGS, ids=lambda encoding: encoding.name)
@pytest.mark.parametrize("letter", BEYOND)
def test_every_letter_comes_back(encoding: Encoding, letter: str) -> None:
    assert encoding.decode(held(letter, encoding)) == letter
    if encoding is not TCVN3:  # its capitals are another font
        assert encoding.decode(held(letter.upper(), encoding)) == letter.upper()


@pytest.mark.parametrize("encoding", ENCODINGS, ids=lambda encoding: encoding.name)
def test_no_two_letters_are_held_alike(encoding: Encoding) -> None:
    assert len(set(encoding.letters.values())) == len(encoding.letters)
    capitals = 6 + 1 if encoding is TCVN3 else len(BEYOND)
    assert len(encoding.letters) == len(BEYOND) + capitals


@pytest.mark.parametrize(
    ("encoding", "kept", "shown"),
    [
        (TCVN3, "TrÇn V¨n B×nh", "Trần Văn Bình"),
        (TCVN3, "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        (TCVN3, "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        (VNI, "Traàn Vaên Bình", "Trần Văn Bình"),
        (VNI, "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (VNI, "Ñoäc laäp - Töï do", "Độc lập - Tự do"),
        (VISCII, "Trån Væn Bình", None),
        (VISCII, "Vi®t Nam", "Việt Nam"),
        (BKHCM2, "Trêìn Vùn Bònh", "Trần Văn Bình"),
    ],
)
def test_known_sentences(encoding: Encoding, kept: str, shown: str | None) -> None:
    found = encoding.decode(kept)
    assert found == shown or (shown is None and found != "Trần Văn Bình")


@pytest.mark.parametrize(
    ("font", "name", "capitals"),
    [
        (".VnTime", "TCVN3", False), (".VnTimeH", "TCVN3", True), (".vntimeh", "TCVN3", True),
        (".VnArial NarrowH", "TCVN3", True), (".VnHelvetInsH", "TCVN3", True),
        (".VnCourier", "TCVN3", False),
        ("VNI-Times", "VNI", False), ("VNI Times", "VNI", False), ("VNtimes2", "BKHCM2", False),
        ("VI Times", "VISCII", False),
    ],
)  # fmt: skip
def test_fonts_say_their_encoding(font: str, name: str, capitals: bool) -> None:
    rule = font_rule(font)
    assert rule is not None
    assert rule.encoding is not None
    assert (rule.encoding.name, rule.capitals) == (name, capitals)


@pytest.mark.parametrize("font", ["Times New Roman", "Arial", "Calibri", "", "Vivaldi", "Vinh"])
def test_other_fonts_say_nothing(font: str) -> None:
    assert font_rule(font) is None


@pytest.mark.parametrize(
    "word",
    ["Trần", "Khuỷu", "Quỳnh", "quốc", "gìn", "Thuở", "quýt", "Nghiêm", "xoong", "YẾN", "Hoà",
     "Hòa", "Thuý", "Nguyễn", "giếng", "Uyên", "quẹo"],
)  # fmt: skip
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["TrÇn", "Traàn", "Bïi", "Vaên", "bàt", "Müller", "Thóy", "héi"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


# --- lists


def write(folder: Path, rows: list[tuple[tuple[Any, ...], str]], ending: str = "xlsx") -> Reading:
    """Write rows, each in one font, with a Unicode title block."""
    path = folder / f"list.{ending}"
    head: list[tuple[tuple[Any, ...], str]] = [
        ((TITLE,), "Arial"),
        (("Tính đến 30/6/2011",), "Arial"),
    ]
    if ending == "xls":
        book = xlwt.Workbook()
        sheet = book.add_sheet("S")
        for row, (values, font) in enumerate([*head, *rows]):
            style = xlwt.easyxf(f"font: name {font}")
            for column, value in enumerate(values):
                sheet.write(row, column, value, style)
        book.save(str(path))
        return read(path)
    package = openpyxl.Workbook()
    page = package.active
    for row, (values, font) in enumerate([*head, *rows], start=1):
        for column, value in enumerate(values, start=1):
            page.cell(row, column, value).font = Font(name=font)
    package.save(path)
    return read(path)


def people(reading: Reading) -> list[tuple[str, str, str]]:
    (document,) = reading.documents
    assert isinstance(document, RosterDocument)
    return [
        (row.person.name, row.posts[0].title if row.posts else "", row.person.home_place)
        for row in document.rows
    ]


def rows_in(encoding: Encoding, font: str) -> list[tuple[tuple[Any, ...], str]]:
    rows = [(tuple(held(text, encoding) for text in HEADER), font)]
    for number, person in enumerate(PEOPLE, start=1):
        values = (held(v, encoding) if isinstance(v, str) else v for v in person)
        rows.append(((number, *values), font))
    return rows


TRUE = [(name, code, home) for (name, _, _, home), code in zip(PEOPLE, ("X05", "X01", "X09"),
                                                              strict=True)]  # fmt: skip


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
@pytest.mark.parametrize(
    ("encoding", "font"),
    [(TCVN3, ".VnTime"), (VNI, "VNI-Times"), (BKHCM2, "VNtimes2"), (VISCII, "VI Times")],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_list_in_an_old_font_header_and_all(
    encoding: Encoding, font: str, ending: str, tmp_path: Path
) -> None:
    reading = write(tmp_path, rows_in(encoding, font), ending)
    assert people(reading) == TRUE
    assert reading.count(CellClass.LISTED) == 0
    (told,) = reading.problems
    assert (told.code, told.found) == ("old_font_read", encoding.name)
    assert int(told.expected) == len(reading.old_texts)
    by_address = {ref.address: old for ref, old in reading.old_texts.items()}
    assert by_address["B4"].raw == held("Trần Văn Bình", encoding)
    assert by_address["B4"].encoding == encoding.name


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times"])
def test_an_old_font_over_unicode_stays_unicode(font: str, tmp_path: Path) -> None:
    rows = [(HEADER, font), *(((n, *p), font) for n, p in enumerate(PEOPLE, start=1))]
    reading = write(tmp_path, rows)
    assert people(reading) == TRUE
    assert reading.problems == ()
    assert not reading.old_texts


@pytest.mark.parametrize("encoding", [TCVN3, VNI], ids=lambda encoding: encoding.name)
def test_old_text_in_an_ordinary_font_is_known_by_its_letters(
    encoding: Encoding, tmp_path: Path
) -> None:
    reading = write(tmp_path, rows_in(encoding, "Arial"))
    assert people(reading) == TRUE
    assert [p.code for p in reading.problems] == ["old_font_read"]


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_capitals_by_font_come_back_as_capitals_and_names_as_names(
    ending: str, tmp_path: Path
) -> None:
    rows = rows_in(TCVN3, ".VnTime")
    person = tuple(held(v.lower(), TCVN3) if isinstance(v, str) else v for v in PEOPLE[0])
    rows[1] = ((1, *person), ".VnTimeH")
    reading = write(tmp_path, rows, ending)
    assert people(reading)[0] == ("Trần Văn Bình", "X05", "TRƯỜNG SƠN, SẦM SƠN")


def test_a_single_word_that_may_be_old_is_listed_with_the_candidate(tmp_path: Path) -> None:
    rows: list[tuple[tuple[Any, ...], str]] = [
        (HEADER, "Arial"),
        ((1, *PEOPLE[0]), "Arial"),
        ((2, "Lê Thị Hà", 1970, "CT HPN", held("Huế", TCVN3)), "Arial"),
    ]
    reading = write(tmp_path, rows)
    listed = {p.cell: (p.code, p.suggestion) for p in reading.problems}
    assert listed == {"E5": ("legacy_encoding", "Huế")}
    assert people(reading)[1] == ("Lê Thị Hà", "X09", "")


def test_a_text_that_reads_both_ways_follows_its_font_and_its_neighbours(tmp_path: Path) -> None:
    both = held("Tụ Lõm", TCVN3)
    assert both == "Tô Lâm"
    old = write(tmp_path, [*rows_in(TCVN3, ".VnTime"), ((4, both, 1980, "CT HND"), ".VnTime")])
    assert people(old)[-1][0] == "Tụ Lõm"
    rows = [(HEADER, ".VnTime"), *(((n, *p), ".VnTime") for n, p in enumerate(PEOPLE, start=1))]
    new = write(tmp_path, [*rows, ((4, both, 1980, "CT HND"), ".VnTime")])
    assert people(new)[-1][0] == "Tô Lâm"
    mixed = [*rows, *rows_in(TCVN3, ".VnTime")[1:], ((7, both, 1980, "CT HND"), ".VnTime")]
    listed = {p.cell: (p.code, p.suggestion) for p in write(tmp_path, mixed).problems}
    assert listed["B10"] == ("legacy_encoding", "Tụ Lõm")


def test_several_fonts_in_one_cell(tmp_path: Path) -> None:
    """A capital of the capitals' font before small letters, and a Unicode remark behind."""
    package = openpyxl.Workbook()
    page = package.active
    rows = [(TITLE,), ("Tính đến 30/6/2011",), HEADER, (1, None, 1960, "CT UBND"), (2, "Lê Văn Ba")]
    for row in rows:
        page.append(row)
    page["C5"] = 1970
    page["B4"] = CellRichText(
        TextBlock(InlineFont(rFont=".VnTime"), held("Nguyễn Thị ", TCVN3)),
        TextBlock(InlineFont(rFont=".VnTimeH"), held("á", TCVN3)),
        TextBlock(InlineFont(rFont=".VnTime"), "nh "),
        TextBlock(InlineFont(rFont="Arial"), "(nữ)"),
    )
    package.save(tmp_path / "runs.xlsx")
    reading = read(tmp_path / "runs.xlsx")
    (document,) = reading.documents
    assert isinstance(document, RosterDocument)
    assert document.rows[0].person.name == "Nguyễn Thị Ánh"
    assert document.rows[0].person.sex == "f"


def test_several_fonts_in_one_cell_of_an_xls(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row, values in enumerate([(TITLE,), ("Tính đến 30/6/2011",), HEADER]):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    small, capital = (xlwt.easyfont(f"name {font}") for font in (".VnTime", ".VnTimeH"))
    sheet.write(3, 0, 1)
    parts = ((held("Nguyễn Thị ", TCVN3), small), (held("á", TCVN3), capital), ("nh", small))
    sheet.write_rich_text(3, 1, parts)
    sheet.write(3, 2, 1960)
    sheet.write(3, 3, "CT UBND")
    book.save(str(tmp_path / "runs.xls"))
    assert people(read(tmp_path / "runs.xls"))[0][0] == "Nguyễn Thị Ánh"


def test_decomposed_and_lookalike_letters_are_plain_unicode(tmp_path: Path) -> None:
    rows = [(HEADER, "Arial")]
    rows += [
        ((n, unicodedata.normalize("NFD", p[0]).replace("Đ", "Ð"), *p[1:]), "Arial")
        for n, p in enumerate(PEOPLE, start=1)
    ]
    reading = write(tmp_path, rows)
    assert people(reading) == TRUE
    assert reading.problems == ()


def test_western_names_and_signs_are_left_alone(tmp_path: Path) -> None:
    rows: list[tuple[tuple[Any, ...], str]] = [
        (HEADER, "Arial"),
        ((1, "José Muñoz", 1960, "CT UBND", "Trường Sơn"), "Arial"),
        ((2, "Jürgen Müller", 1961, "CT HPN", "25 °C"), "Arial"),
    ]
    reading = write(tmp_path, rows)
    assert [name for name, *_ in people(reading)] == ["José Muñoz", "Jürgen Müller"]


def test_a_font_named_by_the_theme(tmp_path: Path) -> None:
    import zipfile

    write(tmp_path, rows_in(TCVN3, "Arial"))
    with zipfile.ZipFile(tmp_path / "list.xlsx") as old:
        parts = {name: old.read(name) for name in old.namelist()}
    styles = parts["xl/styles.xml"].replace(b'<name val="Arial" />', b'<scheme val="minor" />')
    assert styles != parts["xl/styles.xml"]
    parts["xl/styles.xml"] = styles
    theme = parts["xl/theme/theme1.xml"]
    at = theme.index(b"minorFont")
    parts["xl/theme/theme1.xml"] = theme[:at] + theme[at:].replace(b"Calibri", b".VnTime", 1)
    with zipfile.ZipFile(tmp_path / "list.xlsx", "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    assert people(read(tmp_path / "list.xlsx")) == TRUE
