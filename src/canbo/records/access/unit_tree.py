"""Units of a day level by level, with how many people hold posts below each, and their search.

Units are no secret; people are counted within the actor's rights.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from canbo.accounts.actor import Actor
from canbo.engine.timeline import Perspective
from canbo.engine.units.past import UnitPast
from canbo.engine.vietnamese import search_key, sort_key
from canbo.records.access.rights import scope_of, seen_from
from canbo.records.queries import sql
from canbo.records.queries.lineages import read_past
from canbo.records.queries.moment import one_moment
from canbo.records.queries.standing import Standing, read_standing

_MOST_WORDS = 8
_LETTERS = "".join(
    letter
    for code in (*range(0xC0, 0x180), *range(0x1A0, 0x1B1), *range(0x1EA0, 0x1F00))
    if (letter := chr(code)).islower() and len(search_key(letter)) == 1
)
_PLAIN = "".join(search_key(letter) for letter in _LETTERS)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in a list: how it is called on the day, who is below it.

    `people` and `waiting` (of them, in units that are gone) count those whom the actor may see.
    `path`: the units above, the nearest first. `matched`: the name by which a search found it.
    """

    id: UUID
    code: str
    name: str
    path: tuple[str, ...]
    stands: bool
    is_waiting: bool
    children: int
    people: int
    waiting: int
    matched: str = ""


@dataclass(frozen=True, slots=True)
class UnitLines:
    """A page of a list of units; `empty` are those left out because nobody is below them.

    `own` is the unit that they are right below.
    """

    rows: tuple[UnitLine, ...]
    page: int
    total: int
    has_next: bool
    empty: int = 0
    own: UnitLine | None = None


def unit_branch(  # noqa: PLR0913 - the whole question of a page, each part by its name
    *,
    parent: UUID | None,
    actor: Actor,
    at: datetime,
    perspective: Perspective,
    everything: bool = False,
    page: int = 1,
    size: int = 200,
) -> UnitLines:
    """Give the units right below one, or the outermost ones, in Vietnamese order.

    Where people are below some of them, those without anybody are left out and counted, unless
    `everything` is asked for.
    """
    with one_moment():
        tree = _Tree.of(read_standing(perspective))
        found = tree.children.get(parent, [])
        top = [parent] if parent else []
        counted = _people([*found, *top], tree, actor, at, perspective)
        is_empty = not any(unit in counted.all for unit in found)
        shown = [unit for unit in found if everything or is_empty or unit in counted.all]
        past = read_past([*shown, *top], perspective.known_at)
        lines = [_line(unit, tree, past, counted, perspective.as_of) for unit in shown]
        own = [_line(unit, tree, past, counted, perspective.as_of) for unit in top]
    lines.sort(key=lambda line: (sort_key(line.name), line.code, str(line.id)))
    first = (max(1, page) - 1) * size
    return UnitLines(
        rows=tuple(lines[first : first + size]),
        page=max(1, page),
        total=len(lines),
        has_next=len(lines) > first + size,
        empty=len(found) - len(shown),
        own=own[0] if own else None,
    )


@dataclass(frozen=True, slots=True)
class UnitBranch:
    """A unit with those below it, as far as they are shown; `left_out` are not.

    `empty` units right below, of whom nobody is known, are not shown where others have people.
    """

    line: UnitLine
    below: tuple[UnitBranch, ...]
    left_out: int = 0
    empty: int = 0

    @property
    def all_empty(self) -> int:
        """How many units in all are not shown because nobody is below them."""
        return self.empty + sum(each.all_empty for each in self.below)


def unit_chart(
    *, top: UUID, actor: Actor, at: datetime, perspective: Perspective, most: int
) -> UnitBranch | None:
    """Give a unit and all below it on the day, level by level until `most` units are shown.

    None where the unit does not stand on the day.
    """
    with one_moment():
        tree = _Tree.of(read_standing(perspective))
        if top not in tree.above:
            return None
        shown, level = {top}, [top]
        while level := [unit for each in level for unit in tree.children.get(each, ())]:
            if len(shown) + len(level) > most:
                break
            shown.update(level)
        counted = _people(shown, tree, actor, at, perspective)
        past = read_past(shown, perspective.known_at)
    lines = {unit: _line(unit, tree, past, counted, perspective.as_of) for unit in shown}

    def branch(unit: UUID) -> UnitBranch:
        found = [each for each in tree.children.get(unit, ()) if each in shown]
        below = [each for each in found if lines[each].people] or found
        below.sort(key=lambda each: (sort_key(lines[each].name), str(each)))
        left_out = 0 if found else len(tree.children.get(unit, ()))
        empty = len(found) - len(below)
        return UnitBranch(lines[unit], tuple(map(branch, below)), left_out, empty)

    return branch(top)


