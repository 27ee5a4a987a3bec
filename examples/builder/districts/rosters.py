"""Rosters of districts: four hands, none of which draws as the hands of Sầm Sơn do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from examples.builder import pens
from examples.builder.districts.desk import MOTTO, PARTY, DistrictDesk
from examples.builder.list_columns import Scribe, left
from examples.builder.lists import Entry, ListColumn, ListPage, Section, list_page
from examples.builder.pens import Pen
from examples.builder.sheets import Book, Page, Value
from examples.builder.spelling import bare
from examples.builder.titles import FULL, HALF, LETTERS
from examples.builder.truth import Levels

_WORDS = {"CQĐT": "Chưa qua đào tạo", "SC": "Sơ cấp", "TC": "Trung cấp", "CĐ": "Cao đẳng",
          "ĐH": "Đại học", "ThS": "Thạc sĩ"}  # fmt: skip
_THEORY = {"CT0": "", "CTSC": "Sơ cấp", "CTTC": "Trung cấp", "CTCC": "Cao cấp", "CTCN": "Cử nhân"}


def _mark(path: tuple[str, ...], field: str, code: str, read: Callable[[Levels], str]
          ) -> ListColumn:  # fmt: skip
    def write(entry: Entry) -> Value:
        return "x" if entry.person.levels and read(entry.person.levels) == code else None

    return ListColumn(path, f"{field}_mark", 5, write)


def _posts(scribe: Scribe, head: str, width: float) -> ListColumn:
    return left(scribe.said((head,), "post", width))


# -- communes of the delta -----------------------------------------------------------------------


def marks_sheet(desk: DistrictDesk, commune: str) -> Page:
    """A sheet of the VNI file: marks everywhere, the Party as a mark too."""
    name = desk.truth.units[commune].names[-1][2]
    kind = desk.truth.units[commune].names[-1][1]
    pen = Pen(f"marks {commune}", capitals=True, birth="year", titles=LETTERS, joiner=" - ")
    scribe = desk.scribe(pen, desk.plan.last.isoformat(), form=LETTERS)
    degrees = {"SC": "SC", "TC": "TC", "CĐ": "CĐ", "ĐH": "ĐH", "ThS": "SĐH"}
    hand = ListPage(
        name=bare(name), kind="roster", left=(f"UBND {desk.upper}", f"UBND {kind.upper()} "
        f"{name.upper()}"), right=MOTTO,
        title=("DANH SÁCH CÁN BỘ, CÔNG CHỨC VÀ NGƯỜI HOẠT ĐỘNG KHÔNG CHUYÊN TRÁCH",
               f"{kind.upper()} {name.upper()}", f"Tính đến ngày {_dots(desk.plan.last)}"),
        columns=(
            scribe.stt(), scribe.name("HỌ VÀ TÊN"), *scribe.born_by_sex("NĂM SINH", 7),
            _posts(scribe, "CHỨC DANH", 20), scribe.said(("ĐẢNG VIÊN",), "member", 6),
            scribe.level(("TRÌNH ĐỘ", "VĂN HÓA"), "general_education", 7, lambda x: x.schooling),
            *(_mark(("TRÌNH ĐỘ", "CHUYÊN MÔN", words), "professional", code,
                    lambda x: x.professional.level) for code, words in degrees.items()),
            *(_mark(("TRÌNH ĐỘ", "CHÍNH TRỊ", words), "political_theory", code,
                    lambda x: x.theory)
              for code, words in {"CTSC": "SC", "CTTC": "TC", "CTCC": "CC"}.items()),
            scribe.level(("TRÌNH ĐỘ", "QLNN"), "state_management_mark", 7,
                         lambda x: "x" if x.state != "QL0" else None),
            scribe.remark("GHI CHÚ", 10),
        ),
        numbers="plain", subtotal="Cộng", restart=True,
    )  # fmt: skip
    return list_page(hand, _by_group(desk, commune, LETTERS, " - ", "A. CÁN BỘ", "B. CÔNG CHỨC",
                                     "C. KHÔNG CHUYÊN TRÁCH"))  # fmt: skip


def words_sheet(desk: DistrictDesk, commune: str) -> Page:
    """A sheet of the Unicode file: the post first, the name over two columns, words in full."""
    kind, name = desk.truth.units[commune].names[-1][1:]
    pen = Pen(f"words {commune}", birth="padded", titles=FULL, joiner="; ")
    scribe = desk.scribe(pen, desk.plan.last.isoformat(), form=FULL, days="dashes")
    hand = ListPage(
        name=name, kind="roster", left=(f"UBND {desk.upper}", f"UBND {kind} {name}".upper()),
        right=MOTTO,
        title=(f"BIỂU TỔNG HỢP ĐỘI NGŨ CÁN BỘ, CÔNG CHỨC {kind.upper()} {name.upper()}",
               f"(Thời điểm {_dots(desk.plan.last)})"),
        columns=(
            scribe.stt("Số TT"), _posts(scribe, "Chức vụ, chức danh đang đảm nhiệm", 36),
            *scribe.name_in_two("Họ và tên"), scribe.sex("Phái"),
            scribe.of_person(("Ngày, tháng, năm sinh",), "birth", 13, _dashed),
            scribe.party("Ngày vào Đảng CSVN"),
            scribe.level(("Trình độ chuyên môn",), "professional", 22,
                         lambda x: pens.degree_in_words(x.professional)),
            scribe.level(("Trình độ lý luận chính trị",), "political_theory", 14,
                         lambda x: _THEORY[x.theory] or None),
            scribe.level(("Tin học",), "it", 9, lambda x: f"CC {x.it[-1]}" if x.it else None),
            scribe.level(("Ngoại ngữ",), "foreign_language", 10,
                         lambda x: f"Anh văn {x.language[-1]}" if x.language else None),
        ),
        closing="Tổng cộng: {count} người.", signed_by=("CHỦ TỊCH",), landscape=True,
    )  # fmt: skip
    return list_page(hand, _by_group(desk, commune, FULL, "; ", "I/ Cán bộ", "II/ Công chức",
                                     "III/ Những người hoạt động không chuyên trách"))  # fmt: skip


def short_sheet(desk: DistrictDesk, commune: str) -> Page:
    """One plain table without groups: what a clerk types in an hour."""
    kind, name = desk.truth.units[commune].names[-1][1:]
    pen = Pen(f"short {commune}", old_tones=True, birth="mixed", titles=HALF, joiner=" kiêm ")
    scribe = desk.scribe(pen, desk.plan.last.isoformat(), form=HALF)
    hand = ListPage(
        name="Sheet1", kind="roster", left=(), right=(),
        title=(f"Danh sách CBCC {kind} {name} năm {desk.plan.last.year}",
               f"(đến {_dots(desk.plan.last)})"),
        columns=(
            scribe.stt("TT"), scribe.name("Họ tên"), scribe.born("Sinh ngày", 12),
            scribe.sex("Nữ", ("", "x")), _posts(scribe, "Chức vụ", 30), scribe.home("Quê quán", 24),
            scribe.level(("Chuyên môn",), "professional", 18,
                         lambda x: pens.degree_with_mode(x.professional)),
            scribe.level(("LLCT",), "political_theory", 8, lambda x: pens.theory_short(x.theory)),
            scribe.level(("QLNN",), "state_management", 9, lambda x: pens.state_short(x.state)),
        ),
    )  # fmt: skip
    people = tuple(desk.roster_entry(p, HALF, " kiêm ") for p in desk.seated(commune))
    return list_page(hand, [Section((), people, commune)])


def _by_group(
    desk: DistrictDesk, commune: str, form: int, joiner: str, *headings: str
) -> list[Section]:
    sections = []
    groups = (("party", "government", "front"), ("civil",), ("part_time",))
    for heading, wanted in zip(headings, groups, strict=True):
        people = [p for p in desk.seated(commune) if p.seat and p.seat.group in wanted]
        entries = tuple(desk.roster_entry(p, form, joiner) for p in people)
        sections.append(Section((heading,), entries, commune))
    return sections


# -- bodies and schools --------------------------------------------------------------------------


def bodies_page(desk: DistrictDesk) -> Page:
    """All bodies in one table with the unit in a column of its own on every row."""
    pen = Pen("bodies", birth="text", titles=HALF)
    scribe = desk.scribe(pen, desk.plan.last.isoformat(), form=HALF)
    hand = ListPage(
        name="Khoi co quan huyen", kind="roster", left=(f"{desk.committee}", "BAN TỔ CHỨC"),
        right=PARTY,
        title=("DANH SÁCH CÁN BỘ, CÔNG CHỨC CÁC CƠ QUAN ĐẢNG, NHÀ NƯỚC, MTTQ VÀ ĐOÀN THỂ "
               f"{desk.upper}", f"(Có mặt đến ngày {_dots(desk.plan.last)})"),
        columns=(
            scribe.stt(), scribe.name(), *scribe.born_by_sex("Ngày sinh", 11),
            scribe.ethnic(), _posts(scribe, "Chức vụ", 30),
            scribe.level(("Trình độ", "Chuyên môn"), "professional", 20,
                         lambda x: pens.degree_run_together(x.professional)),
            scribe.level(("Trình độ", "LLCT"), "political_theory", 10,
                         lambda x: pens.theory_words(x.theory)),
            scribe.level(("Trình độ", "QLNN"), "state_management", 14,
                         lambda x: pens.state_words(x.state)),
        ),
        header_every=35, numbers="brackets",
    )  # fmt: skip
    sections = []
    for number, body in enumerate([b for b in desk.plan.bodies if b.block != "school"], start=1):
        unit = desk.plan.body_unit(body)
        entries = tuple(desk.roster_entry(p, HALF) for p in desk.seated(unit))
        sections.append(Section((f"{number}. {body.name}",), entries, unit))
    return list_page(hand, sections)


def schools_page(desk: DistrictDesk) -> Page:
    """Heads and deputies of schools, by school."""
    pen = Pen("schools", birth="year", titles=FULL)
    scribe = desk.scribe(pen, desk.plan.last.isoformat(), form=FULL)
    hand = ListPage(
        name="CBQL truong hoc", kind="roster", left=(f"UBND {desk.upper}", "PHÒNG GD&ĐT"),
        right=MOTTO,
        title=("DANH SÁCH CÁN BỘ QUẢN LÝ TRƯỜNG HỌC", f"(Đến {_dots(desk.plan.last)})"),
        columns=(
            scribe.stt("TT"), scribe.name(), *scribe.born_by_sex("Năm sinh", 8),
            scribe.said(("Chức vụ",), "post", 34, False),
            scribe.level(("Trình độ CM",), "professional", 20,
                         lambda x: pens.degree_with_mode(x.professional)),
            scribe.level(("LLCT",), "political_theory", 8, lambda x: pens.theory_short(x.theory)),
        ),
        merged_groups=False,
    )  # fmt: skip
    sections = []
    for body in [b for b in desk.plan.bodies if b.block == "school"]:
        unit = desk.plan.body_unit(body)
        entries = tuple(
            Entry(p, extra={"post": desk.speech.post(p.seat.posts[0], unit, desk.plan.last,
                                                            FULL)})
            for p in desk.seated(unit) if p.seat
        )  # fmt: skip
        sections.append(Section((), entries, unit))
    return list_page(hand, sections)


def _dots(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def _dashed(entry: Entry) -> Value:
    return f"{entry.person.born:%d-%m-%Y}"


# -- the mountain district: everybody on one sheet, before and after the communes' merger ---------


def _everybody(desk: DistrictDesk) -> list[Section]:
    sections = []
    units = [desk.plan.body_unit(b) for b in desk.plan.bodies] + list(desk.plan.communes)
    for number, unit in enumerate(units, start=1):
        kind, name = desk.truth.units[unit].named(desk.plan.last)
        words = f"{kind} {name}".strip()
        entries = tuple(desk.roster_entry(p, FULL) for p in desk.seated(unit))
        sections.append(Section((f"{number}. {words[0].upper()}{words[1:]}",), entries, unit))
    return sections


def key_officials_page(desk: DistrictDesk) -> Page:
    """Post before name, days with dots, the mode of study in a column, ethnic group, women."""
    pen = Pen("key", birth="text", titles=FULL)
    scribe = desk.scribe(pen, desk.plan.last.isoformat(), form=FULL, days="dots")
    level = "TRÌNH ĐỘ"
    hand = ListPage(
        name="CB chu chot", kind="roster", left=("TỈNH ỦY LÀO CAI", desk.committee), right=PARTY,
        title=(f"DANH SÁCH CÁN BỘ LÃNH ĐẠO, QUẢN LÝ {desk.upper}",
               f"Tính đến ngày {_dots(desk.plan.last)}"),
        columns=(
            scribe.stt("TT"), _posts(scribe, "CHỨC VỤ, CHỨC DANH", 34),
            scribe.name("HỌ VÀ TÊN", 22), scribe.sex("NỮ", ("", "x")),
            scribe.of_person(("NGÀY SINH",), "birth", 12,
                             lambda e: f"{e.person.born:%d.%m.%Y}"),
            scribe.ethnic("DÂN TỘC"), scribe.home("QUÊ QUÁN", 24), scribe.party("VÀO ĐẢNG"),
            scribe.level((level, "GDPT"), "general_education", 7, lambda x: x.schooling),
            scribe.level((level, "CM", "Trình độ"), "professional", 12,
                         lambda x: _WORDS[x.professional.level]),
            scribe.said((level, "CM", "Ngành"), "field", 18),
            scribe.said((level, "CM", "Hình thức"), "mode", 9),
            scribe.level((level, "LLCT"), "political_theory", 11,
                         lambda x: _THEORY[x.theory] or None),
            scribe.level((level, "QLNN"), "state_management", 8,
                         lambda x: pens.state_short(x.state)),
        ),
        restart=False, signed_by=("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC"),
    )  # fmt: skip
    return list_page(hand, _everybody(desk))


def before_merger_page(desk: DistrictDesk) -> Page:
    """The communes at the end of 2019, by the names and posts of that day."""
    day = "2019-12-31"
    when = date.fromisoformat(day)
    pen = Pen("before", birth="year", titles=HALF)
    scribe = desk.scribe(pen, day, form=HALF)
    hand = ListPage(
        name="Xa 2019", kind="roster", left=(f"UBND {desk.upper}", "PHÒNG NỘI VỤ"), right=MOTTO,
        title=("DANH SÁCH CÁN BỘ CHỦ CHỐT CÁC XÃ", "(Thời điểm 31/12/2019)"),
        columns=(
            scribe.stt("STT"), scribe.name(), *scribe.born_by_sex("Năm sinh", 8),
            scribe.ethnic(), scribe.said(("Chức vụ",), "post", 30, False),
        ),
        merged_groups=False, restart=True,
    )  # fmt: skip
    sections = []
    for code, unit in desk.truth.units.items():
        if unit.level != "commune":
            continue
        entries = []
        for person in desk.truth.people.values():
            held = [f for f in desk.told.posts_on(person.id, when)
                    if f["unit"] == code and f["post"][:1] == "X"]  # fmt: skip
            if held:
                words = ", ".join(desk.speech.post(f["post"], code, when, HALF) for f in held[:2])
                facts = {f"tenure{n}": f for n, f in enumerate(held)}
                entries.append(Entry(person, facts, extra={"post": words}))
        kind, name = unit.named(when)
        if entries:
            sections.append(Section((f"{kind.capitalize()} {name}",), tuple(entries), code))
    return list_page(hand, sections)


# -- files ----------------------------------------------------------------------------------------


def delta_books(desk: DistrictDesk) -> list[Book]:
    """The rosters of the large district: three hands for the communes, two for the rest."""
    communes = desk.plan.communes
    received = f"{desk.plan.last.year}-12-25"
    made = [
        Book("DS CBCC xa 2015 (dot 1).xls", received,
             tuple(marks_sheet(desk, c) for c in communes[:9]), size=11, script="vni"),
        Book("Bieu tong hop CBCC cac xa.xlsx", received,
             tuple(words_sheet(desk, c) for c in communes[9:17]), size=11),
        Book("Co quan huyen 2015.xlsx", received, (bodies_page(desk),), size=11),
        Book("CBQL truong hoc.xls", received, (schools_page(desk),), script="vni"),
    ]  # fmt: skip
    for code in communes[17:]:
        name = bare(desk.truth.units[code].names[-1][2])
        made.append(Book(f"DS {name}.xlsx", received, (short_sheet(desk, code),), font="Arial",
                         size=10))  # fmt: skip
    return made


def mountain_books(desk: DistrictDesk) -> list[Book]:
    """The rosters of the small district."""
    return [
        Book("CB chu chot xa 31-12-2019.xls", "2020-01-10", (before_merger_page(desk),)),
        Book("DS can bo LDQL den 31.12.2020.xlsx", "2020-12-30", (key_officials_page(desk),),
             size=11),
    ]  # fmt: skip


ROSTERS: dict[str, Callable[[DistrictDesk], Sequence[Book]]] = {
    "cai-be": delta_books,
    "si-ma-cai": mountain_books,
}
