"""The congress of 2010 with its votes, the committee before it, the council's session of 2011."""

from __future__ import annotations

from datetime import date

from examples.builder.chronicle import Fact
from examples.builder.list_columns import Scribe
from examples.builder.lists import Entry, ListColumn, ListPage, Section, list_page
from examples.builder.pens import Pen
from examples.builder.sam_son.congress import CONGRESS_XIV, CONGRESS_XV, DESIGNATED
from examples.builder.sam_son.desk import MOTTO, PARTY, Desk
from examples.builder.sheets import Book, Page, Value
from examples.builder.titles import FULL, HALF, LETTERS

_EVE_XV = date.fromordinal(date.fromisoformat(CONGRESS_XV).toordinal() - 1).isoformat()
_COMMITTEE = "BAN CHẤP HÀNH ĐẢNG BỘ THỊ XÃ SẦM SƠN KHÓA {term}, NHIỆM KỲ {years}"


def congress_books(desk: Desk) -> list[Book]:
    """Make all three."""
    return [_old_committee(desk), _congress(desk), _council(desk)]


def _results(desk: Desk, term: str, election: str, posts: set[str]) -> list[Fact]:
    return [
        f for f in desk.told.of("election")
        if f["term"] == term and f["election"] == election and f["post"] in posts
    ]  # fmt: skip


def _entries(desk: Desk, facts: list[Fact], day: str, form: int, *, members: bool) -> list[Entry]:
    return [
        Entry(desk.person(f.person), {"election": f},
              now=desk.now(f.person, day, form, members=members))
        for f in facts
    ]  # fmt: skip


# -- term XIV ------------------------------------------------------------------------------------


def _old_committee(desk: Desk) -> Book:
    pen = Pen("committee-xiv", capitals=True, birth="year", titles=LETTERS)
    scribe = desk.scribe(pen, CONGRESS_XIV, form=HALF)
    pages = []
    for name, words, election, post in (
        ("BCH", "BAN CHẤP HÀNH", "congress", "V12"),
        ("BTV", "BAN THƯỜNG VỤ", "plenum", "V11"),
    ):
        facts = _results(desk, "XIV", election, {post})
        hand = ListPage(
            name=name, kind="election", left=("ĐẢNG BỘ TỈNH THANH HÓA", "THỊ ỦY SẦM SƠN"),
            right=PARTY,
            title=(f"DANH SÁCH {words} ĐẢNG BỘ THỊ XÃ SẦM SƠN", "KHÓA XIV, NHIỆM KỲ 2005 - 2010",
                   "(Đại hội đại biểu Đảng bộ thị xã bầu ngày 18/10/2005)"),
            columns=(scribe.stt("TT"), scribe.name("Họ và tên", 28),
                     *scribe.born_by_sex("Năm sinh", 9), scribe.home(),
                     scribe.now("Chức vụ, đơn vị công tác", 38), scribe.remark("Ghi chú", 14)),
            closing="Tổng số: {count} đồng chí.", landscape=False,
        )  # fmt: skip
        entries = _entries(desk, facts, "2005-10-17", HALF, members=False)
        pages.append(list_page(hand, [Section((), tuple(entries))]))
    return Book("BCH khoa XIV.xls", "2006-01-05", tuple(pages), script="tcvn3",
                author="Van phong Thi uy")  # fmt: skip


# -- term XV ---------------------------------------------------------------------------------------


