"""The lists of a district beside its rosters: classes, pool, moves, congress, ratings, careers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from examples.builder.chronicle import Fact
from examples.builder.districts.desk import MOTTO, PARTY, DistrictDesk, by_name
from examples.builder.list_columns import Scribe, left
from examples.builder.lists import Entry, ListColumn, ListPage, Section, list_page
from examples.builder.pens import Pen, degree_with_mode
from examples.builder.sheets import Book, Page, Value
from examples.builder.titles import FULL, HALF, LETTERS
from examples.builder.truth import TrainingClass

_KINDS = {"reassignment": "Điều động", "rotation": "Luân chuyển", "reinforcement": "Tăng cường"}
_RATED = {"HTXSNV": "HTXSNV", "HTTNV": "HTTNV", "HTNV": "HTNV", "KHTNV": "KHTNV"}
_FORMS = {"KHIEN_TRACH": "Khiển trách", "CANH_CAO": "Cảnh cáo"}


class Papers:
    """Draws every list of one district."""

    def __init__(self, desk: DistrictDesk, script: str = "") -> None:
        self._desk, self._plan = desk, desk.plan
        self._last = desk.plan.last.isoformat()
        self._year = desk.plan.last.year
        self._script = script  # of the .xls among them

    def books(self) -> list[Book]:
        """Make them all."""
        return [
            *self._classes(), *self._pools(), self._moves(), self._congress(), self._ratings(),
            self._careers(), self._ranks(), self._honours(),
        ]  # fmt: skip

    def _scribe(self, key: str, form: int, **habits: str) -> Scribe:
        days = habits.pop("days", "text")
        day = habits.pop("day", self._last)
        pen = Pen(f"{self._plan.key} {key}", titles=form, **habits)  # type: ignore[arg-type]
        return self._desk.scribe(pen, day, form=form, days=days)

    # -- classes -----------------------------------------------------------------------------------

    def _classes(self) -> list[Book]:
        """Political classes in one file, fostering in old Excel: a sheet a class."""
        theory = [c for c in self._plan.classes if c.course.startswith("LLCT")]
        other = [c for c in self._plan.classes if not c.course.startswith("LLCT")]
        return [
            Book(f"Lop LLCT {self._plan.key}.xlsx", f"{self._year}-12-28",
                 tuple(self._theory_page(held) for held in theory)),
            Book("Boi duong.xls", f"{self._year}-12-28",
                 tuple(self._fostering_page(held) for held in other), script=self._script),
        ]  # fmt: skip

    def _learners(self, held: TrainingClass, form: int) -> tuple[Entry, ...]:
        day = held.span.first_day
        return tuple(
            Entry(self._desk.person(a.person), remark=a.remark,
                  now=self._desk.where(self._desk.person(a.person), day, form))
            for a in self._desk.learners(held.id)
        )  # fmt: skip

    def _theory_page(self, held: TrainingClass) -> Page:
        scribe = self._scribe(f"class {held.id}", HALF, birth="padded")
        hand = ListPage(
            name=held.id, kind="class",
            left=(f"TRƯỜNG CHÍNH TRỊ TỈNH {self._plan.province.upper()}",), right=PARTY,
            title=("DANH SÁCH HỌC VIÊN", *held.title),
            columns=(
                scribe.stt("TT"), scribe.name("Họ và tên học viên", 27),
                scribe.born("Ngày tháng năm sinh", 13), scribe.sex("Nữ", ("", "x")),
                scribe.now("Chức vụ - Đơn vị công tác", 44), scribe.remark("Ghi chú", 14),
            ),
            closing="Lớp có {count} học viên.", landscape=False,
        )  # fmt: skip
        return list_page(hand, [Section((), self._learners(held, HALF), held.id)])

    def _fostering_page(self, held: TrainingClass) -> Page:
        scribe = self._scribe(f"class {held.id}", LETTERS, birth="year")
        hand = ListPage(
            name=held.id, kind="class", left=(self._desk.committee, "TRUNG TÂM BDCT"), right=(),
            title=("DANH SÁCH HỌC VIÊN THAM GIA", *held.title,
                   f"Đơn vị tổ chức: {held.institution}"),
            columns=(
                scribe.stt(), *scribe.name_in_two(), *scribe.born_by_sex("Năm sinh", 8),
                scribe.now("Đơn vị", 40), scribe.remark("Kết quả", 12),
            ),
            numbers="plain", landscape=False,
        )  # fmt: skip
        return list_page(hand, [Section((), self._learners(held, LETTERS), held.id)])

    # -- pool --------------------------------------------------------------------------------------

    def _pools(self) -> list[Book]:
        """The first list by person with a line for each post; reviews as short lists."""
        first, *reviews = self._plan.pool
        books = [self._whole_pool(first)]
        books += [self._review(review, last=review is reviews[-1]) for review in reviews]
        return books

    def _facts(self, name: str) -> list[Fact]:
        return [f for f in self._desk.told.of("pool") if f["list"] == name]

    def _whole_pool(self, approved: tuple[str, str, str]) -> Book:
        name, number, day = approved
        scribe = self._scribe("pool", FULL, birth="padded", day=day)
        by_person: dict[str, list[Fact]] = {}
        for fact in self._facts(name):
            by_person.setdefault(fact.person, []).append(fact)
        entries = by_name(
            Entry(self._desk.person(id), lines=tuple({"pool": f} for f in facts), mode="enter",
                  now=self._desk.now(id, day, FULL) or self._desk.where(
                      self._desk.person(id), date.fromisoformat(day), FULL))
            for id, facts in by_person.items()
        )  # fmt: skip
        term = self._plan.new_term.years
        hand = ListPage(
            name="Quy hoach", kind="planning", since=day, left=(self._desk.committee, "*"),
            right=PARTY,
            title=(f"DANH SÁCH QUY HOẠCH CÁN BỘ LÃNH ĐẠO, QUẢN LÝ NHIỆM KỲ {term}",
                   f"(Ban hành kèm theo Quyết định số {number} ngày {_words(day)} của Ban Thường "
                   "vụ Huyện ủy)"),
            columns=(
                scribe.stt(), scribe.name(), *scribe.born_by_sex("Ngày, tháng, năm sinh"),
                scribe.ethnic(), scribe.now("Chức vụ, đơn vị công tác hiện tại", 40),
                scribe.level(("Trình độ chuyên môn",), "professional", 20,
                             lambda x: degree_with_mode(x.professional)),
                scribe.post(("Chức danh quy hoạch",), "pool", 44), scribe.remark("Ghi chú", 12),
            ),
            header_every=30, numbers="brackets",
        )  # fmt: skip
        page = list_page(hand, [Section((), entries, self._plan.town)])
        return Book(f"Quy hoach {term}.xlsx", _after(day), (page,), size=11)

    def _review(self, approved: tuple[str, str, str], *, last: bool) -> Book:
        name, number, day = approved
        scribe = self._scribe(f"review {name}", HALF, birth="year", day=day)
        added = tuple(replace(e, mode="enter") for e in self._planned(self._facts(name), day))
        sections = [Section(("A - BỔ SUNG",), added, self._plan.town)]
        if last:
            out = [f for f in self._desk.told.of("pool") if f["exit_list"] == name]
            gone = tuple(
                replace(e, mode="leave", remark=str(e.facts["pool"]["exit_words"]))
                for e in self._planned(out, day)
            )
            sections.append(Section(("B - ĐƯA RA KHỎI QUY HOẠCH",), gone, self._plan.town))
        hand = ListPage(
            name=f"Ra soat {name}", kind="planning", since=day, left=(self._desk.committee,),
            right=PARTY,
            title=(f"RÀ SOÁT, BỔ SUNG QUY HOẠCH NHIỆM KỲ {self._plan.new_term.years} (NĂM {name})",
                   f"(Quyết định số {number} ngày {_words(day)})"),
            columns=(
                scribe.stt("TT"), scribe.name(), scribe.born("Năm sinh", 9),
                scribe.now("Chức vụ hiện nay", 36),
                scribe.post(("Quy hoạch chức danh",), "pool", 40), scribe.remark("Lý do", 24),
            ),
            merged_groups=False, restart=True,
        )  # fmt: skip
        return Book(f"Ra soat QH {name}.xls", _after(day), (list_page(hand, sections),),
                    script=self._script)  # fmt: skip

    def _planned(self, facts: Sequence[Fact], day: str) -> tuple[Entry, ...]:
        when = date.fromisoformat(day)
        return by_name(
            Entry(p, {"pool": f},
                  now=self._desk.now(p.id, day, HALF) or self._desk.where(p, when, HALF))
            for f in facts for p in [self._desk.person(f.person)]
        )  # fmt: skip

    # -- moves -------------------------------------------------------------------------------------

    def _moves(self) -> Book:
        """One table in order of days: a column says whether the scheme moved them."""
        plan = self._plan
        scribe = self._scribe("moves", FULL, birth="text", days="padded")
        facts = sorted(self._desk.told.of("move"), key=lambda f: f["begins"])
        entries = tuple(Entry(self._desk.person(f.person), {"move": f}) for f in facts)
        hand = ListPage(
            name="Luan chuyen", kind="moves", left=(self._desk.committee, "BAN TỔ CHỨC"),
            right=PARTY,
            title=("THỐNG KÊ CÁN BỘ ĐIỀU ĐỘNG, LUÂN CHUYỂN",
                   f"{plan.scheme} ngày {_words(plan.scheme_day)} của Ban Thường vụ Huyện ủy"),
            columns=(
                scribe.stt("TT"), scribe.name(), scribe.born("Ngày sinh"), scribe.ethnic(),
                _place(scribe, "Từ chức vụ, đơn vị", "from"),
                _place(scribe, "Đến chức vụ, đơn vị", "to"),
                scribe.value(("Loại hình",), "move", "move_kind", 14, _KINDS),
                scribe.of(("Theo Đề án",), "move", "scheme", 9,
                          lambda f: "x" if f["scheme"] else None),
                scribe.of(("Quyết định",), "move", "decision", 32,
                          lambda f: f"QĐ số {f['decision']}, {_words(f['decision_day'])}"),
                scribe.day(("Thời điểm",), "move", "begins"),
            ),
        )  # fmt: skip
        page = list_page(hand, [Section((), entries, plan.town)])
        return Book("Dieu dong, luan chuyen.xlsx", f"{self._year}-12-20", (page,), size=11)

    # -- congress ----------------------------------------------------------------------------------

    def _congress(self) -> Book:
        term = self._plan.new_term
        eve = date.fromordinal(date.fromisoformat(term.congress).toordinal() - 1).isoformat()
        scribe = self._scribe("congress", FULL, birth="padded", day=term.congress)
        pages = []
        for name, words, post in (("BCH", "BAN CHẤP HÀNH", "V12"), ("BTV", "BAN THƯỜNG VỤ", "V11")):
            facts = [f for f in self._desk.told.of("election")
                     if f["post"] == post and f["term"] == term.ordinal]  # fmt: skip
            entries = tuple(
                Entry(p, {"election": f}, now=self._desk.now(p.id, eve, FULL, members=False))
                for f in sorted(facts, key=lambda f: (not f["elected"], -f["votes"], f.person))
                for p in [self._desk.person(f.person)]
            )
            hand = ListPage(
                name=name, kind="election", left=(f"ĐẢNG BỘ {self._desk.upper}",), right=PARTY,
                title=(f"BIÊN BẢN KIỂM PHIẾU BẦU {words}",
                       f"ĐẢNG BỘ {self._desk.upper} KHÓA {term.ordinal}, NHIỆM KỲ {term.years}",
                       f"Ngày bầu cử: {_words(term.congress)}"),
                columns=(
                    scribe.stt("TT"), scribe.name("Họ và tên người ứng cử", 28),
                    scribe.born("Ngày sinh"), scribe.now("Chức vụ, đơn vị", 44),
                    scribe.of(("Số phiếu đồng ý / hợp lệ",), "election", "votes", 14,
                              lambda f: f"{f['votes']}/{f['ballots']}"),
                    scribe.of(("Trúng cử",), "election", "elected", 9,
                              lambda f: "x" if f["elected"] else None),
                ),
                landscape=False,
            )  # fmt: skip
            pages.append(list_page(hand, [Section((), entries, self._plan.town)]))
        return Book(f"Dai hoi {term.years}.xlsx", _after(term.congress), tuple(pages))

    # -- ratings, careers, service -----------------------------------------------------------------

    def _ratings(self) -> Book:
        """Three years on a row, people by unit."""
        scribe = self._scribe("ratings", HALF, birth="year")
        years = self._plan.rating_years
        sections = []
        for code, unit in self._desk.truth.units.items():
            people = [p for p in self._desk.seated(code)
                      if self._desk.told.of("rating", p.id)]  # fmt: skip
            entries = tuple(
                Entry(p, {f"y{f['year']}": f for f in self._desk.told.of("rating", p.id)},
                      extra={"post": self._desk.where(p, self._plan.last, HALF)})
                for p in people
            )  # fmt: skip
            if entries:
                kind, name = unit.named(self._plan.last)
                sections.append(Section((f"{kind} {name}".strip(),), entries, code))
        hand = ListPage(
            name="XLCL", kind="ratings", left=(f"UBND {self._desk.upper}",), right=MOTTO,
            title=("KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG CÁN BỘ, CÔNG CHỨC",
                   f"CÁC NĂM {', '.join(str(y) for y in years)}"),
            columns=(
                scribe.stt(), scribe.name(), scribe.born("Năm sinh", 8),
                scribe.said(("Chức vụ, đơn vị",), "post", 40, False),
                *(scribe.value((f"Xếp loại năm {y}",), f"y{y}", "level", 12, _RATED)
                  for y in years),
            ),
            numbers="plain",
        )  # fmt: skip
        name = f"Xep loai {years[0]}-{years[-1]}.xlsx"
        return Book(name, f"{self._year}-12-31", (list_page(hand, sections),), size=11)

    def _careers(self) -> Book:
        """The name in one cell merged over the lines is not drawn; first and last month apart."""
        scribe = self._scribe("careers", FULL, birth="text", days="padded", day=self._last)
        scribe = replace(scribe, open_end="đến nay")
        entries = []
        for person in self._desk.truth.people.values():
            lines = [f for f in self._desk.told.tenures(person.id) if f["post"][:1] != "V"]
            if lines:
                entries.append(Entry(person, lines=tuple({"tenure": f} for f in lines)))
        hand = ListPage(
            name="Qua trinh", kind="careers", left=(self._desk.committee, "BAN TỔ CHỨC"),
            right=PARTY,
            title=("TỔNG HỢP QUÁ TRÌNH CÔNG TÁC CÁN BỘ DIỆN BTV HUYỆN ỦY QUẢN LÝ",
                   f"(Đến ngày {_words(self._last)})"),
            columns=(
                scribe.stt("TT"), scribe.name("Họ tên", 25), scribe.born("Ngày sinh"),
                scribe.home("Quê quán", 22), scribe.day(("Từ tháng năm",), "tenure", "begins", 12),
                scribe.day(("Đến tháng năm",), "tenure", "ends", 12),
                scribe.post(("Làm công việc gì, chức vụ, đơn vị",), "tenure", 60),
            ),
        )  # fmt: skip
        page = list_page(hand, [Section((), tuple(entries), self._plan.town)])
        return Book("Qua trinh cong tac.xls", f"{self._year}-12-22", (page,), script=self._script)

    def _ranks(self) -> Book:
        scribe = self._scribe("ranks", LETTERS, birth="year", days="padded")
        entries = tuple(
            Entry(self._desk.person(f.person), {"rank": f},
                  extra={"post": self._desk.where(self._desk.person(f.person), self._plan.last,
                                                  LETTERS)})
            for f in self._desk.told.of("rank")
        )  # fmt: skip
        hand = ListPage(
            name="Luong", kind="ranks", left=(f"UBND {self._desk.upper}", "PHÒNG NỘI VỤ"),
            right=MOTTO, title=("BẢNG THEO DÕI NGẠCH, BẬC LƯƠNG CÔNG CHỨC",),
            columns=(
                scribe.stt(), scribe.name(), scribe.born("N.sinh", 8),
                scribe.said(("Chức danh",), "post", 36, False),
                scribe.value(("Mã số ngạch",), "rank", "rank", 10),
                scribe.of(("Bậc/Hệ số",), "rank", "coefficient", 12,
                          lambda f: f"{f['step']}/{f['coefficient'].replace('.', ',')}"),
                scribe.day(("Thời gian hưởng",), "rank", "begins", 12),
            ),
        )  # fmt: skip
        page = list_page(hand, [Section((), entries, self._plan.town)])
        return Book("Ngach bac luong.xlsx", f"{self._year}-12-15", (page,), size=11)

    def _honours(self) -> Book:
        scribe = self._scribe("honours", HALF, birth="year")
        sheets = (
            ("KT", "awards", "award", "DANH SÁCH KHEN THƯỞNG",
             (left(scribe.value(("Danh hiệu, hình thức",), "award", "award", 36)),
              scribe.day(("Ngày",), "award", "begins"))),
            ("KL", "disciplines", "discipline", "DANH SÁCH KỶ LUẬT",
             (scribe.value(("Hình thức",), "discipline", "form", 16, _FORMS),
              scribe.value(("Đảng/ Chính quyền",), "discipline", "side", 14,
                           {"party": "Đảng", "state": "Chính quyền"}),
              scribe.value(("Số QĐ",), "discipline", "decision", 14),
              scribe.day(("Ngày hiệu lực",), "discipline", "begins"),
              scribe.day(("Hết hiệu lực",), "discipline", "ends"))),
            ("Nghi", "leaves", "leave", "DANH SÁCH NGHỈ THAI SẢN",
             (scribe.day(("Nghỉ từ",), "leave", "begins"), scribe.day(("Đến",), "leave", "ends"))),
        )  # fmt: skip
        pages = []
        for name, kind, role, title, columns in sheets:
            facts = sorted(self._desk.told.of(role), key=lambda f: f["begins"])
            entries = tuple(
                Entry(p, {role: f}, extra={"post": self._desk.where(p, self._plan.last, HALF)})
                for f in facts for p in [self._desk.person(f.person)]
            )  # fmt: skip
            hand = ListPage(
                name=name, kind=kind, left=(f"UBND {self._desk.upper}",), right=MOTTO,
                title=(title, f"(Đến {_words(self._last)})"),
                columns=(scribe.stt(), scribe.name(), scribe.born("Năm sinh", 8),
                         scribe.said(("Chức vụ, đơn vị",), "post", 40, False), *columns),
            )  # fmt: skip
            pages.append(list_page(hand, [Section((), entries, self._plan.town)]))
        return Book("Khen thuong, ky luat, nghi.xlsx", f"{self._year}-12-26", tuple(pages),
                    font="Arial", size=10)  # fmt: skip


def _place(scribe: Scribe, head: str, side: str) -> ListColumn:
    def write(fact: Fact) -> Value:
        day = fact.begins
        return scribe.speech.post(fact[f"{side}_post"], fact[f"{side}_unit"], day, scribe.form)

    return left(scribe.of((head,), "move", side, 42, write))


def _words(day: str) -> str:
    year, month, number = day.split("-")
    return f"{int(number):02d}/{int(month)}/{year}"


def _after(day: str) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() + 12).isoformat()


def merger_book(desk: DistrictDesk) -> Book | None:
    """The units before and after a merger of communes, as an office lists them."""
    facts = desk.told.of("unit_change")
    if not facts:
        return None
    from examples.builder.sam_son.money_books import table, write_row

    page = Page("Sap xep")
    day = date.fromisoformat(str(facts[0]["begins"]))
    before = date.fromordinal(day.toordinal() - 1)
    row = table(page, (
        (f"UBND {desk.upper}",), MOTTO,
        ("KẾT QUẢ SẮP XẾP ĐƠN VỊ HÀNH CHÍNH CẤP XÃ", "(Theo Nghị quyết số 896/NQ-UBTVQH14 ngày "
         "11/02/2020, có hiệu lực từ ngày 01/3/2020)"),
    ), (
        (("TT",), 5), (("Đơn vị trước khi sắp xếp",), 30), (("Mã số",), 9),
        (("Hình thức",), 24), (("Đơn vị sau khi sắp xếp",), 30), (("Mã số mới",), 9),
    ))  # fmt: skip
    words = {"rename": "Đổi tên, đổi loại", "merge": "Nhập toàn bộ"}
    for number, fact in enumerate(facts, start=1):
        old = _capital(desk.speech.unit(str(fact["old"]), before))
        new = _capital(desk.speech.unit(str(fact["new"]), day))
        values = (number, old, fact["old"], words[fact["change"]], new, fact["new"])
        row = write_row(page, row, values, ("", "old", "old_code", "change", "new", "new_code"),
                        [fact])  # fmt: skip
    return Book("Sap xep DVHC 2020.xlsx", "2020-03-16", (page,))


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
