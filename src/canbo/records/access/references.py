"""Which post, class, term, election, scheme or standing fact the words of a person mean.

Words that fit nothing, or several things, are refused with the nearest candidates: nothing is
guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from difflib import get_close_matches
from uuid import UUID

from canbo.accounts.actor import Actor
from canbo.engine.facts import Fact, FactKind
from canbo.engine.law import Law
from canbo.engine.refusal import Refusal
from canbo.engine.timeline import Perspective
from canbo.engine.vietnamese import spelling_key
from canbo.records.access.officials import LARGEST_PAGE, list_officials
from canbo.records.access.rights import may_see
from canbo.records.access.unit_words import resolve_unit
from canbo.records.access.values import OfficialNotFound, OfficialRow
from canbo.records.models.shapes import SHAPES
from canbo.records.queries import registers
from canbo.records.queries.merges import survivor_of
from canbo.records.queries.stored import read_facts

_MOST_NAMED = 5
AT = "@"  # between a post's title and its unit: "X05@phường Trường Sơn"


class ReferenceUnknown(Refusal):
    """Nothing, or more than one thing, of today's lists is called so."""

    def __init__(self, field: str, found: str, candidates: Iterable[str], *, several: bool) -> None:
        named = "; ".join(sorted(set(candidates))[:_MOST_NAMED])
        code = "reference_ambiguous" if several else "reference_unknown"
        super().__init__(code, {"field": field, "found": found, "candidates": named or "–"})


def resolve_person(words: str, *, actor: Actor, at: datetime, perspective: Perspective) -> UUID:
    """Find a person whom the actor may see, by id or by the whole name.

    The id of a record that was joined into another leads to that one.

    Raises OfficialNotFound, ReferenceUnknown.
    """
    identity = _as_id(words)
    if identity is not None:
        if not may_see(identity, actor=actor, at=at):
            raise OfficialNotFound(identity)
        return survivor_of(identity)
    page = list_officials(
        actor=actor, at=at, perspective=perspective, search=words, size=LARGEST_PAGE
    )
    key = spelling_key(words)
    found = {row.id: _described(row) for row in page.rows if spelling_key(row.name) == key}
    return _only(found, "person", words, [row.name for row in page.rows])


def _described(row: OfficialRow) -> str:
    posts = (f"{post.title}, {post.unit_name}" for post in row.posts)
    return ", ".join(filter(None, (row.name, str(row.birth or ""), *posts)))


def resolve_post(
    words: str, *, law: Law, meanings: Callable[[str], Collection[str]] = lambda _title: ()
) -> UUID:
    """Find a post by its id, or by a title (code or name) `@` a unit.

    `meanings` gives the codes that a way of writing a title may mean. Raises ReferenceUnknown,
    UnitUnknown.
    """
    identity = _as_id(words)
    if identity is not None:
        return _known(identity, "post", words, (post.id for post in registers.live_posts()))
    title, _, place = words.rpartition(AT)
    unit = resolve_unit(code=place.strip())
    titles = _titles(title, law) | set(meanings(title))
    posts = [post for post in registers.live_posts() if post.unit == unit]
    found = {
        post.id: post.title_as_written
        for post in posts
        if post.title in titles or spelling_key(post.title_as_written) == spelling_key(title)
    }
    near = [f"{post.title} {post.title_as_written}".strip() for post in posts]
    return _only(found, "post", words, near)


def _titles(words: str, law: Law) -> set[str]:
    """The codes of the law's list that a title may mean."""
    key = spelling_key(words)
    return {
        code
        for code, title in law.posts.items()
        if key in {spelling_key(one) for one in (code, title.name, *title.synonyms)}
    }


def resolve_class(words: str) -> UUID:
    """Find a class by its id or its name. Raises ReferenceUnknown."""
    return _named("training_class", words, {one.id: one.name for one in registers.live_classes()})


def resolve_scheme(words: str) -> UUID:
    """Find a scheme by its id or its name. Raises ReferenceUnknown."""
    return _named("scheme", words, {one.id: one.name for one in registers.live_schemes()})


def resolve_term(words: str) -> UUID:
    """Find a term by its id, or as "XV" or "2010-2015", with `@` and its unit where several fit.

    Raises ReferenceUnknown, UnitUnknown.
    """
    title, _, place = words.rpartition(AT)
    unit = resolve_unit(code=place.strip()) if title else None
    named = {}
    for term in registers.live_terms():
        if unit in (None, term.unit):
            years = "-".join(str(day.year) for day in (term.begins, term.ends) if day)
            named[term.id] = (term.ordinal, years, f"{term.ordinal} {years}")
    return _called("term", title or words, named)


def resolve_election(words: str) -> UUID:
    """Find an election by its id, its name or its day. Raises ReferenceUnknown."""
    named = {
        one.id: (
            one.name,
            one.day.iso() if one.day else "",
            str(one.day or ""),
            ", ".join(part for part in (one.name, str(one.day or "")) if part),
        )
        for one in registers.live_elections()
    }
    return _called("election", words, named)


RESOLVERS: Mapping[str, Callable[[str], UUID]] = {
    "training_class": resolve_class,
    "scheme": resolve_scheme,
    "term": resolve_term,
    "election": resolve_election,
}


def standing_fact(words: str) -> tuple[FactKind, Fact]:
    """Find a fact by its id, or the standing one by its key. Raises ReferenceUnknown."""
    identity = _as_id(words)
    for kind in SHAPES if identity is not None else ():
        wanted = "id = %(id)s OR (key = %(id)s AND voided_at IS NULL)"
        found = read_facts(kind, wanted, {"id": identity})
        if found:
            return kind, found[0]
    raise ReferenceUnknown("fact", words, (), several=False)


def _named(field: str, words: str, named: Mapping[UUID, str]) -> UUID:
    return _called(field, words, {one: (name,) for one, name in named.items()})


def _called(field: str, words: str, named: Mapping[UUID, tuple[str, ...]]) -> UUID:
    identity = _as_id(words)
    if identity is not None:
        return _known(identity, field, words, named)
    key = spelling_key(words)
    found = {
        one: names[-1]
        for one, names in named.items()
        if key in {spelling_key(name) for name in names if name.strip()}
    }
    return _only(found, field, words, [names[-1] for names in named.values()])


def _known(identity: UUID, field: str, words: str, known: Iterable[UUID]) -> UUID:
    if identity not in set(known):
        raise ReferenceUnknown(field, words, (), several=False)
    return identity


def _only(found: Mapping[UUID, str], field: str, words: str, others: Iterable[str]) -> UUID:
    if len(found) == 1:
        return next(iter(found))
    if found:
        told = [f"{name} ({one})" for one, name in found.items()]
        raise ReferenceUnknown(field, words, told, several=True)
    keys = {spelling_key(one): one for one in others}
    near = get_close_matches(spelling_key(words), keys, n=_MOST_NAMED, cutoff=0.3)
    if len(keys) <= _MOST_NAMED:
        near = list(keys)  # so few that all can be named
    raise ReferenceUnknown(field, words, [keys[one] for one in near], several=False)


def _as_id(words: str) -> UUID | None:
    try:
        return UUID(words.strip())
    except ValueError:
        return None
