"""The pages where files are taken in: sent, shown, decided on, stored, given back, undone."""

from __future__ import annotations

import io
import re
import shutil
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote
from uuid import UUID

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from canbo.records.models import DraftState, ImportDraft
from canbo.records.operations import drafts
from canbo.web.office import column_words, uploads
from canbo.web.office import difference_words as said_of
from canbo.web.office import import_words as words
from tests.drafts.books import HEADERS, Line, book
from tests.town.cast import REAL_NOW, STRANGER

AN, BA = Line("Hà Văn An", "1/2/1970"), Line("Hà Thị Ba", "3/4/1980", sex="Nữ")


@pytest.fixture(autouse=True)
def _no_older_bytes(home: Path) -> None:
    shutil.rmtree(Path(settings.CANBO_HOME) / "drafts", ignore_errors=True)


def upload(client, *files: tuple[str, bytes], **more):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post("/nhap/", {"tep": sent}, **more)


def work(draft: UUID) -> str:
    for _ in range(3):
        found = ImportDraft.objects.get(id=draft)
        drafts.work_on_draft(draft=draft, run=found.run, at=REAL_NOW)
    return ImportDraft.objects.get(id=draft).state


def send(client, content: bytes, name: str = "bac-son.xlsx") -> str:
    """Upload a file, let the worker work, give the draft's address."""
    response = upload(client, (name, content))
    assert response.status_code == 302
    address = response["Location"]
    assert re.fullmatch(r"/nhap/[0-9a-f-]{36}/", address)
    work(UUID(address.split("/")[2]))
    return address


def page(client, address: str, status: int = 200, **more) -> str:
    response = client.get(address, **more)
    assert response.status_code == status
    return response.content.decode()


def test_from_the_file_to_the_report_and_back(browse) -> None:
    client = browse("hanh")
    address = send(client, book([AN, BA]))
    shown = page(client, address)
    assert "Chờ bạn xem và lưu" in shown
    assert "Người mới: 2" in shown
    assert "Không có gì phải cân nhắc; có thể lưu ngay" in shown
    assert "Không phải quyết định, làm như máy đề xuất" in shown
    listed = page(client, f"{address}khac-biet/?loai=tat_ca")
    assert "Hà Văn An" in listed
    (code, *_) = re.findall(r'name="khac" value="(\w+)"', listed)
    response = client.post(f"{address}khac-biet/?loai=new_person", {"khac": code, "chon": "skip"})
    assert response["Location"] == f"{address}khac-biet/?loai=new_person#d-{code}"
    assert 'aria-pressed="true">Bỏ qua' in page(client, f"{address}khac-biet/?loai=tat_ca")
    assert client.post(f"{address}luu/")["Location"] == address
    shown = page(client, address)
    assert "Đang lưu" in shown
    assert 'hx-trigger="every 1s"' in shown
    assert work(UUID(address.split("/")[2])) == "stored"
    shown = page(client, address)
    (batch,) = set(re.findall(r"/nhap/lan/(\d+)/", shown))
    report = page(client, f"/nhap/lan/{batch}/")
    assert "Hạnh nhập lúc" in report
    assert "còn hiệu lực" in report
    undo = page(client, f"/nhap/lan/{batch}/huy/")
    assert "1 người chỉ có trong tệp này" in undo
    assert "Hà Thị Ba" in undo
    assert client.post(f"/nhap/lan/{batch}/huy/")["Location"] == f"/nhap/lan/{batch}/"
    assert "đã hủy" in page(client, f"/nhap/lan/{batch}/")
    assert "đã được hoàn tác trước đây" in page(client, f"/nhap/lan/{batch}/huy/")


def test_several_files_at_once_and_what_is_none_is_named(browse) -> None:
    client = browse("hanh")
    response = upload(
        client, ("a.xlsx", book([AN])), ("b.xlsx", book([BA])), ("c.xlsx", b"xin ch\xc3\xa0o"),
        ("d.xlsx", b""),
    )  # fmt: skip
    assert response["Location"] == "/nhap/"
    shown = page(client, "/nhap/")
    assert "Tệp đang chờ (2)" in shown
    assert "c.xlsx: Tệp không phải bảng tính Excel mà là TXT" in shown
    assert "d.xlsx: Tệp rỗng" in shown
    assert 'hx-trigger="every 2s"' in shown
    part = page(client, "/nhap/", headers={"HX-Request": "true"})
    assert "<html" not in part
    assert "Đang đọc tệp" in part
    upload(client)
    assert "Chưa chọn tệp nào" in page(client, "/nhap/")


