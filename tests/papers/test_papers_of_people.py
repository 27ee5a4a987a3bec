"""Papers of the town's people: every value in its place, nothing made up, nothing leaked."""

from __future__ import annotations

import io
from datetime import date
from uuid import UUID, uuid4

import openpyxl
import pytest
from django.conf import settings

from canbo.accounts.access import actor_named
from canbo.accounts.refusals import AccountRefused
from canbo.engine import facts
from canbo.engine.timeline import Perspective
from canbo.exchange.papers import FormUnknown, TemplateRefused, form_named
from canbo.journal.models import JournalEntry
from canbo.records import operations
from canbo.records.access import OfficialNotFound
from canbo.reporting import papers
from canbo.reporting.papers import Paper, PaperRefused
from tests.exports.sent import back
from tests.papers.words import lines, table, text, value, with_words
from tests.records.sheets import NOON, OPERATOR
from tests.town.builder import AS_OF, LONG_NAME, Town
from tests.town.cast import REAL_NOW, WARD
from tests.town.every_kind import DECIDED, every_kind, since
from tests.town.fixtures import home, town

__all__ = ["home", "town"]

PERSON_FORMS = ("2c-bnv-2008", "2c-tctw-98", "tieu-su", "tieu-su-dang")


@pytest.fixture
def mai(town: Town, db: None) -> UUID:
    """Nguyễn Thị Mai, of whom every kind of fact is recorded."""
    person = town.people["Nguyễn Thị Mai"]
    operations.record_facts(facts=every_kind(person), actor=OPERATOR, at=NOON)
    return person


def paper(form: str, *, actor=OPERATOR, as_of: date = AS_OF) -> Paper:
    return Paper(io.BytesIO(), form, actor, REAL_NOW, Perspective(as_of, REAL_NOW))


def of_person(form: str, person: UUID, **asked) -> bytes:
    one = paper(form, **asked)
    papers.write_person_paper(one, person=person)
    return one.target.getvalue()


def of_many(form: str = "trich-ngang", *, actor=OPERATOR, **asked) -> bytes:
    one = paper(form, actor=actor)
    papers.write_list_paper(one, **asked)
    return one.target.getvalue()


def test_2c_bnv_says_each_value_in_its_place(mai: UUID) -> None:
    content = of_person("2c-bnv-2008", mai)
    assert value(content, "1) Họ và tên khai sinh (viết chữ in hoa):") == "NGUYỄN THỊ MAI"
    assert value(content, "3) Ngày sinh:") == "12/3/1979"
    assert value(content, "Giới tính:") == "Nữ"
    assert value(content, "5) Quê quán:") == "Quảng Xương"
    assert value(content, "16) Ngày vào Đảng:") == "19/5/2001"
    assert value(content, "25) Số CMND (CCCD):") == "171234567"
    assert value(content, "14) Ngạch công chức (viên chức):") == "Chuyên viên"
    assert value(content, "Mã ngạch:") == "01.003"
    assert value(content, "Bậc lương:") == "2"
    assert value(content, "Hệ số:") == "2,67"
    assert value(content, "Ngày hưởng:") == "1/2009"
    assert value(content, "15.2- Trình độ chuyên môn cao nhất:") == "Trung cấp"
    assert value(content, "21) Khen thưởng:") == "Bằng khen (cấp tỉnh), 10/1/2011"
    assert value(content, "22) Kỷ luật:") == "Khiển trách về Đảng, 2005"
    posts = value(content, "12) Chức vụ (chức danh) hiện tại:")
    assert posts.endswith("; Phó Chủ tịch UBND phường Trường Sơn, thị xã Sầm Sơn (kiêm nhiệm)")
    assert posts.count(";") == 1
    assert "{" not in text(content)
    assert "None" not in text(content)


def test_2c_bnv_tells_studies_career_and_pay_in_their_order(mai: UUID) -> None:
    content = of_person("2c-bnv-2008", mai)
    studies = table(content, "Tên trường")
    times = [row[2] for row in studies if row[2]]
    assert times == ["2009", "3/2009 - 3/2009", "9/2010 - ......"]
    assert ["", "Luật", "9/2010 - ......", "Tại chức", "Đại học, đang học"] not in studies
    assert ["Đại học Vinh", "Luật", "9/2010 - ......", "Tại chức", "Đại học, đang học"] in studies
    assert any("B 12345" in row[4] for row in studies)
    assert not any("Chưa qua đào tạo" in row for row in studies)
    assert "đã bị thu hồi" not in text(content)  # what was taken back is no certificate
    career = table(content, "Từ tháng, năm đến tháng, năm")
    assert [
        "8/2008 - 12/2009",
        "Quyền Phó Chủ tịch UBND phường Trường Sơn, thị xã Sầm Sơn",
    ] in career
    assert career[-1][0] in ("7/2010 - nay", "...... - nay")
    assert career.index(
        ["8/2008 - 12/2009", "Quyền Phó Chủ tịch UBND phường Trường Sơn, thị xã Sầm Sơn"]
    ) < career.index(
        ["7/2010 - nay", "Phó Chủ tịch UBND phường Trường Sơn, thị xã Sầm Sơn (kiêm nhiệm)"]
    )
    assert table(content, "Tháng, năm") == [["1/2009", "01.003, bậc 2", "2,67"]]


