"""Ranks and salary steps, awards and disciplines, leaves, retirements."""

from __future__ import annotations

from datetime import date

from examples.builder.chronicle import Fact
from examples.builder.list_columns import left
from examples.builder.lists import Entry, ListPage, Section, list_page
from examples.builder.pens import Pen
from examples.builder.sam_son.desk import MOTTO, PARTY, Desk
from examples.builder.sam_son.places import TOWN, WARDS
from examples.builder.sheets import Book, Value
from examples.builder.spelling import bare
from examples.builder.titles import FULL, HALF, LETTERS

_FORMS = {"KHIEN_TRACH": "Khiển trách", "CANH_CAO": "Cảnh cáo", "HA_BAC_LUONG": "Hạ bậc lương",
          "BUOC_THOI_VIEC": "Buộc thôi việc"}  # fmt: skip
_SIDES = {"party": "Đảng", "state": "Chính quyền"}
_LEVELS = {"district": "Thị xã", "province": "Tỉnh", "central": "Trung ương"}
_LEAVES = {"maternity": "Nghỉ thai sản", "sick": "Nghỉ ốm", "unpaid": "Nghỉ không hưởng lương",
           "study": "Đi học tập trung"}  # fmt: skip
_LEAVING = {"age": "Nghỉ hưu đúng tuổi", "early": "Nghỉ hưu trước tuổi", "resigned": "Thôi việc",
            "dismissed": "Buộc thôi việc", "died": "Từ trần"}  # fmt: skip


def service_books(desk: Desk) -> list[Book]:
    """Make all of them."""
    return [_steps(desk), _ward_pay(desk), _awards(desk), _leaves(desk), _retired(desk)]


def _unit(desk: Desk, person: str) -> str:
    seat = desk.person(person).seat
    return seat.unit if seat else TOWN


def _comma(fact: Fact) -> Value:
    """A coefficient as text with a comma."""
    return str(fact["coefficient"]).replace(".", ",")


def _number(fact: Fact) -> Value:
    """A coefficient as a number of Excel."""
    return float(fact["coefficient"])


# -- ranks ---


def _steps(desk: Desk) -> Book:
    """A sheet a year: who moved up a step in that year."""
    pages = []
    for year in range(2006, 2011):
        pen = Pen(f"steps-{year}", birth="year", titles=HALF)
        scribe = desk.scribe(pen, f"{year}-12-31", days="padded")
        facts = [
            f for f in desk.told.of("rank")
            if f["begins"].startswith(str(year)) and _unit(desk, f.person) not in WARDS
        ]  # fmt: skip
        entries = tuple(
            desk.entries(sorted(facts, key=lambda f: (f["begins"], f.person)), "rank",
                         f"{year}-12-31")
        )  # fmt: skip
        new = "Ngạch, bậc lương mới"
        hand = ListPage(
            name=f"Nam {year}", kind="ranks", left=("UBND THỊ XÃ SẦM SƠN", "PHÒNG NỘI VỤ"),
            right=MOTTO,
            title=("DANH SÁCH CÁN BỘ, CÔNG CHỨC ĐƯỢC NÂNG BẬC LƯƠNG", f"NĂM {year}"),
            columns=(
                scribe.stt(), scribe.name(), *scribe.born_by_sex("Năm sinh", 8),
                scribe.now("Chức vụ, đơn vị công tác", 36),
                scribe.value((new, "Mã ngạch"), "rank", "rank", 10),
                scribe.value((new, "Bậc"), "rank", "step", 6),
                scribe.of((new, "Hệ số"), "rank", "coefficient", 8, _comma),
                scribe.day((new, "Thời điểm hưởng"), "rank", "begins", 12),
                scribe.value(("Quyết định", "Số"), "rank", "decision", 15),
                scribe.day(("Quyết định", "Ngày"), "rank", "decision_day", 11),
            ),
            closing="Tổng số: {count} người", signed_by=("TRƯỞNG PHÒNG",),
        )  # fmt: skip
        pages.append(list_page(hand, [Section((), entries)]))
    return Book("Nang bac luong 2006-2010.xlsx", "2011-01-10", tuple(pages), size=11,
                author="Phòng Nội vụ")  # fmt: skip