def _congress(desk: Desk) -> Book:
    pen = Pen("congress-xv", birth="padded", titles=HALF)
    scribe = desk.scribe(pen, CONGRESS_XV, form=FULL)
    years = _COMMITTEE.format(term="XV", years="2010 - 2015")
    pages = [
        _vote_page(desk, scribe, "BCH", ("KẾT QUẢ BẦU CỬ", years,
                   "(Đại hội đại biểu Đảng bộ thị xã lần thứ XV, ngày 28/7/2010)"),
                   "congress", {"V12"}),
        _vote_page(desk, scribe, "BTV", ("KẾT QUẢ BẦU CỬ BAN THƯỜNG VỤ, BÍ THƯ, PHÓ BÍ THƯ",
                   "THỊ ỦY SẦM SƠN KHÓA XV, NHIỆM KỲ 2010 - 2015",
                   "(Hội nghị Ban Chấp hành lần thứ nhất, ngày 28/7/2010)"),
                   "plenum", {"V11", "H01", "H02", "H03"}),
        _audit_page(desk, scribe),
        _designation_page(desk, scribe),
    ]  # fmt: skip
    return Book("Dai hoi XV - ket qua bau cu.xlsx", "2011-04-04", tuple(pages),
                author="Văn phòng Thị ủy")  # fmt: skip


def _percent(scribe: Scribe) -> ListColumn:
    def write(fact: Fact) -> Value:
        if not fact["ballots"]:
            return None
        share = fact["votes"] * 100 / fact["ballots"]
        return f"{share:.2f}".replace(".", ",")

    return scribe.of(("Tỷ lệ (%)",), "election", "percent", 9, write)


def _vote_page(
    desk: Desk, scribe: Scribe, name: str, title: tuple[str, ...], election: str, posts: set[str]
) -> Page:
    facts = _results(desk, "XV", election, posts)
    sections = []
    for heading, wanted in _ballots(posts):
        chosen = [f for f in facts if wanted(f)]
        if chosen:
            entries = _entries(desk, chosen, _EVE_XV, FULL, members=False)
            sections.append(Section((heading,), _most_first(entries)))
    hand = ListPage(
        name=name, kind="election", left=("ĐẢNG BỘ TỈNH THANH HÓA", "ĐẢNG BỘ THỊ XÃ SẦM SƠN"),
        right=(*PARTY, "", "Sầm Sơn, ngày 28 tháng 7 năm 2010"), title=title,
        columns=(
            scribe.stt(), scribe.name(), *scribe.born_by_sex("Ngày, tháng, năm sinh"),
            scribe.now("Chức vụ, đơn vị công tác", 42),
            scribe.value(("Số phiếu bầu",), "election", "votes", 9), _percent(scribe),
            scribe.of(("Kết quả",), "election", "elected", 15,
                      lambda f: "Trúng cử" if f["elected"] else "Không trúng cử"),
        ),
        notes=(f"Số phiếu phát ra: {facts[0]['ballots']}; số phiếu thu về: {facts[0]['ballots']}; "
               f"số phiếu hợp lệ: {facts[0]['ballots']}.",),
        signed_by=("TRƯỞNG BAN KIỂM PHIẾU",), restart=True,
    )  # fmt: skip
    return list_page(hand, sections)


def _ballots(posts: set[str]) -> list[tuple[str, object]]:
    if posts == {"V12"}:
        return [
            ("I. Trúng cử Ban Chấp hành", lambda f: f["elected"]),
            ("II. Không trúng cử", lambda f: not f["elected"]),
        ]
    return [
        ("I. Bầu Ban Thường vụ", lambda f: f["post"] == "V11"),
        ("II. Bầu Bí thư Thị ủy", lambda f: f["post"] == "H01"),
        ("III. Bầu Phó Bí thư Thị ủy", lambda f: f["post"] in {"H02", "H03"}),
    ]


def _most_first(entries: list[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda e: (-e.facts["election"]["votes"], e.person.name)))


