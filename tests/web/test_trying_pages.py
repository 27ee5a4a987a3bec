"""A draft law and the numbers of an old report, tried by pages that keep nothing of them."""

from __future__ import annotations

import io
import re
from html import unescape

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from canbo.engine.figures import MEASURES
from canbo.journal.models import JournalEntry
from canbo.law import load
from canbo.web.office.views.law_draft import EXAMPLE, LARGEST
from tests.town.builder import add_people

DRAFT, OLD = "/luat/thu/", "/so-lieu/doi-chieu/"
EXAMPLE_TEXT = EXAMPLE.read_text(encoding="utf-8")
# Mai and Dũng (Y3, of the two wards) have trung cấp; Bình (Y5) cao đẳng
STRICTER = EXAMPLE_TEXT.replace("posts: [Y6]", "posts: [Y3, Y5, Y6]")
THEORY = MEASURES["intermediate_theory_people"].label
SHARE = MEASURES["commune_intermediate_professional_share"].label
FIELDS = ("so_lieu", "so_in", "vao_ngay", "tu", "den", "don_vi")


def words(response) -> str:
    """The words of a page, blanks made one."""
    page = re.sub(r"(?s)<script.*?</script>|<[^>]+>", " ", response.content.decode())
    return " ".join(unescape(page).split())


def file(content: bytes | str, name: str = "du-thao.yaml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def cells(response) -> list[list[object]]:
    assert response.status_code == 200, words(response)
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
    return [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


# --- a draft law ----------------------------------------------------------------------------------


def test_a_draft_tells_who_falls_when_where_and_what_mends_it(town, browse) -> None:
    answer = browse("hanh").post(DRAFT, {"noi_dung": STRICTER, "tu_ngay": "31/7/2011"})
    assert answer.status_code == 200
    said = words(answer)
    assert "3 người sẽ không còn đạt , ở 2 đơn vị" in said
    # each counted once, on the first day: all three fall under a second rule on 01/1/2015
    assert "ở 2 đơn vị: 3 người từ ngày 01/3/2012." in said
    assert "Cần: Đại học (3 người)" in said
    assert "phường Trường Sơn: 2 người" in said
    assert "phường Bắc Sơn: 1 người" in said
    for name in ("Nguyễn Thị Mai", "Trần Dũng", "Vũ Đình Bình"):
        assert name in said
    assert "Lê Thị Lan" not in said  # Y6, a university graduate


def test_of_a_draft_a_ward_clerk_is_told_of_the_own_people_only(town, browse) -> None:
    said = words(browse("mai").post(DRAFT, {"noi_dung": STRICTER}))
    assert "2 người sẽ không còn đạt , ở 1 đơn vị" in said
    assert "Trần Dũng" not in said
    only = words(browse("hanh").post(DRAFT, {"noi_dung": STRICTER, "don_vi": "phường Bắc Sơn"}))
    assert "1 người sẽ không còn đạt" in only


SOFTER = (
    EXAMPLE_TEXT[: EXAMPLE_TEXT.index("# 2.")]
    + """standards:
  - {id: dt, instead_of: cc-043-theory, posts: [Y3], require: {level: CT0}, from: 2012-03-01,
     text: du-thao-2012, article: Điều 2, evidence: unverified}
"""
)


def test_a_softer_draft_tells_who_would_meet_it(town, browse) -> None:
    said = words(browse("hanh").post(DRAFT, {"noi_dung": SOFTER}))
    assert "Không ai mà bạn được xem sẽ không còn đạt." in said
    assert "Sẽ đạt, hoặc không còn bị yêu cầu: 1 người" in said
    assert "Nguyễn Thị Mai Văn phòng - thống kê phường Trường Sơn 01/3/2012" in said
    assert "Không đạt → Đạt" in said


def test_a_draft_is_kept_nowhere(town, browse) -> None:
    before, entries = load().version, JournalEntry.objects.count()
    client = browse("hanh")
    client.post(DRAFT, {"noi_dung": STRICTER})
    assert load().version == before
    assert JournalEntry.objects.count() == entries
    assert "du-thao-2012" not in browse("thang").get(DRAFT).content.decode()
    assert "dự thảo" not in client.get("/luat/?het=1&tim=tu+phap+ho+tich").content.decode()


def test_the_result_of_a_draft_goes_out_as_a_workbook(town, browse) -> None:
    rows = cells(browse("mai").post(DRAFT, {"noi_dung": STRICTER, "viec": "xuat"}))
    told = [row for row in rows if "Sẽ không còn đạt" in row]
    assert len(told) == 4  # two people, at first in time of grace
    assert sum("Nguyễn Thị Mai" in row for row in told) == 2
    assert sum("Vũ Đình Bình" in row for row in told) == 2
    assert "Trần Dũng" not in str(rows)


def test_what_is_wrong_in_a_draft_is_told_by_line_and_nothing_is_lost(town, browse) -> None:
    wrong = EXAMPLE_TEXT.replace("[Y6]", "[Y66]").replace("level: ĐH", "level: XYZ")
    answer = browse("hanh").post(DRAFT, {"noi_dung": wrong, "tu_ngay": "hôm qua"})
    assert answer.status_code == 400
    assert "Xem từ ngày: “hôm qua” không phải là một ngày" in words(answer)
    assert "[Y66]" in answer.content.decode()
    answer = browse("hanh").post(DRAFT, {"tep": file(wrong), "noi_dung": "cũ"})
    said, line = words(answer), wrong[: wrong.index("[Y66]")].count("\n") + 1
    assert answer.status_code == 400
    assert f"Dòng {line} (“posts: [Y66]”): không có chức danh “Y66”" in said
    assert "không có trình độ “XYZ”" in said
    assert "posts: [Y66]" in answer.content.decode()  # the file's text is there to be mended


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04\xff\xfe\x00", "không phải tệp chữ"),
        (b"a: " + b"[" * 29_000, "lồng nhau quá sâu: nhiều nhất 12 tầng"),
        (b"a: &x [1]\nb: [*x, *x]\n", "không dùng bí danh YAML"),
        (b"a: !!python/object/apply:os.system ['true']\n", "không dùng thẻ YAML"),
        (b"a: \x00\n", "không đọc được tệp"),
        (b"#" * (LARGEST + 1), "Dự thảo quá dài: nhiều nhất 30 KB"),
        (b"[1, 2]\n", "không đúng kiểu"),
        (b"", "Chưa có dự thảo nào"),
    ],
    ids=["zip", "deep", "alias", "tag", "zero", "long", "list", "empty"],
)
def test_a_hostile_draft_is_refused_politely(town, browse, content: bytes, says: str) -> None:
    answer = browse("hanh").post(DRAFT, {"tep": file(content)})
    assert answer.status_code == 400
    assert says in words(answer)


