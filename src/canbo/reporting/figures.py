"""Joins names and rights to the row ids of computed figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from canbo.engine.figures import MEASURES, Figure, FigureRow, Share, Value, printed
from canbo.engine.figures.vocabulary import (
    answer_labels,
    column_of,
    detail_label,
    detail_words,
    is_judged,
    part_order,
    part_words,
)
from canbo.engine.law import Law
from canbo.engine.vietnamese import name_sort_key
from canbo.reporting.views import (
    FigureRowView,
    FigureView,
    PartView,
    UnitLineView,
    YearBeforeView,
)

UNNAMED = "(chưa rõ họ tên)"


def figure_view(
    figure: Figure,
    *,
    law: Law,
    visible: Collection[UUID] | None,
    names: Mapping[UUID, str] | None,
    lines: tuple[UnitLineView, ...] | None = None,
    before: YearBeforeView | None = None,
) -> FigureView:
    """Show a figure to somebody: the number whole, of its rows those about `visible` people.

    `visible` None means everybody; `names` are those of people and units, None means that the
    rows are not asked for; `lines` tell the figure unit by unit; `before` is the same figure a
    year before. What is about nobody (a unit, money) is seen by whoever sees figures.
    """
    own = [
        row for row in figure.rows if visible is None or row.person is None or row.person in visible
    ]
    value, words = figure.value, printed(figure.value)
    is_share = isinstance(value, Share)
    return FigureView(
        name=figure.name,
        label=figure.label,
        kind=figure.kind,
        value=plain(figure.value),
        unit=figure.unit,
        qualifier=words.qualifier,
        display=words.text,
        first=figure.window.first if figure.window else None,
        last=figure.window.last if figure.window else None,
        base=figure.base,
        numerator=value.numerator if is_share else None,
        missing=figure.missing,
        definition=figure.definition,
        counted=len(figure.rows),
        visible=len(own),
        rows=None if names is None else _rows(figure, own, names, law, lines or ()),
        by_unit=lines,
        split=figure.split,
        parts=_parts(figure, law),
        detail=detail_label(MEASURES[figure.name]),
        answers=answer_labels(MEASURES[figure.name]) if is_share else (),
        judged=is_judged(MEASURES[figure.name]),
        year_before=before,
    )


def told_from(figure: Figure, sources: Mapping[UUID, str]) -> Figure:
    """The figure with other sources of its rows: those told instead, by the row's fact."""
    if not sources:
        return figure
    rows = tuple(replace(row, source=sources.get(row.fact, row.source)) for row in figure.rows)
    return replace(figure, rows=rows)


def plain(value: Value) -> int | str | None:
    """The value as a program reads it: a whole number, the text of a share, None of nobody."""
    if isinstance(value, Share):
        return str(value) if value.base else None
    return value.number


def _parts(figure: Figure, law: Law) -> tuple[PartView, ...]:
    column = column_of(figure.name)
    return tuple(
        PartView(
            code=part.code,
            words=part_words(column, part.code, law),
            value=plain(part.value) or 0,
            display=printed(part.value).text,
            count=part.count,
        )
        for part in sorted(figure.parts, key=lambda one: part_order(column, one.code, law))
    )


def units_of_people(lines: Iterable[UnitLineView]) -> Mapping[UUID, str]:
    """Under which units each person is counted, in words."""
    found: dict[UUID, list[str]] = {}
    for line in lines:
        for person in line.people:
            found.setdefault(person, []).append(line.words)
    return {person: "; ".join(words) for person, words in found.items()}


def _rows(
    figure: Figure,
    rows: list[FigureRow],
    names: Mapping[UUID, str],
    law: Law,
    lines: tuple[UnitLineView, ...],
) -> tuple[FigureRowView, ...]:
    units, column = units_of_people(lines), column_of(figure.name)
    views = [
        FigureRowView(
            id=row.fact,
            person=row.person,
            name=_name(row, names),
            met=row.met,
            detail=detail_words(row.detail, law),
            source=row.source,
            part=part_words(column, row.part, law) if figure.split else "",
            amount=row.amount,
            unit=row.unit,
            counted_under=units.get(row.person, "") if row.person else "",
        )
        for row in rows
    ]
    return tuple(sorted(views, key=lambda view: (name_sort_key(view.name), str(view.id))))


def _name(row: FigureRow, names: Mapping[UUID, str]) -> str:
    about = row.person or row.unit
    return names.get(about, UNNAMED if row.person else "") if about else ""
