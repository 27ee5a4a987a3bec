"""The builder's ledger: what is true, which cell says it, and what the figures must be."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from examples.builder.evidence import Count, Row, Window, count, rows_of
from examples.builder.mutations import Ground, Mutation, predict
from examples.builder.sheets import Book
from examples.builder.truth import Person, TrainingClass, Truth

NOTE = (
    "Invented. The units are real, the people and classes are not. Written by examples/builder, "
    "which never asks canbo."
)


def ledger(town: str, truth: Truth, books: Sequence[Book], window: Window) -> dict[str, Any]:
    """Put the whole ledger together."""
    rows = [
        row for book in books for page in book.pages for row in rows_of(truth, book.file, page.rows)
    ]
    ground = Ground(truth, tuple(rows), window)
    return {
        "town": town,
        "note": NOTE,
        "window": {"from": window.first.isoformat(), "to": window.last.isoformat()},
        "figures": first_figures(truth, rows, window),
        "known_by": _known_by(truth, rows, books, window),
        "lacking": list(_lacking(truth)),
        "namesakes": namesakes(truth),
        "mutations": [_edit(mutation) for mutation in predict(ground, _span_cells(books))],
        "files": [book_entry(book) for book in books],
        "units": [unit_entry(truth, code) for code in truth.units],
        "classes": [class_entry(held, window) for held in truth.classes.values()],
        "people": [person_entry(person) for person in truth.people.values()],
        "attendances": [asdict(attendance) for attendance in truth.attendances],
        "rows": [_row(row) for row in rows],
    }


def write_ledger(content: dict[str, Any], path: Path) -> None:
    """Write the ledger as JSON, one record on a line, so that a difference can be read."""
    parts = []
    for key, value in content.items():
        name = json.dumps(key)
        if isinstance(value, list):
            lines = ",\n".join(f"  {_compact(item)}" for item in value)
            parts.append(f" {name}: [\n{lines}\n ]")
        else:
            parts.append(f" {name}: {_compact(value)}")
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    raise TypeError(type(value).__name__)


def first_figures(truth: Truth, rows: Sequence[Row], window: Window) -> dict[str, Any]:
    """The three figures that rest on rosters and class lists, with the people behind them."""
    counted = count(rows, truth.classes, window)
    share = counted.share
    return {
        "intermediate_theory_people": {
            "kind": "people",
            "value": len(counted.theory_people),
            "people": counted.theory_people,
        },
        "fostering_attendances": {
            "kind": "attendances",
            "value": len(counted.fostering),
            "people_behind": len({person for person, _ in counted.fostering}),
            "attendances": sorted(counted.fostering),
        },
        "commune_intermediate_professional_share": {
            "kind": "share",
            "value": f"{len(share.met)}/{len(share.base)}",
            "numerator": len(share.met),
            "base": len(share.base),
            "missing": len(share.missing),
            "people": share.base,
            "by_unit": _share_by_unit(truth, counted),
        },
    }


def _share_by_unit(truth: Truth, counted: Count) -> dict[str, str]:
    units = [code for code, unit in truth.units.items() if unit.level == "commune"]
    found = {}
    for code in units:
        base = [i for i in counted.share.base if truth.people[i].home_unit == code]
        met = [i for i in base if i in counted.share.met]
        found[code] = f"{len(met)}/{len(base)}"
    return found


def _known_by(
    truth: Truth, rows: Sequence[Row], books: Sequence[Book], window: Window
) -> list[dict[str, Any]]:
    """The same figures from the files that had come in by the end of each year."""
    received = {book.file: book.received for book in books}
    found = []
    for year in range(2006, 2012):
        day = f"{year}-12-31" if year < 2011 else window.last.isoformat()
        known = [row for row in rows if received[row.file] <= day]
        counted = count(known, truth.classes, window)
        found.append(
            {
                "received_until": day,
                "intermediate_theory_people": len(counted.theory_people),
                "fostering_attendances": len(counted.fostering),
                "share_base": len(counted.share.base),
            }
        )
    return found


_THEORY, _STATE = ("CT0", "CTSC", "CTTC", "CTCC", "CTCN"), ("QL0", "QLX", "QLCV", "QLCVC")
_COMPUTERS = ("", "TH-A", "TH-B")
_SPECIALISTS = frozenset({"Y3", "Y4", "Y5", "Y6", "Y7"})
# What Quyết định 04/2004/QĐ-BNV asks in the plains: posts, dimension, scale in order, the least.
_ASKED = (
    (frozenset({"X01", "X02", "X03", "X04", "X05", "X06"}), "political_theory", _THEORY, "CTTC"),
    (frozenset({"X07", "X08", "X09", "X10", "X11"}), "political_theory", _THEORY, "CTSC"),
    (_SPECIALISTS, "political_theory", _THEORY, "CTSC"),
    (frozenset({"X05", "X06"}), "state_management", _STATE, "QLX"),
    (_SPECIALISTS, "state_management", _STATE, "QLX"),
    (_SPECIALISTS, "it", _COMPUTERS, "TH-A"),
)


def _lacking(truth: Truth) -> Iterator[dict[str, Any]]:
    """Who in the wards is below a standard in truth; a list may be silent about it."""
    for person in truth.people.values():
        if person.seat is None or person.levels is None:
            continue
        levels = person.levels
        has = {"political_theory": levels.theory, "state_management": levels.state, "it": levels.it}
        for posts, dimension, scale, least in _ASKED:
            held = has[dimension]
            if posts & set(person.seat.posts) and scale.index(held) < scale.index(least):
                found = {"person": person.id, "dimension": dimension, "required": least}
                yield {**found, "held": held}


def namesakes(truth: Truth) -> list[list[str]]:
    """The people of one unit who share a name."""
    found: dict[tuple[str, str], list[str]] = {}
    for person in truth.people.values():
        found.setdefault((person.home_unit, person.name), []).append(person.id)
    return [ids for ids in found.values() if len(ids) > 1]


def _span_cells(books: Sequence[Book]) -> dict[str, tuple[str, str, str]]:
    return {
        page.rows[0].subject: (book.file, page.name, page.labels["span"])
        for book in books
        for page in book.pages
        if "span" in page.labels
    }


def _edit(mutation: Mutation) -> dict[str, Any]:
    return {**asdict(mutation), "cells": dict(mutation.cells)}


def book_entry(book: Book) -> dict[str, Any]:
    """A workbook: when it came in, its sheets with their cells."""
    sheets = [
        {
            "sheet": page.name,
            "cells": page.filled,
            "rows": len(page.rows),
            "labels": page.labels,
            "hidden_columns": sorted(page.hidden),
        }
        for page in book.pages
    ]
    return {
        "file": book.file,
        "received": book.received,
        "cells": sum(page.filled for page in book.pages),
        "sheets": sheets,
    }


def unit_entry(truth: Truth, code: str) -> dict[str, Any]:
    """A unit with its dated names."""
    unit = truth.units[code]
    names = [{"from": first, "type": kind, "name": name} for first, kind, name in unit.names]
    return {"code": code, "parent": unit.parent, "level": unit.level, "names": names}


def class_entry(held: TrainingClass, window: Window) -> dict[str, Any]:
    """A class, and whether it overlaps the window."""
    return {
        "id": held.id,
        "course": held.course,
        "kind": held.kind,
        "name": held.title[0],
        "begins": held.span.begins,
        "ends": held.span.ends,
        "institution": held.institution,
        "learners": held.size,
        "in_window": held.span.overlaps(window.first, window.last),
    }


def person_entry(person: Person) -> dict[str, Any]:
    """A person with posts and levels."""
    levels = person.levels
    return {
        "id": person.id,
        "name": person.name,
        "sex": person.sex,
        "born": person.born,
        "ethnic_group": person.ethnic,
        "home_place": person.home,
        "party_date": person.party,
        "unit": person.home_unit,
        "posts": person.seat.posts if person.seat else (),
        "posts_2008": person.seat.earlier_posts if person.seat else (),
        "levels": None
        if levels is None
        else {
            "general_education": levels.education,
            "professional": asdict(levels.professional),
            "political_theory": levels.theory,
            "state_management": levels.state,
            "defence_security": levels.defence,
            "it": levels.it,
            "foreign_language": levels.language,
        },
    }


def _row(row: Row) -> dict[str, Any]:
    record = row.record
    found: dict[str, Any] = {
        "file": row.file,
        "sheet": record.sheet,
        "row": record.row,
        "kind": record.kind,
        "subject": record.subject,
        "person": row.person,
        "cells": record.cells,
    }
    return {**found, "note": record.note} if record.note else found
