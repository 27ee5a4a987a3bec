"""`rules.json` of a rotation, read strictly and exactly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from canbo.engine.planning.rotation.problem import Rules
from canbo.exchange.tables.cells import FolderProblem
from canbo.exchange.tables.rules import FILE, RulesReader, read_document, write_share

_KEYS = (
    "vacancy_penalty", "min_grassroots_share", "min_women_share", "max_chain", "training_seats",
    "keep_previous",
)  # fmt: skip
_SHARES = ("min_grassroots_share", "min_women_share")


def read_rotation_rules(folder: Path) -> tuple[Rules | None, list[FolderProblem]]:
    """Read the rules of a rotation, with every problem of the file.

    Beside problems the rules hold what could be read, so that the rest is judged too; None where
    nothing could.
    """
    document, reader = read_document(folder)
    if reader.problems:
        return None, reader.problems
    top = reader.take("", document, _KEYS)
    grassroots, women = (reader.share(name, top) for name in _SHARES)
    rules = Rules(
        vacancy_penalty=reader.integer("vacancy_penalty", top),
        min_grassroots_share=grassroots,
        min_women_share=women,
        max_chain=None if top.get("max_chain") is None else reader.integer("max_chain", top),
        training_seats=_seats(reader, top.get("training_seats")),
        keep_previous=reader.flag("keep_previous", top),
    )
    return (rules if isinstance(document, dict) else None), reader.problems


def _seats(reader: RulesReader, value: object) -> tuple[tuple[str, int], ...] | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        reader.complain("training_seats", "wrong_type", value, "{course: places} | null")
        return None
    seats: Mapping[str, Any] = value
    return tuple(
        sorted((course, reader.integer(f"training_seats.{course}", {
            course.rpartition(".")[2]: places
        })) for course, places in seats.items())
    )  # fmt: skip


def write_rotation_rules(folder: Path, rules: Rules) -> None:
    """Write the rules; a share that is no finite decimal is refused by ValueError."""
    seats = rules.training_seats
    document = {
        "vacancy_penalty": rules.vacancy_penalty,
        **{name: f"<{name}>" for name in _SHARES},
        "max_chain": rules.max_chain,
        "training_seats": None if seats is None else dict(seats),
        "keep_previous": rules.keep_previous,
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    for name in _SHARES:
        text = text.replace(f'"<{name}>"', write_share(getattr(rules, name)), 1)
    (folder / FILE).write_text(text + "\n", encoding="utf-8")
