"""Users and grants: who may change them, what the journal says, what stands when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from canbo.accounts import access, operations
from canbo.accounts.actor import ALL_LEVELS, Actor, GrantValue
from canbo.accounts.models import User
from canbo.accounts.operations import AccountRefused, GrantTerms
from canbo.accounts.roles import LOCAL_OPERATOR, ROLES, Permission, permissions_of
from canbo.engine.facts import UnitLevel
from canbo.engine.timeline import Period
from canbo.journal import access as journal

NOON = datetime(2011, 7, 31, 5, tzinfo=UTC)  # 12:00 in Vietnam
LOCAL = access.local_operator()
PASSWORD = "biển Sầm Sơn 1981"
WARD = UUID(int=15)
NOBODY = Actor("x", "Người không có quyền", ())


@pytest.fixture
def mai(db) -> operations.UserRecord:
    return operations.create_user(
        username="Mai", display_name="Lê Thị Mai", password=PASSWORD, actor=LOCAL, at=NOON
    )


def grant(username: str = "mai", **terms: object) -> operations.GrantRecord:
    fields = {"role": "ward_clerk", "unit": WARD, "managed_by": frozenset({UnitLevel.COMMUNE})}
    return operations.add_grant(
        username=username, terms=GrantTerms(**(fields | terms)), actor=LOCAL, at=NOON
    )


def actor(user: operations.UserRecord, at: datetime) -> Actor:
    return access.actor_for(User.objects.get(id=user.id), at)


def refused(code: str):
    return pytest.raises(AccountRefused, match=f"^{code}$")


class TestUsers:
    def test_a_user_is_made_with_a_name_in_one_form_and_no_right(self, mai):
        assert mai.username == "mai"
        assert actor(mai, NOON).grants == ()
        assert actor(mai, NOON).name == "Lê Thị Mai"

    def test_the_journal_tells_who_made_whom_and_no_password(self, mai):
        operations.set_password(username="mai", password="khác hẳn 2011", actor=LOCAL, at=NOON)
        said = journal.entries(subject=f"user:{mai.id}")
        assert [entry.act.action for entry in said] == ["user.password_set", "user.created"]
        assert {entry.act.actor_id for entry in said} == {"local"}
        for secret in (PASSWORD, "khác hẳn", User.objects.get().password):
            assert secret not in repr(said)

    def test_a_name_is_used_once_in_any_case(self, mai):
        before = journal.last_seq()
        with refused("username_taken"):
            operations.create_user(
                username="MAI", display_name="", password=PASSWORD, actor=LOCAL, at=NOON
            )
        assert journal.last_seq() == before

    @pytest.mark.parametrize("name", ["", "a", "mai lê", "Đào", "-mai", "a" * 33, "mai\0", "a'b"])
    def test_names_that_cannot_be_typed_everywhere_are_refused(self, db, name):
        with refused("username_malformed"):
            operations.create_user(
                username=name, display_name="x", password=PASSWORD, actor=LOCAL, at=NOON
            )

    def test_the_database_refuses_such_names_too(self, db):
        with pytest.raises(DatabaseError), transaction.atomic():
            User.objects.create(username="Đào", display_name="x", created_at=NOON)

    @pytest.mark.parametrize(
        ("password", "code"),
        [
            ("ngắn", "password_too_short"),
            ("", "password_too_short"),
            ("4820571936204", "password_entirely_numeric"),
            ("password123", "password_too_common"),
            ("lê thị mai", "password_too_similar"),
            ("x" * 1025, "password_too_long"),
        ],
    )
    def test_weak_passwords_are_refused_and_never_repeated(self, mai, password, code):
        with refused(code) as caught:
            operations.set_password(username="mai", password=password, actor=LOCAL, at=NOON)
        assert not password or password not in repr(caught.value.data)

    def test_users_change_their_own_password_and_nobody_else_s(self, mai):
        own = actor(mai, NOON)
        operations.set_password(username="mai", password="một câu khác", actor=own, at=NOON)
        assert User.objects.get(id=mai.id).check_password("một câu khác")
        for name in ("hanh", "no-one"):
            with refused("not_allowed"):
                operations.set_password(username=name, password="câu dài", actor=own, at=NOON)

    def test_a_closed_user_has_no_rights_until_opened(self, mai):
        grant()
        later = NOON + timedelta(hours=1)
        operations.set_active(username="mai", active=False, actor=LOCAL, at=later)
        assert actor(mai, later).grants == ()
        with refused("account_closed"):
            access.actor_named("mai", later)
        operations.set_active(username="mai", active=True, actor=LOCAL, at=later)
        assert len(access.actor_named("MAI", later).grants) == 1

    def test_closing_twice_is_journalled_once(self, mai):
        for _ in range(2):
            operations.set_active(username="mai", active=False, actor=LOCAL, at=NOON)
        assert journal.entries()[0].act.action == "user.closed"
        assert journal.last_seq() == 2

    def test_nobody_closes_themselves(self, mai):
        grant(role="operator", unit=None)
        with refused("account_is_oneself"):
            operations.set_active(username="mai", active=False, actor=actor(mai, NOON), at=NOON)

    def test_an_unknown_user_is_named(self, db):
        with refused("account_unknown"):
            operations.set_password(username="ai", password=PASSWORD, actor=LOCAL, at=NOON)


class TestGrants:
    def test_a_grant_says_role_subtree_levels_secrecy_and_days(self, mai):
        grant(secrecy=1, valid_from=date(2011, 7, 1), valid_until=date(2011, 7, 31))
        (value,) = actor(mai, NOON).grants
        assert value == GrantValue(
            "ward_clerk", WARD, frozenset({UnitLevel.COMMUNE}), 1,
            Period(date(2011, 7, 1), date(2011, 8, 1)),
        )  # fmt: skip

    def test_it_stands_on_its_days_in_vietnam_both_included(self, mai):
        grant(valid_until=date(2011, 7, 31))
        last_instant = datetime(2011, 7, 31, 16, 59, 59, tzinfo=UTC)
        assert len(actor(mai, last_instant).grants) == 1
        assert actor(mai, last_instant + timedelta(seconds=1)).grants == ()

    def test_it_begins_on_its_first_day_and_never_before_it_was_given(self, mai):
        grant(valid_from=date(2011, 8, 2))
        grant(valid_from=date(2001, 1, 1))
        assert actor(mai, NOON - timedelta(seconds=1)).grants == ()
        assert len(actor(mai, NOON).grants) == 1
        assert len(actor(mai, datetime(2011, 8, 1, 17, tzinfo=UTC)).grants) == 2

    def test_taking_it_back_counts_at_once_and_is_journalled_once(self, mai):
        given_right = grant()
        at = NOON + timedelta(hours=2)
        for moment in (at, at + timedelta(hours=1)):
            record = operations.revoke_grant(grant=given_right.id, actor=LOCAL, at=moment)
            assert record.revoked_at == at
        assert len(actor(mai, at - timedelta(seconds=1)).grants) == 1
        assert actor(mai, at).grants == ()
        actions = [entry.act.action for entry in journal.entries(subject=f"user:{mai.id}")]
        assert actions == ["grant.revoked", "grant.added", "user.created"]

    def test_the_journal_holds_the_whole_grant(self, mai):
        given_right = grant(valid_until=date(2011, 12, 31))
        assert journal.entries()[0].act.data == {
            "grant": str(given_right.id), "username": "mai", "role": "ward_clerk",
            "unit": str(WARD), "managed_by": ["commune"], "secrecy": 0,
            "from": None, "until": "2011-12-31",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("terms", "code"),
        [
            ({"role": "king"}, "role_unknown"),
            ({"role": LOCAL_OPERATOR}, "role_unknown"),
            ({"secrecy": 4}, "secrecy_unknown"),
            ({"secrecy": -1}, "secrecy_unknown"),
            (
                {"valid_from": date(2011, 2, 1), "valid_until": date(2011, 1, 31)},
                "grant_days_reversed",
            ),
        ],
    )
    def test_wrong_terms_are_refused(self, mai, terms, code):
        with refused(code):
            grant(**terms)

    def test_nobody_gives_rights_to_themselves(self, mai):
        grant(role="operator", unit=None)
        terms = GrantTerms("head")
        with refused("grant_to_oneself"):
            operations.add_grant(username="mai", terms=terms, actor=actor(mai, NOON), at=NOON)

    def test_unknown_users_and_grants_are_named(self, db):
        with refused("account_unknown"):
            grant("ai")
        with refused("grant_unknown"):
            operations.revoke_grant(grant=uuid4(), actor=LOCAL, at=NOON)

    @pytest.mark.parametrize("role", sorted(set(ROLES) - {"operator"}))
    def test_only_those_who_manage_users_change_anything(self, mai, role):
        given_right = grant(role=role, unit=None)
        doings = (
            lambda who: operations.create_user(
                username="dung", display_name="", password=PASSWORD, actor=who, at=NOON
            ),
            lambda who: operations.add_grant(
                username="mai", terms=GrantTerms("head"), actor=who, at=NOON
            ),
            lambda who: operations.revoke_grant(grant=given_right.id, actor=who, at=NOON),
            lambda who: operations.set_active(username="mai", active=False, actor=who, at=NOON),
            access.list_users,
        )
        for who in (actor(mai, NOON), NOBODY):
            for doing in doings:
                with refused("not_allowed"):
                    doing(who)

    def test_the_list_shows_every_grant_in_two_queries(self, mai, django_assert_num_queries):
        grant()
        operations.revoke_grant(grant=grant(role="clerk").id, actor=LOCAL, at=NOON)
        with django_assert_num_queries(2):
            (listed,) = access.list_users(LOCAL)
        assert {item.terms.role: item.revoked_at for item in listed.grants} == {
            "ward_clerk": None, "clerk": NOON,
        }  # fmt: skip

    def test_a_role_or_level_that_no_longer_exists_opens_nothing(self, mai):
        grant()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_grant SET role = 'old', managed_by = '{duchy}'")
        (value,) = actor(mai, NOON).grants
        assert value.permissions == frozenset()
        assert value.managed_by == frozenset()

    def test_asking_for_rights_takes_one_query(self, mai, django_assert_num_queries):
        for _ in range(5):
            grant()
        user = User.objects.get()
        with django_assert_num_queries(1):
            access.actor_for(user, NOON)


DAYS = st.dates(date(2010, 1, 1), date(2012, 12, 31))
MOMENTS = st.datetimes(
    datetime(2010, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2012, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


@given(
    first=st.none() | DAYS,
    last=st.none() | DAYS,
    given_at=MOMENTS,
    revoked_after=st.none() | st.timedeltas(timedelta(0), timedelta(days=900)),
    asked_at=MOMENTS,
)
def test_grants_stand_exactly_as_a_naive_reading_says(
    db, first, last, given_at, revoked_after, asked_at
):
    if first and last and last < first:
        first, last = last, first
    sid = transaction.savepoint()
    user = operations.create_user(
        username="mai", display_name="", password=PASSWORD, actor=LOCAL, at=given_at
    )
    terms = GrantTerms("clerk", valid_from=first, valid_until=last)
    given_right = operations.add_grant(username="mai", terms=terms, actor=LOCAL, at=given_at)
    revoked_at = given_at + revoked_after if revoked_after is not None else None
    if revoked_at:
        operations.revoke_grant(grant=given_right.id, actor=LOCAL, at=revoked_at)
    day = (asked_at + timedelta(hours=7)).date()  # Vietnam's day
    expected = (
        given_at <= asked_at
        and (revoked_at is None or asked_at < revoked_at)
        and (first is None or first <= day)
        and (last is None or day <= last)
    )
    assert bool(actor(user, asked_at).grants) is expected
    transaction.savepoint_rollback(sid)


class TestRoles:
    def test_the_local_operator_may_do_and_see_all(self):
        assert all(LOCAL.may(permission) for permission in Permission)
        (everything,) = LOCAL.grants
        assert everything.unit is None
        assert all(everything.covers_level(level) for level in (*UnitLevel, None))
        assert access.local_operator("hoa").name.endswith("(hoa)")

    def test_an_inspector_changes_nothing(self):
        assert permissions_of("inspector") <= {
            Permission.SEE_OFFICIALS, Permission.SEE_FIGURES, Permission.SEE_PLAN,
            Permission.SEE_JOURNAL,
        }  # fmt: skip

    def test_a_permission_is_also_its_plain_code(self):
        assert LOCAL.may("see_officials")
        assert not NOBODY.may("see_officials")

    @given(levels=st.frozensets(st.sampled_from(UnitLevel)), asked=st.sampled_from(UnitLevel))
    def test_levels_cover_just_themselves(self, levels, asked):
        value = GrantValue("clerk", None, levels, 0, Period(None, None))
        assert value.covers_level(asked) is (asked in levels)
        assert value.covers_level(None) is (UnitLevel.DISTRICT in levels)

    def test_grants_for_a_permission_leave_the_others_out(self):
        clerk = GrantValue("clerk", WARD, ALL_LEVELS, 0, Period(None, None))
        operator = GrantValue("operator", None, frozenset(), 0, Period(None, None))
        both = Actor("m", "Mai", (clerk, operator))
        assert both.grants_for(Permission.SEE_OFFICIALS) == (clerk,)
        assert both.grants_for(Permission.MANAGE_USERS) == (operator,)