def _ward_pay(desk: Desk) -> Book:
    """A sheet a ward: what everybody has since when, coefficients as numbers."""
    pages = []
    for ward in WARDS:
        words = desk.speech.unit(ward, date(2011, 6, 1))
        pen = Pen("ward-pay", old_tones=True, birth="year", titles=LETTERS)
        scribe = desk.scribe(pen, "2011-06-01", form=LETTERS, days="text")
        people = desk.truth.seated(ward)
        entries = tuple(
            Entry(p, {"rank": held[-1]}, now=desk.now(p.id, "2011-06-01", LETTERS))
            for p in people
            if (held := [f for f in desk.told.of("rank", p.id) if not f["ends"]])
        )
        hand = ListPage(
            name=bare(desk.truth.units[ward].named(date(2011, 6, 1))[1]), kind="ranks",
            left=("UỶ BAN NHÂN DÂN", words.upper()), right=MOTTO,
            title=(f"DANH SÁCH LƯƠNG CÁN BỘ, CÔNG CHỨC {words.upper()}", "Tháng 6 năm 2011"),
            columns=(
                scribe.stt("TT"), scribe.name("Họ tên"), scribe.born("Năm sinh", 9),
                scribe.now("Chức danh", 22), scribe.value(("Ngạch",), "rank", "rank", 10),
                scribe.value(("Bậc",), "rank", "step", 6),
                scribe.of(("Hệ số lương",), "rank", "coefficient", 9, _number),
                scribe.day(("Hưởng từ",), "rank", "begins", 12), scribe.remark("Ghi chú", 12),
            ),
            numbers="plain", closing="Cộng: {count} người",
            signed_by=("KẾ TOÁN",), prepared_by=("CHỦ TỊCH",), landscape=False,
        )  # fmt: skip
        pages.append(list_page(hand, [Section((), entries)]))
    return Book("Luong phuong xa T6-2011.xls", "2011-06-15", tuple(pages), size=11, script="vni",
                author="Phong Noi vu")  # fmt: skip


# -- awards and disciplines ---


def _awards(desk: Desk) -> Book:
    pen = Pen("awards", birth="text", titles=HALF)
    scribe = desk.scribe(pen, "2011-03-31", days="text")
    facts = sorted(desk.told.of("award"), key=lambda f: (f["begins"], f.person))
    given = ListPage(
        name="Khen thuong", kind="awards", left=("UBND THỊ XÃ SẦM SƠN", "HỘI ĐỒNG TĐKT"),
        right=MOTTO,
        title=("TỔNG HỢP KHEN THƯỞNG CÁN BỘ, CÔNG CHỨC", "Giai đoạn 2006 - 2010"),
        columns=(
            scribe.stt(), scribe.name(), scribe.born("Ngày sinh"),
            scribe.now("Chức vụ, đơn vị", 34),
            left(scribe.value(("Hình thức khen thưởng",), "award", "award", 34)),
            scribe.value(("Cấp khen",), "award", "level", 11, _LEVELS),
            scribe.value(("Quyết định", "Số"), "award", "decision", 15),
            scribe.day(("Quyết định", "Ngày"), "award", "decision_day"),
            scribe.day(("Ngày khen thưởng",), "award", "begins"),
        ),
        header_every=30, numbers="brackets",
    )  # fmt: skip
    punished = ListPage(
        name="Ky luat", kind="disciplines", left=("THỊ ỦY SẦM SƠN", "ỦY BAN KIỂM TRA"),
        right=PARTY,
        title=("DANH SÁCH CÁN BỘ, ĐẢNG VIÊN BỊ THI HÀNH KỶ LUẬT", "Từ năm 2006 đến tháng 3/2011"),
        columns=(
            scribe.stt(), scribe.name(), scribe.born("Ngày sinh"),
            scribe.now("Chức vụ, đơn vị", 34),
            left(scribe.value(("Nội dung vi phạm",), "discipline", "reason", 32)),
            scribe.value(("Kỷ luật về",), "discipline", "side", 12, _SIDES),
            scribe.value(("Hình thức kỷ luật",), "discipline", "form", 15, _FORMS),
            scribe.value(("Quyết định số",), "discipline", "decision", 15),
            scribe.day(("Ngày quyết định",), "discipline", "decision_day"),
            scribe.day(("Hiệu lực", "Từ"), "discipline", "begins"),
            scribe.day(("Hiệu lực", "Đến"), "discipline", "ends"),
        ),
        closing="Danh sách có {count} trường hợp.",
    )  # fmt: skip
    pages = (
        list_page(given, [Section((), _of_day(desk, facts, "award"))]),
        list_page(punished, [Section((), _of_day(desk, desk.told.of("discipline"), "discipline"))]),
    )
    return Book("Khen thuong, ky luat.xlsx", "2011-04-08", pages, size=11,
                author="Ban Tổ chức Thị ủy")  # fmt: skip


