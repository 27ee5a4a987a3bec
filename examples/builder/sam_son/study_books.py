"""Degrees studied beside work, the advanced classes of other years, and a roster with numbers."""

from __future__ import annotations

from datetime import date

from examples.builder.chronicle import Fact
from examples.builder.class_lists import ClassPage, class_page
from examples.builder.list_columns import left
from examples.builder.lists import Entry, ListPage, Section, list_page
from examples.builder.pens import Pen, degree_with_mode, state_short, theory_short
from examples.builder.sam_son.class_books import Hand, post_and_unit
from examples.builder.sam_son.desk import MOTTO, PARTY, Desk
from examples.builder.sam_son.places import BLOCKS, BODIES, TOWN, WARDS
from examples.builder.sam_son.studies import EXTRA_CLASSES, extra_attendances
from examples.builder.sheets import Book, Page, Value
from examples.builder.tables import Column, Line
from examples.builder.titles import HALF, LETTERS
from examples.builder.truth import TrainingClass

_MODES = {"in_service": "Tại chức"}


def study_books(desk: Desk) -> list[Book]:
    """Make all three."""
    return [_degrees(desk), _advanced(desk), _managed(desk)]


def _degrees(desk: Desk) -> Book:
    pen = Pen("degrees", birth="year", titles=HALF)
    scribe = desk.scribe(pen, "2011-07-15", days="month")
    facts = desk.told.of("attainment")
    done = sorted((f for f in facts if f["state"] == "completed"), key=lambda f: f["ends"])
    entries = tuple(desk.entries(done, "study", "2011-07-15"))
    still = tuple(desk.entries([f for f in facts if f["state"] == "studying"], "study",
                               "2011-07-15"))  # fmt: skip
    time = "Thời gian học"
    hand = ListPage(
        name="DH tai chuc", kind="attainments", left=("THỊ ỦY SẦM SƠN", "BAN TỔ CHỨC"),
        right=PARTY,
        title=("DANH SÁCH CÁN BỘ, CÔNG CHỨC HỌC ĐẠI HỌC HỆ TẠI CHỨC", "(Tính đến ngày 15/7/2011)"),
        columns=(
            scribe.stt("TT"), scribe.name(), *scribe.born_by_sex("Năm sinh", 8),
            scribe.now("Chức vụ, đơn vị", 32),
            left(scribe.value(("Trường đào tạo",), "study", "school", 30)),
            left(scribe.value(("Chuyên ngành",), "study", "field", 20)),
            scribe.value(("Hình thức",), "study", "mode", 10, _MODES),
            scribe.day((time, "Từ"), "study", "begins", 10),
            scribe.of((time, "Đến"), "study", "ends", 12, _end),
            scribe.value(("Số hiệu bằng",), "study", "certificate", 12),
            scribe.value(("Xếp loại",), "study", "grade", 12),
            scribe.remark("Ghi chú", 14),
        ),
        restart=True,
        signed_by=("TRƯỞNG BAN",),
    )  # fmt: skip
    sections = [
        Section(("I. Đã tốt nghiệp",), entries),
        Section(("II. Đang học",), tuple(_studying(entry) for entry in still)),
    ]
    return Book("DS hoc dai hoc tai chuc.xls", "2011-07-18", (list_page(hand, sections),),
                size=11, script="tcvn3", author="Ban To chuc")  # fmt: skip


def _end(fact: Fact) -> Value:
    year, month = str(fact["ends"]).split("-")[:2]
    words = f"{int(month)}/{year}"
    return words if fact["state"] == "completed" else f"{words} (dự kiến)"


def _studying(entry: Entry) -> Entry:
    return Entry(entry.person, entry.facts, now=entry.now, remark="Đang học")


# -- the advanced classes that the first lists leave out ---


def _advanced(desk: Desk) -> Book:
    pen = Pen("advanced-more", birth="year", titles=LETTERS)
    hand = Hand(pen, ("THỊ ỦY SẦM SƠN", "BAN TỔ CHỨC"), PARTY, post_and_unit,
                heading="DANH SÁCH CÁN BỘ CỬ ĐI HỌC", signed_by=("TRƯỞNG BAN",))  # fmt: skip
    pages = tuple(_class_page(desk, hand, held) for held in EXTRA_CLASSES)
    return Book("Cao cap LLCT cac lop khac.xls", "2011-07-12", pages, script="tcvn3",
                author="Ban To chuc")  # fmt: skip


def _class_page(desk: Desk, hand: Hand, held: TrainingClass) -> Page:
    day = held.span.first_day.isoformat()

    def place(line: Line) -> Value:
        return desk.now(line.person.id, day, LETTERS, members=False)

    columns = (
        Column(("TT",), "", 5, lambda line: line.number),
        Column(("Họ và tên học viên",), "name", 27, lambda line: hand.pen.name(line.person), False),
        Column(("Năm sinh",), "birth", 9, lambda line: hand.pen.born(line.person)),
        Column(("Chức vụ, đơn vị công tác",), "post_unit", 40, place, False),
        Column(("Kết quả",), "remark", 30, lambda line: line.remark or None),
    )
    page = ClassPage(
        name=held.span.begins[:4], left=hand.left, right=hand.right,
        title=(hand.heading, held.title[0], f"Cơ sở đào tạo: {held.institution}", held.title[1]),
        columns=columns, signed_by=hand.signed_by,
    )  # fmt: skip
    rows = [a for a in extra_attendances() if a.training_class == held.id]
    return class_page(page, [Line(desk.person(a.person), n, held.id, a.remark)
                             for n, a in enumerate(rows, start=1)])  # fmt: skip


