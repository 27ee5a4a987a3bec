"""Sheets taken apart in bulk hold the very cells that the parser reads tag by tag."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canbo.exchange.workbooks import plain_sheet, xlsx
from canbo.exchange.workbooks.grid import Sheet
from canbo.exchange.workbooks.reading import WorkbookRefused

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
FILES = sorted(EXAMPLES.glob("*/*/*.xlsx"))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BODIES = (
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><f>A1&amp;"x"</f><v>1x</v></c></row>',
    '<row r="2"><c r="A2" t="inlineStr"><is><t>Nguyễn &amp; An</t></is></c><c r="B2" s="1"/></row>',
    '<row r="3" hidden="1"><c r="A3" t="b"><v>1</v></c><c r="C3"><f>A1</f></c></row>',
    '<row r="4"><c r="A4" t="n"><v>1.5E3</v></c><c r="B4" s="0"><v>-2</v></c></row>\n<row r="5"/>',
    '<row r="6"><c t="str" r="A6"><v>turned</v></c><c><v>7</v></c></row>',
    '<row r="7"><c r="A7" t="str"><v><![CDATA[<c r="A1"><v>1</v></c>]]></v></c></row>',
    '<row r="8"><c r="A8"><v>1</v></c><c r="A8"><v>2</v></c></row><!-- note -->',
    '<row r="9"><c r="XFD1048576"><v>3</v></c></row>',
)

STRINGS = ("Họ và tên", "Nguyễn & An", " dư ", "hai\ndòng", "NguyÔn V¨n", "12")

# What stands in a cell after its place: attributes and inside, as programs write them or may.
INSIDES = st.sampled_from(
    (
        *(f"{style}{kind}><v>{value}</v></c>"
          for style in ("", ' s="0"', ' s="1"', ' s="2"', ' s="3"', ' s="9"')
          for kind in ("", ' t="n"')
          for value in ("0", "7", "007", "28000", "9999999", "12345678", "1.50", "1E3", "-2", "")),
        *(f"{style} t=\"s\"><v>{value}</v></c>"
          for style in ("", ' s="1"', ' s="2"', ' s="3"') for value in (0, 1, 2, 3, 4, 5)),
        *(f"{style} t=\"inlineStr\"><is>{text}</is></c>"
          for style in ("", ' s="2"', ' s="3"')
          for text in ("<t>007</t>", "<t>An &amp; Ba</t>", "<t/>", "<t></t>", "<t> x</t>",
                       '<t xml:space="preserve"> x </t>', "<r><t>x</t></r>", "<t>a</t><t>b</t>",
                       "<t>NguyÔn V¨n</t>", "<t>a_x000D_b</t>", "<t>&#10;</t>")),
        ' t="str"><v>007</v></c>', ' t="str"><f>A1</f><v>x</v></c>', ' t="b"><v>1</v></c>',
        ' t="str"><v>a&gt;b</v></c>', ' t="str"><v>a>b</v></c>', ' t="d"><v>2011-05-06</v></c>',
        "><f>A1+1</f></c>", "><f>A1</f><v>3</v></c>", ' s="1"/>', "/>", "></c>", "><v/></c>",
        "><v>1</v> </c>", "> <v>1</v></c>", ' cm="1"><v>5</v></c>', " s='1'><v>5</v></c>",
    )
)  # fmt: skip
ROWS = st.lists(st.lists(INSIDES, max_size=6), min_size=1, max_size=6)
BETWEEN = st.sampled_from(("", "", "", "\n", "  ", "<!-- -->"))


def with_sheet(body: str) -> bytes:
    """A workbook whose one sheet has this body, and some shared strings and styles."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    made, out = BytesIO(), BytesIO()
    book = Workbook()
    for number, text in enumerate(STRINGS, start=1):
        book.active.cell(number, 1, text)
    book.active["B1"].number_format = "mm/yyyy"
    book.active["B2"].font = Font(name=".VnTime")
    book.active["B3"].font = Font(strike=True)
    book.save(made)
    with ZipFile(made) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = (
                    f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'.encode()
                )
            new.writestr(name, data)
    return out.getvalue()


def as_told(sheets: Iterable[Sheet]) -> list[object]:
    return [
        (s.name, dict(s.cells.items()), s.merges, s.hidden, s.hidden_rows, s.hidden_columns)
        for s in sheets
    ]


def tag_by_tag(content: bytes, patch: pytest.MonkeyPatch) -> list[object]:
    """What the parser alone reads."""

    def unusual(*_: object) -> None:
        raise plain_sheet.Unusual

    with patch.context() as one:
        one.setattr(xlsx, "take_apart", unusual)
        one.setattr(xlsx, "texts_apart", unusual)
        return as_told(xlsx.read_package(content))


@pytest.mark.parametrize("dense_from", [0, 10**9])
@pytest.mark.parametrize("body", [*BODIES, "".join(BODIES[:4])])
def test_a_body_is_read_alike(body: str, dense_from: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_DENSE_FROM", dense_from)
    content = with_sheet(body)
    assert as_told(xlsx.read_package(content)) == tag_by_tag(content, monkeypatch)


@settings(max_examples=120, deadline=None)
@given(rows=ROWS, between=BETWEEN, hidden=st.booleans(), dense=st.booleans())
def test_any_sheet_is_read_alike(
    rows: list[list[str]], between: str, hidden: bool, dense: bool
) -> None:
    body = ""
    for number, cells in enumerate(rows, start=1):
        said = ' hidden="1"' if hidden and number % 2 else ""
        body += f'<row r="{number}"{said}>'
        for column, inside in zip("ABCDEF", cells, strict=False):
            body += f'<c r="{column}{number}"{inside}{between}'
        body += "</row>"
    content = with_sheet(body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xlsx, "_DENSE_FROM", 0 if dense else 10**9)
        assert outcome(lambda: as_told(xlsx.read_package(content))) == outcome(
            lambda: tag_by_tag(content, patch)
        )


def outcome(read: Callable[[], list[object]]) -> object:
    """What a reading gives, or why it is refused."""
    try:
        return read()
    except WorkbookRefused as refused:
        return refused.problems


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_example_is_read_alike(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_DENSE_FROM", 0)
    content = path.read_bytes()
    assert as_told(xlsx.read_package(content)) == tag_by_tag(content, monkeypatch)


def test_usual_sheets_are_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(xlsx.WorkSheetParser, "parse_row", never)
    sheets = xlsx.read_package(with_sheet("".join(BODIES[:4])))
    assert len(sheets[0].cells) == 7