@pytest.mark.parametrize("form", PERSON_FORMS)
def test_what_is_not_held_is_left_to_be_filled_in(town: Town, form: str) -> None:
    content = of_person(form, town.people["Trần Dũng"])
    assert "TRẦN DŨNG" in text(content)
    line = next(one for one in lines(content) if "ôn giáo:" in one)
    assert line.rstrip("\t").endswith("......")
    for made_up in ("None", "{", "Không có", "không rõ", "nan"):
        assert made_up not in text(content)


@pytest.mark.parametrize("form", PERSON_FORMS)
def test_planning_and_votes_stand_in_no_paper(mai: UUID, form: str) -> None:
    for secret in ("Phiếu giới thiệu", "quy hoạch", "40/50", "40 phiếu"):
        assert secret not in text(of_person(form, mai))


def test_a_paper_of_an_earlier_day_does_not_know_what_came_later(mai: UUID) -> None:
    content = of_person("2c-bnv-2008", mai, as_of=date(2009, 6, 30))
    assert value(content, "21) Khen thưởng:") == ""
    assert "Đại học Vinh" not in text(content)
    career = table(content, "Từ tháng, năm đến tháng, năm")
    # what ended later was going on
    assert ["8/2008 - nay", "Quyền Phó Chủ tịch UBND phường Trường Sơn, thị xã Sầm Sơn"] in career
    assert not any("kiêm nhiệm" in row[1] for row in career)


@pytest.mark.parametrize(("name", "birth"), [(LONG_NAME, "3/1975"), ("Vũ Đình Bình", "1970")])
def test_a_partial_date_stays_one(town: Town, name: str, birth: str) -> None:
    rows = {(row[1], row[2]) for row in table(of_many(unit=WARD), "STT")}
    assert (name, birth) in rows


def test_a_partial_birth_stays_one_in_a_paper_of_one(town: Town) -> None:
    assert value(of_person("tieu-su", town.people[LONG_NAME]), "Ngày sinh:") == "3/1975"


def test_a_long_name_stands_whole(town: Town) -> None:
    assert LONG_NAME.upper() in text(of_person("tieu-su", town.people[LONG_NAME]))


def test_thirty_awards_stand_whole(town: Town, db: None) -> None:
    person = town.people["Trần Dũng"]
    awards = [
        facts.Award(id=uuid4(), key=uuid4(), person=person, validity=since(str(1980 + place)),
                    recorded_at=NOON, source=DECIDED, award=f"Giấy khen số {place}")
        for place in range(30)
    ]  # fmt: skip
    operations.record_facts(facts=awards, actor=OPERATOR, at=NOON)
    told = value(of_person("2c-bnv-2008", person), "21) Khen thưởng:").split("; ")
    assert told == [f"Giấy khen số {place}, {1980 + place}" for place in reversed(range(30))]


class TestRights:
    def test_nobody_gets_a_paper_of_whom_he_may_not_see(self, town: Town) -> None:
        ward = actor_named("mai", REAL_NOW)
        of_person("tieu-su", town.people["Nguyễn Thị Mai"], actor=ward)
        for name in ("Cao Sỹ Quang", "Trần Dũng"):
            with pytest.raises(OfficialNotFound):
                of_person("tieu-su", town.people[name], actor=ward)
        with pytest.raises(OfficialNotFound):
            of_person("tieu-su", uuid4())

    def test_a_list_holds_whom_one_may_see(self, town: Town) -> None:
        rows = table(of_many(actor=actor_named("mai", REAL_NOW)), "STT")
        names = {row[1] for row in rows}
        assert "Nguyễn Thị Mai" in names
        assert not names & {"Cao Sỹ Quang", "Trần Dũng"}

    def test_templates_are_changed_by_clerks_and_heads_of_the_home(self, town: Town) -> None:
        for name in ("mai", "thanhtra"):
            with pytest.raises(AccountRefused):
                papers.use_template(name="tieu-su", content=b"", file="a.docx",
                                    actor=actor_named(name, REAL_NOW), at=REAL_NOW)  # fmt: skip
            with pytest.raises(AccountRefused):
                papers.give_back_shipped(
                    name="tieu-su", actor=actor_named(name, REAL_NOW), at=REAL_NOW
                )

    def test_each_paper_is_journalled(self, town: Town, db: None) -> None:
        person = town.people["Nguyễn Thị Mai"]
        of_person("tieu-su", person)
        entry = JournalEntry.objects.order_by("-seq")[0]
        assert (entry.action, entry.subject) == ("paper.write", f"person:{person}")
        assert entry.data["form"] == "tieu-su"
        of_many(unit=WARD)
        entry = JournalEntry.objects.order_by("-seq")[0]
        assert (entry.action, entry.subject) == ("paper.write", "list:trich-ngang")
        assert entry.data["rows"] == 6


