"""An official's page shows every kind of fact in words, and secrets to those alone who may."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model

from canbo.accounts import operations as accounts
from canbo.accounts.access import actor_for
from canbo.accounts.values import GrantTerms
from canbo.engine import facts
from canbo.engine.facts import (
    AttainmentState,
    DisciplineSide,
    ElectionKind,
    Evidence,
    LeaveKind,
    MoveKind,
    ParticularKind,
    PoolExit,
    RatingSeries,
    RetirementKind,
    Scale,
    Source,
    StudyMode,
    TenureAct,
    TenureManner,
    UnitLevel,
)
from canbo.engine.timeline import PartialDate, Perspective, Validity
from canbo.records import access, models, operations
from canbo.reporting import access as reporting
from tests.records.sheets import NOON, OPERATOR
from tests.town.builder import AS_OF, DRAFTED, WARD, Town
from tests.town.cast import ALL_LEVELS, REAL_NOW

DECIDED = Source(Evidence.DECISION, "Sổ quyết định", "", "84-QĐ/ThU", date(2010, 12, 7))


def since(text: str, until: str = "") -> Validity:
    ends = PartialDate.parse(until) if until else None
    return Validity(PartialDate.parse(text), ends)


@pytest.fixture
def mai(town: Town, db: None) -> UUID:
    """Nguyễn Thị Mai, of whom every kind of fact is recorded."""
    person = town.people["Nguyễn Thị Mai"]
    snapshot = access.read_snapshot()
    post = next(one.post for one in snapshot.tenures if one.person == person)
    unit = access.resolve_unit(code=WARD)
    made = {"created_at": NOON, "created_act": 1}
    term = models.Term.objects.create(
        unit_id=unit, body="party_committee", ordinal="XV", begins="2010", ends="2015", **made
    )
    election = models.Election.objects.create(
        term=term, kind=ElectionKind.CONGRESS, day="2010-07-28", name="Đại hội lần thứ XV", **made
    )
    scheme = models.Scheme.objects.create(
        name="Đề án luân chuyển", name_spelling="đề án luân chuyển", **made
    )
    sold = models.Post.objects.create(
        unit_id=unit, title="X06", title_as_written="PCT UBND", title_spelling="pct ubnd",
        post_class="official", level="commune", managed_by=UnitLevel.DISTRICT, **made,
    )  # fmt: skip
    said = (
        (facts.Particular, since("1979"), {"kind": ParticularKind.IDENTITY_NUMBER,
                                           "value": "171234567"}),
        (facts.Particular, since("1979"), {"kind": ParticularKind.SEX, "value": "f"}),
        (facts.Particular, Validity(), {"kind": ParticularKind.PARTY_DATE, "value": "2001-05-19"}),
        (facts.Particular, Validity(), {
            "kind": ParticularKind.POOL_NOTE, "value": "Phiếu giới thiệu: 36"}),
        (facts.Tenure, since("8/2008", "12/2009"), {
            "post": sold.id, "manner": TenureManner.ACTING, "act": TenureAct.APPOINTED}),
        (facts.Tenure, since("28/7/2010"), {
            "post": sold.id, "manner": TenureManner.CONCURRENT, "act": TenureAct.ELECTED,
            "term": term.id}),
        (facts.Attainment, since("9/2010"), {
            "scale": Scale.PROFESSIONAL, "level": "ĐH", "state": AttainmentState.STUDYING,
            "field": "Luật", "mode": StudyMode.IN_SERVICE, "school": "Đại học Vinh"}),
        (facts.Attainment, since("2009"), {
            "scale": Scale.FOREIGN_LANGUAGE, "level": "NNB", "certificate": "B 12345"}),
        (facts.Attainment, since("2006"), {
            "scale": Scale.IT, "level": "THA", "state": AttainmentState.REVOKED}),
        (facts.Rating, since("2010", "2010"), {"series": RatingSeries.OFFICIAL, "level": "HTTNV"}),
        (facts.PoolEntry, since("2009", "2010"), {
            "post": sold.id, "term": term.id, "exit_reason": PoolExit.ELECTED}),
        (facts.Move, since("1/6/2008"), {
            "kind": MoveKind.ROTATION, "scheme": scheme.id, "from_post": post, "to_post": sold.id,
            "planned_end": PartialDate.parse("2011")}),
        (facts.ElectionResult, Validity(), {
            "election": election.id, "post": sold.id, "votes_for": 40, "ballots": 50}),
        (facts.Leave, since("1/1/2007", "1/5/2007"), {"kind": LeaveKind.MATERNITY}),
        (facts.Discipline, since("2005"), {
            "side": DisciplineSide.PARTY, "form": "KHIEN_TRACH", "reason": "chậm báo cáo"}),
        (facts.Award, since("10/1/2011"), {"award": "Bằng khen", "level": UnitLevel.PROVINCE}),
        (facts.RankHolding, since("1/2009"), {
            "rank": "01.003", "step": 2, "coefficient": "2.67"}),
        (facts.Retirement, since("1/5/2034"), {"kind": RetirementKind.AGE}),
    )  # fmt: skip
    made_facts = [
        one(id=uuid4(), key=uuid4(), person=person, validity=validity, recorded_at=NOON,
            source=DECIDED, **own)
        for one, validity, own in said
    ]  # fmt: skip
    stated = {one.kind for one in snapshot.particulars if one.person == person}
    wanted = [one for one in made_facts if getattr(one, "kind", None) not in stated]
    operations.record_facts(facts=wanted, actor=OPERATOR, at=NOON)
    return person


def page_of(client, person: UUID, query: str = "") -> str:
    response = client.get(f"/can-bo/{person}/{query}")
    assert response.status_code == 200
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return html.unescape(re.sub(r"\s+", " ", text))


SAID = (
    "Số CMND/CCCD 171234567",
    "Ngày vào Đảng 19/5/2001",
    "Phó Chủ tịch UBND phường Trường Sơn, thị xã Sầm Sơn",
    "quyền, phụ trách, do bổ nhiệm, diện cấp huyện quản lý",
    "kiêm nhiệm, do bầu, khóa XV (2010-2015)",
    "Đại học, Luật, tại chức, Đại học Vinh, đang học",
    "số hiệu B 12345",
    "đã bị thu hồi",
    "Năm 2010 Hoàn thành tốt nhiệm vụ Cán bộ, công chức",
    "Luân chuyển từ",
    "Đề án luân chuyển, dự kiến đến 2011",
    "Đại hội lần thứ XV, khóa XV (2010-2015)",
    "trúng cử",
    "Thai sản từ 01/1/2007 đến 01/5/2007",
    "Khiển trách về Đảng, chậm báo cáo",
    "Bằng khen cấp tỉnh 10/1/2011",
    "Chuyên viên (01.003) bậc 2, hệ số 2,67",
    "Nghỉ hưu đúng tuổi từ 01/5/2034",
    "Quyết định số 84-QĐ/ThU ngày 07/12/2010 · Sổ quyết định",
    "Người vận hành tại máy",
    "còn 272 tháng công tác, đến hết tháng 3/2034 (tuổi nghỉ hưu 55 tuổi",
)  # fmt: skip


@pytest.mark.parametrize("words", SAID)
def test_every_kind_is_said_in_words(browse: Callable, mai: UUID, words: str) -> None:
    assert words in page_of(browse("hanh"), mai)


def test_planning_and_votes_are_for_those_who_may_see_secrets(browse: Callable, mai: UUID) -> None:
    shown = page_of(browse("hanh"), mai)
    assert "40/50 phiếu" not in shown
    assert "ra khỏi quy hoạch" not in shown
    assert "Phiếu giới thiệu" not in shown
    terms = GrantTerms(role="head", unit=None, managed_by=ALL_LEVELS, secrecy=1)
    accounts.add_grant(username="hanh", terms=terms, actor=OPERATOR, at=REAL_NOW)

    shown = page_of(browse("hanh"), mai)
    assert "40/50 phiếu (80,0%)" in shown
    assert "Phiếu giới thiệu: 36" in shown
    assert (
        "Phó Chủ tịch UBND phường Trường Sơn, thị xã Sầm Sơn khóa XV (2010-2015), ra khỏi" in shown
    )


def test_who_has_retired_has_no_working_time_left(browse: Callable, mai: UUID) -> None:
    assert "tháng công tác" not in page_of(browse("hanh"), mai, "?ngay=1/6/2034")


def test_a_value_of_earlier_days_says_when(browse: Callable, mai: UUID) -> None:
    snapshot = access.read_snapshot()
    number = next(one for one in snapshot.particulars if one.value == "171234567")
    old = replace(number.validity, ends=PartialDate.parse("2009"))
    operations.correct_fact(
        kind=facts.FactKind.PARTICULAR, fact=number.id, values={"validity": old}, source=DECIDED,
        actor=OPERATOR, at=NOON,
    )  # fmt: skip
    assert "171234567 (từ 1979 đến 2009)" in page_of(browse("hanh"), mai)


@pytest.mark.parametrize("known_at", [REAL_NOW, DRAFTED], ids=["now", "as the plan was drafted"])
def test_the_page_answers_standards_as_the_lists_do(town: Town, db: None, known_at) -> None:
    user = get_user_model().objects.get(username="hanh")
    actor, perspective = actor_for(user, REAL_NOW), Perspective(AS_OF, known_at)
    asked = {"actor": actor, "at": REAL_NOW, "perspective": perspective}
    answered = 0
    for person in town.people.values():
        official = access.get_official(official=person, **asked)
        told = reporting.verdicts_of(official, perspective)
        assert told == reporting.verdicts(person=person, **asked)
        answered += len(told)
    assert answered
