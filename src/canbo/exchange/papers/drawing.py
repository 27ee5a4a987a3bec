"""Draws the shipped Word template of a form: from its description in words to a .docx with tags.

The look is an office's (Nghị định 30/2020): A4, left margin 30 mm, Times New Roman, the page number
above the text from the second page on. A value fills a line; where there is none, a row of dots
runs to the end of the line.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from canbo.exchange.papers.forms import Form, Head, Of

_FONT = "Times New Roman"
_LEFT, _RIGHT, _TOP, _BOTTOM = 3.0, 1.5, 2.0, 2.0  # centimetres
_SHORT, _LONG = 21.0, 29.7
_PHOTO = (4.0, 6.0)
_GAP = 0.4  # between photo and text
_INSIDE = 0.5  # what a cell is wider than its text: its margins, and a little between two values
_NARROW = 57  # twentieths of a point: the margins of the cells of a list of many columns
_ROW = "dong"  # what a row is called in the loops of the shipped templates
_NAME = re.compile(r"(\{\{ ho_ten \}\})")
_CENTRE, _LEFT_SIDE = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT


def draw_template(form: Form) -> bytes:
    """Draw the template that canbo ships for a form, as the bytes of a .docx."""
    out = io.BytesIO()
    _Drawing(form).draw().save(out)
    return out.getvalue()


class _Drawing:
    """One template while it is drawn."""

    def __init__(self, form: Form) -> None:
        self._form, self._told = form, form.drawn
        self._word: Word = Document()
        self._across = bool(self._told.get("landscape"))
        self._width = (_LONG if self._across else _SHORT) - _LEFT - _RIGHT
        self._size = 12.0 if form.of is Of.PEOPLE or form.head is Head.FORM else 13.0

    def draw(self) -> Word:
        self._page()
        self._head()
        self._title()
        self._beside_photo()
        for part in self._told["body"]:
            self._part(part)
        self._sign()
        self._word.core_properties.title = self._form.label
        self._word.core_properties.author = "canbo"
        self._word.core_properties.comments = ""
        return self._word

    # --- the page

    def _page(self) -> None:
        section = self._word.sections[0]
        wide, high = (_LONG, _SHORT) if self._across else (_SHORT, _LONG)
        section.orientation = WD_ORIENT.LANDSCAPE if self._across else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Cm(wide), Cm(high)
        section.left_margin, section.right_margin = Cm(_LEFT), Cm(_RIGHT)
        section.top_margin, section.bottom_margin = Cm(_TOP), Cm(_BOTTOM)
        section.header_distance = Cm(1.0)
        _as_newer_word(self._word)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = _CENTRE
        _field(number, "PAGE")
        normal = self._word.styles["Normal"]
        normal.font.name, normal.font.size = _FONT, Pt(self._size)
        fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
        for place in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(place), _FONT)
        normal.paragraph_format.space_after = Pt(3)
        normal.paragraph_format.line_spacing = 1.1

    # --- the head

    def _head(self) -> None:
        if self._form.head is Head.FORM:
            self._form_head()
            return
        left = 7.0 if not self._across else 11.0
        table = self._bare([left, self._width - left])
        issuer, state = table.rows[0].cells
        self._lines(issuer, [("{{ co_quan }}", True, 13)])
        if self._form.head is Head.STATE:
            self._lines(issuer, [("_______", True, 10)])
            self._lines(
                state,
                [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, 12),
                 ("Độc lập - Tự do - Hạnh phúc", True, 13)],
            )  # fmt: skip
            _underline(state.paragraphs[-1])
        else:
            self._lines(issuer, [("*", True, 13)])
            self._lines(state, [("ĐẢNG CỘNG SẢN VIỆT NAM", True, 15)])
            _underline(state.paragraphs[-1])

    def _form_head(self) -> None:
        code = self._word.paragraphs[0] if self._word.paragraphs else self._word.add_paragraph()
        code.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        code.add_run(self._told["code"]).italic = True
        code.runs[0].font.size = Pt(10)
        for line in self._told["above"]:
            self._line(self._word.add_paragraph(), line, self._width)

    def _lines(self, cell: _Cell, lines: Iterable[tuple[str, bool, float]]) -> None:
        for text, bold, size in lines:
            paragraph = _next(cell)
            paragraph.alignment = _CENTRE
            paragraph.paragraph_format.space_after = Pt(0)
            run = paragraph.add_run(text)
            run.bold, run.font.size = bold, Pt(size)

    def _title(self) -> None:
        title = self._word.add_paragraph()
        title.alignment = _CENTRE
        title.paragraph_format.space_before, title.paragraph_format.space_after = Pt(12), Pt(6)
        run = title.add_run(self._told["title"])
        run.bold, run.font.size = True, Pt(14 if self._form.head is not Head.FORM else 16)
        for line in self._told.get("under_title", ()):
            under = self._word.add_paragraph()
            under.alignment = _CENTRE
            under.add_run(line).italic = True

    # --- the body

    def _beside_photo(self) -> None:
        """Who it is, right of a frame for the photo of 4 × 6 cm."""
        lines: Sequence[Any] = self._told.get("beside_photo", ())
        if not lines:
            return
        wide, high = _PHOTO
        half = (self._width - wide - _GAP) / 2
        table = self._word.add_table(len(lines), 4)
        _fixed(table, [wide, _GAP, half, half])
        for row, line in zip(table.rows, lines, strict=True):
            row.height, row.height_rule = Cm(high / len(lines)), WD_ROW_HEIGHT_RULE.AT_LEAST
            first, second = row.cells[2:]
            if isinstance(line, str):
                self._line(_next(first.merge(second)), line, 2 * half - _INSIDE)
            else:
                for cell, words in zip((first, second), line, strict=True):
                    self._line(_next(cell), words, half - _INSIDE)
        photo = table.cell(0, 0).merge(table.cell(len(lines) - 1, 0))
        _frame(table)
        photo.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        self._lines(photo, [("Ảnh màu", False, 12), ("(4 x 6 cm)", False, 12)])
        self._thin()

    def _thin(self) -> None:
        """A thin empty line, so that what follows a table does not touch it."""
        after = self._word.add_paragraph()
        after.paragraph_format.space_after, after.paragraph_format.line_spacing = Pt(0), 0.5

    def _part(self, part: Any) -> None:
        if isinstance(part, str):
            self._line(self._word.add_paragraph(), part, self._width)
        elif isinstance(part, list):
            self._cells(part)
        elif "section" in part:
            self._section(part["section"])
        elif "small" in part:
            small = self._word.add_paragraph()
            small.add_run(part["small"]).italic = True
            small.runs[0].font.size = Pt(self._size - 1.5)
        elif "lines" in part:
            for _ in range(part["lines"]):
                self._line(self._word.add_paragraph(), "\t", self._width)
        elif "grid" in part:
            self._grid([head for head, _ in part["columns"]], [wide for _, wide in part["columns"]],
                       [[""] * len(part["columns"])] * part["grid"])  # fmt: skip
        else:
            self._table(part)

    def _section(self, words: str) -> None:
        heading = self._word.add_paragraph()
        heading.paragraph_format.space_before = Pt(6)
        heading.paragraph_format.keep_with_next = True
        heading.add_run(words).bold = True

    def _line(self, paragraph: Paragraph, words: str, width: float) -> None:
        """A line whose missing value, or whose rest, is dots up to its end."""
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Cm(width - 0.05), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS)
        for piece in _NAME.split(words):
            if piece:
                paragraph.add_run(piece).bold = bool(_NAME.fullmatch(piece))

    def _cells(self, lines: Sequence[str]) -> None:
        """Some values in one line, side by side, each with its dots."""
        wide = self._width / len(lines)
        table = self._bare([wide] * len(lines))
        _margins(table, 0)
        for cell, words in zip(table.rows[0].cells, lines, strict=True):
            self._line(_next(cell), words, wide - _INSIDE)

    def _table(self, part: Any) -> None:
        heads = [head for head, _, _ in part["columns"]]
        widths = [wide for _, _, wide in part["columns"]]
        tags = [f"{{{{ {_ROW}.{tag} }}}}" for _, tag, _ in part["columns"]]
        begin = [f"{{%tr for {_ROW} in {part['table']} %}}"] + [""] * (len(tags) - 1)
        end = ["{%tr endfor %}"] + [""] * (len(tags) - 1)
        self._grid(heads, widths, [begin, tags, end], size=part.get("size", self._size - 1))

    def _grid(
        self,
        heads: Sequence[str],
        widths: Sequence[float],
        rows: Sequence[Sequence[str]],
        size: float = 11.0,
    ) -> None:
        table = self._word.add_table(1 + len(rows), len(heads))
        table.style = "Table Grid"
        _fixed(table, widths)
        if len(heads) > 6:
            _margins(table, _NARROW)
        _repeated(table)
        for cell, words in zip(table.rows[0].cells, heads, strict=True):
            _write(cell, words, size, bold=True, centred=True)
        for row, texts in zip(table.rows[1:], rows, strict=True):
            _whole(row)
            if not any(texts):  # to be written by hand
                row.height, row.height_rule = Cm(0.8), WD_ROW_HEIGHT_RULE.AT_LEAST
            for cell, words, wide in zip(row.cells, texts, widths, strict=True):
                _write(cell, words, size, centred=wide <= 1.3)
        self._thin()

    # --- the foot

    def _sign(self) -> None:
        sides = self._told["sign"]
        self._thin()
        table = self._bare([self._width / 2] * 2)
        _whole(table.rows[0])
        for cell, lines in zip(table.rows[0].cells, sides, strict=True):
            is_headed = False
            for words in lines:
                paragraph = _next(cell)
                paragraph.alignment = _CENTRE
                paragraph.paragraph_format.space_after = Pt(0)
                run = paragraph.add_run(words)
                run.italic = words.startswith((".", "("))
                run.bold = not is_headed and not run.italic
                is_headed = is_headed or run.bold
            if lines:
                for _ in range(3):
                    cell.add_paragraph().paragraph_format.space_after = Pt(0)

    def _bare(self, widths: Sequence[float]) -> Table:
        """A table without borders, of one row, that only puts things side by side."""
        table: Table = self._word.add_table(1, len(widths))
        _fixed(table, widths)
        return table


# --- pieces of a Word file that python-docx has no words for


def _next(cell: _Cell) -> Paragraph:
    """The first paragraph of an empty cell, else a new one."""
    first: Paragraph = cell.paragraphs[0]
    is_empty = len(cell.paragraphs) == 1 and not first.text and not cell.tables
    found: Paragraph = first if is_empty else cell.add_paragraph()
    return found


def _write(
    cell: _Cell, words: str, size: float, *, bold: bool = False, centred: bool = False
) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = _CENTRE if centred else _LEFT_SIDE
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.paragraph_format.line_spacing = 1.0
    run = paragraph.add_run(words)
    run.bold, run.font.size = bold, Pt(size)


def _fixed(table: Table, widths: Sequence[float]) -> None:
    """Give the columns these widths, in centimetres, whatever stands in them."""
    table.autofit = False
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Cm(wide)
        for cell in column.cells:
            cell.width = Cm(wide)


def _margins(table: Table, width: int) -> None:
    """Leave so much room left and right of the text of each cell."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        one = OxmlElement(f"w:{side}")
        one.set(qn("w:w"), str(width))
        one.set(qn("w:type"), "dxa")
        margins.append(one)
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)


