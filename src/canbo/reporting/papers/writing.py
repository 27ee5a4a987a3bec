"""Writes one paper for somebody: within today's rights, from the office's template, journalled."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO
from uuid import UUID

from django.db import transaction

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import search_key
from canbo.exchange.papers import Form, Of, Values, form_named, render
from canbo.journal.operations import write_entry
from canbo.records import access as records
from canbo.reporting.exports.writing import (
    Export,
    Sheet,
    office,
    rows_of,
    unit_asked,
    write_export,
)
from canbo.reporting.papers.people import people_values, short_list_columns
from canbo.reporting.papers.person import person_values
from canbo.reporting.papers.templates import is_own, template_in_use

MOST_PEOPLE = 2_000  # of a Word file; a workbook takes everybody


class PaperRefused(Refusal):
    """A paper cannot be written so (`paper_too_long`, `paper_of_one`, `paper_of_many`)."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Who asks for which form, from where one looks, into which file; `at` is the real instant."""

    target: IO[bytes]
    form: str
    actor: Actor
    at: datetime
    perspective: Perspective


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: a name for the file, how many people it tells of, with whose template."""

    form: Form
    file: str
    people: int
    own_template: bool


def write_person_paper(paper: Paper, *, person: UUID) -> Written:
    """Write a form about one person whom the actor may see.

    Raises AccountRefused (`not_allowed`), records' OfficialNotFound, FormUnknown, TemplateRefused,
    PaperRefused (`paper_of_many`).
    """
    require(paper.actor, Permission.SEE_OFFICIALS)
    form = form_named(paper.form)
    if form.of is not Of.PERSON:
        raise PaperRefused("paper_of_many", {"form": form.name})
    official = records.get_official(
        official=person, actor=paper.actor, at=paper.at, perspective=paper.perspective
    )
    values = person_values(official, office(paper.perspective))
    return _written(paper, form, values, [person], official.name)


def write_list_paper(
    paper: Paper, *, search: str = "", unit: str | None = None, as_workbook: bool = False
) -> Written:
    """Write a form about many: whom the list of officials shows with this search and unit.

    Raises AccountRefused (`not_allowed`), UnitUnknown, FormUnknown, TemplateRefused, ExportRefused,
    PaperRefused (`paper_of_one`, `paper_too_long`).
    """
    require(paper.actor, Permission.SEE_OFFICIALS)
    form, perspective = form_named(paper.form), paper.perspective
    if form.of is not Of.PEOPLE:
        raise PaperRefused("paper_of_one", {"form": form.name})
    export = Export(paper.target, paper.actor, paper.at, perspective, keyed=False)
    top = unit_asked(unit, export)
    people = records.people_listed(
        actor=paper.actor, at=paper.at, perspective=perspective, search=search, unit=top
    )
    name = records.unit_names(perspective).get(top, "") if top else ""
    if as_workbook:
        return _workbook(export, form, people, name)
    if len(people) > MOST_PEOPLE:
        raise PaperRefused("paper_too_long", {"found": len(people), "expected": MOST_PEOPLE})
    values = people_values(people, perspective, unit=name, office=office(perspective))
    return _written(paper, form, values, people, name)


def _workbook(export: Export, form: Form, people: Sequence[UUID], unit: str) -> Written:
    """The same list as a workbook without a hidden key: for other offices."""
    columns = tuple(short_list_columns(export.perspective).values())
    sheet = Sheet(
        kind=form.name,
        name=f"Trích ngang {unit}".strip(),
        title=form.drawn["title"],
        notes=(f"Đơn vị: {unit}",) if unit else (),
        columns=tuple(one.column for one in columns),
        told={"narrowed": bool(unit)},
    )
    made = write_export(export, sheet, rows_of(people, export.perspective, columns))
    return Written(form, made.file, made.rows, own_template=False)


def _written(
    paper: Paper, form: Form, values: Values, people: Sequence[UUID], name: str
) -> Written:
    own = is_own(form)
    paper.target.write(render(template_in_use(form), values))
    subject = f"person:{people[0]}" if form.of is Of.PERSON else f"list:{form.name}"
    with transaction.atomic():
        write_entry(
            actor_id=paper.actor.id, actor_name=paper.actor.name, action="paper.write",
            at=paper.at, subject=subject,
            data={
                "form": form.name, "rows": len(people), "own_template": own,
                "as_of": paper.perspective.as_of.isoformat(),
                "known_at": paper.perspective.known_at.isoformat(),
            },
        )  # fmt: skip
    return Written(form, _file_name(form, name, paper.perspective), len(people), own)


def _file_name(form: Form, name: str, perspective: Perspective) -> str:
    words = re.sub(r"[^0-9a-z]+", "-", search_key(name))[:50].strip("-")
    parts = (form.name, words, perspective.as_of.strftime("%d-%m-%Y"))
    return f"{'-'.join(filter(None, parts))}.docx"
