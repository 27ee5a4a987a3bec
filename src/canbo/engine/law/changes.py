"""What of the law began, ended or changed between two days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from canbo.engine.law.regimes import (
    CodeList,
    PayScale,
    PostSet,
    ProcessStep,
    RatingLevel,
    RegimeRule,
)
from canbo.engine.law.values import Equivalence, Law, LegalText, RetirementAge, Standard

Rule = Standard | Equivalence | RetirementAge | RegimeRule
# what two rules of one matter may differ in and still answer the same question
_ANSWERS = frozenset(
    {"id", "in_force", "citation", "authority", "amount", "by_office", "force", "instead_of"}
)
_OWN_ANSWERS: Mapping[type, frozenset[str]] = {
    CodeList: frozenset({"codes"}),
    PayScale: frozenset({"first", "last", "steps", "increment", "months"}),
    PostSet: frozenset({"posts"}),
    ProcessStep: frozenset({"body", "base"}),
    RatingLevel: frozenset({"code", "name"}),
}
_NO_ANSWER = frozenset({"id", "in_force", "citation", "regime", "instead_of"})
_OF_STANDARDS = frozenset(
    {"id", "in_force", "citation", "grace_until", "grace_years", "requirement"}
)
_OF_EQUIVALENCES = frozenset({"id", "in_force", "citation", "gained_before"})


class ChangeKind(StrEnum):
    """What happened to a rule between two days."""

    BEGAN = "began"
    ENDED = "ended"
    CHANGED = "changed"  # another rule of the same matter, with another value
    KEPT = "kept"  # another rule of the same matter, with the same value: only the text differs


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the rule of the first day, the rule of the second, or both."""

    kind: ChangeKind
    before: Rule | None
    after: Rule | None


@dataclass(frozen=True, slots=True)
class TextChanges:
    """The texts that came into force and those that went out of force between two days."""

    began: tuple[LegalText, ...]
    ended: tuple[LegalText, ...]


def matter_of(rule: RegimeRule) -> tuple[Any, ...]:
    """What a rule speaks of: all but its answer; a rule in words alone is told by its words."""
    own = _OWN_ANSWERS.get(type(rule), frozenset())
    is_told_by_words = rule.amount is None and not rule.by_office and not own
    return _key(rule, _ANSWERS | own | (frozenset() if is_told_by_words else {"words"}))


def all_rules(law: Law) -> tuple[Rule, ...]:
    """Every rule of the law that has days, in the order of its lists."""
    return (*law.standards, *law.equivalences, *law.retirement, *law.rules)


def changes(law: Law, first: date, second: date) -> list[Change]:
    """Compare the rules in force on two days, in the order of the law's lists.

    Rules of one matter are paired, also where one regime followed the other; where several of one
    matter stand on a side and cannot be told apart, each begins or ends by itself.
    """
    rules = all_rules(law)
    gone = [rule for rule in rules if first in rule.in_force and second not in rule.in_force]
    new = [rule for rule in rules if second in rule.in_force and first not in rule.in_force]
    pairs: dict[str, Rule] = {}
    lines = {id_: line_of(law, id_) for id_ in law.regimes}
    for loosely in (False, True):
        taken = {rule.id for rule in pairs.values()}
        before = _by_matter((r for r in gone if r.id not in pairs), lines, loosely=loosely)
        after = _by_matter((r for r in new if r.id not in taken), lines, loosely=loosely)
        for key, olds in before.items():
            if len(olds) == 1 and len(after.get(key, ())) == 1:
                pairs[olds[0].id] = after[key][0]
    paired = {rule.id for rule in pairs.values()}
    found = [_change(rule, pairs.get(rule.id)) for rule in gone]
    return [*found, *(Change(ChangeKind.BEGAN, None, r) for r in new if r.id not in paired)]


def text_changes(law: Law, first: date, second: date) -> TextChanges:
    """Compare the texts in force on two days, those first that came into force first."""
    texts = sorted(law.texts.values(), key=lambda text: text.in_force.begins or date.min)
    return TextChanges(
        tuple(t for t in texts if second in t.in_force and first not in t.in_force),
        tuple(t for t in texts if first in t.in_force and second not in t.in_force),
    )


def _change(before: Rule, after: Rule | None) -> Change:
    if after is None:
        return Change(ChangeKind.ENDED, before, None)
    same = _answer(before) == _answer(after)
    return Change(ChangeKind.KEPT if same else ChangeKind.CHANGED, before, after)


def _answer(rule: Rule) -> tuple[Any, ...]:
    """The answer that a rule gives, without its citation."""
    if isinstance(rule, Standard):
        return (_frozen(rule.requirement), rule.grace_until, rule.grace_years)
    if isinstance(rule, RetirementAge):
        return (rule.age,)
    if isinstance(rule, Equivalence):
        return (rule.gained_before,)
    return _key(rule, _NO_ANSWER)


def line_of(law: Law, regime: str) -> str:
    """The first of the regimes that followed each other down to this one."""
    seen = [regime]
    while (before := law.regimes[seen[-1]].follows) in law.regimes and before not in seen:
        seen.append(before)
    return seen[-1]


def _by_matter(
    rules: Iterable[Rule], lines: Mapping[str, str], *, loosely: bool
) -> dict[Any, list[Rule]]:
    found: dict[Any, list[Rule]] = {}
    for rule in rules:
        line = lines[rule.regime] if isinstance(rule, RegimeRule) else ""
        found.setdefault((line, _across(rule, loosely=loosely)), []).append(rule)
    return found


def _across(rule: Rule, *, loosely: bool) -> tuple[Any, ...]:
    """The matter of a rule in a line of regimes; loosely: whatever its words."""
    if isinstance(rule, Standard):
        return (*_key(rule, _OF_STANDARDS), rule.requirement.entry_only)
    if isinstance(rule, RetirementAge):
        return ("retirement", rule.sex, rule.born)
    if isinstance(rule, Equivalence):
        return ("equivalence", *_key(rule, _OF_EQUIVALENCES))
    matter = (part for part in matter_of(rule) if part[0] != "regime")
    return (type(rule).__name__, *(part for part in matter if not loosely or part[0] != "words"))


def _key(rule: Any, ignored: Iterable[str]) -> tuple[Any, ...]:
    kept = (field.name for field in fields(rule) if field.name not in ignored)
    return tuple((name, _frozen(getattr(rule, name))) for name in kept)


def _frozen(value: Any) -> Any:
    """A value that can be a key, whatever mapping it is or holds."""
    if isinstance(value, Mapping):
        return tuple(value.items())
    if hasattr(value, "__dataclass_fields__"):
        return _key(value, ())
    return value
