"""Templates: the shipped ones say only what they may; a hostile one is refused with a sentence."""

from __future__ import annotations

import io
import zipfile

import pytest

from canbo.exchange.papers import (
    FILE_LIMIT,
    Of,
    TemplateRefused,
    Values,
    check_template,
    draw_template,
    form_named,
    forms,
    render,
    tags_of,
)
from canbo.exchange.papers.guard import PART_LIMIT
from canbo.web.messages import sentence
from tests.papers.words import lines, opened, part, table, text, with_parts, with_words

FORMS = list(forms().values())
SHIPPED = draw_template(form_named("tieu-su"))


def said(content: bytes, of: Of = Of.PERSON) -> str:
    """The sentence with which a template is refused."""
    with pytest.raises(TemplateRefused) as refused:
        check_template(content, of)
    found = sentence(refused.value)
    assert "…" not in found.replace("for … in …", "").replace("(if …)", "").replace("for … %}", "")
    assert "mã " not in found or "Lỗi chưa có" not in found
    return found


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
class TestShipped:
    def test_its_tags_are_known(self, form) -> None:
        check_template(draw_template(form), form.of)

    def test_nothing_held_leaves_lines_to_fill_in(self, form) -> None:
        written = render(draw_template(form), Values(form.of))
        assert "{" not in text(written)
        assert "None" not in text(written)
        assert text(written).count("......") > 3

    def test_every_tag_of_it_is_filled(self, form) -> None:
        tags = tags_of(form.of)
        values = {tag: f"giá trị {tag}" for tag in tags.values}
        rows = {
            name: [{column: f"{name} {column} {place}" for column in one.columns}
                   for place in range(30)]
            for name, one in tags.rows.items()
        }  # fmt: skip
        drawn = draw_template(form)
        written = text(render(drawn, Values(form.of, values, rows)))
        assert "{" not in written
        for tag in values:
            if f"{{{{ {tag} }}}}" in text(drawn):
                assert f"giá trị {tag}" in written
        for name, one in tags.rows.items():
            for column in one.columns:
                if f"in {name} %" in text(drawn) and f"dong.{column} " in text(drawn):
                    assert f"{name} {column} 29" in written

    def test_the_page_is_an_office_s(self, form) -> None:
        section = opened(draw_template(form)).sections[0]
        across = form.of is Of.PEOPLE
        wide, high = (29.7, 21.0) if across else (21.0, 29.7)
        assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (wide, high)
        assert round(section.left_margin.cm, 1) == 3.0
        assert 1.5 <= round(section.right_margin.cm, 1) <= 2.0
        assert section.different_first_page_header_footer
        assert opened(draw_template(form)).styles["Normal"].font.name == "Times New Roman"

    def test_tables_keep_within_the_margins(self, form) -> None:
        document = opened(draw_template(form))
        section = document.sections[0]
        room = section.page_width.cm - section.left_margin.cm - section.right_margin.cm
        for one in document.tables:
            assert sum(column.width.cm for column in one.columns) <= room + 0.05

    def test_what_nobody_compared_says_so(self, form) -> None:
        assert form.evidence == "unverified"


def test_heads_are_those_of_the_issuing_side() -> None:
    assert "Độc lập - Tự do - Hạnh phúc" in lines(SHIPPED)
    party = text(draw_template(form_named("tieu-su-dang")))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in party
    assert "Độc lập" not in party
    assert "*" in lines(draw_template(form_named("tieu-su-dang")))


def test_the_head_of_a_table_is_printed_on_each_page() -> None:
    listed = opened(draw_template(form_named("trich-ngang")))
    assert "w:tblHeader" in next(one for one in listed.tables if "STT" in one._tbl.xml)._tbl.xml


