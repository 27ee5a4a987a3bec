"""An official's page shows every kind of fact in words, and secrets to those alone who may."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model

from canbo.accounts import operations as accounts
from canbo.accounts.access import actor_for
from canbo.accounts.values import GrantTerms
from canbo.engine import facts
from canbo.engine.timeline import PartialDate, Perspective
from canbo.records import access, operations
from canbo.reporting import access as reporting
from tests.records.sheets import NOON, OPERATOR
from tests.town.builder import AS_OF, DRAFTED, Town
from tests.town.cast import ALL_LEVELS, REAL_NOW
from tests.town.every_kind import DECIDED, every_kind


@pytest.fixture
def mai(town: Town, db: None) -> UUID:
    """Nguyễn Thị Mai, of whom every kind of fact is recorded."""
    person = town.people["Nguyễn Thị Mai"]
    operations.record_facts(facts=every_kind(person), actor=OPERATOR, at=NOON)
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
