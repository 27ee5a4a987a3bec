"""The templates in use: those that canbo ships, and the office's own in `CANBO_HOME/mau`.

An office downloads a template, edits it in Word and gives it back; it is filled with an invented
person first, and kept only when that went well. Who changed which one when is journalled.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.exchange.papers import (
    FILE_LIMIT,
    Form,
    Of,
    TemplateRefused,
    Values,
    check_template,
    draw_template,
    form_named,
    forms,
    render,
)
from canbo.journal.operations import write_entry

_INVENTED = "NGUYỄN VĂN THỬ"  # of the trial; long words show whether a table holds them
_TRIED_ROWS = 30


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A form with its template: the office's own (by whom, when) or the shipped one.

    `problem` is the code of why the office's own cannot be used, "" where it can.
    """

    form: Form
    is_own: bool
    by: str = ""
    at: datetime | None = None
    problem: str = ""


def list_templates(*, actor: Actor) -> tuple[TemplateView, ...]:
    """All forms with the template in use. Raises AccountRefused (`not_allowed`)."""
    require(actor, Permission.SEE_OFFICIALS)
    return tuple(_view(form) for form in forms().values())


def template_in_use(form: Form) -> bytes:
    """The template that papers are written with: the office's own where it has one.

    Raises TemplateRefused (`template_too_large`, `template_damaged`).
    """
    own = _own_file(form)
    try:
        if own.stat().st_size > FILE_LIMIT:
            raise TemplateRefused("template_too_large", {"found": own.name, "expected": "8 MB"})
        return own.read_bytes()
    except FileNotFoundError:
        return shipped_template(form.name)
    except OSError as error:
        raise TemplateRefused("template_unreadable", {"found": f"mau/{own.name}"}) from error


def is_own(form: Form) -> bool:
    """Whether the office has a template of its own for a form."""
    return _own_file(form).is_file()


@cache
def shipped_template(name: str) -> bytes:
    """The template that canbo ships. Raises FormUnknown."""
    return draw_template(form_named(name))


def use_template(*, name: str, content: bytes, file: str, actor: Actor, at: datetime) -> None:
    """Use an edited template from now on, after a trial with an invented person.

    Raises AccountRefused (`not_allowed`), FormUnknown, TemplateRefused.
    """
    require(actor, Permission.EDIT_TEMPLATES)
    form = form_named(name)
    render(content, _invented(form))
    mark = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        _journal("template.use", form, actor, at, {"file": file[:200], "sha256": mark})
        _keep(_own_file(form), content)
        told = {"by": actor.name, "at": at.isoformat(), "sha256": mark}
        _keep(_note_file(form), json.dumps(told, ensure_ascii=False).encode())


def give_back_shipped(*, name: str, actor: Actor, at: datetime) -> bool:
    """Go back to the shipped template; False where it is in use already.

    The office's own is set aside as NAME.cu.docx. Raises AccountRefused, FormUnknown.
    """
    require(actor, Permission.EDIT_TEMPLATES)
    form = form_named(name)
    if not is_own(form):
        return False
    with transaction.atomic():
        _journal("template.drop", form, actor, at, {})
        _own_file(form).replace(_folder() / f"{form.name}.cu.docx")
        _note_file(form).unlink(missing_ok=True)
    return True


def _view(form: Form) -> TemplateView:
    if not is_own(form):
        return TemplateView(form, is_own=False)
    try:
        content = template_in_use(form)
        check_template(content, form.of)
        problem = ""
    except TemplateRefused as refusal:
        content, problem = b"", refusal.code
    note = _note(form)
    is_the_same = content and hashlib.sha256(content).hexdigest() == note.get("sha256")
    if not is_the_same:
        return TemplateView(form, is_own=True, problem=problem)
    return TemplateView(form, True, note["by"], datetime.fromisoformat(note["at"]), problem)


def _note(form: Form) -> dict[str, Any]:
    try:
        told = json.loads(_note_file(form).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) and {"by", "at", "sha256"} <= told.keys() else {}


def _invented(form: Form) -> Values:
    """Values for every tag, of nobody: a trial of a template meets all that it may be asked."""
    tags = form.tags
    values = {**tags.values, "ho_ten": _INVENTED}
    rows = {
        name: [dict(one.columns) for _ in range(_TRIED_ROWS)] for name, one in tags.rows.items()
    }
    return Values(Of(form.of), values, rows)


def _journal(action: str, form: Form, actor: Actor, at: datetime, data: dict[str, str]) -> None:
    write_entry(
        actor_id=actor.id, actor_name=actor.name, action=action, at=at,
        subject=f"template:{form.name}", data=data,
    )  # fmt: skip


def _keep(path: Path, content: bytes) -> None:
    """Put a file in its place at once or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".moi-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _folder() -> Path:
    return Path(settings.CANBO_HOME) / "mau"


def _own_file(form: Form) -> Path:
    return _folder() / f"{form.name}.docx"


def _note_file(form: Form) -> Path:
    return _folder() / f"{form.name}.json"
