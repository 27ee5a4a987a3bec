"""Moves, appointments and registers of decisions, as several offices write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from canbo.exchange.workbooks.reading import ListKind
from canbo.exchange.workbooks.statements import MoveReading, TenureReading
from tests.workbooks.listed import document, listed, nothing_listed, rows, said

TITLE = (
    ("KẾT QUẢ ĐIỀU ĐỘNG, LUÂN CHUYỂN CÁN BỘ",),
    ("theo Đề án số 03-ĐA/ThU ngày 12/5/2008 của Ban Thường vụ Thị ủy (đến 31/7/2011)",),
)


@pytest.mark.parametrize("old", [False, True], ids=["xlsx", "xls"])
def test_moves_under_a_scheme_outside_it_and_not_carried_out(tmp_path: Path, old: bool) -> None:
    reading = listed(
        tmp_path,
        *TITLE,
        ("STT", "Họ và tên", "Ngày sinh", None, "Chức vụ, đơn vị trước khi điều động, luân chuyển",
         "Chức vụ, đơn vị đến", "Hình thức", "Quyết định", None, "Từ ngày", "Thời hạn", "Ghi chú"),
        (None, None, "Nam", "Nữ", None, None, None, "Số", "Ngày"),
        ("I", "Theo Đề án"),
        (1, "Nguyễn Văn An", "12/3/1970", None, "Phó Trưởng phòng Nội vụ",
         "Bí thư Đảng ủy, Chủ tịch HĐND phường Bắc Sơn", "Luân chuyển", "125-QĐ/ThU", "20/6/2008",
         "01/7/2008", "36 tháng"),
        (2, "Lê Thị Bình", None, "1978", "Phó Ban Tuyên giáo Thị ủy", "Chủ tịch UBND xã Quảng Cư",
         "Tăng cường cơ sở", "130-QĐ/ThU", "d:2008-08-01", "d:2008-08-05", "3 năm"),
        ("II", "Ngoài Đề án"),
        (1, "Trần Văn Cường", "5/8/1969", None, "Chủ tịch UBND phường Trung Sơn",
         "Trưởng phòng Kinh tế", "Điều động", "200-QĐ/ThU", "3/2/2009", "10/2/2009"),
        ("III", "Chưa thực hiện"),
        (1, "Đỗ Văn Dần", "5/8/1969", None, "Chủ tịch UBND phường Trung Sơn", "Phòng Kinh tế",
         "Luân chuyển", None, None, "10/2/2012", None, "chờ đại hội"),
        merges=("C5:D5", "H5:I5"),
        old=old,
    )  # fmt: skip
    nothing_listed(reading)
    found = document(reading)
    assert found.scheme is not None
    assert (found.scheme.decision_number, str(found.scheme.begins)) == ("03-ĐA/ThU", "12/5/2008")
    assert said(reading, "Nguyễn Văn An") == [
        ("move", "rotation", "H21@Phòng Nội vụ", "X01@phường Bắc Sơn", "phường Bắc Sơn",
         "2008-07-01", "2011-07-01", True),
        ("tenure", "X03@phường Bắc Sơn", "2008-07-01", "", "full", "reassigned"),
    ]  # fmt: skip
    move = rows(reading)["Nguyễn Văn An"].statements[0]
    assert move.decision is not None
    assert (move.decision.number, str(move.decision.day)) == ("125-QĐ/ThU", "20/6/2008")
    assert said(reading, "Lê Thị Bình") == [
        ("move", "reinforcement", "H12@Ban Tuyên giáo Thị ủy", "X05@xã Quảng Cư", "xã Quảng Cư",
         "2008-08-05", "2011-08-05", True),
    ]  # fmt: skip
    outside = rows(reading)["Trần Văn Cường"].statements[0]
    assert isinstance(outside, MoveReading)
    assert (outside.scheme, outside.outside_scheme) == (None, True)
    assert said(reading, "Đỗ Văn Dần") == []
    assert "chờ đại hội" in rows(reading)["Đỗ Văn Dần"].person.note


def test_a_plan_of_moves_states_none(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("PHƯƠNG ÁN ĐIỀU ĐỘNG, LUÂN CHUYỂN CÁN BỘ LÃNH ĐẠO",),
        ("(Kèm theo Đề án số 03-ĐA/ThU ngày 12/5/2008)",),
        ("STT", "Họ và tên", "Năm sinh", "Chức vụ, đơn vị hiện nay",
         "Dự kiến điều động, luân chuyển đến", "Hình thức", "Dự kiến thời gian"),
        (1, "Nguyễn Văn An", 1970, "Phó Trưởng phòng Nội vụ", "Bí thư Đảng ủy phường Bắc Sơn",
         "Luân chuyển", "Quý III/2008"),
    )  # fmt: skip
    nothing_listed(reading)
    row = rows(reading)["Nguyễn Văn An"]
    assert row.statements == ()
    assert "Bí thư Đảng ủy phường Bắc Sơn" in row.person.note


def test_posts_and_units_in_columns_under_before_and_after(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("DANH SÁCH CÁN BỘ ĐIỀU ĐỘNG NĂM 2010",),
        ("TT", "Họ và tên", "NS", "Trước khi điều động", None, "Sau khi điều động", None, "Số QĐ",
         "Ngày ký"),
        (None, None, None, "Chức vụ", "Đơn vị", "Chức vụ", "Đơn vị"),
        (1, "Nguyễn Văn An", 1970, "Phó Trưởng phòng", "Phòng Nội vụ", "Phó Bí thư Đảng ủy",
         "Phường Bắc Sơn", "15/QĐ-UBND", "5/6/2010"),
        merges=("D4:E4", "F4:G4"),
    )  # fmt: skip
    nothing_listed(reading)
    assert said(reading, "Nguyễn Văn An") == [
        ("move", "reassignment", "H21@Phòng Nội vụ", "X02@phường Bắc Sơn", "phường Bắc Sơn", "",
         "", False)
    ]  # fmt: skip


def test_from_and_to_may_be_places_or_days(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("DANH SÁCH CÁN BỘ BIỆT PHÁI",),
        ("TT", "Họ và tên", "Năm sinh", "Nơi đi", "Nơi đến", "Từ", "Đến"),
        (1, "Nguyễn Văn An", 1970, "Phòng Nội vụ", "Phường Bắc Sơn", "1/3/2009", "1/3/2010"),
    )
    nothing_listed(reading)
    (move,) = rows(reading)["Nguyễn Văn An"].statements
    assert isinstance(move, MoveReading)
    assert move.kind.value == "secondment"
    assert (str(move.begins), str(move.ends)) == ("01/3/2009", "01/3/2010")
    assert move.to_unit is not None
    assert move.to_unit.path[-1] == "phường Bắc Sơn"


def test_a_register_of_decisions_says_row_by_row_what_was_decided(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("SỔ THEO DÕI QUYẾT ĐỊNH VỀ CÔNG TÁC CÁN BỘ NĂM 2009",),
        ("TT", "Số QĐ", "Ngày ký", "Họ và tên", "Năm sinh", "Nội dung", "Chức vụ cũ",
         "Chức vụ mới", "Hiệu lực từ", "Cơ quan ban hành"),
        (1, "12-QĐ/ThU", "5/1/2009", "Nguyễn Văn An", 1970, "Bổ nhiệm",
         "Chuyên viên Ban Tổ chức Thị ủy", "Phó Trưởng Ban Tổ chức Thị ủy", "10/1/2009",
         "Ban Thường vụ Thị ủy"),
        (2, "13-QĐ/ThU", "5/1/2009", "Lê Thị Bảy", 1975, "Điều động", "CV VP Thị ủy",
         "Phó CT UBND phường Bắc Sơn", "10/1/2009", "BTV Thị ủy"),
        (3, "44/QĐ-UBND", "6/3/2009", "Lê Văn Tám", 1965, "Miễn nhiệm", "Trưởng phòng Tư pháp",
         None, "15/3/2009", "UBND thị xã"),
        (4, "45/QĐ-UBND", "6/4/2009", "Lê Văn Chín", 1949, "Nghỉ hưu", "Trưởng phòng Y tế", None,
         "1/5/2009", "UBND thị xã"),
        (5, "46/QĐ-UBND", "6/4/2009", "Lê Văn Mười", 1969, "Bổ nhiệm lại", "Trưởng phòng Y tế",
         "Trưởng phòng Y tế", "1/5/2009", "UBND thị xã"),
        (6, "47/QĐ-UBND", "6/5/2009", "Lê Văn Xuân", 1969, "Giao phụ trách", "PTP Y tế",
         "Trưởng phòng Y tế", "1/6/2009", "UBND thị xã"),
        (7, "48/QĐ-UBND", "6/5/2009", "Lê Văn Thu", 1969, "Khen ngợi", None, None, None, None),
    )  # fmt: skip
    assert document(reading).kind is ListKind.DECISIONS
    assert [(p.code, p.found) for p in reading.problems] == [("act_not_understood", "Khen ngợi")]
    assert said(reading, "Nguyễn Văn An") == [
        ("tenure", "H12@Ban Tổ chức Thị ủy", "2009-01-10", "", "full", "appointed")
    ]
    assert said(reading, "Lê Thị Bảy")[0][:4] == (
        "move", "reassignment", "H61@Văn phòng Thị ủy", "X06@phường Bắc Sơn",
    )  # fmt: skip
    ended = rows(reading)["Lê Văn Tám"].statements[0]
    assert isinstance(ended, TenureReading)
    assert (ended.closes, str(ended.ends)) == (True, "14/3/2009")
    assert said(reading, "Lê Văn Chín") == [("retirement", "age", "2009-05-01")]
    again = rows(reading)["Lê Văn Mười"].statements[0]
    assert isinstance(again, TenureReading)
    assert again.renews
    assert said(reading, "Lê Văn Xuân")[0][-2] == "acting"
    assert again.decision is not None
    assert again.decision.issuer == "UBND thị xã"


def test_appointments_and_dismissals_with_their_decisions_in_one_cell(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("DANH SÁCH CÁN BỘ ĐƯỢC BỔ NHIỆM, MIỄN NHIỆM NĂM 2010",),
        ("TT", "Họ và tên", "Năm sinh", "Chức vụ, đơn vị cũ", "Chức vụ được bổ nhiệm", "Thời hạn",
         "Số, ngày quyết định", "Nội dung"),
        (1, "Nguyễn Văn An", 1970, "Chuyên viên phòng Nội vụ", "Phó Trưởng phòng Nội vụ", "5 năm",
         "Số 15/QĐ-UBND ngày 3/2/2010", "Bổ nhiệm"),
        (2, "Nguyễn Văn Bảy", 1960, "Trưởng phòng Y tế", None, None,
         "QĐ 16/QĐ-UBND ngày 3/3/2010", "Miễn nhiệm"),
    )  # fmt: skip
    nothing_listed(reading)
    given, ended = (row.statements[0] for row in rows(reading).values())
    assert isinstance(given, TenureReading)
    assert given.decision is not None
    assert (given.decision.number, str(given.decision.day)) == ("15/QĐ-UBND", "03/2/2010")
    assert (given.post.title, given.begins) == ("H21", None)  # the decision's day stands for it
    assert isinstance(ended, TenureReading)
    assert (ended.closes, ended.post.title) == (True, "H20")


def test_a_decision_merged_down_over_its_people(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("DANH SÁCH CÁN BỘ ĐƯỢC BỔ NHIỆM",),
        ("TT", "Họ và tên", "Năm sinh", "Chức vụ được bổ nhiệm", "Quyết định", "Ngày bổ nhiệm"),
        (1, "Nguyễn Văn An", 1970, "PTP Nội vụ", "15/QĐ-UBND ngày 3/2/2010", "10/2/2010"),
        (2, "Nguyễn Văn Ba", 1971, "PTP Y tế", None, "11/2/2010"),
        merges=("E5:E6",),
    )
    nothing_listed(reading)
    numbers = {row.statements[0].decision.number for row in rows(reading).values()}  # type: ignore[union-attr]
    assert numbers == {"15/QĐ-UBND"}