def _audit_page(desk: Desk, scribe: Scribe) -> Page:
    facts = _results(desk, "XV", "plenum", {"H13", "H14", "H15"})
    entries = _entries(desk, facts, _EVE_XV, FULL, members=False)
    hand = ListPage(
        name="UBKT", kind="election", left=("ĐẢNG BỘ TỈNH THANH HÓA", "ĐẢNG BỘ THỊ XÃ SẦM SƠN"),
        right=PARTY,
        title=("KẾT QUẢ BẦU ỦY BAN KIỂM TRA THỊ ỦY KHÓA XV, NHIỆM KỲ 2010 - 2015",
               "(Hội nghị Ban Chấp hành lần thứ nhất, ngày 28/7/2010)"),
        columns=(
            scribe.stt(), scribe.name(), *scribe.born_by_sex("Ngày, tháng, năm sinh"),
            scribe.now("Chức vụ, đơn vị công tác", 38),
            scribe.post(("Chức danh được bầu",), "election", 34),
            scribe.value(("Số phiếu bầu",), "election", "votes", 9), _percent(scribe),
        ),
        closing="Danh sách gồm {count} đồng chí.",
    )  # fmt: skip
    return list_page(hand, [Section((), tuple(entries))])


def _designation_page(desk: Desk, scribe: Scribe) -> Page:
    facts = _results(desk, "XV", "designation", {"V11"})
    eve = date.fromordinal(date.fromisoformat(DESIGNATED).toordinal() - 1).isoformat()
    hand = ListPage(
        name="Chi dinh", kind="election", left=("TỈNH ỦY THANH HÓA", "BAN TỔ CHỨC"), right=PARTY,
        title=("DANH SÁCH CHỈ ĐỊNH BỔ SUNG BAN THƯỜNG VỤ THỊ ỦY SẦM SƠN",
               "KHÓA XV, NHIỆM KỲ 2010 - 2015"),
        columns=(
            scribe.stt(), scribe.name(), *scribe.born_by_sex("Ngày, tháng, năm sinh"),
            scribe.now("Chức vụ, đơn vị công tác", 42),
            scribe.post(("Chức danh chỉ định",), "election", 24),
            scribe.value(("Quyết định", "Số"), "election", "decision", 12),
            scribe.day(("Quyết định", "Ngày"), "election", "decision_day"),
            scribe.day(("Từ ngày",), "election", "day"),
        ),
    )  # fmt: skip
    entries = _entries(desk, facts, eve, FULL, members=True)
    return list_page(hand, [Section((), tuple(entries))])


# -- the council -----------------------------------------------------------------------


def _council(desk: Desk) -> Book:
    pen = Pen("council", birth="text", titles=FULL)
    scribe = desk.scribe(pen, "2011-06-24", form=FULL)
    facts = _results(desk, "2011-2016", "session", {"H05", "H06", "H07"})
    hand = ListPage(
        name="HDND-UBND", kind="election", left=("HỘI ĐỒNG NHÂN DÂN", "THỊ XÃ SẦM SƠN"),
        right=(*MOTTO, "Sầm Sơn, ngày 24 tháng 6 năm 2011"),
        title=("KẾT QUẢ BẦU CÁC CHỨC DANH CỦA HĐND, UBND THỊ XÃ SẦM SƠN",
               "NHIỆM KỲ 2011 - 2016",
               "(Kỳ họp thứ nhất, Hội đồng nhân dân thị xã, ngày 24/6/2011)"),
        columns=(
            scribe.stt("TT"), scribe.name(), scribe.born("Ngày sinh"),
            scribe.sex("Nam/Nữ"), scribe.post(("Chức danh được bầu",), "election", 28),
            scribe.of(("Số phiếu",), "election", "votes", 10,
                      lambda f: f"{f['votes']}/{f['ballots']}"),
            _percent(scribe), scribe.remark("Ghi chú", 14),
        ),
        signed_by=("THƯ KÝ KỲ HỌP",), landscape=False,
    )  # fmt: skip
    entries = _entries(desk, facts, "2011-06-23", FULL, members=False)
    page = list_page(hand, [Section((), tuple(entries))])
    return Book("Bau HDND-UBND 2011-2016.xlsx", "2011-07-04", (page,), author="VP HĐND-UBND")
