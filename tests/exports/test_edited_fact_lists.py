"""Edited lists of facts come back: ranks, posts, levels, attendances, units, each by its kind."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from canbo.engine.facts import AttendanceOutcome, FactKind
from canbo.exchange.workbooks.reading import ListKind
from canbo.exchange.workbooks.statements import AwardReading, RankReading
from canbo.records.operations import ImportRefused
from canbo.records.queries import read_snapshot
from canbo.reporting.exports import FACT_LISTS, ExportRefused
from tests.exports.sent import BACK, Book, asked, back, codes, export, is_nothing, values
from tests.records.lists import Line, listing, says
from tests.records.sheets import NOON, Row, classes, roster, take

pytestmark = pytest.mark.django_db
HUNG = Row("Lê Văn Hùng", "12/3/1970", ("X05",), "ĐH", home="Quảng Cư", reached="1995")
HANH = Row("Vũ Thị Hạnh", "1971", ("X02",), "TC")


@pytest.fixture(autouse=True)
def town(db: None) -> None:
    take(roster([HUNG, HANH]))
    take(classes([HUNG, HANH]), at=NOON + timedelta(days=1))
    rank = says(RankReading, "1/1/2008", rank="01.003", step=2, coefficient="2.67")
    award = says(AwardReading, "2010", award="Bằng khen")
    line = Line("Lê Văn Hùng", "12/3/1970", (rank, award))
    take(listing(ListKind.RANKS, [line]), at=NOON + timedelta(days=2))


def standing(kind: FactKind) -> list[object]:
    found = {
        FactKind.RANK_HOLDING: read_snapshot().rank_holdings,
        FactKind.ATTENDANCE: read_snapshot().attendances,
        FactKind.UNIT_NAME: read_snapshot().unit_names,
        FactKind.AWARD: read_snapshot().awards,
    }[kind]
    return [fact for fact in found if fact.voided_at is None]


def test_every_list_of_facts_comes_back_saying_nothing() -> None:
    for name in (*FACT_LISTS, "units"):
        assert is_nothing(back(export(name), file=f"{name}.xlsx")), name


def test_a_rank_raised_since_a_day_ends_the_one_before() -> None:
    book = Book(export("ranks")).set("Lê Văn Hùng", "Bậc", 3)
    content = book.set("Lê Văn Hùng", "Hệ số", "3,00").bytes()
    assert sorted(one.field for one in asked(content)) == ["coefficient", "step"]

    back(content, {"kind:edited": "since:2011-01-01"})

    found = sorted(
        (one.step, one.coefficient, str(one.validity.begins), str(one.validity.ends or ""))  # type: ignore[attr-defined]
        for one in standing(FactKind.RANK_HOLDING)
    )
    assert found == [(2, "2.67", "01/1/2008", "31/12/2010"), (3, "3.00", "01/1/2011", "")]


def test_a_coefficient_is_a_number_that_shows_two_decimals() -> None:
    sheet = openpyxl.load_workbook(BytesIO(export("ranks"))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == 2.67]

    assert [(cell.data_type, cell.number_format) for cell in cells] == [("n", "0.00##")]


def test_a_coefficient_that_was_wrong_is_kept_with_two_decimals() -> None:
    content = Book(export("ranks")).set("Lê Văn Hùng", "Hệ số", 3).bytes()

    back(content, {"kind:edited": "correct"})

    assert [one.coefficient for one in standing(FactKind.RANK_HOLDING)] == ["3.00"]  # type: ignore[attr-defined]


def test_a_rank_that_was_wrong_keeps_its_days() -> None:
    content = Book(export("ranks")).set("Lê Văn Hùng", "Mã ngạch", "chuyên viên chính").bytes()

    back(content, {"kind:edited": "correct"})

    ((rank, begins),) = [
        (one.rank, str(one.validity.begins))  # type: ignore[attr-defined]
        for one in standing(FactKind.RANK_HOLDING)
    ]
    assert (rank, begins) == ("01.002", "01/1/2008")


def test_what_is_no_value_of_its_column_is_listed() -> None:
    content = Book(export("ranks")).set("Lê Văn Hùng", "Mã ngạch", "chuyên gia").bytes()

    report = back(content)

    assert codes(report) == ["export_value_unknown"]
    assert report.cells.listed == 1


def test_the_outcome_of_a_class_can_only_have_been_wrong() -> None:
    content = Book(export("attendances")).set("Vũ Thị Hạnh", "Kết quả", "bỏ học").bytes()
    (found,) = asked(content)
    assert [one.code for one in found.options] == ["correct", "keep"]

    back(content, {found.id: "correct"})

    outcomes = [one.outcome for one in standing(FactKind.ATTENDANCE)]  # type: ignore[attr-defined]
    assert outcomes.count(AttendanceOutcome.DROPPED) == 1


def test_a_name_corrected_in_a_list_of_facts_is_corrected_for_the_person() -> None:
    content = Book(export("ranks")).set("Lê Văn Hùng", "Họ và tên", "Lê Văn Hưng").bytes()

    back(content, {"kind:edited": "correct"})

    from canbo.engine.facts import ParticularKind

    assert "Lê Văn Hưng" in [name for name, *_ in values(ParticularKind.NAME)]


def test_a_beginning_that_was_wrong_is_another_validity() -> None:
    content = Book(export("ranks")).set("Lê Văn Hùng", "Từ ngày", date(2008, 2, 1)).bytes()

    back(content, {"kind:edited": "correct"})

    (found,) = standing(FactKind.RANK_HOLDING)
    assert str(found.validity.begins) == "01/2/2008"  # type: ignore[attr-defined]


def test_an_emptied_main_cell_may_void_the_fact_and_an_emptied_detail_its_value() -> None:
    content = Book(export("awards")).set("Lê Văn Hùng", "Ngày, năm", None).bytes()
    (found,) = asked(content)
    assert found.kind == "emptied"
    with pytest.raises(ImportRefused):
        back(content)

    back(content, {found.id: "remove"})

    ((award, begins),) = [
        (one.award, one.validity.begins)  # type: ignore[attr-defined]
        for one in standing(FactKind.AWARD)
    ]
    assert (award, begins) == ("Bằng khen", None)


def test_a_unit_renamed_since_a_day_keeps_both_names() -> None:
    book = Book(export("units"))
    place = book.column("Tên đơn vị")
    row = next(r for r in book.rows if book.page.cell(r, place).value == "phường Trường Sơn")
    book.page.cell(row, place).value = "phường Nam Sầm Sơn"

    back(book.bytes(), {"kind:edited": "since:2011-07-01"})

    names = {one.name for one in standing(FactKind.UNIT_NAME)}  # type: ignore[attr-defined]
    assert {"phường Trường Sơn", "phường Nam Sầm Sơn"} <= names


def added(name: str, *, keyed: bool = False, **cells: object) -> bytes:
    """A list with a copy of its first row at the end, some cells of it changed; `_` in a label is a
    blank."""
    book = Book(export(name))
    lines = book.lines()
    copy = list(lines[0]) if keyed else [*lines[0][:-1], None]
    for label, value in cells.items():
        copy[book.column(label.replace("_", " ")) - 1] = value
    return book.write([*lines, copy]).bytes()


def test_a_row_added_to_a_list_of_facts_is_a_new_fact() -> None:
    new = {"Danh_hiệu,_hình_thức": "Giấy khen", "Ngày,_năm": 2011, "Nguồn": None}
    content = added("awards", keyed=False, **new)

    shown = back(content, preview=True)
    assert [(one.kind, one.person_name) for one in shown.differences] == [
        ("new_fact", "Lê Văn Hùng")
    ]
    report = back(content)

    assert (report.problems, report.created, report.matched) == ((), 0, 1)
    assert {(one.award, str(one.validity.begins)) for one in standing(FactKind.AWARD)} == {  # type: ignore[attr-defined]
        ("Bằng khen", "2010"), ("Giấy khen", "2011"),
    }  # fmt: skip


def test_a_row_copied_with_its_key_and_changed_is_a_new_fact() -> None:
    """The row itself stands as it was exported: the copy speaks of another fact."""
    report = back(added("ranks", keyed=True, Bậc=3, Hệ_số="3,00", Từ_ngày=date(2011, 1, 1)))

    assert (report.problems, report.cells.listed) == ((), 0)
    held = {(one.step, str(one.validity.ends or "")) for one in standing(FactKind.RANK_HOLDING)}  # type: ignore[attr-defined]
    assert held == {(2, "31/12/2010"), (3, "")}


@pytest.mark.parametrize(
    ("name", "cells", "kind"),
    [
        ("attainments", {"Loại": "Lý luận chính trị", "Trình_độ": "TC"}, "attainment"),
        ("tenures", {"Chức_danh": "Chủ tịch UBND", "Từ": 2005, "Đến_hết": 2007}, "tenure"),
    ],
)
def test_levels_and_posts_are_added_by_rows(name: str, cells: dict[str, object], kind: str) -> None:
    report = back(added(name, keyed=False, **{**cells, "Nguồn": None}))

    assert report.problems == ()
    assert report.facts[kind] == 1


def test_a_first_row_is_added_to_a_list_without_any() -> None:
    """A rating is of a series and a year that no other row of its list lets anybody edit."""
    for name, cells in (
        ("ratings", {"Kỳ đánh giá": 2010, "Đánh giá": "Cán bộ, công chức",
                     "Xếp loại": "Hoàn thành tốt nhiệm vụ"}),
        ("disciplines", {"Kỷ luật": "Về Đảng", "Hình thức": "Khiển trách", "Từ ngày": 2009}),
        ("leaves", {"Lý do nghỉ": "Thai sản", "Từ ngày": date(2010, 2, 1)}),
        ("retirements", {"Hình thức": "Nghỉ hưu đúng tuổi", "Từ ngày": date(2011, 5, 1)}),
    ):  # fmt: skip
        book = Book(export(name))
        for label, value in {"Họ và tên": "Vũ Thị Hạnh", "Ngày sinh": 1971, **cells}.items():
            book.page.cell(book.header + 1, book.column(label)).value = value
        report = back(book.bytes(), preview=True, file=f"{name}.xlsx")

        unread = [one for one in codes(report) if one.startswith("export")]
        assert (name, unread, sum(report.facts.values()) > 0) == (name, [], True)


def test_an_added_row_of_nobody_known_makes_no_person() -> None:
    report = back(added("awards", Họ_và_tên="Hà Văn Lạ", Nguồn=None))

    assert (codes(report), report.created) == (["export_person_unknown"], 0)
    assert report.cells.listed == 4


def test_an_added_row_that_says_too_little_names_what_is_missing() -> None:
    report = back(added("ranks", Mã_ngạch=None))

    assert {(one.code, one.expected) for one in report.problems} == {
        ("export_row_incomplete", "Mã ngạch")
    }
    assert sum(report.facts.values()) == 0


def test_rows_added_to_a_list_that_takes_none_name_the_list_that_does() -> None:
    report = back(added("attendances"))

    assert set(codes(report)) == {"export_row_added"}
    assert {one.expected for one in report.problems} == {
        "danh sách học viên của lớp (mỗi lớp một danh sách)"
    }


def test_planning_is_closed_to_whose_grant_opens_no_secrets() -> None:
    from canbo.accounts.actor import Actor, GrantValue
    from canbo.engine.facts import UnitLevel
    from canbo.engine.timeline import Period

    grant = GrantValue("clerk", None, frozenset(UnitLevel), 0, Period(None, None))
    clerk = Actor("7", "Hạnh", (grant,))

    with pytest.raises(ExportRefused) as refused:
        export("pool", actor=clerk)

    assert refused.value.code == "export_is_secret"
    labels = Book(export("elections", actor=clerk)).labels
    assert "Số phiếu tín nhiệm" not in labels
    assert "Số phiếu tín nhiệm" in Book(export("elections")).labels


@pytest.mark.parametrize("name", ["officials", "tenures", "attainments", "ranks", "units"])
def test_what_libreoffice_saved_says_nothing(name: str, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "LibreOffice is needed: make test installs it"
    sent = tmp_path / "sent.xlsx"
    sent.write_bytes(export(name))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    told = [office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*told, "--outdir", str(tmp_path / "out"), str(sent)], check=True, capture_output=True,
        timeout=180,
    )  # fmt: skip

    report = back((tmp_path / "out" / "sent.xlsx").read_bytes(), at=BACK + timedelta(hours=1))

    assert is_nothing(report), report.problems[:5]
