"""The register of the law for pages and commands: texts, regimes, what changed, what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from canbo.engine.law import Law, LegalText, Regime, Room
from canbo.engine.law.changes import (
    Change,
    ChangeKind,
    all_rules,
    changes,
    line_of,
    text_changes,
)
from canbo.engine.refusal import Refusal
from canbo.engine.vietnamese import search_key
from canbo.reporting.law_lines import (
    RuleLine,
    TextLine,
    bounds,
    days_words,
    is_open,
    rule_line,
    text_line,
)
from canbo.reporting.rule_labels import ROOMS


@dataclass(frozen=True, slots=True)
class TextPage:
    """A text with its relations to others, the regimes that stand on it and what it gives."""

    line: TextLine
    replaces: tuple[TextLine, ...]
    replaced_by: tuple[TextLine, ...]
    amends: tuple[TextLine, ...]
    amended_by: tuple[TextLine, ...]
    regimes: tuple[Regime, ...]
    posts: tuple[str, ...]  # "X01 Bí thư Đảng ủy"
    rules: tuple[RuleLine, ...]
    set_rules: tuple[RuleLine, ...]  # of other texts, set by this document of the home


@dataclass(frozen=True, slots=True)
class RegimeLine:
    """A regime in a list, with how many rules it has and how many of them are still open."""

    id: str
    name: str
    first: date | None
    last: date | None
    is_in_force: bool
    rules: int
    open: int

    @property
    def days(self) -> str:
        """When it is in force, in words."""
        return days_words(self.first, self.last)


@dataclass(frozen=True, slots=True)
class RegimePage:
    """A regime with the one before, those after, and its rules in the order of the law."""

    line: RegimeLine
    room: str
    text: TextLine
    article: str
    before: RegimeLine | None
    after: tuple[RegimeLine, ...]
    rules: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A rule that began, ended or changed; either side may be missing."""

    kind: str
    subject: str
    before: RuleLine | None
    after: RuleLine | None


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """What changed between two days: texts, and rules by what happened to them."""

    texts_began: tuple[TextLine, ...]
    texts_ended: tuple[TextLine, ...]
    rules: tuple[tuple[str, str, tuple[ChangeLine, ...]], ...]  # kind, its name, the lines


KIND_NAMES = {
    ChangeKind.CHANGED: "Thay đổi",
    ChangeKind.BEGAN: "Bắt đầu có",
    ChangeKind.ENDED: "Không còn",
    ChangeKind.KEPT: "Giữ nguyên, theo văn bản khác",
}


def list_texts(law: Law, *, search: str = "", kind: str = "", day: date | None) -> list[TextLine]:
    """The texts whose number, title or issuer holds all words; the latest first.

    `kind` is one of `law_lines.KINDS`, "" for all; `day`: only those in force on it.
    """
    words = search_key(search).split()
    found = []
    for text in law.texts.values():
        line = text_line(text)
        told = search_key(f"{text.number} {text.title} {text.issuer}")
        fits = all(word in told for word in words) and kind in ("", line.kind)
        if fits and (day is None or day in text.in_force):
            found.append(line)
    return sorted(found, key=lambda line: line.issued, reverse=True)


def find_text(law: Law, wanted: str) -> LegalText | None:
    """Find a text by its id, or by its number in any spelling."""
    if wanted in law.texts:
        return law.texts[wanted]
    key = search_key(wanted)
    return next((text for text in law.texts.values() if search_key(text.number) == key), None)


