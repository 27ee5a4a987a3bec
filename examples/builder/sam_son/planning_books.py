"""The planning lists: 2005 and its review, 2009 under Hướng dẫn 22-HD/BTCTW, two reviews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from examples.builder.chronicle import Fact
from examples.builder.list_columns import Scribe
from examples.builder.lists import Entry, ListColumn, ListPage, Section, list_page
from examples.builder.pens import (
    Pen,
    degree_in_words,
    degree_with_mode,
    state_short,
    theory_short,
    theory_words,
)
from examples.builder.sam_son.desk import PARTY, Desk, by_name
from examples.builder.sam_son.places import BODIES, TOWN, WARDS
from examples.builder.sam_son.planning_totals import totals_page
from examples.builder.sam_son.pool import APPROVED, NEXT_TERM
from examples.builder.sheets import Book, Page, Value
from examples.builder.titles import FULL, HALF, LETTERS
from examples.builder.truth import Levels

_ORDER = ("V11", "V12", "H01", "H02", "H05", "H06", "H07")
RATING_WORDS = {"XS": "Xuất sắc", "KHA": "Khá", "TB": "Trung bình", "KEM": "Kém"}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def planning_books(desk: Desk) -> list[Book]:
    """Make all five workbooks."""
    return [
        _list_2005(desk), _review_2007(desk), _lists_2009(desk), _review_2010(desk),
        _review_2011(desk),
    ]  # fmt: skip


def _pool(desk: Desk, approved_by: str) -> list[Fact]:
    return [fact for fact in desk.told.of("pool") if fact["list"] == approved_by]


def _targets(desk: Desk, facts: Iterable[Fact]) -> list[tuple[str, str]]:
    """The planned posts in order of rank, then as the bodies and wards are listed."""
    units = [TOWN, *(f"{TOWN}.{key}" for key, *_ in BODIES), *WARDS]

    def rank(target: tuple[str, str]) -> tuple[int, int, str]:
        post, unit = target
        first = _ORDER.index(post) if post in _ORDER else len(_ORDER)
        return first, units.index(unit), post

    return sorted({(fact["post"], fact["unit"]) for fact in facts}, key=rank)


def _entered(desk: Desk, facts: Iterable[Fact], day: str, form: int = HALF) -> list[Entry]:
    """Entries of people whom the list plans."""
    return [replace(e, mode="enter") for e in desk.entries(facts, "pool", day, form)]


def _gone(desk: Desk, review: str, day: str, form: int = HALF) -> list[Entry]:
    """Entries of people whom a review takes out, with its reason."""
    out = [f for f in desk.told.of("pool") if f["exit_list"] == review]
    return [
        replace(e, remark=str(e.facts["pool"]["exit_words"]), mode="leave")
        for e in desk.entries(out, "pool", day, form)
    ]


def _sections(desk: Desk, facts: Sequence[Fact], day: str, form: int, *, roman: bool = True
              ) -> list[Section]:  # fmt: skip
    """One section for each planned post, headed by its words."""
    sections = []
    when = date.fromisoformat(day)
    for number, (post, unit) in enumerate(_targets(desk, facts)):
        chosen = [f for f in facts if (f["post"], f["unit"]) == (post, unit)]
        words = desk.speech.post(post, unit, when, FULL)
        sign = _ROMAN[number] if roman and number < len(_ROMAN) else str(number + 1)
        entries = by_name(_entered(desk, chosen, day, form))
        sections.append(Section((f"{sign}. {words}",), entries, unit))
    return sections


# -- 2005, 2007: fonts from before Unicode ---------------------------------------------------


def _old_columns(scribe: Scribe, last: Sequence[ListColumn]) -> tuple[ListColumn, ...]:
    level = "Trình độ"
    return (
        scribe.stt("TT"),
        scribe.name(),
        *scribe.born_by_sex("Năm sinh", 8),
        scribe.home(),
        scribe.now("Chức vụ, đơn vị công tác", 32),
        scribe.level((level, "VH"), "general_education", 7, lambda x: x.schooling),
        scribe.level((level, "CM"), "professional", 15, lambda x: degree_with_mode(x.professional)),
        scribe.said((level, "LLCT"), "political_theory", 7),
        *last,
    )


def _with_theory(desk: Desk, sections: Sequence[Section], day: str) -> list[Section]:
    """Add the level of theory of that day where it is sure."""
    when = date.fromisoformat(day)
    done = []
    for section in sections:
        entries = []
        for entry in section.entries:
            level = theory_on(desk, entry.person.id, when)
            entries.append(
                replace(entry, extra={"political_theory": theory_short(level)} if level else {})
            )
        done.append(replace(section, entries=tuple(entries)))
    return done


def _list_2005(desk: Desk) -> Book:
    number, day, term = APPROVED["2005"]
    pen = Pen("pool-2005", birth="year", titles=LETTERS)
    scribe = desk.scribe(pen, day, form=HALF)
    facts = _pool(desk, "2005")
    pages = []
    for name, title, wanted in (
        ("BCH", "BAN CHẤP HÀNH, BAN THƯỜNG VỤ THỊ ỦY", {"V11", "V12"}),
        ("Phong ban", "CHỨC DANH LÃNH ĐẠO CÁC PHÒNG, BAN, NGÀNH, ĐOÀN THỂ", set()),
    ):
        chosen = [f for f in facts if (f["post"] in wanted) == bool(wanted)]
        hand = ListPage(
            name=name, kind="planning", since=day, left=("THỊ ỦY SẦM SƠN", "*"), right=PARTY,
            title=(f"DANH SÁCH CÁN BỘ QUY HOẠCH {title}", f"NHIỆM KỲ {term}",
                   f"(Kèm theo Quyết định số {number} ngày 12/8/2005 của Ban Thường vụ Thị ủy)"),
            columns=_old_columns(scribe, (
                scribe.post(("Chức danh quy hoạch",), "pool", 26), scribe.remark("Ghi chú", 12),
            )),
            closing="Danh sách này có {count} người.", signed_by=("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
        )  # fmt: skip
        pages.append(list_page(hand, _with_theory(desk, _sections(desk, chosen, day, HALF), day)))
    return Book("QH cap uy 2005-2010.xls", "2005-08-25", tuple(pages), size=11, script="tcvn3",
                author="Ban Tổ chức")  # fmt: skip


def _review_2007(desk: Desk) -> Book:
    number, day, term = APPROVED["2007"]
    pen = Pen("pool-2007", capitals=True, birth="year", titles=HALF)
    scribe = desk.scribe(pen, day, form=HALF)
    added = by_name(_entered(desk, _pool(desk, "2007"), day))
    gone = _gone(desk, "2007", day)
    hand = ListPage(
        name="Sheet1", kind="planning", since=day, left=("THỊ ỦY SẦM SƠN", "*"), right=PARTY,
        title=("DANH SÁCH BỔ SUNG, ĐIỀU CHỈNH QUY HOẠCH CÁN BỘ", f"NHIỆM KỲ {term}",
               f"(Kèm theo Quyết định số {number} ngày 20 tháng 4 năm 2007 của BTV Thị ủy)"),
        columns=_old_columns(scribe, (
            scribe.post(("Chức danh quy hoạch",), "pool", 26), scribe.remark("Lý do", 24),
        )),
        restart=True, signed_by=("T/M BAN THƯỜNG VỤ",), merged_groups=False,
    )  # fmt: skip
    sections = [
        Section(("A. Bổ sung quy hoạch",), added),
        Section(("B. Đưa ra khỏi quy hoạch",), by_name(gone)),
    ]
    page = list_page(hand, _with_theory(desk, sections, day))
    return Book("Bo sung QH 2007.xls", "2007-05-04", (page,), size=11, script="tcvn3",
                author="Ban Tổ chức")  # fmt: skip


# -- 2009: the full form ------------------------------------------------------------------------


def _full_columns(desk: Desk, scribe: Scribe) -> tuple[ListColumn, ...]:
    level, asked = "Trình độ", "Kết quả giới thiệu"
    planned = "Chức danh quy hoạch"
    return (
        scribe.stt(),
        scribe.name(),
        *scribe.born_by_sex("Ngày, tháng, năm sinh"),
        scribe.home("Quê quán", 20),
        scribe.ethnic(),
        scribe.party("Ngày vào Đảng"),
        scribe.now("Chức vụ, đơn vị công tác hiện nay", 34),
        scribe.level((level, "Học vấn"), "general_education", 8, lambda x: x.schooling),
        scribe.level(
            (level, "Chuyên môn"), "professional", 20, lambda x: degree_in_words(x.professional)
        ),
        scribe.said((level, "LLCT"), "political_theory", 10),
        scribe.level((level, "QLNN"), "state_management", 9, lambda x: state_short(x.state)),
        scribe.value(("Xếp loại năm 2008",), "rating", "level", 11, RATING_WORDS),
        scribe.post((planned, "Nhiệm kỳ 2010-2015"), "pool", 26),
        scribe.post((planned, "Nhiệm kỳ 2015-2020"), "next", 22),
        scribe.said((asked, "Số phiếu"), "votes", 8),
        scribe.said((asked, "Tỷ lệ (%)"), "percent", 8),
        scribe.remark("Ghi chú", 14),
    )


def _dressed(desk: Desk, scribe: Scribe, entry: Entry) -> Entry:
    """Add what the form of 2009 shows besides: votes, rating and level of theory of that day."""
    dice = scribe.dice(entry.person.id, next(iter(entry.facts.values())).id)
    ballots, won = 36, dice.randint(22, 36)
    rated = [f for f in desk.told.of("rating", entry.person.id) if f["year"] == "2008"]
    percent = f"{won * 100 / ballots:.1f}".replace(".", ",").removesuffix(",0")
    extra: dict[str, Value] = {"votes": won, "percent": percent}
    facts = {**entry.facts, "rating": rated[0]} if rated else entry.facts
    theory = theory_on(desk, entry.person.id, date(2009, 5, 15))
    if theory:
        extra["political_theory"] = theory_words(theory)
    before = [f for f in desk.told.of("pool", entry.person.id) if f["list"] in {"2005", "2007"}]
    remark = f"Đã QH từ {before[0]['list']}" if before else "Bổ sung"
    return replace(entry, facts=facts, extra=extra, remark=remark if "pool" in facts else "")


def theory_on(desk: Desk, person: str, day: date) -> str:
    """Give the level of theory that somebody surely had on a day: of classes that had ended."""
    level = desk.person(person).levels
    if level is None:
        return ""
    ranks = ("CT0", "CTSC", "CTTC", "CTCC", "CTCN")
    later = [
        a for a in desk.truth.attendances
        if a.person == person and a.outcome != "dropped"
        and desk.truth.classes[a.training_class].course.startswith("LLCT")
        and desk.truth.classes[a.training_class].span.last_day > day
    ]  # fmt: skip
    return "" if later and ranks.index(level.theory) >= 1 else level.theory


def _lists_2009(desk: Desk) -> Book:
    number, day, _ = APPROVED["2009"]
    pen = Pen("pool-2009", birth="padded", titles=FULL)
    scribe = desk.scribe(pen, day, form=FULL, days="padded")
    facts = _pool(desk, "2009")
    pages = []
    groups = (
        ("BCH, BTV", "BAN CHẤP HÀNH, BAN THƯỜNG VỤ THỊ ỦY", lambda f: f["post"][0] == "V"),
        ("Chuc danh", "CÁC CHỨC DANH LÃNH ĐẠO CHỦ CHỐT THỊ XÃ",
         lambda f: f["post"] in {"H01", "H02", "H05", "H06", "H07"}),
        ("Phong ban", "TRƯỞNG, PHÓ CÁC PHÒNG, BAN, NGÀNH, MTTQ VÀ ĐOÀN THỂ THỊ XÃ",
         lambda f: f["unit"].startswith(TOWN) and f["post"] not in _ORDER),
        ("Phuong xa", "CÁC CHỨC DANH LÃNH ĐẠO CHỦ CHỐT PHƯỜNG, XÃ",
         lambda f: f["unit"] in WARDS),
    )  # fmt: skip
    for name, title, wanted in groups:
        chosen = [f for f in facts if wanted(f)]
        hand = ListPage(
            name=name, kind="planning", since=day, left=("THỊ ỦY SẦM SƠN", "*", "MẬT"),
            right=(*PARTY, "", "Sầm Sơn, ngày 15 tháng 5 năm 2009"),
            title=("DANH SÁCH CÁN BỘ QUY HOẠCH", title,
                   "NHIỆM KỲ 2010 - 2015 VÀ NHIỆM KỲ 2015 - 2020",
                   f"(Kèm theo Quyết định số {number} ngày 15/5/2009 của Ban Thường vụ Thị ủy; "
                   "thực hiện Hướng dẫn số 22-HD/BTCTW ngày 21/10/2008 của Ban Tổ chức Trung ương)",
                   ),
            columns=_full_columns(desk, scribe), numbers="brackets", header_every=25,
            signed_by=("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "(Đã ký)", desk.person("Q03").name),
        )  # fmt: skip
        pages.append(list_page(hand, _with_next(desk, scribe, chosen, day)))
    pages.append(totals_page(desk, facts))
    return Book("QUY HOACH 2010-2015, 2015-2020.xlsx", "2009-05-29", tuple(pages), size=11,
                author="Ban Tổ chức Thị ủy")  # fmt: skip


def _with_next(desk: Desk, scribe: Scribe, facts: Sequence[Fact], day: str) -> list[Section]:
    """The sections of the coming term; a person planned for the next one too keeps one row."""
    coming = [f for f in facts if f["term"] != NEXT_TERM]
    later = {f.person: f for f in facts if f["term"] == NEXT_TERM}
    sections = []
    for section in _sections(desk, coming, day, FULL):
        entries = []
        for entry in section.entries:
            following = later.pop(entry.person.id, None)
            both = {**entry.facts, "next": following} if following else entry.facts
            entries.append(_dressed(desk, scribe, replace(entry, facts=both)))
        sections.append(replace(section, entries=tuple(entries)))
    if later:
        rest = by_name(
            Entry(
                desk.person(f.person), {"next": f}, now=desk.now(f.person, day, FULL), mode="enter"
            )
            for f in later.values()
        )
        heading = f"{_ROMAN[len(sections)]}. Nguồn nhiệm kỳ 2015 - 2020"
        dressed = tuple(_dressed(desk, scribe, entry) for entry in rest)
        sections.append(Section((heading,), dressed, TOWN))
    return sections


# -- the reviews of 2010 and 2011 -----------------------------------------------------------------


def _degree(levels: Levels) -> Value:
    return degree_with_mode(levels.professional)


def _review_2010(desk: Desk) -> Book:
    number, day, _ = APPROVED["2010"]
    pen = Pen("pool-2010", old_tones=True, birth="text", titles=LETTERS)
    scribe = desk.scribe(pen, day, form=LETTERS)
    level = "Trình độ"
    shared = (
        scribe.stt(),
        *scribe.name_in_two(),
        *scribe.born_by_sex("Năm sinh", 10),
        scribe.now("Chức vụ, đơn vị", 30),
        scribe.level((level, "C.môn"), "professional", 15, _degree),
    )  # fmt: skip
    title = "RÀ SOÁT, BỔ SUNG QUY HOẠCH CÁN BỘ NĂM 2010"
    under = f"(Theo Quyết định số {number} ngày 26/02/2010 của Ban Thường vụ Thị uỷ)"
    added = by_name(_entered(desk, _pool(desk, "2010"), day, LETTERS))
    gone = by_name(_gone(desk, "2010", day, LETTERS))
    first = ListPage(
        name="Bo sung", kind="planning", since=day, left=("THỊ UỶ SẦM SƠN", "BAN TỔ CHỨC"),
        right=PARTY,
        title=(title, "I. DANH SÁCH BỔ SUNG VÀO QUY HOẠCH NHIỆM KỲ 2010 - 2015", under),
        columns=(*shared, scribe.post(("Quy hoạch chức danh",), "pool", 30),
                 scribe.value(("Nhiệm kỳ",), "pool", "term", 11), scribe.remark()),
        numbers="plain", closing="Tổng cộng: {count} đồng chí",
    )  # fmt: skip
    second = ListPage(
        name="Dua ra", kind="planning", since=day, left=("THỊ UỶ SẦM SƠN", "BAN TỔ CHỨC"),
        right=PARTY,
        title=(title, "II. DANH SÁCH ĐƯA RA KHỎI QUY HOẠCH NHIỆM KỲ 2010 - 2015", under),
        columns=(*shared, scribe.post(("Chức danh đã quy hoạch",), "pool", 30),
                 scribe.value(("Nhiệm kỳ",), "pool", "term", 11), scribe.remark("Lý do", 30)),
        numbers="plain", closing="Tổng cộng: {count} đồng chí", signed_by=("TRƯỞNG BAN",),
    )  # fmt: skip
    pages = (list_page(first, [Section((), added)]), list_page(second, [Section((), gone)]))
    return Book("Ra soat QH nam 2010.xls", "2010-03-08", pages, size=11, script="vni",
                author="BTC Thi uy")  # fmt: skip


def _review_2011(desk: Desk) -> Book:
    number, day, _ = APPROVED["2011"]
    pen = Pen("pool-2011", birth="text", titles=HALF)
    scribe = desk.scribe(pen, day, form=HALF)
    standing = [
        f for f in desk.told.of("pool")
        if f["term"] == "2010-2015" and (not f["ends"] or f["exit_list"] == "2011")
    ]  # fmt: skip
    sections = [
        replace(s, entries=tuple(_reviewed(e) for e in s.entries))
        for s in _sections(desk, standing, day, HALF, roman=False)
    ]
    hand = ListPage(
        name="Sheet1", kind="planning", since=day, left=("THỊ ỦY SẦM SƠN", "*"),
        right=(*PARTY, "", "Sầm Sơn, ngày 25 tháng 3 năm 2011"),
        title=("KẾT QUẢ RÀ SOÁT, BỔ SUNG QUY HOẠCH CÁN BỘ NĂM 2011", "NHIỆM KỲ 2010 - 2015",
               f"(Kèm theo Quyết định số {number} ngày 25/3/2011 của Ban Thường vụ Thị ủy)"),
        columns=(
            scribe.stt("TT"), scribe.name("Họ và tên", 19), scribe.born("Ngày sinh", 11),
            scribe.sex("Nữ", ("", "x")), scribe.home("Quê quán", 15),
            scribe.now("Chức vụ hiện nay", 24), scribe.post(("Chức danh quy hoạch",), "pool", 24),
            scribe.said(("Kết quả rà soát",), "review", 12), scribe.remark("Lý do", 18),
        ),
        second_rows=True, restart=True, numbers="plain",
        signed_by=("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC", desk.person("P167").name),
    )  # fmt: skip
    return Book("ra soat quy hoach 2011 (chinh thuc).xlsx", "2011-04-06",
                (_hide_kept_experts(list_page(hand, sections)),), size=12,
                author="Ban Tổ chức Thị ủy")  # fmt: skip


def _reviewed(entry: Entry) -> Entry:
    fact = entry.facts["pool"]
    if fact["exit_list"] == "2011":
        reason = str(fact["exit_words"])
        return replace(entry, extra={"review": "Đưa ra"}, remark=reason, mode="leave")
    if fact["list"] == "2011":
        return replace(entry, extra={"review": "Bổ sung"})
    return replace(entry, extra={"review": "Giữ nguyên"}, mode="keep")


def _hide_kept_experts(page: Page) -> Page:
    """Somebody filtered the list by hand and left some rows hidden: they say what they say."""
    kept = [record for record in page.rows if record.subject in {"14830", "14839"}]
    page.hidden_rows |= {record.row - 1 for record in kept}
    return page