def test_an_edited_template_is_used_as_it_is() -> None:
    own = with_words(
        SHIPPED, "Ông (bà) {{ ho_ten }}, sinh {{ngay_sinh}}.",
        "{% if ky_luat %}Kỷ luật: {{ ky_luat }}{% else %}Không bị kỷ luật{% endif %}",
        "{% for viec in cong_tac %}{{ viec.chuc_vu }}; {% endfor %}",
    )  # fmt: skip
    values = Values(
        Of.PERSON,
        {"ho_ten": "LÊ THỊ LAN", "ngay_sinh": "1980"},
        {"cong_tac": [{"chuc_vu": "Công chức"}, {"chuc_vu": "Phó Chủ tịch"}]},
    )
    written = lines(render(own, values))
    assert "Ông (bà) LÊ THỊ LAN, sinh 1980." in written
    assert "Không bị kỷ luật" in written
    assert "Công chức; Phó Chủ tịch; " in written


def test_a_tag_that_word_split_is_still_read() -> None:
    document = opened(SHIPPED)
    paragraph = document.add_paragraph("Tên: {")
    for piece in ("{ ho_", "ten ", "}", "}"):
        paragraph.add_run(piece).bold = piece == "ten "
    out = io.BytesIO()
    document.save(out)
    assert "Tên: LAN" in lines(render(out.getvalue(), Values(Of.PERSON, {"ho_ten": "LAN"})))


@pytest.mark.parametrize(
    "hostile",
    ["<script>alert(1)</script> & Co", "{{ ho_ten }}", "{% for x in y %}", "{_{ ho_ten }_}",
     "]]>", "a\x00b\x0bc", "dòng 1\ndòng 2\ttab", "\ufffe", "&lt;w:p/&gt;"],
)  # fmt: skip
def test_values_are_words_and_nothing_else(hostile: str) -> None:
    """Whatever a value says, the file has the same paragraphs, and says it once."""
    plain = render(SHIPPED, Values(Of.PERSON, {"que_quan": "Sầm Sơn"}))
    written = render(SHIPPED, Values(Of.PERSON, {"que_quan": hostile}))
    assert len(opened(written).paragraphs) == len(opened(plain).paragraphs)
    found = next(line for line in lines(written) if line.startswith("Quê quán:"))
    assert "LAN" not in found
    assert {one for one in hostile if one.isalnum()} <= set(found)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("{{ ho_tenn }}", "“ho_tenn”. Gần giống: ho_ten"),
        ("{{ quequan }}", "que_quan"),
        ("{{ Ho_Ten }}", "ho_ten"),
        ("{% for x in dao_taoo %}{{ x.truong }}{% endfor %}", "“dao_taoo”. Gần giống: dao_tao"),
        ("{% for x in dao_tao %}{{ x.truongg }}{% endfor %}", "“x.truongg”. Gần giống: truong"),
        ("{{ x.truong }}", "“x.truong”"),
        ("{{ ho_ten", "“{{ ho_ten”"),
        ("{{ ho ten }}", "“{{ ho ten }}”"),
        ("{{ }}", "“{{ }}”"),
        ("{% for x in dao_tao %}{{ x.truong }}", "“{% for x in dao_tao %}”"),
        ("{% endfor %}", "“{% endfor %}”"),
        ("{{ ho_ten }} }}", "“}}”"),
        ("{{ " + "x" * 400 + " }}", "“{{ xxx"),
        ("{% if ho_ten %}{% for x in dao_tao %}{% endif %}{% endfor %}", "“{% endif %}”"),
    ],
)
def test_a_wrong_tag_is_named(words: str, told: str) -> None:
    assert told in said(with_words(SHIPPED, words))


