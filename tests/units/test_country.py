"""The shipped lists of the whole country, held against a plain reading of their own lines."""

from __future__ import annotations

import csv
import gzip
import random
from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise

import pytest

from canbo.engine.facts import ChangePart, UnitChangeKind, UnitLevel
from canbo.engine.units import Chronicle, FindingCode, take
from canbo.engine.units.province import of_province
from canbo.engine.units.spelling import folded
from canbo.exchange.units import read_unit_files
from canbo.law.units import country_files
from tests.units.lists import day, unit

DAY = timedelta(days=1)


def lines(name: str) -> list[dict[str, str]]:
    """The lines of a shipped file, read by nothing of canbo."""
    (path,) = (one for one in country_files() if one.name.startswith(name))
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return list(csv.DictReader(line for line in stream if not line.startswith("#")))


@pytest.fixture(scope="module")
def statements():
    return [file.statement for file in read_unit_files(country_files())]


@pytest.fixture(scope="module")
def country(statements) -> Chronicle:
    chronicle = Chronicle()
    take(chronicle, statements)
    return chronicle


@pytest.mark.parametrize(
    ("text", "provinces", "districts", "communes"),
    [
        ("2011-07-01", 63, 698, 10_977),
        ("2021-07-01", 63, 705, 10_603),
        ("2025-01-04", 63, 696, 10_051),
        ("2025-07-01", 34, 0, 3_321),
        ("2026-07-25", 34, 0, 3_321),
    ],
)
def test_the_days_have_as_many_units_as_the_lists_say(
    country: Chronicle, text: str, provinces: int, districts: int, communes: int
) -> None:
    levels = Counter(one.placed(day(text)).level for one in country.alive(day(text)))

    assert levels[UnitLevel.PROVINCE] == provinces
    assert levels[UnitLevel.DISTRICT] == districts
    assert levels[UnitLevel.COMMUNE] == communes


def test_any_day_of_the_history_is_what_its_lines_say(country: Chronicle) -> None:
    rows = lines("history")
    days = sorted({row["valid_from"] for row in rows} | {row["valid_to"] for row in rows} - {""})
    chosen = random.Random(7).sample(days, 12)
    bridged = {one.found[:5] for one in country.findings if one.code is FindingCode.GAP}
    for text in chosen:
        expected = {
            (row["code"], folded(row["name"]), row["parent_code"])
            for row in rows
            if row["valid_from"] <= text and (not row["valid_to"] or text < row["valid_to"])
        }
        found = set()
        for record in country.alive(day(text)):
            above = country.records.get(record.above(day(text)))
            parent = above.called(day(text)).code if above else ""
            called = record.called(day(text))
            found.add((called.code, folded(called.name), parent))
        assert {one for one in found ^ expected if one[0] not in bridged} == set(), text


def test_every_line_of_the_conversion_is_a_pair_or_a_unit_that_goes_on(country: Chronicle) -> None:
    after = day("2025-07-01")
    for row in lines("conversion_2025-07-01.csv"):
        new = country.with_code(row["new_code"], after)
        assert new is not None, row
        old = country.with_code(row["old_code"], after - DAY)
        assert new.id in {one.successor for one in country.told_of(old.id, after)}, row


def test_the_two_sources_differ_on_37_communes_and_both_stand(country: Chronicle) -> None:
    after = day("2025-07-01")
    official, second = defaultdict(set), defaultdict(set)
    for row in lines("conversion_2025-07-01.csv"):
        official[row["old_code"]].add(row["new_code"])
    for row in lines("conversion_2025-07-01_second"):
        second[row["old_code"]].add(row["new_code"])
    differ = {code for code in official.keys() & second.keys() if official[code] != second[code]}

    assert len(differ) == 37
    told = {
        one.found.split(" ")[0]
        for one in country.findings
        if one.code is FindingCode.SOURCES_DISAGREE
    }
    assert told == differ
    for code in differ:
        old = country.with_code(code, after - DAY)
        by_source = defaultdict(set)
        for one in country.told_of(old.id, after):
            by_source[one.official].add(country.records[one.successor].called(after).code)
        assert by_source[False] == {_now(country, one) for one in second[code]}
        assert by_source[True] == {_now(country, one) for one in official[code]}


def _now(country: Chronicle, code: str) -> str:
    (record,) = [
        one for one in country.ever_with_code(code) if one.called(day("2025-07-01")) is not None
    ]
    return record.called(day("2025-07-01")).code


def test_547_communes_of_thanh_hoa_become_166(country: Chronicle) -> None:
    after = day("2025-07-01")
    province = unit(country, "38", "2025-07-01")
    before = [
        one
        for one in country.alive(after - DAY)
        if one.placed(after - DAY).level is UnitLevel.COMMUNE
        and country.records[one.above(after - DAY)].above(after - DAY) == province.id
    ]
    now = [one for one in country.alive(after) if one.above(after) == province.id]

    assert (len(before), len(now)) == (547, 166)
    reached = {told.successor for one in before for told in country.told_of(one.id, after)} | {
        one.id for one in before if one.called(after)
    }
    assert reached == {one.id for one in now}


def test_sam_son_through_time(country: Chronicle) -> None:
    town = unit(country, "382", "2011-07-31")
    below = {
        text: sorted(
            one.called(day(text)).name
            for one in country.alive(day(text))
            if one.above(day(text)) == town.id
        )
        for text in ("2009-12-08", "2011-07-31", "2016-01-01", "2025-06-30")
    }

    assert below["2009-12-08"] == [
        "phường Bắc Sơn", "phường Trung Sơn", "phường Trường Sơn", "xã Quảng Cư", "xã Quảng Tiến",
    ]  # fmt: skip
    assert below["2011-07-31"].count("phường Quảng Tiến") == 1
    assert len(below["2016-01-01"]) == 11
    assert len(below["2025-06-30"]) == 10
    told = country.told_of(town.id, day("2025-07-01"))
    assert [one.kind for one in told] == [UnitChangeKind.DISSOLUTION]
    went = [
        one for name in ("14836", "14839", "14842")
        for one in country.told_of(unit(country, name, "2025-06-30").id, day("2025-07-01"))
    ]  # fmt: skip
    assert {country.records[one.successor].names[-1].name for one in went} == {"phường Sầm Sơn"}
    assert {one.part for one in went} == {ChangePart.WHOLE}


def test_a_province_alone_is_the_same_as_in_the_whole_country(statements, country) -> None:
    alone = Chronicle()
    take(alone, of_province(statements, "38"))

    def of(chronicle: Chronicle) -> set[tuple[object, ...]]:
        return {
            (one.code, one.name, one.days)
            for record in chronicle.records.values()
            for one in record.names
        }

    assert of(alone) <= of(country)
    assert len(alone.records) == 814


def test_no_stretch_is_empty_and_none_overlap(country: Chronicle) -> None:
    for record in country.records.values():
        for stretches in (record.names, record.places):
            for one in stretches:
                assert one.days.last is None or one.days.first <= one.days.last
            for before, after in pairwise(stretches):
                assert before.days.last is not None
                assert before.days.last < after.days.first
