"""Lists in the layouts of many hands: each is understood whole, no cell forgotten or listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from canbo.exchange.workbooks.reading import CellClass, ClassDocument, RosterDocument
from tests.workbooks.written import read, write_xls, write_xlsx

LAYOUTS = yaml.safe_load((Path(__file__).parent / "layouts.yaml").read_text(encoding="utf-8"))


def _parts(layout: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
    sheets = {k: v for k, v in layout["sheets"].items() if k not in {"merges", "hidden"}}
    return sheets, layout["sheets"].get("merges", {}), layout["sheets"].get("hidden", [])


def _describe(document: RosterDocument | ClassDocument) -> dict[str, Any]:
    if isinstance(document, RosterDocument):
        people = [
            _line(row, " ".join(f"{a.scale.value}:{a.level}" for a in row.attainments
                                if a.state.value == "completed"), row.unit)
            for row in document.rows
        ]  # fmt: skip
        as_of = document.as_of.iso() if document.as_of else None
        return {"kind": "roster", "as_of": as_of, "people": people}
    found = document.training_class
    return {
        "kind": "class",
        "course": found.course,
        "class_kind": found.kind.value,
        "begins": found.begins.iso() if found.begins else None,
        "ends": found.ends.iso() if found.ends else None,
        "people": [_line(row, row.outcome.value, row.unit) for row in document.rows],
    }


def _line(row: Any, middle: str, unit: Any) -> str:
    person = row.person
    fields = [
        person.name,
        person.sex.value if person.sex else "",
        person.birth.iso() if person.birth else "",
        " ".join(post.title or f"?{post.as_written}" for post in row.posts),
        middle,
        unit.path[-1] if unit else "",
    ]
    return " | ".join(fields).replace("  ", " ")


def _expected(layout: dict[str, Any]) -> list[dict[str, Any]]:
    for document in layout["expect"]:
        document["people"] = [
            line.replace("| |", "|  |").replace("  ", " ") for line in document["people"]
        ]
    return layout["expect"]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["id"])
@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_a_layout_is_understood_whole(layout: dict[str, Any], ending: str, tmp_path: Path) -> None:
    sheets, merges, hidden = _parts(layout)
    path = tmp_path / f"list.{ending}"
    if ending == "xlsx":
        write_xlsx(path, sheets, merges, hidden)
    else:
        write_xls(path, sheets, merges)
    reading = read(path)
    advice = {"post_not_in_lists", "hidden_sheet_read"}
    assert [p for p in reading.problems if p.code not in advice] == []
    assert reading.count(CellClass.LISTED) == 0
    assert [_describe(document) for document in reading.documents] == _expected(layout)
