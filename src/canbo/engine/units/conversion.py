"""A conversion on one day: old units go into new ones, in whole or in part, or go on themselves.

Who comes out of it is told pair by pair. Districts whose communes all come to stand directly under
a province are dissolved; a province all of whose communes come under another one is merged. Where
a second source tells other pairs than the official one, both stand.
"""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from canbo.engine.facts.vocabulary import ChangePart, UnitChangeKind, UnitLevel
from canbo.engine.units.chronicle import (
    DAY,
    Called,
    Chronicle,
    Finding,
    FindingCode,
    Placed,
    Stretch,
    Told,
    UnitRecord,
    source_of,
    tell_rename,
)
from canbo.engine.units.lists import LEVEL_OF_DIGITS, Conversion, Origin, UnitConversion
from canbo.engine.units.spelling import folded, written

NO_UNITS_LEFT = "không còn đơn vị cấp dưới"
ALL_UNITS_GO = "toàn bộ đơn vị cấp dưới chuyển sang"
SOME_UNITS_GO = "một phần đơn vị cấp dưới chuyển sang"


def take_conversion(chronicle: Chronicle, conversion: UnitConversion) -> None:
    """Take a conversion into the chronicle; a second source only adds its differing pairs."""
    if conversion.official:
        _OfficialTaker(chronicle, conversion).take()
    else:
        _take_second(chronicle, conversion)


def old_unit(
    chronicle: Chronicle, conversion: UnitConversion, row: Conversion
) -> UnitRecord | None:
    """The unit that a line means by its old code (a district's where it names no commune)."""
    before = conversion.day - DAY
    code = row.old_code or row.old_parent
    found = chronicle.with_code(code, before)
    if found is not None or not row.old_name:
        return found
    level = LEVEL_OF_DIGITS.get(len(code), UnitLevel.COMMUNE)
    name = folded(written(row.old_name, "", level)[0])
    above = chronicle.with_code(row.old_parent, before) if row.old_parent else None
    named = [
        one
        for one in chronicle.alive(before)
        if above is not None and one.above(before) == above.id
        and folded(one.names[-1].name) == name
    ]  # fmt: skip
    if len(named) != 1:
        return None
    chronicle.also_coded(code, named[0])
    return named[0]


