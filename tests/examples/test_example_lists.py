"""The lists of Sầm Sơn: what they say is in their cells, goes together with the first files, and
the figures that rest on them come out when counted anew."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from examples.builder.legacy import tcvn3_runs
from examples.builder.list_mutations import edited
from examples.builder.sam_son.desk import Desk
from examples.builder.sam_son.town import invent
from examples.builder.sam_son.year_books import year_books
from examples.builder.sam_son.years import tell
from examples.builder.spelling import plain
from tests.examples.list_cells import LETTERS, as_day, cells_of, from_font

Ledger = dict[str, Any]
AS_OF = "2011-07-31"
WARDS = {"14830", "14833", "14836", "14839", "14842"}


@pytest.fixture(scope="module")
def lists(committed: Path) -> Ledger:
    return json.loads((committed / "ledger-lists.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def written(committed: Path) -> dict[tuple[str, str, str], Any]:
    found = {}
    for path in sorted((committed / "lists").iterdir()):
        found.update(cells_of(path))
    return found


@pytest.fixture(scope="module")
def facts(lists: Ledger) -> dict[str, dict[str, Any]]:
    return {fact["id"]: fact for fact in lists["facts"]}


def rows(lists: Ledger) -> list[dict[str, Any]]:
    """Every row with the file, sheet and kind it stands in."""
    return [
        {"file": sheet["file"], "sheet": sheet["sheet"], "kind": sheet["kind"], **row}
        for sheet in lists["rows"]
        for row in sheet["rows"]
    ]


def of(facts: dict[str, dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [fact for fact in facts.values() if fact["kind"] == kind]


# -- cells -----------------------------------------------------------------------------------


def test_every_filled_cell_is_counted(lists: Ledger, written: dict[Any, Any]) -> None:
    found = Counter((file, sheet) for file, sheet, _ in written)
    said = {(f["file"], s["sheet"]): s["cells"] for f in lists["files"] for s in f["sheets"]}
    assert found == said


def test_names_and_births_stand_where_the_ledger_says(
    lists: Ledger, written: dict[Any, Any]
) -> None:
    people = {p["id"]: p for p in lists["people"]}
    seen = 0
    for row in rows(lists):
        if not row["person"] or "name" not in row["cells"]:
            continue
        at = {k: written[row["file"], row["sheet"], a] for k, a in row["cells"].items()}
        name = f"{at['name']} {at['name_2']}" if "name_2" in at else at["name"]
        person = people[row["person"]]
        assert plain(name).replace("sĩ", "sỹ") == plain(person["name"]), row
        if "birth" in at:
            born = as_day(at["birth"])
            assert born == as_day("/".join(reversed(person["born"].split("-"))))[: len(born)], row
        seen += 1
    assert seen > 1800


def test_every_row_of_a_person_says_who(lists: Ledger) -> None:
    for row in rows(lists):
        continued = row.get("note") in {"continued", "second_line", "column"}
        assert continued or not row["person"] or "name" in row["cells"], row


def test_each_fact_of_the_ledger_is_stated_by_a_row(
    lists: Ledger, facts: dict[str, dict[str, Any]]
) -> None:
    stated = {id for row in rows(lists) for id in row["facts"]}
    assert stated == set(facts)


def test_days_of_facts_stand_in_their_cells(
    lists: Ledger, written: dict[Any, Any], facts: dict[str, dict[str, Any]]
) -> None:
    """A cell says a day as far as it says it: 8/2009 for 2009-08-20."""
    seen = 0
    for row in rows(lists):
        if len(row["facts"]) != 1:
            continue
        fact = facts[row["facts"][0]]
        for field in ("begins", "decision_day", "day"):
            address = next(
                (a for k, a in row["cells"].items() if k in {f"{fact['kind']}.{field}",
                 f"act.{field}"}), None)  # fmt: skip
            value = written.get((row["file"], row["sheet"], address)) if address else None
            if value is None or field not in fact:
                continue
            said = as_day(value)
            assert said == tuple(int(p) for p in fact[field].split("-"))[: len(said)], row
            seen += 1
    assert seen > 600


def test_old_files_hold_text_of_old_fonts(committed: Path, lists: Ledger) -> None:
    scripts = Counter(f["script"] for f in lists["files"])
    assert scripts["tcvn3"] >= 8
    assert scripts["vni"] >= 4
    import xlrd

    for file in lists["files"]:
        if file["script"] == "tcvn3":
            book = xlrd.open_workbook(str(committed / "lists" / file["file"]), formatting_info=True)
            fonts = {font.name for font in book.font_list}
            assert {".VnTime", ".VnTimeH"} <= fonts
            text = str(book.sheet_by_index(0).row_values(0))
            assert not re.search("[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", text)


@pytest.mark.parametrize("letter", LETTERS)
def test_old_fonts_hold_every_letter(letter: str) -> None:
    for form in (letter, letter.upper(), f"T{letter}n", f"T{letter.upper()}n"):
        assert "".join(from_font(text, font) for font, text in tcvn3_runs(form)) == form


def test_hands_leave_what_hands_leave(lists: Ledger, written: dict[Any, Any]) -> None:
    """A person on two lines, hidden rows and columns, headers again, STT anew, marks, NFD."""
    notes = Counter(row.get("note", "") for row in rows(lists))
    assert notes["second_line"] > 100
    assert notes["continued"] > 400
    assert sum(len(r) for f in lists["files"] for r in f["hidden_rows"].values()) > 20
    assert any(s["hidden_columns"] for f in lists["files"] for s in f["sheets"])
    heads = Counter((f, s) for (f, s, _), v in written.items() if v in {"Họ và tên", "STT"})
    assert sum(count >= 4 for count in heads.values()) >= 3
    ones = Counter((f, s) for (f, s, a), v in written.items() if a[0] == "A" and v == 1)
    assert sum(count > 1 for count in ones.values()) >= 4
    decomposed = {f for (f, _, _), v in written.items() if isinstance(v, str) and "\u0323" in v}
    assert decomposed == {"XEP LOAI CBCC 2009.xlsx"}
    assert max(Counter(f for f, s in {(f, s) for f, s, _ in written}).values()) >= 6


# -- the lists and the first files go together --------------------------------------------------


def held(facts: dict[str, dict[str, Any]], person: str, day: str) -> set[str]:
    return {
        f["post"]
        for f in of(facts, "tenure")
        if f["person"] == person and f.get("post") and f["begins"] <= day
        and (not f.get("ends") or f["ends"] > day)
    }  # fmt: skip


def test_careers_end_in_the_posts_of_the_rosters(
    lists: Ledger, ledger: Ledger, facts: dict[str, dict[str, Any]]
) -> None:
    told = {f["person"] for f in of(facts, "tenure") if f.get("post", "V")[0] != "V"}
    checked = 0
    for person in ledger["people"]:
        if person["id"] in told and person["posts"]:
            now = held(facts, person["id"], AS_OF)
            assert {p for p in now if p[0] != "V"} == {p for p in person["posts"] if p[0] != "V"}
            then = {p for p in held(facts, person["id"], "2008-12-31") if p[0] != "V"}
            assert not person["posts_2008"] or then == set(person["posts_2008"]), person["id"]
            checked += 1
    assert checked > 80


def test_the_committee_of_2010_is_the_rosters(
    lists: Ledger, ledger: Ledger, facts: dict[str, dict[str, Any]]
) -> None:
    chosen = {
        f["person"]: f for f in of(facts, "election")
        if f["term"] == "XV" and f["post"] == "V11" and f["elected"]
    }  # fmt: skip
    rostered = {p["id"] for p in ledger["people"] if "V11" in p["posts"]}
    assert rostered <= set(chosen)
    assert [p for p, f in chosen.items() if f["election"] == "designation"] == ["P197"]
    votes = [f for f in of(facts, "election") if f.get("ballots")]
    assert all((f["votes"] * 2 > f["ballots"]) == f["elected"] for f in votes)


def test_people_are_those_of_the_first_ledger(lists: Ledger, ledger: Ledger) -> None:
    first = {p["id"]: p for p in ledger["people"]}
    for person in lists["people"]:
        known = first.get(person["id"])
        if known:
            same = {k: v for k, v in person.items() if k != "party_date"}
            assert same == {k: v for k, v in known.items() if k != "party_date"}
            assert known["party_date"] in {None, person["party_date"]}
        else:
            assert person["id"].startswith("Q")
            assert not person["posts"]


def test_moves_open_the_posts_that_careers_tell(facts: dict[str, dict[str, Any]]) -> None:
    for move in of(facts, "move"):
        if move["from_post"] == "H61":
            continue
        opened = [
            f for f in of(facts, "tenure")
            if f["person"] == move["person"] and f["begins"] == move["begins"]
        ]  # fmt: skip
        assert [(f["post"], f["unit"]) for f in opened] == [(move["to_post"], move["to_unit"])]
        assert opened[0]["decision"] == move["decision"]


# -- figures, counted anew from the ledger's facts and rows ----------------------------------------


def test_ten_moves_five_of_them_to_wards(lists: Ledger, facts: dict[str, dict[str, Any]]) -> None:
    moved = [
        f for f in of(facts, "move") if f.get("scheme") and f["leader"] and f["begins"] <= AS_OF
    ]
    assert len(moved) == len({f["person"] for f in moved}) == 10
    assert sum(f["to_unit"] in WARDS for f in moved) == 5
    assert sorted(f["id"] for f in moved) == lists["figures"]["moves_under_scheme"]["rows"]
    assert lists["figures"]["moves_to_grassroots"]["value"] == 5
    others = [f for f in of(facts, "move") if f not in moved]
    assert {bool(f.get("scheme")) for f in others} == {True, False}
    assert any(f["begins"] < "2008-05-12" for f in others)


def test_moved_before_elected(lists: Ledger, facts: dict[str, dict[str, Any]]) -> None:
    days = {f["person"]: f["begins"] for f in of(facts, "move") if f.get("scheme") and f["leader"]}
    chosen = [f for f in of(facts, "election") if f["term"] == "XV" and f["post"] == "V11"]
    after = {
        f["person"] for f in chosen
        if f["elected"] and f["election"] == "plenum" and days.get(f["person"], AS_OF) < f["day"]
    }  # fmt: skip
    assert sorted(after) == lists["figures"]["moved_then_elected_standing"]["rows"]
    before = {f["person"] for f in chosen if days.get(f["person"], "") > f["day"]}
    assert before == {"P188"}
    named = {f["person"] for f in chosen if f["election"] == "designation"} & set(days)
    assert named == {"P197"}


def _planned_when_enrolled(lists: Ledger, ledger: Ledger) -> dict[str, set[str]]:
    """Who sat in an advanced class of the window, by whether planned on its first day."""
    facts = {fact["id"]: fact for fact in lists["facts"]}
    entered: dict[str, list[tuple[str, str]]] = {}
    for row in rows(lists):
        for fact in (facts[id] for id in row["facts"] if row.get("mode") in {"enter", "keep"}):
            if fact["kind"] != "pool":
                continue
            since = fact["begins"] if row["mode"] == "enter" else "2011-03-25"
            entered.setdefault(fact["person"], []).append((since, fact.get("ends") or "9999"))
    found: dict[str, set[str]] = {"planned": set(), "not": set(), "dropped": set()}
    classes = {held["id"]: held for held in (*ledger["classes"], *lists["classes"])}
    for sat in (*ledger["attendances"], *lists["attendances"]):
        held_class = classes[sat["training_class"]]
        if held_class["course"] != "LLCT-CC" or not held_class["in_window"]:
            continue
        day = (held_class["begins"] + "-01")[:10]
        planned = any(b <= day < e for b, e in entered.get(sat["person"], ()))
        key = "dropped" if sat["outcome"] == "dropped" else "planned" if planned else "not"
        found[key].add(sat["person"])
    return found


def test_twenty_six_planned_people_study_advanced_theory(lists: Ledger, ledger: Ledger) -> None:
    found = _planned_when_enrolled(lists, ledger)
    assert len(found["planned"]) == 26
    assert sorted(found["planned"]) == lists["figures"]["advanced_theory_planned_people"]["rows"]
    assert found["not"] == {"P132", "P203", "P218", "P263"}
    assert found["dropped"] == {"P167", "P200"}
    before = [a for a in lists["attendances"] if a["training_class"] == "CC03"]
    assert len(before) == 6


def test_thirteen_key_officials_studied_beside_work(lists: Ledger, ledger: Ledger) -> None:
    figure = lists["figures"]["key_officials_in_service_degree"]
    key = {"X01", "X02", "X03", "X05"}
    holders = [p for p in ledger["people"] if key & set(p["posts"])]
    assert len(holders) == 16
    assert sum(len(key & set(p["posts"])) for p in holders) > 20  # posts, not people
    studied = {
        p["id"] for p in holders
        if (p["levels"]["professional"]["level"], p["levels"]["professional"]["mode"])
        == ("ĐH", "in_service")
    }  # fmt: skip
    assert sorted(studied) == figure["rows"]
    assert figure["value"] == 13
    still = {f["person"] for f in lists["facts"] if f.get("state") == "studying"}
    assert still <= {p["id"] for p in holders} - studied


@pytest.mark.parametrize(
    "name",
    ["advanced_theory_planned_people", "key_officials_in_service_degree", "moves_under_scheme",
     "moves_to_grassroots", "moved_then_elected_standing", "trained_then_promoted"],
)  # fmt: skip
def test_some_edit_moves_each_figure_alone_by_one(lists: Ledger, name: str) -> None:
    alone = [
        edit for edit in lists["mutations"]
        if {k: v for k, v in edit["effect"].items() if v and "report" not in k} in ({name: -1},
                                                                                   {name: 1})
    ]  # fmt: skip
    assert alone
    assert any(not any(edit["effect"].values()) for edit in lists["mutations"])


def test_an_edited_list_differs_in_its_cells_alone(
    lists: Ledger, committed: Path, tmp_path: Path
) -> None:
    truth = invent()
    books = {book.file: book for book in year_books(Desk(truth, tell(truth)))}
    for edit in [e for e in lists["mutations"] if e["folder"] == "lists"][::3]:
        path = edited(books[edit["file"]], edit).write(tmp_path)
        before, after = cells_of(committed / "lists" / edit["file"]), cells_of(path)
        changed = {k for k in before.keys() | after.keys() if before.get(k) != after.get(k)}
        assert changed
        for _, sheet, address in changed:
            assert sheet == edit["sheet"]
            here = int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == edit["row"]
            assert here if edit["action"] == "delete_row" else address in edit["cells"]


def test_budgets_and_top_ups_add_up(lists: Ledger) -> None:
    facts = lists["facts"]
    for year in (2009, 2010, 2011):
        whole = [f["amount"] for f in facts if f["kind"] == "budget" and f["year"] == year
                 and f["source"] == "agencies"]  # fmt: skip
        parts = [f["amount"] for f in facts if f["kind"] == "top_up" and f["year"] == year]
        assert whole == [sum(parts)]


def test_files_come_in_after_what_they_tell(lists: Ledger) -> None:
    facts = {fact["id"]: fact for fact in lists["facts"]}
    received = {f["file"]: f["received"] for f in lists["files"]}
    for row in rows(lists):
        for fact in (facts[id] for id in row["facts"]):
            begins = str(fact.get("begins") or fact.get("year") or fact.get("day") or "2000")
            assert begins[:4] <= received[row["file"]][:4], row
    assert max(received.values()) <= AS_OF
    assert date.fromisoformat(min(received.values())).year == 2005
