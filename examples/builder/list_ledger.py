"""The ledger of the lists: facts, people, files, rows to cells, figures, and foretold edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from examples.builder.chronicle import Chronicle, Fact
from examples.builder.evidence import Row
from examples.builder.ledger import book_entry, class_entry, person_entry
from examples.builder.list_figures import (
    Answer,
    Evidence,
    Question,
    Said,
    answer,
    holders_of,
    learners_of,
)
from examples.builder.list_mutations import Edit
from examples.builder.sheets import Book, Page, RowRecord
from examples.builder.truth import Attendance, Person, TrainingClass, Truth

DEFINITIONS = {
    "advanced_theory_planned_people": (
        "people",
        "distinct people in an advanced class (LLCT-CC) that overlaps the window, not dropped, "
        "with a planning entry in force on the class's first day",
    ),
    "advanced_theory_planned_at_report": (
        "people",
        "the same with a planning entry in force on the last day of the window: another choice, "
        "another number",
    ),
    "key_officials_in_service_degree": (
        "people",
        "holders of a key post (X01, X02, X03, X05) in the rosters of the last day whose degree "
        "(ĐH) was studied in service",
    ),
    "moves_under_scheme": ("acts", "moves of leaders by the scheme until the last day"),
    "moves_to_grassroots": ("acts", "those of them that lead to a ward or commune"),
    "moved_then_elected_standing": (
        "people",
        "people elected (not designated) into the standing committee of the term after the day "
        "of such a move",
    ),
    "trained_then_promoted": (
        "people",
        "people who finished a class of the window and later, until the last day, came by "
        "appointment or election to a post of a higher rank (post_ranks) than all they held on "
        "the class's last day",
    ),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """A town's lists with all that they rest on: first rosters and classes too."""

    town: str
    truth: Truth
    told: Chronicle
    books: Sequence[Book]
    first_rows: Sequence[Row]
    more_classes: Sequence[TrainingClass]
    more_attendances: Sequence[Attendance]
    question: Question

    @property
    def classes(self) -> dict[str, TrainingClass]:
        """All classes, of the first lists and of the others."""
        return {**self.truth.classes, **{held.id: held for held in self.more_classes}}

    @property
    def people(self) -> dict[str, Person]:
        """Everybody, as the lists know them."""
        return {**self.truth.people, **self.told.people}

    def rows(self) -> list[tuple[str, RowRecord]]:
        """Every written row of the lists with its file."""
        return [(book.file, row) for book in self.books for page in book.pages for row in page.rows]

    def evidence(self) -> Evidence:
        """Collect what all rows say."""
        outcomes = {
            (a.person, a.training_class): a.outcome
            for a in (*self.truth.attendances, *self.more_attendances)
        }
        listed = [
            Row(file, record, record.person)
            for file, record in self.rows()
            if record.kind == "class"
        ]
        return Evidence(
            tuple(said for file, record in self.rows() for said in self.said(record)),
            tuple(learners_of([*self.first_rows, *listed], outcomes)),
            tuple(holders_of(self.first_rows, self.truth.people)),
            self.classes,
        )

    def said(self, record: RowRecord) -> list[Said]:
        """What one row states."""
        made = []
        for id in record.facts:
            fact = self.told.facts[id]
            since = record.since if record.mode == "keep" else str(fact["begins"])
            made.append(Said(fact, record.mode, since))
        return made


def list_ledger(ground: Ground, edits: Sequence[Edit], ranks: Mapping[str, int]) -> dict[str, Any]:
    """Put the whole ledger together."""
    window = ground.question.window
    used = {row.person for _, row in ground.rows() if row.person}
    return {
        "town": ground.town,
        "note": "Invented, like the first ledger's people. Facts stated by rows; dates as true.",
        "window": {"from": window.first.isoformat(), "to": window.last.isoformat()},
        "figures": _figures(answer(ground.evidence(), ground.question)),
        "totals": _totals(ground),
        "post_ranks": dict(ranks),
        "mutations": [edit.entry() for edit in edits],
        "files": [_file(book) for book in ground.books],
        "classes": [class_entry(held, window) for held in ground.more_classes],
        "attendances": [
            {"person": a.person, "training_class": a.training_class, "outcome": a.outcome,
             "remark": a.remark} for a in ground.more_attendances
        ],
        "people": [person_entry(ground.people[id]) for id in sorted(used)],
        "facts": [
            {"id": f.id, "kind": f.kind, "person": f.person,
             **{name: value for name, value in f.values.items() if value != ""}}
            for f in _written(ground)
        ],
        "rows": [_sheet(book, page) for book in ground.books for page in book.pages if page.rows],
    }  # fmt: skip


def _figures(found: Answer) -> dict[str, Any]:
    return {
        name: {"kind": DEFINITIONS[name][0], "value": len(rows), "rows": sorted(rows),
               "definition": DEFINITIONS[name][1]}
        for name, rows in found.items()
    }  # fmt: skip


def _totals(ground: Ground) -> dict[str, Any]:
    """How many facts of each kind are written, and some counts that a clerk would check."""
    facts = _written(ground)
    kinds: dict[str, int] = {}
    for fact in facts:
        kinds[fact.kind] = kinds.get(fact.kind, 0) + 1
    ratings: dict[str, int] = {}
    for fact in facts:
        if fact.kind == "rating":
            key = f"{fact['year']} {fact['level']}"
            ratings[key] = ratings.get(key, 0) + 1
    money = {
        str(year): sum(f["amount"] for f in facts if f.kind == "budget" and f["year"] == year)
        for year in sorted({f["year"] for f in facts if f.kind == "budget"})
    }
    return {"facts": kinds, "ratings": dict(sorted(ratings.items())), "budget_by_year": money}


def _written(ground: Ground) -> list[Fact]:
    """The facts that some row states; others are true and nobody wrote them down."""
    written = {id for _, row in ground.rows() for id in row.facts}
    return [fact for id, fact in ground.told.facts.items() if id in written]


def _file(book: Book) -> dict[str, Any]:
    hidden = {page.name: sorted(row + 1 for row in page.hidden_rows) for page in book.pages}
    more = {"script": book.script, "font": book.font if not book.script else ""}
    return {**book_entry(book), **more, "hidden_rows": {k: v for k, v in hidden.items() if v}}


def _sheet(book: Book, page: Page) -> dict[str, Any]:
    """The rows of one sheet: each with its number, whom it speaks of, its facts and cells."""
    return {"file": book.file, "sheet": page.name, "kind": page.rows[0].kind,
            "rows": [_row(record, page.rows[0].kind) for record in page.rows]}  # fmt: skip


def _row(record: RowRecord, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {"row": record.row, "person": record.person}
    more = {"subject": record.subject, "note": record.note, "mode": record.mode,
            "kind": record.kind if record.kind != kind else ""}  # fmt: skip
    said = {key: value for key, value in more.items() if value}
    return {**found, **said, "facts": record.facts, "cells": record.cells}
