"""Rows that somebody added to a list of facts that this home exported: each states a new fact.

The columns of such a list are known, so a row is read by them and by nothing else. Lists whose
facts need more than their columns can say (a class, an election, a scheme, a term) take no rows:
`ELSEWHERE` says which list of an office tells of such things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from canbo.engine.facts import (
    AttainmentState,
    DisciplineSide,
    FactKind,
    LeaveKind,
    RatingSeries,
    RetirementKind,
    StudyMode,
    TenureAct,
    TenureManner,
    UnitLevel,
)
from canbo.engine.timeline import PartialDate
from canbo.exchange.workbooks.accounting import Account, problem_at, shown
from canbo.exchange.workbooks.exported_sheet import (
    BIRTH,
    NAME,
    NUMBER,
    OwnLayout,
    OwnRow,
    list_unread,
    text_of,
)
from canbo.exchange.workbooks.keys import KeyColumn, Reads
from canbo.exchange.workbooks.places import CellRef
from canbo.exchange.workbooks.reading import (
    AttainmentReading,
    CellClass,
    EditedValue,
    ListDocument,
    ListKind,
    ListRow,
    PersonReading,
)
from canbo.exchange.workbooks.returned_values import NotReadable, ValueReader
from canbo.exchange.workbooks.statements import (
    AwardReading,
    DisciplineReading,
    LeaveReading,
    RankReading,
    RatingReading,
    RetirementReading,
    Statement,
    TenureReading,
)

# which list of an office tells what a row of these exported lists cannot
ELSEWHERE: Mapping[str, str] = {
    "attendances": "danh sách học viên của lớp (mỗi lớp một danh sách)",
    "pool": "danh sách quy hoạch cán bộ",
    "moves": "danh sách điều động, luân chuyển",
    "elections": "danh sách trúng cử",
    "units": "danh sách đơn vị (canbo units load), hoặc danh sách cán bộ của đơn vị ấy",
}
OF_PEOPLE = "danh sách cán bộ xuất từ canbo (người mới), hoặc danh sách của từng điều (điều mới)"
Values = Mapping[str, EditedValue]  # by what a column shows of the fact: its attribute


@dataclass(frozen=True, slots=True)
class AddedKind:
    """How rows of one list are read: as a list of which kind, what a row must say (its columns by
    what they show), and what it then states."""

    list_kind: ListKind
    needed: tuple[str, ...]
    state: Callable[[Values, dict[str, Any]], Statement]


def _tenure(said: Values, shared: dict[str, Any]) -> Statement:
    posts = said["post"]
    assert isinstance(posts, tuple)
    (post,) = posts
    manner, act = _code(TenureManner, said, "manner"), _code(TenureAct, said, "act")
    return TenureReading(post=replace(post, manner=manner or post.manner, act=act), **shared)


def _rating(said: Values, shared: dict[str, Any]) -> Statement:
    year = said["span"]
    span = {**shared, "begins": year, "ends": year}
    return RatingReading(
        series=RatingSeries(str(said["series"])), level=str(said["level"]), **span
    )  # fmt: skip


def _rank(said: Values, shared: dict[str, Any]) -> Statement:
    step, share = said.get("step"), said.get("coefficient")
    return RankReading(
        rank=str(said["rank"]), step=step if isinstance(step, int) else None,
        coefficient=str(share or ""), **shared,
    )  # fmt: skip


def _leave(said: Values, shared: dict[str, Any]) -> Statement:
    return LeaveReading(kind=LeaveKind(str(said["kind"])), **shared)


def _discipline(said: Values, shared: dict[str, Any]) -> Statement:
    side, reason = DisciplineSide(str(said["side"])), str(said.get("reason") or "")
    return DisciplineReading(side=side, form=str(said["form"]), reason=reason, **shared)


def _award(said: Values, shared: dict[str, Any]) -> Statement:
    return AwardReading(award=str(said["award"]), level=_code(UnitLevel, said, "level"), **shared)


def _retirement(said: Values, shared: dict[str, Any]) -> Statement:
    return RetirementReading(kind=RetirementKind(str(said["kind"])), **shared)


_KINDS: Mapping[str, AddedKind] = {
    "tenures": AddedKind(ListKind.CAREERS, ("post",), _tenure),
    "ratings": AddedKind(ListKind.RATINGS, ("span", "series", "level"), _rating),
    "ranks": AddedKind(ListKind.RANKS, ("rank",), _rank),
    "leaves": AddedKind(ListKind.LEAVES, ("kind",), _leave),
    "disciplines": AddedKind(ListKind.DISCIPLINES, ("side", "form"), _discipline),
    "awards": AddedKind(ListKind.AWARDS, ("award",), _award),
    "retirements": AddedKind(ListKind.RETIREMENTS, ("kind",), _retirement),
}
_LEVELS = "attainments"  # a level is no statement: it has a reading of its own
LIST_KINDS: Mapping[str, ListKind] = {
    **{name: one.list_kind for name, one in _KINDS.items()}, _LEVELS: ListKind.STUDIES,
}  # fmt: skip
READ_BESIDE = frozenset({"derived:scale", "derived:series", "derived:span"})  # in added rows


class AddedRowReader:
    """Reads the rows that somebody added to one list of facts."""

    def __init__(self, layout: OwnLayout, account: Account, values: ValueReader) -> None:
        self._layout = layout
        self._account = account
        self._values = values
        self._name = layout.export.mark.kind

    def read(self, rows: Iterable[OwnRow], title: str) -> tuple[ListDocument, ...]:
        """What the rows state, as a list of its own; what says too little is listed."""
        found = tuple(one for row in rows if (one := self._row(row)) is not None)
        if not found:
            return ()
        day = PartialDate.of(self._layout.export.mark.as_of)
        kind, sheet = LIST_KINDS[self._name], self._layout.sheet.name
        return (ListDocument(sheet, title, kind, day, (), found, of_known=True),)

    def _row(self, row: OwnRow) -> ListRow | None:
        """One added row; None where it does not say all that its fact needs: it is listed then."""
        values = dict(self._read(row))
        said = {
            one.attribute or one.which: value for one, value in values.items() if not _is_who(one)
        }
        missing = [name for name in needed(self._name) if not said.get(name)]
        post = said.get("post")
        if missing or (isinstance(post, tuple) and len(post) != 1):
            self._list_incomplete(row, missing or ["post"])
            return None
        own = self._settle_added(row, values)
        places = {"name": self._layout.place(NAME), "birth": self._layout.place(BIRTH)}
        there = {name: place for name, place in places.items() if place in row.cells}
        cells = {name: self._layout.ref(row, place) for name, place in there.items()}
        fact = fact_of(self._name, said, cells["name"])
        who = person_of(values, cells)
        if isinstance(fact, AttainmentReading):
            return ListRow(who, None, (), (fact,), (), own)
        return ListRow(who, None, (), (), (fact,), own)

    def _read(self, row: OwnRow) -> Iterator[tuple[KeyColumn, EditedValue]]:
        """What the cells of an added row say; those that cannot be read are listed."""
        for place, cell in row.cells.items():
            column = self._layout.column(place)
            is_read = not column.is_derived or column.id in READ_BESIDE
            if cell.is_blank or not is_read or column.reads is Reads.UNIT:
                continue
            ref = self._layout.ref(row, place)
            try:
                if column.reads is Reads.POST:
                    unit = row.cells.get(self._layout.place(f"{column.kind}::unit"))
                    yield column, self._values.posts(cell, unit, ref)
                else:
                    yield column, self._values.read(column, cell, ref, self._layout.scale(row))
            except NotReadable as why:
                list_unread(self._account, ref, why, text_of(cell))

    def _list_incomplete(self, row: OwnRow, missing: Sequence[str]) -> None:
        labels = {one.attribute or one.which: one.label for one in self._layout.export.mark.columns}
        expected = "; ".join(labels.get(name, name) for name in missing)
        for column, cell in self._layout.sheet.rows[row.index].items():
            ref = CellRef(self._layout.sheet.name, row.index, column)
            if column == self._layout.key_column:
                self._account.mark(ref, CellClass.STRUCTURE)
            elif not cell.is_blank and self._account.class_of(ref) is not CellClass.LISTED:
                said = problem_at(ref, "export_row_incomplete", shown(cell), expected=expected)
                self._account.list_cell(ref, said)

    def _settle_added(
        self, row: OwnRow, values: Mapping[KeyColumn, EditedValue]
    ) -> tuple[CellRef, ...]:
        """Account for the cells of an added row that states a fact; gives those that say it."""
        own = []
        for column, cell in self._layout.sheet.rows[row.index].items():
            ref = CellRef(self._layout.sheet.name, row.index, column)
            place = self._layout.place_of.get(column, -1)
            if cell.is_blank or self._account.class_of(ref) is CellClass.LISTED:
                continue
            code = self._why_not_taken(column, row, values)
            if code:
                self._account.list_cell(ref, problem_at(ref, code, shown(cell)))
            elif column == self._layout.key_column or self._is_computed(place):
                self._account.mark(ref, CellClass.STRUCTURE)
            else:
                self._account.mark(ref, CellClass.FIELD)
                own.append(ref)
        return tuple(own)

    def _is_computed(self, place: int) -> bool:
        column = self._layout.column(place)
        return column.is_derived and column.id not in READ_BESIDE

    def _why_not_taken(
        self, column: int, row: OwnRow, values: Mapping[KeyColumn, EditedValue]
    ) -> str:
        """Why a cell of an added row says nothing of the fact; "" where it does, or need not."""
        if column == self._layout.key_column:
            return ""
        if column not in self._layout.place_of:
            return "export_column_added" if column in self._layout.added else "outside_table"
        place = self._layout.place_of[column]
        own = self._layout.column(place)
        if self._is_computed(place):
            is_copied = bool(row.name) and self._layout.is_untouched(row, place)
            return "" if is_copied or own.id == NUMBER else "export_cell_derived"
        is_unit = own.reads is Reads.UNIT
        return "" if is_unit or _is_who(own) or is_told(own, values) else "export_cell_of_new_row"


def _is_who(column: KeyColumn) -> bool:
    """Whether a column of a list of facts says whom the row is about."""
    return column.kind == FactKind.PARTICULAR


def needed(list_name: str) -> tuple[str, ...]:
    """What a row of a list must say to state a fact, by what the columns show."""
    return ("scale", "level") if list_name == _LEVELS else _KINDS[list_name].needed


def is_told(column: KeyColumn, values: Mapping[KeyColumn, EditedValue]) -> bool:
    """Whether the fact of an added row keeps what a column says of it."""
    return column in values and not (
        column.kind == FactKind.ATTAINMENT and column.attribute == "ends"
    )


def person_of(
    values: Mapping[KeyColumn, EditedValue], cells: Mapping[str, CellRef]
) -> PersonReading:
    """Who a row speaks of: the name and the birth date that its first columns say."""
    said = {one.which: value for one, value in values.items() if one.kind == FactKind.PARTICULAR}
    birth = said.get("birth")
    return PersonReading(
        str(said.get("name") or ""), birth=birth if isinstance(birth, PartialDate) else None,
        cells=cells,
    )  # fmt: skip


def fact_of(list_name: str, said: Values, cell: CellRef) -> Statement | AttainmentReading:
    """The fact that a row states; `said` holds all that is needed, `cell` is its first cell."""
    if list_name == _LEVELS:
        return _level(said, cell)
    shared: dict[str, Any] = {name: said.get(name) for name in ("begins", "ends")}
    shared |= {"cell": cell, "as_written": str(said.get("as_written") or "")}
    return _KINDS[list_name].state(said, shared)


def _level(said: Values, cell: CellRef) -> AttainmentReading:
    level, reached = said["level"], said.get("begins")
    assert isinstance(level, AttainmentReading)
    return replace(
        level,
        state=_code(AttainmentState, said, "state") or level.state,
        field=str(said.get("field") or level.field),
        mode=_code(StudyMode, said, "mode") or level.mode,
        school=str(said.get("school") or ""),
        certificate=str(said.get("certificate") or ""),
        reached=reached if isinstance(reached, PartialDate) else None,
        cell=cell,
    )


def _code(kind: Callable[[str], Any], said: Values, name: str) -> Any:
    value = said.get(name)
    return kind(str(value)) if value else None
