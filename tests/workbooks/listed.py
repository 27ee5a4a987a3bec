"""Writes one list by code and tells what was read of it, statement by statement, in short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks import Reading
from canbo.exchange.workbooks.places import PostReading, UnitReading
from canbo.exchange.workbooks.reading import CellClass, ListDocument, ListRow
from canbo.exchange.workbooks.statements import (
    AwardReading,
    DisciplineReading,
    LeaveReading,
    MoveReading,
    PoolReading,
    RankReading,
    RatingReading,
    ResultReading,
    RetirementReading,
    Statement,
    TenureReading,
)
from tests.workbooks.written import read, write_xls, write_xlsx

HEAD: tuple[tuple[Any, ...], ...] = (
    ("TỈNH THANH HÓA",),
    ("THỊ ỦY SẦM SƠN", None, None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"),
)


def listed(
    folder: Path,
    *rows: Sequence[Any],
    merges: Sequence[str] = (),
    head: Sequence[Sequence[Any]] = HEAD,
    sheet: str = "Sheet1",
    old: bool = False,
) -> Reading:
    """Write rows under the usual head as one sheet and read them; `old`: as .xls."""
    write = write_xls if old else write_xlsx
    path = folder / ("list.xls" if old else "list.xlsx")
    return read(write(path, {sheet: [*head, *rows]}, {sheet: merges}))


def sheets(folder: Path, written: Mapping[str, Sequence[Sequence[Any]]]) -> Reading:
    """Write several sheets, each under the usual head, and read them."""
    return read(
        write_xlsx(folder / "list.xlsx", {name: [*HEAD, *rows] for name, rows in written.items()})
    )


def document(reading: Reading) -> ListDocument:
    """The only list of a reading."""
    (found,) = reading.documents
    assert isinstance(found, ListDocument), found
    return found


def rows(reading: Reading) -> dict[str, ListRow]:
    """The rows of all lists by the person's name."""
    lists = (one for one in reading.documents if isinstance(one, ListDocument))
    return {row.person.name: row for one in lists for row in one.rows}


def nothing_listed(reading: Reading) -> None:
    """Every cell is understood, and the account is whole."""
    problems = [p for p in reading.problems if p.code != "post_not_in_lists"]
    assert problems == []
    assert reading.count(CellClass.LISTED) == 0


def iso(day: PartialDate | None) -> str:
    """A date in short, "" for none."""
    return day.iso() if day is not None else ""


def at(post: PostReading | None) -> str:
    """A post in short: its code (or its words) and the last step of its unit's path."""
    if post is None:
        return ""
    return f"{post.title or post.as_written}@{where(post.unit)}"


def where(unit: UnitReading | None) -> str:
    """A unit in short."""
    return unit.path[-1] if unit is not None else ""


def brief(one: Statement) -> tuple[Any, ...]:
    """A statement in short: its kind and what it says."""
    for kind, said in _BRIEF.items():
        if isinstance(one, kind):
            return said(one)
    raise AssertionError(one)


def _term(one: PoolReading) -> str:
    return f"{iso(one.term.begins)}-{iso(one.term.ends)}" if one.term else ""


_BRIEF: dict[type, Any] = {
    TenureReading: lambda s: (
        "tenure", at(s.post), iso(s.begins), iso(s.ends), s.post.manner.value,
        s.post.act.value if s.post.act else "",
    ),
    PoolReading: lambda s: (
        "pool", at(s.post), _term(s), iso(s.begins), s.exit_reason.value if s.exit_reason else "",
    ),
    MoveReading: lambda s: (
        "move", s.kind.value, at(s.from_post), at(s.to_post), where(s.to_unit), iso(s.begins),
        iso(s.planned_end), s.scheme is not None,
    ),
    ResultReading: lambda s: ("result", at(s.post), s.elected, s.votes_for, s.ballots),
    RatingReading: lambda s: ("rating", s.series.value, iso(s.begins), s.level),
    RankReading: lambda s: ("rank", s.rank, s.step, s.coefficient, iso(s.begins)),
    AwardReading: lambda s: ("award", s.award, s.level.value if s.level else "", iso(s.begins)),
    DisciplineReading: lambda s: (
        "discipline", s.side.value, s.form, iso(s.begins), iso(s.ends), s.reason,
    ),
    LeaveReading: lambda s: ("leave", s.kind.value, iso(s.begins), iso(s.ends)),
    RetirementReading: lambda s: ("retirement", s.kind.value if s.kind else "", iso(s.begins)),
}  # fmt: skip


def said(reading: Reading, name: str) -> list[tuple[Any, ...]]:
    """All statements about somebody, in short."""
    return [brief(one) for one in rows(reading)[name].statements]
