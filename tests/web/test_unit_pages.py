"""The pages of units: tree, search, a life, who waits, a decision carried out and undone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from canbo.engine.facts import FactKind
from canbo.records import access, models
from canbo.records.queries.stored import read_facts
from tests.town.reform import AFTER, BEFORE, make_reform

DAY = "ngay=01/7/2025"
SHARE = "/so-lieu/commune_intermediate_professional_share/"
DECISION = {"so": "1238/QĐ-UBND", "ngay_ky": "30/6/2025", "tu_ngay": "01/7/2025"}


@pytest.fixture(scope="module", autouse=True)
def reform(town, tmp_path_factory, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        make_reform(tmp_path_factory.mktemp("lists"))
        yield


def words(response) -> str:
    """The words of a page, blanks made one."""
    page = re.sub(r"(?s)<script.*?</script>|<[^>]+>", " ", response.content.decode())
    return " ".join(page.split())


def unit(code: str, day=BEFORE):
    return access.resolve_unit(code=code, as_of=day)


def waiting(client) -> int:
    (count,) = re.findall(r"([\d.]+) lượt giữ chức danh", words(client.get(f"{WAITS}?{DAY}")))
    return int(count)


WAITS = "/don-vi/cho-bo-tri/"


def open_tenures() -> dict:
    found = read_facts(FactKind.TENURE, "voided_at IS NULL")
    return {(one.person, one.post) for one in found if AFTER in one.validity.certain}


# --- looking --------------------------------------------------------------------------------------


def test_the_tree_opens_level_by_level_with_people_in_one_s_scope(browse) -> None:
    for role, people in (("hanh", 13), ("mai", 5)):
        client = browse(role)
        page = words(client.get("/don-vi/?ngay=31/7/2011"))
        assert f"tỉnh Thanh Hóa 38 {people} người" in page
        below = client.get(f"/don-vi/{unit('38')}/truc-thuoc/?ngay=31/7/2011",
                           headers={"HX-Request": "true"})  # fmt: skip
        assert f"thị xã Sầm Sơn 382 {people} người" in words(below)
        assert b"<html" not in below.content
    wards = words(browse("mai").get(f"/don-vi/{unit('382')}/truc-thuoc/?ngay=31/7/2011"))
    assert "phường Trường Sơn 14836 5 người" in wards
    assert "Bắc Sơn" not in wards
    assert "Hiện cả 3 đơn vị không có người" in wards
    assert "Bắc Sơn" in words(browse("mai").get(f"/don-vi/{unit('382')}/truc-thuoc/?het=1"))


def test_gone_units_with_people_are_in_the_tree_and_say_so(browse) -> None:
    page = words(browse("hanh").get(f"/don-vi/{unit('38')}/truc-thuoc/?{DAY}"))
    assert "phường Quảng Tiến 14842 2 người không còn, chờ bố trí" in page
    assert "phường Sầm Sơn 14836 9 người 9 người ở đơn vị không còn" in page


@pytest.mark.parametrize("asked", ["truong son", "TRƯỜNG  SƠN", "p. truong son", "son truong"])
def test_search_needs_no_marks_and_finds_former_names(browse, asked: str) -> None:
    page = words(browse("hanh").get("/don-vi/", {"tim": asked, "ngay": "31/7/2011"}))
    assert "1 đơn vị khớp" in page
    assert "phường Trường Sơn 14836 thị xã Sầm Sơn, tỉnh Thanh Hóa có 6" in page


def test_search_by_a_former_name_or_a_code(browse) -> None:
    client = browse("hanh")
    town = words(client.get("/don-vi/?tim=thi+xa+sam+son&ngay=30/6/2025"))
    assert "thành phố Sầm Sơn từng là thị xã Sầm Sơn" in town
    both = words(client.get("/don-vi/?tim=14836&ngay=01/7/2025"))
    assert both.index("phường Sầm Sơn") < both.index("phường Trường Sơn")
    assert "2 đơn vị khớp" in both
    assert "0 đơn vị khớp" in words(client.get("/don-vi/?tim=%25_%5C"))


def test_a_life_tells_names_places_decrees_and_both_sources(browse) -> None:
    client = browse("hanh")
    page = words(client.get(f"/don-vi/{unit('14842')}/?ngay=30/6/2025"))
    assert "xã Quảng Tiến" in page
    assert "phường Quảng Tiến (mã 14842), từ 09/12/2009 đến 30/6/2025" in page
    assert "61/NQ-CP" in page
    assert "thị xã Sầm Sơn → thành phố Sầm Sơn" in page
    assert "Các nguồn nói khác nhau" in page
    assert page.count("các nguồn nói khác nhau") == 3
    assert "nhập một phần, phường Nam Sầm Sơn (14842)" in page
    assert "Nguồn thứ hai" in page
    assert "Lưu Thị Quảng" in page
    listed = words(client.get("/don-vi/nguon-khac-nhau/"))
    assert "1 đơn vị" in listed
    assert listed.index("Bảng chuyển đổi") < listed.index("Nguồn thứ hai")


def test_a_new_ward_shows_what_it_was_made_of_and_who_waits(browse) -> None:
    page = words(browse("hanh").get(f"/don-vi/{unit('14836', AFTER)}/?{DAY}"))
    for old in ("phường Bắc Sơn (14833)", "phường Trường Sơn (14836)"):
        assert f"nhập toàn bộ, {old}" in page
    gone = words(browse("hanh").get(f"/don-vi/{unit('14842')}/?{DAY}"))
    assert "Ngô Văn Tiến , Chủ tịch Ủy ban nhân dân: chưa đề xuất" in gone
    assert "đơn vị bị chia, có thể là: 14836 phường Sầm Sơn; 14842 phường Nam Sầm Sơn" in gone


def test_a_ward_clerk_sees_only_people_of_the_own_ward_who_wait(browse) -> None:
    page = words(browse("mai").get(f"{WAITS}?{DAY}"))
    assert "Nguyễn Thị Mai" in page
    for other in ("Trần Dũng", "Cao Sỹ Quang", "Ngô Văn Tiến"):
        assert other not in page
    assert "Thực hiện một quyết định" not in page


def test_a_post_of_2010_is_printed_with_the_names_of_its_day(browse, town) -> None:
    address = f"/can-bo/{town.people['Cao Sỹ Quang']}/"
    assert "Chủ tịch UBND phường Trường Sơn, thị xã Sầm Sơn" in words(browse("hanh").get(address))
    later = words(browse("hanh").get(f"{address}?ngay=30/6/2018"))
    assert "Chủ tịch UBND phường Trường Sơn, thành phố Sầm Sơn" in later


# --- deciding -------------------------------------------------------------------------------------


def told(response) -> str:
    (found,) = re.findall(r'name="bang" value="([^"]+)"', response.content.decode())
    return found


def table(client) -> list[dict[str, str]]:
    answer = client.post(f"{WAITS}bang/?{DAY}", {"dang": "csv"})
    assert answer["Content-Disposition"] == 'attachment; filename="de-xuat-bo-tri-2025-07-01.csv"'
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_sure_proposals_are_previewed_carried_out_and_undone(browse) -> None:
    client, before = browse("hanh"), open_tenures()
    shown = client.post(f"{WAITS}xem-truoc/?{DAY}", {**DECISION, "cach": "de_xuat"})
    assert "9 lượt sang chức danh mới" in words(shown)
    assert "phường Bắc Sơn, thành phố Sầm Sơn phường Sầm Sơn, tỉnh Thanh Hóa" in words(shown)
    assert open_tenures() == before
    batches = models.ImportBatch.objects.count()

    done = client.post(f"{WAITS}thuc-hien/", {"bang": told(shown)}, follow=True)
    assert "Đã thực hiện: 9 lượt sang chức danh mới" in words(done)
    assert models.ImportBatch.objects.count() == batches + 1
    assert {person for person, _ in open_tenures()} == {person for person, _ in before}
    assert waiting(client) == 4
    again = client.post(f"{WAITS}thuc-hien/", {"bang": told(shown)}, follow=True)
    assert "đã thực hiện trước đây" in words(again)

    batch = models.ImportBatch.objects.latest("id").id
    assert "Đã hủy" in words(client.post(f"/nhap/lan/{batch}/huy/", follow=True))
    assert open_tenures() == before
    assert waiting(client) == 13


def test_a_file_amended_by_hand_is_taken(browse) -> None:
    client = browse("hanh")
    rows = table(client)
    for row in rows:
        if row["ho_ten"] == "Ngô Văn Tiến":
            row.update(viec="sang", don_vi_moi="14842 phường Nam Sầm Sơn",
                       chuc_danh_moi="Phó Chủ tịch UBND")  # fmt: skip
        elif row["ho_ten"] == "Lưu Thị Quảng":
            row["viec"] = "thôi"
        else:
            row["viec"] = "chờ"
    stream = io.StringIO()
    writer = csv.DictWriter(stream, rows[0].keys(), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    file = SimpleUploadedFile("qd.csv", stream.getvalue().encode())
    shown = client.post(f"{WAITS}xem-truoc/?{DAY}", {**DECISION, "cach": "tep", "tep": file})
    page = words(shown)
    assert "1 lượt sang chức danh mới 1 lượt thôi giữ 11 dòng còn chờ bố trí" in page
    client.post(f"{WAITS}thuc-hien/", {"bang": told(shown)})
    assert waiting(client) == 11
    post = models.Post.objects.get(unit=unit("14842", AFTER))
    assert post.title == "X06"


def test_the_workbook_is_amended_in_excel_and_taken_with_its_places(browse) -> None:
    client = browse("hanh")
    answer = client.post(f"{WAITS}bang/?{DAY}")
    assert answer["Content-Disposition"] == 'attachment; filename="de-xuat-bo-tri-2025-07-01.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet = book.active
    head = next(row for row in sheet.iter_rows() if row[0].value == "Họ tên")
    column = {cell.value: cell.column for cell in head}
    for row in range(head[0].row + 1, sheet.max_row + 1):
        goes = sheet.cell(row, column["Họ tên"]).value == "Ngô Văn Tiến"
        sheet.cell(row, column["Việc"]).value = "Sang" if goes else "chờ"
        if goes:
            sheet.cell(row, column["Đơn vị mới"]).value = "phường Không Có"
            sheet.cell(row, column["Chức danh mới"]).value = "Phó Chủ tịch UBND"
            wrong = sheet.cell(row, column["Đơn vị mới"])

    def preview():
        stream = io.BytesIO()
        book.save(stream)
        file = SimpleUploadedFile("qd.xlsx", stream.getvalue())
        return client.post(f"{WAITS}xem-truoc/?{DAY}", {**DECISION, "cach": "tep", "tep": file})

    page = words(preview())
    place = f"qd.xlsx, trang “Bố trí”, ô {wrong.coordinate}"
    assert f"{place}: Không có đơn vị nào mang mã hoặc tên “phường Không Có”" in page
    wrong.value = "14842 phường Nam Sầm Sơn"
    shown = preview()
    assert "1 lượt sang chức danh mới" in words(shown)
    client.post(f"{WAITS}thuc-hien/", {"bang": told(shown)})
    assert waiting(client) == 12


def test_lines_chosen_on_the_page_stay_when_one_is_wrong(browse) -> None:
    client = browse("hanh")
    row = next(one for one in table(client) if one["ho_ten"] == "Ngô Văn Tiến")
    chosen = {**DECISION, "cach": "dong", "luot": row["luot"], "viec": "sang",
              "don_vi_moi": "phường Không Có", "chuc_danh_moi": "Bí thư Đảng ủy"}  # fmt: skip
    answer = client.post(f"{WAITS}xem-truoc/?{DAY}", chosen)
    assert answer.status_code == 400
    assert "dòng 2: Không có đơn vị nào mang mã hoặc tên “phường Không Có”" in words(answer)
    assert 'value="phường Không Có"' in answer.content.decode()
    assert 'value="1238/QĐ-UBND"' in answer.content.decode()
    chosen["don_vi_moi"] = "14842"
    shown = words(client.post(f"{WAITS}xem-truoc/?{DAY}", chosen))
    assert "1 lượt sang" in shown
    assert "chưa rõ loại" not in shown
    chosen["chuc_danh_moi"] = "Trưởng phòng Kinh tế"
    shown = words(client.post(f"{WAITS}xem-truoc/?{DAY}", chosen))
    assert "chưa rõ loại: Trưởng phòng Kinh tế" in shown


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"so": " "}, "Chưa ghi số quyết định"),
        ({"ngay_ky": ""}, "Ngày ký quyết định: chưa ghi"),
        ({"tu_ngay": "31/2/2025"}, "“31/2/2025” không phải là một ngày"),
        ({"cach": ""}, "Chưa chọn cách làm"),
        ({"cach": "tep"}, "Chưa chọn tệp nào"),
        ({"cach": "dong"}, "Tệp không có dòng nào"),
    ],
)
def test_what_is_not_said_is_asked_for(browse, changed, sentence: str) -> None:
    answer = browse("hanh").post(
        f"{WAITS}xem-truoc/?{DAY}", {**DECISION, "cach": "de_xuat", **changed}
    )
    assert answer.status_code == 400
    assert sentence in words(answer)


def test_nobody_without_the_whole_home_decides_and_nothing_forged_is_carried_out(browse) -> None:
    hanh = browse("hanh")
    shown = hanh.post(f"{WAITS}xem-truoc/?{DAY}", {**DECISION, "cach": "de_xuat"})
    before = open_tenures()
    assert browse("mai").post(f"{WAITS}thuc-hien/", {"bang": told(shown)}).status_code == 403
    assert browse("mai").post(f"{WAITS}xem-truoc/?{DAY}", DECISION).status_code == 403
    forged = told(shown)[:-3] + "abc"
    assert hanh.post(f"{WAITS}thuc-hien/", {"bang": forged}).status_code == 400
    assert open_tenures() == before


# --- figures --------------------------------------------------------------------------------------


def test_a_figure_by_the_units_of_another_day(browse) -> None:
    client = browse("hanh")
    page = words(client.get(f"{SHARE}?ngay=31/7/2011&quy_doi=01/7/2025"))
    assert "Theo đơn vị có vào ngày 01/7/2025" in page
    assert "phường Sầm Sơn, tỉnh Thanh Hóa" in page
    assert "phường Quảng Tiến, thị xã Sầm Sơn (chia tách, chưa rõ:" in page
    whole = words(client.get(f"{SHARE}?ngay=31/7/2011"))
    assert "Gồm các đơn vị cũ" not in whole
    assert re.search(r"\d+ trên 11 người", whole)
    assert re.search(r"\d+ trên 11 người", page)


def test_a_day_of_units_before_the_day_of_the_page_is_refused(browse) -> None:
    answer = browse("hanh").get(f"{SHARE}?ngay=31/7/2011&quy_doi=01/1/2010")
    assert answer.status_code == 400
    assert "Ngày quy đổi 01/1/2010 trước ngày xem 31/7/2011" in words(answer)
    wrong = browse("hanh").get(f"{SHARE}?quy_doi=hôm+qua")
    assert wrong.status_code == 400
    assert "“hôm qua” không phải là một ngày" in words(wrong)


def test_nobody_learns_of_a_unit_that_is_not(browse) -> None:
    nowhere = "/don-vi/00000000-0000-0000-0000-000000000007/"
    for address in (nowhere, f"{nowhere}truc-thuoc/", f"{WAITS}?don_vi=khong-co"):
        assert browse("hanh").get(address).status_code == 404
