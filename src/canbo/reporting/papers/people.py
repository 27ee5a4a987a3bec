"""The list of many people (trích ngang): the same columns and values for Word and for Excel.

They are those of the exported lists, so that canbo and other programs read the workbook again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from canbo.engine.timeline import PartialDate, Perspective
from canbo.engine.vietnamese import write_date, write_number
from canbo.exchange.papers import Of, Values
from canbo.law import load
from canbo.records import access as records
from canbo.reporting.exports.people import PersonColumn, person_columns

# the column of the exported lists behind each tag of the template
_TAGS = {
    "ho_ten": "particular:name:value",
    "ngay_sinh": "particular:birth:value",
    "gioi_tinh": "particular:sex:value",
    "dan_toc": "particular:ethnic_group:value",
    "que_quan": "particular:home_place:value",
    "chuc_vu": "tenure::post",
    "don_vi": "tenure::unit",
    "ngay_vao_dang": "particular:party_date:value",
    "ngay_chinh_thuc": "particular:party_official_date:value",
    "van_hoa": "attainment:general_education:level",
    "chuyen_mon": "attainment:professional:level",
    "nganh": "attainment:professional:field",
    "ly_luan": "attainment:political_theory:level",
    "quan_ly": "attainment:state_management:level",
    "ngoai_ngu": "attainment:foreign_language:level",
    "tin_hoc": "attainment:it:level",
    "ghi_chu": "particular:note:value",
}


def short_list_columns(perspective: Perspective) -> dict[str, PersonColumn]:
    """The columns of the list by tag; those that nobody has a value for are left out."""
    found = person_columns(load(), records.known_of_people(perspective))
    by_key = {one.column.key.id: one for one in found}
    return {tag: by_key[key] for tag, key in _TAGS.items() if key in by_key}


def people_values(
    people: Sequence[UUID], perspective: Perspective, *, unit: str, office: str
) -> Values:
    """The values of the list as a Word file; `unit` is what the list is narrowed to."""
    rows = list(_rows(people, perspective))
    told = {
        "co_quan": office.upper(),
        "don_vi": unit or office,
        "tinh_den": write_date(perspective.as_of),
        "so_nguoi": write_number(len(rows)),
    }
    return Values(Of.PEOPLE, told, {"nguoi": rows})


def _rows(people: Sequence[UUID], perspective: Perspective) -> Iterator[dict[str, str]]:
    columns = short_list_columns(perspective)
    for number, line in enumerate(records.person_lines(people, perspective), start=1):
        told = {tag: _words(column.show(line)) for tag, column in columns.items()}
        yield {"stt": str(number), **told}


def _words(value: object) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, PartialDate | str | int) else f"{value}"