# -- everybody whom the standing committee manages, with their numbers ---


def _managed(desk: Desk) -> Book:
    pen = Pen("managed", birth="text", titles=HALF)
    scribe = desk.scribe(pen, "2010-12-31", days="text")
    level = "Trình độ"
    hand = ListPage(
        name="Dien BTV quan ly", kind="roster", left=("THỊ ỦY SẦM SƠN", "BAN TỔ CHỨC"),
        right=(*MOTTO,),
        title=("DANH SÁCH TRÍCH NGANG CÁN BỘ DIỆN BAN THƯỜNG VỤ THỊ ỦY QUẢN LÝ",
               "(Có đến 31/12/2010)"),
        columns=(
            scribe.stt("TT"), scribe.name(), *scribe.born_by_sex("Ngày tháng năm sinh", 11),
            scribe.ethnic(), scribe.value(("Tôn giáo",), "who", "religion", 9),
            scribe.now("Chức vụ, đơn vị công tác", 34),
            scribe.day(("Ngày tuyển dụng",), "who", "recruited"),
            scribe.value(("Ngạch công chức", "Mã ngạch"), "rank", "rank", 9),
            scribe.value(("Ngạch công chức", "Bậc"), "rank", "step", 5),
            scribe.of(("Ngạch công chức", "Hệ số"), "rank", "coefficient", 7,
                      lambda f: str(f["coefficient"]).replace(".", ",")),
            scribe.level((level, "Chuyên môn"), "professional", 16,
                         lambda x: degree_with_mode(x.professional)),
            scribe.level((level, "LLCT"), "political_theory", 8, lambda x: theory_short(x.theory)),
            scribe.level((level, "QLNN"), "state_management", 8, lambda x: state_short(x.state)),
            scribe.value(("Số CMND",), "who", "identity_number", 11),
            scribe.value(("Số sổ BHXH",), "who", "insurance_number", 12),
            left(scribe.value(("Nơi ở hiện nay",), "who", "residence", 26)),
            scribe.value(("Xếp loại năm 2010",), "rating", "level", 10),
        ),
        hidden=("who.identity_number",), signed_by=("TRƯỞNG BAN",),
    )  # fmt: skip
    return Book("Trich ngang dien BTV quan ly.xls", "2011-01-25",
                (list_page(hand, _managed_sections(desk)),), size=10, script="vni",
                author="BTC Thi uy")  # fmt: skip


def _managed_sections(desk: Desk) -> list[Section]:
    """Leaders of the bodies and of the wards, in the posts that they held then and hold today."""
    sections = []
    for number, (block, words) in enumerate(BLOCKS.items(), start=1):
        heading: tuple[str, ...] = (f"{'I' * number}. {words}",)
        for place, (key, name, of_block, _) in enumerate(BODIES, start=1):
            entries = _seated(desk, f"{TOWN}.{key}") if of_block == block else ()
            if entries:
                sections.append(Section((*heading, f"{place}. {name}"), entries, f"{TOWN}.{key}"))
                heading = ()
    heading = ("IV. KHỐI PHƯỜNG, XÃ",)
    for place, ward in enumerate(WARDS, start=1):
        kind, name = desk.truth.units[ward].names[-1][1:]
        entries = _seated(desk, ward)
        sections.append(Section((*heading, f"{place}. {kind.capitalize()} {name}"), entries, ward))
        heading = ()
    return sections


def _seated(desk: Desk, unit: str) -> tuple[Entry, ...]:
    """Leaders of a unit whose posts are the same on 31/12/2010 as in mid-2011."""
    made = []
    for person in desk.truth.seated(unit):
        tenures = desk.told.tenures(person.id)
        since = [f for f in tenures if f["post"] and f["post"][0] != "V" and not f["ends"]]
        if not since or any(str(f["begins"]) > "2010-12-31" for f in since):
            continue
        facts = {
            "who": next(iter(desk.told.of("particulars", person.id)), None),
            "rank": _rank_then(desk, person.id),
            "rating": _rating_then(desk, person.id),
        }
        kept = {role: fact for role, fact in facts.items() if fact is not None}
        made.append(Entry(person, kept, now=desk.now(person.id, "2010-12-31", HALF)))
    return tuple(made)


def _rank_then(desk: Desk, person: str) -> Fact | None:
    held = [f for f in desk.told.of("rank", person) if f.holds_on(date(2010, 12, 31))]
    return held[0] if held else None


def _rating_then(desk: Desk, person: str) -> Fact | None:
    return next((f for f in desk.told.of("rating", person) if f["year"] == "2010"), None)
