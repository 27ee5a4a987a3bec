"""Each workbook, read back with another library, says what the ledger says it says."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from examples.builder.mutations import apply
from examples.builder.spelling import plain

Ledger = dict[str, Any]
Cells = dict[tuple[str, str, str], Any]


def _same_name(written: str, name: str) -> bool:
    return plain(written).replace("sĩ", "sỹ") == plain(name)


def _agrees(written: Any, born: date) -> bool:
    if isinstance(written, datetime):
        return written.date() == born
    parts = [int(part) for part in str(written).split("/")]
    whole = [born.day, born.month, born.year]
    return parts == whole[3 - len(parts) :]


def test_every_filled_cell_is_counted(ledger: Ledger, cells: Cells) -> None:
    found = Counter((file, sheet) for file, sheet, _ in cells)
    said = {(f["file"], s["sheet"]): s["cells"] for f in ledger["files"] for s in f["sheets"]}
    assert found == said
    assert {f["file"]: f["cells"] for f in ledger["files"]} == Counter(f for f, _, _ in cells)


def test_there_are_enough_workbooks_and_cells(ledger: Ledger) -> None:
    assert 12 <= len(ledger["files"]) <= 20
    assert 6000 <= sum(file["cells"] for file in ledger["files"]) <= 10000
    received = [file["received"] for file in ledger["files"]]
    assert received == sorted(received)
    assert received[-1] <= ledger["window"]["to"]


def test_names_and_births_stand_where_the_ledger_says(ledger: Ledger, cells: Cells) -> None:
    people = {p["id"]: p for p in ledger["people"]}
    for row in ledger["rows"]:
        person = people[row["person"]]
        at = {field: cells[row["file"], row["sheet"], a] for field, a in row["cells"].items()}
        name = f"{at['name']} {at['name_2']}" if "name_2" in at else at["name"]
        assert _same_name(name, person["name"]), row
        assert _agrees(at["birth"], date.fromisoformat(person["born"])), row


def test_every_row_carries_the_birth_and_rosters_the_post(ledger: Ledger) -> None:
    for row in ledger["rows"]:
        assert {"name", "birth"} <= set(row["cells"])
        if row["kind"] == "roster":
            assert "post" in row["cells"]


def test_births_stand_under_the_sex(ledger: Ledger, cells: Cells) -> None:
    heads = {
        (file, sheet, address[0]): str(value)
        for (file, sheet, address), value in cells.items()
        if plain(str(value)) in {"nam", "nữ"} and len(address) <= 3
    }
    people = {p["id"]: p for p in ledger["people"]}
    checked = 0
    for row in ledger["rows"]:
        head = heads.get((row["file"], row["sheet"], row["cells"]["birth"][0]))
        if head:
            sex = people[row["person"]]["sex"]
            assert plain(head) == {"m": "nam", "f": "nữ"}[sex]
            checked += 1
    assert checked > 400


def test_marks_stand_under_the_level_held(ledger: Ledger, cells: Cells) -> None:
    words = {"SC": "sơ cấp", "TC": "trung cấp", "CĐ": "cao đẳng", "ĐH": "đại học"}
    people = {p["id"]: p for p in ledger["people"]}
    checked = 0
    for row in ledger["rows"]:
        address = row["cells"].get("professional_mark")
        if address is None:
            continue
        level = people[row["person"]]["levels"]["professional"]["level"]
        column = [
            plain(str(value))
            for (file, sheet, at), value in cells.items()
            if (file, sheet) == (row["file"], row["sheet"])
            and at[0] == address[0] and int(at[1:]) < 16
        ]  # fmt: skip
        assert plain(level) in column or words[level] in column
        assert cells[row["file"], row["sheet"], address] in {"x", "X"}
        checked += 1
    assert checked > 50


def test_professional_levels_as_text_begin_with_the_level(ledger: Ledger, cells: Cells) -> None:
    begins = {
        "CQĐT": ("chưa",), "SC": ("sc", "sơ cấp"), "TC": ("tc", "trung cấp"),
        "CĐ": ("cđ", "cao đẳng"), "ĐH": ("đh", "đại học"), "ThS": ("ths",),
    }  # fmt: skip
    people = {p["id"]: p for p in ledger["people"]}
    for row in ledger["rows"]:
        address = row["cells"].get("professional")
        if address:
            level = people[row["person"]]["levels"]["professional"]["level"]
            written = plain(cells[row["file"], row["sheet"], address])
            assert written.startswith(begins[level])


def test_the_titles_name_the_class_and_its_dates(ledger: Ledger, cells: Cells) -> None:
    classes = {held["id"]: held for held in ledger["classes"]}
    subjects = {(r["file"], r["sheet"]): r["subject"] for r in ledger["rows"]}
    named = set()
    for file in ledger["files"]:
        for sheet in file["sheets"]:
            if "class" not in sheet["labels"]:
                continue
            held = classes[subjects[file["file"], sheet["sheet"]]]
            title = cells[file["file"], sheet["sheet"], sheet["labels"]["class"]]
            span = cells[file["file"], sheet["sheet"], sheet["labels"]["span"]]
            assert plain(title) == plain(held["name"])
            assert held["begins"][:4] in span
            assert held["ends"][:4] in span
            named.add(held["id"])
    assert named == set(classes)


def test_offices_write_differently(committed: Path, cells: Cells) -> None:
    texts = {key: value for key, value in cells.items() if isinstance(value, str)}
    decomposed = {f for (f, _, _), v in texts.items() if unicodedata.normalize("NFC", v) != v}
    assert "Trung Son - trich ngang 2011.xlsx" in decomposed
    assert {f for (f, _, _), v in texts.items() if "\u00d0" in v} == {"QUANG TIEN_CBCC 2011.xlsx"}
    assert any("\u00a0" in v for v in texts.values())
    assert any("\n" in v and "UBND" in v for v in texts.values())
    assert any(isinstance(v, datetime) for v in cells.values())
    book = openpyxl.load_workbook(committed / "workbooks" / "QUANG TIEN_CBCC 2011.xlsx")
    formulas = [c.value for r in book["CBCC"].iter_rows() for c in r if c.data_type == "f"]
    assert formulas == ["=COUNT(A13:A38)"]


def test_one_column_is_hidden(ledger: Ledger, committed: Path) -> None:
    hidden = [
        (file["file"], sheet["sheet"], column)
        for file in ledger["files"]
        for sheet in file["sheets"]
        for column in sheet["hidden_columns"]
    ]
    assert len(hidden) == 1
    file, sheet, column = hidden[0]
    book = openpyxl.load_workbook(committed / "workbooks" / file)
    assert book[sheet].column_dimensions[chr(65 + column)].hidden


def test_one_person_stands_under_two_spellings(ledger: Ledger, cells: Cells) -> None:
    spellings: dict[str, set[str]] = {}
    for row in ledger["rows"]:
        written = [
            cells[row["file"], row["sheet"], row["cells"][field]]
            for field in ("name", "name_2")
            if field in row["cells"]
        ]
        name = unicodedata.normalize("NFC", " ".join(written)).casefold().replace("\u00a0", " ")
        spellings.setdefault(row["person"], set()).add(" ".join(name.split()))
    assert sum(1 for found in spellings.values() if len(found) > 1) >= 10


@pytest.mark.parametrize("action", ["delete_row", "set"])
def test_an_edit_changes_its_cells_only(
    ledger: Ledger, committed: Path, tmp_path: Path, action: str
) -> None:
    edit = next(m for m in ledger["mutations"] if m["action"] == action)
    source, target = committed / "workbooks" / edit["file"], tmp_path / edit["file"]
    apply(source, target, edit)
    before, after = (openpyxl.load_workbook(path) for path in (source, target))
    changed = {
        (sheet.title, cell.row, cell.coordinate)
        for sheet in before
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != after[sheet.title][cell.coordinate].value
    }
    assert changed
    assert {sheet for sheet, _, _ in changed} == {edit["sheet"]}
    if action == "delete_row":
        assert {row for _, row, _ in changed} == {edit["row"]}
    else:
        assert {at for _, _, at in changed} == set(edit["cells"])


def test_edits_name_cells_that_carry_what_they_change(ledger: Ledger, cells: Cells) -> None:
    rows = {(r["file"], r["sheet"], r["row"]): r for r in ledger["rows"]}
    for edit in ledger["mutations"]:
        if edit["row"]:
            row = rows[edit["file"], edit["sheet"], edit["row"]]
            known = set(row["cells"].values())
            added = {at for at, value in edit["cells"].items() if value == "x"}
            assert set(edit["cells"]) - added <= known
        for at, value in edit["cells"].items():
            assert cells.get((edit["file"], edit["sheet"], at)) != value


def _written_birth(written: Any) -> tuple[int, ...]:
    """Year first, as far as it is written."""
    if isinstance(written, datetime):
        return (written.year, written.month, written.day)
    return tuple(int(part) for part in reversed(str(written).split("/")))


def test_name_and_birth_decide_who_a_row_speaks_of(ledger: Ledger, cells: Cells) -> None:
    """Two rows of one name agree in what both write of the birth exactly when they are one person.

    So people can be matched whatever the order in which the files come in.
    """
    by_name: dict[str, set[tuple[str, tuple[int, ...]]]] = {}
    for row in ledger["rows"]:
        at = {field: cells[row["file"], row["sheet"], a] for field, a in row["cells"].items()}
        name = plain(f"{at['name']} {at.get('name_2', '')}").replace("sĩ", "sỹ")
        by_name.setdefault(name, set()).add((row["person"], _written_birth(at["birth"])))
    pairs = 0
    for rows in by_name.values():
        for one, born in rows:
            for other, born_too in rows:
                shared = min(len(born), len(born_too))
                assert (one == other) == (born[:shared] == born_too[:shared]), (one, other)
                pairs += one != other
    assert pairs > 50