def search_units(
    *,
    words: str,
    actor: Actor,
    at: datetime,
    perspective: Perspective,
    page: int = 1,
    size: int = 50,
) -> UnitLines:
    """Find units by words of any name they ever had (marks and capitals aside), or by code.

    Those of the day come first, then those whose name is just these words.
    """
    key = search_key(words)
    parts = key.split()[:_MOST_WORDS]
    if not parts:
        return UnitLines((), 1, 0, has_next=False)
    page = max(1, page)
    values = {
        **sql.perspective(perspective), "from": _LETTERS, "to": _PLAIN, "code": words.strip(),
        "key": key, "parts": [rf"\m{part}" for part in parts], "limit": size + 1,
        "offset": (page - 1) * size,
    }  # fmt: skip
    with one_moment():
        rows = sql.rows(_SEARCH, values)
        tree = _Tree.of(read_standing(perspective))
        found = [row[0] for row in rows[:size]]
        counted = _people(found, tree, actor, at, perspective)
        past = read_past(found, perspective.known_at)
    lines = tuple(
        _line(row[0], tree, past, counted, perspective.as_of, matched=row[1]) for row in rows[:size]
    )
    total = rows[0][2] if rows else 0
    return UnitLines(lines, page, total, has_next=len(rows) > size)


_SEARCH = f"""
    SELECT unit_id, name, count(*) OVER () FROM (
        SELECT DISTINCT ON (n.unit_id) n.unit_id, n.name,
               bool_or(n.valid @> %(as_of)s::date) OVER (PARTITION BY n.unit_id) AS stands,
               k.key = %(key)s OR k.key LIKE '%% ' || %(key)s OR n.code = %(code)s AS just
          FROM records_unitname n JOIN records_unit u ON u.id = n.unit_id
         CROSS JOIN LATERAL (
               SELECT translate(lower(n.name), %(from)s, %(to)s) AS key) k
         WHERE {sql.known("n")} AND u.withdrawn_at IS NULL
           AND (n.code = %(code)s OR k.key ~* ALL(%(parts)s::text[]))
         ORDER BY n.unit_id, {sql.nearest("n.valid")}) found
    ORDER BY stands DESC, just DESC, name, unit_id LIMIT %(limit)s OFFSET %(offset)s"""  # noqa: S608


# --- the tree of a day ----------------------------------------------------------------------------


@dataclass(slots=True)
class _Tree:
    standing: Standing
    above: dict[UUID, UUID | None] = field(default_factory=dict)
    children: dict[UUID | None, list[UUID]] = field(default_factory=dict)

    @classmethod
    def of(cls, standing: Standing) -> _Tree:
        above = {**standing.placed, **standing.waiting}
        children: dict[UUID | None, list[UUID]] = defaultdict(list)
        for unit, parent in above.items():
            children[parent if parent in above else None].append(unit)
        return cls(standing, above, children)


@dataclass(frozen=True, slots=True)
class _Counted:
    all: Mapping[UUID, int]
    waiting: Mapping[UUID, int]


_COUNTED = f"""SELECT s.top, count(DISTINCT h.person_id),
        count(DISTINCT h.person_id) FILTER (WHERE q.unit_id = ANY(%(gone)s::uuid[]))
    FROM unnest(%(tops)s::uuid[], %(units)s::uuid[]) AS s(top, unit)
    JOIN records_post q ON q.unit_id = s.unit
    JOIN records_tenure h ON h.post_id = q.id
    WHERE {sql.holds("h")} AND {{scope}} GROUP BY s.top"""  # noqa: S608 - conditions of this app


def _people(
    tops: Iterable[UUID], tree: _Tree, actor: Actor, at: datetime, asked: Perspective
) -> _Counted:
    """Count the people below each unit whom the actor may see; one person once in each."""
    pairs = [(top, unit) for top in tops for unit in _below(top, tree)]
    scope = scope_of(actor, at)
    values = {
        **seen_from(asked, scope),
        "tops": [top for top, _ in pairs],
        "units": [unit for _, unit in pairs],
        "gone": list(tree.standing.waiting),
    }
    rows = sql.rows(_COUNTED.format(scope=scope.condition("h.person_id")), values)
    return _Counted({row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows if row[2]})


def _below(top: UUID, tree: _Tree) -> set[UUID]:
    found: set[UUID] = set()
    waiting = [top]
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting.extend(tree.children.get(unit, ()))
    return found


def _line(
    unit: UUID, tree: _Tree, past: UnitPast, counted: _Counted, day: date, *, matched: str = ""
) -> UnitLine:
    called = past.called(unit, day)
    name = called.name if called else ""
    return UnitLine(
        id=unit,
        code=called.code if called else "",
        name=name,
        path=past.path(unit, day)[1:],
        stands=unit in tree.standing.placed,
        is_waiting=unit in tree.standing.waiting,
        children=len(tree.children.get(unit, ())),
        people=counted.all.get(unit, 0),
        waiting=counted.waiting.get(unit, 0),
        matched=matched if matched != name else "",
    )
