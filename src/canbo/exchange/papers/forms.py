"""The forms that offices write from the record, and the tags that their templates may use: data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from canbo.engine.refusal import Refusal

_FOLDER = Path(__file__).parent / "forms"
_TAGS = "tags"
_ORDER = (
    "2c-bnv-2008", "2c-tctw-98", "tieu-su", "tieu-su-dang", "trich-ngang", "trich-ngang-dang",
)  # fmt: skip


class FormUnknown(Refusal):
    """No form has this name (`form_unknown`)."""

    def __init__(self, name: str) -> None:
        super().__init__("form_unknown", {"form": name[:60], "forms": ", ".join(_ORDER)})


class Head(StrEnum):
    """What stands at the top of a paper."""

    STATE = "state"  # the agency left, Quốc hiệu and Tiêu ngữ right
    PARTY = "party"  # the committee left, ĐẢNG CỘNG SẢN VIỆT NAM right
    FORM = "form"  # a printed form: whose it is left, the code of the form right


class Of(StrEnum):
    """Whom a form is about."""

    PERSON = "person"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of a template: what it holds, its columns, the empty rows where nothing is held."""

    label: str
    columns: Mapping[str, str]
    blank: int


@dataclass(frozen=True, slots=True)
class Tags:
    """All that the templates of one sort may say: tag to meaning, list to its columns."""

    values: Mapping[str, str]
    rows: Mapping[str, Rows]


@dataclass(frozen=True, slots=True)
class Form:
    """A form: `text` is the legal text that sets it, with how it was seen (`evidence`, `source`).

    `evidence` is "unverified" while nobody compared the drawn form with the printed one. `drawn`
    is the description from which the shipped template is drawn.
    """

    name: str
    label: str
    text: str
    evidence: str
    source: str
    of: Of
    head: Head
    drawn: Mapping[str, Any]

    @property
    def tags(self) -> Tags:
        """What its template may say."""
        return tags_of(self.of)


@cache
def forms() -> Mapping[str, Form]:
    """All forms by name, in the order of a menu."""
    return {name: _form(_read(name)) for name in _ORDER}


def form_named(name: str) -> Form:
    """The form of a name. Raises FormUnknown."""
    found = forms().get(name)
    if found is None:
        raise FormUnknown(name)
    return found


@cache
def tags_of(of: Of) -> Tags:
    """The tags of a sort of forms."""
    told = yaml.safe_load((_FOLDER / f"{_TAGS}.yaml").read_text(encoding="utf-8"))[of.value]
    rows = {
        name: Rows(one["label"], one["columns"], one["blank"]) for name, one in told["rows"].items()
    }
    return Tags(told["values"], rows)


def nearest(word: str, known: Mapping[str, Any]) -> str:
    """The known tags that look like a word, for a sentence; the first ones where none does."""
    found = get_close_matches(word.lower(), list(known), n=3, cutoff=0.5)
    return ", ".join(found or list(known)[:6])


def _read(name: str) -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    like = told.pop("like", "")
    return {**_read(like), **told} if like else told


def _form(told: dict[str, Any]) -> Form:
    return Form(
        told["name"], told["label"], told["text"], told["evidence"], told["source"],
        Of(told["of"]), Head(told["head"]), told,
    )  # fmt: skip