def test_the_list_is_the_same_in_word_and_excel(town: Town, db: None) -> None:
    rows = table(of_many(unit=WARD), "STT")
    book = openpyxl.load_workbook(io.BytesIO(of_many(unit=WARD, as_workbook=True)))
    cells = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    head = next(place for place, row in enumerate(cells) if row[0] == "STT")
    heads = {name: place for place, name in enumerate(cells[head]) if name}
    told = [row for row in cells[head + 1 :] if isinstance(row[0], int)]
    assert len(rows) == len(told) == 6
    for word, excel in zip(rows, told, strict=True):
        assert word[1] == excel[heads["Họ và tên"]]
        assert word[5] == (excel[heads["Quê quán"]] or "")
        assert word[6] == excel[heads["Chức danh"]]
        assert word[7] == excel[heads["Đơn vị"]]
        assert word[10] == (excel[heads["Chuyên môn"] if "Chuyên môn" in heads
                                  else heads["Trình độ chuyên môn"]] or "")  # fmt: skip
    assert len(book.sheetnames) == 1  # nothing hidden goes to another office


def test_the_workbook_comes_back_without_inventing_anything(town: Town, db: None) -> None:
    report = back(of_many(unit=WARD, as_workbook=True), file="trich-ngang.xlsx")
    assert report.created == 0
    assert sum(report.facts.values()) == 0
    assert not report.problems


def test_a_form_of_one_is_not_a_list(town: Town) -> None:
    with pytest.raises(PaperRefused, match="paper_of_one"):
        of_many("tieu-su")
    with pytest.raises(PaperRefused, match="paper_of_many"):
        of_person("trich-ngang", town.people["Trần Dũng"])
    with pytest.raises(FormUnknown):
        of_person("khong-co", town.people["Trần Dũng"])


def test_a_list_too_long_for_word_says_so(town: Town, monkeypatch) -> None:
    monkeypatch.setattr("canbo.reporting.papers.writing.MOST_PEOPLE", 5)
    with pytest.raises(PaperRefused, match="paper_too_long"):
        of_many()


class TestTemplates:
    @pytest.fixture(autouse=True)
    def _clean(self, home, db):
        yield
        for one in (settings.CANBO_HOME / "mau").glob("*"):
            one.unlink()

    def use(self, content: bytes) -> None:
        papers.use_template(name="tieu-su", content=content, file="mẫu.docx",
                            actor=actor_named("hanh", REAL_NOW), at=REAL_NOW)  # fmt: skip

    def test_the_office_s_own_is_used_and_given_back(self, town: Town) -> None:
        person = town.people["Nguyễn Thị Mai"]
        shipped = papers.shipped_template("tieu-su")
        self.use(with_words(shipped, "Người này là {{ ho_va_ten }}."))
        assert "Người này là Nguyễn Thị Mai." in lines(of_person("tieu-su", person))
        found = {one.form.name: one for one in papers.list_templates(actor=OPERATOR)}
        assert (found["tieu-su"].by, found["tieu-su"].at) == ("Hạnh", REAL_NOW)
        assert not found["2c-bnv-2008"].is_own
        entry = JournalEntry.objects.order_by("-seq").filter(action="template.use")[0]
        assert (entry.actor_name, entry.subject) == ("Hạnh", "template:tieu-su")
        assert papers.give_back_shipped(name="tieu-su", actor=OPERATOR, at=REAL_NOW)
        assert "Người này là" not in text(of_person("tieu-su", person))
        assert not papers.give_back_shipped(name="tieu-su", actor=OPERATOR, at=REAL_NOW)

    def test_a_wrong_one_changes_nothing(self, town: Town) -> None:
        shipped = papers.shipped_template("tieu-su")
        self.use(with_words(shipped, "Bản của cơ quan"))
        with pytest.raises(TemplateRefused):
            self.use(with_words(shipped, "{{ ho_tenn }}"))
        assert "Bản của cơ quan" in text(of_person("tieu-su", town.people["Nguyễn Thị Mai"]))

    def test_a_file_that_somebody_put_there_is_checked_too(self, town: Town) -> None:
        folder = settings.CANBO_HOME / "mau"
        folder.mkdir(exist_ok=True)
        bad = with_words(papers.shipped_template("tieu-su"), "{{ ''.__class__ }}")
        (folder / "tieu-su.docx").write_bytes(bad)
        with pytest.raises(TemplateRefused, match="template_tag_forbidden"):
            of_person("tieu-su", town.people["Nguyễn Thị Mai"])
        found = {one.form.name: one for one in papers.list_templates(actor=OPERATOR)}
        assert found["tieu-su"].problem == "template_tag_forbidden"
        assert found["tieu-su"].by == ""


def test_forms_say_how_they_were_seen() -> None:
    assert form_named("2c-bnv-2008").source.startswith("http")
    assert form_named("2c-bnv-2008").evidence == "unverified"
