"""An edited list of officials comes back: changed cells are asked about, the others say nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from canbo.engine.facts import ParticularKind, Scale, Tenure
from canbo.engine.timeline import Perspective
from canbo.records import operations
from canbo.records.operations import ImportRefused
from canbo.records.queries import read_snapshot
from tests.exports.sent import (
    AS_OF,
    BACK,
    SENT,
    Book,
    asked,
    back,
    codes,
    export,
    is_nothing,
    values,
)
from tests.records.sheets import NOON, Row, roster, take

pytestmark = pytest.mark.django_db
HUNG = Row("Lê Văn Hùng", "12/3/1970", ("X05",), "ĐH", home="Quảng Cư", sex="m")
HANH = Row("Vũ Thị Hạnh", "1971", ("X02",), "TC", home="Hoằng Hóa", reached="2001")
DUNG = Row("Đỗ Quang Dũng", "5/1975", ("X11",), "CĐ")
ANH = Row("Phạm Ngọc Ánh", "2/9/1980", ("X12",), "ĐH")


@pytest.fixture(autouse=True)
def town(db: None) -> None:
    take(roster([HUNG, HANH, DUNG, ANH]))


def held(day: date) -> list[str]:
    snapshot = read_snapshot().folded(Perspective(day, BACK + timedelta(days=9)))
    return sorted(snapshot.posts[one.post].title for one in snapshot.tenures)


def levels(scale: Scale = Scale.PROFESSIONAL) -> list[tuple[str, str, str]]:
    return sorted(
        (one.level, one.school, str(one.validity.begins or ""))
        for one in read_snapshot().attainments
        if one.scale is scale and one.voided_at is None
    )


def test_what_nobody_touched_says_nothing() -> None:
    assert is_nothing(back(export()))


def test_a_list_saved_anew_by_another_program_says_nothing() -> None:
    assert is_nothing(back(Book(export()).bytes()))


def test_a_changed_cell_is_asked_about_and_nothing_is_stored_before() -> None:
    content = Book(export()).set("Lê Văn Hùng", "Quê quán", "Quảng Tiến").bytes()
    (found,) = asked(content)

    assert (found.kind, found.fact_kind, found.field) == ("edited", "particular", "home_place")
    assert (found.before, found.after, found.exported) == ("Quảng Cư", "Quảng Tiến", "")
    assert [one.code for one in found.options] == ["correct", "since", "keep"]
    with pytest.raises(ImportRefused) as refused:
        back(content)
    assert (refused.value.code, refused.value.data["count"]) == ("import_undecided", 1)
    assert ("Quảng Cư", "", "") in values(ParticularKind.HOME_PLACE)


def test_wrong_before_replaces_the_fact_with_its_days() -> None:
    content = Book(export()).set("Lê Văn Hùng", "Ngày sinh", date(1970, 3, 13)).bytes()
    (found,) = asked(content)
    assert [one.code for one in found.options] == ["correct", "keep"]  # nobody is born anew

    report = back(content, {found.id: "correct"})

    assert (report.facts["particular"], report.voided) == (1, 1)
    born = [value for value, *_ in values(ParticularKind.BIRTH)]
    assert "1970-03-13" in born
    assert "1970-03-12" not in born


def test_changed_since_ends_the_old_fact_the_day_before() -> None:
    content = Book(export()).set("Lê Văn Hùng", "Quê quán", "Quảng Tiến").bytes()
    (found,) = asked(content)

    back(content, {found.id: "since:2011-07-01"})

    assert [one for one in values(ParticularKind.HOME_PLACE) if one[0].startswith("Quảng")] == [
        ("Quảng Cư", "", "30/6/2011"),
        ("Quảng Tiến", "01/7/2011", ""),
    ]


def test_one_rule_decides_all_edited_cells() -> None:
    book = Book(export()).set("Lê Văn Hùng", "Quê quán", "Quảng Tiến")
    content = book.set("Vũ Thị Hạnh", "Dân tộc", "Mường").bytes()

    report = back(content, {"kind:edited": "correct"})

    assert report.facts["particular"] == 2
    assert is_nothing(back(export(at=BACK + timedelta(hours=1)), at=BACK + timedelta(hours=2)))


def test_a_rule_since_a_day_leaves_what_cannot_change_undecided() -> None:
    book = Book(export()).set("Lê Văn Hùng", "Quê quán", "Quảng Tiến")
    content = book.set("Lê Văn Hùng", "Ngày sinh", date(1970, 3, 13)).bytes()

    with pytest.raises(ImportRefused) as refused:
        back(content, {"kind:edited": "since:2011-07-01"})

    assert refused.value.data["count"] == 1


def test_a_post_changed_since_a_day_is_another_tenure() -> None:
    book = Book(export())
    content = book.set("Vũ Thị Hạnh", "Chức danh", book.get("Lê Văn Hùng", "Chức danh")).bytes()
    (found,) = asked(content)
    assert found.fact_kind == "tenure"

    back(content, {found.id: "since:2011-07-15"})

    assert held(date(2011, 7, 14)).count("X02") == 1
    assert held(date(2011, 7, 20)).count("X02") == 0
    assert held(date(2011, 7, 20)).count("X05") == 2


def test_a_second_post_in_a_cell_is_a_new_tenure() -> None:
    book = Book(export())
    posts = f"{book.get('Vũ Thị Hạnh', 'Chức danh')}; {book.get('Đỗ Quang Dũng', 'Chức danh')}"
    content = book.set("Vũ Thị Hạnh", "Chức danh", posts).bytes()
    (found,) = asked(content)
    assert (found.before, found.kind) == ("", "edited")

    report = back(content, {found.id: "since:2011-07-15"})

    assert (report.facts["tenure"], report.voided) == (1, 0)
    assert held(date(2011, 7, 20)).count("X11") == 2


def test_a_level_reached_since_stands_beside_the_earlier_one() -> None:
    content = Book(export()).set("Vũ Thị Hạnh", "Trình độ chuyên môn", "Đại học").bytes()
    (found,) = asked(content)
    assert (found.before, found.after) == ("TC", "ĐH")

    back(content, {found.id: "since:2011-06-20"})

    assert ("TC", "", "2001") in levels()
    assert ("ĐH", "", "20/6/2011") in levels()


def test_a_level_that_was_wrong_is_replaced_and_keeps_its_days() -> None:
    content = Book(export()).set("Vũ Thị Hạnh", "Trình độ chuyên môn", "ĐH").bytes()

    back(content, {"kind:edited": "correct"})

    assert ("ĐH", "", "2001") in levels()
    assert ("TC", "", "2001") not in levels()


def test_where_the_home_says_the_same_meanwhile_there_is_nothing_to_ask() -> None:
    content = Book(export()).set("Lê Văn Hùng", "Quê quán", "Quảng Tiến").bytes()
    back(content, {"kind:edited": "correct"})

    again = Book(content)
    again.page["A1"].value = "THỊ XÃ SẦM SƠN "  # other bytes, the same edit

    assert is_nothing(back(again.bytes(), at=BACK + timedelta(days=1)))


def test_the_same_file_once_more_with_the_same_decisions_changes_nothing() -> None:
    content = Book(export()).set("Lê Văn Hùng", "Quê quán", "Quảng Tiến").bytes()
    back(content, {"kind:edited": "correct"})

    again = back(content, {"kind:edited": "correct"}, at=BACK + timedelta(days=1))

    assert is_nothing(again)
    assert ("Quảng Tiến", "", "") in values(ParticularKind.HOME_PLACE)


def test_where_both_have_changed_all_three_values_are_shown() -> None:
    content = Book(export()).set("Lê Văn Hùng", "Quê quán", "Quảng Tiến").bytes()
    other = Book(export(at=SENT + timedelta(hours=1))).set("Lê Văn Hùng", "Quê quán", "Quảng Vinh")
    back(other.bytes(), {"kind:edited": "correct"}, file="khac.xlsx")

    (found,) = [
        one
        for one in back(content, preview=True, at=BACK + timedelta(days=1)).differences
        if one.chosen == "undecided"
    ]

    assert found.kind == "edited_both"
    assert (found.exported, found.before, found.after) == ("Quảng Cư", "Quảng Vinh", "Quảng Tiến")
    back(content, {found.id: "keep"}, at=BACK + timedelta(days=1))
    assert "Quảng Vinh" in [value for value, *_ in values(ParticularKind.HOME_PLACE)]


def test_a_cell_filled_in_the_file_and_in_the_home_is_shown_as_both() -> None:
    content = Book(export()).set("Đỗ Quang Dũng", "Quê quán", "Nga Sơn").bytes()
    other = Book(export(at=SENT + timedelta(hours=1))).set("Đỗ Quang Dũng", "Quê quán", "Hậu Lộc")
    back(other.bytes(), {"kind:edited": "correct"}, file="khac.xlsx")

    found = back(content, preview=True, at=BACK + timedelta(days=1)).differences

    assert [(one.kind, one.exported, one.before, one.after) for one in found] == [
        ("edited_both", "", "Hậu Lộc", "Nga Sơn")
    ]


def test_an_untouched_cell_says_nothing_though_the_home_moved_on() -> None:
    old = Book(export()).bytes()
    moved = Book(export(at=SENT + timedelta(hours=1))).set("Lê Văn Hùng", "Quê quán", "Quảng Vinh")
    back(moved.bytes(), {"kind:edited": "correct"}, file="khac.xlsx")

    assert is_nothing(back(old, at=BACK + timedelta(days=1)))


def test_an_emptied_cell_is_asked_about_and_never_voids_by_itself() -> None:
    content = Book(export()).set("Lê Văn Hùng", "Quê quán", None).bytes()
    (found,) = asked(content)
    assert (found.kind, found.before, found.after) == ("emptied", "Quảng Cư", "")
    with pytest.raises(ImportRefused):
        back(content, {"kind:edited": "correct"})

    report = back(content, {found.id: "remove"})

    assert (report.voided, sum(report.facts.values())) == (1, 0)
    assert "Quảng Cư" not in [value for value, *_ in values(ParticularKind.HOME_PLACE)]


def test_a_filled_cell_that_was_empty_is_a_new_fact() -> None:
    content = Book(export()).set("Đỗ Quang Dũng", "Quê quán", "Nga Sơn").bytes()
    (found,) = asked(content)
    assert found.before == ""

    back(content, {found.id: "correct"})

    assert ("Nga Sơn", "", "") in values(ParticularKind.HOME_PLACE)


# --- rows and columns moved, removed, added ---------------------------------------------------


def test_a_deleted_row_deletes_nobody_and_is_told() -> None:
    book = Book(export())
    book.page.delete_rows(book.row("Đỗ Quang Dũng"))

    report = back(book.bytes())

    assert codes(report) == ["export_rows_left"]
    assert report.problems[0].found == "1"
    assert report.voided == 0
    assert len(values(ParticularKind.NAME)) == 4


def test_rows_sorted_otherwise_still_mean_their_people() -> None:
    book = Book(export()).set("Lê Văn Hùng", "Quê quán", "Quảng Tiến")
    content = book.write(list(reversed(book.lines()))).bytes()

    (found,) = asked(content)

    assert (found.person_name, found.after) == ("Lê Văn Hùng", "Quảng Tiến")


def test_rows_sorted_without_their_keys_are_refused() -> None:
    book = Book(export())
    lines = book.lines()
    keys = [line.pop() for line in lines]
    book.write([[*line, key] for line, key in zip(reversed(lines), keys, strict=True)])

    from canbo.exchange.workbooks import WorkbookRefused

    with pytest.raises(WorkbookRefused) as refused:
        back(book.bytes())

    assert refused.value.problems[0].code == "export_keys_moved"


def test_columns_may_be_removed_and_moved() -> None:
    book = Book(export()).set("Lê Văn Hùng", "Quê quán", "Quảng Tiến")
    book.page.delete_cols(book.column("Dân tộc"))
    book.page.insert_cols(1)

    (found,) = asked(book.bytes())

    assert found.after == "Quảng Tiến"


def test_an_added_column_is_told_and_its_cells_are_listed() -> None:
    book = Book(export())
    place = book.key.column + 1
    book.page.cell(book.header, place).value = "Số điện thoại"
    book.page.cell(book.row("Lê Văn Hùng"), place).value = "0912"

    report = back(book.bytes())

    assert set(codes(report)) == {"export_column_added"}
    assert report.cells.listed == 1
    assert sum(report.facts.values()) == 0


def test_a_copied_row_is_counted_once_and_an_edited_copy_is_listed() -> None:
    sent = export()
    lines = Book(sent).lines()
    doubled = Book(sent).write([*lines, lines[0]]).bytes()
    assert codes(back(doubled)) == ["export_row_doubled"]

    copy = list(lines[0])
    copy[1] = "Lê Văn Hậu"
    report = back(Book(sent).write([*lines, copy]).bytes(), file="khac.xlsx")

    assert set(codes(report)) == {"export_row_copied"}
    assert (report.created, sum(report.facts.values())) == (0, 0)


def test_a_key_of_another_list_is_refused_with_words() -> None:
    book, other = Book(export()), Book(export())
    stranger = book.row("Lê Văn Hùng")
    book.page.cell(stranger, book.key.column).value = other.lines()[0][-1]

    report = back(book.bytes())

    assert set(codes(report)) == {"export_key_unknown", "export_rows_left"}
    assert sum(report.facts.values()) == 0


def test_a_row_without_a_key_is_a_new_person_by_the_ordinary_matching() -> None:
    book = Book(export())
    lines = book.lines()
    new = [None] * (len(lines[0]) - 1)
    new[0], new[1], new[2] = 5, "Trần Thị Mai", date(1985, 4, 1)
    new[book.column("Chức danh") - 1] = book.get("Lê Văn Hùng", "Chức danh")
    new[book.column("Đơn vị") - 1] = book.get("Lê Văn Hùng", "Đơn vị")
    content = book.write([*lines, new]).bytes()

    report = back(content)

    assert report.created == 1
    assert report.problems == ()
    assert len(values(ParticularKind.NAME)) == 5
    assert is_nothing(back(export(at=BACK + timedelta(hours=1)), at=BACK + timedelta(hours=2)))


def test_an_edited_cell_of_a_column_that_canbo_computes_is_listed() -> None:
    content = Book(export("tenures")).set("Lê Văn Hùng", "Nguồn", "nhớ ra").bytes()

    report = back(content)

    assert codes(report) == ["export_cell_derived"]


def test_a_list_of_another_home_is_read_like_any_other() -> None:
    from canbo.exchange.workbooks.keys import HomeKey
    from canbo.exchange.workbooks.reader import read_content
    from tests.exports.sent import vocabulary

    stranger = HomeKey("0" * 16, b"x" * 32)
    reading = read_content(export(), file="ds.xlsx", vocabulary=vocabulary(), home=stranger)

    assert "export_of_another_home" in [one.code for one in reading.problems]
    assert len(reading.documents[0].rows) == 4  # type: ignore[union-attr]


def test_a_list_given_back_with_notes_still_knows_its_rows() -> None:
    from canbo.exchange.workbooks.annotate import Note, annotate

    book = Book(export()).set("Lê Văn Hùng", "Quê quán", "Quảng Tiến")
    notes = [Note("Cán bộ", f"B{book.row('Lê Văn Hùng')}", "Xem lại ngày sinh.")]
    noted = annotate(book.bytes(), notes, {"Cán bộ": [book.header - 1]})

    (found,) = asked(noted)

    assert found.after == "Quảng Tiến"
    assert not back(noted, {"kind:edited": "correct"}).problems


def test_undoing_an_edit_brings_back_what_stood() -> None:
    content = Book(export()).set("Lê Văn Hùng", "Quê quán", "Quảng Tiến").bytes()
    done = back(content, {"kind:edited": "since:2011-07-01"})
    assert done.batch is not None

    from tests.records.sheets import OPERATOR

    operations.undo_import(batch=done.batch, actor=OPERATOR, at=BACK + timedelta(days=1))

    assert [one for one in values(ParticularKind.HOME_PLACE) if one[0].startswith("Quảng")] == [
        ("Quảng Cư", "", "")
    ]


def test_nothing_of_a_person_stands_in_the_key() -> None:
    book = Book(export())
    hidden = "\n".join(
        str(cell.value)
        for page in book.book.worksheets[1:]
        for row in page.iter_rows()
        for cell in row
        if cell.value is not None
    )
    keys = "\n".join(str(line[-1]) for line in book.lines())

    assert "Hùng" not in hidden + keys
    assert "1970" not in hidden.replace(SENT.isoformat(), "") + keys
    assert AS_OF.isoformat() in hidden
    assert NOON < SENT < BACK
    assert Tenure.__name__ not in keys


@pytest.mark.parametrize("body", ["Thị ủy", "Đảng ủy phường Trường Sơn", "Khối văn hóa", "Tổ 4"])
def test_another_post_is_one_of_the_unit_that_the_row_had(body: str) -> None:
    """The words of a unit may mean another one, or nothing: untouched they are the row's own."""
    path = ("thị xã Sầm Sơn", body)
    take(roster([Row("Cao Bá Tùng", "3/4/1972", ("Trưởng phòng",))], path=path, file="khac.xlsx"))
    content = Book(export()).set("Cao Bá Tùng", "Chức danh", "Phó Trưởng phòng").bytes()

    (found,) = asked(content)
    assert (found.before, found.after) == (f"Trưởng phòng, {body}", f"Phó Trưởng phòng, {body}")
    back(content, {found.id: "correct"})
    snapshot = read_snapshot()
    (post,) = [one for one in snapshot.posts.values() if "Phó Trưởng" in one.title_as_written]
    names = {one.name for one in snapshot.unit_names if one.unit == post.unit}
    assert names == {body}