def test_progress_is_asked_for_until_the_worker_is_done(browse) -> None:
    client = browse("hanh")
    address = upload(client, ("a.xlsx", book([AN])))["Location"]
    part = client.get(address, headers={"HX-Request": "true"})
    assert "Đang đọc tệp" in part.content.decode()
    assert "HX-Refresh" not in part
    work(UUID(address.split("/")[2]))
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_dead_worker_s_file_can_be_done_again(browse) -> None:
    from django.db import connection

    client = browse("hanh")
    address = upload(client, ("a.xlsx", book([AN])))["Location"]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    assert "Phần làm việc nền đã dừng" in page(client, address)
    assert client.post(f"{address}lam-lai/")["Location"] == address
    assert "Phần làm việc nền đã dừng" not in page(client, address)


def test_a_part_of_the_list_is_swapped_when_one_row_is_decided(browse) -> None:
    client = browse("hanh")
    address = send(client, book([AN, BA])) + "khac-biet/?loai=tat_ca"
    code = re.findall(r'name="khac" value="(\w+)"', page(client, address))[0]
    response = client.post(address, {"khac": code, "chon": "skip"}, headers={"HX-Request": "true"})
    part = response.content.decode()
    assert part.strip().startswith(f'<tr id="d-{code}" class="decided"')
    assert "<html" not in part


def test_a_rule_decides_what_the_filter_shows(browse) -> None:
    client = browse("hanh")
    address = send(client, book([AN, BA, Line("Lê Văn Ân", "1/1/1971")])) + "khac-biet/"
    response = client.post(f"{address}?loai=new_person&tim=ha", {"tat_ca": "skip"})
    assert response.status_code == 302
    assert unquote(response["Location"]) == f"{address}?loai=new_person&tim=ha"
    shown = page(client, f"{address}?loai=tat_ca&chua=1")
    assert "Đã quyết định 2 khác biệt" in shown
    assert "Lê Văn Ân" in shown
    assert "Hà Văn An" not in shown


@pytest.mark.parametrize(
    "sent", [{}, {"khac": "x"}, {"chon": "skip"}], ids=["nothing", "no option", "no difference"]
)
def test_an_empty_decision_is_a_bad_request(browse, sent) -> None:
    client = browse("hanh")
    assert client.post(send(client, book([AN])) + "khac-biet/", sent).status_code == 400


def test_a_decision_on_what_is_gone_is_said(browse) -> None:
    client = browse("hanh")
    address = send(client, book([AN])) + "khac-biet/?loai=tat_ca"
    client.post(address, {"khac": "gone", "chon": "skip"})
    assert "Khác biệt này không còn nữa" in page(client, address)
    client.post(address, {"tat_ca": "lạ"})
    assert "không có cách xử lý" in page(client, address)


WARD = "phường Trường Sơn, thị xã Sầm Sơn"


def test_who_imported_meanwhile_is_told_to_whom_may_know(browse) -> None:
    clients = {name: browse(name) for name in ("hanh", "thang", "mai")}
    content = {
        name: book([AN, Line(f"Lê Thị {name.title()}", "1/1/1971")], day="31/12/2011", ward=WARD)
        for name in clients
    }
    addresses = {
        name: send(client, content[name], f"tệp-của-{name}.xlsx")
        for name, client in clients.items()
    }
    for name in ("hanh", "thang", "mai"):
        clients[name].post(f"{addresses[name]}luu/")
        work(UUID(addresses[name].split("/")[2]))
    assert "Đã lưu vào hồ sơ" in page(clients["hanh"], addresses["hanh"])
    told = page(clients["thang"], addresses["thang"])
    assert "Chưa lưu gì của tệp này" in told
    assert "Hạnh đã nhập" in told
    assert "tệp-của-hanh.xlsx" in told
    hidden = page(clients["mai"], addresses["mai"])
    assert "Chưa lưu gì của tệp này" in hidden
    assert "vì có người nhập tệp khác" in hidden
    assert "Hạnh" not in hidden
    assert "tệp-của-hanh" not in hidden


