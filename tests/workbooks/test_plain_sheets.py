"""Sheets taken apart in bulk hold the very cells that the parser reads tag by tag."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from canbo.exchange.workbooks import plain_sheet, xlsx
from canbo.exchange.workbooks.grid import Sheet

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


def with_sheet(body: str) -> bytes:
    """A workbook whose one sheet has this body."""
    from openpyxl import Workbook

    made, out = BytesIO(), BytesIO()
    Workbook().save(made)
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