class _OfficialTaker:
    def __init__(self, chronicle: Chronicle, conversion: UnitConversion) -> None:
        self._chronicle = chronicle
        self._conversion = conversion
        self._day = conversion.day
        self._before = conversion.day - DAY
        self._olds: dict[int, UnitRecord] = {}  # line → old unit
        self._old_ids: set[UUID] = set()
        self._going_on: set[UUID] = set()
        self._province_before: dict[UUID, UUID | None] = {}
        self._below_before: dict[UUID, list[UnitRecord]] = defaultdict(list)

    def take(self) -> None:
        """Take all lines: provinces first, then the units in them, then what is left over."""
        self._look_before()
        for row in self._conversion.rows:
            old = self._old(row)
            if old is not None:
                self._olds[row.line] = old
        self._old_ids = {old.id for old in self._olds.values()}
        provinces = self._provinces()
        by_new: dict[str, list[Conversion]] = defaultdict(list)
        for row in self._conversion.rows:
            by_new[row.new_code].append(row)
        for rows in by_new.values():
            self._take_new(rows, provinces)
        self._close_left_over()

    def _look_before(self) -> None:
        for record in self._chronicle.alive(self._before):
            above = record.above(self._before)
            if above is not None:
                self._below_before[above].append(record)
            self._province_before[record.id] = self._province_of(record)

    def _province_of(self, record: UnitRecord) -> UUID | None:
        above: UnitRecord | None = record
        for _ in range(4):
            place = above.placed(self._before) if above else None
            if above is None or place is None or place.level is UnitLevel.PROVINCE:
                break
            above = self._chronicle.records.get(place.parent) if place.parent else None
        return above.id if above else None

    def _old(self, row: Conversion) -> UnitRecord | None:
        found = old_unit(self._chronicle, self._conversion, row)
        if found is None:
            if row.old_code and row.old_name:
                return self._learn_old(row)
            self._find(
                FindingCode.OLD_UNIT_UNKNOWN, row, row.old_code or row.old_parent, row.new_name
            )
            return None
        called = found.called(self._before)
        if row.old_code and row.old_name and called is not None:
            name = written(row.old_name, "", found.level)[0]
            if folded(name) != folded(called.name):
                self._find(
                    FindingCode.NAME_DIFFERS, row, f"{row.old_code} {name}", called.name, found
                )
        return found

    def _learn_old(self, row: Conversion) -> UnitRecord:
        """An old unit that no list has: known by the day before, from this conversion."""
        level = LEVEL_OF_DIGITS.get(len(row.old_code), UnitLevel.COMMUNE)
        name, type_ = written(row.old_name, "", level)
        above = self._chronicle.with_code(row.old_parent, self._before) if row.old_parent else None
        days = Stretch(self._before, None, first_known=False)
        source = source_of(self._origin(row))
        record = UnitRecord(
            names=[Called(name, type_, row.old_code, days, source)],
            places=[Placed(level, above.id if above else None, days, source)],
        )
        self._chronicle.add(record)
        if above is not None:
            self._below_before[above.id].append(record)
        self._province_before[record.id] = self._province_of(record)
        self._find(
            FindingCode.OLD_UNIT_UNKNOWN, row, f"{row.old_code} {name}", row.new_name, record
        )
        return record

    def _find(
        self,
        code: FindingCode,
        row: Conversion,
        found: str,
        expected: str = "",
        record: UnitRecord | None = None,
    ) -> None:
        document = self._conversion.document
        unit = record.id if record else None
        self._chronicle.find(Finding(code, found, expected, unit, document, row.line))

    def _origin(self, row: Conversion | None) -> Origin:
        line = row.line if row else 0
        return Origin(self._conversion.document, line, self._conversion.decree)

    # --- provinces ------------------------------------------------------------------------------

    def _provinces(self) -> dict[str, UnitRecord]:
        """The units directly above the new ones on the day, by their code; new where merged."""
        goes_to: dict[UUID, set[str]] = defaultdict(set)
        names: dict[str, str] = {}
        for row in self._conversion.rows:
            if row.new_parent:
                names.setdefault(row.new_parent, row.new_parent_name)
            old = self._olds.get(row.line)
            province = self._province_before.get(old.id) if old else None
            if province is not None and row.new_parent:
                goes_to[province].add(row.new_parent)
        found: dict[str, UnitRecord] = {}
        for code, name in names.items():
            from_ = [one for one, codes in goes_to.items() if code in codes]
            found[code] = self._upper(code, name, from_, goes_to)
        return found

    def _upper(
        self, code: str, name: str, from_: list[UUID], goes_to: dict[UUID, set[str]]
    ) -> UnitRecord:
        known = self._chronicle.with_code(code, self._day)
        level = LEVEL_OF_DIGITS.get(len(code), UnitLevel.PROVINCE)
        if level is not UnitLevel.PROVINCE and known is not None:
            return known
        full, type_ = written(name, "", level) if name else ("", "")
        only = self._chronicle.records[from_[0]] if len(from_) == 1 else None
        if only is not None and goes_to[only.id] == {code}:
            before, source = only.names[-1], source_of(self._origin(None))
            called = Called(
                full or before.name, type_ or before.type, code, self._from_day(), source
            )
            self._rename(only, called)
            return only
        if known is None or (known.called(self._before) is not None and len(from_) > 1):
            known = self._new(full, type_, code, level, None, None)
        for one in from_:
            whole = goes_to[one] == {code}
            part = ChangePart.WHOLE if whole else ChangePart.PART
            words = ALL_UNITS_GO if whole else SOME_UNITS_GO
            self._tell(UnitChangeKind.MERGE, one, known.id, part, words, None)
            if whole:
                self._end(self._chronicle.records[one])
        return known

    # --- new units ------------------------------------------------------------------------------

    def _from_day(self) -> Stretch:
        return Stretch(self._day, None)

    def _new(
        self, name: str, type_: str, code: str, level: UnitLevel, parent: UUID | None,
        row: Conversion | None,
    ) -> UnitRecord:  # fmt: skip
        source = source_of(self._origin(row))
        days = self._from_day()
        called, placed = (
            Called(name, type_, code, days, source),
            Placed(level, parent, days, source),
        )
        return self._chronicle.add(UnitRecord(names=[called], places=[placed]))

    def _take_new(self, rows: list[Conversion], uppers: dict[str, UnitRecord]) -> None:
        row = rows[0]
        level = LEVEL_OF_DIGITS.get(len(row.new_code), UnitLevel.COMMUNE)
        upper = uppers.get(row.new_parent)
        staying = [one for one in rows if one.stays and one.line in self._olds]
        record = self._made_already(row.new_code, rows)
        if record is None and staying:
            record = self._go_on(staying[0], level, upper)
        if record is None:
            name, type_ = written(row.new_name, "", level)
            record = self._new(name, type_, row.new_code, level, upper.id if upper else None, row)
        for one in rows:
            old = self._olds.get(one.line)
            if old is None:
                continue
            kind = one.kind
            if old is record:
                self._going_on.add(record.id)
                if kind is UnitChangeKind.MERGE:
                    kind = UnitChangeKind.RENAME  # "giữ nguyên": it goes on as itself
            self._tell(kind, old.id, record.id, one.part, one.as_written, one)

    def _made_already(self, code: str, rows: list[Conversion]) -> UnitRecord | None:
        """The new unit that the chronicle has: taken before, or one that only takes others in."""
        known = self._chronicle.with_code(code, self._day)
        if known is None:
            return None
        first = next((one.days.first for one in known.names if self._day in one.days), None)
        began_today = first == self._day and known.called(self._before) is None
        goes_on = any(one.stays and self._olds.get(one.line) is known for one in rows)
        takes_in = known.id not in self._old_ids  # it stays as it is, others come into it
        return known if began_today or takes_in or (goes_on and self._stands_anew(known)) else None

    def _stands_anew(self, known: UnitRecord) -> bool:
        place = known.placed(self._day)
        return place is not None and place.days.first == self._day

    def _go_on(self, row: Conversion, level: UnitLevel, upper: UnitRecord | None) -> UnitRecord:
        """The old unit itself goes on: another name or type, another level, another parent."""
        record = self._olds[row.line]
        name, type_ = written(row.new_name, "", level)
        source = source_of(self._origin(row))
        self._rename(record, Called(name, type_, row.new_code, self._from_day(), source))
        placed = Placed(level, upper.id if upper else None, self._from_day(), source)
        place = record.placed(self._day)
        if place is None or not place.same(placed):
            record.place_from(placed)
        return record

    def _rename(self, record: UnitRecord, called: Called) -> None:
        before = record.called(self._day)
        if before is not None and before.same(called):
            return
        record.name_from(called)
        self._chronicle.index(record)
        renamed = before is not None and folded(before.name) != folded(called.name)
        if renamed and record.level is UnitLevel.PROVINCE:
            tell_rename(self._chronicle, record, called)

    def _tell(
        self, kind: UnitChangeKind, old: UUID, new: UUID | None, part: ChangePart, words: str,
        row: Conversion | None,
    ) -> None:  # fmt: skip
        source = source_of(self._origin(row))
        self._chronicle.tell(Told(kind, old, new, self._from_day(), source, part, words))

    # --- what is left over ----------------------------------------------------------------------

    def _close_left_over(self) -> None:
        ended = {old.id for old in self._olds.values() if old.id not in self._going_on}
        for identity in ended:
            record = self._chronicle.records[identity]
            if record.level is UnitLevel.COMMUNE and self._goes_wholly(record):
                self._end(record)
        for district in self._emptied_districts():
            for record in self._below_before[district.id]:
                if record.id not in self._going_on and record.last_day is None:
                    # the conversion lists the units of the day before: else it was gone by then
                    told = self._chronicle.told_of(record.id, self._day)
                    record.close(self._before if told else self._before - DAY)
            self._end(district)
            kind = UnitChangeKind.DISSOLUTION
            self._tell(kind, district.id, None, ChangePart.WHOLE, NO_UNITS_LEFT, None)

    def _goes_wholly(self, record: UnitRecord) -> bool:
        """Whether the old unit ends: it was merged, or parted among several."""
        told = self._chronicle.told_of(record.id, self._day)
        return any(one.part is ChangePart.WHOLE for one in told) or len(told) > 1

    def _emptied_districts(self) -> list[UnitRecord]:
        """The districts of which a line puts a commune directly under a province."""
        found: dict[UUID, UnitRecord] = {}
        for row in self._conversion.rows:
            old = self._olds.get(row.line)
            if old is None or LEVEL_OF_DIGITS.get(len(row.new_parent)) is not UnitLevel.PROVINCE:
                continue
            place = old.placed(self._before)
            if place is None:
                continue
            if place.level is UnitLevel.DISTRICT:
                above: UUID | None = old.id
            else:
                above = place.parent
            record = self._chronicle.records.get(above) if above else None
            if (
                record is not None
                and record.level is UnitLevel.DISTRICT
                and record.id not in self._going_on
            ):
                found[record.id] = record
        return list(found.values())

    def _end(self, record: UnitRecord) -> None:
        if record.last_day is None:
            record.close(self._before)


