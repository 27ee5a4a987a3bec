"""Signing in: right and wrong passwords, the lock-out, and what the journal says of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import login
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from canbo.accounts import access, operations
from canbo.accounts.operations import SignInRefused
from canbo.journal import access as journal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
PASSWORD = "biển Sầm Sơn 1981"
LOCAL = access.local_operator()


@pytest.fixture(autouse=True)
def mai():
    return operations.create_user(
        username="mai", display_name="Lê Thị Mai", password=PASSWORD, actor=LOCAL, at=NOW
    )


def sign_in(username: str = "mai", password: str = PASSWORD, address: str = "127.0.0.1"):
    request = RequestFactory().post(
        "/sign-in", {"username": username, "password": password}, REMOTE_ADDR=address
    )
    request.session = SessionStore()
    user = operations.sign_in(request=request, username=username, password=password, at=NOW)
    login(request, user)
    return user


def fail(times: int, **who: str) -> list[str]:
    codes = []
    for _ in range(times):
        with pytest.raises(SignInRefused) as caught:
            sign_in(**({"password": "sai"} | who))
        codes.append(caught.value.code)
    return codes


def actions() -> list[str]:
    return [entry.act.action for entry in reversed(journal.entries())][1:]


def test_the_right_password_lets_in_under_any_case_of_the_name(mai):
    assert sign_in("  MAI ").id == mai.id
    (entry, _) = journal.entries()
    assert entry.act.action == "user.signed_in"
    assert entry.act.actor_name == "Lê Thị Mai"
    assert entry.act.subject == f"user:{mai.id}"


def test_the_fifth_failure_locks_even_the_right_password():
    assert fail(5) == ["sign_in_failed"] * 4 + ["sign_in_locked"]
    with pytest.raises(SignInRefused, match="sign_in_locked") as caught:
        sign_in()
    assert caught.value.data == {"minutes": 15}
    assert actions() == ["user.sign_in_failed"] * 4 + ["user.locked_out"]


def test_the_lock_is_for_one_name_at_one_address():
    operations.create_user(
        username="dung", display_name="Dũng", password=PASSWORD, actor=LOCAL, at=NOW
    )
    fail(5)
    assert sign_in("dung").username == "dung"
    assert sign_in(address="10.0.0.7").username == "mai"


def test_capitals_do_not_get_round_the_lock():
    for name in ("mai", "MAI", "Mai", " mai", "mAI"):
        fail(1, username=name)
    assert fail(1, password=PASSWORD) == ["sign_in_locked"]


def test_the_lock_ends_after_its_minutes_and_tries_do_not_lengthen_it():
    fail(5)
    AccessAttempt.objects.update(attempt_time=datetime.now(UTC) - timedelta(minutes=14))
    assert fail(3, password=PASSWORD) == ["sign_in_locked"] * 3
    AccessAttempt.objects.update(attempt_time=datetime.now(UTC) - timedelta(minutes=16))
    assert sign_in().username == "mai"


def test_success_forgets_the_failures_before():
    fail(4)
    sign_in()
    assert fail(4) == ["sign_in_failed"] * 4


def test_unknown_names_fail_like_wrong_passwords_and_are_locked_alike():
    assert fail(5, username="ai-day") == ["sign_in_failed"] * 4 + ["sign_in_locked"]
    assert {entry.act.subject for entry in journal.entries(action="user.sign_in_failed")} == {
        "user:unknown"
    }


@pytest.mark.parametrize("name", ["", "mật khẩu của tôi", "a\0b", "x" * 500, "mai' OR '1'='1"])
def test_what_can_be_no_name_is_kept_nowhere(name):
    assert fail(1, username=name) == ["sign_in_failed"]
    assert AccessAttempt.objects.get().username == ""
    assert not name or name not in repr(journal.entries())


def test_passwords_are_kept_nowhere():
    fail(2, password="gần đúng 1981")
    attempt = AccessAttempt.objects.get()
    assert "gần đúng" not in repr([attempt.post_data, attempt.get_data, *journal.entries()])


def test_a_closed_user_is_not_let_in():
    operations.set_active(username="mai", active=False, actor=LOCAL, at=NOW)
    assert fail(1, password=PASSWORD) == ["sign_in_failed"]


def test_leaving_is_journalled(mai):
    request = RequestFactory().post("/sign-out")
    request.user = sign_in()
    operations.sign_out(request=request, at=NOW)
    assert actions() == ["user.signed_in", "user.signed_out"]


def test_logs_hold_no_name_no_address_and_no_password(caplog):
    fail(5, address="10.9.8.7")
    assert not [
        record for record in caplog.records
        for secret in ("mai", "10.9.8.7", "sai") if secret in record.getMessage()
    ]  # fmt: skip
