"""The second step of signing in: codes of an app, codes on paper, each once; secrets encrypted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import RequestFactory

from canbo.accounts import access, operations, second_step
from canbo.accounts.models import User
from canbo.accounts.refusals import AccountRefused, SignInRefused
from canbo.accounts.sessions import SessionStore
from canbo.journal import access as journal

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 5, tzinfo=UTC)
LATER = NOON + timedelta(minutes=2)
LOCAL = access.local_operator()
PASSWORD = "biển Sầm Sơn 1981"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def mai() -> User:
    operations.create_user(
        username="mai", display_name="Mai", password=PASSWORD, actor=LOCAL, at=NOON
    )
    return User.objects.get()


def code(at: datetime, secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(at.timestamp()) // 30))


def who():
    return access.actor_for(User.objects.get(username="mai"), NOON)


@pytest.fixture
def paper(mai: User) -> tuple[str, ...]:
    return operations.switch_second_step_on(secret=SECRET, code=code(NOON), actor=who(), at=NOON)


def request():
    made = RequestFactory().post("/", REMOTE_ADDR="127.0.0.1")
    made.session = SessionStore()
    return made


def take(user: User, written: str, at: datetime = LATER) -> User:
    return operations.take_second_step(request=request(), user=user.id, code=written, at=at)


def refused(code: str):
    return pytest.raises((AccountRefused, SignInRefused), match=f"^{code}$")


def test_the_codes_are_those_of_the_standard():
    """RFC 6238, appendix B: the last six digits of its eight, for the secret of its tests."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for seconds, digits in ((59, "287082"), (1111111109, "081804"), (20000000000, "353130")):
        at = datetime.fromtimestamp(seconds, UTC)
        assert second_step.counter_of(secret, digits, at) == seconds // 30


def test_a_code_counts_for_its_span_and_the_ones_beside():
    for seconds, is_right in ((-60, False), (-30, True), (0, True), (30, True), (60, False)):
        found = second_step.counter_of(SECRET, code(NOON + timedelta(seconds=seconds)), NOON)
        assert (found is not None) == is_right, seconds


@pytest.mark.parametrize("written", ["", "abc", "12345", "1234567", "０００００００", "9" * 500])
def test_what_is_no_code_is_none(written):
    assert second_step.counter_of(SECRET, written, NOON) is None


def test_without_the_step_the_password_is_enough(mai):
    assert not operations.needs_second_step(mai)
    operations.sign_in(request=request(), username="mai", password=PASSWORD, at=NOON)
    assert len(journal.entries(action="user.signed_in")) == 1


def test_with_the_step_nobody_signed_in_before_the_code(mai, paper):
    assert operations.needs_second_step(mai)
    operations.sign_in(request=request(), username="mai", password=PASSWORD, at=NOON)
    assert journal.entries(action="user.signed_in") == ()
    assert take(mai, f" {code(LATER)[:3]} {code(LATER)[3:]}") == mai
    assert len(journal.entries(action="user.signed_in")) == 1


def test_a_code_counts_once(mai, paper):
    with refused("second_code_wrong"):
        take(mai, code(NOON), NOON)  # switched on with it
    take(mai, code(LATER))
    with refused("second_code_wrong"):
        take(mai, code(LATER))


def test_a_code_on_paper_counts_once_and_there_are_ten(mai, paper):
    assert len(set(paper)) == 10
    take(mai, paper[3])
    with refused("second_code_wrong"):
        take(mai, paper[3])
    assert second_step.codes_left(mai) == 9
    take(mai, f"{paper[4][:4]} {paper[4][4:]}")


def test_wrong_codes_lock_as_wrong_passwords_do(mai, paper):
    for _ in range(4):
        with refused("second_code_wrong"):
            take(mai, "000000")
    with refused("sign_in_locked"):
        take(mai, "000000")
    with refused("sign_in_locked"):
        take(mai, code(LATER))
    with refused("sign_in_locked"):
        operations.sign_in(request=request(), username="mai", password=PASSWORD, at=LATER)
    told = [entry.act.action for entry in journal.entries(limit=5)]
    assert told == ["user.locked_out", *["user.sign_in_failed"] * 4]


def test_who_was_closed_meanwhile_does_not_come_in(mai, paper):
    operations.set_active(username="mai", active=False, actor=LOCAL, at=NOON)
    with refused("sign_in_failed"):
        take(mai, code(LATER))


def test_it_is_switched_on_by_a_right_code_only_and_once(mai):
    with refused("second_code_wrong"):
        operations.switch_second_step_on(secret=SECRET, code="000000", actor=who(), at=NOON)
    assert not second_step.is_on(mai)
    operations.switch_second_step_on(secret=SECRET, code=code(NOON), actor=who(), at=NOON)
    with refused("second_on_already"):
        operations.switch_second_step_on(secret=SECRET, code=code(LATER), actor=who(), at=LATER)
    with refused("account_unknown"):
        operations.switch_second_step_on(secret=SECRET, code=code(NOON), actor=LOCAL, at=NOON)


def test_it_is_switched_off_by_the_password(mai, paper):
    with refused("password_old_wrong"):
        operations.switch_second_step_off(password="sai", actor=who(), at=NOON)
    assert second_step.is_on(mai)
    operations.switch_second_step_off(password=PASSWORD, actor=who(), at=NOON)
    assert not Authenticator.objects.exists()
    told = [entry.act.action for entry in journal.entries(limit=2)]
    assert told == ["user.second_step_off", "user.second_step_on"]


def test_an_administrator_frees_who_lost_the_phone_but_not_themselves(mai, paper):
    with refused("not_allowed"):
        operations.drop_second_step(user=mai.id, actor=who(), at=NOON)
    operations.add_grant(
        username="mai", terms=operations.GrantTerms("operator"), actor=LOCAL, at=NOON
    )
    with refused("second_of_oneself"):
        operations.drop_second_step(user=mai.id, actor=who(), at=NOON)
    assert second_step.is_on(mai)
    operations.drop_second_step(user=mai.id, actor=LOCAL, at=NOON)
    operations.drop_second_step(user=mai.id, actor=LOCAL, at=NOON)
    assert not second_step.is_on(mai)
    assert len(journal.entries(action="user.second_step_off")) == 1


def test_the_table_and_the_journal_hold_no_secret(mai, paper):
    rows = repr(list(Authenticator.objects.values()))
    said = repr(journal.entries())
    for secret in (SECRET, *paper, code(NOON)):
        assert secret not in rows
        assert secret not in said


def test_with_another_key_of_the_home_nobody_comes_in(mai, paper, monkeypatch):
    monkeypatch.setattr(journal, "home_secret", lambda purpose: b"x" * 32)
    with refused("second_key_lost"):
        take(mai, code(LATER))
