"""Lists loaded into a home: units that files had proposed go on under their ids, none doubled."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from canbo.accounts.actor import Actor
from canbo.engine.facts import FactKind, UnitChange
from canbo.engine.timeline import Perspective
from canbo.engine.units import FindingCode
from canbo.exchange.units import UnitFile, read_unit_file, read_unit_files
from canbo.journal.operations import verify
from canbo.law.units import country_files
from canbo.records import access, operations
from canbo.records.models import ImportBatch, Tenure, Unit, UnitName
from canbo.records.operations.allowed import NotAllowed
from canbo.records.operations.unit_lists import UnitsRefused, load_units
from canbo.records.queries.stored import read_facts
from tests.records.sheets import NOON, OPERATOR, TOWN, WARD, Row, roster, take
from tests.units.lists import CONVERSION, FLAT, HISTORY, day, written
from tests.units.test_lives import AFTER, BEFORE
from tests.units.test_lives import TOWN as HISTORY_LINES

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def country() -> tuple[UnitFile, ...]:
    return read_unit_files(country_files())


@pytest.fixture
def small(tmp_path: Path) -> tuple[UnitFile, ...]:
    return tuple(
        read_unit_file(path)
        for path in (
            written(tmp_path, "h.csv", "# ngày cuối: 2021-07-01", HISTORY, *HISTORY_LINES),
            written(tmp_path, "units_2025-01-04.csv", *BEFORE),
            written(tmp_path, "mapping_2025-07-01.csv", *AFTER),
        )
    )


def load(files, **more):
    return load_units(files=files, actor=OPERATOR, at=more.pop("at", NOON), **more)


def names_of(unit) -> list[tuple[str, str]]:
    facts = read_facts(FactKind.UNIT_NAME, "unit_id = %s AND voided_at IS NULL", [unit])
    facts.sort(key=lambda one: one.validity.certain.begins or date.min)
    return [(one.name, one.code) for one in facts]


def test_a_proposed_ward_is_found_and_keeps_its_id_and_people(small) -> None:
    take(roster([Row("Lê Văn Hùng", "1970", ("X05",))]))
    ward = access.resolve_unit(code="phường Trường Sơn")
    town = access.resolve_unit(code=TOWN)
    report = load(small)

    assert report.units["identified"] == 2
    assert access.resolve_unit(code="14836", as_of=day("2011-07-31")) == ward
    assert names_of(ward) == [("phường Trường Sơn", "14836")]
    assert names_of(town) == [("thị xã Sầm Sơn", "382"), ("thành phố Sầm Sơn", "382")]
    assert not Unit.objects.get(id=ward).proposed
    assert Tenure.objects.filter(post__unit=ward, voided_at=None).count() == 1
    assert verify().is_sound


def test_the_same_load_twice_changes_nothing(small) -> None:
    first = load(small)
    batches = ImportBatch.objects.count()
    again = load(small)

    assert first.batch is not None
    assert again.already_known
    assert again.batch is None
    assert ImportBatch.objects.count() == batches


def test_an_undone_load_leaves_the_home_as_it_was(small) -> None:
    take(roster([Row("Lê Văn Hùng", "1970", ("X05",))]))
    ward = access.resolve_unit(code="phường Trường Sơn")
    before = names_of(ward), Unit.objects.filter(withdrawn_at=None).count()
    batch = load(small).batch
    operations.undo_import(batch=batch, actor=OPERATOR, at=NOON + timedelta(hours=1))

    assert (names_of(ward), Unit.objects.filter(withdrawn_at=None).count()) == before
    assert Unit.objects.get(id=ward).proposed
    assert not read_facts(FactKind.UNIT_CHANGE, "voided_at IS NULL")
    assert verify().is_sound
    assert load(small, at=NOON + timedelta(hours=2)).units["identified"] == 2


def test_a_roster_that_comes_later_finds_the_units_of_the_lists(small) -> None:
    load(small)
    units = Unit.objects.count()
    take(
        roster(
            [Row("Lê Văn Hùng", "1970", ("X05",)), Row("Trần Lan", "1975", ("Y3",))],
            path=(TOWN, "phường Quảng Tiến"),
        )
    )
    take(roster([Row("Vũ Bình", "1971", ("X05",))], path=WARD, file="b.xlsx"))
    take(roster([Row("Đỗ An", "1972", ("X05",))], path=(TOWN, "xã Quảng Tiến"),
                as_of="31/12/2008", file="c.xlsx"))  # fmt: skip

    assert Unit.objects.count() == units
    ward = access.resolve_unit(code="14842", as_of=day("2011-01-01"))
    assert Tenure.objects.filter(post__unit=ward, voided_at=None).count() == 3
    assert names_of(ward) == [("xã Quảng Tiến", "14842"), ("phường Quảng Tiến", "14842")]


def test_a_roster_keeps_its_load_from_being_undone(small) -> None:
    batch = load(small).batch
    later = take(roster([Row("Lê Văn Hùng", "1970", ("X05",))])).batch

    with pytest.raises(operations.UndoRefused) as refused:
        operations.undo_import(batch=batch, actor=OPERATOR, at=NOON)
    assert refused.value.code == "batch_in_use"
    assert refused.value.data["later"] == str(later)


def test_what_fits_nothing_is_told_with_the_nearest(small) -> None:
    take(roster([Row("Lê Văn Hùng", "1970", ("X05",))], path=(TOWN, "phường Trường Xuân")))
    report = load(small)

    told = [one for one in report.findings if one.code is FindingCode.NOT_IDENTIFIED]
    assert [(one.found, one.expected) for one in told] == [
        ("phường Trường Xuân", "14836 phường Trường Sơn, thành phố Sầm Sơn"),
    ]
    assert Unit.objects.get(id=told[0].unit).proposed


def test_an_area_that_somebody_confirmed_stays(small) -> None:
    take(roster([Row("Lê Văn Hùng", "1970", ("X05",))]))
    ward = access.resolve_unit(code="phường Trường Sơn")
    operations.confirm_unit(unit=ward, actor=OPERATOR, at=NOON, area="delta")
    load(small)

    places = read_facts(FactKind.UNIT_PLACEMENT, "unit_id = %s AND voided_at IS NULL", [ward])
    assert {one.area for one in places} == {"delta"}


def test_one_province_first_and_the_whole_country_later(country) -> None:
    first = load(country, province="38")
    again = load(country, province="38")
    rest = load(country)

    assert first.units["created"] == 814
    assert again.already_known
    assert rest.units == {"created": 15_205 - 814, "identified": 0, "known": 814}
    assert len(rest.disagree) == 37
    assert rest.voided == 0
    assert verify().is_sound


def test_both_sources_stand_where_they_disagree(country) -> None:
    load(country, province="60")
    when = Perspective(day("2025-07-01"), NOON)
    old = access.resolve_unit(code="23053", as_of=day("2025-06-30"))
    life = access.get_unit(unit=old, actor=OPERATOR, at=NOON, perspective=when)

    told = {(one.fact.source.document[:10], one.other.code) for one in life.successors}
    assert told == {("Bảng chuyể", "23053"), ("Gói vietna", "23053"), ("Gói vietna", "23041")}
    assert all(one.disputed for one in life.successors)


def test_a_list_that_loses_half_of_the_units_is_refused_whole(country, tmp_path: Path) -> None:
    load(country, province="38")
    units = UnitName.objects.count()
    path = written(tmp_path, "list_2027-01-01.csv", FLAT, "38,Tỉnh Thanh Hóa,Tỉnh,",
                   "14836,Phường Lạ,Phường,38")  # fmt: skip
    with pytest.raises(UnitsRefused) as refused:
        load((read_unit_file(path),))

    assert refused.value.code == "units_too_many_gone"
    assert UnitName.objects.count() == units


def test_an_older_list_that_says_otherwise_is_refused(small, tmp_path: Path) -> None:
    load(small)
    path = written(
        tmp_path, "h.csv", "# ngày cuối: 2021-07-01", HISTORY,
        *(line.replace("Trường Sơn", "Trường Giang") for line in HISTORY_LINES),
    )  # fmt: skip
    with pytest.raises(UnitsRefused) as refused:
        load((read_unit_file(path),))

    assert refused.value.code == "units_out_of_order"
    assert refused.value.data["known"] == "phường Trường Sơn"


def test_an_office_adds_what_its_decision_says_of_an_earlier_merger(country, tmp_path) -> None:
    """Đông Khê is gone by 2025 without a word in the lists; the office has the resolution."""
    load(country, province="38")
    gone = access.resolve_unit(code="16387", as_of=day("2025-01-04"))
    path = written(
        tmp_path, "sap-xep.csv", "# ngày: 2025-06-30", "# quyết định: 1238/NQ-UBTVQH15",
        CONVERSION, "16387,Xã Đông Khê,394,16378,,,,Nhập toàn bộ",
    )  # fmt: skip
    report = load((read_unit_file(path),))

    assert report.units["created"] == 0
    (change,) = read_facts(FactKind.UNIT_CHANGE, "predecessor_id = %s", [gone])
    assert isinstance(change, UnitChange)
    assert change.source.decision_number == "1238/NQ-UBTVQH15"
    assert change.successor == access.resolve_unit(code="16378", as_of=day("2025-06-30"))


def test_only_who_may_import_loads_units(small) -> None:
    with pytest.raises(NotAllowed):
        load_units(files=small, actor=Actor("x", "Người lạ", ()), at=NOON)
    with pytest.raises(UnitsRefused) as refused:
        load(small, province="99")
    assert refused.value.code == "units_province_unknown"


def test_a_preview_stores_nothing(small) -> None:
    report = load(small, preview=True)

    assert report.batch is None
    assert report.units["created"] > 0
    assert not Unit.objects.exists()