def test_the_people_of_an_import_are_those_of_its_numbers(browse) -> None:
    client = browse("hanh")
    address = send(client, book([AN, BA]))
    client.post(f"{address}luu/")
    work(UUID(address.split("/")[2]))
    (batch,) = set(re.findall(r"/nhap/lan/(\d+)/", page(client, address)))
    made = page(client, f"/nhap/lan/{batch}/nguoi/?loai=moi")
    assert "Người mới: 2" in made
    assert "Hà Thị Ba" in made
    assert "Người đã có trong hồ sơ: 0" in page(client, f"/nhap/lan/{batch}/nguoi/?loai=da_co")
    again = send(client, book([AN], day="31/12/2011"), "sau.xlsx")
    client.post(f"{again}luu/")
    work(UUID(again.split("/")[2]))
    (batch,) = set(re.findall(r"/nhap/lan/(\d+)/", page(client, again)))
    met = page(client, f"/nhap/lan/{batch}/nguoi/?loai=da_co")
    assert "Người đã có trong hồ sơ: 1" in met
    assert "01/2/1970" in met


def test_a_file_is_thrown_away_after_asking(browse) -> None:
    client = browse("hanh")
    address = send(client, book([AN]))
    assert "Bỏ tệp “bac-son.xlsx”?" in page(client, f"{address}bo/")
    assert client.get(address).status_code == 200
    assert client.post(f"{address}bo/")["Location"] == "/nhap/"
    assert client.get(address).status_code == 404


# --- columns

ODD = ("TT", "Họ và tên", "Zzz qqq", "Giới tính", "Chức vụ", "Chuyên môn", "Quê quán")


def test_an_unsure_column_is_asked_about_once(browse) -> None:
    client = browse("hanh")
    lines = [Line(f"Hà Văn {word}", f"{n + 1}/2/196{n}") for n, word in enumerate(_WORDS)]
    address = send(client, book(lines, headers=ODD))
    assert "Cho biết các cột" in page(client, address)
    shown = page(client, f"{address}cot/")
    assert "1/2/1960" in shown
    names = re.findall(r'name="(cot-[^"]+)"', shown)
    assert [name.rpartition("-")[2] for name in names] == ["2"]  # of what is sure nobody is asked
    chosen = {names[0]: "birth"}
    assert "có thể là: Ngày sinh" in shown
    assert client.post(f"{address}cot/", chosen)["Location"] == address
    assert work(UUID(address.split("/")[2])) == "ready"
    again = send(client, book(lines, headers=ODD, day="31/12/2011"), "sau.xlsx")
    assert "Chờ bạn xem và lưu" in page(client, again)
    assert "đã xác nhận" in page(client, f"{again}cot/")
    listed = page(client, "/nhap/cot/")
    assert "Zzz qqq" in listed
    (layout,) = set(re.findall(r"/nhap/cot/([0-9a-f-]{36})/quen/", listed))
    assert client.post(f"/nhap/cot/{layout}/quen/")["Location"] == "/nhap/cot/"
    assert "Chưa có xác nhận nào" in page(client, "/nhap/cot/")
    assert client.post(f"/nhap/cot/{layout}/quen/").status_code == 404
    third_time = send(client, book(lines, headers=ODD, day="1/1/2012"), "ba.xlsx")
    assert "Cho biết các cột" in page(client, third_time)


_WORDS = ("An", "Ba", "Cúc", "Dung", "Em")


@pytest.mark.parametrize("role", ["lạ", "", "level:không có", "mark:professional:??"])
def test_a_role_that_is_none_is_refused(browse, role: str) -> None:
    client = browse("hanh")
    address = send(client, book([AN]))
    signature = ImportDraft.objects.get(id=address.split("/")[2]).layouts[0]["signature"]
    client.post(f"{address}cot/", {f"cot-{signature}-2": role})
    assert "không phải là ý nghĩa mà một cột có thể có" in page(client, f"{address}cot/")
    assert client.post(f"{address}cot/", {"cot-x-1": "birth"}).status_code == 302
    assert client.post(f"{address}cot/", {"cot": "birth"}).status_code == 400


