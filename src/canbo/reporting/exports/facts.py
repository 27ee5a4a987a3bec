"""Lists of facts, one row for each, and of units: what the office writes in lists of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from canbo.accounts.access import require
from canbo.accounts.actor import Actor
from canbo.accounts.roles import Permission
from canbo.engine import facts
from canbo.engine.facts import FactKind
from canbo.engine.vietnamese import search_key
from canbo.exchange.workbooks.keys import DERIVED, KeyColumn, Reads, Value
from canbo.exchange.workbooks.writing import ListColumn, ListRow
from canbo.law import load
from canbo.records import access as records
from canbo.reporting.exports.fact_columns import FACT_LISTS, FactColumn, FactList, columns_of
from canbo.reporting.exports.people import PersonColumn, named_columns
from canbo.reporting.exports.writing import (
    Export,
    Exported,
    ExportRefused,
    Sheet,
    unit_asked,
    write_export,
)
from canbo.reporting.fact_words import FactWriter
from canbo.reporting.vocabulary_words import value_words

_SECRET = 1  # the level of secrecy that planning and votes have


@dataclass(frozen=True, slots=True)
class ListWriter(FactWriter):
    """Puts facts into words for lists: posts and their units apart."""

    lineage_of: Callable[[UUID], tuple[str, ...]] = lambda _: ()

    def title(self, post: UUID) -> str:
        """The title of a post without its unit."""
        found = self.snapshot.posts.get(post)
        if found is None:
            return str(post)
        known = self.law.posts.get(found.title)
        return known.name if known else found.title_as_written

    def lineage(self, post: UUID) -> str:
        """The unit of a post with those above it."""
        found = self.snapshot.posts.get(post)
        return ", ".join(self.lineage_of(found.unit)) if found else ""


def may_see_secrets(actor: Actor) -> bool:
    """Whether a grant of the actor opens who is planned and how people voted."""
    grants = actor.grants_for(Permission.SEE_OFFICIALS)
    return any(grant.secrecy >= _SECRET for grant in grants)


def lists_for(actor: Actor) -> tuple[FactList, ...]:
    """The lists of facts that the actor may export."""
    if not actor.may(Permission.SEE_OFFICIALS):
        return ()
    secrets = may_see_secrets(actor)
    return tuple(one for one in FACT_LISTS.values() if secrets or not one.is_secret)


def export_facts(
    export: Export, *, name: str, search: str = "", unit: str | None = None
) -> Exported:
    """Write all facts of one kind of those whom the actor may see, also of days past.

    Raises AccountRefused (`not_allowed`), ExportRefused (`export_kind_unknown`,
    `export_is_secret`), UnitUnknown.
    """
    require(export.actor, Permission.SEE_OFFICIALS)
    wanted = _wanted(name, export.actor)
    law, perspective = load(), export.perspective
    top = unit_asked(unit, export)
    people = records.people_listed(
        actor=export.actor, at=export.at, perspective=perspective, search=search, unit=top,
        holders_only=False,
    )  # fmt: skip
    columns = columns_of(wanted, law, may_see_secrets=may_see_secrets(export.actor))
    who = named_columns(law)
    names = records.unit_names(perspective)
    sheet = Sheet(
        kind=wanted.name,
        name=f"{wanted.label} {names.get(top, '') if top else ''}".strip(),
        title=wanted.title,
        notes=(f"Đơn vị: {names.get(top, '')}",) if top else (),
        columns=(*(one.column for one in who), *(one.column for one in columns)),
        told={"unit": unit or "", "searched": bool(search)},
    )
    writer = ListWriter(
        records.register_snapshot(perspective), law, {}, names,
        records.lineage_of_units(perspective),
    )  # fmt: skip
    return write_export(export, sheet, _rows(export, wanted.kind, people, (who, columns, writer)))


def _wanted(name: str, actor: Actor) -> FactList:
    wanted = FACT_LISTS.get(name)
    if wanted is None:
        raise ExportRefused("export_kind_unknown", {"list": name, "lists": ", ".join(FACT_LISTS)})
    if wanted.is_secret and not may_see_secrets(actor):
        raise ExportRefused("export_is_secret", {"list": wanted.label})
    return wanted


def _rows(
    export: Export,
    kind: FactKind,
    people: list[UUID],
    shown: tuple[tuple[PersonColumn, ...], tuple[FactColumn, ...], ListWriter],
) -> Iterator[ListRow]:
    """A row for each fact, person by person in the order of the list, then by day."""
    who, columns, writer = shown
    perspective = export.perspective
    secrets = records.open_secrets(actor=export.actor, at=export.at, known_at=perspective.known_at)
    facts = (fact for _, fact in records.facts_about(kind, people, perspective))
    found = [(fact.person, fact) for fact in secrets.told(facts)]
    named = dict.fromkeys(person for person, _ in found)
    lines = records.person_lines(tuple(named), perspective)
    line = next(lines, None)
    for person, fact in found:
        while line is not None and line.id != person:
            line = next(lines, None)
        if line is None:
            return
        yield ListRow(
            person,
            (*(one.show(line) for one in who), *(one.show(fact, writer) for one in columns)),
            (
                *(one.facts(line) for one in who),
                *(() if one.is_derived else (fact.key,) for one in columns),
            ),
        )


# --- units --------------------------------------------------------------------------------------


_LEVELS = tuple((value_words(one).capitalize(), one.value) for one in facts.UnitLevel)
_AREAS = (("Đồng bằng, đô thị", "delta"), ("Miền núi", "mountain"))
_GRADES = (("Loại I", "1"), ("Loại II", "2"), ("Loại III", "3"))
_UNIT_COLUMNS: tuple[tuple[FactKind, str, str, float, Reads, tuple[tuple[str, str], ...]], ...] = (
    (FactKind.UNIT_NAME, "name", "Tên đơn vị", 36, Reads.TEXT, ()),
    (FactKind.UNIT_NAME, "type", "Loại hình", 14, Reads.TEXT, ()),
    (FactKind.UNIT_NAME, "code", "Mã", 12, Reads.TEXT, ()),
    (FactKind.UNIT_PLACEMENT, "level", "Cấp", 12, Reads.CHOICE, _LEVELS),
    (FactKind.UNIT_PLACEMENT, "area", "Vùng", 18, Reads.CHOICE, _AREAS),
    (FactKind.UNIT_PLACEMENT, "grade", "Hạng", 12, Reads.CHOICE, _GRADES),
)


def _is_found(name: str, search: str) -> bool:
    words = search_key(name).split()
    return all(any(one.startswith(said) for one in words) for said in search_key(search).split())


def export_units(export: Export, *, search: str = "", unit: str | None = None) -> Exported:
    """Write the units of the day, each below the one above it; `unit`: only its subtree.

    `search`: beginnings of words of the name on the day, marks and capitals aside.

    Raises AccountRefused (`not_allowed`), UnitUnknown.
    """
    require(export.actor, Permission.SEE_OFFICIALS)
    perspective = export.perspective
    top = unit_asked(unit, export)
    inside = records.subtree(top, perspective) if top else None
    tree = [
        node
        for node in records.unit_tree(perspective)
        if (inside is None or node.id in inside) and _is_found(node.name, search)
    ]
    ids = [node.id for node in tree]
    said = {
        kind: records.facts_of_units(kind, ids, perspective)
        for kind in (FactKind.UNIT_NAME, FactKind.UNIT_PLACEMENT)
    }
    names = records.unit_names(perspective)
    own = [
        ListColumn(KeyColumn(f"{kind}::{attribute}", label, reads, choices), width)
        for kind, attribute, label, width, reads, choices in _UNIT_COLUMNS
    ]
    above = ListColumn(KeyColumn(f"{DERIVED}:parent", "Thuộc"), 30)

    def rows() -> Iterator[ListRow]:
        for node in tree:
            values: list[Value] = []
            keys: list[tuple[UUID, ...]] = []
            for kind, attribute, _, _, _, choices in _UNIT_COLUMNS:
                fact = said[kind].get(node.id)
                value = str(getattr(fact, attribute)) if fact is not None else ""
                values.append({code: words for words, code in choices}.get(value, value))
                keys.append((fact.key,) if fact is not None else ())
            parent = names.get(node.parent, "") if node.parent else ""
            yield ListRow(node.id, (*values, parent), (*keys, ()))

    sheet = Sheet(
        kind="units",
        name=f"Đơn vị {names.get(top, '') if top else ''}".strip(),
        title="DANH SÁCH ĐƠN VỊ",
        notes=(),
        columns=(*own, above),
        told={"unit": unit or "", "searched": bool(search)},
    )
    return write_export(export, sheet, rows())
