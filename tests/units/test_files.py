"""Files of units that cannot be taken: every mistake is told with file, line, found, expected."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from canbo.engine.facts import ChangePart, UnitChangeKind
from canbo.engine.units import UnitConversion, UnitHistory, UnitList
from canbo.exchange.units import UnitFileRefused, read_unit_file, read_unit_files
from canbo.exchange.units.kinds import meaning_of
from canbo.exchange.units.reading import LARGEST
from tests.units.lists import CONVERSION, FLAT, HISTORY, PAIRS, WIDE, day, statement, written


def refused(path: Path) -> list[tuple[int, str, str, str]]:
    with pytest.raises(UnitFileRefused) as caught:
        read_unit_file(path)
    assert {one.file for one in caught.value.problems} == {path.name}
    return [(one.line, one.code, one.found, one.expected) for one in caught.value.problems]


def test_a_list_may_come_with_semicolons_a_bom_and_vietnamese_headings(tmp_path: Path) -> None:
    path = tmp_path / "danh-muc_2025-01-04.csv"
    path.write_text(
        "\ufeffMã;Tên;Loại;Mã cấp trên\n38;Tỉnh Thanh Hóa;Tỉnh;\n382;Thành phố Sầm Sơn;;38\n",
        encoding="utf-8",
    )
    read = read_unit_file(path)

    assert isinstance(read.statement, UnitList)
    assert read.statement.day == day("2025-01-04")
    assert [(one.code, one.name, one.parent) for one in read.statement.units] == [
        ("38", "Tỉnh Thanh Hóa", ""),
        ("382", "Thành phố Sầm Sơn", "38"),
    ]


def test_a_packed_file_is_read_like_the_plain_one(tmp_path: Path) -> None:
    plain = written(tmp_path, "a_2025-01-04.csv", FLAT, "38,Tỉnh Thanh Hóa,Tỉnh,")
    packed = tmp_path / "b_2025-01-04.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))

    assert read_unit_file(packed).sha256 == read_unit_file(plain).sha256


def test_wrong_lines_are_told_all_at_once(tmp_path: Path) -> None:
    path = written(
        tmp_path, "x_2025-01-04.csv", FLAT,
        "38,Tỉnh Thanh Hóa,Tỉnh,", "3A2,Thị xã Sầm Sơn,Thị xã,38", "406,  ,Huyện,38",
        "382,Sầm Sơn", "407,Huyện A,Huyện,38", "407,Huyện B,Huyện,38",
    )  # fmt: skip

    assert refused(path) == [
        (5, "unit_line_cells", "2", "4"),
        (3, "unit_code_form", "3A2", "2 / 3 / 5"),
        (4, "unit_name_missing", "", ""),
        (6, "unit_code_twice", "407 Huyện A", ""),
        (7, "unit_code_twice", "407 Huyện B", ""),
    ]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", f"{FLAT}\n38,Tỉnh Thanh Hóa,Tỉnh,\n", "unit_file_without_day"),
        ("a_2025-01-04.csv", f"{FLAT}\n", "unit_file_empty"),
        ("a_2025-01-04.csv", "tên,tuổi\nLan,5\n", "unit_file_columns"),
        ("a_2025-01-04.csv", "", "unit_file_columns"),
        ("a_2025-01-04.csv", f'{FLAT}\n38,"Tỉnh\n', "unit_line_cells"),
        ("a_2025-13-41.csv", f"{FLAT}\n38,Tỉnh Thanh Hóa,Tỉnh,\n", "unit_file_without_day"),
    ],
)
def test_files_of_another_kind(tmp_path: Path, name: str, content: str, code: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")

    assert [one[1] for one in refused(path)] == [code]


def test_damaged_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(b"\x1f\x8b\x08nothing")
    (tmp_path / "b.csv").write_bytes(FLAT.encode() + b"\n38,T\xe1nh,x,\n")
    (tmp_path / "c.csv").write_bytes(FLAT.encode() + b"\n38,T\0,x,\n")

    assert [one[1] for one in refused(tmp_path / "a.csv.gz")] == ["unit_file_damaged"]
    assert refused(tmp_path / "b.csv")[0][:2] == (2, "unit_file_not_utf8")
    assert [one[1] for one in refused(tmp_path / "c.csv")] == ["unit_file_damaged"]


def test_a_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"0" * (LARGEST + 2), compresslevel=1))

    assert [one[1] for one in refused(path)] == ["unit_file_too_long"]


def test_a_history_with_impossible_days(tmp_path: Path) -> None:
    path = written(
        tmp_path, "h.csv", HISTORY,
        "3,14836,Phường A,Phường,382,2011-02-31,,",
        "3,14837,Phường B,Phường,382,2011-05-01,2010-01-01,",
        "3,1483,Phường C,Phường,382,2011-05-01,,",
    )  # fmt: skip

    assert refused(path) == [
        (2, "unit_day_form", "2011-02-31", "2025-07-01"),
        (3, "unit_ends_before", "2010-01-01", "2011-05-01"),
        (4, "unit_code_form", "1483", "5"),
    ]


def test_a_conversion_in_words_that_nobody_taught(tmp_path: Path) -> None:
    path = written(
        tmp_path, "c_2025-07-01.csv", CONVERSION,
        "14836,Phường A,382,16531,Phường B,38,Tỉnh C,Cho luôn",
    )  # fmt: skip

    assert refused(path)[0][:3] == (2, "unit_kind_unknown", "Cho luôn")


@pytest.mark.parametrize(
    ("words", "kind", "part", "stays"),
    [
        ("Nhập toàn bộ", "merge", "whole", False),
        ("Nhập một phần", "merge", "part", False),
        ("Nhâp một phần diện tích", "merge", "part", False),
        ("Nhập một phần diện tích, toàn bộ dân số", "merge", "whole", False),
        ("Nhập toàn bộ diện tích", "merge", "part", False),
        ("Giữ nguyên", "merge", "whole", True),
        ("Đổi tên", "rename", "whole", True),
        ("Đổi loại hình", "rename", "whole", True),
        ("Đổi tên từ một phần Phường 15", "split", "part", False),
        ("Sắp xếp toàn bộ huyện Lý Sơn thành đặc khu Lý Sơn", "level_change", "whole", True),
        ("Sắp xếp toàn bộ xã Thổ Châu thành đặc khu Thổ Châu", "rename", "whole", True),
    ],
)
def test_the_words_of_conversions(words: str, kind: str, part: str, stays: bool) -> None:
    assert meaning_of(words) == (UnitChangeKind(kind), ChangePart(part), stays)


def test_each_form_is_known_by_its_columns(tmp_path: Path) -> None:
    wide = statement(
        tmp_path, "a_2025-01-04.csv", WIDE, "38,Tỉnh A,382,Thị xã B,14836,Phường C,Phường"
    )
    history = statement(tmp_path, "h.csv", HISTORY, "1,38,Tỉnh A,Tỉnh,,2004-08-31,,")
    second = statement(
        tmp_path, "s.csv", "# ngày: 2025-07-01", "# nguồn thứ hai: có", PAIRS, "14836,16531"
    )

    assert isinstance(wide, UnitList)
    assert [one.code for one in wide.units] == ["38", "382", "14836"]
    assert isinstance(history, UnitHistory)
    assert isinstance(second, UnitConversion)
    assert not second.official


def test_all_files_problems_come_together(tmp_path: Path) -> None:
    first = written(tmp_path, "a_2025-01-04.csv", FLAT, "9,Tỉnh,,")
    second = written(tmp_path, "b.csv", "x,y", "1,2")

    with pytest.raises(UnitFileRefused) as caught:
        read_unit_files([first, second])
    assert [one.file for one in caught.value.problems] == ["a_2025-01-04.csv", "b.csv"]
