"""Results of elections, designations, and lists of committees of a term."""

from __future__ import annotations

from pathlib import Path

from canbo.engine.facts import BodyKind, ElectionKind
from canbo.exchange.workbooks.reading import CellClass, ListDocument, RosterDocument
from canbo.exchange.workbooks.statements import TenureReading
from tests.workbooks.listed import document, listed, nothing_listed, rows, said, sheets


def test_a_congress_with_votes_and_those_not_elected(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("KẾT QUẢ BẦU CỬ BAN CHẤP HÀNH ĐẢNG BỘ THỊ XÃ KHÓA XV, NHIỆM KỲ 2010-2015",),
        ("(Đại hội đại biểu Đảng bộ thị xã lần thứ XV, ngày 15/8/2010)",),
        ("STT", "Họ và tên", "Năm sinh", None, "Chức vụ, đơn vị", "Số phiếu", "Tỷ lệ (%)",
         "Kết quả"),
        (None, None, "Nam", "Nữ"),
        (1, "Nguyễn Văn An", 1960, None, "Phó Bí thư Thường trực Thị ủy", 148, 98.7, "Trúng cử"),
        (2, "Lê Thị Bình", None, 1965, "Chủ tịch Hội LHPN thị xã", "145", "96,7", "Trúng cử"),
        ("", "Không trúng cử"),
        (1, "Lê Văn Ba", 1968, None, "Trưởng phòng Tư pháp", 60, "40%", "Không trúng cử"),
        (2, "Lê Văn Bốn", 1969, None, "Chủ tịch UBND phường Bắc Sơn", 55, "36,7%"),
        ("Số phiếu phát ra: 150; số phiếu thu về: 150; số phiếu hợp lệ: 150.",),
        merges=("C5:D5",),
    )  # fmt: skip
    nothing_listed(reading)
    found = document(reading)
    assert found.election is not None
    assert (found.election.kind, str(found.election.day)) == (ElectionKind.CONGRESS, "15/8/2010")
    assert found.term is not None
    assert (found.term.ordinal, found.term.body) == ("XV", BodyKind.PARTY_COMMITTEE)
    assert {name: said(reading, name) for name in rows(reading)} == {
        "Nguyễn Văn An": [("result", "V12@thị xã Sầm Sơn", True, 148, 150)],
        "Lê Thị Bình": [("result", "V12@thị xã Sầm Sơn", True, 145, 150)],
        "Lê Văn Ba": [("result", "V12@thị xã Sầm Sơn", False, 60, 150)],
        "Lê Văn Bốn": [("result", "V12@thị xã Sầm Sơn", False, 55, 150)],
    }
    assert reading.count(CellClass.DERIVED) == 4  # the shares; the foot gives the ballots


def test_a_plenum_elects_post_by_post_and_marks_name_the_posts(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("KẾT QUẢ BẦU BAN THƯỜNG VỤ, BÍ THƯ, PHÓ BÍ THƯ ĐẢNG ỦY PHƯỜNG BẮC SƠN",),
        ("NHIỆM KỲ 2010-2015 (Hội nghị lần thứ nhất BCH ngày 20/6/2010)",),
        ("TT", "Họ và tên", "Năm sinh", "Kết quả trúng cử", None, None, "Số phiếu"),
        (None, None, None, "Ủy viên BTV", "Phó Bí thư", "Bí thư"),
        (1, "Nguyễn Văn An", 1960, "x", None, "x", "13/13"),
        (2, "Nguyễn Văn Hai", 1970, "x", "x", None, "12/13"),
        merges=("D5:F5",),
    )
    nothing_listed(reading)
    assert document(reading).election.kind is ElectionKind.PLENUM  # type: ignore[union-attr]
    assert [one[1] for one in said(reading, "Nguyễn Văn An")] == [
        "V01@phường Bắc Sơn", "X01@phường Bắc Sơn",
    ]  # fmt: skip
    assert said(reading, "Nguyễn Văn An")[0][3:] == (13, 13)
    assert [one[1] for one in said(reading, "Nguyễn Văn Hai")] == [
        "V01@phường Bắc Sơn", "X02@phường Bắc Sơn",
    ]  # fmt: skip


def test_group_rows_name_what_was_voted_on(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("KẾT QUẢ BẦU CỬ BAN THƯỜNG VỤ, BÍ THƯ THỊ ỦY SẦM SƠN KHÓA XV, NHIỆM KỲ 2010-2015",),
        ("(Hội nghị Ban Chấp hành lần thứ nhất, ngày 28/7/2010)",),
        ("STT", "Họ và tên", "Ngày sinh", "Chức vụ, đơn vị công tác", "Số phiếu bầu", "Kết quả"),
        ("I. Bầu Ban Thường vụ",),
        (1, "Trần Văn Mạnh", "8/8/1954", "Bí thư Thị ủy", "27", "Trúng cử"),
        (2, "Phạm Văn Viện", "10/10/1956", "Trưởng phòng Y tế", "10", "Không trúng cử"),
        ("II. Bầu Bí thư Thị ủy",),
        (1, "Trần Văn Mạnh", "8/8/1954", "Bí thư Thị ủy", "30", "Trúng cử"),
    )
    nothing_listed(reading)
    found = [(row.person.name, said_of) for row in document(reading).rows
             for said_of in [[(s.post.title, s.elected) for s in row.statements]]]  # type: ignore[attr-defined]  # fmt: skip
    assert found == [
        ("Trần Văn Mạnh", [("V11", True)]),
        ("Phạm Văn Viện", [("V11", False)]),
        ("Trần Văn Mạnh", [("H01", True)]),
    ]


