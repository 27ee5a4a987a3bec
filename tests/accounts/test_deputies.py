"""Deputies: another's rights for some days, under the own name, and never more than those."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from canbo.accounts import access, integrity, operations, people
from canbo.accounts.actor import Actor
from canbo.accounts.models import Grant, User
from canbo.accounts.operations import AccountRefused, GrantTerms
from canbo.accounts.roles import Permission
from canbo.engine.facts import UnitLevel
from canbo.journal import access as journal

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)  # 12:00 in Vietnam
TODAY = date(2026, 11, 23)
LAST = TODAY + timedelta(days=9)
LOCAL = access.local_operator()
PASSWORD = "biển Sầm Sơn 1981"
WARD = UUID(int=15)
COMMUNE = frozenset({UnitLevel.COMMUNE})


@pytest.fixture(autouse=True)
def cast() -> None:
    for name, shown in (("thang", "Thắng"), ("mai", "Mai"), ("lan", "Lan")):
        operations.create_user(
            username=name, display_name=shown, password=PASSWORD, actor=LOCAL, at=NOON
        )
    give("thang", role="head", unit=WARD, managed_by=COMMUNE, secrecy=1)


def give(username: str, **terms: object) -> operations.GrantRecord:
    return operations.add_grant(username=username, terms=GrantTerms(**terms), actor=LOCAL, at=NOON)


def who(username: str, at: datetime = NOON) -> Actor:
    return access.actor_for(User.objects.get(username=username), at)


def lend(to: str = "mai", begins: date = TODAY, ends: date = LAST, of: str = "thang"):
    return operations.name_deputy(username=to, begins=begins, ends=ends, actor=who(of), at=NOON)


def refused(code: str):
    return pytest.raises(AccountRefused, match=f"^{code}$")


def test_a_deputy_holds_the_same_rights_under_the_own_name():
    lend()
    mai = who("mai")
    (held,) = mai.grants
    assert (held.role, held.unit, held.managed_by, held.secrecy) == ("head", WARD, COMMUNE, 1)
    assert mai.name == "Mai (thay Thắng)"
    assert mai.id == str(User.objects.get(username="mai").id)
    assert held.permissions == who("thang").grants[0].permissions - {Permission.VIEW_AS}


def test_it_begins_and_ends_by_itself():
    lend(begins=TODAY + timedelta(days=1))
    assert who("mai").grants == ()
    assert who("mai").name == "Mai"
    assert who("mai", NOON + timedelta(days=1)).grants
    assert who("mai", NOON + timedelta(days=9)).grants
    assert who("mai", NOON + timedelta(days=10)).grants == ()


def test_the_right_to_manage_users_is_never_lent():
    give("lan", role="operator")
    assert operations.name_deputy(
        username="mai", begins=TODAY, ends=LAST, actor=who("lan"), at=NOON
    )
    assert who("mai").may(Permission.SEE_JOURNAL)
    assert not who("mai").may(Permission.MANAGE_USERS)
    with refused("not_allowed"):
        operations.create_user(
            username="moi", display_name="", password=PASSWORD, actor=who("mai"), at=NOON
        )


def test_a_grant_that_ends_sooner_is_lent_until_then():
    give("thang", role="inspector", valid_until=TODAY + timedelta(days=2))
    lent = {one.role: one.valid_until for one in lend()}
    assert lent == {"head": LAST, "inspector": TODAY + timedelta(days=2)}


def test_what_is_held_as_a_deputy_is_not_lent_on():
    lend()
    with refused("deputy_nothing"):
        lend(to="lan", of="mai")


@pytest.mark.parametrize("end", ["revoke", "close holder", "close deputy", "end"])
def test_it_ends_with_what_it_came_from(end):
    own = Grant.objects.get()
    lend()
    lent = Grant.objects.exclude(id=own.id).get()
    if end == "revoke":
        operations.revoke_grant(grant=own.id, actor=LOCAL, at=NOON)
    elif end == "end":
        mai = User.objects.get(username="mai").id
        operations.end_deputy(deputy=mai, actor=who("thang"), at=NOON)
    else:
        name = "thang" if end == "close holder" else "mai"
        operations.set_active(username=name, active=False, actor=LOCAL, at=NOON)
    lent.refresh_from_db()
    assert lent.revoked_at == NOON
    own.refresh_from_db()
    assert (own.revoked_at == NOON) == (end == "revoke")
    assert list(integrity.check_accounts()) == []


@pytest.mark.parametrize(("begins", "ends", "code"), [
    (TODAY, TODAY - timedelta(days=1), "deputy_days_reversed"),
    (TODAY - timedelta(days=3), TODAY - timedelta(days=1), "deputy_days_past"),
    (TODAY, TODAY + timedelta(days=180), "deputy_too_long"),
])  # fmt: skip
def test_days_that_cannot_be_are_refused(begins, ends, code):
    with refused(code):
        lend(begins=begins, ends=ends)
    with refused(code):
        people.deputy_offered(username="mai", begins=begins, ends=ends, actor=who("thang"), at=NOON)
    assert Grant.objects.count() == 1


def test_people_who_cannot_stand_in_are_refused():
    operations.set_active(username="lan", active=False, actor=LOCAL, at=NOON)
    for name, code in (
        ("lan", "deputy_unknown"), ("khong-ai", "deputy_unknown"), ("thang", "deputy_oneself"),
    ):  # fmt: skip
        with refused(code):
            lend(to=name)
        with refused(code):
            people.deputy_offered(
                username=name, begins=TODAY, ends=LAST, actor=who("thang"), at=NOON
            )
    with refused("deputy_nothing"):
        lend(to="thang", of="mai")
    with refused("account_unknown"):
        operations.name_deputy(username="mai", begins=TODAY, ends=LAST, actor=LOCAL, at=NOON)


def test_one_deputy_once_at_a_time():
    lend()
    with refused("deputy_twice"):
        lend()
    lend(to="lan")  # another one may stand in as well


def test_nobody_ends_what_is_not_theirs():
    lend()
    mai = User.objects.get(username="mai").id
    for actor in (who("lan"), LOCAL):
        with refused("deputy_none"):
            operations.end_deputy(deputy=mai, actor=actor, at=NOON)
    assert who("mai").grants


def test_what_is_offered_is_what_is_lent():
    offered = people.deputy_offered(
        username="mai", begins=TODAY, ends=LAST, actor=who("thang"), at=NOON
    )
    assert lend() == offered.grants
    (told,) = people.own_deputies(who("thang"), at=NOON)
    assert (told.name, told.begins, told.ends) == ("Mai", TODAY, LAST)
    assert people.own_deputies(who("thang"), at=NOON + timedelta(days=10)) == ()


def test_the_journal_tells_who_lent_what_to_whom():
    lend()
    (entry, *_) = journal.entries(action="grant.added")
    assert entry.act.actor_name == "Thắng"
    assert entry.act.subject == f"user:{User.objects.get(username='mai').id}"
    assert entry.act.data["instead_of"] == str(User.objects.get(username="thang").id)
    assert list(integrity.check_accounts()) == []
    Grant.objects.filter(instead_of__isnull=False).update(secrecy=3)
    assert [one.code for one in integrity.check_accounts()] == ["verify_grant_differs"]


def test_the_database_keeps_lent_grants_whole():
    lend()
    lent = Grant.objects.filter(instead_of__isnull=False)
    for change in ({"lent_from": None}, {"valid_until": None}, {"instead_of": lent.get().user}):
        with pytest.raises(IntegrityError), transaction.atomic():
            lent.update(**change)