def test_sure_columns_can_be_opened_and_changed(browse) -> None:
    client = browse("hanh")
    address = send(client, book([AN]))
    shown = page(client, f"{address}cot/")
    assert "<select" not in shown
    signature = re.findall(r"\?sua=(\w+)", shown)[0]
    assert page(client, f"{address}cot/?sua={signature}").count("<select") == len(HEADERS)


def test_every_role_group_state_kind_and_outcome_has_words() -> None:
    for role in drafts.column_roles():
        said = column_words.role_words(role)
        assert said
        assert "_" not in said, role
        assert column_words._ROLES.get(role.partition(":")[0]), role
    assert set(words.STATES) == {state.value for state in DraftState}
    assert set(said_of.DIFFERENCES) == set(said_of.DifferenceKind)
    assert set(said_of.OUTCOMES) == set(said_of.Outcome)
    assert set(said_of._OF_KIND) == set(said_of.DifferenceKind)


# --- what cannot be read; the workbook that comes back


def test_a_refused_file_shows_its_cells_and_comes_back_with_notes(browse) -> None:
    client = browse("hanh")
    broken = openpyxl.load_workbook(io.BytesIO(book([AN])))
    broken["DS"]["G5"] = "#REF!"
    content = io.BytesIO()
    broken.save(content)
    address = send(client, content.getvalue(), "không đơn vị.xlsx")
    shown = page(client, address)
    assert "Chưa nhập được tệp này" in shown
    assert "Công thức lỗi #REF!" in shown
    assert "Công thức lỗi #REF!" in page(client, f"{address}can-xem/")
    response = client.get(f"{address}ghi-chu/")
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert (
        "filename*=UTF-8''kh%C3%B4ng%20%C4%91%C6%A1n%20v%E1%BB%8B.xlsx"
        in response["Content-Disposition"]
    )
    made = openpyxl.load_workbook(io.BytesIO(response.content))["DS"]
    texts = [cell.value for row in made.iter_rows() for cell in row if cell.value]
    assert "Ghi chú của canbo" in texts
    assert any("Công thức lỗi #REF!" in str(text) for text in texts)
    assert client.get(f"{address}ghi-chu/").content == response.content


def test_a_large_workbook_is_made_by_the_worker(browse, monkeypatch) -> None:
    from canbo.web.office import noted_workbooks, tasks

    monkeypatch.setattr(noted_workbooks, "AT_ONCE", 10)
    client = browse("hanh")
    address = send(client, book([AN], ward="")) + "ghi-chu/"
    assert "Máy đang ghi chú vào tệp" in page(client, address)
    assert "every 2s" in page(client, address, headers={"HX-Request": "true"})
    draft = ImportDraft.objects.get(id=address.split("/")[2])
    tasks.note(draft=str(draft.id), actor=draft.actor_id)
    assert "tải tệp có ghi chú" in page(client, address, headers={"HX-Request": "true"})
    assert client.get(address)["Content-Disposition"].startswith("attachment")


def test_a_file_whose_bytes_are_gone_says_so(browse) -> None:
    client = browse("hanh")
    address = send(client, book([AN], ward=""))
    shutil.rmtree(Path(settings.CANBO_HOME) / "drafts")
    assert client.get(f"{address}ghi-chu/")["Location"] == address
    assert "Không còn bản gốc" in page(client, address)


# --- hostile


def test_hostile_names_and_cells_are_shown_as_text(browse) -> None:
    client = browse("hanh")
    evil = '<script>alert(1)</script>"><img src=x>.xlsx'
    lines = [Line('Hà <script>alert(2)</script> "An"', "32/13/1970"), AN]
    address = send(client, book(lines, sheet="<b>DS"), evil)
    for one in ("", "cot/", "khac-biet/?loai=tat_ca", "can-xem/", "bo/"):
        shown = page(client, f"{address}{one}")
        assert "<script>alert" not in shown
        assert "<img src" not in shown
        assert "<b>DS" not in shown
    assert "<script>alert" not in page(client, "/nhap/")