def _repeated(table: Table) -> None:
    """Print the head of a table anew on each page."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(head)
    _whole(table.rows[0])


def _whole(row: Any) -> None:
    """Keep a row on one page."""
    whole = OxmlElement("w:cantSplit")
    whole.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(whole)


def _frame(table: Table) -> None:
    """A border around the first column, whose cells are merged into one."""
    cells = [row.tc_lst[0] for row in table._tbl.tr_lst]
    for place, cell in enumerate(cells):
        borders = OxmlElement("w:tcBorders")
        sides = {"top": place == 0, "left": True, "bottom": cell is cells[-1], "right": True}
        for side in (side for side, is_drawn in sides.items() if is_drawn):
            line = OxmlElement(f"w:{side}")
            drawn = {"val": "single", "sz": "6", "space": "0", "color": "000000"}
            for name, value in drawn.items():
                line.set(qn(f"w:{name}"), value)
            borders.append(line)
        cell.get_or_add_tcPr().append(borders)


def _as_newer_word(word: Word) -> None:
    """Lay the pages out as Word 2013 and later do: older rules drop the dots at a cell's end."""
    settings = word.settings.element
    compatible = settings.find(qn("w:compat"))
    if compatible is None:
        compatible = OxmlElement("w:compat")
        settings.append(compatible)
    told = {"name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word",
            "val": "15"}  # fmt: skip
    for one in list(compatible):
        if one.get(qn("w:name")) == told["name"]:
            compatible.remove(one)
    mode = OxmlElement("w:compatSetting")
    for name, value in told.items():
        mode.set(qn(f"w:{name}"), value)
    compatible.append(mode)


def _underline(paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        run.underline = True


def _field(paragraph: Paragraph, code: str) -> None:
    """A field that Word works out, such as the number of the page."""
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        if kind:
            one = OxmlElement("w:fldChar")
            one.set(qn("w:fldCharType"), kind)
        else:
            one = OxmlElement("w:instrText")
            one.text = text
        run._r.append(one)
