"""Users and grants that were changed past the journal are found by `verify`."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection

from canbo.accounts import access, operations
from canbo.accounts.operations import GrantTerms
from canbo.journal.operations import verify

pytestmark = pytest.mark.django_db
NOON = datetime(2011, 7, 31, 5, tzinfo=UTC)
LOCAL = access.local_operator()


@pytest.fixture(autouse=True)
def mai():
    for name in ("mai", "dung"):
        operations.create_user(
            username=name, display_name="", password="biển Sầm Sơn", actor=LOCAL, at=NOON
        )
        operations.add_grant(username=name, terms=GrantTerms("clerk"), actor=LOCAL, at=NOON)


def found() -> list[tuple[str, str]]:
    return [(finding.code, finding.data["username"]) for finding in verify().findings]


def test_what_went_through_the_house_is_sound():
    operations.set_active(username="mai", active=False, actor=LOCAL, at=NOON)
    operations.set_active(username="mai", active=True, actor=LOCAL, at=NOON)
    grants = access.list_users(LOCAL)[0].grants
    operations.revoke_grant(grant=grants[0].id, actor=LOCAL, at=NOON)
    assert found() == []


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE accounts_grant SET role = 'head' WHERE user_id = {mai}", "verify_grant_differs"),
        ("UPDATE accounts_grant SET secrecy = 3 WHERE user_id = {mai}", "verify_grant_differs"),
        (
            "UPDATE accounts_grant SET managed_by = '{{central}}' WHERE user_id = {mai}",
            "verify_grant_differs",
        ),
        (
            "UPDATE accounts_grant SET revoked_at = granted_at WHERE user_id = {mai}",
            "verify_grant_differs",
        ),
        ("DELETE FROM accounts_grant WHERE user_id = {mai}", "verify_grant_differs"),
        (
            "INSERT INTO accounts_grant (id, user_id, role, managed_by, secrecy, granted_at)"
            " SELECT gen_random_uuid(), id, 'operator', '{{}}', 0, now() FROM accounts_user"
            " WHERE username = 'mai'",
            "verify_grant_differs",
        ),
        ("UPDATE accounts_user SET is_active = false WHERE id = {mai}", "verify_account_differs"),
        (
            "INSERT INTO accounts_user (id, password, username, display_name, is_active,"
            " created_at) VALUES (gen_random_uuid(), '', 'ghost', '', true, now())",
            "verify_account_differs",
        ),
    ],
)
def test_what_went_past_it_is_named(statement, expected):
    mai = "(SELECT id FROM accounts_user WHERE username = 'mai')"
    with connection.cursor() as cursor:
        cursor.execute(statement.format(mai=mai))
    name = "ghost" if "ghost" in statement else "mai"
    assert found() == [(expected, name)]