def _take_second(chronicle: Chronicle, conversion: UnitConversion) -> None:
    """Hold a second source against the official pairs; where they differ, its pairs stand too."""
    told: dict[UUID, dict[UUID, Conversion]] = defaultdict(dict)
    for row in conversion.rows:
        old = old_unit(chronicle, conversion, row) or _gone_just_before(chronicle, conversion, row)
        new = chronicle.with_code(row.new_code, conversion.day) or _renumbered(
            chronicle, conversion, row
        )
        if old is None or new is None:
            chronicle.find(
                Finding(
                    FindingCode.OLD_UNIT_UNKNOWN,
                    row.old_code,
                    row.new_code,
                    document=conversion.document,
                    line=row.line,
                )
            )
            continue
        told[old.id][new.id] = row
    for identity, rows in told.items():
        official = official_successors(chronicle, identity, conversion)
        if official == set(rows):
            continue
        for successor, row in rows.items():
            source = source_of(Origin(conversion.document, row.line), official=False)
            days = Stretch(conversion.day, None)
            part = ChangePart.WHOLE if len(rows) == 1 else ChangePart.PART
            chronicle.tell(
                Told(UnitChangeKind.MERGE, identity, successor, days, source, part, row.as_written)
            )
        record = chronicle.records[identity]
        last = record.called(conversion.day - DAY) or record.names[-1]
        if official:
            chronicle.find(
                Finding(
                    FindingCode.SOURCES_DISAGREE,
                    f"{last.code} {last.name}",
                    unit=identity,
                    document=conversion.document,
                )
            )


def _gone_just_before(
    chronicle: Chronicle, conversion: UnitConversion, row: Conversion
) -> UnitRecord | None:
    """The unit that the official conversion no longer lists and the second source still does."""
    return chronicle.with_code(row.old_code, conversion.day - 2 * DAY)


def _renumbered(
    chronicle: Chronicle, conversion: UnitConversion, row: Conversion
) -> UnitRecord | None:
    """A new unit that a later list gives another code; the source uses that one."""
    later = [
        one
        for one in chronicle.ever_with_code(row.new_code)
        if one.called(conversion.day) is not None
    ]
    return later[0] if len(later) == 1 else None


def official_successors(
    chronicle: Chronicle, identity: UUID, conversion: UnitConversion
) -> set[UUID]:
    """To whom the official source gives an old unit on the day; itself where it goes on."""
    found = {
        one.successor
        for one in chronicle.told_of(identity, conversion.day)
        if one.official and one.successor is not None
    }
    goes_on = chronicle.records[identity].called(conversion.day) is not None
    return found | {identity} if goes_on else found