@pytest.mark.parametrize(
    "words",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ ho_ten.__class__ }}",
        "{{ ho_ten.__init__.__globals__ }}",
        "{{ ho_ten.format(1) }}",
        "{{ ho_ten | attr('__class__') }}",
        "{{ ho_ten | upper }}",
        "{{ self }}",
        "{{ self._TemplateReference__context }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum() }}",
        "{{ range(999999999) }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ 'a' * 999999999 }}",
        "{{ dao_tao }}",
        "{{ dao_tao[0].truong }}",
        "{{ ho_ten ~ ho_ten }}",
        "{% set x = ho_ten %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% macro m() %}{% endmacro %}",
        "{% raw %}{{ ho_ten }}{% endraw %}",
        "{% colspan ho_ten %}",
        "{% cellbg ho_ten %}",
        "{% vm %}",
        "{% hm %}",
        "{{ 'ho_ten' }}",
        '{{ "ho_ten" }}',
        "{{ “ho_ten” }}",
        "{% for x in range(9) %}{% endfor %}",
        "{% for x in 'abc' %}{% endfor %}",
        "{% for x in dao_tao if x %}{% endfor %}",
        "{% for x in dao_tao recursive %}{% endfor %}",
        "{% for ho_ten in dao_tao %}{{ ho_ten.truong }}{% endfor %}",
        "{% for a in dao_tao %}{% for b in dao_tao %}{% for c in dao_tao %}x{% endfor %}"
        "{% endfor %}{% endfor %}",
        "{% for x in dao_tao %}{{ x.__class__ }}{% endfor %}",
        "{% for x in dao_tao %}{{ x.items() }}{% endfor %}",
        "{% for x in dao_tao %}{{ loop.index }}{% endfor %}",
        "{% if ho_ten.__class__ %}x{% endif %}",
        "{% if lipsum() %}x{% endif %}",
    ],
)
@pytest.mark.parametrize("place", ["body", "header", "title"])
def test_what_only_programs_need_is_refused(words: str, place: str) -> None:
    document = opened(SHIPPED)
    if place == "body":
        document.add_paragraph(words)
    elif place == "header":
        document.sections[0].header.paragraphs[0].add_run(words)
    else:
        document.core_properties.title = words
    out = io.BytesIO()
    document.save(out)
    refusal = said(out.getvalue())
    assert refusal.startswith(("Thẻ “", "Mẫu này không có thẻ “", "Không hiểu thẻ “"))
    with pytest.raises(TemplateRefused):
        render(out.getvalue(), Values(Of.PERSON))


def test_tags_of_the_other_sort_are_unknown() -> None:
    assert "so_nguoi" in said(with_words(SHIPPED, "{{ so_nguoi }}"))
    listed = draw_template(form_named("trich-ngang"))
    assert "ho_ten" in said(with_words(listed, "{{ ho_ten }}"), Of.PEOPLE)


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


MACRO_TYPES = part(SHIPPED, "[Content_Types].xml").replace(
    b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"
)
RELATIONS = "word/_rels/document.xml.rels"


def related(kind: str, target: str, mode: str = "External") -> bytes:
    told = (
        f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )
    return part(SHIPPED, RELATIONS).replace(b"</Relationships>", told.encode())


