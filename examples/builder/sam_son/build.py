"""Builds Sầm Sơn into a folder: workbooks and lists, ledgers, schedule, next year's catalogue."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from examples.builder.evidence import Row, Window, rows_of
from examples.builder.ledger import ledger, write_ledger
from examples.builder.list_figures import RANKS, Question
from examples.builder.list_ledger import Ground, list_ledger
from examples.builder.list_mutations import Edit
from examples.builder.sam_son.class_books import class_books
from examples.builder.sam_son.desk import Desk
from examples.builder.sam_son.edits import Editor
from examples.builder.sam_son.places import WARDS
from examples.builder.sam_son.studies import EXTRA_CLASSES, KEY, extra_attendances
from examples.builder.sam_son.town import invent
from examples.builder.sam_son.town_rosters import bodies_2011, leaders_2008
from examples.builder.sam_son.ward_rosters import (
    bac_son,
    quang_cu,
    quang_tien,
    trung_son,
    truong_son,
)
from examples.builder.sam_son.year_books import year_books
from examples.builder.sam_son.years import tell
from examples.builder.sheets import Book, write_books
from examples.builder.truth import Truth

_CATALOGUE = Path(__file__).parents[1] / "data" / "sam-son-catalogue-2012.yaml"
WINDOW = Window(date(2006, 1, 1), date(2011, 7, 31))


def _books(truth: Truth) -> list[Book]:
    wards = (truong_son, bac_son, trung_son, quang_tien, quang_cu)
    rosters = [make(truth) for make in (leaders_2008, *wards, bodies_2011)]
    return sorted([*rosters, *class_books(truth)], key=lambda book: (book.received, book.file))


def _lists(truth: Truth, first: list[Book]) -> tuple[Ground, list[Edit]]:
    told = tell(truth)
    question = Question(WINDOW, KEY, "2008", "XV", frozenset(WARDS))
    ground = Ground("sam-son", truth, told, year_books(Desk(truth, told)), _rows(truth, first),
                    EXTRA_CLASSES, extra_attendances(), question)  # fmt: skip
    return ground, Editor(ground).all()


def _rows(truth: Truth, books: list[Book]) -> list[Row]:
    pages = [(book.file, page) for book in books for page in book.pages]
    return [row for file, page in pages for row in rows_of(truth, file, page.rows)]


_OF_THE_PLAN = {"quota", "budget", "agreement"}


def build(out: Path) -> list[dict[str, Any]]:
    """Build the town into the folder `out` and give the content of its ledgers.

    Writes `workbooks/` (rosters and class lists) with `ledger.json`, `lists/` (all other papers)
    with `ledger-lists.json`, `schedule.json` and `catalogue-2012.yaml`.
    """
    truth = invent()
    books = _books(truth)
    write_books(books, out / "workbooks")
    content = ledger("sam-son", truth, books, WINDOW)
    write_ledger(content, out / "ledger.json")
    ground, edits = _lists(truth, books)
    write_books(ground.books, out / "lists")
    lists = list_ledger(ground, edits, RANKS)
    write_ledger(lists, out / "ledger-lists.json")
    _write_schedule(content, lists, out / "schedule.json")
    shutil.copyfile(_CATALOGUE, out / "catalogue-2012.yaml")
    return [content, lists]


def _write_schedule(content: dict[str, Any], lists: dict[str, Any], path: Path) -> None:
    """Write what a replay of the office's years needs, and nothing of what is true.

    The day each file was received, the days of the figures, and the town and communes that the
    office confirmed, with their codes; all of them lie in the delta.
    """
    schedule = {
        "town": next(
            {"code": unit["code"], "name": _full_name(unit)}
            for unit in content["units"]
            if unit["level"] == "district" and unit["names"][0]["type"]
        ),
        "as_of": WINDOW.last.isoformat(),
        "from": WINDOW.first.isoformat(),
        "catalogue": "lists/Dao tao, boi duong nam 2012.xlsx",
        "files": [
            {"file": file["file"], "received": file["received"]} for file in content["files"]
        ],
        "lists": [_received(file, lists["rows"]) for file in lists["files"]],
        "communes": [
            {
                "code": unit["code"],
                "name": _full_name(unit),
                "area": "delta",
            }
            for unit in content["units"]
            if unit["level"] == "commune"
        ],
    }
    text = json.dumps(schedule, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def _received(file: dict[str, Any], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A paper with its day; inputs of the plan, which list no people, are marked."""
    entry = {"file": file["file"], "received": file["received"]}
    kinds = {row["kind"] for row in rows if row["file"] == file["file"]}
    return {**entry, "of_the_plan": True} if kinds & _OF_THE_PLAN else entry


def _full_name(unit: dict[str, Any]) -> str:
    newest = unit["names"][-1]
    return f"{newest['type']} {newest['name']}"