def get_text(law: Law, id_: str) -> TextPage:
    """Give a text with all that it gives; raises Refusal `law_text_unknown` (text)."""
    text = law.texts.get(id_)
    if text is None:
        raise Refusal("law_text_unknown", {"text": id_})
    rules = all_rules(law)
    return TextPage(
        line=text_line(text),
        replaces=_lines(law, text.replaces),
        replaced_by=_lines(law, [t.id for t in law.texts.values() if id_ in t.replaces]),
        amends=_lines(law, text.amends),
        amended_by=_lines(law, [t.id for t in law.texts.values() if id_ in t.amends]),
        regimes=tuple(r for r in law.regimes.values() if r.citation.text == id_),
        posts=tuple(
            f"{post.code} {post.name}"
            for post in law.posts.values()
            if post.citation is not None and post.citation.text == id_
        ),
        rules=tuple(rule_line(rule, law) for rule in rules if rule.citation.text == id_),
        set_rules=tuple(
            rule_line(rule, law)
            for rule in rules
            if rule.citation.set_by == id_ and rule.citation.text != id_
        ),
    )


def list_regimes(law: Law, day: date) -> list[tuple[str, list[RegimeLine]]]:
    """The regimes of each part of personnel work: those that followed each other together."""

    def place(regime: Regime) -> tuple[date, str, date]:
        first = law.regimes[line_of(law, regime.id)]
        return _begins(first), first.id, _begins(regime)

    lines = _regime_lines(law, day)
    rooms = []
    for room in Room:
        of_room = [regime for regime in law.regimes.values() if regime.room is room]
        of_room.sort(key=place)
        if of_room:
            rooms.append((ROOMS[room], [lines[regime.id] for regime in of_room]))
    return rooms


def get_regime(law: Law, id_: str, day: date) -> RegimePage:
    """Give a regime with its rules; raises Refusal `law_regime_unknown` (regime)."""
    regime = law.regimes.get(id_)
    if regime is None:
        raise Refusal("law_regime_unknown", {"regime": id_})
    lines = _regime_lines(law, day)
    return RegimePage(
        line=lines[id_],
        room=ROOMS[regime.room],
        text=text_line(law.texts[regime.citation.text]),
        article=regime.citation.article,
        before=lines.get(regime.follows),
        after=tuple(lines[r.id] for r in law.regimes.values() if r.follows == id_),
        rules=tuple(rule_line(rule, law) for rule in law.rules if rule.regime == id_),
    )


def compare_days(law: Law, first: date, second: date) -> ChangesPage:
    """Tell what texts and rules began, ended or changed from one day to another."""
    texts = text_changes(law, first, second)
    lines = [_change_line(change, law) for change in changes(law, first, second)]
    kinds = (
        (kind.value, name, tuple(line for line in lines if line.kind == kind.value))
        for kind, name in KIND_NAMES.items()
    )
    return ChangesPage(
        tuple(text_line(text) for text in texts.began),
        tuple(text_line(text) for text in texts.ended),
        tuple(kind for kind in kinds if kind[2]),
    )


def list_open(law: Law, day: date | None) -> list[RuleLine]:
    """The values that the texts leave to the office and no document of the home has set."""
    return [
        rule_line(rule, law)
        for rule in all_rules(law)
        if is_open(rule) and (day is None or day in rule.in_force)
    ]


def list_own(law: Law) -> list[RuleLine]:
    """The rules that documents of the home have set."""
    return [rule_line(rule, law) for rule in all_rules(law) if rule.citation.set_by]


def _begins(regime: Regime) -> date:
    return regime.in_force.begins or date.min


def _lines(law: Law, ids: list[str] | tuple[str, ...]) -> tuple[TextLine, ...]:
    return tuple(text_line(law.texts[id_]) for id_ in ids)


def _regime_lines(law: Law, day: date) -> dict[str, RegimeLine]:
    counts = {id_: [0, 0] for id_ in law.regimes}
    for rule in law.rules:
        counts[rule.regime][0] += 1
        counts[rule.regime][1] += is_open(rule)
    return {
        id_: RegimeLine(
            id_, regime.name, *bounds(regime.in_force), day in regime.in_force, *counts[id_]
        )
        for id_, regime in law.regimes.items()
    }


def _change_line(change: Change, law: Law) -> ChangeLine:
    before = rule_line(change.before, law) if change.before else None
    after = rule_line(change.after, law) if change.after else None
    shown = after or before
    return ChangeLine(change.kind.value, shown.subject if shown else "", before, after)