@pytest.mark.parametrize("field", ["loai", "muc", "tim", "chua", "kq", "trang"])
def test_no_word_in_an_address_breaks_the_differences(browse, field: str) -> None:
    from tests.web.test_hostile_requests import HOSTILE

    client = browse("hanh")
    address = send(client, book([AN])) + "khac-biet/"
    for word in HOSTILE:
        response = client.get(address, {"loai": "tat_ca", field: word})
        assert response.status_code == 200, word
        assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("word", ["99999999999999999999", "0", "1"])
def test_far_numbers_of_imports_are_not_found(browse, word: str) -> None:
    client = browse("hanh")
    for address in (f"/nhap/lan/{word}/", f"/nhap/lan/{word}/huy/"):
        assert client.get(address).status_code in {200, 404}
        if word != "1":
            assert client.get(address).status_code == 404
            assert client.post(f"/nhap/lan/{word}/huy/").status_code == 404


# --- uploads


def test_files_are_read_only_where_they_are_awaited(browse, monkeypatch) -> None:
    taken: list[str] = []
    monkeypatch.setattr(uploads.tempfile, "SpooledTemporaryFile", lambda **_: taken.append("x"))
    file = ("a.xlsx", book([AN]))
    sent = SimpleUploadedFile(*file)
    browse("hanh").post("/ke-hoach/2012/lap/", {"tep": sent})
    browse("hanh").post("/nhap/", {"khac": SimpleUploadedFile(*file)})
    upload(browse(STRANGER), file)
    browse(STRANGER).post("/dang-nhap/", {"tep": SimpleUploadedFile(*file)})
    assert taken == []


def test_a_file_too_large_is_named_and_the_others_stay(browse, monkeypatch) -> None:
    content = book([AN])
    monkeypatch.setattr(uploads, "FILE_LIMIT", len(content))
    client = browse("hanh")
    upload(client, ("vừa.xlsx", content), ("to.xlsx", content + b"x"))
    shown = page(client, "/nhap/")
    assert "Tệp đang chờ (1)" in shown
    assert "to.xlsx: Tệp quá lớn" in shown


def test_a_form_too_large_is_refused_unread(browse, monkeypatch) -> None:
    monkeypatch.setattr(uploads, "FORM_LIMIT", 100)
    response = upload(browse("hanh"), ("a.xlsx", book([AN])))
    assert response.status_code == 413
    assert "Tệp gửi lên quá lớn" in response.content.decode()


def test_more_files_than_allowed_are_passed_over(browse, monkeypatch) -> None:
    monkeypatch.setattr(uploads, "MOST_FILES", 1)
    client = browse("hanh")
    upload(client, ("a.xlsx", book([AN])), ("b.xlsx", book([BA])))
    assert ImportDraft.objects.filter(file="b.xlsx").count() == 0


def test_an_upload_needs_this_browser_s_token(browse) -> None:
    client = browse("hanh", enforce_csrf_checks=True)
    assert upload(client, ("a.xlsx", book([AN]))).status_code == 403
    assert not ImportDraft.objects.filter(file="a.xlsx").exists()


def test_the_same_file_twice_is_one_and_said_so(browse, monkeypatch) -> None:
    from canbo.web import clock

    client = browse("hanh")
    address = send(client, book([AN]))
    later = REAL_NOW + timedelta(minutes=5)
    monkeypatch.setattr(clock, "now", lambda: later)
    again = SimpleUploadedFile("bac-son.xlsx", kept(address))
    assert client.post("/nhap/", {"tep": [again]})["Location"] == address
    assert "Tệp này bạn đã gửi và đang chờ" in page(client, address)


def kept(address: str) -> bytes:
    return (Path(settings.CANBO_HOME) / "drafts" / address.split("/")[2] / "content").read_bytes()


def test_the_same_file_twice_in_one_form_is_taken_once_and_said_so(browse) -> None:
    client, content = browse("hanh"), book([AN])
    upload(client, ("một.xlsx", content), ("hai.xlsx", content), ("ba.xlsx", book([BA])))
    shown = page(client, "/nhap/")
    assert "hai.xlsx: giống hệt tệp “một.xlsx” vừa gửi, chỉ nhận một." in shown
    assert "Đã nhận 2 tệp" in shown
    assert "Tệp đang chờ (2)" in shown