def test_a_draft_that_takes_too_long_is_refused_before_it_is_tried(
    town, browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("canbo.web.office.views.law_draft.MOST_ASKED", 10)
    answer = browse("hanh").post(DRAFT, {"noi_dung": STRICTER})
    assert answer.status_code == 400
    assert "nhiều hơn 10 lượt" in words(answer)


def test_the_example_is_given_and_can_be_tried_as_it_stands(town, browse) -> None:
    given = browse("mai").get("/luat/thu/mau/")
    assert given.content.decode() == EXAMPLE_TEXT
    answer = browse("hanh").post(DRAFT, {"tep": file(given.content)})
    assert answer.status_code == 200
    assert "Không ai mà bạn được xem sẽ không còn đạt." in words(answer)


# --- old figures ----------------------------------------------------------------------------------


def form(*lines: tuple[str, ...], **more: object) -> dict[str, object]:
    """A form of lines: what is counted, as printed, on which day, from, to, where."""
    filled = [(*line, *[""] * (len(FIELDS) - len(line))) for line in lines]
    return {
        name: list(column) for name, column in zip(FIELDS, zip(*filled, strict=True), strict=True)
    } | more


def test_old_figures_are_tried_and_lead_to_the_figure_of_their_days(town, browse) -> None:
    answer = browse("hanh").post(
        OLD, form((THEORY, "gần 5", "", "2006", "7/2011"), (SHARE, "100%", "31/7/2011"))
    )
    assert answer.status_code == 200
    said, page = words(answer), answer.content.decode()
    assert "1 của 2 số liệu tính lại được" in said
    assert "từ 01/1/2006 đến 31/7/2011, xem vào ngày 31/7/2011" in said
    assert "hồ sơ thiếu" in said
    assert "Vũ Đình Bình" in said  # below the level asked for
    address = "/so-lieu/intermediate_theory_people/?ngay=31%2F7%2F2011&amp;tu=01%2F1%2F2006"
    assert address in page
    assert 'value="gần 5"' in page  # to be mended and tried anew


def test_of_old_figures_a_ward_clerk_meets_the_own_people_only(town, browse) -> None:
    said = words(browse("mai").post(OLD, form((THEORY, "40", "", "2006", "7/2011"))))
    assert "Trần Dũng" not in said
    assert "ở ngoài phạm vi của bạn" in said


def test_what_cannot_be_read_is_told_line_by_line_and_kept(town, browse) -> None:
    answer = browse("hanh").post(OLD, form(
        ("cán bộ trung cấp lý luận", "vài chục", "", "31/2/2011"),
        (SHARE, "79"), (THEORY, "79,5%"), (THEORY, "5", "", "2011", "2010"),
        (THEORY, "5", "2011", "", "", "phường Không Có"), ("", "7"), (THEORY, ""),
        (THEORY, "gần 5", "", "2006", "7/2011"),
    ))  # fmt: skip
    assert answer.status_code == 400
    said, page = words(answer), answer.content.decode()
    for part in (
        "Không có số liệu tên “cán bộ trung cấp lý luận”", f"gần nhất: “{THEORY}”",
        "“vài chục” không phải là một số như báo cáo in", "Từ ngày: “31/2/2011” không phải",
        "Số đã in “79” không phải tỷ lệ", "Số đã in “79,5%” là tỷ lệ; số liệu này đếm người",
        "Khoảng thời gian ngược", "Vào ngày: “2011” không phải là một ngày", "Chưa ghi số liệu nào",
        "Chưa ghi số đã in", "1 của 1 số liệu tính lại được; 7 dòng chưa đọc được",
    ):  # fmt: skip
        assert part in said
    for typed in ("cán bộ trung cấp lý luận", "vài chục", "31/2/2011", "phường Không Có"):
        assert f'value="{typed}"' in page


def test_lines_come_from_a_table_and_go_out_to_come_back(town, browse) -> None:
    table = f"Số liệu;Số đã in;Từ ngày;Đến hết ngày\n{THEORY};gần 5;2006;7/2011\n;;;\n"
    typed = form((SHARE, "100%", "31/7/2011"), tep=file(table, "cu.csv"))
    client = browse("hanh")
    assert "1 của 2 số liệu tính lại được" in words(client.post(OLD, typed))
    typed = form((SHARE, "100%", "31/7/2011"), tep=file(table, "cu.csv"), viec="xuat")
    out = client.post(OLD, typed)
    rows = cells(out)
    assert any("Tính lại được" in row for row in rows)
    assert any("Vũ Đình Bình" in row for row in rows)
    again = client.post(OLD, {"tep": file(out.content, "lai.xlsx")})
    assert "1 của 2 số liệu tính lại được" in words(again)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"ten,so\nx,1\n", "Không nhận ra các cột"),
        ("a.csv", b"\xff\xfe\x00", "không phải Unicode UTF-8"),
        ("a.xlsx", b"PK\x03\x04rubbish", "hỏng"),
        ("a.csv", "Số liệu;Số đã in\n".encode(), "không có dòng số liệu nào"),
        ("a.csv", ("Số liệu;Số đã in\n" + f"{THEORY};5\n" * 41).encode(), "nhiều hơn 40 dòng"),
        ("a.csv", b'"' + b"x" * 200_000, "hỏng"),
    ],
    ids=["columns", "bytes", "zip", "empty", "many", "cell"],
)
def test_a_bad_table_is_told_and_what_was_typed_stays(
    town, browse, name: str, content: bytes, says: str
) -> None:
    answer = browse("hanh").post(OLD, form((THEORY, "gần 5"), tep=file(content, name)))
    assert answer.status_code == 400
    assert says in words(answer)
    assert 'value="gần 5"' in answer.content.decode()


def test_more_lines_are_given_without_trying(town, browse) -> None:
    page = browse("mai").post(OLD, form((THEORY, "gần 5"), viec="them")).content.decode()
    assert page.count('name="so_lieu"') == 6
    assert "số liệu tính lại được" not in page


def test_more_people_and_more_lines_cost_no_more_queries(town, browse) -> None:
    client = browse("hanh")
    one = form((THEORY, "40", "31/7/2011", "2006", "7/2011"))
    two = form(*[(THEORY, "40", "31/7/2011", "2006", "7/2011"), (SHARE, "99%", "31/7/2011")] * 3)

    def count(address: str, data: dict[str, object]) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.post(address, data).status_code == 200
        return len(asked)

    count(OLD, two)
    few = count(OLD, two), count(DRAFT, {"noi_dung": STRICTER})
    lines = count(OLD, one)
    add_people(300)
    assert (count(OLD, two), count(DRAFT, {"noi_dung": STRICTER})) == few
    assert lines <= few[0] <= lines + 4  # a measure reads tables of its own
