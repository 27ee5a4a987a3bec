"""Lists of several days become lives: who goes on, who is new, who is gone, what is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from canbo.engine.facts import UnitLevel
from canbo.engine.units import FindingCode, take
from tests.units.lists import (
    CONVERSION,
    FLAT,
    HISTORY,
    PAIRS,
    WIDE,
    codes_of,
    day,
    on,
    pairs,
    statement,
    taken,
    unit,
)

TOWN = (
    "1,38,Tỉnh Thanh Hóa,Tỉnh,,2004-08-31,,",
    "2,382,Thị xã Sầm Sơn,Thị xã,38,2004-08-31,2017-04-19,",
    "2,382,Thành phố Sầm Sơn,Thành phố,38,2017-04-19,,368/NQ-UBTVQH14",
    "2,406,Huyện Quảng Xương,Huyện,38,2004-08-31,,",
    "3,14836,Phường Trường Sơn,Phường,382,2004-08-31,,",
    "3,14842,Xã Quảng Tiến,Xã,382,2004-08-31,2009-12-09,",
    "3,14842,Phường Quảng Tiến,Phường,382,2009-12-09,,61/NQ-CP",
    "3,16531,Xã Quảng Châu,Xã,406,2004-08-31,2015-05-16,",
    "3,16531,Xã Quảng Châu,Xã,382,2015-05-16,2017-04-19,930/NQ-UBTVQH13 | 935/NQ-UBTVQH13",
    "3,16531,Phường Quảng Châu,Phường,382,2017-04-19,,368/NQ-UBTVQH14",
)
BEFORE = (
    WIDE,
    "38,Tỉnh Thanh Hóa,382,Thành phố Sầm Sơn,14836,Phường Trường Sơn,Phường",
    "38,Tỉnh Thanh Hóa,382,Thành phố Sầm Sơn,14842,Phường Quảng Tiến,Phường",
    "38,Tỉnh Thanh Hóa,382,Thành phố Sầm Sơn,16531,Phường Quảng Châu,Phường",
    "38,Tỉnh Thanh Hóa,406,Huyện Quảng Xương,16516,Xã Quảng Giao,Xã",
)
AFTER = (
    CONVERSION,
    "14836,Phường Trường Sơn,382,16531,Phường Sầm Sơn,38,Tỉnh Thanh Hóa,Nhập toàn bộ",
    "14842,Phường Quảng Tiến,382,16531,Phường Sầm Sơn,38,Tỉnh Thanh Hóa,Nhập một phần",
    "14842,Phường Quảng Tiến,382,16516,Phường Nam Sầm Sơn,38,Tỉnh Thanh Hóa,Nhập một phần",
    "16531,Phường Quảng Châu,382,16531,Phường Sầm Sơn,38,Tỉnh Thanh Hóa,Nhập toàn bộ",
    "16516,Xã Quảng Giao,406,16516,Phường Nam Sầm Sơn,38,Tỉnh Thanh Hóa,Nhập toàn bộ",
)


@pytest.fixture
def town(tmp_path: Path):
    return taken(
        statement(tmp_path, "h.csv", "# ngày cuối: 2021-07-01", HISTORY, *TOWN),
        statement(tmp_path, "units_2025-01-04.csv", *BEFORE),
        statement(tmp_path, "mapping_2025-07-01.csv", *AFTER),
    )


def test_a_commune_keeps_its_life_through_type_and_parent(town) -> None:
    quang_chau = unit(town, "16531", "2010-01-01")

    assert [(one.name, one.days.first, one.days.last) for one in quang_chau.names] == [
        ("xã Quảng Châu", day("2004-08-31"), day("2017-04-18")),
        ("phường Quảng Châu", day("2017-04-19"), day("2025-06-30")),
    ]
    above = [town.records[place.parent].names[0].name for place in quang_chau.places]
    assert above == ["huyện Quảng Xương", "thị xã Sầm Sơn"]
    assert quang_chau.places[1].days.first == day("2015-05-16")
    assert unit(town, "382", "2010-01-01") is unit(town, "382", "2020-01-01")


def test_already_there_is_no_foundation(town) -> None:
    truong_son = unit(town, "14836", "2010-01-01")

    assert not truong_son.names[0].days.first_known
    assert truong_son.names[0].days.validity.begins is None
    assert truong_son.names[0].days.validity.known_by == day("2004-08-31")


def test_a_code_is_no_identity(town) -> None:
    before, after = unit(town, "16531", "2025-06-30"), unit(town, "16531", "2025-07-01")

    assert before is not after
    assert (before.names[-1].name, after.names[-1].name) == ("phường Quảng Châu", "phường Sầm Sơn")


def test_the_conversion_tells_each_pair_and_dissolves_emptied_districts(town) -> None:
    told = pairs(town)

    assert ("merge", "14836", "16531", "whole") in told
    assert ("merge", "14842", "16531", "part") in told
    assert ("merge", "14842", "16516", "part") in told
    assert ("dissolution", "382", "", "whole") in told
    assert ("dissolution", "406", "", "whole") in told
    assert ("rename", "14842", "14842", "whole") in told  # 2009
    assert on(town, "2025-07-01") == {
        "38": "tỉnh Thanh Hóa", "16531": "phường Sầm Sơn", "16516": "phường Nam Sầm Sơn",
    }  # fmt: skip
    assert unit(town, "38", "2004-08-31") is unit(town, "38", "2025-07-01")


def test_decrees_are_kept_only_where_the_list_tells_one(town) -> None:
    quang_chau = unit(town, "16531", "2020-01-01")

    assert quang_chau.places[1].source.decision_number == ""
    assert quang_chau.names[1].source.decision_number == "368/NQ-UBTVQH14"
    assert quang_chau.names[1].source.cell == "dòng 12"


def test_taking_the_same_lists_twice_changes_nothing(town, tmp_path: Path) -> None:
    before = {one.id: (list(one.names), list(one.places)) for one in town.records.values()}
    changes = len(town.changes)

    take(
        town,
        (
            statement(tmp_path, "h.csv", "# ngày cuối: 2021-07-01", HISTORY, *TOWN),
            statement(tmp_path, "units_2025-01-04.csv", *BEFORE),
            statement(tmp_path, "mapping_2025-07-01.csv", *AFTER),
        ),
    )

    assert {one.id: (one.names, one.places) for one in town.records.values()} == before
    assert len(town.changes) == changes


def test_a_renumbered_commune_stays_itself_and_a_code_taken_up_again_does_not(tmp_path) -> None:
    rows = (
        "1,38,Tỉnh A,Tỉnh,,2004-08-31,,",
        "2,001,Huyện B,Huyện,38,2004-08-31,,",
        "3,00010,Xã Cải Viên,Xã,001,2004-08-31,2012-01-01,",
        "3,00011,Xã Cải Viên,Xã,001,2012-01-01,,",
        "3,00020,Thị trấn Phong Thổ,Thị trấn,001,2004-08-31,2004-10-25,",
        "3,00020,Phường Quyết Tiến,Phường,001,2012-11-03,,",
        "3,00030,Xã An Hải,Xã,001,2004-08-31,2020-02-01,",
        "3,00030,Xã An Hải,Xã,001,2020-03-01,,",
    )
    found = taken(statement(tmp_path, "h.csv", "# ngày cuối: 2021-07-01", HISTORY, *rows))

    assert unit(found, "00010", "2010-01-01") is unit(found, "00011", "2015-01-01")
    assert unit(found, "00020", "2004-09-01") is not unit(found, "00020", "2015-01-01")
    assert unit(found, "00030", "2020-02-15") is unit(found, "00030", "2021-01-01")
    assert codes_of(found.findings).count(FindingCode.GAP) == 1


def test_codes_of_before_the_first_list_are_passed_over_and_told(tmp_path: Path) -> None:
    rows = (
        "1,401,Tỉnh Thanh Hóa,Tỉnh,,1979-03-29,2004-08-31,15/01/2003",
        "1,38,Tỉnh Thanh Hóa,Tỉnh,,2004-08-31,,",
        "2,382,Thị xã Sầm Sơn,Thị xã,38,2004-08-31,,",
    )
    found = taken(statement(tmp_path, "h.csv", HISTORY, *rows))

    assert on(found, "1990-01-01") == {}
    assert [one.found for one in found.findings if one.code is FindingCode.OLDER_CODES] == ["1"]


def test_ha_tay_went_to_ha_noi_as_its_districts_tell(tmp_path: Path) -> None:
    rows = (
        "1,01,Thành phố Hà Nội,Thành phố Trung ương,,2004-08-31,,",
        "1,28,Tỉnh Hà Tây,Tỉnh,,2004-08-31,2008-08-01,",
        "1,17,Tỉnh Hòa Bình,Tỉnh,,2004-08-31,,",
        "2,268,Thị xã Hà Đông,Thị xã,28,2004-08-31,2008-08-01,",
        "2,268,Thành phố Hà Đông,Thành phố,01,2008-08-01,,",
        "2,275,Huyện Quốc Oai,Huyện,28,2004-08-31,2008-08-01,",
        "2,275,Huyện Quốc Oai,Huyện,01,2008-08-01,,",
        "2,276,Huyện Mới,Huyện,01,2009-01-01,,",
        "3,04939,Xã Đông Xuân,Xã,275,2004-08-31,2009-01-01,",
        "3,04939,Xã Đông Xuân,Xã,276,2009-01-01,,",
    )
    found = taken(statement(tmp_path, "h.csv", HISTORY, *rows))

    told = pairs(found)
    assert ("merge", "28", "01", "whole") in told
    assert ("split", "275", "276", "part") in told
    assert FindingCode.SUCCESSOR_UNKNOWN not in codes_of(found.findings)


def test_what_a_later_list_lacks_ends_the_day_before_and_is_told(tmp_path: Path) -> None:
    later = (
        FLAT,
        "38,Tỉnh Thanh Hoá,Tỉnh,",  # another tone place: no other name
        "382,Thành phố Sầm Sơn,Thành phố,38",
        "14836,Phường Trường Sơn,Phường,382",
        "16531,Phường Quảng Châu và Tiến,Phường,382",
        "406,Huyện Quảng Xương,Huyện,38",
    )
    found = taken(
        statement(tmp_path, "h.csv", "# ngày cuối: 2021-07-01", HISTORY, *TOWN),
        statement(tmp_path, "list_2025-01-04.csv", *later),
    )

    gone = unit(found, "14842", "2024-12-31")
    assert gone.last_day == day("2025-01-03")
    unknown = [one for one in found.findings if one.code is FindingCode.SUCCESSOR_UNKNOWN]
    assert [one.found for one in unknown] == ["14842 phường Quảng Tiến"]
    assert [one.name for one in unit(found, "38", "2025-01-04").names] == ["tỉnh Thanh Hóa"]
    renamed = unit(found, "16531", "2025-01-04").names[-1]
    assert renamed.days.validity.known_by == day("2025-01-04")
    assert renamed.days.validity.begins is None


def test_a_district_becomes_a_special_zone_and_stays_itself(tmp_path: Path) -> None:
    found = taken(
        statement(
            tmp_path, "list_2025-01-04.csv", FLAT,
            "51,Tỉnh Quảng Ngãi,Tỉnh,", "536,Huyện Lý Sơn,Huyện,51",
            "52,Tỉnh Kon Tum,Tỉnh,", "600,Huyện Đắk Tô,Huyện,52", "06000,Xã Văn Lem,Xã,600",
        ),
        statement(
            tmp_path, "c_2025-07-01.csv", CONVERSION,
            "536,,536,21548,Đặc khu Lý Sơn,51,Tỉnh Quảng Ngãi,"
            "Sắp xếp toàn bộ huyện Lý Sơn thành đặc khu Lý Sơn",
            "06000,Xã Văn Lem,600,06000,Xã Văn Lem,51,Tỉnh Quảng Ngãi,Giữ nguyên",
        ),
    )  # fmt: skip

    ly_son = unit(found, "21548", "2025-07-01")
    assert ly_son is unit(found, "536", "2025-06-30")
    assert [place.level for place in ly_son.places] == [UnitLevel.DISTRICT, UnitLevel.COMMUNE]
    assert ("level_change", "536", "21548", "whole") in pairs(found)
    # two provinces become one: a new one, and both old ones went there as a whole
    assert unit(found, "51", "2025-07-01") is not unit(found, "51", "2025-06-30")
    assert {one for one in pairs(found) if one[0] == "merge"} == {
        ("merge", "51", "51", "whole"), ("merge", "52", "51", "whole"),
    }  # fmt: skip
    van_lem = unit(found, "06000", "2025-07-01")
    assert van_lem is unit(found, "06000", "2025-06-30")
    assert [place.parent for place in van_lem.places][1] == unit(found, "51", "2025-07-01").id


def test_two_sources_that_differ_both_stand(town, tmp_path: Path) -> None:
    second = statement(
        tmp_path, "second.csv", "# ngày: 2025-07-01", "# nguồn thứ hai: có", PAIRS,
        "14836,16531", "14842,16531", "16531,16531", "16516,16516",
    )  # fmt: skip
    take(town, (second,))

    quang_tien = unit(town, "14842", "2025-06-30")
    told = town.told_of(quang_tien.id, day("2025-07-01"))
    assert {(one.official, town.records[one.successor].names[-1].code) for one in told} == {
        (True, "16531"), (True, "16516"), (False, "16531"),
    }  # fmt: skip
    differ = [one for one in town.findings if one.code is FindingCode.SOURCES_DISAGREE]
    assert [one.found for one in differ] == ["14842 phường Quảng Tiến"]
    truong_son = unit(town, "14836", "2025-06-30")
    assert len(town.told_of(truong_son.id)) == 1  # agreed: told once


def test_a_history_that_comes_after_its_later_list_is_put_before_it(tmp_path: Path) -> None:
    chronicle = taken(statement(tmp_path, "units_2025-01-04.csv", *BEFORE))
    take(chronicle, (statement(tmp_path, "h.csv", "# ngày cuối: 2021-07-01", HISTORY, *TOWN),))

    assert unit(chronicle, "14836", "2005-01-01") is unit(chronicle, "14836", "2025-01-04")
    assert on(chronicle, "2010-01-01")["14842"] == "phường Quảng Tiến"
    assert on(chronicle, "2009-01-01")["14842"] == "xã Quảng Tiến"


def test_a_line_whose_name_is_not_its_codes_is_told_and_an_unlisted_old_unit_learnt(
    tmp_path: Path,
) -> None:
    found = taken(
        statement(tmp_path, "units_2025-01-04.csv", *BEFORE),
        statement(
            tmp_path, "c_2025-07-01.csv", *AFTER[:2],
            "14842,Phường Quảng Châu,382,16531,Phường Sầm Sơn,38,Tỉnh Thanh Hóa,Nhập toàn bộ",
            "16531,Phường Quảng Châu,382,16531,Phường Sầm Sơn,38,Tỉnh Thanh Hóa,Nhập toàn bộ",
            "16999,Xã Lạ,406,16516,Phường Nam Sầm Sơn,38,Tỉnh Thanh Hóa,Nhập toàn bộ",
        ),
    )  # fmt: skip

    codes = codes_of(found.findings)
    assert codes.count(FindingCode.NAME_DIFFERS) == 1
    assert codes.count(FindingCode.OLD_UNIT_UNKNOWN) == 1
    assert unit(found, "16999", "2025-06-30").names[0].name == "xã Lạ"
    # Quảng Giao is in no line: gone before the conversion's eve
    assert unit(found, "16516", "2025-06-29").last_day == day("2025-06-29")