DOCUMENT = part(SHIPPED, "word/document.xml")
FIELD = b"<w:p><w:r><w:instrText>%s</w:instrText></w:r></w:p><w:sectPr"
NO_FILES = {
    "nothing": (b"", "tệp trống"),
    "text": (b"xin chao", "không rõ loại"),
    "pdf": (b"%PDF-1.7", "PDF"),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "DOC, hoặc tệp có mật khẩu"),
    "rtf": (b"{\\rtf1 x}", "RTF"),
    "html": (b"<html></html>", "HTML"),
    "other zip": (packed({"a.txt": b"a"}), "thấy: ZIP"),
    "cut": (SHIPPED[:9000], "bị hỏng"),
    "broken xml": (with_parts(SHIPPED, {"word/document.xml": DOCUMENT[:-300]}), "bị hỏng"),
    "no body": (with_parts(SHIPPED, {"word/document.xml": b"<x/>"}), "bị hỏng"),
    "50 MB": (b"PK\x03\x04" + b"\0" * 50 * 2**20, "50,0 MB"),
    "bomb": (packed({"[Content_Types].xml": b"", "word/document.xml": b" " * 60 * 2**20}),
             "60,0 MB"),
    "long part": (with_parts(SHIPPED, {"word/document.xml": b" " * (PART_LIMIT + 1)}), "3,0 MB"),
    "many parts": (with_parts(SHIPPED, {f"word/a{one}.png": b"" for one in range(400)}), "phần"),
    "docm": (with_parts(SHIPPED, {"[Content_Types].xml": MACRO_TYPES}), "macro"),
    "vba": (with_parts(SHIPPED, {"word/vbaProject.bin": b"x"}), "macro (word/vbaProject.bin)"),
    "ole": (with_parts(SHIPPED, {"word/embeddings/ole1.bin": b"x"}), "word/embeddings"),
    "activex": (with_parts(SHIPPED, {"word/activeX/a.xml": b"<a/>"}), "word/activeX"),
    "picture from outside": (
        with_parts(SHIPPED, {RELATIONS: related("image", "https://example.org/x.png")}),
        "liên kết ra ngoài tệp",
    ),
    "other template": (
        with_parts(SHIPPED, {RELATIONS: related("attachedTemplate", "x.dotm", "Internal")}),
        "liên kết ra ngoài tệp",
    ),
    "entities": (
        with_parts(SHIPPED, {"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "b">]>' + DOCUMENT}),
        "DOCTYPE",
    ),
    "utf-16": (
        with_parts(SHIPPED, {"word/document.xml": DOCUMENT.decode().encode("utf-16")}),
        "mã chữ lạ",
    ),
    "field": (
        with_parts(SHIPPED, {"word/document.xml": DOCUMENT.replace(
            b"<w:sectPr", FIELD % b'DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"', 1)}),
        "trường tự lấy dữ liệu",
    ),
    "many elements": (
        with_parts(SHIPPED, {"word/document.xml": DOCUMENT.replace(
            b"<w:sectPr", b"<w:p/>" * 70_000 + b"<w:sectPr", 1)}),
        "phần tử",
    ),
    "deep": (
        with_parts(SHIPPED, {"word/document.xml": b"<a>" * 5000 + b"</a>" * 5000}),
        "lồng quá sâu",
    ),
    "many tags": (with_words(SHIPPED, *["{{ ho_ten }} " * 100] * 21), "thẻ"),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_FILES)
def test_what_is_no_plain_word_file_is_refused(name: str) -> None:
    content, told = NO_FILES[name]
    assert told in said(content)


def test_a_file_at_the_limit_is_judged_by_what_it_is() -> None:
    assert "bị hỏng" in said(b"PK\x03\x04" + b"\0" * (FILE_LIMIT - 4))


def test_a_link_to_a_page_is_no_harm() -> None:
    content = with_parts(SHIPPED, {RELATIONS: related("hyperlink", "https://example.org/")})
    check_template(content, Of.PERSON)


def test_thirty_classes_and_long_names_stay_in_their_table() -> None:
    long = "Học viện Chính trị - Hành chính quốc gia Hồ Chí Minh, " * 6
    rows = [{"truong": long, "nganh": f"Lớp {place}", "thoi_gian": "9/2008 - 6/2010",
             "hinh_thuc": "Vừa làm vừa học", "van_bang": long} for place in range(30)]  # fmt: skip
    written = render(
        draw_template(form_named("2c-bnv-2008")), Values(Of.PERSON, {}, {"dao_tao": rows})
    )
    found = table(written, "Tên trường")
    assert [row[1] for row in found] == [f"Lớp {place}" for place in range(30)]
    assert {len(row) for row in found} == {5}


HEAVY = {
    "empty paragraphs": b'<w:p w:rsidR="1"/>' * 20_000,
    "empty runs": b"<w:p>" + b'<w:r w:rsidR="1"/>' * 20_000 + b"</w:p>",
    "opened braces": b"<w:p><w:r><w:t>" + b"{{" * 500_000 + b"</w:t></w:r></w:p>",
    "closed braces": b"<w:p><w:r><w:t>" + b"-%}" * 500_000 + b"</w:t></w:r></w:p>",
    "cells to merge": b"<w:p><w:r><w:t>" + b"{%vm%}" * 1_000 + b"</w:t></w:r></w:p>",
}


@pytest.mark.parametrize("name", HEAVY)
def test_patterns_meet_no_text_that_holds_them_up(name: str) -> None:
    """Each is filled or refused in seconds; patterns that walk back and forth would take hours."""
    heavy = DOCUMENT.replace(b"<w:sectPr", HEAVY[name] + b"<w:sectPr", 1)
    content = with_parts(SHIPPED, {"word/document.xml": heavy})
    if name.startswith("empty"):
        assert "......" in text(render(content, Values(Of.PERSON)))
    else:
        assert said(content).startswith("Thẻ “")
