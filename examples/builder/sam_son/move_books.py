"""The papers of the scheme of May 2008: its plan, what came of it, and the book of decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from examples.builder.chronicle import Fact
from examples.builder.list_columns import Scribe, left
from examples.builder.lists import Entry, ListColumn, ListPage, Section, list_page
from examples.builder.pens import Pen
from examples.builder.sam_son.desk import MOTTO, PARTY, Desk
from examples.builder.sam_son.moves import BEFORE, BY_SCHEME, EXPERT, NEVER, OUTSIDE, Moved
from examples.builder.sheets import Book, Page, Value
from examples.builder.titles import FULL, HALF

KINDS = {"reassignment": "Điều động", "rotation": "Luân chuyển",
         "reinforcement": "Tăng cường cơ sở"}  # fmt: skip
_PLAN_DAY = "2008-05-12"
_ANSWERED = "2011-07-26"


def move_books(desk: Desk) -> list[Book]:
    """Make all three."""
    return [_plan(desk), _results(desk), _register(desk)]


def _fact(desk: Desk, moved: Moved) -> Fact:
    return next(f for f in desk.told.of("move", moved.person) if f["begins"] == moved.day)


def _place(scribe: Scribe, post: str, unit: str, day: str) -> str:
    return scribe.pen.spell(scribe.speech.post(post, unit, date.fromisoformat(day), scribe.form))


# -- the plan: intentions, no acts ---------------------------------------------------------------


def _plan(desk: Desk) -> Book:
    pen = Pen("scheme-2008", birth="year", titles=FULL)
    scribe = desk.scribe(pen, _PLAN_DAY, form=FULL)
    rows = [(m.person, m.goal, KINDS[m.kind], f"Quý {q}/{m.day[:4]}")
            for m, q in zip(BY_SCHEME[:8], ("III", "III", "IV", "IV", "IV", "I", "I", "IV"),
                            strict=True)]  # fmt: skip
    rows += [(person, goal, "Luân chuyển", "Năm 2009") for person, goal, _ in NEVER]
    entries = [
        Entry(
            desk.person(person),
            now=desk.now(person, _PLAN_DAY, FULL, members=False),
            extra={"goal": _place(scribe, *goal, _PLAN_DAY), "kind": kind, "when": when},
        )
        for person, goal, kind, when in rows
    ]
    hand = ListPage(
        name="Phuong an", kind="move_plan", left=("BAN CHẤP HÀNH ĐẢNG BỘ THỊ XÃ", "THỊ ỦY SẦM SƠN"),
        right=(*PARTY, "", "Sầm Sơn, ngày 12 tháng 5 năm 2008"),
        title=("PHƯƠNG ÁN ĐIỀU ĐỘNG, LUÂN CHUYỂN CÁN BỘ LÃNH ĐẠO, QUẢN LÝ",
               "GIAI ĐOẠN 2008 - 2010",
               "(Phụ lục kèm theo Đề án số 03-ĐA/ThU ngày 12/5/2008 của Ban Thường vụ Thị ủy)"),
        columns=(
            scribe.stt("TT"), scribe.name(), *scribe.born_by_sex("Năm sinh", 8),
            scribe.now("Chức vụ, đơn vị hiện nay", 34),
            scribe.said(("Dự kiến điều động, luân chuyển đến",), "goal", 36, False),
            scribe.said(("Hình thức",), "kind", 16),
            scribe.said(("Dự kiến thời gian",), "when", 13),
            scribe.remark("Ghi chú", 12),
        ),
        numbers="brackets", signed_by=("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
    )  # fmt: skip
    page = list_page(hand, [Section((), tuple(entries))])
    return Book("Phu luc De an luan chuyen (5-2008).xls", "2008-05-20", (page,), script="tcvn3",
                author="Van phong Thi uy")  # fmt: skip


# -- the results: acts, ten of them by the scheme ------------------------------------------------


def _results(desk: Desk) -> Book:
    pen = Pen("moves-2011", birth="padded", titles=FULL)
    scribe = desk.scribe(pen, _ANSWERED, form=FULL, days="padded")
    sections = [
        _section(desk, "I. THỰC HIỆN THEO ĐỀ ÁN SỐ 03-ĐA/ThU", BY_SCHEME, _today),
        _section(desk, "II. CÔNG CHỨC KHÔNG GIỮ CHỨC VỤ LÃNH ĐẠO (THEO ĐỀ ÁN)", (EXPERT,), None),
        _section(desk, "III. ĐIỀU ĐỘNG NGOÀI ĐỀ ÁN", OUTSIDE, None),
        _section(desk, "IV. TRƯỚC KHI CÓ ĐỀ ÁN", BEFORE, None),
        Section(("V. CÓ TRONG PHƯƠNG ÁN NHƯNG CHƯA THỰC HIỆN",), tuple(
            Entry(desk.person(person), now=desk.now(person, _ANSWERED, FULL, members=False),
                  extra={"goal": _place(scribe, *goal, _ANSWERED)}, remark=why)
            for person, goal, why in NEVER
        )),
    ]  # fmt: skip
    decision = "Quyết định"
    hand = ListPage(
        name="Ket qua", kind="moves", left=("THỊ ỦY SẦM SƠN", "BAN TỔ CHỨC"),
        right=(*PARTY, "", "Sầm Sơn, ngày 26 tháng 7 năm 2011"),
        title=("KẾT QUẢ ĐIỀU ĐỘNG, LUÂN CHUYỂN CÁN BỘ LÃNH ĐẠO, QUẢN LÝ",
               "theo Đề án số 03-ĐA/ThU ngày 12/5/2008 của Ban Thường vụ Thị ủy",
               "(Từ tháng 5/2008 đến ngày 26/7/2011)"),
        columns=(
            scribe.stt(), scribe.name(), *scribe.born_by_sex("Ngày, tháng, năm sinh"),
            _origin(scribe), _goal(scribe),
            scribe.value(("Hình thức",), "move", "move_kind", 15, KINDS),
            scribe.value((decision, "Số"), "move", "decision", 14),
            scribe.day((decision, "Ngày"), "move", "decision_day"),
            scribe.day(("Từ ngày",), "move", "begins"),
            scribe.of(("Thời hạn",), "move", "planned_end", 11, _term_of),
            scribe.remark("Ghi chú", 34),
        ),
        signed_by=("TRƯỞNG BAN", "(Đã ký)", desk.person("P175").name), restart=True,
    )  # fmt: skip
    page = list_page(hand, sections)
    return Book("KQ thuc hien De an luan chuyen.xlsx", "2011-07-26", (page,), size=11,
                author="Ban Tổ chức Thị ủy")  # fmt: skip


def _section(desk: Desk, heading: str, moves: tuple[Moved, ...], remark: object) -> Section:
    entries = tuple(Entry(desk.person(m.person), {"move": _fact(desk, m)}) for m in moves)
    if remark is not None:
        entries = tuple(replace(e, remark=_today(desk, e)) for e in entries)
    return Section((heading,), entries)


def _today(desk: Desk, entry: Entry) -> str:
    """What became of those who were moved: the sentence of July 2011."""
    now = desk.now(entry.person.id, _ANSWERED, HALF)
    return f"Hiện là {now}"


def _origin(scribe: Scribe) -> ListColumn:
    def write(entry: Entry) -> Value:
        fact = entry.facts.get("move")
        if fact is None:
            return entry.now
        return _place(scribe, fact["from_post"], fact["from_unit"], fact["begins"])

    path = ("Chức vụ, đơn vị trước khi điều động, luân chuyển",)
    return ListColumn(path, "move.from", 34, write, centred=False)


def _goal(scribe: Scribe) -> ListColumn:
    def write(entry: Entry) -> Value:
        fact = entry.facts.get("move")
        if fact is None:
            return entry.extra.get("goal")
        return _place(scribe, fact["to_post"], fact["to_unit"], fact["begins"])

    return ListColumn(("Chức vụ, đơn vị đến",), "move.to", 34, write, centred=False)


def _term_of(fact: Fact) -> Value:
    """The time away as the decision says it."""
    if not fact["planned_end"]:
        return None
    return f"{(int(fact['planned_end'][:4]) - int(fact['begins'][:4])) * 12} tháng"


# -- the book of decisions -------------------------------------------------------------------------

_ACTS = {"appointed": "Bổ nhiệm", "reassigned": "Điều động, bổ nhiệm"}
_LEAVING = {"age": "Nghỉ hưu", "early": "Nghỉ hưu trước tuổi", "resigned": "Thôi việc",
            "dismissed": "Buộc thôi việc"}  # fmt: skip


def _register(desk: Desk) -> Book:
    pages = [page for year in range(2006, 2012) if (page := _register_page(desk, year)).rows]
    return Book("So theo doi quyet dinh.xls", "2011-07-27", tuple(pages), font="Arial", size=10,
                author="Phòng Nội vụ")  # fmt: skip


def _register_page(desk: Desk, year: int) -> Page:
    pen = Pen("register", birth="year", titles=HALF)
    scribe = desk.scribe(pen, f"{year}-12-31", form=HALF, days="excel")
    acts = [
        fact for fact in desk.told.facts.values()
        if fact.kind in {"tenure", "retirement"} and fact["decision"]
        and str(fact["decision_day"]).startswith(str(year)) and fact["act"] != "designated"
    ]  # fmt: skip
    acts.sort(key=lambda fact: (fact["decision_day"], fact.person))
    entries = tuple(
        Entry(desk.person(fact.person), {fact.kind: fact}, now=_was(desk, fact)) for fact in acts
    )
    hand = ListPage(
        name=str(year), kind="appointments", left=("UBND THỊ XÃ SẦM SƠN", "PHÒNG NỘI VỤ"),
        right=MOTTO, title=(f"SỔ THEO DÕI QUYẾT ĐỊNH VỀ CÔNG TÁC CÁN BỘ NĂM {year}",),
        columns=(
            scribe.stt("TT"), _either(scribe, ("Số QĐ",), "decision", 15),
            _either_day(scribe, ("Ngày ký",), "decision_day"), scribe.name("Họ và tên", 24),
            scribe.born("Năm sinh", 9), _subject(scribe),
            scribe.now("Chức vụ cũ", 34), scribe.post(("Chức vụ mới",), "tenure", 34),
            _either_day(scribe, ("Hiệu lực từ",), "begins"),
            left(_either(scribe, ("Cơ quan ban hành",), "issuer", 22)),
        ),
        notes=(f"Ghi chú: năm {year} có {len(entries)} quyết định.",),
    )  # fmt: skip
    return list_page(hand, [Section((), entries)])


def _was(desk: Desk, fact: Fact) -> str:
    """The post before the act."""
    before = date.fromordinal(fact.begins.toordinal() - 1).isoformat()
    return desk.now(fact.person, before, HALF, members=False)


def _either(scribe: Scribe, path: tuple[str, ...], field: str, width: float) -> ListColumn:
    def write(entry: Entry) -> Value:
        return str(next(iter(entry.facts.values()))[field]) or None

    return ListColumn(path, f"act.{field}", width, write)


def _either_day(scribe: Scribe, path: tuple[str, ...], field: str) -> ListColumn:
    def write(entry: Entry) -> Value:
        return scribe.written(str(next(iter(entry.facts.values()))[field]))

    return ListColumn(path, f"act.{field}", 11, write)


def _subject(scribe: Scribe) -> ListColumn:
    def write(entry: Entry) -> Value:
        if "retirement" in entry.facts:
            return _LEAVING[entry.facts["retirement"]["retirement"]]
        fact = entry.facts["tenure"]
        if fact["manner"] == "acting":
            return "Giao phụ trách"
        return "Kiêm nhiệm" if fact["manner"] == "concurrent" else _ACTS[fact["act"]]

    return ListColumn(("Nội dung",), "act.subject", 18, write)