def _of_day(desk: Desk, facts: list[Fact], role: str) -> tuple[Entry, ...]:
    """Entries with the post that everybody held on the day of the act."""
    return tuple(
        Entry(desk.person(f.person), {role: f},
              now=desk.now(f.person, f.begins.isoformat(), HALF, members=False))
        for f in facts
    )  # fmt: skip


# -- leaves and retirements ---


def _leaves(desk: Desk) -> Book:
    pen = Pen("leaves", birth="text", titles=HALF)
    scribe = desk.scribe(pen, "2011-06-30", days="text")
    hand = ListPage(
        name="Sheet1", kind="leaves", left=("UBND THỊ XÃ SẦM SƠN", "PHÒNG NỘI VỤ"), right=MOTTO,
        title=("THEO DÕI CÁN BỘ, CÔNG CHỨC NGHỈ THAI SẢN, ỐM ĐAU, ĐI HỌC TẬP TRUNG",
               "(Từ năm 2007 đến tháng 6/2011)"),
        columns=(
            scribe.stt("TT"), scribe.name(), *scribe.born_by_sex("Ngày sinh", 11),
            scribe.now("Chức vụ, đơn vị", 32),
            scribe.value(("Lý do nghỉ",), "leave", "leave", 22, _LEAVES),
            scribe.day(("Từ ngày",), "leave", "begins"), scribe.day(("Đến ngày",), "leave", "ends"),
            scribe.remark(),
        ),
        merged_groups=False,
    )  # fmt: skip
    facts = sorted(desk.told.of("leave"), key=lambda f: f["begins"])
    page = list_page(hand, [Section((), _of_day(desk, facts, "leave"))])
    return Book("Nghi thai san, om dau.xls", "2011-07-04", (page,), script="tcvn3",
                author="Phong Noi vu")  # fmt: skip


def _retired(desk: Desk) -> Book:
    pen = Pen("retired", birth="padded", titles=FULL)
    scribe = desk.scribe(pen, "2010-12-31", form=FULL, days="padded")
    facts = sorted(desk.told.of("retirement"), key=lambda f: f["begins"])
    sections = [
        Section((f"Năm {year}",), _last_posts(desk, [f for f in facts if f["begins"][:4] == year]))
        for year in ("2008", "2009", "2010")
    ]
    hand = ListPage(
        name="Nghi huu", kind="retirements", left=("THỊ ỦY SẦM SƠN", "BAN TỔ CHỨC"), right=PARTY,
        title=("DANH SÁCH CÁN BỘ NGHỈ HƯU, THÔI VIỆC, TỪ TRẦN", "TỪ NĂM 2008 ĐẾN NĂM 2010"),
        columns=(
            scribe.stt(), scribe.name(), *scribe.born_by_sex("Ngày, tháng, năm sinh"),
            scribe.now("Chức vụ, đơn vị trước khi nghỉ", 40),
            scribe.value(("Lý do",), "retirement", "retirement", 20, _LEAVING),
            scribe.day(("Từ ngày",), "retirement", "begins"),
            scribe.value(("Quyết định", "Số"), "retirement", "decision", 15),
            scribe.day(("Quyết định", "Ngày"), "retirement", "decision_day"),
        ),
        restart=True, subtotal="Cộng", merged_groups=False,
    )  # fmt: skip
    return Book("Nghi huu, thoi viec.xlsx", "2011-01-12", (list_page(hand, sections),),
                author="Ban Tổ chức Thị ủy")  # fmt: skip


def _last_posts(desk: Desk, facts: list[Fact]) -> tuple[Entry, ...]:
    return tuple(
        Entry(desk.person(f.person), {"retirement": f},
              now=desk.now(f.person, date.fromordinal(f.begins.toordinal() - 1).isoformat(), FULL,
                           members=False))
        for f in facts
    )  # fmt: skip
