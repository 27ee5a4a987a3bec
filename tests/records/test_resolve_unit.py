"""Which unit a code or name means: in full, abbreviated, without its type; never a guess."""

from __future__ import annotations

from datetime import date

import pytest

from canbo.engine.timeline import Perspective
from canbo.records import access, operations
from tests.records.sheets import NOON, OPERATOR, TOWN, Row, roster, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def wards() -> dict[str, object]:
    for number, name in enumerate(("phường Trường Sơn", "xã Quảng Cư", "phường Cư Quảng Cư")):
        row = Row(f"Lê Văn {'ABC'[number]}n", f"1/2/197{number}", ("X05",), "ĐH", "m")
        take(roster([row], path=(TOWN, name), file=f"{number}.xlsx"))
    return {node.name: node.id for node in access.unit_tree(Perspective(date(2011, 8, 1), NOON))}


@pytest.mark.parametrize(
    "words",
    ["phường Trường Sơn", "PHƯỜNG TRƯỜNG SƠN", "P. Trường Sơn", "p.Trường Sơn", "Trường Sơn"],
)
def test_one_unit_by_any_of_its_names(wards, words):
    assert access.resolve_unit(code=words) == wards["phường Trường Sơn"]


def test_the_type_tells_two_apart(wards):
    assert access.resolve_unit(code="X. Quảng Cư") == wards["xã Quảng Cư"]
    assert access.resolve_unit(code="P. Cư Quảng Cư") == wards["phường Cư Quảng Cư"]


def test_a_unit_gets_the_parent_that_its_file_left_out(wards):
    take(roster([Row("Lê Văn D", "1/2/1979", ("X05",), "ĐH", "m")], path=("xã Quảng Vinh",),
                file="d.xlsx"))  # fmt: skip
    alone, town = access.resolve_unit(code="xã Quảng Vinh"), access.resolve_unit(code=TOWN)
    told = {"actor": OPERATOR, "at": NOON}
    operations.confirm_unit(unit=alone, parent=town, area="delta", **told)
    tree = {node.id: node for node in access.unit_tree(Perspective(date(2011, 8, 1), NOON))}
    assert tree[alone].parent == town
    with pytest.raises(operations.RegisterRefused) as refused:
        operations.confirm_unit(unit=town, parent=alone, **told)
    assert refused.value.code == "unit_under_itself"


@pytest.mark.parametrize("words", ["Quảng Cư", "Sơn%", "_", "", "phường", "Trung Sơn"])
def test_two_or_none_is_refused(wards, words):
    with pytest.raises(access.UnitUnknown):
        access.resolve_unit(code=words)