def test_a_committee_of_a_term_is_held_not_elected_and_a_designation_stands_apart(
    tmp_path: Path,
) -> None:
    reading = listed(
        tmp_path,
        ("DANH SÁCH BAN CHẤP HÀNH ĐẢNG BỘ THỊ XÃ SẦM SƠN KHOÁ XIV, NHIỆM KỲ 2005-2010",),
        ("TT", "Họ và tên", "Năm sinh", "Chức vụ trong cấp ủy", "Chức vụ, đơn vị công tác",
         "Ghi chú"),
        (1, "Nguyễn Văn An", 1960, "Bí thư", "Bí thư Thị ủy"),
        (2, "Lê Thị Bình", 1965, "UV BTV", "Chủ tịch Hội LHPN thị xã"),
        (3, "Lê Văn Ba", 1968, None, "Trưởng phòng Tư pháp", "chỉ định bổ sung tháng 3/2008"),
    )  # fmt: skip
    nothing_listed(reading)
    held, designated = reading.documents
    assert isinstance(held, ListDocument)
    assert held.election is None
    assert all(isinstance(s, TenureReading) for row in held.rows for s in row.statements)
    assert [one[1] for one in said(reading, "Nguyễn Văn An")] == [
        "V12@thị xã Sầm Sơn", "H01@thị xã Sầm Sơn",
    ]  # fmt: skip
    assert isinstance(designated, ListDocument)
    assert designated.election is not None
    assert designated.election.kind is ElectionKind.DESIGNATION
    assert said(reading, "Lê Văn Ba") == [("result", "V12@thị xã Sầm Sơn", True, None, None)]


def test_deputies_of_a_council_and_posts_elected_in_session(tmp_path: Path) -> None:
    reading = sheets(
        tmp_path,
        {
            "Dai bieu": [
                ("DANH SÁCH ĐẠI BIỂU HĐND PHƯỜNG BẮC SƠN TRÚNG CỬ NHIỆM KỲ 2011-2016",),
                ("(Ngày bầu cử 22/5/2011)",),
                ("TT", "Họ và tên", "Năm sinh", "Chức vụ", "Số phiếu bầu", "Số phiếu hợp lệ"),
                (1, "Nguyễn Văn An", 1960, "Bí thư Đảng ủy", 900, 1000),
            ],
            "Ky hop": [
                ("KẾT QUẢ BẦU CÁC CHỨC DANH CỦA HĐND, UBND THỊ XÃ SẦM SƠN",),
                ("NHIỆM KỲ 2011 - 2016",),
                ("(Kỳ họp thứ nhất, Hội đồng nhân dân thị xã, ngày 24/6/2011)",),
                ("TT", "Họ và tên", "Ngày sinh", "Nam/Nữ", "Chức danh được bầu", "Số phiếu"),
                (1, "Lê Văn Dương", "2/10/1962", "Nam", "Phó Chủ tịch HĐND thị xã", "26/30"),
            ],
        },
    )
    nothing_listed(reading)
    people, posts = reading.documents
    assert isinstance(people, ListDocument)
    assert isinstance(posts, ListDocument)
    assert people.election is not None
    assert (people.election.kind, str(people.election.day)) == (ElectionKind.GENERAL, "22/5/2011")
    assert people.term is not None
    assert people.term.body is BodyKind.COUNCIL
    assert said(reading, "Nguyễn Văn An") == [("result", "V07@phường Bắc Sơn", True, 900, 1000)]
    assert posts.election is not None
    assert posts.election.kind is ElectionKind.SESSION
    assert said(reading, "Lê Văn Dương") == [("result", "H05@thị xã Sầm Sơn", True, 26, 30)]


def test_designated_members_with_their_decision(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("DANH SÁCH CHỈ ĐỊNH BỔ SUNG BAN THƯỜNG VỤ THỊ ỦY SẦM SƠN",),
        ("KHÓA XV, NHIỆM KỲ 2010 - 2015",),
        ("STT", "Họ và tên", "Năm sinh", "Chức vụ, đơn vị công tác", "Chức danh chỉ định",
         "Quyết định", None, "Từ ngày"),
        (None, None, None, None, None, "Số", "Ngày"),
        (1, "Lê Văn Dương", "2/10/1962", "Thị ủy viên, Bí thư Đảng ủy phường Trường Sơn",
         "Ủy viên BTV Thị ủy", "88-QĐ/TU", "21/3/2011", "25/3/2011"),
        merges=("F5:G5",),
    )  # fmt: skip
    nothing_listed(reading)
    found = document(reading)
    assert found.term is not None
    assert found.term.ordinal == "XV"
    (one,) = found.rows[0].statements
    assert said(reading, "Lê Văn Dương") == [("result", "V11@thị xã Sầm Sơn", True, None, None)]
    assert one.decision is not None
    assert (one.decision.number, str(one.begins)) == ("88-QĐ/TU", "25/3/2011")
    assert [post.title for post in found.rows[0].posts] == ["V12", "X01"]


def test_a_committee_seen_on_a_day_is_a_roster(tmp_path: Path) -> None:
    reading = listed(
        tmp_path,
        ("DANH SÁCH BAN CHẤP HÀNH ĐẢNG BỘ PHƯỜNG BẮC SƠN KHÓA XX, NHIỆM KỲ 2010-2015",),
        ("(Có đến ngày 20/7/2010)",),
        ("TT", "Họ và tên", "Năm sinh", "Chức vụ"),
        (1, "Cao Đình Tùng", 1959, "BT ĐU, CT HĐND"),
    )
    assert isinstance(reading.documents[0], RosterDocument)
