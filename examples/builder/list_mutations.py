"""Edits of one row or cell of a list with their foretold effect, and the making of such a file.

Old .xls files cannot be edited in place with what is at hand, so an edited file is drawn anew by
the builder with the edit in it: every other cell stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from examples.builder.list_figures import Answer, Evidence, Question, Said, answer
from examples.builder.sheets import Book, Page, Value


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit of one workbook: `delete_row` empties a row, `set` writes into cells."""

    id: str
    why: str
    folder: str  # workbooks or lists
    file: str
    sheet: str
    action: str
    row: int
    cells: Mapping[str, Value]
    effect: Mapping[str, int]

    def entry(self) -> dict[str, Any]:
        """The edit as the ledger writes it."""
        return {
            "id": self.id, "why": self.why, "folder": self.folder, "file": self.file,
            "sheet": self.sheet, "action": self.action, "row": self.row, "cells": dict(self.cells),
            "effect": dict(self.effect),
        }  # fmt: skip


class Foresight:
    """Says what changes when evidence is changed."""

    def __init__(self, evidence: Evidence, question: Question) -> None:
        self.evidence, self._question = evidence, question
        self._before = answer(evidence, question)

    def effect(self, changed: Evidence) -> dict[str, int]:
        """By how much each figure moves."""
        after: Answer = answer(changed, self._question)
        return {name: len(after[name]) - len(rows) for name, rows in self._before.items()}

    def without_said(self, said: Sequence[Said]) -> Evidence:
        """The evidence without one statement each; the same said elsewhere stays."""
        left = list(self.evidence.said)
        for one in said:
            key = (one.fact.id, one.mode, one.since)
            place = next(n for n, s in enumerate(left) if (s.fact.id, s.mode, s.since) == key)
            del left[place]
        return replace(self.evidence, said=tuple(left))

    def with_said(self, old: Said, values: Mapping[str, Any]) -> Evidence:
        """The evidence with one statement changed."""
        fact = replace(old.fact, values={**old.fact.values, **values})
        rest = self.without_said([old])
        return replace(rest, said=(*rest.said, replace(old, fact=fact)))


def edited(book: Book, edit: Mapping[str, Any]) -> Book:
    """Give the book with the edit of one ledger entry made."""
    return replace(
        book,
        pages=tuple(
            _edited(page, edit) if page.name == edit["sheet"] else page for page in book.pages
        ),
    )


def _edited(page: Page, edit: Mapping[str, Any]) -> Page:
    changed = copy(page)
    changed.values = dict(page.values)
    if edit["action"] == "delete_row":
        for place in [place for place in page.values if place[0] == edit["row"] - 1]:
            _change(changed, place, None)
    for address, value in edit["cells"].items():
        _change(changed, _place(address), _value(value))
    return changed


def _change(page: Page, place: tuple[int, int], value: Value) -> None:
    page.values[place] = (value, page.values[place][1])


def _place(address: str) -> tuple[int, int]:
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(address[len(letters) :]) - 1, column - 1


def _value(value: Any) -> Value:
    """A day of the ledger's JSON becomes a day again."""
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return date.fromisoformat(value)
    return value
