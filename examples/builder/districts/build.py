"""Builds a district: workbooks and one ledger with everything that is true of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from examples.builder.districts.desk import DistrictDesk
from examples.builder.districts.edits import edits_of
from examples.builder.districts.invent import Inventor
from examples.builder.districts.lives import Years
from examples.builder.districts.papers import Papers, merger_book
from examples.builder.districts.plan import Plan
from examples.builder.districts.rosters import ROSTERS
from examples.builder.evidence import Row, count, rows_of
from examples.builder.ledger import class_entry, first_figures, namesakes, unit_entry, write_ledger
from examples.builder.list_figures import RANKS, Question
from examples.builder.list_ledger import Ground, list_ledger
from examples.builder.sheets import Book, write_books
from examples.builder.truth import Truth

_KEY = frozenset({"X01", "X02", "X03", "X05"})
_SCRIPTS = {"cai-be": "vni", "si-ma-cai": ""}


@dataclass(frozen=True, slots=True)
class District:
    """A district with its papers."""

    plan: Plan
    truth: Truth
    books: list[Book]
    ground: Ground

    @property
    def rows(self) -> list[Row]:
        """The rows of rosters and class lists, for the figures that rest on them."""
        return list(self.ground.first_rows)


def district(plan: Plan) -> District:
    """Invent a district and draw its papers."""
    truth = Inventor(plan).invent()
    told = Years(plan, truth).tell()
    desk = DistrictDesk(plan, truth, told)
    books = [*ROSTERS[plan.key](desk), *Papers(desk, _SCRIPTS[plan.key]).books()]
    more = merger_book(desk)
    books = sorted([*books, *([more] if more else [])], key=lambda b: (b.received, b.file))
    question = Question(plan.window, _KEY, "scheme", plan.new_term.ordinal,
                        frozenset(plan.communes))  # fmt: skip
    rows = [
        row for book in books for page in book.pages
        for row in rows_of(truth, book.file,
                           [r for r in page.rows if r.kind in {"roster", "class"}])
    ]  # fmt: skip
    ground = Ground(plan.key, truth, told, books, rows, (), (), question)
    return District(plan, truth, books, ground)


def build_district(plan: Plan, out: Path) -> list[dict[str, Any]]:
    """Write the workbooks into `out/workbooks` and the ledger into `out/ledger.json`."""
    made = district(plan)
    write_books(made.books, out / "workbooks")
    content = district_ledger(made)
    write_ledger(content, out / "ledger.json")
    return [content]


def district_ledger(made: District) -> dict[str, Any]:
    """Everything that is true: the ledger of the lists, with the first figures and all classes."""
    ground, window = made.ground, made.plan.window
    content = list_ledger(ground, edits_of(made.ground), RANKS)
    first = first_figures(made.truth, made.rows, window)
    content["figures"] = {**first, **content["figures"]}
    content["classes"] = [class_entry(held, window) for held in made.plan.classes]
    content["attendances"] = [
        {"person": a.person, "training_class": a.training_class, "outcome": a.outcome,
         "remark": a.remark} for a in made.truth.attendances
    ]  # fmt: skip
    content["namesakes"] = namesakes(made.truth)
    content["units"] = [unit_entry(made.truth, code) for code in made.truth.units]
    counted = count(made.rows, made.truth.classes, window)
    content["totals"]["share_base"] = len(counted.share.base)
    return content
