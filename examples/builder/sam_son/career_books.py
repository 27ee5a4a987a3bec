"""Careers (quá trình công tác) as three hands keep them: one long list, a list by wards, and the
personal record 2C of some, a sheet each."""

from __future__ import annotations

from datetime import date

from examples.builder.chronicle import Fact
from examples.builder.list_columns import Scribe
from examples.builder.lists import Entry, ListColumn, ListPage, Section, list_page
from examples.builder.pens import Pen
from examples.builder.sam_son.desk import MOTTO, PARTY, Desk
from examples.builder.sam_son.places import WARDS
from examples.builder.sam_son.records_2c import record_page
from examples.builder.sheets import Book, Value
from examples.builder.spelling import bare
from examples.builder.titles import FULL, HALF
from examples.builder.truth import Person

RECORDS = ("P175", "P181", "P185", "P197", "P210", "P169")


def career_books(desk: Desk) -> list[Book]:
    """Make all three."""
    return [_town(desk), _wards(desk), _records(desk)]


def lines(desk: Desk, person: str) -> tuple[dict[str, Fact], ...]:
    """The posts of a career in order; memberships of committees stand elsewhere."""
    kept = [f for f in desk.told.tenures(person) if f["post"][:1] != "V"]
    return tuple({"tenure": fact} for fact in kept)


def _careers(desk: Desk, people: list[Person]) -> tuple[Entry, ...]:
    return tuple(Entry(p, lines=lines(desk, p.id)) for p in people if desk.told.tenures(p.id))


def _town(desk: Desk) -> Book:
    """Months only, the name once, several posts of one day on one line."""
    pen = Pen("careers-town", birth="padded", titles=FULL)
    scribe = desk.scribe(pen, "2011-06-30", form=FULL, days="month")
    people = [
        p for p in desk.truth.people.values()
        if p.seat and p.seat.unit not in WARDS and p.id not in RECORDS
    ]  # fmt: skip
    people += [desk.person(id) for id in ("Q01", "Q02", "Q03", "Q04", "Q05", "Q06", "Q07", "Q12")]
    entries = tuple(_joined(desk, entry) for entry in _careers(desk, people))
    hand = ListPage(
        name="QTCT", kind="careers", left=("THỊ ỦY SẦM SƠN", "BAN TỔ CHỨC"),
        right=(*PARTY, "", "Sầm Sơn, ngày 30 tháng 6 năm 2011"),
        title=("QUÁ TRÌNH CÔNG TÁC CỦA CÁN BỘ LÃNH ĐẠO, QUẢN LÝ THỊ XÃ",
               "(Diện Ban Thường vụ Thị ủy quản lý)"),
        columns=(
            scribe.stt(), scribe.name(), *scribe.born_by_sex("Ngày, tháng, năm sinh"),
            scribe.span(("Thời gian",), "tenure", 20), _posts(scribe),
            scribe.remark("Ghi chú", 14),
        ),
        header_every=18, numbers="brackets", landscape=False,
    )  # fmt: skip
    pages = (list_page(hand, [Section((), entries)]),)
    return Book("Qua trinh cong tac.xlsx", "2011-07-01", pages, author="Ban Tổ chức Thị ủy")


def _joined(desk: Desk, entry: Entry) -> Entry:
    """Put posts of one commune or body that began on one day on one line."""
    joined: list[dict[str, Fact]] = []
    for line in entry.lines:
        fact = line["tenure"]
        last = joined[-1]["tenure"] if joined else None
        if last is not None and fact["post"] and _same_time(last, fact):
            joined[-1][f"also{len(joined[-1])}"] = fact
        else:
            joined.append({"tenure": fact})
    return Entry(entry.person, lines=tuple(joined))


def _same_time(one: Fact, other: Fact) -> bool:
    return (one["begins"], one["ends"], one["unit"]) == (
        other["begins"], other["ends"], other["unit"])  # fmt: skip


def _posts(scribe: Scribe) -> ListColumn:
    """All posts of a line, the unit once at the end."""

    def write(entry: Entry) -> Value:
        facts = [f for f in entry.facts.values() if f.kind == "tenure"]
        if not facts:
            return None
        day = facts[0].begins
        words = [scribe.speech.fact(f, day, scribe.form) for f in facts]
        if len(words) > 1:
            place = scribe.speech.unit(facts[0]["unit"], day, scribe.form)
            words = [w.removesuffix(place).rstrip() for w in words[:-1]] + words[-1:]
        return scribe.pen.spell(", ".join(words))

    path = ("Chức danh, chức vụ, đơn vị công tác",)
    return ListColumn(path, "tenure.post", 60, write, centred=False, per_line=True)


def _wards(desk: Desk) -> Book:
    """Names on every line, first and last month in columns of their own, unit apart."""
    pen = Pen("careers-wards", capitals=True, birth="year", titles=HALF)
    scribe = desk.scribe(pen, "2011-06-30", form=HALF, days="padded")
    pages = []
    for ward in WARDS:
        _, name = desk.truth.units[ward].named(date(2011, 6, 30))
        people = desk.truth.seated(ward)
        hand = ListPage(
            name=bare(name), kind="careers", left=("UBND THỊ XÃ SẦM SƠN", "PHÒNG NỘI VỤ"),
            right=MOTTO,
            title=("QUÁ TRÌNH CÔNG TÁC CÁN BỘ CHỦ CHỐT",
                   desk.speech.unit(ward, date(2011, 6, 30)).upper(), "(Đến ngày 30/6/2011)"),
            columns=(
                scribe.stt("TT"), scribe.name("Họ tên", 26), scribe.born("Năm sinh", 9),
                scribe.day(("Thời gian", "Từ"), "tenure", "begins", 11),
                scribe.day(("Thời gian", "Đến"), "tenure", "ends", 11),
                scribe.post(("Chức vụ, nơi công tác",), "tenure", 50),
            ),
            repeat=True, closing="Tổng số: {count} người", landscape=False,
        )  # fmt: skip
        pages.append(list_page(hand, [Section((), _careers(desk, people), ward)]))
    return Book("QTCT lanh dao phuong xa.xls", "2011-07-07", tuple(pages), size=11, script="vni",
                author="Phong Noi vu")  # fmt: skip


def _records(desk: Desk) -> Book:
    pen = Pen("records-2c", birth="padded", titles=FULL)
    scribe = desk.scribe(pen, "2011-06-30", form=FULL, days="padded")
    pages = tuple(record_page(desk, scribe, id) for id in RECORDS)
    return Book("Ly lich 2C.xls", "2011-07-08", pages, script="tcvn3", author="Ban To chuc")
