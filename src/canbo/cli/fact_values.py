"""`field=value` of a fact as people type it, turned into what the kind of fact expects."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints
from uuid import UUID

from canbo.engine import facts
from canbo.engine.facts import DATE_KINDS, Fact, FactKind, ParticularKind, Sex
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import NotADate, PartialDate, Validity

if TYPE_CHECKING:
    from canbo.engine.law import Law

_SHARED = frozenset(one.name for one in fields(Fact))
_A_DATE = "1979, 7/2011, 05/08/2011"
_DAYS = ("begins", "ends", "known_by")
_TRUE = frozenset({"1", "true", "yes", "có", "co"})
_FALSE = frozenset({"0", "false", "no", "không", "khong"})


class ValueRefused(Refusal):
    """A `field=value` cannot be read, or a field that the fact needs is not given."""


def class_of(kind: FactKind) -> type[Fact]:
    """The engine's class of a kind: rank_holding is RankHolding."""
    found: type[Fact] = getattr(facts, "".join(part.title() for part in kind.value.split("_")))
    return found


def split(words: Iterable[str]) -> dict[str, str]:
    """Take `field=value` apart. Raises ValueRefused (`fact_value_malformed`)."""
    found = {}
    for one in words:
        name, equals, value = one.partition("=")
        if not equals or not name.strip():
            raise ValueRefused("fact_value_malformed", {"found": one})
        found[name.strip()] = value.strip()
    return found


def read_values(
    kind: FactKind, typed: Mapping[str, str], law: Law, before: Fact | None = None
) -> dict[str, Any]:
    """Read the values of a fact's own fields; days are left to `read_validity`.

    `before` is the fact that is corrected.

    "" takes a value away where the field may be empty. Raises ValueRefused
    (`fact_field_unknown`, `fact_value_unreadable`), ReferenceUnknown, UnitUnknown.
    """
    hints = get_type_hints(class_of(kind))
    found = {}
    for name, words in typed.items():
        if name in _DAYS:
            continue
        if name in _SHARED or name not in hints:
            allowed = ", ".join([*sorted(set(hints) - _SHARED), *_DAYS])
            raise ValueRefused("fact_field_unknown", {"field": name, "expected": allowed})
        found[name] = _read(name, words, hints[name], law)
    if kind is FactKind.PARTICULAR and "value" in found:
        told = found.get("kind") or getattr(before, "kind", None)
        found["value"] = _particular(told, found["value"])
    return found


_SEXES = {"nam": Sex.MALE, "nữ": Sex.FEMALE, "m": Sex.MALE, "f": Sex.FEMALE}


def _particular(kind: ParticularKind | None, words: str) -> str:
    """The value of a particular as it is stored: dates in ISO form, a sex by its letter."""
    if kind is ParticularKind.SEX:
        if words.lower() not in _SEXES:
            raise _unreadable("value", words, "nam, nữ")
        return _SEXES[words.lower()].value
    if kind in DATE_KINDS:
        written = _partial("value", words)
        if written is None:
            raise _unreadable("value", words, _A_DATE)
        return written.iso()
    return words


def read_validity(typed: Mapping[str, str], before: Validity | None = None) -> Validity:
    """Read when the fact holds; days that are not typed stay as they were.

    Raises ValueRefused (`fact_value_unreadable`, `fact_days_reversed`).
    """
    was = before or Validity()
    days = {
        name: _partial(name, typed[name]) if name in typed else getattr(was, name)
        for name in ("begins", "ends")
    }
    known_by = was.known_by
    if "known_by" in typed:
        seen = _partial("known_by", typed["known_by"])
        known_by = seen.latest if seen else None
    begins, ends = days["begins"], days["ends"]
    if begins and ends and ends.latest < begins.earliest:
        raise ValueRefused("fact_days_reversed", {"begins": str(begins), "ends": str(ends)})
    return Validity(begins, ends, known_by)


def missing(kind: FactKind, values: Mapping[str, Any]) -> list[str]:
    """The fields without which there is no such fact, and which are not given."""
    return [
        one.name
        for one in fields(class_of(kind))
        if one.name not in _SHARED
        and one.default is MISSING
        and one.default_factory is MISSING
        and one.name not in values
    ]


def _read(name: str, words: str, hint: Any, law: Law) -> Any:
    optional, wanted = _bare(hint)
    if not words and optional:
        return None
    if wanted is UUID:
        return _referred(name, words, law)
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return _member(name, words, wanted)
    reader = _READERS.get(wanted)
    return reader(name, words) if reader else words


def _bare(hint: Any) -> tuple[bool, Any]:
    """Whether None is allowed, and the type without it."""
    if get_origin(hint) is not types.UnionType:
        return False, hint
    kinds = [one for one in get_args(hint) if one is not type(None)]
    return len(kinds) < len(get_args(hint)), kinds[0]


def _referred(name: str, words: str, law: Law) -> UUID:
    from canbo.records import access
    from canbo.records.access import references

    if name == "person":
        return UUID(words)
    if name.endswith("post"):
        return references.resolve_post(words, law=law, meanings=_meanings)
    resolver = references.RESOLVERS.get(name)
    return resolver(words) if resolver else access.resolve_unit(code=words)


def _meanings(title: str) -> set[str]:
    """The codes of posts that offices write so: "CT UBND"."""
    from canbo.records.operations import vocabulary

    found = (vocabulary().posts.find(title, level) for level in facts.UnitLevel)
    return {entry.code for entry in found if entry is not None}


def _member(name: str, words: str, wanted: type[StrEnum]) -> StrEnum:
    try:
        return wanted(words)
    except ValueError:
        raise _unreadable(name, words, ", ".join(wanted)) from None


def _partial(name: str, words: str) -> PartialDate | None:
    if not words:
        return None
    try:
        return PartialDate.parse(words)
    except NotADate:
        raise _unreadable(name, words, _A_DATE) from None


def _truth(name: str, words: str) -> bool:
    if words.lower() in _TRUE | _FALSE:
        return words.lower() in _TRUE
    raise _unreadable(name, words, "có, không")


def _number(name: str, words: str) -> int:
    if words.isascii() and words.isdigit():
        return int(words)
    raise _unreadable(name, words, "1, 2, 3 …")


_READERS: Mapping[Any, Callable[[str, str], Any]] = {
    PartialDate: _partial,
    bool: _truth,
    int: _number,
}


def _unreadable(name: str, words: str, expected: str) -> ValueRefused:
    data = {"field": name, "found": words, "expected": expected}
    return ValueRefused("fact_value_unreadable", data)
