"""The two further districts: sixty officials in the mountains (kept), 2,500 in the delta (built
here): their ledgers agree with their cells and with themselves."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from examples.builder import build
from examples.builder.spelling import plain
from tests.examples.list_cells import as_day, cells_of

Ledger = dict[str, Any]
MOUNTAIN = Path(__file__).parents[2] / "examples" / "si-ma-cai"
ENOUGH = {"TC", "CĐ", "ĐH", "ThS", "TS"}


@pytest.fixture(scope="module", params=["si-ma-cai", "cai-be"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp(request.param)
    build(request.param, out)
    return out


@pytest.fixture(scope="module")
def ledger(built: Path) -> Ledger:
    return json.loads((built / "ledger.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def written(built: Path) -> dict[tuple[str, str, str], Any]:
    found = {}
    for path in sorted((built / "workbooks").iterdir()):
        found.update(cells_of(path))
    return found


def rows(ledger: Ledger) -> list[dict[str, Any]]:
    return [
        {"file": sheet["file"], "sheet": sheet["sheet"], "kind": sheet["kind"], **row}
        for sheet in ledger["rows"]
        for row in sheet["rows"]
    ]


@pytest.mark.parametrize("built", ["si-ma-cai"], indirect=True)
def test_the_mountain_district_in_the_tree_is_the_builders(built: Path) -> None:
    assert (built / "ledger.json").read_bytes() == (MOUNTAIN / "ledger.json").read_bytes()
    kept = sorted(path.name for path in (MOUNTAIN / "workbooks").iterdir())
    assert kept == sorted(path.name for path in (built / "workbooks").iterdir())
    for name in kept:
        assert cells_of(built / "workbooks" / name) == cells_of(MOUNTAIN / "workbooks" / name)


def test_two_builds_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    build(built.name.rstrip("0123456789"), tmp_path)
    for file in (*built.glob("*.json"), *built.glob("workbooks/*")):
        assert (tmp_path / file.relative_to(built)).read_bytes() == file.read_bytes()


def test_sizes(ledger: Ledger) -> None:
    size = {"si-ma-cai": 60, "cai-be": 2500}[ledger["town"]]
    seated = {row["person"] for row in rows(ledger) if row["kind"] == "roster"}
    assert len(seated) == len(ledger["people"]) == size


def test_every_filled_cell_is_counted(ledger: Ledger, written: dict[Any, Any]) -> None:
    found = Counter((file, sheet) for file, sheet, _ in written)
    assert found == {
        (f["file"], s["sheet"]): s["cells"] for f in ledger["files"] for s in f["sheets"]
    }


def test_names_births_and_facts_stand_in_their_cells(
    ledger: Ledger, written: dict[Any, Any]
) -> None:
    people = {p["id"]: p for p in ledger["people"]}
    facts = {fact["id"]: fact for fact in ledger["facts"]}
    seen = Counter()
    for row in rows(ledger):
        at = {k: written[row["file"], row["sheet"], a] for k, a in row["cells"].items()}
        if row["person"] and "name" in at:
            name = f"{at['name']} {at['name_2']}" if "name_2" in at else at["name"]
            assert plain(name) == plain(people[row["person"]]["name"]), row
            seen["names"] += 1
        if row["person"] and "birth" in at:
            said = as_day(at["birth"])
            born = tuple(int(part) for part in people[row["person"]]["born"].split("-"))
            assert said == born[: len(said)], row
            seen["births"] += 1
        assert set(row["facts"]) <= set(facts)
    stated = {id for row in rows(ledger) for id in row["facts"]}
    assert stated == set(facts)
    assert seen["names"] >= len(people)


def _edge(text: str, *, last: bool) -> date:
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else (12 if last else 1)
    if not last:
        return date(year, month, 1)
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)


def test_the_first_figures_recounted(ledger: Ledger) -> None:
    first = date.fromisoformat(ledger["window"]["from"])
    last = date.fromisoformat(ledger["window"]["to"])
    inside = {
        held["id"]: held for held in ledger["classes"]
        if _edge(held["begins"], last=False) <= last and _edge(held["ends"], last=True) >= first
    }  # fmt: skip
    assert 0 < len(inside) < len(ledger["classes"])
    sat = [a for a in ledger["attendances"] if a["training_class"] in inside]
    theory = {a["person"] for a in sat if inside[a["training_class"]]["course"] == "LLCT-TC"}
    assert len(theory) == ledger["figures"]["intermediate_theory_people"]["value"]
    fostering = {
        (a["person"], a["training_class"]) for a in sat
        if inside[a["training_class"]]["kind"] == "fostering"
    }  # fmt: skip
    assert len(fostering) == ledger["figures"]["fostering_attendances"]["value"]
    base = [p for p in ledger["people"] if any(post[0] in "XY" for post in p["posts"])]
    met = [p for p in base if p["levels"]["professional"]["level"] in ENOUGH]
    share = ledger["figures"]["commune_intermediate_professional_share"]
    assert share["value"] == f"{len(met)}/{len(base)}"
    assert len(met) < len(base)


def test_moves_elections_and_degrees_recounted(ledger: Ledger) -> None:
    last, figures = ledger["window"]["to"], ledger["figures"]
    communes = {u["code"] for u in ledger["units"] if u["level"] == "commune"}
    facts = ledger["facts"]
    moved = [f for f in facts if f["kind"] == "move" and f.get("scheme") and f["begins"] <= last]
    assert len(moved) == figures["moves_under_scheme"]["value"]
    down = [f for f in moved if f["to_unit"] in communes]
    assert len(down) == figures["moves_to_grassroots"]["value"] > 0
    assert any(f["kind"] == "move" and not f.get("scheme") for f in facts)
    days = {f["person"]: f["begins"] for f in moved}
    chosen = {
        f["person"] for f in facts
        if f["kind"] == "election" and f["post"] == "V11" and f["elected"]
        and days.get(f["person"], last) < f["day"]
    }  # fmt: skip
    assert sorted(chosen) == figures["moved_then_elected_standing"]["rows"]
    key = {"X01", "X02", "X03", "X05"}
    studied = {
        p["id"] for p in ledger["people"]
        if key & set(p["posts"]) and p["levels"]["professional"]["level"] == "ĐH"
        and p["levels"]["professional"]["mode"] == "in_service"
    }  # fmt: skip
    assert sorted(studied) == figures["key_officials_in_service_degree"]["rows"]


def test_edits_move_single_figures(ledger: Ledger) -> None:
    singles = [
        {k: v for k, v in edit["effect"].items() if v and "report" not in k}
        for edit in ledger["mutations"]
    ]
    moved = {name for effect in singles if list(effect.values()) in ([-1], [1]) for name in effect}
    assert {"intermediate_theory_people", "fostering_attendances", "moves_under_scheme",
            "moved_then_elected_standing", "trained_then_promoted",
            "advanced_theory_planned_people"} <= moved  # fmt: skip
    assert {} in singles


def test_each_district_is_its_own(ledger: Ledger, written: dict[Any, Any]) -> None:
    groups = Counter(p["ethnic_group"] for p in ledger["people"])
    if ledger["town"] == "cai-be":
        assert set(groups) == {"Kinh"}
        assert len(ledger["namesakes"]) > 3
        assert {f["script"] for f in ledger["files"]} == {"", "vni"}
        assert any(len(f["sheets"]) >= 8 for f in ledger["files"])
    else:
        assert groups["Mông"] > groups["Nùng"] > 0
        assert any(" Seo " in p["name"] for p in ledger["people"])
        merged = [f for f in ledger["facts"] if f["kind"] == "unit_change"]
        assert Counter(f["change"] for f in merged) == {"merge": 3, "rename": 3}
        texts = {v for v in written.values() if isinstance(v, str)}
        assert any("xã Quan Thần Sán" in text for text in texts)
        assert any("Quan Hồ Thẩn" in text for text in texts)