def test_files_of_one_name_are_told_apart_by_their_days(browse) -> None:
    client = browse("hanh")
    send(client, book([AN], day="30/6/2010"), "ds.xlsx")
    send(client, book([AN, BA], day="30/6/2011"), "ds.xlsx")
    send(client, book([], headers=["Ghi chép"]), "ds.xlsx")
    shown = page(client, "/nhap/")
    assert "ngày 30/6/2010 · 1 người" in shown
    assert "ngày 30/6/2011 · 2 người" in shown
    assert "Không tìm thấy danh sách người nào" in shown  # why it is refused, without opening it


def test_what_the_machine_proposes_is_marked_only_where_somebody_overruled_it(browse) -> None:
    client = browse("hanh")
    address = send(client, book([AN, BA])) + "khac-biet/?loai=new_person"
    shown = page(client, address)
    assert "đề xuất" not in shown.partition("<table")[2]
    assert "không phải quyết định gì" in shown
    assert "Nếu lưu bây giờ: 2 tạo người mới." in shown
    code = re.findall(r'name="khac" value="(\w+)"', shown)[0]
    client.post(address, {"khac": code, "chon": "skip"})
    shown = page(client, address)
    assert shown.count("máy đã đề xuất") == 1
    assert "Nếu lưu bây giờ: 1 tạo người mới; 1 bỏ qua." in shown


def test_all_that_must_be_looked_at_is_one_list_where_it_is_of_several_kinds(browse) -> None:
    client = browse("hanh")
    first = send(client, book([AN, BA], day="30/6/2010"), "một.xlsx")
    client.post(f"{first}luu/")
    work(UUID(first.split("/")[2]))
    moved = Line("Hà Văn An", "1/2/1970", home="Hậu Lộc")
    other = Line("Hà Thị Ba", "3/4/1980", "Tài chính - Kế toán", sex="Nữ")
    address = send(client, book([moved, other], day="30/6/2011"), "hai.xlsx") + "khac-biet/"
    assert client.get(address)["Location"] == f"{address}?loai=phai_xem"
    shown = page(client, f"{address}?loai=phai_xem")
    assert "2 khác biệt" in shown  # a home place that changed, a post that ends
    assert "2 điều chưa quyết định" in shown
    assert "Như máy đề xuất" in shown
    client.post(f"{address}?loai=phai_xem", {"tat_ca": "default"})
    assert "đã quyết định hết" in page(client, f"{address}?loai=phai_xem")


def test_files_that_wait_are_compared_when_one_turns_to_them(browse) -> None:
    client = browse("hanh")
    first = send(client, book([AN]), "một.xlsx")
    second = send(client, book([AN, BA], day="31/12/2011"), "hai.xlsx")
    client.post(f"{first}luu/")
    work(UUID(first.split("/")[2]))
    assert "Tệp tiếp theo: hai.xlsx" in page(client, first)
    shown = page(client, second)
    assert "Từ lần đối chiếu này" in shown
    assert "Người mới: 2" in shown
    assert client.post(f"{second}doi-chieu/")["Location"] == second
    work(UUID(second.split("/")[2]))
    assert "Người mới: 1" in page(client, second)


def test_a_list_that_names_no_day_is_asked_for_it(browse) -> None:
    client = browse("hanh")
    address = send(client, book([AN, BA], day=""))
    assert "Danh sách này lập tại ngày nào?" in page(client, address)

    wrong = client.post(f"{address}ngay/", {"ngay": "31/2/2011"}, follow=True).content.decode()
    assert "“31/2/2011” không phải ngày" in wrong
    client.post(f"{address}ngay/", {"ngay": "30/6/2011"})
    work(UUID(address.split("/")[2]))
    told = page(client, address)
    assert 'value="30/6/2011"' in told
    assert "lập ngày 30/6/2011 theo người nhập cho biết" in told

    client.post(f"{address}luu/")
    work(UUID(address.split("/")[2]))
    batch = ImportDraft.objects.get(id=address.split("/")[2]).batch_id
    assert "cho biết danh sách lập ngày 30/6/2011" in page(client, f"/nhap/lan/{batch}/")


def test_a_list_that_names_its_day_is_not_asked(browse) -> None:
    client = browse("hanh")
    assert "lập tại ngày nào" not in page(client, send(client, book([AN])))
