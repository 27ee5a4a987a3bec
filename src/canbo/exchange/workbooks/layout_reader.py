"""Tells what the columns of a table are taken for, how sure that is, and what else they may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from canbo.engine.facts import Scale, Sex
from canbo.exchange.workbooks.column_roles import role_of, signature_of
from canbo.exchange.workbooks.columns import BY_VALUES, DETAILS, IN_WORDS, NOTHING, Column
from canbo.exchange.workbooks.grid import Cell
from canbo.exchange.workbooks.headers import Header
from canbo.exchange.workbooks.layouts import Confirmed, LayoutColumn, LayoutReading
from canbo.exchange.workbooks.list_columns import STANDING_ROLES
from canbo.exchange.workbooks.shapes import LOOKED_AT, ShapeReader
from canbo.exchange.workbooks.tables import Row, Table
from canbo.exchange.workbooks.vocabulary import Vocabulary

_OWN_ROLES = ("number", "name", "birth", "birth_day", "birth_month", "sex")
_SAMPLES = 3
_SAMPLE_LENGTH = 80


class LayoutReader:
    """Describes tables."""

    def __init__(self, vocabulary: Vocabulary, layouts: Confirmed) -> None:
        self.shapes = ShapeReader(vocabulary)
        self._layouts = layouts

    def describe(
        self, table: Table, kind: str, header: Header | None = None, *, is_read: bool = True
    ) -> LayoutReading:
        """Describe a table; `header`: its columns as the reader of its kind took them."""
        columns = (header or table.header).columns
        signature, people = signature_of(table.header.columns), table.people
        return LayoutReading(
            sheet=table.sheet.name,
            header_rows=(table.header.top, table.header.bottom),
            signature=signature,
            kind=kind,
            columns=tuple(
                self._column(place, column, self._values(people, column))
                for place, column in enumerate(columns)
            ),
            people=len(people),
            is_confirmed=signature in self._layouts,
            is_read=is_read,
        )

    @staticmethod
    def _values(people: Sequence[Row], column: Column) -> list[Cell]:
        found = []
        for row in people:
            cell = row.cells.get(column.index)
            if cell is not None and not cell.is_blank:
                found.append(cell)
                if len(found) == LOOKED_AT:
                    break
        return found

    def _column(self, place: int, column: Column, values: list[Cell]) -> LayoutColumn:
        sure = column.confidence
        if not column.is_confirmed and not self.shapes.fits(column.role, values):
            sure = min(sure, BY_VALUES)
        samples = dict.fromkeys(cell.line[:_SAMPLE_LENGTH] for cell in values)
        role = role_of(column)
        likely = self.shapes.proposals(values) if sure < IN_WORDS else ()
        return LayoutColumn(
            index=place,
            column=column.index,
            path=column.path,
            role=role,
            confidence=sure if role != "unknown" or column.is_confirmed else NOTHING,
            samples=tuple(samples)[:_SAMPLES],
            proposals=tuple(said for said in likely if said != role),
        )


def usual_header(role: str, vocabulary: Vocabulary) -> str:
    """The header by which offices usually call a role: "chức vụ"; "" where there is none."""
    kind, _, more = role.partition(":")
    if kind == "name":
        return vocabulary.headers.name.first
    if kind in {"level", "mark"} and more:
        scale, _, level = more.partition(":")
        said = vocabulary.levels.scales[Scale(scale)].header.first
        return f"{said} / {level}" if level else said
    for rule in vocabulary.headers.leaf:
        if rule.role == kind:
            return rule.words.first or rule.exact.first
    return ""


def roles(vocabulary: Vocabulary) -> tuple[str, ...]:
    """All roles a column can have, each once: persons, posts, levels by scale, marks by level."""
    return tuple(dict.fromkeys(_roles(vocabulary)))


def _roles(vocabulary: Vocabulary) -> Iterator[str]:
    yield from _OWN_ROLES
    yield from (f"sex_column:{sex.value}" for sex in Sex)
    yield from ("party_date", "party_official_date", "post", "post:concurrent")
    yield from (rule.role for rule in vocabulary.headers.leaf if rule.role not in DETAILS)
    yield from sorted(STANDING_ROLES)
    yield "level"
    for scale, words in vocabulary.levels.scales.items():
        yield f"level:{scale.value}"
        yield from (f"{detail}:{scale.value}" for detail in sorted(DETAILS))
        yield from (f"mark:{scale.value}:{code}" for code in words.codes)
    yield "unknown"
