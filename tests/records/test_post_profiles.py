"""What is said of a post is a dated fact: it decides lists, rights and titles from its day on."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from canbo.accounts.actor import Actor, GrantValue
from canbo.engine.facts import FactKind, PostClass, UnitLevel
from canbo.engine.timeline import PartialDate, Period, Perspective
from canbo.law import load
from canbo.records import access, operations
from canbo.records.models import Person, Post
from canbo.records.operations import PostSaid, RegisterRefused
from canbo.records.queries.stored import read_facts
from tests.records.sheets import NOON, OPERATOR, Row, roster, take

pytestmark = pytest.mark.django_db
HUNG = Row("Lê Văn Hùng", "1970", ("Y5",))
LAN = Row("Trần Thị Lan", "1975", ("Y3",))
LATER = NOON + timedelta(days=30)


def confirm(post: UUID, **said: object) -> None:
    operations.confirm_post(post=post, actor=OPERATOR, at=LATER, law=load(), said=PostSaid(**said))  # type: ignore[arg-type]


def post_titled(title: str) -> UUID:
    return Post.objects.get(title=title).id


def listed(as_of: date, known_at: object = LATER) -> dict[str, list[str]]:
    page = access.list_officials(actor=OPERATOR, at=LATER, perspective=Perspective(as_of, known_at))
    return {row.name: [post.title_code for post in row.posts] for row in page.rows}


def profiles(post: UUID) -> list[tuple[str, object, object]]:
    found = read_facts(FactKind.POST_PROFILE, "post_id = %s AND voided_at IS NULL", [post])
    spans = [(one.title, one.validity.certain.begins, one.validity.certain.ends) for one in found]
    return sorted(spans, key=lambda span: str(span[1]))


def test_confirming_says_nothing_new_and_stores_no_fact() -> None:
    take(roster([HUNG]))
    confirm(post_titled("Y5"))

    assert not Post.objects.get().proposed
    assert profiles(post_titled("Y5")) == []


def test_a_corrected_title_is_what_the_post_always_was_but_not_what_was_known() -> None:
    take(roster([HUNG]))
    confirm(post_titled("Y5"), title="X05")
    confirm(post_titled("Y5"), title="X04")

    assert profiles(post_titled("Y5")) == [("X04", None, None)]
    assert listed(date(2011, 7, 31)) == {"Lê Văn Hùng": ["X04"]}
    assert listed(date(2011, 7, 31), NOON) == {"Lê Văn Hùng": ["Y5"]}


def test_a_title_from_a_day_on_leaves_the_days_before() -> None:
    take(roster([HUNG], as_of="31/12/2008"))
    post = post_titled("Y5")
    confirm(post, title="X05", since=PartialDate(2010, 1, 1))
    confirm(post, title="X04", since=PartialDate(2011, 5))

    assert profiles(post) == [
        ("X05", date(2010, 1, 1), date(2011, 5, 31)),
        ("X04", date(2011, 5, 31), None),
    ]
    days = (date(2009, 12, 31), date(2010, 1, 1), date(2011, 5, 30), date(2011, 5, 31))
    seen = [listed(day)["Lê Văn Hùng"] for day in days]
    assert seen == [["Y5"], ["X05"], ["X05"], ["X04"]]


def test_who_manages_a_post_is_told_without_another_title() -> None:
    take(roster([HUNG]))
    confirm(post_titled("Y5"), managed_by=UnitLevel.DISTRICT, since=PartialDate(2011, 1, 1))

    (profile,) = read_facts(FactKind.POST_PROFILE)
    post = Post.objects.get()
    assert (profile.title, profile.title_as_written) == (post.title, post.title_as_written)
    assert (profile.post_class, profile.level) == (PostClass(post.post_class), post.level)
    assert profile.managed_by is UnitLevel.DISTRICT


def test_rights_follow_who_manages_the_post_now() -> None:
    take(roster([HUNG]))
    person = Person.objects.get().id
    valid = Period(date(2000, 1, 1), None)
    commune = GrantValue("ward_clerk", None, frozenset({UnitLevel.COMMUNE}), 0, valid)
    clerk = Actor("someone", "Ai đó", (commune,))
    assert access.may_see(person, actor=clerk, at=LATER)

    confirm(post_titled("Y5"), managed_by=UnitLevel.DISTRICT, since=PartialDate(2011, 8, 1))

    assert not access.may_see(person, actor=clerk, at=LATER)
    assert access.visible_people(actor=clerk, at=LATER) == frozenset()


def test_a_title_that_the_unit_has_already_is_refused() -> None:
    take(roster([HUNG, LAN]))
    with pytest.raises(RegisterRefused) as refused:
        confirm(post_titled("Y5"), title="Y3")
    assert refused.value.code == "post_title_taken"
    confirm(post_titled("Y5"), title="X05", since=PartialDate(2011, 1, 1))
    with pytest.raises(RegisterRefused) as refused:
        confirm(post_titled("Y3"), title="X05")
    assert refused.value.code == "post_title_taken"


def test_what_was_told_with_days_is_not_overridden_without() -> None:
    take(roster([HUNG]))
    post = post_titled("Y5")
    confirm(post, title="X05", since=PartialDate(2010, 1, 1))
    for said, code in (
        ({"title": "X04"}, "post_profile_dated"),
        ({"title": "X04", "since": PartialDate(2009)}, "post_profile_later"),
        ({"title": "Z99"}, "post_title_unknown"),
    ):
        with pytest.raises(RegisterRefused) as refused:
            confirm(post, **said)
        assert refused.value.code == code
    assert profiles(post) == [("X05", date(2010, 1, 1), None)]


def test_the_same_day_told_again_takes_the_place_of_what_was_told() -> None:
    take(roster([HUNG]))
    post = post_titled("Y5")
    for title in ("X05", "X04"):
        confirm(post, title=title, since=PartialDate(2010, 1, 1))
    assert profiles(post) == [("X04", date(2010, 1, 1), None)]


def test_a_later_file_knows_the_post_by_either_title() -> None:
    take(roster([HUNG]))
    confirm(post_titled("Y5"), title="X05", since=PartialDate(2011, 8, 15))
    for number, title in enumerate(("X05", "Y5")):
        row = Row(HUNG.name, HUNG.birth, (title,))
        take(roster([row], as_of="31/8/2011", file=f"{number}.xlsx"), at=LATER)

    assert Post.objects.count() == 1


def test_what_is_said_of_a_post_goes_with_the_import_that_made_it() -> None:
    report = take(roster([HUNG]))
    post = post_titled("Y5")
    confirm(post, title="X05")
    assert report.batch
    operations.undo_import(batch=report.batch, actor=OPERATOR, at=LATER)

    assert profiles(post) == []
    assert listed(date(2011, 7, 31)) == {}
